//! The stories of different outlets about one event.

use jiff::Timestamp;

use super::{ActorCode, StoryId, Tag};

/// One step of an incident: a claim made, or answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Move {
    /// When the story that tells it was published.
    pub at: Timestamp,
    /// What kind of claim.
    pub tag: Tag,
    /// Who makes it.
    pub source: Vec<ActorCode>,
    /// Whom it is about.
    pub target: Vec<ActorCode>,
    /// The story that tells it first.
    pub story: StoryId,
    /// The index of the move that it answers.
    pub answers: Option<usize>,
}

/// An event, as several outlets tell it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Incident {
    /// Its number: the number of its first story.
    pub id: i64,
    /// The headline of its first story.
    pub title: String,
    /// When its first story was published.
    pub from: Timestamp,
    /// When its last story was published.
    pub to: Timestamp,
    /// Its stories, oldest first.
    pub stories: Vec<StoryId>,
    /// How many outlets tell it.
    pub outlets: usize,
    /// How many of them do not repeat another's words.
    pub independent: usize,
    /// The outlet that had it first.
    pub origin: String,
    /// Its moves, oldest first.
    pub moves: Vec<Move>,
}
