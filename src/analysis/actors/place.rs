//! Where a story is written: datelines, and the home state that `the government` means.

use super::Naming;
use super::Use;
use crate::analysis::doc::Doc;
use crate::analysis::doc::ParagraphKind;
use crate::analysis::doc::Shape;
use crate::analysis::lexicon::Classes;
use crate::analysis::lexicon::Sort;
use crate::analysis::lexicon::StateId;
use crate::model::MentionKind;

/// How far into a paragraph the dash of a dateline may stand, in tokens.
const DATELINE_TOKENS_MAX: usize = 18;

/// How many words of sport make a story one of sport.
const SPORT_WORDS_MIN: usize = 6;

/// One in so many tokens must be a word of sport.
const SPORT_DENSITY: usize = 45;

/// How many paragraphs may come before the dateline.
const DATELINE_PARAGRAPHS: usize = 6;

/// Marks furniture and datelines, and returns the home state of the story.
pub(super) fn settle(doc: &Doc<'_>, namings: &mut [Naming]) -> Option<StateId> {
    for paragraph in doc.paragraphs.iter().filter(|one| one.kind == ParagraphKind::Furniture) {
        let from = namings.partition_point(|naming| naming.tokens.start < paragraph.tokens.start);
        let to = namings.partition_point(|naming| naming.tokens.start < paragraph.tokens.end);
        for naming in &mut namings[from..to.max(from)] {
            naming.furniture = true;
        }
    }
    if is_sport(doc) {
        // In a report of a match the countries are teams.
        let teams = [Sort::Country, Sort::Adjective, Sort::People];
        for naming in namings.iter_mut().filter(|naming| teams.contains(&naming.sort)) {
            naming.furniture = true;
        }
    }
    let dateline = doc
        .paragraphs
        .iter()
        .filter(|one| one.kind == ParagraphKind::Body)
        .take(DATELINE_PARAGRAPHS)
        .find_map(|one| {
            dateline(doc, one.tokens.start, one.tokens.end).map(|end| one.tokens.start..end)
        });
    if let Some(tokens) = dateline {
        let from = namings.partition_point(|naming| naming.tokens.start < tokens.start);
        let to = namings.partition_point(|naming| naming.tokens.start < tokens.end);
        let line = &mut namings[from..to.max(from)];
        for naming in line.iter_mut() {
            naming.furniture = true;
            naming.usage = Use::Stands;
            if naming.sort == Sort::Capital {
                naming.kind = MentionKind::Place;
            }
        }
        let home = line
            .iter()
            .find(|naming| naming.sort != Sort::Outlet)
            .and_then(|naming| naming.country);
        if home.is_some() {
            return home;
        }
    }
    namings
        .iter()
        .find(|naming| {
            !naming.furniture
                && naming.usage != Use::Stands
                && naming.sort.stands_for_state()
                && naming.country.is_some()
        })
        .and_then(|naming| naming.country)
}

/// Whether words of sport are so dense that the story reports a match.
fn is_sport(doc: &Doc<'_>) -> bool {
    let words = doc.tokens.iter().filter(|token| token.classes.any(Classes::SPORT)).count();
    words >= SPORT_WORDS_MIN && words * SPORT_DENSITY >= doc.tokens.len()
}

/// Returns the token behind the dash of a dateline: `WELLINGTON, Nov 12 -`, `Riga (LETA) —`.
fn dateline(doc: &Doc<'_>, start: usize, end: usize) -> Option<usize> {
    let first = doc.tokens.get(start)?;
    if !first.shape.any(Shape::CAPITAL) {
        return None;
    }
    let stop = end.min(start + DATELINE_TOKENS_MAX);
    let dash = (start + 1..stop).find(|at| {
        let spaced = doc.tokens[*at].shape.any(Shape::SPACED)
            || doc.tokens.get(at + 1).is_some_and(|next| next.shape.any(Shape::SPACED));
        matches!(doc.word(*at), "-" | "–" | "—" | "―" | "--") && spaced
            || doc.word(*at) == "-" && doc.word(at + 1) == "-"
    })?;
    // Lower-case words before the dash make it a sentence.
    let plain = (start..dash).all(|at| {
        let token = &doc.tokens[at];
        !token.shape.any(Shape::WORD)
            || token.shape.any(Shape::CAPITAL)
            || matches!(doc.word(at), "and" | "de" | "of")
    });
    let shouted = first.shape.any(Shape::UPPER);
    let marked = (start..dash).any(|at| matches!(doc.word(at), "(" | "," | "/"));
    (plain && (shouted || marked || dash - start <= 2)).then_some(dash + 1)
}
