//! Keeps what asks of feeds brought: each whole or not at all.

use std::collections::BTreeMap;
use std::collections::HashMap;

use jiff::Timestamp;
use rusqlite::Connection;
use rusqlite::OptionalExtension;
use rusqlite::named_params;
use rusqlite::params;
use sha2::Digest;
use sha2::Sha256;

use super::Store;
use super::StoreError;
use super::codec;
use super::facet;
use super::facet::Kind;
use super::facet::Subject;
use super::facet::Tally;
use super::feeds;
use super::feeds::Ask;
use super::feeds::FeedState;
use super::open::Durability;
use super::prepared::Prepared;
use super::prepared::Words;
use super::prepared::pack_layout;
use super::standing;
use super::standing::Standing;
use crate::model::Analysis;
use crate::model::Article;
use crate::model::AskOutcome;
use crate::model::FeedId;
use crate::model::Health;
use crate::model::StoryId;

/// A story as a feed brings it, read and analysed.
#[derive(Clone, Debug, Default)]
pub struct NewStory {
    /// The identities under which the feed may name it again (see [`story_key`]), at least
    /// one; a story that has any of them is the same story.
    pub keys: Vec<i64>,
    /// A hash of the entry as the feed gave it; [`Store::known`] gives it back, so that an
    /// entry that has not changed need not be read again.
    pub entry_hash: i64,
    /// The headline, clean, on one line.
    pub title: String,
    /// The address of the page, or empty.
    pub link: String,
    /// The author line, or empty.
    pub byline: String,
    /// When the feed says it was published.
    pub published_at: Option<Timestamp>,
    /// The date as the feed wrote it.
    pub published_raw: String,
    /// Its text.
    pub article: Article,
    /// Whether the whole text is there; a teaser never replaces a whole text.
    pub complete: bool,
    /// What was read in the text.
    pub analysis: Analysis,
    /// A hash of the text under which near doubles are near, if it was made.
    pub simhash: Option<u64>,
    /// Whether it is one of the bundled samples.
    pub sample: bool,
}

/// What an ask of a feed brought.
#[derive(Clone, Debug)]
pub struct Batch {
    /// How the ask went.
    pub ask: Ask,
    /// How the feed fares now.
    pub health: Health,
    /// What the fetcher remembers for the next ask.
    pub state: FeedState,
    /// The feed's own title, taken while the reader has given none.
    pub title: String,
    /// Its stories.
    pub stories: Vec<Prepared>,
}

/// What [`Store::record`] did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Recorded {
    /// Stories that were not there before.
    pub new: Vec<StoryId>,
    /// Stories whose text or headline changed.
    pub updated: Vec<StoryId>,
}

/// A story that the feed has brought before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Known {
    /// Its number.
    pub id: StoryId,
    /// The hash of the entry that it was last read from.
    pub entry_hash: i64,
    /// Whether its whole text is there.
    pub complete: bool,
}

/// Makes the key of an identity: of an id, or of link and title where there is none.
///
/// The first 8 bytes of SHA-256: with a million stories in one feed, two share a key with a
/// chance of 1 in 30 million.
#[must_use]
pub fn story_key(parts: &[&str]) -> i64 {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update((part.len() as u64).to_le_bytes());
        hash.update(part.as_bytes());
    }
    let digest: [u8; 32] = hash.finalize().into();
    let mut first = [0; 8];
    first.copy_from_slice(&digest[..8]);
    i64::from_le_bytes(first)
}

impl Store {
    /// Finds the stories of a feed that have one of `keys`.
    ///
    /// # Errors
    ///
    /// Returns a [`StoreError`] if the database cannot be read.
    pub fn known(&self, feed: FeedId, keys: &[i64]) -> Result<HashMap<i64, Known>, StoreError> {
        let find = || -> rusqlite::Result<_> {
            let mut known = HashMap::new();
            for key in keys {
                if let Some(story) = find_key(&self.db, feed, *key)? {
                    known.insert(*key, story);
                }
            }
            Ok(known)
        };
        find().map_err(StoreError::when("look stories up"))
    }

    /// Keeps what an ask of a feed brought.
    ///
    /// # Errors
    ///
    /// Returns a [`StoreError`] if the database cannot be written; then nothing was kept.
    pub fn record(
        &mut self,
        feed: FeedId,
        batch: &Batch,
        now: Timestamp,
    ) -> Result<Recorded, StoreError> {
        let asked = std::iter::once((feed, batch));
        self.record_all(asked, now).map(|mut recorded| recorded.pop().unwrap_or_default())
    }

