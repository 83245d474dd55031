//! The list: one query for screen, command line and export.

use jiff::Timestamp;
use rusqlite::OptionalExtension;
use rusqlite::Row;
use rusqlite::params_from_iter;

use super::Store;
use super::StoreError;
use super::codec;
use super::facts::Facts;
use super::filter_sql;
use super::filter_sql::Purpose;
use super::filter_sql::Query;
use crate::model::Cursor;
use crate::model::FeedId;
use crate::model::Filter;
use crate::model::Order;
use crate::model::Role;
use crate::model::StoryId;
use crate::model::StoryRow;

/// How many rows one page of the list holds: more than the tallest screen shows.
pub const LIST_ROWS_MAX: u32 = 1_000;

/// The columns of a row; `s` is the story, `f` its feed.
macro_rules! columns {
    () => {
        "s.id, s.title, s.link, s.feed_id, f.title AS feed_title, s.published_at, s.read,
         s.saved_at IS NOT NULL AS saved, s.sample, s.revised, s.facts, s.labels, s.notes,
         s.incident_id"
    };
}

/// One row, by number.
pub(super) const ONE: &str = concat!(
    "SELECT ",
    columns!(),
    " FROM story AS s JOIN feed AS f ON f.id = s.feed_id WHERE s.id = ?1"
);

/// The stories of a dossier, in its order.
pub(super) const MEMBERS: &str = concat!(
    "SELECT m.section, ",
    columns!(),
    " FROM dossier_story AS m JOIN story AS s ON s.id = m.story_id
     JOIN feed AS f ON f.id = s.feed_id
     WHERE m.dossier_id = ?1 ORDER BY m.section <> '', m.position LIMIT ?2 OFFSET ?3"
);

/// Which way a page is read.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Way {
    Forward,
    Back,
}

impl Store {
    /// Lists the stories that pass `filter` and come after `after`, at most `limit`.
    ///
    /// `now` is what `since:7d` counts from; `limit` is at most [`LIST_ROWS_MAX`].
    ///
    /// # Errors
    ///
    /// Returns a [`StoreError`] if the file is damaged or locked by another program.
    pub fn list(
        &self,
        filter: &Filter,
        now: Timestamp,
        after: Option<Cursor>,
        limit: u32,
    ) -> Result<Vec<StoryRow>, StoreError> {
        self.page(filter, now, after, (limit, 0), Way::Forward)
    }

    /// Lists the stories that pass `filter` and come before `before`, or the last ones, in
    /// the order of the list.
    ///
    /// # Errors
    ///
    /// As [`list`](Self::list).
    pub fn list_back(
        &self,
        filter: &Filter,
        now: Timestamp,
        before: Option<Cursor>,
        limit: u32,
    ) -> Result<Vec<StoryRow>, StoreError> {
        let mut rows = self.page(filter, now, before, (limit, 0), Way::Back)?;
        rows.reverse();
        Ok(rows)
    }

    /// Lists the stories from the `offset`th on, as when a scroll bar is dragged.
    ///
    /// # Errors
    ///
    /// As [`list`](Self::list).
    pub fn list_at(
        &self,
        filter: &Filter,
        now: Timestamp,
        offset: u64,
        limit: u32,
    ) -> Result<Vec<StoryRow>, StoreError> {
        self.page(filter, now, None, (limit, offset), Way::Forward)
    }

    fn page(
        &self,
        filter: &Filter,
        now: Timestamp,
        from: Option<Cursor>,
        (limit, offset): (u32, u64),
        way: Way,
    ) -> Result<Vec<StoryRow>, StoreError> {
        if offset == 0
            && way == Way::Forward
            && let Some(recent) = self.recent(filter, from)?
        {
            let mut query = filter_sql::compile(filter, now, self, Purpose::Recent(recent.number));
            recent.restrict(&mut query);
            let rows = self.rows(query, from, (limit, 0), way)?;
            if rows.len() >= limit as usize {
                return Ok(rows);
            }
        }
        let query = filter_sql::compile(filter, now, self, Purpose::Page);
        self.rows(query, from, (limit, offset), way)
    }

    fn rows(
        &self,
        mut query: Query,
        from: Option<Cursor>,
        (limit, offset): (u32, u64),
        way: Way,
    ) -> Result<Vec<StoryRow>, StoreError> {
        if let Some(cursor) = from {
            self.keyset(&mut query, cursor, way)?;
        }
        let sql = page_sql(&mut query, limit, offset, way);
        let list = || {
            self.db
                .prepare_cached(&sql)?
                .query_map(params_from_iter(query.params()), story_row)?
                .collect::<rusqlite::Result<_>>()
        };
        list().map_err(StoreError::when("list the stories"))
    }

