//! The steps that everything the reader changes is made of; each knows its way back.

use rusqlite::Connection;
use rusqlite::OptionalExtension;
use rusqlite::Row;
use rusqlite::params;
use serde::Deserialize;
use serde::Serialize;

use super::codec;
use super::facet;
use super::facet::Facet;
use super::facet::Kind;
use super::facet::Tally;
use super::removal;
use super::search;
use super::standing;
use super::standing::Standing;
use super::story;
use crate::model::Correction;
use crate::model::StoryId;

/// One change of what the reader keeps; `None` takes away.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Op {
    /// Marks stories read or unread.
    Read { stories: Vec<i64>, read: bool },
    /// Keeps a story, from this time on, or no longer.
    Saved { story: i64, at: Option<i64> },
    /// The labels of a story.
    Labels { story: i64, labels: Vec<String> },
    /// A note or highlight.
    Note { id: i64, value: Option<NoteValue> },
    /// A dossier without its stories.
    Dossier { id: i64, value: Option<DossierValue> },
    /// Where a story stands in a dossier, from 0, and in which section.
    Member { dossier: i64, story: i64, place: Option<(i64, String)> },
    /// A correction.
    Correction { id: i64, value: Option<(i64, Correction, i64)> },
    /// Takes the bundled samples away; the way back is a mark for whoever has them.
    Samples { there: bool },
}

/// A note as it is kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct NoteValue {
    pub(super) story: i64,
    pub(super) exact: Option<String>,
    pub(super) prefix: String,
    pub(super) suffix: String,
    pub(super) body: String,
    pub(super) colour: String,
    pub(super) created_at: i64,
    pub(super) updated_at: i64,
}

/// A dossier as it is kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct DossierValue {
    pub(super) name: String,
    pub(super) summary: String,
    pub(super) query: String,
    pub(super) created_at: i64,
}

impl Op {
    /// Carries the step out and returns the step that takes it back.
    ///
    /// A story that is gone is passed over.
    pub(super) fn apply(&self, db: &Connection) -> rusqlite::Result<Self> {
        match self {
            Self::Read { stories, read } => set_read(db, stories, *read),
            Self::Saved { story, at } => set_saved(db, *story, *at),
            Self::Labels { story, labels } => set_labels(db, *story, labels),
            Self::Note { id, value } => set_note(db, *id, value.as_ref()),
            Self::Dossier { id, value } => set_dossier(db, *id, value.as_ref()),
            Self::Member { dossier, story, place } => {
                set_member(db, *dossier, *story, place.as_ref())
            }
            Self::Correction { id, value } => set_correction(db, *id, value.as_ref()),
            Self::Samples { there } => {
                if !there {
                    removal::forget_samples(db)?;
                }
                Ok(Self::Samples { there: !there })
            }
        }
    }

    /// The stories that the step is about.
    pub(super) fn stories(&self) -> Vec<i64> {
        match self {
            Self::Read { stories, .. } => stories.clone(),
            Self::Saved { story, .. } | Self::Labels { story, .. } | Self::Member { story, .. } => {
                vec![*story]
            }
            Self::Note { value, .. } => value.iter().map(|note| note.story).collect(),
            Self::Correction { value, .. } => value.iter().map(|value| value.0).collect(),
            Self::Dossier { .. } | Self::Samples { .. } => Vec::new(),
        }
    }
}

/// From so many stories on it costs less to count anew than to keep count of each.
const MANY_STORIES: usize = 2_000;

/// As [`set_read`], for stories so many that the counts are made anew afterwards.
fn set_many_read(db: &Connection, stories: &[i64], read: bool) -> rusqlite::Result<Op> {
    let mut update =
        db.prepare_cached("UPDATE story SET read = ?2 WHERE id = ?1 AND read <> ?2")?;
    let mut changed = Vec::new();
    for id in stories {
        if update.execute(params![id, read])? > 0 {
            changed.push(*id);
        }
    }
    db.execute_batch(
        "UPDATE facet_count SET unread = 0;
         UPDATE facet_count SET unread = found.unread FROM
             (SELECT d.kind AS kind, d.value AS value, count(*) AS unread
              FROM facet AS d CROSS JOIN story AS s ON s.id = d.story_id
              WHERE s.read = 0 GROUP BY d.kind, d.value) AS found
         WHERE facet_count.kind = found.kind AND facet_count.value = found.value;
         UPDATE facet_count SET unread = (SELECT count(*) FROM story WHERE read = 0)
         WHERE kind = 0;",
    )?;
    Ok(Op::Read { stories: changed, read: !read })
}

