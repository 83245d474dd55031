//! Brings what a journal keeps into a database that lacks it.

use std::collections::BTreeMap;

use rusqlite::Connection;
use rusqlite::OptionalExtension;
use rusqlite::params;

use super::facet;
use super::facet::Kind;
use super::facet::Subject;
use super::facet::Tally;
use super::feeds;
use super::op::NoteValue;
use super::op::Op;
use super::record;
use super::rescue::Kept;
use super::rescue::Named;

/// Brings in what `kept` has and `db` lacks; returns how many notes came in.
pub(super) fn replay(db: &Connection, kept: &Kept) -> rusqlite::Result<usize> {
    let mut places = BTreeMap::new();
    let mut place = |id: i64| -> rusqlite::Result<Option<i64>> {
        if let Some(found) = places.get(&id) {
            return Ok(Some(*found));
        }
        let Some(named) = kept.stories.get(&id) else { return Ok(None) };
        let found = find(db, named)?.map_or_else(|| stub(db, named), Ok)?;
        places.insert(id, found);
        Ok(Some(found))
    };
    for (story, at) in &kept.saved {
        if let Some(story) = place(*story)? {
            Op::Saved { story, at: Some(*at) }.apply(db)?;
        }
    }
    for (story, labels) in &kept.labels {
        if let Some(story) = place(*story)? {
            Op::Labels { story, labels: labels.clone() }.apply(db)?;
        }
    }
    let mut notes = 0;
    for (id, note) in &kept.notes {
        let Some(story) = place(note.story)? else { continue };
        notes += usize::from(bring_note(db, *id, &NoteValue { story, ..note.clone() })?);
    }
    for (id, (story, correction, at)) in &kept.corrections {
        let held = super::op::read_correction(db, *id)?;
        if held.is_none()
            && let Some(story) = place(*story)?
        {
            Op::Correction { id: *id, value: Some((story, correction.clone(), *at)) }.apply(db)?;
        }
    }
    for (id, dossier) in &kept.dossiers {
        let taken: Option<i64> = db
            .query_row(
                "SELECT id FROM dossier WHERE id = ?1 OR folded = ?2",
                params![id, facet::folded(&dossier.name)],
                |row| row.get(0),
            )
            .optional()?;
        if taken.is_some() {
            continue;
        }
        Op::Dossier { id: *id, value: Some(dossier.clone()) }.apply(db)?;
        for (rank, (story, section)) in kept.members.get(id).into_iter().flatten().enumerate() {
            if let Some(story) = place(*story)? {
                let place = (i64::try_from(rank).unwrap_or(i64::MAX), section.clone());
                Op::Member { dossier: *id, story, place: Some(place) }.apply(db)?;
            }
        }
    }
    Ok(notes)
}

/// Brings a note in unless it is there; under another number if its own is taken.
fn bring_note(db: &Connection, id: i64, note: &NoteValue) -> rusqlite::Result<bool> {
    let there: Option<i64> = db
        .query_row(
            "SELECT id FROM annotation WHERE story_id = ?1 AND body = ?2 AND exact IS ?3",
            params![note.story, note.body, note.exact],
            |row| row.get(0),
        )
        .optional()?;
    if there.is_some() {
        return Ok(false);
    }
    let taken = super::op::read_note(db, id)?.is_some();
    let id = if taken { super::notes::next_id(db, "annotation")? } else { id };
    Op::Note { id, value: Some(note.clone()) }.apply(db)?;
    Ok(true)
}

/// Finds a story by feed and identity, else by its address.
fn find(db: &Connection, named: &Named) -> rusqlite::Result<Option<i64>> {
    for key in &named.keys {
        let found = db
            .prepare_cached(
                "SELECT k.story_id FROM story_key AS k JOIN feed AS f ON f.id = k.feed_id
                 WHERE f.url = ?1 AND k.key = ?2",
            )?
            .query_row(params![named.feed, key], |row| row.get(0))
            .optional()?;
        if found.is_some() {
            return Ok(found);
        }
    }
    db.query_row(
        "SELECT id FROM story WHERE link = ?1 AND link <> '' ORDER BY id LIMIT 1",
        [&named.link],
        |row| row.get(0),
    )
    .optional()
}

/// Makes a story of its headline alone, so that a note has a place to stand on; the next fetch
/// brings its text if the feed still has it.
fn stub(db: &Connection, named: &Named) -> rusqlite::Result<i64> {
    db.execute(
        "INSERT INTO feed (url, title, added_at) VALUES (?1, ?2, ?3) ON CONFLICT (url) DO NOTHING",
        params![named.feed, named.feed_title, named.published_at],
    )?;
    let feed: i64 =
        db.query_row("SELECT id FROM feed WHERE url = ?1", [&named.feed], |row| row.get(0))?;
    db.execute(
        "INSERT INTO story (feed_id, title, link, published_at, first_seen_at, updated_at)
         VALUES (?1, ?2, ?3, ?4, ?4, ?4)",
        params![feed, named.title, named.link, named.published_at],
    )?;
    let id = db.last_insert_rowid();
    record::put_bare_article(db, id, &named.title)?;
    for key in &named.keys {
        db.execute(
            "INSERT OR IGNORE INTO story_key (feed_id, key, story_id) VALUES (?1, ?2, ?3)",
            params![feed, key, id],
        )?;
    }
    let mut tally = Tally::default();
    let subject = Subject { id, published_at: named.published_at, read: false };
    facet::add(db, subject, &[feeds::facet(feed)], &mut tally)?;
    tally.count((Kind::All, String::new()), 1, 1);
    tally.write(db)?;
    Ok(id)
}
