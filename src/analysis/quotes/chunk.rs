//! Noun phrases that name a speaker, to the left and to the right of a verb.

use std::ops::Range;

use super::view::View;
use crate::analysis::doc::Shape;
use crate::analysis::lexicon::Classes;

/// The longest phrase that can name a speaker, in items.
const CHUNK_ITEMS_MAX: usize = 40;

/// How long a word in `-ly` with a capital is at least that is no name, in bytes.
const MANNER_BYTES_MIN: usize = 10;

/// Reads the phrase that begins at `start`, up to `end`: `the embassy of China in Wellington`.
pub(super) fn right(view: &View<'_>, start: usize, end: usize) -> Option<Range<usize>> {
    let end = end.min(start + CHUNK_ITEMS_MAX);
    if start >= end || !can_begin(view, start) {
        return None;
    }
    if view.any(start, Classes::PRONOUN) && !view.is(start, &["who"]) {
        return Some(start..start + 1);
    }
    let mut at = start;
    let mut named = false;
    while at < end {
        if view.stretch(at).is_some() || stops_right(view, at, end, start) {
            break;
        }
        if view.any(at, Classes::PREPOSITION) && !carries_on(view, at, end, named) {
            break;
        }
        if view.any(at, Classes::CONJUNCTION) && !joins_right(view, at, end) {
            break;
        }
        if view.is(at, &["known"]) && view.is(at + 1, &["as"]) && view.capital(at + 2) {
            at += 2;
            continue;
        }
        let given = view.any(at, Classes::GIVEN) && view.capital(at + 1) && view.capital(at - 1);
        let aged = at > start && view.is(at - 1, &["-"]);
        if view.any(at, Classes::TIME)
            && at > start
            && !given
            && !aged
            && !view.is(at + 1, &["'s", "’s"])
        {
            break;
        }
        named = view.capital(at);
        at += 1;
    }
    // `according to the agency. — Reuters`
    let stop = |at: usize| view.is(at, &["."]) && view.lower(at - 1);
    while at > start + 1
        && (stop(at - 1) || view.adverb(at - 1) || view.any(at - 1, Classes::PREPOSITION))
    {
        at -= 1;
    }
    (at > start && (at > start + 1 || !view.any(start, Classes::DETERMINER))).then_some(start..at)
}

/// Whether a phrase can begin with an item.
pub(super) fn can_begin(view: &View<'_>, item: usize) -> bool {
    let word = view.shape(item, Shape::WORD.with(Shape::NUMBER));
    word && !view.any(
        item,
        Classes::PREPOSITION
            .with(Classes::SUBORDINATOR)
            .with(Classes::CONJUNCTION)
            .with(Classes::AUXILIARY)
            .with(Classes::NEGATION),
    ) && (!view.any(item, Classes::RELATIVE) || view.any(item, Classes::DETERMINER))
        && !view.is(item, &["that", "him", "them", "me", "us", "so"])
        && (!view.any(item, Classes::TIME) || view.is(item + 1, &["'s", "’s"]))
        && !(view.adverb(item) && view.lower(item))
}

fn stops_right(view: &View<'_>, at: usize, end: usize, start: usize) -> bool {
    if !view.shape(at, Shape::WORD.with(Shape::NUMBER)) {
        let inside = matches!(view.word(at), "'s" | "’s" | "-" | "." | "&" | "/" | "'" | "’" | "‑");
        let dot_ends = view.word(at) == "." && at + 1 >= end;
        return !inside || dot_ends;
    }
    view.any(at, Classes::RELATIVE.with(Classes::SUBORDINATOR).with(Classes::AUXILIARY))
        && at > start
        || (at > start && view.lower(at) && (view.gerund(at) || view.surely_past(at)))
        // `the letter penned by the envoy`
        || (at > start && view.lower(at) && view.past(at) && view.is(at + 1, &["by"]))
        || (at > start
            && view.lower(at)
            && view.adverb(at)
            && !view.any(at, Classes::NOUN.with(Classes::ADJECTIVE)))
}

/// Whether the phrase goes on after a preposition.
fn carries_on(view: &View<'_>, at: usize, end: usize, named: bool) -> bool {
    if at + 1 >= end || view.any(at, Classes::SUBORDINATOR) {
        return false;
    }
    if view.is(at, &["of"]) {
        return true;
    }
    if view.any(at + 1, Classes::TIME.with(Classes::SPEECH).with(Classes::GERUND))
        || view.any(at + 2, Classes::SPEECH)
        || view.any(at + 3, Classes::SPEECH)
        || view.is(at + 2, &["interview", "briefing", "conference", "hearing"])
    {
        return false;
    }
    let noun = view.capital(at + 1) || view.any(at + 1, Classes::DETERMINER);
    if view.is(at, &["for", "from", "with"]) && !named {
        return noun || can_begin(view, at + 1);
    }
    view.is(at, &["to", "in", "at"]) && !named && noun
}

fn joins_right(view: &View<'_>, at: usize, end: usize) -> bool {
    // `current and former officials`
    let kind = Classes::ADJECTIVE.with(Classes::QUALIFIER);
    if at > 0 && at + 2 < end && view.any(at - 1, kind) && view.any(at + 1, kind) {
        return view.is(at, &["and", "or"]);
    }
    at + 1 < end
        && view.is(at, &["and", "&"])
        && view.capital(at - 1)
        && view.capital(at + 1)
        && !view.any(at + 1, Classes::PRONOUN)
}

