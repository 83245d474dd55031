//! Who does what a verb says: subjects through chains, relatives and asides.

use std::ops::Range;

use super::CHAIN_VERBS_MAX;
use super::Grammar;
use super::VerbGroup;
use crate::analysis::doc::Shape;
use crate::analysis::lexicon::Classes;

/// How far before such a word its form of be stands, in tokens.
const BE_TOKENS_MAX: usize = 4;

impl Grammar<'_> {
    /// Returns the noun phrase that does (or in the passive, suffers) what `group` says.
    pub(crate) fn subject(&self, group: VerbGroup) -> Option<Range<usize>> {
        let find = || self.subject_in_chain(group, CHAIN_VERBS_MAX);
        self.parts.subject(group).map_or_else(find, |kept| kept.get_or_init(find).clone())
    }

    fn subject_in_chain(&self, group: VerbGroup, left: usize) -> Option<Range<usize>> {
        let left = left.checked_sub(1)?;
        let Some(mut before) = self.before(group.first) else {
            // `Accused by Mali, Chad`, `Having accused Mali, Chad`
            let fronted = group.gerund || group.reduced || self.is(group.first, Classes::GERUND);
            return if fronted { self.subject_after_comma(group, left) } else { None };
        };
        if self.is(before, Classes::RELATIVE) && !self.is_determiner_of(before, group.first) {
            return self.antecedent(before);
        }
        if group.gerund && self.is_one(group.first, &["without"]) {
            let main = self.verb_before(group.first)?;
            return self.subject_in_chain(self.verb_group(main), left);
        }
        let joined = self.is(before, Classes::CONJUNCTION);
        if joined || group.infinitive || (group.gerund && self.is(before, Classes::PREPOSITION)) {
            if group.infinitive
                && let Some(be) = self.eager(group.first)
            {
                return self.subject_in_chain(self.verb_group(be), left);
            }
            let quoted = self.quotation_before(before).filter(|_| joined);
            let Some(mut verb) = self.verb_before(quoted.unwrap_or(before + 1)) else {
                // `By accusing Mali, Chad has`
                return if group.gerund { self.subject_after_comma(group, left) } else { None };
            };
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
                && (self.is(governor.verb, Classes::REPORTS) || self.moves(governor.verb))
                && !joined
                && let Some(object) = self.object(governor)
            {
                return Some(object);
            }
            return self.subject_in_chain(governor, left);
        }
        if group.gerund && self.word(before) == "," {
            return self.subject_before_comma(before, left);
        }
        let blamed = Classes::SUSPECTED.with(Classes::REJECTS).with(Classes::TIED);
        if group.reduced && self.word(before) == "," && self.is(group.verb, blamed) {
            return self.phrase_before_comma(before);
        }
        if let Some(partner) = self.partner_before(before, group) {
            return self.subject_in_chain(partner, left);
        }
        before = self.skip_aside(before)?;
        if self.is(before, Classes::CONJUNCTION) {
            // `but, in the past, has denied`
            let governor = self.verb_before(before)?;
            return self.subject_in_chain(self.verb_group(governor), left);
        }
        if self.is(before, Classes::RELATIVE) && !self.is_determiner_of(before, group.first) {
            // `Kenya, which last week arrested`
            return self.antecedent(before);
        }
        if let Some(described) = self.said_of(before) {
            return Some(described);
        }
        let found = self.phrase_ending(before);
        if found.is_empty() && self.word(before) == "," {
            return self
                .verb_before(before)
                .and_then(|verb| self.subject_in_chain(self.verb_group(verb), left));
        }
        if let Some(conjunction) = self.joined_over(&found) {
            let governor = self.verb_before(conjunction)?;
            return self.subject_in_chain(self.verb_group(governor), left);
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
            return self.behind_whose(&found).or_else(|| self.antecedent(whose));
        }
        (!found.is_empty()).then_some(found)
    }

    /// The subject of a participle behind the comma at `comma`: of the clause before it.
    fn subject_before_comma(&self, comma: usize, left: usize) -> Option<Range<usize>> {
        let Some(verb) = self.verb_before(comma) else {
            // `Iran was blunter, calling it a fabrication`, `Iran, calling it a fabrication,`
            let be = (self.start..comma)
                .find(|at| self.is(*at, Classes::AUXILIARY) && !self.is(*at, Classes::PRONOUN));
            return match be {
                Some(be) => self.subject_in_chain(self.verb_group(be), left),
                None => self.phrase_before_comma(comma),
            };
        };
        // `“…,” said Togo, accusing`
        let speaker = self.phrase_from(verb + 1);
        if let Some(speaker) = speaker.filter(|speaker| speaker.end == comma)
            && self.is(verb, Classes::SAYS)
            && self.before(verb).is_none_or(|mark| self.is_mark(mark))
        {
            return Some(speaker);
        }
        // `“…,” Gao said, noting that`: what is quoted first has verbs of its own.
        if self.shape(self.start, Shape::QUOTE) {
            return self.subject_in_chain(self.verb_group(verb), left);
        }
        self.first_subject(comma, left)
    }

    /// `Malta, accused by Libya`: the phrase that a participle behind the comma describes.
    fn phrase_before_comma(&self, comma: usize) -> Option<Range<usize>> {
        let found = self.before(comma).map(|last| self.phrase_ending(last))?;
        (!found.is_empty()).then_some(found)
    }

    /// The verb before the comma at `comma` in a list of what one subject did: `expelled the attaché, recalled its own`.
    fn partner_before(&self, comma: usize, group: VerbGroup) -> Option<VerbGroup> {
        let next = group.verb + 1;
        let acts = self.is(next, Classes::DETERMINER.with(Classes::PRONOUN))
            || self.word(next) == "nothing"
            || self.actors.index_at(next).is_some();
        if self.word(comma) != "," || group.first < group.verb || !acts || !self.is_finite(group) {
            return None;
        }
        // `…, said the minister`
        let inverted = self.is(group.verb, Classes::SAYS) && self.word(next) != "nothing";
        let partner = self.verb_group(self.verb_before(comma)?);
        let first = |at: &usize| !(self.is(*at, Classes::ADVERB) || self.is_adverb(*at));
        let aside = self.aside_start(comma).is_some_and(|open| {
            (open + 1..comma).find(first).is_none_or(|first| first != partner.first)
        });
        let partners =
            !inverted && !aside && self.is_finite(partner) && !self.is_in_aside(partner.first);
        partners.then_some(partner)
    }

    fn is_finite(&self, group: VerbGroup) -> bool {
        !group.gerund
            && !group.infinitive
            && !group.passive
            && self.is(group.verb, Classes::PAST.with(Classes::THIRD))
    }

    /// Whether a verb stands behind a relative or a word that subordinates its clause, so that a comma ends it.
    fn is_in_aside(&self, first: usize) -> bool {
        let bound = Classes::RELATIVE.with(Classes::SUBORDINATOR);
        (self.start..first)
            .rev()
            .take_while(|at| self.word(*at) != ",")
            .any(|at| self.is(at, bound) && !self.is_determiner_of(at, first))
    }

    /// `two men it says | were watching`, `hackers that Norway says | work for Peru`: of whom a clause between says it.
    fn said_of(&self, verb: usize) -> Option<Range<usize>> {
        if !self.is(verb, Classes::SAYS) || !self.is_verb(verb) {
            return None;
        }
        let (relative, subject) = self.behind_relative(self.verb_group(verb).first)?;
        match relative {
            Some(relative) => self.antecedent(relative),
            None => Some(subject),
        }
    }

    /// The conjunction over whose adjunct a verb is joined to another: `denied it | and in turn | accused`.
    fn joined_over(&self, adjunct: &Range<usize>) -> Option<usize> {
        let preposition = self.before(adjunct.start)?;
        let conjunction = self.before(preposition)?;
        let speaks = Classes::OFFICE.with(Classes::BODY).with(Classes::PRONOUN);
        let adverbial = self.actors.within(adjunct.clone()).is_empty()
            && !adjunct.clone().any(|at| self.is(at, speaks));
        (adverbial
            && self.is(preposition, Classes::PREPOSITION)
            && self.is(conjunction, Classes::CONJUNCTION))
        .then_some(conjunction)
    }

    /// `whose hackers | Qatar blamed`: a name behind the noun that is had.
    fn behind_whose(&self, found: &Range<usize>) -> Option<Range<usize>> {
        let naming = self.actors.at(found.end - 1)?;
        let start = naming.tokens.start;
        let apart = start > found.start
            && self.actors.index_at(start - 1).is_none()
            && !self.is_possessive(start - 1)
            && !(found.start..start).any(|at| self.is(at, Classes::PREPOSITION))
            && self.is(start - 1, Classes::NOUN);
        apart.then_some(start..found.end)
    }

    /// Whether the verb at `verb` has a relative as its object and a subject of its own: `which Niger last year accused of`.
    pub(super) fn acts_in_relative(&self, verb: usize) -> bool {
        let mut first = verb;
        while let Some(before) = self.before(first)
            && (self.is(before, Classes::ADVERB) || self.is_adverb(before))
        {
            first = before;
        }
        let Some((Some(relative), subject)) = self.behind_relative(first) else { return false };
        let told = self.word(relative) == "that"
            && self.before(relative).is_some_and(|noun| {
                self.is(noun, Classes::CHARGE.with(Classes::SPEECH).with(Classes::REPORTS))
            });
        let suffers = Classes::CULPRIT.with(Classes::PERSONS);
        !told && !subject.clone().any(|at| self.is(at, suffers))
    }

    /// Returns whether the verb's clause describes a noun: `men that it says`, `men it says`.
    pub(crate) fn is_in_relative(&self, group: VerbGroup) -> bool {
        self.behind_relative(group.first).is_some()
    }

    /// The subject of the verb group that begins at `first` where a relative stands before it, and the relative.
    ///
    /// Where the relative is left out (`two men it accused`), the noun phrase before the subject is returned.
    pub(super) fn behind_relative(&self, first: usize) -> Option<(Option<usize>, Range<usize>)> {
        let before = self.skip_aside(self.before(first)?)?;
        let subject = self.phrase_ending(before);
        if subject.is_empty() {
            return None;
        }
        if let Some(split) = self.bare_relative_at(&subject) {
            return Some((None, subject.start..split));
        }
        let relative = self.before(subject.start)?;
        if self.word(relative) == "whose" {
            return self.behind_whose(&subject).map(|subject| (Some(relative), subject));
        }
        if self.is(relative, Classes::SAYS) && self.is_verb(relative) {
            // `which Mali says | Chad carried out`
            let (outer, _) = self.behind_relative(self.verb_group(relative).first)?;
            return Some((Some(outer?), subject));
        }
        if !self.is(relative, Classes::RELATIVE) || self.is_determiner(relative) {
            return None;
        }
        Some((Some(relative), subject))
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
            let Some(mut noun) = self.before(group.first).filter(|_| group.gerund || group.reduced)
            else {
                break;
            };
            if self.word(noun) == ")" {
                let Some(outside) = self.skip_aside(noun) else { break };
                noun = outside;
            }
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

    /// The form of be that governs the infinitive from `to` on: `was quick to deny`, `was the first to accuse`.
    pub(crate) fn eager(&self, to: usize) -> Option<usize> {
        let word = self.before(to).filter(|at| self.is(*at, Classes::EAGER))?;
        let from = self.start.max(word.saturating_sub(BE_TOKENS_MAX));
        (from..word).rev().find(|at| self.is(*at, Classes::BE))
    }

    /// Whether the verb makes somebody do something: `prompting Mali to expel`.
    fn moves(&self, verb: usize) -> bool {
        self.is(verb, Classes::MOVES)
    }

    /// The opening mark of the quotation that ends before `at`: `said “we know” and accused`.
    fn quotation_before(&self, at: usize) -> Option<usize> {
        let close = at.checked_sub(1).filter(|close| self.shape(*close, Shape::QUOTE))?;
        (self.start..close).rev().find(|mark| self.shape(*mark, Shape::QUOTE))
    }

    /// Whether a word stands alone between marks: an epithet, and no verb of the sentence.
    fn is_word_in_marks(&self, at: usize) -> bool {
        at > self.start && self.shape(at - 1, Shape::QUOTE) && self.shape(at + 1, Shape::QUOTE)
    }

    /// The noun phrase before a relative pronoun.
    pub(super) fn antecedent(&self, relative: usize) -> Option<Range<usize>> {
        let mut before = self.before(relative)?;
        let described = self.aside_start(before).filter(|open| {
            self.word(before) == "," && self.is(open + 1, Classes::WIELDS) && self.is_verb(open + 1)
        });
        if let Some(open) = described {
            // `spyware, | developed by a firm, that`
            before = self.before(open)?;
        } else if self.word(before) == "," || self.is(before, Classes::PREPOSITION) {
            let comma = before;
            before = self.before(before)?;
            // `It was Chad, Mali said, that`
            if self.word(comma) == ","
                && self.is_verb(before)
                && let Some(open) = self.aside_start(comma)
            {
                before = self.before(open)?;
            }
        }
        if self.word(before) == ")" {
            // `the Central Bureau (CB), which`
            before = self.before(self.aside_start(before)?)?;
        }
        let found = self.phrase_ending(before);
        // `Canada, the other party to the talks, which`
        let named = self
            .before(found.start)
            .filter(|comma| self.word(*comma) == "," && self.is(found.start, Classes::DETERMINER))
            .and_then(|comma| self.before(comma))
            .filter(|_| self.actors.within(found.clone()).is_empty())
            .and_then(|last| self.actors.at(last));
        if let Some(naming) = named {
            return Some(naming.tokens.start..found.end);
        }
        (!found.is_empty()).then_some(found)
    }

    /// The subject of the first verb before `limit`.
    fn first_subject(&self, limit: usize, left: usize) -> Option<Range<usize>> {
        let mut verbs = (self.start..limit).filter(|at| self.is_verb(*at));
        // `The ministry was blunter, calling it`: a form of be has a subject too.
        let verb = verbs.clone().find(|at| !self.is(*at, Classes::AUXILIARY)).or(verbs.next())?;
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
