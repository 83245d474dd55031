//! Whether a word that can be a reporting verb is a noun where it stands.

use super::subject::RELATIVE_REACH;
use super::view::View;
use crate::analysis::doc::Shape;
use crate::analysis::lexicon::Classes;

/// How far before a noun the gerund may stand whose object it is, in items.
const OBJECT_REACH: usize = 4;

/// Whether a word that can be a reporting verb is a noun or an adjective here.
pub(super) fn noun_here(view: &View<'_>, at: usize, start: usize, end: usize) -> bool {
    if view.surely_past(at) {
        return false;
    }
    let past = view.any(at, Classes::PAST.with(Classes::PARTICIPLE));
    let before = at.checked_sub(1).filter(|before| *before >= start);
    let after_modifier = before.is_some_and(|before| {
        (view.any(before, Classes::DETERMINER.with(Classes::ADJECTIVE))
            && !(past && view.adverb(before))
            && !view.is(before, &["that", "all", "both"]))
            || view.is(before, &["'s", "’s", "-", "such"])
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
    // `reports of attacks`, `filing charges`, `the “absurd” report`
    let noun = view.any(at, Classes::NOUN);
    let object = view.lower(before) && view.word(before).ends_with("ing");
    let determined = marked(before) && before > start && view.any(before - 1, Classes::DETERMINER);
    let owned = before > start
        && view.lower(before)
        && view.is(before - 1, &["'s", "’s"])
        && !view.any(before, Classes::OFFICE.with(Classes::BODY));
    // `took issue with media reports`
    let led = before > start && view.lower(before) && view.any(before - 1, Classes::PREPOSITION);
    // `on Iranian claims that …`: not `an Iranian claims that`
    let national = view.is(at + 1, &["that"])
        && before > start
        && view.names_adjective(before)
        && !view.any(before - 1, Classes::DETERMINER);
    if noun && (view.is(at + 1, &["of"]) || object || determined || owned || led || national) {
        return true;
    }
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
    // `Officials in Lima say`: the noun before the place.
    let placed = subject > start + 1
        && view.capital(subject)
        && view.any(subject - 1, Classes::PREPOSITION)
        && view.any(subject - 2, Classes::PLURAL);
    let subject = if placed { subject - 2 } else { subject };
    let next = at + 1;
    let clause = next < end
        && (view.stretch(next).is_some()
            || view.any(next, Classes::DETERMINER.with(Classes::PRONOUN))
            || view.is(next, &["that", ":", ","])
            || view.capital(next))
        || (after_mark && (next >= end || view.is(next, &["."])));
    // `Article 9 says`
    let numbered =
        view.shape(subject, Shape::NUMBER) && subject > start && view.capital(subject - 1);
    let plural = plural_subject(view, subject) && !numbered;
    // `of sending false radio signals that …`
    let from = start.max(at.saturating_sub(OBJECT_REACH));
    if noun && (from..at).any(|item| view.gerund(item)) {
        return true;
    }
    let fits = if view.any(at, Classes::THIRD) {
        (!plural || view.capital(subject)) && (numbered || singular_subject(view, subject))
    } else {
        plural
    };
    !fits || (noun && !clause)
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
