//! Initials in brackets, which shorten the name before them.

use super::Naming;
use crate::analysis::doc::Doc;
use crate::analysis::doc::Shape;
use crate::analysis::lexicon::Classes;
use crate::analysis::lexicon::Sort;

/// How far before the brackets the state or body is named, in tokens.
const SPELT_TOKENS_MAX: usize = 8;

/// Returns the naming of the state or body whose full name initials in brackets shorten.
///
/// `Fiji's Cyber Security Agency (CSA)`, `the Philippine Coast Guard’s (PCG) site`.
pub(super) fn spelt_out(doc: &Doc<'_>, namings: &[Naming], initials: usize) -> Option<usize> {
    let bracket = initials.checked_sub(1).filter(|at| doc.word(*at) == "(")?;
    if doc.word(initials + 1) != ")" || !doc.tokens[initials].shape.any(Shape::UPPER) {
        return None;
    }
    let index = namings.partition_point(|naming| naming.tokens.start < bracket).checked_sub(1)?;
    let tokens = namings[index].tokens.clone();
    let name = tokens.end..bracket;
    let spelt = name.len() <= SPELT_TOKENS_MAX
        && name.clone().all(|at| {
            doc.tokens[at].shape.any(Shape::CAPITAL)
                || matches!(doc.word(at), "'s" | "’s" | "'" | "’")
                || matches!(doc.word(at), "of" | "and" | "for" | "the")
        });
    let body = namings[index].sort == Sort::Agency
        || name.clone().any(|at| doc.tokens[at].classes.any(Classes::BODY.with(Classes::FIRM)));
    let sort = namings[index].sort;
    (spelt && body && (sort == Sort::Agency || sort.is_of_state())).then_some(index)
}

/// Whether initials in brackets stand right behind the name of an organ: `Investigation Police (IP)`.
pub(super) fn shorten(doc: &Doc<'_>, organ: &Naming, initials: usize) -> bool {
    organ.sort == Sort::Agency
        && organ.tokens.end + 1 == initials
        && doc.word(organ.tokens.end) == "("
        && doc.word(initials + 1) == ")"
}
