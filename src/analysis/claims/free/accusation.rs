//! Accusations in the words of a party to the dispute.

use std::ops::Range;

use super::Ask;
use super::Memory;
use crate::analysis::actors::Naming;
use crate::analysis::actors::Use;
use crate::analysis::claims::culprit;
use crate::analysis::claims::culprit::Culprit;
use crate::analysis::claims::draft::Draft;
use crate::analysis::claims::modality;
use crate::analysis::claims::party;
use crate::analysis::lexicon::Classes;
use crate::model::ActorCode;
use crate::model::MentionKind;
use crate::model::Modality;
use crate::model::Polarity;
use crate::model::Tag;

/// The rule of a state named beside a word of wrong.
pub(crate) const BESIDE: &str = "an opponent and a wrong in a party's words";
/// The rule of `it is X that …`.
pub(crate) const CLEFT: &str = "it is X that did";
/// The rule of words of wrong about whoever was accused before.
pub(crate) const GOES_ON: &str = "the accuser goes on";

/// How far from the state the word of wrong stands, in tokens.
const WRONG_TOKENS_MAX: usize = 24;

/// How many tokens stand between a preposition and the state in its phrase.
const NOUN_TOKENS_MAX: usize = 4;

/// How far from a state the charge stands that it makes, in tokens.
const AUTHOR_TOKENS_MAX: usize = 4;

/// How far behind the verb that gives a name the name stands, in tokens.
const LABEL_TOKENS_MAX: usize = 8;

/// How far behind `it is X that` stands what makes X a victim, in tokens.
const VICTIM_TOKENS_MAX: usize = 5;

/// Returns the accusation that the words make, if their speaker is a party.
pub(super) fn read(ask: &Ask<'_>, memory: &mut Memory) -> Option<Draft> {
    if blames_itself(ask) {
        return None;
    }
    let named = named(ask);
    let same = memory.spoke == ask.stretch.side;
    if !same {
        memory.spoke.clone_from(&ask.stretch.side);
        memory.of.clear();
    }
    let found = cleft(ask)
        .or_else(|| beside(ask, &named))
        .or_else(|| goes_on(ask, memory, &named))
        .or_else(|| labelled(ask));
    if !named.is_empty() {
        memory.of = named.into_iter().map(|(_, code)| code).collect();
    }
    found
}

/// Whether the side is itself said to do the wrong: then the words are not its own.
fn blames_itself(ask: &Ask<'_>) -> bool {
    let g = &ask.read.grammar;
    if ask.stretch.direct {
        return false;
    }
    let owns = |culprit: &Culprit| {
        culprit.codes.iter().any(|code| ask.stretch.side.contains(code))
            && !g.actors.within(culprit.tokens.clone()).is_empty()
    };
    culprit::find(g, |_| Vec::new()).iter().any(owns)
        || ask.stretch.tokens.clone().any(|verb| {
            g.is(verb, Classes::HARMS.with(Classes::LAUNCHES))
                && g.is_verb(verb)
                && !g.verb_group(verb).passive
                && g.subject(g.verb_group(verb)).is_some_and(|subject| {
                    party::parties(g, subject, &[])
                        .iter()
                        .any(|code| ask.stretch.side.contains(code))
                })
        })
}

/// The other states that the words name, where they are no victims, with their tokens.
fn named(ask: &Ask<'_>) -> Vec<(Range<usize>, ActorCode)> {
    let g = &ask.read.grammar;
    let side = &ask.stretch.side;
    g.actors
        .within(ask.stretch.tokens.clone())
        .iter()
        .filter(|naming| {
            naming.tokens.end <= ask.stretch.tokens.end && g.word(naming.tokens.end) != "-"
        })
        .filter_map(|naming| Some((naming, state_of(ask, naming)?)))
        .filter(|(naming, code)| {
            !side.contains(code)
                && !ask.dispute.stands_by(side, code)
                && !suffers(ask, naming)
                && !only_charges(ask, naming)
                && !party::takes_sides(g, naming)
        })
        .map(|(naming, code)| (naming.tokens.clone(), code))
        .collect()
}

