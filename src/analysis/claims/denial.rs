//! Denials that no verb of denial makes: `called the claim "…"`, `nothing to do with it`.

use std::ops::Range;

use super::Reader;
use super::draft::Draft;
use super::grammar::Grammar;
use super::noun;
use super::party;
use crate::analysis::doc::Shape;
use crate::analysis::lexicon::Classes;
use crate::model::ActorCode;
use crate::model::Polarity;
use crate::model::Tag;

/// The rule of a charge that is called untrue.
const DISMISSAL: &str = "dismissal of a charge";

/// How far before a word of dismissal its form of be stands, in tokens.
const BE_TOKENS_MAX: usize = 3;

/// How far before the verb of its dismissal a charge with its clause begins, in tokens.
const CHARGE_TOKENS_MAX: usize = 14;

/// How far behind the charge its dismissal stands, in tokens.
const DISMISSAL_TOKENS_MAX: usize = 8;

/// Adds the denials of the sentence.
pub(crate) fn read(read: &Reader<'_>, drafts: &mut Vec<Draft>) {
    let g = &read.grammar;
    for at in g.start..g.end {
        if g.is(at, Classes::VERB) && g.is_verb(at) {
            named_something(read, at, drafts);
            said_to_be(read, at, drafts);
            own_innocence(read, at, drafts);
        }
        nothing_to_do(read, at, drafts);
        if g.is(at, Classes::BASELESS) {
            predicated(read, at, drafts);
        }
    }
}

/// `called the accusation “groundless”`, `dismissed it as theatre`.
fn named_something(read: &Reader<'_>, at: usize, drafts: &mut Vec<Draft>) {
    let g = &read.grammar;
    if !g.is(at, Classes::LABELS) {
        return;
    }
    let group = g.verb_group(at);
    let Some(object) = g.object(group).filter(|_| !group.passive) else { return };
    let charge = object.clone().any(|at| g.is(at, Classes::CHARGE));
    let pronoun =
        object.len() == 1 && matches!(g.word(object.start), "it" | "this" | "that" | "them");
    let own_words = read.voices.is_quoted(at);
    if !(charge || pronoun) || !dismissed(read, object.end, pronoun || own_words) {
        return;
    }
    let author = noun::author_behind(read, Some(object), at + 1);
    let subject = g.subject(group);
    push(read, at, subject, author.codes, author.tokens, pronoun, drafts);
}

/// `said the claims were “fabricated”`.
fn said_to_be(read: &Reader<'_>, at: usize, drafts: &mut Vec<Draft>) {
    let g = &read.grammar;
    if !g.is(at, Classes::REPORTS) || read.voices.is_quoted(at) {
        return;
    }
    let next = at + 1 + usize::from(g.word(at + 1) == "that");
    let Some(charge) = charge_from(read, next) else { return };
    let is_charge =
        charge.clone().take_while(|at| g.word(*at) != "of").any(|at| g.is(at, Classes::CHARGE));
    let said_so = g.is(charge.end, Classes::BE) && dismissed(read, charge.end + 1, false);
    let in_short = charge.clone().skip(1).any(|at| {
        g.is(at, Classes::BASELESS) && (charge.start..at).any(|noun| g.is(noun, Classes::CHARGE))
    });
    if !is_charge || !(said_so || in_short) {
        return;
    }
    let author = noun::author_behind(read, Some(charge), next);
    let subject = g.subject(g.verb_group(at));
    push(read, at, subject, author.codes, author.tokens, false, drafts);
}

/// `Norway's claims are unfounded, Russia said`.
fn predicated(read: &Reader<'_>, at: usize, drafts: &mut Vec<Draft>) {
    let g = &read.grammar;
    let be =
        (1..=BE_TOKENS_MAX).map(|back| at.wrapping_sub(back)).find(|be| g.is(*be, Classes::BE));
    let Some(be) = be else { return };
    let group = g.verb_group(be);
    let Some(subject) = g.subject(group).filter(|_| !group.negated) else { return };
    let charge = subject.clone().find(|at| g.is(*at, Classes::CHARGE));
    let Some(charge) = charge.or_else(|| charge_that(g, be)) else { return };
    if (be..at).any(|between| g.is(between, Classes::NEGATION)) {
        return;
    }
    let voice = read.voices.says(g, charge).filter(|voice| !voice.codes.is_empty());
    let Some(voice) = voice else { return };
    let author = noun::author_of(read, charge).unwrap_or_default();
    if author.codes.iter().any(|code| voice.codes.contains(code)) {
        return;
    }
    let mut draft = Draft::new(Tag::Denial, read.sentence, at..at + 1, DISMISSAL);
    draft.source = voice.codes;
    draft.source_tokens = voice.tokens;
    draft.target = author.codes;
    draft.target_tokens = author.tokens;
    draft.refers = true;
    drafts.push(draft);
}

/// `the charge that it had ordered the theft was fiction`: the noun whose clause ends before the verb.
fn charge_that(g: &Grammar<'_>, be: usize) -> Option<usize> {
    let from = g.start.max(be.saturating_sub(CHARGE_TOKENS_MAX));
    (from..be).rev().find(|at| g.is(*at, Classes::CHARGE) && g.word(at + 1) == "that")
}

