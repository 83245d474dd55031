//! Where a deed came from: `the orders came from Minsk`, `it was planned in Moscow`.

use super::Ask;
use crate::analysis::claims::draft::Draft;
use crate::analysis::claims::modality;
use crate::analysis::claims::party;
use crate::analysis::lexicon::Classes;
use crate::model::ActorCode;
use crate::model::Modality;
use crate::model::Polarity;
use crate::model::Tag;

/// How far behind the verb its preposition stands, in tokens.
const PREPOSITION_TOKENS_MAX: usize = 5;

/// What a deed, its makers and its traces are called.
const ABOUT: Classes = Classes::TRACE
    .with(Classes::WRONG)
    .with(Classes::HARMS)
    .with(Classes::CULPRIT)
    .with(Classes::CAMPAIGN)
    .with(Classes::COVERT);

/// Returns the accusation that a place of origin makes.
pub(super) fn read(ask: &Ask<'_>) -> Option<Draft> {
    ask.stretch.tokens.clone().find_map(|verb| at_verb(ask, verb))
}

fn at_verb(ask: &Ask<'_>, verb: usize) -> Option<Draft> {
    let g = &ask.read.grammar;
    if !g.is(verb, Classes::ORIGIN) || !g.is_verb(verb) {
        return None;
    }
    let group = g.verb_group(verb);
    let (polarity, modality) = modality::of(g, group);
    if polarity == Polarity::Negated || modality != Modality::Actual {
        return None;
    }
    let limit = g.end.min(verb + 1 + PREPOSITION_TOKENS_MAX);
    let leads = ["lead", "point", "trace"].iter().any(|lemma| g.has_lemma(verb, lemma));
    let preposition = (verb + 1..limit).find(|at| match g.word(*at) {
        "from" => true,
        "to" => leads,
        "in" | "by" => group.passive,
        _ => false,
    })?;
    let subject = g.subject(group)?;
    let about_it = subject.clone().any(|at| {
        g.is(at, ABOUT)
            || g.is_one(at, &["it", "this", "all", "both", "they", "everything", "these"])
    });
    let place = g.long_phrase_from(preposition + 1)?;
    let mut target: Vec<ActorCode> = party::places(g, place.clone());
    target.retain(|code| !ask.stretch.side.contains(code));
    if !about_it || target.is_empty() {
        return None;
    }
    let mut draft = ask.draft(Tag::Accusation, verb, "came from there");
    draft.target = target;
    draft.target_tokens = Some(place);
    Some(draft)
}
