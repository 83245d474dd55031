//! Takes stories out to files, and brings in what others hand over.
//!
//! # Overview
//!
//! * [`gather`] reads a [`Document`](crate::model::Document) from the store.
//! * [`bring`] reads a file that was handed over and keeps what is in it.
//! * [`find_format`] finds a format by name, among them those that the reader made.
//! * [`write_file`] puts bytes under a name, whole or not at all.

mod file;
mod formats;
mod gather;
mod import;
mod newsboat;
mod templates;

pub use file::{Existing, FileError, write_file};
pub use formats::{Chosen, UnknownFormat, find_format};
pub use gather::{Choice, gather};
pub use import::{Brought, ImportError, bring};
pub use templates::Template;
use templates::templates;
