//! Joins feeds, article, analysis and store: from bytes to rows.
//!
//! * [`Desk`] holds what is needed: a fetcher, a store, the lexicon.
//! * [`fetch_all`] asks many feeds; each is read and kept in one transaction of its own.
//! * [`FetchLock`] sees to it that only one program fetches at a time.

mod ask;
mod desk;
mod fetch_all;
pub mod identity;
mod lock;
mod read;

pub use ask::FeedReport;
pub use desk::{Desk, IngestError};
pub use fetch_all::{Progress, Report, fetch_all};
pub use lock::{FetchLock, LockError};

use desk::locked;
