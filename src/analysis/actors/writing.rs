//! Who wrote what a text calls a letter or a reply.

use super::Actors;
use super::Use;
use super::setting;
use crate::analysis::doc::Doc;
use crate::analysis::lexicon::StateId;

/// How many sentences before a letter or statement was first named.
const WRITTEN_SENTENCES_MAX: usize = 6;

impl Actors {
    /// `The reply` after `Peru sent Quito a list.`: whom the sentence before addressed.
    pub(super) fn addressee(&self, doc: &Doc<'_>, token: usize) -> Option<StateId> {
        let reply = matches!(doc.word(token), "reply" | "answer" | "response");
        let definite = token > 0 && doc.word(token - 1).eq_ignore_ascii_case("the");
        let before = doc.sentence_of(token).checked_sub(1).filter(|_| reply && definite)?;
        let tokens = doc.sentences[before].tokens.clone();
        let subject = setting::opening(doc, &self.namings, tokens.clone());
        let from = subject.map_or(tokens.start, |index| self.namings[index].tokens.end);
        let own = subject.and_then(|index| self.namings[index].country);
        let last = self.within(from..tokens.end).iter().rev();
        last.filter(|naming| naming.usage == Use::Acts)
            .find_map(|naming| naming.state().filter(|state| Some(*state) != own))
    }

    /// `The letter` after `In a letter to the council, Iran's mission demanded …`: who wrote it.
    pub(super) fn writer(&self, doc: &Doc<'_>, token: usize) -> Option<StateId> {
        let lemma = doc.tokens[token].lemma;
        let sentence = doc.sentence_of(token);
        let article = token.checked_sub(1).map_or("", |at| doc.word(at));
        if article == "a" && doc.word(token) == "statement" {
            // `Peru's treasury fined four firms, according to a statement`
            let tokens = doc.sentences[sentence].tokens.start..token;
            let index = setting::opening(doc, &self.namings, tokens)
                .filter(|index| !setting::does_wrong(doc, &self.namings[*index]))?;
            return self.namings[index].country;
        }
        let definite = article.eq_ignore_ascii_case("the");
        (sentence.saturating_sub(WRITTEN_SENTENCES_MAX)..sentence)
            .rev()
            .filter(|_| definite)
            .find_map(|before| {
                let tokens = doc.sentences[before].tokens.clone();
                let again = lemma != 0 && tokens.clone().any(|at| doc.tokens[at].lemma == lemma);
                let index = setting::opening(doc, &self.namings, tokens).filter(|_| again)?;
                self.namings[index].country
            })
    }
}
