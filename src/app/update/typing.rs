//! Typing: lines, notes, pickers, the palette.

use super::browse;
use super::choosing;
use super::correcting;
use super::dossiers;
use super::noting;
use super::screen;
use super::working;
use crate::app::Command;
use crate::app::Edit;
use crate::app::Effect;
use crate::app::Input;
use crate::app::Mode;
use crate::app::Prompt;
use crate::app::Purpose;
use crate::app::State;
use crate::app::TerminalEffect;
use crate::app::Verb;
use crate::app::mode::edit_of;
use crate::app::offers;

/// Types a letter where something is being typed.
pub(super) fn letter(state: &mut State, letter: char) -> Vec<Effect> {
    if let Mode::Hints(_) = &state.mode {
        return hint(state, letter);
    }
    if let Some(input) = input_of(&mut state.mode) {
        input.insert(letter);
    }
    typed(state)
}

/// Pastes text where something is being typed; elsewhere it is not taken for keys.
pub(super) fn paste(state: &mut State, text: &str) -> Vec<Effect> {
    let multiline = matches!(state.mode, Mode::Note(_));
    match input_of(&mut state.mode) {
        Some(input) => input.paste(text, multiline),
        None => state.status.say("pasted text was not used; / searches for it, a notes it"),
    }
    typed(state)
}

fn input_of(mode: &mut Mode) -> Option<&mut Input> {
    match mode {
        Mode::Line(prompt) => Some(&mut prompt.input),
        Mode::Note(editor) => Some(&mut editor.input),
        Mode::Shelf(shelf) => Some(&mut shelf.input),
        Mode::Picker(picker) => Some(&mut picker.input),
        Mode::Palette(finder) => Some(&mut finder.input),
        Mode::Help(finder) | Mode::Feeds(finder) if finder.typing => Some(&mut finder.input),
        Mode::Help(_)
        | Mode::Feeds(_)
        | Mode::Browse
        | Mode::Errors(_)
        | Mode::Feed(..)
        | Mode::Who(_)
        | Mode::Why { .. }
        | Mode::Diff(_)
        | Mode::Hints(_)
        | Mode::Select(_) => None,
    }
}

/// Follows up on a change of what is typed.
fn typed(state: &mut State) -> Vec<Effect> {
    match &mut state.mode {
        Mode::Line(prompt) => {
            prompt.offer = None;
            prompt.offers.clear();
            prompt.problem = None;
            line_typed(state)
        }
        Mode::Note(_) => noting::stir(state),
        Mode::Shelf(shelf) => {
            shelf.selected = 0;
            Vec::new()
        }
        Mode::Picker(picker) => {
            picker.search(&state.survey.countries);
            Vec::new()
        }
        Mode::Palette(finder) | Mode::Help(finder) | Mode::Feeds(finder) => {
            finder.selected = 0;
            Vec::new()
        }
        Mode::Browse
        | Mode::Errors(_)
        | Mode::Feed(..)
        | Mode::Who(_)
        | Mode::Why { .. }
        | Mode::Diff(_)
        | Mode::Hints(_)
        | Mode::Select(_) => Vec::new(),
    }
}

/// Searches while a search is typed, and points at what is wrong in it.
pub(super) fn line_typed(state: &mut State) -> Vec<Effect> {
    let Mode::Line(prompt) = &mut state.mode else { return Vec::new() };
    let text = prompt.input.text().to_owned();
    prompt.meant = None;
    if !matches!(prompt.purpose, Purpose::Search | Purpose::Query) || text.trim().is_empty() {
        if prompt.purpose == Purpose::Search {
            return live(state, None);
        }
        return Vec::new();
    }
    prompt.meant = crate::app::search::plain(&text, &state.names, &state.survey);
    match crate::app::search::read(&text, &state.names, &state.survey) {
        Err(problem) => {
            prompt.problem = Some(problem);
            if prompt.purpose == Purpose::Search {
                let sound = sound_part(state, &text);
                return live(state, sound);
            }
            Vec::new()
        }
        Ok(filter) if prompt.purpose == Purpose::Search => {
            let condition = filter.condition;
            live(state, Some(crate::app::Search { text: text.trim().to_owned(), condition }))
        }
        Ok(_) => Vec::new(),
    }
}

/// Returns the search without its last word, which is wrong; that before it was typed if nothing
/// else stands there.
fn sound_part(state: &State, text: &str) -> Option<crate::app::Search> {
    let before = text.trim_end().rsplit_once(char::is_whitespace).map(|(before, _)| before);
    let sound = before.and_then(|before| choosing::read(state, before).ok().flatten());
    sound.or_else(|| state.before_search.as_ref().and_then(|scope| scope.search.clone()))
}

/// Lists what a search being typed finds, without remembering it.
fn live(state: &mut State, search: Option<crate::app::Search>) -> Vec<Effect> {
    if state.scope.search == search {
        return Vec::new();
    }
    state.scope.search = search;
    super::list(state, crate::app::Page::Start)
}

