//! What somebody calls the matter in passing: `expelled two attachés over what it described as an attempt to bribe`.

use std::ops::Range;

use super::Reader;
use super::draft::Draft;
use super::grammar::Grammar;
use super::noun;
use super::party;
use crate::analysis::lexicon::Classes;
use crate::model::ActorCode;
use crate::model::Tag;

/// How far behind `what` the verb stands that gives the name, in tokens.
const VERB_TOKENS_MAX: usize = 8;

/// How many tokens of the name are read.
const NAME_TOKENS_MAX: usize = 14;

/// How far before `by` the wrong stands that it names, in tokens.
const WRONG_TOKENS_MAX: usize = 4;

/// The rule of a name in passing.
pub(crate) const CALLED: &str = "what it called the matter";

/// Adds what the names of the sentence accuse or deny; `from` is the first draft of the sentence.
pub(super) fn read(read: &Reader<'_>, drafts: &mut Vec<Draft>, from: usize) {
    let g = &read.grammar;
    for at in g.start..g.end {
        if g.is(at, Classes::RELATIVE)
            && g.is_one(at, &["what"])
            && let Some(name) = Name::behind(g, at)
            && let Some(draft) = name.draft(read, &drafts[from..])
        {
            drafts.push(draft);
        }
        if g.is(at, Classes::LABELS)
            && g.is_verb(at)
            && let Some(draft) = by_name(read, at)
        {
            drafts.push(draft);
        }
    }
}

/// `called the theft an act of sabotage by Chad`: a name that says whose wrong the matter is.
fn by_name(read: &Reader<'_>, verb: usize) -> Option<Draft> {
    let g = &read.grammar;
    let group = g.verb_group(verb);
    let limit = g.clause_end(verb + 1).min(verb + NAME_TOKENS_MAX);
    let by = (verb + 1..limit).find(|at| g.word(*at) == "by")?;
    let wrong = Classes::WRONG.with(Classes::ILL);
    let named = (verb + 1..by).rev().take(WRONG_TOKENS_MAX).any(|at| g.is(at, wrong));
    let charge = (verb + 1..by).any(|at| g.is(at, Classes::CHARGE.with(Classes::BASELESS)));
    if !named || charge || group.passive || group.negated || g.is_verb(by - 1) {
        return None;
    }
    let subject = g.subject(group)?;
    let doer = g.phrase_from(by + 1)?;
    let mut draft = Draft::new(Tag::Accusation, read.sentence, verb..verb + 1, CALLED);
    draft.source = party::speakers(g, subject.clone(), read.voices.at(verb));
    if draft.source.is_empty() && party::can_speak(g, &subject) {
        draft.source.extend(read.voices.of_cue(g, verb).cloned());
    }
    draft.target = party::parties(g, doer.clone(), &[]);
    draft.target.retain(|code| code.is_state() && !draft.source.contains(code));
    draft.source_tokens = Some(subject);
    draft.target_tokens = Some(doer);
    let both = !draft.source.is_empty() && !draft.target.is_empty();
    both.then_some(draft)
}

/// A name and who gives it.
struct Name {
    /// The verb that gives it.
    verb: usize,
    /// The words between `what` and the verb.
    giver: Range<usize>,
    /// The words of the name.
    words: Range<usize>,
}

impl Name {
    fn behind(g: &Grammar<'_>, what: usize) -> Option<Self> {
        let end = g.end.min(what + VERB_TOKENS_MAX);
        let verb = (what + 1..end).find(|at| g.is_verb(*at) && !g.is(*at, Classes::AUXILIARY))?;
        let group = g.verb_group(verb);
        let giver = what + 1..group.first;
        if !g.is(verb, Classes::LABELS) || group.passive || group.negated || giver.is_empty() {
            return None;
        }
        let start = verb + 1 + usize::from(g.word(verb + 1) == "as");
        let limit = g.end.min(start + NAME_TOKENS_MAX);
        let ends = |at: &usize| matches!(g.word(*at), "," | ";" | ".");
        let end = (start..limit).find(ends).unwrap_or(limit);
        Some(Self { verb, giver, words: start..end })
    }

    /// The claim that the name makes; `told` is what else the sentence claims.
    fn draft(&self, read: &Reader<'_>, told: &[Draft]) -> Option<Draft> {
        let g = &read.grammar;
        let source = self.source(read);
        let states = |codes: &[ActorCode]| codes.iter().any(ActorCode::is_state);
        if !states(&source) {
            return None;
        }
        let has = |classes: Classes| self.words.clone().find(|at| g.is(*at, classes));
        let against = told.iter().find(|draft| {
            matches!(draft.tag, Tag::Expulsion | Tag::Condemnation | Tag::Sanction | Tag::Demand)
                && draft.source == source
                && states(&draft.target)
        });
        let untrue = Classes::BASELESS.with(Classes::FEIGNS);
        let charge = has(Classes::CHARGE).filter(|_| has(untrue).is_some());
        let mut draft =
            Draft::new(Tag::Accusation, read.sentence, self.verb..self.verb + 1, CALLED);
        if let Some(charge) = charge {
            let author = noun::author_of(read, charge).unwrap_or_default();
            draft.tag = Tag::Denial;
            draft.target = author.codes;
            draft.target_tokens = author.tokens;
            draft.refers = true;
        } else {
            let wrong = Classes::WRONG.with(Classes::HARMS).with(Classes::ILL);
            let condemns = |draft: &Draft| {
                matches!(draft.tag, Tag::Expulsion | Tag::Condemnation) && draft.source == source
            };
            let expelled = told.iter().any(condemns);
            if !expelled && has(wrong).is_none() {
                return None;
            }
            draft.target = self.doers(g);
        }
        draft.target.retain(|code| !source.contains(code));
        if draft.target.is_empty()
            && let Some(against) = against
        {
            draft.target.clone_from(&against.target);
            draft.target_tokens.clone_from(&against.target_tokens);
        }
        draft.source = source;
        draft.source_tokens = Some(self.giver.clone());
        draft.reported = true;
        (draft.tag == Tag::Denial || !draft.target.is_empty()).then_some(draft)
    }

    /// Who gives the name: a pronoun is whoever does what the clause before says.
    fn source(&self, read: &Reader<'_>) -> Vec<ActorCode> {
        let g = &read.grammar;
        let voice = read.voices.at(self.verb);
        if !g.is(self.giver.start, Classes::PRONOUN) {
            return party::parties(g, self.giver.clone(), voice);
        }
        let Some(verb) = g.verb_before(self.giver.start) else { return Vec::new() };
        let Some(subject) = g.subject(g.verb_group(verb)) else { return Vec::new() };
        let codes = party::parties(g, subject.clone(), voice);
        if codes.is_empty() && party::can_speak(g, &subject) {
            return read.voices.of_cue(g, verb).into_iter().cloned().collect();
        }
        codes
    }

    /// Whose wrong the name is: `Chilean spying`, `an attack by Chile`.
    fn doers(&self, g: &Grammar<'_>) -> Vec<ActorCode> {
        let by = self.words.clone().find(|at| g.word(*at) == "by");
        let phrase = match by {
            Some(by) => g.phrase_from(by + 1),
            None => self
                .words
                .clone()
                .find(|at| g.is(*at, Classes::PREPOSITION))
                .map_or(Some(self.words.clone()), |end| Some(self.words.start..end)),
        };
        phrase.map_or_else(Vec::new, |phrase| party::parties(g, phrase, &[]))
    }
}
