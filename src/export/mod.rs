//! A dossier as a document, without touching the disk.

mod analysis_json;

pub use analysis_json::analysis_json;
