//! Who is said to do wrong: hackers, spies and intrusion sets, with the state behind them.

use std::ops::Range;

use super::grammar::Grammar;
use super::modality;
use super::party;
use crate::analysis::actors::Actors;
use crate::analysis::lexicon::Classes;
use crate::analysis::lexicon::Sort;
use crate::model::ActorCode;
use crate::model::MentionKind;

/// How far behind a culprit its state is looked for, in tokens.
const AFFILIATION_TOKENS_MAX: usize = 16;

/// How far behind a culprit its origin stands, in tokens.
const ORIGIN_TOKENS_MAX: usize = 6;

/// A phrase for who did it.
#[derive(Clone, Debug)]
pub(crate) struct Culprit {
    /// The whole phrase.
    pub(crate) tokens: Range<usize>,
    /// The noun or name that makes it a culprit.
    pub(crate) head: usize,
    /// The states and groups behind it; empty for `the hackers`.
    pub(crate) codes: Vec<ActorCode>,
    /// How weak the link to them is.
    pub(crate) hedge: u8,
}

/// Finds the culprits of the sentence, in order.
pub(crate) fn find(g: &Grammar<'_>, voice_at: impl Fn(usize) -> Vec<ActorCode>) -> Vec<Culprit> {
    let mut culprits: Vec<Culprit> = Vec::new();
    let mut at = g.start;
    while at < g.end {
        let end = head_end(g, at);
        let Some(end) = end else {
            at += 1;
            continue;
        };
        let first = g
            .phrase_ending(end - 1)
            .start
            .max(culprits.last().map_or(g.start, |last| last.head + 1));
        let first = (first..at).rev().find(|at| leads_away(g, *at)).map_or(first, |at| at + 1);
        let tokens = first.min(at)..end;
        let hedge = modality::hedge(g, tokens.start, end);
        let (codes, soft) = codes(g, &tokens, &voice_at(at));
        culprits.push(Culprit { tokens, head: end - 1, codes, hedge: hedge.max(soft) });
        at = end;
    }
    culprits
}

/// `a case in | Chinese hackers`: a preposition before a culprit leads to it and does not make what stands before its own.
fn leads_away(g: &Grammar<'_>, at: usize) -> bool {
    g.is(at, Classes::PREPOSITION) && !matches!(g.word(at), "of" | "for" | "from")
}

/// Returns the token behind the culprit's head, if one is at `at`.
fn head_end(g: &Grammar<'_>, at: usize) -> Option<usize> {
    if let Some(index) = g.actors.index_at(at) {
        let naming = &g.actors.namings[index];
        let first = naming.tokens.start == at;
        return (first && naming.kind == MentionKind::Group).then_some(naming.tokens.end);
    }
    if !g.is(at, Classes::HACKER.with(Classes::CULPRIT).with(Classes::PERSONS)) {
        return None;
    }
    // `sites such as those belonging to the president`
    let compared = matches!(g.word(at.wrapping_sub(1)), "as" | "than" | "like" | "including");
    let acting = g.is(at, Classes::PERSONS)
        && !compared
        && g.word(at + 1) != "based"
        && g.is(at + 1, Classes::SERVES.with(Classes::KEPT).with(Classes::TIED))
        && g.is(at + 1, Classes::GERUND.with(Classes::PARTICIPLE))
        // Anybody may be `operating in Israeli ports`.
        && behind_affiliation(g, at + 1).is_some_and(|start| g.word(start - 1) != "in");
    if acting {
        return Some(at + 1);
    }
    let hacker = g.is(at, Classes::HACKER) || (g.is(at, Classes::CULPRIT) && is_made_one(g, at));
    let goes_on = || {
        g.is(at + 1, Classes::HACKER) || (g.is(at + 1, Classes::CULPRIT) && is_made_one(g, at + 1))
    };
    // `a spy agency`, `the spy chief`
    let office = Classes::PUBLIC.with(Classes::BODY);
    let modifies = g.is(at + 1, office) && !g.is(at + 1, Classes::CULPRIT)
        // `spy claims in Germany`
        || g.is(at + 1, Classes::CHARGE) && !g.is_verb(at + 1);
    // `threat intelligence` is of those who watch the culprits.
    let watches = g.word(at) == "intelligence" && g.is_one(at.wrapping_sub(1), &["threat"]);
    (hacker && !modifies && !watches && !g.is_verb(at) && !goes_on()).then_some(at + 1)
}

