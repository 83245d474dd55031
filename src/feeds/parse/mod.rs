//! Feed bytes to entries, whatever state they are in.
//!
//! # Overview
//!
//! [`parse`] settles the encoding, then reads RSS, Atom, RDF and CDF with a tolerant reader of
//! our own, and JSON Feed with serde; `docs/adr/0005-feed-parsing.md` says why and how well.
//! Everything that is wrong with a document is a sentence in [`Document::problems`].
//!
//! # Example
//!
//! ```
//! use demarche::feeds::parse::{Hints, parse};
//!
//! let bytes = b"<rss version='2.0'><channel><title>Notes</title>
//!     <item><title>AT&T answers</title><link>/a</link></item></channel></rss>";
//! let hints = Hints { base: Some("https://example.org/feed"), ..Hints::default() };
//! let document = parse(bytes, &hints)?;
//!
//! assert_eq!(document.entries[0].about.title_text(), "AT&T answers");
//! assert_eq!(document.entries[0].about.page(), Some("https://example.org/a"));
//! assert!(document.bozo);
//! # Ok::<(), demarche::feeds::parse::ParseError>(())
//! ```

mod check;
mod construct;
mod dates;
mod doctype;
mod document;
mod draft;
mod element;
mod encoding;
mod entities;
mod fault;
mod html;
mod json;
mod keep;
mod names;
mod people;
mod reader;
mod scan;
mod second;
mod tree;
mod urls;

pub(in crate::feeds) use html::without_silent;
pub(in crate::feeds) use scan::Scanner;
pub(in crate::feeds) use scan::Token;
pub(in crate::feeds) use urls::is_http;

use std::borrow::Cow;
use std::panic::AssertUnwindSafe;
use std::panic::catch_unwind;

pub use document::About;
pub use document::Document;
pub use document::Enclosure;
pub use document::Entry;
pub use document::Image;
pub use document::Link;
pub use document::Person;
pub use document::Tag;
pub use document::Text;
pub use keep::ENTRIES_MAX;

/// The largest document that is read, in bytes: the bound of the fetcher, decoded.
pub const DOCUMENT_BYTES_MAX: usize = 32 << 20;

/// What is known of a document beside its bytes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Hints<'a> {
    /// The value of `Content-Type`.
    pub content_type: Option<&'a str>,
    /// The value of `Content-Language`.
    pub language: Option<&'a str>,
    /// The address the document came from, after redirects; relative addresses are relative to it.
    pub base: Option<&'a str>,
}

/// Why a document is no feed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ParseError {
    /// It has no bytes but white space.
    #[error("the answer is empty; ask again later")]
    Empty,
    /// It is larger than [`DOCUMENT_BYTES_MAX`].
    #[error("the document is larger than 32 MiB; ask the publisher for a shorter feed")]
    TooLarge,
    /// It is an HTML page.
    #[error(
        "this is a web page, not a feed; add its address with `demarche feeds add` to find its feeds"
    )]
    Page,
    /// It is something else.
    #[error("this is not a feed that demarche knows; check the address")]
    NotAFeed,
    /// It is JSON that breaks off before its first entry, or is none.
    #[error("this JSON cannot be read as a feed; check the address")]
    Json,
    /// Reading it failed in a way that is our fault.
    #[error("reading this feed failed inside demarche; please report its address")]
    Inside,
}

/// Reads a feed document.
///
/// # Errors
///
/// Returns a [`ParseError`] if there is no feed in `bytes`; a broken feed is no error.
pub fn parse(bytes: &[u8], hints: &Hints<'_>) -> Result<Document, ParseError> {
    if bytes.len() > DOCUMENT_BYTES_MAX {
        return Err(ParseError::TooLarge);
    }
    // The HTML cleaner is not ours; a panic in it must cost one feed and not the program.
    catch_unwind(AssertUnwindSafe(|| read(bytes, hints))).unwrap_or(Err(ParseError::Inside))
}

fn read(bytes: &[u8], hints: &Hints<'_>) -> Result<Document, ParseError> {
    let (mime, charset) = content_type(hints.content_type.unwrap_or_default());
    let decoded = encoding::decode(bytes, charset.as_deref(), &mime);
    let text = decoded.text.trim_start_matches(['\u{FEFF}', '\0']);
    if text.trim().is_empty() {
        return Err(ParseError::Empty);
    }
    let is_json = text.trim_start().starts_with(['{', '[']);
    let first = if is_json { json::read(text, hints) } else { reader::read(text, hints) };
    let mut document = settled(first, text, hints)?;
    document.encoding = decoded.name;
    if let Some(problem) = decoded.problem {
        document.problems.push(problem);
        document.bozo = true;
        document.mended = true;
    }
    if !mime.is_empty() && !is_feed_type(&mime) {
        document.problems.push(format!("the feed was served as {mime}; it was read all the same"));
        document.bozo = true;
    }
    Ok(document)
}

/// Asks feed-rs where our own reader found no feed, or one without entries that is whole.
fn settled(
    first: Result<Document, ParseError>,
    text: &str,
    hints: &Hints<'_>,
) -> Result<Document, ParseError> {
    let in_doubt = match &first {
        Ok(document) => document.entries.is_empty() && !document.cut_off,
        Err(ParseError::NotAFeed | ParseError::Json) => true,
        Err(ParseError::Empty | ParseError::TooLarge | ParseError::Page | ParseError::Inside) => {
            false
        }
    };
    if !in_doubt {
        return first;
    }
    // It panics on some documents: then the first reading stands.
    let base = hints.base.unwrap_or_default();
    let second = catch_unwind(AssertUnwindSafe(|| second::read(text, base))).unwrap_or_default();
    second.map_or(first, Ok)
}

/// Decodes a document that is no feed: OPML, or a page in which feeds are looked for.
pub(in crate::feeds) fn decode<'a>(bytes: &'a [u8], content_type: Option<&str>) -> Cow<'a, str> {
    let (mime, charset) = self::content_type(content_type.unwrap_or_default());
    encoding::decode(bytes, charset.as_deref(), &mime).text
}

/// Returns the media type of a `Content-Type`, in lower case, and its charset.
fn content_type(value: &str) -> (String, Option<String>) {
    let mut parts = value.split(';');
    let mime = parts.next().unwrap_or_default().trim().to_ascii_lowercase();
    let charset = parts.find_map(|part| {
        let (key, value) = part.split_once('=')?;
        key.trim()
            .eq_ignore_ascii_case("charset")
            .then(|| value.trim().trim_matches(['"', '\'']).trim())
    });
    (mime, charset.filter(|name| !name.is_empty()).map(str::to_owned))
}

/// Returns whether a media type is one that feeds may have.
fn is_feed_type(mime: &str) -> bool {
    let xml = mime.ends_with("/xml") || mime.ends_with("+xml");
    let json = mime.ends_with("/json") || mime.ends_with("+json");
    xml || json || mime.ends_with("/xml-external-parsed-entity") || mime == "application/xml-dtd"
}

#[cfg(test)]
mod tests;
