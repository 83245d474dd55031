//! Which keys may follow those pressed.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Line;
use ratatui::text::Span;

use super::super::Look;
use super::super::text;
use super::super::theme::Role;
use crate::app::State;

/// Columns of the popup.
const COLUMNS: u16 = 52;

/// Cells of a key.
const KEY_CELLS: usize = 8;

/// Draws what may follow, at the foot of the screen.
pub(super) fn view(frame: &mut Frame<'_>, body: Rect, state: &State, look: &Look) {
    let theme = &look.theme;
    let following = look.keymap.following(state.context(), &state.pending.keys);
    let rows = u16::try_from(following.len() + 2).unwrap_or(u16::MAX).min(body.height);
    let width = COLUMNS.min(body.width);
    let area = Rect { x: body.right() - width, y: body.bottom() - rows, width, height: rows };
    let inner = super::open(frame, area, &format!("{} …", state.pending.keys), look);
    for ((keys, command), y) in following.into_iter().zip(inner.top()..inner.bottom()) {
        let help = match command.argument.as_str() {
            "" => command.verb.help().to_owned(),
            argument => format!("{} {argument}", command.verb.name()),
        };
        let line = Line::from(vec![
            Span::styled(text::fit(&keys, KEY_CELLS, ""), theme[Role::Key]),
            Span::styled(help, theme[Role::Text]),
        ]);
        frame.render_widget(line, Rect { y, height: 1, ..inner });
    }
}
