//! Whose is a speaker that names no state: his office, a state's outlet, a report, a farmer.

use std::ops::Range;

use super::CAST_REACH;
use super::Identity;
use super::Kind;
use super::Who;
use crate::analysis::lexicon::Classes;
use crate::analysis::lexicon::Sort;
use crate::model::ActorCode;

/// How far before an outlet the word may stand that says whose it is, in tokens.
const KEPT_TOKENS_MAX: usize = 4;

impl Who<'_> {
    /// `one of them`: of those who spoke last.
    pub(super) fn one_of(&self, chunk: &Range<usize>, word: &str) -> Identity {
        let mut before = self.cast.iter().rev().take(CAST_REACH);
        let many = before.find(|known| known.kind == Kind::Many).cloned();
        let name = self.doc.span_of(chunk.clone()).text(self.doc.text).to_owned();
        let known = many.unwrap_or_else(|| self.pronoun(chunk, word));
        let state = || self.actors.officials_before(self.doc, chunk.start);
        let state = || Some(self.doc.lexicon.names.code(state()?).clone());
        Identity { name, country: known.country.clone().or_else(state), ..known }
    }

    /// Whom `his` or `her` means in `her office`.
    pub(super) fn superior(&self, chunk: &Range<usize>) -> Option<Identity> {
        let word = self.doc.word(chunk.start).to_lowercase();
        let pronoun = chunk.start..chunk.start + 1;
        // His counterpart is another's.
        let last = self.doc.tokens[chunk.end - 1].classes;
        let staff = last.any(Classes::BODY.with(Classes::SPEECH))
            || last.any(Classes::OFFICE) && last.any(Classes::TITLE.with(Classes::PUBLIC));
        let owned = matches!(word.as_str(), "his" | "her") && chunk.len() > 1 && staff;
        owned.then(|| self.pronoun(&pronoun, &word))
    }

    /// The state whose outlet a phrase names, if the words say that it keeps it: `state news agency SANA`.
    pub(super) fn kept_by(&self, chunk: &Range<usize>) -> Option<ActorCode> {
        let outlet =
            self.actors.within(chunk.clone()).iter().find(|one| one.sort == Sort::Outlet)?;
        let from = outlet.tokens.start.saturating_sub(KEPT_TOKENS_MAX).max(chunk.start);
        let kept = (from.saturating_sub(1)..outlet.tokens.start)
            .any(|at| matches!(self.doc.word(at), "state" | "State" | "official" | "government"));
        let state = outlet.country.filter(|_| kept)?;
        Some(self.doc.lexicon.names.code(state).clone())
    }

    /// The state in which somebody without name or office is at home: `a farmer`, `the lawyer`.
    pub(super) fn lives(&self, chunk: &Range<usize>, noun: usize) -> Option<ActorCode> {
        let held = Classes::PUBLIC.with(Classes::PRIVATE).with(Classes::DIPLOMAT);
        let classes = self.doc.tokens[noun].classes;
        let firm =
            self.doc.tokens[chunk.clone()].iter().any(|one| one.classes.any(Classes::PRIVATE));
        let private = classes.any(Classes::OFFICE) && !classes.any(held) && !firm;
        let named = !self.actors.within(chunk.clone()).is_empty();
        let state = self.actors.home(noun).filter(|_| private && !named)?;
        Some(self.doc.lexicon.names.code(state).clone())
    }

    /// The state of who gave a statement or an answer: of those who spoke before the last one, and of a
    /// report or letter the body that did.
    pub(super) fn writer(&self, chunk: &Range<usize>, noun: usize) -> Option<ActorCode> {
        let mut before = self.cast.iter().rev().take(CAST_REACH);
        if matches!(self.doc.word(noun), "statement" | "reply" | "response" | "answer") {
            return before.find_map(|known| known.country.clone());
        }
        let body = before.find(|known| known.kind == Kind::Body);
        body.filter(|_| self.is_definite(chunk.start))?.country.clone()
    }

    /// The state in brackets behind a name: `Mr. Petrosyan (Armenia)`.
    pub(super) fn in_brackets(&self, at: usize) -> Option<ActorCode> {
        let naming = self.actors.at(at + 1).filter(|_| self.doc.word(at) == "(")?;
        let alone = naming.tokens.start == at + 1 && self.doc.word(naming.tokens.end) == ")";
        let state = naming.country.filter(|_| alone && naming.sort == Sort::Country)?;
        Some(self.doc.lexicon.names.code(state).clone())
    }

    /// The state of the place whence somebody without a name comes: `a woman from Lagos`.
    pub(super) fn origin(&self, chunk: &Range<usize>) -> Option<ActorCode> {
        let indefinite = matches!(self.doc.word(chunk.start), "a" | "an" | "A" | "An" | "one");
        let place = self.actors.within(chunk.clone()).iter().find(|naming| {
            let before = naming.tokens.start.checked_sub(1).map_or("", |at| self.doc.word(at));
            naming.sort == Sort::Place && before == "from"
        })?;
        let state = place.country.filter(|_| indefinite)?;
        Some(self.doc.lexicon.names.code(state).clone())
    }
}
