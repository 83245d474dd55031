//! The subject of a verb: over adverbs, appositives and relative clauses.

use std::ops::Range;

use super::chunk;
use super::cues;
use super::cues::Cue;
use super::view::View;
use crate::analysis::doc::Shape;
use crate::analysis::lexicon::Classes;

/// How far before a verb its subject may stand, in items.
pub(super) const SUBJECT_REACH: usize = 60;

/// The longest stretch that can be a name inside an appositive, in tokens.
const NAME_TOKENS: usize = 3;
/// How far a relative clause that no comma ends is followed back, in items.
pub(super) const RELATIVE_REACH: usize = 14;

/// Finds the subject that a verb shares with one before it.
pub(super) fn inherited(
    view: &View<'_>,
    start: usize,
    first: usize,
    before: &[Cue],
) -> Option<Range<usize>> {
    let said = before.iter().rev().find(|cue| {
        !cue.adjunct
            && !cue.relative
            && view.any(cue.at, Classes::SAYS)
            && !view.any(cue.at, Classes::WEAK)
    });
    let aside = view.any(start, Classes::SUBORDINATOR);
    // `Seoul accused the North of it, and warned that …`
    let said = said.or_else(|| {
        before
            .iter()
            .rev()
            .find(|cue| !cue.inherited)
            .filter(|cue| !cue.adjunct && !cue.relative && view.any(cue.at, Classes::REJECTS))
    });
    match said {
        Some(said) if !(aside && (said.after..first).any(|at| view.comma(at))) => {
            said.subject.clone()
        }
        Some(_) | None => main_subject(view, start, first),
    }
}

/// What is found to the left of a verb.
pub(super) enum Left {
    Found(Range<usize>),
    Inherits,
    None,
}

/// Finds the subject of a verb group that begins at `first`.
pub(super) fn subject_left(view: &View<'_>, first: usize, start: usize) -> Left {
    let floor = start.max(first.saturating_sub(SUBJECT_REACH));
    let Some(item) = first.checked_sub(1).filter(|item| *item >= floor) else { return Left::None };
    if view.stretch(item).is_some() {
        return Left::None;
    }
    if view.any(item, Classes::CONJUNCTION) {
        return Left::Inherits;
    }
    if view.any(item, Classes::RELATIVE) && !view.is(item, &["what", "where"]) {
        let end = if item > floor && view.comma(item - 1) { item - 1 } else { item };
        let end = before_time(view, end, floor);
        let Some(phrase) = chunk::left(view, end, floor) else { return Left::None };
        // `Chad is a close ally of Mali, which dismissed it`: Mali did.
        let last = phrase.end - 1;
        let near = view.is(item, &["which"])
            && view.names_state(last)
            && last > phrase.start
            && view.any(last - 1, Classes::PREPOSITION);
        if near {
            return Left::Found(last..phrase.end);
        }
        return Left::Found(written(view, &phrase).unwrap_or(phrase));
    }
    if view.comma(item) {
        return over_appositive(view, item, floor);
    }
    if let Some(subject) =
        before_relative(view, first, floor).or_else(|| described(view, first, floor))
    {
        return Left::Found(subject);
    }
    let Some(subject) = chunk::left(view, first, floor) else { return Left::None };
    let owner = || before_office(view, &subject, floor).or_else(|| writer(view, &subject, floor));
    Left::Found(owner().unwrap_or(subject))
}

/// `the envoy, whose statement of Monday said`: whose words the statement gives.
fn writer(view: &View<'_>, subject: &Range<usize>, floor: usize) -> Option<Range<usize>> {
    let whose =
        subject.start.checked_sub(1).filter(|at| *at > floor && view.is(*at, &["whose"]))?;
    let written = view.any(subject.start, Classes::SPEECH);
    let end = whose - usize::from(view.comma(whose - 1));
    chunk::left(view, end, floor).filter(|_| written)
}

/// `the hack in a statement that …`: what is written says it, not what is written of.
pub(super) fn written(view: &View<'_>, phrase: &Range<usize>) -> Option<Range<usize>> {
    let first = (phrase.start + 1..phrase.end)
        .rev()
        .find(|at| view.any(*at, Classes::DETERMINER) && view.any(at - 1, Classes::PREPOSITION))?;
    let noun = (first + 1..phrase.end).find(|at| !view.any(*at, Classes::ADJECTIVE))?;
    view.any(noun, Classes::SPEECH).then_some(first..phrase.end)
}

