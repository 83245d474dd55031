//! Joins feeds, article, analysis and store: from bytes to rows.
//!
//! * [`Desk`] holds what is needed: a fetcher, a store, the lexicon.
//! * [`fetch_all`] asks many feeds; many threads read what they bring, and one writes it.
//! * [`open_story`] fetches the page of a story whose feed gave only a teaser.
//! * [`find_feed`] finds a feed from the address of a site, and shows it before it is added.
//! * [`relate`] writes on stories which incident they belong to.
//! * [`first_start`] puts into a new store what it begins with.
//! * [`FetchLock`] sees to it that only one program fetches at a time.

mod ask;
mod desk;
mod fetch_all;
mod first;
pub mod identity;
mod lock;
mod page;
mod read;
mod relate;
mod subscribe;
mod writer;

pub use ask::FeedReport;
pub use desk::{Desk, IngestError};
pub use fetch_all::{Progress, Report, fetch_all};
pub use first::{first_start, put_samples};
pub use lock::{FetchLock, LockError};
pub use page::{Kept, Opened, keep_page, look_again, open_story};
pub use relate::relate;
pub use subscribe::{Preview, SubscribeError, find_feed};

use desk::locked;
