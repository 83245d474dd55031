//! Popups: pages to read, link hints, a passage being selected.

use super::browse;
use super::reading;
use crate::app::Command;
use crate::app::Effect;
use crate::app::Mode;
use crate::app::State;
use crate::app::Verb;

/// Carries out a command where a popup or a selection is open; `None` if it is not for that.
pub(super) fn command(state: &mut State, command: &Command) -> Option<Vec<Effect>> {
    match &mut state.mode {
        Mode::Errors(top) | Mode::Feeds(top) => {
            let rows = usize::from(state.measured.size.1);
            match command.verb {
                Verb::Down => *top += 1,
                Verb::Up => *top = top.saturating_sub(1),
                Verb::PageDown | Verb::HalfDown => *top += rows / 2,
                Verb::PageUp | Verb::HalfUp => *top = top.saturating_sub(rows / 2),
                Verb::Top => *top = 0,
                _ => return close(state, command),
            }
            let last = match &state.mode {
                Mode::Feeds(_) => state.survey.feeds.len(),
                _ => state.status.failures.len(),
            };
            if let Mode::Errors(top) | Mode::Feeds(top) = &mut state.mode {
                *top = (*top).min(last.saturating_sub(1));
            }
            Some(Vec::new())
        }
        Mode::Why { .. } => {
            match command.verb {
                Verb::Down | Verb::NextClaim => reading::why_next(state, true),
                Verb::Up | Verb::PreviousClaim => reading::why_next(state, false),
                _ => return close(state, command),
            }
            Some(Vec::new())
        }
        Mode::Diff(diff) => {
            let page = usize::from(state.measured.size.1) / 2;
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
        Mode::Hints(_) => close(state, command),
        Mode::Select(_) => select(state, command),
        Mode::Browse
        | Mode::Line(_)
        | Mode::Note(_)
        | Mode::Picker(_)
        | Mode::Palette(_)
        | Mode::Shelf(_)
        | Mode::Help(_) => None,
    }
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

/// Closes what is open for the commands that mean that; lets others through.
fn close(state: &mut State, command: &Command) -> Option<Vec<Effect>> {
    match command.verb {
        Verb::Back
        | Verb::Cancel
        | Verb::Clear
        | Verb::Submit
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