/// Carries out a command where something is being typed; `None` if it is not for that.
pub(super) fn command(state: &mut State, command: &Command) -> Option<Vec<Effect>> {
    let verb = command.verb;
    match &state.mode {
        Mode::Line(_) => Some(line(state, verb)),
        Mode::Note(_) => Some(noting::typed(state, verb)),
        Mode::Shelf(_) => Some(dossiers::shelf(state, verb)),
        Mode::Picker(_) => Some(picker(state, verb)),
        Mode::Palette(_) => Some(palette(state, verb)),
        Mode::Help(finder) | Mode::Feeds(finder) if finder.typing => Some(find(state, verb)),
        Mode::Help(_)
        | Mode::Feeds(_)
        | Mode::Browse
        | Mode::Errors(_)
        | Mode::Feed(..)
        | Mode::Who(_)
        | Mode::Why { .. }
        | Mode::Diff(_)
        | Mode::Hints(_)
        | Mode::Select(_) => None,
    }
}

/// Applies a verb that edits, and says whether it was one.
pub(super) fn edit(state: &mut State, verb: Verb) -> Option<Vec<Effect>> {
    let edit = edit_of(verb)?;
    input_of(&mut state.mode)?.edit(edit);
    Some(match edit {
        Edit::Backspace
        | Edit::Delete
        | Edit::DeleteWord
        | Edit::DeleteToStart
        | Edit::DeleteToEnd => typed(state),
        Edit::Left
        | Edit::Right
        | Edit::WordLeft
        | Edit::WordRight
        | Edit::Start
        | Edit::End
        | Edit::Up
        | Edit::Down => Vec::new(),
    })
}

fn line(state: &mut State, verb: Verb) -> Vec<Effect> {
    match verb {
        Verb::Submit => submit(state),
        Verb::Back | Verb::Cancel | Verb::Clear => give_up(state),
        Verb::Complete => complete(state, true),
        Verb::CompleteBack => complete(state, false),
        Verb::Backspace if matches!(&state.mode, Mode::Line(prompt) if prompt.input.is_empty()) => {
            give_up(state)
        }
        verb => edit(state, verb).unwrap_or_default(),
    }
}

fn submit(state: &mut State) -> Vec<Effect> {
    let Mode::Line(prompt) = &state.mode else { return Vec::new() };
    let (purpose, text) = (prompt.purpose, prompt.input.text().trim().to_owned());
    match purpose {
        Purpose::Command => screen::run_line(state, &text),
        Purpose::Search => submit_search(state, &text),
        Purpose::Query => {
            if prompt.problem.is_some() {
                return Vec::new();
            }
            browse(state);
            choosing::query(state, &text)
        }
        Purpose::Label | Purpose::Unlabel => {
            browse(state);
            if text.is_empty() {
                Vec::new()
            } else {
                working::label(state, &text, purpose == Purpose::Label)
            }
        }
        Purpose::KeepView => {
            browse(state);
            if text.is_empty() {
                return Vec::new();
            }
            vec![Effect::KeepView { name: text, filter: state.filter() }]
        }
        Purpose::NewDossier
        | Purpose::LivingDossier
        | Purpose::RenameDossier
        | Purpose::Section => {
            browse(state);
            dossiers::submit(state, purpose, &text)
        }
        Purpose::Source(_)
        | Purpose::Target(_)
        | Purpose::Tag(_)
        | Purpose::Speaker(_)
        | Purpose::AddClaim(_) => {
            browse(state);
            correcting::submit(state, purpose, &text)
        }
    }
}

/// Keeps what a search has found; a wrong query stays open until it is mended.
fn submit_search(state: &mut State, text: &str) -> Vec<Effect> {
    if let Mode::Line(Prompt { problem: Some(_), .. }) = &state.mode {
        return Vec::new();
    }
    let found = choosing::read(state, text).ok().flatten();
    let before = state.before_search.take();
    browse(state);
    let wanted = crate::app::Scope { search: found, ..state.scope.clone() };
    if state.scope != wanted {
        return choosing::set(state, wanted);
    }
    // What the search finds is listed already: asking again would only lose the place in it.
    if let Some(before) = before {
        choosing::remember(state, before);
    }
    match state.list.total {
        Some(total) if !state.list.outdated => choosing::tell_found(state, total),
        Some(_) | None => state.list.announce = true,
    }
    Vec::new()
}

fn give_up(state: &mut State) -> Vec<Effect> {
    browse(state);
    if let Some(before) = state.before_search.take()
        && before != state.scope
    {
        state.scope = before;
        return super::list(state, crate::app::Page::Start);
    }
    Vec::new()
}

