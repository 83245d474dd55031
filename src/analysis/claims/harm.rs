//! Which phrase a word of wrong harms: the object of a deed, its subject in the passive, the place behind a noun.

use std::ops::Range;

use super::Reader;
use super::grammar::Grammar;
use super::grammar::VerbGroup;
use super::modality;
use crate::analysis::lexicon::Classes;
use crate::model::MentionKind;
use crate::model::Modality;

/// What a word is that leads to whom a wrong is done; `victim` is a noun for persons.
const HARM: Classes = Classes::HARMS
    .with(Classes::HITS)
    .with(Classes::DOWNS)
    .with(Classes::ENTERS)
    .with(Classes::TAKES)
    .with(Classes::SUFFERS)
    .with(Classes::WRONG)
    .with(Classes::OFFICE)
    .with(Classes::RENDERS)
    .with(Classes::CROSSES)
    .with(Classes::WIELDS);

/// Prepositions behind a noun of wrong that lead to the victim.
const AT_WHOM: &[&str] = &["on", "against", "of", "at", "targeting", "into", "in"];

/// Words behind a verb of entering that lead to the victim.
const INTO: &[&str] = &["into", "inside", "after"];

/// Prepositions with which a victim's phrase goes on: `a port in Cork`, not `on the eve of talks in Doha`.
const WHERE: &[&str] =
    &["in", "at", "of", "across", "throughout", "near", "around", "inside", "between"];

/// How far before a preposition the verb stands that it belongs to, in tokens.
const PLACE_TOKENS_MAX: usize = 9;

/// How many tokens the list of some victims has.
const INCLUDED_TOKENS_MAX: usize = 30;

/// How far behind its verb the words stand that say what came of it, in tokens.
const EFFECT_TOKENS_MAX: usize = 14;

/// How far before a noun of wrong the negation stands that leaves none, in tokens.
const NONE_TOKENS_MAX: usize = 6;

/// How far before `that` a negation makes it unknown, in tokens.
const KNOWN_TOKENS_MAX: usize = 3;

/// Whether a verb says that harm was done: not `will target`, nor what sanctions do.
fn done(read: &Reader<'_>, group: VerbGroup) -> bool {
    let g = &read.grammar;
    let (_, modality) = modality::of(g, group);
    let penalty = || {
        let subject = g.subject(group).filter(|_| !group.passive);
        subject.is_some_and(|subject| subject.clone().any(|at| g.is(at, Classes::PENALTY)))
    };
    matches!(modality, Modality::Actual | Modality::Historical) && !group.negated && !penalty()
}

/// Returns the phrase of a victim that begins at a token, with where it is.
fn victim_from(read: &Reader<'_>, start: usize) -> Option<Range<usize>> {
    let g = &read.grammar;
    // `at least eleven ministries`
    let measured = matches!(
        (g.word(start), g.word(start + 1)),
        ("at", "least" | "most") | ("more" | "fewer", "than") | ("up", "to")
    );
    let start = start + 2 * usize::from(measured);
    let mut long = g.long_phrase_from(start)?;
    if g.is(long.end, Classes::CONJUNCTION)
        && g.is_one(long.end + 1, WHERE)
        && let Some(more) = g.long_phrase_from(long.end + 2)
    {
        // `the mail of our navy and | of the navies of`
        long.end = more.end;
    }
    // `attack on Irish port, | UK and Netherlands say`: the list of who says so.
    let says = g.is_verb(long.end) && g.is(long.end, Classes::REPORTS);
    let end = long.clone().find(|at| {
        let leaves = g.is(*at, Classes::PREPOSITION)
            && (!g.is_one(*at, WHERE) || g.is(*at + 1, Classes::TIME))
            && *at > start;
        leaves || says && g.word(*at) == ","
    });
    let end = end.unwrap_or(long.end);
    // `eleven bodies, including a bank in Jordan and a ministry in Iraq`
    let among = end + usize::from(g.word(end) == ",");
    let end = if g.word(among) == "including" { included(g, among + 1) } else { end };
    (end > start).then_some(start..end)
}

