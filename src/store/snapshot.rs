//! The pages of saved stories as they were served: evidence that does not change.

use std::fmt::Write;

use rusqlite::OptionalExtension;
use rusqlite::Row;
use rusqlite::params;
use sha2::Digest;
use sha2::Sha256;

use super::Store;
use super::StoreError;
use super::codec;
use super::marks;
use super::open::Durability;
use crate::model::Snapshot;
use crate::model::StoryId;

/// A page as it was served: what is known of it, and its bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page {
    /// What is known of it.
    pub about: Snapshot,
    /// The headers of the answer, in order.
    pub headers: Vec<(String, String)>,
    /// The body as it was after unpacking; empty for a page that another newsroom handed over,
    /// of which only what is known of it came along.
    pub body: Vec<u8>,
}

impl Page {
    /// Makes a page; hash and size of `about` are set to those of `body`.
    pub fn new(about: Snapshot, headers: Vec<(String, String)>, body: Vec<u8>) -> Self {
        let sha256 = Sha256::digest(&body).iter().fold(String::new(), |mut hex, byte| {
            let _ = write!(hex, "{byte:02x}");
            hex
        });
        let about = Snapshot { sha256, size_bytes: body.len() as u64, ..about };
        Self { about, headers, body }
    }
}

/// What is known of a page, in the order in which [`about`] reads it.
pub(super) const ABOUT: &str =
    "fetched_at, url, final_url, redirects, status, hex(sha256), size_bytes, lexicon";

impl Store {
    /// Keeps a page beside its story, unless the newest one kept has the same body.
    ///
    /// Returns whether it was kept.
    ///
    /// # Errors
    ///
    /// Returns [`StoreError::NotFound`] if there is no such story.
    pub fn put_snapshot(&mut self, story: StoryId, page: &Page) -> Result<bool, StoreError> {
        let failed = StoreError::when("keep the page");
        let about = &page.about;
        let body = codec::pack(&page.body);
        self.write("keep the page", Durability::Full, |db| {
            marks::find(db, story)?;
            let newest: Option<String> = db
                .query_row(
                    // A page that another newsroom handed over has no bytes: ours is kept beside it.
                    "SELECT lower(hex(sha256)) FROM snapshot WHERE story_id = ?1 AND length(body) > 0
                     ORDER BY id DESC LIMIT 1",
                    [story.0],
                    |row| row.get(0),
                )
                .optional()
                .map_err(&failed)?;
            if newest.as_ref() == Some(&about.sha256) {
                return Ok(false);
            }
            db.execute(
                "INSERT INTO snapshot (story_id, fetched_at, url, final_url, redirects, status,
                     headers, sha256, size_bytes, body, lexicon)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, unhex(?8), ?9, ?10, ?11)",
                params![
                    story.0,
                    about.fetched_at.as_second(),
                    about.url,
                    about.final_url,
                    codec::json(&about.redirects),
                    about.status,
                    codec::json(&page.headers),
                    about.sha256,
                    i64::try_from(about.size_bytes).unwrap_or(i64::MAX),
                    body,
                    about.lexicon,
                ],
            )
            .map_err(&failed)?;
            Ok(true)
        })
    }

    /// Returns whether a page with its bytes is kept of a story.
    ///
    /// # Errors
    ///
    /// Returns a [`StoreError`] if the database cannot be read.
    pub fn has_snapshot(&self, story: StoryId) -> Result<bool, StoreError> {
        self.db
            .prepare_cached(
                "SELECT 1 FROM snapshot WHERE story_id = ?1 AND length(body) > 0 LIMIT 1",
            )
            .and_then(|mut one| one.exists([story.0]))
            .map_err(StoreError::when("read the pages"))
    }

    /// Reads the pages kept of a story, oldest first.
    ///
    /// # Errors
    ///
    /// Returns a [`StoreError`] if the database cannot be read.
    pub fn snapshots(&self, story: StoryId) -> Result<Vec<Page>, StoreError> {
        let list = || {
            self.db
                .prepare_cached(&format!(
                    "SELECT {ABOUT}, headers, body FROM snapshot WHERE story_id = ?1 ORDER BY id"
                ))?
                .query_map([story.0], page)?
                .collect::<rusqlite::Result<_>>()
        };
        list().map_err(StoreError::when("read the pages"))
    }
}

fn page(row: &Row<'_>) -> rusqlite::Result<Page> {
    Ok(Page {
        about: about(row)?,
        headers: codec::from_json(row.get_ref("headers")?.as_str()?)?,
        body: codec::unpack(row.get_ref("body")?.as_blob()?)?,
    })
}

/// Reads [`ABOUT`].
pub(super) fn about(row: &Row<'_>) -> rusqlite::Result<Snapshot> {
    Ok(Snapshot {
        fetched_at: codec::timestamp(row.get(0)?)?,
        url: row.get(1)?,
        final_url: row.get(2)?,
        redirects: codec::from_json(row.get_ref(3)?.as_str()?)?,
        status: row.get(4)?,
        sha256: row.get::<_, String>(5)?.to_ascii_lowercase(),
        size_bytes: row.get::<_, i64>(6)?.try_into().unwrap_or(0),
        lexicon: row.get(7)?,
    })
}
