//! Who acts: actors, and the places in a text that name them.

use compact_str::CompactString;
use compact_str::format_compact;
use serde::{Deserialize, Serialize};

use super::Span;

/// The code of an actor: ISO 3166-1 alpha-2 (`NZ`), `EU`, `NATO`, `UN`, or `ORG:Name`.
///
/// Most are of two letters and copied often: they are kept in place and not on the heap.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ActorCode(CompactString);

impl ActorCode {
    /// Makes the code of a state or bloc; the caller vouches that the lexicon knows it.
    #[must_use]
    pub fn state(code: &str) -> Self {
        Self(code.to_ascii_uppercase().into())
    }

    /// Makes the code of a company, newspaper, gang or unsponsored group.
    #[must_use]
    pub fn organisation(name: &str) -> Self {
        Self(format_compact!("ORG:{name}"))
    }

    /// Returns the code as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Returns whether this is a state or bloc, which alone can have a [`Role`].
    #[must_use]
    pub fn is_state(&self) -> bool {
        !self.0.starts_with("ORG:")
    }
}

impl std::fmt::Display for ActorCode {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str(&self.0)
    }
}

/// What a country does in a story.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    /// Says that another did wrong.
    Accuser,
    /// Is said to have done wrong.
    Accused,
    /// Rejects an accusation.
    Denier,
    /// Was harmed, or is claimed to have been.
    Target,
    /// Imposes sanctions.
    Sanctioner,
    /// Is named only.
    Mentioned,
}

impl Role {
    /// Every role, in the order in which they are shown.
    pub const ALL: [Self; 6] = [
        Self::Accuser,
        Self::Accused,
        Self::Denier,
        Self::Target,
        Self::Sanctioner,
        Self::Mentioned,
    ];

    /// Returns the name used in JSON, queries and the store.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Accuser => "accuser",
            Self::Accused => "accused",
            Self::Denier => "denier",
            Self::Target => "target",
            Self::Sanctioner => "sanctioner",
            Self::Mentioned => "mentioned",
        }
    }
}

/// What kind of actor a mention names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum MentionKind {
    /// A state, by name, demonym, capital, seat or pronoun-like noun.
    Country,
    /// A bloc such as the EU or NATO.
    Bloc,
    /// A place that does not act: a capital after `in`, a sea, a province.
    Place,
    /// An agency, ministry, court, company or outlet.
    Organisation,
    /// A person.
    Person,
    /// An intrusion set.
    Group,
}

impl MentionKind {
    /// Returns the name used in JSON.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Country => "country",
            Self::Bloc => "bloc",
            Self::Place => "place",
            Self::Organisation => "organisation",
            Self::Person => "person",
            Self::Group => "group",
        }
    }
}

/// A span that names an actor.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mention {
    /// The words, as bytes of the text.
    pub span: Span,
    /// What kind of actor.
    pub kind: MentionKind,
    /// The full canonical name: `New Zealand`, `Winston Peters`, `APT40`.
    pub name: String,
    /// The state or bloc the actor stands for, if known.
    pub country: Option<ActorCode>,
}
