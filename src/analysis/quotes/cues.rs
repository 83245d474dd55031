//! Reporting verbs of a sentence, each with its subject.

use std::ops::Range;

use super::chunk;
use super::lines::Unit;
use super::view::View;
use crate::analysis::doc::Shape;
use crate::analysis::lexicon::Classes;

/// A word that reports speech.
#[derive(Clone, Debug)]
pub(super) struct Cue {
    /// The item of the verb, or of `according`.
    pub(super) at: usize,
    /// The item where the verb group, or the subject if it stands before, begins.
    pub(super) first: usize,
    /// The item after the words that belong to the cue: the verb, and the subject if it follows.
    pub(super) after: usize,
    /// The items that name the speaker.
    pub(super) subject: Option<Range<usize>>,
    /// Whether the subject stands after the verb.
    pub(super) inverted: bool,
    /// Whether it is `according to`, `as X put it`.
    pub(super) adjunct: bool,
    /// Whether the subject is that of another verb.
    pub(super) inherited: bool,
    /// Whether it is denied, asked or planned that something be said: `did not say`.
    pub(super) negated: bool,
    /// Whether it stands in a relative clause: `a man who said`.
    pub(super) relative: bool,
}

/// How far before a verb its subject may stand, in items.
const SUBJECT_REACH: usize = 60;

/// The longest stretch that can be a name inside an appositive, in tokens.
const NAME_TOKENS: usize = 3;
/// How far a relative clause that no comma ends is followed back, in items.
const RELATIVE_REACH: usize = 14;

/// Finds the cues of a unit, in order.
pub(super) fn find(view: &View<'_>, unit: &Unit) -> Vec<Cue> {
    let mut cues: Vec<Cue> = Vec::new();
    for at in unit.items.clone() {
        let named = view.is(at, &["so"])
            && at > unit.items.start
            && view.comma(at - 1)
            && view.capital(at + 1);
        if named && at > unit.items.start + 1 && view.stretch(at - 2).is_some() {
            // German: `„…“, so Keller.`
            if let Some(subject) = chunk::right(view, at + 1, unit.items.end) {
                let cue = Cue {
                    at,
                    first: at,
                    after: subject.end,
                    subject: Some(subject),
                    inverted: true,
                    adjunct: true,
                    inherited: false,
                    negated: false,
                    relative: false,
                };
                cues.push(cue);
            }
        } else if view.is(at, &["according"]) && view.is(at + 1, &["to"]) {
            if let Some(subject) = chunk::right(view, at + 2, unit.items.end) {
                cues.push(Cue {
                    at,
                    first: at,
                    after: subject.end,
                    subject: Some(subject),
                    inverted: true,
                    adjunct: true,
                    inherited: false,
                    negated: false,
                    relative: false,
                });
            }
        } else if (view.any(at, Classes::REPORTS) || goes_on(view, at))
            && (view.lower(at) || (at == unit.items.start && view.surely_past(at)))
            && let Some(cue) = verb(view, unit, at, &cues)
        {
            cues.push(cue);
        }
    }
    cues
}

/// Whether `went on` stands here, as a verb of speech.
fn goes_on(view: &View<'_>, at: usize) -> bool {
    view.is(at, &["went", "goes"]) && view.is(at + 1, &["on"]) && !view.is(at + 2, &["to"])
}

