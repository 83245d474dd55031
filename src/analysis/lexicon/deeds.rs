//! What makes a deed only with other words behind the verb: `config/lexicon/deeds.tsv`.

use rustc_hash::FxHashMap;

use super::LexiconError;
use super::WordId;
use super::Words;
use super::frames::has_words;
use super::lines::each_line;
use crate::analysis::doc::Token;
use crate::analysis::doc::pieces;

/// How far behind its verb the words may end, in tokens.
const BEHIND_TOKENS_MAX: usize = 6;

/// The words that make a verb one of wrong, by the verb's base form.
#[derive(Clone, Debug, Default)]
pub(crate) struct Deeds {
    by_lemma: FxHashMap<WordId, Vec<Box<[WordId]>>>,
}

impl Deeds {
    /// Returns whether a verb with this base form is a deed of wrong with the words `behind` it.
    pub(crate) fn is_one(&self, lemma: WordId, behind: &[Token<'_>]) -> bool {
        self.by_lemma.get(&lemma).is_some_and(|endings| {
            let near = &behind[..behind.len().min(BEHIND_TOKENS_MAX)];
            endings.iter().any(|words| has_words(near, words))
        })
    }

    /// Reads lines of `base form TAB words`.
    ///
    /// # Errors
    ///
    /// Returns [`LexiconError`] with file, line and reason.
    pub(crate) fn read(
        &mut self,
        file: &str,
        text: &str,
        words: &mut Words,
    ) -> Result<(), LexiconError> {
        each_line(file, text, |line| {
            let (lemma, behind) =
                line.split_once('\t').ok_or("one tab between verb and words is needed")?;
            let id = words.verb(lemma)?;
            let behind = pieces(behind).map(|piece| words.intern_folded(piece.raw)).collect();
            self.by_lemma.entry(id).or_default().push(behind);
            Ok(())
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::doc::split;

    #[test]
    fn a_deed_is_found_by_the_words_behind_its_verb() {
        let (mut words, mut deeds) = (Words::default(), Deeds::default());
        words.read("w", "open\tverb\t\n").unwrap();
        deeds.read("f", "# x\nopen\tfire\n", &mut words).unwrap();
        let open = words.find("open");
        let far = "one two three four five six fire";
        for (behind, wanted) in [("fire on it", true), ("the talks", false), (far, false)] {
            assert_eq!(deeds.is_one(open, &split(behind, &words)), wanted, "{behind}");
        }
        let error = deeds.read("own.tsv", "sing\tloud", &mut words).unwrap_err();
        assert_eq!(error.to_string(), "own.tsv, line 1: `sing` is no verb of the word files");
    }
}
