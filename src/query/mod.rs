//! The query language: text to `Filter` and back, without loss.
//!
//! Words and `"phrases"` search the full text, `cyber*` the beginnings of words;
//! `field:value` narrows, `-` negates, `OR` and parentheses combine, a space is AND. A
//! backslash takes a sign's meaning: `\OR`, `a\:b`.
//!
//! # Overview
//!
//! * [`parse`] reads a query; what is wrong is pointed at, with the nearest right word.
//! * [`print()`] writes one; [`parse`] gives the same filter again.
//! * [`complete`] offers what may stand at the cursor.
//! * [`plain`] guesses the query that plain words mean.
//! * [`Names`] is what the language must know of the world: countries, groups, feeds.
//!
//! Whether samples are listed ([`Filter::samples`](crate::model::Filter)) is the caller's
//! choice and no part of the text.
//!
//! # Examples
//!
//! ```
//! use demarche::query::{self, PlainNames};
//!
//! let filter = query::parse("accused:CN since:7d -is:read", &PlainNames)?;
//! assert_eq!(query::print(&filter), "accused:CN since:1w -is:read");
//! # Ok::<(), query::QueryError>(())
//! ```

mod complete;
mod error;
mod field;
mod names;
mod nearest;
mod parse;
mod plain;
mod print;
#[cfg(test)]
mod tests;
mod token;

pub use complete::{Candidate, Completion, complete};
pub use error::QueryError;
pub use field::Field;
pub use names::{Names, PlainNames};
pub use nearest::nearest;
pub use parse::parse;
pub use plain::plain;
pub use print::print;
