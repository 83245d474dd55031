//! The article pane.

pub(super) mod ledger;
pub(super) mod lines;
mod runs;
pub(super) mod summary;

use ratatui::Frame;
use ratatui::layout::Position;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::Line;
use ratatui::text::Span as Cells;

use super::Look;
use super::list;
use super::text;
use super::theme::Role;
use crate::app::Mode;
use crate::app::Pane;
use crate::app::State;
use crate::app::reader::ArticleLine;
use crate::app::reader::LineKind;
use crate::app::reader::OwnLine;
use crate::model::Tag;
use runs::Runs;

/// Rows that the title and the legend take.
const FRAME_ROWS: u16 = 2;

/// Below this width, the legend is shorter.
const LEGEND_COLUMNS: u16 = 76;

/// Returns how many lines of the article fit in `area`.
pub(super) fn capacity(area: Rect) -> usize {
    usize::from(area.height.saturating_sub(FRAME_ROWS))
}

/// Draws the article pane.
pub(super) fn view(frame: &mut Frame<'_>, area: Rect, state: &State, look: &Look) {
    let focused = state.focus == Pane::Article;
    let Some(reader) = &state.reader else {
        list::title(frame, area, "Article", "", focused, look);
        let said = "Enter opens a story.";
        frame.buffer_mut().set_string(area.x + 3, area.y + 2, said, look.theme[Role::Muted]);
        return;
    };
    let rows = capacity(area);
    let lines = &state.measured.article.lines;
    let name = if reader.peek { "Preview" } else { "Article" };
    list::title(frame, area, name, &progress(reader.top, rows, lines.len()), focused, look);
    let runs = Runs::of(state, look);
    let x = lines::margin(state, area);
    for (line, y) in lines.iter().skip(reader.top).zip(area.y + 1..area.bottom() - 1) {
        let row = Rect { x, y, width: area.right().saturating_sub(x + 1), height: 1 };
        let column = usize::from(lines::column(state, area));
        draw(frame, row, line, &runs, (state, look), column);
        if let Some((sign, style)) = runs.gutter(line) {
            frame.buffer_mut().set_string(x - 2, y, sign, style);
        }
        if let Some((letter, style)) = runs.letter(line) {
            frame.buffer_mut().set_string(x - 3, y, letter, style);
        }
    }
    legend(frame, Rect { y: area.bottom() - 1, height: 1, ..area }, state, look);
    hint_letters(frame, area, state, look);
}

/// Returns how far the article is read, as a share.
fn progress(top: usize, rows: usize, lines: usize) -> String {
    if lines <= rows {
        return "all".to_owned();
    }
    let share = ((top + rows) * 100 / lines).min(100);
    format!("{share}%")
}

/// Draws one line.
fn draw(
    frame: &mut Frame<'_>,
    row: Rect,
    line: &ArticleLine,
    runs: &Runs<'_>,
    (state, look): (&State, &Look),
    column: usize,
) {
    let theme = &look.theme;
    match line.kind {
        LineKind::Blank => {}
        LineKind::Own(OwnLine::Rule) => {
            let rule = look.signs.rule.repeat(column);
            frame.buffer_mut().set_string(row.x, row.y, rule, theme[Role::Border]);
        }
        LineKind::Own(kind) => {
            let style = own_style(kind, look);
            frame.buffer_mut().set_stringn(row.x, row.y, &line.lead, usize::from(row.width), style);
            if kind == OwnLine::Summary {
                colour_codes(frame, row, &line.lead, look);
            }
        }
        LineKind::Text(_) => {
            let mut spans = vec![Cells::styled(plain(&line.lead, look), theme[Role::Faint])];
            spans.extend(runs.spans(line));
            frame.render_widget(Line::from(spans), row);
        }
    }
    let _ = state;
}

/// Returns a lead in the signs that are shown.
fn plain(lead: &str, look: &Look) -> String {
    lead.replace('•', look.signs.bullet).replace('│', look.signs.quoted)
}

