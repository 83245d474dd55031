//! What a step was about, as the reader is told when it is undone.

use jiff::Timestamp;
use rusqlite::Connection;
use rusqlite::OptionalExtension;
use rusqlite::Row;

use super::Store;
use super::StoreError;
use super::codec;
use super::op::Op;

/// A change that the reader made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// Its number; later steps have higher ones.
    pub number: i64,
    /// What was done: `note`, `save`.
    pub what: String,
    /// The headline, the name of the dossier, or how many stories; empty if there is none.
    pub on: String,
    /// When.
    pub at: Timestamp,
    /// Whether the bundled samples were taken away, so that undoing must put them in again.
    pub samples: bool,
}

impl Store {
    /// Returns the step that [`undo`](Self::undo) would take back.
    ///
    /// # Errors
    ///
    /// Returns a [`StoreError`] if the database cannot be read.
    pub fn last_step(&self) -> Result<Option<Step>, StoreError> {
        let read = || {
            let mut one = self.db.prepare_cached(super::edit::NEXT_UNDO)?;
            let found = one.query_row([], kept).optional()?;
            found.map(|kept| kept.describe(&self.db)).transpose()
        };
        read().map_err(StoreError::when("read the last step"))
    }
}

/// A step as it is kept.
pub(super) struct Kept {
    number: i64,
    what: String,
    at: Timestamp,
    pub(super) forward: Vec<Op>,
    pub(super) backward: Vec<Op>,
}

/// Reads `id, title, at, forward, backward`.
pub(super) fn kept(row: &Row<'_>) -> rusqlite::Result<Kept> {
    Ok(Kept {
        number: row.get(0)?,
        what: row.get(1)?,
        at: codec::timestamp(row.get(2)?)?,
        forward: codec::from_json(row.get_ref(3)?.as_str()?)?,
        backward: codec::from_json(row.get_ref(4)?.as_str()?)?,
    })
}

impl Kept {
    /// Says what the step was about.
    pub(super) fn describe(self, db: &Connection) -> rusqlite::Result<Step> {
        let ops = || self.forward.iter().chain(&self.backward);
        let samples = ops().any(|op| matches!(op, Op::Samples { .. }));
        let dossier = ops().find_map(|op| match op {
            Op::Dossier { value, .. } => value.as_ref().map(|dossier| dossier.name.clone()),
            _ => None,
        });
        let mut stories: Vec<i64> = ops().flat_map(Op::stories).collect();
        stories.sort_unstable();
        stories.dedup();
        let on = match (dossier, stories.as_slice()) {
            (Some(name), _) => name,
            (None, []) => String::new(),
            (None, [one]) => db
                .prepare_cached("SELECT title FROM story WHERE id = ?1")?
                .query_row([one], |row| row.get(0))
                .optional()?
                .unwrap_or_default(),
            (None, many) => format!("{} stories", many.len()),
        };
        Ok(Step { number: self.number, what: self.what, on, at: self.at, samples })
    }
}
