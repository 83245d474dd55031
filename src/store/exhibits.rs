//! Stories with everything that is kept of them, to be taken away.

use jiff::Timestamp;
use rusqlite::OptionalExtension;
use rusqlite::Row;

use super::Store;
use super::StoreError;
use super::codec;
use super::list::LIST_ROWS_MAX;
use super::snapshot;
use super::story::no_story;
use crate::model::CorrectionMade;
use crate::model::Cursor;
use crate::model::DossierId;
use crate::model::Exhibit;
use crate::model::FeedClass;
use crate::model::FeedSource;
use crate::model::Filter;
use crate::model::Snapshot;
use crate::model::Story;
use crate::model::StoryId;

/// The most stories of one document: ten times the largest dossier that was asked for.
pub const EXHIBITS_MAX: usize = 20_000;

/// Where a story came from and when.
struct Origin {
    published_raw: String,
    first_seen_at: Timestamp,
    saved_at: Option<Timestamp>,
    outlet: FeedSource,
}

impl Store {
    /// Gathers the stories that pass `filter`, in its order, at most [`EXHIBITS_MAX`].
    ///
    /// # Errors
    ///
    /// Returns a [`StoreError`] if the database cannot be read.
    pub fn exhibits(&self, filter: &Filter, now: Timestamp) -> Result<Vec<Exhibit>, StoreError> {
        self.numbers(filter, now)?.into_iter().map(|id| self.exhibit(id, "")).collect()
    }

    /// Gives each story that passes `filter` to `take`, in the order of the list, at most
    /// [`EXHIBITS_MAX`].
    ///
    /// # Errors
    ///
    /// Returns a [`StoreError`] if the database cannot be read.
    pub fn each_story(
        &self,
        filter: &Filter,
        now: Timestamp,
        mut take: impl FnMut(Story),
    ) -> Result<(), StoreError> {
        for id in self.numbers(filter, now)? {
            take(self.story(id)?);
        }
        Ok(())
    }

    /// The numbers of the stories that pass `filter`.
    fn numbers(&self, filter: &Filter, now: Timestamp) -> Result<Vec<StoryId>, StoreError> {
        let mut numbers = Vec::new();
        let mut after = None;
        loop {
            let rows = self.list(filter, now, after, LIST_ROWS_MAX)?;
            let Some(last) = rows.last() else { return Ok(numbers) };
            after = Some(Cursor { published_at: last.published_at, id: last.id });
            for row in rows {
                if numbers.len() == EXHIBITS_MAX {
                    return Ok(numbers);
                }
                numbers.push(row.id);
            }
        }
    }

    /// Gathers the stories of a dossier in the reader's order, at most [`EXHIBITS_MAX`].
    ///
    /// # Errors
    ///
    /// Returns a [`StoreError`] if the database cannot be read.
    pub fn dossier_exhibits(&self, id: DossierId) -> Result<Vec<Exhibit>, StoreError> {
        let limit = u32::try_from(EXHIBITS_MAX).unwrap_or(u32::MAX);
        self.members(id, 0, limit)?
            .into_iter()
            .map(|member| self.exhibit(member.row.id, &member.section))
            .collect()
    }

    /// Reads everything that is kept of a story.
    ///
    /// # Errors
    ///
    /// Returns [`StoreError::NotFound`] if there is none of this number.
    pub fn exhibit(&self, id: StoryId, section: &str) -> Result<Exhibit, StoreError> {
        let failed = StoreError::when("read the story");
        let origin = self.origin(id).map_err(&failed)?.ok_or_else(|| no_story(id))?;
        let story = self.story(id)?;
        let corrections = self.corrections_made(id).map_err(&failed)?;
        // Without corrections, what the story shows is what the machine read.
        let machine = if corrections.is_empty() {
            story.analysis.clone()
        } else {
            self.machine_analysis(id)?
        };
        Ok(Exhibit {
            story,
            outlet: origin.outlet,
            section: section.to_owned(),
            published_raw: origin.published_raw,
            first_seen_at: origin.first_seen_at,
            saved_at: origin.saved_at,
            keys: self.keys(id).map_err(&failed)?,
            machine,
            corrections,
            snapshots: self.snapshots_of(id).map_err(&failed)?,
        })
    }

    fn origin(&self, id: StoryId) -> rusqlite::Result<Option<Origin>> {
        self.db
            .prepare_cached(
                "SELECT s.published_raw, s.first_seen_at, s.saved_at,
                        f.url, f.title, f.folder, f.country, f.lang, f.class, f.paused
                 FROM story AS s JOIN feed AS f ON f.id = s.feed_id WHERE s.id = ?1",
            )?
            .query_row([id.0], |row| {
                Ok(Origin {
                    published_raw: row.get(0)?,
                    first_seen_at: codec::timestamp(row.get(1)?)?,
                    saved_at: codec::timestamp_option(row.get(2)?)?,
                    outlet: outlet(row)?,
                })
            })
            .optional()
    }

    fn keys(&self, id: StoryId) -> rusqlite::Result<Vec<i64>> {
        self.db
            .prepare_cached("SELECT key FROM story_key WHERE story_id = ?1 ORDER BY key")?
            .query_map([id.0], |row| row.get(0))?
            .collect()
    }

    fn corrections_made(&self, id: StoryId) -> rusqlite::Result<Vec<CorrectionMade>> {
        self.db
            .prepare_cached(
                "SELECT body, created_at FROM correction WHERE story_id = ?1 ORDER BY id",
            )?
            .query_map([id.0], |row| {
                Ok(CorrectionMade {
                    correction: codec::from_json(row.get_ref(0)?.as_str()?)?,
                    at: codec::timestamp(row.get(1)?)?,
                })
            })?
            .collect()
    }

    fn snapshots_of(&self, id: StoryId) -> rusqlite::Result<Vec<Snapshot>> {
        let about = snapshot::ABOUT;
        self.db
            .prepare_cached(&format!(
                "SELECT {about} FROM snapshot WHERE story_id = ?1 ORDER BY id"
            ))?
            .query_map([id.0], snapshot::about)?
            .collect()
    }
}

fn outlet(row: &Row<'_>) -> rusqlite::Result<FeedSource> {
    Ok(FeedSource {
        url: row.get("url")?,
        title: row.get("title")?,
        folder: row.get("folder")?,
        country: row.get("country")?,
        lang: row.get("lang")?,
        class: FeedClass::from_name(row.get_ref("class")?.as_str()?).unwrap_or_default(),
        paused: row.get("paused")?,
    })
}