/// Where the list ends of what is included.
fn included(g: &Grammar<'_>, from: usize) -> usize {
    let limit = g.clause_end(from).min(from + INCLUDED_TOKENS_MAX);
    (from..limit).find(|at| g.is_verb(*at) || g.is(*at, Classes::RELATIVE)).unwrap_or(limit)
}

/// The phrases that are harmed by the word at token `at`.
pub(super) fn harmed_at(read: &Reader<'_>, at: usize) -> Vec<Range<usize>> {
    let g = &read.grammar;
    if g.is(at, Classes::PREPOSITION) {
        return by_place(read, at).into_iter().collect();
    }
    if !g.is(at, HARM) || is_unknown(g, at) {
        return Vec::new();
    }
    if let Some(phrase) = worst_hit(g, at) {
        return vec![phrase];
    }
    if !g.is_verb(at) {
        return by_noun(read, at).into_iter().collect();
    }
    let group = g.verb_group(at);
    if !done(read, group) {
        return Vec::new();
    }
    if g.is(at, Classes::SUFFERS) {
        // `reported no outage` suffers none.
        let suffered = (at + 1..g.end.min(at + 8))
            .take_while(|wrong| !g.is(*wrong, Classes::NEGATION))
            .any(|wrong| {
                // `recorded attacks on Estonia` tells of another's.
                g.is(wrong, Classes::WRONG) && !matches!(g.word(wrong + 1), "on" | "against")
            });
        return g.subject(group).filter(|_| suffered && !group.passive).into_iter().collect();
    }
    by_verb(read, group)
}

/// `has no information that its railways were hit`, `denied a report that they were`: what nobody knows of, or denies.
fn is_unknown(g: &Grammar<'_>, at: usize) -> bool {
    let suffers = g.is_verb(at) && g.verb_group(at).passive;
    (g.start..at).rev().filter(|that| g.word(*that) == "that").any(|that| {
        (that.saturating_sub(KNOWN_TOKENS_MAX).max(g.start)..that).any(|not| {
            g.is(not, Classes::NEGATION)
                || suffers
                    && g.is_verb(not)
                    && g.is(not, Classes::REJECTS)
                    && !g.is(not, Classes::LABELS)
        })
    })
}

/// Whom a verb harms: its object, its subject in the passive, or what stands behind `into` or `from`.
fn by_verb(read: &Reader<'_>, group: VerbGroup) -> Vec<Range<usize>> {
    let g = &read.grammar;
    let at = group.verb;
    let mut phrases = Vec::new();
    let harms = g.is(at, Classes::HARMS.with(Classes::HITS).with(Classes::DOWNS));
    let takes = g.is(at, Classes::TAKES) && !harms;
    let enters = g.is(at, Classes::ENTERS);
    if let Some(phrase) = by_effect(read, group) {
        return vec![phrase];
    }
    if !(harms || takes || enters) {
        return phrases;
    }
    let into = (at + 1..g.end.min(at + 4)).find(|next| INTO.contains(&g.word(*next)));
    // `spied on officials`, `meddled in a vote`
    let leans = matches!(g.word(at + 1), "on" | "in" | "with" | "at")
        && ["spy", "snoop", "eavesdrop", "meddle", "interfere", "tamper", "target"]
            .iter()
            .any(|lemma| g.has_lemma(at, lemma));
    let into = into.or_else(|| leans.then_some(at + 1));
    // `gained access to`
    let access = enters && g.word(at + 1) == "access" && g.word(at + 2) == "to";
    let into = into.or_else(|| access.then_some(at + 2));
    // `exploited a flaw in a router`, `sponsors the hackers`, `shut a consulate` harm nobody so.
    let spared = Classes::WEAPON.with(Classes::HACKER).with(if g.is(at, Classes::HARMS) {
        Classes::HACKER
    } else {
        Classes::DIPLOMAT
    });
    let object = || {
        let object = g.object(group)?;
        let harmed = !object.clone().any(|at| g.is(at, spared));
        if harmed { victim_from(read, object.start) } else { None }
    };
    let data = |phrase: &Range<usize>| phrase.clone().any(|token| g.is(token, Classes::DATA));
    if group.passive {
        phrases.extend(g.subject(group).filter(|subject| !takes || data(subject)));
    } else if let Some(into) = into.filter(|into| enters || g.word(*into) != "after") {
        phrases.extend(victim_from(read, into + 1));
    } else if takes {
        phrases.extend(object().filter(data));
    } else if harms {
        phrases.extend(object());
    }
    // `took over the chair from Mali` robs nobody.
    let stolen = g.is(at, Classes::TAKES)
        && g.word(at + 1) != "over"
        && (group.passive || object().is_none_or(|object| data(&object)));
    let from = (at + 1..g.clause_end(at + 1)).find(|from| g.word(*from) == "from");
    phrases.extend(
        from.and_then(|from| victim_from(read, from + 1))
            .filter(|_| stolen || g.has_lemma(at, "steal")),
    );
    phrases
}

