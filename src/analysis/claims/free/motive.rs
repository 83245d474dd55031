//! Motives that the accused imputes to the accuser: `the story was invented to distract from it`, `Oslo is looking
//! for a pretext`. That both denies the charge and makes one.

use super::Ask;
use crate::analysis::claims::draft::Draft;
use crate::analysis::claims::party;
use crate::analysis::lexicon::Classes;
use crate::model::ActorCode;
use crate::model::Tag;

/// The rule of a motive for a charge.
pub(crate) const MOTIVE: &str = "imputes a motive to the accuser";

/// How far behind its word the purpose or maker of a charge stands, in tokens.
const PURPOSE_TOKENS_MAX: usize = 8;

/// Returns the denial and the accusation in a motive that the words of an accused give.
pub(super) fn read(ask: &Ask<'_>) -> Vec<Draft> {
    let g = &ask.read.grammar;
    if !g.has(Classes::IMPUTES) || ask.accusers().is_empty() {
        return Vec::new();
    }
    let accusers = ask.accusers();
    let mut words = ask.stretch.tokens.clone().filter(|at| g.is(*at, Classes::IMPUTES));
    let found = words.find_map(|at| {
        let made_up = g.is(at, Classes::VERB) && is_made_up(ask, at);
        if made_up {
            // `a soap opera written in Lima`, by whom all know: that only denies.
            let maker = maker(ask, at);
            let only_denies =
                g.word(at + 1) == "in" && maker.iter().all(|code| accusers.contains(code));
            return Some((at, maker, only_denies));
        }
        (seeks_a_pretext(ask, at, accusers) || is_a_ploy(ask, at)).then_some((
            at,
            Vec::new(),
            false,
        ))
    });
    let Some((cue, mut target, only_denies)) = found else { return Vec::new() };
    target.retain(|code| !ask.stretch.side.contains(code));
    if target.is_empty() {
        target = accusers.to_vec();
    }
    let mut denied = ask.draft(Tag::Denial, cue, MOTIVE);
    denied.target = accusers.to_vec();
    let mut accused = ask.draft(Tag::Accusation, cue, MOTIVE);
    accused.target = target;
    if only_denies { vec![denied] } else { vec![denied, accused] }
}

/// `The claims were meant to cover up its failures`, `a scenario written in Lima`: a charge made for a purpose or by somebody.
fn is_made_up(ask: &Ask<'_>, verb: usize) -> bool {
    let g = &ask.read.grammar;
    if !g.is(verb, Classes::FABRICATES) || ask.is_negated(verb) {
        return false;
    }
    let group = g.verb_group(verb);
    let passive = group.passive || g.is(verb, Classes::PARTICIPLE) && !g.is(verb, Classes::BASE);
    let charge = |at: usize| {
        g.is(at, Classes::CHARGE.with(Classes::BASELESS).with(Classes::WRONG))
            || g.is_one(at, &["it", "this", "everything", "scenario", "affair", "matter", "thing"])
    };
    let near = ask.stretch.tokens.start.max(verb.saturating_sub(3))..verb;
    let subject = g.subject(group).filter(|subject| subject.end <= verb);
    let of_a_charge =
        subject.is_some_and(|mut subject| subject.any(charge)) || near.clone().any(charge);
    let end = g.end.min(verb + PURPOSE_TOKENS_MAX);
    let purpose = (verb + 1..end).any(|at| match g.word(at) {
        "to" => g.is(at + 1, Classes::BASE),
        // `the allegations made by Peru`: who made them made nothing up.
        "by" if g.has_lemma(verb, "make") => false,
        "by" | "in" => {
            g.phrase_from(at + 1).is_some_and(|phrase| !party::places(g, phrase).is_empty())
        }
        "for" | "at" => g.is(at + 1, Classes::GERUND),
        _ => false,
    });
    passive && of_a_charge && purpose
}

/// `written in Seoul`, `cooked up by the Peruvians`: who made the charge.
fn maker(ask: &Ask<'_>, verb: usize) -> Vec<ActorCode> {
    let g = &ask.read.grammar;
    let end = g.end.min(verb + PURPOSE_TOKENS_MAX);
    let by = (verb + 1..end).find(|at| matches!(g.word(*at), "by" | "in"));
    by.and_then(|by| g.phrase_from(by + 1)).map_or_else(Vec::new, |phrase| party::places(g, phrase))
}

/// `Oslo was looking for an excuse to …`: who accuses seeks something else.
fn seeks_a_pretext(ask: &Ask<'_>, at: usize, accusers: &[ActorCode]) -> bool {
    let g = &ask.read.grammar;
    let pretext = ["pretext", "excuse", "scapegoat"].iter().any(|lemma| g.has_lemma(at, lemma));
    let diverts = ["divert", "distract", "deflect", "justify", "bury", "whitewash"]
        .iter()
        .any(|lemma| g.has_lemma(at, lemma))
        || g.word(at) == "cover" && g.word(at + 1) == "up";
    if !(pretext || diverts && g.is_verb(at)) || ask.is_negated(at) {
        return false;
    }
    let seeks = ["look", "search", "seek", "need", "want", "find", "try", "attempt"];
    let from = ask.stretch.tokens.start.max(at.saturating_sub(PURPOSE_TOKENS_MAX));
    (from..at).any(|verb| {
        seeks.iter().any(|lemma| g.has_lemma(verb, lemma))
            && g.is_verb(verb)
            && g.subject(g.verb_group(verb)).is_some_and(|subject| {
                let named = party::places(g, subject.clone());
                named.iter().any(|code| accusers.contains(code))
                    || named.is_empty() && g.is_one(subject.start, &["they", "it"])
            })
    })
}

/// `The allegations were an attempt to escape responsibility`: what the charge is, and for what.
fn is_a_ploy(ask: &Ask<'_>, at: usize) -> bool {
    let g = &ask.read.grammar;
    if g.is_verb(at) || !g.is(at, Classes::PRETEXT) || ask.is_negated(at) {
        return false;
    }
    let from = ask.stretch.tokens.start.max(at.saturating_sub(PURPOSE_TOKENS_MAX));
    let Some(be) = (from..at).find(|be| g.is(*be, Classes::BE)) else { return false };
    let end = g.end.min(at + PURPOSE_TOKENS_MAX + 2);
    let purpose = (at + 1..end)
        .any(|to| g.word(to) == "to" && g.is(to + 1, Classes::BASE) || g.word(to) == "for");
    purpose
        && g.subject(g.verb_group(be))
            .is_some_and(|mut subject| subject.any(|word| g.is(word, Classes::CHARGE)))
}
