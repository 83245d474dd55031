//! Feeds: asking for them, reading them, finding them, and when to ask again.

pub mod discover;
pub mod fetch;
pub mod health;
pub mod import;
pub mod newsboat;
pub mod opml;
pub mod parse;
pub mod sample;
pub mod schedule;
