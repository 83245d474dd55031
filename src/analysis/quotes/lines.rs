//! Lines of the text, and the sentences outside marks, with each marked stretch as one item.

use std::ops::Range;

use super::pair::Stretch;
use crate::analysis::actors::Actors;
use crate::analysis::doc::Doc;
use crate::analysis::doc::ParagraphKind;
use crate::analysis::doc::Shape;
use crate::analysis::doc::is_quote_mark;
use crate::analysis::lexicon::Classes;

/// What stands between two hard line breaks.
#[derive(Clone, Debug)]
pub(super) struct Line {
    /// Its tokens.
    pub(super) tokens: Range<usize>,
    /// What its paragraph is.
    pub(super) kind: ParagraphKind,
}

/// A token outside marks, or a whole stretch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Item {
    /// The index of a token.
    Token(usize),
    /// The index of a stretch.
    Stretch(usize),
}

/// A sentence outside marks.
#[derive(Clone, Debug)]
pub(super) struct Unit {
    /// Its items.
    pub(super) items: Range<usize>,
    /// The index of its line.
    pub(super) line: usize,
    /// The number of stretches in it.
    pub(super) stretches: usize,
}

/// The longest parenthesis that is passed over, in tokens.
const PARENTHESIS_TOKENS_MAX: usize = 14;

/// The longest sentence, in items: rules that look around in one stay linear on any text.
const UNIT_ITEMS_MAX: usize = 400;

/// How far after a question its speaker is looked for, in tokens.
const ATTRIBUTION_TOKENS: usize = 14;

/// Splits the paragraphs at line breaks after which something new begins.
pub(super) fn split(doc: &Doc<'_>) -> Vec<Line> {
    let mut lines = Vec::with_capacity(doc.paragraphs.len());
    for paragraph in &doc.paragraphs {
        let mut start = paragraph.tokens.start;
        if paragraph.span.text(doc.text).contains('\n') {
            for at in paragraph.tokens.start + 1..paragraph.tokens.end {
                if breaks_before(doc, at) {
                    lines.push(Line { tokens: start..at, kind: paragraph.kind });
                    start = at;
                }
            }
        }
        lines.push(Line { tokens: start..paragraph.tokens.end, kind: paragraph.kind });
    }
    lines
}

/// Whether a line break before token `at` ends a line of thought and is no mere wrapping.
fn breaks_before(doc: &Doc<'_>, at: usize) -> bool {
    let (before, token) = (doc.tokens[at - 1], doc.tokens[at]);
    if !token.shape.any(Shape::SPACED)
        || !doc.text[before.end()..token.start as usize].contains('\n')
    {
        return false;
    }
    let last = doc.word(at - 1);
    matches!(last, "." | "!" | "?" | ":" | "…" | ";" | "。")
        || last.chars().all(is_quote_mark)
        || doc.word(at).chars().all(is_quote_mark)
}

/// Makes the items and units of all lines.
pub(super) fn units(
    doc: &Doc<'_>,
    actors: &Actors,
    lines: &[Line],
    stretches: &[Stretch],
) -> (Vec<Item>, Vec<Unit>) {
    let mut items = Vec::with_capacity(doc.tokens.len());
    let mut units = Vec::with_capacity(doc.sentences.len());
    let (mut next, mut sentence) = (0, 0);
    for (index, line) in lines.iter().enumerate() {
        let mut first = items.len();
        let mut marked = 0;
        let mut at = line.tokens.start;
        while at < line.tokens.end {
            let stretch = stretches.get(next).filter(|stretch| stretch.outer.start == at);
            let end = if let Some(stretch) = stretch {
                items.push(Item::Stretch(next));
                next += 1;
                marked += 1;
                stretch.outer.end.max(at + 1)
            } else if let Some(end) = parenthesis(doc, at, line.tokens.end, stretches.get(next)) {
                end
            } else {
                items.push(Item::Token(at));
                at + 1
            };
            while doc.sentences.get(sentence).is_some_and(|seen| seen.tokens.end < end) {
                sentence += 1;
            }
            let ends = doc.sentences.get(sentence).is_some_and(|seen| seen.tokens.end == end);
            let dated =
                actors.datelines.binary_search_by_key(&end, |dateline| dateline.end).is_ok();
            let ends = dated
                || ends && !(stretch.is_some() && attribution_ahead(doc, end, line.tokens.end));
            let full = items.len() >= first + UNIT_ITEMS_MAX;
            if (ends || full || end >= line.tokens.end) && items.len() > first {
                units.push(Unit { items: first..items.len(), line: index, stretches: marked });
                first = items.len();
                marked = 0;
            }
            at = end;
        }
    }
    (items, units)
}

/// Whether `Katie Packer, who leads the group, said` follows a question or an exclamation.
fn attribution_ahead(doc: &Doc<'_>, at: usize, end: usize) -> bool {
    let asks = doc.text[..doc.tokens[at - 1].start as usize].trim_end().ends_with(['?', '!', ',']);
    if !asks || at >= end {
        return false;
    }
    for ahead in at..end.min(at + ATTRIBUTION_TOKENS) {
        let token = doc.tokens[ahead];
        if token.classes.any(Classes::SAYS) && token.classes.any(Classes::PAST.with(Classes::THIRD))
        {
            return ahead > at;
        }
        let other = token.classes.any(Classes::AUXILIARY)
            && !doc.word(ahead - 1).eq_ignore_ascii_case("who");
        if other
            || token.shape.any(Shape::QUOTE)
            || matches!(doc.word(ahead), "." | "?" | "!" | ":" | ";")
        {
            return false;
        }
    }
    false
}

/// Returns the end of a short parenthesis that begins at `at` and holds no stretch.
fn parenthesis(doc: &Doc<'_>, at: usize, end: usize, next: Option<&Stretch>) -> Option<usize> {
    if doc.word(at) != "(" {
        return None;
    }
    let limit = end.min(at + PARENTHESIS_TOKENS_MAX);
    let close = (at + 1..limit).find(|inner| doc.word(inner.to_owned()) == ")")?;
    let free = next.is_none_or(|stretch| stretch.outer.start > close);
    free.then_some(close + 1)
}
