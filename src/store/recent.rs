//! A first look at full text among the newest stories alone: a word that is in most stories is
//! in enough of those, and all its places need not be gathered for one page.

use rusqlite::OptionalExtension;
use rusqlite::params;

use super::Store;
use super::StoreError;
use super::filter_sql::Query;
use crate::model::Condition;
use crate::model::Cursor;
use crate::model::Filter;
use crate::model::Order;

/// How many stories are looked at first: a page of 160 comes from them if every twentieth passes.
const STORIES: i64 = 3_200;

/// How many numbers those stories may be spread over: where stories did not come in by their
/// time, the first look would cost as much as the second.
const SPREAD_MAX: i64 = 8 * STORIES;

/// Stories of a stretch of time.
pub(super) struct Recent {
    /// None of them has a lower number.
    pub(super) number: i64,
    /// Since when, in seconds.
    since: i64,
}

impl Recent {
    /// Adds the condition that a story is of this stretch.
    pub(super) fn restrict(&self, query: &mut Query) {
        let since = query.bind(self.since);
        query.also(format!("{} >= {since}", query.at()));
    }
}

impl Store {
    /// Returns where the first look for a page after `from` ends; `None` if there is no use in one.
    pub(super) fn recent(
        &self,
        filter: &Filter,
        from: Option<Cursor>,
    ) -> Result<Option<Recent>, StoreError> {
        if filter.order != Order::Newest || !reads_text(&filter.condition) {
            return Ok(None);
        }
        let look = || -> rusqlite::Result<Option<Recent>> {
            let until = from.map_or(i64::MAX, |from| from.published_at.as_second());
            let since: Option<i64> = self
                .db
                .prepare_cached(
                    "SELECT published_at FROM story INDEXED BY story_by_time
                     WHERE published_at <= ?1 ORDER BY published_at DESC LIMIT 1 OFFSET ?2",
                )?
                .query_row(params![until, STORIES], |row| row.get(0))
                .optional()?;
            let Some(since) = since else { return Ok(None) };
            let (number, last): (i64, i64) = self
                .db
                .prepare_cached(
                    "SELECT min(id), max(id) FROM story INDEXED BY story_by_time
                     WHERE published_at BETWEEN ?1 AND ?2",
                )?
                .query_row([since, until], |row| Ok((row.get(0)?, row.get(1)?)))?;
            Ok((last - number <= SPREAD_MAX).then_some(Recent { number, since }))
        };
        look().map_err(StoreError::when("list the stories"))
    }
}

/// Returns whether a condition asks for words of the text.
fn reads_text(condition: &Condition) -> bool {
    condition.has(&|part| matches!(part, Condition::Word { .. } | Condition::Phrase(_)))
}

#[cfg(test)]
mod tests {
    use super::super::tests::Fixture;
    use super::super::tests::now;
    use super::super::tests::story;
    use super::*;
    use crate::model::StoryRow;

    #[test]
    fn a_first_look_finds_what_a_search_of_everything_finds() {
        let mut fixture = Fixture::new();
        let feed = fixture.feed("herald");
        for batch in (0..2 * STORIES / 400).rev() {
            let start = batch * 400;
            let title = |number: i64| match number {
                _ if number % 2 == 0 => format!("Even {number}"),
                _ if number % 500 == 1 => format!("Seldom {number}"),
                _ => format!("Odd {number}"),
            };
            // Two stories a second time, so that the edge of the stretch falls between equals.
            let one = |number: i64| story(&title(number), number / 2, &[]);
            fixture.record(feed, &(start..start + 400).rev().map(one).collect::<Vec<_>>());
        }
        for word in ["even", "seldom", "odd", "minister", "nothing"] {
            let condition = Condition::Word { word: word.to_owned(), prefix: false };
            let filter = Filter { condition, samples: true, ..Filter::default() };
            let (mut after, mut seen) = (None, 0);
            loop {
                let looked = fixture.store.list(&filter, now(), after, 160).unwrap();
                // A page that begins somewhere else is never looked for among the newest alone.
                let skipped = usize::from(seen == 0).min(looked.len());
                let whole = fixture.store.list_at(&filter, now(), seen.max(1), 160).unwrap();
                assert_eq!(looked[skipped..], whole[..looked.len() - skipped], "{word} at {seen}");
                let Some(last) = looked.last() else { break };
                let cursor = |row: &StoryRow| Cursor { published_at: row.published_at, id: row.id };
                after = Some(cursor(last));
                seen += looked.len() as u64;
            }
            let found = fixture.store.count(&filter, now()).unwrap();
            assert_eq!(found, seen, "{word}");
        }
        assert!(fixture.store.recent(&Filter::default(), None).unwrap().is_none());
    }
}
