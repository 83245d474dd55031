//! What secret services and their people do, as another state tells it: `agents of India had killed him`, `the
//! intruders are employees of the North`.

use std::ops::Range;

use super::Reader;
use super::deed::usable;
use super::grammar::Grammar;
use super::grammar::VerbGroup;
use super::party;
use crate::analysis::lexicon::Classes;
use crate::model::ActorCode;
use crate::model::Tag;

/// What is done to people who then work for a service.
const HIRES: &[&str] =
    &["task", "hire", "recruit", "pay", "order", "instruct", "direct", "commission", "handle"];

/// How far behind a form of be the noun stands that says what the culprits are, in tokens.
const NOUN_TOKENS_MAX: usize = 8;

/// Whose secret service does what the verb at `at` says.
pub(super) fn at_work(read: &Reader<'_>, at: usize) -> Option<Range<usize>> {
    let g = &read.grammar;
    let group = g.verb_group(at);
    if !usable(read, group) {
        return None;
    }
    if let Some(agent) = set_to_work(read, at, group) {
        return Some(agent);
    }
    if is_harmless(g, at) {
        return None;
    }
    let agent = if group.passive { g.slot(at + 1, "by") } else { g.subject(group) };
    agent.filter(|agent| agent.clone().any(|token| g.is(token, Classes::SECRET)))
}

/// Whether a service that does so does what services do in the open: it says, finds, helps or takes measures.
fn is_harmless(g: &Grammar<'_>, at: usize) -> bool {
    let open = Classes::AUXILIARY
        .with(Classes::REJECTS)
        .with(Classes::EXPOSES)
        .with(Classes::TIED)
        .with(Classes::SECONDS);
    let says = g.is(at, Classes::SAYS) && !g.is(at, Classes::WEAK);
    let frames = g.doc.lexicon.frames.of(g.doc.tokens[at].lemma);
    says || g.is(at, open)
        || frames.iter().any(|frame| frame.tag != Tag::Accusation)
        || ["help", "assist", "provide", "brief", "know", "work", "see"]
            .iter()
            .any(|lemma| g.has_lemma(at, lemma))
}

/// `He was tasked by a unit of the Guards`: who is said to have set people to work.
fn set_to_work(read: &Reader<'_>, at: usize, group: VerbGroup) -> Option<Range<usize>> {
    let g = &read.grammar;
    if !group.passive || !HIRES.iter().any(|lemma| g.has_lemma(at, lemma)) {
        return None;
    }
    let people = Classes::PERSONS.with(Classes::CULPRIT);
    let subject = g.subject(group)?;
    let hired = g.is_one(subject.start, &["he", "she", "they"])
        || subject.clone().any(|token| g.is(token, people));
    g.slot(at + 1, "by").filter(|_| hired)
}

/// `The attackers are salaried employees of the government`: for whom culprits work.
pub(super) fn employed(read: &Reader<'_>, be: usize) -> Option<(Range<usize>, Vec<ActorCode>)> {
    let g = &read.grammar;
    let group = g.verb_group(be);
    let culprit = Classes::HACKER.with(Classes::CULPRIT);
    let subject = g.subject(group).filter(|subject| subject.end <= be)?;
    let hackers = subject.clone().any(|at| g.is(at, culprit));
    if !hackers || !g.actors.within(subject).is_empty() || !usable(read, group) {
        return None;
    }
    let served = |at: &usize| g.is(*at, Classes::PERSONS.with(Classes::OFFICE).with(culprit));
    let end = g.end.min(be + NOUN_TOKENS_MAX);
    let noun = (be + 1..end).take_while(|at| !g.is_mark(*at)).find(served)?;
    let first = (be + 1..noun).rev().take_while(|at| !g.is(*at, Classes::PREPOSITION)).last();
    let phrase = first.unwrap_or(noun)..noun + 1;
    let behind = matches!(g.word(noun + 1), "of" | "for" | "from" | "with" | "in");
    let whole = g
        .phrase_from(noun + 2)
        .filter(|_| behind)
        .map_or(phrase.clone(), |of| phrase.start..of.end);
    let codes = party::places(g, whole.clone());
    (!codes.is_empty()).then_some((whole, codes))
}
