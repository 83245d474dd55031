//! Accusations in what is condemned or brought to light: `condemned a campaign by Russia`.

use std::ops::Range;

use super::Reader;
use super::deed::is_deed;
use super::draft::Draft;
use super::grammar::Grammar;
use super::grammar::VerbGroup;
use super::modality;
use super::party;
use crate::analysis::actors::Use;
use crate::analysis::lexicon::Classes;
use crate::model::ActorCode;
use crate::model::Modality;
use crate::model::Polarity;
use crate::model::Tag;

/// The rule of a wrong that is rebuked or brought to light.
pub(crate) const EXPOSED: &str = "rebukes or exposes a deed";

/// How far behind its verb a wrong stands, in tokens.
const WRONG_TOKENS_MAX: usize = 14;

/// How far behind a wrong its owner stands, in tokens.
const OWNER_TOKENS_MAX: usize = 4;

/// Adds the accusations of the sentence in the objects of condemning and exposing.
pub(crate) fn read(read: &Reader<'_>, drafts: &mut Vec<Draft>) {
    let g = &read.grammar;
    for verb in g.start..g.end {
        if g.is(verb, Classes::FORGOES) && g.is_verb(verb) {
            told_to_stop(read, verb, drafts);
        }
        if !g.is(verb, Classes::EXPOSES) || !g.is_verb(verb) {
            continue;
        }
        let group = g.verb_group(verb);
        let (polarity, modality) = modality::of(g, group);
        let made = polarity == Polarity::Asserted
            && matches!(modality, Modality::Actual | Modality::Historical);
        if group.infinitive {
            asked(read, verb, drafts);
        }
        if group.passive || group.infinitive || !made {
            continue;
        }
        let end = g.end.min(verb + WRONG_TOKENS_MAX);
        let Some((target, tokens)) = (verb + 1..end)
            .take_while(|at| {
                // `denounces claims of Russian hacking` rebukes the claims.
                !g.is(*at, Classes::SUBORDINATOR.with(Classes::CHARGE)) && !ends_object(g, *at)
            })
            .find_map(|at| owner_of_wrong(g, verb, at, read.voices.at(verb)))
            .or_else(|| rebuked_for(read, group))
        else {
            continue;
        };
        let mut source = g
            .subject(group)
            .map_or_else(Vec::new, |subject| party::parties(g, subject, read.voices.at(verb)));
        if source.is_empty() {
            source = read.voices.says(g, verb).map_or_else(Vec::new, |voice| voice.codes);
        }
        if source.is_empty() || target.iter().any(|code| source.contains(code)) {
            continue;
        }
        let mut draft = Draft::new(Tag::Accusation, read.sentence, verb..verb + 1, EXPOSED);
        draft.source = source;
        draft.target = target;
        draft.target_tokens = Some(tokens);
        draft.reported = true;
        drafts.push(draft);
    }
}

/// `chided Chile for giving shelter to the gang`: whom somebody rebukes for what it did.
fn rebuked_for(read: &Reader<'_>, group: VerbGroup) -> Option<(Vec<ActorCode>, Range<usize>)> {
    let g = &read.grammar;
    let object = g.object(group)?;
    let deed = object.end + 1;
    let for_it = g.word(object.end) == "for" && g.is(deed, Classes::GERUND) && is_deed(read, deed);
    let target = party::parties(g, object.clone(), read.voices.at(group.verb));
    (for_it && target.iter().any(ActorCode::is_state)).then_some((target, object))
}

/// Whether the word at a token is a verb of another clause.
fn ends_object(g: &Grammar<'_>, at: usize) -> bool {
    let inside = Classes::PARTICIPLE.with(Classes::WRONG).with(Classes::LABELS);
    g.is_verb(at) && !g.is(at, inside)
}

/// `asked the court to condemn Russia for jamming`: who asks a third to rebuke accuses.
fn asked(read: &Reader<'_>, verb: usize, drafts: &mut Vec<Draft>) {
    let g = &read.grammar;
    let group = g.verb_group(verb);
    let governor = g.verb_before(group.first).filter(|governor| g.is(*governor, Classes::URGES));
    let Some(governor) = governor.map(|governor| g.verb_group(governor)) else { return };
    let (polarity, modality) = modality::of(g, governor);
    let (Some(subject), Some(object)) = (g.subject(governor), g.object(group)) else { return };
    let wrong = g.word(object.end) == "for"
        && (object.end + 1..g.clause_end(object.end + 1))
            .any(|at| g.is(at, Classes::HARMS.with(Classes::WRONG).with(Classes::ILL)));
    let source = party::parties(g, subject, read.voices.at(verb));
    let target = party::parties(g, object.clone(), &[]);
    let asked = governor.passive || polarity == Polarity::Negated || modality != Modality::Actual;
    if asked || !wrong || source.is_empty() || target.iter().any(|code| source.contains(code)) {
        return;
    }
    let mut draft = Draft::new(Tag::Accusation, read.sentence, verb..verb + 1, EXPOSED);
    draft.source = source;
    draft.target = target;
    draft.target_tokens = Some(object);
    draft.reported = true;
    drafts.push(draft);
}

