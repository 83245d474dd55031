//! Whose a wrong is, as its own noun says: `a Chinese espionage operation`, `attacks from servers in China`.

use std::ops::Range;

use super::Reader;
use super::deed::accused;
use super::deed::is_question;
use super::deed::usable;
use super::grammar::Grammar;
use super::party;
use crate::analysis::actors::Use;
use crate::analysis::lexicon::Classes;
use crate::model::ActorCode;
use crate::model::MentionKind;

/// How far before a noun of wrong the word stands that only charges or denies it, in tokens.
const REFUSED_TOKENS_MAX: usize = 6;

/// How far behind a place it is said whose it is, in tokens.
const OWNER_TOKENS_MAX: usize = 8;

/// The rule of a wrong whose noun says whose it is.
pub(super) const OWNED: &str = "a state's own campaign";

/// Whose wrong the noun at `at` is: `a Chinese espionage operation`, `cyberattacks by the GCHQ`, `Chinese cyberattacks hit it`.
pub(super) fn of_a_noun(read: &Reader<'_>, at: usize) -> Option<(Range<usize>, Vec<ActorCode>)> {
    let g = &read.grammar;
    let covert = g.is(at, Classes::CAMPAIGN) && g.is(at.wrapping_sub(1), Classes::COVERT);
    let wrong = g.is(at, Classes::WRONG) && !g.is(at, Classes::PROBE);
    if !(covert || wrong) || g.is_verb(at) || is_question(read) || is_refused(g, at) {
        return None;
    }
    // `blamed for the breach by Oslo`: whose verb is passive has its own agent.
    let passive = g.verb_before(at).is_some_and(|verb| {
        g.verb_group(verb).passive && !g.is(verb, Classes::HITS.with(Classes::HARMS))
    });
    let next = at + 1 + usize::from(g.is_mark(at + 1) && g.word(at + 1) != ",");
    let campaign = g.is(at, Classes::CAMPAIGN) && !covert;
    let by =
        (g.word(next) == "by" && !passive && !campaign).then(|| g.phrase_from(next + 1)).flatten();
    if let Some(agent) = by {
        let target = accused(read, &agent, at);
        return (!target.is_empty()).then_some((agent, target));
    }
    if let Some(place) = whence(read, at) {
        let target = party::places(g, place.clone());
        return (!target.is_empty()).then_some((place, target));
    }
    let phrase = g.phrase_ending(at);
    let owner = g.actors.within(phrase.start..at).last()?;
    let hits = || {
        let verb = (at + 1..g.end.min(at + 3)).find(|verb| g.is_verb(*verb));
        verb.is_some_and(|verb| {
            g.is(verb, Classes::HITS.with(Classes::HARMS)) && !g.verb_group(verb).passive
        })
    };
    let near = (owner.tokens.end..at).all(|between| !g.is(between, Classes::PREPOSITION));
    let modifies = owner.kind == MentionKind::Country && owner.usage != Use::Stands;
    // `a Russian ransomware | gang`: criminals from a state are not the state.
    let of_a_gang = g.is(at + 1, Classes::CULPRIT.with(Classes::HACKER).with(Classes::PRIVATE));
    if !modifies || !near || !(covert || hits() && !of_a_gang) {
        return None;
    }
    let target = party::code_of(g, owner)?;
    Some((owner.tokens.start..at + 1, vec![target]))
}

/// `attacks | from inside Ethiopian territory`, `a campaign | launched from computers in China`: whence a wrong came.
fn whence(read: &Reader<'_>, wrong: usize) -> Option<Range<usize>> {
    let g = &read.grammar;
    let skip = usize::from(g.is_mark(wrong + 1) && g.word(wrong + 1) != ",");
    let mut at = wrong + 1 + skip;
    if g.is(at, Classes::SUSPECTED) && g.word(at + 1) == "to" {
        // `believed to have originated`
        at += 2 + usize::from(g.is(at + 2, Classes::HAVE));
        if g.word(at) == "be" && g.word(at + 1) == "based" && g.word(at + 2) == "in" {
            // `believed to be based in`
            return g.phrase_from(at + 3);
        }
    }
    at += usize::from(g.is(at, Classes::ADVERB) || g.is(at, Classes::SUSPECTED));
    let came = g.is(at, Classes::ORIGIN.with(Classes::LAUNCHES)) && g.is_verb(at);
    let from = at + usize::from(came);
    let leads = g.word(from) == "from" || came && g.is(at, Classes::ORIGIN) && g.word(from) == "in";
    let place = from + 1 + usize::from(matches!(g.word(from + 1), "inside" | "within"));
    if !leads || !(came || place > from + 1) {
        return None;
    }
    let near = g.phrase_from(place)?;
    let named = !party::places(g, near.clone()).is_empty();
    if named { Some(near) } else { g.long_phrase_from(place) }
}

