//! Asks feeds and pages.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::OnceLock;
use std::sync::PoisonError;
use std::sync::Weak;

use jiff::Timestamp;
use tokio::sync::Mutex;
use tokio::sync::OnceCell;
use tokio::sync::watch;

use super::Reply;
use crate::analysis::Lexicon;
use crate::app::Asked;
use crate::app::Message;
use crate::app::Progress;
use crate::app::Whole;
use crate::feeds::fetch::Environment;
use crate::feeds::fetch::FetchSettings;
use crate::feeds::fetch::Fetcher;
use crate::feeds::schedule::Wish;
use crate::ingest;
use crate::ingest::Desk;
use crate::ingest::FetchLock;
use crate::ingest::Kept;
use crate::ingest::LockError;
use crate::model::AskOutcome;
use crate::model::Feed;
use crate::model::FeedSource;
use crate::model::StoryId;
use crate::store::Store;

/// What the network needs to begin.
#[derive(Clone, Debug)]
pub struct NetworkSetup {
    /// The reader's settings.
    pub settings: FetchSettings,
    /// What the environment says.
    pub environment: Environment,
    /// The database.
    pub database: PathBuf,
    /// The folder of the lock.
    pub state: PathBuf,
}

/// The network, opened when it is first needed: the first screen does not wait for it.
pub(super) struct Network {
    setup: NetworkSetup,
    lexicon: Arc<OnceLock<Arc<Lexicon>>>,
    desk: OnceCell<Desk>,
    /// Held while all feeds are asked.
    turn: Mutex<()>,
    /// What keeps other programs from asking, as long as any fetch is under way.
    lock: std::sync::Mutex<Weak<FetchLock>>,
    ready: watch::Receiver<bool>,
    reply: Reply,
}

/// Returns the lexicon, read by whoever needs it first.
pub(super) fn lexicon(shared: &OnceLock<Arc<Lexicon>>) -> Arc<Lexicon> {
    Arc::clone(shared.get_or_init(|| Arc::new(Lexicon::built_in())))
}

impl Network {
    /// Makes the network; `ready` turns true when the store has its first feeds.
    pub(super) fn new(
        setup: NetworkSetup,
        lexicon: Arc<OnceLock<Arc<Lexicon>>>,
        ready: watch::Receiver<bool>,
        reply: Reply,
    ) -> Self {
        Self {
            setup,
            lexicon,
            desk: OnceCell::new(),
            turn: Mutex::default(),
            lock: std::sync::Mutex::default(),
            ready,
            reply,
        }
    }

    /// Opens the network and a connection to the store of its own.
    async fn desk(&self) -> Result<&Desk, String> {
        self.desk
            .get_or_try_init(|| async {
                let (setup, shared) = (self.setup.clone(), Arc::clone(&self.lexicon));
                let open = move || {
                    let fetcher = Fetcher::new(&setup.settings, &setup.environment)
                        .map_err(|error| error.to_string())?;
                    let store = Store::open(&setup.database, Timestamp::now())
                        .map_err(|error| error.to_string())?;
                    Ok(Desk::new(fetcher, store, lexicon(&shared)))
                };
                let opened = tokio::task::spawn_blocking(open).await;
                opened.unwrap_or_else(|_| Err("the network could not be opened".to_owned()))
            })
            .await
    }

    /// Asks feeds, and tells of each.
    pub(super) async fn fetch(&self, asked: Asked) {
        let _ = self.ready.clone().wait_for(|ready| *ready).await;
        let outcome = self.fetch_all(asked).await;
        (self.reply)(match outcome {
            Ok(progress) => Message::Fetched { progress },
            Err(said) => said,
        });
    }

