//! Whom a denial is aimed at when no accusation of the text is known that it answers.

use super::draft::Draft;
use super::voice::Voices;
use crate::analysis::actors::Actors;
use crate::analysis::actors::Use;
use crate::analysis::doc::Doc;
use crate::analysis::lexicon::Classes;
use crate::model::ActorCode;
use crate::model::Tag;

/// How many sentences before its own the denial stands that another joins with `also`.
const JOINED_SENTENCES_MAX: usize = 3;

/// Returns the one other state that its sentence speaks of, else whom the denial that it joins is aimed at, else who
/// spoke before it if it refers to that.
pub(super) fn from_context(
    doc: &Doc<'_>,
    actors: &Actors,
    voices: Voices<'_>,
    drafts: &[Draft],
    index: usize,
) -> Vec<ActorCode> {
    let draft = &drafts[index];
    let named = only_other(doc, actors, draft);
    if !named.is_empty() {
        return named;
    }
    if let Some(joined) = joined(doc, drafts, index) {
        return joined;
    }
    let Some(before) = draft.sentence.checked_sub(1).filter(|_| refers_back(doc, draft)) else {
        return Vec::new();
    };
    let side = voices.last_side(doc.sentences[before].tokens.clone());
    match side.filter(|side| side.is_state() && !draft.source.contains(side)) {
        Some(side) => vec![side.clone()],
        None => claimed_before(drafts, index),
    }
}

/// `Armenia also denied any role`: whom the last denial before, of somebody else, is aimed at.
fn joined(doc: &Doc<'_>, drafts: &[Draft], index: usize) -> Option<Vec<ActorCode>> {
    let draft = &drafts[index];
    let sentence = &doc.sentences[draft.sentence];
    let also = |at: usize| doc.tokens[at].is_one(&["also", "too", "likewise", "well"]);
    if !sentence.tokens.clone().any(also) {
        return None;
    }
    let other = drafts[..index].iter().rev().find(|other| {
        other.tag == Tag::Denial
            && !other.source.iter().any(|code| draft.source.contains(code))
            && other.target.iter().any(ActorCode::is_state)
    })?;
    let near = draft.sentence - other.sentence <= JOINED_SENTENCES_MAX;
    let own = other.target.iter().any(|code| draft.source.contains(code));
    (near && !own).then(|| other.target.clone())
}

/// The other state that claims something in the sentence before.
fn claimed_before(drafts: &[Draft], index: usize) -> Vec<ActorCode> {
    let draft = &drafts[index];
    let other = drafts[..index].iter().rev().find(|other| {
        other.sentence + 1 == draft.sentence
            && other.source.iter().any(ActorCode::is_state)
            && !other.source.iter().any(|code| draft.source.contains(code))
    });
    other.map_or_else(Vec::new, |other| other.source.clone())
}

/// Whether the denial speaks of what was said before: `brushed this aside`, `that last charge`, `no such camp`.
fn refers_back(doc: &Doc<'_>, draft: &Draft) -> bool {
    // `denied a report that …` says itself what it is about.
    let says_what = |at: usize| {
        doc.word(at) == "that" && at > 0 && doc.tokens[at - 1].classes.any(Classes::CHARGE)
    };
    draft.refers && !(draft.cue.end..doc.sentences[draft.sentence].tokens.end).any(says_what)
        || doc.sentences[draft.sentence].tokens.clone().any(|at| {
            let next = doc.tokens.get(at + 1);
            doc.tokens[at].is_one(&["this", "these", "such"])
                || doc.word(at) == "that"
                    && next.is_some_and(|next| {
                        next.classes.any(Classes::CHARGE) || next.is_one(&["last"])
                    })
        })
}

/// The one other state that a sentence speaks of: `It called the Kuwaiti note surprising`.
fn only_other(doc: &Doc<'_>, actors: &Actors, draft: &Draft) -> Vec<ActorCode> {
    let own = draft.source_tokens.clone().unwrap_or_default();
    let mut others: Vec<ActorCode> = Vec::new();
    let namings = actors.within(doc.sentences[draft.sentence].tokens.clone());
    for naming in namings.iter().filter(|naming| !own.contains(&naming.tokens.start)) {
        // `a report in a French weekly`
        let private = Classes::PRESS.with(Classes::PRIVATE).with(Classes::PERSONS);
        let of_others = naming.usage == Use::Stands
            || doc.tokens.get(naming.tokens.end).is_some_and(|next| next.classes.any(private));
        let state = naming.state().filter(|_| !of_others);
        let code = state.map(|state| doc.lexicon.names.code(state));
        if let Some(code) =
            code.filter(|code| !draft.source.contains(code) && !others.contains(code))
        {
            others.push(code.clone());
        }
    }
    if others.len() == 1 { others } else { Vec::new() }
}
