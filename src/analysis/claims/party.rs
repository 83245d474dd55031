//! Whom a noun phrase stands for, as codes.

use std::ops::Range;

use super::grammar::Grammar;
use crate::analysis::actors::Actors;
use crate::analysis::actors::Naming;
use crate::analysis::actors::Use;
use crate::analysis::doc::Shape;
use crate::analysis::lexicon::Classes;
use crate::analysis::lexicon::Sort;
use crate::analysis::lexicon::StateId;
use crate::model::ActorCode;
use crate::model::MentionKind;

/// The most parties that one phrase gives: a joint statement of a large alliance.
const PARTIES_MAX: usize = 40;

/// How far before a bloc its owner stands (`Iran's permanent UN representative`), in tokens.
const OWNER_TOKENS_MAX: usize = 4;

/// Returns the codes of everyone whom the phrase names or stands for, without doubles.
///
/// `voice` is whom `we` and `our` stand for: the speaker of a quotation, or nobody.
pub(crate) fn parties(
    grammar: &Grammar<'_>,
    phrase: Range<usize>,
    voice: &[ActorCode],
) -> Vec<ActorCode> {
    let mut codes: Vec<ActorCode> = Vec::new();
    let core = core_end(grammar, &phrase);
    let hackers = phrase.clone().any(|at| grammar.is(at, Classes::HACKER));
    let rebels = are_rebels(grammar, &phrase);
    for naming in grammar.actors.within(phrase.clone()) {
        if naming.tokens.start >= core && (!codes.is_empty() || !hackers) {
            break;
        }
        if codes.len() >= PARTIES_MAX {
            break;
        }
        if is_alliance_of_next(grammar, naming, phrase.end)
            || is_owned(grammar, naming)
            || grammar.actors.is_home_of_firm(grammar.doc, naming, phrase.end)
            || rebels && naming.kind == MentionKind::Country && naming.usage == Use::Modifies
        {
            continue;
        }
        // `The Ministry of Foreign Affairs rejects it`, it said: its own.
        let open = naming.local && codes.is_empty();
        let own = voice.first().filter(|side| open && side.is_state()).cloned();
        let seat = || capital_behind(grammar, naming.tokens.end).filter(|_| naming.local);
        let code = seat().or(own).or_else(|| code_of(grammar, naming));
        if let Some(code) = code.filter(|code| !codes.contains(code)) {
            codes.push(code);
        }
    }
    for code in partners(grammar, &phrase) {
        if !codes.contains(&code) {
            codes.push(code);
        }
    }
    if codes.is_empty() {
        codes = stand_ins(grammar, &phrase, voice);
    }
    codes
}

/// Returns the codes of everyone who speaks in a phrase: a newspaper or broadcaster speaks for no state.
pub(crate) fn speakers(
    g: &Grammar<'_>,
    phrase: Range<usize>,
    voice: &[ActorCode],
) -> Vec<ActorCode> {
    let core = phrase.start..core_end(g, &phrase);
    let press = core.clone().find(|at| g.is(*at, Classes::PRESS));
    // `state media`, `the state broadcaster` speak for theirs.
    let own = |noun: usize| (core.start..noun).any(|at| g.word(at) == "state");
    if press.is_none_or(own) {
        return parties(g, phrase, voice);
    }
    let outlet = g.actors.within(core.clone()).iter().find(|naming| naming.sort == Sort::Outlet);
    match outlet {
        Some(naming) => vec![Actors::code(g.doc, naming)],
        None => vec![ActorCode::organisation(g.doc.span_of(core).text(g.doc.text))],
    }
}

/// Whether a naming only says whose friend the next one is: `NATO ally Albania`, `EU member, Malta`.
fn is_alliance_of_next(g: &Grammar<'_>, naming: &Naming, end: usize) -> bool {
    let noun = naming.tokens.end;
    let friend = matches!(
        g.word(noun).to_ascii_lowercase().as_str(),
        "ally" | "member" | "partner" | "neighbour" | "neighbor" | "candidate"
    );
    let next = noun + 1 + usize::from(g.word(noun + 1) == ",");
    friend && next < end && g.actors.at(next).is_some_and(|next| next.tokens.start > noun)
}

