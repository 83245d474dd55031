//! Threats: a warning of what the speaker itself will do.

use super::Reader;
use super::clause::Clause;
use super::draft::Draft;
use super::party;
use crate::analysis::lexicon::Classes;
use crate::model::ActorCode;
use crate::model::MentionKind;
use crate::model::Modality;
use crate::model::Tag;

/// `warned that it will …` threatens; who is threatened stands in the condition.
pub(super) fn warn_or_threaten(read: &Reader<'_>, clause: &Clause, draft: &mut Draft) {
    let g = &read.grammar;
    let will = (g.start..g.end).find(|at| matches!(g.word(*at), "will" | "would" | "won't"));
    let Some(will) = will else { return };
    let harm = (will..g.end.min(will + 8)).any(|at| {
        g.is(at, Classes::HARMS) || g.is(at, Classes::PENALTY) || g.is(at, Classes::RETALIATES)
    });
    if !harm {
        return;
    }
    draft.tag = Tag::Threat;
    draft.rule = "warned that it will";
    let condition = (g.start..g.end).find(|at| g.is_one(*at, &["if", "unless"]));
    if let Some(condition) = condition {
        draft.modality = Modality::Conditional;
        if let Some(phrase) = g.phrase_from(condition + 1) {
            draft.target = party::parties(g, phrase, &[]);
        }
    }
    let threatener: Vec<ActorCode> = g
        .verb_before(will + 2)
        .map(|_| g.phrase_ending(will - 1))
        .map_or_else(Vec::new, |phrase| party::parties(g, phrase, &[]));
    if draft.source.is_empty() || clause.subject.is_none() {
        draft.source = threatener;
    }
}

/// `that the group threatens the water`: a danger, and no word of its sponsor's.
pub(super) fn is_of_a_group(read: &Reader<'_>, clause: &Clause) -> bool {
    let actors = read.grammar.actors;
    let group =
        |subject| actors.within(subject).iter().any(|naming| naming.kind == MentionKind::Group);
    clause.subject.clone().is_some_and(group)
}
