//! How the state changes.

mod ages;
mod choosing;
mod correcting;
mod dossiers;
mod groups;
mod macros;
mod moving;
mod noting;
mod pages;
mod pointing;
mod reading;
mod replies;
mod screen;
mod typing;
mod working;

use super::Asked;
use super::Change;
use super::Command;
use super::Effect;
use super::Group;
use super::Message;
use super::Mode;
use super::Pane;
use super::State;
use super::Verb;
use super::Whole;
use super::list::Page;
use super::reader::Reader;

pub use noting::draft;
pub use reading::matches;
pub use screen::TOUR_KEY;

/// Returns what a newsroom that has just opened asks of the world; `fetch` asks the feeds as well.
pub fn start(state: &mut State, fetch: bool) -> Vec<Effect> {
    let mut effects = list(state, Page::Start);
    effects.push(survey(state));
    if fetch {
        effects.push(Effect::Fetch(Asked::Due));
    }
    effects
}

/// Applies `message` to `state`; returns what the world must do next.
pub fn update(state: &mut State, message: Message) -> Vec<Effect> {
    let mut effects = match message {
        Message::Do(command) => {
            state.pending = super::Pending { count: state.pending.count, ..Default::default() };
            macros::run(state, &command)
        }
        Message::Typed(letter) => {
            macros::record(state, Message::Typed(letter));
            typing::letter(state, letter)
        }
        Message::Pasted(text) => {
            macros::record(state, Message::Pasted(text.clone()));
            typing::paste(state, &text)
        }
        Message::Pending(keys) => screen::pending(state, keys),
        Message::Unbound(keys) => screen::unbound(state, &keys),
        Message::Pointed(pointer) => pointing::point(state, pointer),
        Message::Measured(measured) => screen::measured(state, measured),
        Message::Clock(now) => {
            state.now = now;
            Vec::new()
        }
        Message::Woke(alarm) => screen::woke(state, alarm),
        reply => replies::take(state, reply),
    };
    if let Some(page) = state.list.wanted() {
        effects.extend(list(state, page));
    }
    effects.extend(groups::wanted(state));
    effects.extend(dossiers::wanted(state));
    let value = state.panes.written();
    if value != state.arranged && state.keeps && !state.dragging {
        state.arranged.clone_from(&value);
        effects.push(Effect::Remember { key: super::layout::KEY, value });
    }
    if !state.keeps {
        effects = unkept(state, effects);
    }
    if effects.iter().any(Effect::is_answered) {
        state.status.ask();
    }
    effects
}

/// Takes out what cannot be kept, says so, and shows everything as it is.
fn unkept(state: &mut State, effects: Vec<Effect>) -> Vec<Effect> {
    let keeps = |effect: &Effect| matches!(effect, Effect::Change(_) | Effect::KeepDraft(_));
    let (lost, mut effects): (Vec<_>, Vec<_>) = effects.into_iter().partition(keeps);
    // That a story was opened is told to nobody.
    let told = |effect: &Effect| !matches!(effect, Effect::Change(Change::Opened(_)));
    if lost.iter().any(told) {
        state.status.warn("not kept: nothing is, in a preview or where the database is only read");
        effects.extend(replies::as_kept(state));
    }
    effects
}

/// Carries out a command, wherever it comes from: a key, the command line, the palette.
fn run(state: &mut State, command: &Command) -> Vec<Effect> {
    if command.verb != Verb::Cancel {
        state.cancelled = false;
    }
    if command.verb != Verb::Clear && !state.status.notice.text.is_empty() {
        state.status.hush();
    }
    if matches!(command.verb, Verb::Redraw | Verb::Suspend) {
        // These are about the terminal, whatever the keys mean at the moment.
        return screen::command(state, command).unwrap_or_default();
    }
    if let Some(effects) = macros::command(state, command) {
        return effects;
    }
    if let Some(effects) = typing::command(state, command) {
        return effects;
    }
    if let Some(effects) = pages::command(state, command) {
        return effects;
    }
    screen::guide(state, command.verb);
    let done = match command.verb.group() {
        Group::Move => moving::command(state, command),
        Group::Filter => choosing::command(state, command),
        Group::Story | Group::Dossier => working::command(state, command),
        Group::Read => reading::command(state, command),
        Group::Screen => screen::command(state, command),
        Group::Text => Some(Vec::new()),
    };
    done.unwrap_or_default()
}

/// Asks for a part of the list; an answer to an older question will be dropped.
fn list(state: &mut State, page: Page) -> Vec<Effect> {
    let filter = state.filter();
    match page {
        Page::After(_) | Page::Before(_) => {
            state.list.asked = Some(page);
            vec![Effect::List { ask: state.list.ask, filter, page }]
        }
        Page::Start | Page::End | Page::Around(_) => {
            state.list.ask += 1;
            state.list.loading = true;
            if !matches!(page, Page::Around(_)) {
                state.list.outdated = true;
                state.list.sizes.clear();
            }
            state.list.asked = None;
            let ask = state.list.ask;
            vec![Effect::List { ask, filter: filter.clone(), page }, Effect::Count { ask, filter }]
        }
    }
}

/// Asks for the list again, with the selected story left where it is on the screen.
fn list_again(state: &mut State) -> Vec<Effect> {
    let page = match state.list.current() {
        Some(row) if state.list.selected > 0 || state.list.before => {
            Page::Around(super::list::cursor(row))
        }
        Some(_) | None => Page::Start,
    };
    let outdated = state.list.outdated;
    let effects = list(state, page);
    // These rows pass the filter as well: no key waits for the new ones.
    state.list.outdated = outdated;
    effects
}

fn survey(state: &State) -> Effect {
    Effect::Survey { samples: state.samples }
}

/// Opens the selected story; a peek leaves it unread and the focus where it is.
fn open_selected(state: &mut State, peek: bool) -> Vec<Effect> {
    let Some(row) = state.current().cloned() else {
        state.status.say("no story here");
        return Vec::new();
    };
    let mut effects = Vec::new();
    let id = row.id;
    let known = state.reader.as_ref().is_some_and(|reader| reader.row.id == id);
    if known {
        if let Some(reader) = &mut state.reader {
            reader.peek &= peek;
        }
    } else {
        state.reader = Some(Reader::new(row, peek));
    }
    if !known {
        effects.push(Effect::Open { id, whole: Whole::Never });
    }
    if !peek {
        state.focus = Pane::Article;
        effects.extend(working::mark_read(state, id));
        effects.extend(fetch_page(state));
    }
    effects
}

/// Fetches the page of the open story where its feed gave a teaser only, once.
fn fetch_page(state: &mut State) -> Option<Effect> {
    let reader = state.reader.as_mut().filter(|reader| !reader.peek && !reader.fetched)?;
    let teaser = reader.story.as_ref().is_some_and(|story| !story.complete);
    if !teaser || reader.row.link.is_empty() {
        return None;
    }
    reader.fetching = true;
    reader.fetched = true;
    reader.revision += 1;
    Some(Effect::Open { id: reader.row.id, whole: Whole::IfTeaser })
}

/// Leaves whatever is open over the panes.
fn browse(state: &mut State) {
    state.mode = Mode::Browse;
}

#[cfg(test)]
mod tests;