/// Whether the phrase is of people in arms against a state, whom none keeps: `a separatist Iranian group`.
pub(crate) fn are_rebels(g: &Grammar<'_>, phrase: &Range<usize>) -> bool {
    let kept = Classes::KEPT.with(Classes::TIED).with(Classes::SERVES);
    phrase.clone().any(|at| g.is(at, Classes::REBEL)) && !phrase.clone().any(|at| g.is(at, kept))
}

/// Whether a state before a bloc owns what the bloc only modifies: `Iran's permanent | UN representative`.
fn is_owned(g: &Grammar<'_>, naming: &Naming) -> bool {
    let start = naming.tokens.start;
    let modifies = naming.kind == MentionKind::Bloc && naming.usage == Use::Modifies;
    modifies
        && g.actors.within(start.saturating_sub(OWNER_TOKENS_MAX)..start).last().is_some_and(
            |owner| {
                owner.kind == MentionKind::Country
                    && owner.usage == Use::Modifies
                    && !(owner.tokens.end..start)
                        .any(|at| g.is(at, Classes::CONJUNCTION) || g.word(at) == ",")
            },
        )
}

/// The token from which the phrase only says where or what about: `embassy | in Manila`.
///
/// `of`, `for` and `by` go on naming the owner (`spokesman for the Chinese embassy`).
fn core_end(grammar: &Grammar<'_>, phrase: &Range<usize>) -> usize {
    phrase
        .clone()
        .skip(1)
        .find(|at| {
            grammar.is(*at, Classes::PREPOSITION)
                && !matches!(grammar.word(*at), "of" | "for" | "by" | "from" | "at")
        })
        .unwrap_or(phrase.end)
}

/// Whether the phrase is of an office, a body, a person, a statement, or a pronoun.
pub(crate) fn can_speak(g: &Grammar<'_>, phrase: &Range<usize>) -> bool {
    let speaks = Classes::PRONOUN.with(Classes::OFFICE).with(Classes::BODY).with(Classes::SPEECH);
    phrase.clone().take(core_end(g, phrase) - phrase.start).any(|at| {
        g.is(at, speaks) || g.actors.at(at).is_some_and(|naming| naming.kind == MentionKind::Person)
    })
}

/// Whether the phrase is of a private person, of whatever state: `a Norwegian citizen of Iranian descent`.
pub(crate) fn is_civilian(g: &Grammar<'_>, phrase: &Range<usize>) -> bool {
    let core = phrase.start..core_end(g, phrase);
    core.clone().any(|at| g.is(at, Classes::CIVILIAN))
        && !core
            .into_iter()
            .any(|at| g.is(at, Classes::OFFICE.with(Classes::BODY)) && !g.is(at, Classes::CIVILIAN))
}

/// Returns who issued what the phrase names: `the Netherlands issued a statement claiming …`.
pub(crate) fn issuer_of(
    g: &Grammar<'_>,
    phrase: &Range<usize>,
    voice: &[ActorCode],
) -> Vec<ActorCode> {
    let statement = phrase.clone().any(|at| g.is(at, Classes::SPEECH));
    let verb = g.verb_before(phrase.start).filter(|verb| statement && phrase.start - verb <= 2);
    let subject = verb.and_then(|verb| g.subject(g.verb_group(verb)));
    subject.map_or_else(Vec::new, |subject| parties(g, subject, voice))
}

