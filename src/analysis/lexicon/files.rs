//! The files of the lexicon, built in and overridden by the reader's own lines.

use std::fmt::Write as _;

use sha2::Digest as _;
use sha2::Sha256;

use super::LexiconError;

macro_rules! files {
    ($($name:literal,)*) => {
        &[$(($name, include_str!(concat!("../../../config/lexicon/", $name))),)*]
    };
}

/// All files with their names, in the order in which they are read.
///
/// Words come before names, and of the names those that define codes before those that use them.
pub(super) const FILES: &[(&str, &str)] = files![
    "words/grammar.tsv",
    "words/verbs.tsv",
    "words/reporting.tsv",
    "words/foreign.tsv",
    "words/claims.tsv",
    "words/dismissals.tsv",
    "words/wrongs.tsv",
    "words/people.tsv",
    "words/given.tsv",
    "words/common.tsv",
    "words/sets.tsv",
    "names/countries.tsv",
    "names/blocs.tsv",
    "names/agencies.tsv",
    "names/organisations.tsv",
    "names/places.tsv",
    "names/groups.tsv",
    "names/schemes.tsv",
    "names/people.tsv",
    "names/ambiguous.tsv",
    "frames.tsv",
    "idioms.tsv",
    "acts.tsv",
    "deeds.tsv",
    "innocence.tsv",
    "retorts.tsv",
    "furniture.tsv",
    "foreign.tsv",
];

/// The hexadecimal digits of the overrides' hash that the version carries.
const HASH_DIGITS: usize = 8;

/// Returns whether a built-in file has this name.
pub(super) fn has(name: &str) -> bool {
    FILES.iter().any(|(known, _)| *known == name)
}

/// Joins a built-in file and the reader's lines for it.
///
/// A line of the reader's that begins with `-` takes away: the built-in line that it repeats, or, as
/// `-sort TAB code TAB form`, one form of a name. Line numbers of the reader's lines begin after
/// [`lines_of`] the built-in file.
///
/// # Errors
///
/// Returns [`LexiconError`] if a line to take away does not exist.
pub(super) fn merge(file: &str, built_in: &str, own: &str) -> Result<String, LexiconError> {
    let mut lines: Vec<String> = built_in.lines().map(str::to_owned).collect();
    let mut added = String::new();
    for (number, line) in (1..).zip(own.lines()) {
        let Some(gone) = line.strip_prefix('-').filter(|gone| !gone.starts_with('\t')) else {
            added.push_str(line);
            added.push('\n');
            continue;
        };
        added.push('\n');
        if !take(&mut lines, gone.trim()) {
            return Err(LexiconError {
                file: file.into(),
                line: number,
                reason: format!("there is no line or form `{}` to take away", gone.trim()),
            });
        }
    }
    Ok(lines.join("\n") + "\n" + &added)
}

/// Returns how many lines a built-in file has.
pub(super) fn lines_of(built_in: &str) -> usize {
    built_in.lines().count()
}

/// Empties the line `gone`, or takes the form out of the line that has it.
fn take(lines: &mut [String], gone: &str) -> bool {
    if let Some(line) = lines.iter_mut().find(|line| line.trim() == gone) {
        line.clear();
        return true;
    }
    let wanted: Vec<&str> = gone.split('\t').map(str::trim).collect();
    let &[sort, code, form] = wanted.as_slice() else { return false };
    for line in lines {
        let cells: Vec<&str> = line.split('\t').collect();
        let Some(forms) = cells.get(2).filter(|_| cells[0] == sort && cells[1] == code) else {
            continue;
        };
        let bare = |one: &str| one.trim().trim_start_matches(['?', '!']).to_owned();
        if !forms.split('|').any(|one| bare(one) == form) {
            continue;
        }
        let mut kept: Vec<String> = Vec::new();
        for (index, one) in forms.split('|').enumerate() {
            if bare(one) != form {
                kept.push(one.to_owned());
            } else if index == 0 {
                kept.push(format!("={form}"));
            }
        }
        let mut new: Vec<String> = cells.iter().map(|cell| (*cell).to_owned()).collect();
        new[2] = kept.join("|");
        *line = new.join("\t");
        return true;
    }
    false
}

/// Returns the version of a lexicon with these overrides.
pub(super) fn version(files: &[(&str, &str)]) -> String {
    let mut version = env!("CARGO_PKG_VERSION").to_owned();
    if files.iter().all(|(_, text)| text.trim().is_empty()) {
        return version;
    }
    let mut hash = Sha256::new();
    for (name, text) in files {
        hash.update(name.as_bytes());
        hash.update([0]);
        hash.update(text.as_bytes());
        hash.update([0]);
    }
    version.push('+');
    for byte in hash.finalize().iter().take(HASH_DIGITS / 2) {
        write!(version, "{byte:02x}").expect("writing to a string does not fail");
    }
    version
}
