//! Reporting verbs of a sentence, each with its subject.

use std::ops::Range;

use super::chunk;
use super::lines::Unit;
use super::noun::noun_here;
use super::subject::Left;
use super::subject::SUBJECT_REACH;
use super::subject::inherited;
use super::subject::over_appositive;
use super::subject::subject_left;
use super::subject::written;
use super::view::View;
use crate::analysis::lexicon::Classes;

/// Whether a participle behind a noun gives a name: `an engineer called Bradley`.
fn names(view: &View<'_>, at: usize, start: usize) -> bool {
    view.is(at, &["called", "named", "dubbed"])
        && view.capital(at + 1)
        && at > start
        && view.lower(at - 1)
        && view.any(
            at - 1,
            Classes::NOUN.with(Classes::OFFICE).with(Classes::BODY).with(Classes::CULPRIT),
        )
}

/// Whether a participle says of what somebody is accused, who does not speak: `people accused of “smears”`.
fn is_blamed(view: &View<'_>, at: usize) -> bool {
    view.any(at, Classes::PARTICIPLE) && view.is(at + 1, &["of", "with"]) && view.blames(at)
}

/// How far before a gerund the `with` of its subject may stand, in items.
const WITH_REACH: usize = 12;

/// How far before `words` their owner may begin, in items.
const WORDS_REACH: usize = 6;

/// A word that reports speech.
#[expect(clippy::struct_excessive_bools, reason = "independent traits of one reporting verb")]
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

/// Finds the cues of a unit, in order.
pub(super) fn find(view: &View<'_>, unit: &Unit) -> Vec<Cue> {
    let mut cues: Vec<Cue> = Vec::new();
    for at in unit.items.clone() {
        let named = at > unit.items.start + 1
            && view.stretch(at - 2).is_some()
            && view.comma(at - 1)
            && view.is(at, &["so"])
            && view.capital(at + 1);
        if named {
            // German: `„…“, so Keller.`
            if let Some(subject) = chunk::right(view, at + 1, unit.items.end) {
                cues.push(adjunct(at, subject));
            }
            continue;
        }
        if let Some(owner) = in_words_of(view, unit, at) {
            cues.push(adjunct(at, owner));
            continue;
        }
        if !view.any(at, Classes::REPORTS.with(Classes::LEADS)) {
            continue;
        }
        if view.is(at, &["according"]) && view.is(at + 1, &["to"]) {
            let her = view.is(at + 2, &["her", "him", "them"]) && !view.lower(at + 3);
            let named = || chunk::right(view, at + 2, unit.items.end);
            if let Some(subject) = her.then_some(at + 2..at + 3).or_else(named) {
                cues.push(adjunct(at, subject));
            }
        } else if (view.any(at, Classes::REPORTS) || goes_on(view, at))
            && (view.lower(at)
                || (at == unit.items.start
                    && (view.gerund(at) || view.is(at, &["said", "added", "wrote", "asked"]))))
            && let Some(cue) = verb(view, unit, at, &cues)
        {
            cues.push(cue);
        }
    }
    cues
}

/// Whose the `words` at an item are: `had, in her words, “lent a hand”`, `in the officer's words`.
fn in_words_of(view: &View<'_>, unit: &Unit, at: usize) -> Option<Range<usize>> {
    if !view.is(at, &["words"]) {
        return None;
    }
    let floor = unit.items.start.max(at.saturating_sub(WORDS_REACH));
    let led = (floor..at).rev().find(|at| view.is(*at, &["in"]))?;
    let owner = led + 1..at;
    let own = owner.len() == 1 && view.is(owner.start, &["his", "her", "its", "their"]);
    let named = owner.len() > 1 && view.is(at - 1, &["'s", "’s"]);
    let end = at - usize::from(named);
    (own || named).then_some(owner.start..end)
}