/// Returns who acts with the subject in a list of its own: `, together with Japan's police,`.
pub(crate) fn beside(g: &Grammar<'_>, words: Range<usize>) -> Vec<ActorCode> {
    let with = words.clone().find(|at| {
        g.word(*at) == "alongside"
            || g.word(*at) == "with"
                && matches!(g.word(at.wrapping_sub(1)), "together" | "along" | "jointly")
    });
    let Some(with) = with else { return Vec::new() };
    let end = (with + 1..words.end).find(|at| g.is_verb(*at)).unwrap_or(words.end);
    let mut codes: Vec<ActorCode> = Vec::new();
    for naming in g.actors.within(with + 1..end) {
        if let Some(code) = code_of(g, naming).filter(|code| !codes.contains(code)) {
            codes.push(code);
        }
    }
    codes.retain(ActorCode::is_state);
    codes
}

/// Returns the states of partners: `CISA and its partners in Japan and Canada`.
fn partners(grammar: &Grammar<'_>, phrase: &Range<usize>) -> Vec<ActorCode> {
    let partners = phrase.clone().find(|at| {
        matches!(grammar.word(*at), "partners" | "allies" | "counterparts" | "counterpart")
            && matches!(grammar.word(at + 1), "in" | "from")
    });
    partners.map_or_else(Vec::new, |at| places(grammar, at + 2..phrase.end))
}

/// Returns the states that a phrase names, places included.
pub(crate) fn places(grammar: &Grammar<'_>, phrase: Range<usize>) -> Vec<ActorCode> {
    let mut codes: Vec<ActorCode> = Vec::new();
    for naming in grammar.actors.within(phrase) {
        let state = naming.country.map(|state| grammar.doc.lexicon.names.code(state).clone());
        codes.extend(state.filter(|code| !codes.contains(code)));
    }
    codes
}

/// Returns the code that a naming stands for when it acts or owns what acts.
pub(crate) fn code_of(g: &Grammar<'_>, naming: &Naming) -> Option<ActorCode> {
    let acts = match naming.kind {
        MentionKind::Country | MentionKind::Bloc => {
            naming.usage != Use::Stands && !takes_sides(g, naming)
        }
        MentionKind::Place => false,
        MentionKind::Organisation | MentionKind::Group => true,
        MentionKind::Person => return person_code(g, naming),
    };
    let rules = naming.sort == Sort::Party && g.is(naming.tokens.end, Classes::BODY);
    if let Some(state) = naming.country.filter(|_| rules) {
        // `the Homeland Party government`
        return Some(g.doc.lexicon.names.code(state).clone());
    }
    acts.then(|| Actors::code(g.doc, naming))
}

/// Whether a naming only says for or against whom something is: `anti-India activities`.
pub(crate) fn takes_sides(g: &Grammar<'_>, naming: &Naming) -> bool {
    let before = naming.tokens.start.checked_sub(2);
    before.is_some_and(|before| g.word(before + 1) == "-" && g.is_one(before, &["pro", "anti"]))
}

/// A person speaks for the state of the office; without one, for nobody but himself.
fn person_code(g: &Grammar<'_>, naming: &Naming) -> Option<ActorCode> {
    let index = g.actors.index_at(naming.tokens.start)?;
    match g.actors.person_of(index).and_then(|person| person.country) {
        Some(state) => Some(g.doc.lexicon.names.code(state).clone()),
        None => Some(Actors::code(g.doc, naming)),
    }
}

