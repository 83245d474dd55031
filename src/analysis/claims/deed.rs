//! Accusations without a verb of accusing: somebody says that a culprit did a deed.

use std::ops::Range;

use super::Reader;
use super::draft::Draft;
use super::grammar::VerbGroup;
use super::modality;
use super::party;
use crate::analysis::lexicon::Classes;
use crate::model::ActorCode;
use crate::model::MentionKind;
use crate::model::Modality;
use crate::model::Polarity;
use crate::model::Tag;

/// Adds the accusations of the sentence that a deed makes.
pub(crate) fn read(read: &Reader<'_>, drafts: &mut Vec<Draft>) {
    let g = &read.grammar;
    for at in g.start..g.end {
        let Some((culprit, cue)) = culprit_at(read, at) else { continue };
        let target = accused(read, &culprit, at);
        if target.is_empty() {
            continue;
        }
        push(read, at, culprit, cue, target, drafts);
    }
}

/// Who did the deed whose word is at token `at`.
fn culprit_at(read: &Reader<'_>, at: usize) -> Option<(Range<usize>, Range<usize>)> {
    let g = &read.grammar;
    if g.is(at, Classes::HARMS) && g.is_verb(at) {
        let group = g.verb_group(at);
        let culprit = if group.passive { g.slot(at + 1, "by")? } else { g.subject(group)? };
        return usable(read, group).then_some((culprit, at..at + 1));
    }
    let behind = g.word(at) == "behind"
        && g.is(at - usize::from(at > 0), Classes::BE.with(Classes::ADVERB).with(Classes::VERB));
    let responsible =
        matches!(g.word(at), "responsible" | "culpable") && !g.is(at + 1, Classes::NOUN);
    if (behind || responsible) && at > g.start {
        let be = (g.start..at).rev().take(4).find(|be| g.is(*be, Classes::BE))?;
        let group = g.verb_group(be);
        return Some((g.subject(group)?, at..at + 1));
    }
    if g.word(at) == "work" && g.word(at + 1) == "of" {
        return Some((g.phrase_from(at + 2)?, at..at + 2));
    }
    None
}

/// A deed counts when it was done, and is not only asked for or feared.
fn usable(read: &Reader<'_>, group: VerbGroup) -> bool {
    let g = &read.grammar;
    let (polarity, modality) = modality::of(g, group);
    polarity == Polarity::Asserted
        && matches!(modality, Modality::Actual | Modality::Historical)
        && !group.infinitive
}

/// The codes of the culprit, if it is one: a state, its service, its hackers, or an intrusion set.
fn accused(read: &Reader<'_>, culprit: &Range<usize>, at: usize) -> Vec<ActorCode> {
    let g = &read.grammar;
    let codes = party::parties(g, culprit.clone(), read.voices.at(at));
    let hackers = culprit.clone().any(|token| g.is(token, Classes::CULPRIT));
    let named = g.actors.within(culprit.clone()).iter().any(|naming| match naming.kind {
        MentionKind::Group => true,
        MentionKind::Country | MentionKind::Bloc => {
            naming.tokens.end == culprit.end || naming.tokens.len() == culprit.len()
        }
        MentionKind::Organisation => naming.country.is_some(),
        MentionKind::Place | MentionKind::Person => false,
    });
    if hackers || named { codes } else { Vec::new() }
}

fn push(
    read: &Reader<'_>,
    at: usize,
    culprit: Range<usize>,
    cue: Range<usize>,
    target: Vec<ActorCode>,
    drafts: &mut Vec<Draft>,
) {
    let g = &read.grammar;
    let mut draft = Draft::new(Tag::Accusation, read.sentence, cue, "deed with a culprit");
    draft.hedge = modality::hedge(g, culprit.start, at);
    if let Some(voice) = read.voices.says(g, at) {
        if voice.codes.iter().any(|code| target.contains(code)) {
            return;
        }
        draft.source = voice.codes;
        draft.source_tokens = voice.tokens;
        draft.rule = "reported deed";
    }
    draft.target = target;
    draft.target_tokens = Some(culprit);
    drafts.push(draft);
}