/// Whom a verb harms by what comes of it.
fn by_effect(read: &Reader<'_>, group: VerbGroup) -> Option<Range<usize>> {
    let g = &read.grammar;
    let at = group.verb;
    if g.has_lemma(at, "lose") {
        return loses(g, group);
    }
    if g.is(at, Classes::RENDERS) {
        return left_without(read, group);
    }
    if g.has_lemma(at, "go") && matches!(g.word(at + 1), "down" | "dark" | "offline" | "silent") {
        // `Uganda, whose portals went down`
        let works = Classes::DATA.with(Classes::TRACE).with(Classes::BODY);
        let sites =
            |at: usize| g.is(at, works) || g.is_one(at, &["portal", "portals", "site", "sites"]);
        return g.subject(group).filter(|it| it.clone().any(sites));
    }
    if g.has_lemma(at, "send") && !group.passive {
        // `sent malicious e-mails to ministries`
        let bad =
            |at: usize| matches!(g.word(at), "malicious" | "trapped") || g.is(at, Classes::WEAPON);
        let to = g.object(group).filter(|it| it.clone().any(bad))?.end;
        return if g.word(to) == "to" { victim_from(read, to + 1) } else { None };
    }
    if g.is(at, Classes::CROSSES) && !group.passive {
        // `entered Latvia's airspace`
        return sufferer(read, group).filter(|it| it.clone().any(|at| g.is(at, Classes::BORDER)));
    }
    None
}

/// Whom a verb acts on, in either voice.
fn sufferer(read: &Reader<'_>, group: VerbGroup) -> Option<Range<usize>> {
    let g = &read.grammar;
    if group.passive {
        return g.subject(group);
    }
    g.object(group).and_then(|object| victim_from(read, object.start))
}

/// `left Oslo without power`, `cut a cable between Chile and Peru`.
fn left_without(read: &Reader<'_>, group: VerbGroup) -> Option<Range<usize>> {
    let g = &read.grammar;
    let end = g.clause_end(group.verb + 1).min(group.verb + EFFECT_TOKENS_MAX);
    let without = |at: usize| g.word(at) == "without" && g.is(at + 1, Classes::SUPPLY);
    let broken = (group.verb + 1..end).any(|at| without(at) || g.is(at, Classes::BROKEN));
    let line = |it: &Range<usize>| it.clone().any(|at| g.is(at, Classes::LINE));
    sufferer(read, group).filter(|it| broken || line(it))
}

/// `lost 40,000 records`, `lost contact with a drone`.
fn loses(g: &Grammar<'_>, group: VerbGroup) -> Option<Range<usize>> {
    let lost = Classes::DATA.with(Classes::FORCE);
    let object = g.object(group).filter(|_| !group.passive)?;
    let of_use = object.clone().any(|at| g.is(at, lost) || g.is(at, Classes::CONTACT));
    g.subject(group).filter(|_| of_use)
}

