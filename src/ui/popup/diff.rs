//! The page of changes: what a text said before and says now, word by word.

use jiff::Timestamp;
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Line;
use ratatui::text::Span;

use super::super::Look;
use super::super::list::tag_role;
use super::super::text;
use super::super::theme::Role;
use crate::app::State;
use crate::app::diff::Diff;
use crate::app::diff::Fate;
use crate::app::diff::Paragraph;
use crate::app::diff::Piece;
use crate::app::diff::Statement;

/// Columns of the page.
const COLUMNS: u16 = 100;

/// Draws the page.
pub(super) fn view(frame: &mut Frame<'_>, body: Rect, diff: &Diff, state: &State, look: &Look) {
    let rows = body.height.saturating_sub(1);
    let title = format!("What changed: {}", when(diff, state));
    let inner = super::open(frame, super::middle(body, COLUMNS, rows), &title, look);
    let lines = lines(diff, usize::from(inner.width), look);
    let room = usize::from(inner.height);
    let top = diff.top.min(lines.len().saturating_sub(room));
    let more = lines.len() > top + room;
    for (line, y) in lines.into_iter().skip(top).zip(inner.top()..inner.bottom()) {
        frame.render_widget(line, Rect { y, height: 1, ..inner });
    }
    if more {
        let said = format!(" {} more ", look.signs.below);
        let x = inner.right().saturating_sub(9);
        frame.buffer_mut().set_string(x, inner.bottom(), said, look.theme[Role::Faint]);
    }
}

/// `the text of 24 Nov 10:12 and that of today (1 of 3)`.
fn when(diff: &Diff, state: &State) -> String {
    let at = |at: Timestamp| {
        at.to_zoned_datetime(state.settings.zone.clone()).strftime("%-d %b %H:%M").to_string()
    };
    let until = |index: usize| diff.readings.get(index).and_then(|reading| reading.until);
    let old = until(diff.at + 1).map_or_else(String::new, |left| format!("until {}", at(left)));
    let new = until(diff.at).map_or_else(|| "now".to_owned(), |left| format!("until {}", at(left)));
    let pairs = diff.readings.len() - 1;
    let which =
        if pairs > 1 { format!(" ({} of {pairs}, h older)", diff.at + 1) } else { String::new() };
    format!("{old} and {new}{which}")
}

fn lines<'a>(diff: &Diff, columns: usize, look: &Look) -> Vec<Line<'a>> {
    let theme = &look.theme;
    let heading = |said: &str| Line::styled(said.to_owned(), theme[Role::Heading]);
    let mut lines = vec![legend(look)];
    lines.push(Line::default());
    let (quotes, claims): (Vec<_>, Vec<_>) =
        diff.compared.statements.iter().partition(|statement| statement.tag.is_none());
    for (name, found) in [("Quotations", quotes), ("Claims", claims)] {
        if found.is_empty() {
            continue;
        }
        lines.push(heading(name));
        for statement in found {
            lines.push(who(statement, look));
            lines.extend(flow(&statement.pieces, columns, "  ", look));
        }
        lines.push(Line::default());
    }
    if diff.compared.statements.is_empty() {
        let said = "Every quotation and every claim is as it was.";
        lines.push(Line::styled(said, theme[Role::Good]));
        lines.push(Line::default());
    }
    lines.push(heading("The whole text"));
    for paragraph in &diff.compared.paragraphs {
        match paragraph {
            Paragraph::Same(count) => {
                let noun = if *count == 1 { "paragraph" } else { "paragraphs" };
                let said = format!("{} {count} {noun} as before", look.signs.more);
                lines.push(Line::styled(said, theme[Role::Faint]));
            }
            Paragraph::Changed(pieces) => lines.extend(flow(pieces, columns, "", look)),
        }
        lines.push(Line::default());
    }
    lines
}

fn legend<'a>(look: &Look) -> Line<'a> {
    Line::from(vec![
        Span::styled("[-gone-]", look.theme[Role::Gone]),
        Span::raw("  "),
        Span::styled("{+new+}", look.theme[Role::Added]),
    ])
}

fn who<'a>(statement: &Statement, look: &Look) -> Line<'a> {
    let theme = &look.theme;
    let named = if statement.who.is_empty() { "nobody named" } else { &statement.who };
    match statement.tag {
        None => Line::styled(named.to_owned(), theme[Role::Actor]),
        Some(tag) => Line::from(vec![
            Span::styled(format!("{} ", look.signs.tag(tag)), theme[tag_role(tag)]),
            Span::styled(named.replace('▸', look.signs.arrow), theme[Role::Country]),
            Span::styled(
                format!("  {}", tag.as_str().to_lowercase().replace('_', " ")),
                theme[tag_role(tag)],
            ),
        ]),
    }
}

/// Breaks pieces into lines; each change carries its marks, so that it is told without colour.
fn flow<'a>(pieces: &[Piece], columns: usize, indent: &str, look: &Look) -> Vec<Line<'a>> {
    let mut whole = String::new();
    let mut roles: Vec<(usize, Role)> = Vec::new();
    for piece in pieces {
        let (open, close, role) = match piece.fate {
            Fate::Stayed => ("", "", Role::Text),
            Fate::Gone => ("[-", "-]", Role::Gone),
            Fate::New => ("{+", "+}", Role::Added),
        };
        whole.extend([open, &piece.words, close]);
        roles.push((whole.len(), role));
    }
    let cells = columns.saturating_sub(indent.len());
    let line = |range: std::ops::Range<usize>| {
        let mut spans = vec![Span::raw(indent.to_owned())];
        let mut from = range.start;
        for (end, role) in &roles {
            let to = (*end).min(range.end);
            if to > from {
                spans.push(Span::styled(whole[from..to].to_owned(), look.theme[*role]));
                from = to;
            }
        }
        Line::from(spans)
    };
    text::wrap(&whole, cells).into_iter().map(line).collect()
}
