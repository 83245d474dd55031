//! Parties that a sentence leaves to the rest of the text.

use std::ops::Range;

use super::deed::NAMED;
use super::draft::Draft;
use super::frame::FRAME;
use super::grammar::Grammar;
use super::grammar::Parts;
use super::party;
use crate::analysis::actors::Actors;
use crate::analysis::actors::Naming;
use crate::analysis::doc::Doc;
use crate::analysis::doc::ParagraphKind;
use crate::analysis::doc::Shape;
use crate::analysis::lexicon::Classes;
use crate::analysis::lexicon::Sort;
use crate::model::ActorCode;
use crate::model::MentionKind;
use crate::model::Polarity;
use crate::model::Tag;

/// How many tokens into its first sentence a text may say what it is, before it says by whom.
const TITLE_TOKENS: usize = 2;

/// How many sentences before its own a denier may have been named in.
const NAMED_SENTENCES_MAX: usize = 2;

/// How many times a text says `we` before it is taken for a statement of its issuer.
const OWN_WORDS_MIN: usize = 3;

/// Fills the sources of accusations and the targets of denials from the other claims.
pub(crate) fn from_others(
    doc: &Doc<'_>,
    actors: &Actors,
    drafts: &mut [Draft],
    issuer: &[ActorCode],
) {
    for index in 0..drafts.len() {
        let draft = &drafts[index];
        let official = is_official(doc, actors, draft);
        let unnamed = !is_somebody_else(doc, draft, official)
            && draft.source.iter().all(|code| !code.is_state() && (official || is_common(code)));
        if draft.tag == Tag::Accusation && unnamed && draft.polarity == Polarity::Asserted {
            let source = same_accuser(drafts, index);
            let source = source.or_else(|| (!issuer.is_empty()).then(|| issuer.to_vec()));
            if let Some(source) = source
                .filter(|source| !source.iter().any(|code| drafts[index].target.contains(code)))
            {
                drafts[index].source = source;
            }
        }
        if let Some(topic) = spoken_of(doc, actors, &drafts[index]) {
            drafts[index].source.push(topic);
        }
        let draft = &drafts[index];
        if draft.tag == Tag::Denial && draft.source.is_empty() {
            let both = both_accused(doc, drafts, index);
            let source = both
                .unwrap_or_else(|| last_accused(doc, actors, drafts, index).into_iter().collect());
            drafts[index].source = source;
        }
        let draft = &drafts[index];
        if draft.source.is_empty() && !issuer.is_empty() && !matches!(draft.tag, Tag::Accusation) {
            drafts[index].source = issuer.to_vec();
        }
    }
}

/// `It accused the police of lying`: the state of which the text speaks, if nobody else is known to accuse.
fn spoken_of(doc: &Doc<'_>, actors: &Actors, draft: &Draft) -> Option<ActorCode> {
    let subject = draft.source_tokens.clone()?;
    let it = subject.len() == 1 && doc.word(subject.start).eq_ignore_ascii_case("it");
    if !it || draft.tag != Tag::Accusation || !draft.source.is_empty() {
        return None;
    }
    let topic = first_of_last(doc, actors, draft.sentence, subject.start)?;
    let code = doc.lexicon.names.code(topic.state()?).clone();
    (!draft.target.contains(&code)).then_some(code)
}

/// `ORG:police`, `ORG:The ministry`: common words name nobody.
pub(crate) fn is_common(code: &ActorCode) -> bool {
    code.as_str().strip_prefix("ORG:").is_some_and(|name| {
        name.starts_with("The ") || name.chars().next().is_some_and(char::is_lowercase)
    })
}

/// Who denies when `both governments` do: the two states accused before, in the nearest sentences.
fn both_accused(doc: &Doc<'_>, drafts: &[Draft], index: usize) -> Option<Vec<ActorCode>> {
    let subject = drafts[index].source_tokens.clone()?;
    if !doc.word(subject.start).eq_ignore_ascii_case("both") {
        return None;
    }
    let mut codes: Vec<ActorCode> = Vec::new();
    let near = |draft: &&Draft| {
        draft.tag == Tag::Accusation
            && drafts[index].sentence - draft.sentence <= NAMED_SENTENCES_MAX
    };
    for draft in drafts[..index].iter().rev().filter(near) {
        for code in draft.target.iter().filter(|code| code.is_state()) {
            if codes.len() < 2 && !codes.contains(code) {
                codes.push(code.clone());
            }
        }
    }
    Some(if codes.len() == 2 { codes } else { Vec::new() })
}

