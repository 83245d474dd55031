//! What a cue without marks reports: the reported clause.

use std::ops::Range;

use super::chunk;
use super::cues::Cue;
use super::lines::Unit;
use super::view::View;
use crate::analysis::doc::Shape;
use crate::analysis::lexicon::Classes;

/// A reported clause.
#[derive(Clone, Debug)]
pub(super) struct Clause {
    /// Its items.
    pub(super) items: Range<usize>,
    /// The index of its cue in the unit.
    pub(super) cue: usize,
}

/// How long the name of the accused may be, in items.
const OBJECT_ITEMS: usize = 6;

/// The fewest words of an infinitive that tells something: `refused to pay` does not.
const INFINITIVE_WORDS_MIN: usize = 4;

/// The fewest words of a clause that is told without `that`.
const WORDS_MIN: usize = 3;

/// Finds the clauses that the cues of a unit report, in order.
pub(super) fn find(view: &View<'_>, unit: &Unit, cues: &[Cue]) -> Vec<Clause> {
    let mut clauses: Vec<Clause> = Vec::new();
    let mut covered = unit.items.start;
    for (index, cue) in cues.iter().enumerate() {
        if cue.at < covered {
            continue;
        }
        for items in contents(view, unit, cues, index) {
            let items = trimmed(view, items);
            if items.is_empty() || items.start < covered {
                continue;
            }
            covered = items.end.max(covered);
            clauses.push(Clause { items, cue: index });
        }
    }
    clauses
}

fn contents(view: &View<'_>, unit: &Unit, cues: &[Cue], index: usize) -> Vec<Range<usize>> {
    let cue = &cues[index];
    if cue.negated && !cue.adjunct {
        return Vec::new();
    }
    if cue.adjunct {
        return around(view, unit, cues, index);
    }
    if let Some(before) = before(view, unit, cues, index) {
        return before;
    }
    if cue.inverted {
        return Vec::new();
    }
    after(view, unit, cues, index).into_iter().collect()
}

/// The clause before `, Peters said`.
fn before(view: &View<'_>, unit: &Unit, cues: &[Cue], index: usize) -> Option<Vec<Range<usize>>> {
    let cue = &cues[index];
    let start = unit.items.start;
    if cue.first < start + 2 || cue.inherited || !view.any(cue.at, Classes::SAYS) {
        return None;
    }
    if !view.comma(cue.first - 1) || view.any(cue.at, Classes::WEAK) {
        return None;
    }
    let ends = matches!(view.word(cue.after), "." | "," | "" | ";" | "—" | "–")
        || view.any(
            cue.after,
            Classes::TIME
                .with(Classes::PREPOSITION)
                .with(Classes::GERUND)
                .with(Classes::SUBORDINATOR)
                .with(Classes::ADVERB),
        );
    let piece = start..cue.first - 1;
    if !ends
        || view.stretch(cue.first - 2).is_some() && !is_clause(view, piece.clone())
        || !is_clause(view, piece.clone())
    {
        return None;
    }
    let mut pieces = vec![piece];
    if view.comma(cue.after)
        && cue.after + WORDS_MIN < unit.items.end
        && cues.get(index + 1).is_none_or(|next| next.first > cue.after + 1)
        && !view.gerund(cue.after + 1)
        && !view.any(cue.after + 1, Classes::CONJUNCTION.with(Classes::PREPOSITION))
        && !(cue.inverted && names_office(view, cue.after + 1, unit.items.end))
    {
        pieces.push(cue.after + 1..unit.items.end);
    }
    Some(pieces)
}

/// `…, said Ana Moss, the head of the agency, in a letter published on Monday`: who Moss is.
fn names_office(view: &View<'_>, start: usize, end: usize) -> bool {
    (start..end)
        .take_while(|at| !view.comma(*at) && !view.any(*at, Classes::AUXILIARY))
        .any(|at| view.any(at, Classes::OFFICE))
}

/// What stands around `according to X` or `as X put it`.
fn around(view: &View<'_>, unit: &Unit, cues: &[Cue], index: usize) -> Vec<Range<usize>> {
    let cue = &cues[index];
    let (start, end) = (unit.items.start, unit.items.end);
    let as_phrase = !view.is(cue.at, &["according"]);
    let first = if as_phrase { cue.first - 1 } else { cue.first };
    let mut pieces = Vec::new();
    if first <= start + 1 {
        let comma = (cue.after..end.min(cue.after + 30)).find(|at| view.comma(*at));
        if let Some(comma) = comma {
            pieces.push(comma + 1..end);
        }
        return pieces;
    }
    pieces.push(start..first);
    if view.comma(cue.after)
        && is_clause(view, cue.after + 1..end)
        && !view.any(cue.after + 1, Classes::RELATIVE)
    {
        pieces.push(cue.after + 1..end);
    }
    pieces
}