    async fn fetch_all(&self, asked: Asked) -> Result<Progress, Message> {
        let failed = |what: String| Message::Unfetched { what };
        let desk = self.desk().await.map_err(failed)?;
        // A feed that was named is asked beside those under way; for all, once is enough.
        let _turn = match asked {
            Asked::One(_) => None,
            Asked::Due | Asked::All => match self.turn.try_lock() {
                Ok(turn) => Some(turn),
                Err(_) => return Err(failed("the feeds are being asked already".to_owned())),
            },
        };
        let _lock = self.lock().map_err(|error| failed(error.to_string()))?;
        let feeds = Self::feeds(desk, asked).map_err(failed)?;
        let wish = match asked {
            Asked::Due => Wish::Due,
            Asked::All => Wish::All,
            Asked::One(_) => Wish::Named,
        };
        let tell = |progress: ingest::Progress<'_>| {
            (self.reply)(Message::Progressed(Progress {
                done: progress.done,
                total: progress.total,
                failed: progress.failed,
                new: progress.new_stories,
                waiting: progress.waiting.to_owned(),
                ..Progress::default()
            }));
        };
        let report = ingest::fetch_all(desk, feeds, wish, Timestamp::now(), tell).await;
        report.map(|report| ended(&report)).map_err(|error| failed(error.to_string()))
    }

    /// Takes the lock of other programs, or shares what a fetch under way has taken.
    fn lock(&self) -> Result<Arc<FetchLock>, LockError> {
        let mut held = self.lock.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(lock) = held.upgrade() {
            return Ok(lock);
        }
        let lock = Arc::new(FetchLock::take(&self.setup.state)?);
        *held = Arc::downgrade(&lock);
        Ok(lock)
    }

    fn feeds(desk: &Desk, asked: Asked) -> Result<Vec<Feed>, String> {
        let store = desk.store.lock().unwrap_or_else(PoisonError::into_inner);
        let feeds = match asked {
            Asked::Due | Asked::All => store.feeds(),
            Asked::One(id) => store.feed(id).map(|feed| vec![feed]),
        };
        let mut feeds = feeds.map_err(|error| error.to_string())?;
        feeds.retain(|feed| !feed.source.paused || matches!(asked, Asked::One(_)));
        Ok(feeds)
    }

    /// Opens a story with its whole text, from its page where the feed gave a teaser.
    pub(super) async fn open(&self, id: StoryId, whole: Whole) {
        if whole == Whole::Evidence {
            return self.keep_page(id).await;
        }
        let asked = whole == Whole::Again;
        let outcome = self.open_page(id, asked).await;
        match outcome {
            Ok(opened) => {
                let remark = opened.remark;
                (self.reply)(Message::Opened(Box::new(opened.story)));
                if !remark.is_empty() {
                    (self.reply)(Message::NotOpened { id, asked, reason: remark });
                }
            }
            Err(reason) => (self.reply)(Message::NotOpened { id, asked: true, reason }),
        }
    }

    /// Keeps the page of a saved story as evidence, and says so if it cannot be had.
    async fn keep_page(&self, id: StoryId) {
        let kept = match self.desk().await {
            Ok(desk) => ingest::keep_page(desk, id, Timestamp::now()).await,
            Err(what) => return (self.reply)(Message::failed(what)),
        };
        match kept {
            Ok(Kept::Page) => {
                let rows = Vec::new();
                (self.reply)(Message::Changed { what: String::new(), rows, more: true });
            }
            Ok(Kept::Already) => {}
            Ok(Kept::Nothing(why)) => {
                let what = format!("saved without its page, as evidence: {why}");
                (self.reply)(Message::failed(what));
            }
            Err(error) => (self.reply)(Message::failed(error.to_string())),
        }
    }

    async fn open_page(&self, id: StoryId, again: bool) -> Result<ingest::Opened, String> {
        let desk = self.desk().await?;
        let now = Timestamp::now();
        let opened = if again {
            ingest::look_again(desk, id, now).await
        } else {
            ingest::open_story(desk, id, now).await
        };
        opened.map_err(|error| error.to_string())
    }

    /// Subscribes to the feed at an address, or the one that the page there names, and asks it.
    pub(super) async fn add(&self, typed: &str) {
        match self.subscribe(typed).await {
            Ok((said, id)) => {
                (self.reply)(Message::Changed { what: said, rows: Vec::new(), more: true });
                self.fetch(Asked::One(id)).await;
            }
            Err(what) => (self.reply)(Message::failed(what)),
        }
    }

    async fn subscribe(&self, typed: &str) -> Result<(String, crate::model::FeedId), String> {
        let desk = self.desk().await?;
        let now = Timestamp::now();
        let found = ingest::find_feed(&desk.fetcher, typed, now)
            .await
            .map_err(|error| format!("not added: {error}"))?;
        let mut store = desk.store.lock().unwrap_or_else(PoisonError::into_inner);
        if let Ok(known) = store.feed_named(&found.url) {
            return Err(format!("`{}` is a feed already: {}", found.url, known.source.title));
        }
        let said = format!("subscribed to {}", found.title);
        let source = FeedSource {
            url: found.url,
            title: found.title,
            lang: found.lang,
            ..FeedSource::default()
        };
        let id = store.put_feed(&source, now).map_err(|error| error.to_string())?;
        Ok((said, id))
    }
}

/// Sums a fetch up; without a network, one sentence stands for all feeds.
fn ended(report: &ingest::Report) -> Progress {
    let skipped = report.count(AskOutcome::Skipped);
    let failed = report.count(AskOutcome::Failed);
    let offline = report.is_offline();
    let reasons = if offline {
        vec!["no feed could be reached: there is no network; R asks again".to_owned()]
    } else {
        let failed = report.feeds.iter().filter(|feed| feed.outcome == AskOutcome::Failed);
        failed
            .map(|feed| {
                let name = if feed.title.is_empty() { &feed.url } else { &feed.title };
                format!("{name}: {}", feed.reason)
            })
            .collect()
    };
    Progress {
        done: report.feeds.len(),
        total: report.feeds.len() - skipped,
        failed,
        new: report.new_stories(),
        waiting: String::new(),
        offline,
        reasons,
    }
}
