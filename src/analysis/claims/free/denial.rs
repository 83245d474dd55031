//! Denials in the words of whoever is accused.

use std::ops::Range;

use super::Ask;
use crate::analysis::claims::Reader;
use crate::analysis::claims::denial as charge;
use crate::analysis::claims::dispute::Dispute;
use crate::analysis::claims::draft::Draft;
use crate::analysis::claims::grammar::Grammar;
use crate::analysis::claims::party;
use crate::analysis::doc::Shape;
use crate::analysis::lexicon::Classes;
use crate::model::ActorCode;
use crate::model::Tag;

/// The rule of a word that calls the charge untrue.
const UNTRUE: &str = "the accused calls it untrue";
/// The rule of missing proof.
const UNPROVEN: &str = "the accused sees no proof";
/// The rule of a deed that was not done.
const NOT_DONE: &str = "the accused did no such thing";

/// How far behind a word of blame the deed stands that it describes, in tokens.
const DEED_TOKENS_MAX: usize = 3;

/// How far before a word of dismissal its form of be stands (`is absolutely unfounded`), in tokens.
const BE_TOKENS_MAX: usize = 3;

/// How far behind `make` its `up` stands, in tokens.
const UP_TOKENS_MAX: usize = 6;

/// The rule of people who are no culprits.
const HARMLESS: &str = "the accused calls them harmless";

/// The rule of a charge that is told back.
const BLAMED: &str = "the accused tells how it is blamed";

/// How far before a word of proof the verb stands that forgoes it, in tokens.
const PROOF_TOKENS_MAX: usize = 7;

/// How far before its negation `there` stands (`there has never been`), in tokens.
const THERE_TOKENS_MAX: usize = 3;

/// Returns the denial that the words make, if their speaker is accused.
pub(super) fn read(ask: &Ask<'_>) -> Option<Draft> {
    let stretch = ask.stretch;
    let g = &ask.read.grammar;
    if g.word(g.end - 1) == "?" {
        return None;
    }
    // `urged Beijing to “compete with gifts, not with viruses”`: what another is to do.
    let urged = |verb: usize| {
        g.is(verb, Classes::URGES) && !g.has_lemma(verb, "tell") && !ask.read.voices.is_quoted(verb)
    };
    if g.verb_before(stretch.tokens.start).is_some_and(urged) {
        return None;
    }
    let bystander = ask.accusers().is_empty() && !ask.dispute.denies(&stretch.side);
    if bystander && (ask.dispute.accuses(&stretch.side) || !ask.dispute.has_charges()) {
        return None;
    }
    let (cue, rule) =
        stretch.tokens.clone().find_map(|at| cue_at(ask, at).map(|rule| (at, rule)))?;
    // Of whom no charge is known, no more than `no such camp` is taken for an answer to one.
    if bystander && !(g.is(cue, Classes::NEGATION) && g.word(cue + 1) == "such") {
        return None;
    }
    let mut draft = ask.draft(Tag::Denial, cue, rule);
    // `has always insisted`: aimed at nobody.
    let always = |at: usize| g.is(at, Classes::ALWAYS) && !stretch.tokens.contains(&at);
    if stretch.direct || !(g.start..g.end).any(always) {
        draft.target = ask.accusers().to_vec();
    }
    Some(draft)
}

/// Whose charge the side answers in the sentence.
pub(super) fn accusers(read: &Reader<'_>, dispute: &Dispute, side: &[ActorCode]) -> Vec<ActorCode> {
    let g = &read.grammar;
    let author = charge::author_in(read, side);
    if !author.is_empty() {
        return author;
    }
    if !dispute.is_accused(side) {
        return Vec::new();
    }
    let named = party::places(g, g.start..g.end);
    let mut accusers = dispute.accusers(side, read.sentence, &named);
    accusers.retain(|code| !side.contains(code));
    accusers
}

