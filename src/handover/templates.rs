//! Finds the reader's templates in the config folder.

use std::path::Path;

use crate::export::BRIEFING;

/// The largest template, in bytes: far more than a page of rules.
const TEMPLATE_BYTES_MAX: u64 = 1 << 20;

/// A template: the name of its file and its text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Template {
    /// The name with its ending: `briefing.md`.
    pub name: String,
    /// What it says.
    pub source: String,
}

impl Template {
    /// Returns the name by which the format is asked for: that of the file without the ending.
    #[must_use]
    pub fn format(&self) -> &str {
        self.name.rsplit_once('.').map_or(self.name.as_str(), |(stem, _)| stem)
    }

    /// Returns how files of this format end.
    #[must_use]
    pub fn extension(&self) -> &str {
        self.name.rsplit_once('.').map_or("txt", |(_, ending)| ending)
    }
}

/// Lists the templates of `config/templates/`, and those built in that it does not replace.
///
/// A file that cannot be read, is too large or hidden is passed over.
#[must_use]
pub(super) fn templates(config: &Path) -> Vec<Template> {
    let folder = std::fs::read_dir(config.join("templates"));
    let mut found: Vec<Template> =
        folder.into_iter().flatten().flatten().filter_map(|entry| read(&entry)).collect();
    found.sort_by(|one, other| one.name.cmp(&other.name));
    if found.iter().all(|template| template.name != BRIEFING.0) {
        found.push(Template { name: BRIEFING.0.to_owned(), source: BRIEFING.1.to_owned() });
    }
    found
}

fn read(entry: &std::fs::DirEntry) -> Option<Template> {
    let name = entry.file_name().into_string().ok()?;
    let size = entry.metadata().ok().filter(std::fs::Metadata::is_file)?.len();
    if name.starts_with('.') || size > TEMPLATE_BYTES_MAX {
        return None;
    }
    Some(Template { name, source: std::fs::read_to_string(entry.path()).ok()? })
}
