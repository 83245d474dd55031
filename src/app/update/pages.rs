//! Popups: pages to read, link hints, a passage being selected.

use super::browse;
use super::reading;
use crate::app::Asked;
use crate::app::Command;
use crate::app::Effect;
use crate::app::Finder;
use crate::app::Mode;
use crate::app::State;
use crate::app::Verb;
use crate::app::View;
use crate::app::health;
use crate::model::Feed;

/// Carries out a command where a popup or a selection is open; `None` if it is not for that.
pub(super) fn command(state: &mut State, command: &Command) -> Option<Vec<Effect>> {
    match &state.mode {
        Mode::Help(finder) if !finder.typing => help(state, command),
        Mode::Errors(_) => sheet(state, command),
        Mode::Feeds(finder) if !finder.typing => feeds(state, command),
        Mode::Feed(..) => feed(state, command),
        Mode::Who(_) => who(state, command),
        Mode::Why { .. } => {
            match command.verb {
                Verb::Down | Verb::NextClaim => reading::why_next(state, true),
                Verb::Up | Verb::PreviousClaim => reading::why_next(state, false),
                _ => return close(state, command),
            }
            Some(Vec::new())
        }
        Mode::Diff(_) => diff(state, command),
        Mode::Hints(_) => close(state, command),
        Mode::Select(_) => select(state, command),
        Mode::Browse
        | Mode::Line(_)
        | Mode::Note(_)
        | Mode::Picker(_)
        | Mode::Palette(_)
        | Mode::Shelf(_)
        | Mode::Feeds(_)
        | Mode::Help(_) => None,
    }
}

/// Scrolls the difference between two texts, or compares others.
fn diff(state: &mut State, command: &Command) -> Option<Vec<Effect>> {
    let page = usize::from(state.measured.size.1) / 2;
    let Mode::Diff(diff) = &mut state.mode else { return None };
    match command.verb {
        Verb::Down => diff.top += 1,
        Verb::Up => diff.top = diff.top.saturating_sub(1),
        Verb::PageDown | Verb::HalfDown => diff.top += page,
        Verb::PageUp | Verb::HalfUp => diff.top = diff.top.saturating_sub(page),
        Verb::Top => diff.top = 0,
        Verb::FocusLeft | Verb::FocusRight => version(state, command.verb),
        _ => return close(state, command),
    }
    Some(Vec::new())
}

/// Compares an older pair of texts, or a newer one.
fn version(state: &mut State, verb: Verb) {
    let Mode::Diff(diff) = &mut state.mode else { return };
    let goal = match verb {
        Verb::FocusLeft => Some(diff.at + 1),
        _ => diff.at.checked_sub(1),
    };
    if !goal.is_some_and(|at| diff.show(at)) {
        let which = if verb == Verb::FocusLeft { "older" } else { "newer" };
        state.status.say(format!("there is no {which} text"));
    }
}

/// Returns the line that a page of `rows` lines begins with after `verb`; `None` if it does not
/// scroll. `last` is the line that the end of the page begins with.
fn scrolled(top: usize, verb: Verb, rows: usize, last: usize) -> Option<usize> {
    let page = rows.max(2) - 1;
    let goal = match verb {
        Verb::Down => top + 1,
        Verb::Up => top.saturating_sub(1),
        Verb::HalfDown => top + rows / 2,
        Verb::HalfUp => top.saturating_sub(rows / 2),
        Verb::PageDown | Verb::ReadOn => top + page,
        Verb::PageUp | Verb::ReadBack => top.saturating_sub(page),
        Verb::Top => 0,
        Verb::Bottom => last,
        _ => return None,
    };
    Some(goal.min(last))
}

/// Returns the topmost line of the page that is open.
fn top_of(mode: &mut Mode) -> Option<&mut usize> {
    match mode {
        Mode::Help(finder) | Mode::Feeds(finder) => Some(&mut finder.selected),
        Mode::Errors(top) | Mode::Feed(_, top) => Some(top),
        Mode::Who(who) => Some(&mut who.top),
        Mode::Browse
        | Mode::Line(_)
        | Mode::Note(_)
        | Mode::Picker(_)
        | Mode::Palette(_)
        | Mode::Shelf(_)
        | Mode::Diff(_)
        | Mode::Why { .. }
        | Mode::Hints(_)
        | Mode::Select(_) => None,
    }
}

/// Keeps the page that is open within its lines, and scrolls it by `lines`.
pub(super) fn scroll(state: &mut State, lines: isize) {
    let last = state.measured.page_last;
    if let Some(top) = top_of(&mut state.mode) {
        *top = top.saturating_add_signed(lines).min(last);
    }
}

/// Scrolls a page, or closes it.
fn sheet(state: &mut State, command: &Command) -> Option<Vec<Effect>> {
    let (rows, last) = (state.measured.page_rows, state.measured.page_last);
    let top = top_of(&mut state.mode)?;
    match scrolled(*top, command.verb, rows, last) {
        Some(goal) => *top = goal,
        None => return close(state, command),
    }
    Some(Vec::new())
}

