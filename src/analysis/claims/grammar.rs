//! A shallow grammar of one sentence: verb groups, and the noun phrases around them.

use std::ops::Range;

use crate::analysis::actors::Actors;
use crate::analysis::doc::Doc;
use crate::analysis::doc::Sentence;
use crate::analysis::doc::Shape;
use crate::analysis::lexicon::Classes;

/// How many tokens of a sentence are read: longer ones are lists or no prose, and the work stays linear.
const SENTENCE_TOKENS_MAX: usize = 240;

/// How many verbs are followed to the subject of a chain (`declined to say that it had …`).
const CHAIN_VERBS_MAX: usize = 6;

/// A verb with its auxiliaries.
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
}

impl<'a> Grammar<'a> {
    /// Makes the grammar of a sentence.
    pub(crate) fn new(doc: &'a Doc<'a>, actors: &'a Actors, sentence: &Sentence) -> Self {
        let start = sentence.tokens.start;
        let end = sentence.tokens.end.min(start + SENTENCE_TOKENS_MAX);
        Self { doc, actors, start, end }
    }

    /// Returns whether token `at` is in the sentence and has one of `classes`.
    pub(crate) fn is(&self, at: usize, classes: Classes) -> bool {
        self.start <= at && at < self.end && self.doc.tokens[at].classes.any(classes)
    }

