//! The head of a phrase that names a speaker.

use std::ops::Range;

use crate::analysis::doc::Doc;
use crate::analysis::doc::Shape;
use crate::analysis::lexicon::Classes;

/// What a phrase is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Head {
    /// A pronoun, in lower case.
    Pronoun(String),
    /// A name in capitals, by its tokens.
    Name(Range<usize>),
    /// A noun, by its token.
    Noun(usize),
}

/// Whether a possessive stands at a token.
pub(super) fn is_possessive(doc: &Doc<'_>, at: usize) -> bool {
    matches!(doc.word(at), "'s" | "’s" | "'" | "’")
}

/// Finds the head: the last word before the first preposition, comma or relative.
pub(super) fn of(doc: &Doc<'_>, chunk: Range<usize>) -> Head {
    let object = matches!(doc.word(chunk.start), "her" | "Her" | "his" | "him" | "them" | "their");
    let one = doc.word(chunk.start).eq_ignore_ascii_case("one");
    if chunk.len() == 1 && (object || one || doc.tokens[chunk.start].classes.any(Classes::PRONOUN))
    {
        return Head::Pronoun(doc.word(chunk.start).to_lowercase());
    }
    let chunk = past_partitive(doc, chunk);
    if chunk.len() == 1 && doc.word(chunk.start) == "them" {
        return Head::Pronoun("them".to_owned());
    }
    let end = chunk
        .clone()
        .skip(1)
        .find(|at| {
            let token = doc.tokens[*at];
            // `a reply issued later`
            let issued = doc.tokens[*at - 1].classes.any(Classes::SPEECH)
                && token.classes.any(Classes::PARTICIPLE)
                && !token.shape.any(Shape::CAPITAL);
            matches!(doc.word(*at), "," | "(" | "—" | "–")
                || issued
                || token.classes.any(Classes::RELATIVE)
                || (token.classes.any(Classes::PREPOSITION) && !token.shape.any(Shape::CAPITAL))
        })
        .unwrap_or(chunk.end);
    let last = (chunk.start..end)
        .rev()
        .find(|at| doc.tokens[*at].shape.any(Shape::WORD.with(Shape::NUMBER)))
        .unwrap_or(chunk.start);
    let token = doc.tokens[last];
    let common = token.classes.any(Classes::OFFICE.with(Classes::BODY).with(Classes::SPEECH));
    if !token.shape.any(Shape::CAPITAL) || (common && last + 1 == end) {
        return Head::Noun(last);
    }
    let mut start = last;
    while start > chunk.start && joins(doc, start - 1) {
        start -= 1;
    }
    while start < last && !doc.tokens[start].shape.any(Shape::WORD) {
        start += 1;
    }
    Head::Name(start..last + 1)
}

/// `one of the officials`, `several of the ministers`: the words behind `of` are what is spoken of.
fn past_partitive(doc: &Doc<'_>, chunk: Range<usize>) -> Range<usize> {
    let first = doc.word(chunk.start);
    let some = ["one", "some", "two", "three", "several", "many", "both", "most", "all"]
        .iter()
        .any(|known| first.eq_ignore_ascii_case(known));
    if some && doc.word(chunk.start + 1) == "of" && chunk.len() > 2 {
        chunk.start + 2..chunk.end
    } else {
        chunk
    }
}

/// Whether a token before a name belongs to it and is no title.
fn joins(doc: &Doc<'_>, at: usize) -> bool {
    let token = doc.tokens[at];
    let title = token.classes.any(Classes::TITLE.with(Classes::OFFICE).with(Classes::BODY))
        || (doc.word(at) == "." && at > 0 && doc.tokens[at - 1].classes.any(Classes::TITLE));
    !title
        && (token.shape.any(Shape::CAPITAL)
            || matches!(
                doc.word(at),
                "-" | "."
                    | "de"
                    | "van"
                    | "von"
                    | "der"
                    | "al"
                    | "bin"
                    | "del"
                    | "da"
                    | "di"
                    | "la"
            ))
}

/// How long a name or role beside a speaker may be, in tokens.
const APPOSED_TOKENS_MAX: usize = 14;

/// Reads the name after `the minister, …`: capitals between two commas.
pub(super) fn apposed_name(doc: &Doc<'_>, at: usize) -> Option<Range<usize>> {
    let piece = apposed(doc, at)?;
    let name = piece.clone().all(|at| {
        let token = doc.tokens[at];
        token.shape.any(Shape::CAPITAL)
            && !token.classes.any(Classes::DETERMINER.with(Classes::PREPOSITION))
            || matches!(
                doc.word(at),
                "-" | "." | "de" | "van" | "von" | "der" | "al" | "bin" | "del"
            )
    });
    // `The foreign ministry, Torre, said`: not `according to the agencies, Turla did it`.
    let body = doc.tokens[at - 1].classes.any(Classes::BODY)
        && !doc.tokens[at - 1].classes.any(Classes::PLURAL)
        && doc.word(piece.end) == ",";
    (name && (piece.len() >= 2 || body)).then_some(piece)
}

/// Reads the role after `Kerrigan, a spokesperson for …`: up to the next comma or the sentence's end.
pub(super) fn apposed_role(doc: &Doc<'_>, at: usize) -> Option<Range<usize>> {
    let piece = apposed(doc, at)?;
    let first = doc.tokens[piece.start].classes;
    let office =
        piece.clone().any(|at| doc.tokens[at].classes.any(Classes::OFFICE.with(Classes::TITLE)));
    (office && !first.any(Classes::RELATIVE.with(Classes::CONJUNCTION))).then_some(piece)
}

/// Reads the body after `Kerrigan, of the coast guard of …`: up to the next comma or the sentence's end.
pub(super) fn apposed_body(doc: &Doc<'_>, at: usize) -> Option<Range<usize>> {
    let piece = apposed(doc, at)?;
    (doc.word(piece.start) == "of").then_some(piece)
}

/// The tokens after a comma at `at`, up to the next comma or full stop.
pub(super) fn apposed(doc: &Doc<'_>, at: usize) -> Option<Range<usize>> {
    if doc.word(at) != "," {
        return None;
    }
    let limit = doc.tokens.len().min(at + 1 + APPOSED_TOKENS_MAX);
    let end = (at + 1..limit).find(|at| {
        matches!(doc.word(*at), "," | ";" | ":" | "—" | "–")
            || doc.tokens[*at].shape.any(Shape::QUOTE)
            || (doc.word(*at) == "." && !doc.tokens[*at - 1].classes.any(Classes::ABBREVIATION))
    })?;
    (end > at + 1).then_some(at + 1..end)
}
