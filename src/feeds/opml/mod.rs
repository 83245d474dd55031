//! OPML in and out: lists of feeds with folders, and what demarche adds to them.
//!
//! Beside the attributes of OPML 2.0 an outline may have `country`, `lang`, `class` and
//! `paused="true"`. Any other attribute is kept and written back.

mod write;

use super::import::Import;
use super::import::Listed;
use super::parse::Scanner;
use super::parse::Token;
use super::parse::decode;
use crate::clean;
use crate::model::FeedClass;
use crate::model::FeedSource;

pub use write::write;

/// How much of a file is read, in bytes: a list of ten thousand feeds has 4 MB.
const FILE_BYTES_MAX: usize = 16 << 20;

/// How deep folders are kept; deeper ones count as the last.
const FOLDERS_MAX: usize = 8;

/// The longest name of a folder, in bytes.
const FOLDER_BYTES_MAX: usize = 200;

/// The feeds that a new reader begins with.
const DEFAULTS: &str = include_str!("../../../config/feeds.opml");

/// Why a file is no list of feeds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum OpmlError {
    /// There is no outline in it.
    #[error("this file has no outlines; export it from your reader as OPML")]
    NoOutline,
}

/// Reads a list of feeds, forgiving: broken markup is read as far as it goes.
///
/// # Errors
///
/// Returns [`OpmlError::NoOutline`] if there is nothing of OPML in `bytes`.
pub fn read(bytes: &[u8]) -> Result<Import, OpmlError> {
    let text = decode(&bytes[..bytes.len().min(FILE_BYTES_MAX)], None);
    let mut reader = Reader::default();
    let mut scanner = Scanner::new(text.trim_start_matches('\u{FEFF}'));
    while let Some(token) = scanner.next() {
        match token {
            Token::Start { name, attributes, empty } => {
                let name = name.to_ascii_lowercase();
                reader.in_title = name == "title" && !empty;
                reader.seen |= matches!(name.as_str(), "opml" | "outline");
                if name == "outline" {
                    reader.outline(&attributes, empty);
                }
            }
            Token::End { name } => {
                reader.in_title = false;
                if name.eq_ignore_ascii_case("outline") {
                    reader.open.pop();
                }
            }
            Token::Text(text) => {
                if reader.in_title && reader.import.title.is_empty() {
                    reader.import.title = clean::line(&text);
                }
            }
        }
    }
    if reader.seen { Ok(reader.import) } else { Err(OpmlError::NoOutline) }
}

/// Returns whether `bytes` look like OPML.
#[must_use]
pub fn is_opml(bytes: &[u8]) -> bool {
    let head = decode(&bytes[..bytes.len().min(FOLDER_BYTES_MAX * 10)], None).to_ascii_lowercase();
    head.contains("<opml") || head.contains("<outline")
}

/// Returns the feeds that a new reader begins with.
///
/// # Panics
///
/// Never: a test reads the file.
#[must_use]
pub fn defaults() -> Vec<FeedSource> {
    read(DEFAULTS.as_bytes()).expect("config/feeds.opml is OPML").sources()
}

#[derive(Default)]
struct Reader {
    import: Import,
    /// The names of the outlines that are open; `None` for a feed.
    open: Vec<Option<String>>,
    in_title: bool,
    seen: bool,
}

impl Reader {
    fn outline(&mut self, attributes: &[(&str, String)], empty: bool) {
        let get = |names: &[&str]| {
            let found = attributes.iter().find(|(key, value)| {
                !value.trim().is_empty() && names.iter().any(|name| key.eq_ignore_ascii_case(name))
            });
            found.map(|(_, value)| value.trim())
        };
        let kind = get(&["type"]).unwrap_or_default().to_ascii_lowercase();
        let is_feed = matches!(kind.as_str(), "rss" | "atom" | "feed" | "json");
        let url = get(&["xmlUrl"]).or_else(|| get(&["url"]).filter(|_| is_feed));
        let name = get(&["title", "text"]).unwrap_or_default();
        let folder =
            url.is_none().then(|| clean::line_of(&name.replace('/', "-"), FOLDER_BYTES_MAX));
        if let Some(url) = url {
            self.feed(url, attributes, &get);
        }
        if !empty {
            self.open.push(folder);
        }
    }

    fn feed<'a>(
        &mut self,
        url: &str,
        attributes: &'a [(&str, String)],
        get: &dyn Fn(&[&str]) -> Option<&'a str>,
    ) {
        if get(&["filtercmd"]).is_some() {
            self.import.unsafe_lines += 1;
            return;
        }
        let category = get(&["category"]).and_then(|list| list.split(',').next());
        let folder = match self.folder() {
            folder if folder.is_empty() => path(category.unwrap_or_default().split('/')),
            folder => folder,
        };
        let source = FeedSource {
            url: url.to_owned(),
            title: get(&["title", "text"]).unwrap_or_default().to_owned(),
            folder,
            country: code(get(&["country"])).to_ascii_uppercase(),
            lang: code(get(&["lang", "language"])).to_ascii_lowercase(),
            class: get(&["class"]).and_then(FeedClass::from_name).unwrap_or_default(),
            paused: get(&["paused"]).is_some_and(|says| says.eq_ignore_ascii_case("true")),
        };
        let known = |key: &str| write::OWN.iter().any(|own| own.eq_ignore_ascii_case(key));
        let others = attributes.iter().filter(|(key, _)| !known(key));
        let attributes =
            others.map(|(key, value)| ((*key).to_owned(), clean::line(value))).collect();
        self.import.add(Listed { source, attributes });
    }

    fn folder(&self) -> String {
        path(self.open.iter().flatten().map(String::as_str))
    }
}

/// Joins the names of folders.
fn path<'a>(names: impl Iterator<Item = &'a str>) -> String {
    let names = names.map(str::trim).filter(|name| !name.is_empty()).take(FOLDERS_MAX);
    names.map(clean::line).collect::<Vec<_>>().join("/")
}

/// Returns a code of a country or language, or nothing if it is none.
fn code(written: Option<&str>) -> &str {
    let written = written.unwrap_or_default();
    let valid =
        written.len() <= 10 && written.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
    if valid { written } else { "" }
}

#[cfg(test)]
mod tests;
