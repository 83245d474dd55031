//! Whose mark a deed bears: `Beijing's fingerprints are all over it`, `the hallmarks of a Russian operation`.

use std::ops::Range;

use super::Reader;
use super::deed::usable;
use super::party;
use crate::analysis::lexicon::Classes;

/// How far from a mark the verb stands that finds it, in tokens.
const VERB_TOKENS_MAX: usize = 8;

/// Who left the mark that the noun at `at` names, if the sentence says that it is there.
pub(super) fn owner(read: &Reader<'_>, at: usize) -> Option<Range<usize>> {
    let g = &read.grammar;
    let stake = g.is(at, Classes::STAKE) && !g.is(at, Classes::MARK);
    if g.is_verb(at) || !(if stake { is_proved(read, at) } else { is_found(read, at) }) {
        return None;
    }
    let behind = (g.word(at + 1) == "of").then(|| g.phrase_from(at + 2)).flatten();
    let named = |phrase: &Range<usize>| !party::places(g, phrase.clone()).is_empty();
    if let Some(owner) = behind.filter(named) {
        return Some(owner);
    }
    let before = g.phrase_ending(at);
    let before = before.start..at;
    let naming = g.actors.within(before.clone()).last()?;
    let near = (naming.tokens.end..at).all(|between| !g.is(between, Classes::PREPOSITION));
    near.then(|| naming.tokens.clone())
}

/// `The evidence proves the involvement of Chile`: whether the sentence says so.
fn is_proved(read: &Reader<'_>, at: usize) -> bool {
    let g = &read.grammar;
    let proves =
        ["prove", "confirm", "establish", "demonstrate", "reveal", "show", "expose", "indicate"];
    let role =
        ["involvement", "complicity", "responsibility"].iter().any(|lemma| g.has_lemma(at, lemma));
    let verb = g.verb_before(at).filter(|verb| role && at - verb <= VERB_TOKENS_MAX);
    verb.is_some_and(|verb| {
        proves.iter().any(|lemma| g.has_lemma(verb, lemma)) && usable(read, g.verb_group(verb))
    })
}

/// Whether somebody finds or the deed bears the mark: a hand may be anywhere, and only `is seen in it`.
fn is_found(read: &Reader<'_>, at: usize) -> bool {
    let g = &read.grammar;
    let shown = |verb: usize| g.is(verb, Classes::SHOWS) && g.is_verb(verb);
    let before =
        (g.start.max(at.saturating_sub(VERB_TOKENS_MAX))..at).rev().find(|verb| shown(*verb));
    let finds = before.is_some_and(|verb| usable(read, g.verb_group(verb)));
    if finds {
        return true;
    }
    // `are all over`, `were found on`
    let Some(be) = (at + 1..g.end.min(at + VERB_TOKENS_MAX)).find(|be| g.is(*be, Classes::BE))
    else {
        return false;
    };
    let over =
        |word: usize| matches!(g.word(word), "over" | "on" | "in" | "visible" | "everywhere");
    !g.is(at, Classes::DEED)
        && (be + 1..g.end.min(be + 4)).any(over)
        && usable(read, g.verb_group(be))
}
