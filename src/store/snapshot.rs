//! The pages of saved stories as they were served: evidence that does not change.

use jiff::Timestamp;
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
use crate::model::StoryId;

/// A page as it was served.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Snapshot {
    /// When it was fetched.
    pub fetched_at: Timestamp,
    /// The address asked.
    pub url: String,
    /// The address that answered.
    pub final_url: String,
    /// The addresses between them, in order.
    pub redirects: Vec<String>,
    /// The HTTP status.
    pub status: u16,
    /// The headers of the answer, in order.
    pub headers: Vec<(String, String)>,
    /// The body as it was after unpacking; empty for a page that another newsroom handed over,
    /// of which only what is known of it came along.
    pub body: Vec<u8>,
    /// SHA-256 of the body; computed by the store.
    pub sha256: [u8; 32],
    /// The version of the lexicon with which its text was analysed.
    pub lexicon: String,
}

const LATEST: &str = "
    SELECT fetched_at, url, final_url, redirects, status, headers, body, sha256, lexicon
    FROM snapshot WHERE story_id = ?1 ORDER BY id";

impl Store {
    /// Keeps a page beside its story, unless the newest one kept has the same body.
    ///
    /// Returns whether it was kept. `sha256` of the argument is ignored and computed here.
    ///
    /// # Errors
    ///
    /// Returns [`StoreError::NotFound`] if there is no such story.
    pub fn put_snapshot(&mut self, story: StoryId, page: &Snapshot) -> Result<bool, StoreError> {
        let failed = StoreError::when("keep the page");
        let sha256: [u8; 32] = Sha256::digest(&page.body).into();
        let body = codec::pack(&page.body);
        self.write("keep the page", Durability::Full, |db| {
            marks::find(db, story)?;
            let newest: Option<[u8; 32]> = db
                .query_row(
                    // A page that another newsroom handed over has no bytes: ours is kept beside it.
                    "SELECT sha256 FROM snapshot WHERE story_id = ?1 AND length(body) > 0
                     ORDER BY id DESC LIMIT 1",
                    [story.0],
                    |row| row.get(0),
                )
                .optional()
                .map_err(&failed)?;
            if newest == Some(sha256) {
                return Ok(false);
            }
            db.execute(
                "INSERT INTO snapshot (story_id, fetched_at, url, final_url, redirects, status,
                     headers, sha256, size_bytes, body, lexicon)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
                params![
                    story.0,
                    page.fetched_at.as_second(),
                    page.url,
                    page.final_url,
                    codec::json(&page.redirects),
                    page.status,
                    codec::json(&page.headers),
                    sha256,
                    i64::try_from(page.body.len()).unwrap_or(i64::MAX),
                    body,
                    page.lexicon,
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
    pub fn snapshots(&self, story: StoryId) -> Result<Vec<Snapshot>, StoreError> {
        let list = || {
            self.db
                .prepare_cached(LATEST)?
                .query_map([story.0], snapshot)?
                .collect::<rusqlite::Result<_>>()
        };
        list().map_err(StoreError::when("read the pages"))
    }
}

fn snapshot(row: &Row<'_>) -> rusqlite::Result<Snapshot> {
    Ok(Snapshot {
        fetched_at: codec::timestamp(row.get("fetched_at")?)?,
        url: row.get("url")?,
        final_url: row.get("final_url")?,
        redirects: codec::from_json(row.get_ref("redirects")?.as_str()?)?,
        status: row.get("status")?,
        headers: codec::from_json(row.get_ref("headers")?.as_str()?)?,
        body: codec::unpack(row.get_ref("body")?.as_blob()?)?,
        sha256: row.get("sha256")?,
        lexicon: row.get("lexicon")?,
    })
}
