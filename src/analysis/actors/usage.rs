//! Whether a naming acts, modifies a noun, or only says where.

use super::Naming;
use super::Use;
use crate::analysis::doc::Doc;
use crate::analysis::doc::Shape;
use crate::analysis::lexicon::Classes;
use crate::analysis::lexicon::Sort;
use crate::model::MentionKind;

/// Fills `usage`, turns capitals after `in` into places, and joins `Beijing-based` and `Chinese-American`.
pub(super) fn settle(doc: &Doc<'_>, namings: &mut Vec<Naming>) {
    for index in 0..namings.len() {
        let (before, rest) = namings.split_at_mut(index);
        let (this, after) = rest.split_at_mut(1);
        let naming = &mut this[0];
        naming.usage = usage(doc, naming, before.last(), after.first());
        if naming.usage == Use::Stands && is_of_origin(doc, naming) {
            naming.tokens.end += 2;
            naming.kind = MentionKind::Place;
        } else if naming.usage == Use::Stands && matches!(naming.sort, Sort::Capital | Sort::Seat) {
            naming.kind = MentionKind::Place;
        }
    }
    join_identities(doc, namings);
}

fn usage(doc: &Doc<'_>, naming: &Naming, before: Option<&Naming>, after: Option<&Naming>) -> Use {
    match naming.sort {
        Sort::Place => return Use::Stands,
        Sort::Person
        | Sort::Group
        | Sort::Company
        | Sort::Outlet
        | Sort::Party
        | Sort::Team
        | Sort::Agency => {
            return if is_possessive(doc, naming.tokens.end) { Use::Modifies } else { Use::Acts };
        }
        Sort::Country
        | Sort::Adjective
        | Sort::People
        | Sort::Capital
        | Sort::Seat
        | Sort::Bloc
        | Sort::Nothing => {}
    }
    if is_of_origin(doc, naming) || is_sided(doc, naming) {
        return Use::Stands;
    }
    if is_possessive(doc, naming.tokens.end) {
        return Use::Modifies;
    }
    if is_placed(doc, naming, before) {
        return Use::Stands;
    }
    let hyphen = doc.word(naming.tokens.end) == "-" && is_joined(doc, naming.tokens.end);
    if hyphen || after.is_some_and(|after| modifies_name(doc, naming, after)) {
        return Use::Modifies;
    }
    match naming.sort {
        Sort::Adjective => {
            if is_people(doc, naming) {
                Use::Acts
            } else {
                Use::Modifies
            }
        }
        Sort::Country | Sort::People | Sort::Bloc | Sort::Capital | Sort::Seat => {
            if is_before_noun(doc, naming.tokens.end) { Use::Modifies } else { Use::Acts }
        }
        Sort::Place
        | Sort::Person
        | Sort::Group
        | Sort::Company
        | Sort::Outlet
        | Sort::Party
        | Sort::Team
        | Sort::Agency
        | Sort::Nothing => Use::Acts,
    }
}

fn is_possessive(doc: &Doc<'_>, at: usize) -> bool {
    let joined = doc.tokens.get(at).is_some_and(|token| !token.shape.any(Shape::SPACED));
    let plural = at > 0 && doc.word(at - 1).ends_with('s');
    match doc.word(at) {
        "'s" | "’s" => true,
        "'" | "’" => {
            joined
                && plural
                && doc
                    .tokens
                    .get(at + 1)
                    .is_some_and(|next| next.shape.any(Shape::SPACED.with(Shape::WORD)))
        }
        _ => false,
    }
}

fn is_joined(doc: &Doc<'_>, at: usize) -> bool {
    doc.tokens.get(at).is_some_and(|token| !token.shape.any(Shape::SPACED))
        && doc.tokens.get(at + 1).is_some_and(|token| !token.shape.any(Shape::SPACED))
}

/// `Beijing-based`, `Moscow-headquartered`, `Iranian-born`.
fn is_of_origin(doc: &Doc<'_>, naming: &Naming) -> bool {
    let at = naming.tokens.end;
    matches!(doc.word(at), "-" | "‑" | "–")
        && is_joined(doc, at)
        && matches!(
            doc.word(at + 1),
            "based"
                | "born"
                | "headquartered"
                | "registered"
                | "made"
                | "speaking"
                | "educated"
                | "trained"
                | "bound"
                | "built"
                | "language"
                | "flagged"
                | "listed"
                | "domiciled"
                | "area"
        )
}

/// `pro-Russian`, `anti-China`.
fn is_sided(doc: &Doc<'_>, naming: &Naming) -> bool {
    let start = naming.tokens.start;
    start >= 2
        && matches!(doc.word(start - 1), "-" | "‑" | "–")
        && is_joined(doc, start - 1)
        && ["pro", "anti", "non", "ex", "post"]
            .iter()
            .any(|side| doc.word(start - 2).eq_ignore_ascii_case(side))
}

