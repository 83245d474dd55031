//! What an accuser tells of whom it accused: `“They took the maps”`, `Tokyo had “held the ladder”`.
//!
//! Of an opponent, a party to the dispute tells its wrongs; measured on labelled texts, that holds for what it
//! does in the party's quoted words, and not for what it is, has, says or is asked.

use std::ops::Range;

use super::Ask;
use crate::analysis::claims::draft::Draft;
use crate::analysis::claims::grammar::Grammar;
use crate::analysis::claims::grammar::VerbGroup;
use crate::analysis::claims::modality;
use crate::analysis::claims::party;
use crate::analysis::claims::shared;
use crate::analysis::lexicon::Classes;
use crate::model::ActorCode;
use crate::model::Modality;
use crate::model::Polarity;
use crate::model::Tag;

/// The rule of what a party tells of its opponent.
pub(crate) const TOLD: &str = "a party tells what its opponent did";

/// How far before the quoted words the verb stands that they complete, in tokens.
const HALF_TOKENS_MAX: usize = 10;

/// Returns the accusation in a deed that the quoted words tell.
pub(super) fn read(ask: &Ask<'_>) -> Option<Draft> {
    let g = &ask.read.grammar;
    let quoted = ask.read.voices.is_quoted(ask.stretch.tokens.start);
    let asks = ask.stretch.tokens.clone().any(|at| g.word(at) == "?");
    if !quoted || asks {
        return None;
    }
    let mut verbs = ask.stretch.tokens.clone().filter(|verb| g.is_verb(*verb));
    verbs.find_map(|verb| at_verb(ask, verb)).or_else(|| half_quoted(ask))
}

/// `Tokyo, she added, had “held the ladder for the burglar”`: whose deed the quoted words tell stands before them.
fn half_quoted(ask: &Ask<'_>) -> Option<Draft> {
    let g = &ask.read.grammar;
    let words = ask.stretch.tokens.clone();
    let first = words.clone().find(|at| g.is_verb(*at) && !g.is(*at, Classes::AUXILIARY));
    let verb = first
        .filter(|verb| tells_a_deed(ask, g.verb_group(*verb)))
        .or_else(|| g.verb_before(words.start))?;
    let group = g.verb_group(verb);
    let subject = g.subject(group).filter(|subject| subject.end <= words.start)?;
    let said = ask.read.voices.says(g, subject.start);
    let by_another = said.is_some_and(|voice| voice.codes != ask.stretch.side);
    if by_another || verb + HALF_TOKENS_MAX < words.start || !tells_a_deed(ask, group) {
        return None;
    }
    let ill = Classes::HARMS.with(Classes::ILL).with(Classes::HACKER);
    let wrong = words.clone().any(|at| g.is(at, ill) && !ask.is_negated(at));
    let mut target = opponents(ask, &subject);
    if target.is_empty() && wrong {
        target = party::parties(g, subject.clone(), &[]);
        target.retain(|code| code.is_state() && !ask.dispute.stands_by(&ask.stretch.side, code));
    }
    let own = target.iter().any(|code| ask.stretch.side.contains(code));
    if target.is_empty() || own || names_itself(ask, verb) {
        return None;
    }
    let mut draft = ask.draft(Tag::Accusation, verb, TOLD);
    draft.target = target;
    draft.target_tokens = Some(subject);
    Some(draft)
}

fn at_verb(ask: &Ask<'_>, verb: usize) -> Option<Draft> {
    let g = &ask.read.grammar;
    let group = g.verb_group(verb);
    if !tells_a_deed(ask, group) {
        return None;
    }
    let first = ask.stretch.tokens.start;
    let begins = |at: usize| {
        at == first || at > 0 && (g.is_mark(at - 1) || g.is(at - 1, Classes::CONJUNCTION))
    };
    let subject =
        g.subject(group).filter(|subject| subject.end <= verb && begins(subject.start))?;
    let target = opponents(ask, &subject);
    if target.is_empty() {
        return None;
    }
    if names_itself(ask, verb) {
        return None;
    }
    let mut draft = ask.draft(Tag::Accusation, verb, TOLD);
    draft.target = target;
    draft.target_tokens = Some(subject);
    Some(draft)
}

/// `“Oslo sees a Chilean behind every tree”`, said by Chile: that mocks a charge.
fn names_itself(ask: &Ask<'_>, verb: usize) -> bool {
    let g = &ask.read.grammar;
    let named = party::places(g, verb..ask.stretch.tokens.end);
    named.iter().any(|code| ask.stretch.side.contains(code))
}

/// Whether the verb tells something done, which is no saying, no measure and no state of things.
fn tells_a_deed(ask: &Ask<'_>, group: VerbGroup) -> bool {
    let g = &ask.read.grammar;
    let verb = group.verb;
    let says = g.is(verb, Classes::SAYS) && !g.is(verb, Classes::WEAK);
    if says
        || g.is(verb, Classes::AUXILIARY.with(Classes::REJECTS))
        || group.passive
        || group.infinitive
        || group.gerund
        || group.modal.is_some()
    {
        return false;
    }
    let (polarity, modality) = modality::of(g, group);
    polarity == Polarity::Asserted
        && matches!(modality, Modality::Actual | Modality::Historical)
        && !shared::is_measure(g, verb)
        && !lacks_object(g, verb)
}

/// `has produced no evidence`: what was not done.
fn lacks_object(g: &Grammar<'_>, verb: usize) -> bool {
    (verb + 1..g.end.min(verb + 3)).any(|at| g.is(at, Classes::NEGATION))
}

/// Who of the opponents is the subject: by name, or as `they` behind a charge of the speaker's.
fn opponents(ask: &Ask<'_>, subject: &Range<usize>) -> Vec<ActorCode> {
    let g = &ask.read.grammar;
    let side = &ask.stretch.side;
    if subject.len() == 1 && g.word(subject.start).eq_ignore_ascii_case("they") {
        let accusers = ask.dispute.accusers(side, ask.read.sentence, &[]);
        let mut codes = party::places(g, ask.stretch.tokens.start..subject.start);
        codes.retain(|code| ask.dispute.opposes(side, code));
        if codes.is_empty() {
            codes = ask.dispute.accused(side, ask.read.sentence);
        }
        codes.retain(|code| !accusers.contains(code) && !side.contains(code));
        return codes;
    }
    // `the statement by Latvia`, `Manila's accusation`: words, and no opponent.
    let words = Classes::CHARGE.with(Classes::SPEECH).with(Classes::REQUEST);
    if subject.clone().any(|at| g.is(at, words)) {
        return Vec::new();
    }
    let codes = party::places(g, subject.clone());
    let opposed = |code: &ActorCode| ask.dispute.opposes(side, code);
    if codes.iter().all(opposed) { codes } else { Vec::new() }
}