/// The state behind a naming; a place stands for its state when it is accused.
fn state_of(ask: &Ask<'_>, naming: &Naming) -> Option<ActorCode> {
    let g = &ask.read.grammar;
    let state = match naming.kind {
        MentionKind::Place => naming.country,
        MentionKind::Country
        | MentionKind::Bloc
        | MentionKind::Organisation
        | MentionKind::Person
        | MentionKind::Group => naming.state(),
    }?;
    Some(g.doc.lexicon.names.code(state).clone())
}

/// Whether the state is whom the wrong is done to, or only stands beside the matter.
fn suffers(ask: &Ask<'_>, naming: &Naming) -> bool {
    let g = &ask.read.grammar;
    let first = naming.tokens.start;
    let from = first.saturating_sub(NOUN_TOKENS_MAX).max(g.start);
    let preposition = (from..first)
        .rev()
        .take_while(|at| !g.is_mark(*at) && !g.is_verb(*at))
        .find(|at| g.is(*at, Classes::PREPOSITION));
    if preposition.is_some_and(|at| g.is(at, Classes::TOWARDS)) {
        return true;
    }
    let Some(before) = g.phrase_ending(naming.tokens.end - 1).start.min(first).checked_sub(1)
    else {
        return false;
    };
    let verb = (g.start..=before).rev().take(3).find(|at| g.is_verb(*at));
    verb.is_some_and(|verb| g.is(verb, Classes::HARMS) && !g.verb_group(verb).passive)
}

/// Whether the state is named as the author of a charge: `hacking claims by Berlin`, `Greek allegations`.
fn only_charges(ask: &Ask<'_>, naming: &Naming) -> bool {
    let g = &ask.read.grammar;
    let (first, end) = (naming.tokens.start, naming.tokens.end);
    let ahead = (end..g.end.min(end + AUTHOR_TOKENS_MAX))
        .take_while(|at| !g.is_mark(*at) && !g.is_verb(*at) && !g.is(*at, Classes::PREPOSITION))
        .any(|at| g.is(at, Classes::CHARGE));
    let behind = (g.start.max(first.saturating_sub(AUTHOR_TOKENS_MAX))..first)
        .any(|at| g.is(at, Classes::CHARGE) && matches!(g.word(at + 1), "by" | "of" | "from"));
    // `Norway accused our country of a “cyberattack”`
    let accuses = (end..g.end.min(end + AUTHOR_TOKENS_MAX)).find(|at| g.is_verb(*at));
    let accuses =
        accuses.is_some_and(|verb| !g.verb_group(verb).passive && g.claims(verb, Tag::Accusation));
    ahead || behind || accuses
}

/// `It is Canada that gives a platform to extremists`.
fn cleft(ask: &Ask<'_>) -> Option<Draft> {
    let g = &ask.read.grammar;
    for at in ask.stretch.tokens.clone() {
        let is = if g.is(at, Classes::BE) { at } else { at + 1 };
        let it_is = g.is(is, Classes::BE) && g.is_one(at, &["it", "it's"]);
        if !it_is || ask.is_negated(is + 2) {
            continue;
        }
        if modality::of(g, g.verb_group(is)).1 != Modality::Actual {
            continue;
        }
        if g.is(is + 1, Classes::GERUND.with(Classes::PARTICIPLE)) {
            // `it was weighing measures against banks that …`
            continue;
        }
        let Some(that) = (is + 1..g.end.min(is + 14))
            .find(|that| matches!(g.word(*that), "that" | "who" | "which"))
        else {
            continue;
        };
        let suffers = (that + 1..g.end.min(that + 1 + VICTIM_TOKENS_MAX)).any(|at| {
            g.has_lemma(at, "victim") || g.is(at, Classes::SUFFERS) && !g.is(at, Classes::AUXILIARY)
        });
        if suffers {
            continue;
        }
        let codes: Vec<ActorCode> = g
            .actors
            .within(is + 1..that)
            .iter()
            .filter_map(|naming| state_of(ask, naming))
            .filter(|code| !ask.stretch.side.contains(code))
            .collect();
        if !codes.is_empty() {
            let mut draft = ask.draft(Tag::Accusation, is, CLEFT);
            draft.target = codes;
            return Some(draft);
        }
    }
    None
}

