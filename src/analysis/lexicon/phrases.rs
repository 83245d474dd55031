//! Phrases of several words: `config/lexicon/innocence.tsv` and `retorts.tsv`.

use rustc_hash::FxHashMap;

use super::LexiconError;
use super::WordId;
use super::Words;
use super::lines::each_line;
use crate::analysis::doc::Token;
use crate::analysis::doc::pieces;

/// Phrases, found by their first word.
#[derive(Clone, Debug, Default)]
pub(crate) struct Phrases {
    /// The words behind the first, in the order of the file.
    by_first: FxHashMap<WordId, Vec<Vec<WordId>>>,
}

impl Phrases {
    /// Returns how many words the phrase has with which `tokens` begin, in any case.
    pub(crate) fn length_at(&self, tokens: &[Token<'_>]) -> Option<usize> {
        let (first, behind) = tokens.split_first()?;
        let fits = |rest: &&Vec<WordId>| {
            behind.get(..rest.len()).is_some_and(|behind| {
                behind.iter().zip(*rest).all(|(token, word)| token.word == *word)
            })
        };
        self.by_first.get(&first.word)?.iter().find(fits).map(|rest| rest.len() + 1)
    }

    /// Reads a file with a phrase a line, whose words are added to `words`.
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
            if line != line.to_lowercase() {
                return Err(format!("`{line}` must be words in lower case"));
            }
            let mut path = pieces(line).map(|piece| words.intern_folded(piece.raw));
            let first = path.next().ok_or("a phrase has words")?;
            let rest = path.collect();
            self.by_first.entry(first).or_default().push(rest);
            Ok(())
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::doc::split;

    #[test]
    fn phrases_are_found_in_any_case() {
        let (mut words, mut phrases) = (Words::default(), Phrases::default());
        phrases.read("f", "# x\nno proof\nno proof at all\nbaseless\n", &mut words).unwrap();
        let cases = [("No proof at all", Some(2)), ("BASELESS", Some(1)), ("no", None), ("", None)];
        for (text, wanted) in cases {
            assert_eq!(phrases.length_at(&split(text, &words)), wanted, "in {text:?}");
        }
        let error = phrases.read("own.tsv", "\nNo proof", &mut words).unwrap_err();
        assert_eq!(error.to_string(), "own.tsv, line 2: `No proof` must be words in lower case");
    }
}
