//! The state with which a sentence opens: its subject, or the owner of its subject.

use std::ops::Range;

use super::Naming;
use super::Use;
use super::index_of;
use crate::analysis::doc::Doc;
use crate::analysis::doc::Shape;
use crate::analysis::lexicon::Classes;
use crate::analysis::lexicon::Sort;

/// How long a phrase before the subject may be (`Speaking at his weekly briefing, …`), in tokens.
const ADJUNCT_TOKENS_MAX: usize = 24;

/// How long a subject may be before its state is named, in tokens.
const SUBJECT_TOKENS_MAX: usize = 8;

/// How long the label of a speaker or an item may be, its colon included, in tokens.
const LABEL_TOKENS_MAX: usize = 5;

/// Returns the naming of the state, or of its organ, that is a sentence's subject or the owner of it.
pub(super) fn subject(doc: &Doc<'_>, namings: &[Naming], tokens: Range<usize>) -> Option<usize> {
    let mut at = skip_openers(doc, tokens.clone());
    let first = doc.tokens.get(at).filter(|_| at < tokens.end)?;
    if first.shape.any(Shape::QUOTE) {
        return None;
    }
    // `It was Peru that spoke first`
    if matches!(doc.word(at), "It" | "it")
        && doc.tokens.get(at + 1).is_some_and(|next| next.classes.any(Classes::BE))
        && index_of(namings, at + 2).is_some()
    {
        at += 2;
    }
    let leads = Classes::PREPOSITION.with(Classes::SUBORDINATOR).with(Classes::GERUND);
    // `Contacted by Reuters, the Fijian embassy …`
    let asked = first.classes.any(Classes::PARTICIPLE)
        && doc.tokens.get(at + 1).is_some_and(|next| next.classes.any(Classes::PREPOSITION));
    if first.classes.any(leads) || asked {
        let near = at..tokens.end.min(at + ADJUNCT_TOKENS_MAX);
        let Some(comma) = near.clone().find(|at| doc.word(*at) == ",") else {
            return subject_behind(doc, namings, near);
        };
        at = skip_openers(doc, comma + 1..tokens.end);
    }
    let end = tokens.end.min(at + SUBJECT_TOKENS_MAX);
    let of_body = Classes::BODY.with(Classes::OFFICE).with(Classes::SPEECH).with(Classes::PLURAL);
    while at < end {
        if let Some(index) = index_of(namings, at) {
            // `Upstream means Fiji`
            let object = at > tokens.start && is_finite(doc, at - 1);
            return (!object && subject_state(doc, namings, index)).then_some(index);
        }
        let token = doc.tokens[at];
        let verb = token.classes.any(Classes::VERB.with(Classes::AUXILIARY))
            && !token.classes.any(Classes::NOUN.with(Classes::ADJECTIVE).with(Classes::QUALIFIER));
        if let Some(index) = seated(doc, namings, at).filter(|_| at > tokens.start) {
            return Some(index);
        }
        let breaks = Classes::PREPOSITION.with(Classes::RELATIVE).with(Classes::SUBORDINATOR);
        let mark = token.shape.any(Shape::MARK) && !matches!(doc.word(at), "'s" | "’s" | "-" | ",");
        // `The mail of Fiji's army was read`: not Fiji's doing.
        let thing = doc.word(at) == "of"
            && at > tokens.start
            && !doc.tokens[at - 1].classes.any(of_body)
            && !doc.tokens[at - 1].shape.any(Shape::CAPITAL);
        if verb || mark || thing || token.classes.any(breaks) && doc.word(at) != "of" {
            return None;
        }
        at += 1;
    }
    None
}

/// Returns the state where a body or its people are, behind the `in` at a token: `Officials in Lima say`.
fn seated(doc: &Doc<'_>, namings: &[Naming], at: usize) -> Option<usize> {
    let before = doc.tokens[at.checked_sub(1)?].classes;
    let people = before.any(Classes::BODY.with(Classes::OFFICE))
        && !before.any(Classes::DIPLOMAT.with(Classes::PRIVATE));
    let index = index_of(namings, at + 1).filter(|_| people && doc.word(at) == "in")?;
    matches!(namings[index].sort, Sort::Capital | Sort::Country).then_some(index)
}

