//! Builds the list query from a filter: fixed fragments, every value bound.
//!
//! One condition drives the query: the rarest that has an index in the order of the list.
//! The others are asked of each row that it gives. `counts` tells how rare a facet is.

use jiff::Timestamp;
use jiff::ToSpan;
use jiff::civil::Time;
use jiff::tz::TimeZone;
use rusqlite::types::Value;

use super::facet;
use super::facet::Facet;
use super::facet::Kind;
use super::search;
use crate::model::Condition;
use crate::model::Filter;
use crate::model::Mark;
use crate::model::Moment;
use crate::model::Order;

/// What the rows of the list query come from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Driver {
    /// All stories by time.
    Time,
    /// Unread stories by time.
    Unread,
    /// Stories that have a facet, by time.
    Facet(Kind, String),
}

/// What a query is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Purpose {
    /// A few rows: facets are asked of each.
    Page,
    /// A few rows, none with a number below this: full text need not be searched further back.
    Recent(i64),
    /// All rows: the stories of a facet are gathered once.
    Count,
}

/// A filter as SQL.
#[derive(Debug)]
pub(super) struct Query {
    purpose: Purpose,
    driver: Driver,
    conditions: Vec<String>,
    params: Vec<Value>,
    order: Order,
    joins_story: bool,
}

/// How many stories have a facet, and how many are unread.
pub(super) trait Counts {
    /// Returns `(stories, unread)`.
    fn of(&self, kind: Kind, value: &str) -> (u64, u64);
}

/// Builds the query of `filter`; `now` is what `7d` counts from.
pub(super) fn compile(
    filter: &Filter,
    now: Timestamp,
    counts: &dyn Counts,
    purpose: Purpose,
) -> Query {
    let mut parts = Vec::new();
    flatten(&filter.condition, &mut parts);
    let (driver, used) = choose(&parts, counts);
    let joins_story = matches!(driver, Driver::Time | Driver::Unread);
    let mut query = Query {
        purpose,
        driver,
        conditions: Vec::new(),
        params: Vec::new(),
        order: filter.order,
        joins_story,
    };
    if let Driver::Facet(kind, value) = query.driver.clone() {
        let (kind, value) = (query.bind(kind.number()), query.bind(value));
        query.conditions.push(format!("d.kind = {kind} AND d.value = {value}"));
    }
    if query.driver == Driver::Unread {
        query.conditions.push("s.read = 0".to_owned());
    }
    for (place, part) in parts.iter().enumerate() {
        if Some(place) != used {
            let sql = query.condition(part, now);
            query.conditions.push(sql);
        }
    }
    if !filter.samples
        && !filter.condition.has(&|part| *part == Condition::Is(Mark::Sample))
        && counts.of(Kind::Sample, "").0 > 0
    {
        let sql = format!("NOT {}", query.facet(&(Kind::Sample, String::new())));
        query.conditions.push(sql);
    }
    query.joins_story |= !matches!(filter.order, Order::Newest | Order::Oldest);
    query
}

/// Returns the facet of which a filter asks the unread stories and nothing else: its counts
/// have the answer.
pub(super) fn unread_of(filter: &Filter) -> Option<Facet> {
    let mut parts = Vec::new();
    flatten(&filter.condition, &mut parts);
    let unread = Condition::Is(Mark::Unread);
    match parts.as_slice() {
        [part, other] if **other == unread => facet_of(part),
        [other, part] if **other == unread => facet_of(part),
        _ => None,
    }
}

/// Lists what must hold at once.
pub(super) fn flatten<'a>(condition: &'a Condition, parts: &mut Vec<&'a Condition>) {
    match condition {
        Condition::All(all) => all.iter().for_each(|part| flatten(part, parts)),
        other => parts.push(other),
    }
}

