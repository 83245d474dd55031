//! Dossiers: named sets of stories in the reader's order.

use jiff::Timestamp;
use rusqlite::Connection;
use rusqlite::OptionalExtension;
use rusqlite::Row;
use rusqlite::params;

use super::Store;
use super::StoreError;
use super::codec::timestamp;
use super::facet;
use super::list;
use super::marks;
use super::notes::next_id;
use super::op::DossierValue;
use super::op::Op;
use crate::model::Dossier;
use crate::model::DossierId;
use crate::model::StoryId;
use crate::model::StoryRow;

/// The longest name of a dossier, in characters: it becomes the name of a file.
const NAME_CHARS_MAX: usize = 100;

const DOSSIER: &str = "
    SELECT n.id, n.name, n.summary, n.query, n.created_at,
           (SELECT count(*) FROM dossier_story WHERE dossier_id = n.id) AS stories
    FROM dossier AS n";

/// A story of a dossier.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    /// Its row of the list.
    pub row: StoryRow,
    /// The section it stands in, or empty.
    pub section: String,
}

impl Store {
    /// Makes an empty dossier.
    ///
    /// # Errors
    ///
    /// Returns [`StoreError::Taken`] if there is one of this name, whatever the case, and
    /// [`StoreError::Refused`] if the name is empty or too long.
    pub fn create_dossier(&mut self, name: &str, now: Timestamp) -> Result<DossierId, StoreError> {
        let name = clean_name(name)?;
        self.step("create a dossier", now, |db| {
            check_free(db, &name, None)?;
            let id = next_id(db, "dossier").map_err(StoreError::when("keep the dossier"))?;
            let value = DossierValue {
                name,
                summary: String::new(),
                query: String::new(),
                created_at: now.as_second(),
            };
            Ok((vec![Op::Dossier { id, value: Some(value) }], DossierId(id)))
        })
    }

    /// Changes the name, summary or living query of a dossier.
    ///
    /// # Errors
    ///
    /// As [`create_dossier`](Self::create_dossier).
    pub fn change_dossier(&mut self, changed: &Dossier, now: Timestamp) -> Result<(), StoreError> {
        let name = clean_name(&changed.name)?;
        self.step("change a dossier", now, |db| {
            let before = by_id(db, changed.id)?;
            check_free(db, &name, Some(changed.id))?;
            let value = DossierValue {
                name,
                summary: changed.summary.clone(),
                query: changed.query.clone(),
                created_at: before.created_at.as_second(),
            };
            Ok((vec![Op::Dossier { id: changed.id.0, value: Some(value) }], ()))
        })
    }

    /// Takes a dossier away; its stories stay, and undo brings it back with them.
    ///
    /// # Errors
    ///
    /// Returns [`StoreError::NotFound`] if there is none of this number.
    pub fn remove_dossier(&mut self, id: DossierId, now: Timestamp) -> Result<(), StoreError> {
        self.step("remove a dossier", now, |db| {
            by_id(db, id)?;
            let members = places(db, id).map_err(StoreError::when("read the dossier"))?;
            // From the end, so that the way back puts each where it was.
            let mut ops: Vec<Op> = members
                .iter()
                .rev()
                .map(|(story, ..)| Op::Member { dossier: id.0, story: *story, place: None })
                .collect();
            ops.push(Op::Dossier { id: id.0, value: None });
            Ok((ops, ()))
        })
    }

    /// Puts stories at the end of a dossier, and keeps them; those in it already stay.
    ///
    /// # Errors
    ///
    /// Returns [`StoreError::NotFound`] if there is no such dossier or story.
    pub fn add_to_dossier(
        &mut self,
        id: DossierId,
        stories: &[StoryId],
        section: &str,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        self.step("add to a dossier", now, |db| {
            by_id(db, id)?;
            let held = places(db, id).map_err(StoreError::when("read the dossier"))?;
            let mut next = held.len();
            let mut ops = Vec::new();
            for story in stories {
                let standing = marks::find(db, *story)?;
                if standing.saved_at.is_none() {
                    ops.push(Op::Saved { story: story.0, at: Some(now.as_second()) });
                }
                if held.iter().all(|(held, ..)| *held != story.0) {
                    let place = (i64::try_from(next).unwrap_or(i64::MAX), section.to_owned());
                    ops.push(Op::Member { dossier: id.0, story: story.0, place: Some(place) });
                    next += 1;
                }
            }
            Ok((ops, ()))
        })
    }

    /// Takes stories out of a dossier.
    ///
    /// # Errors
    ///
    /// Returns [`StoreError::NotFound`] if there is no such dossier.
    pub fn remove_from_dossier(
        &mut self,
        id: DossierId,
        stories: &[StoryId],
        now: Timestamp,
    ) -> Result<(), StoreError> {
        self.step("remove from a dossier", now, |db| {
            by_id(db, id)?;
            let gone = |story: &StoryId| Op::Member { dossier: id.0, story: story.0, place: None };
            Ok((stories.iter().map(gone).collect(), ()))
        })
    }

