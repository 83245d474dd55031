//! Notes that were begun and are not kept yet: written as they are typed, so that neither a
//! signal nor a crash takes them.

use rusqlite::params;

use super::Store;
use super::StoreError;
use super::codec;
use super::open::Durability;
use crate::model::Draft;
use crate::model::StoryId;

/// Under which keys drafts are kept; the number of the story follows.
const KEY: &str = "draft:";

impl Store {
    /// Keeps a draft in place of an older one on the same story; one without words is forgotten.
    ///
    /// # Errors
    ///
    /// Returns a [`StoreError`] if the database cannot be written.
    pub fn put_draft(&mut self, draft: &Draft) -> Result<(), StoreError> {
        if draft.body.trim().is_empty() {
            return self.drop_draft(draft.story);
        }
        self.remember(&key(draft.story), &codec::json(draft))
    }

    /// Forgets the draft on a story.
    ///
    /// # Errors
    ///
    /// Returns a [`StoreError`] if the database cannot be written.
    pub fn drop_draft(&mut self, story: StoryId) -> Result<(), StoreError> {
        self.write("forget the draft", Durability::Normal, |db| {
            db.execute("DELETE FROM setting WHERE key = ?1", params![key(story)])
                .map(drop)
                .map_err(StoreError::when("forget the draft"))
        })
    }

    /// Lists the drafts, by story; one that cannot be read is passed over.
    ///
    /// # Errors
    ///
    /// Returns a [`StoreError`] if the database cannot be read.
    pub fn drafts(&self) -> Result<Vec<Draft>, StoreError> {
        let list = || {
            self.db
                .prepare("SELECT value FROM setting WHERE key GLOB ?1 ORDER BY key")?
                .query_map([format!("{KEY}*")], |row| row.get::<_, String>(0))?
                .collect::<rusqlite::Result<Vec<_>>>()
        };
        let kept = list().map_err(StoreError::when("read the drafts"))?;
        Ok(kept.iter().filter_map(|value| codec::from_json(value).ok()).collect())
    }
}

fn key(story: StoryId) -> String {
    format!("{KEY}{}", story.0)
}

#[cfg(test)]
mod tests {
    use super::super::tests::Fixture;
    use super::super::tests::now;
    use super::*;
    use crate::model::Highlight;

    #[test]
    fn the_last_words_of_a_draft_are_kept_until_it_is_forgotten() {
        let mut fixture = Fixture::new();
        let draft = |body: &str| Draft {
            story: StoryId(7),
            title: "Talks open".into(),
            note: None,
            anchor: None,
            body: body.into(),
            colour: Highlight::Red,
            at: now(),
        };
        for (body, expected) in [("As", Some("As")), ("Ask", Some("Ask")), (" ", None)] {
            fixture.store.put_draft(&draft(body)).unwrap();
            let kept = fixture.store.drafts().unwrap();
            assert_eq!(kept.first().map(|draft| draft.body.as_str()), expected);
        }
    }
}
