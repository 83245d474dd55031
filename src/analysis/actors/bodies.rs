//! The bodies and offices of a text whose owner stands beside them.

use super::Naming;
use super::index_of;
use super::nouns;
use crate::analysis::doc::Doc;
use crate::analysis::lexicon::Classes;
use crate::analysis::lexicon::Sort;
use crate::analysis::lexicon::StateId;

/// How far back the last naming of a body is looked for, in bodies.
pub(super) const LOOK_BACK_MAX: usize = 64;

/// A body that the text has named so far.
#[derive(Clone, Copy, Debug)]
pub(super) struct Body {
    /// Its noun.
    pub(super) at: usize,
    /// The state to which it belongs.
    pub(super) state: Option<StateId>,
    /// The naming, if the body itself is one.
    pub(super) naming: Option<usize>,
}

/// Finds all bodies whose owner stands beside them.
pub(super) fn find(doc: &Doc<'_>, namings: &[Naming]) -> Vec<Body> {
    let mut found = Vec::new();
    let mut next = 0;
    for at in 0..doc.tokens.len() {
        while namings.get(next).is_some_and(|naming| naming.tokens.end <= at) {
            next += 1;
        }
        let inside = namings.get(next).filter(|naming| naming.tokens.start <= at);
        if let Some(naming) = inside {
            let body = matches!(
                naming.sort,
                Sort::Agency
                    | Sort::Company
                    | Sort::Outlet
                    | Sort::Bloc
                    | Sort::Group
                    | Sort::Party
            );
            if body && naming.tokens.end == at + 1 {
                found.push(Body { at, state: naming.state(), naming: Some(next) });
            }
        } else if is_body_or_office(doc.tokens[at].classes)
            && let Some(state) = nouns::owner(doc, namings, at)
        {
            found.push(Body { at, state: Some(state), naming: None });
        }
    }
    found
}

fn is_body_or_office(classes: Classes) -> bool {
    classes.any(Classes::BODY) || classes.any(Classes::OFFICE) && classes.any(Classes::PUBLIC)
}

/// Gives each body the number that its naming has now, after persons were added.
pub(super) fn renumber(bodies: &mut [Body], namings: &[Naming]) {
    for body in bodies {
        body.naming = body.naming.and_then(|_| index_of(namings, body.at));
    }
}

/// Returns the one state of which a holder of the same office is named: `Norway's foreign minister`
/// for `Foreign Minister Soereide`.
pub(super) fn same_office(doc: &Doc<'_>, bodies: &[Body], noun: usize) -> Option<StateId> {
    let kind = |at: usize| at.checked_sub(1).map(|before| doc.tokens[before].lemma);
    let (lemma, of) = (doc.tokens[noun].lemma, kind(noun)?);
    let mut holders = bodies
        .iter()
        .take(LOOK_BACK_MAX)
        .filter(|body| {
            doc.tokens[body.at].lemma == lemma
                && kind(body.at) == Some(of)
                && doc.tokens[body.at - 1].classes.any(Classes::QUALIFIER)
                && !is_plural(doc, body.at)
        })
        .map(|body| body.state);
    let first = holders.next()?;
    first.filter(|_| lemma != 0 && of != 0 && holders.all(|state| state == first))
}

/// Returns the state whose mission is the only one that the text names.
pub(super) fn one_mission(doc: &Doc<'_>, bodies: &[Body]) -> Option<StateId> {
    let mut missions = bodies
        .iter()
        .filter(|body| doc.tokens[body.at].classes.any(Classes::DIPLOMAT))
        .take(LOOK_BACK_MAX)
        .map(|body| body.state);
    let first = missions.next()?;
    first.filter(|_| missions.all(|state| state == first))
}

/// Returns the state of the mission named last before a token in its paragraph: that of `its attaché`.
pub(super) fn mission_before(doc: &Doc<'_>, bodies: &[Body], token: usize) -> Option<StateId> {
    let paragraph = doc.sentences[doc.sentence_of(token)].paragraph;
    let start = doc.paragraphs[paragraph].tokens.start;
    let before = bodies.partition_point(|body| body.at < token);
    bodies[..before]
        .iter()
        .rev()
        .take_while(|body| body.at >= start)
        .take(LOOK_BACK_MAX)
        .find(|body| {
            let classes = doc.tokens[body.at].classes;
            classes.any(Classes::DIPLOMAT) && classes.any(Classes::BODY)
        })
        .and_then(|body| body.state)
}

/// Returns the office that speaks last before a token without a name, and its state: `the Fijian minister said`.
pub(super) fn nameless(
    doc: &Doc<'_>,
    bodies: &[Body],
    token: usize,
) -> Option<(usize, Option<StateId>)> {
    let before = bodies.partition_point(|body| body.at < token);
    let office = |body: &&Body| {
        let classes = doc.tokens[body.at].classes;
        let abroad = Classes::PLURAL.with(Classes::DIPLOMAT).with(Classes::BODY);
        body.naming.is_none() && classes.any(Classes::OFFICE) && !classes.any(abroad)
    };
    let last = bodies[..before].iter().rev().take(LOOK_BACK_MAX).find(office)?;
    let says = doc.tokens.get(last.at + 1)?.classes.any(Classes::SAYS);
    says.then_some((last.at, last.state))
}

pub(super) fn is_plural(doc: &Doc<'_>, at: usize) -> bool {
    doc.tokens[at].classes.any(Classes::PLURAL)
}

/// Whether the words before two equal nouns set them apart: `the energy ministry`, `the digital ministry`.
pub(super) fn of_other_kind(doc: &Doc<'_>, one: usize, other: usize) -> bool {
    let kind = |at: usize| {
        let before = doc.tokens[at.checked_sub(1)?];
        before.classes.any(Classes::QUALIFIER).then_some(before.lemma)
    };
    kind(one).zip(kind(other)).is_some_and(|(one, other)| one != other)
}

/// Returns the state of the last body with the same noun before a token, best with the same qualifier:
/// `foreign ministry`.
pub(super) fn last_body(doc: &Doc<'_>, bodies: &[Body], noun: usize) -> Option<StateId> {
    let lemma = doc.tokens[noun].lemma;
    let before = bodies.partition_point(|body| body.at < noun);
    let kind = |at: usize| at.checked_sub(1).map(|before| doc.tokens[before].lemma);
    let same = |body: &&Body| {
        lemma != 0
            && doc.tokens[body.at].lemma == lemma
            && is_plural(doc, body.at) == is_plural(doc, noun)
            && !of_other_kind(doc, body.at, noun)
    };
    let last = || bodies[..before].iter().rev().take(LOOK_BACK_MAX).filter(same);
    last()
        .filter(|body| kind(body.at).is_some_and(|kind| kind != 0) && kind(body.at) == kind(noun))
        .chain(last())
        .find_map(|body| body.state)
}