/// Reads the verb at `at`, unless the word is a noun there or its subject is not who speaks.
fn verb(view: &View<'_>, unit: &Unit, at: usize, before: &[Cue]) -> Option<Cue> {
    let Range { start, end } = unit.items;
    if noun_here(view, at, start, end) {
        return None;
    }
    let group = verb_group(view, at, start);
    let mut cue = Cue {
        at,
        first: group.first,
        after: at + 1,
        subject: None,
        inverted: false,
        adjunct: false,
        inherited: false,
        negated: group.negated,
        relative: group.first > start
            && view.is(group.first - 1, &["who", "which", "that"])
            && !(group.first > start + 1 && view.comma(group.first - 2)),
    };
    let quoted = group.passive && view.is(at, &["quoted", "cited"]) && view.is(at + 1, &["as"]);
    if group.passive && !quoted {
        return passive(view, cue, end);
    }
    let after_comma = group.first > start && view.comma(group.first - 1);
    let beside = after_comma && group.first > start + 1 && view.stretch(group.first - 2).is_none();
    let apposed = if beside && !view.gerund(at) {
        over_appositive(view, group.first - 1, start.max(group.first.saturating_sub(SUBJECT_REACH)))
    } else {
        Left::None
    };
    if let Left::Found(subject) = apposed {
        cue.first = subject.start;
        cue.subject = Some(subject);
        return Some(cue);
    }
    if let Some(subject) = inverted(view, at, group.first, start, end) {
        cue.after = subject.end;
        cue.subject = Some(subject);
        cue.inverted = true;
        return Some(cue);
    }
    let gerund = view.gerund(at) && !group.auxiliary;
    let subject = if gerund || group.infinitive {
        cue.inherited = true;
        inherited(view, start, group.first, before)
    } else {
        match subject_left(view, group.first, start) {
            Left::Found(subject) => {
                cue.first = subject.start;
                Some(subject)
            }
            Left::Inherits => {
                cue.inherited = true;
                inherited(view, start, group.first, before)
            }
            Left::None => None,
        }
    };
    cue.adjunct = cue.first > start
        && view.is(cue.first - 1, &["as"])
        && (cue.first == start + 1
            || view.comma(cue.first - 2)
            || view.stretch(cue.first - 2).is_some())
        && (cue.after >= end || view.is(cue.after, &["it", ",", "."]));
    cue.subject = subject;
    cue.subject.is_some().then_some(cue)
}

/// Finds the subject that a verb shares with one before it.
fn inherited(view: &View<'_>, start: usize, first: usize, before: &[Cue]) -> Option<Range<usize>> {
    let said = before.iter().rev().find(|cue| {
        !cue.adjunct
            && !cue.relative
            && view.any(cue.at, Classes::SAYS)
            && !view.any(cue.at, Classes::WEAK)
    });
    let aside = view.any(start, Classes::SUBORDINATOR);
    match said {
        Some(said) if !(aside && (said.after..first).any(|at| view.comma(at))) => {
            said.subject.clone()
        }
        Some(_) | None => main_subject(view, start, first),
    }
}

/// Whether a word that can be a reporting verb is a noun or an adjective here.
fn noun_here(view: &View<'_>, at: usize, start: usize, end: usize) -> bool {
    if view.surely_past(at) {
        return false;
    }
    let past = view.any(at, Classes::PAST.with(Classes::PARTICIPLE));
    let before = at.checked_sub(1).filter(|before| *before >= start);
    let after_modifier = before.is_some_and(|before| {
        (view.any(before, Classes::DETERMINER.with(Classes::ADJECTIVE))
            && !view.is(before, &["that", "all", "both"]))
            || view.is(before, &["'s", "’s", "-"])
            || (view.any(before, Classes::PREPOSITION)
                && !view.is(before, &["to", "by"])
                && !view.gerund(at))
    });
    if after_modifier {
        return true;
    }
    if past || view.gerund(at) {
        return false;
    }
    let Some(before) = before else { return true };
    let marked = |item: usize| item >= start && view.stretch(item).is_some();
    if marked(before) || (view.comma(before) && before > start && marked(before - 1)) {
        return false;
    }
    let after_mark = (start..at).rev().take(RELATIVE_REACH).any(marked);
    if view.any(before, Classes::MODAL.with(Classes::DO).with(Classes::NEGATION))
        || view.is(before, &["to"])
    {
        return false;
    }
    let subject = if view.adverb(before) && before > start { before - 1 } else { before };
    let next = at + 1;
    let clause = next < end
        && (view.stretch(next).is_some()
            || view.any(next, Classes::DETERMINER.with(Classes::PRONOUN))
            || view.is(next, &["that", ":", ","])
            || view.capital(next))
        || (after_mark && (next >= end || view.is(next, &["."])));
    let plural = plural_subject(view, subject);
    let fits = if view.any(at, Classes::THIRD) {
        (!plural || view.capital(subject)) && singular_subject(view, subject)
    } else {
        plural
    };
    !fits || (view.any(at, Classes::NOUN) && !clause)
}