/// Passes over a time on the way to the left: `a statement this morning that …`.
fn before_time(view: &View<'_>, end: usize, floor: usize) -> usize {
    match end.checked_sub(1).filter(|last| view.any(*last, Classes::TIME)) {
        Some(last) => end - cues::time_before(view, last, floor),
        None => end,
    }
}

/// `Anton, president of the group said`: the comma that closes the appositive is missing.
fn before_office(view: &View<'_>, subject: &Range<usize>, floor: usize) -> Option<Range<usize>> {
    let comma = subject.start.checked_sub(1).filter(|at| *at > floor && view.comma(*at))?;
    let office =
        view.lower(subject.start) && view.any(subject.start, Classes::OFFICE.with(Classes::TITLE));
    let name = chunk::left(view, comma, floor)?;
    (office && name.start == floor && view.capital(name.end - 1)).then_some(name)
}

/// `Packer, who leads the group said`: the phrase before the verb ends a relative clause.
fn before_relative(view: &View<'_>, first: usize, floor: usize) -> Option<Range<usize>> {
    let reach = floor.max(first.saturating_sub(RELATIVE_REACH));
    let relative = (reach..first)
        .rev()
        .take_while(|at| !view.comma(*at) && view.stretch(*at).is_none())
        .find(|at| view.is(*at, &["who"]) || does(view, *at, first))?;
    let verb =
        does(view, relative, first) || (relative + 1..first).any(|at| view.finite(at, first));
    let end = if relative > floor && view.comma(relative - 1) { relative - 1 } else { relative };
    chunk::left(view, end, floor).filter(|_| verb)
}

/// `The master of a tanker suspected of cutting a cable denied it`: whom a participle describes.
fn described(view: &View<'_>, first: usize, floor: usize) -> Option<Range<usize>> {
    let reach = floor.max(first.saturating_sub(RELATIVE_REACH));
    let participle = (reach + 1..first)
        .rev()
        .take_while(|at| !view.comma(*at) && view.stretch(*at).is_none())
        .find(|at| {
            view.any(*at, Classes::PARTICIPLE)
                && view.is(at + 1, &["of", "with"])
                && view.gerund(at + 2)
                && !view.any(at - 1, Classes::AUXILIARY)
        })?;
    chunk::left(view, participle, floor).filter(|head| begins_clause(view, head.start, floor))
}

/// Whether `that` or `which` is the subject of a verb: `the gang that robbed the ministry`.
fn does(view: &View<'_>, relative: usize, end: usize) -> bool {
    let verb = (relative + 1..end).find(|at| !view.adverb(*at));
    view.is(relative, &["that", "which"])
        && relative > 0
        && view.any(relative - 1, Classes::NOUN.with(Classes::CULPRIT).with(Classes::BODY))
        && verb.is_some_and(|verb| {
            let finite = Classes::THIRD.with(Classes::AUXILIARY);
            view.lower(verb) && (view.past(verb) || view.any(verb, finite))
        })
}

/// Jumps from the comma that closes an appositive to the phrase before it.
pub(super) fn over_appositive(view: &View<'_>, close: usize, floor: usize) -> Left {
    let mut best = None;
    let mut at = close;
    let mut right = close;
    let piece = (floor..close).rev().take_while(|at| !view.comma(*at)).last().unwrap_or(close);
    if clausal(view, piece, close) {
        return Left::Inherits;
    }
    while at > floor {
        at -= 1;
        let short =
            view.stretch(at).is_some_and(|index| view.stretches[index].inner.len() <= NAME_TOKENS);
        let other = view.is(at, &[";"]);
        if other || view.stretch(at).is_some() && !short && !inside_relative(view, at, floor) {
            break;
        }
        if !view.comma(at) || at + 1 >= close {
            continue;
        }
        // `Viginum traced it to Baku, and its director, Lang, said`: the clause before is another.
        if view.any(at + 1, Classes::CONJUNCTION) && clausal(view, at + 1, right) {
            break;
        }
        let joined =
            view.any(at + 1, Classes::CONJUNCTION) && view.any(at + 2, Classes::DETERMINER);
        if joined
            && best.is_none()
            && right < close
            && let Some(subject) = chunk::left(view, right, at + 1)
        {
            return Left::Found(subject);
        }
        if best.as_ref().is_some_and(|best: &Range<usize>| best.start == at + 2) && joined {
            break;
        }
        right = at;
        if !appositive(view, at + 1) {
            continue;
        }
        // `Responding, the minister, Alhaji Gwandu, denied it`: a participle is no subject.
        if let Some(subject) = chunk::left(view, at, floor)
            && begins_clause(view, subject.start, floor)
            && !is_adjunct(view, &subject)
        {
            best = Some(subject);
        }
    }
    // `The region's “premier”, Ann Lee, said`
    let marked = piece > floor + 1 && view.stretch(piece - 2).is_some();
    let name = || {
        let name = chunk::left(view, close, piece)?;
        let capitals = name.clone().all(|at| view.capital(at) || view.is(at, &["-"]));
        (name.start == piece && capitals && name.len() > 1 && marked).then_some(name)
    };
    best.or_else(name).map_or(Left::Inherits, Left::Found)
}