/// `used the wiper against Moldova`, `a year inside the network of a Mexican firm`: where a weapon or a culprit went.
fn by_place(read: &Reader<'_>, at: usize) -> Option<Range<usize>> {
    let g = &read.grammar;
    let word = g.word(at);
    if !matches!(word, "against" | "inside") {
        return None;
    }
    let phrase = victim_from(read, at + 1)?;
    if word == "inside" {
        let culprits = |range: Range<usize>| {
            range.clone().any(|at| g.is(at, Classes::HACKER) || is_group(g, at))
        };
        let near = g.start.max(at.saturating_sub(PLACE_TOKENS_MAX))..at;
        let subject = || g.subject(g.verb_group(g.verb_before(at)?));
        let culprit = culprits(near) || subject().is_some_and(culprits);
        let works = Classes::DATA.with(Classes::BODY);
        return (culprit && phrase.clone().any(|at| g.is(at, works))).then_some(phrase);
    }
    let verb = g.verb_before(at).filter(|verb| at - verb <= PLACE_TOKENS_MAX)?;
    let group = g.verb_group(verb);
    let used = if group.passive { g.subject(group) } else { g.object(group) }?;
    let tool = Classes::WEAPON.with(Classes::WRONG).with(Classes::TRACE).with(Classes::HACKER);
    let wields = g.is(verb, Classes::WIELDS) && used.clone().any(|at| g.is(at, tool));
    (wields && done(read, group)).then_some(phrase)
}

fn is_group(g: &Grammar<'_>, at: usize) -> bool {
    g.actors.at(at).is_some_and(|naming| naming.kind == MentionKind::Group)
}

/// `Palau was the most heavily affected`, `the worst hit were`: who a superlative says was harmed.
fn worst_hit(g: &Grammar<'_>, at: usize) -> Option<Range<usize>> {
    let be = (g.start..at).rev().take(4).find(|be| g.is(*be, Classes::BE))?;
    let worst = (be..at).any(|at| matches!(g.word(at), "most" | "worst" | "hardest"));
    let harmed = g.is(at, Classes::HITS.with(Classes::HARMS)) && g.is(at, Classes::PARTICIPLE);
    g.subject(g.verb_group(be)).filter(|_| worst && harmed)
}

/// Whom a noun of wrong says to be harmed: `the attack on Oslo`, `was the victim of`, `its targets were`.
fn by_noun(read: &Reader<'_>, at: usize) -> Option<Range<usize>> {
    let g = &read.grammar;
    let victim = g.has_lemma(at, "victim");
    if victim && g.word(at + 1) == "of" {
        let be = (g.start..at).rev().take(6).find(|be| g.is_verb(*be))?;
        return g.subject(g.verb_group(be));
    }
    if victim || g.has_lemma(at, "target") {
        // `The victims, three officials said, include`
        let aside = (at + 2..g.clause_end(at + 2)).find(|end| g.word(*end) == ",");
        let from = aside.filter(|_| g.word(at + 1) == ",").unwrap_or(at) + 1;
        let verb = (from..g.end.min(from + 2)).find(|verb| g.is(*verb, Classes::VERB))?;
        let are = g.is(verb, Classes::BE) || g.has_lemma(verb, "include");
        let from = verb + 1 + usize::from(g.is(verb + 1, Classes::ADVERB));
        return if are && !g.is_verb(from) { victim_from(read, from) } else { None };
    }
    if !g.is(at, Classes::WRONG) {
        return None;
    }
    let next = at + 1 + usize::from(g.is_mark(at + 1) && g.word(at + 1) != ",");
    // `an attack by Cuba | on a bank in Peru`
    let by = (g.word(next) == "by").then(|| g.phrase_from(next + 1)).flatten();
    let next = by.map_or(next, |by| by.end);
    let idiom = (next + 1..next + 3).any(|at| g.is(at, Classes::BEHEST));
    // `the activity of the regime` is its own.
    let own = g.word(next) == "of"
        && (g.is(at, Classes::CAMPAIGN.with(Classes::COVERT)) || g.is(at, Classes::CONDUCT));
    // `no evidence of an intrusion in Finland`
    let none =
        (g.start.max(at.saturating_sub(NONE_TOKENS_MAX))..at).any(|no| g.is(no, Classes::NEGATION));
    let leads = !none
        && AT_WHOM.contains(&g.word(next))
        && !g.is(next + 1, Classes::TIME)
        && !idiom
        && !own;
    if leads { victim_from(read, next + 1) } else { None }
}