fn plural_subject(view: &View<'_>, item: usize) -> bool {
    view.shape(item, Shape::NUMBER)
        || view.is(
            item,
            &["percent", "%", "half", "most", "few", "all", "five", "ten", "one", "two", "three"],
        )
        || view.is(
            item,
            &[
                "i", "we", "you", "they", "who", "people", "police", "some", "many", "others",
                "men", "women",
            ],
        )
        || view.any(item, Classes::PLURAL)
        || (view.shape(item, Shape::WORD)
            && view.word(item).ends_with('s')
            && !view.word(item).ends_with("ss")
            && !view.any(item, Classes::PRONOUN.with(Classes::DETERMINER).with(Classes::VERB)))
}

fn singular_subject(view: &View<'_>, item: usize) -> bool {
    view.capital(item)
        || view.is(item, &["he", "she", "it", "who", "which", "that", "one", "%"])
        || view.any(
            item,
            Classes::OFFICE.with(Classes::BODY).with(Classes::SPEECH).with(Classes::NOUN),
        )
        || view.comma(item)
        || (view.lower(item)
            && !view.any(
                item,
                Classes::VERB
                    .with(Classes::ADJECTIVE)
                    .with(Classes::PREPOSITION)
                    .with(Classes::DETERMINER)
                    .with(Classes::CONJUNCTION),
            ))
}

struct Group {
    first: usize,
    passive: bool,
    infinitive: bool,
    auxiliary: bool,
    negated: bool,
}

/// Auxiliaries of other languages after a stretch: `« … », a déclaré Morel`.
const FOREIGN_AUXILIARIES: &[&str] = &["a", "ha", "hat", "ont", "han"];

/// Walks over auxiliaries, adverbs and words of time before a verb.
fn verb_group(view: &View<'_>, at: usize, start: usize) -> Group {
    let mut group =
        Group { first: at, passive: false, infinitive: false, auxiliary: false, negated: false };
    while group.first > start {
        let item = group.first - 1;
        if view.is(item, &["to"]) {
            group.infinitive = true;
        } else if view.any(item, Classes::BE) && !view.any(item, Classes::PRONOUN) {
            group.passive |= view.any(at, Classes::PARTICIPLE) && !view.gerund(at);
            group.auxiliary = true;
        } else if view.is(item, FOREIGN_AUXILIARIES)
            && item > start
            && (view.comma(item - 1) || view.stretch(item - 1).is_some())
        {
            group.auxiliary = true;
        } else if view.any(item, Classes::AUXILIARY) && !view.any(item, Classes::PRONOUN)
            || (view.is(item, &["'s", "’s"])
                && view.any(item.wrapping_sub(1), Classes::PRONOUN)
                && item > start)
        {
            group.auxiliary = true;
        } else if view.any(item, Classes::TIME) && time_before(view, item, start) > 0 {
            group.first -= time_before(view, item, start);
            continue;
        } else if !view.adverb(item) || view.any(item, Classes::CONJUNCTION) {
            break;
        }
        group.negated |= view.any(item, Classes::NEGATION);
        group.first = item;
    }
    group
}

/// Returns how many items before a verb are a time without a preposition of place: `on Tuesday`.
fn time_before(view: &View<'_>, item: usize, start: usize) -> usize {
    let mut first = item;
    while first > start
        && (view.is(first - 1, &["on", "last", "this", "late", "early", "in", "earlier"])
            || view.any(first - 1, Classes::TIME))
    {
        first -= 1;
    }
    if first == start { 0 } else { item + 1 - first }
}

/// `was described by X as`: the agent speaks; without one nobody does.
fn passive(view: &View<'_>, mut cue: Cue, end: usize) -> Option<Cue> {
    let by = (cue.at + 1..end.min(cue.at + 6)).find(|at| view.is(*at, &["by"]))?;
    let subject = chunk::right(view, by + 1, end)?;
    cue.after = subject.end;
    cue.subject = Some(subject);
    Some(cue)
}

