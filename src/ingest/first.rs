//! What a new database begins with: the default feeds and the bundled stories.

use jiff::SignedDuration;
use jiff::Timestamp;

use super::relate;
use crate::analysis;
use crate::analysis::Lexicon;
use crate::feeds::opml;
use crate::feeds::sample;
use crate::feeds::sample::Sample;
use crate::store::NewStory;
use crate::store::Store;
use crate::store::StoreError;
use crate::store::story_key;

/// What is remembered once a database had its first feeds.
const LOADED: &str = "samples-loaded";

/// How many stories are read before the screen is told: more than most screens show.
const SCREENFUL: usize = 20;

/// Puts default feeds and bundled stories in if this is the first start, and tells `full` when
/// a screen is full and when all is done; returns whether it was the first.
///
/// A reader who has brought feeds already is not subscribed to others.
///
/// # Errors
///
/// Returns a [`StoreError`] if the database cannot be written.
pub fn first_start(
    store: &mut Store,
    lexicon: &Lexicon,
    now: Timestamp,
    full: impl Fn(),
) -> Result<bool, StoreError> {
    if store.read_only().is_some() || store.remembered(LOADED)?.is_some() {
        return Ok(false);
    }
    if store.feeds()?.is_empty() {
        store.put_feeds(&opml::defaults(), now)?;
    }
    put_samples(store, lexicon, now, &full)?;
    full();
    store.remember(LOADED, "yes")?;
    Ok(true)
}

/// Puts the bundled stories in, the youngest first, and tells when a screen is full; those that
/// are there stay.
///
/// # Errors
///
/// Returns a [`StoreError`] if the database cannot be written.
pub fn put_samples(
    store: &mut Store,
    lexicon: &Lexicon,
    now: Timestamp,
    full: impl Fn(),
) -> Result<(), StoreError> {
    let mut samples = sample::stories();
    samples.sort_by_key(|sample| sample.age_hours);
    // In one transaction, since each waits for the disk.
    let outlets: Vec<_> = samples.iter().map(|sample| sample.source.clone()).collect();
    let feeds = store.put_feeds(&outlets, now)?;
    for (place, (sample, feed)) in (1..).zip(samples.into_iter().zip(feeds)) {
        store.put_stories(feed, &[story(sample, lexicon, now)], now)?;
        if place == SCREENFUL {
            full();
        }
    }
    relate(store, now, true)?;
    Ok(())
}

fn story(sample: Sample, lexicon: &Lexicon, now: Timestamp) -> NewStory {
    let age = SignedDuration::from_hours(i64::from(sample.age_hours));
    NewStory {
        keys: vec![story_key(&[&sample.url])],
        analysis: analysis::analyze(&sample.article.text, true, lexicon),
        title: sample.title,
        link: sample.url,
        byline: sample.byline,
        published_at: now.checked_sub(age).ok(),
        article: sample.article,
        complete: true,
        sample: true,
        ..NewStory::default()
    }
}
