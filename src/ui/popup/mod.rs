//! What opens over the panes.

mod diff;
mod feeds;
mod help;
mod keys;
mod note;
mod pages;
mod picker;
mod sheet;
mod shelf;

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::widgets::Clear;

use super::Look;
use super::text;
use super::theme::Role;
use crate::app::Input;
use crate::app::Mode;
use crate::app::Purpose;
use crate::app::State;

/// Draws what is open over the panes.
pub(super) fn view(frame: &mut Frame<'_>, body: Rect, state: &State, look: &Look) {
    match &state.mode {
        Mode::Line(prompt) => match prompt.purpose {
            // The claim stays in sight while it is corrected.
            Purpose::Source(at) | Purpose::Target(at) | Purpose::Tag(at) => {
                pages::why(frame, body, (&[at], 0), state, look);
            }
            _ => {}
        },
        Mode::Browse
        | Mode::Hints(_)
        | Mode::Select(_)
        | Mode::Help(_)
        | Mode::Errors(_)
        | Mode::Who(_)
        | Mode::Feed(..) => {}
        Mode::Note(editor) => note::view(frame, body, editor, look),
        Mode::Picker(picker) => picker::view(frame, body, picker, state, look),
        Mode::Shelf(shelf) => shelf::view(frame, body, shelf, state, look),
        Mode::Diff(diff) => diff::view(frame, body, diff, state, look),
        Mode::Palette(finder) => help::palette(frame, body, finder, look),
        Mode::Feeds(finder) => feeds::view(frame, body, finder, state, look),
        Mode::Why { claims, at } => pages::why(frame, body, (claims, *at), state, look),
    }
    if let Some(sheet) = sheet::of(state, body, look) {
        sheet::view(frame, body, &sheet, look);
    }
    if state.pending.shown {
        keys::view(frame, body, state, look);
    }
}

/// Returns how many lines of the open page fit in `body`, and the line that its end begins with;
/// where a bar moves over them, the last.
pub(super) fn page(state: &State, body: Rect, look: &Look) -> (usize, usize) {
    if let Mode::Feeds(finder) = &state.mode {
        return feeds::page(body, finder, state);
    }
    let Some(sheet) = sheet::of(state, body, look) else { return (0, 0) };
    let rows = sheet::rows(body);
    (rows, sheet.lines.len().saturating_sub(rows))
}

/// Returns where the entries of the open popup are, and which is the first of them, for the mouse.
pub(super) fn entries(state: &State, body: Rect) -> Option<(Rect, usize)> {
    let (area, selected) = match &state.mode {
        Mode::Picker(picker) => (picker::area(body), picker.selected),
        Mode::Palette(finder) => (help::area(body), finder.selected),
        Mode::Shelf(shelf) => (shelf::area(body), shelf.selected),
        Mode::Feeds(finder) => {
            let rows = feeds::rows_of(inside(feeds::area(body)));
            return Some((rows, first_shown(finder.selected, rows.height)));
        }
        Mode::Help(_) | Mode::Errors(_) | Mode::Who(_) | Mode::Feed(..) => (sheet::area(body), 0),
        Mode::Browse
        | Mode::Line(_)
        | Mode::Note(_)
        | Mode::Why { .. }
        | Mode::Diff(_)
        | Mode::Hints(_)
        | Mode::Select(_) => return None,
    };
    let inner = inside(area);
    let rows = Rect { y: inner.y + 2, height: inner.height.saturating_sub(2), ..inner };
    Some((rows, first_shown(selected, rows.height)))
}

/// Returns the first entry that is shown in so many rows, so that the one under the bar is.
fn first_shown(selected: usize, rows: u16) -> usize {
    (selected + 1).saturating_sub(usize::from(rows))
}

/// Returns a rectangle of at most this size in the middle of `body`.
fn middle(body: Rect, columns: u16, rows: u16) -> Rect {
    let (width, height) = (columns.min(body.width), rows.min(body.height));
    let x = body.x + (body.width - width) / 2;
    let y = body.y + (body.height - height) / 2;
    Rect { x, y, width, height }
}

/// Returns what is inside the border of a popup.
fn inside(area: Rect) -> Rect {
    Rect {
        x: area.x + 2,
        y: area.y + 1,
        width: area.width.saturating_sub(4),
        height: area.height.saturating_sub(2),
    }
}

/// Clears `area`, draws a border with a title, and returns what is inside.
fn open(frame: &mut Frame<'_>, area: Rect, title: &str, look: &Look) -> Rect {
    let theme = &look.theme;
    // A blank column on each side keeps the text beside the popup from running into it.
    let beside = Rect { x: area.x.saturating_sub(1), width: area.width + 2, ..area };
    frame.render_widget(Clear, beside.intersection(frame.area()));
    let buffer = frame.buffer_mut();
    buffer.set_style(beside.intersection(buffer.area), theme[Role::Page]);
    buffer.set_style(area, theme.over(Role::Page, Role::Popup));
    if area.width < 4 || area.height < 3 {
        return inside(area);
    }
    let border = theme[Role::Focus].remove_modifier(ratatui::style::Modifier::BOLD);
    let across = look.signs.rule.repeat(usize::from(area.width - 2));
    let [top_left, top_right, bottom_left, bottom_right] = look.signs.corners;
    let (right, bottom) = (area.right() - 1, area.bottom() - 1);
    buffer.set_string(area.x, area.y, format!("{top_left}{across}{top_right}"), border);
    buffer.set_string(area.x, bottom, format!("{bottom_left}{across}{bottom_right}"), border);
    for y in area.y + 1..bottom {
        buffer.set_string(area.x, y, look.signs.wall, border);
        buffer.set_string(right, y, look.signs.wall, border);
    }
    let title = text::cut(title, usize::from(area.width.saturating_sub(6)), look.signs.more);
    buffer.set_string(area.x + 2, area.y, format!(" {title} "), theme[Role::Focus]);
    inside(area)
}

/// Draws a line that is typed in a popup, with its cursor.
fn typed(frame: &mut Frame<'_>, area: Rect, sign: &str, input: &Input, look: &Look) {
    let buffer = frame.buffer_mut();
    buffer.set_string(area.x, area.y, sign, look.theme[Role::Key]);
    let from = area.x + u16::try_from(text::width(sign)).unwrap_or_default();
    let room = area.right().saturating_sub(from);
    buffer.set_stringn(from, area.y, input.text(), usize::from(room), look.theme[Role::Input]);
    let x = from
        + u16::try_from(text::width(input.before()))
            .unwrap_or(u16::MAX)
            .min(room.saturating_sub(1));
    frame.set_cursor_position((x, area.y));
}

/// Draws one line of text, cut to the area.
fn put(frame: &mut Frame<'_>, area: Rect, y: u16, said: &str, style: Style) {
    if y < area.bottom() {
        frame.buffer_mut().set_stringn(area.x, y, said, usize::from(area.width), style);
    }
}

/// Draws text over as many lines as it takes; returns the row after it.
fn put_wrapped(frame: &mut Frame<'_>, area: Rect, y: u16, said: &str, style: Style) -> u16 {
    let mut y = y;
    for line in text::wrap(said, usize::from(area.width)) {
        put(frame, area, y, &said[line], style);
        y = y.saturating_add(1);
    }
    y
}