/// Returns the state right before the first verb: `After Tonga's note Fiji was quick.`
fn subject_behind(doc: &Doc<'_>, namings: &[Naming], tokens: Range<usize>) -> Option<usize> {
    let verb = tokens.clone().find(|at| doc.tokens[*at].classes.any(Classes::AUXILIARY))?;
    let index = index_of(namings, verb.checked_sub(1).filter(|at| *at > tokens.start)?)?;
    let naming = &namings[index];
    let before = doc.tokens[naming.tokens.start.checked_sub(1)?].classes;
    let placed = before.any(Classes::PREPOSITION.with(Classes::DETERMINER));
    (naming.usage == Use::Acts && !placed && subject_state(doc, namings, index)).then_some(index)
}

/// Whether a word can be the verb whose object stands behind it: no noun of many.
fn is_finite(doc: &Doc<'_>, at: usize) -> bool {
    let token = doc.tokens[at];
    let third = token.classes.any(Classes::THIRD) && !token.shape.any(Shape::CAPITAL);
    third && !token.classes.any(Classes::PLURAL)
}

/// Whether a naming at the head of a sentence shows whom it speaks of: not `Chinese hackers`.
fn subject_state(doc: &Doc<'_>, namings: &[Naming], index: usize) -> bool {
    let naming = &namings[index];
    let next = doc.tokens.get(naming.tokens.end);
    let owns = naming.usage != Use::Modifies
        || doc.tokens.get(naming.tokens.end).is_some_and(|next| {
            // A `Danish national` is not Denmark.
            let office = Classes::OFFICE
                .with(Classes::BODY)
                .with(Classes::QUALIFIER)
                .with(Classes::PUBLIC);
            matches!(doc.word(naming.tokens.end), "'s" | "’s" | "'" | "’")
                || next.classes.any(office) && !is_anybody(doc, naming.tokens.end)
        })
        || index_of(namings, naming.tokens.end).is_some()
        // `UK sanctions hosts`: a noun as well as a verb. `Taiwan` is listed as an adjective, too.
        || matches!(naming.sort, Sort::Country | Sort::Capital | Sort::Seat | Sort::Adjective)
            && next.is_some_and(|next| next.classes.any(Classes::THIRD));
    naming.usage != Use::Stands && owns && naming.state().is_some() && !naming.furniture
}

/// Whether a noun says of somebody only whose citizen he is.
pub(super) fn is_anybody(doc: &Doc<'_>, at: usize) -> bool {
    let plain = !doc.tokens.get(at + 1).is_some_and(|next| {
        next.classes.any(Classes::OFFICE.with(Classes::BODY).with(Classes::QUALIFIER))
    });
    matches!(doc.word(at), "national" | "nationals" | "citizen" | "citizens") && plain
}

/// Passes over conjunctions, adverbs, times and numbers at the head of a sentence.
pub(super) fn skip_openers(doc: &Doc<'_>, tokens: Range<usize>) -> usize {
    let opens = Classes::CONJUNCTION.with(Classes::ADVERB).with(Classes::TIME);
    // The label of a speaker or an item: `HOST: Eritrea says …`, `THE PUSHBACK: Asmara is silent`
    let colon = (tokens.start + 1..tokens.end.min(tokens.start + LABEL_TOKENS_MAX))
        .take_while(|at| doc.tokens[at - 1].shape.any(Shape::UPPER))
        .find(|at| doc.word(*at) == ":");
    let tokens = colon.map_or(tokens.start, |colon| colon + 1)..tokens.end;
    tokens
        .clone()
        .find(|at| {
            let token = doc.tokens[*at];
            let word = token.shape.any(Shape::WORD) && !token.classes.any(opens);
            word && !matches!(doc.word(*at), "On" | "Last") || token.shape.any(Shape::QUOTE)
        })
        .unwrap_or(tokens.end)
}
