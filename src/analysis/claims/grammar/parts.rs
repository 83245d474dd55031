//! What each word of a text is in its sentence, settled once for all rules.

use super::Grammar;
use crate::analysis::actors::Actors;
use crate::analysis::doc::Doc;

/// The words of a text by the part that they play.
#[derive(Debug, Default)]
pub(crate) struct Parts {
    /// Those that act as verbs.
    verbs: Tokens,
    /// Those that no noun phrase has.
    barred: Tokens,
}

impl Parts {
    /// Settles the parts of all words, sentence by sentence.
    pub(crate) fn of(doc: &Doc<'_>, actors: &Actors) -> Self {
        let mut parts =
            Self { verbs: Tokens::none(doc.tokens.len()), barred: Tokens::none(doc.tokens.len()) };
        for sentence in &doc.sentences {
            let g = Grammar::new(doc, actors, &parts, sentence);
            let verbs: Vec<usize> = (g.start..g.end).filter(|at| g.acts_as_verb(*at)).collect();
            verbs.into_iter().for_each(|at| parts.verbs.add(at));
            let g = Grammar::new(doc, actors, &parts, sentence);
            let barred: Vec<usize> = (g.start..g.end).filter(|at| g.is_barred(*at)).collect();
            barred.into_iter().for_each(|at| parts.barred.add(at));
        }
        parts
    }

    /// Returns whether a token acts as a verb.
    pub(super) fn is_verb(&self, token: usize) -> bool {
        self.verbs.has(token)
    }

    /// Returns whether no noun phrase has a token.
    pub(super) fn is_barred(&self, token: usize) -> bool {
        self.barred.has(token)
    }
}

/// A set of tokens, a bit each.
#[derive(Debug, Default)]
struct Tokens(Vec<u64>);

impl Tokens {
    fn none(tokens: usize) -> Self {
        Self(vec![0; tokens.div_ceil(64)])
    }

    fn add(&mut self, token: usize) {
        self.0[token / 64] |= 1 << (token % 64);
    }

    fn has(&self, token: usize) -> bool {
        self.0[token / 64] >> (token % 64) & 1 == 1
    }
}
