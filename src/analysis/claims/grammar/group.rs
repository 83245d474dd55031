//! Verb groups: a verb with its auxiliaries, and what they say of it.

use super::Grammar;
use super::VerbGroup;
use crate::analysis::lexicon::Classes;

/// How many tokens a time or place has that stands between auxiliary and verb.
const SPLIT_TOKENS_MAX: usize = 4;

impl Grammar<'_> {
    /// Returns the group of the verb at token `verb`.
    pub(crate) fn verb_group(&self, verb: usize) -> VerbGroup {
        self.parts.group(verb).unwrap_or_else(|| self.read_verb_group(verb))
    }

    /// Reads the group of the verb at token `verb`, as [`Parts`](super::Parts) does once for each.
    pub(super) fn read_verb_group(&self, verb: usize) -> VerbGroup {
        let mut group = VerbGroup {
            first: verb,
            verb,
            passive: false,
            negated: false,
            modal: None,
            infinitive: false,
            gerund: false,
            reduced: false,
        };
        let (mut be, mut auxiliary) = (false, false);
        let mut at = verb;
        while let Some(before) = self.before(at) {
            let classes = self.doc.tokens[before].classes;
            if classes.any(Classes::AUXILIARY) && !classes.any(Classes::PRONOUN) {
                auxiliary = true;
                be |= classes.any(Classes::BE);
                if classes.any(Classes::MODAL) {
                    group.modal = Some(before);
                }
            } else if self.word(before).eq_ignore_ascii_case("to") && self.is(verb, Classes::BASE) {
                group.infinitive = true;
                group.first = before;
                group.negated |=
                    self.before(before).is_some_and(|not| self.is(not, Classes::NEGATION));
                break;
            } else if classes.any(Classes::PRONOUN) && classes.any(Classes::AUXILIARY) {
                be |= classes.any(Classes::BE);
                auxiliary = true;
                break;
            } else if !(classes.any(Classes::ADVERB.with(Classes::NEGATION))
                || self.is_adverb(before)
                || self.is_of_all(before))
            {
                if self.is_since(before) {
                    at = before;
                    continue;
                }
                if self.word(before) == "but" && self.word(before.wrapping_sub(1)) == "all" {
                    // `all but accused`
                    group.first = before - 1;
                    at = before - 1;
                    continue;
                }
                let emphasis = self.before_emphasis(before);
                let auxiliary = emphasis.or_else(|| self.auxiliary_before_aside(before));
                let Some(auxiliary) = auxiliary else { break };
                at = auxiliary + 1;
                continue;
            }
            // `did not merely want it`
            let emphatic = matches!(self.word(before + 1), "merely" | "only" | "just" | "simply");
            group.negated |= classes.any(Classes::NEGATION) && !emphatic;
            group.first = before;
            at = before;
        }
        let participle = self.is(verb, Classes::PARTICIPLE) || self.looks_like_verb(verb);
        group.negated |= !auxiliary && self.is_denied_in_front(group.first);
        group.passive = be && participle && !self.is(verb, Classes::GERUND);
        group.gerund = !auxiliary && self.is(verb, Classes::GERUND);
        group.reduced = !auxiliary && !group.infinitive && participle && self.is_reduced(verb);
        group.passive |= group.reduced;
        group
    }

    /// `Nor had Chad | hacked`, `At no time did it | hack`: a negation and an auxiliary before the subject.
    fn is_denied_in_front(&self, first: usize) -> bool {
        let subject = self
            .before(first)
            .filter(|at| self.actors.index_at(*at).is_some() || self.is(*at, Classes::PRONOUN));
        let Some(subject) = subject else { return false };
        let start = self.actors.at(subject).map_or(subject, |naming| naming.tokens.start);
        let Some(auxiliary) = self.before(start).filter(|at| self.is(*at, Classes::AUXILIARY))
        else {
            return false;
        };
        self.before(auxiliary).is_some_and(|front| {
            self.is_one(front, &["nor", "neither", "never"])
                || self.word(front.wrapping_sub(1)) == "no"
                    && self.is_one(front, &["time", "way", "point", "circumstances", "moment"])
        })
    }

    /// `accused of`, `backed by`, `linked to` without auxiliary: the noun before suffers it.
    fn is_reduced(&self, verb: usize) -> bool {
        let listed =
            || self.is(verb, Classes::TIED.with(Classes::BEFALLS)) || self.has_lemma(verb, "blame");
        let suffers = match self.word(verb + 1) {
            "of" | "by" | "By" => true,
            "for" | "with" | "to" => listed(),
            // `shut down by`, `Hacked and Defaced by`
            "down" | "off" | "out" => self.word(verb + 2) == "by",
            "and" | "And" | "or" => {
                self.is(verb + 2, Classes::PARTICIPLE) && matches!(self.word(verb + 3), "by" | "By")
            }
            _ => false,
        };
        if !suffers {
            return false;
        }
        // `whom it accused of spying`
        let active = self.before(verb).is_some_and(|before| {
            matches!(self.word(before), "it" | "he" | "she" | "they" | "we" | "I")
        });
        let blamed = self.is(verb, Classes::SUSPECTED.with(Classes::REJECTS))
            || self.has_lemma(verb, "accuse");
        let speaks = self.is(verb, Classes::REPORTS.with(Classes::INTRANSITIVE))
            && !(blamed && matches!(self.word(verb + 1), "of" | "by"));
        !active && !speaks && !self.acts_in_relative(verb)
    }

    /// Returns the auxiliary before a time or place that splits the group: `has in the past denied`.
    fn auxiliary_before_aside(&self, last: usize) -> Option<usize> {
        let first = (self.start.max(last.saturating_sub(SPLIT_TOKENS_MAX))..last)
            .rev()
            .find(|at| self.is(*at, Classes::PREPOSITION))?;
        let auxiliary = first.checked_sub(1)?;
        let aside = (first + 1..=last)
            .all(|at| !self.is(at, Classes::VERB.with(Classes::CONJUNCTION)) && !self.is_mark(at));
        let helps = self.is(auxiliary, Classes::HAVE.with(Classes::MODAL));
        (aside && helps).then_some(auxiliary)
    }

    /// Returns the auxiliary before a compound that splits the group: `has flat-out denied`.
    fn before_emphasis(&self, last: usize) -> Option<usize> {
        let first = last.checked_sub(2)?;
        let auxiliary = self.before(first)?;
        let joined = self.word(last - 1) == "-" && self.is_hyphenated(last);
        (joined && self.is(auxiliary, Classes::AUXILIARY)).then_some(auxiliary)
    }
}
