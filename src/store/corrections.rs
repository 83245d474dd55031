//! Corrections that the reader makes to the machine's reading; they win in lists.

use jiff::Timestamp;
use rusqlite::OptionalExtension;

use super::Store;
use super::StoreError;
use super::marks;
use super::notes::next_id;
use super::op::Op;
use super::standing;
use crate::model::Correction;
use crate::model::CorrectionId;
use crate::model::StoryId;

impl Store {
    /// Keeps a correction beside the analysis of a story.
    ///
    /// # Errors
    ///
    /// Returns [`StoreError::NotFound`] if there is no such story.
    pub fn correct(
        &mut self,
        story: StoryId,
        correction: &Correction,
        now: Timestamp,
    ) -> Result<CorrectionId, StoreError> {
        self.step("correct a claim", now, |db| {
            marks::find(db, story)?;
            let id = next_id(db, "correction").map_err(StoreError::when("keep the correction"))?;
            let value = Some((story.0, correction.clone(), now.as_second()));
            Ok((vec![Op::Correction { id, value }], CorrectionId(id)))
        })
    }

    /// Takes a correction away, so that the machine's reading holds again.
    ///
    /// # Errors
    ///
    /// Returns [`StoreError::NotFound`] if there is none of this number.
    pub fn remove_correction(
        &mut self,
        id: CorrectionId,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        self.step("remove a correction", now, |db| {
            let found: Option<i64> = db
                .query_row("SELECT id FROM correction WHERE id = ?1", [id.0], |row| row.get(0))
                .optional()
                .map_err(StoreError::when("read the correction"))?;
            found.ok_or_else(|| StoreError::NotFound {
                what: format!("correction {}", id.0),
                remedy: "the article pane shows those of a story",
            })?;
            Ok((vec![Op::Correction { id: id.0, value: None }], ()))
        })
    }

    /// Lists the corrections of a story, oldest first.
    ///
    /// # Errors
    ///
    /// Returns a [`StoreError`] if the database cannot be read.
    pub fn corrections(
        &self,
        story: StoryId,
    ) -> Result<Vec<(CorrectionId, Correction)>, StoreError> {
        standing::corrections(&self.db, story).map_err(StoreError::when("read the corrections"))
    }
}
