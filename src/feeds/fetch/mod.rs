//! Asks for feeds and pages over HTTP; the only module that speaks to the network.
//!
//! [`Fetcher::get`] sends one [`Question`] and gives an [`Answer`] or a [`FetchError`]. All
//! limits are here: requests at once and to one host, time, size packed and unpacked,
//! redirects, and which addresses may be asked at all.

mod address;
mod answer;
mod blame;
mod client;
mod error;
mod fetcher;
mod hop;
mod hosts;
mod proxy;
mod resolve;
mod room;
mod secret;
mod settings;
mod unpack;
mod values;
mod wall;

pub use answer::{Answer, Kind, Question};
pub use error::FetchError;
pub use fetcher::Fetcher;
pub use hop::Hop;
pub use settings::{Environment, FeedOptions, FetchSettings};