/// `the U.S., the empire of hacking`, `Baku was preparing the ground for new aggression`.
fn beside(ask: &Ask<'_>, named: &[(Range<usize>, ActorCode)]) -> Option<Draft> {
    let doers: Vec<&ActorCode> =
        named.iter().filter(|(tokens, _)| does_wrong(ask, tokens)).map(|(_, code)| code).collect();
    let party = |code: &ActorCode| match doers[..] {
        [] => ask.dispute.opposes(&ask.stretch.side, code),
        _ => doers.contains(&code),
    };
    if !ask.stretch.direct && ask.accuses_already {
        // `accused Peru of theft, including that of Chilean files`
        return None;
    }
    // `a plot in Oslo was a Peruvian conspiracy`: a place only where nobody acts.
    let acts = |tokens: &Range<usize>| {
        let naming = ask.read.grammar.actors.at(tokens.start);
        naming.is_some_and(|naming| naming.usage != Use::Stands)
    };
    let anybody = named.iter().any(|(tokens, code)| party(code) && acts(tokens));
    let mut found: Option<Draft> = None;
    for (tokens, code) in named {
        if !party(code) || anybody && !acts(tokens) {
            continue;
        }
        let Some(wrong) = wrong_near(ask, tokens) else { continue };
        let plain = ask.read.grammar.is(wrong, Classes::HARMS.with(Classes::ILL));
        if !ask.stretch.direct && doers.is_empty() && !plain {
            // `adding that Peru had ignored its offer after the incidents`: no wrong of Peru's.
            continue;
        }
        let draft = found.get_or_insert_with(|| ask.draft(Tag::Accusation, wrong, BESIDE));
        draft.target_tokens.get_or_insert_with(|| tokens.clone());
        if !draft.target.contains(code) {
            draft.target.push(code.clone());
        }
    }
    found
}

/// Whether the state is the subject of a verb of wrong: `As for Iceland, it has long tapped its allies`.
fn does_wrong(ask: &Ask<'_>, tokens: &Range<usize>) -> bool {
    let g = &ask.read.grammar;
    let topic = tokens.start.checked_sub(2).is_some_and(|_| {
        let from = ask.stretch.tokens.start;
        (from..tokens.start).take(2).any(|at| g.word(at).eq_ignore_ascii_case("as"))
            && (from..tokens.start).any(|at| g.word(at) == "for")
    });
    (tokens.end..ask.stretch.tokens.end).any(|verb| {
        g.is(verb, Classes::HARMS.with(Classes::ILL))
            && g.is_verb(verb)
            && is_wrong(ask, verb)
            && g.subject(g.verb_group(verb)).is_some_and(|subject| {
                subject.contains(&tokens.start) || (topic && g.word(subject.start) == "it")
            })
    })
}

/// A word of wrong in the same words that is neither negated nor only asked for.
fn wrong_near(ask: &Ask<'_>, tokens: &Range<usize>) -> Option<usize> {
    let g = &ask.read.grammar;
    let from = tokens.start.saturating_sub(WRONG_TOKENS_MAX).max(ask.stretch.tokens.start);
    let end = (tokens.end + WRONG_TOKENS_MAX).min(ask.stretch.tokens.end);
    // `the “so-called Chinese intrusion”`, said by China
    let own = |at: usize| {
        let phrase = g.phrase_ending(at);
        !g.is_verb(at)
            && g.actors.within(phrase.start..at).iter().any(|naming| {
                naming.tokens.end + 2 >= at
                    && state_of(ask, naming).is_some_and(|code| ask.stretch.side.contains(&code))
            })
    };
    (from..end).find(|at| {
        !tokens.contains(at) && is_wrong(ask, *at) && g.actors.index_at(*at).is_none() && !own(*at)
    })
}

/// Whether the word stands in the clause of a charge: `rejects the allegation that hackers broke in`.
fn is_only_charged(ask: &Ask<'_>, at: usize) -> bool {
    let g = &ask.read.grammar;
    let from = at.saturating_sub(WRONG_TOKENS_MAX).max(ask.stretch.tokens.start);
    (from..at).any(|charge| {
        g.is(charge, Classes::CHARGE)
            && !g.is_verb(charge)
            && matches!(g.word(charge + 1), "that" | "of")
    })
}

