//! Denials that no verb of denial makes: `called the claim "…"`, `nothing to do with it`.

use std::ops::Range;

use super::Reader;
use super::clause::Clause;
use super::draft::Draft;
use super::grammar::Grammar;
use super::noun;
use super::party;
use crate::analysis::doc::Shape;
use crate::analysis::doc::Token;
use crate::analysis::lexicon::Classes;
use crate::model::ActorCode;
use crate::model::Polarity;
use crate::model::Tag;

/// The rule of a charge that is called untrue.
pub(super) const DISMISSAL: &str = "dismissal of a charge";

/// How far before a word of dismissal its form of be stands (`were part of a larger smear`), in tokens.
const BE_TOKENS_MAX: usize = 6;

/// How far before words of innocence their verb stands, in tokens.
const HOLDER_TOKENS_MAX: usize = 3;

/// How far before the verb of its dismissal a charge with its clause begins, in tokens.
const CHARGE_TOKENS_MAX: usize = 18;

/// How far before its verb `falsely` stands (`groundlessly trying to accuse`), in tokens.
const FALSELY_TOKENS_MAX: usize = 4;

/// How far behind a form of be a word for the motive of a charge stands (`no more than an attempt`), in tokens.
const MOTIVE_TOKENS_MAX: usize = 5;

/// How far behind the charge its dismissal stands, in tokens.
const DISMISSAL_TOKENS_MAX: usize = 8;