fn set_read(db: &Connection, stories: &[i64], read: bool) -> rusqlite::Result<Op> {
    if stories.len() >= MANY_STORIES {
        return set_many_read(db, stories, read);
    }
    let mut changed = Vec::new();
    let mut tally = Tally::default();
    for id in stories {
        let Some(before) = standing::read(db, StoryId(*id))? else { continue };
        if before.subject.read == read {
            continue;
        }
        db.prepare_cached("UPDATE story SET read = ?2 WHERE id = ?1")?
            .execute(params![id, read])?;
        tally.unread(before.facets(), if read { -1 } else { 1 });
        changed.push(*id);
    }
    tally.write(db)?;
    Ok(Op::Read { stories: changed, read: !read })
}

fn set_saved(db: &Connection, story: i64, at: Option<i64>) -> rusqlite::Result<Op> {
    let mut back = Op::Saved { story, at };
    if let Some(before) = standing::read(db, StoryId(story))? {
        db.prepare_cached("UPDATE story SET saved_at = ?2 WHERE id = ?1")?
            .execute(params![story, at])?;
        mark(db, &before, (Kind::Saved, String::new()), at.is_some())?;
        back = Op::Saved { story, at: before.saved_at };
    }
    Ok(back)
}

fn set_labels(db: &Connection, story: i64, labels: &[String]) -> rusqlite::Result<Op> {
    let Some(before) = standing::read(db, StoryId(story))? else {
        return Ok(Op::Labels { story, labels: labels.to_vec() });
    };
    db.prepare_cached("UPDATE story SET labels = ?2 WHERE id = ?1")?
        .execute(params![story, codec::json(&labels)])?;
    let facets = |labels: &[String]| -> Vec<Facet> {
        labels.iter().map(|label| (Kind::Label, facet::folded(label))).collect()
    };
    let mut tally = Tally::default();
    facet::remove(db, before.subject, &facets(&before.labels), &mut tally)?;
    facet::add(db, before.subject, &facets(labels), &mut tally)?;
    tally.write(db)?;
    Ok(Op::Labels { story, labels: before.labels })
}

/// Gives a story a facet, or takes it.
fn mark(db: &Connection, story: &Standing, facet: Facet, on: bool) -> rusqlite::Result<()> {
    let mut tally = Tally::default();
    if on {
        facet::add(db, story.subject, &[facet], &mut tally)?;
    } else {
        facet::remove(db, story.subject, &[facet], &mut tally)?;
    }
    tally.write(db)
}

fn set_note(db: &Connection, id: i64, value: Option<&NoteValue>) -> rusqlite::Result<Op> {
    let before = read_note(db, id)?;
    db.prepare_cached("DELETE FROM annotation WHERE id = ?1")?.execute([id])?;
    db.prepare_cached("DELETE FROM annotation_fts WHERE rowid = ?1")?.execute([id])?;
    if let Some(note) = value {
        db.prepare_cached(
            "INSERT INTO annotation (id, story_id, exact, prefix, suffix, body, colour,
                 created_at, updated_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
        )?
        .execute(params![
            id,
            note.story,
            note.exact,
            note.prefix,
            note.suffix,
            note.body,
            note.colour,
            note.created_at,
            note.updated_at
        ])?;
        db.prepare_cached("INSERT INTO annotation_fts (rowid, body) VALUES (?1, ?2)")?
            .execute(params![id, search::fold(&note.body)])?;
    }
    for story in before.iter().chain(value).map(|note| note.story) {
        count_notes(db, story)?;
    }
    Ok(Op::Note { id, value: before })
}

/// Reads a note as it is kept.
pub(super) fn read_note(db: &Connection, id: i64) -> rusqlite::Result<Option<NoteValue>> {
    db.prepare_cached(
        "SELECT story_id, exact, prefix, suffix, body, colour, created_at, updated_at
         FROM annotation WHERE id = ?1",
    )?
    .query_row([id], note)
    .optional()
}

fn note(row: &Row<'_>) -> rusqlite::Result<NoteValue> {
    Ok(NoteValue {
        story: row.get(0)?,
        exact: row.get(1)?,
        prefix: row.get(2)?,
        suffix: row.get(3)?,
        body: row.get(4)?,
        colour: row.get(5)?,
        created_at: row.get(6)?,
        updated_at: row.get(7)?,
    })
}

