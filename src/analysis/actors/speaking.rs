//! In which capital an office or person speaks: `officials said in Taipei`, `at a briefing in Hanoi`.

use std::ops::Range;

use super::Naming;
use super::index_of;
use crate::analysis::doc::Doc;
use crate::analysis::doc::Shape;
use crate::analysis::lexicon::Classes;
use crate::analysis::lexicon::Sort;
use crate::analysis::lexicon::StateId;

/// How long a phrase before the subject may be, in tokens: `Asked about it at the briefing in Hanoi, …`.
const ADJUNCT_TOKENS_MAX: usize = 24;

/// How far behind an office the verb may stand with which its holder speaks, in tokens.
const SAYING_TOKENS_MAX: usize = 10;

/// How far behind that verb the place may stand, in tokens.
const PLACE_TOKENS_MAX: usize = 8;

/// Returns the state of the capital where an office speaks: `officials said in Taipei`, `spokesman Ivo
/// Hart told reporters in Lima`, `Asked at a briefing in Hanoi, the spokesman …`.
pub(super) fn said_in(doc: &Doc<'_>, namings: &[Naming], token: usize) -> Option<StateId> {
    let sentence = doc.sentences[doc.sentence_of(token)].tokens.clone();
    let end = sentence.end.min(token + SAYING_TOKENS_MAX);
    let named = |at: usize| {
        let name = index_of(namings, at).is_some_and(|index| namings[index].sort == Sort::Person);
        let office = Classes::OFFICE.with(Classes::QUALIFIER);
        name || doc.tokens[at].classes.any(office) && !doc.tokens[at].classes.any(Classes::SAYS)
    };
    let verb = (token + 1..end).find(|at| !named(*at))?;
    let says = doc.tokens[verb].classes.any(Classes::SAYS);
    let behind = (verb + 1..sentence.end.min(verb + PLACE_TOKENS_MAX))
        .take_while(|at| doc.tokens[*at].shape.any(Shape::WORD) && doc.word(*at) != "that")
        .find_map(|at| capital_in(doc, namings, at));
    behind.filter(|_| says).or_else(|| briefed_in(doc, namings, sentence.start..token))
}

/// Returns the state of the capital that stands behind the `in` at a token.
fn capital_in(doc: &Doc<'_>, namings: &[Naming], at: usize) -> Option<StateId> {
    let place = index_of(namings, at + 1).filter(|_| matches!(doc.word(at), "in" | "from"))?;
    namings[place].country.filter(|_| namings[place].sort == Sort::Capital)
}

/// Returns the state of the capital where a briefing is held, if the sentence opens with it.
fn briefed_in(doc: &Doc<'_>, namings: &[Naming], tokens: Range<usize>) -> Option<StateId> {
    let first = doc.tokens.get(tokens.start)?.classes;
    let opens = Classes::PREPOSITION.with(Classes::PARTICIPLE).with(Classes::GERUND);
    let end = tokens.end.min(tokens.start + ADJUNCT_TOKENS_MAX);
    let comma = (tokens.start..end).find(|at| doc.word(*at) == ",");
    let adjunct = tokens.start..comma.filter(|_| first.any(opens))?;
    let held =
        |at: usize| matches!(doc.word(at), "briefing" | "conference" | "reporters" | "journalists");
    let place = adjunct.clone().find(|at| held(*at))?;
    (place..adjunct.end).find_map(|at| capital_in(doc, namings, at))
}
