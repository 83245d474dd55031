//! The one door for text from outside: what comes in is harmless on a terminal and in an export.
//!
//! What may pass is listed, not what may not: printable characters, at most four combining marks
//! on a letter, and line breaks where they make sense. Escape sequences, control characters,
//! invisible characters and bidi tricks do not pass. Call these functions *after* the last
//! decoding (entities, charset, percent): a filter before it is no filter.
//!
//! * [`line()`] for a title, an author, a name: anything that is one line.
//! * [`text`] for anything of several lines.
//! * [`html`] for HTML that another program will show.
//! * [`tame`] rewrites HTML so that a tree can be built from it in bounded time and memory.
//! * [`url`] and [`host`] for addresses.
//!
//! # Example
//!
//! ```
//! use demarche::clean;
//!
//! assert_eq!(clean::line("Talks\n\x1b[31mfail\x1b[0m\u{202e}"), "Talks fail⟪RLO⟫");
//! assert_eq!(clean::text("one\r\ntwo\u{7}"), "one\ntwo");
//! assert_eq!(clean::url("javascript:alert(1)", None), None);
//! ```

mod chars;
mod escapes;
mod html;
mod tame;
mod url;

pub use chars::{
    LINE_BYTES_MAX, TEXT_BYTES_MAX, drop_controls, isolated, line, line_of, paragraph, text,
};
pub use html::html;
pub use tame::{Tamed, tame};
pub use url::{host, link_text, url};
