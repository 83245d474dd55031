//! Who really did what a verb says, where its subject only stands before it.

use std::ops::Range;

use super::grammar::Grammar;
use super::grammar::VerbGroup;
use crate::analysis::lexicon::Classes;
use crate::analysis::lexicon::Sort;

/// Who does what an active verb says: `hit Hong Kong's ministries using malware` tells the means of whoever hit them, and
/// `an attack on Oslo stopped it` no deed of Oslo's.
pub(super) fn doer(g: &Grammar<'_>, group: VerbGroup) -> Option<Range<usize>> {
    let bare = group.first == group.verb && g.is(group.verb, Classes::PARTICIPLE);
    if bare && is_in_a_wrong_way(g, group.verb + 1) {
        // `Networks breached in attacks by`: a headline's passive.
        return None;
    }
    let subject = g.subject(group)?;
    let harmed = g
        .verb_before(subject.start)
        .filter(|verb| group.gerund && subject.start - verb <= 2 && g.is(*verb, Classes::HARMS));
    if let Some(verb) = harmed {
        return g.subject(g.verb_group(verb));
    }
    let on = (subject.start + 1..subject.end)
        .find(|at| matches!(g.word(*at), "on" | "against") && g.is(at - 1, Classes::WRONG));
    Some(subject.start..on.unwrap_or(subject.end))
}

/// `in cyberattacks`, `in a phishing campaign`: how something was done.
fn is_in_a_wrong_way(g: &Grammar<'_>, preposition: usize) -> bool {
    matches!(g.word(preposition), "in" | "during" | "via")
        && g.phrase_from(preposition + 1).is_some_and(|way| {
            g.is(way.end - 1, Classes::WRONG.with(Classes::WEAPON))
                && g.actors.within(way.clone()).is_empty()
        })
}

/// `spyware developed by an Israeli firm`: who makes and sells a weapon is not who uses it.
pub(super) fn only_sells(g: &Grammar<'_>, verb: usize, agent: &Range<usize>) -> bool {
    let makes = ["develop", "create", "craft", "distribute", "sell", "make", "supply"].iter();
    let firm = || {
        agent.clone().any(|at| g.is(at, Classes::PRIVATE))
            || g.actors.within(agent.clone()).iter().any(|naming| naming.sort == Sort::Company)
    };
    makes.clone().any(|lemma| g.has_lemma(verb, lemma)) && firm()
}

/// `filed charges for carrying out attacks`, `assist with targeting`: what another is told to have done, or nobody has.
pub(super) fn is_told_of(g: &Grammar<'_>, group: VerbGroup) -> bool {
    let before = group.first.wrapping_sub(1);
    let charged = || {
        let verb = g.verb_before(before).unwrap_or(g.start);
        g.word(before) == "for" && (verb..before).any(|at| g.is(at, Classes::CHARGE))
    };
    let aim = g.has_lemma(group.verb, "target")
        && g.is(before, Classes::PREPOSITION)
        && g.object(group).is_none();
    group.gerund && (aim || charged())
}
