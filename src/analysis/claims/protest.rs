//! Protests and measures over a wrong: `handed the ambassador a note over the jamming of its satellites`.

use std::ops::Range;

use super::Reader;
use super::draft::Draft;
use super::grammar::Grammar;
use super::modality;
use super::party;
use crate::analysis::lexicon::Classes;
use crate::model::ActorCode;
use crate::model::Modality;
use crate::model::Polarity;
use crate::model::Tag;

/// Codes, and the words that name them.
type Party = (Vec<ActorCode>, Option<Range<usize>>);

/// The rule of a protest over a wrong.
const PROTEST: &str = "protests over a deed";

/// How far behind a protest it says over what, in tokens.
const OVER_TOKENS_MAX: usize = 24;

/// Adds the accusations in what the sentence protests against, and for what it expels.
pub(super) fn read(read: &Reader<'_>, drafts: &mut Vec<Draft>) {
    let g = &read.grammar;
    let measure = |draft: &&Draft| {
        matches!(draft.tag, Tag::Expulsion | Tag::Condemnation)
            && draft.sentence == read.sentence
            && draft.polarity == Polarity::Asserted
            && draft.modality == Modality::Actual
            && !draft.source.is_empty()
            && draft.target.iter().any(ActorCode::is_state)
    };
    let found =
        drafts.iter().rev().take_while(|draft| draft.sentence == read.sentence).find(measure);
    if let Some(found) = found.filter(|found| is_over_what_it_names(g, found.cue.end)) {
        let (source, target) = (found.source.clone(), found.target.clone());
        let tokens = found.target_tokens.clone();
        let cue = found.cue.clone();
        push(read, cue, (source, found.source_tokens.clone()), (target, tokens), drafts);
        return;
    }
    for at in g.start..g.end {
        let note = matches!(g.word(at), "protest" | "protests" | "démarche" | "demarche" | "note");
        if note && !g.is_verb(at) {
            noted(read, at, drafts);
        }
    }
}

/// `delivered a note of protest to the embassy over the interception`: who handed it to whom.
fn noted(read: &Reader<'_>, at: usize, drafts: &mut Vec<Draft>) {
    let g = &read.grammar;
    if !is_over_a_wrong(g, at + 1) {
        return;
    }
    let Some(verb) = g.verb_before(at) else { return };
    let group = g.verb_group(verb);
    let (polarity, modality) = modality::of(g, group);
    if group.passive || polarity != Polarity::Asserted || modality != Modality::Actual {
        return;
    }
    let voice = read.voices.at(verb);
    let Some(subject) = g.subject(group) else { return };
    let source = party::parties(g, subject.clone(), voice);
    let to = g.slot(at, "to").or_else(|| g.slot(at, "with")).or_else(|| g.object(group));
    let target = to.clone().map_or_else(Vec::new, |to| party::parties(g, to, voice));
    // `The Foreign Ministry handed it over`: of which state, the rest of the text says.
    let official = !source.is_empty() || party::can_speak(g, &subject);
    if official && target.iter().any(ActorCode::is_state) {
        push(read, at..at + 1, (source, Some(subject)), (target, to), drafts);
    }
}

/// `over what it described as an attempt to hire a spy`: the reason in the words of who takes the measure.
fn is_over_what_it_names(g: &Grammar<'_>, from: usize) -> bool {
    let end = g.end.min(from + OVER_TOKENS_MAX);
    (from..end).any(|over| {
        matches!(g.word(over), "over" | "for")
            && g.word(over + 1) == "what"
            && (over + 2..end.min(over + 5)).any(|verb| g.is(verb, Classes::LABELS))
    })
}

/// Whether the words behind a protest say that it is over a wrong: `over the jamming of satellites`, no mere incident.
fn is_over_a_wrong(g: &Grammar<'_>, from: usize) -> bool {
    let end = g.end.min(from + OVER_TOKENS_MAX);
    let Some(over) = (from..end).find(|at| matches!(g.word(*at), "over" | "for" | "at")) else {
        return false;
    };
    let vague = |at: usize| {
        ["incident", "activity", "conduct", "behaviour", "behavior", "habit"]
            .iter()
            .any(|lemma| g.has_lemma(at, lemma))
    };
    let behind = (over + 1..end).take_while(|at| !matches!(g.word(*at), "," | ";" | "and"));
    let mut behind = behind.filter(|at| !g.is(*at, Classes::PROBE));
    behind.any(|at| g.is(at, Classes::WRONG.with(Classes::HARMS)) && !vague(at))
}

fn push(
    read: &Reader<'_>,
    cue: Range<usize>,
    (source, source_tokens): Party,
    (target, target_tokens): Party,
    drafts: &mut Vec<Draft>,
) {
    if target.iter().any(|code| source.contains(code)) {
        return;
    }
    let mut draft = Draft::new(Tag::Accusation, read.sentence, cue, PROTEST);
    draft.source = source;
    draft.source_tokens = source_tokens;
    draft.target = target;
    draft.target_tokens = target_tokens;
    draft.reported = true;
    drafts.push(draft);
}
