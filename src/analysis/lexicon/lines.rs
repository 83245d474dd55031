//! The lines of a lexicon file.

use super::LexiconError;

/// Gives each line of a file to `read`, but for empty ones and comments, which begin with `#`.
///
/// # Errors
///
/// Returns [`LexiconError`] with file and line for the first reason that `read` gives.
pub(super) fn each_line(
    file: &str,
    text: &str,
    mut read: impl FnMut(&str) -> Result<(), String>,
) -> Result<(), LexiconError> {
    for (number, line) in (1..).zip(text.lines()) {
        if line.starts_with('#') || line.trim().is_empty() {
            continue;
        }
        read(line).map_err(|reason| LexiconError { file: file.into(), line: number, reason })?;
    }
    Ok(())
}
