//! All word lists and name lists, parsed and checked.

mod acts;
mod classes;
mod frames;
mod lookup;
mod names;
mod sort;
mod trie;
mod words;

use acts::Acts;
pub(crate) use classes::Classes;
pub(crate) use frames::{Condition, Frame, Frames, Slot};
pub(crate) use names::{Form, NameId, Names, StateId};
pub(crate) use sort::{Flags, Sort};
pub(crate) use words::{Word, WordId, Words};

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

/// The word files that are built in, with their names.
const WORD_FILES: &[(&str, &str)] = &[
    ("words/grammar.tsv", include_str!("../../../config/lexicon/words/grammar.tsv")),
    ("words/verbs.tsv", include_str!("../../../config/lexicon/words/verbs.tsv")),
    ("words/reporting.tsv", include_str!("../../../config/lexicon/words/reporting.tsv")),
    ("words/foreign.tsv", include_str!("../../../config/lexicon/words/foreign.tsv")),
    ("words/claims.tsv", include_str!("../../../config/lexicon/words/claims.tsv")),
    ("words/people.tsv", include_str!("../../../config/lexicon/words/people.tsv")),
    ("words/given.tsv", include_str!("../../../config/lexicon/words/given.tsv")),
];

/// The name files that are built in; the first defines the codes that the others use.
const NAME_FILES: &[(&str, &str)] = &[
    ("names/countries.tsv", include_str!("../../../config/lexicon/names/countries.tsv")),
    ("names/blocs.tsv", include_str!("../../../config/lexicon/names/blocs.tsv")),
    ("names/agencies.tsv", include_str!("../../../config/lexicon/names/agencies.tsv")),
    ("names/organisations.tsv", include_str!("../../../config/lexicon/names/organisations.tsv")),
    ("names/places.tsv", include_str!("../../../config/lexicon/names/places.tsv")),
    ("names/groups.tsv", include_str!("../../../config/lexicon/names/groups.tsv")),
    ("names/schemes.tsv", include_str!("../../../config/lexicon/names/schemes.tsv")),
    ("names/people.tsv", include_str!("../../../config/lexicon/names/people.tsv")),
    ("names/ambiguous.tsv", include_str!("../../../config/lexicon/names/ambiguous.tsv")),
];

/// The frame file that is built in.
const FRAME_FILE: (&str, &str) = ("frames.tsv", include_str!("../../../config/lexicon/frames.tsv"));

/// The file of acts that is built in.
const ACT_FILE: (&str, &str) = ("acts.tsv", include_str!("../../../config/lexicon/acts.tsv"));

/// Everything the analysis knows of words and names; made once, shared by all threads.
#[derive(Clone, Debug)]
pub struct Lexicon {
    pub(crate) words: Words,
    pub(crate) names: Names,
    pub(crate) frames: Frames,
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
        Self::read().expect("the built-in lexicon is checked by a test")
    }

    fn read() -> Result<Self, LexiconError> {
        let mut words = Words::default();
        for (file, text) in WORD_FILES {
            words.read(file, text)?;
        }
        let mut names = Names::default();
        for (file, text) in NAME_FILES {
            names.read(file, text, &mut words)?;
        }
        let mut frames = Frames::default();
        let (file, text) = FRAME_FILE;
        frames.read(file, text, &words)?;
        let (file, text) = ACT_FILE;
        let acts = Acts::read(file, text, &words)?;
        Ok(Self { words, names, frames, acts, version: env!("CARGO_PKG_VERSION").to_owned() })
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
        assert_eq!(Lexicon::read().map(|_| ()), Ok(()));
        let mut words = Words::default();
        for (file, text) in WORD_FILES {
            assert_eq!(words.read(file, text), Ok(()));
        }
        let (file, text) = FRAME_FILE;
        let (acts, lines) = ACT_FILE;
        assert!(Acts::read(acts, lines, &words).is_ok());
        assert_eq!(Frames::default().read(file, text, &words), Ok(()));
    }
}
