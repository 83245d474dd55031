//! Who really did what a verb says, where its subject only stands before it.

use std::ops::Range;

use super::Reader;
use super::deed::usable;
use super::grammar::Grammar;
use super::grammar::VerbGroup;
use crate::analysis::lexicon::Classes;
use crate::analysis::lexicon::Sort;
use crate::model::MentionKind;

/// Who does what an active verb says: `hit Hong Kong's ministries using malware` tells the means of whoever hit them, and
/// `an attack on Oslo stopped it` no deed of Oslo's.
pub(super) fn doer(g: &Grammar<'_>, group: VerbGroup) -> Option<Range<usize>> {
    let bare = group.first == group.verb && g.is(group.verb, Classes::PARTICIPLE);
    if bare && is_in_a_wrong_way(g, group.verb + 1) {
        // `Networks breached in attacks by`: a headline's passive.
        return None;
    }
    // `has been observed | targeting ministries`
    let seen = group
        .first
        .checked_sub(1)
        .filter(|seen| group.gerund && g.is(*seen, Classes::PARTICIPLE) && g.is_verb(*seen));
    if let Some(seen) = seen.map(|seen| g.verb_group(seen)).filter(|seen| seen.passive) {
        return g.subject(seen);
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
    let makes = ["develop", "create", "craft", "distribute", "sell", "make", "supply"];
    let firm = || {
        agent.clone().any(|at| g.is(at, Classes::PRIVATE))
            || g.actors.within(agent.clone()).iter().any(|naming| naming.sort == Sort::Company)
    };
    makes.iter().any(|lemma| g.has_lemma(verb, lemma)) && firm()
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

/// `China targeted lending`, `shut off the gas`: a state that does so does no wrong unless the sentence has one.
pub(super) fn only_aims(read: &Reader<'_>, at: usize, agent: &Range<usize>) -> bool {
    let g = &read.grammar;
    let suspect = Classes::CULPRIT.with(Classes::HACKER).with(Classes::COVERT);
    let plain = !agent.clone().any(|at| g.is(at, suspect))
        && g.actors.within(agent.clone()).iter().all(|naming| naming.kind == MentionKind::Country);
    let wrong = suspect.with(Classes::WRONG).with(Classes::WEAPON).with(Classes::DATA);
    let weak = g.has_lemma(at, "target") || g.is(at, Classes::DOWNS);
    let shows = |at: usize| g.is(at, wrong) || g.is_one(at, &["computer", "computers"]);
    // `generals were targeted by Iran`, not with visa bans
    let group = g.verb_group(at);
    let people = Classes::OFFICE.with(Classes::PERSONS);
    let persons = group.passive
        && g.subject(group).is_some_and(|it| it.clone().any(|at| g.is(at, people)))
        && !g.has(Classes::PENALTY);
    weak && !persons && plain && !(g.start..g.end).any(|other| other != at && shows(other))
}

/// `stolen on behalf of Iranian intelligence`: for whom a deed was done.
pub(super) fn on_behalf(g: &Grammar<'_>, from: usize) -> Option<Range<usize>> {
    let end = g.clause_end(from);
    let of = (from..end).find(|of| {
        matches!(g.word(*of), "of" | "from")
            && matches!(
                g.word(of - 1),
                "behalf" | "behest" | "orders" | "instructions" | "direction" | "request" | "help"
            )
            && matches!(g.word(of.wrapping_sub(2)), "on" | "at" | "the" | "under")
    });
    if let Some(of) = of {
        return g.phrase_from(of + 1);
    }
    // `on Tehran's orders`
    let orders =
        (from + 1..end).find(|at| matches!(g.word(*at), "orders" | "instructions" | "behalf"))?;
    let phrase = g.phrase_ending(orders);
    let owned =
        matches!(g.word(phrase.start), "on" | "at") || g.word(phrase.start.wrapping_sub(1)) == "on";
    let owner = g.actors.within(phrase.start..orders).last()?;
    owned.then(|| owner.tokens.clone())
}

/// `the intruders' servers were administered by officers of …`: a culprit's tool, made or kept by a culprit.
pub(super) fn made_by(read: &Reader<'_>, at: usize) -> Option<Range<usize>> {
    let g = &read.grammar;
    let group = g.verb_group(at);
    let agent = g.slot(at + 1, "by").filter(|_| group.passive && usable(read, group))?;
    // `was observed abusing devices used by`
    if (at + 1..agent.start).any(|verb| g.is_verb(verb)) || only_sells(g, at, &agent) {
        return None;
    }
    // `devices used by media groups`
    let wrong = Classes::COVERT.with(Classes::HACKER).with(Classes::WRONG);
    let plain = |at: usize| g.is_one(at, &["group", "groups"]) && !g.is(at - 1, wrong);
    let by_culprit = agent
        .clone()
        .any(|at| g.is(at, Classes::CULPRIT) && !g.is(at, Classes::TRACE) && !plain(at));
    let made = g.subject(group)?;
    // `malware on devices used by`: the devices.
    let mut head =
        made.rev().take_while(|at| !g.is(*at, Classes::PREPOSITION) || g.word(*at) == "of");
    let tool =
        head.any(|token| g.is(token, Classes::HACKER.with(Classes::WRONG).with(Classes::TRACE)));
    (by_culprit && tool).then_some(agent)
}
