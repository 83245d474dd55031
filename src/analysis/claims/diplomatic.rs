//! Steps between states that no single verb names: being told to leave, a persona non grata.

use super::Reader;
use super::draft::Draft;
use super::party;
use crate::analysis::doc::Shape;
use crate::analysis::lexicon::Classes;
use crate::model::ActorCode;
use crate::model::Tag;

/// Adds the claims of the sentence that these steps make.
pub(crate) fn read(read: &Reader<'_>, drafts: &mut Vec<Draft>) {
    let g = &read.grammar;
    for at in g.start..g.end {
        if g.is(at, Classes::PARTICIPLE) && g.is_verb(at) {
            told_to_leave(read, at, drafts);
        }
        if g.is(at, Classes::SPEECH) && g.word(at) == "comment" && !read.voices.is_quoted(at) {
            had_no_comment(read, at, drafts);
        }
    }
}

/// `had no comment`, `could not be reached for comment`.
fn had_no_comment(read: &Reader<'_>, at: usize, drafts: &mut Vec<Draft>) {
    let g = &read.grammar;
    let before = at.saturating_sub(1);
    let none = g.is(before, Classes::NEGATION);
    let has = before.checked_sub(1).filter(|has| none && g.is(*has, Classes::HAVE));
    let Some(verb) = has.or_else(|| g.verb_before(before + 1)) else { return };
    let group = g.verb_group(verb);
    let unreached = group.negated && g.word(before) == "for" && !g.has_lemma(verb, "respond");
    let Some(subject) = g.subject(group).filter(|_| none || unreached) else { return };
    let source = party::parties(g, subject.clone(), &[]);
    if source.is_empty() || verb + 8 < at {
        return;
    }
    let mut draft = Draft::new(Tag::NoComment, read.sentence, verb..at + 1, "no comment");
    draft.source = source;
    draft.source_tokens = Some(subject);
    drafts.push(draft);
}

/// `was given 24 hours to leave`, `was ordered to leave`: the host state expels.
fn told_to_leave(read: &Reader<'_>, at: usize, drafts: &mut Vec<Draft>) {
    let g = &read.grammar;
    let told = g.is(at, Classes::CONTROLS) || g.has_lemma(at, "give");
    if !told {
        return;
    }
    let group = g.verb_group(at);
    let leave = (at + 1..g.end.min(at + 7)).find(|leave| {
        matches!(g.word(*leave), "leave" | "depart" | "close" | "shut") && g.word(leave - 1) == "to"
    });
    let (Some(leave), true) = (leave, group.passive && !group.negated) else { return };
    let timed = g.has_lemma(at, "give")
        && (at..leave)
            .any(|time| g.doc.tokens[time].shape.any(Shape::NUMBER) || g.is(time, Classes::TIME));
    let Some(subject) = g.subject(group).filter(|_| timed || !g.has_lemma(at, "give")) else {
        return;
    };
    let target = party::parties(g, subject.clone(), read.voices.at(at));
    if target.is_empty() || !subject.clone().any(|token| g.is(token, Classes::DIPLOMAT)) {
        return;
    }
    let host: Vec<ActorCode> = match g.slot(at + 1, "by") {
        Some(phrase) => party::parties(g, phrase, read.voices.at(at)),
        None => g
            .actors
            .within(subject.clone())
            .iter()
            .filter_map(|naming| naming.country)
            .map(|state| g.doc.lexicon.names.code(state).clone())
            .filter(|code| !target.contains(code))
            .take(1)
            .collect(),
    };
    let mut draft = Draft::new(Tag::Expulsion, read.sentence, at..leave + 1, "told to leave");
    draft.source = host;
    draft.target = target;
    draft.target_tokens = Some(subject);
    drafts.push(draft);
}
