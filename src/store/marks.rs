//! Marks and labels that the reader puts on stories.

use jiff::Timestamp;
use rusqlite::Connection;
use rusqlite::params_from_iter;

use super::Store;
use super::StoreError;
use super::facet;
use super::filter_sql;
use super::filter_sql::Purpose;
use super::op::Op;
use super::open::Durability;
use super::standing;
use super::standing::Standing;
use super::story::no_story;
use crate::model::Filter;
use crate::model::StoryId;

/// The longest label, in characters: it stands in a row of the list.
const LABEL_CHARS_MAX: usize = 64;
/// The most labels on one story.
const LABELS_MAX: usize = 64;

impl Store {
    /// Marks stories read or unread, as a step that can be undone.
    ///
    /// # Errors
    ///
    /// Returns a [`StoreError`] if the database cannot be written.
    pub fn mark_read(
        &mut self,
        stories: &[StoryId],
        read: bool,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let stories: Vec<i64> = stories.iter().map(|id| id.0).collect();
        let title = title(if read { "mark read" } else { "mark unread" }, stories.len());
        self.step(&title, now, |_| Ok((vec![Op::Read { stories, read }], ())))
    }

    /// Marks the story that is being read, which is no step of its own.
    ///
    /// # Errors
    ///
    /// Returns a [`StoreError`] if the database cannot be written.
    pub fn mark_opened(&mut self, story: StoryId) -> Result<(), StoreError> {
        self.write("mark the story read", Durability::Normal, |db| {
            Op::Read { stories: vec![story.0], read: true }
                .apply(db)
                .map(drop)
                .map_err(StoreError::when("mark the story read"))
        })
    }

    /// Marks every story that passes `filter` read, as one step; returns how many.
    ///
    /// # Errors
    ///
    /// Returns a [`StoreError`] if the database cannot be written.
    pub fn mark_all_read(&mut self, filter: &Filter, now: Timestamp) -> Result<usize, StoreError> {
        let mut query = filter_sql::compile(filter, now, self, Purpose::Count);
        let id = query.id();
        query.also(format!("{id} IN (SELECT id FROM story WHERE read = 0)"));
        let sql = format!("SELECT {id} {}", query.source());
        self.step("mark all read", now, |db| {
            let list = || -> rusqlite::Result<Vec<i64>> {
                db.prepare(&sql)?
                    .query_map(params_from_iter(query.params()), |row| row.get(0))?
                    .collect()
            };
            let stories = list().map_err(StoreError::when("list the stories"))?;
            let count = stories.len();
            Ok((vec![Op::Read { stories, read: true }], count))
        })
    }

    /// Keeps stories, or keeps them no longer.
    ///
    /// # Errors
    ///
    /// Returns [`StoreError::NotFound`] if there is no such story; then none is changed.
    pub fn save(
        &mut self,
        stories: &[StoryId],
        saved: bool,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let title = title(if saved { "save" } else { "unsave" }, stories.len());
        self.step(&title, now, |db| {
            let mut ops = Vec::new();
            for id in stories {
                let before = find(db, *id)?;
                if before.saved_at.is_some() != saved {
                    ops.push(Op::Saved { story: id.0, at: saved.then_some(now.as_second()) });
                }
            }
            Ok((ops, ()))
        })
    }

    /// Puts labels on stories.
    ///
    /// # Errors
    ///
    /// Returns [`StoreError::NotFound`] if there is no such story, [`StoreError::Refused`] if
    /// a label is empty, too long, or one too many; then none is changed.
    pub fn add_labels(
        &mut self,
        stories: &[StoryId],
        labels: &[&str],
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let labels =
            labels.iter().map(|label| clean_label(label)).collect::<Result<Vec<_>, _>>()?;
        self.relabel(&title("label", stories.len()), stories, now, |mut held| {
            for label in &labels {
                let folded = facet::folded(label);
                if !held.iter().any(|known| facet::folded(known) == folded) {
                    held.push(label.clone());
                }
            }
            held
        })
    }

    /// Takes labels from stories; a label that is not there is passed over.
    ///
    /// # Errors
    ///
    /// Returns [`StoreError::NotFound`] if there is no such story; then none is changed.
    pub fn remove_labels(
        &mut self,
        stories: &[StoryId],
        labels: &[&str],
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let gone: Vec<String> = labels.iter().map(|label| facet::folded(label)).collect();
        self.relabel(&title("unlabel", stories.len()), stories, now, |mut held| {
            held.retain(|label| !gone.contains(&facet::folded(label)));
            held
        })
    }

    fn relabel(
        &mut self,
        title: &str,
        stories: &[StoryId],
        now: Timestamp,
        change: impl Fn(Vec<String>) -> Vec<String>,
    ) -> Result<(), StoreError> {
        self.step(title, now, |db| {
            let mut ops = Vec::new();
            for id in stories {
                let before = find(db, *id)?.labels;
                let labels = change(before.clone());
                if labels.len() > LABELS_MAX {
                    return Err(StoreError::Refused(
                        "a story can have 64 labels; remove one first",
                    ));
                }
                if labels != before {
                    ops.push(Op::Labels { story: id.0, labels });
                }
            }
            Ok((ops, ()))
        })
    }
}

/// Reads how a story stands.
pub(super) fn find(db: &Connection, id: StoryId) -> Result<Standing, StoreError> {
    standing::read(db, id).map_err(StoreError::when("read the story"))?.ok_or_else(|| no_story(id))
}

fn clean_label(label: &str) -> Result<String, StoreError> {
    let label = label.split_whitespace().collect::<Vec<_>>().join(" ");
    if facet::folded(&label).is_empty() {
        return Err(StoreError::Refused("a label needs a letter or a digit; choose another word"));
    }
    if label.chars().count() > LABEL_CHARS_MAX {
        return Err(StoreError::Refused("a label has at most 64 characters; choose a shorter one"));
    }
    Ok(label)
}

/// What a step is called when it is undone: `save 2 stories`.
fn title(verb: &str, stories: usize) -> String {
    if stories == 1 { format!("{verb} a story") } else { format!("{verb} {stories} stories") }
}