    /// Adds the condition that a row comes after (or before) `cursor` in the order asked for.
    pub(super) fn keyset(
        &self,
        query: &mut Query,
        cursor: Cursor,
        way: Way,
    ) -> Result<(), StoreError> {
        let (at, id) = (query.at(), query.id());
        let time = query.bind(cursor.published_at.as_second());
        let number = query.bind(cursor.id.0);
        let sign = sign(query.order() == Order::Oldest, way);
        let sql = match query.order() {
            Order::Newest | Order::Oldest => format!("({at}, {id}) {sign} ({time}, {number})"),
            Order::Claims | Order::Coverage | Order::Incident => {
                let (first, value) = self.leading(query, cursor)?;
                format!("({first}, {at}, {id}) {sign} ({value}, {time}, {number})")
            }
            Order::Outlet | Order::Country => {
                let (first, value) = self.leading(query, cursor)?;
                let ascending = sign_ascending(way);
                format!(
                    "{first} {ascending}= {value} AND ({first} <> {value}
                      OR ({at}, {id}) {sign} ({time}, {number}))"
                )
            }
        };
        query.also(sql);
        Ok(())
    }

    /// The first key of an order that is not by time, and its value for the story of `cursor`.
    fn leading(
        &self,
        query: &mut Query,
        cursor: Cursor,
    ) -> Result<(&'static str, String), StoreError> {
        let failed = StoreError::when("list the stories");
        let (first, sql) = match query.order() {
            Order::Claims => ("s.claims", "SELECT claims FROM story WHERE id = ?1"),
            Order::Coverage => ("s.coverage", "SELECT coverage FROM story WHERE id = ?1"),
            Order::Incident => ("s.incident_rank", "SELECT incident_rank FROM story WHERE id = ?1"),
            Order::Country => ("s.country", "SELECT country FROM story WHERE id = ?1"),
            Order::Outlet | Order::Newest | Order::Oldest => (
                "o.title COLLATE NOCASE",
                "SELECT f.title FROM story AS s JOIN feed AS f ON f.id = s.feed_id WHERE s.id = ?1",
            ),
        };
        let value: Option<rusqlite::types::Value> = self
            .db
            .prepare_cached(sql)
            .and_then(|mut one| one.query_row([cursor.id.0], |row| row.get(0)).optional())
            .map_err(failed)?;
        Ok((first, query.bind(value.unwrap_or(rusqlite::types::Value::Null))))
    }
}

/// The rows of a page are found in the narrow index first and read afterwards, so that rows
/// that are skipped cost nothing.
fn page_sql(query: &mut Query, limit: u32, offset: u64, way: Way) -> String {
    let limit = query.bind(i64::from(limit.min(LIST_ROWS_MAX)));
    let offset = query.bind(i64::try_from(offset).unwrap_or(i64::MAX));
    let (at, id) = (query.at(), query.id());
    let down = direction(query.order() == Order::Oldest, way);
    let (first, first_down) = match query.order() {
        Order::Newest | Order::Oldest => (None, ""),
        Order::Claims => (Some("s.claims"), down),
        Order::Coverage => (Some("s.coverage"), down),
        Order::Incident => (Some("s.incident_rank"), down),
        Order::Country => (Some("s.country"), direction(true, way)),
        Order::Outlet => (Some("o.title COLLATE NOCASE"), direction(true, way)),
    };
    let key = first.map_or(String::new(), |first| format!(", {first} AS key"));
    let inner = first.map_or(String::new(), |first| format!("{first} {first_down}, "));
    let outer = first.map_or(String::new(), |_| match query.order() {
        Order::Outlet => format!("p.key COLLATE NOCASE {first_down}, "),
        Order::Newest
        | Order::Oldest
        | Order::Claims
        | Order::Coverage
        | Order::Incident
        | Order::Country => format!("p.key {first_down}, "),
    });
    format!(
        "SELECT {} FROM (
             SELECT {id} AS id, {at} AS at{key} {}
             ORDER BY {inner}{at} {down}, {id} {down} LIMIT {limit} OFFSET {offset}
         ) AS p CROSS JOIN story AS s ON s.id = p.id JOIN feed AS f ON f.id = s.feed_id
         ORDER BY {outer}p.at {down}, p.id {down}",
        columns!(),
        query.source(),
    )
}

fn direction(ascending: bool, way: Way) -> &'static str {
    if ascending == (way == Way::Forward) { "ASC" } else { "DESC" }
}

