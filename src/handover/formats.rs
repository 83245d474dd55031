//! The formats in which stories are taken away: those built in, and those the reader made.

use std::path::Path;

use super::Template;
use super::templates;
use crate::export;
use crate::export::ExportError;
use crate::export::Format;
use crate::model::Document;
use crate::query;

/// A format that is built in, or one that the reader made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Chosen {
    /// One that is built in.
    BuiltIn(Format),
    /// One of the reader's templates.
    Made(Template),
}

/// There is no such format.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("there is no format `{name}`{near} Formats: {known}")]
pub struct UnknownFormat {
    name: String,
    near: String,
    known: String,
}

/// Finds a format by name; `config` is the folder of the reader's files.
///
/// # Errors
///
/// Returns [`UnknownFormat`] with the nearest name that there is.
pub fn find_format(name: &str, config: &Path) -> Result<Chosen, UnknownFormat> {
    if let Some(format) = Format::from_name(name) {
        return Ok(Chosen::BuiltIn(format));
    }
    let made = templates(config);
    let names = || {
        let built_in = Format::ALL.iter().map(|format| format.as_str());
        built_in.chain(made.iter().map(Template::format))
    };
    let near = query::nearest(name, names());
    let near = near.map_or(".".to_owned(), |near| format!("; did you mean `{near}`?"));
    let known = names().collect::<Vec<_>>().join(" ");
    let unknown = UnknownFormat { name: name.to_owned(), near, known };
    let found = made.into_iter().find(|template| template.format() == name);
    found.map(Chosen::Made).ok_or(unknown)
}

impl Chosen {
    /// Writes `document` in this format.
    ///
    /// # Errors
    ///
    /// Returns [`ExportError`] if there is no story in it, or the template has a fault.
    pub fn render(&self, document: &Document) -> Result<Vec<u8>, ExportError> {
        match self {
            Self::BuiltIn(format) => export::render(document, *format),
            Self::Made(made) => export::render_template(document, &made.name, &made.source),
        }
    }

    /// Returns how names of files of this format end, without the dot.
    #[must_use]
    pub fn extension(&self) -> &str {
        match self {
            Self::BuiltIn(format) => format.extension(),
            Self::Made(template) => template.extension(),
        }
    }
}