    /// Keeps what asks of several feeds brought, in one transaction, which is cheaper than one
    /// each; returns what it did for each, in order.
    ///
    /// # Errors
    ///
    /// Returns a [`StoreError`] if the database cannot be written; then nothing of any was kept.
    pub fn record_all<'a>(
        &mut self,
        asked: impl IntoIterator<Item = (FeedId, &'a Batch)>,
        now: Timestamp,
    ) -> Result<Vec<Recorded>, StoreError> {
        let failed = StoreError::when("keep what the feed brought");
        self.write("keep what the feed brought", Durability::Normal, |db| {
            let mut owed = Owed::default();
            let asked = asked.into_iter();
            let recorded = asked.map(|(feed, batch)| put_batch(db, feed, batch, (now, &mut owed)));
            let recorded = recorded.collect::<rusqlite::Result<_>>().map_err(&failed)?;
            owed.write(db).map_err(&failed)?;
            Ok(recorded)
        })
    }

    /// Gives a known story the text of its page; returns whether its text or headline changed.
    ///
    /// Keys, hash of the entry and dates of `story` are not looked at.
    ///
    /// # Errors
    ///
    /// Returns a [`StoreError`] if the database cannot be written; then nothing was kept.
    pub fn put_text(
        &mut self,
        id: StoryId,
        story: &NewStory,
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        let failed = StoreError::when("keep the article");
        self.write("keep the article", Durability::Normal, |db| {
            let found = db
                .prepare_cached("SELECT entry_hash, complete FROM story WHERE id = ?1")
                .and_then(|mut row| {
                    row.query_row([id.0], |row| {
                        Ok(Known { id, entry_hash: row.get(0)?, complete: row.get(1)? })
                    })
                    .optional()
                })
                .map_err(&failed)?;
            let Some(known) = found else { return Ok(false) };
            let story = NewStory { entry_hash: known.entry_hash, ..story.clone() };
            let mut owed = Owed::default();
            let story = Prepared::new(story);
            let changed = update(db, known, &story, (now, &mut owed)).map_err(&failed)?;
            owed.write(db).map_err(&failed)?;
            Ok(changed)
        })
    }

    /// Adds or updates stories outside an ask: samples, imports.
    ///
    /// # Errors
    ///
    /// Returns a [`StoreError`] if the database cannot be written; then nothing was kept.
    pub fn put_stories(
        &mut self,
        feed: FeedId,
        stories: &[NewStory],
        now: Timestamp,
    ) -> Result<Recorded, StoreError> {
        let failed = StoreError::when("keep the stories");
        let stories: Vec<Prepared> = stories.iter().cloned().map(Prepared::new).collect();
        self.write("keep the stories", Durability::Normal, |db| {
            put_stories(db, feed, &stories, now).map_err(&failed)
        })
    }
}

/// What is written once for all stories of a transaction: the index would else be flushed and
/// a count be rewritten many times.
#[derive(Default)]
#[must_use]
struct Owed<'a> {
    tally: Tally,
    /// Stories that are not in the full text yet.
    words: BTreeMap<i64, &'a Words>,
}

impl Owed<'_> {
    fn write(self, db: &Connection) -> rusqlite::Result<()> {
        self.tally.write(db)?;
        for (id, words) in self.words {
            index(db, id, words)?;
        }
        Ok(())
    }
}

/// When, and what is owed at the end.
type Course<'a, 'b> = (Timestamp, &'b mut Owed<'a>);

fn put_batch<'a>(
    db: &Connection,
    feed: FeedId,
    batch: &'a Batch,
    (now, owed): Course<'a, '_>,
) -> rusqlite::Result<Recorded> {
    let recorded = put_each(db, feed, &batch.stories, (now, owed))?;
    let count = u32::try_from(recorded.new.len()).unwrap_or(u32::MAX);
    let ask = Ask { new_stories: count, ..batch.ask.clone() };
    feeds::keep_ask(db, feed, &ask)?;
    feeds::keep_state(db, feed, &batch.state, batch.health, &ask.reason)?;
    touch_feed(db, feed, batch, now)?;
    Ok(recorded)
}