/// The clause after `Peters said`.
fn after(view: &View<'_>, unit: &Unit, cues: &[Cue], index: usize) -> Option<Range<usize>> {
    let cue = &cues[index];
    let mut end = end_of(view, unit, cues, index);
    let aside = (unit.items.start..cue.first).any(|at| view.comma(at));
    let bound = !aside
        && view.any(unit.items.start, Classes::SUBORDINATOR)
        && view.is(
            unit.items.start,
            &["while", "as", "although", "though", "when", "if", "since", "because"],
        );
    if cue.relative {
        return None;
    }
    if bound {
        end = (cue.after..end).find(|at| view.comma(*at))?;
    }
    if let Some(stop) = (cue.after..end).find(|at| ends_clause(view, *at, end)) {
        end = stop;
    }
    if in_aside(view, unit, cue) {
        end = (cue.after..end).find(|at| goes_on(view, *at, end)).unwrap_or(end);
    }
    if let Some(object) = worded(view, cue, end) {
        return Some(object);
    }
    if let Some(object) = object_of(view, cue, end) {
        return Some(object);
    }
    let (start, explicit) = start_of(view, cue, end)?;
    let rest = start..end;
    if rest.len() < 2 {
        return None;
    }
    if view.is(start, &["to"]) {
        let vows = view.any(cue.at, Classes::VOWS) && !view.any(cue.at, Classes::FORGOES);
        return (vows && rest.len() >= INFINITIVE_WORDS_MIN).then_some(rest);
    }
    if !view.any(cue.at, Classes::SAYS) {
        return None;
    }
    if explicit {
        return (is_clause(view, rest.clone()) || view.is(start - 1, &[":"])).then_some(rest);
    }
    let begins = chunk::can_begin(view, start)
        || view.any(start, Classes::SUBORDINATOR.with(Classes::PREPOSITION))
        || view.stretch(start).is_some();
    let weak = view.any(cue.at, Classes::WEAK.with(Classes::VOWS));
    (begins && !weak && opens_clause(view, cue, rest.clone())).then_some(rest)
}

/// Whether a clause without `that` begins here: a subject and its verb.
fn opens_clause(view: &View<'_>, cue: &Cue, items: Range<usize>) -> bool {
    if !is_clause(view, items.clone()) {
        return false;
    }
    let plain = view.is(
        cue.at,
        &[
            "said", "says", "say", "saying", "told", "tells", "tell", "telling", "insisted",
            "argued", "claimed",
        ],
    );
    if view.any(items.start, Classes::PRONOUN) && view.comma(items.start + 1) {
        // `denied it, and no proof was shown`
        return false;
    }
    if plain || view.any(items.start, Classes::PRONOUN) {
        return true;
    }
    let Some(subject) = chunk::right(view, items.start, items.end) else { return false };
    let verb = (subject.end..items.end).find(|at| !view.adverb(*at)).unwrap_or(items.end);
    verb < items.end
        && (view.any(verb, Classes::AUXILIARY)
            || view.finite(verb, items.end)
            || present(view, verb))
}

/// Whether a verb stands in a clause that is put in between: `Cuba, which warned that …, had …`.
fn in_aside(view: &View<'_>, unit: &Unit, cue: &Cue) -> bool {
    (unit.items.start + 1..cue.at)
        .rev()
        .take(OBJECT_ITEMS)
        .any(|at| view.is(at, &["who", "which"]) && view.comma(at - 1))
}

/// Whether the sentence of the writer goes on behind a comma: with a verb, and no subject before it.
fn goes_on(view: &View<'_>, at: usize, end: usize) -> bool {
    view.comma(at)
        && at + 1 < end
        && (view.any(at + 1, Classes::AUXILIARY) || view.finite(at + 1, end))
}

