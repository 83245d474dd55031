//! Notes and highlights: writing, changing, completing names, keeping drafts.

use super::browse;
use super::working::change;
use super::working::touch;
use super::working::with_row;
use crate::app::Alarm;
use crate::app::Change;
use crate::app::Command;
use crate::app::DossierChange;
use crate::app::Effect;
use crate::app::Input;
use crate::app::Mode;
use crate::app::NoteEditor;
use crate::app::Pane;
use crate::app::State;
use crate::app::TerminalEffect;
use crate::app::Verb;
use crate::app::offers;
use crate::app::reader::Target;
use crate::model::Anchor;
use crate::model::Annotation;
use crate::model::Draft;
use crate::model::Highlight;
use crate::model::Span;
use crate::model::StoryId;

/// How long a note being written waits before it is kept as a draft, in milliseconds: a crash
/// takes a few words, and fast typing writes to the disk twice a second.
const DRAFT_MS: u64 = 500;

/// Carries out a command on notes.
pub(super) fn command(state: &mut State, command: &Command) -> Option<Vec<Effect>> {
    let argument = command.argument.as_str();
    Some(match command.verb {
        Verb::Note if argument.is_empty() => open(state),
        Verb::Note => write(state, argument),
        Verb::EditNote => edit(state),
        Verb::DropNote => drop_note(state),
        Verb::Highlight => highlight(state, argument),
        _ => return None,
    })
}

/// Opens the editor, on the draft that was left on this story if there is one.
fn open(state: &mut State) -> Vec<Effect> {
    with_row(state, |state, row| {
        let anchor = anchor(state);
        let mut editor = NoteEditor::new(row.id, anchor);
        // A note on highlighted words is written on the highlight.
        if let Some(bare) = bare(state, editor.anchor.as_ref()) {
            (editor.note, editor.colour) = (Some(bare.id), bare.colour);
        }
        let fits = |draft: &&Draft| {
            let here = editor.anchor.is_none() || editor.anchor == draft.anchor;
            draft.story == row.id && draft.note == editor.note && here
        };
        if let Some(draft) = state.drafts.iter().find(fits) {
            editor.anchor.clone_from(&draft.anchor);
            editor.colour = draft.colour;
            editor.input = Input::new(draft.body.clone());
            let at = draft.at.to_zoned_datetime(state.settings.zone.clone());
            let at = at.strftime("%-d %b %H:%M");
            state.status.say(format!("your draft of {at}; esc twice gives it up"));
        }
        state.mode = Mode::Note(editor);
        Vec::new()
    })
}

/// Returns the highlight without words that stands at an anchor.
fn bare(state: &State, anchor: Option<&Anchor>) -> Option<Annotation> {
    let reader = state.reader.as_ref()?;
    let span = anchor?.locate(reader.text()).ok()?;
    let here =
        |note: &&Annotation| note.body.is_empty() && place(note, reader.text()) == Some(span);
    reader.story.as_ref()?.annotations.iter().find(here).cloned()
}

fn write(state: &mut State, body: &str) -> Vec<Effect> {
    with_row(state, |state, row| {
        let anchor = anchor(state);
        browse(state);
        add(state, (row.id, anchor), body.to_owned(), Highlight::default())
    })
}

/// Writes a note on a story, and shows it at once.
pub(super) fn add(
    state: &mut State,
    (id, anchor): (StoryId, Option<Anchor>),
    body: String,
    colour: Highlight,
) -> Vec<Effect> {
    touch(state, id, |row| row.notes += 1);
    change(state, Change::Note { id, anchor, body, colour })
}

/// Returns the words that a note goes on: the selection, else the quotation, claim or noted
/// passage that the reader has jumped to.
pub(super) fn anchor(state: &State) -> Option<Anchor> {
    let reader = state.reader.as_ref().filter(|_| state.focus == Pane::Article)?;
    let span = if let Mode::Select(selection) = &state.mode {
        selection.span()
    } else {
        let place = reader.place.filter(|place| !place.is_empty())?;
        let targets = [Target::Quote, Target::Claim];
        let known = targets.into_iter().any(|target| reader.places(target).contains(&place));
        known.then_some(place)?
    };
    Anchor::new(span, reader.text())
}

/// Returns the note on the selected words, or that the reader has jumped to, else the last one.
fn meant(state: &mut State) -> Option<Annotation> {
    if let Mode::Select(selection) = state.mode {
        let found = on(state, selection.span());
        match found {
            Some(_) => browse(state),
            None => state.status.say("no note on these words; a writes one"),
        }
        return found;
    }
    let found = state.reader.as_ref().and_then(|reader| {
        let story = reader.story.as_ref()?;
        let here = |note: &&Annotation| {
            let place = place(note, reader.text());
            place.is_some() && place == reader.place
        };
        let notes = &story.annotations;
        notes.iter().rev().find(here).or_else(|| notes.last()).cloned()
    });
    if found.is_none() {
        state.status.say("no note here; open a story that has one");
    }
    found
}

