//! Takes stories out to files, and brings in what others hand over.
//!
//! # Overview
//!
//! * [`gather`] reads a [`Document`](crate::model::Document) from the store.
//! * [`write_file`] puts bytes under a name, whole or not at all.

mod file;
mod gather;

pub use file::{Existing, FileError, write_file};
pub use gather::{Choice, gather};