/// Whether the reported words end before an item: a semicolon, or the writer's own addition,
/// as `…, while Chad said it had no doubt`.
fn ends_clause(view: &View<'_>, at: usize, end: usize) -> bool {
    view.is(at, &[";"])
        || (view.comma(at)
            && at + 1 < end
            && view.is(at + 1, &["who", "which", "whose", "while", "whereas"]))
        || (view.comma(at) && at + 2 < end && view.is(at + 1, &["but"]))
}

/// An object that begins with a word of the speaker's: `denies “absurd” hacking claims`,
/// `accused Russia of “weaponising” satellite firmware`.
fn worded(view: &View<'_>, cue: &Cue, end: usize) -> Option<Range<usize>> {
    if !view.any(cue.at, Classes::REJECTS) || !view.any(cue.at, Classes::PAST.with(Classes::THIRD))
    {
        return None;
    }
    let start = if view.stretch(cue.after).is_some() {
        cue.after
    } else {
        let of = (cue.after..end).take(OBJECT_ITEMS).find(|at| view.is(*at, &["of"]))?;
        let named = (cue.after..of).all(|at| view.shape(at, Shape::WORD));
        named.then_some(of + 1)?
    };
    view.stretch(start)?;
    let stop = (start..end).find(|at| view.comma(*at) || view.is(*at, &["."])).unwrap_or(end);
    let goes_on = (start + 1..stop).all(|at| {
        view.shape(at, Shape::WORD)
            && !view
                .any(at, Classes::CONJUNCTION.with(Classes::SUBORDINATOR).with(Classes::RELATIVE))
    });
    let noun = start + 1 < stop
        && view.lower(start + 1)
        && !view.any(start + 1, Classes::PREPOSITION.with(Classes::ADVERB));
    (goes_on && noun).then_some(start..stop)
}

/// What a verb speaks of without a clause: `denied any role`, `called it a lie`, `urged it to stop`.
fn object_of(view: &View<'_>, cue: &Cue, end: usize) -> Option<Range<usize>> {
    let start = cue.after;
    let finite = view.any(cue.at, Classes::PAST.with(Classes::THIRD).with(Classes::BASE))
        || view.gerund(cue.at);
    if start + 1 >= end
        || !finite
        || view.is(start, &["that", ",", ":", "."])
        || view.stretch(start).is_some()
    {
        return None;
    }
    let stop = (start..end).find(|at| view.comma(*at) || view.is(*at, &[":"])).unwrap_or(end);
    let rest = start..stop;
    if view.any(cue.at, Classes::URGES) {
        let start = start + usize::from(view.is(start, &["on", "upon"]));
        let rest = start..stop;
        let asked = (start..stop)
            .find(|at| view.is(*at, &["to", "if", "whether", "about", "what", "why", "how"]))?;
        let wh = !view.is(asked, &["to"]);
        if asked == start && !wh {
            return None;
        }
        return if wh && !view.is(cue.at, &["told", "tell", "tells"]) {
            Some(asked..stop)
        } else {
            // `asked not to be named` tells nothing.
            let told = stop - asked >= WORDS_MIN && !view.any(start, Classes::NEGATION);
            (told && view.any(asked + 1, Classes::BASE) && !wh).then_some(rest)
        };
    }
    let object = chunk::can_begin(view, start)
        || view.is(start, &["him", "them", "himself", "themselves", "her"]);
    // `rejected claims from Bonn of “a plot”`: in the words of Bonn.
    let names_it = rest.clone().any(|at| view.is(at, &["as"]));
    let anothers = !names_it
        && rest.clone().any(|at| view.any(at, Classes::CHARGE) && view.is(at + 1, &["from", "by"]));
    // `called it a lie`, `dismissed the claim as “a lie”`: what it is said to be; a bare object, as in
    // `condemned the attack` and `considers sanctions`, tells nothing.
    let told = view.is(cue.at, &["called", "calls", "call", "calling"])
        || rest.clone().any(|at| view.stretch(at).is_some());
    (object
        && told
        && !anothers
        && view.any(cue.at, Classes::LABELS)
        && !view.any(cue.at, Classes::SAYS))
    .then_some(rest)
}

