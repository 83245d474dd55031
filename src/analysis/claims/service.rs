//! What secret services and their people do, as another state tells it: `agents of India had killed him`, `the
//! intruders are employees of the North`.

use std::ops::Range;

use super::Reader;
use super::deed::usable;
use super::grammar::Grammar;
use crate::analysis::lexicon::Classes;
use crate::model::Tag;

/// How far behind a form of be the noun stands that says what the culprits are, in tokens.
const NOUN_TOKENS_MAX: usize = 8;

/// Whose secret service does what the verb at `at` says, and in whose service the culprits are.
pub(super) fn at_work(read: &Reader<'_>, at: usize) -> Option<Range<usize>> {
    let g = &read.grammar;
    let group = g.verb_group(at);
    if g.is(at, Classes::BE) {
        return employed(read, at);
    }
    if is_harmless(g, at) || !usable(read, group) {
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

/// `The attackers are salaried employees of the government`: for whom they work.
fn employed(read: &Reader<'_>, be: usize) -> Option<Range<usize>> {
    let g = &read.grammar;
    let group = g.verb_group(be);
    let culprit = Classes::HACKER.with(Classes::CULPRIT);
    let subject = g.subject(group).filter(|subject| subject.end <= be)?;
    let hackers = subject.clone().any(|at| g.is(at, culprit) && !g.is(at, Classes::SECRET));
    let served = |at: &usize| g.is(*at, Classes::PERSONS.with(Classes::OFFICE).with(Classes::CULPRIT));
    let end = g.end.min(be + NOUN_TOKENS_MAX);
    let noun = (be + 1..end).take_while(|at| !g.is_mark(*at) && !g.is_verb(*at)).find(served)?;
    if !hackers || !usable(read, group) {
        return None;
    }
    g.phrase_from(g.phrase_ending(noun).start.max(be + 1))
}
