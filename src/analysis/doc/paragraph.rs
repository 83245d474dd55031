//! Where paragraphs begin, and which are headline, heading or furniture of the page.

use std::ops::Range;

use super::Doc;
use crate::analysis::lexicon::Furniture;
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

/// How long a line may be that heads the lines right below it, in bytes: shorter than wrapped text.
const HEAD_BYTES_MAX: usize = 48;

/// Fills `doc.paragraphs`; the sentences are filled later.
pub(super) fn find(doc: &mut Doc<'_>, titled: bool) {
    let text = doc.text;
    let blank_lines = text.contains("\n\n") || text.contains("\n\r\n");
    let mut first_token = 0;
    let mut listing = false;
    for piece in pieces(text, blank_lines) {
        let parts = parts(piece, &doc.lexicon.furniture, &mut listing);
        let lines = parts.into_iter().flat_map(|(part, furniture)| {
            headed(part, furniture).into_iter().map(move |part| (part, furniture))
        });
        for (part, furniture) in lines {
            let span = Span::of(part.trim(), text);
            let end_token = doc.token_at(span.end());
            let tokens = first_token..end_token.max(first_token);
            first_token = tokens.end;
            if tokens.is_empty() {
                continue;
            }
            let kind = if furniture { ParagraphKind::Furniture } else { kind_of(part.trim()) };
            doc.paragraphs.push(Paragraph { span, kind, tokens, sentences: 0..0 });
        }
    }
    let alone = blank_lines && doc.paragraphs.len() > 1;
    if let Some(first) = doc.paragraphs.first_mut().filter(|_| alone && !titled)
        && !first.span.text(text).contains('\n')
        && first.kind != ParagraphKind::Furniture
    {
        first.kind = ParagraphKind::Headline;
    }
}

/// Splits a piece where lines of the article and lines of the page meet.
///
/// `listing` says that a list of related stories has begun, in this piece or one before.
fn parts<'t>(piece: &'t str, furniture: &Furniture, listing: &mut bool) -> Vec<(&'t str, bool)> {
    let mut parts: Vec<(&str, bool)> = Vec::new();
    let (mut start, mut at) = (0, 0);
    let mut page = false;
    for line in piece.split_inclusive('\n') {
        let trimmed = line.trim();
        let open = || is_open(trimmed) && trimmed.chars().count() <= HEADING_CHARS_MAX;
        let (this, begins_list) = furniture.has(trimmed);
        let of_page = !trimmed.is_empty() && (this || (*listing && open()));
        if !trimmed.is_empty() {
            // A list goes on below its heading, and below other furniture of the same piece.
            *listing = of_page && (begins_list || *listing || (this && open()));
        }
        if of_page != page && at > start {
            parts.push((&piece[start..at], page));
            start = at;
        }
        page = of_page;
        at += line.len();
    }
    parts.push((&piece[start..], page));
    if !parts.iter().any(|(_, page)| *page) {
        return vec![(piece, false)];
    }
    // Only a heading's list reaches over a blank line.
    let last = parts.last().map_or("", |(part, _)| part.trim());
    let heading = last.lines().next().is_some_and(|line| furniture.has(line.trim()).1);
    *listing &= heading;
    parts
}

/// Splits off the short lines that head a piece: `16.42 CET`, `Norway joins in`.
fn headed(part: &str, furniture: bool) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut rest = part;
    while let Some((line, below)) = rest.split_once('\n').filter(|_| !furniture) {
        let short = line.trim();
        let begins = below.trim_start().chars().next().is_some_and(|c| !c.is_lowercase());
        let heads = !short.is_empty() && is_open(short) && short.len() <= HEAD_BYTES_MAX && begins;
        if !heads {
            break;
        }
        pieces.push(line);
        rest = below;
    }
    pieces.push(rest);
    pieces
}

/// Whether a line ends without a mark that ends sentences.
fn is_open(line: &str) -> bool {
    !line.ends_with(['.', '!', '?', ':', ';', ',', '”', '"', '’', '\'', '»', ')', '…'])
}

fn kind_of(line: &str) -> ParagraphKind {
    if is_open(line) && line.chars().count() <= HEADING_CHARS_MAX && !line.contains('\n') {
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::Lexicon;

    #[test]
    fn furniture_is_told_from_the_article() {
        let cases: &[(&str, &[&str])] = &[
            (
                "Title\n\nBody text.\n\nALSO READ: Chad reopens border",
                &["ALSO READ: Chad reopens border"],
            ),
            (
                "Title\n\nBody text.\n\nRelated stories\nSudan army says so\nChad too\n\nMore body text.",
                &["Related stories\nSudan army says so\nChad too"],
            ),
            ("Title\n\nBody.\nTags: Niger, rail", &["Tags: Niger, rail"]),
            ("Title\n\nRelated companies denied it.", &[]),
            ("Title\n\nShare prices fell in Tokyo.", &[]),
            (
                "Title\n\nBody.\n\n(Writing by A. Lee; Editing by J. May)",
                &["(Writing by A. Lee; Editing by J. May)"],
            ),
        ];
        let lexicon = Lexicon::built_in();
        for (text, wanted) in cases {
            let doc = Doc::new(text, false, &lexicon);
            let found: Vec<&str> = doc
                .paragraphs
                .iter()
                .filter(|one| one.kind == ParagraphKind::Furniture)
                .map(|one| one.span.text(text))
                .collect();
            assert_eq!(found, *wanted, "in {text:?}");
        }
    }
}
