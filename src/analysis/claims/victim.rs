//! Who was harmed: states whose networks, people or sites a deed is done to.

use std::ops::Range;

use super::Reader;
use super::discourse::SECONDED;
use super::draft::Draft;
use super::party;
use crate::analysis::lexicon::Classes;
use crate::model::ActorCode;
use crate::model::Polarity;
use crate::model::Tag;

/// A state to which a deed was done, and the sentence that says so.
#[derive(Clone, Debug)]
pub(crate) struct Harmed {
    code: ActorCode,
    sentence: usize,
}

/// Returns the states that were harmed: those said to be, and accusers whose sentence names no other victim.
pub(crate) fn all(harmed: Vec<Harmed>, drafts: &[Draft]) -> Vec<ActorCode> {
    let mut codes: Vec<ActorCode> = Vec::new();
    for draft in
        drafts.iter().filter(|draft| draft.tag == Tag::Accusation && draft.rule != SECONDED)
    {
        if draft.polarity == Polarity::Negated
            || harmed
                .iter()
                .any(|one| one.sentence == draft.sentence && !draft.source.contains(&one.code))
        {
            continue;
        }
        codes.extend(draft.source.iter().filter(|code| code.is_state()).cloned());
    }
    codes.extend(harmed.into_iter().map(|one| one.code));
    codes.sort_unstable();
    codes.dedup();
    codes
}

/// Prepositions behind a noun of wrong that lead to the victim.
const AT_WHOM: &[&str] = &["on", "against", "of", "at", "targeting", "into", "in"];

/// Verbs behind which `into` or `inside` leads to the victim.
const INTO: &[&str] = &["into", "inside"];

/// Adds the states that the sentence says were harmed, by the drafts from `first` on or by anyone.
pub(crate) fn read(read: &Reader<'_>, drafts: &[Draft], victims: &mut Vec<Harmed>) {
    let g = &read.grammar;
    let accused: Vec<&ActorCode> = drafts
        .iter()
        .filter(|draft| draft.tag == Tag::Accusation)
        .flat_map(|draft| &draft.target)
        .collect();
    let accuser =
        drafts.iter().find(|draft| draft.tag == Tag::Accusation).map(|draft| draft.source.clone());
    let mut found: Vec<ActorCode> = Vec::new();
    for at in g.start..g.end {
        for phrase in harmed_at(read, at) {
            let owner = accuser.clone().unwrap_or_default();
            let mut codes = party::parties(g, phrase.clone(), &owner);
            if codes.is_empty() {
                codes = party::places(g, phrase.clone());
            }
            if codes.is_empty() && owns(read, &phrase) {
                codes = owner;
            }
            found.extend(codes);
        }
    }
    for code in found {
        if code.is_state() && !accused.contains(&&code) {
            victims.push(Harmed { code, sentence: read.sentence });
        }
    }
}

/// `its parliament`, `the country's banks`: the victim is whoever speaks.
fn owns(read: &Reader<'_>, phrase: &Range<usize>) -> bool {
    let g = &read.grammar;
    let first = g.word(phrase.start).to_ascii_lowercase();
    matches!(first.as_str(), "its" | "their" | "our" | "his" | "her")
        || matches!(
            g.word(phrase.start + 1),
            "country" | "nation" | "government" | "kingdom" | "republic"
        )
}

/// The phrases that are harmed by the word at token `at`.
fn harmed_at(read: &Reader<'_>, at: usize) -> Vec<Range<usize>> {
    let g = &read.grammar;
    let mut phrases = Vec::new();
    if (g.is(at, Classes::HARMS) || matches!(g.word(at), "broke" | "break" | "broken" | "breaking"))
        && g.is_verb(at)
    {
        let group = g.verb_group(at);
        let into = (at + 1..g.end.min(at + 4)).find(|next| INTO.contains(&g.word(*next)));
        if group.negated {
            return phrases;
        }
        if group.passive {
            phrases.extend(g.subject(group));
        } else if let Some(into) = into {
            phrases.extend(g.phrase_from(into + 1));
        } else if g.is(at, Classes::HARMS) {
            phrases.extend(g.object(group));
        }
        phrases.extend(g.slot(at + 1, "from").filter(|_| g.has_lemma(at, "steal")));
    } else if g.is(at, Classes::WRONG) && !g.is_verb(at) {
        let next = at + 1;
        if AT_WHOM.contains(&g.word(next)) && !g.is(next + 1, Classes::TIME) {
            phrases.extend(g.phrase_from(next + 1));
        }
    }
    phrases
}
