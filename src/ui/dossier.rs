//! The dossiers in the place of the stories: the shelf of them, and the outline of one.
//!
//! The outline is laid out from the bar outwards, so that only what is on the screen costs.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Line;
use ratatui::text::Span;

use super::Look;
use super::list;
use super::text;
use super::theme::Role;
use crate::app::Pane;
use crate::app::State;
use crate::app::dossiers::Dossiers;
use crate::app::dossiers::Entry;
use crate::app::dossiers::Outline;
use crate::clean;
use crate::model::Annotation;
use crate::model::Dossier;

/// Cells before a note, under the title of its story.
const NOTE_CELLS: usize = 5;

/// The most cells of an outlet, which is left out where the pane is narrower than this.
const OUTLET_CELLS: usize = 16;
const OUTLET_COLUMNS: usize = 60;

/// The most lines of a note whose story is not under the bar.
const NOTE_LINES: usize = 2;

/// The most lines of a summary while the bar is not on it.
const SUMMARY_LINES: usize = 4;

/// A line of the outline.
struct Row<'a> {
    line: Line<'a>,
    /// Whether the bar stands on it.
    current: bool,
}

/// Draws the dossiers.
pub(super) fn view(
    frame: &mut Frame<'_>,
    area: Rect,
    dossiers: &Dossiers,
    state: &State,
    look: &Look,
) {
    let focused = state.focus == Pane::List;
    let inner = Rect { y: area.y + 1, height: area.height.saturating_sub(1), ..area };
    let rows = if let Some(outline) = &dossiers.open {
        let place = format!("{}/{}", outline.bar, outline.part.total);
        let title = format!("Dossier: {}", outline.dossier.name);
        list::title(frame, area, &title, &place, focused, look);
        lay(outline, inner, state, look)
    } else {
        let known = &state.survey.dossiers;
        list::title(frame, area, "Dossiers", &known.len().to_string(), focused, look);
        shelf(known, dossiers.selected, inner, look)
    };
    for (row, y) in rows.into_iter().zip(inner.top()..inner.bottom()) {
        let area = Rect { y, height: 1, ..inner };
        frame.render_widget(row.line, area);
        if row.current {
            let role = if focused { Role::Selected } else { Role::SelectedIdle };
            frame.buffer_mut().set_style(area, look.theme[role]);
        }
    }
}

/// Lays out the list of dossiers: name, stories, what fills a living one.
fn shelf<'a>(known: &[Dossier], selected: usize, area: Rect, look: &Look) -> Vec<Row<'a>> {
    let theme = &look.theme;
    if known.is_empty() {
        let said = "No dossier yet: n makes one, S puts a story into one from list or article.";
        let lines = text::wrap(said, usize::from(area.width.saturating_sub(4)));
        let line = |range: std::ops::Range<usize>| {
            plain(Line::styled(format!("  {}", &said[range]), theme[Role::Muted]))
        };
        return std::iter::once(plain(Line::default()))
            .chain(lines.into_iter().map(line))
            .collect();
    }
    let rows = usize::from(area.height / 2).max(1);
    let top = (selected + 1).saturating_sub(rows);
    let mut lines = Vec::new();
    for (at, dossier) in known.iter().enumerate().skip(top).take(rows) {
        let current = at == selected;
        let bar = if current { look.signs.bar } else { " " };
        let count = match (dossier.query.is_empty(), dossier.stories) {
            (false, _) => "living".to_owned(),
            (true, 1) => "1 story".to_owned(),
            (true, stories) => format!("{stories} stories"),
        };
        let room = usize::from(area.width).saturating_sub(text::width(&count) + 5);
        lines.push(Row {
            line: Line::from(vec![
                Span::styled(bar, theme[Role::Focus]),
                Span::raw(" "),
                Span::styled(text::fit(&dossier.name, room, look.signs.more), theme[Role::Unread]),
                Span::styled(format!(" {count}"), theme[Role::Muted]),
            ]),
            current,
        });
        let under = match (dossier.query.is_empty(), dossier.summary.lines().next()) {
            (false, _) => format!("filled by {}", dossier.query),
            (true, Some(first)) => first.to_owned(),
            (true, None) => "no summary yet; e writes one".to_owned(),
        };
        let under = text::cut(&under, usize::from(area.width.saturating_sub(5)), look.signs.more);
        lines.push(plain(Line::from(vec![
            Span::raw("    "),
            Span::styled(under, theme[Role::Muted]),
        ])));
    }
    lines
}

