//! A page of lines over the panes, which scrolls.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::Line;
use ratatui::text::Span;

use super::super::Look;
use super::super::text;
use super::super::theme::Role;
use crate::app::Mode;
use crate::app::State;

/// Columns of a page.
const COLUMNS: u16 = 96;

/// A page.
pub(super) struct Sheet {
    /// What it is about.
    pub(super) title: String,
    /// Its lines, each no wider than the page.
    pub(super) lines: Vec<Line<'static>>,
    /// Its topmost visible line.
    pub(super) top: usize,
}

/// Returns where a page is.
pub(super) fn area(body: Rect) -> Rect {
    super::middle(body, COLUMNS, body.height.saturating_sub(2).max(8))
}

/// Returns the page that is open, if one is.
pub(super) fn of(state: &State, body: Rect, look: &Look) -> Option<Sheet> {
    let columns = usize::from(super::inside(area(body)).width);
    match &state.mode {
        Mode::Help(finder) => Some(super::help::sheet(finder, columns, look)),
        Mode::Errors(top) => Some(super::pages::errors(state, *top, columns, look)),
        Mode::Who(who) => Some(super::pages::who(who, columns, look)),
        Mode::Feed(id, top) => super::feeds::about(state, (*id, *top), columns, look),
        Mode::Browse
        | Mode::Line(_)
        | Mode::Note(_)
        | Mode::Picker(_)
        | Mode::Palette(_)
        | Mode::Shelf(_)
        | Mode::Diff(_)
        | Mode::Feeds(_)
        | Mode::Why { .. }
        | Mode::Hints(_)
        | Mode::Select(_) => None,
    }
}

/// Returns how many lines of a page fit in `body`.
pub(super) fn rows(body: Rect) -> usize {
    usize::from(super::inside(area(body)).height)
}

/// Draws the page; how far it is read stands in its border.
pub(super) fn view(frame: &mut Frame<'_>, body: Rect, sheet: &Sheet, look: &Look) {
    let area = area(body);
    let inner = super::open(frame, area, &sheet.title, look);
    let rows = usize::from(inner.height);
    let top = sheet.top.min(sheet.lines.len().saturating_sub(rows));
    for (line, y) in sheet.lines.iter().skip(top).zip(inner.top()..inner.bottom()) {
        frame.render_widget(line, Rect { y, height: 1, ..inner });
    }
    if sheet.lines.len() > rows {
        let share = (top + rows) * 100 / sheet.lines.len();
        let said = format!(" {share}% ");
        let x = area.right().saturating_sub(u16::try_from(said.len()).unwrap_or(0) + 2);
        frame.buffer_mut().set_string(x, area.bottom() - 1, said, look.theme[Role::Muted]);
    }
}

/// Breaks `said` into lines of `columns` cells, each after `indent` blanks.
pub(super) fn wrapped(
    said: &str,
    indent: usize,
    columns: usize,
    style: Style,
) -> impl Iterator<Item = Line<'static>> {
    let ranges = text::wrap(said, columns.saturating_sub(indent));
    let lines: Vec<_> = ranges
        .into_iter()
        .map(|range| {
            let words = said.get(range).unwrap_or_default().to_owned();
            Line::from(vec![Span::raw(" ".repeat(indent)), Span::styled(words, style)])
        })
        .collect();
    lines.into_iter()
}

/// Writes `name` and, from the cell `at` on, `said` over as many lines as it takes.
pub(super) fn entry(
    name: Vec<Span<'static>>,
    said: &str,
    (at, columns): (usize, usize),
    style: Style,
) -> Vec<Line<'static>> {
    let mut lines: Vec<Line<'static>> = wrapped(said, at, columns, style).collect();
    if let Some(first) = lines.first_mut() {
        let used: usize = name.iter().map(|span| text::width(&span.content)).sum();
        let words = first.spans.pop().unwrap_or_default();
        first.spans = name;
        first.spans.push(Span::raw(" ".repeat(at.saturating_sub(used))));
        first.spans.push(words);
    }
    lines
}
