//! Stories as a document, in the formats in which they are taken away; touches no disk.
//!
//! # Overview
//!
//! * [`render`] turns a [`crate::model::Document`] into the bytes of a [`Format`].
//! * [`render_template`] writes it by a template of the reader.
//! * [`cite`] puts one story or quote into one line, as `Y` copies it.
//! * [`read_jsonl`] reads back what the JSON Lines hold.
//! * [`file_name`] makes a name that is safe on every system.
//!
//! Whatever comes from outside is escaped for the format it enters, here and nowhere else:
//! `escape` has one function for each place where text may stand.

mod analysis_json;
mod atom;
mod authors;
mod bibtex;
mod cite;
mod csl;
mod digest;
mod escape;
mod format;
mod html;
mod jsonl;
mod labels;
mod markdown;
mod misp;
mod name;
mod read;
mod sheet;
mod stix;
mod template;
#[cfg(test)]
mod tests;
mod web_annotation;

pub use analysis_json::analysis_json;
pub use cite::{citation_styles, cite};
pub use format::{ExportError, Format, render};
pub use jsonl::JSONL_VERSION;
pub use name::file_name;
pub use read::{ReadError, read_jsonl};
pub use template::{BRIEFING, render_template};
