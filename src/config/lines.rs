//! Where in a file something is wrong.

use toml::Spanned;

/// Something wrong in a settings file, with the place and what to do.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{file}, line {line}: {problem}")]
pub struct ConfigError {
    /// The file, as the reader knows it.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
    /// What is wrong, and what would be right.
    pub problem: String,
}

impl ConfigError {
    /// Makes the error for the byte `at` of `text`.
    pub(super) fn at(file: &str, text: &str, at: usize, problem: impl Into<String>) -> Self {
        let before = text.as_bytes().iter().take(at);
        let line = 1 + before.filter(|byte| **byte == b'\n').count();
        Self { file: file.to_owned(), line, problem: problem.into() }
    }

    /// Makes the error of a document that is not TOML, or not of the right shape.
    pub(super) fn of_toml(file: &str, text: &str, error: &toml::de::Error) -> Self {
        let at = error.span().map_or(0, |span| span.start);
        Self::at(file, text, at, error.message().replace('\n', "; "))
    }
}

/// Returns the byte where a value stands.
pub(super) fn place<T>(value: &Spanned<T>) -> usize {
    value.span().start
}

/// Takes a byte order mark off the start of a file, and the carriage returns off its lines.
pub(super) fn tidy(text: &str) -> String {
    text.trim_start_matches('\u{feff}').replace("\r\n", "\n")
}