fn sign(ascending: bool, way: Way) -> &'static str {
    if ascending == (way == Way::Forward) { ">" } else { "<" }
}

fn sign_ascending(way: Way) -> &'static str {
    sign(true, way)
}

/// Reads one row of the list.
pub(super) fn story_row(row: &Row<'_>) -> rusqlite::Result<StoryRow> {
    let facts: Facts = codec::from_json(row.get_ref("facts")?.as_str()?)?;
    Ok(StoryRow {
        id: StoryId(row.get("id")?),
        title: row.get("title")?,
        link: row.get("link")?,
        feed_id: FeedId(row.get("feed_id")?),
        feed_title: row.get("feed_title")?,
        published_at: codec::timestamp(row.get("published_at")?)?,
        read: row.get("read")?,
        saved: row.get("saved")?,
        sample: row.get("sample")?,
        revised: row.get("revised")?,
        countries: facts.countries(None),
        accusers: facts.countries(Some(Role::Accuser)),
        accused: facts.countries(Some(Role::Accused)),
        deniers: facts.countries(Some(Role::Denier)),
        pairs: facts.pairs(),
        tags: facts.tags,
        groups: facts.groups,
        labels: codec::from_json(row.get_ref("labels")?.as_str()?)?,
        notes: row.get("notes")?,
        incident: row.get("incident_id")?,
    })
}

#[cfg(test)]
mod tests {
    use super::super::tests::Fixture;
    use super::super::tests::now;
    use super::super::tests::story;
    use super::*;
    use crate::model::ActorCode;
    use crate::model::Condition;
    use crate::model::Mark;
    use crate::model::Moment;

    fn titles(rows: &[StoryRow]) -> Vec<&str> {
        rows.iter().map(|row| row.title.as_str()).collect()
    }

    fn country(role: Option<Role>, code: &str) -> Condition {
        Condition::Country(role, ActorCode::state(code))
    }

    fn newsroom() -> Fixture {
        let mut fixture = Fixture::new();
        let feed = fixture.feed("herald");
        let mut sample = story("Sample", 2, &[("NZ", Role::Accuser)]);
        sample.sample = true;
        let stories = [
            story("One", 1, &[("NZ", Role::Accuser), ("CN", Role::Accused)]),
            sample,
            story("Three", 30, &[("CN", Role::Denier)]),
            story("Four APT-28", 50, &[]),
        ];
        fixture.record(feed, &stories);
        fixture
    }

    #[test]
    fn a_filter_lists_what_passes_newest_first() {
        let word = |word: &str, prefix| Condition::Word { word: word.into(), prefix };
        let cases: &[(Condition, &[&str])] = &[
            (Condition::default(), &["One", "Three", "Four APT-28"]),
            (country(None, "CN"), &["One", "Three"]),
            (country(Some(Role::Denier), "CN"), &["Three"]),
            (country(Some(Role::Accuser), "NZ"), &["One"]),
            (Condition::Not(Box::new(country(None, "CN"))), &["Four APT-28"]),
            (Condition::Is(Mark::Unread), &["One", "Three", "Four APT-28"]),
            (Condition::Is(Mark::Read), &[]),
            (Condition::Is(Mark::Sample), &["Sample"]),
            (Condition::Since(Moment::HoursAgo(24)), &["One"]),
            (Condition::Until(Moment::HoursAgo(24)), &["Three", "Four APT-28"]),
            (Condition::Until(Moment::Day("2026-11-22".parse().unwrap())), &["Four APT-28"]),
            (word("APT-28", false), &["Four APT-28"]),
            (word("minist", true), &["One", "Three", "Four APT-28"]),
            (word("minist", false), &[]),
            (Condition::Phrase("nobody answered".into()), &["One", "Three", "Four APT-28"]),
            (Condition::Feed("HER".into()), &["One", "Three", "Four APT-28"]),
            (Condition::Feed("%".into()), &[]),
            (Condition::Lang("EN".into()), &["One", "Three", "Four APT-28"]),
            (
                Condition::Any(vec![country(Some(Role::Denier), "CN"), word("four", false)]),
                &["Three", "Four APT-28"],
            ),
            (Condition::All(vec![Condition::Is(Mark::Unread), country(None, "NZ")]), &["One"]),
        ];
        let fixture = newsroom();
        for (condition, expected) in cases {
            let filter = Filter { condition: condition.clone(), ..Filter::default() };
            let rows = fixture.store.list(&filter, now(), None, 10).unwrap();
            assert_eq!(titles(&rows), *expected, "of {condition:?}");
            let count = fixture.store.count(&filter, now()).unwrap();
            assert_eq!(count, expected.len() as u64, "count of {condition:?}");
        }
    }

