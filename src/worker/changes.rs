//! Carries out what changes the store.

use std::sync::mpsc::Receiver;

use jiff::Timestamp;

use super::Reply;
use crate::app::Change;
use crate::app::Effect;
use crate::app::Message;
use crate::model::Filter;
use crate::model::StoryId;
use crate::query;
use crate::store::SavedView;
use crate::store::Store;
use crate::store::StoreError;

/// Carries changes out until the newsroom closes.
pub(super) fn run(store: &mut Store, inbox: &Receiver<Effect>, reply: &Reply) {
    for effect in inbox {
        let message = match carry_out(store, &effect) {
            Ok(message) => message,
            Err(error) => Message::Failed { what: error.to_string(), lost: is_work(&effect) },
        };
        reply(message);
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
        Effect::Undo => match store.undo()? {
            Some(step) => everything(format!("undone: {step}")),
            None => Message::Told("nothing to undo".to_owned()),
        },
        Effect::Redo => match store.redo()? {
            Some(step) => everything(format!("done again: {step}")),
            None => Message::Told("nothing to do again".to_owned()),
        },
        Effect::DismissSamples => {
            let gone = store.dismiss_samples()?;
            everything(format!("{gone} samples taken away"))
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
            (if *saved { "saved" } else { "no longer saved" }.to_owned(), vec![*id])
        }
        Change::Note { id, anchor, body, colour } => {
            store.add_note(*id, anchor.as_ref(), (body, *colour), now)?;
            (if body.is_empty() { "highlighted" } else { "note kept" }.to_owned(), vec![*id])
        }
        Change::EditNote { note, id, body } => {
            let notes = store.notes(*id)?;
            let colour = notes.iter().find(|known| known.id == *note).map(|known| known.colour);
            store.change_note(*note, body, colour.unwrap_or_default(), now)?;
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
    };
    let mut rows = Vec::new();
    for id in touched.into_iter().take(crate::app::list::PAGE_ROWS) {
        rows.push(store.story(id)?.row);
    }
    Ok(Message::Changed { what, rows, more: false })
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
