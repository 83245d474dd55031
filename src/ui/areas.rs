//! Where each part of the screen is.

use crossterm::event::MouseButton;
use crossterm::event::MouseEvent;
use crossterm::event::MouseEventKind;
use ratatui::Frame;
use ratatui::layout::Position;
use ratatui::layout::Rect;

use super::Look;
use super::theme::Role;
use crate::app::Pane;
use crate::app::Pointer;
use crate::app::State;

/// From this width on, the sidebar stands beside the list.
const SIDEBAR_COLUMNS: u16 = 90;

/// From this width on, list and article stand side by side.
const BESIDE_COLUMNS: u16 = 136;

/// From this width on, the ledger stands beside the article; on a narrower screen under the list.
const LEDGER_COLUMNS: u16 = 210;

/// Rows that header and footer take.
const OWN_ROWS: u16 = 3;

/// From this height on, the ledger fits under the list.
const LEDGER_ROWS: u16 = 36;

/// The share of the height that the ledger takes under the list, in percent.
const LEDGER_SHARE: u16 = 36;

/// The narrowest and the widest list beside an article, in columns.
const LIST_COLUMNS: (u16, u16) = (46, 100);

/// From this height on, list and article are shown one above the other on a narrower screen.
const STACK_ROWS: u16 = 26;

/// The fewest columns and rows that a pane is left by its neighbour.
const PANE_COLUMNS_MIN: u16 = 30;
const PANE_ROWS_MIN: u16 = 5;

/// The fewest rows that the card of the tour leaves to the panes.
const PANES_ROWS_MIN: u16 = 9;

/// Rows that one turn of the wheel moves.
const WHEEL_ROWS: isize = 3;

/// The parts of the screen; those that are not shown are `None`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Areas {
    /// The first row.
    pub(super) header: Rect,
    /// Everything between header and footer.
    pub(super) body: Rect,
    /// The card of the tour, under the panes.
    pub(super) tour: Option<Rect>,
    pub(super) sidebar: Option<Rect>,
    pub(super) list: Option<Rect>,
    pub(super) article: Option<Rect>,
    pub(super) ledger: Option<Rect>,
    /// What is going on.
    pub(super) status: Rect,
    /// Which keys work here.
    pub(super) hints: Rect,
    /// Whether list and article stand side by side.
    pub(super) beside: bool,
}

/// Returns whether a screen of so many columns and rows has room for the article beside the list.
pub(super) fn beside_fits((columns, _): (u16, u16)) -> bool {
    columns >= BESIDE_COLUMNS
}

/// Returns whether a screen of so many columns and rows has room for the ledger.
pub(super) fn ledger_fits((columns, rows): (u16, u16)) -> bool {
    columns >= LEDGER_COLUMNS || columns >= BESIDE_COLUMNS && rows >= LEDGER_ROWS + OWN_ROWS
}

impl Areas {
    /// Divides `area`.
    pub(super) fn of(state: &State, area: Rect) -> Self {
        let rows = area.height;
        let row = |y: u16| Rect { y: area.y + y.min(rows), height: 1.min(rows), ..area };
        let body = Rect { y: area.y + 1, height: rows.saturating_sub(OWN_ROWS), ..area };
        let mut areas = Self {
            header: row(0),
            body,
            status: row(rows.saturating_sub(2)),
            hints: row(rows.saturating_sub(1)),
            ..Self::default()
        };
        let mut rest = body;
        if state.panes.zen && state.reader.is_some() {
            areas.article = Some(rest);
            return areas;
        }
        let card = super::tour::rows(area.width);
        if state.tour.is_some() && rest.height >= card + PANES_ROWS_MIN {
            rest.height -= card;
            areas.tour = Some(Rect { y: rest.bottom(), height: card, ..rest });
        }
        if area.width < SIDEBAR_COLUMNS {
            match state.focus {
                Pane::Sidebar => areas.sidebar = Some(rest),
                Pane::List => areas.list = Some(rest),
                Pane::Article => areas.article = Some(rest),
            }
            return areas;
        }
        if !state.panes.sidebar_off || state.focus == Pane::Sidebar {
            let columns = if area.width < BESIDE_COLUMNS { 25 } else { 28 };
            areas.sidebar = Some(take_left(&mut rest, columns));
        }
        if area.width < BESIDE_COLUMNS || state.panes.stacked {
            areas.stack(state, rest);
        } else {
            areas.side_by_side(state, rest, area.width);
        }
        areas
    }

    /// Puts the article under the list, or in its place where the screen is low.
    fn stack(&mut self, state: &State, rest: Rect) {
        if state.reader.is_none() {
            self.list = Some(rest);
        } else if rest.height < STACK_ROWS - 3 {
            match state.focus {
                Pane::Article => self.article = Some(rest),
                Pane::Sidebar | Pane::List => self.list = Some(rest),
            }
        } else {
            // A title, and whole stories of two lines; the pane with the keys has more room.
            let percent = if state.focus == Pane::List { 60 } else { 30 };
            let usual = (rest.height * percent / 100) | 1;
            let share = match state.panes.list_rows {
                0 => usual,
                rows => rows.clamp(PANE_ROWS_MIN, rest.height - PANE_ROWS_MIN),
            };
            self.list = Some(Rect { height: share, ..rest });
            let y = rest.y + share;
            self.article = Some(Rect { y, height: rest.height - share, ..rest });
        }
    }

