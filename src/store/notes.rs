//! Notes and highlights.

use jiff::Timestamp;
use rusqlite::Connection;
use rusqlite::OptionalExtension;
use rusqlite::Row;

use super::Store;
use super::StoreError;
use super::codec::timestamp;
use super::marks;
use super::op::NoteValue;
use super::op::Op;
use crate::model::Anchor;
use crate::model::Annotation;
use crate::model::AnnotationId;
use crate::model::Highlight;
use crate::model::StoryId;

/// The longest note, in bytes: a long report, and far from what slows the screen.
const NOTE_BYTES_MAX: usize = 1024 * 1024;

impl Store {
    /// Puts a note or highlight on a story, or on words of it.
    ///
    /// It is on the disk when this returns.
    ///
    /// # Errors
    ///
    /// Returns [`StoreError::NotFound`] if there is no such story, [`StoreError::Refused`] if
    /// the note is over 1 MiB, or has neither words of the reader nor of the story.
    pub fn add_note(
        &mut self,
        story: StoryId,
        anchor: Option<&Anchor>,
        (body, colour): (&str, Highlight),
        now: Timestamp,
    ) -> Result<AnnotationId, StoreError> {
        check(body, anchor.is_some())?;
        let title = if body.is_empty() { "highlight" } else { "note" };
        self.step(title, now, |db| {
            marks::find(db, story)?;
            let id = next_id(db, "annotation").map_err(StoreError::when("keep the note"))?;
            let value = NoteValue {
                story: story.0,
                exact: anchor.map(|anchor| anchor.exact().to_owned()),
                prefix: anchor.map_or(String::new(), |anchor| anchor.prefix().to_owned()),
                suffix: anchor.map_or(String::new(), |anchor| anchor.suffix().to_owned()),
                body: body.to_owned(),
                colour: colour.as_str().to_owned(),
                created_at: now.as_second(),
                updated_at: now.as_second(),
            };
            Ok((vec![Op::Note { id, value: Some(value) }], AnnotationId(id)))
        })
    }

    /// Changes the words or the colour of a note.
    ///
    /// # Errors
    ///
    /// As [`add_note`](Self::add_note).
    pub fn change_note(
        &mut self,
        id: AnnotationId,
        body: &str,
        colour: Highlight,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        self.step("change a note", now, |db| {
            let note = find(db, id)?;
            check(body, note.anchor.is_some())?;
            let value = NoteValue {
                body: body.to_owned(),
                colour: colour.as_str().to_owned(),
                updated_at: now.as_second(),
                ..value(&note)
            };
            Ok((vec![Op::Note { id: id.0, value: Some(value) }], ()))
        })
    }

    /// Takes a note away; undo brings it back.
    ///
    /// # Errors
    ///
    /// Returns [`StoreError::NotFound`] if there is none of this number.
    pub fn remove_note(&mut self, id: AnnotationId, now: Timestamp) -> Result<(), StoreError> {
        self.step("remove a note", now, |db| {
            find(db, id)?;
            Ok((vec![Op::Note { id: id.0, value: None }], ()))
        })
    }

    /// Lists the notes of a story, oldest first.
    ///
    /// # Errors
    ///
    /// Returns a [`StoreError`] if the database cannot be read.
    pub fn notes(&self, story: StoryId) -> Result<Vec<Annotation>, StoreError> {
        of_story(&self.db, story).map_err(StoreError::when("read the notes"))
    }
}

const NOTE: &str = "
    SELECT id, story_id, exact, prefix, suffix, body, colour, created_at, updated_at
    FROM annotation";

/// Lists the notes of a story, oldest first.
pub(super) fn of_story(db: &Connection, story: StoryId) -> rusqlite::Result<Vec<Annotation>> {
    db.prepare_cached(&format!("{NOTE} WHERE story_id = ?1 ORDER BY id"))?
        .query_map([story.0], annotation)?
        .collect()
}

fn find(db: &Connection, id: AnnotationId) -> Result<Annotation, StoreError> {
    db.prepare_cached(&format!("{NOTE} WHERE id = ?1"))
        .and_then(|mut one| one.query_row([id.0], annotation).optional())
        .map_err(StoreError::when("read the note"))?
        .ok_or_else(|| StoreError::NotFound {
            what: format!("note {}", id.0),
            remedy: "`demarche show STORY` shows those of a story",
        })
}

/// The next number of a table whose numbers are never used twice, undone ones included.
pub(super) fn next_id(db: &Connection, table: &'static str) -> rusqlite::Result<i64> {
    let last: Option<i64> = db
        .prepare_cached("SELECT seq FROM sqlite_sequence WHERE name = ?1")?
        .query_row([table], |row| row.get(0))
        .optional()?;
    Ok(last.unwrap_or(0) + 1)
}

fn check(body: &str, anchored: bool) -> Result<(), StoreError> {
    if body.trim().is_empty() && !anchored {
        return Err(StoreError::Refused("a note needs words; write some or mark a passage"));
    }
    if body.len() > NOTE_BYTES_MAX {
        return Err(StoreError::Refused("a note has at most 1 MiB; split it in two"));
    }
    Ok(())
}

fn value(note: &Annotation) -> NoteValue {
    let anchor = note.anchor.as_ref();
    NoteValue {
        story: note.story_id.0,
        exact: anchor.map(|anchor| anchor.exact().to_owned()),
        prefix: anchor.map_or(String::new(), |anchor| anchor.prefix().to_owned()),
        suffix: anchor.map_or(String::new(), |anchor| anchor.suffix().to_owned()),
        body: note.body.clone(),
        colour: note.colour.as_str().to_owned(),
        created_at: note.created_at.as_second(),
        updated_at: note.updated_at.as_second(),
    }
}

fn annotation(row: &Row<'_>) -> rusqlite::Result<Annotation> {
    let exact: Option<String> = row.get("exact")?;
    let (prefix, suffix) = (row.get("prefix")?, row.get("suffix")?);
    let colour: String = row.get("colour")?;
    Ok(Annotation {
        id: AnnotationId(row.get("id")?),
        story_id: StoryId(row.get("story_id")?),
        anchor: exact.and_then(|exact| Anchor::from_parts(exact, prefix, suffix)),
        body: row.get("body")?,
        colour: Highlight::from_name(&colour).unwrap_or_default(),
        created_at: timestamp(row.get("created_at")?)?,
        updated_at: timestamp(row.get("updated_at")?)?,
    })
}