/// Notes a good answer on the feed itself.
fn touch_feed(
    db: &Connection,
    feed: FeedId,
    batch: &Batch,
    now: Timestamp,
) -> rusqlite::Result<()> {
    let good = matches!(batch.ask.outcome, AskOutcome::New | AskOutcome::Unchanged);
    let newest = batch.stories.iter().filter_map(|ready| ready.story.published_at).max();
    db.prepare_cached(
        "UPDATE feed SET
             last_good_at = CASE WHEN :good THEN :now ELSE last_good_at END,
             newest_at = CASE WHEN :newest IS NULL THEN newest_at
                              ELSE max(coalesce(newest_at, :newest), :newest) END,
             title = CASE WHEN title = '' THEN :title ELSE title END
         WHERE id = :id",
    )?
    .execute(named_params! {
        ":id": feed.0, ":good": good, ":now": now.as_second(), ":title": batch.title,
        ":newest": newest.map(|at| at.min(now).as_second()),
    })
    .map(drop)
}

pub(super) fn put_stories(
    db: &Connection,
    feed: FeedId,
    stories: &[Prepared],
    now: Timestamp,
) -> rusqlite::Result<Recorded> {
    let mut owed = Owed::default();
    let recorded = put_each(db, feed, stories, (now, &mut owed))?;
    owed.write(db)?;
    Ok(recorded)
}

fn put_each<'a>(
    db: &Connection,
    feed: FeedId,
    stories: &'a [Prepared],
    (now, owed): Course<'a, '_>,
) -> rusqlite::Result<Recorded> {
    let mut recorded = Recorded::default();
    for ready in stories {
        let story = &ready.story;
        let known = story.keys.iter().find_map(|key| find_key(db, feed, *key).transpose());
        let id = match known.transpose()? {
            None => {
                let id = insert(db, feed, ready, (now, owed))?;
                recorded.new.push(StoryId(id));
                id
            }
            Some(known) => {
                if update(db, known, ready, (now, owed))? {
                    recorded.updated.push(known.id);
                }
                known.id.0
            }
        };
        for key in &story.keys {
            db.prepare_cached(
                "INSERT OR IGNORE INTO story_key (feed_id, key, story_id) VALUES (?1, ?2, ?3)",
            )?
            .execute(params![feed.0, key, id])?;
        }
    }
    Ok(recorded)
}

pub(super) fn find_key(db: &Connection, feed: FeedId, key: i64) -> rusqlite::Result<Option<Known>> {
    db.prepare_cached(
        "SELECT s.id, s.entry_hash, s.complete FROM story_key AS k
         JOIN story AS s ON s.id = k.story_id WHERE k.feed_id = ?1 AND k.key = ?2",
    )?
    .query_row(params![feed.0, key], |row| {
        Ok(Known { id: StoryId(row.get(0)?), entry_hash: row.get(1)?, complete: row.get(2)? })
    })
    .optional()
}

fn insert<'a>(
    db: &Connection,
    feed: FeedId,
    ready: &'a Prepared,
    (now, owed): Course<'a, '_>,
) -> rusqlite::Result<i64> {
    let Prepared { story, facts, lang, .. } = ready;
    // A story from the future, or of no date, stands where it came in.
    let published_at = story.published_at.unwrap_or(now).min(now).as_second();
    db.prepare_cached(
        "INSERT INTO story (feed_id, title, link, byline, published_at, published_raw,
             first_seen_at, updated_at, sample, complete, lang, lexicon, entry_hash, facts,
             claims, simhash)
         VALUES (:feed, :title, :link, :byline, :published_at, :published_raw,
             :now, :now, :sample, :complete, :lang, :lexicon, :entry_hash, :facts,
             :claims, :simhash)",
    )?
    .execute(named_params! {
        ":feed": feed.0, ":title": story.title, ":link": story.link, ":byline": story.byline,
        ":published_at": published_at, ":published_raw": story.published_raw,
        ":now": now.as_second(), ":sample": story.sample, ":complete": story.complete,
        ":lang": lang, ":lexicon": story.analysis.lexicon, ":entry_hash": story.entry_hash,
        ":facts": codec::json(facts), ":claims": facts.claims,
        ":simhash": story.simhash.map(u64::cast_signed),
    })?;
    let id = db.last_insert_rowid();
    db.prepare_cached(
        "INSERT INTO article (story_id, text, layout, analysis) VALUES (?1, ?2, ?3, ?4)",
    )?
    .execute(params![id, ready.text, ready.layout, ready.analysis])?;
    owed.words.insert(id, &ready.words);
    let subject = Subject { id, published_at, read: false };
    facet::add(db, subject, &ready.facets, &mut owed.tally)?;
    let mut of_feed = vec![feeds::facet(feed.0)];
    of_feed.extend(story.sample.then(|| (Kind::Sample, String::new())));
    facet::add(db, subject, &of_feed, &mut owed.tally)?;
    owed.tally.count((Kind::All, String::new()), 1, 1);
    Ok(id)
}

