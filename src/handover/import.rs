//! Brings in a file: what it is, is told by its content.

use std::fs::File;
use std::io::Read;
use std::path::Path;
use std::path::PathBuf;

use jiff::Timestamp;

use super::newsboat;
use crate::analysis::Lexicon;
use crate::analysis::analyze;
use crate::export;
use crate::export::ReadError;
use crate::feeds;
use crate::feeds::import::Import;
use crate::feeds::opml::OpmlError;
use crate::model::Analysis;
use crate::store::EXHIBITS_MAX;
use crate::store::Restored;
use crate::store::Store;
use crate::store::StoreError;

/// The most bytes of one file: a dossier of 20,000 stories has less.
const FILE_BYTES_MAX: u64 = 1 << 30;
/// How a SQLite file begins.
const SQLITE: &[u8] = b"SQLite format 3\0";

/// Why a file was not brought in; then nothing of it was kept.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ImportError {
    /// The file cannot be read.
    #[error("`{path}` could not be read; check the name")]
    Io {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// The file is too large.
    #[error("`{path}` is over 1 GiB; hand it over in parts")]
    TooLarge {
        /// The file.
        path: PathBuf,
    },
    /// The file is of no kind that is known.
    #[error(
        "`{path}` is none of our JSON Lines, OPML, newsboat's urls or cache; check that it is \
         the right file"
    )]
    Unknown {
        /// The file.
        path: PathBuf,
    },
    /// It is one of ours, and damaged.
    #[error(transparent)]
    Jsonl(#[from] ReadError),
    /// It is no list of feeds.
    #[error(transparent)]
    Opml(#[from] OpmlError),
    /// The store did not take it.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// What a file brought.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Brought {
    /// Stories with what others wrote on them.
    Stories(Restored),
    /// Feeds: how many, and what the reader should know.
    Feeds(usize, Vec<String>),
}

/// Brings in our own JSON Lines, OPML, or newsboat's `urls` or `cache.db`.
///
/// # Errors
///
/// Returns an [`ImportError`]; then nothing was kept.
pub fn bring(
    store: &mut Store,
    path: &Path,
    lexicon: &Lexicon,
    now: Timestamp,
) -> Result<Brought, ImportError> {
    let bytes = read(path)?;
    if bytes.starts_with(SQLITE) {
        return newsboat::bring(store, path, lexicon, now);
    }
    let text = String::from_utf8_lossy(&bytes);
    let start = text.trim_start_matches('\u{feff}').trim_start();
    if start.starts_with('{') {
        return stories(store, start, lexicon, now);
    }
    if start.starts_with('<') {
        return feeds(store, &feeds::opml::read(&bytes)?, now);
    }
    if feeds::newsboat::is_urls(start) {
        return feeds(store, &feeds::newsboat::read(start), now);
    }
    Err(ImportError::Unknown { path: path.to_owned() })
}

fn read(path: &Path) -> Result<Vec<u8>, ImportError> {
    let mut bytes = Vec::new();
    File::open(path)
        .and_then(|file| file.take(FILE_BYTES_MAX + 1).read_to_end(&mut bytes))
        .map_err(|source| ImportError::Io { path: path.to_owned(), source })?;
    if bytes.len() as u64 > FILE_BYTES_MAX {
        return Err(ImportError::TooLarge { path: path.to_owned() });
    }
    Ok(bytes)
}

fn stories(
    store: &mut Store,
    text: &str,
    lexicon: &Lexicon,
    now: Timestamp,
) -> Result<Brought, ImportError> {
    let mut document = export::read_jsonl(text, EXHIBITS_MAX, now)?;
    for exhibit in &mut document.exhibits {
        // What the other newsroom read is evidence and stays; where it is missing, we read.
        if exhibit.machine == Analysis::default() {
            exhibit.machine = analyze(&exhibit.story.article.text, true, lexicon);
        }
    }
    Ok(Brought::Stories(store.restore(&document, now)?))
}

fn feeds(store: &mut Store, import: &Import, now: Timestamp) -> Result<Brought, ImportError> {
    let sources = import.sources();
    store.put_feeds(&sources, now)?;
    Ok(Brought::Feeds(sources.len(), import.remarks()))
}
