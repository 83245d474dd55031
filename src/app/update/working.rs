//! Working with a story: saving, noting, marking, taking away.

use super::moving;
use super::noting;
use super::open_selected;
use crate::app::Change;
use crate::app::Command;
use crate::app::DossierChange;
use crate::app::Effect;
use crate::app::Mode;
use crate::app::Pane;
use crate::app::Prompt;
use crate::app::Purpose;
use crate::app::State;
use crate::app::TerminalEffect;
use crate::app::Verb;
use crate::app::Whole;
use crate::app::reader::Target;
use crate::model::StoryId;
use crate::model::StoryRow;

/// Carries out a command on a story.
pub(super) fn command(state: &mut State, command: &Command) -> Option<Vec<Effect>> {
    if let Some(effects) = noting::command(state, command) {
        return Some(effects);
    }
    let argument = command.argument.as_str();
    Some(match command.verb {
        Verb::Save => save(state),
        Verb::Label => label(state, argument, true),
        Verb::Unlabel => label(state, argument, false),
        Verb::ToggleRead => toggle_read(state),
        Verb::MarkAbove => mark_above(state),
        Verb::MarkListed => mark_listed(state),
        Verb::Undo => vec![Effect::Undo { earlier: state.undo_earlier }],
        Verb::Redo => vec![Effect::Redo],
        Verb::Repeat => repeat(state),
        Verb::Browser => browser(state),
        Verb::BrowserNext => {
            let mut effects = browser(state);
            if let Some(row) = row(state) {
                effects.extend(mark_read(state, row.id));
                effects.extend(moving::neighbour(state, 1));
            }
            effects
        }
        Verb::CopyLink => copy_link(state),
        Verb::CopyCitation => copy_citation(state),
        Verb::Export => export(state, argument),
        Verb::Versions => versions(state),
        Verb::FullText => full_text(state),
        _ => return super::dossiers::command(state, command),
    })
}

/// Returns the story that a command is about: the open one, else the selected one.
pub(super) fn row(state: &State) -> Option<StoryRow> {
    let open = state.reader.as_ref().filter(|_| state.focus == Pane::Article);
    open.map(|reader| reader.row.clone()).or_else(|| state.current().cloned())
}

/// Does `then` with the story that a command is about, or says that there is none.
pub(super) fn with_row(
    state: &mut State,
    then: impl FnOnce(&mut State, StoryRow) -> Vec<Effect>,
) -> Vec<Effect> {
    if let Some(row) = row(state) {
        return then(state, row);
    }
    state.status.say("no story here");
    Vec::new()
}

/// Changes the rows of a story wherever they are held; the store's answer will have the last word.
pub(super) fn touch(state: &mut State, id: StoryId, change: impl Fn(&mut StoryRow)) {
    if let Some(at) = state.list.find(id) {
        change(&mut state.list.rows[at]);
    }
    if let Some(outline) = state.dossiers.as_mut().and_then(|dossiers| dossiers.open.as_mut()) {
        outline.rows(id).for_each(&change);
    }
    if let Some(reader) = &mut state.reader
        && reader.row.id == id
    {
        change(&mut reader.row);
        reader.revision += 1;
    }
}

/// Asks for a change that can be repeated on another story.
pub(super) fn change(state: &mut State, change: Change) -> Vec<Effect> {
    state.last_change = Some(change.clone());
    vec![Effect::Change(change)]
}

/// Marks a story as read, if it is not.
pub(super) fn mark_read(state: &mut State, id: StoryId) -> Vec<Effect> {
    let held = state.list.find(id).map(|at| &state.list.rows[at]);
    let open = state.reader.as_ref().map(|reader| &reader.row).filter(|row| row.id == id);
    if held.or(open).is_none_or(|row| row.read) {
        return Vec::new();
    }
    touch(state, id, |row| row.read = true);
    vec![Effect::Change(Change::Opened(id))]
}

fn save(state: &mut State) -> Vec<Effect> {
    with_row(state, |state, row| {
        let saved = !row.saved;
        touch(state, row.id, |row| row.saved = saved);
        let mut effects = change(state, Change::Save { id: row.id, saved });
        effects.extend(evidence(&row).filter(|_| saved && state.keeps));
        effects
    })
}

/// Asks for the page of a story as evidence: a sample has none.
pub(super) fn evidence(row: &StoryRow) -> Option<Effect> {
    let has_page = !row.sample && !row.link.is_empty();
    has_page.then_some(Effect::Open { id: row.id, whole: Whole::Evidence })
}

/// Adds or removes a label, or asks for one.
pub(super) fn label(state: &mut State, label: &str, on: bool) -> Vec<Effect> {
    if label.is_empty() {
        let purpose = if on { Purpose::Label } else { Purpose::Unlabel };
        state.mode = Mode::Line(Prompt::new(purpose, ""));
        return Vec::new();
    }
    with_row(state, |state, row| {
        if row.labels.iter().any(|known| known == label) == on {
            let has = if on { "has the label already" } else { "has no such label" };
            state.status.say(format!("this story {has}"));
            return Vec::new();
        }
        touch(state, row.id, |row| {
            row.labels.retain(|known| known != label);
            if on {
                row.labels.push(label.to_owned());
            }
        });
        change(state, Change::Label { id: row.id, label: label.to_owned(), on })
    })
}

