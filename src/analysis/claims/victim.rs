//! Who was harmed: states whose networks, people or sites a deed is done to.

use std::ops::Range;

use super::Reader;
use super::called::CALLED;
use super::deed::is_question;
use super::discourse::SECONDED;
use super::draft::Draft;
use super::exposed::EXPOSED;
use super::frame::FRAME;
use super::free::BESIDE;
use super::free::CLEFT;
use super::free::GOES_ON;
use super::free::TOLD;
use super::grammar::Grammar;
use super::harm::harmed_at;
use super::party;
use crate::analysis::actors::Use;
use crate::analysis::lexicon::Classes;
use crate::analysis::lexicon::Sort;
use crate::model::ActorCode;
use crate::model::MentionKind;
use crate::model::Polarity;
use crate::model::Tag;

/// A state to which a deed was done.
#[derive(Clone, Debug)]
pub(crate) struct Harmed {
    code: ActorCode,
    /// The sentence that says so.
    sentence: usize,
}

/// Returns the states that were harmed: those said to be, and accusers of whose charge nobody else is said to be the victim.
pub(crate) fn all(harmed: Vec<Harmed>, drafts: &[Draft]) -> Vec<ActorCode> {
    let charges: Vec<&Draft> = drafts
        .iter()
        .filter(|draft| {
            draft.tag == Tag::Accusation
                && draft.polarity == Polarity::Asserted
                && !ABOUT_OTHERS.contains(&draft.rule)
        })
        .collect();
    let stories: Vec<Range<usize>> = harmed.iter().map(|one| story(one, &charges)).collect();
    let mut codes: Vec<ActorCode> = Vec::new();
    for charge in &charges {
        let mut others = harmed.iter().zip(&stories);
        let known = others.any(|(one, story)| explains(one, &charges[story.clone()], charge));
        let before = charges.partition_point(|other| other.sentence < charge.sentence);
        let before = &charges[..before];
        if known || joins_in(charge, before) {
            continue;
        }
        // Who is accused itself and strikes back was not harmed for all that.
        let strikes_back =
            |code: &ActorCode| before.iter().any(|other| other.target.contains(code));
        let own = charge.source.iter().filter(|code| code.is_state() && !is_bloc(code));
        codes.extend(own.filter(|code| !strikes_back(code)).cloned());
    }
    codes.extend(harmed.into_iter().map(|one| one.code));
    codes.sort_unstable();
    codes.dedup();
    codes
}

/// Whether two charges are against the same state or group.
fn alike(one: &Draft, other: &Draft) -> bool {
    one.target.iter().any(|code| other.target.contains(code))
}

/// Whether the harm of another, told with the charges `story`, is what `charge` is about, and not its accuser's own.
fn explains(one: &Harmed, story: &[&Draft], charge: &Draft) -> bool {
    let same = || story.iter().filter(|other| alike(other, charge));
    if charge.target.contains(&one.code) || is_bloc(&one.code) || same().next().is_none() {
        return false;
    }
    if charge.source.contains(&one.code) {
        // Of several accusers only those are victims who are said to be.
        return charge.source.len() > 1;
    }
    // Who was harmed too and says so itself does not explain why this one accuses.
    !same().any(|other| other.source.contains(&one.code))
}

/// Whether the accuser only blames whom another state blamed before.
fn joins_in(charge: &Draft, before: &[&Draft]) -> bool {
    charge.rule == FRAME
        && before.iter().any(|other| {
            let mut states = other.source.iter().filter(|code| code.is_state());
            alike(other, charge) && states.any(|code| !charge.source.contains(code))
        })
}

/// A bloc accuses for its members, and what is done to it leaves open who else was hit.
fn is_bloc(code: &ActorCode) -> bool {
    matches!(code.as_str(), "UN" | "EU" | "NATO")
}

/// How far from a charge a harm is told that belongs to it, in sentences.
const STORY_SENTENCES: usize = 2;

/// The charges that a harm belongs to: those of its sentence, or else of the last before it that has any, if that is near.
fn story(one: &Harmed, charges: &[&Draft]) -> Range<usize> {
    let end = charges.partition_point(|other| other.sentence <= one.sentence);
    let Some(told) = charges.get(end.saturating_sub(1)).map(|charge| charge.sentence) else {
        return 0..0;
    };
    if one.sentence.abs_diff(told) > STORY_SENTENCES {
        return 0..0;
    }
    let first = charges.partition_point(|other| other.sentence < told);
    first..charges.partition_point(|other| other.sentence <= told)
}

/// Rules of charges that are made in words of blame, or on another's behalf: they need not have harmed who makes them.
const ABOUT_OTHERS: &[&str] = &[SECONDED, BESIDE, CLEFT, GOES_ON, EXPOSED, TOLD, CALLED];

