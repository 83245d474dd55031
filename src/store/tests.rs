//! Stories for tests of the store.

use std::path::PathBuf;

use jiff::Timestamp;
use tempfile::TempDir;

use super::Ask;
use super::Batch;
use super::FeedState;
use super::NewStory;
use super::Prepared;
use super::Store;
use super::story_key;
use crate::model::ActorCode;
use crate::model::Analysis;
use crate::model::Article;
use crate::model::AskOutcome;
use crate::model::CountrySeen;
use crate::model::FeedId;
use crate::model::FeedSource;
use crate::model::Health;
use crate::model::Role;

/// A store in a folder of its own.
pub(super) struct Fixture {
    pub(super) folder: TempDir,
    pub(super) store: Store,
}

impl Fixture {
    pub(super) fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(&folder.path().join("demarche.db"), now()).unwrap();
        Self { folder, store }
    }

    pub(super) fn path(&self) -> PathBuf {
        self.folder.path().join("demarche.db")
    }

    pub(super) fn feed(&mut self, name: &str) -> FeedId {
        let source = FeedSource {
            url: format!("https://{name}.example/feed"),
            title: name.to_owned(),
            ..FeedSource::default()
        };
        self.store.put_feed(&source, now()).unwrap()
    }

    /// Keeps stories as one ask of a feed.
    pub(super) fn record(&mut self, feed: FeedId, stories: &[NewStory]) -> super::Recorded {
        self.store.record(feed, &batch(stories), now()).unwrap()
    }
}

pub(super) fn now() -> Timestamp {
    "2026-11-24T12:00:00Z".parse().unwrap()
}

pub(super) fn batch(stories: &[NewStory]) -> Batch {
    Batch {
        ask: Ask {
            at: now(),
            outcome: AskOutcome::New,
            status: Some(200),
            duration_ms: 12,
            size_bytes: 3_000,
            new_stories: 0,
            reason: String::new(),
        },
        health: Health::Good,
        state: FeedState::default(),
        title: String::new(),
        stories: stories.iter().cloned().map(Prepared::new).collect(),
    }
}

/// A story, published `hours` before now, in which the countries have roles.
pub(super) fn story(title: &str, hours: i64, countries: &[(&str, Role)]) -> NewStory {
    let seen = |(code, role): &(&str, Role)| CountrySeen {
        code: ActorCode::state(code),
        name: (*code).to_owned(),
        roles: vec![*role],
        mentions: 1,
    };
    NewStory {
        keys: vec![story_key(&[title])],
        title: title.to_owned(),
        link: format!("https://example.org/{}", title.replace(' ', "-")),
        published_at: Some(now() - jiff::Span::new().hours(hours)),
        article: Article::plain(title, "The minister spoke.\n\nNobody answered."),
        complete: true,
        analysis: Analysis {
            language: Some("en".into()),
            lexicon: "1".into(),
            countries: countries.iter().map(seen).collect(),
            ..Analysis::default()
        },
        ..NewStory::default()
    }
}
