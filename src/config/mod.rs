//! Where things live, and what the reader has set.

mod home;

pub use home::{Home, HomeError};