fn is_wrong(ask: &Ask<'_>, at: usize) -> bool {
    let g = &ask.read.grammar;
    if is_only_charged(ask, at) {
        return false;
    }
    let classes = Classes::HARMS.with(Classes::WRONG).with(Classes::ILL).with(Classes::HACKER);
    // `the spy agency`
    let office = g.is(at, Classes::HACKER) && g.is(at + 1, Classes::BODY.with(Classes::PUBLIC));
    // `the hacking report`
    let told = !g.is_verb(at) && g.is(at + 1, Classes::CHARGE);
    if !g.is(at, classes) || office || told || ask.is_negated(at) {
        return false;
    }
    if !g.is_verb(at) {
        return true;
    }
    let group = g.verb_group(at);
    let (polarity, modality) = modality::of(g, group);
    let own =
        g.subject(group).is_some_and(|subject| g.is_one(subject.start, &["we", "our", "i", "my"]));
    !own && polarity == Polarity::Asserted
        && matches!(modality, Modality::Actual | Modality::Historical)
}

/// Words of wrong that name no state, by a side that accuses: they are about whom it accused last.
fn goes_on(ask: &Ask<'_>, memory: &Memory, named: &[(Range<usize>, ActorCode)]) -> Option<Draft> {
    let g = &ask.read.grammar;
    if !named.is_empty() {
        return None;
    }
    let cue = ask.stretch.tokens.clone().find(|at| {
        g.is(*at, Classes::HARMS.with(Classes::ILL))
            && g.is_verb(*at)
            && is_wrong(ask, *at)
            && speaks_of_them(ask, *at)
    })?;
    let mut target = memory.of.clone();
    target.retain(|code| ask.dispute.opposes(&ask.stretch.side, code));
    if target.is_empty() {
        target = ask.dispute.accused(&ask.stretch.side, ask.read.sentence);
    }
    target.retain(|code| !ask.stretch.side.contains(code));
    if target.is_empty() {
        return None;
    }
    let mut draft = ask.draft(Tag::Accusation, cue, GOES_ON);
    draft.target = target;
    Some(draft)
}

/// `describing the incidents as “clear aggression”`: an accuser, itself not accused, gives the deed of whom it accuses a name.
fn labelled(ask: &Ask<'_>) -> Option<Draft> {
    let g = &ask.read.grammar;
    let side = &ask.stretch.side;
    if !ask.dispute.accusers(side, ask.read.sentence, &[]).is_empty() {
        return None;
    }
    let cue = ask.stretch.tokens.clone().find(|at| {
        g.is(*at, Classes::ILL)
            && !g.is(*at, Classes::BASELESS)
            && !g.is_verb(*at)
            && !ask.is_negated(*at)
            && (g.start.max(at.saturating_sub(LABEL_TOKENS_MAX))..*at)
                .any(|verb| g.is(verb, Classes::LABELS) && g.is_verb(verb))
    })?;
    let mut target = ask.dispute.accused(side, ask.read.sentence);
    target.retain(|code| !side.contains(code));
    if target.is_empty() {
        return None;
    }
    let mut draft = ask.draft(Tag::Accusation, cue, GOES_ON);
    draft.target = target;
    Some(draft)
}

/// Whether the verb's subject is `they`, `it` or a definite culprit: not `we`, and nobody who is named.
fn speaks_of_them(ask: &Ask<'_>, verb: usize) -> bool {
    let g = &ask.read.grammar;
    let group = g.verb_group(verb);
    let Some(subject) = g.subject(group) else { return false };
    if !g.actors.within(subject.clone()).is_empty() {
        return false;
    }
    if group.passive {
        return false;
    }
    subject.clone().any(|at| g.is(at, Classes::FORCE))
        || g.is_one(subject.start, &["they", "it"])
        || (g.is_one(subject.start, &["the", "these", "those", "its", "this"])
            && subject.clone().any(|at| g.is(at, Classes::CULPRIT.with(Classes::WRONG))))
}
