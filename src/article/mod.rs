//! An HTML page to the part of it that is the article, as blocks of clean text.
//!
//! * [`extract`] finds the article in a page; [`decode`] makes text of the page's bytes first.
//! * [`from_fragment`] makes blocks of HTML that is all article, as feeds carry it.
//! * [`markup`] lays roles over the text of an article, [`wrap`] breaks it into lines.
//!
//! # Example
//!
//! ```
//! use demarche::article;
//!
//! let article = article::from_fragment("<p>One.</p><ul><li>Two</ul>", "Title", None);
//! assert_eq!(article.text, "Title\n\nOne.\n\nTwo");
//! ```

mod blocks;
mod build;
mod decode;
mod extract;
mod furniture;
mod json_ld;
pub mod markup;
mod meta;
mod table;
mod wall;
mod words;
pub mod wrap;

pub use blocks::{body, from_fragment};
pub use decode::decode;
pub use extract::{ArticleError, Extracted, extract};
pub use wall::Wall;
