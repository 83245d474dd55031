//! Stories as a document, in the formats in which they are taken away; touches no disk.
//!
//! # Overview
//!
//! * [`render`] turns a [`Document`] into the bytes of a [`Format`].
//! * [`cite`] puts one story or quote into one line, as `Y` copies it.
//! * [`file_name`] makes a name that is safe on every system.
//!
//! Whatever comes from outside is escaped for the format it enters, here and nowhere else:
//! [`escape`] has one function for each place where text may stand.

mod analysis_json;
mod digest;
mod escape;
mod format;
mod markdown;
mod name;
#[cfg(test)]
mod tests;

pub use analysis_json::analysis_json;
pub use format::{ExportError, Format, render};
pub use name::file_name;
