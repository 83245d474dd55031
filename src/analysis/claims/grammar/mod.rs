//! A shallow grammar of one sentence: verb groups, and the noun phrases around them.

mod group;
mod parts;
mod phrase;
mod subject;

pub(crate) use parts::Parts;

use crate::analysis::actors::Actors;
use crate::analysis::doc::Doc;
use crate::analysis::doc::Sentence;
use crate::analysis::doc::Shape;
use crate::analysis::doc::Token;
use crate::analysis::lexicon::Classes;
use crate::analysis::lexicon::Sort;
use crate::model::Tag;

/// How many tokens of a sentence are read: longer ones are lists or no prose, and the work stays linear.
const SENTENCE_TOKENS_MAX: usize = 240;

/// How many verbs are followed to the subject of a chain (`declined to say that it had …`).
const CHAIN_VERBS_MAX: usize = 6;

/// How far behind a headline's verb its `to` stands, in tokens.
const HEADLINE_TOKENS_MAX: usize = 9;

/// A verb with its auxiliaries.
#[expect(clippy::struct_excessive_bools, reason = "independent traits of one verb")]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct VerbGroup {
    /// The first token of the group: auxiliary, adverb, `to`, or the verb itself.
    pub(crate) first: usize,
    /// The token of the main verb.
    pub(crate) verb: usize,
    /// Whether the subject suffers the deed.
    pub(crate) passive: bool,
    /// Whether a negation stands in the group.
    pub(crate) negated: bool,
    /// The token of the modal, if any.
    pub(crate) modal: Option<usize>,
    /// Whether `to` stands before it.
    pub(crate) infinitive: bool,
    /// Whether it is a gerund without auxiliary.
    pub(crate) gerund: bool,
    /// Whether it is a participle without auxiliary behind a noun (`hackers accused of …`).
    pub(crate) reduced: bool,
}

/// One sentence with what its words name.
#[derive(Clone, Copy)]
pub(crate) struct Grammar<'a> {
    /// The text.
    pub(crate) doc: &'a Doc<'a>,
    /// Who is named in it.
    pub(crate) actors: &'a Actors,
    /// The first token of the sentence.
    pub(crate) start: usize,
    /// The token after the sentence.
    pub(crate) end: usize,
    /// Its tokens.
    tokens: &'a [Token<'a>],
    /// What its words are.
    parts: &'a Parts,
    /// The classes of all its words.
    classes: Classes,
}

impl<'a> Grammar<'a> {
    /// Makes the grammar of a sentence.
    pub(crate) fn new(
        doc: &'a Doc<'a>,
        actors: &'a Actors,
        parts: &'a Parts,
        sentence: &Sentence,
    ) -> Self {
        let start = sentence.tokens.start;
        let end = sentence.tokens.end.min(start + SENTENCE_TOKENS_MAX);
        Self {
            doc,
            actors,
            start,
            end,
            tokens: &doc.tokens[start..end],
            parts,
            classes: sentence.classes,
        }
    }

    /// Returns a token, if it is in the sentence.
    fn token(&self, at: usize) -> Option<&'a Token<'a>> {
        self.tokens.get(at.wrapping_sub(self.start))
    }

    /// Returns whether any word of the sentence has one of `classes`.
    pub(crate) fn has(&self, classes: Classes) -> bool {
        self.classes.any(classes)
    }

    /// Returns whether token `at` is in the sentence and has one of `classes`.
    pub(crate) fn is(&self, at: usize, classes: Classes) -> bool {
        self.token(at).is_some_and(|token| token.classes.any(classes))
    }

