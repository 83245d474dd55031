//! Feeds: where they are, how they fare, and what the fetcher must remember of each.

use jiff::Timestamp;
use rusqlite::Connection;
use rusqlite::OptionalExtension;
use rusqlite::Row;
use rusqlite::named_params;
use rusqlite::params;

use super::Store;
use super::StoreError;
use super::codec::from_json;
use super::codec::json;
use super::codec::timestamp;
use super::codec::timestamp_option;
use super::facet::Kind;
use super::open::Durability;
use crate::model::AskOutcome;
use crate::model::Feed;
use crate::model::FeedClass;
use crate::model::FeedId;
use crate::model::FeedMemory;
use crate::model::FeedSource;
use crate::model::Health;

/// How many asks are kept of each feed: what the feeds view shows.
pub(super) const ASKS_KEPT: u32 = 20;

const FEED: &str = "
    SELECT f.id, f.url, f.title, f.folder, f.country, f.lang, f.class, f.paused, f.health,
           f.last_good_at, f.newest_at, f.next_at, f.reason, coalesce(c.unread, 0) AS unread
    FROM feed AS f
    LEFT JOIN facet_count AS c ON c.kind = 1 AND c.value = CAST(f.id AS TEXT)
    WHERE f.removed_at IS NULL";

/// What the fetcher must remember of a feed from one ask to the next.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FeedState {
    /// The validator of the last good answer, or empty.
    pub etag: String,
    /// Its `Last-Modified`, verbatim, or empty.
    pub last_modified: String,
    /// When the validators were given; they are dropped after 8 days.
    pub validators_at: Option<Timestamp>,
    /// When the feed is to be asked next.
    pub next_at: Option<Timestamp>,
    /// SHA-256 of the last body.
    pub body_sha256: Option<[u8; 32]>,
    /// What the scheduler remembers.
    pub memory: FeedMemory,
    /// What the reader set for this feed (headers, full text, interval), as a JSON object.
    pub settings: String,
}

/// One ask of a feed and what came of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ask {
    /// When it began.
    pub at: Timestamp,
    /// How it ended.
    pub outcome: AskOutcome,
    /// The HTTP status, if there was an answer.
    pub status: Option<u16>,
    /// How long it took, in milliseconds.
    pub duration_ms: u64,
    /// How many bytes came, after unpacking.
    pub size_bytes: u64,
    /// How many stories were new.
    pub new_stories: u32,
    /// One sentence; empty if all went well.
    pub reason: String,
}

impl Store {
    /// Adds a feed, or updates the one with this address; returns its number.
    ///
    /// A feed that was removed comes back with its stories.
    ///
    /// # Errors
    ///
    /// Returns a [`StoreError`] if the database cannot be written.
    pub fn put_feed(&mut self, source: &FeedSource, now: Timestamp) -> Result<FeedId, StoreError> {
        self.write("keep the feed", Durability::Full, |db| {
            put_feed(db, source, now).map_err(StoreError::when("keep the feed"))
        })
    }

    /// Adds or updates many feeds in one transaction, as when a list is imported.
    ///
    /// # Errors
    ///
    /// Returns a [`StoreError`] if the database cannot be written; then none was added.
    pub fn put_feeds(
        &mut self,
        sources: &[FeedSource],
        now: Timestamp,
    ) -> Result<Vec<FeedId>, StoreError> {
        self.write("keep the feeds", Durability::Full, |db| {
            let ids = sources.iter().map(|source| put_feed(db, source, now));
            ids.collect::<rusqlite::Result<_>>().map_err(StoreError::when("keep the feeds"))
        })
    }

    /// Lists the feeds by folder and title.
    ///
    /// # Errors
    ///
    /// Returns a [`StoreError`] if the database cannot be read.
    pub fn feeds(&self) -> Result<Vec<Feed>, StoreError> {
        let list = || {
            self.db
                .prepare_cached(&format!("{FEED} ORDER BY f.folder, f.title COLLATE NOCASE, f.id"))?
                .query_map([], feed)?
                .collect::<rusqlite::Result<_>>()
        };
        list().map_err(StoreError::when("list the feeds"))
    }

    /// Finds one feed.
    ///
    /// # Errors
    ///
    /// Returns [`StoreError::NotFound`] if there is none of this number.
    pub fn feed(&self, id: FeedId) -> Result<Feed, StoreError> {
        self.db
            .prepare_cached(&format!("{FEED} AND f.id = ?1"))
            .and_then(|mut statement| statement.query_row([id.0], feed).optional())
            .map_err(StoreError::when("read the feed"))?
            .ok_or_else(|| no_feed(&id.0.to_string()))
    }

    /// Finds a feed by its number or address, as the command line names it.
    ///
    /// # Errors
    ///
    /// Returns [`StoreError::NotFound`] if there is none.
    pub fn feed_named(&self, name: &str) -> Result<Feed, StoreError> {
        if let Ok(id) = name.parse() {
            return self.feed(FeedId(id));
        }
        self.db
            .prepare_cached(&format!("{FEED} AND f.url = ?1"))
            .and_then(|mut statement| statement.query_row([name], feed).optional())
            .map_err(StoreError::when("read the feed"))?
            .ok_or_else(|| no_feed(name))
    }

