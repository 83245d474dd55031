//! What the reader has set, as far as the state needs it.

use jiff::tz::TimeZone;

/// The settings that change how the newsroom behaves.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    /// The countries of the keys 1 to 9.
    pub pinned: Vec<String>,
    /// The widest column of text, in cells.
    pub column: u16,
    /// How long a key sequence may pause before its continuations are shown, in milliseconds.
    pub hint_after_ms: u64,
    /// How long the selection rests before the article beside it is shown, in milliseconds.
    pub peek_after_ms: u64,
    /// Whether a list wide enough for one line a story still takes two.
    pub two_lines: bool,
    /// Whether absolute times are shown in the list.
    pub absolute_time: bool,
    /// The view at start.
    pub view: String,
    /// The zone in which times are shown.
    pub zone: TimeZone,
    /// Whether signs and borders are ASCII only.
    pub ascii: bool,
    /// The style of citations.
    pub citation: String,
    /// The names of the themes there are.
    pub themes: Vec<String>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            pinned: Vec::new(),
            column: 72,
            hint_after_ms: 400,
            peek_after_ms: 120,
            two_lines: false,
            absolute_time: false,
            view: "all".to_owned(),
            zone: TimeZone::UTC,
            ascii: false,
            citation: "note".to_owned(),
            themes: Vec::new(),
        }
    }
}
