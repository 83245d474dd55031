//! Which state a text is speaking of at a point: the one that acted last.

use super::Naming;
use super::Use;
use crate::analysis::doc::Doc;
use crate::analysis::lexicon::Sort;
use crate::analysis::lexicon::StateId;

/// How many sentences before are looked at: beyond them a text has moved on.
const SENTENCES_MAX: usize = 3;

/// Returns the state last spoken of before a token: in its own sentence the nearest, in an earlier one the first.
pub(super) fn at(doc: &Doc<'_>, namings: &[Naming], token: usize) -> Option<StateId> {
    let sentence = doc.sentence_of(token);
    let own = doc.sentences.get(sentence)?.tokens.start;
    let here = within(namings, own, token).iter().rev().find_map(speaks_of);
    here.or_else(|| {
        (sentence.saturating_sub(SENTENCES_MAX)..sentence).rev().find_map(|before| {
            let tokens = &doc.sentences[before].tokens;
            within(namings, tokens.start, tokens.end).iter().find_map(acts)
        })
    })
}

/// Returns the state that is the first thing the sentence before a token speaks of.
pub(super) fn just_before(doc: &Doc<'_>, namings: &[Naming], token: usize) -> Option<StateId> {
    let before = doc.sentence_of(token).checked_sub(1)?;
    let tokens = &doc.sentences[before].tokens;
    within(namings, tokens.start, tokens.end.min(tokens.start + 3)).iter().find_map(acts)
}

fn within(namings: &[Naming], from: usize, to: usize) -> &[Naming] {
    let first = namings.partition_point(|naming| naming.tokens.start < from);
    let end = namings.partition_point(|naming| naming.tokens.start < to);
    &namings[first..end.max(first)]
}

/// A state, its adjective or its organ, wherever it stands in the sentence.
fn speaks_of(naming: &Naming) -> Option<StateId> {
    let state = matches!(
        naming.sort,
        Sort::Country | Sort::Adjective | Sort::People | Sort::Capital | Sort::Seat | Sort::Agency
    );
    naming.country.filter(|_| state && !naming.furniture)
}

/// The same, where it acts.
fn acts(naming: &Naming) -> Option<StateId> {
    speaks_of(naming).filter(|_| naming.usage != Use::Stands)
}