/// Who denies when `it`, `the embassy` or `the letter` does: of those accused, who was named last.
fn last_accused(
    doc: &Doc<'_>,
    actors: &Actors,
    drafts: &[Draft],
    index: usize,
) -> Option<ActorCode> {
    let draft = &drafts[index];
    let subject = draft.source_tokens.clone()?;
    let speaks = Classes::PRONOUN.with(Classes::OFFICE).with(Classes::BODY).with(Classes::SPEECH);
    if !subject.clone().any(|at| doc.tokens[at].classes.any(speaks)) {
        return None;
    }
    let first = draft.sentence.saturating_sub(NAMED_SENTENCES_MAX);
    let from = doc.sentences[first].tokens.start;
    let named = actors.within(from..subject.start);
    let pronoun = doc.tokens[subject.start].classes.any(Classes::PRONOUN);
    let topic = || first_of_last(doc, actors, draft.sentence, subject.start);
    let candidates: Vec<&Naming> =
        if pronoun { topic().into_iter().collect() } else { named.iter().rev().collect() };
    candidates.into_iter().find_map(|naming| {
        let code = doc.lexicon.names.code(naming.state()?);
        let accused = drafts.iter().any(|other| match other.tag {
            Tag::Accusation => other.polarity == Polarity::Asserted && other.target.contains(code),
            // `It “rejects” the claims`: whoever denied before.
            _ => other.tag == Tag::Denial && other.source.contains(code),
        });
        (accused && !draft.target.contains(code)).then(|| code.clone())
    })
}

/// Of whom the text speaks when it says `it`: the first named in the sentence so far, else in the one before.
fn first_of_last<'a>(
    doc: &Doc<'_>,
    actors: &'a Actors,
    sentence: usize,
    pronoun: usize,
) -> Option<&'a Naming> {
    let own = doc.sentences[sentence].tokens.start..pronoun;
    let before = doc.sentences[sentence.saturating_sub(1)].tokens.clone();
    actors.within(own).first().or_else(|| actors.within(before).first())
}

/// Whether the words of the source name an office or a public body, whose state the text takes for granted.
fn is_official(doc: &Doc<'_>, actors: &Actors, draft: &Draft) -> bool {
    let Some(tokens) = draft.source_tokens.clone() else {
        return false;
    };
    let private = actors.within(tokens.clone()).iter().any(|naming| {
        matches!(naming.sort, Sort::Company | Sort::Outlet | Sort::Party | Sort::Team)
    });
    // `Western delegates`: of more than one state.
    let first = tokens.start;
    let foreign = doc.tokens[first].shape.any(Shape::CAPITAL)
        && doc.tokens[first].classes.any(Classes::ADJECTIVE)
        && actors.index_at(first).is_none()
        && doc.tokens[tokens.end - 1].classes.any(Classes::PLURAL);
    !private
        && !foreign
        && tokens
            .into_iter()
            .any(|at| doc.tokens[at].classes.any(Classes::OFFICE.with(Classes::BODY)))
}

/// `The Conservatives have accused`: words for somebody whom no state stands behind.
fn is_somebody_else(doc: &Doc<'_>, draft: &Draft, official: bool) -> bool {
    let Some(tokens) = draft.source_tokens.clone().filter(|_| draft.rule == FRAME && !official)
    else {
        return false;
    };
    let first = doc.tokens[tokens.start].classes;
    draft.source.is_empty()
        && tokens.len() > 1
        && first.any(Classes::DETERMINER)
        && doc.tokens[tokens.end - 1].shape.any(Shape::CAPITAL)
}

/// Drops accusations that nobody is found to make and nobody denies: a firm's quarrel, a name in passing.
///
/// An excerpt of a few sentences may leave out who accuses.
pub(crate) fn drop_idle(doc: &Doc<'_>, actors: &Actors, drafts: &mut Vec<Draft>) {
    // `When a court convicts a man`: nobody in particular, by nobody's court.
    drafts.retain(|draft| {
        let nobody = draft.target.is_empty() && draft.source.iter().all(is_common);
        !(draft.tag == Tag::Indictment && nobody)
    });
    if doc.is_excerpt() {
        return;
    }
    let denying = drafts
        .iter()
        .filter(|draft| draft.tag == Tag::Denial && draft.rule == FRAME)
        .flat_map(|draft| draft.source.iter().filter(|code| code.is_state()).cloned());
    let accused: Vec<ActorCode> = drafts
        .iter()
        .filter(|draft| draft.tag == Tag::Accusation && !draft.source.iter().all(is_common))
        .flat_map(|draft| draft.target.iter().cloned())
        .collect();
    let backed: Vec<ActorCode> = accused.iter().cloned().chain(denying).collect();
    drafts.retain(|draft| {
        let idle = draft.tag == Tag::Accusation
            && draft.source.iter().all(is_common)
            && (draft.reported
                || draft.rule == NAMED
                || !draft.target.iter().any(ActorCode::is_state));
        // `They accuse Mr Zareer of having paid too much`: an opposition at home.
        let by_them = draft.source_tokens.clone().is_some_and(|words| {
            words.len() == 1 && doc.word(words.start).eq_ignore_ascii_case("they")
        });
        let person = |one: &Naming| one.kind == MentionKind::Person;
        let by_them = by_them
            && draft
                .target_tokens
                .clone()
                .is_some_and(|words| actors.within(words).iter().any(person));
        let backed = if by_them { &accused } else { &backed };
        !idle || draft.target.iter().any(|code| backed.contains(code))
    });
}

