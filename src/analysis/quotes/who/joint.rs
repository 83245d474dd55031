//! Several states that speak together: `Chad, Mali and Niger said`.

use std::ops::Range;

use crate::analysis::actors::Actors;
use crate::analysis::actors::Naming;
use crate::analysis::doc::Doc;
use crate::analysis::lexicon::Classes;

/// Whether the words of a speaker name two states, or are a number of offices: `the two ministers`.
pub(super) fn is(doc: &Doc<'_>, actors: &Actors, chunk: &Range<usize>) -> bool {
    let number = chunk.start + usize::from(doc.word(chunk.start).eq_ignore_ascii_case("the"));
    let both = ["two", "both"].iter().any(|word| doc.word(number).eq_ignore_ascii_case(word));
    let named = actors.within(chunk.clone());
    let plural = doc.tokens[chunk.end - 1].classes.any(Classes::PLURAL.with(Classes::OFFICE));
    (both && plural && number > chunk.start && named.is_empty()) || pair(doc, named).is_some()
}

/// The first of two states that `and` joins.
fn pair<'a>(doc: &Doc<'_>, named: &'a [Naming]) -> Option<&'a Naming> {
    let joined = |pair: &&[Naming]| {
        let (one, other) = (&pair[0], &pair[1]);
        let and = one.tokens.end;
        let next = and + 1 + usize::from(doc.word(and + 1) == "the");
        doc.word(and) == "and" && next == other.tokens.start && differ(one, other)
    };
    named.windows(2).find(joined).map(|pair| &pair[0])
}

fn differ(one: &Naming, other: &Naming) -> bool {
    one.state().is_some() && other.state().is_some() && one.state() != other.state()
}

/// Takes in the states of a list before `Mali and Niger`, up to one behind a preposition.
pub(in crate::analysis::quotes) fn whole(
    doc: &Doc<'_>,
    actors: &Actors,
    chunk: Range<usize>,
) -> Range<usize> {
    let opens = pair(doc, actors.within(chunk.clone()))
        .is_some_and(|first| first.tokens.start <= chunk.start + 1);
    let mut start = chunk.start;
    while opens && start > 1 && doc.word(start - 1) == "," {
        let Some(before) = actors.at(start - 2).filter(|one| one.state().is_some()) else {
            break;
        };
        let first = before.tokens.start;
        let article = first > 0 && doc.word(first - 1).eq_ignore_ascii_case("the");
        let first = first - usize::from(article);
        if first > 0 && doc.tokens[first - 1].classes.any(Classes::PREPOSITION) {
            break;
        }
        start = first;
    }
    start..chunk.end
}
