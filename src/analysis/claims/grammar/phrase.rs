//! Noun phrases: where they begin and end, and which one a verb acts on.

use std::ops::Range;

use super::Grammar;
use super::VerbGroup;
use crate::analysis::doc::Shape;
use crate::analysis::lexicon::Classes;

/// How far behind the first comma of a list its `and` stands, in tokens.
const LIST_TOKENS_MAX: usize = 12;

impl Grammar<'_> {
    /// Returns whether the word can be in a noun phrase.
    pub(super) fn is_nominal(&self, at: usize) -> bool {
        !(self.token(at).is_some() && self.parts.is_barred(at))
    }

    /// Whether no noun phrase has the word: a word of grammar, a mark or a verb.
    pub(super) fn is_barred(&self, at: usize) -> bool {
        if self.actors.index_at(at).is_some() || self.is_possessive(at) {
            return false;
        }
        let grammar = Classes::PREPOSITION
            .with(Classes::CONJUNCTION)
            .with(Classes::SUBORDINATOR)
            .with(Classes::RELATIVE)
            .with(Classes::AUXILIARY);
        if self.is(at, Classes::DETERMINER) && !self.is(at, Classes::AUXILIARY) {
            return !self.is_determiner(at);
        }
        if self.shape(at, Shape::QUOTE.with(Shape::HYPHEN)) {
            return false;
        }
        self.is_mark(at) || self.is(at, grammar) || self.is_verb(at)
    }

    /// `that` is a determiner only before a noun and not behind a verb of speech.
    pub(super) fn is_determiner(&self, at: usize) -> bool {
        if !self.is(at, Classes::RELATIVE) {
            return true;
        }
        let said = self.before(at).is_some_and(|before| {
            // `called that claim absurd`
            let names = self.is(before, Classes::LABELS) && !self.is(before, Classes::SAYS);
            !names && self.is(before, Classes::REPORTS.with(Classes::SPEECH).with(Classes::CHARGE))
                || self.actors.index_at(before).is_some()
                || self.is(before, Classes::NOUN)
        });
        !said && self.is(at + 1, Classes::NOUN)
    }

    /// Returns the noun phrase whose last token is `last`, with its prepositional phrases and partners.
    pub(crate) fn phrase_ending(&self, last: usize) -> Range<usize> {
        let mut first = last + 1;
        let mut at = last + 1;
        while let Some(before) = self.before(at) {
            let time = self.is(before, Classes::TIME) || self.shape(before, Shape::NUMBER);
            if self.is(first, Classes::PRONOUN) && time {
                // `said on Thursday | it had`
                break;
            }
            if matches!(self.word(before), "after" | "before" | "since" | "until") {
                // `a day after | Lima threw out`
                break;
            }
            if self.is_nominal(before) {
                first = before;
            } else if self.is(before, Classes::PREPOSITION)
                && !self.is(before, Classes::SUBORDINATOR)
                && first < at + 1
                && first <= last
            {
                if !self.before(before).is_some_and(|noun| self.is_nominal(noun)) {
                    break;
                }
            } else if self.joins(before, first) {
                // a partner in a list
            } else {
                break;
            }
            at = before;
        }
        first.min(last + 1)..last + 1
    }

    /// Whether `and` or a comma at `at` joins two actors.
    pub(super) fn joins(&self, at: usize, next: usize) -> bool {
        let conjunction = matches!(self.word(at), "and" | "&" | "or" | "nor");
        let comma = self.word(at) == ",";
        if !conjunction && !comma {
            return false;
        }
        let before = self
            .before(at)
            .filter(|before| self.word(*before) != ",")
            .or_else(|| self.before(at).and_then(|comma| self.before(comma)));
        let left = before.is_some_and(|before| {
            self.is_nominal(before) && (conjunction || self.actors.index_at(before).is_some())
        });
        let named = next + usize::from(self.is(next, Classes::DETERMINER));
        let right = self.is_nominal(next) && (conjunction || self.actors.index_at(named).is_some());
        left && right && (conjunction || self.list_goes_on(at))
    }

    /// Whether `and` follows a comma of a list within a few words.
    fn list_goes_on(&self, at: usize) -> bool {
        (at + 1..self.end.min(at + LIST_TOKENS_MAX))
            .take_while(|next| self.is_nominal(*next) || matches!(self.word(*next), "," | "and"))
            .any(|next| self.word(next) == "and")
    }

    /// Returns the noun phrase that `group` acts on, directly behind it.
    pub(crate) fn object(&self, group: VerbGroup) -> Option<Range<usize>> {
        if let Some(gap) = self.relative_object(group) {
            return Some(gap);
        }
        let mut at = group.verb + 1;
        while self.is(at, Classes::ADVERB.with(Classes::TIME))
            || self.is_adverb(at)
            || matches!(self.word(at), "off" | "away" | "out")
            || (self.word(at) == "on" && self.is(at + 1, Classes::TIME))
        {
            at += 1;
        }
        if let Some(partner) = self.partner_behind(at) {
            return self.object(self.verb_group(partner));
        }
        self.phrase_from(at)
    }

    /// In `blamed and later sanctioned Samoa`, the verb that has the same object.
    fn partner_behind(&self, at: usize) -> Option<usize> {
        if !matches!(self.word(at), "and" | "or") {
            return None;
        }
        let passed =
            |at: usize| self.is(at, Classes::ADVERB.with(Classes::TIME)) || self.is_adverb(at);
        let verb = (at + 1..self.end).find(|at| !passed(*at))?;
        let finite = self.is(verb, Classes::PAST.with(Classes::THIRD));
        (finite && self.is_verb(verb) && !self.is(verb, Classes::AUXILIARY)).then_some(verb)
    }

    /// In `which Moscow dismissed` and `a claim Beijing rejected`, the object is the noun before.
    fn relative_object(&self, group: VerbGroup) -> Option<Range<usize>> {
        let (relative, subject) = self.behind_relative(group.first)?;
        let Some(relative) = relative else { return Some(subject) };
        if self.is(relative.wrapping_sub(1), Classes::PREPOSITION) {
            return None;
        }
        let found = self.antecedent(relative)?;
        // `a diplomat that it accused of spying`, `a network that the agency tied to Peru`
        let gap = || {
            let next = group.verb + 1;
            self.is(next, Classes::PREPOSITION.with(Classes::TIME))
                || self.is_mark(next) && !self.shape(next, Shape::QUOTE)
        };
        (self.is(found.end - 1, Classes::CHARGE.with(Classes::SPEECH))
            || matches!(self.word(relative), "which" | "whom" | "whose")
            || gap())
        .then_some(found)
    }

    /// Returns the token at which a noun ends and the subject of its bare relative begins: `a claim | Beijing rejected`.
    pub(super) fn bare_relative_at(&self, subject: &Range<usize>) -> Option<usize> {
        (subject.start + 1..subject.end).find(|at| {
            let charge = self.is(at - 1, Classes::CHARGE) || self.word(at - 1) == "something";
            let had =
                Classes::NOUN.with(Classes::PERSONS).with(Classes::CULPRIT).with(Classes::OFFICE);
            if self.is(*at, Classes::PRONOUN) && self.is(at - 1, had) {
                return at + 1 == subject.end;
            }
            let article = usize::from(self.is(*at, Classes::DETERMINER));
            let named = self.actors.at(at + article).is_some_and(|naming| {
                naming.tokens.start == at + article && naming.tokens.end == subject.end
            });
            charge && named
        })
    }

    /// Returns the noun phrase that begins at token `at`, with `of` and partners; `None` if there is none.
    pub(crate) fn phrase_from(&self, start: usize) -> Option<Range<usize>> {
        let mut end = start;
        let mut at = start;
        while at < self.end {
            let object = || matches!(self.word(at), "them" | "him");
            if at == start && (self.is(at, Classes::PRONOUN) || object() || self.stands_alone(at)) {
                return Some(start..at + 1);
            }
            if end > start && self.begins_anew(at) {
                break;
            }
            if self.is_nominal(at) {
                end = at + 1;
            } else if self.word(at) == "of" && end > start {
                if self.is(at + 1, Classes::GERUND) {
                    break;
                }
            } else if !(self.joins(at, at + 1 + usize::from(self.word(at + 1) == "and")))
                || end == start
            {
                break;
            }
            at += 1;
        }
        while end > start && self.shape(end - 1, Shape::QUOTE) {
            end -= 1;
        }
        (end > start).then_some(start..end)
    }

    /// `called that a fabrication`, `termed this “a lullaby”`: a word that points at something and has no noun.
    fn stands_alone(&self, at: usize) -> bool {
        let next = at + 1;
        matches!(self.word(at), "that" | "this")
            && (self.is(next, Classes::DETERMINER.with(Classes::BASELESS).with(Classes::ADVERB))
                || self.word(next) == "as"
                || self.is_mark(next))
    }

    /// Whether a determiner begins another phrase: `Russia | a week ago`.
    fn begins_anew(&self, at: usize) -> bool {
        self.is(at, Classes::DETERMINER)
            && !self.is(at, Classes::RELATIVE)
            && self.actors.index_at(at - 1).is_some()
            && self.actors.index_at(at).is_none()
    }

    /// Returns the noun phrase that begins at token `start`, with all that prepositions add to it.
    pub(crate) fn long_phrase_from(&self, start: usize) -> Option<Range<usize>> {
        let mut phrase = self.phrase_from(start)?;
        let mut listed = false;
        loop {
            let end = phrase.end;
            let joined = matches!(self.word(end), "and" | "or");
            let comma = self.word(end) == "," && !listed && self.list_goes_on(end);
            let added = self.is(end, Classes::PREPOSITION)
                && !self.is(end, Classes::SUBORDINATOR)
                && self.word(end) != "by";
            listed |= joined;
            if !(joined || comma || added) {
                return Some(phrase);
            }
            let Some(behind) = self.phrase_from(end + 1) else { return Some(phrase) };
            if joined && self.is_verb(behind.end) {
                return Some(phrase);
            }
            phrase.end = behind.end;
        }
    }

    /// Returns the noun phrase behind the first preposition `word` after `from`, in the same clause.
    pub(crate) fn slot(&self, from: usize, word: &str) -> Option<Range<usize>> {
        let limit = self.clause_end(from);
        let at = (from..limit).find(|at| {
            let on_a_day = word == "on" && self.is(at + 1, Classes::TIME);
            self.word(*at).eq_ignore_ascii_case(word)
                && !on_a_day
                && !(word == "to" && self.is(at + 1, Classes::BASE) && self.is_verb(at + 1))
        })?;
        self.phrase_from(at + 1)
    }

    /// Whether a verb of speech behind a comma only says who said all that: `…, reads the statement`.
    fn says_who_said(&self, at: usize) -> bool {
        self.is(at, Classes::SAYS)
            && self.is(at, Classes::THIRD.with(Classes::PAST))
            && (self.is(at + 1, Classes::DETERMINER) || self.actors.index_at(at + 1).is_some())
    }

    /// Returns the token at which the clause that goes on at `from` ends.
    pub(crate) fn clause_end(&self, from: usize) -> usize {
        let mut at = from;
        while at < self.end {
            let word = self.word(at);
            let breaks = matches!(word, ";" | "—" | "–")
                || (self.is(at, Classes::SUBORDINATOR)
                    && !matches!(word, "as" | "before" | "after" | "since" | "until"))
                || (self.is(at, Classes::CONJUNCTION)
                    && self.is_verb(at + 1)
                    && !self.is(at + 1, Classes::GERUND))
                || (word == ","
                    && self.is(at + 1, Classes::CONJUNCTION)
                    && !matches!(self.word(at + 1), "and" | "or"))
                || (word == "," && self.says_who_said(at + 1));
            if breaks && at > from {
                return at;
            }
            at += 1;
        }
        self.end
    }
}