/// Adds the denials of the sentence.
pub(crate) fn read(read: &Reader<'_>, drafts: &mut Vec<Draft>) {
    let g = &read.grammar;
    for at in g.start..g.end {
        if g.is(at, Classes::VERB) && g.is_verb(at) {
            named_something(read, at, drafts);
            said_to_be(read, at, drafts);
            said_of_it(read, at, drafts);
            own_innocence(read, at, drafts);
        }
        nothing_to_do(read, at, drafts);
        if g.is(at, Classes::BASELESS.with(Classes::TRUE)) {
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
    // `commenting on the accusations, it called them baseless`
    let earlier = || (g.start..at).rev().find(|at| g.is(*at, Classes::CHARGE) && !g.is_verb(*at));
    let own_words = read.voices.is_quoted(at);
    if !(charge || pronoun) || !dismissed(read, object.end, pronoun || own_words) {
        return;
    }
    let author = match earlier().filter(|_| pronoun) {
        Some(charge) => noun::author_of(read, charge).unwrap_or_default(),
        None => noun::author_behind(read, Some(object), at + 1),
    };
    let subject = g.subject(group);
    push(read, at, subject, author.codes, author.tokens, pronoun, drafts);
}

/// `said the claims were “fabricated”`.
fn said_to_be(read: &Reader<'_>, at: usize, drafts: &mut Vec<Draft>) {
    let g = &read.grammar;
    if !g.is(at, Classes::REPORTS) || read.voices.is_quoted(at) {
        return;
    }
    let told = g.object(g.verb_group(at)).filter(|_| g.has_lemma(at, "tell"));
    let next = told.map_or(at + 1, |whom| whom.end);
    if matches!(g.word(next), "that" | "this") && g.is(next + 1, Classes::BE) {
        // `said that was untrue`
        if dismissed(read, next + 2, true) {
            push(read, at, g.subject(g.verb_group(at)), Vec::new(), None, true, drafts);
        }
        return;
    }
    let next = next + usize::from(g.word(next) == "that");
    let Some(charge) = charge_from(read, next) else { return };
    let is_charge =
        charge.clone().take_while(|at| g.word(*at) != "of").any(|at| g.is(at, Classes::CHARGE));
    let said_so = g.is(charge.end, Classes::BE)
        && (dismissed(read, charge.end + 1, false) || has_motive(g, charge.end + 1));
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

/// `a finding that Kigali said had been “dictated”`, `claims which Moscow says are fiction`.
fn said_of_it(read: &Reader<'_>, at: usize, drafts: &mut Vec<Draft>) {
    let g = &read.grammar;
    let be = at + 1 + usize::from(g.is(at + 1, Classes::HAVE));
    if !g.is(at, Classes::REPORTS) || read.voices.is_quoted(at) || !g.is(be, Classes::BE) {
        return;
    }
    let group = g.verb_group(at);
    let charge = g.object(group).filter(|object| {
        object.end <= group.first && object.clone().any(|at| g.is(at, Classes::CHARGE))
    });
    if charge.is_none() || !(dismissed(read, be + 1, false) || has_motive(g, be + 1)) {
        return;
    }
    let author = noun::author_behind(read, charge, at + 1);
    push(read, at, g.subject(group), author.codes, author.tokens, true, drafts);
}

/// `Norway's claims are unfounded, Russia said`, `the report was not true`.
fn predicated(read: &Reader<'_>, at: usize, drafts: &mut Vec<Draft>) {
    let g = &read.grammar;
    let be = (g.start.max(at.saturating_sub(BE_TOKENS_MAX))..at)
        .rev()
        .take_while(|be| !g.is_verb(*be) || g.is(*be, Classes::BE))
        .find(|be| g.is(*be, Classes::BE));
    let Some(be) = be else { return };
    let group = g.verb_group(be);
    let negated = group.negated || (be..at).any(|between| g.is(between, Classes::NEGATION));
    if negated == g.is(at, Classes::BASELESS) {
        return;
    }
    let subject = g.subject(group);
    let charge = subject.and_then(|mut subject| subject.find(|at| g.is(*at, Classes::CHARGE)));
    let Some(charge) = charge.or_else(|| charge_before(g, be)) else { return };
    let voice = read.voices.says(g, charge).filter(|voice| !voice.codes.is_empty());
    let Some(voice) = voice else { return };
    let writer = |tokens: &Range<usize>| g.is_one(tokens.start, &["i", "we"]);
    if !voice.direct && voice.tokens.as_ref().is_some_and(writer) {
        return;
    }
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

/// The noun of a charge whose clause or participle ends before the verb: `the charge that it had ordered the theft was
/// fiction`, `the accusations brought against him by Bonn are void`.
fn charge_before(g: &Grammar<'_>, be: usize) -> Option<usize> {
    let from = g.start.max(be.saturating_sub(CHARGE_TOKENS_MAX));
    let reduced = |at: usize| {
        !g.is_verb(at) || g.is(at, Classes::PARTICIPLE) && !g.is(at - 1, Classes::AUXILIARY)
    };
    (from..be).rev().find(|at| {
        g.is(*at, Classes::CHARGE)
            && !g.is_verb(*at)
            && (g.word(at + 1) == "that" || (at + 1..be).all(reduced))
    })
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

/// Whether what follows says what the charge is for: `meant to hide a failure`, `an attempt by one side`.
fn has_motive(g: &Grammar<'_>, from: usize) -> bool {
    (from..g.end.min(from + MOTIVE_TOKENS_MAX)).any(|at| g.is(at, Classes::MOTIVE))
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
    let g = &read.grammar;
    let Some(subject) = subject.filter(|words| !is_by_opposition(g, Some(words.clone()))) else {
        return;
    };
    // `I think the report is wrong`: the writer's.
    if g.is_one(subject.start, &["i", "we"]) && read.voices.at(cue).is_empty() {
        return;
    }
    let mut source = party::parties(g, subject.clone(), read.voices.at(cue));
    if source.is_empty() {
        source = party::issuer_of(g, &subject, read.voices.at(cue));
    }
    if source.is_empty() && party::can_speak(g, &subject) {
        source.extend(read.voices.of_cue(g, cue).cloned());
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
    let deed = g.is(at, Classes::HARMS)
        || g.is(at, Classes::DOES) && names_a_wrong(read, at)
        || g.is(at, Classes::CROSSES) && names_a_border(g, at);
    if !deed {
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
    let force = said_of.is_empty() && subject.clone().any(|at| g.is(at, Classes::FORCE));
    // `They took the files, the agency says, but did not touch the ships`: no more than hackers.
    let many = |tokens: &Range<usize>| {
        g.is(tokens.start, Classes::PRONOUN) || g.is(tokens.end.wrapping_sub(1), Classes::PLURAL)
    };
    let pronoun = subject.len() == 1
        && (g.is_one(subject.start, &["it"])
            || g.is_one(subject.start, &["they"]) && voice.tokens.as_ref().is_none_or(many));
    let own = force || said_of.iter().any(|code| voice.codes.contains(code)) || pronoun;
    if own {
        let mut draft =
            Draft::new(Tag::Denial, read.sentence, group.first..at + 1, "own innocence");
        draft.source = voice.codes;
        draft.source_tokens = voice.tokens;
        drafts.push(draft);
    }
}

/// Whether a border or airspace stands behind the verb: `did not enter Estonian airspace`.
pub(super) fn names_a_border(g: &Grammar<'_>, verb: usize) -> bool {
    g.object(g.verb_group(verb))
        .is_some_and(|mut object| object.any(|at| g.is(at, Classes::BORDER)))
}

/// Whether a wrong, or `such things`, stands behind the verb.
fn names_a_wrong(read: &Reader<'_>, at: usize) -> bool {
    let g = &read.grammar;
    (at + 1..g.clause_end(at + 1).min(at + 9)).any(|next| {
        g.is(next, Classes::WRONG.with(Classes::HARMS).with(Classes::CULPRIT))
            || g.word(next) == "such"
    })
}

/// `the West was groundlessly accusing Russia, Moscow said`: the accused denies by the way it reports the charge.
pub(super) fn falsely_accused(read: &Reader<'_>, charge: &Draft, drafts: &mut Vec<Draft>) {
    let g = &read.grammar;
    let verb = charge.cue.start;
    let falsely = (g.start.max(verb.saturating_sub(FALSELY_TOKENS_MAX))..verb)
        .find(|at| g.is(*at, Classes::BASELESS) && g.is(*at, Classes::ADVERB));
    let Some(falsely) = falsely else { return };
    let Some(voice) = read.voices.says(g, verb) else { return };
    if !voice.codes.iter().any(|code| charge.target.contains(code)) {
        return;
    }
    let mut draft =
        Draft::new(Tag::Denial, read.sentence, falsely..verb + 1, "falsely accused, it says");
    draft.source = voice.codes;
    draft.source_tokens = voice.tokens;
    draft.target.clone_from(&charge.source);
    draft.target.retain(|code| !draft.source.contains(code));
    drafts.push(draft);
}

/// `accused Mali but offered no proof`: what the writer says of an accuser.
fn offers_none(read: &Reader<'_>, at: usize) -> bool {
    let g = &read.grammar;
    let gives =
        ["offer", "give", "provide", "present", "produce", "show", "publish", "cite", "supply"];
    let verb = (g.start.max(at.saturating_sub(HOLDER_TOKENS_MAX))..at)
        .rev()
        .find(|verb| g.is_verb(*verb))
        .filter(|verb| gives.iter().any(|lemma| g.has_lemma(*verb, lemma)));
    verb.is_some_and(|verb| !read.voices.is_quoted(at) && !g.verb_group(verb).passive)
        && (g.start..at).any(|verb| g.is_verb(verb) && g.claims(verb, Tag::Accusation))
}

/// `had nothing to do with it`, `no evidence`, `no role in`, `not involved`.
fn nothing_to_do(read: &Reader<'_>, at: usize, drafts: &mut Vec<Draft>) {
    let g = &read.grammar;
    let Some(len) = denial_words(read, at) else { return };
    // `the lives of people who have nothing to do with it`: theirs, not the speaker's.
    if at >= 2 && g.is_one(at - 2, &["who"]) && g.is(at - 1, Classes::HAVE) {
        return;
    }
    let Some(voice) = read.voices.says(g, at) else { return };
    let said_of = subject_of(read, at, &voice.codes);
    let named: Vec<ActorCode> =
        if said_of.is_empty() { named_in_clause(read, at) } else { said_of };
    let own = named.is_empty() || named.iter().any(|code| voice.codes.contains(code));
    if own {
        if voice.codes.is_empty() || offers_none(read, at) {
            return;
        }
        let mut draft = Draft::new(Tag::Denial, read.sentence, at..at + len, "words of innocence");
        draft.target = author_in(read, &voice.codes);
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

/// `asked about the Kuwaiti note, it said …`: who made the charge that the sentence speaks of, if not `but`.
pub(super) fn author_in(read: &Reader<'_>, but: &[ActorCode]) -> Vec<ActorCode> {
    let g = &read.grammar;
    let charges = (g.start..g.end).filter(|at| g.is(*at, Classes::CHARGE) && !g.is_verb(*at));
    charges
        .filter_map(|charge| noun::author_of(read, charge))
        .map(|author| author.codes)
        .find(|codes| codes.iter().all(|code| code.is_state() && !but.contains(code)))
        .unwrap_or_default()
}

/// The states that the verb close before `at` has as its subject: `Russia has | nothing to do with`.
fn subject_of(read: &Reader<'_>, at: usize, voice: &[ActorCode]) -> Vec<ActorCode> {
    let g = &read.grammar;
    let verb = (g.start.max(at.saturating_sub(HOLDER_TOKENS_MAX))..at).rev().find(|verb| {
        g.is(*verb, Classes::AUXILIARY) && !g.is(*verb, Classes::PRONOUN) || g.is_verb(*verb)
    });
    let subject = verb.and_then(|verb| g.subject(g.verb_group(verb)));
    let mut codes = subject.map_or_else(Vec::new, |subject| party::parties(g, subject, voice));
    codes.retain(ActorCode::is_state);
    codes
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
    let fixed = g.doc.lexicon.innocence.length_at(&g.doc.tokens[at..g.end]);
    if let Some(len) = fixed {
        return (len > 1 || (read.voices.is_quoted(at) && !g.is_verb(at))).then_some(len);
    }
    let next = at + 1;
    if g.is(at, Classes::UNFOUNDED) {
        // `the “groundless” removal of an envoy` is no charge.
        let behind = next + usize::from(g.is_mark(next) && g.word(next) != ",");
        let ends = Classes::PREPOSITION.with(Classes::CONJUNCTION).with(Classes::CHARGE);
        let of_a_charge = behind >= g.end
            || g.is_mark(behind)
            || g.is(behind, ends)
            || g.is_verb(behind)
            || g.actors.index_at(behind).is_some();
        return (of_a_charge && read.voices.is_quoted(at) && !g.is_verb(at)).then_some(1);
    }
    let scant = || matches!(g.word(at), "any" | "shred" | "piece") || g.has_lemma(at, "lack");
    let denied = || g.is(at, Classes::NEGATION) || scant();
    if g.is(next, Classes::TRUE) && !g.is_verb(next) {
        return denied().then_some(2);
    }
    let noun = next + usize::from(g.is(next, Classes::ADJECTIVE) || g.word(next) == "of");
    let stake = g.is(noun, Classes::STAKE)
        && g.is(at, Classes::DETERMINER)
        && (g.is_mark(noun + 1) || g.is(noun + 1, Classes::PREPOSITION) || noun + 1 == g.end);
    ((g.is(noun, Classes::EVIDENCE) || stake) && denied()).then_some(noun + 1 - at)
}

/// `Opposition parties called the statement a smokescreen`: against their own government.
pub(super) fn is_by_opposition(g: &Grammar<'_>, subject: Option<Range<usize>>) -> bool {
    subject.is_some_and(|mut words| words.any(|at| g.is_one(at, &["opposition"])))
}

/// `Bonn blamed the network, a charge that Minsk rejected`: a denial by the way is aimed at who told the charge first.
pub(super) fn aim_at_teller(read: &Reader<'_>, clause: &Clause, denial: &mut Draft) {
    let g = &read.grammar;
    let Some(charge) = clause.object.clone().filter(|object| object.end <= clause.group.first)
    else {
        return;
    };
    if clause.group.passive || !denial.target.is_empty() {
        return;
    }
    let accuses = |verb: usize| g.is(verb, Classes::REPORTS) || g.claims(verb, Tag::Accusation);
    let told = (g.start..charge.start).find(|verb| accuses(*verb) && g.is_verb(*verb));
    let Some(group) = told.map(|verb| g.verb_group(verb)) else { return };
    let teller = if group.passive { g.slot(group.verb + 1, "by") } else { g.subject(group) };
    let Some(mut teller) = teller else { return };
    // `In 2018 | a newspaper reported`
    let number = |token: &Token<'_>| token.shape.any(Shape::NUMBER);
    teller.start += usize::from(g.doc.tokens.get(teller.start).is_some_and(number));
    let codes = party::speakers(g, teller.clone(), read.voices.at(group.verb));
    if !codes.iter().any(|code| denial.source.contains(code)) {
        denial.target = codes;
        denial.target_tokens = Some(teller);
    }
}

/// `X denies Y's claim that it did Z` presupposes that Y accuses X.
pub(super) fn presupposed(read: &Reader<'_>, verb: usize, denial: &Draft, drafts: &mut Vec<Draft>) {
    let g = &read.grammar;
    if denial.target.is_empty() || denial.source.is_empty() || denial.polarity == Polarity::Negated
    {
        return;
    }
    let after = verb + 1;
    let says_what = (after..g.end).any(|at| {
        g.word(at) == "that" && at > after
            || matches!(g.word(at), "of" | "over") && at > after && g.is(at + 1, Classes::GERUND)
            || g.is(at, Classes::WRONG.with(Classes::HARMS))
    });
    // `rejected Peru's claim that Chile did it`, said by Bolivia
    let others = (after..g.end).find(|at| g.word(*at) == "that").and_then(|that| {
        let whom = party::parties(g, g.phrase_from(that + 1)?, &[]);
        Some(whom.iter().any(|code| code.is_state() && !denial.source.contains(code)))
    });
    if says_what && others != Some(true) {
        drafts.push(denial.answered("denied claim"));
    }
}
