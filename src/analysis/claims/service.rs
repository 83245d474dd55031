//! What secret services, their people and their tools do, as another state tells it: `agents of India had killed him`,
//! `the intruders are employees of the North`, `drones supplied by Chile`.

use std::ops::Range;

use super::Reader;
use super::deed::accused;
use super::deed::usable;
use super::doer::on_behalf;
use super::grammar::Grammar;
use super::grammar::VerbGroup;
use super::party;
use super::shared;
use crate::analysis::lexicon::Classes;
use crate::model::ActorCode;

/// Whom a rule finds, and the words that name them.
type Found = Option<(Range<usize>, Vec<ActorCode>)>;

/// How far behind a form of be the noun stands that says what the culprits are, in tokens.
const NOUN_TOKENS_MAX: usize = 8;

/// How far before `for the Chilean services` the verb stands of what is done for them, in tokens.
const GERUND_TOKENS_MAX: usize = 18;

/// Of what a sentence has words at all, so that most are not looked at twice.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cues {
    secret: bool,
    culprit: bool,
}

impl Cues {
    /// Looks through the words of a sentence.
    pub(super) fn of(g: &Grammar<'_>) -> Self {
        Self {
            secret: (g.start..g.end).any(|at| is_secret(g, at)),
            culprit: g.has(Classes::HACKER.with(Classes::CULPRIT)),
        }
    }
}

/// Who does the wrong of which the word at `at` tells.
pub(super) fn at(read: &Reader<'_>, at: usize, cues: Cues) -> Found {
    let g = &read.grammar;
    if g.is(at, Classes::BE) {
        return if cues.culprit { employed(read, at) } else { None };
    }
    if cues.secret && g.word(at) == "for" {
        return in_service_of(g, at);
    }
    if matches!(g.word(at), "orders" | "instructions" | "behest" | "behalf") {
        return on_orders(g, at);
    }
    if !(cues.secret || g.is(at, Classes::ENLISTS.with(Classes::KEPT))) || !g.is_verb(at) {
        return None;
    }
    let group = g.verb_group(at);
    if !usable(read, group) {
        return None;
    }
    belongs(g, at, group)
        .or_else(|| set_to_work(read, at, group))
        .or_else(|| made(read, at, group))
        .or_else(|| at_work(read, at, group))
        .or_else(|| armed(read, at, group))
}

/// `The Chilean army had sent drones over the town`: what armed forces do with their arms.
fn armed(read: &Reader<'_>, at: usize, group: VerbGroup) -> Found {
    let g = &read.grammar;
    if group.passive || is_harmless(g, at) || !g.is(at, Classes::SENDS) {
        return None;
    }
    let arms = Classes::FORCE.with(Classes::WEAPON).with(Classes::WRONG);
    let sent = g.object(group)?.any(|token| g.is(token, arms) && !g.is(token, Classes::PROBE));
    let agent =
        g.subject(group).filter(|agent| sent && agent.clone().any(|token| is_armed(g, token)))?;
    let codes = accused(read, &agent, at);
    Some((agent, codes))
}

fn is_armed(g: &Grammar<'_>, at: usize) -> bool {
    g.is(at, Classes::FORCE) || g.is(at, Classes::ARMED)
}

/// `Agents of India had killed him`: what a service does that is nothing that services do in the open.
fn at_work(read: &Reader<'_>, at: usize, group: VerbGroup) -> Found {
    let g = &read.grammar;
    let measure = |token: usize| {
        ["raid", "arrest", "search", "detention", "operation"]
            .iter()
            .any(|lemma| g.has_lemma(token, lemma))
    };
    let taken = group.passive && g.subject(group).is_some_and(|mut subject| subject.any(measure));
    if is_harmless(g, at) || taken {
        return None;
    }
    let agent = if group.passive { by(g, at)? } else { g.subject(group)? };
    if !agent.clone().any(|token| is_secret(g, token)) {
        return None;
    }
    let codes = accused(read, &agent, at);
    if codes.is_empty() && !group.passive && g.actors.within(agent.clone()).is_empty() {
        // `agents | posing as diplomats at the Peruvian mission | had approached him`
        let cover = agent.end..group.first;
        let codes = party::places(g, cover.clone());
        let near = cover.clone().all(|token| !g.is_mark(token)) && codes.len() == 1;
        return near.then_some((agent.start..group.first, codes));
    }
    Some((agent, codes))
}