    /// Reads what the fetcher remembers of a feed.
    ///
    /// # Errors
    ///
    /// Returns [`StoreError::NotFound`] if there is none of this number.
    pub fn feed_state(&self, id: FeedId) -> Result<FeedState, StoreError> {
        self.db
            .prepare_cached(
                "SELECT etag, last_modified, validators_at, next_at, body_sha256, memory, settings
                 FROM feed WHERE id = ?1",
            )
            .and_then(|mut statement| statement.query_row([id.0], feed_state).optional())
            .map_err(StoreError::when("read the feed"))?
            .ok_or_else(|| no_feed(&id.0.to_string()))
    }

    /// Sets what the reader wants of a feed (a JSON object).
    ///
    /// # Errors
    ///
    /// Returns a [`StoreError`] if the database cannot be written.
    pub fn set_feed_settings(&mut self, id: FeedId, settings: &str) -> Result<(), StoreError> {
        self.write("set the feed", Durability::Full, |db| {
            db.execute("UPDATE feed SET settings = ?2 WHERE id = ?1", params![id.0, settings])
                .map(drop)
                .map_err(StoreError::when("set the feed"))
        })
    }

    /// Pauses a feed, or lets it be asked again at once.
    ///
    /// # Errors
    ///
    /// Returns a [`StoreError`] if the database cannot be written.
    pub fn pause_feed(&mut self, id: FeedId, paused: bool) -> Result<(), StoreError> {
        let health = if paused { Health::Paused } else { Health::New };
        self.write("pause the feed", Durability::Full, |db| {
            db.execute(
                "UPDATE feed SET paused = ?2, health = ?3, next_at = NULL WHERE id = ?1",
                params![id.0, paused, health.as_str()],
            )
            .map(drop)
            .map_err(StoreError::when("pause the feed"))
        })
    }

    /// Moves a feed to another address; the old one stays in its history.
    ///
    /// # Errors
    ///
    /// Returns [`StoreError::Taken`] if another feed has the address.
    pub fn move_feed(
        &mut self,
        id: FeedId,
        url: &str,
        reason: &str,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let failed = StoreError::when("move the feed");
        self.write("move the feed", Durability::Full, |db| {
            let other: Option<i64> = db
                .query_row("SELECT id FROM feed WHERE url = ?1", [url], |row| row.get(0))
                .optional()
                .map_err(&failed)?;
            match other {
                Some(other) if other == id.0 => return Ok(()),
                Some(_) => return Err(StoreError::Taken { what: format!("feed at {url}") }),
                None => {}
            }
            db.execute(
                "INSERT INTO feed_url (feed_id, url, left_at, reason)
                 SELECT id, url, ?2, ?3 FROM feed WHERE id = ?1",
                params![id.0, now.as_second(), reason],
            )
            .map_err(&failed)?;
            db.execute(
                "UPDATE feed SET url = ?2, etag = '', last_modified = '', validators_at = NULL
                 WHERE id = ?1",
                params![id.0, url],
            )
            .map(drop)
            .map_err(&failed)
        })
    }

    /// Lists the addresses that a feed had before, newest first, with when and why it left each.
    ///
    /// # Errors
    ///
    /// Returns a [`StoreError`] if the database cannot be read.
    pub fn feed_urls(&self, id: FeedId) -> Result<Vec<(String, Timestamp, String)>, StoreError> {
        let list = || {
            self.db
                .prepare_cached(
                    "SELECT url, left_at, reason FROM feed_url WHERE feed_id = ?1
                     ORDER BY left_at DESC, rowid DESC",
                )?
                .query_map([id.0], |row| Ok((row.get(0)?, timestamp(row.get(1)?)?, row.get(2)?)))?
                .collect::<rusqlite::Result<_>>()
        };
        list().map_err(StoreError::when("read the feed"))
    }

    /// Lists the last asks of a feed, newest first.
    ///
    /// # Errors
    ///
    /// Returns a [`StoreError`] if the database cannot be read.
    pub fn asks(&self, id: FeedId) -> Result<Vec<Ask>, StoreError> {
        let list = || {
            self.db
                .prepare_cached(
                    "SELECT at, outcome, status, duration_ms, size_bytes, new_stories, reason
                     FROM feed_ask WHERE feed_id = ?1 ORDER BY id DESC",
                )?
                .query_map([id.0], ask)?
                .collect::<rusqlite::Result<_>>()
        };
        list().map_err(StoreError::when("read the feed"))
    }
}

/// The error for a feed that is not there.
pub(super) fn no_feed(name: &str) -> StoreError {
    StoreError::NotFound {
        what: format!("feed `{name}`"),
        remedy: "`demarche feeds list` shows them",
    }
}

