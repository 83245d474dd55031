//! Many stories at once: which tell of one event, who answers whom, how often.
//!
//! # Overview
//!
//! * [`incidents`] groups [`Telling`]s of different outlets that tell of one event, with the
//!   moves that they report and the answers to them.
//! * [`stats`] counts who accuses whom, by pair, by day and by tag.
//!
//! Everything here is pure: the same stories give the same result, in any order.
//!
//! # Limits
//!
//! Stories are compared by words, names and actors. Outlets in different languages are brought
//! together by names and actors alone.

mod assemble;
mod cluster;
mod features;
mod moves;
mod shingles;
mod stats;
mod telling;

pub use assemble::incidents;
pub use stats::{DayCount, PairCount, Stats, TagCount, stats};
pub use telling::Telling;