/// A group, unit or team is a culprit behind a word of wrong (`hacking group`, `state-backed unit`).
fn is_made_one(g: &Grammar<'_>, at: usize) -> bool {
    let wrong = Classes::WRONG.with(Classes::HACKER).with(Classes::HARMS);
    at > g.start
        && (g.is(at - 1, wrong)
            || g.is(at - 1, Classes::COVERT)
            || matches!(
                g.word(at - 1),
                "backed" | "sponsored" | "linked" | "aligned" | "affiliated"
            ))
}

/// The states behind a culprit: in its own words, in an aside, or in the clause behind.
fn codes(g: &Grammar<'_>, tokens: &Range<usize>, voice: &[ActorCode]) -> (Vec<ActorCode>, u8) {
    let employer = employer(g, tokens.end);
    if !employer.is_empty() {
        return (employer, 0);
    }
    let mut own = party::parties(g, tokens.clone(), voice);
    // `Brussels' Hungarian spies` are Hungary's.
    let named = g.actors.within(tokens.clone());
    if let [owner, spies] = named
        && matches!(spies.sort, Sort::Adjective | Sort::People)
        && matches!(g.word(owner.tokens.end), "'s" | "’s" | "'" | "’")
        && owner.tokens.end + 1 == spies.tokens.start
    {
        own = party::code_of(g, spies).into_iter().collect();
    }
    // `the Medibank hackers` robbed it.
    let robbed = g
        .actors
        .within(tokens.start..tokens.end - 1)
        .last()
        .filter(|naming| naming.sort == Sort::Company && naming.tokens.end + 1 == tokens.end);
    if let Some(naming) = robbed {
        let code = Actors::code(g.doc, naming);
        own.retain(|own| *own != code);
    }
    let states: Vec<ActorCode> = own.iter().filter(|code| code.is_state()).cloned().collect();
    if are_criminals(g, tokens) {
        return (Vec::new(), 0);
    }
    if !states.is_empty() {
        return (states, 0);
    }
    let seat = seat(g, tokens);
    if !seat.is_empty() {
        return (seat, 1);
    }
    let (said, soft) = said_to_be(g, tokens.end);
    if !said.is_empty() {
        return (said, soft);
    }
    let persons = !g.is(tokens.end - 1, Classes::HACKER.with(Classes::CULPRIT));
    let (behind, soft) = affiliation(g, tokens.end, persons);
    if behind.is_empty() { (own, 0) } else { (behind, soft) }
}

/// `a Russian ransomware gang`: criminals from a state are not the state, unless it keeps them.
pub(crate) fn are_criminals(g: &Grammar<'_>, tokens: &Range<usize>) -> bool {
    const CRIMINALS: &[&str] = &[
        "gang",
        "gangs",
        "criminal",
        "criminals",
        "cybercriminal",
        "cybercriminals",
        "thieves",
        "fraudsters",
        "scammers",
        "extortionists",
        "rebel",
        "rebels",
    ];
    let kept = Classes::KEPT.with(Classes::TIED).with(Classes::SERVES);
    let names = g.actors.within(tokens.clone());
    let criminal = |at: usize| {
        g.is_one(at, CRIMINALS)
            || g.is_one(at, &["ransomware", "extortion"]) && g.is(at + 1, Classes::CULPRIT)
    };
    tokens.clone().any(criminal)
        && !tokens.clone().any(|at| g.is(at, kept))
        && names.iter().all(|naming| naming.kind != MentionKind::Group || naming.state().is_none())
}

/// The gang of a phrase: by its name, or as the phrase words it.
pub(crate) fn gang(g: &Grammar<'_>, tokens: &Range<usize>) -> Vec<ActorCode> {
    let mut named = party::parties(g, tokens.clone(), &[]);
    named.retain(|code| !code.is_state());
    if named.is_empty() {
        named.extend(party::unnamed(g, tokens.clone()));
    }
    named
}

