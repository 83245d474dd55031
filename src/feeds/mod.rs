//! Feeds: asking for them, reading them, finding them, and when to ask again.

pub mod fetch;
pub mod parse;
pub mod sample;
