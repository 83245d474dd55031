//! What the words around a name say of the person: office, state, body.

use std::ops::Range;

use crate::analysis::actors::Naming;
use crate::analysis::actors::Use;
use crate::analysis::actors::index_of;
use crate::analysis::doc::Doc;
use crate::analysis::doc::Shape;
use crate::analysis::lexicon::Classes;
use crate::analysis::lexicon::Sort;

/// How far before a name its office is looked for, in tokens.
const TITLE_TOKENS_MAX: usize = 14;

/// How far behind a name its office is looked for, in tokens.
const APPOSITIVE_TOKENS_MAX: usize = 24;

/// What a place in the text says of a person.
#[derive(Clone, Debug, Default)]
pub(super) struct Office {
    /// The tokens of the office: `Foreign Minister`.
    pub(super) role: Option<Range<usize>>,
    /// The naming of the state or body, nearest first.
    pub(super) of: Option<usize>,
    /// A noun for a body that is named elsewhere: the `ministry` of `ministry spokesman`.
    pub(super) body: Option<usize>,
    /// Whether the words call the person he or she.
    pub(super) male: Option<bool>,
}

fn is_office(doc: &Doc<'_>, at: usize) -> bool {
    let token = doc.tokens[at];
    token.classes.any(Classes::OFFICE)
        || token.classes.any(Classes::TITLE) && token.classes.any(Classes::ABBREVIATION)
}

fn gender(doc: &Doc<'_>, at: usize) -> Option<bool> {
    let classes = doc.tokens[at].classes;
    match (classes.any(Classes::MALE), classes.any(Classes::FEMALE)) {
        (true, false) => Some(true),
        (false, true) => Some(false),
        _ => None,
    }
}

/// Reads the office before a name that begins at `at`.
pub(super) fn before(doc: &Doc<'_>, namings: &[Naming], at: usize) -> Office {
    let mut office = Office::default();
    let floor =
        doc.sentences[doc.sentence_of(at)].tokens.start.max(at.saturating_sub(TITLE_TOKENS_MAX));
    let mut next = at;
    if next > floor && doc.word(next - 1) == "," {
        next -= 1;
        // `the agency's director, Andrew Clark,`: only an office or its body may stand before.
        let held = next > floor
            && (is_office(doc, next - 1) && !doc.tokens[next - 1].shape.any(Shape::CAPITAL)
                || index_of(namings, next - 1).is_some_and(|index| {
                    namings[index].sort == Sort::Agency || namings[index].sort == Sort::Company
                }));
        if !held {
            return office;
        }
    }
    let end = next;
    let mut first = None;
    while next > floor {
        let index = next - 1;
        if let Some(naming) = index_of(namings, index) {
            if namings[naming].sort == Sort::Person {
                break;
            }
            let start = namings[naming].tokens.start;
            let of = start > floor && matches!(doc.word(start - 1), "of" | "for" | "the" | "at");
            office.of = office.of.or(Some(naming));
            if !of || first.is_some() && namings[naming].sort.is_of_state() {
                break;
            }
            next = start;
            continue;
        }
        let token = doc.tokens[index];
        let word = doc.word(index);
        if is_office(doc, index) {
            if token.classes.any(Classes::OFFICE) {
                first = Some((index, first.map_or(index + 1, |(_, last)| last)));
            }
            office.male = office.male.or(gender(doc, index));
        } else if token.classes.any(Classes::QUALIFIER) {
            if let Some((start, _)) = &mut first {
                *start = index;
            }
            if token.classes.any(Classes::BODY) {
                office.body = office.body.or(Some(index));
            }
        } else if token.classes.any(Classes::BODY) {
            office.body = office.body.or(Some(index));
        } else if matches!(word, "'s" | "’s" | "-" | "/" | "of" | "for" | "and" | "&" | "the" | ".")
            || (first.is_some() || next < end)
                && token.shape.any(Shape::CAPITAL)
                && !token
                    .classes
                    .any(Classes::PRONOUN.with(Classes::VERB).with(Classes::PREPOSITION))
        {
            if let Some((start, _)) = &mut first
                && token.shape.any(Shape::CAPITAL)
                && *start == next
            {
                *start = index;
            }
        } else {
            break;
        }
        next = index;
    }
    office.role = first.map(|(start, last)| start..last);
    office
}

/// Reads the office behind a name that ends at `end`: `, New Zealand's defence minister,`.
pub(super) fn after(doc: &Doc<'_>, namings: &[Naming], end: usize) -> Office {
    let mut office = Office::default();
    let sentence = &doc.sentences[doc.sentence_of(end - 1)];
    let stop = sentence.tokens.end.min(end + APPOSITIVE_TOKENS_MAX);
    if end + 1 >= stop || !matches!(doc.word(end), "," | "(" | "—" | "–") {
        return office;
    }
    let who = doc.word(end + 1) == "who" || doc.word(end + 1) == "whose";
    let mut at = end + 1;
    let mut role: Option<Range<usize>> = None;
    while at < stop {
        let token = doc.tokens[at];
        let word = doc.word(at);
        if matches!(word, "," | ")" | ";" | "—" | "–") || token.shape.any(Shape::QUOTE) {
            break;
        }
        let verb = token.classes.any(Classes::REPORTS.with(Classes::BE).with(Classes::MODAL));
        if !who && verb && !token.classes.any(Classes::OFFICE.with(Classes::BODY)) && role.is_none()
        {
            return Office::default();
        }
        if let Some(index) = index_of(namings, at) {
            let naming = &namings[index];
            if naming.sort == Sort::Person {
                break;
            }
            let placed = naming.usage == Use::Stands && naming.sort != Sort::Agency;
            if office.of.is_none() && !(placed && role.is_none()) && naming.sort != Sort::Place {
                office.of = Some(index);
            }
            at = naming.tokens.end;
            continue;
        }
        if role.is_none() && is_office(doc, at) {
            let mut start = at;
            while start > end + 1 {
                let token = doc.tokens[start - 1];
                let fits = token
                    .classes
                    .any(Classes::QUALIFIER.with(Classes::OFFICE).with(Classes::ADJECTIVE))
                    || doc.word(start - 1) == "-";
                if !fits || index_of(namings, start - 1).is_some() {
                    break;
                }
                start -= 1;
            }
            role = Some(start..at + 1);
            office.male = gender(doc, at);
        } else if let Some(role) = &mut role
            && role.end == at
            && token.classes.any(Classes::OFFICE)
        {
            role.end = at + 1;
        } else if token.classes.any(Classes::BODY) && office.body.is_none() {
            office.body = Some(at);
        }
        at += 1;
    }
    let leads = who
        && matches!(
            doc.word(end + 2),
            "heads" | "leads" | "runs" | "chairs" | "directs" | "led" | "headed" | "ran"
        );
    if role.is_none() && !leads {
        return Office::default();
    }
    office.role = role;
    office
}
