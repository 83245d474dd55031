//! Working with a story: saving, noting, marking, taking away.

use std::fmt::Write;

use super::moving;
use super::open_selected;
use crate::app::Change;
use crate::app::Command;
use crate::app::Effect;
use crate::app::Input;
use crate::app::Mode;
use crate::app::NoteEditor;
use crate::app::Pane;
use crate::app::Prompt;
use crate::app::Purpose;
use crate::app::State;
use crate::app::TerminalEffect;
use crate::app::Verb;
use crate::app::Whole;
use crate::model::Anchor;
use crate::model::Annotation;
use crate::model::Highlight;
use crate::model::StoryId;
use crate::model::StoryRow;

/// Carries out a command on a story.
pub(super) fn command(state: &mut State, command: &Command) -> Option<Vec<Effect>> {
    let argument = command.argument.as_str();
    Some(match command.verb {
        Verb::Save => save(state),
        Verb::Note if argument.is_empty() => note(state),
        Verb::Note => write_note(state, argument),
        Verb::EditNote => edit_note(state),
        Verb::DropNote => drop_note(state),
        Verb::Label => label(state, argument, true),
        Verb::Unlabel => label(state, argument, false),
        Verb::ToggleRead => toggle_read(state),
        Verb::MarkAbove => mark_above(state),
        Verb::MarkListed => mark_listed(state),
        Verb::Undo => vec![Effect::Undo],
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
        Verb::FullText => full_text(state),
        _ => return None,
    })
}

/// Returns the story that a command is about: the open one, else the selected one.
pub(super) fn row(state: &State) -> Option<StoryRow> {
    let open = state.reader.as_ref().filter(|_| state.focus == Pane::Article);
    open.map(|reader| reader.row.clone()).or_else(|| state.list.current().cloned())
}

/// Does `then` with the story that a command is about, or says that there is none.
fn with_row(
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
fn touch(state: &mut State, id: StoryId, change: impl Fn(&mut StoryRow)) {
    if let Some(at) = state.list.find(id) {
        change(&mut state.list.rows[at]);
    }
    if let Some(reader) = &mut state.reader
        && reader.row.id == id
    {
        change(&mut reader.row);
        reader.revision += 1;
    }
}

/// Asks for a change that can be repeated on another story.
fn change(state: &mut State, change: Change) -> Vec<Effect> {
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
        change(state, Change::Save { id: row.id, saved })
    })
}

fn note(state: &mut State) -> Vec<Effect> {
    with_row(state, |state, row| {
        let anchor = selected_anchor(state);
        state.mode = Mode::Note(NoteEditor {
            story: row.id,
            anchor,
            note: None,
            input: Input::default(),
            first: String::new(),
            warned: false,
        });
        Vec::new()
    })
}

/// Returns the anchor of the passage being selected.
fn selected_anchor(state: &State) -> Option<Anchor> {
    let Mode::Select(selection) = &state.mode else { return None };
    Anchor::new(selection.span(), state.reader.as_ref()?.text())
}

fn write_note(state: &mut State, body: &str) -> Vec<Effect> {
    with_row(state, |state, row| {
        let anchor = selected_anchor(state);
        super::browse(state);
        add_note(state, row.id, anchor, body.to_owned())
    })
}

/// Writes a note on a story, and shows it at once.
pub(super) fn add_note(
    state: &mut State,
    id: StoryId,
    anchor: Option<Anchor>,
    body: String,
) -> Vec<Effect> {
    touch(state, id, |row| row.notes += 1);
    change(state, Change::Note { id, anchor, body, colour: Highlight::default() })
}

fn last_note(state: &mut State) -> Option<Annotation> {
    let story = state.reader.as_ref().and_then(|reader| reader.story.as_ref());
    let note = story.and_then(|story| story.annotations.last()).cloned();
    if note.is_none() {
        state.status.say("no note here; open a story that has one");
    }
    note
}

fn edit_note(state: &mut State) -> Vec<Effect> {
    if let Some(note) = last_note(state) {
        state.mode = Mode::Note(NoteEditor {
            story: note.story_id,
            anchor: note.anchor,
            note: Some(note.id),
            input: Input::new(note.body.clone()),
            first: note.body,
            warned: false,
        });
    }
    Vec::new()
}

fn drop_note(state: &mut State) -> Vec<Effect> {
    let Some(note) = last_note(state) else { return Vec::new() };
    touch(state, note.story_id, |row| row.notes = row.notes.saturating_sub(1));
    vec![Effect::Change(Change::DropNote { note: note.id, id: note.story_id })]
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
            Change::Note { body, .. } => add_note(state, id, None, body),
            Change::Opened(_)
            | Change::ReadListed { .. }
            | Change::EditNote { .. }
            | Change::DropNote { .. } => {
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

fn copy_citation(state: &mut State) -> Vec<Effect> {
    with_row(state, |state, row| {
        let day = |at: jiff::Timestamp| {
            at.to_zoned_datetime(state.settings.zone.clone()).strftime("%-d %B %Y").to_string()
        };
        let mut citation =
            format!("{}, “{}”, {}", row.feed_title, row.title, day(row.published_at));
        if !row.link.is_empty() {
            let _ = write!(citation, ", {} (retrieved {})", row.link, day(state.now));
        }
        state.status.praise("copied the citation");
        vec![Effect::Terminal(TerminalEffect::Copy(citation))]
    })
}

fn export(state: &mut State, format: &str) -> Vec<Effect> {
    let mut filter = state.filter();
    if state.scope.is_plain() {
        filter.condition = crate::app::View::Saved.condition();
    }
    state.status.say("exporting…");
    vec![Effect::Export { filter, format: format.to_owned() }]
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
