//! What rules ask of the items of a sentence.

use std::ops::Range;

use super::lines::Item;
use super::pair::Stretch;
use crate::analysis::doc::Doc;
use crate::analysis::doc::Shape;
use crate::analysis::lexicon::Classes;
use crate::analysis::lexicon::Sort;
use crate::model::Tag;

/// The items of a text, with what they can be.
pub(super) struct View<'a> {
    /// The text.
    pub(super) doc: &'a Doc<'a>,
    /// All items.
    pub(super) items: &'a [Item],
    /// All stretches.
    pub(super) stretches: &'a [Stretch],
}

/// Endings that make an unknown word a verb form or an adverb.
const GUESS_BYTES_MIN: usize = 5;

impl View<'_> {
    /// Returns the token of an item, or `None` for a stretch.
    pub(super) fn token(&self, item: usize) -> Option<usize> {
        match self.items.get(item) {
            Some(Item::Token(token)) => Some(*token),
            Some(Item::Stretch(_)) | None => None,
        }
    }

    /// Returns the stretch of an item.
    pub(super) fn stretch(&self, item: usize) -> Option<usize> {
        match self.items.get(item) {
            Some(Item::Stretch(stretch)) => Some(*stretch),
            Some(Item::Token(_)) | None => None,
        }
    }

    /// Returns the tokens of a range of items.
    pub(super) fn tokens(&self, items: Range<usize>) -> Range<usize> {
        if items.is_empty() {
            return 0..0;
        }
        let first = match self.items[items.start] {
            Item::Token(token) => token,
            Item::Stretch(stretch) => self.stretches[stretch].outer.start,
        };
        let end = match self.items[items.end - 1] {
            Item::Token(token) => token + 1,
            Item::Stretch(stretch) => self.stretches[stretch].outer.end,
        };
        first..end
    }

    /// Returns the words of an item; a stretch has none.
    pub(super) fn word(&self, item: usize) -> &str {
        self.token(item).map_or("", |token| self.doc.word(token))
    }

    /// Whether an item is one of some words, whatever its case.
    pub(super) fn is(&self, item: usize, words: &[&str]) -> bool {
        self.token(item).is_some_and(|token| self.doc.tokens[token].is_one(words))
    }

    /// Whether an item has one of some classes.
    pub(super) fn any(&self, item: usize, classes: Classes) -> bool {
        self.token(item).is_some_and(|token| self.doc.tokens[token].classes.any(classes))
    }

    /// Whether an item has one of some shapes.
    pub(super) fn shape(&self, item: usize, shape: Shape) -> bool {
        self.token(item).is_some_and(|token| self.doc.tokens[token].shape.any(shape))
    }

    /// Whether an item by itself names a state, its capital or seat.
    pub(super) fn names_state(&self, item: usize) -> bool {
        let names = &self.doc.lexicon.names;
        self.token(item)
            .and_then(|token| names.enter(self.doc.tokens[token].word))
            .is_some_and(|node| names.forms_at(node).any(|form| form.sort.is_of_state()))
    }

    /// Whether an item is a verb that says something, or does something to another: `blames`, `expels`.
    pub(super) fn claims(&self, item: usize) -> bool {
        let framed =
            |token: usize| !self.doc.lexicon.frames.of(self.doc.tokens[token].lemma).is_empty();
        self.any(item, Classes::REPORTS) || self.token(item).is_some_and(framed)
    }

    /// Whether an item is a verb that blames or charges its object: `accuse`, `suspect`, `indict`.
    pub(super) fn blames(&self, item: usize) -> bool {
        self.token(item).is_some_and(|token| {
            let claims = |tag| self.doc.lexicon.frames.claims(self.doc.tokens[token].lemma, tag);
            claims(Tag::Accusation) || claims(Tag::Indictment)
        })
    }

    /// Whether an item is the adjective of a state: `Iranian`.
    pub(super) fn names_adjective(&self, item: usize) -> bool {
        let names = &self.doc.lexicon.names;
        self.token(item)
            .and_then(|token| names.enter(self.doc.tokens[token].word))
            .is_some_and(|node| names.forms_at(node).any(|form| form.sort == Sort::Adjective))
    }

    /// Whether an item begins with a capital.
    pub(super) fn capital(&self, item: usize) -> bool {
        self.shape(item, Shape::CAPITAL)
    }

    /// Whether an item is a word in lower case.
    pub(super) fn lower(&self, item: usize) -> bool {
        self.shape(item, Shape::WORD) && !self.capital(item)
    }

    fn unknown(&self, item: usize, ending: &str) -> bool {
        let word = self.word(item);
        self.lower(item)
            && word.len() >= GUESS_BYTES_MIN
            && word.ends_with(ending)
            && !self.any(item, Classes::VERB.with(Classes::NOUN))
    }

    /// Whether an item can be a past form, known or guessed.
    pub(super) fn past(&self, item: usize) -> bool {
        self.any(item, Classes::PAST.with(Classes::PARTICIPLE)) || self.unknown(item, "ed")
    }

    /// Whether an item is a past form and cannot be a participle.
    pub(super) fn surely_past(&self, item: usize) -> bool {
        self.any(item, Classes::PAST) && !self.any(item, Classes::PARTICIPLE)
    }

    /// Whether an item can be a gerund, known or guessed.
    pub(super) fn gerund(&self, item: usize) -> bool {
        self.any(item, Classes::GERUND) || (self.unknown(item, "ing") && !self.is(item, NO_GERUNDS))
    }

    /// Whether an item is an adverb, known or guessed.
    pub(super) fn adverb(&self, item: usize) -> bool {
        self.any(item, Classes::ADVERB) || self.unknown(item, "ly")
    }

    /// Whether an item is a finite verb, as far as its form tells.
    pub(super) fn finite(&self, item: usize, end: usize) -> bool {
        if self.any(item, Classes::BE.with(Classes::MODAL)) {
            return !self.is(item, &["be", "been", "being", "may", "might", "will", "can", "must"])
                || self.lower(item);
        }
        if self.any(item, Classes::HAVE.with(Classes::DO)) || self.surely_past(item) {
            return !self.gerund(item);
        }
        if self.any(item, Classes::THIRD) && !self.any(item, Classes::NOUN) {
            return item == 0 || !self.is(item - 1, COUNTS);
        }
        self.lower(item) && self.past(item) && !self.post_modifies(item, end)
    }

    /// Whether a past form after a noun is a participle: `people briefed on the inquiry`.
    fn post_modifies(&self, item: usize, end: usize) -> bool {
        let next = item + 1;
        let preposition = next >= end
            || self.is(next, &["by", "in", "of", "on", "with", "to", "for", "from", "at", "as"])
            || self.any(next, Classes::TIME);
        let named = item > 0 && (self.capital(item - 1) || self.any(item - 1, Classes::PRONOUN));
        if named {
            return self.is(next, &["by"]);
        }
        if self.is(
            item,
            &[
                "named", "called", "known", "based", "involved", "led", "backed", "linked", "used",
                "made",
            ],
        ) || (item > 0 && self.is(item - 1, &["-"]))
        {
            return true;
        }

        let modifies = item > 0
            && (self.any(
                item - 1,
                Classes::DETERMINER
                    .with(Classes::ADJECTIVE)
                    .with(Classes::PREPOSITION)
                    .with(Classes::BE)
                    .with(Classes::HAVE),
            ) || self.is(item - 1, &["'s", "’s"]));
        // `Fiji's newly appointed envoy`
        let newly = item > 1
            && self.adverb(item - 1)
            && (self.is(item - 2, &["'s", "’s"])
                || self.any(item - 2, Classes::DETERMINER)
                    && !self.any(item - 2, Classes::RELATIVE));
        preposition || modifies || newly
    }

    /// Whether a stretch begins with the verb of its sentence: `The EU ‘will respond’`.
    pub(super) fn predicate(&self, item: usize) -> bool {
        let Some(stretch) = self.stretch(item).map(|index| &self.stretches[index]) else {
            return false;
        };
        let tokens = &self.doc.tokens[stretch.inner.clone()];
        let verb = Classes::AUXILIARY.with(Classes::PAST).with(Classes::THIRD);
        match tokens {
            [first, ..] if first.shape.any(Shape::CAPITAL) => false,
            [first, second, ..] => {
                first.classes.any(Classes::AUXILIARY)
                    || (first.classes.any(verb) && !first.classes.any(Classes::NOUN))
                    || (self.doc.word(stretch.inner.start).ends_with("ly")
                        && second.classes.any(verb))
            }
            [_] | [] => false,
        }
    }

    /// Whether an item ends a clause by its form.
    pub(super) fn comma(&self, item: usize) -> bool {
        self.shape(item, Shape::COMMA) || matches!(self.word(item), "—" | "–")
    }
}

/// Words of number, behind which a form in `-s` is no verb.
const COUNTS: &[&str] = &["two", "three", "four", "five", "six", "several", "few", "many", "these"];

/// Words in `-ing` that are nouns or prepositions.
const NO_GERUNDS: &[&str] = &[
    "during",
    "morning",
    "evening",
    "meeting",
    "briefing",
    "hearing",
    "building",
    "nothing",
    "something",
    "anything",
    "everything",
    "king",
    "spring",
    "ceiling",
    "string",
];
