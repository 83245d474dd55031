//! Brings in stories that another newsroom hands over, notes and corrections included.

use std::collections::HashMap;

use jiff::Timestamp;
use rusqlite::Connection;
use rusqlite::OptionalExtension;
use rusqlite::params;

use super::Store;
use super::StoreError;
use super::codec;
use super::facet;
use super::feeds;
use super::notes;
use super::op::DossierValue;
use super::op::NoteValue;
use super::op::Op;
use super::prepared::Prepared;
use super::record;
use super::record::NewStory;
use super::standing;
use crate::model::Annotation;
use crate::model::Document;
use crate::model::DossierNote;
use crate::model::Exhibit;
use crate::model::FeedId;
use crate::model::FeedSource;
use crate::model::StoryId;

/// The folder of outlets that were not known before; they are listed and not asked.
const FOLDER: &str = "Handed over";

/// What an import changed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Restored {
    /// Stories that were not there before.
    pub stories: usize,
    /// Stories that were.
    pub known: usize,
    /// Notes that are new, or newer than ours.
    pub notes: usize,
    /// Corrections that are new.
    pub corrections: usize,
}

/// What is planned so far, with the numbers that new rows will have.
struct Plan<'a> {
    db: &'a Connection,
    ops: Vec<Op>,
    next_note: i64,
    next_correction: i64,
    done: Restored,
}

impl Store {
    /// Brings in the stories of `document` with labels, notes and corrections, as one step.
    ///
    /// What is there already stays: a story is found by its keys, its text is never replaced,
    /// a note only by a newer form of itself. So the same document twice brings no doubles.
    /// Outlets that are new are listed and not asked. A dossier is made or added to.
    ///
    /// # Errors
    ///
    /// Returns a [`StoreError`] if the database cannot be written; then nothing was kept.
    pub fn restore(&mut self, document: &Document, now: Timestamp) -> Result<Restored, StoreError> {
        let failed = StoreError::when("bring in the stories");
        self.step("import", now, |db| plan(db, document, now).map_err(&failed))
    }
}

fn plan(
    db: &Connection,
    document: &Document,
    now: Timestamp,
) -> rusqlite::Result<(Vec<Op>, Restored)> {
    let mut plan = Plan {
        db,
        ops: Vec::new(),
        next_note: notes::next_id(db, "annotation")?,
        next_correction: notes::next_id(db, "correction")?,
        done: Restored::default(),
    };
    let mut outlets = HashMap::new();
    let mut stories = Vec::new();
    // From the end: of two stories of one time, the list shows the higher number first.
    for exhibit in document.exhibits.iter().rev() {
        let url = exhibit.outlet.url.as_str();
        let feed = match outlets.get(url) {
            Some(feed) => *feed,
            None => *outlets.entry(url).or_insert(outlet(db, &exhibit.outlet, now)?),
        };
        let id = plan.story(feed, exhibit, now)?;
        plan.marks(id, exhibit)?;
        plan.notes(id, exhibit)?;
        plan.corrections(id, exhibit)?;
        stories.push((id, exhibit.section.as_str()));
    }
    stories.reverse();
    if let Some(dossier) = &document.dossier {
        plan.dossier(dossier, &stories)?;
    }
    Ok((plan.ops, plan.done))
}

/// Finds an outlet by its address, or lists it without asking it.
fn outlet(db: &Connection, source: &FeedSource, now: Timestamp) -> rusqlite::Result<FeedId> {
    let known: Option<i64> = db
        .prepare_cached("SELECT id FROM feed WHERE url = ?1")?
        .query_row([&source.url], |row| row.get(0))
        .optional()?;
    if let Some(id) = known {
        return Ok(FeedId(id));
    }
    let source = FeedSource { paused: true, folder: FOLDER.to_owned(), ..source.clone() };
    feeds::put_feed(db, &source, now)
}