    /// How SQLite goes about a page of the list: the part that finds it, before rows are read.
    fn plan(store: &Store, filter: &Filter) -> String {
        let mut query = filter_sql::compile(filter, now(), store, Purpose::Page);
        let sql = format!("EXPLAIN QUERY PLAN {}", page_sql(&mut query, 60, 0, Way::Forward));
        let mut statement = store.db.prepare(&sql).unwrap();
        let lines = statement
            .query_map(params_from_iter(query.params()), |row| row.get::<_, String>("detail"))
            .unwrap();
        let lines: Vec<String> = lines.map(Result::unwrap).collect();
        let end = lines.iter().position(|line| line.starts_with("SCAN p")).unwrap();
        lines[1..end].join("; ")
    }

    #[test]
    fn pages_come_from_an_index_in_the_order_of_the_list() {
        let facet = "SEARCH d USING PRIMARY KEY (kind=? AND value=?)";
        let exists = "CORRELATED SCALAR SUBQUERY";
        let unread = Condition::Is(Mark::Unread);
        let cases: &[(Condition, &[&str])] = &[
            (Condition::default(), &["story_by_time"]),
            (unread.clone(), &["SCAN s USING COVERING INDEX story_unread"]),
            (country(None, "CN"), &[facet]),
            (Condition::Is(Mark::Saved), &[facet]),
            (Condition::Tag(crate::model::Tag::Denial), &[facet]),
            (Condition::All(vec![unread, country(None, "CN")]), &[facet, "SEARCH s"]),
            (
                Condition::All(vec![country(None, "CN"), country(None, "NZ")]),
                &[facet, exists, "SEARCH facet USING PRIMARY KEY"],
            ),
            (
                Condition::Since(Moment::HoursAgo(24)),
                &["SEARCH s USING COVERING INDEX story_by_time (published_at>?)"],
            ),
        ];
        let fixture = newsroom();
        for (condition, expected) in cases {
            let filter = Filter { condition: condition.clone(), ..Filter::default() };
            let plan = plan(&fixture.store, &filter);
            for part in *expected {
                assert!(plan.contains(part), "of {condition:?}: {plan}");
            }
            assert!(!plan.contains("TEMP B-TREE"), "of {condition:?} is sorted: {plan}");
        }
        for (order, index) in [
            (Order::Coverage, "story_by_coverage"),
            (Order::Claims, "story_by_claims"),
            (Order::Incident, "story_by_incident"),
            (Order::Country, "story_by_country"),
        ] {
            let plan = plan(&fixture.store, &Filter { order, ..Filter::default() });
            assert!(plan.contains(index) && !plan.contains("TEMP B-TREE"), "{order:?}: {plan}");
        }
    }

    #[test]
    fn pages_join_without_gap_or_double_in_every_order() {
        let mut fixture = Fixture::new();
        for feed in ["herald", "Agency", "wire"] {
            let id = fixture.feed(feed);
            let stories: Vec<_> = (0..7)
                .map(|number| {
                    story(&format!("{feed} {number}"), number % 3, &[("NZ", Role::Accuser)])
                })
                .collect();
            fixture.record(id, &stories);
        }
        let store = &fixture.store;
        for order in Order::ALL {
            for condition in [Condition::default(), country(None, "NZ")] {
                let filter = Filter { condition, order, ..Filter::default() };
                let all = store.list(&filter, now(), None, 100).unwrap();
                assert_eq!(all.len(), 21);
                let cursor = |row: &StoryRow| Cursor { published_at: row.published_at, id: row.id };
                let mut paged: Vec<StoryRow> = Vec::new();
                loop {
                    let after = paged.last().map(cursor);
                    let page = store.list(&filter, now(), after, 4).unwrap();
                    if page.is_empty() {
                        break;
                    }
                    paged.extend(page);
                }
                assert_eq!(paged, all, "{order:?} forward");
                for (place, row) in all.iter().enumerate() {
                    let before = store.list_back(&filter, now(), Some(cursor(row)), 4).unwrap();
                    assert_eq!(before, all[place.saturating_sub(4)..place], "{order:?} back");
                    let position = store.position(&filter, now(), cursor(row)).unwrap();
                    assert_eq!(position, place as u64, "{order:?} position");
                    let at = store.list_at(&filter, now(), place as u64, 1).unwrap();
                    assert_eq!(at[0].id, row.id, "{order:?} offset");
                }
                assert_eq!(store.list_back(&filter, now(), None, 4).unwrap(), all[17..]);
            }
        }
    }
}