/// `the intruders | were Chinese`, `hackers | of Brazilian origin`, `hackers | claiming to be from Gaza`: what they are
/// said to be, in no more than a word.
pub(crate) fn said_to_be(g: &Grammar<'_>, from: usize) -> (Vec<ActorCode>, u8) {
    let is_one = |at: usize| {
        g.actors.at(at).is_some_and(|naming| {
            let next = naming.tokens.end;
            matches!(naming.sort, Sort::Adjective | Sort::People)
                && (g.is_mark(next) || next >= g.end || g.is(next, Classes::CONJUNCTION))
        })
    };
    // `an operator that is most likely Uzbek`
    let comma = usize::from(g.word(from) == ",");
    let relative = usize::from(g.is(from + comma, Classes::RELATIVE));
    let be = from + relative + comma * relative;
    if g.is(be, Classes::BE) {
        let soft = (be + 1..be + 3)
            .take_while(|at| {
                g.is(*at, Classes::ADVERB.with(Classes::SUSPECTED)) || g.word(*at) == "most"
            })
            .filter(|at| !g.is(*at, Classes::NEGATION))
            .count();
        let said = be + 1 + soft;
        if is_one(said) {
            return (party::places(g, said..said + 1), u8::from(soft > 0));
        }
    }
    let of = (from..g.end.min(from + ORIGIN_TOKENS_MAX))
        .take_while(|at| !is_finite(g, *at))
        .find(|at| g.word(*at) == "of" && g.is_one(at + 2, &["origin", "descent"]));
    if let Some(of) = of {
        return (party::places(g, of + 1..of + 2), 1);
    }
    let claims = g.is(from, Classes::CHARGE.with(Classes::SAYS)) && g.is(from, Classes::GERUND);
    if claims && g.word(from + 1) == "to" && g.word(from + 2) == "be" && g.word(from + 3) == "from"
    {
        return (place_from(g, from + 4), 1);
    }
    (Vec::new(), 0)
}

/// `China-based hackers`: from where they work, if they are no criminals.
fn seat(g: &Grammar<'_>, tokens: &Range<usize>) -> Vec<ActorCode> {
    let based =
        tokens.clone().find(|at| g.word(*at) == "based" && g.word(at.wrapping_sub(1)) == "-");
    let crime = tokens.clone().any(|at| g.is(at, Classes::PRIVATE));
    based.filter(|_| !crime).map_or_else(Vec::new, |based| party::places(g, tokens.start..based))
}

/// `operatives | working for the UAE`: whoever they were, for whom they work directly behind them.
pub(crate) fn employer(g: &Grammar<'_>, from: usize) -> Vec<ActorCode> {
    // `a group | that works for the UAE`
    let relative = usize::from(g.is(from, Classes::RELATIVE));
    let at = from + relative;
    let form = if relative > 0 { Classes::VERB } else { Classes::GERUND };
    let works = g.is(at, Classes::SERVES) && g.is(at, form);
    let whom = match (g.word(at + 1), g.word(at + 2), g.word(at + 3)) {
        ("for", ..) => at + 2,
        ("on", "behalf", "of") => at + 4,
        _ => return Vec::new(),
    };
    if works { place_from(g, whom) } else { Vec::new() }
}

/// `a group | known as APT40`, `a group | controlled by Russia`: whom the words directly behind a phrase name for it.
pub(crate) fn named_behind(g: &Grammar<'_>, from: usize) -> Vec<ActorCode> {
    if let Some(code) = known_as(g, from) {
        return vec![code];
    }
    behind_affiliation(g, from).map_or_else(Vec::new, |start| place_from(g, start))
}

/// `a group | known as APT40`: the group whose name follows.
pub(crate) fn known_as(g: &Grammar<'_>, from: usize) -> Option<ActorCode> {
    let from = from - usize::from(g.word(from) == "as");
    let names = g.is(from, Classes::NAMES) || matches!(g.word(from), "known" | "called");
    let name = from + 1 + usize::from(g.word(from + 1) == "as");
    let naming = g.actors.at(name).filter(|naming| names && naming.kind == MentionKind::Group)?;
    party::code_of(g, naming)
}

/// `linked to the GRU`, `working for China's Ministry`, `, a Russian group,`, `from North Korea`.
///
/// Anybody may be `working in Chinese cities`: `persons` are culprits only by whom they work for.
fn affiliation(g: &Grammar<'_>, from: usize, persons: bool) -> (Vec<ActorCode>, u8) {
    // `the group (named after its tool) | appears to operate out of China`
    let close = (from..g.end.min(from + AFFILIATION_TOKENS_MAX)).find(|at| g.word(*at) == ")");
    let from = close.filter(|_| g.is_one(from, &["("])).map_or(from, |close| close + 1);
    let limit = g.end.min(from + AFFILIATION_TOKENS_MAX);
    for at in from..limit {
        if is_finite(g, at) || is_told_more_of(g, at) {
            break;
        }
        let behind = behind_affiliation(g, at);
        if let Some(start) = behind.filter(|start| !persons || g.word(start - 1) != "in") {
            let found = place_from(g, start);
            if !found.is_empty() {
                return (found, u8::from(g.is(at, Classes::SOFT.with(Classes::TIED))));
            }
        }
        // `spies inside Uzbek ministries` are not Uzbekistan's.
        let guests = matches!(g.word(at), "in" | "inside")
            && g.phrase_from(at + 1).is_some_and(|phrase| {
                g.is(phrase.end - 1, Classes::BODY.with(Classes::PUBLIC).with(Classes::DATA))
            });
        let whence = matches!(g.word(at), "from" | "in" | "of" | "inside") && !guests
            || g.word(at) == "with" && (at + 1..at + 4).any(|next| g.word(next) == "origin");
        if at == from && whence {
            let found = place_from(g, at + 1);
            if !found.is_empty() {
                return (found, 0);
            }
        }
        if at == from && matches!(g.word(at), "," | "(" | "–" | "—") {
            let found = aside(g, at + 1);
            if !found.is_empty() {
                return (found, 0);
            }
        }
    }
    (Vec::new(), 0)
}