/// Who is behind a passive, with no other verb between: not `held in raids carried out by the police`.
fn by(g: &Grammar<'_>, verb: usize) -> Option<Range<usize>> {
    let agent = g.slot(verb + 1, "by")?;
    let joined = |at: usize| g.is(at.wrapping_sub(1), Classes::CONJUNCTION);
    let another = (verb + 1..agent.start).any(|at| g.is_verb(at) && !joined(at));
    (!another).then_some(agent)
}

/// Whether the word at a token is for a secret service or its people: `spies`, `the special services`, `Chilean services`.
fn is_secret(g: &Grammar<'_>, at: usize) -> bool {
    if g.is(at, Classes::SECRET) {
        return true;
    }
    let service = g.is(at, Classes::BODY) && matches!(g.word(at), "services" | "service");
    let before = at.wrapping_sub(1);
    service
        && (matches!(g.word(before), "special" | "secret" | "security")
            || g.word(at) == "services" && g.actors.index_at(before).is_some())
}

/// Whether a service that does so does what services do in the open: it says, finds, helps or takes measures.
fn is_harmless(g: &Grammar<'_>, at: usize) -> bool {
    let open = Classes::AUXILIARY
        .with(Classes::REJECTS)
        .with(Classes::EXPOSES)
        .with(Classes::TIED)
        .with(Classes::SECONDS);
    let says = g.is(at, Classes::SAYS) && !g.is(at, Classes::WEAK);
    says || g.is(at, open)
        || shared::is_measure(g, at)
        || ["help", "assist", "provide", "brief", "know", "work", "see"]
            .iter()
            .any(|lemma| g.has_lemma(at, lemma))
}

/// `He was tasked by a unit of the Guards`: who is said to have set people to work.
fn set_to_work(read: &Reader<'_>, at: usize, group: VerbGroup) -> Found {
    let g = &read.grammar;
    let hires = || g.is(at, Classes::HIRES);
    if !group.passive || !(g.is(at, Classes::KEPT) || hires()) {
        return None;
    }
    let people = Classes::HACKER.with(Classes::CULPRIT);
    let subject = g.subject(group)?;
    let hired = subject.clone().any(|token| g.is(token, people))
        || hires()
            && (g.is_one(subject.start, &["he", "she", "they"])
                || subject.clone().any(|token| g.is(token, Classes::PERSONS)));
    let agent = by(g, at).filter(|_| hired)?;
    let codes = accused(read, &agent, at);
    Some((agent, codes))
}

/// `The drones had been supplied by Chile`: whose the tools of a wrong are.
fn made(read: &Reader<'_>, at: usize, group: VerbGroup) -> Found {
    let g = &read.grammar;
    if !group.passive || !g.is(at, Classes::HANDLES) {
        return None;
    }
    let tool = Classes::TRACE.with(Classes::FORCE).with(Classes::WEAPON).with(Classes::HACKER);
    let wrong = Classes::WRONG.with(Classes::HARMS).with(Classes::ILL).with(Classes::HITS);
    let of_a_wrong = || {
        (g.start..g.end)
            .any(|other| other != at && g.is(other, wrong) && !g.is(other, Classes::FORCE))
    };
    let subject = g.subject(group)?;
    // `devices were hidden in purifiers supplied by`
    let first = if group.reduced { g.start } else { subject.start };
    let tools = (first..subject.end).any(|token| g.is(token, tool));
    let agent = by(g, at).filter(|_| tools && of_a_wrong())?;
    let codes = accused(read, &agent, at);
    Some((agent, codes))
}

