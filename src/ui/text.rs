//! Text in cells: widths, cutting, wrapping.

use std::borrow::Cow;

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use crate::article::wrap;
use crate::model::Block;
use crate::model::BlockKind;
use crate::model::Span;

/// Returns how many cells `text` takes.
pub(super) fn width(text: &str) -> usize {
    UnicodeWidthStr::width(text)
}

/// Cuts `text` to at most `cells`, with `…` (or `more`) where something is cut.
pub(super) fn cut(text: &str, cells: usize, more: &str) -> String {
    if width(text) <= cells {
        return text.to_owned();
    }
    let room = cells.saturating_sub(width(more));
    let mut used = 0;
    let mut short = String::new();
    for part in text.graphemes(true) {
        let wide = width(part);
        if used + wide > room {
            break;
        }
        used += wide;
        short.push_str(part);
    }
    let mut short = short.trim_end().to_owned();
    if width(more) <= cells {
        short.push_str(more);
    }
    short
}

/// Cuts or pads `text` to exactly `cells`.
pub(super) fn fit(text: &str, cells: usize, more: &str) -> String {
    let mut fitted = cut(text, cells, more);
    let missing = cells.saturating_sub(width(&fitted));
    fitted.extend(std::iter::repeat_n(' ', missing));
    fitted
}

/// Pads `text` on the left to `cells`.
pub(super) fn right(text: &str, cells: usize) -> String {
    let missing = cells.saturating_sub(width(text));
    let mut padded = " ".repeat(missing);
    padded.push_str(text);
    padded
}

/// Breaks `text` into at most `most` lines of at most `cells`; where something is left out, the last
/// ends with `more`.
pub(super) fn lines(text: &str, cells: usize, most: usize, more: &str) -> Vec<String> {
    let ranges = wrap(text, cells);
    let over = ranges.len() > most;
    let mut lines: Vec<String> =
        ranges.into_iter().take(most).map(|range| text[range].to_owned()).collect();
    if let Some(last) = lines.last_mut().filter(|_| over) {
        let kept = wrap(last, cells.saturating_sub(width(more) + 1)).into_iter().next();
        *last = format!("{} {more}", &last[kept.unwrap_or_default()]);
    }
    lines
}

/// Breaks `text` into lines of at most `cells`, as byte ranges; the article breaks the same way.
pub(super) fn wrap(text: &str, cells: usize) -> Vec<std::ops::Range<usize>> {
    let whole = Block { kind: BlockKind::Paragraph, span: Span::new(0, text.len()) };
    let width = u16::try_from(cells.max(1)).unwrap_or(u16::MAX);
    let mut lines = Vec::new();
    wrap::block(text, 0, &whole, width, &mut lines);
    lines.into_iter().map(|line| line.span.start()..line.span.end()).collect()
}

/// Writes the breaks between the cells of a table as they are shown.
pub(super) fn columns(text: &str) -> Cow<'_, str> {
    if text.contains('\t') {
        Cow::Owned(text.replace('\t', wrap::CELL_BREAK))
    } else {
        Cow::Borrowed(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_wrapped_at_its_words() {
        for (text, cells, expected) in [
            ("", 5, ""),
            ("one two three", 8, "one two|three"),
            ("“No,” said Wang.", 6, "“No,”|said|Wang."),
            ("a well-known name", 7, "a well-|known|name"),
            ("abcdefghij", 4, "abcd|efgh|ij"),
            ("see abcdefghij now", 5, "see|abcde|fghij|now"),
            ("中国外交部否认", 6, "中国外|交部否|认"),
            ("中国外交。", 8, "中国外|交。"),
            ("one\ntwo", 9, "one|two"),
            ("e\u{301}e\u{301}e\u{301} x", 3, "e\u{301}e\u{301}e\u{301}|x"),
        ] {
            let lines: Vec<_> = wrap(text, cells).into_iter().map(|line| &text[line]).collect();
            assert_eq!(lines.join("|"), expected, "of {text:?} at {cells}");
        }
    }

    #[test]
    fn text_is_cut_and_padded_to_cells() {
        assert_eq!(fit("short", 8, "…"), "short   ");
        assert_eq!(fit("rather long", 8, "…"), "rather… ");
        assert_eq!(width(&fit("中国外交部", 6, "…")), 6);
        assert_eq!(cut("abcd", 3, "..."), "...");
        assert_eq!(right("7", 3), "  7");
    }

    #[test]
    fn what_does_not_fit_into_the_lines_is_owned_up_to() {
        for (words, most, expected) in [
            ("one two three", 2, "one two|three"),
            ("one two three four", 2, "one two|three …"),
            ("one two three", 1, "one …"),
            ("", 2, ""),
        ] {
            assert_eq!(lines(words, 8, most, "…").join("|"), expected, "of {words:?}");
        }
    }
}
