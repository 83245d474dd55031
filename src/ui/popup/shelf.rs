//! Choosing the dossier that a story is put into.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Line;
use ratatui::text::Span;

use super::super::Look;
use super::super::text;
use super::super::theme::Role;
use crate::app::Shelf;
use crate::app::State;
use crate::app::offers;

/// Columns of the popup.
const COLUMNS: u16 = 60;

/// The most rows of the popup.
const ROWS: u16 = 16;

/// Cells of the count.
const COUNT_CELLS: usize = 14;

/// Returns where the popup is.
pub(super) fn area(body: Rect) -> Rect {
    super::middle(body, COLUMNS, ROWS)
}

/// Draws the dossiers that what is typed means, and a new one of that name.
pub(super) fn view(frame: &mut Frame<'_>, body: Rect, shelf: &Shelf, state: &State, look: &Look) {
    let theme = &look.theme;
    let inner = super::open(frame, area(body), "Put into a dossier", look);
    super::typed(frame, inner, "dossier: ", &shelf.input, look);
    let found = offers::shelf(&state.survey.dossiers, shelf.input.text());
    if found.is_empty() {
        let said = "No dossier yet: type a name for the first one.";
        super::put(frame, inner, inner.y + 2, said, theme[Role::Muted]);
    }
    let top = super::first_shown(shelf.selected, inner.height.saturating_sub(2));
    let shown = found.iter().enumerate().skip(top);
    for ((at, entry), y) in shown.zip(inner.y + 2..inner.bottom()) {
        let count = match entry.stories {
            None => "a new one".to_owned(),
            Some(1) => "1 story".to_owned(),
            Some(stories) => format!("{stories} stories"),
        };
        let room = usize::from(inner.width).saturating_sub(COUNT_CELLS + 2);
        let line = Line::from(vec![
            Span::raw("  "),
            Span::styled(text::fit(&entry.name, room, look.signs.more), theme[Role::Text]),
            Span::styled(text::right(&count, COUNT_CELLS), theme[Role::Muted]),
        ]);
        let area = Rect { y, height: 1, ..inner };
        frame.render_widget(line, area);
        if at == shelf.selected {
            frame.buffer_mut().set_style(area, theme[Role::Offer]);
            frame.buffer_mut().set_string(area.x, y, look.signs.bar, theme[Role::Focus]);
        }
    }
}
