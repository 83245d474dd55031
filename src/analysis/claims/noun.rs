//! Claims that a noun makes: `accusations by Manila that Chinese hackers …`.

use std::ops::Range;

use super::Reader;
use super::content;
use super::culprit;
use super::draft::Draft;
use super::grammar::Grammar;
use super::party;
use crate::analysis::lexicon::Classes;
use crate::model::ActorCode;
use crate::model::Tag;

/// How far from a noun of accusation its author stands, in tokens.
const AUTHOR_TOKENS_MAX: usize = 14;

/// How far behind its verb a charge stands when other words are between (`rejected as “void” a claim`), in tokens.
const CHARGE_TOKENS_MAX: usize = 10;

/// Who made a charge.
#[derive(Clone, Debug, Default)]
pub(crate) struct Author {
    /// Their codes.
    pub(crate) codes: Vec<ActorCode>,
    /// The words that name them.
    pub(crate) tokens: Option<Range<usize>>,
}

/// Finds who made the charge that `object` is: `Polish claims`, `claims by Poland`, `Poland's claim`.
pub(crate) fn author_behind(
    read: &Reader<'_>,
    object: Option<Range<usize>>,
    after: usize,
) -> Author {
    let g = &read.grammar;
    let object = object.unwrap_or(after..after);
    let reach = if object.is_empty() { CHARGE_TOKENS_MAX } else { 3 };
    let charge = (object.start..g.end.min(object.end + reach))
        .find(|at| g.is(*at, Classes::CHARGE.with(Classes::REQUEST)) && !g.is_mark(*at));
    let Some(charge) = charge else {
        return Author::default();
    };
    author_of(read, charge).unwrap_or_default()
}

/// Finds who made the charge at token `charge`.
pub(crate) fn author_of(read: &Reader<'_>, charge: usize) -> Option<Author> {
    let g = &read.grammar;
    let voice = read.voices.at(charge);
    let limit = g.end.min(charge + AUTHOR_TOKENS_MAX);
    // `claims of hacking by Peru`: whoever hacked makes no claim.
    let told = |at: usize| g.word(charge + 1) == "of" && g.is(at, Classes::WRONG);
    let by = (charge + 1..limit)
        .take_while(|at| !matches!(g.word(*at), "that" | ";") && !told(*at))
        .find(|at| matches!(g.word(*at), "by" | "from") && !g.is(at - 1, Classes::REJECTS));
    let behind = by.and_then(|by| g.phrase_from(by + 1)).map(|phrase| seated(g, phrase));
    let before = g.phrase_ending(charge);
    let before = before.start..charge;
    // `claims of Russian involvement`: what is charged, and not who does.
    let content = Classes::STAKE.with(Classes::DEED).with(Classes::WRONG).with(Classes::HARMS);
    let of = (g.word(charge + 1) == "of")
        .then(|| g.phrase_from(charge + 2))
        .flatten()
        .filter(|phrase| !phrase.clone().any(|at| g.is(at, content)));
    let of = of.filter(|phrase| !phrase.clone().any(told));
    [behind, Some(before), of].into_iter().flatten().filter(|phrase| !phrase.is_empty()).find_map(
        |phrase| {
            let mut codes = party::speakers(g, phrase.clone(), voice);
            let from = phrase.start == charge + 2 && g.word(charge + 1) == "from";
            let place = from || phrase.start > charge && g.word(phrase.start - 1) == "in";
            if codes.is_empty() && place {
                codes = party::places(g, phrase.clone());
            }
            (!codes.is_empty()).then_some(Author { codes, tokens: Some(phrase) })
        },
    )
}

/// `police in the Chinese city of Xiamen`: the place says whose they are.
fn seated(g: &Grammar<'_>, phrase: Range<usize>) -> Range<usize> {
    let named = !g.actors.within(phrase.clone()).is_empty();
    let behind = g.phrase_from(phrase.end + 1).filter(|_| !named && g.word(phrase.end) == "in");
    behind.unwrap_or(phrase)
}

/// `withdrew its accusation that …`: the subject of the verb.
fn owner_of(read: &Reader<'_>, charge: usize) -> Option<Author> {
    let g = &read.grammar;
    let phrase = g.phrase_ending(charge);
    if !matches!(g.word(phrase.start), "its" | "their" | "his" | "her") {
        return None;
    }
    let subject = g.subject(g.verb_group(g.verb_before(phrase.start)?))?;
    let codes = party::parties(g, subject.clone(), read.voices.at(charge));
    (!codes.is_empty()).then_some(Author { codes, tokens: Some(subject) })
}

