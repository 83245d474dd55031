//! What the reader adds to a story.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{Anchor, StoryId};

/// The number of an annotation in the store.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct AnnotationId(pub i64);

/// The colour of a highlight; each has a letter for screens without colour.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Highlight {
    /// The usual one.
    #[default]
    Yellow,
    /// For what supports.
    Green,
    /// For what contradicts.
    Red,
    /// For what is to be checked.
    Blue,
}

impl Highlight {
    /// Every colour.
    pub const ALL: [Self; 4] = [Self::Yellow, Self::Green, Self::Red, Self::Blue];

    /// Returns the name used in JSON and the store.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Yellow => "yellow",
            Self::Green => "green",
            Self::Red => "red",
            Self::Blue => "blue",
        }
    }

    /// Returns the letter that stands for it where there is no colour.
    #[must_use]
    pub fn letter(self) -> &'static str {
        match self {
            Self::Yellow => "y",
            Self::Green => "g",
            Self::Red => "r",
            Self::Blue => "b",
        }
    }

    /// Returns the colour after this one; the last is followed by the first.
    #[must_use]
    pub fn next(self) -> Self {
        match self {
            Self::Yellow => Self::Green,
            Self::Green => Self::Red,
            Self::Red => Self::Blue,
            Self::Blue => Self::Yellow,
        }
    }

    /// Finds the colour of a name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|colour| colour.as_str() == name)
    }
}

/// A note, a highlight, or both, on a story or on words of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Annotation {
    /// Its number.
    pub id: AnnotationId,
    /// The story it stands on.
    pub story_id: StoryId,
    /// The words it stands on; `None` for the whole story.
    pub anchor: Option<Anchor>,
    /// What the reader wrote; empty for a bare highlight.
    pub body: String,
    /// Its colour.
    pub colour: Highlight,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it was last changed.
    pub updated_at: Timestamp,
}

/// A note that was begun and is not kept yet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    /// The story it stands on.
    pub story: StoryId,
    /// The headline, to tell the reader of it.
    pub title: String,
    /// The note being rewritten; `None` for a new one.
    pub note: Option<AnnotationId>,
    /// The words it stands on; `None` for the whole story.
    pub anchor: Option<Anchor>,
    /// What is written so far; nothing to forget the draft.
    pub body: String,
    /// Its colour.
    pub colour: Highlight,
    /// When it was last written on.
    pub at: Timestamp,
}