    /// Returns the words of a token, or nothing outside the sentence.
    pub(crate) fn word(&self, at: usize) -> &'a str {
        self.token(at).map_or("", |token| token.raw)
    }

    /// Returns whether a token of the sentence is one of some words, in any case.
    pub(crate) fn is_one(&self, at: usize, words: &[&str]) -> bool {
        self.token(at).is_some_and(|token| token.is_one(words))
    }

    /// Returns whether the token's base form is `lemma`.
    pub(crate) fn has_lemma(&self, at: usize, lemma: &str) -> bool {
        self.token(at).is_some_and(|token| {
            token.lemma != 0 && self.doc.lexicon.words.text(token.lemma) == lemma
        })
    }

    pub(super) fn shape(&self, at: usize, shape: Shape) -> bool {
        self.token(at).is_some_and(|token| token.shape.any(shape))
    }

    /// Returns whether token `at` is a mark and no word.
    pub(crate) fn is_mark(&self, at: usize) -> bool {
        self.shape(at, Shape::MARK) && !self.is_possessive(at)
    }

    pub(crate) fn is_possessive(&self, at: usize) -> bool {
        self.shape(at, Shape::POSSESSIVE)
    }

    /// Returns the token before `at`, passing quotation marks.
    pub(super) fn before(&self, at: usize) -> Option<usize> {
        let mut at = at;
        while at > self.start {
            at -= 1;
            if !self.shape(at, Shape::QUOTE) || self.is_possessive(at) {
                return Some(at);
            }
        }
        None
    }

    /// Returns whether the word acts as a verb here.
    pub(crate) fn is_verb(&self, at: usize) -> bool {
        self.token(at).is_some() && self.parts.is_verb(at)
    }

    /// Returns whether the verb at `at` makes claims of the kind `tag` by one of its frames.
    pub(crate) fn claims(&self, at: usize, tag: Tag) -> bool {
        self.doc.lexicon.frames.claims(self.doc.tokens[at].lemma, tag)
    }

    pub(super) fn acts_as_verb(&self, at: usize) -> bool {
        let known = self.is(at, Classes::VERB);
        if !known && !self.looks_like_verb(at)
            || self.actors.index_at(at).is_some()
            || self.is_hyphenated(at)
        {
            return false;
        }
        if !known {
            return true;
        }
        if self.is(at, Classes::AUXILIARY) {
            return true;
        }
        let Some(before) = self.before(at) else {
            // `Accused by Libya of …, Malta said`
            let accused = self.is(at, Classes::PARTICIPLE)
                && self.is(at, Classes::SUSPECTED.with(Classes::REJECTS))
                && matches!(self.word(at + 1), "by" | "of");
            return (accused || self.is(at, Classes::BASE.with(Classes::GERUND)))
                && !self.is(at, Classes::NOUN);
        };
        if self.is(at, Classes::PARTICIPLE) && self.is_since(before) {
            return true;
        }
        let to = self.word(before).eq_ignore_ascii_case("to");
        if to && self.is(at, Classes::NOUN) && !self.is(at, Classes::BASE) {
            // `damage to cables`
            return false;
        }
        if to || self.is(before, Classes::AUXILIARY) {
            return true;
        }
        let attribute = self.is(at, Classes::KEPT.with(Classes::TIED))
            && self.is(at, Classes::PARTICIPLE)
            && matches!(self.word(before), "state" | "government")
            && !self.is(at + 1, Classes::PREPOSITION.with(Classes::DETERMINER))
            && self.word(at + 1) != "to";
        if attribute {
            // `a state sponsored spy agency`
            return false;
        }
        let guards = self.is(at, Classes::THIRD)
            && !self.is(at, Classes::REPORTS)
            && self.is(at + 1, Classes::REPORTS)
            && self.is(at + 1, Classes::PAST);
        if guards {
            // `border guards accused`
            return false;
        }
        if self.is(at, Classes::GERUND) && self.is_progressive(before) {
            return true;
        }
        let adjective = self.actors.at(before).is_some_and(|naming| {
            naming.sort == Sort::Adjective
                || (naming.sort == Sort::People && !self.word(before).ends_with('s'))
        });
        let only_verb =
            self.is(at, Classes::THIRD.with(Classes::REPORTS)) && !self.is(at, Classes::NOUN);
        if adjective && !only_verb && !self.is(at, Classes::PAST) {
            return false;
        }
        let nominal = self.is(before, Classes::DETERMINER)
            && !self.is(before, Classes::RELATIVE)
            && !self.is_of_all(before);
        if nominal || self.is_possessive(before) {
            return false;
        }
        let pronoun = self.is(before, Classes::PRONOUN.with(Classes::RELATIVE));
        if self.is(at, Classes::NOUN) && !pronoun {
            return self.is_verb_though_noun(at, before);
        }
        if self.is(at, Classes::PARTICIPLE)
            && self.is(before, Classes::ADJECTIVE.with(Classes::PREPOSITION))
            && !self.holds_likely(at, before)
        {
            return false;
        }
        if self.is(at, Classes::BASE) && !self.is(at, Classes::PAST) {
            return pronoun
                || self.is(
                    before,
                    Classes::PLURAL
                        .with(Classes::ADVERB)
                        .with(Classes::NEGATION)
                        .with(Classes::CONJUNCTION),
                )
                || self.names_several(before)
                || self.is_adverb(before)
                || self.is_mark(before);
        }
        true
    }

    /// Whether a base form can be the verb of the naming at `before`: not of one state (`a new India plant`).
    fn names_several(&self, before: usize) -> bool {
        self.actors.at(before).is_some_and(|naming| {
            let joined = self.before(naming.tokens.start);
            !matches!(naming.sort, Sort::Country | Sort::Capital)
                || joined.is_some_and(|and| {
                    self.is(and, Classes::CONJUNCTION.with(Classes::MODAL).with(Classes::DO))
                })
        })
    }

    /// `has since denied`, `have both said`: an adverb there.
    pub(super) fn is_since(&self, at: usize) -> bool {
        matches!(self.word(at), "since" | "both" | "each" | "all")
            && self.is(at.wrapping_sub(1), Classes::HAVE)
    }

    /// `have both said`: a word for all of the subject behind an auxiliary.
    pub(super) fn is_of_all(&self, at: usize) -> bool {
        let before = at.wrapping_sub(1);
        matches!(self.word(at), "both" | "all" | "each")
            && (self.is(before, Classes::AUXILIARY.with(Classes::NOUN))
                || self.actors.index_at(before).is_some())
    }

    /// `is also hacking`: a form of be stands before the adverb at `before`.
    fn is_progressive(&self, before: usize) -> bool {
        (self.is(before, Classes::ADVERB.with(Classes::NEGATION)) || self.is_adverb(before))
            && self.before(before).is_some_and(|be| self.is(be, Classes::BE))
    }

    /// Whether the word is part of a compound with a hyphen (`state-sponsored`).
    pub(super) fn is_hyphenated(&self, at: usize) -> bool {
        let joined =
            |hyphen: usize| self.shape(hyphen, Shape::HYPHEN) && !self.shape(hyphen, Shape::SPACED);
        (at > self.start && joined(at - 1) && !self.shape(at, Shape::SPACED)) || joined(at + 1)
    }

    /// Settles words that are both noun and verb (`claims`, `attacks`, `links`).
    /// `hackers likely attempted to …`: not `hackers likely linked to Peru`.
    fn holds_likely(&self, at: usize, before: usize) -> bool {
        let tied = Classes::TIED.with(Classes::KEPT).with(Classes::SERVES);
        let said = before > self.start && self.is(before - 1, Classes::BE);
        self.is(before, Classes::ADVERB) && (said || !self.is(at, tied))
    }

    fn is_verb_though_noun(&self, at: usize, before: usize) -> bool {
        if self.is(before, Classes::ADJECTIVE.with(Classes::PREPOSITION).with(Classes::GERUND)) {
            return false;
        }
        // `attacks that rendered the sites useless`
        let described = self.is(at + 1, Classes::RELATIVE)
            && self.is(at + 2, Classes::PAST.with(Classes::THIRD).with(Classes::AUXILIARY))
            && !self.is(at + 2, Classes::NOUN);
        if described && !self.is(at, Classes::PAST) {
            return false;
        }
        let object = self
            .is(at + 1, Classes::DETERMINER.with(Classes::PRONOUN).with(Classes::RELATIVE))
            || ((self.actors.index_at(at + 1).is_some() || self.shape(at + 1, Shape::NUMBER))
                && (self.actors.index_at(before).is_some()
                    // `Rwanda — and this is new — blames Burundi`
                    || matches!(self.word(before), "—" | "–" | ")") && self.is(at, Classes::THIRD)))
            || (self.shape(at + 1, Shape::QUOTE)
                && self.shape(at + 1, Shape::SPACED)
                // `termed the NSA report “thin”`
                && !(self.is(at, Classes::BASE)
                    && self.actors.at(before).is_some_and(|one| one.sort == Sort::Agency)));
        if self.is(at, Classes::PAST) || self.is_headline_verb(at, before) {
            return true;
        }
        if self.is(at, Classes::THIRD) && self.is_after_relative(before) {
            return true;
        }
        object
            && (self.is(before, Classes::NOUN.with(Classes::ADVERB).with(Classes::CONJUNCTION))
                || self.actors.index_at(before).is_some()
                || self.is_mark(before)
                || self.shape(before, Shape::CAPITAL))
    }

    /// `whom Lisbon | blames`: the name at `before` is the subject of a relative clause.
    fn is_after_relative(&self, before: usize) -> bool {
        self.actors
            .at(before)
            .and_then(|naming| self.before(naming.tokens.start))
            .is_some_and(|relative| matches!(self.word(relative), "which" | "whom"))
    }

    /// `hackers hack US drones`, `Killnet attacks airports`, `Report links Russian hackers to`: verbs of a short story.
    fn is_headline_verb(&self, at: usize, before: usize) -> bool {
        let named = self.actors.index_at(at + 1).is_some();
        let hackers = self.is(before, Classes::HACKER.with(Classes::CULPRIT));
        let people = hackers || self.is(before, Classes::OFFICE.with(Classes::EXPERT));
        if self.is(at, Classes::BASE) && people && self.is(before, Classes::PLURAL) {
            // `officials blame China`
            return named;
        }
        if !self.is(at, Classes::THIRD) {
            return false;
        }
        let thing = Classes::NOUN.with(Classes::ADJECTIVE).with(Classes::DETERMINER);
        let group = || self.actors.at(before).is_some_and(|one| one.sort == Sort::Group);
        let wrong = Classes::WRONG.with(Classes::HACKER).with(Classes::CULPRIT);
        self.is(at, Classes::HARMS) && (hackers || group()) && (named || self.is(at + 1, thing))
            || self.is(at, Classes::TIED)
                && (named || self.is(at + 1, wrong))
                && (at + 2..at + HEADLINE_TOKENS_MAX).any(|to| self.word(to) == "to")
            || self.is(at, Classes::ORIGIN)
                && self.is(before, Classes::EVIDENCE.with(Classes::TRACE))
                && matches!(self.word(at + 1), "to" | "towards")
    }

    /// An unknown lower-case word in `-ed` behind a noun, or any in `-ed` behind an auxiliary.
    pub(super) fn looks_like_verb(&self, at: usize) -> bool {
        let word = self.word(at);
        if word.len() < 5
            || self.shape(at, Shape::CAPITAL)
            || self.is(at, Classes::NOUN.with(Classes::ADJECTIVE))
        {
            return false;
        }
        let past = word.ends_with("ed") && !word.ends_with("eed");
        past && self.before(at).is_some_and(|before| {
            // `American cleared contractors`
            let described = self
                .actors
                .at(before)
                .is_some_and(|naming| matches!(naming.sort, Sort::Adjective | Sort::People))
                && self.is(at + 1, Classes::NOUN.with(Classes::CULPRIT).with(Classes::WRONG));
            !described
                && !self.is(
                    before,
                    Classes::DETERMINER.with(Classes::ADJECTIVE).with(Classes::PREPOSITION),
                )
                && !self.is_possessive(before)
        })
    }

    pub(super) fn is_adverb(&self, at: usize) -> bool {
        let word = self.word(at);
        word.len() > 4
            && word.ends_with("ly")
            && !self.shape(at, Shape::CAPITAL)
            && self.actors.index_at(at).is_none()
    }
}
