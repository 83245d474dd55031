//! Whether a naming acts, modifies a noun, or only says where.

use super::Naming;
use super::Use;
use crate::analysis::doc::Doc;
use crate::analysis::doc::Shape;
use crate::analysis::lexicon::Classes;
use crate::analysis::lexicon::Sort;
use crate::model::MentionKind;

/// Fills `usage`, and turns capitals after `in` into places.
pub(super) fn settle(doc: &Doc<'_>, namings: &mut [Naming]) {
    for naming in namings {
        naming.usage = usage(doc, naming);
        let placed = naming.usage == Use::Stands && naming.sort == Sort::Capital;
        if placed {
            naming.kind = MentionKind::Place;
        }
    }
}

fn usage(doc: &Doc<'_>, naming: &Naming) -> Use {
    let before = naming.tokens.start.checked_sub(1).map_or("", |before| doc.word(before));
    let placed = matches!(before, "in" | "at" | "near" | "from" | "outside" | "across" | "inside");
    let after = doc.word(naming.tokens.end);
    match naming.sort {
        Sort::Adjective => Use::Modifies,
        Sort::Place => Use::Stands,
        _ if after == "'s" || after == "’s" => Use::Modifies,
        _ if placed => Use::Stands,
        Sort::Country | Sort::People | Sort::Bloc if is_before_noun(doc, naming.tokens.end) => {
            Use::Modifies
        }
        _ => Use::Acts,
    }
}

/// Whether a noun follows for which the name before it is a modifier.
fn is_before_noun(doc: &Doc<'_>, at: usize) -> bool {
    let nouns = Classes::OFFICE.with(Classes::BODY).with(Classes::TITLE).with(Classes::CULPRIT);
    doc.tokens
        .get(at)
        .is_some_and(|token| token.classes.any(nouns) && !token.shape.any(Shape::MARK))
}