/// `urged Washington to stop smearing China`, `“US, stop stealing secrets”`: who tells another to stop a wrong says that
/// it does it.
fn told_to_stop(read: &Reader<'_>, verb: usize, drafts: &mut Vec<Draft>) {
    let g = &read.grammar;
    let group = g.verb_group(verb);
    let gerund = verb + 1 + usize::from(g.word(verb + 1) == "from");
    let source_in = |subject: Range<usize>| {
        let codes = party::parties(g, subject.clone(), read.voices.at(verb));
        // `officials in Minsk`
        if codes.is_empty() { party::places(g, subject) } else { codes }
    };
    let wrong = g.is(gerund, Classes::GERUND) && g.is(gerund, Classes::HARMS.with(Classes::ILL))
        || (verb + 1..g.clause_end(verb + 1).min(verb + 1 + OWNER_TOKENS_MAX)).any(|at| {
            g.is(at, Classes::ILL.with(Classes::UNFOUNDED)) && !g.is_verb(at)
                || g.is(at, Classes::BASELESS) && g.is(at + 1, Classes::CHARGE)
        });
    if !wrong || group.negated {
        return;
    }
    let governor = g.verb_before(group.first).filter(|governor| {
        group.infinitive && g.is(*governor, Classes::URGES) && !g.verb_group(*governor).negated
    });
    let Some(governor) = governor else { return };
    let told = g.phrase_from(governor + 1 + usize::from(g.word(governor + 1) == "on"));
    let mut target = told.clone().map_or_else(Vec::new, |told| {
        let codes = party::parties(g, told.clone(), &[]);
        let long = || g.long_phrase_from(told.start).unwrap_or(told);
        if codes.is_empty() { party::places(g, long()) } else { codes }
    });
    target.retain(ActorCode::is_state);
    let mut source = g.subject(g.verb_group(governor)).map_or_else(Vec::new, source_in);
    if source.is_empty() {
        source = read.voices.says(g, governor).map_or_else(Vec::new, |voice| voice.codes);
    }
    if source.is_empty() || target.is_empty() || target.iter().any(|code| source.contains(code)) {
        return;
    }
    let mut draft = Draft::new(Tag::Accusation, read.sentence, verb..gerund + 1, EXPOSED);
    draft.source = source;
    draft.target = target;
    draft.target_tokens = told;
    draft.reported = true;
    drafts.push(draft);
}

/// Whose wrong the noun at a token is: `Russian attacks`, `the North's activities`, `a campaign by Russia`.
fn owner_of_wrong(
    g: &Grammar<'_>,
    verb: usize,
    at: usize,
    voice: &[ActorCode],
) -> Option<(Vec<ActorCode>, Range<usize>)> {
    // `denounces Russian hacking claims`
    let told_of = g.is(at + 1, Classes::CHARGE) && !g.is_verb(at + 1);
    // `foiled an attempt by the Peruvian service to …`, `decried Peruvian attempts to rig the vote`
    let ill = Classes::HARMS.with(Classes::ILL).with(Classes::ENTERS);
    let foiled = (["thwart", "foil"].iter().any(|lemma| g.has_lemma(verb, lemma))
        || g.word(at + 1) == "to" && g.is(at + 2, ill))
        && ["attempt", "bid", "plan", "scheme"].iter().any(|lemma| g.has_lemma(at, lemma));
    if !(foiled || g.is(at, Classes::WRONG)) || g.is(at, Classes::PROBE) || told_of {
        return None;
    }
    let phrase = g.phrase_ending(at);
    let before = g.actors.within(phrase.start.max(verb + 1)..at).last().filter(|naming| {
        naming.usage != Use::Stands
            && (naming.tokens.end..at).all(|between| !g.is(between, Classes::PREPOSITION))
    });
    if let Some(code) = before.and_then(|naming| party::code_of(g, naming)) {
        return Some((vec![code], before?.tokens.clone()));
    }
    let by = (at + 1..g.end.min(at + 1 + OWNER_TOKENS_MAX)).find(|by| {
        g.word(*by) == "by" || (g.word(*by) == "of" && *by == at + 1 && !g.is(at, Classes::HARMS))
    })?;
    let owner = g.phrase_from(by + 1)?;
    let codes = party::parties(g, owner.clone(), voice);
    (!codes.is_empty()).then_some((codes, owner))
}