pub(super) fn put_feed(
    db: &Connection,
    source: &FeedSource,
    now: Timestamp,
) -> rusqlite::Result<FeedId> {
    db.prepare_cached(
        "INSERT INTO feed (url, title, folder, country, lang, class, paused, health, added_at)
         VALUES (:url, :title, :folder, :country, :lang, :class, :paused,
                 CASE WHEN :paused THEN 'paused' ELSE 'new' END, :now)
         ON CONFLICT (url) DO UPDATE SET
             title = CASE WHEN excluded.title = '' THEN title ELSE excluded.title END,
             folder = excluded.folder, country = excluded.country, lang = excluded.lang,
             class = excluded.class, paused = excluded.paused, removed_at = NULL
         RETURNING id",
    )?
    .query_row(
        named_params! {
            ":url": source.url, ":title": source.title, ":folder": source.folder,
            ":country": source.country, ":lang": source.lang, ":class": source.class.as_str(),
            ":paused": source.paused, ":now": now.as_second(),
        },
        |row| row.get(0).map(FeedId),
    )
}

/// Keeps `ask` and forgets all but the last [`ASKS_KEPT`].
pub(super) fn keep_ask(db: &Connection, id: FeedId, ask: &Ask) -> rusqlite::Result<()> {
    db.prepare_cached(
        "INSERT INTO feed_ask
             (feed_id, at, outcome, status, duration_ms, size_bytes, new_stories, reason)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
    )?
    .execute(params![
        id.0,
        ask.at.as_second(),
        ask.outcome.as_str(),
        ask.status,
        i64::try_from(ask.duration_ms).unwrap_or(i64::MAX),
        i64::try_from(ask.size_bytes).unwrap_or(i64::MAX),
        ask.new_stories,
        ask.reason,
    ])?;
    db.prepare_cached(
        "DELETE FROM feed_ask WHERE feed_id = ?1 AND id <=
             (SELECT id FROM feed_ask WHERE feed_id = ?1 ORDER BY id DESC LIMIT 1 OFFSET ?2)",
    )?
    .execute(params![id.0, ASKS_KEPT])
    .map(drop)
}

/// Writes what the fetcher remembers and how the feed fares; `settings` stay as they are.
pub(super) fn keep_state(
    db: &Connection,
    id: FeedId,
    state: &FeedState,
    health: Health,
    reason: &str,
) -> rusqlite::Result<()> {
    db.prepare_cached(
        "UPDATE feed SET etag = :etag, last_modified = :last_modified,
             validators_at = :validators_at, next_at = :next_at, body_sha256 = :body_sha256,
             memory = :memory, health = :health, reason = :reason
         WHERE id = :id",
    )?
    .execute(named_params! {
        ":id": id.0, ":etag": state.etag, ":last_modified": state.last_modified,
        ":validators_at": state.validators_at.map(Timestamp::as_second),
        ":next_at": state.next_at.map(Timestamp::as_second),
        ":body_sha256": state.body_sha256, ":memory": json(&state.memory),
        ":health": health.as_str(), ":reason": reason,
    })
    .map(drop)
}

fn feed(row: &Row<'_>) -> rusqlite::Result<Feed> {
    let class: String = row.get("class")?;
    let health: String = row.get("health")?;
    Ok(Feed {
        id: FeedId(row.get("id")?),
        source: FeedSource {
            url: row.get("url")?,
            title: row.get("title")?,
            folder: row.get("folder")?,
            country: row.get("country")?,
            lang: row.get("lang")?,
            class: FeedClass::from_name(&class).unwrap_or_default(),
            paused: row.get("paused")?,
        },
        health: Health::from_name(&health),
        last_good_at: timestamp_option(row.get("last_good_at")?)?,
        newest_at: timestamp_option(row.get("newest_at")?)?,
        next_at: timestamp_option(row.get("next_at")?)?,
        reason: row.get("reason")?,
        unread: row.get::<_, i64>("unread")?.try_into().unwrap_or(0),
    })
}

fn feed_state(row: &Row<'_>) -> rusqlite::Result<FeedState> {
    Ok(FeedState {
        etag: row.get("etag")?,
        last_modified: row.get("last_modified")?,
        validators_at: timestamp_option(row.get("validators_at")?)?,
        next_at: timestamp_option(row.get("next_at")?)?,
        body_sha256: row.get("body_sha256")?,
        // What an older version wrote and this one cannot read is forgotten, not fatal.
        memory: from_json(row.get_ref("memory")?.as_str()?).unwrap_or_default(),
        settings: row.get("settings")?,
    })
}

fn ask(row: &Row<'_>) -> rusqlite::Result<Ask> {
    Ok(Ask {
        at: timestamp(row.get("at")?)?,
        outcome: AskOutcome::from_name(row.get_ref("outcome")?.as_str()?),
        status: row.get("status")?,
        duration_ms: row.get::<_, i64>("duration_ms")?.try_into().unwrap_or(0),
        size_bytes: row.get::<_, i64>("size_bytes")?.try_into().unwrap_or(0),
        new_stories: row.get("new_stories")?,
        reason: row.get("reason")?,
    })
}

/// The facet under which the stories of a feed are listed and counted.
pub(super) fn facet(id: i64) -> (Kind, String) {
    (Kind::Feed, id.to_string())
}