    fn side_by_side(&mut self, state: &State, rest: Rect, columns: u16) {
        self.beside = true;
        let mut rest = rest;
        let (least, most) = LIST_COLUMNS;
        // The text, its gutter and its margin.
        let wanted = state.settings.column + 6;
        let ledger = !state.panes.ledger_off;
        let own = |usual: u16, room: u16| match state.panes.list_columns {
            0 => usual,
            columns => columns.clamp(PANE_COLUMNS_MIN, room.saturating_sub(PANE_COLUMNS_MIN)),
        };
        if ledger && columns >= LEDGER_COLUMNS {
            let wide = (columns / 5).clamp(34, 48);
            let list = rest.width.saturating_sub(wide + wanted + 2).clamp(least, most);
            let list = own(list, rest.width.saturating_sub(wide));
            self.list = Some(take_left(&mut rest, list));
            self.ledger = Some(take_right(&mut rest, wide));
        } else {
            let list = own(rest.width.saturating_sub(wanted + 1).clamp(least, most), rest.width);
            self.list = Some(take_left(&mut rest, list));
        }
        if ledger && self.ledger.is_none() && rest.height >= LEDGER_ROWS {
            self.ledger = self.list.as_mut().map(|list| {
                // The list has a title and whole stories of two lines.
                let low = rest.height * LEDGER_SHARE / 100;
                let high = (rest.height - low) | 1;
                let below = Rect { y: list.y + high, height: list.height - high, ..*list };
                list.height = high;
                below
            });
        }
        self.article = Some(rest);
    }

    /// Draws the walls between the panes that stand side by side.
    pub(super) fn walls(&self, frame: &mut Frame<'_>, look: &Look) {
        let panes = [self.sidebar, self.list, self.article, self.ledger];
        for area in panes.into_iter().flatten() {
            let right = area.right();
            if right >= self.body.right() {
                continue;
            }
            for y in area.top()..area.bottom() {
                let buffer = frame.buffer_mut();
                buffer.set_string(right, y, look.signs.wall, look.theme[Role::Border]);
            }
        }
    }
}

/// Takes columns off the left, and one for the wall.
fn take_left(rest: &mut Rect, columns: u16) -> Rect {
    let columns = columns.min(rest.width.saturating_sub(1));
    let taken = Rect { width: columns, ..*rest };
    rest.x += columns + 1;
    rest.width = rest.width.saturating_sub(columns + 1);
    taken
}

/// Takes columns off the right, and one for the wall.
fn take_right(rest: &mut Rect, columns: u16) -> Rect {
    let columns = columns.min(rest.width.saturating_sub(1));
    rest.width = rest.width.saturating_sub(columns + 1);
    Rect { x: rest.right() + 1, width: columns, ..*rest }
}

/// Returns what the mouse does with the border between list and article.
fn dragged(state: &State, areas: &Areas, event: MouseEvent) -> Option<Pointer> {
    let (list, article) = (areas.list?, areas.article?);
    let border = if areas.beside {
        event.column == list.right() && areas.body.contains(Position::new(event.column, event.row))
    } else {
        event.row == article.y && event.column >= article.x
    };
    match event.kind {
        MouseEventKind::Down(MouseButton::Left) if border => Some(Pointer::Grab),
        MouseEventKind::Drag(MouseButton::Left) if state.dragging => Some(Pointer::Drag(
            event.column.saturating_sub(list.x),
            event.row.saturating_sub(list.y),
        )),
        MouseEventKind::Up(MouseButton::Left) if state.dragging => Some(Pointer::Drop),
        _ => None,
    }
}

/// Returns what the mouse points at; `twice` says that it was clicked there a moment ago.
pub fn pointer(state: &State, event: MouseEvent, twice: bool) -> Option<Pointer> {
    let (columns, rows) = state.measured.size;
    let areas = Areas::of(state, Rect::new(0, 0, columns, rows));
    let at = Position::new(event.column, event.row);
    if let Some(pointer) = dragged(state, &areas, event) {
        return Some(pointer);
    }
    let wheel = match event.kind {
        MouseEventKind::ScrollDown => Some(WHEEL_ROWS),
        MouseEventKind::ScrollUp => Some(-WHEEL_ROWS),
        MouseEventKind::Down(MouseButton::Left) => None,
        _ => return None,
    };
    let inside = |area: Option<Rect>| area.filter(|area| area.contains(at));
    let entries = super::popup::entries(state, areas.body);
    if let Some((area, first)) = entries.filter(|(area, _)| area.contains(at)) {
        let place = first + usize::from(at.y - area.y);
        return Some(wheel.map_or(Pointer::Entry(place), Pointer::ArticleWheel));
    }
    if let Some(area) = inside(areas.list) {
        if let Some(rows) = wheel {
            return Some(Pointer::ListWheel(rows));
        }
        let place = super::list::story_at(state, area, at.y)?;
        return Some(if twice { Pointer::StoryTwice(place) } else { Pointer::Story(place) });
    }
    if let Some(area) = inside(areas.article) {
        let lines = wheel.map(Pointer::ArticleWheel);
        return lines.or_else(|| Some(Pointer::Article(super::article::byte_at(state, area, at))));
    }
    if let Some(area) = inside(areas.sidebar) {
        let place = usize::from(at.y).checked_sub(usize::from(area.y) + 1)?;
        return Some(wheel.map_or(Pointer::Side(place), Pointer::SideWheel));
    }
    if areas.header.contains(at) && wheel.is_none() {
        return super::header::chip_at(state, at.x).map(Pointer::Chip);
    }
    None
}
