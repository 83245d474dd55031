//! Where paragraphs begin, and which are headline, heading or furniture of the page.

use std::ops::Range;

use super::Doc;
use crate::model::Span;

/// What a paragraph is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ParagraphKind {
    /// The first line, alone before a blank line.
    Headline,
    /// Running text.
    Body,
    /// A line of its own inside the text, with no full stop.
    Heading,
    /// Part of the page and not of the article.
    Furniture,
}

/// A stretch of text between line breaks.
#[derive(Clone, Debug)]
pub(crate) struct Paragraph {
    /// Its bytes, without the line breaks around it.
    pub(crate) span: Span,
    /// What it is.
    pub(crate) kind: ParagraphKind,
    /// Its tokens.
    pub(crate) tokens: Range<usize>,
    /// Its sentences.
    pub(crate) sentences: Range<usize>,
}

/// How long a line may be to be taken for a heading, in characters.
const HEADING_CHARS_MAX: usize = 100;

/// Fills `doc.paragraphs`; the sentences are filled later.
pub(super) fn find(doc: &mut Doc<'_>, titled: bool) {
    let text = doc.text;
    let blank_lines = text.contains("\n\n") || text.contains("\n\r\n");
    let mut first_token = 0;
    for line in pieces(text, blank_lines) {
        let span = Span::of(line.trim(), text);
        let end_token = doc.token_at(span.end());
        let tokens = first_token..end_token.max(first_token);
        first_token = tokens.end;
        if tokens.is_empty() {
            continue;
        }
        let kind = kind_of(line.trim());
        doc.paragraphs.push(Paragraph { span, kind, tokens, sentences: 0..0 });
    }
    let alone = blank_lines && doc.paragraphs.len() > 1;
    if let Some(first) = doc.paragraphs.first_mut().filter(|_| alone && !titled)
        && !first.span.text(text).contains('\n')
    {
        first.kind = ParagraphKind::Headline;
    }
}

fn kind_of(line: &str) -> ParagraphKind {
    let open = !line.ends_with(['.', '!', '?', ':', ';', ',', '”', '"', '’', '\'', '»', ')', '…']);
    if open && line.chars().count() <= HEADING_CHARS_MAX && !line.contains('\n') {
        ParagraphKind::Heading
    } else {
        ParagraphKind::Body
    }
}

/// Splits at blank lines, or at every line break if there is no blank line.
fn pieces(text: &str, blank_lines: bool) -> Vec<&str> {
    if !blank_lines {
        return text.split('\n').collect();
    }
    let mut pieces = Vec::new();
    let mut start = 0;
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        if line.trim().is_empty() {
            pieces.push(&text[start..at]);
            start = at + line.len();
        }
        at += line.len();
    }
    pieces.push(&text[start..]);
    pieces
}
