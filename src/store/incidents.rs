//! What the ledger reads of stories, and the incidents that it writes on them.

use std::collections::BTreeSet;

use jiff::Timestamp;
use rusqlite::Connection;
use rusqlite::params;

use super::Store;
use super::StoreError;
use super::facet;
use super::facet::Facet;
use super::facet::Kind;
use super::facet::Tally;
use super::open::Durability;
use super::standing;
use super::story;
use crate::model::Analysis;
use crate::model::Cursor;
use crate::model::Filter;
use crate::model::StoryId;
use crate::model::StoryRow;

/// How far apart two incidents stand that were last told in two following seconds: more than
/// there are stories, whose numbers part those of one second. As in the migration.
const RANK_STEP: i64 = 1 << 24;

/// A story as the ledger reads it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Analysed {
    /// Its row of the list.
    pub row: StoryRow,
    /// Its text.
    pub text: String,
    /// What was read in the text, with the reader's corrections.
    pub analysis: Analysis,
    /// The hash of its text, if one was written.
    pub simhash: Option<u64>,
}

/// The incident of one story.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Membership {
    /// The story.
    pub story: StoryId,
    /// The incident, or `None` to take it out of one.
    pub incident: Option<i64>,
    /// How many outlets tell the incident; 1 for a story alone.
    pub coverage: u32,
}

impl Store {
    /// Lists stories with text and analysis, as [`list`](Self::list) lists rows.
    ///
    /// # Errors
    ///
    /// Returns a [`StoreError`] if the database cannot be read.
    pub fn analysed(
        &self,
        filter: &Filter,
        now: Timestamp,
        after: Option<Cursor>,
        limit: u32,
    ) -> Result<Vec<Analysed>, StoreError> {
        let failed = StoreError::when("read the analyses");
        let rows = self.list(filter, now, after, limit)?;
        rows.into_iter().map(|row| read(&self.db, row).map_err(&failed)).collect()
    }

    /// Writes the hashes of texts under which near doubles are near.
    ///
    /// # Errors
    ///
    /// Returns a [`StoreError`] if the database cannot be written.
    pub fn put_simhashes(&mut self, hashes: &[(StoryId, u64)]) -> Result<(), StoreError> {
        let failed = StoreError::when("keep the hashes");
        self.write("keep the hashes", Durability::Normal, |db| {
            for (story, hash) in hashes {
                db.prepare_cached("UPDATE story SET simhash = ?2 WHERE id = ?1")
                    .and_then(|mut one| one.execute(params![story.0, hash.cast_signed()]))
                    .map_err(&failed)?;
            }
            Ok(())
        })
    }

    /// Writes which stories tell of the same incident.
    ///
    /// # Errors
    ///
    /// Returns a [`StoreError`] if the database cannot be written.
    pub fn put_incidents(&mut self, members: &[Membership]) -> Result<(), StoreError> {
        let failed = StoreError::when("keep the incidents");
        self.write("keep the incidents", Durability::Normal, |db| {
            put_all(db, members).map_err(&failed)
        })
    }
}

fn read(db: &Connection, row: StoryRow) -> rusqlite::Result<Analysed> {
    let text = story::read_text(db, row.id)?;
    let machine = story::read_machine(db, row.id)?;
    let analysis = standing::with_corrections(db, row.id, &text, machine)?;
    let simhash: Option<i64> = db
        .prepare_cached("SELECT simhash FROM story WHERE id = ?1")?
        .query_row([row.id.0], |found| found.get(0))?;
    Ok(Analysed { row, text, analysis, simhash: simhash.map(i64::cast_unsigned) })
}

fn put_all(db: &Connection, members: &[Membership]) -> rusqlite::Result<()> {
    let mut tally = Tally::default();
    for member in members {
        put(db, *member, &mut tally)?;
    }
    let incidents: BTreeSet<i64> = members.iter().filter_map(|member| member.incident).collect();
    for incident in incidents {
        rank(db, incident)?;
    }
    tally.write(db)
}

/// Writes where the stories of an incident stand in the list by incidents: stories told long ago
/// as well, so that none of them is left behind.
fn rank(db: &Connection, incident: i64) -> rusqlite::Result<()> {
    db.prepare_cached(
        "UPDATE story SET incident_rank = o.rank FROM (
             SELECT max(published_at) * ?2 + ?1 % ?2 AS rank FROM story WHERE incident_id = ?1
         ) AS o WHERE incident_id = ?1 AND incident_rank <> o.rank",
    )?
    .execute(params![incident, RANK_STEP])
    .map(drop)
}

fn put(db: &Connection, member: Membership, tally: &mut Tally) -> rusqlite::Result<()> {
    let Some(before) = standing::read(db, member.story)? else { return Ok(()) };
    db.prepare_cached(
        "UPDATE story SET incident_id = ?2, coverage = ?3,
             incident_rank = iif(?2 IS NULL, 0, incident_rank)
         WHERE id = ?1 AND (incident_id IS NOT ?2 OR coverage <> ?3)",
    )?
    .execute(params![member.story.0, member.incident, member.coverage])?;
    if before.incident != member.incident {
        let facets = |id: Option<i64>| -> Vec<Facet> {
            id.map(|id| (Kind::Incident, id.to_string())).into_iter().collect()
        };
        facet::remove(db, before.subject, &facets(before.incident), tally)?;
        facet::add(db, before.subject, &facets(member.incident), tally)?;
    }
    Ok(())
}
