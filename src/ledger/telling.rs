//! One outlet's telling of something.

use jiff::Timestamp;

use crate::model::Analysis;
use crate::model::StoryId;

/// A story, as far as it is compared with others.
#[derive(Clone, Debug)]
pub struct Telling {
    /// Its number.
    pub story: StoryId,
    /// The name of the outlet.
    pub outlet: String,
    /// When it was published.
    pub published_at: Timestamp,
    /// Its headline.
    pub title: String,
    /// The text that the analysis is of.
    pub text: String,
    /// What was read in it.
    pub analysis: Analysis,
}
