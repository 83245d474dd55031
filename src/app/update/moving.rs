//! Moving about: rows, pages, panes, stories.

use super::list;
use super::open_selected;
use crate::app::Alarm;
use crate::app::Command;
use crate::app::Effect;
use crate::app::Mode;
use crate::app::Pane;
use crate::app::State;
use crate::app::Verb;
use crate::app::list::Page;
use crate::app::sidebar::SideRow;

/// Lines that a page leaves of the one before, so that the eye finds its place.
const OVERLAP_LINES: usize = 2;

/// A distance that reaches either end of anything.
const FAR: isize = 1 << 40;

/// Carries out a command that moves.
pub(super) fn command(state: &mut State, command: &Command) -> Option<Vec<Effect>> {
    Some(match command.verb {
        Verb::Down => step(state, 1),
        Verb::Up => step(state, -1),
        Verb::Top => end(state, false),
        Verb::Bottom => end(state, true),
        Verb::HalfDown => step(state, page(state, 2)),
        Verb::HalfUp => step(state, -page(state, 2)),
        Verb::PageDown => step(state, page(state, 1)),
        Verb::PageUp => step(state, -page(state, 1)),
        Verb::ReadOn => read_on(state),
        Verb::ReadBack => read_back(state),
        Verb::FocusLeft => focus(state, -1),
        Verb::FocusRight => focus(state, 1),
        Verb::FocusNext => cycle(state, 1),
        Verb::FocusPrevious => cycle(state, 2),
        Verb::Open => open(state),
        Verb::Back => back(state),
        Verb::NextStory => neighbour(state, 1),
        Verb::PreviousStory => neighbour(state, -1),
        Verb::Next => next(state, true),
        Verb::Previous => next(state, false),
        _ => return None,
    })
}

/// Returns how far a page goes in the focused pane, or a part of it.
fn page(state: &State, part: usize) -> isize {
    let rows = match state.focus {
        Pane::Sidebar => state.measured.sidebar_rows,
        Pane::List => state.measured.list_rows,
        Pane::Article => state.measured.article_rows.saturating_sub(OVERLAP_LINES),
    };
    isize::try_from((rows / part).max(1)).unwrap_or(1)
}

/// Moves by `rows` in the focused pane.
pub(super) fn step(state: &mut State, rows: isize) -> Vec<Effect> {
    match state.focus {
        Pane::Sidebar => {
            let side = state.sidebar.rows(&state.survey);
            state.sidebar.step(rows, &side, state.measured.sidebar_rows);
            Vec::new()
        }
        Pane::List if state.dossiers.is_some() => super::dossiers::step(state, rows),
        Pane::List => {
            state.list.step(rows, state.measured.list_rows);
            rest(state)
        }
        Pane::Article => {
            scroll(state, rows);
            Vec::new()
        }
    }
}

/// Scrolls the article by `lines`.
pub(super) fn scroll(state: &mut State, lines: isize) {
    let last = last_top(state);
    if let Some(reader) = &mut state.reader {
        reader.top = reader.top.saturating_add_signed(lines).min(last);
        reader.place = None;
    }
}

/// Returns the line that is topmost when the end of the article is reached.
pub(super) fn last_top(state: &State) -> usize {
    state.measured.article.lines.len().saturating_sub(state.measured.article_rows.max(1))
}

/// Lets the selection rest, so that the article beside it may be shown.
pub(super) fn rest(state: &mut State) -> Vec<Effect> {
    state.rests += 1;
    if !state.measured.beside {
        return Vec::new();
    }
    let alarm = Alarm::Peek(state.rests);
    vec![Effect::Wake { after_ms: state.settings.peek_after_ms, alarm }]
}

fn end(state: &mut State, last: bool) -> Vec<Effect> {
    let far = if last { FAR } else { -FAR };
    if state.focus == Pane::List && state.dossiers.is_none() {
        if last && state.list.after {
            return list(state, Page::End);
        }
        if !last && state.list.before {
            return list(state, Page::Start);
        }
    }
    step(state, far)
}

fn read_on(state: &mut State) -> Vec<Effect> {
    match state.focus {
        Pane::Sidebar => step(state, page(state, 1)),
        Pane::List => open(state),
        Pane::Article => {
            let before = state.reader.as_ref().map(|reader| reader.top);
            if before.is_some_and(|top| top < last_top(state)) {
                step(state, page(state, 1))
            } else {
                next_unread(state, true)
            }
        }
    }
}

fn read_back(state: &mut State) -> Vec<Effect> {
    let at_start = state.reader.as_ref().is_some_and(|reader| reader.top == 0);
    if state.focus == Pane::Article && at_start {
        return neighbour(state, -1);
    }
    step(state, -page(state, 1))
}

/// Returns the panes that can have the focus, from the left.
fn panes(state: &State) -> Vec<Pane> {
    let mut panes = Vec::new();
    if !state.panes.zen {
        panes.push(Pane::Sidebar);
        panes.push(Pane::List);
    }
    if state.reader.is_some() {
        panes.push(Pane::Article);
    }
    if panes.is_empty() {
        panes.push(Pane::List);
    }
    panes
}

fn focus(state: &mut State, steps: isize) -> Vec<Effect> {
    let panes = panes(state);
    let at = panes.iter().position(|pane| *pane == state.focus).unwrap_or_default();
    let goal = at.saturating_add_signed(steps).min(panes.len() - 1);
    set_focus(state, panes[goal])
}