/// Whether a phrase is what the subject did meanwhile: `Responding`, `Speaking in Jakarta`.
fn is_adjunct(view: &View<'_>, phrase: &Range<usize>) -> bool {
    // `Hours later, however, the minister, Ann Lee, said`, `Last week, the minister, Ann Lee, said`
    let behind = view.is(phrase.end - 1, &["later", "earlier", "ago", "before", "after"]);
    let day = view.any(phrase.end - 1, Classes::TIME)
        && (phrase.len() == 1 || view.is(phrase.start, &["last", "this", "next", "early", "late"]));
    behind
        || day
        || view.gerund(phrase.start)
            && (phrase.len() == 1 || view.any(phrase.start + 1, Classes::PREPOSITION))
}

/// Whether a piece of a sentence is a clause of its own and no appositive.
fn clausal(view: &View<'_>, start: usize, end: usize) -> bool {
    let bound = start > 0
        && view.any(
            start,
            Classes::RELATIVE
                .with(Classes::SUBORDINATOR)
                .with(Classes::PREPOSITION)
                .with(Classes::PARTICIPLE),
        );
    !bound
        && !view.any(start, Classes::RELATIVE)
        && (start..end)
            .take_while(|at| !view.any(*at, Classes::RELATIVE))
            .any(|at| view.lower(at) && view.finite(at, end))
}

fn inside_relative(view: &View<'_>, at: usize, floor: usize) -> bool {
    (floor.max(at.saturating_sub(8))..at).any(|item| view.is(item, &["who", "which"]))
}

/// Whether the piece of a sentence that begins here can stand beside a name.
fn appositive(view: &View<'_>, item: usize) -> bool {
    view.any(
        item,
        Classes::DETERMINER
            .with(Classes::RELATIVE)
            .with(Classes::PREPOSITION)
            .with(Classes::OFFICE)
            .with(Classes::TITLE)
            .with(Classes::GERUND)
            .with(Classes::ADVERB)
            .with(Classes::PARTICIPLE),
    ) || view.lower(item)
        || view.capital(item)
        || view.shape(item, Shape::NUMBER)
}

/// Whether a phrase that begins here is a subject and not an object.
fn begins_clause(view: &View<'_>, item: usize, floor: usize) -> bool {
    let Some(before) = item.checked_sub(1).filter(|before| *before >= floor) else { return true };
    let opens = Classes::CONJUNCTION
        .with(Classes::SUBORDINATOR)
        .with(Classes::RELATIVE)
        .with(Classes::TIME)
        .with(Classes::ADVERB);
    view.stretch(before).is_some()
        || view.comma(before)
        || matches!(view.word(before), ";" | ":" | "." | "\"")
        || before == floor && matches!(view.word(before), "•" | "-" | "–" | "*" | "·")
        || (view.any(before, opens)
            && (!view.any(before, Classes::PREPOSITION) || view.is(before, &["as"])))
}

/// Finds the subject of the last finite verb before `limit` that is in no relative clause.
pub(super) fn main_subject(view: &View<'_>, start: usize, limit: usize) -> Option<Range<usize>> {
    let start = start.max(limit.saturating_sub(SUBJECT_REACH));
    last_subject(view, start, limit, |at| {
        (view.lower(at) && view.finite(at, limit)) || view.predicate(at)
    })
    .or_else(|| last_subject(view, start, limit, |at| view.lower(at) && view.past(at)))
}

fn last_subject(
    view: &View<'_>,
    start: usize,
    limit: usize,
    is_verb: impl Fn(usize) -> bool,
) -> Option<Range<usize>> {
    for at in (start..limit).rev() {
        if is_verb(at) {
            let group = cues::verb_group(view, at, start);
            let relative = group.first > start && view.any(group.first - 1, Classes::RELATIVE);
            if !relative
                && !group.infinitive
                && let Left::Found(subject) = subject_left(view, group.first, start)
            {
                return Some(subject);
            }
        }
    }
    None
}