/// `The group reports to an office in Lima`, `takes its orders from the GRU`, `the drones belonged to the Chilean army`.
fn belongs(g: &Grammar<'_>, at: usize, group: VerbGroup) -> Found {
    let to = ["belong", "report", "answer"].iter().any(|lemma| g.has_lemma(at, lemma))
        && g.word(at + 1) == "to";
    let orders = ["take", "receive", "get"].iter().any(|lemma| g.has_lemma(at, lemma))
        && (at + 1..at + 4)
            .any(|noun| matches!(g.word(noun), "orders" | "instructions" | "tasking"));
    if group.passive || !(to || orders) {
        return None;
    }
    let phrase = if to { g.phrase_from(at + 2) } else { g.slot(at + 1, "from") }?;
    let phrase = g.long_phrase_from(phrase.start)?;
    let culprit = Classes::CULPRIT.with(Classes::HACKER);
    let subject = g.subject(group)?;
    let culprits = subject.clone().any(|token| g.is(token, culprit));
    let armed = subject.clone().any(|token| g.is(token, Classes::FORCE))
        && phrase.clone().any(|token| is_armed(g, token));
    let codes = party::places(g, phrase.clone());
    (culprits || armed).then_some((phrase, codes))
}

/// `two people scouting air defences for Hungary's military intelligence`: in whose service something is done.
fn in_service_of(g: &Grammar<'_>, at: usize) -> Found {
    let phrase = g.phrase_from(at + 1)?;
    let secret = phrase.clone().any(|token| is_secret(g, token));
    let from = g.start.max(at.saturating_sub(GERUND_TOKENS_MAX));
    let gerund = |verb: &usize| g.is(*verb, Classes::GERUND) || g.word(*verb).ends_with("ing");
    let done = secret && (from..at).rev().find(gerund).is_some_and(|verb| !is_harmless(g, verb));
    let codes = party::places(g, phrase.clone());
    done.then_some((phrase, codes))
}

/// `he photographed the port on orders from Lima`: who gave them; on behalf of others many speak, so of services only.
fn on_orders(g: &Grammar<'_>, at: usize) -> Found {
    let led = (1..=2).any(|back| matches!(g.word(at.wrapping_sub(back)), "on" | "at" | "under"));
    let verb = g.verb_before(at).filter(|verb| led && !g.is(*verb, Classes::REJECTS))?;
    let group = g.verb_group(verb);
    let agent = on_behalf(g, at.saturating_sub(2).max(g.start))?;
    let secret = g.word(at) != "behalf" || agent.clone().any(|token| is_secret(g, token));
    let near = agent.start.abs_diff(at) <= NOUN_TOKENS_MAX;
    let codes = party::places(g, agent.clone());
    (secret && near && !group.negated).then_some((agent, codes))
}

/// `The attackers are salaried employees of the government`: for whom culprits work.
fn employed(read: &Reader<'_>, be: usize) -> Found {
    let g = &read.grammar;
    let group = g.verb_group(be);
    let culprit = Classes::HACKER.with(Classes::CULPRIT);
    let subject = g.subject(group).filter(|subject| subject.end <= be)?;
    let hackers = subject.clone().any(|at| g.is(at, culprit));
    if !hackers || !g.actors.within(subject).is_empty() || !usable(read, group) {
        return None;
    }
    let served = |at: &usize| {
        g.is(*at, Classes::PERSONS.with(Classes::OFFICE).with(culprit))
            || g.is_one(
                *at,
                &["payroll", "arm", "front", "branch", "instrument", "tool", "proxy", "offshoot"],
            )
    };
    let end = g.end.min(be + NOUN_TOKENS_MAX);
    let noun = (be + 1..end).take_while(|at| !g.is_mark(*at)).find(served)?;
    let first = (be + 1..noun).rev().take_while(|at| !g.is(*at, Classes::PREPOSITION)).last();
    let start = first.unwrap_or(noun);
    let behind = matches!(g.word(noun + 1), "of" | "for" | "from" | "with" | "in");
    let of = g.phrase_from(noun + 2).filter(|_| behind);
    let whole = of.map_or(start..noun + 1, |of| start..of.end);
    let codes = party::places(g, whole.clone());
    (!codes.is_empty()).then_some((whole, codes))
}
