//! Who does what a verb says: subjects through chains, relatives and asides.

use std::ops::Range;

use super::CHAIN_VERBS_MAX;
use super::Grammar;
use super::VerbGroup;
use crate::analysis::doc::Shape;
use crate::analysis::lexicon::Classes;

impl Grammar<'_> {
    /// Returns the noun phrase that does (or in the passive, suffers) what `group` says.
    pub(crate) fn subject(&self, group: VerbGroup) -> Option<Range<usize>> {
        self.subject_in_chain(group, CHAIN_VERBS_MAX)
    }

    fn subject_in_chain(&self, group: VerbGroup, left: usize) -> Option<Range<usize>> {
        let left = left.checked_sub(1)?;
        let Some(mut before) = self.before(group.first) else {
            return if group.gerund { self.subject_after_comma(group, left) } else { None };
        };
        if self.is(before, Classes::RELATIVE) && !self.is_determiner_of(before, group.first) {
            return self.antecedent(before);
        }
        let joined = self.is(before, Classes::CONJUNCTION);
        if joined || group.infinitive || (group.gerund && self.is(before, Classes::PREPOSITION)) {
            let mut verb = self.verb_before(before + 1)?;
            if self.is_word_in_marks(verb) && !self.is_word_in_marks(group.verb) {
                // `termed the report “thin” and claimed`
                verb = self.verb_before(verb)?;
            }
            let mut governor = self.verb_group(verb);
            // `asked him to leave and rejected`: a finite verb is no partner of an infinitive.
            let finite = joined && !group.infinitive && !self.is(group.verb, Classes::BASE);
            while finite
                && governor.infinitive
                && let Some(verb) = self.verb_before(governor.first)
            {
                governor = self.verb_group(verb);
            }
            if group.infinitive
                && self.is(governor.verb, Classes::REPORTS)
                && !joined
                && let Some(object) = self.object(governor)
            {
                return Some(object);
            }
            return self.subject_in_chain(governor, left);
        }
        if group.gerund && self.word(before) == "," {
            // `“…,” Gao said, noting that`: what is quoted first has verbs of its own.
            if self.shape(self.start, Shape::QUOTE)
                && let Some(verb) = self.verb_before(before)
            {
                return self.subject_in_chain(self.verb_group(verb), left);
            }
            // `Chad's envoy, denying the charge, said`
            let aside = || self.before(before).map(|last| self.phrase_ending(last));
            let first = self.first_subject(before, left);
            return first.or_else(|| aside().filter(|phrase| !phrase.is_empty()));
        }
        before = self.skip_aside(before)?;
        if self.is(before, Classes::CONJUNCTION) {
            // `but, in the past, has denied`
            let governor = self.verb_before(before)?;
            return self.subject_in_chain(self.verb_group(governor), left);
        }
        let found = self.phrase_ending(before);
        if found.is_empty() && self.word(before) == "," {
            return self
                .verb_before(before)
                .and_then(|verb| self.subject_in_chain(self.verb_group(verb), left));
        }
        if let Some(split) = self.bare_relative_at(&found) {
            return Some(split..found.end);
        }
        if let Some(head) = self.described(&found) {
            return Some(head);
        }
        if let Some(whose) = self.before(found.start).filter(|at| self.word(*at) == "whose")
            && !group.passive
        {
            return self.antecedent(whose);
        }
        (!found.is_empty()).then_some(found)
    }

    /// `The master of a tanker suspected of cutting the cable denied it`: whom the participles before
    /// a phrase describe.
    fn described(&self, found: &Range<usize>) -> Option<Range<usize>> {
        let mut head = None;
        let mut at = found.start;
        for _ in 0..CHAIN_VERBS_MAX {
            let Some(mut verb) = self.before(at) else { break };
            if self.is(verb, Classes::PREPOSITION) {
                let Some(before) = self.before(verb) else { break };
                verb = before;
            }
            let tells = self.word(verb + 1) == "that";
            if tells || !self.is_verb(verb) || self.is(verb, Classes::AUXILIARY) {
                break;
            }
            let group = self.verb_group(verb);
            let Some(noun) = self.before(group.first).filter(|_| group.gerund || group.reduced)
            else {
                break;
            };
            if self.is(noun, Classes::PREPOSITION) {
                at = group.first;
                continue;
            }
            if !self.is_nominal(noun) {
                break;
            }
            let phrase = self.phrase_ending(noun);
            at = phrase.start;
            head = Some(phrase);
        }
        head
    }

    fn is_determiner_of(&self, at: usize, next: usize) -> bool {
        at + 1 < next && self.is_determiner(at)
    }

    /// `Denying the charge, Iran said`: the subject of the first verb behind the comma.
    fn subject_after_comma(&self, group: VerbGroup, left: usize) -> Option<Range<usize>> {
        let comma = (group.verb..self.end).find(|at| self.word(*at) == ",")?;
        let verb =
            (comma..self.end).find(|at| self.is_verb(*at) && !self.is(*at, Classes::AUXILIARY))?;
        self.subject_in_chain(self.verb_group(verb), left).filter(|subject| subject.start > comma)
    }

    /// Whether a word stands alone between marks: an epithet, and no verb of the sentence.
    fn is_word_in_marks(&self, at: usize) -> bool {
        at > self.start && self.shape(at - 1, Shape::QUOTE) && self.shape(at + 1, Shape::QUOTE)
    }

    /// The noun phrase before a relative pronoun.
    pub(super) fn antecedent(&self, relative: usize) -> Option<Range<usize>> {
        let mut before = self.before(relative)?;
        if self.word(before) == "," || self.is(before, Classes::PREPOSITION) {
            before = self.before(before)?;
        }
        let found = self.phrase_ending(before);
        (!found.is_empty()).then_some(found)
    }

    /// The subject of the first verb before `limit`.
    fn first_subject(&self, limit: usize, left: usize) -> Option<Range<usize>> {
        let verb = (self.start..limit)
            .find(|at| self.is_verb(*at) && !self.is(*at, Classes::AUXILIARY))?;
        self.subject_in_chain(self.verb_group(verb), left)
    }

    /// Returns the last verb before token `at`.
    pub(crate) fn verb_before(&self, at: usize) -> Option<usize> {
        (self.start..at)
            .rev()
            .find(|index| self.is_verb(*index) && !self.is(*index, Classes::AUXILIARY))
    }

    /// Passes times (`on Tuesday`), and asides between commas or brackets, leftwards.
    pub(super) fn skip_aside(&self, mut at: usize) -> Option<usize> {
        loop {
            match self.word(at) {
                "," | "–" | "—" | ")" => {
                    let open = self.aside_start(at)?;
                    at = self.before(open)?;
                }
                _ if self.is_time(at) && self.actors.index_at(at).is_none() => {
                    let mut first = at;
                    while let Some(before) = self.before(first)
                        && (self.is(before, Classes::TIME.with(Classes::DETERMINER))
                            || self.shape(before, Shape::NUMBER)
                            || self.word(before) == "last")
                    {
                        first = before;
                    }
                    let before = self.before(first)?;
                    at = if self.is(before, Classes::PREPOSITION) {
                        self.before(before)?
                    } else {
                        before
                    };
                    if self.is_mark(at) && self.word(at) == "," && self.before(at).is_none() {
                        return None;
                    }
                }
                _ => return Some(at),
            }
        }
    }

    /// `Tuesday`, and the year of `April 2025`.
    fn is_time(&self, at: usize) -> bool {
        let year = || {
            self.shape(at, Shape::NUMBER)
                && at > self.start
                && (self.is(at - 1, Classes::TIME) || self.word(at - 1) == "in")
        };
        self.is(at, Classes::TIME) || year()
    }

    /// The opening mark of the aside that closes at `close`.
    fn aside_start(&self, close: usize) -> Option<usize> {
        let open: &[&str] = match self.word(close) {
            ")" => &["("],
            "," => &[","],
            _ => &["–", "—"],
        };
        (self.start..close).rev().find(|at| open.contains(&self.word(*at)))
    }
}
