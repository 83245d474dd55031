//! How many stories pass a filter.

use jiff::Timestamp;
use rusqlite::params_from_iter;

use super::Store;
use super::StoreError;
use super::facet::Kind;
use super::filter_sql;
use super::filter_sql::Counts;
use super::filter_sql::Purpose;
use super::filter_sql::Query;
use super::list::Way;
use super::search;
use crate::model::Condition;
use crate::model::Cursor;
use crate::model::Filter;

impl Store {
    /// Counts the stories that pass `filter`.
    ///
    /// # Errors
    ///
    /// As [`list`](Self::list).
    pub fn count(&self, filter: &Filter, now: Timestamp) -> Result<u64, StoreError> {
        let samples = filter.samples || self.of(Kind::Sample, "").0 == 0;
        if samples && let Some(words) = text_of(filter) {
            return self.count_matches(&words);
        }
        if samples && let Some((kind, value)) = filter_sql::unread_of(filter) {
            return Ok(self.of(kind, &value).1);
        }
        let query = filter_sql::compile(filter, now, self, Purpose::Count);
        if let Some((kind, value, unread)) = query.only_driver() {
            let (stories, unread_stories) = self.of(kind, value);
            return Ok(if unread { unread_stories } else { stories });
        }
        self.number(&format!("SELECT count(*) {}", query.source()), &query)
    }

    /// Counts the stories that pass `filter` and stand before `at`: its place in the list.
    ///
    /// # Errors
    ///
    /// As [`list`](Self::list).
    pub fn position(&self, filter: &Filter, now: Timestamp, at: Cursor) -> Result<u64, StoreError> {
        let mut query = filter_sql::compile(filter, now, self, Purpose::Count);
        self.keyset(&mut query, at, Way::Back)?;
        self.number(&format!("SELECT count(*) {}", query.source()), &query)
    }

    fn number(&self, sql: &str, query: &Query) -> Result<u64, StoreError> {
        self.db
            .prepare_cached(sql)
            .and_then(|mut statement| {
                statement.query_row(params_from_iter(query.params()), |row| row.get::<_, i64>(0))
            })
            .map(|count| u64::try_from(count).unwrap_or(0))
            .map_err(StoreError::when("count the stories"))
    }

    /// Counts the stories that have `words`, an expression of full text, in them or in a note.
    fn count_matches(&self, words: &str) -> Result<u64, StoreError> {
        self.db
            .prepare_cached(
                "SELECT (SELECT count(*) FROM story_fts WHERE story_fts MATCH ?1)
                      + (SELECT count(DISTINCT a.story_id) FROM annotation_fts
                         JOIN annotation AS a ON a.id = annotation_fts.rowid
                         WHERE annotation_fts MATCH ?1 AND a.story_id NOT IN
                             (SELECT rowid FROM story_fts WHERE story_fts MATCH ?1))",
            )
            .and_then(|mut sum| sum.query_row([words], |row| row.get::<_, i64>(0)))
            .map(|count| u64::try_from(count).unwrap_or(0))
            .map_err(StoreError::when("count the stories"))
    }
}

impl Counts for Store {
    fn of(&self, kind: Kind, value: &str) -> (u64, u64) {
        let read = |mut statement: rusqlite::CachedStatement<'_>| {
            statement.query_row(rusqlite::params![kind.number(), value], |row| {
                Ok((row.get::<_, i64>(0)?, row.get::<_, i64>(1)?))
            })
        };
        // A count that cannot be read makes a slower plan, never a wrong list.
        let (stories, unread) = self
            .db
            .prepare_cached(
                "SELECT stories, unread FROM facet_count WHERE kind = ?1 AND value = ?2",
            )
            .and_then(read)
            .unwrap_or((0, 0));
        (u64::try_from(stories).unwrap_or(0), u64::try_from(unread).unwrap_or(0))
    }
}

/// Returns what a filter searches the text for, if it asks for nothing else.
fn text_of(filter: &Filter) -> Option<String> {
    let mut parts = Vec::new();
    filter_sql::flatten(&filter.condition, &mut parts);
    match parts.as_slice() {
        [Condition::Word { word, prefix }] => search::expression(word, *prefix),
        [Condition::Phrase(words)] => search::expression(words, false),
        _ => None,
    }
}