/// Codes for a phrase that names nobody: pronouns of the speaker, culprits, place of a firm or court.
fn stand_ins(grammar: &Grammar<'_>, phrase: &Range<usize>, voice: &[ActorCode]) -> Vec<ActorCode> {
    if phrase.clone().any(|at| grammar.word(at) == "latter") {
        let last = grammar.actors.within(grammar.start..phrase.start).last();
        return last.and_then(|naming| code_of(grammar, naming)).into_iter().collect();
    }
    let ours = phrase.clone().any(|at| {
        grammar.is_one(at, &["we", "our", "us", "ours", "i", "my"])
            && !grammar.doc.tokens[at].shape.any(Shape::UPPER)
    });
    if ours {
        return voice.to_vec();
    }
    let sided = phrase
        .clone()
        .any(|at| grammar.word(at + 1) == "-" && grammar.is_one(at, &["pro", "anti"]));
    if sided {
        // `a pro-Ukraine group` takes sides and stands for nobody.
        return Vec::new();
    }
    if let Some(code) = seated(grammar, phrase) {
        return vec![code];
    }
    let resolved = (phrase.start..core_end(grammar, phrase))
        .filter(|at| grammar.is(*at, Classes::OFFICE.with(Classes::BODY).with(Classes::CULPRIT)))
        .find_map(|at| {
            let state = grammar.actors.resolve_noun(grammar.doc, at)?.state?;
            is_known(grammar, at, state).then_some(state)
        });
    if let Some(state) = resolved {
        return vec![grammar.doc.lexicon.names.code(state).clone()];
    }
    let firm = phrase.clone().any(|at| {
        grammar.is(at, Classes::BODY)
            || matches!(
                grammar.word(at),
                "firm" | "company" | "startup" | "jury" | "court" | "prosecutors" | "police"
            )
    });
    if firm {
        let place = grammar
            .actors
            .within(phrase.clone())
            .iter()
            .filter(|naming| naming.sort.is_of_state() || naming.sort == Sort::Place)
            .find_map(|naming| naming.country)
            .map(|state| grammar.doc.lexicon.names.code(state).clone());
        if let Some(code) = place {
            return vec![code];
        }
    }
    Vec::new()
}

/// `the Foreign Office | in Islamabad`: a body of state in a capital is of its state, if it is no mission.
fn seated(g: &Grammar<'_>, phrase: &Range<usize>) -> Option<ActorCode> {
    let core = core_end(g, phrase);
    let body = phrase.start..core;
    let public = body.clone().any(|at| g.is(at, Classes::PUBLIC) || g.is_one(at, &["foreign"]));
    let mission = body.clone().any(|at| g.is(at, Classes::DIPLOMAT.with(Classes::PRIVATE)));
    capital_behind(g, core).filter(|_| public && !mission)
}

/// The state of the capital in which something is: `in Islamabad`, from the preposition at `at`.
fn capital_behind(g: &Grammar<'_>, at: usize) -> Option<ActorCode> {
    let capital = g.actors.at(at + 1).filter(|naming| naming.sort == Sort::Capital)?;
    let state = capital.country.filter(|_| g.word(at) == "in")?;
    Some(g.doc.lexicon.names.code(state).clone())
}

/// Whether the text had named the state when it came to the noun; an excerpt may name another's state first behind it.
fn is_known(g: &Grammar<'_>, noun: usize, state: StateId) -> bool {
    !g.doc.is_excerpt()
        || g.actors.within(g.start..g.end).iter().any(|naming| naming.tokens.contains(&noun))
        || g.actors.within(0..noun).iter().any(|naming| naming.country == Some(state))
}

/// Returns the code of an unnamed culprit, as the phrase words it: `ORG:pro-Ukraine group`.
pub(crate) fn unnamed(grammar: &Grammar<'_>, phrase: Range<usize>) -> Option<ActorCode> {
    let quote = usize::from(grammar.is_mark(phrase.start));
    let skip = quote + usize::from(grammar.is(phrase.start + quote, Classes::DETERMINER));
    let core = phrase.start + skip..core_end(grammar, &phrase);
    let anyone =
        Classes::CULPRIT.with(Classes::BODY).with(Classes::PERSONS).with(Classes::CIVILIAN);
    let culprit = core.clone().any(|at| grammar.is(at, anyone));
    let own =
        core.clone().any(|at| matches!(grammar.word(at), "country" | "government" | "nation"));
    if !culprit || own || core.is_empty() {
        return None;
    }
    let words = grammar.doc.span_of(core).text(grammar.doc.text);
    Some(ActorCode::organisation(words))
}
