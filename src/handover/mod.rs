//! Takes stories out to files, and brings in what others hand over.
//!
//! # Overview
//!
//! * [`gather`] reads a [`Document`](crate::model::Document) from the store.
//! * [`bring`] reads a file that was handed over and keeps what is in it.
//! * [`templates`] lists the formats that the reader made.
//! * [`write_file`] puts bytes under a name, whole or not at all.

mod file;
mod gather;
mod import;
mod newsboat;
mod templates;

pub use file::{Existing, FileError, write_file};
pub use gather::{Choice, gather};
pub use import::{Brought, ImportError, bring};
pub use templates::{Template, templates};
