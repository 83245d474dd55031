//! Reads dossiers with their notes, and the texts that a story has had.

use std::sync::Arc;
use std::sync::OnceLock;

use jiff::Timestamp;

use super::network;
use crate::analysis;
use crate::analysis::Lexicon;
use crate::app::diff::Reading;
use crate::app::dossiers::Entry;
use crate::app::dossiers::PART_ROWS;
use crate::app::dossiers::Part;
use crate::model::DossierId;
use crate::model::Filter;
use crate::model::StoryId;
use crate::store::Member;
use crate::store::Store;
use crate::store::StoreError;

/// The most texts of a story that are compared: a page that changes hourly has two days of them.
const READINGS_MAX: usize = 48;

/// Reads some stories of a dossier, from the one with the place `offset` on.
pub(super) fn part(
    store: &Store,
    id: DossierId,
    living: Option<&Filter>,
    (offset, now): (u64, Timestamp),
) -> Result<Part, StoreError> {
    let rows = u32::try_from(PART_ROWS).unwrap_or(u32::MAX);
    let (total, members) = if let Some(filter) = living {
        let rows = store.list_at(filter, now, offset, rows)?;
        let bare = |row| Member { row, section: String::new() };
        (store.count(filter, now)?, rows.into_iter().map(bare).collect())
    } else {
        let from = u32::try_from(offset).unwrap_or(u32::MAX);
        (store.dossier_size(id)?, store.members(id, from, rows)?)
    };
    let mut entries = Vec::new();
    for Member { row, section } in members {
        let notes = if row.notes > 0 { store.notes(row.id)? } else { Vec::new() };
        entries.push(Entry { row, section, notes });
    }
    Ok(Part { offset, total, entries })
}

/// Reads the texts of a story, newest first, each analysed as the lexicon of today reads it.
pub(super) fn versions(
    store: &Store,
    id: StoryId,
    lexicon: &OnceLock<Arc<Lexicon>>,
) -> Result<Vec<Reading>, StoreError> {
    let story = store.story(id)?;
    let mut readings = vec![Reading {
        until: None,
        title: story.row.title,
        text: story.article.text,
        analysis: story.analysis,
    }];
    let older = store.versions(id)?;
    if older.is_empty() {
        return Ok(readings);
    }
    let lexicon = network::lexicon(lexicon);
    readings.extend(older.into_iter().take(READINGS_MAX).map(|version| Reading {
        until: Some(version.left_at),
        title: version.title,
        analysis: analysis::analyze(&version.article.text, true, &lexicon),
        text: version.article.text,
    }));
    Ok(readings)
}