/// The state that accuses the same party elsewhere, in the nearest sentence.
fn same_accuser(drafts: &[Draft], index: usize) -> Option<Vec<ActorCode>> {
    let draft = &drafts[index];
    drafts
        .iter()
        .enumerate()
        .filter(|(other, _)| *other != index)
        .map(|(_, other)| other)
        .filter(|other| {
            other.tag == Tag::Accusation
                && other.polarity == Polarity::Asserted
                && other.source.iter().any(ActorCode::is_state)
                && other.target.iter().any(|code| draft.target.contains(code))
        })
        .min_by_key(|other| {
            (other.sentence > draft.sentence, other.sentence.abs_diff(draft.sentence))
        })
        .map(|other| other.source.clone())
}

/// The states that the words name, but for those whose claims they speak of.
fn subject_states(g: &Grammar<'_>, words: Range<usize>) -> Vec<ActorCode> {
    let mut codes = party::parties(g, words.clone(), &[]);
    codes.retain(ActorCode::is_state);
    // `Joint statement by …` names who issues; `response to the claims of …` does not.
    for charge in words.clone().skip(TITLE_TOKENS).filter(|at| g.is(*at, Classes::CHARGE)) {
        if matches!(g.word(charge + 1), "of" | "by" | "from")
            && let Some(phrase) = g.phrase_from(charge + 2)
        {
            let claiming = party::places(g, phrase);
            codes.retain(|code| !claiming.contains(code));
        }
    }
    codes
}

/// Who issued a text that speaks of itself as `we`: the states of `We, the Ministers of …,`, else of its first subject.
pub(crate) fn issuer(
    doc: &Doc<'_>,
    actors: &Actors,
    parts: &Parts,
    is_quoted: impl Fn(usize) -> bool,
) -> Vec<ActorCode> {
    let own = (0..doc.tokens.len())
        .filter(|at| matches!(doc.word(*at), "we" | "We" | "our" | "Our") && !is_quoted(*at))
        .take(OWN_WORDS_MIN)
        .count();
    if own < OWN_WORDS_MIN {
        return Vec::new();
    }
    let mut first: Option<Vec<ActorCode>> = None;
    for sentence in &doc.sentences {
        if doc.paragraphs[sentence.paragraph].kind == ParagraphKind::Furniture {
            continue;
        }
        let grammar = Grammar::new(doc, actors, parts, sentence);
        let says_who =
            grammar.word(grammar.start) == "We" && grammar.word(grammar.start + 1) == ",";
        if !says_who && first.is_some() {
            continue;
        }
        let verb =
            (grammar.start..grammar.end).find(|at| grammar.is_verb(*at)).unwrap_or(grammar.end);
        let mut codes = subject_states(&grammar, grammar.start..verb);
        let issues = Classes::SPEECH.with(Classes::BODY);
        let headed = (grammar.start..verb).any(|at| grammar.is(at, issues));
        if verb == grammar.end && !headed && !says_who {
            // A heading without a verb that names no statement and no body.
            continue;
        }
        let group = |naming: &Naming| naming.kind == MentionKind::Group;
        if actors.within(grammar.start..verb).iter().any(group) {
            // Who writes about a group of hackers is not its sponsor.
            codes.clear();
        }
        if says_who && !codes.is_empty() {
            return codes;
        }
        let named = actors.within(grammar.start..verb);
        if first.is_none()
            && !named.is_empty()
            && !headed
            && named.iter().all(|naming| naming.sort == Sort::People)
        {
            // `Brits debate it` heads no statement.
            return Vec::new();
        }
        first = first.or((!codes.is_empty()).then_some(codes));
    }
    first.unwrap_or_default()
}