/// A cue that is no verb, with its speaker behind it or in it: `according to`, `in her words`.
fn adjunct(at: usize, subject: Range<usize>) -> Cue {
    Cue {
        at,
        first: at,
        after: subject.end.max(at + 1),
        subject: Some(subject),
        inverted: true,
        adjunct: true,
        inherited: false,
        negated: false,
        relative: false,
    }
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
    if names(view, at, start) || is_blamed(view, at) {
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
    // `an accusation rejected by Lima as “void”`
    let reduced = view.is(at + 1, &["by"])
        && view.any(at, Classes::PARTICIPLE)
        && view.any(at, Classes::REJECTS)
        && !group.auxiliary;
    if (group.passive || reduced) && !quoted {
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
    let behind = (!group.infinitive).then(|| inverted(view, at, group.first, start, end));
    if let Some(subject) = behind.flatten() {
        cue.after = subject.end;
        cue.subject = Some(subject);
        cue.inverted = true;
        return Some(cue);
    }
    if let Some(subject) = quoted_here(view, at, end) {
        // `“…,” the agency quoted a general as saying`
        cue.first = chunk::left(view, group.first, start).map_or(group.first, |by| by.start);
        cue.after = subject.end;
        cue.subject = Some(subject);
        cue.inverted = true;
        return Some(cue);
    }
    if let Some(subject) = quoted_as(view, at, start) {
        cue.first = subject.start;
        cue.subject = Some(subject);
        return Some(cue);
    }
    let gerund = view.gerund(at) && !group.auxiliary;
    // `he said, and I quote, “…”`: who speaks is named before.
    let aside = view.is(at, &["quote"]) && view.is(group.first.wrapping_sub(1), &["i"]);
    let by_itself = || written(view, &chunk::left(view, group.first, start)?);
    let opens = gerund && group.first == start;
    let subject = if let Some(writing) = by_itself().filter(|_| gerund && !opens) {
        Some(writing)
    } else if opens {
        cue.inherited = true;
        main_behind(view, at + 1, end)
    } else if let Some(beside) = beside_with(view, group.first, start).filter(|_| gerund) {
        cue.first = beside.start;
        Some(beside)
    } else if gerund || group.infinitive || aside {
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
    // `No evidence suggests that …`: nobody says so.
    cue.subject = subject.filter(|subject| !view.any(subject.start, Classes::NEGATION));
    cue.subject.is_some().then_some(cue)
}

/// `Chad agreed, with its premier telling reporters that …`, `footage of Ann Lee saying …`: the subject
/// between `with` or `of` and the gerund.
fn beside_with(view: &View<'_>, gerund: usize, start: usize) -> Option<Range<usize>> {
    let floor = start.max(gerund.saturating_sub(WITH_REACH));
    let with = (floor..gerund).rev().find(|at| view.is(*at, &["with", "of"]))?;
    let set_off = with == start || view.comma(with - 1) || view.stretch(with - 1).is_some();
    let shown = view.is(with, &["of"]) && view.capital(with + 1) && view.capital(gerund - 1);
    let subject = chunk::right(view, with + 1, gerund)?;
    (subject.end == gerund && (shown || set_off)).then_some(subject)
}

/// `Asserting that cohesion “has eroded”, the general said`: the subject behind the first comma.
fn main_behind(view: &View<'_>, from: usize, end: usize) -> Option<Range<usize>> {
    let closes = |at: usize| {
        let stretch = view.stretch(at).map(|index| &view.stretches[index]);
        stretch.is_some_and(|stretch| stretch.span.text(view.doc.text).ends_with(','))
    };
    let comma = (from..end).find(|at| view.comma(*at) || closes(*at))?;
    let subject = chunk::right(view, comma + 1, end)?;
    let verb = (subject.end..end).find(|at| !view.adverb(*at))?;
    (view.any(verb, Classes::AUXILIARY) || view.finite(verb, end)).then_some(subject)
}

#[expect(clippy::struct_excessive_bools, reason = "independent traits of one verb group")]
pub(super) struct Group {
    pub(super) first: usize,
    passive: bool,
    pub(super) infinitive: bool,
    auxiliary: bool,
    negated: bool,
}

/// Auxiliaries of other languages after a stretch: `« … », a déclaré Morel`.
const FOREIGN_AUXILIARIES: &[&str] = &["a", "ha", "hat", "ont", "han"];

fn is_foreign_auxiliary(view: &View<'_>, item: usize, start: usize) -> bool {
    view.is(item, FOREIGN_AUXILIARIES)
        && item > start
        && (view.comma(item - 1) || view.stretch(item - 1).is_some())
}

/// Walks over auxiliaries, adverbs and words of time before a verb.
pub(super) fn verb_group(view: &View<'_>, at: usize, start: usize) -> Group {
    let mut group =
        Group { first: at, passive: false, infinitive: false, auxiliary: false, negated: false };
    while group.first > start {
        let item = group.first - 1;
        if view.is(item, &["to"]) {
            group.infinitive = true;
        } else if view.any(item, Classes::BE) && !view.any(item, Classes::PRONOUN) {
            group.passive |= view.any(at, Classes::PARTICIPLE) && !view.gerund(at);
            group.auxiliary = true;
        } else if is_foreign_auxiliary(view, item, start)
            || (view.any(item, Classes::AUXILIARY) && !view.any(item, Classes::PRONOUN))
            || (view.is(item, &["'s", "’s"])
                && view.any(item.wrapping_sub(1), Classes::PRONOUN)
                && item > start)
        {
            group.auxiliary = true;
        } else if view.any(item, Classes::TIME) && time_before(view, item, start) > 0 {
            group.first -= time_before(view, item, start);
            continue;
        } else if !(view.adverb(item) || view.is(item, &["better", "best"]))
            || view.any(item, Classes::CONJUNCTION)
        {
            break;
        }
        group.negated |= view.any(item, Classes::NEGATION);
        group.first = item;
    }
    group
}

/// Returns how many items before a verb are a time without a preposition of place: `on Tuesday`.
pub(super) fn time_before(view: &View<'_>, item: usize, start: usize) -> usize {
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

/// Reads who is quoted behind the verb at `at`, up to `as saying` at the end.
fn quoted_here(view: &View<'_>, at: usize, end: usize) -> Option<Range<usize>> {
    let quotes = view.is(at, &["quoted", "cited", "quotes", "cites"]);
    let reach = end.min(at + SUBJECT_REACH);
    let saying =
        (at + 2..reach).find(|at| view.is(*at, &["as"]) && view.is(at + 1, &["saying"]))?;
    let closes = saying + 2 >= end || view.is(saying + 2, &["."]);
    chunk::right(view, at + 1, saying).filter(|subject| quotes && closes && subject.end == saying)
}

/// Reads who is quoted: `state media quoted an army officer as saying`.
fn quoted_as(view: &View<'_>, at: usize, start: usize) -> Option<Range<usize>> {
    let before = at.checked_sub(1).filter(|before| *before > start && view.is(*before, &["as"]))?;
    let quoted = (start.max(before.saturating_sub(SUBJECT_REACH))..before)
        .rev()
        .find(|at| view.is(*at, &["quoted", "cited", "quotes", "cites", "quoting", "citing"]))?;
    chunk::right(view, quoted + 1, before).filter(|subject| subject.end == before)
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
    let verb = view.lower(subject.start)
        && view.any(subject.start, Classes::PARTICIPLE)
        && !view.any(subject.start, Classes::NOUN.with(Classes::ADJECTIVE));
    let urged = view.is(subject.end, &["to"]) && view.any(subject.end + 1, Classes::BASE);
    (closes
        && named
        && !urged
        && !verb
        && !view.is(subject.start, &["it", "this", "these", "you", "what"]))
    .then_some(subject)
}
