//! Who was harmed: states whose networks, people or sites a deed is done to.

use std::ops::Range;

use super::Reader;
use super::discourse::SECONDED;
use super::draft::Draft;
use super::exposed::EXPOSED;
use super::free::BESIDE;
use super::free::CLEFT;
use super::free::GOES_ON;
use super::grammar::VerbGroup;
use super::modality;
use super::party;
use crate::analysis::lexicon::Classes;
use crate::model::ActorCode;
use crate::model::Modality;
use crate::model::Polarity;
use crate::model::Tag;

/// A state to which a deed was done.
#[derive(Clone, Debug)]
pub(crate) struct Harmed {
    code: ActorCode,
}

/// Returns the states that were harmed: those said to be, and accusers of whose charge nobody else is said to be the victim.
pub(crate) fn all(harmed: Vec<Harmed>, drafts: &[Draft]) -> Vec<ActorCode> {
    let mut codes: Vec<ActorCode> = Vec::new();
    let charges = drafts.iter().filter(|draft| {
        draft.tag == Tag::Accusation
            && draft.polarity == Polarity::Asserted
            && !ABOUT_OTHERS.contains(&draft.rule)
    });
    for draft in charges {
        let others =
            |one: &Harmed| !draft.source.contains(&one.code) && !draft.target.contains(&one.code);
        if !harmed.iter().any(others) {
            codes.extend(draft.source.iter().filter(|code| code.is_state()).cloned());
        }
    }
    codes.extend(harmed.into_iter().map(|one| one.code));
    codes.sort_unstable();
    codes.dedup();
    codes
}

/// Rules of charges that are made in words of blame, or on another's behalf: they need not have harmed who makes them.
const ABOUT_OTHERS: &[&str] = &[SECONDED, BESIDE, CLEFT, GOES_ON, EXPOSED];

/// What a word is that leads to whom a wrong is done; a victim is a noun of persons.
const HARM: Classes = Classes::HARMS
    .with(Classes::HITS)
    .with(Classes::DOWNS)
    .with(Classes::ENTERS)
    .with(Classes::TAKES)
    .with(Classes::SUFFERS)
    .with(Classes::WRONG)
    .with(Classes::OFFICE);

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
            for code in party::places(g, phrase.clone()) {
                if !codes.contains(&code) {
                    codes.push(code);
                }
            }
            if codes.is_empty() && owns(read, &phrase) {
                codes = owner;
            }
            if codes.is_empty() && g.is(phrase.start, Classes::PRONOUN) {
                codes = before_pronoun(read, phrase.start);
            }
            found.extend(codes);
        }
    }
    for code in found {
        if code.is_state() && !accused.contains(&&code) {
            victims.push(Harmed { code });
        }
    }
}

/// `Lithuania, which says it was hit`: the state that the sentence named before the pronoun.
fn before_pronoun(read: &Reader<'_>, pronoun: usize) -> Vec<ActorCode> {
    let g = &read.grammar;
    if !matches!(g.word(pronoun), "it" | "they") {
        return Vec::new();
    }
    let named = g.actors.within(g.start..pronoun).last();
    named.and_then(|naming| party::code_of(g, naming)).into_iter().collect()
}

/// `its parliament`, `the country's banks`: the victim is whoever speaks.
fn owns(read: &Reader<'_>, phrase: &Range<usize>) -> bool {
    let g = &read.grammar;
    g.is_one(phrase.start, &["its", "their", "our", "his", "her"])
        || matches!(
            g.word(phrase.start + 1),
            "country" | "nation" | "government" | "kingdom" | "republic"
        )
}

/// Whether a verb says that harm was done: not `will target`, nor what sanctions do.
fn done(read: &Reader<'_>, group: VerbGroup) -> bool {
    let g = &read.grammar;
    let (_, modality) = modality::of(g, group);
    let penalty = || {
        let subject = g.subject(group).filter(|_| !group.passive);
        subject.is_some_and(|subject| subject.clone().any(|at| g.is(at, Classes::PENALTY)))
    };
    matches!(modality, Modality::Actual | Modality::Historical) && !penalty()
}

/// The phrases that are harmed by the word at token `at`.
fn harmed_at(read: &Reader<'_>, at: usize) -> Vec<Range<usize>> {
    let g = &read.grammar;
    let mut phrases = Vec::new();
    if !g.is(at, HARM) {
        return phrases;
    }
    let enters = g.is(at, Classes::ENTERS);
    let takes = g.is(at, Classes::TAKES);
    if (enters || takes || g.is(at, Classes::HARMS.with(Classes::HITS).with(Classes::DOWNS)))
        && g.is_verb(at)
    {
        let group = g.verb_group(at);
        let into = (at + 1..g.end.min(at + 4)).find(|next| INTO.contains(&g.word(*next)));
        if group.negated || !done(read, group) {
            return phrases;
        }
        let object = || g.object(group).and_then(|object| g.long_phrase_from(object.start));
        let data = |phrase: &Range<usize>| phrase.clone().any(|token| g.is(token, Classes::DATA));
        if group.passive {
            phrases.extend(g.subject(group).filter(|subject| !takes || data(subject)));
        } else if let Some(into) = into {
            phrases.extend(g.long_phrase_from(into + 1));
        } else if takes {
            phrases.extend(object().filter(data));
        } else if !enters {
            phrases.extend(object());
        }
        // `took over the chair from Mali` robs nobody.
        let stolen = takes
            && g.word(at + 1) != "over"
            && (group.passive || object().is_none_or(|object| data(&object)));
        let from = (at + 1..g.clause_end(at + 1)).find(|from| g.word(*from) == "from");
        phrases.extend(
            from.and_then(|from| g.long_phrase_from(from + 1))
                .filter(|_| stolen || g.has_lemma(at, "steal")),
        );
    } else if g.is(at, Classes::SUFFERS) && g.is_verb(at) {
        let suffered = (at + 1..g.end.min(at + 8)).any(|wrong| g.is(wrong, Classes::WRONG));
        let group = g.verb_group(at);
        phrases.extend(g.subject(group).filter(|_| suffered && !group.passive && !group.negated));
    } else if g.is(at, Classes::OFFICE) && g.has_lemma(at, "victim") && g.word(at + 1) == "of" {
        let be = (g.start..at).rev().take(6).find(|be| g.is_verb(*be));
        phrases.extend(be.and_then(|be| g.subject(g.verb_group(be))));
    } else if g.is(at, Classes::WRONG) && !g.is_verb(at) {
        let skip = usize::from(g.is_mark(at + 1) && g.word(at + 1) != ",");
        let next = at + 1 + skip;
        if AT_WHOM.contains(&g.word(next)) && !g.is(next + 1, Classes::TIME) {
            phrases.extend(g.long_phrase_from(next + 1));
        }
    }
    phrases
}
