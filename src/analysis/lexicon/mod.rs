//! All word lists and name lists, parsed and checked.

mod acts;
mod classes;
mod deeds;
mod files;
mod foreign;
mod frames;
mod furniture;
mod lines;
mod lookup;
mod names;
mod phrases;
mod sort;
mod texts;
mod trie;
mod words;

use acts::Acts;
pub(crate) use classes::Classes;
use deeds::Deeds;
pub(crate) use foreign::Foreign;
pub(crate) use frames::{Condition, Frame, Frames, Slot, has_words};
pub(crate) use furniture::Furniture;
pub(crate) use names::{Form, NameId, Names, StateId};
use phrases::Phrases;
pub(crate) use sort::{Flags, Sort};
pub(crate) use words::{WordId, Words};

use crate::model::Act;

/// A line of a lexicon file that cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{file}, line {line}: {reason}")]
pub struct LexiconError {
    /// The file's name.
    pub file: String,
    /// The line's number, from 1.
    pub line: usize,
    /// What is wrong with it.
    pub reason: String,
}

/// Everything the analysis knows of words and names; made once, shared by all threads.
#[derive(Clone, Debug)]
pub struct Lexicon {
    pub(crate) words: Words,
    pub(crate) names: Names,
    pub(crate) frames: Frames,
    pub(crate) furniture: Furniture,
    pub(crate) foreign: Foreign,
    /// With which words somebody says that he had no part in a wrong.
    pub(crate) innocence: Phrases,
    /// With which words an accused side says that it did nothing of the sort.
    pub(crate) retorts: Phrases,
    /// With which words behind them verbs are deeds of wrong.
    pub(crate) deeds: Deeds,
    acts: Acts,
    version: String,
}

impl Lexicon {
    /// Reads the built-in files.
    ///
    /// # Panics
    ///
    /// Panics if a built-in file is broken, which a test excludes.
    pub fn built_in() -> Self {
        Self::with_overrides(&[]).expect("the built-in lexicon is checked by a test")
    }

    /// Reads the built-in files together with the reader's own, each given as name and text.
    ///
    /// A file of the reader's has the name of a built-in file (`names/countries.tsv`) and adds its
    /// lines; a line that begins with `-` takes away the built-in line that it repeats, or one form
    /// of a name (`-capital TAB NZ TAB Wellington`).
    ///
    /// # Errors
    ///
    /// Returns [`LexiconError`] with file, line and reason for the first line that cannot be used.
    pub fn with_overrides(own: &[(&str, &str)]) -> Result<Self, LexiconError> {
        if let Some((file, _)) = own.iter().find(|(file, _)| !files::has(file)) {
            let known: Vec<&str> = files::FILES.iter().map(|(name, _)| *name).collect();
            let reason =
                format!("no lexicon file has this name; the names are {}", known.join(", "));
            return Err(LexiconError { file: (*file).into(), line: 0, reason });
        }
        let mut lexicon = Self {
            words: Words::default(),
            names: Names::default(),
            frames: Frames::default(),
            furniture: Furniture::default(),
            foreign: Foreign::default(),
            innocence: Phrases::default(),
            retorts: Phrases::default(),
            deeds: Deeds::default(),
            acts: Acts::default(),
            version: files::version(own),
        };
        for (file, built_in) in files::FILES {
            let lines: Vec<&str> =
                own.iter().filter(|(name, _)| name == file).map(|(_, text)| *text).collect();
            if lines.is_empty() {
                lexicon.read(file, built_in)?;
                continue;
            }
            let text = files::merge(file, built_in, &lines.join("\n"))?;
            let before = files::lines_of(built_in);
            lexicon.read(file, &text).map_err(|error| LexiconError {
                line: if error.line > before { error.line - before } else { error.line },
                ..error
            })?;
        }
        Ok(lexicon)
    }

    /// Lists the built-in files, each with its text, for readers who want a copy to change.
    pub fn files() -> impl Iterator<Item = (&'static str, &'static str)> {
        files::FILES.iter().copied()
    }