fn cycle(state: &mut State, steps: usize) -> Vec<Effect> {
    let panes = panes(state);
    let at = panes.iter().position(|pane| *pane == state.focus).unwrap_or_default();
    let steps = if steps == 1 { 1 } else { panes.len() - 1 };
    set_focus(state, panes[(at + steps) % panes.len()])
}

/// Gives the focus to a pane; an article that was only looked at is then opened.
pub(super) fn set_focus(state: &mut State, pane: Pane) -> Vec<Effect> {
    let peeked = state.reader.as_ref().is_some_and(|reader| reader.peek);
    state.focus = pane;
    if pane == Pane::Sidebar {
        let rows = state.sidebar.rows(&state.survey);
        state.sidebar.step(0, &rows, state.measured.sidebar_rows);
    }
    if pane == Pane::Article && peeked { open_selected(state, false) } else { Vec::new() }
}

fn open(state: &mut State) -> Vec<Effect> {
    match state.focus {
        Pane::Sidebar => choose(state),
        Pane::List if state.dossiers.is_some() => super::dossiers::open(state),
        Pane::List => open_selected(state, false),
        Pane::Article => super::reading::who(state),
    }
}

/// Opens what the bar of the sidebar stands on.
pub(super) fn choose(state: &mut State) -> Vec<Effect> {
    let rows = state.sidebar.rows(&state.survey);
    let Some(row) = rows.get(state.sidebar.selected).cloned() else { return Vec::new() };
    match row {
        SideRow::Heading(_) | SideRow::Legend | SideRow::Gap => Vec::new(),
        SideRow::View(view, _) => {
            state.focus = Pane::List;
            super::choosing::show(state, view)
        }
        SideRow::Country(at) => {
            let Some(country) = state.survey.countries.get(at) else { return Vec::new() };
            let code = crate::model::ActorCode::state(&country.code);
            state.focus = Pane::List;
            super::choosing::set_countries(
                state,
                vec![crate::model::Condition::Country(None, code)],
            )
        }
        SideRow::Folder { name, .. } => {
            state.focus = Pane::List;
            super::choosing::show(state, crate::app::View::Folder(name))
        }
        SideRow::Feed(at) => {
            let Some(feed) = state.survey.feeds.get(at) else { return Vec::new() };
            let view = crate::app::View::Feed(feed.id, feed.source.title.clone());
            state.focus = Pane::List;
            super::choosing::show(state, view)
        }
    }
}

/// Goes back one step: zen, article, sidebar, filter; from the bare list, out.
fn back(state: &mut State) -> Vec<Effect> {
    if state.panes.zen {
        state.panes.zen = false;
        return Vec::new();
    }
    match state.focus {
        Pane::Article => {
            state.focus = Pane::List;
            if state.measured.beside {
                if let Some(reader) = &mut state.reader {
                    reader.peek = true;
                }
            } else {
                state.reader = None;
            }
            Vec::new()
        }
        Pane::Sidebar => {
            state.focus = Pane::List;
            Vec::new()
        }
        Pane::List if state.dossiers.is_some() => super::dossiers::close(state),
        Pane::List if state.scope.is_plain() => super::screen::quit(state),
        Pane::List => super::choosing::step_back(state),
    }
}

/// Opens the story next to the selected one.
pub(super) fn neighbour(state: &mut State, rows: isize) -> Vec<Effect> {
    if state.dossiers.is_some() {
        return super::dossiers::neighbour(state, rows);
    }
    let before = state.list.selected;
    state.list.step(rows, state.measured.list_rows);
    if state.list.selected == before {
        let which = if rows > 0 { "last" } else { "first" };
        state.status.say(format!("this is the {which} story of the list"));
        return Vec::new();
    }
    if state.reader.is_none() {
        return Vec::new();
    }
    open_selected(state, state.focus != Pane::Article)
}

fn next(state: &mut State, forward: bool) -> Vec<Effect> {
    if state.scope.search.is_none() {
        return next_unread(state, forward);
    }
    if state.focus == Pane::Article { find(state, forward) } else { step_list(state, forward) }
}

fn step_list(state: &mut State, forward: bool) -> Vec<Effect> {
    state.list.step(if forward { 1 } else { -1 }, state.measured.list_rows);
    rest(state)
}

/// Goes to the next place in the article where a word of the search stands, else to the next story.
fn find(state: &mut State, forward: bool) -> Vec<Effect> {
    let places = super::reading::matches(state);
    if super::reading::jump_among(state, &places, forward) {
        return Vec::new();
    }
    neighbour(state, if forward { 1 } else { -1 })
}

fn next_unread(state: &mut State, forward: bool) -> Vec<Effect> {
    if state.dossiers.is_some() {
        return super::dossiers::neighbour(state, if forward { 1 } else { -1 });
    }
    let (at, rows) = (state.list.selected, &state.list.rows);
    let unread = |index: &usize| rows.get(*index).is_some_and(|row| !row.read);
    let found =
        if forward { (at + 1..rows.len()).find(unread) } else { (0..at).rev().find(unread) };
    let Some(found) = found else {
        state.status.say(if forward { "no unread story below" } else { "no unread story above" });
        return Vec::new();
    };
    state.list.select(found, state.measured.list_rows);
    if state.focus == Pane::Article { open_selected(state, false) } else { rest(state) }
}

/// Returns whether a popup or prompt is open.
pub(super) fn is_busy(state: &State) -> bool {
    state.mode != Mode::Browse
}
