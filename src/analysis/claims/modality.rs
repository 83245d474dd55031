//! Whether a claim is made, planned, conditional, asked, or of another year, and how weak it is.

use super::grammar::Grammar;
use super::grammar::VerbGroup;
use crate::analysis::doc::Shape;
use crate::analysis::lexicon::Classes;
use crate::model::Modality;
use crate::model::Polarity;

/// Years up to this one make a claim historical: news of our days speaks of its own years.
const HISTORICAL_YEAR_MAX: u32 = 2020;

/// How far before the noun of proof its negation stands, in tokens.
const EVIDENCE_TOKENS_MAX: usize = 2;

/// Returns polarity and modality of the claim that `group` makes.
pub(crate) fn of(g: &Grammar<'_>, group: VerbGroup) -> (Polarity, Modality) {
    let mut negated = group.negated;
    let mut modality = modal(g, group);
    if g.is(group.verb, Classes::UNDOES) {
        negated = !negated;
    } else if g.is(group.verb, Classes::WEIGHS) {
        modality = Modality::Planned;
    }
    if group.infinitive || group.gerund {
        if let Some(governor) =
            g.verb_before(group.first).filter(|governor| group.first - governor <= 4)
        {
            if g.is(governor, Classes::FORGOES) || g.has_lemma(governor, "hesitate") {
                negated = !negated;
            } else if g.is(governor, Classes::PLANS) {
                modality = Modality::Planned;
            }
            negated ^= g.verb_group(governor).negated;
        }
        if matches!(g.word(group.first.wrapping_sub(1)), "yet") {
            negated = true;
        }
    }
    if group.gerund && lacks_evidence(g, group.first) {
        negated = true;
    }
    if modality == Modality::Actual {
        if conditional(g, group) {
            modality = Modality::Conditional;
        } else if has_old_year(g) {
            modality = Modality::Historical;
        }
    }
    let polarity = if negated { Polarity::Negated } else { Polarity::Asserted };
    (polarity, modality)
}

/// `no evidence linking it to …`.
fn lacks_evidence(g: &Grammar<'_>, gerund: usize) -> bool {
    let noun = gerund.wrapping_sub(1);
    g.is(noun, Classes::EVIDENCE)
        && (1..=EVIDENCE_TOKENS_MAX).any(|back| g.is(noun.wrapping_sub(back), Classes::NEGATION))
}

fn modal(g: &Grammar<'_>, group: VerbGroup) -> Modality {
    let Some(at) = group.modal else {
        return Modality::Actual;
    };
    // `would later accuse`
    let past = || (at + 1..group.verb).any(|at| g.is_one(at, &["later", "eventually", "soon"]));
    if g.is_one(at, &["would"]) && past() {
        Modality::Actual
    } else if g.is_one(at, &["will", "won't", "shall", "would", "we'll", "they'll"]) {
        Modality::Planned
    } else if g.is_one(at, &["could", "may", "might", "should", "must"]) {
        Modality::Conditional
    } else {
        Modality::Actual
    }
}

/// Whether the verb stands in the scope of `if` or `unless`.
fn conditional(g: &Grammar<'_>, group: VerbGroup) -> bool {
    // `Had Chad hacked it, we would know`
    let inverted = g.is_one(g.start, &["had", "were"])
        && group.modal.is_none()
        && !(g.start..group.first).any(|at| g.word(at) == ",");
    inverted
        || (g.start..group.first)
            .rev()
            .take_while(|at| !matches!(g.word(*at), "," | ";"))
            .any(|at| g.is_one(at, &["if", "unless", "whether"]))
}

/// Whether the sentence names a year long past.
fn has_old_year(g: &Grammar<'_>) -> bool {
    (g.start..g.end).any(|at| {
        g.doc.tokens[at].shape.any(Shape::NUMBER)
            && g.word(at).len() == 4
            && g.word(at)
                .parse::<u32>()
                .is_ok_and(|year| (1900..=HISTORICAL_YEAR_MAX).contains(&year))
            && g.is_one(at.wrapping_sub(1), &["in", "since", "the", "of"])
    })
}

/// Returns how much the words between `first` and `end` weaken a claim.
pub(crate) fn hedge(g: &Grammar<'_>, first: usize, end: usize) -> u8 {
    let mut hedge = 0;
    for at in first..end.min(g.end) {
        if g.is(at, Classes::SUSPECTED) {
            return 2;
        }
        if g.is(at, Classes::SOFT) {
            hedge = 1;
        }
    }
    hedge
}
