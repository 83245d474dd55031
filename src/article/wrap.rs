//! Blocks broken into the lines of a screen.

use std::borrow::Cow;

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use crate::model::Article;
use crate::model::Block;
use crate::model::BlockKind;
use crate::model::Span;

/// What a screen shows for the tab between two cells of a row.
pub const CELL_BREAK: &str = " │ ";
/// How many cells [`CELL_BREAK`] takes.
const CELL_BREAK_WIDTH: usize = 3;
/// How many cells a nested list is indented by.
const STEP_CELLS: u16 = 2;
/// How deep nested lists are still indented.
const STEPS_MAX: u16 = 6;
/// The narrowest column of text, in cells, for which an indent is kept.
const TEXT_CELLS_MIN: u16 = 8;

/// One line of a wrapped article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Line {
    /// The index of its block; that of the next block for a blank line between two.
    pub block: usize,
    /// Its words, as bytes of the article's text; the space at which it was broken is in none.
    pub span: Span,
    /// How many cells stand before the words; the block's [`marker`] stands in them.
    pub indent: u16,
    /// Whether it is the first line of its block, which carries the marker.
    pub is_first: bool,
    /// Whether it is a blank line between two blocks.
    pub is_blank: bool,
}

/// Returns what stands before the words of a block: a bullet, a number, a quote's bar.
///
/// A quote's bar stands on each line, the others on the first one only. The marker fills the
/// indent's last cells; on a screen so narrow that there is no indent it is left out.
pub fn marker(kind: BlockKind) -> Cow<'static, str> {
    match kind {
        BlockKind::Item { number: Some(number), .. } => Cow::Owned(format!("{number}. ")),
        BlockKind::Item { number: None, .. } => Cow::Borrowed("• "),
        BlockKind::Quote => Cow::Borrowed("│ "),
        BlockKind::Image => Cow::Borrowed("[image] "),
        BlockKind::Code => Cow::Borrowed("  "),
        BlockKind::Title
        | BlockKind::Heading(_)
        | BlockKind::Paragraph
        | BlockKind::Row
        | BlockKind::Rule => Cow::Borrowed(""),
    }
}

/// Wraps all of `article` to `width` cells, with one blank line between blocks.
///
/// Words are kept whole where they fit; a longer one is broken between graphemes. CJK text is
/// broken between characters, but not before closing or after opening punctuation. A grapheme
/// wider than `width` overflows rather than vanish.
///
/// ```
/// use demarche::article::wrap;
/// use demarche::model::Article;
///
/// let article = Article::plain("Talks", "The envoy said no.");
/// let lines = wrap::article(&article, 10);
/// let shown: Vec<&str> = lines.iter().map(|line| line.span.text(&article.text)).collect();
/// assert_eq!(shown, ["Talks", "", "The envoy", "said no."]);
/// ```
pub fn article(article: &Article, width: u16) -> Vec<Line> {
    let mut lines = Vec::with_capacity(article.text.len() / usize::from(width.max(1)) + 8);
    let mut before: Option<BlockKind> = None;
    for (at, block) in article.blocks.iter().enumerate() {
        if before.is_some_and(|before| stands_apart(before, block.kind)) {
            let span = Span::new(block.span.start(), block.span.start());
            lines.push(Line { block: at, span, indent: 0, is_first: false, is_blank: true });
        }
        self::block(&article.text, at, block, width, &mut lines);
        before = Some(block.kind);
    }
    lines
}

/// Returns whether a blank line stands between two blocks: not within a list or table.
pub fn stands_apart(before: BlockKind, kind: BlockKind) -> bool {
    !matches!(
        (before, kind),
        (BlockKind::Item { .. }, BlockKind::Item { .. }) | (BlockKind::Row, BlockKind::Row)
    )
}

/// Returns how many cells stand before the words of a block, given the width of the screen.
fn indent(kind: BlockKind, width: u16) -> u16 {
    let own = u16::try_from(marker(kind).width()).unwrap_or(0);
    let steps = match kind {
        BlockKind::Item { depth, .. } => u16::from(depth).min(STEPS_MAX),
        BlockKind::Title
        | BlockKind::Heading(_)
        | BlockKind::Paragraph
        | BlockKind::Quote
        | BlockKind::Code
        | BlockKind::Row
        | BlockKind::Image
        | BlockKind::Rule => 0,
    };
    let room = width.saturating_sub(TEXT_CELLS_MIN);
    if own <= room { own + (steps * STEP_CELLS).min(room - own) } else { 0 }
}