/// Brings a known story up to date; returns whether its text or headline changed.
fn update<'a>(
    db: &Connection,
    known: Known,
    ready: &'a Prepared,
    (now, owed): Course<'a, '_>,
) -> rusqlite::Result<bool> {
    let story = &ready.story;
    let Some(before) = standing::read(db, known.id)? else { return Ok(false) };
    db.prepare_cached("UPDATE story SET entry_hash = ?2 WHERE id = ?1")?
        .execute(params![known.id.0, story.entry_hash])?;
    if before.complete && !story.complete {
        return Ok(false);
    }
    let (text, layout): (Vec<u8>, Vec<u8>) = db
        .prepare_cached("SELECT text, layout FROM article WHERE story_id = ?1")?
        .query_row([known.id.0], |row| Ok((row.get(0)?, row.get(1)?)))?;
    if codec::unpack_text(&text)? == story.article.text && before.title == story.title {
        return Ok(false);
    }
    // A teaser that becomes whole is no correction by the publisher.
    let revised = before.complete == story.complete;
    if revised {
        db.prepare_cached(
            "INSERT INTO story_version (story_id, left_at, title, text, layout)
             VALUES (?1, ?2, ?3, ?4, ?5)",
        )?
        .execute(params![known.id.0, now.as_second(), before.title, text, layout])?;
    }
    replace(db, &before, (ready, revised), (now, owed))?;
    Ok(true)
}

/// Writes the new text of a story and everything that follows from it.
fn replace<'a>(
    db: &Connection,
    before: &Standing,
    (ready, revised): (&'a Prepared, bool),
    (now, owed): Course<'a, '_>,
) -> rusqlite::Result<()> {
    let story = &ready.story;
    let id = before.subject.id;
    db.prepare_cached(
        "UPDATE story SET title = :title, link = CASE WHEN :link = '' THEN link ELSE :link END,
             byline = CASE WHEN :byline = '' THEN byline ELSE :byline END,
             updated_at = :now, complete = :complete, revised = revised OR :revised,
             simhash = coalesce(:simhash, simhash)
         WHERE id = :id",
    )?
    .execute(named_params! {
        ":id": id, ":title": story.title, ":link": story.link, ":byline": story.byline,
        ":now": now.as_second(), ":complete": story.complete, ":revised": revised,
        ":simhash": story.simhash.map(u64::cast_signed),
    })?;
    db.prepare_cached("UPDATE article SET text = ?2, layout = ?3 WHERE story_id = ?1")?
        .execute(params![id, ready.text, ready.layout])?;
    if owed.words.insert(id, &ready.words).is_none() {
        db.prepare_cached("DELETE FROM story_fts WHERE rowid = ?1")?.execute([id])?;
    }
    standing::put_analysis(db, before, &story.article.text, &story.analysis)
}

/// Writes the full text of a story; its headline has a column of its own.
pub(super) fn index_text(
    db: &Connection,
    id: i64,
    title: &str,
    text: &str,
) -> rusqlite::Result<()> {
    index(db, id, &Words::of(title, text))
}

fn index(db: &Connection, id: i64, words: &Words) -> rusqlite::Result<()> {
    db.prepare_cached("INSERT INTO story_fts (rowid, title, body) VALUES (?1, ?2, ?3)")?
        .execute(params![id, words.title, words.body])
        .map(drop)
}

/// Gives a story whose text is lost its headline as text.
pub(super) fn put_bare_article(db: &Connection, id: i64, title: &str) -> rusqlite::Result<()> {
    let article = Article::plain(title, "");
    db.prepare_cached(
        "INSERT OR REPLACE INTO article (story_id, text, layout, analysis) VALUES (?1, ?2, ?3, ?4)",
    )?
    .execute(params![
        id,
        codec::pack_text(&article.text),
        pack_layout(&article),
        codec::pack_json(&Analysis::default()),
    ])?;
    index_text(db, id, title, "")
}