/// Chooses the rarest condition that has an index, and says which one it was.
fn choose(parts: &[&Condition], counts: &dyn Counts) -> (Driver, Option<usize>) {
    let (all, unread) = counts.of(Kind::All, "");
    let mut best = (Driver::Time, None);
    let mut rarest = all;
    for (place, part) in parts.iter().enumerate() {
        let found = if **part == Condition::Is(Mark::Unread) {
            Some((Driver::Unread, unread))
        } else {
            facet_of(part).map(|(kind, value)| {
                let (stories, _) = counts.of(kind, &value);
                (Driver::Facet(kind, value), stories)
            })
        };
        if let Some((driver, stories)) = found
            && (stories < rarest || best.1.is_none())
        {
            rarest = stories;
            best = (driver, Some(place));
        }
    }
    best
}

/// Returns the one facet that a condition asks for, if it is that simple.
pub(super) fn facet_of(condition: &Condition) -> Option<Facet> {
    match condition {
        Condition::Country(role, code) => Some((Kind::country(*role), code.as_str().to_owned())),
        Condition::Claim(Some(source), Some(target)) => {
            Some((Kind::Pair, facet::pair(source, target)))
        }
        Condition::Claim(Some(source), None) => {
            Some((Kind::PairSource, source.as_str().to_owned()))
        }
        Condition::Claim(None, Some(target)) => {
            Some((Kind::PairTarget, target.as_str().to_owned()))
        }
        Condition::Tag(tag) => Some((Kind::Tag, tag.as_str().to_owned())),
        Condition::Group(name) => Some((Kind::Group, facet::folded(name))),
        Condition::FeedId(id) => Some((Kind::Feed, id.0.to_string())),
        Condition::Lang(code) => Some((Kind::Lang, code.to_ascii_lowercase())),
        Condition::Label(label) => Some((Kind::Label, facet::folded(label))),
        Condition::Incident(id) => Some((Kind::Incident, id.to_string())),
        Condition::Is(Mark::Saved) => Some((Kind::Saved, String::new())),
        Condition::Is(Mark::Noted) => Some((Kind::Noted, String::new())),
        Condition::Is(Mark::Sample) => Some((Kind::Sample, String::new())),
        Condition::Is(Mark::Unread | Mark::Read | Mark::New | Mark::Incident)
        | Condition::Claim(None, None)
        | Condition::All(_)
        | Condition::Any(_)
        | Condition::Not(_)
        | Condition::Word { .. }
        | Condition::Phrase(_)
        | Condition::Speaker(_)
        | Condition::Feed(_)
        | Condition::Folder(_)
        | Condition::Note(_)
        | Condition::Dossier(_)
        | Condition::Since(_)
        | Condition::Until(_) => None,
    }
}

impl Query {
    /// Binds a value and returns its place.
    pub(super) fn bind(&mut self, value: impl Into<Value>) -> String {
        self.params.push(value.into());
        format!("?{}", self.params.len())
    }

    /// Adds a condition.
    pub(super) fn also(&mut self, sql: String) {
        self.conditions.push(sql);
    }

    /// Returns the values in the order of their places.
    pub(super) fn params(&self) -> &[Value] {
        &self.params
    }

    /// Returns the order asked for.
    pub(super) fn order(&self) -> Order {
        self.order
    }

    /// Returns the facet that alone decides, if nothing else is asked.
    pub(super) fn only_driver(&self) -> Option<(Kind, &str, bool)> {
        match (&self.driver, self.conditions.len()) {
            (Driver::Time, 0) => Some((Kind::All, "", false)),
            (Driver::Unread, 1) => Some((Kind::All, "", true)),
            (Driver::Facet(kind, value), 1) => Some((*kind, value, false)),
            (Driver::Time | Driver::Unread | Driver::Facet(..), _) => None,
        }
    }

