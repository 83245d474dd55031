//! One story, as the reader opens it.

use jiff::Timestamp;
use rusqlite::Connection;
use rusqlite::OptionalExtension;
use rusqlite::Row;
use rusqlite::params;

use super::Store;
use super::StoreError;
use super::codec;
use super::list;
use super::notes;
use super::open::Durability;
use super::standing;
use crate::model::Analysis;
use crate::model::Article;
use crate::model::Story;
use crate::model::StoryId;

/// A text that a story had before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Version {
    /// When another text took its place.
    pub left_at: Timestamp,
    /// The headline it had.
    pub title: String,
    /// The text it had.
    pub article: Article,
}

impl Store {
    /// Opens a story; its analysis is the machine's with the reader's corrections.
    ///
    /// # Errors
    ///
    /// Returns [`StoreError::NotFound`] if there is none of this number.
    pub fn story(&self, id: StoryId) -> Result<Story, StoreError> {
        let failed = StoreError::when("open the story");
        let row = self
            .db
            .prepare_cached(list::ONE)
            .and_then(|mut statement| statement.query_row([id.0], list::story_row).optional())
            .map_err(&failed)?
            .ok_or_else(|| no_story(id))?;
        let (article, analysis, byline, complete) = self
            .db
            .prepare_cached(
                "SELECT a.text, a.layout, a.analysis, s.byline, s.complete
                 FROM story AS s JOIN article AS a ON a.story_id = s.id WHERE s.id = ?1",
            )
            .and_then(|mut statement| statement.query_row([id.0], parts))
            .map_err(&failed)?;
        let analysis =
            standing::with_corrections(&self.db, id, &article.text, analysis).map_err(&failed)?;
        let annotations = notes::of_story(&self.db, id).map_err(&failed)?;
        let corrections = standing::corrections(&self.db, id).map_err(&failed)?;
        let corrections = corrections.into_iter().map(|(_, correction)| correction).collect();
        Ok(Story { row, article, complete, analysis, byline, annotations, corrections })
    }

    /// Reads what the machine found in a story, without the reader's corrections.
    ///
    /// # Errors
    ///
    /// Returns [`StoreError::NotFound`] if there is none of this number.
    pub fn machine_analysis(&self, id: StoryId) -> Result<Analysis, StoreError> {
        read_machine(&self.db, id)
            .optional()
            .map_err(StoreError::when("read the analysis"))?
            .ok_or_else(|| no_story(id))
    }

    /// Lists the texts that a story had before, newest first.
    ///
    /// # Errors
    ///
    /// Returns a [`StoreError`] if the database cannot be read.
    pub fn versions(&self, id: StoryId) -> Result<Vec<Version>, StoreError> {
        let list = || {
            self.db
                .prepare_cached(
                    "SELECT left_at, title, text, layout FROM story_version
                     WHERE story_id = ?1 ORDER BY id DESC",
                )?
                .query_map([id.0], |row| {
                    Ok(Version {
                        left_at: codec::timestamp(row.get(0)?)?,
                        title: row.get(1)?,
                        article: article(&row.get::<_, Vec<u8>>(2)?, &row.get::<_, Vec<u8>>(3)?)?,
                    })
                })?
                .collect::<rusqlite::Result<_>>()
        };
        list().map_err(StoreError::when("read the versions"))
    }

    /// Writes a new analysis of a story whose text has not changed, as after a newer lexicon.
    ///
    /// # Errors
    ///
    /// Returns a [`StoreError`] if the database cannot be written.
    pub fn put_analysis(&mut self, id: StoryId, analysis: &Analysis) -> Result<(), StoreError> {
        let failed = StoreError::when("keep the analysis");
        self.write("keep the analysis", Durability::Normal, |db| {
            let before = standing::read(db, id).map_err(&failed)?;
            let before = before.ok_or_else(|| no_story(id))?;
            let text = read_text(db, id).map_err(&failed)?;
            standing::put_analysis(db, &before, &text, analysis).map_err(&failed)
        })
    }

    /// Lists stories whose analysis was made with another lexicon than `version`, newest first.
    ///
    /// # Errors
    ///
    /// Returns a [`StoreError`] if the database cannot be read.
    pub fn outdated(&self, version: &str, limit: u32) -> Result<Vec<StoryId>, StoreError> {
        let list = || {
            self.db
                .prepare_cached(
                    "SELECT id FROM story WHERE lexicon <> ?1
                     ORDER BY published_at DESC, id DESC LIMIT ?2",
                )?
                .query_map(params![version, limit], |row| row.get(0).map(StoryId))?
                .collect::<rusqlite::Result<_>>()
        };
        list().map_err(StoreError::when("look for old analyses"))
    }
}

/// The error for a story that is not there.
pub(super) fn no_story(id: StoryId) -> StoreError {
    StoreError::NotFound {
        what: format!("story {}", id.0),
        remedy: "`demarche list --json` shows the numbers",
    }
}

/// Reads the text of a story.
pub(super) fn read_text(db: &Connection, id: StoryId) -> rusqlite::Result<String> {
    db.prepare_cached("SELECT text FROM article WHERE story_id = ?1")?
        .query_row([id.0], |row| codec::unpack_text(&row.get::<_, Vec<u8>>(0)?))
}

/// Reads what the machine found in a story.
pub(super) fn read_machine(db: &Connection, id: StoryId) -> rusqlite::Result<Analysis> {
    db.prepare_cached("SELECT analysis FROM article WHERE story_id = ?1")?
        .query_row([id.0], |row| codec::unpack_json(&row.get::<_, Vec<u8>>(0)?))
}

fn parts(row: &Row<'_>) -> rusqlite::Result<(Article, Analysis, String, bool)> {
    let article = article(&row.get::<_, Vec<u8>>(0)?, &row.get::<_, Vec<u8>>(1)?)?;
    let analysis = codec::unpack_json(&row.get::<_, Vec<u8>>(2)?)?;
    Ok((article, analysis, row.get(3)?, row.get(4)?))
}

fn article(text: &[u8], layout: &[u8]) -> rusqlite::Result<Article> {
    let (blocks, links) = codec::unpack_json(layout)?;
    Ok(Article { text: codec::unpack_text(text)?, blocks, links })
}
