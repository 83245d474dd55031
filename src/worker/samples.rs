//! Puts the default feeds and the bundled stories into a new store.

use jiff::SignedDuration;
use jiff::Timestamp;

use super::Reply;
use crate::analysis;
use crate::analysis::Lexicon;
use crate::app::Message;
use crate::feeds::opml;
use crate::feeds::sample;
use crate::feeds::sample::Sample;
use crate::store::NewStory;
use crate::store::Store;
use crate::store::StoreError;
use crate::store::story_key;

/// What is remembered once the samples were put in.
const LOADED: &str = "samples-loaded";

/// How many stories are read before the screen is told: more than most screens show.
const SCREENFUL: usize = 20;

/// Puts feeds and stories in if this is the first start.
pub(super) fn load(store: &mut Store, lexicon: &Lexicon, reply: &Reply) {
    if let Err(error) = load_once(store, lexicon, reply) {
        reply(Message::failed(error.to_string()));
    }
}

fn load_once(store: &mut Store, lexicon: &Lexicon, reply: &Reply) -> Result<(), StoreError> {
    if store.read_only().is_some() || store.remembered(LOADED)?.is_some() {
        return Ok(());
    }
    let now = Timestamp::now();
    store.put_feeds(&opml::defaults(), now)?;
    let tell = || reply(Message::Changed { what: String::new(), rows: Vec::new(), more: true });
    put(store, lexicon, now, tell)?;
    tell();
    store.remember(LOADED, "yes")
}

/// Puts the bundled stories in, the youngest first, and tells when a screen is full; those that
/// are there stay.
pub(super) fn put(
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