    /// The expression for a story's number.
    pub(super) fn id(&self) -> &'static str {
        match self.driver {
            Driver::Facet(..) => "d.story_id",
            Driver::Time | Driver::Unread => "s.id",
        }
    }

    /// The expression for the time a story is listed under.
    pub(super) fn at(&self) -> &'static str {
        match self.driver {
            Driver::Facet(..) => "d.published_at",
            Driver::Time | Driver::Unread => "s.published_at",
        }
    }

    /// What follows `SELECT …`, up to the conditions.
    pub(super) fn source(&self) -> String {
        let by_time = matches!(self.order, Order::Newest | Order::Oldest);
        let tables = match (&self.driver, by_time) {
            (Driver::Facet(..), _) if self.joins_story => {
                "facet AS d CROSS JOIN story AS s ON s.id = d.story_id"
            }
            (Driver::Facet(..), _) => "facet AS d",
            (Driver::Time, true) => "story AS s INDEXED BY story_by_time",
            (Driver::Unread, true) => "story AS s INDEXED BY story_unread",
            (Driver::Time | Driver::Unread, false) => "story AS s",
        };
        let outlet = match self.order {
            Order::Outlet => " JOIN feed AS o ON o.id = s.feed_id",
            Order::Newest
            | Order::Oldest
            | Order::Coverage
            | Order::Claims
            | Order::Incident
            | Order::Country => "",
        };
        let conditions = if self.conditions.is_empty() {
            String::new()
        } else {
            format!(" WHERE {}", self.conditions.join(" AND "))
        };
        format!("FROM {tables}{outlet}{conditions}")
    }

    fn facet(&mut self, (kind, value): &Facet) -> String {
        let (kind, value) = (self.bind(kind.number()), self.bind(value.clone()));
        if self.purpose == Purpose::Count {
            return format!(
                "{} IN (SELECT story_id FROM facet WHERE kind = {kind} AND value = {value})",
                self.id()
            );
        }
        format!(
            "EXISTS (SELECT 1 FROM facet WHERE kind = {kind} AND value = {value}
                     AND published_at = {} AND story_id = {})",
            self.at(),
            self.id(),
        )
    }

    fn condition(&mut self, condition: &Condition, now: Timestamp) -> String {
        if let Some(facet) = facet_of(condition) {
            return self.facet(&facet);
        }
        match condition {
            Condition::All(parts) => self.join(parts, " AND ", "1", now),
            Condition::Any(parts) => self.join(parts, " OR ", "0", now),
            Condition::Not(part) => format!("NOT {}", self.condition(part, now)),
            Condition::Word { word, prefix } => self.text(word, *prefix),
            Condition::Phrase(words) => self.text(words, false),
            Condition::Speaker(name) => self.speaker(name),
            Condition::Feed(part) => self.feed(part),
            Condition::Folder(folder) => self.folder(folder),
            Condition::Note(words) => self.note(words),
            Condition::Dossier(name) => {
                let name = self.bind(facet::folded(name));
                format!(
                    "{} IN (SELECT m.story_id FROM dossier AS n
                            JOIN dossier_story AS m ON m.dossier_id = n.id WHERE n.folded = {name})",
                    self.id()
                )
            }
            Condition::Since(moment) => {
                let start = self.bind(start(*moment, now).as_second());
                format!("{} >= {start}", self.at())
            }
            Condition::Until(moment) => {
                let end = self.bind(end(*moment, now).as_second());
                format!("{} < {end}", self.at())
            }
            Condition::Is(Mark::Unread) if self.purpose == Purpose::Count => {
                format!("{} IN (SELECT id FROM story WHERE read = 0)", self.id())
            }
            Condition::Is(Mark::Unread) => self.of_story("s.read = 0"),
            Condition::Is(Mark::Read) => self.of_story("s.read = 1"),
            Condition::Is(Mark::New) => format!(
                "{} > (SELECT coalesce(max(CAST(value AS INTEGER)), 0) FROM setting
                       WHERE key = 'new_after')",
                self.id()
            ),
            Condition::Is(Mark::Incident) => self.any_facet(Kind::Incident),
            Condition::Claim(None, None) => self.any_facet(Kind::PairSource),
            Condition::Country(..)
            | Condition::Claim(..)
            | Condition::Tag(_)
            | Condition::Group(_)
            | Condition::FeedId(_)
            | Condition::Lang(_)
            | Condition::Label(_)
            | Condition::Incident(_)
            | Condition::Is(Mark::Saved | Mark::Noted | Mark::Sample) => {
                unreachable!("`facet_of` has them")
            }
        }
    }

    /// The story has a facet of this kind, whatever its value.
    fn any_facet(&self, kind: Kind) -> String {
        format!("{} IN (SELECT story_id FROM facet WHERE kind = {})", self.id(), kind.number())
    }

    fn join(&mut self, parts: &[Condition], with: &str, empty: &str, now: Timestamp) -> String {
        let parts: Vec<String> = parts.iter().map(|part| self.condition(part, now)).collect();
        if parts.is_empty() { empty.to_owned() } else { format!("({})", parts.join(with)) }
    }

    fn of_story(&mut self, sql: &'static str) -> String {
        self.joins_story = true;
        sql.to_owned()
    }

    fn text(&mut self, words: &str, prefix: bool) -> String {
        let Some(expression) = search::expression(words, prefix) else { return "1".to_owned() };
        let words = self.bind(expression);
        let recent = match self.purpose {
            Purpose::Recent(number) => format!(" AND rowid >= {}", self.bind(number)),
            Purpose::Page | Purpose::Count => String::new(),
        };
        format!(
            "{} IN (SELECT rowid FROM story_fts WHERE story_fts MATCH {words}{recent}
                    UNION ALL SELECT a.story_id FROM annotation_fts
                    JOIN annotation AS a ON a.id = annotation_fts.rowid
                    WHERE annotation_fts MATCH {words})",
            self.id()
        )
    }

    fn note(&mut self, words: &str) -> String {
        let Some(expression) = search::expression(words, false) else { return "1".to_owned() };
        let words = self.bind(expression);
        format!(
            "{} IN (SELECT a.story_id FROM annotation_fts
                    JOIN annotation AS a ON a.id = annotation_fts.rowid
                    WHERE annotation_fts MATCH {words})",
            self.id()
        )
    }

    /// Every word of `name` must begin a word of a speaker's name.
    fn speaker(&mut self, name: &str) -> String {
        let folded = search::fold(name);
        let mut parts = Vec::new();
        for word in folded.split_whitespace() {
            let (from, to) = (self.bind(word.to_owned()), self.bind(format!("{word}\u{10ffff}")));
            parts.push(format!(
                "{} IN (SELECT story_id FROM facet
                        WHERE kind = {} AND value >= {from} AND value < {to})",
                self.id(),
                Kind::Speaker.number()
            ));
        }
        if parts.is_empty() { "1".to_owned() } else { format!("({})", parts.join(" AND ")) }
    }

    fn feed(&mut self, part: &str) -> String {
        self.joins_story = true;
        let like = self.bind(format!("%{}%", escape_like(part)));
        format!(
            "s.feed_id IN (SELECT id FROM feed
                           WHERE title LIKE {like} ESCAPE '\\' OR url LIKE {like} ESCAPE '\\')"
        )
    }

    fn folder(&mut self, folder: &str) -> String {
        self.joins_story = true;
        let folder = folder.trim_matches('/');
        let exact = self.bind(folder.to_owned());
        let below = self.bind(format!("{}/%", escape_like(folder)));
        format!(
            "s.feed_id IN (SELECT id FROM feed WHERE folder = {exact} COLLATE NOCASE
                           OR folder LIKE {below} ESCAPE '\\')"
        )
    }
}

fn escape_like(text: &str) -> String {
    text.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_")
}

/// When a moment begins.
fn start(moment: Moment, now: Timestamp) -> Timestamp {
    match moment {
        Moment::HoursAgo(hours) => {
            now.checked_sub(i64::from(hours).hours()).unwrap_or(Timestamp::MIN)
        }
        Moment::Day(day) => {
            let midnight = day.to_datetime(Time::midnight());
            TimeZone::UTC.to_timestamp(midnight).unwrap_or(Timestamp::MAX)
        }
    }
}

/// When a moment is over.
fn end(moment: Moment, now: Timestamp) -> Timestamp {
    match moment {
        Moment::HoursAgo(_) => start(moment, now),
        Moment::Day(day) => {
            day.tomorrow().map_or(Timestamp::MAX, |next| start(Moment::Day(next), now))
        }
    }
}