    /// Moves a story of a dossier to another place, from 0, and section.
    ///
    /// # Errors
    ///
    /// Returns [`StoreError::NotFound`] if the story is not in the dossier.
    pub fn move_in_dossier(
        &mut self,
        id: DossierId,
        story: StoryId,
        (place, section): (usize, &str),
        now: Timestamp,
    ) -> Result<(), StoreError> {
        self.step("move in a dossier", now, |db| {
            let held = places(db, id).map_err(StoreError::when("read the dossier"))?;
            if held.iter().all(|(held, ..)| *held != story.0) {
                return Err(super::story::no_story(story));
            }
            let last = held.len().saturating_sub(1);
            let place = (i64::try_from(place.min(last)).unwrap_or(0), section.to_owned());
            Ok((vec![Op::Member { dossier: id.0, story: story.0, place: Some(place) }], ()))
        })
    }

    /// Lists the dossiers by name.
    ///
    /// # Errors
    ///
    /// Returns a [`StoreError`] if the database cannot be read.
    pub fn dossiers(&self) -> Result<Vec<Dossier>, StoreError> {
        let list = || {
            self.db
                .prepare_cached(&format!("{DOSSIER} ORDER BY n.folded"))?
                .query_map([], dossier)?
                .collect::<rusqlite::Result<_>>()
        };
        list().map_err(StoreError::when("list the dossiers"))
    }

    /// Finds a dossier by name, whatever the case.
    ///
    /// # Errors
    ///
    /// Returns [`StoreError::NotFound`] if there is none of this name.
    pub fn dossier(&self, name: &str) -> Result<Dossier, StoreError> {
        self.db
            .prepare_cached(&format!("{DOSSIER} WHERE n.folded = ?1"))
            .and_then(|mut one| one.query_row([facet::folded(name)], dossier).optional())
            .map_err(StoreError::when("read the dossier"))?
            .ok_or_else(|| no_dossier(name))
    }

    /// Counts the stories that were put into a dossier.
    ///
    /// # Errors
    ///
    /// Returns a [`StoreError`] if the database cannot be read.
    pub fn dossier_size(&self, id: DossierId) -> Result<u64, StoreError> {
        self.db
            .prepare_cached("SELECT count(*) FROM dossier_story WHERE dossier_id = ?1")
            .and_then(|mut one| one.query_row([id.0], |row| row.get::<_, u32>(0)))
            .map(u64::from)
            .map_err(StoreError::when("read the dossier"))
    }

    /// Lists the stories of a dossier in the reader's order, from the `offset`th on.
    ///
    /// A living dossier has none of its own; its query lists them.
    ///
    /// # Errors
    ///
    /// Returns a [`StoreError`] if the database cannot be read.
    pub fn members(
        &self,
        id: DossierId,
        offset: u32,
        limit: u32,
    ) -> Result<Vec<Member>, StoreError> {
        let list = || {
            self.db
                .prepare_cached(list::MEMBERS)?
                .query_map(params![id.0, limit, offset], |row| {
                    Ok(Member { row: list::story_row(row)?, section: row.get("section")? })
                })?
                .collect::<rusqlite::Result<_>>()
        };
        list().map_err(StoreError::when("read the dossier"))
    }
}

fn no_dossier(name: &str) -> StoreError {
    StoreError::NotFound {
        what: format!("dossier `{name}`"),
        remedy: "`demarche dossier list` shows them",
    }
}

fn by_id(db: &Connection, id: DossierId) -> Result<Dossier, StoreError> {
    db.prepare_cached(&format!("{DOSSIER} WHERE n.id = ?1"))
        .and_then(|mut one| one.query_row([id.0], dossier).optional())
        .map_err(StoreError::when("read the dossier"))?
        .ok_or_else(|| no_dossier(&id.0.to_string()))
}

/// The stories of a dossier in order.
fn places(db: &Connection, id: DossierId) -> rusqlite::Result<Vec<(i64, i64)>> {
    db.prepare_cached(
        "SELECT story_id, position FROM dossier_story WHERE dossier_id = ?1 ORDER BY position",
    )?
    .query_map([id.0], |row| Ok((row.get(0)?, row.get(1)?)))?
    .collect()
}

fn check_free(db: &Connection, name: &str, but: Option<DossierId>) -> Result<(), StoreError> {
    let held: Option<i64> = db
        .prepare_cached("SELECT id FROM dossier WHERE folded = ?1")
        .and_then(|mut one| one.query_row([facet::folded(name)], |row| row.get(0)).optional())
        .map_err(StoreError::when("read the dossiers"))?;
    match held {
        Some(id) if but != Some(DossierId(id)) => {
            Err(StoreError::Taken { what: format!("dossier `{name}`") })
        }
        Some(_) | None => Ok(()),
    }
}

fn clean_name(name: &str) -> Result<String, StoreError> {
    let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
    if facet::folded(&name).is_empty() {
        return Err(StoreError::Refused("a dossier needs a name with a letter or a digit in it"));
    }
    if name.chars().count() > NAME_CHARS_MAX {
        return Err(StoreError::Refused("a dossier's name has at most 100 characters"));
    }
    Ok(name)
}

fn dossier(row: &Row<'_>) -> rusqlite::Result<Dossier> {
    Ok(Dossier {
        id: DossierId(row.get("id")?),
        name: row.get("name")?,
        summary: row.get("summary")?,
        query: row.get("query")?,
        stories: row.get::<_, i64>("stories")?.try_into().unwrap_or(0),
        created_at: timestamp(row.get("created_at")?)?,
    })
}
