//! Single marks, told from apostrophes.

use std::ops::Range;

use super::marks;
use super::marks::Kind;
use super::marks::Mark;
use crate::analysis::doc::Doc;
use crate::analysis::doc::Shape;

/// How far a closing single mark is looked for, in tokens: a paragraph of speech.
const REACH_TOKENS: usize = 400;

/// Words that drop their first letters and are no quotation: `'em`, `'tis`.
const ELIDED: &[&str] = &["em", "tis", "twas", "til", "till", "cause", "n", "cos", "bout"];

/// Whether a single mark can open a stretch.
pub(super) fn can_open(doc: &Doc<'_>, mark: Mark, line: &Range<usize>) -> bool {
    if !mark.loose_before || mark.loose_after || mark.after >= line.end {
        return false;
    }
    if doc.word(mark.first) == "`" {
        return true;
    }
    let next = doc.word(mark.after);
    let shape = doc.tokens[mark.after].shape;
    let year = shape.any(Shape::NUMBER) && next.len() <= 4 && next.trim_end_matches('s').len() == 2;
    !year && !ELIDED.contains(&next.to_lowercase().as_str())
}

/// Finds the mark that closes `open`, or how far was read in vain.
pub(super) fn close(doc: &Doc<'_>, open: Mark, line: &Range<usize>) -> Result<Mark, usize> {
    let mut possessive = None;
    let end = line.end.min(open.after + REACH_TOKENS);
    let mut at = open.after + 1;
    while at < end {
        if !doc.tokens[at].shape.any(Shape::QUOTE) && !doc.word(at).starts_with(['&', 'â']) {
            at += 1;
            continue;
        }
        let Some(mark) = marks::read(doc, at, line.start, line.end) else {
            at += 1;
            continue;
        };
        at = mark.after;
        match mark.kind {
            Kind::SingleLeft if open.kind == Kind::SingleLow => return Ok(mark),
            Kind::SingleLeft if !mark.loose_after => break,
            Kind::Single
                if mark.loose_before
                    && !mark.loose_after
                    && can_open(doc, mark, line)
                    && possessive.is_some() =>
            {
                break;
            }
            Kind::Single if mark.loose_before && !mark.loose_after => {}
            Kind::Single | Kind::SingleRight => match closing(doc, mark, line) {
                Closing::Sure => return Ok(mark),
                Closing::Possessive => possessive = possessive.or(Some(mark)),
                Closing::No => {}
            },
            _ => {}
        }
    }
    possessive.ok_or(at)
}

enum Closing {
    Sure,
    Possessive,
    No,
}

fn closing(doc: &Doc<'_>, mark: Mark, line: &Range<usize>) -> Closing {
    if doc.tokens[mark.first].shape.any(Shape::SPACED) {
        return Closing::No;
    }
    let next = doc.text[mark.end..].chars().next();
    let ends = mark.after >= line.end
        || next
            .is_none_or(|c| c.is_whitespace() || c.is_ascii_punctuation() || "—–…”».".contains(c));
    if !ends {
        return Closing::No;
    }
    let before = doc.text[..mark.start].chars().next_back();
    let plural = before.is_some_and(|c| matches!(c, 's' | 'S' | 'z' | 'x'));
    let word_follows = doc
        .tokens
        .get(mark.after)
        .is_some_and(|token| mark.after < line.end && token.shape.any(Shape::WORD));
    if plural && word_follows { Closing::Possessive } else { Closing::Sure }
}