/// Passes over whom, when and where; returns where the clause begins and whether `that` opens it.
fn start_of(view: &View<'_>, cue: &Cue, end: usize) -> Option<(usize, bool)> {
    let mut at = cue.after;
    let mut addressed = false;
    for _ in 0..12 {
        if at >= end {
            return None;
        }
        if view.is(at, &["that", "whether"]) {
            return Some((at + 1, true));
        }
        if view.is(at, &[":"]) {
            return Some((at + 1, true));
        }
        if view.is(at, &["to"]) && view.any(at + 1, Classes::BASE) {
            return Some((at, false));
        }
        if view.comma(at) {
            let close = (at + 1..end.min(at + 14)).find(|inner| view.comma(*inner))?;
            if view.is(close + 1, &["that"]) {
                return Some((close + 2, true));
            }
            return None;
        }
        let dated = view.shape(at, Shape::NUMBER) && view.any(at - 1, Classes::TIME);
        // `said last month that`
        let which = view.is(at, &["last", "this", "next"]) && view.any(at + 1, Classes::TIME);
        if view.adverb(at) || view.any(at, Classes::TIME) || dated || which {
            at += 1;
        } else if view.any(at, Classes::PREPOSITION) && !view.is(at, &["if", "as", "of", "about"]) {
            match chunk::right(view, at + 1, end) {
                Some(phrase) => at = phrase.end,
                None => at += 1 + usize::from(view.any(at + 1, Classes::TIME)),
            }
        } else if !addressed && addresses(view, cue) {
            addressed = true;
            at = if view.is(at, &["him", "me", "us", "them", "her", "you"]) {
                at + 1
            } else {
                chunk::right(view, at, end).map_or(at, |phrase| phrase.end)
            };
            if at >= end || !starts_after_address(view, at) {
                return None;
            }
        } else {
            return Some((at, false));
        }
    }
    None
}

fn starts_after_address(view: &View<'_>, at: usize) -> bool {
    view.shape(at, Shape::WORD) || view.stretch(at).is_some()
}

/// Whether a verb names whom it is said to first: `told reporters`.
fn addresses(view: &View<'_>, cue: &Cue) -> bool {
    view.any(cue.at, Classes::URGES)
        || view.is(
            cue.at,
            &[
                "informed",
                "assured",
                "reminded",
                "notified",
                "assures",
                "informs",
                "reminds",
                "convinced",
            ],
        )
}

/// Returns where the clause after a cue ends at the latest: before the next cue that goes on beside it.
fn end_of(view: &View<'_>, unit: &Unit, cues: &[Cue], index: usize) -> usize {
    let mut end = unit.items.end;
    for next in &cues[index + 1..] {
        let first = if next.adjunct && !view.is(next.at, &["according"]) {
            next.first - 1
        } else {
            next.first
        };
        let beside = first > 0
            && (next.adjunct
                || (next.inherited
                    && (view.comma(first - 1) || view.any(first - 1, Classes::CONJUNCTION)))
                || (view.comma(first - 1) && next.after + 1 >= unit.items.end));
        if beside && first > cues[index].after {
            end = end.min(first);
            break;
        }
    }
    end
}

/// Whether items hold a clause: enough words, one of them a finite verb.
fn is_clause(view: &View<'_>, items: Range<usize>) -> bool {
    let led = view.gerund(items.start) || view.any(items.start, Classes::PARTICIPLE);
    items.len() >= WORDS_MIN
        && !(led && view.capital(items.start))
        && items.clone().any(|at| {
            (view.any(at, Classes::AUXILIARY) && !view.is(at, &["been", "being"]))
                || (view.lower(at) && (view.finite(at, items.end) || present(view, at)))
                || view.stretch(at).is_some()
        })
}

/// Whether a word can be a verb in the present: a verb form after a name, a pronoun or a plural.
fn present(view: &View<'_>, at: usize) -> bool {
    view.any(at, Classes::BASE.with(Classes::THIRD))
        && at > 0
        && (view.any(at - 1, Classes::PRONOUN.with(Classes::PLURAL))
            || view.capital(at - 1)
            || view.word(at - 1).ends_with('s'))
        && !view.any(at - 1, Classes::DETERMINER)
}

/// Drops conjunctions, commas and the full stop at the edges.
fn trimmed(view: &View<'_>, items: Range<usize>) -> Range<usize> {
    let Range { mut start, mut end } = items;
    while start < end && (view.comma(start) || view.is(start, &[".", ":", "-"])) {
        start += 1;
    }
    while end > start
        && (matches!(view.word(end - 1), "." | "," | ";" | ":" | "—" | "–" | "-" | "!" | "?")
            || view.any(end - 1, Classes::CONJUNCTION))
    {
        end -= 1;
    }
    start..end
}
