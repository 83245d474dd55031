//! Takes feeds and samples away; what the reader keeps stays.

use jiff::Timestamp;
use rusqlite::Connection;
use rusqlite::params;

use super::Store;
use super::StoreError;
use super::facet;
use super::facet::Kind;
use super::facet::Tally;
use super::op::Op;
use super::open::Durability;
use super::standing;
use crate::model::FeedId;
use crate::model::StoryId;

/// Stories that nothing of the reader's stands on.
const FORGETTABLE: &str = "
    saved_at IS NULL AND notes = 0 AND labels = '[]'
    AND id NOT IN (SELECT story_id FROM dossier_story)
    AND id NOT IN (SELECT story_id FROM correction)
    AND id NOT IN (SELECT story_id FROM annotation)";

impl Store {
    /// Removes a feed and its stories, but for those that the reader kept, noted, labelled,
    /// corrected or put in a dossier; returns how many of its stories went.
    ///
    /// # Errors
    ///
    /// Returns a [`StoreError`] if the database cannot be written.
    pub fn remove_feed(&mut self, id: FeedId, now: Timestamp) -> Result<usize, StoreError> {
        let failed = StoreError::when("remove the feed");
        self.feed(id)?;
        self.write("remove the feed", Durability::Full, |db| {
            let gone = forget(db, "feed_id = ?1", id.0).map_err(&failed)?;
            db.execute(
                "UPDATE feed SET removed_at = ?2, paused = 1, next_at = NULL WHERE id = ?1",
                params![id.0, now.as_second()],
            )
            .map_err(&failed)?;
            db.execute(
                "DELETE FROM feed WHERE id = ?1
                 AND NOT EXISTS (SELECT 1 FROM story WHERE feed_id = ?1)",
                [id.0],
            )
            .map_err(&failed)?;
            Ok(gone)
        })
    }

    /// Removes the bundled samples, but for those that the reader kept; returns how many went.
    ///
    /// # Errors
    ///
    /// Returns a [`StoreError`] if the database cannot be written.
    pub fn dismiss_samples(&mut self, now: Timestamp) -> Result<u64, StoreError> {
        let failed = StoreError::when("remove the samples");
        self.step("samples taken away", now, |db| {
            let gone: u64 = db
                .query_row(
                    &format!("SELECT count(*) FROM story WHERE sample = 1 AND {FORGETTABLE}"),
                    [],
                    |row| row.get::<_, u32>(0).map(u64::from),
                )
                .map_err(&failed)?;
            let ops = if gone > 0 { vec![Op::Samples { there: false }] } else { Vec::new() };
            Ok((ops, gone))
        })
    }
}

/// Removes the bundled samples that nothing of the reader's stands on, with their feeds.
pub(super) fn forget_samples(db: &Connection) -> rusqlite::Result<()> {
    let feeds = sample_feeds(db)?;
    forget(db, "sample = ?1", 1)?;
    for feed in feeds {
        db.execute(
            "DELETE FROM feed WHERE id = ?1
             AND NOT EXISTS (SELECT 1 FROM story WHERE feed_id = ?1)
             AND NOT EXISTS (SELECT 1 FROM feed_ask WHERE feed_id = ?1)",
            [feed],
        )?;
    }
    Ok(())
}

/// The feeds that samples are told to come from.
fn sample_feeds(db: &Connection) -> rusqlite::Result<Vec<i64>> {
    db.prepare("SELECT DISTINCT feed_id FROM story WHERE sample = 1")?
        .query_map([], |row| row.get(0))?
        .collect()
}

/// Removes the stories that `which` names and that nothing of the reader's stands on.
fn forget(db: &Connection, which: &'static str, value: i64) -> rusqlite::Result<usize> {
    let ids: Vec<i64> = db
        .prepare(&format!("SELECT id FROM story WHERE {which} AND {FORGETTABLE}"))?
        .query_map([value], |row| row.get(0))?
        .collect::<rusqlite::Result<_>>()?;
    let mut tally = Tally::default();
    for id in &ids {
        let Some(before) = standing::read(db, StoryId(*id))? else { continue };
        facet::remove(db, before.subject, &before.of_text, &mut tally)?;
        facet::remove(db, before.subject, &before.of_marks, &mut tally)?;
        tally.count((Kind::All, String::new()), -1, -i64::from(!before.subject.read));
        db.prepare_cached("DELETE FROM story_fts WHERE rowid = ?1")?.execute([id])?;
        db.prepare_cached("DELETE FROM story WHERE id = ?1")?.execute([id])?;
    }
    tally.write(db)?;
    Ok(ids.len())
}

#[cfg(test)]
mod tests {
    use super::super::tests::Fixture;
    use super::super::tests::now;
    use super::super::tests::story;
    use crate::model::Filter;
    use crate::model::Highlight;
    use crate::model::Role;
    use crate::model::StoryId;

    #[test]
    fn what_the_reader_keeps_stays_when_its_feed_goes() {
        let mut fixture = Fixture::new();
        let feed = fixture.feed("herald");
        let titles = ["Saved", "Noted", "Labelled", "In a dossier", "Nothing"];
        let stories = titles.map(|title| story(title, 1, &[("NZ", Role::Accuser)]));
        fixture.record(feed, &stories);
        let store = &mut fixture.store;
        store.save(&[StoryId(1)], true, now()).unwrap();
        store.add_note(StoryId(2), None, ("who?", Highlight::Red), now()).unwrap();
        store.add_labels(&[StoryId(3)], &["check"], now()).unwrap();
        let dossier = store.create_dossier("Harbour", now()).unwrap();
        store.add_to_dossier(dossier, &[StoryId(4)], "", now()).unwrap();

        assert_eq!(store.remove_feed(feed, now()).unwrap(), 1);
        assert_eq!(store.count(&Filter::default(), now()).unwrap(), 4);
        assert!(store.feeds().unwrap().is_empty());
        let counts = store.country_counts().unwrap();
        assert_eq!(counts[0].any.stories, 4);
        let back = fixture.feed("herald");
        assert_eq!(back, feed, "a feed that comes back has its stories");
    }

    #[test]
    fn samples_go_with_their_feeds() {
        let mut fixture = Fixture::new();
        let feed = fixture.feed("invented");
        let mut sample = story("Sample", 1, &[]);
        sample.sample = true;
        fixture.store.put_stories(feed, &[sample], now()).unwrap();
        assert_eq!(fixture.store.dismiss_samples(now()).unwrap(), 1);
        assert!(fixture.store.feeds().unwrap().is_empty());
        let undone = fixture.store.undo().unwrap().unwrap();
        assert!(undone.samples, "whoever has the samples puts them in again");
    }
}
