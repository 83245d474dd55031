//! Which namings do not count: those of page furniture, and the teams of a match.

use super::Naming;
use crate::analysis::doc::Doc;
use crate::analysis::doc::ParagraphKind;
use crate::analysis::lexicon::Classes;
use crate::analysis::lexicon::Sort;

/// How many words of sport make a story one of sport.
const SPORT_WORDS_MIN: usize = 6;

/// One in so many tokens must be a word of sport.
const SPORT_DENSITY: usize = 45;

/// Marks the namings that do not count.
pub(super) fn settle(doc: &Doc<'_>, namings: &mut [Naming]) {
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
}

/// Whether words of sport are so dense that the story reports a match.
fn is_sport(doc: &Doc<'_>) -> bool {
    let words = doc.tokens.iter().filter(|token| token.classes.any(Classes::SPORT)).count();
    words >= SPORT_WORDS_MIN && words * SPORT_DENSITY >= doc.tokens.len()
}
