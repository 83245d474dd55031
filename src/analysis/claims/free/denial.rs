//! Denials in the words of whoever is accused.

use super::Ask;
use crate::analysis::claims::draft::Draft;
use crate::analysis::claims::party;
use crate::analysis::lexicon::Classes;
use crate::model::Tag;

/// The rule of a word that calls the charge untrue.
const UNTRUE: &str = "the accused calls it untrue";
/// The rule of missing proof.
const UNPROVEN: &str = "the accused sees no proof";
/// The rule of a deed that was not done.
const NOT_DONE: &str = "the accused did no such thing";

/// Returns the denial that the words make, if their speaker is accused.
pub(super) fn read(ask: &Ask<'_>) -> Option<Draft> {
    let stretch = ask.stretch;
    let mut accusers = ask.dispute.accusers(&stretch.side, ask.read.sentence);
    accusers.retain(|code| !stretch.side.contains(code));
    if accusers.is_empty() {
        return None;
    }
    let (cue, rule) =
        stretch.tokens.clone().find_map(|at| cue_at(ask, at).map(|rule| (at, rule)))?;
    let mut draft = ask.draft(Tag::Denial, cue, rule);
    draft.target = accusers;
    Some(draft)
}

/// The rule of the cue at a token, if it is one.
fn cue_at(ask: &Ask<'_>, at: usize) -> Option<&'static str> {
    let g = &ask.read.grammar;
    if g.is(at, Classes::BASELESS) {
        return (ask.stretch.direct && !g.is_verb(at) && !ask.is_negated(at) && !blames(ask, at))
            .then_some(UNTRUE);
    }
    if g.is(at, Classes::EVIDENCE) {
        return ask.is_negated(at).then_some(UNPROVEN);
    }
    let wrong = Classes::WRONG
        .with(Classes::HARMS)
        .with(Classes::CULPRIT)
        .with(Classes::DEED)
        .with(Classes::ILL);
    let verb = at.saturating_sub(1);
    if g.word(at) == "nothing" && g.is(verb, Classes::DOES.with(Classes::HARMS)) && g.is_verb(verb)
    {
        return Some(NOT_DONE);
    }
    if g.is(at, wrong) && ask.is_negated(at) && !blames(ask, at) {
        return Some(NOT_DONE);
    }
    None
}

/// Whether the clause of the word is about another side: it blames, and does not deny.
fn blames(ask: &Ask<'_>, at: usize) -> bool {
    let g = &ask.read.grammar;
    let Some(verb) = (ask.stretch.tokens.start..=at).rev().find(|verb| g.is_verb(*verb)) else {
        return false;
    };
    let Some(subject) = g.subject(g.verb_group(verb)) else { return false };
    if (ask.stretch.tokens.start..at).any(|at| g.is(at, Classes::CHARGE)) {
        return false;
    }
    let codes = party::parties(g, subject, &ask.stretch.side);
    !codes.is_empty()
        && codes.iter().all(|code| code.is_state() && !ask.stretch.side.contains(code))
}