/// Writes on a story how many notes it has.
fn count_notes(db: &Connection, story: i64) -> rusqlite::Result<()> {
    let Some(before) = standing::read(db, StoryId(story))? else { return Ok(()) };
    let notes: u32 = db
        .prepare_cached("SELECT count(*) FROM annotation WHERE story_id = ?1")?
        .query_row([story], |row| row.get(0))?;
    if notes != before.notes {
        db.prepare_cached("UPDATE story SET notes = ?2 WHERE id = ?1")?
            .execute(params![story, notes])?;
        mark(db, &before, (Kind::Noted, String::new()), notes > 0)?;
    }
    Ok(())
}

/// Reads a dossier as it is kept.
pub(super) fn read_dossier(db: &Connection, id: i64) -> rusqlite::Result<Option<DossierValue>> {
    db.prepare_cached("SELECT name, summary, query, created_at FROM dossier WHERE id = ?1")?
        .query_row([id], |row| {
            Ok(DossierValue {
                name: row.get(0)?,
                summary: row.get(1)?,
                query: row.get(2)?,
                created_at: row.get(3)?,
            })
        })
        .optional()
}

fn set_dossier(db: &Connection, id: i64, value: Option<&DossierValue>) -> rusqlite::Result<Op> {
    let before = read_dossier(db, id)?;
    match value {
        None => {
            db.prepare_cached("DELETE FROM dossier WHERE id = ?1")?.execute([id])?;
        }
        Some(dossier) => {
            db.prepare_cached(
                "INSERT INTO dossier (id, name, folded, summary, query, created_at)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6)
                 ON CONFLICT (id) DO UPDATE SET name = excluded.name, folded = excluded.folded,
                     summary = excluded.summary, query = excluded.query",
            )?
            .execute(params![
                id,
                dossier.name,
                facet::folded(&dossier.name),
                dossier.summary,
                dossier.query,
                dossier.created_at
            ])?;
        }
    }
    Ok(Op::Dossier { id, value: before })
}

fn set_member(
    db: &Connection,
    dossier: i64,
    story: i64,
    place: Option<&(i64, String)>,
) -> rusqlite::Result<Op> {
    let before: Option<(i64, String)> = db
        .prepare_cached(
            "SELECT position, section FROM dossier_story WHERE dossier_id = ?1 AND story_id = ?2",
        )?
        .query_row([dossier, story], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    if let Some((position, _)) = &before {
        db.prepare_cached("DELETE FROM dossier_story WHERE dossier_id = ?1 AND story_id = ?2")?
            .execute([dossier, story])?;
        db.prepare_cached(
            "UPDATE dossier_story SET position = position - 1
             WHERE dossier_id = ?1 AND position > ?2",
        )?
        .execute([dossier, *position])?;
    }
    if let Some((position, section)) = place {
        db.prepare_cached(
            "UPDATE dossier_story SET position = position + 1
             WHERE dossier_id = ?1 AND position >= ?2",
        )?
        .execute([dossier, *position])?;
        db.prepare_cached(
            "INSERT INTO dossier_story (dossier_id, position, story_id, section)
             VALUES (?1, ?2, ?3, ?4)",
        )?
        .execute(params![dossier, position, story, section])?;
    }
    Ok(Op::Member { dossier, story, place: before })
}

/// Reads a correction as it is kept: its story, itself, when it was made.
pub(super) fn read_correction(
    db: &Connection,
    id: i64,
) -> rusqlite::Result<Option<(i64, Correction, i64)>> {
    db.prepare_cached("SELECT story_id, body, created_at FROM correction WHERE id = ?1")?
        .query_row([id], |row| {
            Ok((row.get(0)?, codec::from_json(row.get_ref(1)?.as_str()?)?, row.get(2)?))
        })
        .optional()
}

fn set_correction(
    db: &Connection,
    id: i64,
    value: Option<&(i64, Correction, i64)>,
) -> rusqlite::Result<Op> {
    let before = read_correction(db, id)?;
    db.prepare_cached("DELETE FROM correction WHERE id = ?1")?.execute([id])?;
    if let Some((story, correction, created_at)) = value {
        db.prepare_cached(
            "INSERT INTO correction (id, story_id, body, created_at) VALUES (?1, ?2, ?3, ?4)",
        )?
        .execute(params![id, story, codec::json(correction), created_at])?;
    }
    for story in before.iter().chain(value).map(|value| StoryId(value.0)) {
        if let Some(standing) = standing::read(db, story)? {
            let text = story::read_text(db, story)?;
            let machine = story::read_machine(db, story)?;
            standing::put_facts(db, &standing, &text, &machine)?;
        }
    }
    Ok(Op::Correction { id, value: before })
}