/// Reads the phrase that ends before `end`, back to `floor`; also says whether it begins a clause.
pub(super) fn left(view: &View<'_>, end: usize, floor: usize) -> Option<Range<usize>> {
    let floor = floor.max(end.saturating_sub(CHUNK_ITEMS_MAX));
    let mut at = end;
    while at > floor {
        let item = at - 1;
        if view.any(item, Classes::PRONOUN) && !view.any(item, Classes::RELATIVE) {
            return (at == end).then_some(item..end).or(trim(view, at..end));
        }
        if stops_left(view, item, end) {
            break;
        }
        if view.any(item, Classes::CONJUNCTION) && !joins_left(view, item, floor, end) {
            break;
        }
        at = item;
        if view.any(item, Classes::DETERMINER)
            && item > floor
            && !view.any(item - 1, Classes::PREPOSITION.with(Classes::CONJUNCTION))
            && !view.is(item - 1, &["all", "both", "half"])
        {
            break;
        }
    }
    trim(view, at..end)
}

fn stops_left(view: &View<'_>, item: usize, end: usize) -> bool {
    let Some(_) = view.token(item) else { return true };
    if !view.shape(item, Shape::WORD.with(Shape::NUMBER)) {
        return !matches!(
            view.word(item),
            "'s" | "’s" | "-" | "." | "&" | "/" | "'" | "’" | "‑" | "$"
        );
    }
    if view.any(item, Classes::PREPOSITION) {
        return view
            .is(item, &["after", "before", "since", "until", "because", "despite", "during"])
            || (view.is(item, &["as"]));
    }
    let given = view.any(item, Classes::GIVEN) && view.capital(item + 1);
    let time = view.any(item, Classes::TIME)
        && !given
        && item + 1 < end
        && !view.is(item + 1, &["'s", "’s"])
        && !view.any(item + 1, Classes::OFFICE.with(Classes::BODY).with(Classes::SPEECH))
        && (view.capital(item + 1)
            || view.any(item + 1, Classes::DETERMINER.with(Classes::PRONOUN)));
    time || view.any(item, Classes::RELATIVE.with(Classes::SUBORDINATOR))
        && !view.any(item, Classes::DETERMINER)
        || view.is(item, &["that", "but", "than"])
        || view.any(item, Classes::BE.with(Classes::HAVE).with(Classes::DO).with(Classes::MODAL))
            && view.lower(item)
        || (view.lower(item) && view.finite(item, end) && !describes(view, item, end))
}

/// Whether a participle stands before its noun: `a written reply`, `the Fijian armed forces`.
fn describes(view: &View<'_>, item: usize, end: usize) -> bool {
    item > 0
        && item + 1 < end
        && view.any(item, Classes::PARTICIPLE)
        && (view.any(item - 1, Classes::DETERMINER) || view.names_adjective(item - 1))
        && view.any(item + 1, Classes::SPEECH.with(Classes::BODY).with(Classes::FORCE))
}

/// Whether a conjunction on the way to the left joins two names and not two clauses.
fn joins_left(view: &View<'_>, item: usize, floor: usize, end: usize) -> bool {
    if !view.is(item, &["and", "&", "or"]) || item == floor || item + 1 >= end {
        return false;
    }
    if capitals_reach(view, item, floor) {
        return true;
    }
    let mut at = item;
    let stop = floor.max(item.saturating_sub(CHUNK_ITEMS_MAX));
    while at > stop {
        at -= 1;
        if view.is(at, &[":", ";"]) {
            break;
        }
        let verb = view.lower(at)
            && (view.finite(at, item)
                || (view.past(at)
                    && !view.any(
                        at - usize::from(at > stop),
                        Classes::DETERMINER.with(Classes::ADJECTIVE),
                    )));
        if view.stretch(at).is_some() || verb {
            return false;
        }
        if view.comma(at) && !view.capital(at + 1) {
            break;
        }
    }
    true
}

/// Whether only capitalised words stand between a conjunction and the head of its clause:
/// `“…,” Information and Communications Undersecretary Yap said`.
fn capitals_reach(view: &View<'_>, item: usize, floor: usize) -> bool {
    let mut at = item;
    while at > floor && view.capital(at - 1) && !view.any(at - 1, Classes::VERB) {
        at -= 1;
    }
    at < item
        && view.capital(item + 1)
        && (at == floor || view.stretch(at - 1).is_some() || view.comma(at - 1))
}

/// Drops what cannot begin a subject: a leading adjunct (`In a statement Peters`), commas, adverbs.
fn trim(view: &View<'_>, range: Range<usize>) -> Option<Range<usize>> {
    let Range { mut start, end } = range;
    while start < end
        && (!view.shape(start, Shape::WORD.with(Shape::NUMBER))
            || (view.adverb(start)
                && !view.any(start, Classes::ADJECTIVE.with(Classes::DETERMINER)))
            || view.any(start, Classes::CONJUNCTION)
            || (view.any(start, Classes::TIME) && !view.is(start + 1, &["'s", "’s"])))
    {
        start += 1;
    }
    if view.is(start, &["according"]) && view.is(start + 1, &["to"]) {
        start = end.min(start + 2);
    }
    if start < end && view.any(start, Classes::PREPOSITION) {
        start = (start + 2..end)
            .find(|at| {
                let noun_before = !view.any(
                    at - 1,
                    Classes::PREPOSITION.with(Classes::DETERMINER).with(Classes::ADJECTIVE),
                ) && !view.is(at - 1, &["-", "'s", "’s", "."]);
                let begins = view.any(*at, Classes::DETERMINER.with(Classes::PRONOUN))
                    || (view.capital(*at) && !view.capital(at - 1));
                noun_before && begins
            })
            .unwrap_or(end);
    }
    // `Democratically governed Fiji, …, complains`
    let manner = end == start + 1
        && view.word(start).len() >= MANNER_BYTES_MIN
        && view.word(start).ends_with("ly");
    (start < end && !manner).then_some(start..end)
}