fn plain(line: Line<'_>) -> Row<'_> {
    Row { line, current: false }
}

/// Lays out what fits of an outline: the part around the bar.
fn lay<'a>(outline: &Outline, area: Rect, state: &State, look: &Look) -> Vec<Row<'a>> {
    let rows = usize::from(area.height);
    let bar = outline.bar;
    // The bar stands no lower than a third from the top, unless the beginning is on the screen.
    let mut first = bar;
    let mut above = 0;
    while first > 0 {
        let height = item(outline, first - 1, area, state, look).len();
        if above + height > rows / 3 {
            break;
        }
        above += height;
        first -= 1;
    }
    let mut lines = Vec::new();
    for place in first..=outline.part.total {
        if lines.len() >= rows {
            break;
        }
        lines.extend(item(outline, place, area, state, look));
    }
    if outline.part.total == 0 && !outline.loading {
        let said = "  No story yet: S puts one in, from list or article.";
        lines.push(plain(Line::styled(said, look.theme[Role::Muted])));
    }
    lines
}

/// Lays out one item: the head for 0, else a story.
fn item<'a>(outline: &Outline, place: u64, area: Rect, state: &State, look: &Look) -> Vec<Row<'a>> {
    let Some(at) = place.checked_sub(1) else { return head(outline, area, look) };
    let Some(entry) = outline.entry(at) else {
        return vec![plain(Line::styled("   …", look.theme[Role::Faint]))];
    };
    let before = at.checked_sub(1).and_then(|at| outline.entry(at));
    let begins = before.is_none_or(|before| before.section != entry.section);
    let mut lines = Vec::new();
    if begins && !entry.section.is_empty() {
        lines.push(plain(Line::default()));
        let room = usize::from(area.width.saturating_sub(2));
        let section = text::cut(&entry.section, room, look.signs.more);
        lines.push(plain(Line::styled(format!(" {section}"), look.theme[Role::Heading])));
    }
    lines.extend(story(entry, place, place == outline.bar, area, (state, look)));
    lines
}

/// The summary of the dossier, in full while the bar stands on it.
fn head<'a>(outline: &Outline, area: Rect, look: &Look) -> Vec<Row<'a>> {
    let current = outline.bar == 0;
    let dossier = &outline.dossier;
    let cells = usize::from(area.width.saturating_sub(4));
    let (said, role) = match (dossier.query.is_empty(), dossier.summary.is_empty()) {
        (_, false) => (dossier.summary.clone(), Role::Text),
        (true, true) => ("No summary yet; e writes one.".to_owned(), Role::Muted),
        (false, true) => (format!("Filled by the filter {}", dossier.query), Role::Muted),
    };
    let most = if current { usize::from(area.height.saturating_sub(2)) } else { SUMMARY_LINES };
    let ranges = text::wrap(&said, cells);
    let more = ranges.len() > most;
    let bar = if current { look.signs.bar } else { " " };
    let mut lines: Vec<Row<'a>> = Vec::new();
    for range in ranges.into_iter().take(most) {
        let line = Line::from(vec![
            Span::styled(bar, look.theme[Role::Focus]),
            Span::raw(" "),
            Span::styled(said[range].to_owned(), look.theme[role]),
        ]);
        lines.push(Row { line, current });
    }
    if more {
        let said = format!("  {} e shows all of it", look.signs.more);
        lines.push(plain(Line::styled(said, look.theme[Role::Faint])));
    }
    lines.push(plain(Line::default()));
    lines
}

/// A story with its notes: `3 Title   2h`.
fn story<'a>(
    entry: &Entry,
    place: u64,
    current: bool,
    area: Rect,
    (state, look): (&State, &Look),
) -> Vec<Row<'a>> {
    let theme = &look.theme;
    let row = &entry.row;
    let columns = usize::from(area.width);
    let age = list::time(row.published_at, state.now, &state.settings);
    let outlet = text::cut(&row.feed_title, OUTLET_CELLS, look.signs.more);
    let aside =
        if columns < OUTLET_COLUMNS { format!("  {age}") } else { format!("  {outlet}  {age}") };
    let number = text::right(&place.to_string(), 3);
    let room = columns.saturating_sub(text::width(&aside) + number.len() + 3);
    let bar = if current { look.signs.bar } else { " " };
    let role = if row.read { Role::Read } else { Role::Unread };
    let mut lines = vec![Row {
        line: Line::from(vec![
            Span::styled(bar, theme[Role::Focus]),
            Span::styled(format!("{number} "), theme[Role::Faint]),
            Span::styled(text::fit(&row.title, room, look.signs.more), theme[role]),
            Span::styled(aside, theme[Role::Muted]),
        ]),
        current,
    }];
    for annotation in &entry.notes {
        lines.extend(note(annotation, current, columns, look));
    }
    lines
}

/// A note: its colour's letter, the words it stands on, and what the reader wrote.
fn note<'a>(note: &Annotation, whole: bool, columns: usize, look: &Look) -> Vec<Row<'a>> {
    let cells = columns.saturating_sub(NOTE_CELLS + 3);
    let most = if whole { usize::MAX } else { NOTE_LINES };
    let indent = " ".repeat(NOTE_CELLS);
    let style = look.theme[super::theme::highlight(note.colour)];
    let mut lines: Vec<(String, Role)> = Vec::new();
    if let Some(anchor) = &note.anchor {
        let words = clean::line(anchor.exact());
        let shown = if whole { words } else { text::cut(&words, cells - 2, look.signs.more) };
        let shown = format!("“{shown}”");
        let ranges = text::wrap(&shown, cells);
        lines.extend(ranges.into_iter().map(|range| (shown[range].to_owned(), Role::Quote)));
    }
    let body = clean::text(&note.body);
    if !body.is_empty() {
        let ranges = text::wrap(body.trim_end(), cells);
        let cut = ranges.len() > most;
        let shown = ranges.into_iter().take(most);
        lines.extend(shown.map(|range| (body[range].to_owned(), Role::Noted)));
        if let Some((last, _)) = lines.last_mut().filter(|_| cut) {
            *last = text::cut(&format!("{last} {}", look.signs.more), cells, look.signs.more);
        }
    }
    let row = |(at, (words, role)): (usize, (String, Role))| {
        let sign = if at == 0 { note.colour.letter() } else { " " };
        plain(Line::from(vec![
            Span::raw(indent.clone()),
            Span::styled(sign, style),
            Span::raw(" "),
            Span::styled(words, look.theme[role]),
        ]))
    };
    lines.into_iter().enumerate().map(row).collect()
}
