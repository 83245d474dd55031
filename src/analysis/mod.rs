//! Reads an article as a diplomatic desk would: who acts, who says what, what is claimed.
//!
//! Every function here takes text and a lexicon and returns spans of that text. Nothing here
//! does I/O, keeps state, or fails: a text in which nothing is found gives empty lists.
//!
//! The stages stand on one another: `doc` cuts the text into tokens, sentences and paragraphs;
//! `actors` finds who is named; `quotes` who says what; `claims` what is claimed.

mod actors;
mod claims;
mod doc;
mod language;
mod lexicon;
mod quotes;
pub mod score;
#[cfg(test)]
mod tests;

pub use lexicon::{Lexicon, LexiconError};

use crate::model::Analysis;

/// How much of a text is read, in bytes: longer than any article, and within `u32` offsets.
pub const TEXT_BYTES_MAX: usize = 4 << 20;

/// Reads `text`; all spans of the result are of `text`.
///
/// A first line that stands alone before a blank line is the headline, unless `titled` says
/// that the headline is given elsewhere.
pub fn analyze(text: &str, titled: bool, lexicon: &Lexicon) -> Analysis {
    let read = &text[..text.floor_char_boundary(TEXT_BYTES_MAX)];
    let doc = doc::Doc::new(read, titled, lexicon);
    let actors = actors::find(&doc);
    let speech = quotes::find(&doc, &actors);
    let found = claims::find(&doc, &actors, &speech);
    actors::sum_up(&doc, &actors, speech.quotes, found)
}
