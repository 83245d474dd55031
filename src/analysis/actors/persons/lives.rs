//! Where somebody is at home who speaks for no state: the lawyer, the engineer, the nurse.

use std::ops::Range;

use super::office::Office;
use crate::analysis::actors::Naming;
use crate::analysis::actors::Person;
use crate::analysis::actors::Use;
use crate::analysis::actors::home::Home;
use crate::analysis::actors::index_of;
use crate::analysis::actors::nouns;
use crate::analysis::actors::setting;
use crate::analysis::actors::speaking;
use crate::analysis::doc::Doc;
use crate::analysis::doc::Shape;
use crate::analysis::lexicon::Classes;
use crate::analysis::lexicon::Sort;
use crate::analysis::lexicon::StateId;

/// How far before a name a company is looked for, in tokens.
const FIRM_TOKENS_MAX: usize = 120;

/// How far behind a name its employer stands, in tokens.
const APPOSITIVE_TOKENS_MAX: usize = 16;

/// How far behind a name its party stands, in tokens.
const PARTY_TOKENS_MAX: usize = 8;

/// Returns the state of the place that stands beside the person's office, else that of the story.
///
/// Who works for a company, an outlet or a team belongs to it, and to no state.
pub(super) fn state(
    doc: &Doc<'_>,
    namings: &[Naming],
    person: &Person,
    offices: &[Office],
    home: &Home,
) -> Option<StateId> {
    let first = &namings[*person.namings.first()?];
    let speaks = person.country.is_some() || first.furniture;
    let elsewhere = |office: &Office| {
        is_hired(doc, namings, office)
            || is_envoy(doc, office)
            || is_of_unlisted(doc, namings, office)
    };
    if speaks || offices.iter().any(elsewhere) {
        return None;
    }
    let employed =
        person.namings.iter().any(|naming| is_employed(doc, namings, namings[*naming].tokens.end));
    if employed || is_among_firms(doc, namings, first, offices) {
        return None;
    }
    let start = first.tokens.start;
    let place = offices.iter().find_map(|office| namings[office.place?].country);
    let end = first.tokens.end;
    let of_party =
        || (end..doc.tokens.len().min(end + PARTY_TOKENS_MAX)).any(|at| is_of_politics(doc, at));
    place
        .or_else(|| speaking::said_in(doc, namings, end - 1))
        .or_else(|| setting::scene(doc, namings, start))
        .or_else(|| setting::beside(doc, namings, start).filter(|_| of_party()))
        .or_else(|| setting::under(doc, namings, start))
        .or_else(|| home.at(start))
}

/// Whether a word ends the name of a party, or is one for a parliament: `of the Left Front`.
fn is_of_politics(doc: &Doc<'_>, at: usize) -> bool {
    doc.tokens.get(at).is_some_and(|token| {
        let faction = token.classes.any(Classes::FACTION) && token.shape.any(Shape::CAPITAL);
        faction || token.classes.any(Classes::PUBLIC) && token.classes.any(Classes::BODY)
    })
}

/// Whether an office is one of a company, outlet or team: `the firm's chief engineer`.
fn is_hired(doc: &Doc<'_>, namings: &[Naming], office: &Office) -> bool {
    let of = office.of.is_some_and(|of| {
        matches!(namings[of].sort, Sort::Company | Sort::Outlet | Sort::Team | Sort::Group)
    });
    let private = |at: usize| doc.tokens[at].classes.any(Classes::PRIVATE);
    of || office.body.is_some_and(|body| nouns::is_firm(doc.word(body)))
        || office.role.as_ref().is_some_and(|role| role.clone().any(private))
}

/// Whether a name that no list has goes with an office: `Blue Dawn leader`, of a party or firm of whatever state.
fn is_of_unlisted(doc: &Doc<'_>, namings: &[Naming], office: &Office) -> bool {
    let known = Classes::OFFICE
        .with(Classes::QUALIFIER)
        .with(Classes::TITLE)
        .with(Classes::BODY)
        .with(Classes::FACTION);
    let unlisted = |at: usize| {
        let token = doc.tokens[at];
        let first = doc.sentences[doc.sentence_of(at)].tokens.start == at;
        token.shape.any(Shape::CAPITAL)
            && !first
            && !token.classes.any(known)
            && index_of(namings, at).is_none()
    };
    office.role.clone().is_some_and(|mut role| role.any(unlisted))
}

/// Whether an office is a diplomat's, who is abroad.
fn is_envoy(doc: &Doc<'_>, office: &Office) -> bool {
    let diplomat = |at: usize| doc.tokens[at].classes.any(Classes::DIPLOMAT);
    office.role.as_ref().is_some_and(|role| diplomat(role.end - 1))
}

/// Whether the words behind a name set it beside one that no list has: `Ann Lee, a lawyer at Fox Hill,`.
///
/// It can be a company, or a place abroad.
fn is_employed(doc: &Doc<'_>, namings: &[Naming], end: usize) -> bool {
    let stop = doc.sentences[doc.sentence_of(end - 1)].tokens.end.min(end + APPOSITIVE_TOKENS_MAX);
    if end >= stop || doc.word(end) != "," || (end..stop).any(|at| is_of_politics(doc, at)) {
        return false;
    }
    (end + 1..stop)
        .take_while(|at| {
            let token = doc.tokens[*at];
            token.shape.any(Shape::WORD) && !token.classes.any(Classes::SAYS)
                || matches!(doc.word(*at), "-" | "'s" | "’s")
        })
        .any(|at| {
            let token = doc.tokens[at];
            let known = Classes::OFFICE.with(Classes::QUALIFIER).with(Classes::TITLE);
            token.shape.any(Shape::CAPITAL)
                && !token.classes.any(known)
                && index_of(namings, at).is_none()
        })
}

/// Whether the paragraph spoke of a company before the name, whose people it may quote; for a
/// researcher or analyst also those before.
fn is_among_firms(doc: &Doc<'_>, namings: &[Naming], naming: &Naming, offices: &[Office]) -> bool {
    let Range { start: name, .. } = naming.tokens;
    let expert = offices.iter().any(|office| {
        let head = office.role.as_ref().map(|role| doc.tokens[role.end - 1].classes);
        head.is_some_and(|head| head.any(Classes::EXPERT) && head.any(Classes::GENERAL))
    });
    let paragraph = &doc.paragraphs[doc.sentences[doc.sentence_of(name)].paragraph];
    let floor = if expert { 0 } else { paragraph.tokens.start };
    let start = floor.max(name.saturating_sub(FIRM_TOKENS_MAX));
    let from = namings.partition_point(|other| other.tokens.start < start);
    let mut before = namings[from..].iter().take_while(|other| other.tokens.start < name);
    // `in a Telegram post`, `on Telegram`
    let medium = |other: &Naming| {
        other.usage != Use::Acts
            || doc
                .tokens
                .get(other.tokens.end)
                .is_some_and(|next| next.classes.any(Classes::SPEECH))
            || other.tokens.start > 0 && doc.word(other.tokens.start - 1) == "on"
    };
    before.any(|other| other.sort == Sort::Company && !medium(other))
        || (start..name).any(|at| {
            let body = Classes::BODY.with(Classes::FIRM);
            doc.tokens[at].classes.any(body) && nouns::is_firm(doc.word(at))
        })
}