/// Puts the next offer into the line; where there is one only, takes it and offers what follows.
fn complete(state: &mut State, forward: bool) -> Vec<Effect> {
    let Mode::Line(prompt) = &state.mode else { return Vec::new() };
    let mut prompt = prompt.clone();
    if prompt.offers.is_empty() {
        let (from, found) = match &prompt.meant {
            Some(meant) => {
                prompt.input.edit(Edit::End);
                (0, vec![meant.clone()])
            }
            None => offers::offers(state, &prompt),
        };
        prompt.from = from;
        prompt.offers = found;
        prompt.offer = None;
    }
    let count = prompt.offers.len();
    if count > 0 {
        let at = match (prompt.offer, forward) {
            (None, true) => 0,
            (None, false) => count - 1,
            (Some(at), true) => (at + 1) % count,
            (Some(at), false) => (at + count - 1) % count,
        };
        prompt.offer = Some(at);
        prompt.input.replace_from(prompt.from, &prompt.offers[at].clone());
        if count == 1 {
            prompt.offers.clear();
            prompt.offer = None;
            if prompt.purpose == Purpose::Command
                && Verb::from_name(prompt.input.text())
                    .is_some_and(|verb| !verb.argument().is_empty())
            {
                prompt.input.insert(' ');
            }
        }
    }
    state.mode = Mode::Line(prompt);
    line_typed(state)
}

fn picker(state: &mut State, verb: Verb) -> Vec<Effect> {
    let Mode::Picker(picker) = &mut state.mode else { return Vec::new() };
    let countries = &state.survey.countries;
    let last = picker.found.len().saturating_sub(1);
    match verb {
        Verb::Complete => picker.turn(true, countries),
        Verb::CompleteBack => picker.turn(false, countries),
        Verb::Mark => picker.mark(countries),
        Verb::Down => picker.selected = (picker.selected + 1).min(last),
        Verb::Up => picker.selected = picker.selected.saturating_sub(1),
        Verb::Submit => {
            let found = picker.condition(countries);
            let typed = picker.input.text().to_owned();
            if let Some(condition) = found {
                browse(state);
                return choosing::set_countries(state, vec![condition]);
            }
            state.status.warn(format!("no country is called `{typed}`"));
        }
        Verb::Back | Verb::Cancel | Verb::Clear => browse(state),
        verb => return edit(state, verb).unwrap_or_default(),
    }
    Vec::new()
}

fn palette(state: &mut State, verb: Verb) -> Vec<Effect> {
    let Mode::Palette(finder) = &mut state.mode else { return Vec::new() };
    let found = offers::palette(finder.input.text());
    match verb {
        Verb::Down | Verb::Complete => {
            finder.selected = (finder.selected + 1).min(found.len().saturating_sub(1));
        }
        Verb::Up | Verb::CompleteBack => finder.selected = finder.selected.saturating_sub(1),
        Verb::Submit => {
            let Some(chosen) = found.get(finder.selected).copied() else { return Vec::new() };
            let needs = chosen.argument();
            if !needs.is_empty() && !needs.ends_with('?') {
                let line = format!("{} ", chosen.name());
                state.mode = Mode::Line(Prompt::new(Purpose::Command, &line));
                return Vec::new();
            }
            return screen::run_line(state, chosen.name());
        }
        Verb::Back | Verb::Cancel | Verb::Clear => browse(state),
        verb => return edit(state, verb).unwrap_or_default(),
    }
    Vec::new()
}

/// Narrows the help page or the feeds.
fn find(state: &mut State, verb: Verb) -> Vec<Effect> {
    let (Mode::Help(finder) | Mode::Feeds(finder)) = &mut state.mode else { return Vec::new() };
    match verb {
        Verb::Submit => finder.typing = false,
        Verb::Back | Verb::Cancel | Verb::Clear => *finder = crate::app::Finder::default(),
        Verb::Down | Verb::Complete => super::pages::scroll(state, 1),
        Verb::Up | Verb::CompleteBack => super::pages::scroll(state, -1),
        Verb::PageDown => super::pages::scroll(state, page_of(state)),
        Verb::PageUp => super::pages::scroll(state, -page_of(state)),
        verb => return edit(state, verb).unwrap_or_default(),
    }
    Vec::new()
}

fn page_of(state: &State) -> isize {
    isize::try_from(state.measured.page_rows).unwrap_or(1)
}

/// Follows or copies the link with this letter.
fn hint(state: &mut State, letter: char) -> Vec<Effect> {
    let Mode::Hints(hints) = std::mem::take(&mut state.mode) else { return Vec::new() };
    let lower: String = letter.to_lowercase().collect();
    let Some(hint) = hints.iter().find(|hint| lower.starts_with(hint.keys)) else {
        state.status.say(format!("no link has the letter {letter}"));
        return Vec::new();
    };
    if letter.is_uppercase() {
        state.status.praise(format!("copied {}", hint.url));
        return vec![Effect::Terminal(TerminalEffect::Copy(hint.url.clone()))];
    }
    vec![Effect::Browse(hint.url.clone())]
}
