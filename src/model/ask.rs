//! What is remembered of a feed between two asks: validators, waits, history.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// How many asks of a feed are remembered: some days of an hourly feed, one line each.
pub const ASKS_MAX: usize = 20;

/// How one ask of a feed ended.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum AskOutcome {
    /// It brought new or changed stories.
    New,
    /// It answered well, with nothing new.
    #[default]
    Unchanged,
    /// It did not answer with a feed.
    Failed,
    /// It was not asked, for a reason that is told.
    Skipped,
}

impl AskOutcome {
    /// Returns the name used in JSON.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Unchanged => "unchanged",
            Self::Failed => "failed",
            Self::Skipped => "skipped",
        }
    }
}

/// What kind of fault an ask met, as far as the next ask depends on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Fault {
    /// No network, or a name that is not found: says nothing about the feed.
    Offline,
    /// A broken, slow or refusing server; it may be better soon.
    Server,
    /// The server asked to wait.
    Waiting,
    /// The address does not exist (404, 451) or wants a login (401, 403).
    Missing,
    /// The publisher removed it (410).
    Gone,
    /// A wall against robots answered.
    BotWall,
    /// What came is no feed.
    NotAFeed,
    /// Our own rules refuse it: a private address, a bad redirect, a downgrade.
    Refused,
}

/// One ask of a feed and its end.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ask {
    /// When it was asked.
    pub at: Timestamp,
    /// How it ended.
    pub outcome: AskOutcome,
    /// The HTTP status, if there was one.
    pub status: Option<u16>,
    /// Stories not seen before.
    pub new_stories: u32,
    /// What went wrong, if something did.
    pub fault: Option<Fault>,
    /// One sentence; empty if all was well.
    pub reason: String,
}

/// A permanent redirect that was seen and not yet followed for good.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MoveSeen {
    /// The address that the server named.
    pub to: String,
    /// When it named it.
    pub at: Timestamp,
}

/// An address that a feed had before.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FormerUrl {
    /// The address.
    pub url: String,
    /// When it was left.
    pub until: Timestamp,
}

/// What is remembered of a feed between two asks; kept by the store as one JSON value.
///
/// - **Shape**: `asks` holds at most [`ASKS_MAX`], the newest last.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct FeedMemory {
    /// The `ETag` of the last good answer, or empty.
    pub etag: String,
    /// The `Last-Modified` of the last good answer, or empty.
    pub last_modified: String,
    /// When the last whole document came; validators older than 8 days are not sent.
    pub validated_at: Option<Timestamp>,
    /// SHA-256 of the last document, in hex; the same document is not read twice.
    pub body_sha256: String,
    /// Until when the server calls its answer fresh.
    pub fresh_until: Option<Timestamp>,
    /// Until when the server asked us to wait.
    pub wait_until: Option<Timestamp>,
    /// How often the document itself says it changes, in seconds.
    pub hint_seconds: Option<u32>,
    /// The usual time between two stories, in seconds, once it is known.
    pub usual_seconds: Option<u32>,
    /// When an ask last brought a story not seen before.
    pub last_new_at: Option<Timestamp>,
    /// Since when every ask has failed.
    pub failing_since: Option<Timestamp>,
    /// How the last document had to be mended; empty if it was sound.
    pub mended: String,
    /// The last asks, the newest last.
    pub asks: Vec<Ask>,
    /// Permanent redirects that agree so far.
    pub moves: Vec<MoveSeen>,
    /// Addresses it had before, the newest last.
    pub former_urls: Vec<FormerUrl>,
}

impl FeedMemory {
    /// Adds an ask and forgets the oldest beyond [`ASKS_MAX`].
    pub fn push(&mut self, ask: Ask) {
        self.asks.push(ask);
        let excess = self.asks.len().saturating_sub(ASKS_MAX);
        self.asks.drain(..excess);
    }

    /// Returns the last ask that was carried out, skipped ones left out.
    pub fn last(&self) -> Option<&Ask> {
        self.asks.iter().rev().find(|ask| ask.outcome != AskOutcome::Skipped)
    }

    /// Returns how many asks in a row have failed.
    pub fn failures(&self) -> usize {
        let asked = self.asks.iter().rev().filter(|ask| ask.outcome != AskOutcome::Skipped);
        asked.take_while(|ask| ask.outcome == AskOutcome::Failed).count()
    }
}
