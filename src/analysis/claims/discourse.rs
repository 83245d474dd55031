//! Sentences that carry an accusation on without naming the accused.

use super::Reader;
use super::draft::Draft;
use super::modality;
use crate::analysis::lexicon::Classes;
use crate::model::ActorCode;
use crate::model::Tag;

/// How many sentences an accusation is carried on.
const SENTENCES_MAX: usize = 12;

/// Adds an accusation where `the hackers` or `they` did a deed, said by who accused before.
pub(crate) fn carry_on(read: &Reader<'_>, drafts: &mut Vec<Draft>, first: usize) {
    let g = &read.grammar;
    if drafts[first..].iter().any(|draft| matches!(draft.tag, Tag::Accusation | Tag::Denial)) {
        return;
    }
    let verb = (g.start..g.end).find(|at| {
        g.is(*at, Classes::HARMS) && g.is_verb(*at) && {
            let group = g.verb_group(*at);
            !group.passive
                && g.subject(group).is_some_and(|subject| is_definite_culprit(read, subject))
        }
    });
    let Some(verb) = verb else { return };
    let Some(voice) = read.voices.says(g, verb) else { return };
    let Some(before) = earlier(drafts, read.sentence, &voice.codes) else { return };
    let mut draft = Draft::new(Tag::Accusation, read.sentence, verb..verb + 1, "carried on");
    draft.source.clone_from(&voice.codes);
    draft.source_tokens = voice.tokens;
    draft.target.clone_from(&before.target);
    draft.hedge = before.hedge.max(modality::hedge(g, g.start, verb));
    drafts.push(draft);
}

/// `the hackers`, `the group`, `they`.
fn is_definite_culprit(read: &Reader<'_>, subject: std::ops::Range<usize>) -> bool {
    let g = &read.grammar;
    let definite = matches!(
        g.word(subject.start).to_ascii_lowercase().as_str(),
        "the" | "these" | "those" | "they" | "its"
    );
    definite
        && (g.word(subject.start).eq_ignore_ascii_case("they")
            || subject.clone().any(|at| g.is(at, Classes::CULPRIT)))
        && g.actors.within(subject).is_empty()
}

/// The last accusation made by one of `codes`.
fn earlier<'a>(drafts: &'a [Draft], sentence: usize, codes: &[ActorCode]) -> Option<&'a Draft> {
    drafts.iter().rev().take_while(|draft| sentence - draft.sentence <= SENTENCES_MAX).find(
        |draft| {
            draft.tag == Tag::Accusation && draft.source.iter().any(|code| codes.contains(code))
        },
    )
}
