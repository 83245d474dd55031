//! The mouse.

use super::choosing;
use super::moving;
use super::open_selected;
use crate::app::Effect;
use crate::app::Mode;
use crate::app::Pane;
use crate::app::Pointer;
use crate::app::State;
use crate::app::offers;
use crate::model::Span;

/// Does what was pointed at.
pub(super) fn point(state: &mut State, pointer: Pointer) -> Vec<Effect> {
    if moving::is_busy(state) {
        return over_popup(state, pointer);
    }
    match pointer {
        Pointer::Story(_) | Pointer::StoryTwice(_) | Pointer::ListWheel(_)
            if state.dossiers.is_some() =>
        {
            state.focus = Pane::List;
            match pointer {
                Pointer::ListWheel(rows) => moving::step(state, rows.signum()),
                Pointer::StoryTwice(_) => super::dossiers::open(state),
                _ => Vec::new(),
            }
        }
        Pointer::Story(place) | Pointer::StoryTwice(place) => {
            let at = state.list.top + place;
            if at >= state.list.rows.len() {
                return Vec::new();
            }
            state.focus = Pane::List;
            state.list.select(at, state.measured.list_rows);
            match pointer {
                Pointer::StoryTwice(_) => open_selected(state, false),
                _ => moving::rest(state),
            }
        }
        Pointer::Side(place) => {
            let rows = state.sidebar.rows(&state.survey);
            let at = state.sidebar.top + place;
            if !rows.get(at).is_some_and(crate::app::sidebar::SideRow::is_choice) {
                return Vec::new();
            }
            state.sidebar.selected = at;
            moving::choose(state)
        }
        Pointer::Chip(at) => match state.scope.chips().get(at) {
            Some(chip) => choosing::remove(state, &chip.clone()),
            None => Vec::new(),
        },
        Pointer::Article(at) => {
            let effects = moving::set_focus(state, Pane::Article);
            if let (Some(at), Some(reader)) = (at, &mut state.reader) {
                reader.place = Some(Span::new(at, at));
            }
            effects
        }
        Pointer::ListWheel(rows) => {
            state.list.scroll(rows, state.measured.list_rows);
            moving::rest(state)
        }
        Pointer::ArticleWheel(lines) => {
            moving::scroll(state, lines);
            Vec::new()
        }
        Pointer::SideWheel(rows) => {
            let count = state.sidebar.rows(&state.survey).len();
            let last = count.saturating_sub(state.measured.sidebar_rows);
            state.sidebar.top = state.sidebar.top.saturating_add_signed(rows).min(last);
            Vec::new()
        }
        Pointer::Grab => {
            state.dragging = true;
            Vec::new()
        }
        Pointer::Drag(columns, rows) => {
            if state.dragging && state.measured.beside {
                state.panes.list_columns = columns.max(1);
            } else if state.dragging {
                state.panes.list_rows = rows.max(1);
            }
            Vec::new()
        }
        Pointer::Drop => {
            state.dragging = false;
            Vec::new()
        }
        Pointer::Entry(_) => Vec::new(),
    }
}

/// Points at the entries of a popup; anything else beside it is left alone.
fn over_popup(state: &mut State, pointer: Pointer) -> Vec<Effect> {
    let dossiers = &state.survey.dossiers;
    let (selected, entries) = match &mut state.mode {
        Mode::Picker(picker) => (&mut picker.selected, picker.found.len()),
        Mode::Shelf(shelf) => {
            let found = offers::shelf(dossiers, shelf.input.text()).len();
            (&mut shelf.selected, found)
        }
        Mode::Palette(finder) => {
            let found = offers::palette(finder.input.text()).len();
            (&mut finder.selected, found)
        }
        Mode::Feeds(finder) => (&mut finder.selected, state.measured.page_last + 1),
        _ => {
            if let Pointer::ArticleWheel(lines) | Pointer::ListWheel(lines) = pointer {
                super::pages::scroll(state, lines);
            }
            return Vec::new();
        }
    };
    let goal = match pointer {
        Pointer::Entry(at) => at,
        Pointer::ArticleWheel(rows) | Pointer::ListWheel(rows) => {
            selected.saturating_add_signed(rows)
        }
        _ => return Vec::new(),
    };
    *selected = goal.min(entries.saturating_sub(1));
    Vec::new()
}
