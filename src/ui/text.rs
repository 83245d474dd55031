//! Text in cells: widths, cutting, wrapping.

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

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

/// Breaks `text` into lines of at most `cells`, as byte ranges without the blanks at their ends.
///
/// Breaks at blanks and hyphens, between ideographs, and inside a word only where it is
/// wider than a line.
pub(super) fn wrap(text: &str, cells: usize) -> Vec<std::ops::Range<usize>> {
    let cells = cells.max(1);
    let mut lines = Vec::new();
    let (mut start, mut used) = (0, 0);
    for (at, piece) in text.split_word_bound_indices() {
        let wide = width(piece);
        let blank = piece.chars().all(char::is_whitespace);
        if piece.contains('\n') {
            push(text, start..at, &mut lines);
            (start, used) = (at + piece.len(), 0);
            continue;
        }
        if used + wide > cells && !blank && used > 0 && may_break(text, at) {
            push(text, start..at, &mut lines);
            (start, used) = (at, 0);
        } else if used + wide > cells && !blank && used > 0 {
            let back = last_break(text, start, at);
            if back > start {
                push(text, start..back, &mut lines);
                used = width(text.get(back..at).unwrap_or_default());
                start = back;
            }
        }
        if wide > cells && !blank {
            (start, used) = chop(text, start, at, piece, cells, &mut lines);
        } else {
            used += wide;
        }
    }
    push(text, start..text.len(), &mut lines);
    if lines.is_empty() {
        lines.push(0..0);
    }
    lines
}

/// Adds a line without the blanks at its ends.
fn push(text: &str, range: std::ops::Range<usize>, lines: &mut Vec<std::ops::Range<usize>>) {
    let line = text.get(range.clone()).unwrap_or_default();
    let trimmed = line.trim();
    if trimmed.is_empty() && range.start != 0 && range.end == text.len() {
        return;
    }
    let start = range.start + (line.len() - line.trim_start().len());
    lines.push(start..start + trimmed.len());
}

/// Returns whether a line may end before the byte `at`: after a blank, a hyphen, or an ideograph.
fn may_break(text: &str, at: usize) -> bool {
    let before = text.get(..at).and_then(|text| text.chars().next_back());
    let after = text.get(at..).and_then(|text| text.chars().next());
    let closes = after.is_some_and(|letter| ".,;:!?)]}”’»…%。、，」』）".contains(letter));
    let opens = before.is_some_and(|letter| "([{“‘«「『（".contains(letter));
    if closes || opens {
        return false;
    }
    before
        .is_some_and(|letter| letter.is_whitespace() || "-–—/".contains(letter) || is_wide(letter))
        || after.is_some_and(is_wide)
}

fn is_wide(letter: char) -> bool {
    matches!(u32::from(letter), 0x2E80..=0x9FFF | 0xAC00..=0xD7A3 | 0xF900..=0xFAFF | 0x20000..=0x3FFFF)
}

/// Returns the last byte in `start..at` before which a line may end, or `start`.
fn last_break(text: &str, start: usize, at: usize) -> usize {
    let piece = text.get(start..at).unwrap_or_default();
    let bounds = piece.split_word_bound_indices().rev().map(|(from, _)| start + from);
    bounds.filter(|bound| *bound > start).find(|bound| may_break(text, *bound)).unwrap_or(start)
}

/// Cuts a word that is wider than a line; returns where the last line begins and what it takes.
fn chop(
    text: &str,
    start: usize,
    at: usize,
    piece: &str,
    cells: usize,
    lines: &mut Vec<std::ops::Range<usize>>,
) -> (usize, usize) {
    let (mut start, mut used) = (start, width(text.get(start..at).unwrap_or_default()));
    for (from, part) in piece.grapheme_indices(true) {
        let wide = width(part);
        if used + wide > cells && used > 0 {
            push(text, start..at + from, lines);
            (start, used) = (at + from, 0);
        }
        used += wide;
    }
    (start, used)
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
}