/// Wraps one block, whose index is `at`, and adds its lines to `lines`; at least one.
pub fn block(text: &str, at: usize, block: &Block, width: u16, lines: &mut Vec<Line>) {
    let indent = indent(block.kind, width);
    let room = usize::from(width.saturating_sub(indent).max(1));
    let mut is_first = true;
    let mut start = block.span.start();
    for part in block.span.text(text).split('\n') {
        let mut from = 0;
        loop {
            let (end, next) = match block.kind {
                BlockKind::Code => hard_break(&part[from..], room),
                BlockKind::Title
                | BlockKind::Heading(_)
                | BlockKind::Paragraph
                | BlockKind::Item { .. }
                | BlockKind::Quote
                | BlockKind::Row
                | BlockKind::Image
                | BlockKind::Rule => soft_break(&part[from..], room),
            };
            let span = Span::new(start + from, start + from + end);
            lines.push(Line { block: at, span, indent, is_first, is_blank: false });
            is_first = false;
            from += next;
            if from >= part.len() {
                break;
            }
        }
        start += part.len() + 1;
    }
}

/// Returns where the first line of `text` ends, and where the next begins; `text` is one line of
/// the source.
fn soft_break(text: &str, room: usize) -> (usize, usize) {
    let mut used = 0;
    // The last place where the line may end, and where the next line then begins.
    let mut place: Option<(usize, usize)> = None;
    let mut before: Option<&str> = None;
    for (at, grapheme) in graphemes(text) {
        let is_space = grapheme == " ";
        if is_space && before != Some(" ") {
            place = Some((at, at + 1));
        } else if is_space {
            place = place.map(|(end, _)| (end, at + 1));
        } else if before.is_some_and(|before| before != " " && may_break(before, grapheme)) {
            place = Some((at, at));
        }
        let cells = width_of(grapheme);
        // The space at which a line ends needs no cell.
        if used + cells > room && !is_space {
            return match place {
                Some((end, next)) if next > 0 => (end, next),
                _ if at == 0 => (grapheme.len(), grapheme.len()),
                _ => (at, at),
            };
        }
        used += cells;
        before = Some(grapheme);
    }
    (text.trim_end_matches(' ').len(), text.len())
}

/// Returns where the first line of `text` ends if it is broken wherever the room ends.
fn hard_break(text: &str, room: usize) -> (usize, usize) {
    let mut used = 0;
    for (at, grapheme) in graphemes(text) {
        used += width_of(grapheme);
        if used > room && at > 0 {
            return (at, at);
        }
    }
    (text.len(), text.len())
}

/// Returns the graphemes of `text` with their offsets; those of ASCII without a table.
fn graphemes(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let bytes = text.as_bytes();
        let first = *bytes.get(at)?;
        let start = at;
        let is_alone = first.is_ascii() && bytes.get(at + 1).is_none_or(u8::is_ascii);
        at += if is_alone { 1 } else { text[at..].graphemes(true).next().map_or(1, str::len) };
        Some((start, &text[start..at]))
    })
}

/// Returns how many cells a grapheme takes; a tab those of [`CELL_BREAK`].
pub fn width_of(grapheme: &str) -> usize {
    match grapheme.as_bytes() {
        [b'\t'] => CELL_BREAK_WIDTH,
        [byte] if byte.is_ascii_graphic() || *byte == b' ' => 1,
        _ => grapheme.width(),
    }
}

/// Returns whether a line may end between two graphemes that have no space between them.
fn may_break(before: &str, after: &str) -> bool {
    let (Some(last), Some(first)) = (before.chars().next(), after.chars().next()) else {
        return false;
    };
    if last == '\t' {
        return true;
    }
    if last.is_ascii() && first.is_ascii() {
        return matches!(last, '-' | '/') && first.is_ascii_alphanumeric();
    }
    if matches!(last, '—' | '–') {
        return first.is_alphanumeric();
    }
    (is_cjk(last) || is_cjk(first)) && !no_line_begins_with(first) && !no_line_ends_with(last)
}

fn is_cjk(c: char) -> bool {
    matches!(c, '\u{2e80}'..='\u{a4cf}' | '\u{ac00}'..='\u{d7a3}' | '\u{f900}'..='\u{faff}'
        | '\u{fe30}'..='\u{fe4f}' | '\u{ff00}'..='\u{ff60}' | '\u{ffe0}'..='\u{ffe6}' | '\u{20000}'..='\u{3ffff}')
}

fn no_line_begins_with(c: char) -> bool {
    "、。，．・：；？！」』）］｝〉》】〕〗’”…‥ーぁぃぅぇぉっゃゅょァィゥェォッャュョ々)]}!?,.:;%"
        .contains(c)
}

fn no_line_ends_with(c: char) -> bool {
    "「『（［｛〈《【〔〖‘“([{$¥￥£".contains(c)
}

/// Returns the index of the line that shows the byte `at`, or that ends before it.
pub fn line_of(lines: &[Line], at: usize) -> usize {
    let after = lines.partition_point(|line| line.span.start() <= at);
    let mut found = after.saturating_sub(1);
    while found > 0 && lines[found].is_blank {
        found -= 1;
    }
    if lines.get(found).is_some_and(|line| line.span.start() > at || line.is_blank) {
        found = after.min(lines.len().saturating_sub(1));
    }
    found
}