/// `an actor | who posted remarks attributed to the Emir`: a relative clause about something else.
fn is_told_more_of(g: &Grammar<'_>, at: usize) -> bool {
    let ties = Classes::BE.with(Classes::HAVE).with(Classes::SERVES).with(Classes::KEPT);
    g.word(at) == "who"
        && (at + 1..at + 3)
            .find(|verb| g.is_verb(*verb))
            .is_some_and(|verb| !g.is(verb, ties.with(Classes::TIED)))
}

/// Whether another clause begins with the verb at a token: `hackers | had entered systems run by companies working for`.
fn is_finite(g: &Grammar<'_>, at: usize) -> bool {
    let behind = Classes::SERVES.with(Classes::KEPT).with(Classes::TIED).with(Classes::BE);
    g.is_verb(at) && !g.is(at, behind) && g.is(at, Classes::HARMS.with(Classes::HAVE))
}

/// Where the phrase begins that says for whom the verb at a token makes one work.
fn behind_affiliation(g: &Grammar<'_>, at: usize) -> Option<usize> {
    let fits = |word: &str| {
        (g.is(at, Classes::TIED) && matches!(word, "to" | "with"))
            || (g.is(at, Classes::KEPT) && word == "by")
            || (g.is(at, Classes::SERVES)
                && matches!(word, "for" | "with" | "from" | "under" | "on" | "out" | "in" | "as"))
    };
    let preposition = (at + 1..g.end.min(at + 4)).find(|next| fits(g.word(*next)))?;
    let far = matches!(g.word(preposition), "out" | "on" | "in" | "as");
    let of = (preposition..g.end.min(preposition + 5))
        .find(|of| g.is_one(*of, &["of", "from"]))
        .filter(|_| far);
    Some(of.unwrap_or(preposition) + 1)
}

/// The states named in the phrase that begins at `start`, places included.
fn place_from(g: &Grammar<'_>, start: usize) -> Vec<ActorCode> {
    let Some(mut phrase) = g.phrase_from(start) else { return Vec::new() };
    // `linked to the Russian government | bring down sites of Estonia`
    let verb = |at: &usize| {
        g.is(*at, Classes::BASE)
            && !g.is(*at, Classes::NOUN.with(Classes::ADJECTIVE).with(Classes::PREPOSITION))
            && g.actors.index_at(*at).is_none()
    };
    phrase.end = phrase.clone().find(verb).unwrap_or(phrase.end);
    party::places(g, phrase)
}

/// `, a Chinese government-backed threat actor,`.
fn aside(g: &Grammar<'_>, start: usize) -> Vec<ActorCode> {
    let close = (start..g.end.min(start + AFFILIATION_TOKENS_MAX))
        .find(|at| matches!(g.word(*at), "," | ")" | "–" | "—" | "."));
    let Some(close) = close else {
        return Vec::new();
    };
    if g.is(start, Classes::SUSPECTED) && g.word(start + 1) == "to" && g.word(start + 2) == "be" {
        // `, believed to be the Israeli government,`
        return place_from(g, start + 3);
    }
    if g.is_verb(start) && !g.is(start, Classes::TIED.with(Classes::KEPT).with(Classes::SERVES)) {
        return Vec::new();
    }
    let hackers = (start..close).any(|at| g.is(at, Classes::HACKER) || g.is(at, Classes::BODY));
    if !hackers || (start..close).any(|at| g.is_verb(at) && !g.is(at, Classes::PARTICIPLE)) {
        return Vec::new();
    }
    party::parties(g, start..close, &[]).into_iter().filter(ActorCode::is_state).collect()
}