    /// Returns the words of a token, or nothing outside the sentence.
    pub(crate) fn word(&self, at: usize) -> &'a str {
        if self.start <= at && at < self.end { self.doc.word(at) } else { "" }
    }

    /// Returns whether the token's base form is `lemma`.
    pub(crate) fn has_lemma(&self, at: usize, lemma: &str) -> bool {
        let token = self.doc.tokens.get(at).filter(|_| self.start <= at && at < self.end);
        token.is_some_and(|token| {
            token.lemma != 0 && token.lemma == self.doc.lexicon.words.find(lemma)
        })
    }

    fn shape(&self, at: usize, shape: Shape) -> bool {
        self.start <= at && at < self.end && self.doc.tokens[at].shape.any(shape)
    }

    /// Returns whether token `at` is a mark and no word.
    pub(crate) fn is_mark(&self, at: usize) -> bool {
        self.shape(at, Shape::MARK) && !self.is_possessive(at)
    }

    fn is_possessive(&self, at: usize) -> bool {
        matches!(self.word(at), "'s" | "’s" | "'S" | "’S")
    }

    /// Returns the token before `at`, passing quotation marks.
    fn before(&self, at: usize) -> Option<usize> {
        let mut at = at;
        while at > self.start {
            at -= 1;
            if !self.shape(at, Shape::QUOTE) || self.is_possessive(at) {
                return Some(at);
            }
        }
        None
    }

    /// Returns whether the word can be in a noun phrase.
    fn is_nominal(&self, at: usize) -> bool {
        if self.actors.index_at(at).is_some() || self.is_possessive(at) {
            return true;
        }
        let grammar = Classes::PREPOSITION
            .with(Classes::CONJUNCTION)
            .with(Classes::SUBORDINATOR)
            .with(Classes::RELATIVE)
            .with(Classes::AUXILIARY);
        if self.is(at, Classes::DETERMINER) && !self.is(at, Classes::AUXILIARY) {
            return self.is_determiner(at);
        }
        if self.shape(at, Shape::QUOTE) || self.word(at) == "-" || self.word(at) == "’" {
            return true;
        }
        !self.is_mark(at) && !self.is(at, grammar) && !self.is_verb(at)
    }

    /// `that` is a determiner only before a noun and not behind a verb of speech.
    fn is_determiner(&self, at: usize) -> bool {
        if !self.is(at, Classes::RELATIVE) {
            return true;
        }
        let said = self.before(at).is_some_and(|before| {
            self.is(before, Classes::REPORTS.with(Classes::SPEECH).with(Classes::CHARGE))
                || self.actors.index_at(before).is_some()
                || self.is(before, Classes::NOUN)
        });
        !said && self.is(at + 1, Classes::NOUN)
    }

    /// Returns whether the word acts as a verb here.
    pub(crate) fn is_verb(&self, at: usize) -> bool {
        if self.actors.index_at(at).is_some() {
            return false;
        }
        if !self.is(at, Classes::VERB) {
            return self.looks_like_verb(at);
        }
        if self.is(at, Classes::AUXILIARY) {
            return true;
        }
        let Some(before) = self.before(at) else {
            return self.is(at, Classes::BASE.with(Classes::GERUND)) && !self.is(at, Classes::NOUN);
        };
        if self.is(before, Classes::AUXILIARY) || self.word(before).eq_ignore_ascii_case("to") {
            return true;
        }
        let nominal = self.is(before, Classes::DETERMINER) && !self.is(before, Classes::RELATIVE);
        if nominal || self.is_possessive(before) {
            return false;
        }
        let pronoun = self.is(before, Classes::PRONOUN.with(Classes::RELATIVE));
        if self.is(at, Classes::NOUN) && !pronoun {
            return self.is_verb_though_noun(at, before);
        }
        if self.is(at, Classes::PARTICIPLE)
            && self.is(before, Classes::ADJECTIVE.with(Classes::PREPOSITION))
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
                || self.actors.index_at(before).is_some()
                || self.is_mark(before);
        }
        true
    }

    /// Settles words that are both noun and verb (`claims`, `attacks`, `links`).
    fn is_verb_though_noun(&self, at: usize, before: usize) -> bool {
        if self.is(before, Classes::ADJECTIVE.with(Classes::PREPOSITION).with(Classes::GERUND)) {
            return false;
        }
        let object = self
            .is(at + 1, Classes::DETERMINER.with(Classes::PRONOUN).with(Classes::RELATIVE))
            || (self.actors.index_at(at + 1).is_some() && self.actors.index_at(before).is_some())
            || self.shape(at + 1, Shape::QUOTE);
        if self.is(at, Classes::PAST) {
            return true;
        }
        object
            && (self.is(before, Classes::NOUN.with(Classes::ADVERB).with(Classes::CONJUNCTION))
                || self.actors.index_at(before).is_some()
                || self.is_mark(before)
                || self.shape(before, Shape::CAPITAL))
    }

    /// An unknown lower-case word in `-ed` behind a noun, or any in `-ed` behind an auxiliary.
    fn looks_like_verb(&self, at: usize) -> bool {
        let word = self.word(at);
        if word.len() < 5
            || self.shape(at, Shape::CAPITAL)
            || self.is(at, Classes::NOUN.with(Classes::ADJECTIVE))
        {
            return false;
        }
        let past = word.ends_with("ed") && !word.ends_with("eed");
        past && self.before(at).is_some_and(|before| {
            !self
                .is(before, Classes::DETERMINER.with(Classes::ADJECTIVE).with(Classes::PREPOSITION))
                && !self.is_possessive(before)
        })
    }

    /// Returns the group of the verb at token `verb`.
    pub(crate) fn verb_group(&self, verb: usize) -> VerbGroup {
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
                || self.is_adverb(before))
            {
                break;
            }
            group.negated |= classes.any(Classes::NEGATION);
            group.first = before;
            at = before;
        }
        let participle = self.is(verb, Classes::PARTICIPLE) || self.looks_like_verb(verb);
        group.passive = be && participle && !self.is(verb, Classes::GERUND);
        group.gerund = !auxiliary && self.is(verb, Classes::GERUND);
        group.reduced = !auxiliary && !group.infinitive && participle && self.is_reduced(verb);
        group.passive |= group.reduced;
        group
    }

    /// `accused of`, `blamed for`, `charged with`, `backed by` without auxiliary: the noun before suffers it.
    fn is_reduced(&self, verb: usize) -> bool {
        matches!(self.word(verb + 1), "of" | "by" | "for" | "with" | "to" | "on")
            && !self.is(verb, Classes::REPORTS)
            && !(self.word(verb + 1) == "to" && self.is(verb + 2, Classes::BASE))
            && !self.is(verb, Classes::INTRANSITIVE)
    }

    fn is_adverb(&self, at: usize) -> bool {
        let word = self.word(at);
        word.len() > 4
            && word.ends_with("ly")
            && !self.shape(at, Shape::CAPITAL)
            && self.actors.index_at(at).is_none()
    }

    /// Returns the noun phrase that does (or in the passive, suffers) what `group` says.
    pub(crate) fn subject(&self, group: VerbGroup) -> Option<Range<usize>> {
        self.subject_in_chain(group, CHAIN_VERBS_MAX)
    }

    fn subject_in_chain(&self, group: VerbGroup, left: usize) -> Option<Range<usize>> {
        let left = left.checked_sub(1)?;
        let mut before = self.before(group.first)?;
        if self.is(before, Classes::RELATIVE) && !self.is_determiner_of(before, group.first) {
            return self.antecedent(before);
        }
        let joined = self.is(before, Classes::CONJUNCTION);
        if joined || group.infinitive || (group.gerund && self.is(before, Classes::PREPOSITION)) {
            let governor = self.verb_before(before)?;
            let governor = self.verb_group(governor);
            if group.infinitive && self.is(governor.verb, Classes::REPORTS) && !joined {
                if let Some(object) = self.object(governor) {
                    return Some(object);
                }
            }
            return self.subject_in_chain(governor, left);
        }
        if group.gerund && self.word(before) == "," {
            return self.first_subject(before, left);
        }
        before = self.skip_aside(before)?;
        let found = self.phrase_ending(before);
        if found.is_empty() && self.word(before) == "," {
            return self
                .verb_before(before)
                .and_then(|verb| self.subject_in_chain(self.verb_group(verb), left));
        }
        (!found.is_empty()).then_some(found)
    }

    fn is_determiner_of(&self, at: usize, next: usize) -> bool {
        at + 1 < next && self.is_determiner(at)
    }

    /// The noun phrase before a relative pronoun.
    fn antecedent(&self, relative: usize) -> Option<Range<usize>> {
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
    fn skip_aside(&self, mut at: usize) -> Option<usize> {
        loop {
            match self.word(at) {
                "," | "–" | "—" | ")" => {
                    let open = self.aside_start(at)?;
                    at = self.before(open)?;
                }
                _ if self.is(at, Classes::TIME) && self.actors.index_at(at).is_none() => {
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

    /// The opening mark of the aside that closes at `close`.
    fn aside_start(&self, close: usize) -> Option<usize> {
        let open: &[&str] = match self.word(close) {
            ")" => &["("],
            "," => &[","],
            _ => &["–", "—"],
        };
        (self.start..close).rev().find(|at| open.contains(&self.word(*at)))
    }

    /// Returns the noun phrase whose last token is `last`, with its prepositional phrases and partners.
    pub(crate) fn phrase_ending(&self, last: usize) -> Range<usize> {
        let mut first = last + 1;
        let mut at = last + 1;
        while let Some(before) = self.before(at) {
            if self.is_nominal(before) {
                first = before;
            } else if self.is(before, Classes::PREPOSITION) && first < at + 1 && first <= last {
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
    fn joins(&self, at: usize, next: usize) -> bool {
        let conjunction = matches!(self.word(at), "and" | "&" | "or");
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
        let right = self.is_nominal(next) && (conjunction || self.actors.index_at(next).is_some());
        left && right && (conjunction || self.list_goes_on(at))
    }

    /// Whether `and` follows a comma of a list within a few words.
    fn list_goes_on(&self, at: usize) -> bool {
        (at + 1..self.end.min(at + 9))
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
        self.phrase_from(at)
    }

    /// In `which Moscow dismissed`, the object is the noun before the relative.
    fn relative_object(&self, group: VerbGroup) -> Option<Range<usize>> {
        let before = self.before(group.first)?;
        let subject = self.phrase_ending(before);
        let relative = self.before(subject.start)?;
        if subject.is_empty()
            || !self.is(relative, Classes::RELATIVE)
            || self.is_determiner(relative)
        {
            return None;
        }
        let found = self.antecedent(relative)?;
        (self.is(found.end - 1, Classes::CHARGE.with(Classes::SPEECH))
            || matches!(self.word(relative), "which" | "whom"))
        .then_some(found)
    }

    /// Returns the noun phrase that begins at token `at`, with `of` and partners; `None` if there is none.
    pub(crate) fn phrase_from(&self, start: usize) -> Option<Range<usize>> {
        let mut end = start;
        let mut at = start;
        while at < self.end {
            if self.is(at, Classes::PRONOUN) && at == start {
                return Some(start..at + 1);
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
                    && !matches!(self.word(at + 1), "and" | "or"));
            if breaks && at > from {
                return at;
            }
            at += 1;
        }
        self.end
    }
}
