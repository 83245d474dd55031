//! Which deed a word is about: `config/lexicon/acts.tsv`.

use rustc_hash::FxHashMap;

use super::LexiconError;
use super::WordId;
use super::Words;
use super::lines::each_line;
use crate::model::Act;

/// The deeds of all words that name one.
#[derive(Clone, Debug, Default)]
pub(crate) struct Acts {
    by_lemma: FxHashMap<WordId, Act>,
}

impl Acts {
    /// Returns the deed that a base form is about.
    pub(crate) fn of(&self, lemma: WordId) -> Option<Act> {
        self.by_lemma.get(&lemma).copied()
    }

    /// Reads lines of `base form TAB act`.
    ///
    /// # Errors
    ///
    /// Returns [`LexiconError`] with file, line and reason.
    pub(crate) fn read(file: &str, text: &str, words: &Words) -> Result<Self, LexiconError> {
        let mut acts = Self::default();
        each_line(file, text, |line| {
            let (lemma, act) =
                line.split_once('\t').ok_or("one tab between word and act is needed")?;
            let act = Act::from_name(act).ok_or_else(|| format!("no act `{act}`"))?;
            let id = words.find(lemma);
            if id == 0 {
                return Err(format!("`{lemma}` is not in the word files"));
            }
            acts.by_lemma.insert(words.get(id).lemma, act);
            Ok(())
        })?;
        Ok(acts)
    }
}