/// The help page: scrolls, and searches from `/` on.
fn help(state: &mut State, command: &Command) -> Option<Vec<Effect>> {
    if command.verb == Verb::Help {
        browse(state);
        return Some(Vec::new());
    }
    narrowed(&mut state.mode, command.verb).or_else(|| sheet(state, command))
}

/// Begins to narrow a page, or shows all of it again; `None` if the verb is for neither.
fn narrowed(mode: &mut Mode, verb: Verb) -> Option<Vec<Effect>> {
    let (Mode::Help(finder) | Mode::Feeds(finder)) = mode else { return None };
    match verb {
        Verb::Search => finder.typing = true,
        Verb::Back | Verb::Clear | Verb::Unfilter if !finder.input.is_empty() => {
            *finder = Finder::default();
        }
        _ => return None,
    }
    Some(Vec::new())
}

/// The page of the feeds: moves the bar, narrows them, opens what the bar stands on.
fn feeds(state: &mut State, command: &Command) -> Option<Vec<Effect>> {
    if let Some(effects) = narrowed(&mut state.mode, command.verb) {
        return Some(effects);
    }
    let (rows, last) = (state.measured.page_rows, state.measured.page_last);
    let Mode::Feeds(finder) = &mut state.mode else { return None };
    if let Some(goal) = scrolled(finder.selected, command.verb, rows, last) {
        finder.selected = goal;
        return Some(Vec::new());
    }
    let places = health::by_need(&state.survey.feeds, finder.input.text());
    let under = places.get(finder.selected).and_then(|at| state.survey.feeds.get(*at)).cloned();
    match (command.verb, under) {
        (Verb::Open, Some(feed)) => {
            state.mode = Mode::Feed(feed.id, 0);
            Some(Vec::new())
        }
        (Verb::Refresh, Some(feed)) => Some(ask(state, &feed)),
        (Verb::Feeds, _) => {
            browse(state);
            Some(Vec::new())
        }
        _ => close(state, command),
    }
}

/// The page of one feed: lists its stories, asks it, goes back to the others.
fn feed(state: &mut State, command: &Command) -> Option<Vec<Effect>> {
    let Mode::Feed(id, _) = state.mode else { return None };
    let found = state.survey.feeds.iter().find(|feed| feed.id == id).cloned();
    match (command.verb, found) {
        (Verb::Open, Some(feed)) => {
            browse(state);
            state.focus = crate::app::Pane::List;
            Some(super::choosing::show(state, View::Feed(feed.id, feed.source.title)))
        }
        (Verb::Refresh, Some(feed)) => Some(ask(state, &feed)),
        (Verb::Back | Verb::Clear, _) => {
            let feeds = &state.survey.feeds;
            let places = health::by_need(feeds, "");
            let selected = places.iter().position(|at| feeds[*at].id == id).unwrap_or_default();
            state.mode = Mode::Feeds(Finder { selected, ..Finder::default() });
            Some(Vec::new())
        }
        _ => sheet(state, command),
    }
}

/// The page of an actor: lists the stories about it.
fn who(state: &mut State, command: &Command) -> Option<Vec<Effect>> {
    let Mode::Who(who) = &state.mode else { return None };
    if command.verb != Verb::Open {
        return sheet(state, command);
    }
    let scope = who.scope(&state.scope);
    browse(state);
    let Some(scope) = scope else {
        state.status.say("no filter is about this actor");
        return Some(Vec::new());
    };
    state.focus = crate::app::Pane::List;
    Some(super::choosing::set(state, scope))
}

fn ask(state: &mut State, feed: &Feed) -> Vec<Effect> {
    state.status.say(format!("asking {}…", feed.source.title));
    vec![Effect::Fetch(Asked::One(feed.id))]
}

/// Closes what is open for the commands that mean that; lets others through.
fn close(state: &mut State, command: &Command) -> Option<Vec<Effect>> {
    match command.verb {
        Verb::Back
        | Verb::Cancel
        | Verb::Clear
        | Verb::Submit
        | Verb::Open
        | Verb::Why
        | Verb::Versions
        | Verb::Errors => {
            browse(state);
            Some(Vec::new())
        }
        _ => None,
    }
}

fn select(state: &mut State, command: &Command) -> Option<Vec<Effect>> {
    match command.verb {
        Verb::CursorLeft
        | Verb::CursorRight
        | Verb::WordLeft
        | Verb::WordRight
        | Verb::LineStart
        | Verb::LineEnd
        | Verb::Up
        | Verb::Down => reading::extend(state, command.verb),
        Verb::Back | Verb::Cancel | Verb::Clear | Verb::Select => browse(state),
        _ => return None,
    }
    Some(Vec::new())
}