/// Subordinators behind which nothing has happened yet, or not as told.
const BEFORE_IT: &[&str] = &["before", "if", "when", "unless", "until", "once", "whether"];

/// Adds the states that the sentence says were harmed, by the drafts from `first` on or by anyone.
pub(crate) fn read(read: &Reader<'_>, drafts: &[Draft], victims: &mut Vec<Harmed>) {
    let g = &read.grammar;
    if is_question(read) {
        return;
    }
    let charges = || drafts.iter().filter(|draft| draft.tag == Tag::Accusation);
    let accused: Vec<&ActorCode> = charges().flat_map(|draft| &draft.target).collect();
    let accuser = charges().next().map(|draft| draft.source.clone());
    let mut found: Vec<ActorCode> = Vec::new();
    for at in g.start..g.end {
        for phrase in harmed_at(read, at) {
            found.extend(harmed_in(read, &phrase, at, accuser.as_deref()));
        }
    }
    for code in found {
        if code.is_state() && !accused.contains(&&code) {
            victims.push(Harmed { code, sentence: read.sentence });
        }
    }
}

/// The states that the phrase of a victim names, or stands for.
fn harmed_in(
    read: &Reader<'_>,
    phrase: &Range<usize>,
    wrong: usize,
    accuser: Option<&[ActorCode]>,
) -> Vec<ActorCode> {
    let g = &read.grammar;
    let named = g.actors.within(phrase.clone());
    let owner = accuser.unwrap_or_default();
    let whose = phrase.clone().any(|at| g.word(at) == "of");
    let definite = g.word(phrase.start) == "the" && !whose;
    // `to steal the army's payroll`: the army of whoever says so.
    let body = || phrase.clone().any(|at| g.is(at, Classes::BODY.with(Classes::PUBLIC)));
    if named.is_empty() && (owns(g, phrase) || !owner.is_empty() && definite && body()) {
        if accuser.is_some() {
            return owner.to_vec();
        }
        // `Madrid has never said who tapped its phones`
        let first = g.actors.within(g.start..phrase.start).iter().find_map(|one| {
            let speaks =
                matches!(one.sort, Sort::Country | Sort::Capital | Sort::Seat | Sort::Agency);
            let acts = speaks && one.usage == Use::Acts;
            party::code_of(g, one).filter(|code| acts && code.is_state())
        });
        let first = first.filter(|_| {
            !read.voices.is_quoted(wrong)
                && phrase.clone().any(|at| g.is_one(at, &["its", "their"]))
        });
        let voice = || read.voices.says(g, wrong).map_or_else(Vec::new, |voice| voice.codes);
        return first.map_or_else(voice, |code| vec![code]);
    }
    let mut codes = if named.is_empty() && !definite {
        before_pronoun(g, phrase.start).into_iter().collect()
    } else {
        party::parties(g, phrase.clone(), owner)
    };
    // The embassy of one state in another is the first's; `the Chinese-built headquarters` are not China's.
    let abroad = phrase.clone().any(|at| g.is(at, Classes::DIPLOMAT))
        && named.iter().any(|one| one.kind == MentionKind::Country && one.usage != Use::Stands);
    let foreign = |at: usize| g.is_one(at, &["built", "made", "born"]) && g.word(at - 1) == "-";
    if !abroad && !phrase.clone().skip(1).any(foreign) {
        codes.extend(party::places(g, phrase.clone()));
    }
    if phrase.clone().any(|at| g.word(at) == "our") {
        // `our navy and those of Bangladesh`
        codes.extend_from_slice(owner);
    }
    codes
}

/// `Lithuania, which says it was hit`: the state that the sentence named before the pronoun.
fn before_pronoun(g: &Grammar<'_>, pronoun: usize) -> Option<ActorCode> {
    if !matches!(g.word(pronoun), "it" | "they") || g.is_one(pronoun.wrapping_sub(1), BEFORE_IT) {
        return None;
    }
    let named = g.actors.within(g.start..pronoun).last();
    named.and_then(|naming| party::code_of(g, naming))
}

/// `its parliament`, `the servers of its navy`, `the country's banks`: the victim is whoever speaks.
fn owns(g: &Grammar<'_>, phrase: &Range<usize>) -> bool {
    let own = |at: usize| {
        g.is_one(at, &["its", "their", "our", "his", "her"])
            && !g.is_one(at + 1, &["allies", "partners", "friends", "neighbours", "neighbors"])
    };
    phrase.clone().any(own)
        || matches!(
            g.word(phrase.start + 1),
            "country" | "nation" | "government" | "kingdom" | "republic"
        )
}
