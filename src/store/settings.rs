//! Saved views, and what the screen remembers from one start to the next.

use rusqlite::OptionalExtension;
use rusqlite::params;

use super::Store;
use super::StoreError;
use super::open::Durability;

/// Under which key the last story of the start before is kept; `is:new` asks for later ones.
const NEW_AFTER: &str = "new_after";
/// Under which key the pinned countries are kept.
const PINNED: &str = "pinned";

/// A query that the reader gave a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SavedView {
    /// Its name.
    pub name: String,
    /// The query, as text.
    pub query: String,
}

impl Store {
    /// Keeps a query under a name, in place of an older one of this name.
    ///
    /// # Errors
    ///
    /// Returns a [`StoreError`] if the database cannot be written.
    pub fn put_view(&mut self, view: &SavedView) -> Result<(), StoreError> {
        if view.name.trim().is_empty() {
            return Err(StoreError::Refused("a view needs a name; give it one"));
        }
        self.write("keep the view", Durability::Full, |db| {
            db.execute(
                "INSERT INTO view (name, query, position)
                 VALUES (?1, ?2, (SELECT coalesce(max(position), 0) + 1 FROM view))
                 ON CONFLICT (name) DO UPDATE SET query = excluded.query",
                params![view.name.trim(), view.query],
            )
            .map(drop)
            .map_err(StoreError::when("keep the view"))
        })
    }

    /// Forgets a view.
    ///
    /// # Errors
    ///
    /// Returns a [`StoreError`] if the database cannot be written.
    pub fn remove_view(&mut self, name: &str) -> Result<(), StoreError> {
        self.write("forget the view", Durability::Full, |db| {
            db.execute("DELETE FROM view WHERE name = ?1", [name])
                .map(drop)
                .map_err(StoreError::when("forget the view"))
        })
    }

    /// Lists the views, oldest first.
    ///
    /// # Errors
    ///
    /// Returns a [`StoreError`] if the database cannot be read.
    pub fn views(&self) -> Result<Vec<SavedView>, StoreError> {
        let list = || {
            self.db
                .prepare_cached("SELECT name, query FROM view ORDER BY position")?
                .query_map([], |row| Ok(SavedView { name: row.get(0)?, query: row.get(1)? }))?
                .collect::<rusqlite::Result<_>>()
        };
        list().map_err(StoreError::when("list the views"))
    }

    /// Remembers a value under a key, such as the widths of panes.
    ///
    /// # Errors
    ///
    /// Returns a [`StoreError`] if the database cannot be written.
    pub fn remember(&mut self, key: &str, value: &str) -> Result<(), StoreError> {
        self.write("remember a setting", Durability::Normal, |db| {
            db.execute(
                "INSERT INTO setting (key, value) VALUES (?1, ?2)
                 ON CONFLICT (key) DO UPDATE SET value = excluded.value",
                [key, value],
            )
            .map(drop)
            .map_err(StoreError::when("remember a setting"))
        })
    }

    /// Returns what was remembered under a key.
    ///
    /// # Errors
    ///
    /// Returns a [`StoreError`] if the database cannot be read.
    pub fn remembered(&self, key: &str) -> Result<Option<String>, StoreError> {
        self.db
            .prepare_cached("SELECT value FROM setting WHERE key = ?1")
            .and_then(|mut one| one.query_row([key], |row| row.get(0)).optional())
            .map_err(StoreError::when("read a setting"))
    }

    /// Keeps the pinned countries, in the order of their keys.
    ///
    /// # Errors
    ///
    /// Returns a [`StoreError`] if the database cannot be written.
    pub fn pin_countries(&mut self, codes: &[String]) -> Result<(), StoreError> {
        self.remember(PINNED, &codes.join(" "))
    }

    /// Returns the pinned countries, in the order of their keys.
    ///
    /// # Errors
    ///
    /// Returns a [`StoreError`] if the database cannot be read.
    pub fn pinned_countries(&self) -> Result<Vec<String>, StoreError> {
        let codes = self.remembered(PINNED)?.unwrap_or_default();
        Ok(codes.split_whitespace().map(str::to_owned).collect())
    }

    /// Begins a visit: from now on `is:new` asks for stories that come in later than those here.
    ///
    /// # Errors
    ///
    /// Returns a [`StoreError`] if the database cannot be written.
    pub fn begin_visit(&mut self) -> Result<(), StoreError> {
        let last: i64 = self
            .db
            .query_row("SELECT coalesce(max(id), 0) FROM story", [], |row| row.get(0))
            .map_err(StoreError::when("begin the visit"))?;
        self.remember(NEW_AFTER, &last.to_string())
    }
}