/// Whether a preposition of place stands before, also before an earlier name of the same list.
fn is_placed(doc: &Doc<'_>, naming: &Naming, before: Option<&Naming>) -> bool {
    let start = naming.tokens.start;
    // `in the Russian president's office`, `in a Cuban phishing campaign`
    let plural = doc.word(naming.tokens.end - 1).ends_with('s');
    let owns = naming.sort == Sort::People && (!plural || is_before_noun(doc, naming.tokens.end));
    if start == 0 || naming.sort == Sort::Adjective || owns {
        return false;
    }
    let mut at = start - 1;
    if doc.tokens[at].classes.any(Classes::DETERMINER) && at > 0 {
        at -= 1;
    }
    let capital = matches!(naming.sort, Sort::Capital | Sort::Seat);
    let word = doc.word(at);
    let known = ["in", "at", "near", "from", "outside", "inside", "across", "throughout", "around"];
    if known.iter().any(|place| word.eq_ignore_ascii_case(place)) {
        return true;
    }
    if capital
        && matches!(word, "to" | "via" | "through" | "into" | "central" | "downtown" | "visiting")
    {
        let moved = at > 0
            && doc.tokens[at - 1].classes.any(Classes::VERB.with(Classes::NOUN))
            && matches!(
                doc.word(at - 1),
                "flew"
                    | "travelled"
                    | "traveled"
                    | "returned"
                    | "fly"
                    | "moved"
                    | "trip"
                    | "visit"
                    | "flight"
                    | "back"
                    | "came"
                    | "went"
                    | "travel"
                    | "return"
                    | "flights"
                    | "recalled"
                    | "sent"
            );
        return word != "to" || moved;
    }
    let listed = matches!(word, "and" | "or" | ",");
    listed
        && before.is_some_and(|before| {
            before.tokens.end == at && before.usage == Use::Stands && before.sort != Sort::Place
        })
}

/// Whether the name modifies a listed body that follows: `US Treasury`, `Chinese Foreign Ministry`.
fn modifies_name(doc: &Doc<'_>, naming: &Naming, after: &Naming) -> bool {
    let next = naming.tokens.end == after.tokens.start;
    let person = after.sort == Sort::Person && naming.sort == Sort::Adjective;
    let local = next && after.local;
    let noun = after.tokens.start > naming.tokens.end
        && after.tokens.start - naming.tokens.end <= 3
        && (naming.tokens.end..after.tokens.start).all(|at| {
            doc.tokens[at].classes.any(Classes::OFFICE.with(Classes::QUALIFIER).with(Classes::BODY))
        })
        && !(naming.tokens.end..after.tokens.start)
            .any(|at| doc.tokens[at].classes.any(Classes::REPORTS));
    local
        || person && next
        || next && matches!(after.sort, Sort::Agency | Sort::Group) && naming.sort != Sort::Capital
        || noun && naming.sort != Sort::Capital
}

/// `the Chinese said`: an adjective that stands for its people.
fn is_people(doc: &Doc<'_>, naming: &Naming) -> bool {
    let Some(next) = doc.tokens.get(naming.tokens.end) else { return false };
    let determiner = naming.tokens.start > 0
        && doc.tokens[naming.tokens.start - 1].classes.any(Classes::DETERMINER);
    determiner
        && next.classes.any(Classes::REPORTS.with(Classes::AUXILIARY))
        && !next.classes.any(Classes::NOUN.with(Classes::OFFICE))
}

/// Whether a noun follows for which the name before it is a modifier.
fn is_before_noun(doc: &Doc<'_>, at: usize) -> bool {
    let Some(token) = doc.tokens.get(at).filter(|token| !token.shape.any(Shape::MARK)) else {
        return false;
    };
    let sure = Classes::OFFICE.with(Classes::BODY).with(Classes::TITLE).with(Classes::CULPRIT);
    let noun = Classes::NOUN.with(Classes::ADJECTIVE).with(Classes::QUALIFIER);
    let verb = Classes::THIRD
        .with(Classes::PAST)
        .with(Classes::AUXILIARY)
        .with(Classes::DETERMINER)
        .with(Classes::PREPOSITION)
        .with(Classes::TIME);
    token.classes.any(sure)
        && !token.classes.any(Classes::AUXILIARY)
        && !(token.classes.any(Classes::THIRD)
            && doc.tokens.get(at + 1).is_some_and(|next| next.classes.any(Classes::DETERMINER)))
        || token.classes.any(noun) && !token.classes.any(verb)
}

/// Joins `Chinese-American` before a person into one naming of the second state.
fn join_identities(doc: &Doc<'_>, namings: &mut Vec<Naming>) {
    let mut index = 0;
    while index + 1 < namings.len() {
        let (first, second) = (&namings[index], &namings[index + 1]);
        let adjective = |naming: &Naming| matches!(naming.sort, Sort::Adjective | Sort::People);
        let joined = first.tokens.end + 1 == second.tokens.start
            && doc.word(first.tokens.end) == "-"
            && is_joined(doc, first.tokens.end)
            && adjective(first)
            && adjective(second);
        let person = second.sort == Sort::People
            || doc.tokens.get(second.tokens.end).is_some_and(|next| {
                next.classes.any(Classes::OFFICE)
                    && !next.classes.any(Classes::PLURAL.with(Classes::BODY))
            });
        if joined && person {
            let start = first.tokens.start;
            namings[index + 1].tokens.start = start;
            namings[index + 1].usage = Use::Stands;
            namings.remove(index);
        } else {
            index += 1;
        }
    }
}
