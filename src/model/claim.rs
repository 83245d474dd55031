//! What one actor says or does to another.

use serde::{Deserialize, Serialize};

use super::{ActorCode, Span};

/// The kind of a claim; `docs/claims.md` defines each.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Tag {
    /// Says X did, ordered, hosted or lied about a wrong.
    Accusation,
    /// Rejects an accusation about itself or its side.
    Denial,
    /// Condemns, denounces, protests officially, summons an envoy.
    Condemnation,
    /// An advisory or alert, with no threat by the speaker.
    Warning,
    /// Urges, calls on, asks, orders.
    Demand,
    /// Conditional or promised harm by the speaker.
    Threat,
    /// Sanctions, embargo, blacklist, visa ban, asset freeze.
    Sanction,
    /// A legal step against people or firms.
    Indictment,
    /// Expels or recalls diplomats, breaks relations.
    Expulsion,
    /// Opens a probe.
    Investigation,
    /// Admits, confirms being hit, claims responsibility.
    Confirmation,
    /// Agrees, signs, shares, joins, backs.
    Cooperation,
    /// Refuses a request, proposal, demand or treaty.
    Refusal,
    /// Declines to comment.
    NoComment,
}

impl Tag {
    /// Every tag, in the order in which they are shown.
    pub const ALL: [Self; 14] = [
        Self::Accusation,
        Self::Denial,
        Self::Condemnation,
        Self::Warning,
        Self::Demand,
        Self::Threat,
        Self::Sanction,
        Self::Indictment,
        Self::Expulsion,
        Self::Investigation,
        Self::Confirmation,
        Self::Cooperation,
        Self::Refusal,
        Self::NoComment,
    ];

    /// Returns the name used in JSON, queries and the store.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Accusation => "ACCUSATION",
            Self::Denial => "DENIAL",
            Self::Condemnation => "CONDEMNATION",
            Self::Warning => "WARNING",
            Self::Demand => "DEMAND",
            Self::Threat => "THREAT",
            Self::Sanction => "SANCTION",
            Self::Indictment => "INDICTMENT",
            Self::Expulsion => "EXPULSION",
            Self::Investigation => "INVESTIGATION",
            Self::Confirmation => "CONFIRMATION",
            Self::Cooperation => "COOPERATION",
            Self::Refusal => "REFUSAL",
            Self::NoComment => "NO_COMMENT",
        }
    }

    /// Finds the tag of a name, in any case.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|tag| tag.as_str().eq_ignore_ascii_case(name))
    }
}

/// Whether a claim is said to hold.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Polarity {
    /// It is made.
    #[default]
    Asserted,
    /// It is said not to be made, or is taken back.
    Negated,
}

impl Polarity {
    /// Returns the name used in JSON.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Asserted => "asserted",
            Self::Negated => "negated",
        }
    }
}

/// In which world a claim is made.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Modality {
    /// It has been made.
    #[default]
    Actual,
    /// It is to come.
    Planned,
    /// It hangs on something.
    Conditional,
    /// It was made in another year, and is background.
    Historical,
    /// It is asked.
    Question,
}

impl Modality {
    /// Returns the name used in JSON.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Actual => "actual",
            Self::Planned => "planned",
            Self::Conditional => "conditional",
            Self::Historical => "historical",
            Self::Question => "question",
        }
    }
}

/// The deed that a claim is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Act {
    /// Breaking into computers.
    Intrusion,
    /// Spying.
    Espionage,
    /// Denial of service.
    Ddos,
    /// Destroying or disabling.
    Sabotage,
    /// Meddling, disinformation.
    Influence,
    /// Stealing money, data or designs.
    Theft,
    /// Jamming or spoofing signals.
    Jamming,
    /// Locking data for ransom.
    Ransom,
}

impl Act {
    /// Every act.
    pub const ALL: [Self; 8] = [
        Self::Intrusion,
        Self::Espionage,
        Self::Ddos,
        Self::Sabotage,
        Self::Influence,
        Self::Theft,
        Self::Jamming,
        Self::Ransom,
    ];

    /// Finds the act of a name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|act| act.as_str() == name)
    }

    /// Returns the name used in JSON.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Intrusion => "intrusion",
            Self::Espionage => "espionage",
            Self::Ddos => "ddos",
            Self::Sabotage => "sabotage",
            Self::Influence => "influence",
            Self::Theft => "theft",
            Self::Jamming => "jamming",
            Self::Ransom => "ransom",
        }
    }
}

/// One actor says or does something to another, in one sentence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Claim {
    /// What kind.
    pub tag: Tag,
    /// Who makes the claim; several for a joint one, none if unnamed.
    pub source: Vec<ActorCode>,
    /// Whom it is about; none if nobody in particular.
    pub target: Vec<ActorCode>,
    /// The words that name the source.
    pub source_span: Option<Span>,
    /// The words that name the target.
    pub target_span: Option<Span>,
    /// The whole sentence.
    pub evidence: Span,
    /// The words that triggered the rule.
    pub cue: Span,
    /// Whether it is made or said not to be.
    pub polarity: Polarity,
    /// In which world.
    pub modality: Modality,
    /// 0 flat, 1 soft (linked, appears), 2 suspected or likely, 3 disputed.
    pub hedge: u8,
    /// The deed it is about.
    pub act: Option<Act>,
    /// Whether it stands in the headline.
    pub headline: bool,
    /// Indices, in the same analysis, of the claims that this one answers.
    pub answers: Vec<usize>,
    /// The name of the rule that made it.
    pub rule: String,
}

impl Claim {
    /// Returns whether the claim may give a country a role.
    #[must_use]
    pub fn counts(&self) -> bool {
        self.polarity == Polarity::Asserted
            && matches!(self.modality, Modality::Actual | Modality::Historical)
    }
}
