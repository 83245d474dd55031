//! The formats in which a document is taken away.

use super::atom;
use super::bibtex;
use super::csl;
use super::digest::Digest;
use super::html;
use super::jsonl;
use super::labels;
use super::markdown;
use super::misp;
use super::sheet;
use super::stix;
use super::web_annotation;
use crate::model::Document;

/// A format that is built in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Format {
    /// For reading and for Obsidian.
    Markdown,
    /// One file for reading and printing, without script and network.
    Html,
    /// For spreadsheets (RFC 4180).
    Csv,
    /// For programs, and for `demarche import`.
    Jsonl,
    /// For citing with BibLaTeX.
    Bibtex,
    /// For citing with Zotero and its like.
    Csl,
    /// STIX 2.1, for threat teams.
    Stix,
    /// A MISP event, for threat teams.
    Misp,
    /// RFC 4287, for other readers.
    Atom,
    /// W3C Web Annotations, for the notes alone.
    WebAnnotation,
    /// What the reader corrected, for `demarche eval`.
    Labels,
}

impl Format {
    /// Every format, in the order in which they are offered.
    pub const ALL: [Self; 11] = [
        Self::Markdown,
        Self::Html,
        Self::Csv,
        Self::Jsonl,
        Self::Bibtex,
        Self::Csl,
        Self::Stix,
        Self::Misp,
        Self::Atom,
        Self::WebAnnotation,
        Self::Labels,
    ];

    /// Returns the name used on the command line.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Markdown => "markdown",
            Self::Html => "html",
            Self::Csv => "csv",
            Self::Jsonl => "jsonl",
            Self::Bibtex => "bibtex",
            Self::Csl => "csl",
            Self::Stix => "stix",
            Self::Misp => "misp",
            Self::Atom => "atom",
            Self::WebAnnotation => "webannotation",
            Self::Labels => "labels",
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
            Self::Html => "html",
            Self::Csv => "csv",
            Self::Jsonl | Self::Labels => "jsonl",
            Self::Bibtex => "bib",
            Self::Csl | Self::Stix | Self::Misp => "json",
            Self::Atom => "atom",
            Self::WebAnnotation => "jsonld",
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
    /// No story in it was corrected.
    #[error(
        "no story that was chosen was corrected; `i` on a claim, then `d`, `s` or `t`, corrects it"
    )]
    NothingCorrected,
    /// A template of the reader has a fault.
    #[error("the template `{name}` has a fault at line {line}; mend it and try again")]
    Template {
        /// The name of the template.
        name: String,
        /// The line, from 1.
        line: usize,
        /// What is wrong with it.
        source: minijinja::Error,
    },
}

/// Writes `document` in `format`.
///
/// The same document gives the same bytes. Text ends with a line break.
///
/// # Errors
///
/// Returns [`ExportError::Empty`] if there is no story in the document, and
/// [`ExportError::NothingCorrected`] for labels of stories that nobody corrected.
pub fn render(document: &Document, format: Format) -> Result<Vec<u8>, ExportError> {
    if document.exhibits.is_empty() {
        return Err(ExportError::Empty);
    }
    let digest = Digest::new(document);
    let text = match format {
        Format::Markdown => markdown::render(&digest),
        Format::Html => html::render(&digest),
        Format::Csv => sheet::render(&digest),
        Format::Jsonl => jsonl::render(&digest),
        Format::Bibtex => bibtex::render(&digest),
        Format::Csl => csl::render(&digest),
        Format::Stix => stix::render(&digest),
        Format::Misp => misp::render(&digest),
        Format::Atom => atom::render(&digest),
        Format::WebAnnotation => web_annotation::render(&digest),
        Format::Labels => labels::render(&digest).ok_or(ExportError::NothingCorrected)?,
    };
    Ok(text.into_bytes())
}