/// `the signals were jammed from Kaliningrad`: whence a wrong was done, as its passive says; what is stolen is from its owner.
pub(super) fn done_from(read: &Reader<'_>, verb: usize) -> Option<(Range<usize>, Vec<ActorCode>)> {
    let g = &read.grammar;
    let from = verb + 1;
    let taken = ["steal", "leak", "loot", "plunder", "siphon", "extort", "pilfer"];
    let wrong = g.is(verb, Classes::HARMS)
        && !g.is(verb, Classes::TAKES)
        && !taken.iter().any(|lemma| g.has_lemma(verb, lemma));
    if g.word(from) != "from" || !wrong || !g.is_verb(verb) {
        return None;
    }
    let group = g.verb_group(verb);
    let place = g.phrase_from(from + 1 + usize::from(g.word(from + 1) == "inside"))?;
    let target = party::places(g, place.clone());
    (group.passive && usable(read, group) && !target.is_empty()).then_some((place, target))
}

/// `the cyberattack originated in Russia`: whence a wrong came, as its own verb says.
pub(super) fn came_from(read: &Reader<'_>, verb: usize) -> Option<(Range<usize>, Vec<ActorCode>)> {
    let g = &read.grammar;
    if !g.is(verb, Classes::ORIGIN) || !g.is(verb, Classes::INTRANSITIVE) || !g.is_verb(verb) {
        return None;
    }
    let group = g.verb_group(verb);
    let begins = g.word(verb + 1) == "in" && !g.is(verb, Classes::ENTERS);
    let wrong = g.subject(group)?.any(|at| g.is(at, Classes::WRONG) && !g.is(at, Classes::PROBE));
    if !(wrong && usable(read, group) && (begins || g.word(verb + 1) == "from")) {
        return None;
    }
    let mut place = g.phrase_from(verb + 2)?;
    if g.actors.within(place.clone()).is_empty() {
        // `from zones | controlled by the army of …`
        let end = g.clause_end(place.end).min(place.end + OWNER_TOKENS_MAX);
        place.end = (place.end..end).find(|at| g.is_mark(*at)).unwrap_or(end);
    }
    let target = party::places(g, place.clone());
    (!target.is_empty()).then_some((place, target))
}

/// Whether the noun at `at` is only denied, feared or charged: `no evidence of`, `accusations of`, `against`.
fn is_refused(g: &Grammar<'_>, at: usize) -> bool {
    let against =
        Classes::NEGATION.with(Classes::CHARGE).with(Classes::PROBE).with(Classes::EVIDENCE);
    (g.start.max(at.saturating_sub(REFUSED_TOKENS_MAX))..at).any(|before| {
        g.is(before, against) || matches!(g.word(before), "against" | "if" | "whether")
    })
}

/// `the intruder, believed to be Russian military intelligence`: who is taken for it, on its own.
pub(super) fn believed_to_be(
    read: &Reader<'_>,
    at: usize,
) -> Option<(Range<usize>, Vec<ActorCode>)> {
    let g = &read.grammar;
    let taken = g.is(at, Classes::SUSPECTED) && g.word(at + 1) == "to" && g.word(at + 2) == "be";
    if !taken || is_question(read) || g.is(at.wrapping_sub(1), Classes::NEGATION) {
        return None;
    }
    let agent = g.phrase_from(at + 3)?;
    let target = accused(read, &agent, at);
    (!target.is_empty()).then_some((agent, target))
}
