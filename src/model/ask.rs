//! What is remembered of a feed between two asks, beyond its validators.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

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
    /// Returns the name used in JSON and the store.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Unchanged => "unchanged",
            Self::Failed => "failed",
            Self::Skipped => "skipped",
        }
    }

    /// Finds the outcome of a name; an unknown one is [`AskOutcome::Unchanged`].
    #[must_use]
    pub fn from_name(name: &str) -> Self {
        [Self::New, Self::Unchanged, Self::Failed, Self::Skipped]
            .into_iter()
            .find(|outcome| outcome.as_str() == name)
            .unwrap_or_default()
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

/// A permanent redirect that was seen and not yet followed for good.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MoveSeen {
    /// The address that the server named.
    pub to: String,
    /// When it named it.
    pub at: Timestamp,
}

/// What the scheduler remembers of a feed; the store keeps it as one JSON value.
///
/// Validators, the hash of the last document and the list of the last asks are kept beside it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct FeedMemory {
    /// When it was last asked, whatever came.
    pub asked_at: Option<Timestamp>,
    /// When it last answered well.
    pub good_at: Option<Timestamp>,
    /// When an ask last brought a story not seen before.
    pub new_at: Option<Timestamp>,
    /// The newest date that one of its stories bears, if that is not in the future.
    pub newest_at: Option<Timestamp>,
    /// Until when the server calls its answer fresh.
    pub fresh_until: Option<Timestamp>,
    /// Until when the server asked us to wait.
    pub wait_until: Option<Timestamp>,
    /// How often the document itself says it changes, in seconds.
    pub hint_seconds: Option<u32>,
    /// The usual time between two of its stories, in seconds, once it is known.
    pub usual_seconds: Option<u32>,
    /// How many asks in a row failed.
    pub failures: u32,
    /// Since when every ask has failed.
    pub failing_since: Option<Timestamp>,
    /// What the last ask met, if it failed.
    pub fault: Option<Fault>,
    /// How the last document had to be mended; empty if it was sound.
    pub mended: String,
    /// Permanent redirects that agree so far, on different days, the newest last.
    pub moves: Vec<MoveSeen>,
    /// When the feed last moved to another address for good.
    pub moved_at: Option<Timestamp>,
    /// Which identities of its entries proved to be shared by different stories, as bits.
    pub weak_keys: u16,
}
