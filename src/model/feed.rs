//! An address that is asked regularly.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// The number of a feed in the store.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct FeedId(pub i64);

/// Who stands behind a feed.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize,
)]
#[serde(rename_all = "kebab-case")]
pub enum FeedClass {
    /// A government, ministry or international body.
    Official,
    /// Media that a state owns or directs.
    State,
    /// A national news agency.
    Agency,
    /// Press.
    #[default]
    Press,
    /// Press in exile or without an owner's line.
    Independent,
    /// A think tank.
    ThinkTank,
    /// A computer emergency response team.
    Cert,
    /// A security company.
    Vendor,
}

impl FeedClass {
    /// Every class, in the order in which they are shown.
    pub const ALL: [Self; 8] = [
        Self::Official,
        Self::State,
        Self::Agency,
        Self::Press,
        Self::Independent,
        Self::ThinkTank,
        Self::Cert,
        Self::Vendor,
    ];

    /// Returns the name used in OPML, JSON and the store.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Official => "official",
            Self::State => "state",
            Self::Agency => "agency",
            Self::Press => "press",
            Self::Independent => "independent",
            Self::ThinkTank => "think-tank",
            Self::Cert => "cert",
            Self::Vendor => "vendor",
        }
    }

    /// Finds the class of a name, in any case.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|class| class.as_str().eq_ignore_ascii_case(name))
    }
}

/// How a feed fares, as the reader must see it.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize,
)]
#[serde(rename_all = "kebab-case")]
pub enum Health {
    /// Never asked yet.
    #[default]
    New,
    /// The last answer was good.
    Good,
    /// Good, but its document was broken and had to be mended.
    Mended,
    /// Answers 200, and nothing new for six of its usual intervals.
    Zombie,
    /// The publisher moved it; we follow.
    Moved,
    /// The last ask failed; it will be asked again.
    Failing,
    /// A wall against robots answers in its place.
    BotWalled,
    /// The server asked us to wait.
    Waiting,
    /// The publisher removed it (410); no longer asked.
    Gone,
    /// The reader paused it.
    Paused,
}

impl Health {
    /// Returns the name used in JSON and the store.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Good => "good",
            Self::Mended => "mended",
            Self::Zombie => "zombie",
            Self::Moved => "moved",
            Self::Failing => "failing",
            Self::BotWalled => "bot-walled",
            Self::Waiting => "waiting",
            Self::Gone => "gone",
            Self::Paused => "paused",
        }
    }

    /// Every state of health.
    pub const ALL: [Self; 10] = [
        Self::New,
        Self::Good,
        Self::Mended,
        Self::Zombie,
        Self::Moved,
        Self::Failing,
        Self::BotWalled,
        Self::Waiting,
        Self::Gone,
        Self::Paused,
    ];

    /// Finds the health of a name; an unknown one is [`Health::New`].
    #[must_use]
    pub fn from_name(name: &str) -> Self {
        Self::ALL.into_iter().find(|health| health.as_str() == name).unwrap_or_default()
    }
}

/// What is known of a feed before it is first asked: a line of OPML.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FeedSource {
    /// The address of the document.
    pub url: String,
    /// The outlet's name.
    pub title: String,
    /// The folder it is shown in, `/` between levels; empty at the top.
    pub folder: String,
    /// Country code of the outlet, or empty.
    pub country: String,
    /// ISO 639-1 code, or empty.
    pub lang: String,
    /// Who stands behind it.
    pub class: FeedClass,
    /// Whether it is listed and not asked.
    pub paused: bool,
}

/// A feed as the store keeps it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Feed {
    /// Its number.
    pub id: FeedId,
    /// Where it is and what it is.
    pub source: FeedSource,
    /// How it fares.
    pub health: Health,
    /// When it last answered well.
    pub last_good_at: Option<Timestamp>,
    /// When its newest story was published.
    pub newest_at: Option<Timestamp>,
    /// When it will be asked next.
    pub next_at: Option<Timestamp>,
    /// The outcome of the last ask, as one sentence; empty if good.
    pub reason: String,
    /// Stories of it that are unread.
    pub unread: u64,
}
