//! Reported speech.

use serde::{Deserialize, Serialize};

use super::{ActorCode, Span};

/// How the words of a quote are given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum QuoteKind {
    /// Wholly between marks.
    Direct,
    /// A reported clause without marks.
    Indirect,
    /// A reported clause with marked words in it.
    Mixed,
}

impl QuoteKind {
    /// Returns the name used in JSON.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Direct => "direct",
            Self::Indirect => "indirect",
            Self::Mixed => "mixed",
        }
    }
}

/// Who says a quote.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Speaker {
    /// The words that name the speaker, as written (`he`).
    pub span: Span,
    /// Whom they stand for, in the fullest form of the text (`Winston Peters`).
    pub name: String,
    /// The office, in lower case, if the text gives one (`foreign minister`).
    pub role: Option<String>,
    /// The state the speaker speaks for.
    pub country: Option<ActorCode>,
}

/// What somebody said.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Quote {
    /// Direct: between the marks. Mixed: the whole content with its unmarked words. Indirect: the clause.
    pub content: Span,
    /// How the words are given.
    pub kind: QuoteKind,
    /// Whether this is a single word, name or title in marks rather than speech.
    pub scare: bool,
    /// The marked parts without their marks; empty for an indirect quote.
    pub stretches: Vec<Span>,
    /// Who speaks, or `None` if the text does not say.
    pub speaker: Option<Speaker>,
    /// The reporting verb or noun.
    pub cue: Option<Span>,
}
