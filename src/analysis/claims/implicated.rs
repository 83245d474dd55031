//! Words that make one a wrongdoer without a verb of wrong: `is behind it`, `responsible for it`, `attributable to it`.

use std::ops::Range;

use super::Reader;
use super::deed::usable;
use super::doer::on_behalf;
use super::grammar::Grammar;
use crate::analysis::actors::Use;
use crate::analysis::lexicon::Classes;
use crate::model::MentionKind;

/// Whom a word that is no deed implicates: `is behind it`, `involved in the attack`, `the work of`.
pub(super) fn implicated(read: &Reader<'_>, at: usize) -> Option<(Range<usize>, Range<usize>)> {
    let g = &read.grammar;
    if let Some(agent) = answers_for(g, at) {
        return Some((agent, at..at + 1));
    }
    let before = at.wrapping_sub(1);
    let behind = g.word(at) == "behind"
        && g.is(before, Classes::BE.with(Classes::ADVERB))
        && !g.is(at + 1, Classes::PAST.with(Classes::PREPOSITION).with(Classes::TIME))
        && !(at + 1..at + 3).any(|at| g.is(at, Classes::INNOCUOUS));
    // `responsible for keeping the time` is nobody's wrong.
    let task = g.word(at + 1) == "for"
        && g.is(at + 2, Classes::GERUND)
        && !g.is(
            at + 2,
            Classes::HARMS.with(Classes::LAUNCHES).with(Classes::HITS).with(Classes::DOWNS),
        );
    let to_blame = g.word(at) == "blame" && g.word(before) == "to" && g.is(at - 2, Classes::BE);
    let responsible = matches!(g.word(at), "responsible" | "culpable")
        && !(task || g.is(at + 1, Classes::NOUN))
        || g.word(at) == "involved"
            && g.is(before, Classes::BE.with(Classes::ADVERB))
            && is_in_a_wrong(g, at + 1);
    if g.word(at) == "involved"
        && is_in_a_wrong(g, at + 1)
        && let Some(noun) = described(g, at)
    {
        return Some((g.phrase_ending(noun), at..at + 1));
    }
    if let Some(agent) = behind_in_a_headline(g, at) {
        return Some((agent, at..at + 1));
    }
    if behind || responsible || to_blame {
        let be = (g.start..at).rev().take(4).find(|be| g.is(*be, Classes::BE))?;
        let group = g.verb_group(be);
        return usable(read, group).then_some((g.subject(group)?, at..at + 1));
    }
    if g.word(at + 1) == "to" && matches!(g.word(at), "attributable" | "traceable") {
        return attributable(read, at);
    }
    if g.word(at) == "behalf" && g.is(before.wrapping_sub(1), Classes::BE) {
        // `some of the attacks were on behalf of`
        let group = g.verb_group(before - 1);
        let wrong = g.subject(group)?.any(|at| g.is(at, Classes::WRONG));
        return Some((on_behalf(g, before).filter(|_| wrong && usable(read, group))?, at..at + 1));
    }
    // `was Moscow's doing`
    let owned =
        before.checked_sub(1).filter(|_| matches!(g.word(at), "work" | "doing" | "handiwork"));
    if let Some(owner) = owned.and_then(|owner| g.actors.at(owner))
        && g.is_possessive(before)
        && g.is(owner.tokens.start.wrapping_sub(1), Classes::BE)
        && usable(read, g.verb_group(owner.tokens.start - 1))
    {
        return Some((owner.tokens.clone(), at..at + 1));
    }
    if g.word(at) == "work" && g.word(at + 1) == "of" && g.is(before, Classes::DETERMINER) {
        return Some((g.phrase_from(at + 2)?, at..at + 2));
    }
    None
}

/// `says China behind cyberattack`: a state before what no verb says.
fn behind_in_a_headline(g: &Grammar<'_>, at: usize) -> Option<Range<usize>> {
    let before = at.checked_sub(1 + usize::from(g.is_mark(at.wrapping_sub(1))))?;
    let naming = g.actors.at(before).filter(|_| g.word(at) == "behind")?;
    let state = matches!(naming.kind, MentionKind::Country | MentionKind::Group)
        && naming.usage == Use::Acts
        && naming.tokens.end == before + 1;
    let wrong = g.phrase_from(at + 1).is_some_and(|phrase| {
        phrase.clone().any(|at| g.is(at, Classes::WRONG) && !g.is(at, Classes::PROBE))
    });
    let asked = (g.start..naming.tokens.start).any(|at| g.is_one(at, &["if", "whether"]));
    (state && wrong && !asked).then(|| naming.tokens.clone())
}

/// `must bear full responsibility`, `the blame lies with Manila`: who is held to answer for it.
fn answers_for(g: &Grammar<'_>, at: usize) -> Option<Range<usize>> {
    let blame = |phrase: Range<usize>| phrase.clone().any(|at| g.is(at, Classes::BLAME));
    if g.is(at, Classes::STANDS) && g.word(at + 1) == "with" && at > g.start {
        return g.phrase_from(at + 2).filter(|_| blame(g.phrase_ending(at - 1)));
    }
    if !g.has_lemma(at, "bear") || !g.is_verb(at) {
        return None;
    }
    let group = g.verb_group(at);
    let held = g.object(group).is_some_and(blame) && !group.negated;
    g.subject(group).filter(|_| held)
}

/// `officers | allegedly involved in`: the noun that a participle describes.
fn described(g: &Grammar<'_>, participle: usize) -> Option<usize> {
    let adverb = participle.checked_sub(1).filter(|at| g.is(*at, Classes::ADVERB));
    let noun = adverb.unwrap_or(participle).checked_sub(1)?;
    g.is(noun, Classes::CULPRIT.with(Classes::PERSONS).with(Classes::OFFICE)).then_some(noun)
}

/// `involved`, `involved in a large cyberattack`: in no inquiry, and in nothing good.
fn is_in_a_wrong(g: &Grammar<'_>, next: usize) -> bool {
    if !matches!(g.word(next), "in" | "with") {
        return true;
    }
    g.long_phrase_from(next + 1).is_some_and(|matter| {
        matter.clone().any(|at| g.is(at, Classes::WRONG.with(Classes::HARMS)))
            && !matter.clone().any(|at| g.is(at, Classes::PROBE))
    })
}

/// `The infection was attributable to the Norwegian State`: to whom a wrong is put down.
fn attributable(read: &Reader<'_>, at: usize) -> Option<(Range<usize>, Range<usize>)> {
    let g = &read.grammar;
    let be = (g.start..at).rev().take(4).find(|be| g.is(*be, Classes::BE))?;
    let group = g.verb_group(be);
    let wrong = Classes::WRONG.with(Classes::HARMS).with(Classes::TRACE).with(Classes::HACKER);
    let of_a_wrong = g.subject(group)?.any(|word| g.is(word, wrong));
    let agent = g.phrase_from(at + 2).filter(|_| of_a_wrong && usable(read, group))?;
    Some((agent, at..at + 2))
}
