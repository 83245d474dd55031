//! Where sentences begin and end.

use std::ops::Range;

use super::Doc;
use super::Shape;
use super::token::is_quote_mark;
use crate::analysis::lexicon::Classes;
use crate::model::Span;

/// One sentence.
#[derive(Clone, Debug)]
pub(crate) struct Sentence {
    /// Its bytes, closing marks included.
    pub(crate) span: Span,
    /// Its tokens.
    pub(crate) tokens: Range<usize>,
    /// The index of its paragraph.
    pub(crate) paragraph: usize,
    /// The classes of all its words: a rule asks them before it looks at each.
    pub(crate) classes: Classes,
}

/// Fills `doc.sentences`, paragraph by paragraph.
pub(super) fn find(doc: &mut Doc<'_>) {
    let mut sentences = Vec::new();
    let mut ranges = Vec::with_capacity(doc.paragraphs.len());
    for (index, paragraph) in doc.paragraphs.iter().enumerate() {
        let first = sentences.len();
        let mut start = paragraph.tokens.start;
        let mut at = start;
        while at < paragraph.tokens.end {
            let end = if ends_at(doc, at, paragraph.tokens.end) {
                past_closing_marks(doc, at + 1, paragraph.tokens.end)
            } else {
                0
            };
            if end > 0 && begins_at(doc, end, paragraph.tokens.end) {
                sentences.push((start..end, index));
                start = end;
                at = end;
            } else {
                at = end.max(at + 1);
            }
        }
        if start < paragraph.tokens.end {
            sentences.push((start..paragraph.tokens.end, index));
        }
        ranges.push(first..sentences.len());
    }
    for (paragraph, range) in doc.paragraphs.iter_mut().zip(ranges) {
        paragraph.sentences = range;
    }
    doc.sentences = sentences
        .into_iter()
        .map(|(tokens, paragraph)| Sentence {
            span: doc.span_of(tokens.clone()),
            classes: doc.tokens[tokens.clone()]
                .iter()
                .fold(Classes::default(), |all, token| all.with(token.classes)),
            tokens,
            paragraph,
        })
        .collect();
}

/// Whether token `at` can end a sentence.
fn ends_at(doc: &Doc<'_>, at: usize, end: usize) -> bool {
    match doc.word(at) {
        "!" | "?" | "…" | "。" | "！" | "？" => true,
        "." => !is_abbreviated(doc, at),
        word => word.len() > 2 && word.ends_with('.') && is_sentence_start(doc, at + 1, end),
    }
}

/// Whether the word before the dot at `at` is an abbreviation, which seldom ends a sentence.
fn is_abbreviated(doc: &Doc<'_>, at: usize) -> bool {
    let Some(before) = at.checked_sub(1).map(|before| &doc.tokens[before]) else {
        return false;
    };
    if before.end() != doc.tokens[at].start as usize {
        return false;
    }
    let word = doc.word(at - 1);
    let initial = word.chars().count() == 1 && before.shape.any(Shape::CAPITAL);
    let listed = before.classes.any(Classes::ABBREVIATION) && before.shape.any(Shape::CAPITAL);
    let next_lower = doc
        .tokens
        .get(at + 1)
        .is_some_and(|next| next.shape.any(Shape::WORD) && !next.shape.any(Shape::CAPITAL));
    initial || listed || next_lower
}

/// Whether an abbreviation such as `U.S.` is followed by the start of a new sentence.
fn is_sentence_start(doc: &Doc<'_>, at: usize, end: usize) -> bool {
    let starts = Classes::DETERMINER
        .with(Classes::PRONOUN)
        .with(Classes::PREPOSITION)
        .with(Classes::SUBORDINATOR)
        .with(Classes::CONJUNCTION);
    at < end && doc.tokens[at].shape.any(Shape::CAPITAL) && doc.tokens[at].classes.any(starts)
}

/// Moves past closing quotation marks and brackets.
fn past_closing_marks(doc: &Doc<'_>, mut at: usize, end: usize) -> usize {
    while at < end && !doc.tokens[at].shape.any(Shape::SPACED) {
        let closes = matches!(doc.word(at), ")" | "]" | "." | "!" | "?" | "…")
            || doc.word(at).chars().all(is_quote_mark);
        if !closes {
            break;
        }
        at += 1;
    }
    at
}

/// Whether a new sentence can begin at token `at`.
fn begins_at(doc: &Doc<'_>, at: usize, end: usize) -> bool {
    let Some(token) = doc.tokens.get(at).filter(|_| at < end) else {
        return true;
    };
    if !token.shape.any(Shape::SPACED) {
        return token.shape.any(Shape::WIDE);
    }
    let lower = token.shape.any(Shape::WORD) && !token.shape.any(Shape::CAPITAL);
    !lower
        && !matches!(doc.word(at), "," | ";" | ":" | "-" | "–" | "—")
        && !is_report_after_quote(doc, at)
}

/// Whether `Wang said` at `at` follows a closing mark, as in `“No.” Wang said.`
fn is_report_after_quote(doc: &Doc<'_>, at: usize) -> bool {
    let closed = at.checked_sub(1).is_some_and(|before| doc.tokens[before].shape.any(Shape::QUOTE));
    if !closed {
        return false;
    }
    let names = doc.tokens[at..]
        .iter()
        .take(4)
        .take_while(|token| token.shape.any(Shape::CAPITAL) && !token.classes.any(Classes::REPORTS))
        .count();
    let verb = at + names;
    let after = doc.word(verb + 1);
    names > 0
        && doc.tokens.get(verb).is_some_and(|token| token.classes.any(Classes::REPORTS))
        && matches!(after, "." | "," | "")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::Lexicon;

    #[test]
    fn finds_sentences() {
        let cases: &[(&str, &[&str])] = &[
            ("One. Two!", &["One.", "Two!"]),
            ("Gen. Li met Mr. Wu. They spoke.", &["Gen. Li met Mr. Wu.", "They spoke."]),
            ("“No.” He left.", &["“No.”", "He left."]),
            ("“No,” he said. “Never.”", &["“No,” he said.", "“Never.”"]),
            ("“Stop it!” he said.", &["“Stop it!” he said."]),
            ("“Stop it.” Wang said.", &["“Stop it.” Wang said."]),
            ("The U.S. Senate voted.", &["The U.S. Senate voted."]),
            ("He works for the U.S. The aide left.", &["He works for the U.S.", "The aide left."]),
            ("It cost $2.5 million. J. Smith paid.", &["It cost $2.5 million.", "J. Smith paid."]),
        ];
        let lexicon = Lexicon::built_in();
        for (text, wanted) in cases {
            let doc = Doc::new(text, false, &lexicon);
            let found: Vec<&str> = doc.sentences.iter().map(|s| s.span.text(text)).collect();
            assert_eq!(found, *wanted, "in {text:?}");
        }
    }
}