/// `issued a flat denial`, `a denial from Chile`, `Chile's denial`: who denies.
fn denier_of(read: &Reader<'_>, denial: usize) -> Option<Author> {
    let g = &read.grammar;
    let phrase = g.phrase_ending(denial);
    let hyphen = g.word(denial + 1) == "-" || g.word(denial.wrapping_sub(1)) == "-";
    let of = (g.word(denial + 1) == "of").then(|| g.phrase_from(denial + 2)).flatten();
    let content = Classes::CHARGE
        .with(Classes::WRONG)
        .with(Classes::HARMS)
        .with(Classes::DEED)
        .with(Classes::STAKE);
    // `a denial of service`, `the denial of a visa`
    let other = of.is_some_and(|mut of| !of.any(|at| g.is(at, content)));
    if hyphen || other || phrase.clone().any(|at| g.is(at, Classes::NEGATION)) {
        return None;
    }
    if let Some(author) = author_of(read, denial).or_else(|| owner_of(read, denial)) {
        return Some(author);
    }
    let verb = g.verb_before(phrase.start).filter(|verb| phrase.start - verb <= 2)?;
    if !g.is(verb, Classes::UTTERS) {
        return None;
    }
    let group = g.verb_group(verb);
    let subject = g.subject(group).filter(|_| !group.passive && !group.negated)?;
    let codes = party::parties(g, subject.clone(), read.voices.at(denial));
    (!codes.is_empty()).then_some(Author { codes, tokens: Some(subject) })
}

/// Adds the denials that nouns make.
fn read_denials(read: &Reader<'_>, drafts: &mut Vec<Draft>) {
    let g = &read.grammar;
    for at in g.start..g.end {
        if !g.is(at, Classes::SPEECH) || !g.has_lemma(at, "denial") || g.is_verb(at) {
            continue;
        }
        let author = denier_of(read, at);
        let Some(author) = author.filter(|one| one.codes.iter().any(ActorCode::is_state)) else {
            continue;
        };
        let mut draft = Draft::new(Tag::Denial, read.sentence, at..at + 1, "noun of denial");
        draft.source = author.codes;
        draft.source_tokens = author.tokens;
        draft.refers = true;
        drafts.push(draft);
    }
}

/// Adds the accusations that nouns make: author, and the culprit of the clause behind.
pub(crate) fn read(read: &Reader<'_>, drafts: &mut Vec<Draft>) {
    let g = &read.grammar;
    read_denials(read, drafts);
    for at in g.start..g.end {
        if !g.is(at, Classes::CHARGE) || g.is_verb(at) {
            continue;
        }
        let that = (at + 1..g.end.min(at + AUTHOR_TOKENS_MAX)).find(|that| {
            matches!(g.word(*that), "that" | "against") || *that == at + 1 && g.word(*that) == "of"
        });
        let (Some(that), Some(author)) = (that, author_of(read, at).or_else(|| owner_of(read, at)))
        else {
            continue;
        };
        let Some(culprit) = g.phrase_from(that + 1) else { continue };
        let mut target = party::parties(g, culprit.clone(), &[]);
        if target.is_empty() {
            target = culprit::find(g, |_| Vec::new())
                .into_iter()
                .find(|found| found.head >= culprit.start && found.head < culprit.end)
                .map_or_else(Vec::new, |found| found.codes);
        }
        let wrong = || culprit.clone().any(|at| g.is(at, Classes::WRONG.with(Classes::HARMS)));
        if g.word(that) == "of" && !wrong() {
            continue;
        }
        let clause = content::accuses(g, at, that) || target.is_empty() && g.word(that) == "that";
        let charged = clause.then(|| content::blamed(g, that + 1)).flatten();
        if let Some((_, codes)) = charged.filter(|(_, codes)| !codes.is_empty()) {
            target = codes;
        }
        let deed = g.word(that) != "that"
            || content::accuses(g, at, that)
            || culprit.clone().any(|at| g.is(at, Classes::HACKER))
            || (culprit.end..g.end).any(|verb| {
                g.is(verb, Classes::HARMS.with(Classes::WRONG)) || g.word(verb) == "behind"
            });
        if target.is_empty() || !deed {
            continue;
        }
        let mut draft =
            Draft::new(Tag::Accusation, read.sentence, at..at + 1, "noun of accusation");
        draft.source = author.codes;
        draft.source_tokens = author.tokens;
        draft.target = target;
        draft.target_tokens = Some(culprit);
        drafts.push(draft);
    }
}