fn own_style(kind: OwnLine, look: &Look) -> Style {
    let role = match kind {
        OwnLine::Meta | OwnLine::Hint => Role::Muted,
        OwnLine::Summary => Role::Text,
        OwnLine::Heading => Role::Heading,
        OwnLine::Note => Role::Noted,
        OwnLine::Link => Role::Link,
        OwnLine::Rule => Role::Border,
    };
    look.theme[role]
}

/// Gives the codes of a summary their colour.
fn colour_codes(frame: &mut Frame<'_>, row: Rect, said: &str, look: &Look) {
    let mut x = row.x;
    for word in said.split_inclusive(' ') {
        let bare = word.trim().trim_end_matches(',');
        let code =
            (2..=4).contains(&bare.len()) && bare.chars().all(|letter| letter.is_ascii_uppercase());
        if code {
            frame.buffer_mut().set_string(
                x,
                row.y,
                bare,
                look.theme
                    .over(Role::Country, Role::Heading)
                    .fg(look.theme[Role::Country].fg.unwrap_or_default()),
            );
        }
        x += u16::try_from(text::width(word)).unwrap_or_default();
    }
}

/// Draws which layers there are, each as it looks in the text.
fn legend(frame: &mut Frame<'_>, area: Rect, state: &State, look: &Look) {
    let theme = &look.theme;
    let layers = state.layers;
    let signs = &look.signs;
    let narrow = area.width < LEGEND_COLUMNS;
    let name = |tag, name: &str| format!("{} {name}", signs.tag(tag));
    let other = if narrow { "other" } else { "other claim" };
    let all = [
        ("Actor".to_owned(), Role::Actor, layers.actors),
        ("“quote”".to_owned(), Role::Quote, layers.quotes),
        (name(Tag::Accusation, "accusation"), Role::Accusation, layers.accusations),
        (name(Tag::Denial, "denial"), Role::Denial, layers.denials),
        (name(Tag::Sanction, other), Role::Claim, layers.claims),
    ];
    let mut spans = vec![Cells::raw(" ".repeat(usize::from(lines::GUTTER_CELLS)))];
    for (name, role, on) in all {
        let style = if on { theme[role] } else { theme[Role::Faint] };
        let name = if on { name } else { format!("({name})") };
        spans.push(Cells::styled(name, style));
        spans.push(Cells::raw(if narrow { "  " } else { "   " }));
    }
    spans.push(Cells::styled("L", theme[Role::Key]));
    spans.push(Cells::styled(" layers", theme[Role::Faint]));
    frame.render_widget(Line::from(spans), area);
}

/// Draws the letters that choose a link, on the links.
fn hint_letters(frame: &mut Frame<'_>, area: Rect, state: &State, look: &Look) {
    let Mode::Hints(hints) = &state.mode else { return };
    let Some(reader) = &state.reader else { return };
    let lines = state.measured.article.lines.iter().skip(reader.top);
    for (line, y) in lines.zip(area.y + 1..area.bottom() - 1) {
        for hint in hints {
            let at = hint.span.start();
            if line.span.start() <= at && at < line.span.end() {
                let before = reader.text().get(line.span.start()..at).unwrap_or_default();
                let shift = text::width(&line.lead) + text::width(&text::columns(before));
                let x = lines::margin(state, area) + u16::try_from(shift).unwrap_or_default();
                let label = format!("{}", hint.keys);
                frame.buffer_mut().set_string(x, y, label, look.theme[Role::Match]);
            }
        }
    }
}

/// Returns the byte of the article that is drawn at `at`.
pub(super) fn byte_at(state: &State, area: Rect, at: Position) -> Option<usize> {
    let reader = state.reader.as_ref()?;
    let place = reader.top + usize::from(at.y.checked_sub(area.y + 1)?);
    let line = state.measured.article.lines.get(place)?;
    if !matches!(line.kind, LineKind::Text(_)) {
        return None;
    }
    let shown = line.span.text(reader.text());
    let wanted = usize::from(at.x).checked_sub(usize::from(lines::margin(state, area)))?;
    let wanted = wanted.saturating_sub(text::width(&line.lead));
    let mut used = 0;
    for (from, letter) in shown.char_indices() {
        used += text::width(&text::columns(letter.encode_utf8(&mut [0; 4])));
        if used > wanted {
            return Some(line.span.start() + from);
        }
    }
    Some(line.span.end())
}
