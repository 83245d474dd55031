//! How much the groups of a list hold.

use jiff::Timestamp;
use rusqlite::OptionalExtension;
use rusqlite::params;
use rusqlite::params_from_iter;

use super::Store;
use super::StoreError;
use super::filter_sql;
use super::filter_sql::Purpose;
use super::filter_sql::Query;
use crate::model::Filter;
use crate::model::Group;
use crate::model::GroupSize;

impl Store {
    /// Returns how much of a group passes `filter`, which lists in the order of that group.
    ///
    /// # Errors
    ///
    /// Returns a [`StoreError`] if the database cannot be read.
    pub fn group_size(
        &self,
        filter: &Filter,
        now: Timestamp,
        group: &Group,
    ) -> Result<GroupSize, StoreError> {
        let failed = StoreError::when("count the stories");
        let mut query = filter_sql::compile(filter, now, self, Purpose::Count);
        let outlets = restrict(&mut query, group);
        let sql = format!("SELECT count(*), {outlets} {}", query.source());
        let count = |place, row: &rusqlite::Row<'_>| {
            row.get::<_, i64>(place).map(|count| u64::try_from(count).unwrap_or(0))
        };
        let (stories, outlets) = self
            .db
            .prepare_cached(&sql)
            .and_then(|mut sum| {
                sum.query_row(params_from_iter(query.params()), |row| {
                    Ok((count(0, row)?, count(1, row)?))
                })
            })
            .map_err(&failed)?;
        let title = match group {
            Group::Incident(Some(number)) => self.first_title(*number).map_err(failed)?,
            Group::Incident(None) | Group::Day { .. } | Group::Outlet(_) | Group::Country(_) => {
                String::new()
            }
        };
        Ok(GroupSize { stories, outlets, title })
    }

    /// The headline under which an incident was first told.
    fn first_title(&self, incident: i64) -> rusqlite::Result<String> {
        let title: Option<String> = self
            .db
            .prepare_cached(
                "SELECT title FROM story WHERE incident_id = ?1 ORDER BY published_at, id LIMIT 1",
            )?
            .query_row(params![incident], |row| row.get(0))
            .optional()?;
        Ok(title.unwrap_or_default())
    }
}

/// Adds the condition that a story belongs to `group`; returns what counts its outlets, which
/// only incidents are asked.
fn restrict(query: &mut Query, group: &Group) -> &'static str {
    let (sql, outlets) = match group {
        Group::Day { from, until } => {
            let (from, until) = (query.bind(from.as_second()), query.bind(until.as_second()));
            (format!("{0} >= {from} AND {0} < {until}", query.at()), "0")
        }
        Group::Outlet(feed) => (format!("s.feed_id = {}", query.bind(feed.0)), "0"),
        Group::Incident(Some(number)) => {
            (format!("s.incident_id = {}", query.bind(*number)), "count(DISTINCT s.feed_id)")
        }
        Group::Incident(None) => ("s.incident_rank = 0".to_owned(), "0"),
        Group::Country(Some(code)) => {
            (format!("s.country = {}", query.bind(code.as_str().to_owned())), "0")
        }
        Group::Country(None) => ("s.country = '~'".to_owned(), "0"),
    };
    query.also(sql);
    outlets
}

#[cfg(test)]
mod tests {
    use super::super::incidents::Membership;
    use super::super::tests::Fixture;
    use super::super::tests::now;
    use super::super::tests::story;
    use super::*;
    use crate::model::Condition;
    use crate::model::Cursor;
    use crate::model::Mark;
    use crate::model::Order;
    use crate::model::Role;
    use crate::model::StoryRow;
    use jiff::tz::TimeZone;

    fn newsroom() -> Fixture {
        let mut fixture = Fixture::new();
        let herald = fixture.feed("herald");
        let post = fixture.feed("post");
        fixture.record(
            herald,
            &[
                story("One", 1, &[("NZ", Role::Accuser), ("CN", Role::Accused)]),
                story("Alone", 2, &[]),
                story("Old", 40, &[("CN", Role::Denier)]),
            ],
        );
        fixture.record(post, &[story("Two", 30, &[("NZ", Role::Accuser)])]);
        let rows = rows(&fixture.store, Order::Newest);
        let id = |title: &str| rows.iter().find(|row| row.title == title).unwrap().id;
        let member = |title, incident| Membership { story: id(title), incident, coverage: 2 };
        let members = [member("One", Some(1)), member("Two", Some(1)), member("Old", Some(3))];
        fixture.store.put_incidents(&members).unwrap();
        fixture
    }

    fn rows(store: &Store, order: Order) -> Vec<StoryRow> {
        store.list(&Filter { order, ..Filter::default() }, now(), None, 10).unwrap()
    }

    fn titles(rows: &[StoryRow]) -> String {
        rows.iter().map(|row| row.title.as_str()).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn groups_stand_together_whichever_way_a_page_is_read() {
        let fixture = newsroom();
        for (order, expected) in
            [(Order::Incident, "One Two Old Alone"), (Order::Country, "Old One Two Alone")]
        {
            let listed = rows(&fixture.store, order);
            assert_eq!(titles(&listed), expected, "{order:?}");
            let filter = Filter { order, ..Filter::default() };
            for (at, row) in listed.iter().enumerate() {
                let cursor = Some(Cursor { published_at: row.published_at, id: row.id });
                let after = fixture.store.list(&filter, now(), cursor, 10).unwrap();
                assert_eq!(after, listed[at + 1..], "{order:?} after {}", row.title);
                let before = fixture.store.list_back(&filter, now(), cursor, 10).unwrap();
                assert_eq!(before, listed[..at], "{order:?} before {}", row.title);
            }
        }
    }

    #[test]
    fn a_group_says_how_much_it_holds() {
        let fixture = newsroom();
        let sizes = |order, condition: Condition| -> Vec<(u64, u64, String)> {
            let filter = Filter { condition, order, samples: false };
            let listed = fixture.store.list(&filter, now(), None, 10).unwrap();
            let mut groups: Vec<Group> =
                listed.iter().filter_map(|row| Group::of(row, order, &TimeZone::UTC)).collect();
            groups.dedup();
            let size = |group| fixture.store.group_size(&filter, now(), group).unwrap();
            let told = |size: GroupSize| (size.stories, size.outlets, size.title);
            groups.iter().map(size).map(told).collect()
        };
        let all = Condition::default;
        let none = String::new;
        assert_eq!(sizes(Order::Newest, all()), [(2, 0, none()), (1, 0, none()), (1, 0, none())]);
        assert_eq!(sizes(Order::Outlet, all()), [(3, 0, none()), (1, 0, none())]);
        let incidents = [(2, 2, "Two".to_owned()), (1, 1, "Old".to_owned()), (1, 0, none())];
        assert_eq!(sizes(Order::Incident, all()), incidents);
        assert_eq!(sizes(Order::Country, all()), [(1, 0, none()), (2, 0, none()), (1, 0, none())]);
        let told = sizes(Order::Incident, Condition::Is(Mark::Incident));
        assert_eq!(told, incidents[..2]);
        assert_eq!(sizes(Order::Claims, all()), []);
    }
}