fn toggle_read(state: &mut State) -> Vec<Effect> {
    with_row(state, |state, row| {
        let read = !row.read;
        touch(state, row.id, |row| row.read = read);
        change(state, Change::Read { ids: vec![row.id], read })
    })
}

fn mark_above(state: &mut State) -> Vec<Effect> {
    let until = state.list.selected;
    let ids: Vec<StoryId> =
        state.list.rows.iter().take(until + 1).filter(|row| !row.read).map(|row| row.id).collect();
    if ids.is_empty() {
        state.status.say("all stories above are read");
        return Vec::new();
    }
    for id in &ids {
        touch(state, *id, |row| row.read = true);
    }
    vec![Effect::Change(Change::Read { ids, read: true })]
}

fn mark_listed(state: &mut State) -> Vec<Effect> {
    if state.list.rows.is_empty() {
        state.status.say("nothing is listed");
        return Vec::new();
    }
    for row in &mut state.list.rows {
        row.read = true;
    }
    vec![Effect::Change(Change::ReadListed { filter: state.filter() })]
}

fn repeat(state: &mut State) -> Vec<Effect> {
    let Some(last) = state.last_change.clone() else {
        state.status.say("nothing to repeat");
        return Vec::new();
    };
    with_row(state, |state, row| {
        let id = row.id;
        match last {
            Change::Read { read, .. } => {
                touch(state, id, |row| row.read = read);
                vec![Effect::Change(Change::Read { ids: vec![id], read })]
            }
            Change::Save { saved, .. } => {
                touch(state, id, |row| row.saved = saved);
                vec![Effect::Change(Change::Save { id, saved })]
            }
            Change::Label { label: word, on, .. } => label(state, &word, on),
            Change::Note { body, .. } if body.is_empty() => {
                state.status.say("a highlight stands on its words; v selects others");
                Vec::new()
            }
            Change::Note { body, colour, .. } => noting::add(state, (id, None), body, colour),
            Change::Dossier(DossierChange::Add { dossier, .. }) => {
                super::dossiers::add(state, &dossier, vec![id])
            }
            Change::Opened(_)
            | Change::ReadListed { .. }
            | Change::EditNote { .. }
            | Change::DropNote { .. }
            | Change::Correct { .. }
            | Change::DropCorrections(_)
            | Change::Dossier(_) => {
                state.status.say("the last change cannot be repeated");
                Vec::new()
            }
        }
    })
}

fn browser(state: &mut State) -> Vec<Effect> {
    with_row(state, |state, row| {
        if row.link.is_empty() {
            state.status.warn("this story has no address");
            return Vec::new();
        }
        vec![Effect::Browse(row.link)]
    })
}

fn copy_link(state: &mut State) -> Vec<Effect> {
    if let Mode::Select(selection) = &state.mode {
        let text = state.reader.as_ref().map_or("", |reader| selection.span().text(reader.text()));
        let text = text.to_owned();
        super::browse(state);
        state.status.praise("copied the passage");
        return vec![Effect::Terminal(TerminalEffect::Copy(text))];
    }
    with_row(state, |state, row| {
        if row.link.is_empty() {
            state.status.warn("this story has no address");
            return Vec::new();
        }
        state.status.praise(format!("copied {}", row.link));
        vec![Effect::Terminal(TerminalEffect::Copy(row.link))]
    })
}

/// Copies a citation of the story; where the reader has jumped to a quotation, of that.
fn copy_citation(state: &mut State) -> Vec<Effect> {
    with_row(state, |state, row| {
        let reader = state.reader.as_ref().filter(|_| state.focus == Pane::Article);
        let quote = reader.and_then(|reader| {
            let place = reader.place?;
            let quotes = reader.places(Target::Quote);
            quotes.into_iter().find(|quote| !place.is_empty() && quote.overlaps(place))
        });
        let style = state.settings.citation.clone();
        vec![Effect::Cite { id: row.id, quote, style }]
    })
}

fn export(state: &mut State, format: &str) -> Vec<Effect> {
    if let Some(effect) = super::dossiers::export(state, format) {
        state.status.say("exporting…");
        return vec![effect];
    }
    let mut filter = state.filter();
    let mut title = state.scope.title();
    if state.scope.is_plain() || state.scope == scope_of_saved(state) {
        filter.condition = crate::app::View::Saved.condition();
        "Saved stories".clone_into(&mut title);
    }
    state.status.say(format!("exporting {title}…"));
    vec![Effect::Export { title, filter, format: format.to_owned() }]
}

fn scope_of_saved(state: &State) -> crate::app::Scope {
    crate::app::Scope {
        view: crate::app::View::Saved,
        ..crate::app::Scope::everything(state.scope.order)
    }
}

fn versions(state: &mut State) -> Vec<Effect> {
    with_row(state, |_, row| vec![Effect::Versions(row.id)])
}

fn full_text(state: &mut State) -> Vec<Effect> {
    with_row(state, |state, row| {
        if row.link.is_empty() {
            state.status.warn("this story has no address to fetch the text from");
            return Vec::new();
        }
        let mut effects = open_selected(state, false);
        effects.retain(|effect| !matches!(effect, Effect::Open { .. }));
        if let Some(reader) = &mut state.reader {
            reader.fetching = true;
            reader.fetched = true;
            reader.revision += 1;
        }
        state.status.say("fetching the whole text…");
        effects.push(Effect::Open { id: row.id, whole: Whole::Again });
        effects
    })
}