impl Plan<'_> {
    /// Finds the story by its keys, or adds it as it was.
    fn story(&mut self, feed: FeedId, exhibit: &Exhibit, now: Timestamp) -> rusqlite::Result<i64> {
        for key in &exhibit.keys {
            if let Some(known) = record::find_key(self.db, feed, *key)? {
                self.done.known += 1;
                return Ok(known.id.0);
            }
        }
        let story = NewStory {
            keys: exhibit.keys.clone(),
            title: exhibit.story.row.title.clone(),
            link: exhibit.story.row.link.clone(),
            byline: exhibit.story.byline.clone(),
            published_at: Some(exhibit.story.row.published_at),
            published_raw: exhibit.published_raw.clone(),
            article: exhibit.story.article.clone(),
            complete: exhibit.story.complete,
            analysis: exhibit.machine.clone(),
            sample: exhibit.story.row.sample,
            ..NewStory::default()
        };
        let recorded = record::put_stories(self.db, feed, &[Prepared::new(story)], now)?;
        let id = recorded.new.first().map_or(0, |id| id.0);
        self.db
            .prepare_cached("UPDATE story SET first_seen_at = ?2 WHERE id = ?1")?
            .execute(params![id, exhibit.first_seen_at.as_second()])?;
        for snapshot in &exhibit.snapshots {
            // The page itself is not handed over: its body is empty, its length is not.
            self.db
                .prepare_cached(
                    "INSERT INTO snapshot (story_id, fetched_at, url, final_url, redirects,
                         status, sha256, size_bytes, body, lexicon)
                     VALUES (?1, ?2, ?3, ?4, ?5, ?6, unhex(?7), ?8, x'', ?9)",
                )?
                .execute(params![
                    id,
                    snapshot.fetched_at.as_second(),
                    snapshot.url,
                    snapshot.final_url,
                    codec::json(&snapshot.redirects),
                    snapshot.status,
                    snapshot.sha256,
                    i64::try_from(snapshot.size_bytes).unwrap_or(i64::MAX),
                    snapshot.lexicon,
                ])?;
        }
        self.done.stories += 1;
        Ok(id)
    }

    fn marks(&mut self, id: i64, exhibit: &Exhibit) -> rusqlite::Result<()> {
        let Some(standing) = standing::read(self.db, StoryId(id))? else { return Ok(()) };
        if let (Some(at), None) = (exhibit.saved_at, standing.saved_at) {
            self.ops.push(Op::Saved { story: id, at: Some(at.as_second()) });
        }
        let mut labels = standing.labels.clone();
        for label in &exhibit.story.row.labels {
            let folded = facet::folded(label);
            if labels.iter().all(|held| facet::folded(held) != folded) {
                labels.push(label.clone());
            }
        }
        if labels != standing.labels {
            self.ops.push(Op::Labels { story: id, labels });
        }
        Ok(())
    }

    /// A note is the same if it was made at the same time on the same words.
    fn notes(&mut self, id: i64, exhibit: &Exhibit) -> rusqlite::Result<()> {
        let mut held = notes::of_story(self.db, StoryId(id))?;
        for note in &exhibit.story.annotations {
            let ours = held.iter().position(|ours| {
                let words = |note: &Annotation| {
                    note.anchor.as_ref().map(|a| (a.exact().to_owned(), a.prefix().to_owned()))
                };
                ours.created_at == note.created_at && words(ours) == words(note)
            });
            let number = match ours.map(|place| held.swap_remove(place)) {
                Some(ours) if ours.updated_at >= note.updated_at => continue,
                Some(ours) => ours.id.0,
                None => {
                    self.next_note += 1;
                    self.next_note - 1
                }
            };
            let anchor = note.anchor.as_ref();
            let value = NoteValue {
                story: id,
                exact: anchor.map(|anchor| anchor.exact().to_owned()),
                prefix: anchor.map_or(String::new(), |anchor| anchor.prefix().to_owned()),
                suffix: anchor.map_or(String::new(), |anchor| anchor.suffix().to_owned()),
                body: note.body.clone(),
                colour: note.colour.as_str().to_owned(),
                created_at: note.created_at.as_second(),
                updated_at: note.updated_at.as_second(),
            };
            self.ops.push(Op::Note { id: number, value: Some(value) });
            self.done.notes += 1;
        }
        Ok(())
    }

    fn corrections(&mut self, id: i64, exhibit: &Exhibit) -> rusqlite::Result<()> {
        let held = standing::corrections(self.db, StoryId(id))?;
        for made in &exhibit.corrections {
            if held.iter().any(|(_, correction)| *correction == made.correction) {
                continue;
            }
            let value = (id, made.correction.clone(), made.at.as_second());
            self.ops.push(Op::Correction { id: self.next_correction, value: Some(value) });
            self.next_correction += 1;
            self.done.corrections += 1;
        }
        Ok(())
    }

    fn dossier(&mut self, note: &DossierNote, stories: &[(i64, &str)]) -> rusqlite::Result<()> {
        let known: Option<i64> = self
            .db
            .query_row(
                "SELECT id FROM dossier WHERE folded = ?1",
                [facet::folded(&note.name)],
                |row| row.get(0),
            )
            .optional()?;
        let (id, held) = if let Some(id) = known {
            (id, members(self.db, id)?)
        } else {
            let id = notes::next_id(self.db, "dossier")?;
            let value = DossierValue {
                name: note.name.clone(),
                summary: note.summary.clone(),
                query: note.query.clone(),
                created_at: note.created_at.as_second(),
            };
            self.ops.push(Op::Dossier { id, value: Some(value) });
            (id, Vec::new())
        };
        if !note.query.is_empty() {
            return Ok(());
        }
        let end = i64::try_from(held.len()).unwrap_or(i64::MAX);
        let new = stories.iter().filter(|(story, _)| !held.contains(story));
        for (place, (story, section)) in (end..).zip(new) {
            let place = Some((place, (*section).to_owned()));
            self.ops.push(Op::Member { dossier: id, story: *story, place });
        }
        Ok(())
    }
}

fn members(db: &Connection, dossier: i64) -> rusqlite::Result<Vec<i64>> {
    db.prepare("SELECT story_id FROM dossier_story WHERE dossier_id = ?1")?
        .query_map([dossier], |row| row.get(0))?
        .collect()
}
