//! Who wrote what a text calls a letter or a reply.

use std::ops::Range;

use super::Actors;
use super::Naming;
use super::Use;
use super::index_of;
use super::opening;
use super::setting;
use crate::analysis::doc::Doc;
use crate::analysis::lexicon::Classes;
use crate::analysis::lexicon::StateId;

/// How many sentences before a letter or statement was first named.
const WRITTEN_SENTENCES_MAX: usize = 6;

/// How far behind `a memo from` its author is named, in tokens.
const AUTHOR_TOKENS_MAX: usize = 4;

impl Actors {
    /// `The reply` after `Peru sent Quito a list.`: whom the sentence before addressed.
    pub(super) fn addressee(&self, doc: &Doc<'_>, token: usize) -> Option<StateId> {
        let reply = matches!(doc.word(token), "reply" | "answer" | "response");
        let definite = token > 0 && doc.word(token - 1).eq_ignore_ascii_case("the");
        let before = doc.sentence_of(token).checked_sub(1).filter(|_| reply && definite)?;
        let tokens = doc.sentences[before].tokens.clone();
        let subject = opening::subject(doc, &self.namings, tokens.clone());
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
        let carried = token > 1
            && article == "a"
            && (doc.tokens[token - 2].classes.any(Classes::VERB)
                || doc.word(token - 2).ends_with("ed"))
            && !doc.tokens[token - 2].classes.any(Classes::NOUN);
        if carried || article == "a" && doc.word(token) == "statement" {
            // `Peru's treasury fined four firms, according to a statement`, `Fiji's paper carries a
            // commentary which says`
            let tokens = doc.sentences[sentence].tokens.start..token;
            let index = opening::subject(doc, &self.namings, tokens)
                .filter(|index| !setting::does_wrong(doc, &self.namings[*index]))?;
            return self.namings[index].country;
        }
        let definite = article.eq_ignore_ascii_case("the");
        (sentence.saturating_sub(WRITTEN_SENTENCES_MAX)..sentence)
            .rev()
            .filter(|_| definite)
            .find_map(|before| {
                let tokens = doc.sentences[before].tokens.clone();
                // `Fiji's navy published its findings. The report says …`
                let next = before + 1 == sentence;
                let again = tokens.clone().any(|at| {
                    let token = doc.tokens[at];
                    let issued =
                        token.classes.any(Classes::SPEECH) && index_of(&self.namings, at).is_none();
                    lemma != 0 && token.lemma == lemma || next && issued
                });
                if let Some(author) = self.author(doc, tokens.clone(), lemma) {
                    return Some(author);
                }
                let index = opening::subject(doc, &self.namings, tokens).filter(|_| again)?;
                self.namings[index].country
            })
    }

    /// `a memo from Fiji's navy`: the state named behind the noun.
    fn author(&self, doc: &Doc<'_>, tokens: Range<usize>, lemma: u32) -> Option<StateId> {
        let noun = tokens.clone().find(|at| lemma != 0 && doc.tokens[*at].lemma == lemma)?;
        let by = noun + 1;
        let led = by < tokens.end && matches!(doc.word(by), "from" | "by" | "of");
        let named = self.within(by + 1..tokens.end.min(by + AUTHOR_TOKENS_MAX));
        named.first().filter(|_| led).and_then(Naming::state)
    }
}
