//! Carries out what changes the store.

use std::sync::atomic::Ordering;
use std::sync::mpsc::Receiver;

use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::Outgoing;
use super::Reply;
use crate::analysis::Lexicon;
use crate::app::Change;
use crate::app::DossierChange;
use crate::app::Effect;
use crate::app::Errand;
use crate::app::Message;
use crate::model::Anchor;
use crate::model::Dossier;
use crate::model::Draft;
use crate::model::Filter;
use crate::model::StoryId;
use crate::query;
use crate::store::SavedView;
use crate::store::Step;
use crate::store::Store;
use crate::store::StoreError;

/// How much of a headline is told, in bytes.
const HEADLINE_BYTES: usize = 40;

/// Carries changes out until the newsroom closes.
///
/// A question that was put after a change goes on to the reader when the change is done.
pub(super) fn run(
    store: &mut Store,
    lexicon: &Lexicon,
    (inbox, outgoing): (&Receiver<Effect>, &Outgoing),
    reply: &Reply,
) {
    // Steps up to this one are of earlier sessions.
    let before = store.last_step().ok().flatten().map_or(0, |step| step.number);
    if let Ok(drafts) = store.drafts()
        && !drafts.is_empty()
    {
        reply(Message::Drafts(drafts));
    }
    for effect in inbox {
        if effect.errand() == Errand::Question {
            // The reader has gone only where the newsroom closes.
            let _ = outgoing.questions.send(effect);
            continue;
        }
        if let Some(kept) = keep_quietly(store, &effect) {
            outgoing.owed.fetch_sub(1, Ordering::SeqCst);
            if let Err(error) = kept {
                reply(Message::failed(error.to_string()));
            }
            continue;
        }
        let done = match &effect {
            Effect::Undo { earlier } => undo(store, lexicon, if *earlier { 0 } else { before }),
            effect => carry_out(store, effect),
        };
        outgoing.owed.fetch_sub(1, Ordering::SeqCst);
        match done {
            Ok(message) => reply(message),
            Err(error) => {
                if let Some(draft) = unkept(&effect) {
                    reply(Message::Unkept(draft));
                }
                reply(Message::Failed { what: error.to_string(), lost: is_work(&effect) });
            }
        }
    }
}

/// Takes the last step back, or says which it is if it is not later than `before`.
fn undo(store: &mut Store, lexicon: &Lexicon, before: i64) -> Result<Message, StoreError> {
    let Some(next) = store.last_step()? else {
        return Ok(Message::Told("nothing to undo".to_owned()));
    };
    if next.number <= before {
        return Ok(Message::Earlier(told(&next)));
    }
    let Some(step) = store.undo()? else {
        return Ok(Message::Told("nothing to undo".to_owned()));
    };
    if step.samples {
        crate::ingest::put_samples(store, lexicon, Timestamp::now(), || {})?;
    }
    Ok(everything(format!("undone: {}", told(&step))))
}

/// Says what a step was: `note on “Talks open”, of 24 Nov 10:12`.
fn told(step: &Step) -> String {
    let at = step.at.to_zoned_datetime(TimeZone::system()).strftime("%-d %b %H:%M");
    let what = &step.what;
    if step.on.is_empty() {
        return format!("{what}, of {at}");
    }
    format!("{what} on “{}”, of {at}", short(&step.on))
}

/// Cuts a headline, so that the date after it stays on the screen.
fn short(headline: &str) -> String {
    let mut words = String::new();
    for word in headline.split_whitespace() {
        if words.len() + word.len() > HEADLINE_BYTES {
            words.push('…');
            break;
        }
        if !words.is_empty() {
            words.push(' ');
        }
        words.push_str(word);
    }
    words
}

/// Returns a note that could not be kept, so that the reader does not have to write it again.
fn unkept(effect: &Effect) -> Option<Draft> {
    let Effect::Change(change) = effect else { return None };
    let draft = |story, note, anchor: Option<&Anchor>, body: &str, colour| Draft {
        story,
        title: String::new(),
        note,
        anchor: anchor.cloned(),
        body: body.to_owned(),
        colour,
        at: Timestamp::now(),
    };
    match change {
        Change::Note { id, anchor, body, colour } => {
            Some(draft(*id, None, anchor.as_ref(), body, *colour))
        }
        Change::EditNote { note, id, body, colour } => {
            Some(draft(*id, Some(*note), None, body, *colour))
        }
        _ => None,
    }
}

/// Keeps what the reader need not be told of; `None` if the effect is something else.
fn keep_quietly(store: &mut Store, effect: &Effect) -> Option<Result<(), StoreError>> {
    match effect {
        Effect::KeepDraft(draft) => Some(store.put_draft(draft)),
        Effect::Remember { key, value } => Some(store.remember(key, value)),
        _ => None,
    }
}

/// Returns whether the reader's own work is lost if an effect fails.
fn is_work(effect: &Effect) -> bool {
    match effect {
        Effect::Change(Change::Opened(_) | Change::Read { .. } | Change::ReadListed { .. }) => {
            false
        }
        Effect::Change(_) => true,
        _ => false,
    }
}

fn carry_out(store: &mut Store, effect: &Effect) -> Result<Message, StoreError> {
    let now = Timestamp::now();
    Ok(match effect {
        Effect::Change(wanted) => change(store, wanted, now)?,
        Effect::Redo => match store.redo()? {
            Some(step) => everything(format!("done again: {}", told(&step))),
            None => Message::Told("nothing to do again".to_owned()),
        },
        Effect::DismissSamples => {
            let gone = store.dismiss_samples(now)?;
            everything(format!("{gone} samples taken away; u brings them back"))
        }
        Effect::KeepView { name, filter } => {
            let query = query::print(filter);
            store.put_view(&SavedView { name: name.clone(), query })?;
            everything(format!("kept as the view `{name}`"))
        }
        Effect::DropView(name) => {
            store.remove_view(name)?;
            everything(format!("the view `{name}` is gone"))
        }
        _ => everything(String::new()),
    })
}