/// The phrase of a charge up to its verb: `the statement by Latvia`, `hacking claims of the minister`.
fn charge_from(read: &Reader<'_>, start: usize) -> Option<Range<usize>> {
    let g = &read.grammar;
    let mut phrase = g.long_phrase_from(start)?;
    if g.word(phrase.end) == "by"
        && let Some(author) = g.long_phrase_from(phrase.end + 1)
    {
        phrase.end = author.end;
    }
    Some(phrase)
}

/// Whether a word of dismissal or a quotation follows.
fn dismissed(read: &Reader<'_>, from: usize, only_words: bool) -> bool {
    let g = &read.grammar;
    (from..g.end.min(from + DISMISSAL_TOKENS_MAX))
        .take_while(|at| !matches!(g.word(*at), ";" | "."))
        .any(|at| {
            g.is(at, Classes::BASELESS) || (!only_words && g.doc.tokens[at].shape.any(Shape::QUOTE))
        })
}

fn push(
    read: &Reader<'_>,
    cue: usize,
    subject: Option<Range<usize>>,
    target: Vec<ActorCode>,
    target_tokens: Option<Range<usize>>,
    refers: bool,
    drafts: &mut Vec<Draft>,
) {
    let Some(subject) = subject else { return };
    let mut source = party::parties(&read.grammar, subject.clone(), read.voices.at(cue));
    if source.is_empty() && party::can_speak(&read.grammar, &subject) {
        source.extend(read.voices.of_cue(&read.grammar, cue).cloned());
    }
    let mut draft = Draft::new(Tag::Denial, read.sentence, cue..cue + 1, DISMISSAL);
    draft.source = source;
    draft.source_tokens = Some(subject);
    draft.target = target;
    draft.target_tokens = target_tokens;
    draft.refers = refers;
    drafts.push(draft);
}

/// `Russia does not attack hospitals`, `we have never engaged in such things`: said of one's own side.
fn own_innocence(read: &Reader<'_>, at: usize, drafts: &mut Vec<Draft>) {
    let g = &read.grammar;
    if !(g.is(at, Classes::HARMS) || g.is(at, Classes::DOES) && names_a_wrong(read, at)) {
        return;
    }
    let group = g.verb_group(at);
    if !group.negated || group.passive {
        return;
    }
    let Some(voice) = read.voices.says(g, at).filter(|voice| !voice.codes.is_empty()) else {
        return;
    };
    let Some(subject) = g.subject(group) else { return };
    let said_of = party::parties(g, subject.clone(), &voice.codes);
    let own = said_of.iter().any(|code| voice.codes.contains(code))
        || (subject.len() == 1 && g.is_one(subject.start, &["it", "they"]));
    if own {
        let mut draft =
            Draft::new(Tag::Denial, read.sentence, group.first..at + 1, "own innocence");
        draft.source = voice.codes;
        draft.source_tokens = voice.tokens;
        drafts.push(draft);
    }
}

/// Whether a wrong, or `such things`, stands behind the verb.
fn names_a_wrong(read: &Reader<'_>, at: usize) -> bool {
    let g = &read.grammar;
    (at + 1..g.clause_end(at + 1).min(at + 9)).any(|next| {
        g.is(next, Classes::WRONG.with(Classes::HARMS).with(Classes::CULPRIT))
            || g.word(next) == "such"
    })
}

/// `had nothing to do with it`, `no evidence`, `never engaged in`, `not involved`.
fn nothing_to_do(read: &Reader<'_>, at: usize, drafts: &mut Vec<Draft>) {
    let g = &read.grammar;
    let Some(len) = denial_words(read, at) else { return };
    let Some(voice) = read.voices.says(g, at) else { return };
    let named: Vec<ActorCode> = named_in_clause(read, at);
    let own = named.is_empty() || named.iter().any(|code| voice.codes.contains(code));
    if own {
        if voice.codes.is_empty() {
            return;
        }
        let mut draft = Draft::new(Tag::Denial, read.sentence, at..at + len, "words of innocence");
        draft.source = voice.codes;
        draft.source_tokens = voice.tokens;
        drafts.push(draft);
    } else if g.word(at).eq_ignore_ascii_case("no") && !voice.direct {
        let mut draft =
            Draft::new(Tag::Accusation, read.sentence, at..at + len, "no evidence against");
        draft.source = voice.codes;
        draft.source_tokens = voice.tokens;
        draft.target = named;
        draft.polarity = Polarity::Negated;
        drafts.push(draft);
    }
}

/// The states named in the clause behind the words.
fn named_in_clause(read: &Reader<'_>, at: usize) -> Vec<ActorCode> {
    let g = &read.grammar;
    let end = (at..g.end).find(|end| matches!(g.word(*end), "," | ";")).unwrap_or(g.end);
    g.actors
        .within(at..end)
        .iter()
        .filter_map(|naming| party::code_of(g, naming))
        .filter(ActorCode::is_state)
        .collect()
}

/// Returns the length of a phrase of innocence at token `at`.
fn denial_words(read: &Reader<'_>, at: usize) -> Option<usize> {
    let g = &read.grammar;
    g.doc
        .lexicon
        .innocence
        .length_at(&g.doc.tokens[at..g.end])
        .filter(|len| *len > 1 || (read.voices.is_quoted(at) && !g.is_verb(at)))
}
