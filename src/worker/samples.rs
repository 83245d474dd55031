//! Puts the default feeds and the bundled stories into a new store.

use jiff::SignedDuration;
use jiff::Timestamp;

use super::Reply;
use crate::analysis;
use crate::analysis::Lexicon;
use crate::app::Message;
use crate::feeds::opml;
use crate::feeds::sample;
use crate::store::NewStory;
use crate::store::Store;
use crate::store::StoreError;
use crate::store::story_key;

/// What is remembered once the samples were put in.
const LOADED: &str = "samples-loaded";

/// Puts feeds and stories in if this is the first start.
pub(super) fn load(store: &mut Store, lexicon: &Lexicon, reply: &Reply) {
    match load_once(store, lexicon) {
        Ok(false) => {}
        Ok(true) => reply(Message::Changed { what: String::new(), rows: Vec::new(), more: true }),
        Err(error) => reply(Message::failed(error.to_string())),
    }
}

fn load_once(store: &mut Store, lexicon: &Lexicon) -> Result<bool, StoreError> {
    if store.read_only().is_some() || store.remembered(LOADED)?.is_some() {
        return Ok(false);
    }
    let now = Timestamp::now();
    store.put_feeds(&opml::defaults(), now)?;
    put(store, lexicon, now)?;
    store.remember(LOADED, "yes")?;
    Ok(true)
}

/// Puts the bundled stories in; those that are there stay.
pub(super) fn put(store: &mut Store, lexicon: &Lexicon, now: Timestamp) -> Result<(), StoreError> {
    for sample in sample::stories() {
        let feed = store.put_feed(&sample.source, now)?;
        let age = SignedDuration::from_hours(i64::from(sample.age_hours));
        let story = NewStory {
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
        };
        store.put_stories(feed, &[story], now)?;
    }
    Ok(())
}