/// Says what was done, where more than some rows may have changed.
fn everything(what: String) -> Message {
    Message::Changed { what, rows: Vec::new(), more: true }
}

fn change(store: &mut Store, wanted: &Change, now: Timestamp) -> Result<Message, StoreError> {
    let (what, touched): (String, Vec<StoryId>) = match wanted {
        Change::Opened(id) => {
            store.mark_opened(*id)?;
            (String::new(), vec![*id])
        }
        Change::Read { ids, read } => {
            store.mark_read(ids, *read, now)?;
            let state = if *read { "read" } else { "unread" };
            let what = match ids.len() {
                1 => format!("marked {state}"),
                count => format!("{count} stories marked {state}; u takes it back"),
            };
            (what, ids.clone())
        }
        Change::ReadListed { filter } => return read_listed(store, filter, now),
        Change::Save { id, saved } => {
            store.save(&[*id], *saved, now)?;
            let said = if *saved { "saved" } else { "no longer saved; u saves it again" };
            (said.to_owned(), vec![*id])
        }
        Change::Note { id, anchor, body, colour } => {
            store.add_note(*id, anchor.as_ref(), (body, *colour), now)?;
            store.drop_draft(*id)?;
            let said = match (body.is_empty(), *colour) {
                (true, colour) => format!("highlighted {}", colour.as_str()),
                (false, _) => "note kept".to_owned(),
            };
            (said, vec![*id])
        }
        Change::EditNote { note, id, body, colour } => {
            store.change_note(*note, body, *colour, now)?;
            store.drop_draft(*id)?;
            ("note kept".to_owned(), vec![*id])
        }
        Change::DropNote { note, id } => {
            store.remove_note(*note, now)?;
            ("note deleted; u brings it back".to_owned(), vec![*id])
        }
        Change::Label { id, label, on: true } => {
            store.add_labels(&[*id], &[label], now)?;
            (format!("labelled {label}"), vec![*id])
        }
        Change::Label { id, label, on: false } => {
            store.remove_labels(&[*id], &[label], now)?;
            (format!("label {label} removed"), vec![*id])
        }
        Change::Correct { id, correction } => {
            store.correct(*id, correction, now)?;
            ("corrected; u takes it back".to_owned(), vec![*id])
        }
        Change::DropCorrections(id) => {
            for (correction, _) in store.corrections(*id)? {
                store.remove_correction(correction, now)?;
            }
            ("your corrections are gone; u brings them back one by one".to_owned(), vec![*id])
        }
        Change::Dossier(wanted) => dossier(store, wanted, now)?,
    };
    let mut rows = Vec::new();
    for id in touched.into_iter().take(crate::app::list::PAGE_ROWS) {
        rows.push(store.story(id)?.row);
    }
    Ok(Message::Changed { what, rows, more: false })
}

/// Changes a dossier; returns what was done, and the stories whose rows it touched.
fn dossier(
    store: &mut Store,
    wanted: &DossierChange,
    now: Timestamp,
) -> Result<(String, Vec<StoryId>), StoreError> {
    Ok(match wanted {
        DossierChange::Create { name, query, stories } => {
            let id = store.create_dossier(name, now)?;
            let made = store.dossier(name)?;
            if !query.is_empty() {
                store.change_dossier(&Dossier { query: query.clone(), ..made }, now)?;
            } else if !stories.is_empty() {
                store.add_to_dossier(id, stories, "", now)?;
            }
            let said = if stories.is_empty() { "" } else { ", and the story in it" };
            (format!("the dossier {name} is made{said}"), stories.clone())
        }
        DossierChange::Edit(dossier) => {
            store.change_dossier(dossier, now)?;
            (format!("the dossier {} is changed", dossier.name), Vec::new())
        }
        DossierChange::Drop(id) => {
            store.remove_dossier(*id, now)?;
            ("dossier deleted, its stories stay; u brings it back".to_owned(), Vec::new())
        }
        DossierChange::Add { dossier, stories } => {
            store.add_to_dossier(dossier.id, stories, "", now)?;
            (format!("in the dossier {}", dossier.name), stories.clone())
        }
        DossierChange::Remove { dossier, story } => {
            store.remove_from_dossier(*dossier, &[*story], now)?;
            ("taken out of the dossier; u puts it back".to_owned(), Vec::new())
        }
        DossierChange::Move { dossier, story, place, section } => {
            let other = store.move_in_dossier(*dossier, *story, (*place, section), now)?;
            let said = match section.as_str() {
                _ if !other => "moved; u moves it back".to_owned(),
                "" => "under no heading; u takes it back".to_owned(),
                section => format!("under “{section}”; u takes it back"),
            };
            (said, Vec::new())
        }
    })
}

fn read_listed(store: &mut Store, filter: &Filter, now: Timestamp) -> Result<Message, StoreError> {
    let count = store.mark_all_read(filter, now)?;
    let what = match count {
        0 => "all of these were read already".to_owned(),
        1 => "1 story marked read; u takes it back".to_owned(),
        count => format!("{count} stories marked read; u takes it back"),
    };
    Ok(Message::Changed { what, rows: Vec::new(), more: false })
}