/// Reads the subject after a verb that stands first in its clause: `…, said Peters`.
fn inverted(
    view: &View<'_>,
    at: usize,
    first: usize,
    start: usize,
    end: usize,
) -> Option<Range<usize>> {
    let before = first.checked_sub(1).filter(|before| *before >= start);
    let opens = before.is_none_or(|before| view.stretch(before).is_some() || view.comma(before));
    if !opens || !view.any(at, Classes::SAYS) || view.gerund(at) {
        return None;
    }
    let after_stretch = before.is_some_and(|before| {
        view.stretch(before).is_some()
            || (view.comma(before) && before > start && view.stretch(before - 1).is_some())
    });
    if before.is_none() && !after_stretch && !view.is(at, &["said", "says"]) {
        return None;
    }
    let subject = chunk::right(view, at + 1, end)?;
    let closes = subject.end >= end
        || matches!(view.word(subject.end), "," | "." | ";" | ":" | "—" | "–" | "-")
        || view.stretch(subject.end).is_some()
        || view.any(
            subject.end,
            Classes::PREPOSITION
                .with(Classes::RELATIVE)
                .with(Classes::TIME)
                .with(Classes::SUBORDINATOR)
                .with(Classes::CONJUNCTION)
                .with(Classes::ADVERB)
                .with(Classes::GERUND),
        );
    let named = view.capital(subject.start)
        || view
            .any(subject.start, Classes::DETERMINER.with(Classes::PRONOUN).with(Classes::OFFICE))
        || after_stretch;
    let urged = view.is(subject.end, &["to"]) && view.any(subject.end + 1, Classes::BASE);
    (closes && named && !urged && !view.is(subject.start, &["it", "this", "these", "you", "what"]))
        .then_some(subject)
}

enum Left {
    Found(Range<usize>),
    Inherits,
    None,
}

/// Finds the subject of a verb group that begins at `first`.
fn subject_left(view: &View<'_>, first: usize, start: usize) -> Left {
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
        return chunk::left(view, end, floor).map_or(Left::None, Left::Found);
    }
    if view.comma(item) {
        return over_appositive(view, item, floor);
    }
    if let Some(subject) = before_relative(view, first, floor) {
        return Left::Found(subject);
    }
    let Some(subject) = chunk::left(view, first, floor) else { return Left::None };
    Left::Found(before_office(view, &subject, floor).unwrap_or(subject))
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
        .find(|at| view.is(*at, &["who"]))?;
    let verb = (relative + 1..first).any(|at| view.finite(at, first));
    let end = if relative > floor && view.comma(relative - 1) { relative - 1 } else { relative };
    chunk::left(view, end, floor).filter(|_| verb)
}

/// Jumps from the comma that closes an appositive to the phrase before it.
fn over_appositive(view: &View<'_>, close: usize, floor: usize) -> Left {
    let mut best = None;
    let mut at = close;
    let piece = (floor..close).rev().take_while(|at| !view.comma(*at)).last().unwrap_or(close);
    if clausal(view, piece, close) {
        return Left::Inherits;
    }
    while at > floor {
        at -= 1;
        let short =
            view.stretch(at).is_some_and(|index| view.stretches[index].inner.len() <= NAME_TOKENS);
        if view.stretch(at).is_some() && !short && !inside_relative(view, at, floor) {
            break;
        }
        if !view.comma(at) || at + 1 >= close || !appositive(view, at + 1) {
            continue;
        }
        if let Some(subject) = chunk::left(view, at, floor)
            && begins_clause(view, subject.start, floor)
        {
            best = Some(subject);
        }
    }
    best.map_or(Left::Inherits, Left::Found)
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
            let group = verb_group(view, at, start);
            let relative = group.first > start && view.any(group.first - 1, Classes::RELATIVE);
            if !relative && let Left::Found(subject) = subject_left(view, group.first, start) {
                return Some(subject);
            }
        }
    }
    None
}
