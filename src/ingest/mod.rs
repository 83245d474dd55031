//! Joins feeds, article, analysis and store: from bytes to rows.

pub mod identity;