/// Returns the last note that stands on one of these words.
fn on(state: &State, words: Span) -> Option<Annotation> {
    let reader = state.reader.as_ref()?;
    let notes = &reader.story.as_ref()?.annotations;
    let here =
        |note: &&Annotation| place(note, reader.text()).is_some_and(|place| place.overlaps(words));
    notes.iter().rev().find(here).cloned()
}

fn place(note: &Annotation, text: &str) -> Option<Span> {
    note.anchor.as_ref()?.locate(text).ok()
}

fn edit(state: &mut State) -> Vec<Effect> {
    if let Some(note) = meant(state) {
        let drafted = state.drafts.iter().find(|draft| draft.note == Some(note.id)).cloned();
        let mut editor = NoteEditor::new(note.story_id, note.anchor).with(&note.body);
        editor.note = Some(note.id);
        editor.colour = note.colour;
        if let Some(draft) = drafted {
            editor.input = Input::new(draft.body);
            state.status.say("your draft of this note; esc twice gives it up");
        }
        state.mode = Mode::Note(editor);
    }
    Vec::new()
}

fn drop_note(state: &mut State) -> Vec<Effect> {
    let Some(note) = meant(state) else { return Vec::new() };
    touch(state, note.story_id, |row| row.notes = row.notes.saturating_sub(1));
    vec![Effect::Change(Change::DropNote { note: note.id, id: note.story_id })]
}

/// Marks the selected words, or gives the note that stands on them another colour.
fn highlight(state: &mut State, name: &str) -> Vec<Effect> {
    let colour =
        if name.is_empty() { Some(Highlight::default()) } else { Highlight::from_name(name) };
    let Some(colour) = colour else {
        let known = Highlight::ALL.map(Highlight::as_str).join(", ");
        state.status.warn(format!("no colour is called `{name}`; there are {known}"));
        return Vec::new();
    };
    let selection = match &state.mode {
        Mode::Select(selection) => Some(selection.span()),
        _ => {
            state.reader.as_ref().and_then(|reader| reader.place).filter(|place| !place.is_empty())
        }
    };
    let Some((reader, span)) = state.reader.as_ref().zip(selection) else {
        state.status.say("v selects the words to highlight");
        return Vec::new();
    };
    let story = reader.row.id;
    let held = reader.story.as_ref().and_then(|story| {
        let here = |note: &&Annotation| place(note, reader.text()) == Some(span);
        story.annotations.iter().find(here).cloned()
    });
    let anchor = Anchor::new(span, reader.text());
    browse(state);
    match held {
        Some(note) => vec![Effect::Change(Change::EditNote {
            note: note.id,
            id: story,
            body: note.body,
            colour,
        })],
        None => add(state, (story, anchor), String::new(), colour),
    }
}

/// Carries out a command in the editor.
pub(super) fn typed(state: &mut State, verb: Verb) -> Vec<Effect> {
    match verb {
        Verb::Submit => submit(state),
        Verb::Break => super::typing::letter(state, '\n'),
        Verb::Editor => {
            let Mode::Note(editor) = &state.mode else { return Vec::new() };
            vec![Effect::Terminal(TerminalEffect::Edit(editor.input.text().to_owned()))]
        }
        Verb::Complete => complete(state, true),
        Verb::CompleteBack => complete(state, false),
        Verb::Colour => {
            let Mode::Note(editor) = &mut state.mode else { return Vec::new() };
            editor.colour = editor.colour.next();
            stir(state)
        }
        Verb::Back | Verb::Cancel | Verb::Clear => leave(state),
        verb => super::typing::edit(state, verb).unwrap_or_default(),
    }
}

fn submit(state: &mut State) -> Vec<Effect> {
    let Mode::Note(editor) = std::mem::take(&mut state.mode) else { return Vec::new() };
    let body = editor.input.text().trim_end().to_owned();
    if let Some(dossier) = editor.summary {
        if body == dossier.summary {
            return Vec::new();
        }
        let edited = crate::model::Dossier { summary: body, ..dossier };
        return vec![Effect::Change(Change::Dossier(DossierChange::Edit(edited)))];
    }
    // In the store, the draft goes when the note is kept, so that a failure loses neither.
    state.drafts.retain(|draft| draft.story != editor.story);
    match editor.note {
        Some(note) => {
            let id = editor.story;
            vec![Effect::Change(Change::EditNote { note, id, body, colour: editor.colour })]
        }
        None if body.is_empty() && editor.anchor.is_none() => {
            state.status.say("an empty note is not kept");
            Vec::new()
        }
        None => add(state, (editor.story, editor.anchor), body, editor.colour),
    }
}