    fn read(&mut self, file: &str, text: &str) -> Result<(), LexiconError> {
        match file.split_once('/') {
            Some(("words", "sets.tsv")) => self.words.read_sets(file, text),
            Some(("words", _)) => self.words.read(file, text),
            Some(_) => self.names.read(file, text, &mut self.words),
            None if matches!(file, "frames.tsv" | "idioms.tsv") => {
                self.frames.read(file, text, &mut self.words)
            }
            None if file == "furniture.tsv" => self.furniture.read(file, text),
            None if file == "innocence.tsv" => self.innocence.read(file, text, &mut self.words),
            None if file == "deeds.tsv" => self.deeds.read(file, text, &mut self.words),
            None if file == "retorts.tsv" => self.retorts.read(file, text, &mut self.words),
            None if file == "foreign.tsv" => self.foreign.read(file, text, &self.names),
            None => {
                self.acts = Acts::read(file, text, &self.words)?;
                Ok(())
            }
        }
    }

    /// Returns the deed that a base form is about.
    pub(crate) fn act(&self, lemma: WordId) -> Option<Act> {
        self.acts.of(lemma)
    }

    /// Returns the version that analyses carry.
    pub fn version(&self) -> &str {
        &self.version
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_built_in_files_are_sound() {
        assert_eq!(Lexicon::with_overrides(&[]).map(|_| ()), Ok(()));
    }

    #[test]
    fn the_built_in_files_know_bodies_and_groups_enough() {
        let lexicon = Lexicon::built_in();
        let distinct = |sort: Sort| {
            let forms = lexicon.names.forms().filter(|form| form.sort == sort);
            let mut names: Vec<&str> = forms.map(|form| lexicon.names.name(form.name)).collect();
            names.sort_unstable();
            names.dedup();
            names.len()
        };
        let (agencies, groups) = (distinct(Sort::Agency), distinct(Sort::Group));
        assert!(agencies >= 300, "{agencies} agencies, ministries, services, CERTs and courts");
        assert!(groups >= 400, "{groups} intrusion sets");
        let sponsored = lexicon.groups().iter().filter(|(_, state)| state.is_some()).count();
        assert!(sponsored >= 200, "{sponsored} intrusion sets with a sponsor");
        let forms = lexicon.names.forms().filter(|form| form.sort == Sort::Group).count();
        assert!(forms >= groups * 3 / 2, "{forms} ways to write {groups} intrusion sets");
    }

    #[test]
    fn readers_add_and_take_away_lines() {
        let own = [
            ("names/agencies.tsv", "# mine\nagency\tNZ\tBureau of Tides\n"),
            ("names/countries.tsv", "-seat\tRU\tKremlin\n"),
        ];
        let lexicon = Lexicon::with_overrides(&own).unwrap();
        let country = |lexicon: &Lexicon, name: &str| {
            let text = format!("Officials said that {name} denied it.");
            let analysis = crate::analysis::analyze(&text, true, lexicon);
            analysis
                .mentions
                .first()
                .and_then(|one| one.country.clone())
                .map(|code| code.to_string())
        };
        assert_eq!(country(&lexicon, "the Bureau of Tides").as_deref(), Some("NZ"));
        assert_eq!(country(&lexicon, "the Kremlin"), None);
        let built_in = Lexicon::built_in();
        assert_eq!(country(&built_in, "the Kremlin").as_deref(), Some("RU"));
        assert_ne!(lexicon.version(), built_in.version());
    }

    #[test]
    fn a_wrong_line_is_refused_with_file_line_and_reason() {
        let cases: &[(&str, &str, &str)] = &[
            (
                "names/agencies.tsv",
                "\nagency\tQQ\tBureau\n",
                "names/agencies.tsv, line 2: no state or bloc `QQ`",
            ),
            (
                "names/groups.tsv",
                "-group\tNZ\tNobody",
                "names/groups.tsv, line 1: there is no line or form `group\tNZ\tNobody` to take away",
            ),
            (
                "words/people.tsv",
                "x\tverb\tnonsense\n",
                "words/people.tsv, line 1: no class `nonsense`",
            ),
            ("acts.tsv", "# mine\nhack\tfun\n", "acts.tsv, line 2: no act `fun`"),
            ("frames.tsv", "accuse", "frames.tsv, line 1: 1 columns in place of 5"),
            ("foreign.tsv", "fr\tcountry\tQQ\tX", "foreign.tsv, line 1: no state or bloc `QQ`"),
            (
                "innocence.tsv",
                "\nNo way\n",
                "innocence.tsv, line 2: `No way` must be words in lower case",
            ),
        ];
        for (file, text, wanted) in cases {
            let error = Lexicon::with_overrides(&[(file, text)]).unwrap_err();
            assert_eq!(error.to_string(), *wanted);
        }
        assert!(Lexicon::with_overrides(&[("names/nothing.tsv", "")]).is_err());
    }
}
