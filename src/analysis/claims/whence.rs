//! Whence a wrong came, as another state tells it: `the trail leads to Lima`, `from a mast on the Peruvian side`.

use std::ops::Range;

use super::Reader;
use super::deed::usable;
use super::grammar::Grammar;
use super::party;
use crate::analysis::lexicon::Classes;
use crate::analysis::lexicon::Sort;
use crate::model::ActorCode;

/// How far behind its verb the words of origin stand, in tokens.
const PLACE_TOKENS_MAX: usize = 8;

/// How far before `the Peruvian side` the verb stands of what is there, in tokens.
const SIDE_TOKENS_MAX: usize = 18;

/// Whence the wrong came of which the words at `at` tell.
pub(super) fn at(read: &Reader<'_>, at: usize) -> Option<(Range<usize>, Vec<ActorCode>)> {
    let g = &read.grammar;
    if g.word(at) == "side" {
        return on_the_side(read, at);
    }
    if g.is(at, Classes::ORIGIN) && g.is_verb(at) {
        return led(read, at).or_else(|| sent_to(read, at));
    }
    None
}

/// `The trail leads to Lima`, `the orders came from a Peruvian handler`.
fn led(read: &Reader<'_>, verb: usize) -> Option<(Range<usize>, Vec<ActorCode>)> {
    let g = &read.grammar;
    let group = g.verb_group(verb);
    let leads = ["lead", "point", "trace"].iter().any(|lemma| g.has_lemma(verb, lemma));
    let end = g.end.min(verb + PLACE_TOKENS_MAX);
    let preposition = (verb + 1..end).find(|at| match g.word(*at) {
        "from" => !leads,
        "to" => leads,
        _ => false,
    })?;
    let subject = g.subject(group).filter(|_| usable(read, group))?;
    let trail = subject.clone().any(|at| {
        ["trail", "track", "clue", "footprint", "trace"].iter().any(|lemma| g.has_lemma(at, lemma))
    });
    let wrong = Classes::WRONG.with(Classes::HARMS).with(Classes::HACKER);
    let traced = subject
        .clone()
        .any(|at| g.is(at, Classes::TRACE.with(Classes::CAMPAIGN).with(Classes::FORCE)));
    let of_a_wrong = || g.has(wrong.with(Classes::SECRET));
    let holds = trail || subject.clone().any(|at| g.is(at, wrong)) || traced && of_a_wrong();
    let mut place = g.long_phrase_from(preposition + 1).filter(|_| holds)?;
    if trail && g.actors.within(place.clone()).is_empty() {
        // `to persons | accredited at the Peruvian mission`
        let end = g.end.min(place.end + PLACE_TOKENS_MAX);
        place.end = (place.end..end).find(|at| g.is_mark(*at)).unwrap_or(end);
    }
    let target = party::places(g, place.clone());
    (target.len() == 1).then_some((place, target))
}

/// `The data was sent to servers in Lima`: where what was taken went.
fn sent_to(read: &Reader<'_>, verb: usize) -> Option<(Range<usize>, Vec<ActorCode>)> {
    let g = &read.grammar;
    let group = g.verb_group(verb);
    let sent = ["send", "route", "divert"].iter().any(|lemma| g.has_lemma(verb, lemma));
    let data = |at: usize| g.is(at, Classes::DATA);
    if !sent || !group.passive || !usable(read, group) || !g.subject(group)?.any(data) {
        return None;
    }
    let place = g.slot(verb + 1, "to").and_then(|to| g.long_phrase_from(to.start))?;
    let target = party::places(g, place.clone());
    let servers = place.clone().any(|at| g.is(at, Classes::TRACE));
    (servers && target.len() == 1).then_some((place, target))
}

/// `A mast on the Peruvian side of the border jammed it`: on whose side the tool stands.
fn on_the_side(read: &Reader<'_>, side: usize) -> Option<(Range<usize>, Vec<ActorCode>)> {
    let g = &read.grammar;
    let owner = g
        .actors
        .at(side.checked_sub(1)?)
        .filter(|owner| matches!(owner.sort, Sort::Adjective | Sort::People))?;
    let preposition = g.is_one(owner.tokens.start.checked_sub(2)?, &["on", "from"]);
    let near = g.start.max(side.saturating_sub(SIDE_TOKENS_MAX))..owner.tokens.start;
    let verb = near.rev().find(|at| g.is_verb(*at) && !g.is(*at, Classes::AUXILIARY))?;
    let group = g.verb_group(verb);
    if !preposition || !usable(read, group) || !is_there(g, verb, group.passive) {
        return None;
    }
    let tool = Classes::TRACE.with(Classes::WRONG).with(Classes::WEAPON).with(Classes::FORCE);
    let by = (verb + 1..owner.tokens.start).any(|at| g.is(at, tool));
    let subject = || g.subject(group).is_some_and(|mut subject| subject.any(|at| g.is(at, tool)));
    let target = party::places(g, owner.tokens.clone());
    (by || subject()).then_some((owner.tokens.clone(), target))
}

/// Whether the verb says where a tool is or whence it works, and not who suffers.
fn is_there(g: &Grammar<'_>, verb: usize, passive: bool) -> bool {
    let from = (verb + 1..g.end.min(verb + PLACE_TOKENS_MAX))
        .any(|at| matches!(g.word(at), "from" | "by"));
    let stands =
        ["mount", "place", "install", "station", "locate", "set", "deploy", "base", "launch"];
    from || passive && stands.iter().any(|lemma| g.has_lemma(verb, lemma))
}