/// Leaves a note; one that has something new in it only at the second press.
fn leave(state: &mut State) -> Vec<Effect> {
    let Mode::Note(editor) = &mut state.mode else { return Vec::new() };
    if editor.input.text() != editor.first && !editor.warned {
        editor.warned = true;
        state.status.warn("the note is not kept; once more to give it up");
        return Vec::new();
    }
    let (story, summary) = (editor.story, editor.summary.is_some());
    browse(state);
    state.status.say("note given up");
    if summary { Vec::new() } else { forget(state, story) }
}

/// Takes back the text of a note that was written in the editor.
pub(super) fn edited(state: &mut State, text: &str) -> Vec<Effect> {
    let Mode::Note(editor) = &mut state.mode else { return Vec::new() };
    let mut input = Input::default();
    input.paste(text.trim_end(), true);
    editor.input = input;
    stir(state)
}

/// Follows up on a change of what is written: offers names, and sets the alarm for the draft.
pub(super) fn stir(state: &mut State) -> Vec<Effect> {
    let (from, found) = match &state.mode {
        Mode::Note(editor) => offers::names(state, editor.input.before()),
        _ => return Vec::new(),
    };
    let Mode::Note(editor) = &mut state.mode else { return Vec::new() };
    editor.warned = false;
    (editor.from, editor.offers, editor.offer) = (from, found, None);
    if editor.stirred || editor.summary.is_some() {
        return Vec::new();
    }
    editor.stirred = true;
    vec![Effect::Wake { after_ms: DRAFT_MS, alarm: Alarm::Draft }]
}

/// Keeps what is written as a draft.
pub(super) fn keep_draft(state: &mut State) -> Vec<Effect> {
    if let Mode::Note(editor) = &mut state.mode {
        editor.stirred = false;
    }
    let Some(draft) = draft(state) else { return Vec::new() };
    state.drafts.retain(|other| other.story != draft.story);
    if !draft.body.trim().is_empty() {
        state.drafts.push(draft.clone());
    }
    vec![Effect::KeepDraft(draft)]
}

/// Returns the note that is being written, as the draft to keep of it.
pub fn draft(state: &State) -> Option<Draft> {
    let Mode::Note(editor) = &state.mode else { return None };
    if editor.summary.is_some() || editor.input.text() == editor.first {
        return None;
    }
    let open = state.reader.as_ref().map(|reader| &reader.row);
    let row = open.into_iter().chain(state.current()).find(|row| row.id == editor.story);
    Some(Draft {
        story: editor.story,
        title: row.map_or_else(String::new, |row| row.title.clone()),
        note: editor.note,
        anchor: editor.anchor.clone(),
        body: editor.input.text().to_owned(),
        colour: editor.colour,
        at: state.now,
    })
}

/// Forgets the draft on a story, if there is one.
fn forget(state: &mut State, story: StoryId) -> Vec<Effect> {
    let Some(at) = state.drafts.iter().position(|draft| draft.story == story) else {
        return Vec::new();
    };
    let draft = state.drafts.remove(at);
    vec![Effect::KeepDraft(Draft { body: String::new(), ..draft })]
}

/// Takes in the drafts of earlier sessions, and tells of the last.
pub(super) fn remember(state: &mut State, drafts: Vec<Draft>) {
    state.drafts = drafts;
    let Some(draft) = state.drafts.iter().max_by_key(|draft| draft.at) else { return };
    let on = &draft.title;
    state.status.say(format!("the note you had begun is kept: a goes on with it, on “{on}”"));
}

/// Puts the next offer in the place of the word after `@` or `#`.
fn complete(state: &mut State, forward: bool) -> Vec<Effect> {
    let Mode::Note(editor) = &mut state.mode else { return Vec::new() };
    let count = editor.offers.len();
    if count == 0 {
        state.status.say("tab completes actors after @ and labels after #");
        return Vec::new();
    }
    let at = match (editor.offer, forward) {
        (None, true) => 0,
        (None, false) => count - 1,
        (Some(at), true) => (at + 1) % count,
        (Some(at), false) => (at + count - 1) % count,
    };
    editor.offer = Some(at);
    let offer = editor.offers[at].clone();
    editor.input.replace_from(editor.from, &offer);
    Vec::new()
}