/// Returns the cell, from the left edge of the text area, at which the byte `at` is shown.
pub fn cell_of(text: &str, line: &Line, at: usize) -> u16 {
    let shown = line.span.text(text);
    let before = at.saturating_sub(line.span.start()).min(shown.len());
    let cells: usize = graphemes(shown)
        .take_while(|(start, grapheme)| start + grapheme.len() <= before)
        .map(|(_, grapheme)| width_of(grapheme))
        .sum();
    line.indent.saturating_add(u16::try_from(cells).unwrap_or(u16::MAX))
}

/// Returns the byte whose grapheme is shown at `cell`; the line's edges for a cell beside it.
pub fn byte_at(text: &str, line: &Line, cell: u16) -> usize {
    let mut left = usize::from(cell.saturating_sub(line.indent));
    for (start, grapheme) in graphemes(line.span.text(text)) {
        let cells = width_of(grapheme);
        if left < cells {
            return line.span.start() + start;
        }
        left -= cells;
    }
    line.span.end()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Wraps one block and returns its lines as a screen shows them.
    fn shown(kind: BlockKind, text: &str, width: u16) -> Vec<String> {
        let mut made = Article::default();
        made.push(kind, text);
        let lines = article(&made, width);
        lines
            .iter()
            .map(|line| {
                let mark = if line.is_first { marker(kind) } else { Cow::Borrowed("") };
                let pad = usize::from(line.indent).saturating_sub(mark.width());
                format!("{}{mark}{}", " ".repeat(pad), line.span.text(&made.text))
            })
            .collect()
    }

    #[test]
    fn a_paragraph_is_broken_at_spaces() {
        for (text, width, expected) in [
            ("one two three", 7, vec!["one two", "three"]),
            ("one two three", 8, vec!["one two", "three"]),
            ("one  two", 3, vec!["one", "two"]),
            ("a\nb c", 20, vec!["a", "b c"]),
            ("unbreakable", 4, vec!["unbr", "eaka", "ble"]),
            ("x unbreakable", 6, vec!["x", "unbrea", "kable"]),
            ("cyber-attack", 8, vec!["cyber-", "attack"]),
            ("a – b", 1, vec!["a", "–", "b"]),
            ("", 10, vec![""]),
            ("中文文本,测试。好", 8, vec!["中文文", "本,测", "试。好"]),
            ("中", 1, vec!["中"]),
            ("ab中文", 4, vec!["ab中", "文"]),
            ("e\u{301}e\u{301}e\u{301}", 2, vec!["e\u{301}e\u{301}", "e\u{301}"]),
            ("👩\u{200d}👩\u{200d}👧 x", 2, vec!["👩\u{200d}👩\u{200d}👧", "x"]),
            ("a\tb", 10, vec!["a\tb"]),
        ] {
            assert_eq!(shown(BlockKind::Paragraph, text, width), expected, "{text:?} in {width}");
        }
    }

    #[test]
    fn a_list_hangs_its_lines() {
        let item = |depth, number| BlockKind::Item { depth, number };
        assert_eq!(shown(item(0, None), "one two three", 10), ["• one two", "  three"]);
        assert_eq!(shown(item(1, Some(12)), "one two three", 15), ["  12. one two", "      three"]);
        assert_eq!(
            shown(item(200, None), "one two three four", 12),
            ["  • one two", "    three", "    four"]
        );
        assert_eq!(shown(BlockKind::Code, "ab cd", 12), ["  ab cd"]);
    }

    #[test]
    fn a_byte_and_its_cell_find_each_other() {
        let made = Article::plain("T", "ab 中文 e\u{301}f and more words");
        let lines = article(&made, 12);
        for (at, _) in made.text.char_indices() {
            let line = &lines[line_of(&lines, at)];
            if !(line.span.start()..line.span.end()).contains(&at) {
                continue;
            }
            let back = byte_at(&made.text, line, cell_of(&made.text, line, at));
            assert!(back <= at && at - back <= 1, "byte {at} came back as {back}");
        }
        let last = lines.last().unwrap();
        assert_eq!(byte_at(&made.text, last, 99), made.text.len());
        assert_eq!(line_of(&lines, 0), 0);
        assert_eq!(line_of(&[], 5), 0);
    }

    proptest::proptest! {
        #[test]
        fn every_word_is_shown_once_and_no_line_is_too_wide(
            text in "([a-z]{1,12}|中文。|e\u{301}|👍🏽|-|—| |\n){0,40}", width in 2_u16..30,
        ) {
            let mut made = Article::default();
            made.push(BlockKind::Paragraph, &text);
            let lines = article(&made, width);
            let mut end = 0;
            for line in &lines {
                let words = line.span.text(&made.text);
                proptest::prop_assert!(words.width() <= usize::from(width), "{:?} in {}", words, width);
                let between = &made.text[end..line.span.start()];
                proptest::prop_assert!(between.chars().all(|c| matches!(c, ' ' | '\n')), "lost {:?}", between);
                end = line.span.end();
            }
            proptest::prop_assert!(made.text[end..].trim().is_empty());
        }
    }
}
