//! The database: the only module that speaks SQL.
//!
//! # Overview
//!
//! * [`Store::open`] opens or makes the file; [`Store::open_reader`] gives another thread a
//!   connection of its own that only reads.
//! * [`Store::record`] keeps what an ask of a feed brought, in one transaction.
//! * [`Store::list`], [`Store::list_back`], [`Store::list_at`], [`Store::count`] and
//!   [`Store::position`] answer a [`Filter`](crate::model::Filter): the one list query.
//! * Whatever the reader changes ([`Store::save`], [`Store::add_note`], …) is a step that
//!   [`Store::undo`] takes back and [`Store::redo`] does again, after a restart too.
//!
//! # Threads
//!
//! A [`Store`] is one connection: `Send`, not `Sync`. A worker keeps one writer on its own
//! thread and one or more readers; SQLite's WAL lets all of them work at once, in several
//! processes too. Readers see a change as soon as the writer has returned.
//!
//! # Durability
//!
//! What the reader types is on the disk when the call returns (`synchronous = FULL`, and a
//! line in a journal beside the database). What feeds bring may lose its last seconds when
//! the power fails, and comes again with the next fetch.

mod codec;
mod corrections;
mod count;
mod counts;
mod dossiers;
mod drafts;
mod edit;
mod error;
mod exhibits;
mod facet;
mod facts;
mod feeds;
mod filter_sql;
mod groups;
mod incidents;
mod list;
mod marks;
mod migrations;
mod newsboat;
mod notes;
mod op;
mod open;
mod prepared;
mod recent;
mod record;
mod recover;
mod removal;
mod replay;
mod rescue;
mod restore;
mod search;
mod settings;
mod snapshot;
mod standing;
mod steps;
mod story;
#[cfg(test)]
mod tests;

pub use counts::CountryCount;
pub use counts::Tally;
pub use counts::ViewCounts;
pub use dossiers::Member;
pub use edit::STEPS_KEPT;
pub use error::StoreError;
pub use exhibits::EXHIBITS_MAX;
pub use feeds::{Ask, FeedState};
pub use incidents::Analysed;
pub use incidents::Membership;
pub use list::LIST_ROWS_MAX;
pub use newsboat::{NewsboatItem, read_newsboat};
pub use open::{ReadOnlyReason, Store};
pub use prepared::Prepared;
pub use record::{Batch, Known, NewStory, Recorded, story_key};
pub use recover::Recovery;
pub use restore::Restored;
pub use settings::SavedView;
pub use snapshot::Page;
pub use steps::Step;
pub use story::Version;
