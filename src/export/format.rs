//! The formats in which a document is taken away.

use super::digest::Digest;
use super::markdown;
use crate::model::Document;

/// A format that is built in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Format {
    /// For reading and for Obsidian.
    Markdown,
}

impl Format {
    /// Every format, in the order in which they are offered.
    pub const ALL: [Self; 1] = [Self::Markdown];

    /// Returns the name used on the command line.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Markdown => "markdown",
        }
    }

    /// Finds the format of a name, in any case.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|format| format.as_str().eq_ignore_ascii_case(name))
    }

    /// Returns how names of files of this format end, without the dot.
    #[must_use]
    pub fn extension(self) -> &'static str {
        match self {
            Self::Markdown => "md",
        }
    }
}

/// Why a document could not be written in a format.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ExportError {
    /// There is nothing in it.
    #[error("no story was chosen; save one or give a query that finds some")]
    Empty,
}

/// Writes `document` in `format`.
///
/// The same document gives the same bytes. Text ends with a line break.
///
/// # Errors
///
/// Returns [`ExportError::Empty`] if there is no story in the document.
pub fn render(document: &Document, format: Format) -> Result<Vec<u8>, ExportError> {
    if document.exhibits.is_empty() {
        return Err(ExportError::Empty);
    }
    let digest = Digest::new(document);
    match format {
        Format::Markdown => Ok(markdown::render(&digest).into_bytes()),
    }
}