/// The rule of the cue at a token, if it is one.
fn cue_at(ask: &Ask<'_>, at: usize) -> Option<&'static str> {
    let g = &ask.read.grammar;
    // Not of `anti-propaganda sabotage`, nor where `responsibility lies with the other side`.
    let part =
        g.word(at.wrapping_sub(1)) == "-" || g.is(at, Classes::STANDS) && g.word(at + 1) == "with";
    if g.is(at, Classes::BASELESS) && !part {
        // `We do not answer fairy tales`: not of what is called no lie.
        let upheld = || {
            ask.is_negated(at)
                && !(ask.stretch.tokens.start..at)
                    .rev()
                    .find(|verb| g.is_verb(*verb))
                    .is_some_and(|verb| !g.is(verb, Classes::BE) && g.verb_group(verb).negated)
        };
        let said = Classes::CHARGE.with(Classes::SPEECH);
        let of_a_charge = (1..=BE_TOKENS_MAX).any(|back| g.is(at.wrapping_sub(back), Classes::BE))
            && ((ask.stretch.tokens.start..at).any(|noun| g.is(noun, said))
                || blames_behind(g, at));
        let of_a_matter = !g.is(at, Classes::ADJECTIVE.with(Classes::ILL))
            && (1..=BE_TOKENS_MAX).any(|back| g.is(at.wrapping_sub(back), Classes::BE));
        let names_one = g.is(at + 1, Classes::CHARGE) && !g.is(at, Classes::CHARGE);
        return ((ask.stretch.direct || of_a_charge || of_a_matter || names_one)
            && !g.is_verb(at)
            && !upheld()
            && !describes_a_deed(g, at)
            && !(ask.dispute.accuses(&ask.stretch.side) && describes_a_thing(g, at))
            && !blames(ask, at))
        .then_some(UNTRUE);
    }
    // `none of this can change the fact that …` states one.
    let stated = g.word(at + 1) == "that" && g.has_lemma(at, "fact");
    if g.is(at, Classes::EVIDENCE) && !stated {
        return (ask.is_negated(at) || is_withheld(ask, at)).then_some(UNPROVEN);
    }
    let wrong = Classes::WRONG
        .with(Classes::HARMS)
        .with(Classes::CULPRIT)
        .with(Classes::DEED)
        .with(Classes::ILL);
    if (at..=at + 2).any(|thing| adds_nothing(g, thing)) {
        return None;
    }
    let phrase = g.doc.lexicon.retorts.length_at(&g.doc.tokens[at..ask.stretch.tokens.end]);
    if phrase.is_some() && !names_another(ask, at)
        || has_none(ask, at)
        || is_not_there(ask, at)
        || is_a_bare_no(ask, at)
    {
        return Some(NOT_DONE);
    }
    if g.is_verb(at)
        && (g.is(at, Classes::DOES) && never_did(ask, at)
            || !g.is(at, Classes::AUXILIARY) && speaks_of_itself(ask, at))
    {
        return Some(NOT_DONE);
    }
    if g.is_verb(at) && is_made_up(ask, at) {
        return Some(UNTRUE);
    }
    if g.is_verb(at) && blames_own(ask, at) {
        return Some(BLAMED);
    }
    if g.is(at, Classes::BE) && are_harmless(ask, at) {
        return Some(HARMLESS);
    }
    let verb = at.saturating_sub(1);
    if g.word(at) == "nothing" && g.is(verb, Classes::DOES.with(Classes::HARMS)) && g.is_verb(verb)
    {
        return Some(NOT_DONE);
    }
    // `not in the interest of the country`: of no deed.
    let for_the_good = g.has_lemma(at, "interest")
        && (at.saturating_sub(2)..at).any(|before| g.word(before) == "in");
    if g.is(at, wrong)
        && !for_the_good
        && ask.is_negated(at)
        && !blames(ask, at)
        && !evades(ask, at)
        && !is_of_others(ask, at)
    {
        return Some(NOT_DONE);
    }
    None
}

/// `had paid them to spread “false calls”`: a verb of wrong leads to the word.
fn spreads_before(g: &Grammar<'_>, at: usize) -> bool {
    let verb = (g.start..at).rev().find(|verb| !g.doc.tokens[*verb].shape.any(Shape::QUOTE));
    verb.is_some_and(|verb| {
        g.is(verb, Classes::ILL) && (g.is_verb(verb) || g.is(verb, Classes::GERUND))
    })
}

/// `the work of the Rwandan army | and nobody else's`: the words before name another side that accuses this one.
fn names_another(ask: &Ask<'_>, at: usize) -> bool {
    let g = &ask.read.grammar;
    let named = party::places(g, ask.stretch.tokens.start..at);
    named.iter().any(|code| ask.dispute.opposes(&ask.stretch.side, code))
}

/// `nothing | to add`, `anything | on that`: a question left open.
fn adds_nothing(g: &Grammar<'_>, thing: usize) -> bool {
    g.is_one(thing, &["anything", "nothing"])
        && (g.is_one(thing + 1, &["on", "further", "more", "new"])
            || g.word(thing + 1) == "to"
                && g.is_one(thing + 2, &["add", "say", "announce", "share", "report"]))
}

/// `should not target anybody`, `they do not rob Russians`: what is to be, or what others do, of whom an accuser speaks.
fn is_of_others(ask: &Ask<'_>, at: usize) -> bool {
    let g = &ask.read.grammar;
    let words = &ask.stretch.tokens;
    let main = |verb: &usize| g.is_verb(*verb) && !g.is(*verb, Classes::AUXILIARY);
    let verb = (words.start..=at).rev().find(|verb| g.is_verb(*verb));
    let Some(verb) = verb.or_else(|| (at..words.end).find(main)) else { return false };
    let group = g.verb_group(verb);
    let to_be = |modal: usize| g.is_one(modal, &["should", "must", "will", "shall"]);
    if (words.start..at.max(verb)).rev().take_while(|at| g.word(*at) != ",").any(to_be) {
        return true;
    }
    let deed = verb == at && g.is(at, Classes::HARMS) && !group.passive;
    let own = |subject: Range<usize>| {
        let codes = party::parties(g, subject.clone(), &ask.stretch.side);
        codes.iter().any(|code| ask.stretch.side.contains(code))
            || codes.is_empty() && g.is(subject.start, Classes::PRONOUN)
    };
    deed && ask.dispute.accuses(&ask.stretch.side) && !g.subject(group).is_some_and(own)
}

/// `irresponsible | to accuse us`: of accusing.
fn blames_behind(g: &Grammar<'_>, at: usize) -> bool {
    g.word(at + 1) == "to"
        && g.doc.tokens.get(at + 2).is_some_and(|verb| {
            g.claims(at + 2, Tag::Accusation)
                || verb.is_one(&["drag", "suggest", "claim", "imply", "assume"])
        })
}

/// `malicious cyber activity`, `spreading false news`: a word of blame before what was done, not before what is said of it.
fn describes_a_deed(g: &Grammar<'_>, at: usize) -> bool {
    let said = Classes::CHARGE.with(Classes::SPEECH).with(Classes::BASELESS);
    let ends = Classes::PREPOSITION.with(Classes::CONJUNCTION);
    let phrase = (at + 1..g.end)
        .filter(|noun| !g.doc.tokens[*noun].shape.any(Shape::QUOTE))
        .take(DEED_TOKENS_MAX)
        .take_while(|noun| g.doc.tokens[*noun].shape.any(Shape::WORD) && !g.is(*noun, ends));
    if spreads_before(g, at) {
        return true;
    }
    let blames = g.is(at, Classes::ILL)
        || phrase.clone().any(|noun| g.is(noun, Classes::WRONG.with(Classes::HARMS)));
    let deed = phrase.clone().next().is_some() && !phrase.clone().any(|noun| g.is(noun, said));
    blames && deed && g.is(at, Classes::ADJECTIVE)
}

/// `We did not.`, `It has not.`: no more than a pronoun and a negation.
fn is_a_bare_no(ask: &Ask<'_>, at: usize) -> bool {
    let g = &ask.read.grammar;
    let auxiliary = if g.is(at, Classes::AUXILIARY) { at } else { at.wrapping_sub(1) };
    let subject = auxiliary.wrapping_sub(1);
    g.is(at, Classes::NEGATION)
        && g.is(auxiliary, Classes::AUXILIARY)
        && g.is_mark(at + 1)
        && g.is(subject, Classes::PRONOUN)
        && (subject == ask.stretch.tokens.start || g.is_mark(subject.wrapping_sub(1)))
}

/// `the fake ballots`: before a thing, and not before what is said, of which an accuser speaks as well.
fn describes_a_thing(g: &Grammar<'_>, at: usize) -> bool {
    let said =
        Classes::CHARGE.with(Classes::SPEECH).with(Classes::BASELESS).with(Classes::EVIDENCE);
    g.is(at, Classes::ADJECTIVE) && g.is(at + 1, Classes::NOUN) && !g.is(at + 1, said)
}

/// `failed to produce a shred of proof`: the verb of the proof, or the one before it, forgoes.
fn is_withheld(ask: &Ask<'_>, evidence: usize) -> bool {
    let g = &ask.read.grammar;
    let from = ask.stretch.tokens.start.max(evidence.saturating_sub(PROOF_TOKENS_MAX));
    (from..evidence)
        .any(|verb| g.is(verb, Classes::FORGOES) && g.is_verb(verb) && g.is_one(verb + 1, &["to"]))
}

/// `the two men were “sociologists and a cook”`: people who are no culprits.
fn are_harmless(ask: &Ask<'_>, be: usize) -> bool {
    let g = &ask.read.grammar;
    let group = g.verb_group(be);
    let people = Classes::PERSONS.with(Classes::FORCE);
    let subject = g.subject(group).filter(|words| {
        words.clone().any(|at| g.is(at, people)) || g.is_one(words.start, &["they", "both"])
    });
    if !g.doc.tokens.get(be + 1).is_some_and(|mark| mark.shape.any(Shape::QUOTE)) {
        return false;
    }
    let next = be + 2;
    let other = Classes::ILL
        .with(Classes::CULPRIT)
        .with(Classes::WRONG)
        .with(Classes::HARMS)
        .with(Classes::PARTICIPLE);
    let name = g.phrase_from(next).filter(|name| {
        g.is(name.end - 1, Classes::NOUN.with(Classes::PLURAL))
            && !g.word(name.start).ends_with("ing")
            && !name.clone().any(|at| g.is(at, other))
    });
    !group.negated && group.modal.is_none() && subject.is_some() && name.is_some()
}

/// `Tokyo made the whole thing up`, `the affair was cooked up in Seoul`: not by the side itself.
fn is_made_up(ask: &Ask<'_>, at: usize) -> bool {
    let g = &ask.read.grammar;
    let end = g.clause_end(at + 1).min(at + UP_TOKENS_MAX);
    let makes_up = g.has_lemma(at, "make") && (at + 1..end).any(|up| g.word(up) == "up");
    if !(makes_up || g.is(at, Classes::FEIGNS)) {
        return false;
    }
    let group = g.verb_group(at);
    let Some(subject) = g.subject(group) else { return false };
    let codes = party::parties(g, subject, &ask.stretch.side);
    !group.negated
        && group.modal.is_none()
        && (group.passive || !codes.is_empty())
        && !codes.iter().any(|code| ask.stretch.side.contains(code))
}

/// `a habit of blaming Peru for everything`, said by Peru.
fn blames_own(ask: &Ask<'_>, at: usize) -> bool {
    let g = &ask.read.grammar;
    if !ask.stretch.direct || !(g.has_lemma(at, "blame") || g.has_lemma(at, "accuse")) {
        return false;
    }
    let group = g.verb_group(at);
    let object = g.object(group).filter(|_| !group.passive);
    object.is_some_and(|object| {
        let codes = party::parties(g, object, &ask.stretch.side);
        codes.iter().any(|code| ask.stretch.side.contains(code))
    })
}

/// `There is no such camp`, `there was no drone`: by no more than its existence.
fn is_not_there(ask: &Ask<'_>, at: usize) -> bool {
    let g = &ask.read.grammar;
    let from = ask.stretch.tokens.start.max(at.saturating_sub(THERE_TOKENS_MAX));
    g.is(at, Classes::NEGATION)
        && !g.is(at + 1, Classes::EMPHATIC)
        && !ask.dispute.accuses(&ask.stretch.side)
        && (from..at).any(|there| g.is_one(there, &["there"]))
        && (from..=at + 1).any(|be| g.is(be, Classes::BE))
}

/// `Eritrea has neither the means`, `it has no hackers`: said of the speaker's side.
fn has_none(ask: &Ask<'_>, at: usize) -> bool {
    let g = &ask.read.grammar;
    let has = at.wrapping_sub(1);
    g.is(at, Classes::NEGATION)
        && ask.stretch.tokens.contains(&has)
        && g.is(has, Classes::HAVE)
        && g.is(at + 1, Classes::NOUN.with(Classes::DETERMINER))
        && !g.is(at + 1, Classes::EMPHATIC)
        && is_own(ask, has)
}

/// `has never met this gentleman`, `no Serbian body had ever possessed it`: not of what is to come.
fn never_did(ask: &Ask<'_>, at: usize) -> bool {
    let g = &ask.read.grammar;
    let group = g.verb_group(at);
    let nobody = g.subject(group).is_some_and(|subject| g.is(subject.start, Classes::NEGATION));
    (group.negated || nobody) && group.modal.is_none() && is_own(ask, at)
}

/// `its service does not spend its nights reading meters`: what the side itself is said not to do, whatever it is.
fn speaks_of_itself(ask: &Ask<'_>, verb: usize) -> bool {
    let g = &ask.read.grammar;
    let group = g.verb_group(verb);
    let idle = Classes::EVADES
        .with(Classes::FORGOES)
        .with(Classes::PLANS)
        .with(Classes::EXPOSES)
        .with(Classes::REPORTS);
    let tells = g.is(verb, Classes::URGES);
    let idle = g.is(verb, idle) && !tells;
    if group.modal.is_some() || group.infinitive || group.gerund || idle {
        return false;
    }
    let Some(subject) = g.subject(group) else { return false };
    let codes = party::parties(g, subject.clone(), &ask.stretch.side);
    let body = Classes::BODY.with(Classes::FORCE);
    let unnamed =
        || g.is(subject.end.wrapping_sub(1), body) && subject.clone().all(|at| g.word(at) != "of");
    let own =
        codes.iter().any(|code| ask.stretch.side.contains(code)) || codes.is_empty() && unnamed();
    let object = (verb + 1..g.end).find(|at| !g.doc.tokens[*at].shape.any(Shape::QUOTE));
    let none = |at: usize| g.is(at, Classes::NEGATION) && !g.is(at + 1, Classes::EMPHATIC);
    own && (group.negated || none(subject.start) || object.is_some_and(none))
}

/// Whether the verb's subject is the speaker's side, or in its own words somebody who is not named.
fn is_own(ask: &Ask<'_>, verb: usize) -> bool {
    let g = &ask.read.grammar;
    let Some(subject) = g.subject(g.verb_group(verb)) else { return false };
    let codes = party::parties(g, subject.clone(), &ask.stretch.side);
    let unnamed = codes.is_empty() && (ask.stretch.direct || g.is(subject.start, Classes::PRONOUN));
    unnamed || codes.iter().any(|code| ask.stretch.side.contains(code))
}

/// `does not comment on operations`, `has nothing to add`: words before this one leave the question open.
pub(super) fn evades(ask: &Ask<'_>, at: usize) -> bool {
    let g = &ask.read.grammar;
    let evades =
        |verb: usize| g.is(verb, Classes::EVADES) && g.is(verb.wrapping_sub(1), Classes::NEGATION);
    (ask.stretch.tokens.start..at).any(|word| evades(word) || adds_nothing(g, word))
}

/// Whether the clause of the word is about another side: it blames, and does not deny.
fn blames(ask: &Ask<'_>, at: usize) -> bool {
    let g = &ask.read.grammar;
    let Some(verb) = (ask.stretch.tokens.start..=at).rev().find(|verb| g.is_verb(*verb)) else {
        return false;
    };
    let Some(subject) = g.subject(g.verb_group(verb)) else { return false };
    if (ask.stretch.tokens.start..at).any(|at| g.is(at, Classes::CHARGE)) {
        return false;
    }
    // `“His activities were not in our interest”`: whose they are is another.
    if ask.stretch.direct && g.is_one(subject.start, &["his", "her", "their"]) {
        return true;
    }
    let codes = party::parties(g, subject, &ask.stretch.side);
    !codes.is_empty()
        && codes.iter().all(|code| code.is_state() && !ask.stretch.side.contains(code))
}
