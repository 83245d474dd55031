//! Right-to-left text in the order in which it is read.
//!
//! Most terminals show letters in the order in which they are written to the screen; those that
//! put them in order themselves do so with the whole row, across panes and columns. So the cells
//! of each stretch of text are put in order here, with their styles, once everything is drawn.

use std::ops::Range;

use ratatui::buffer::Buffer;
use ratatui::buffer::Cell;
use ratatui::layout::Rect;
use unicode_bidi::BidiClass;
use unicode_bidi::BidiInfo;
use unicode_bidi::Level;
use unicode_bidi::bidi_class;
use unicode_width::UnicodeWidthStr;

use crate::config::Bidi;

/// The first and the last of the characters that frames and bars are drawn with.
const FRAMES: std::ops::RangeInclusive<char> = '\u{2500}'..='\u{259f}';

/// Begins an isolate whose direction is that of its first letter, and ends it.
const ISOLATE: char = '\u{2068}';
const ISOLATE_END: char = '\u{2069}';

/// What is written the other way round in right-to-left text.
const MIRRORED: [(&str, &str); 6] =
    [("(", ")"), ("[", "]"), ("{", "}"), ("<", ">"), ("«", "»"), ("‹", "›")];

/// Puts the right-to-left text of a screen in order, as its terminal needs it; `text` is where an
/// article stands, whose words change their colour within a sentence.
pub(super) fn arrange(buffer: &mut Buffer, text: Option<Rect>, bidi: Bidi) {
    let columns = usize::from(buffer.area.width).max(1);
    for (y, row) in buffer.content.chunks_mut(columns).enumerate() {
        if row.iter().any(is_right_to_left) {
            let inside = text
                .filter(|text| (usize::from(text.top())..usize::from(text.bottom())).contains(&y));
            let inside = inside.map(|text| usize::from(text.left())..usize::from(text.right()));
            for stretch in stretches(row, &inside.unwrap_or_default()) {
                let cells = &mut row[stretch];
                if cells.iter().any(is_right_to_left) {
                    arrange_stretch(cells, bidi);
                }
            }
        }
    }
}

fn strong(c: char) -> Option<bool> {
    match bidi_class(c) {
        BidiClass::R | BidiClass::AL => Some(true),
        BidiClass::L => Some(false),
        _ => None,
    }
}

fn is_right_to_left(cell: &Cell) -> bool {
    let symbol = cell.symbol();
    !symbol.is_ascii() && symbol.chars().any(|c| strong(c) == Some(true))
}

/// Finds what belongs together on a row: it ends at a frame, a bar, a dot, two blanks, where the
/// text begins, and outside the text at a blank beside which the colour changes.
fn stretches(row: &[Cell], text: &Range<usize>) -> Vec<Range<usize>> {
    let blank = |at: usize| row.get(at).is_none_or(|cell| cell.symbol() == " ");
    let sign = |c: char| FRAMES.contains(&c) || matches!(c, '·' | '•');
    let frame =
        |at: usize| row.get(at).and_then(|cell| cell.symbol().chars().next()).is_some_and(sign);
    let coloured = |at: usize| {
        let beside = |at: Option<usize>| at.and_then(|at| row.get(at)).map(|cell| cell.fg);
        !text.contains(&at) && beside(at.checked_sub(1)) != beside(at.checked_add(1))
    };
    let mut found: Vec<Range<usize>> = Vec::new();
    let (mut open, mut after_blank) = (false, true);
    let mut at = 0;
    while at < row.len() {
        // What is behind a wide character belongs to it.
        let wide = row[at].symbol().width().max(1);
        if frame(at)
            || (blank(at) && (after_blank || blank(at + 1) || frame(at + 1) || coloured(at)))
        {
            open = false;
        } else if let Some(last) = found.last_mut().filter(|_| open && at != text.start) {
            last.end = (at + wide).min(row.len());
        } else {
            found.push(at..(at + wide).min(row.len()));
            open = true;
        }
        after_blank = blank(at) || frame(at);
        at += wide;
    }
    found
}

/// A character with what it is drawn on: one cell, or two of a wide one.
struct Unit {
    cells: Vec<Cell>,
    level: Level,
}

impl Unit {
    fn symbol(&self) -> &str {
        self.cells[0].symbol()
    }

    fn is_letter(&self) -> bool {
        is_right_to_left(&self.cells[0])
    }
}

fn arrange_stretch(cells: &mut [Cell], bidi: Bidi) {
    if bidi == Bidi::Terminal {
        return isolate(cells);
    }
    let mut units = units(cells);
    reorder(&mut units);
    if bidi == Bidi::Words {
        for word in units.chunk_by_mut(|a, b| a.is_letter() && b.is_letter()) {
            word.reverse();
        }
    }
    let ordered = units.into_iter().flat_map(|unit| unit.cells);
    for (cell, placed) in cells.iter_mut().zip(ordered) {
        *cell = placed;
    }
}

/// Keeps a terminal that orders rows itself from ordering this stretch with its neighbours.
fn isolate(cells: &mut [Cell]) {
    let wrap = |cell: &mut Cell, begin: bool| {
        let symbol = cell.symbol();
        let wrapped =
            if begin { format!("{ISOLATE}{symbol}") } else { format!("{symbol}{ISOLATE_END}") };
        cell.set_symbol(&wrapped);
    };
    if let [first, .., last] = cells {
        wrap(first, true);
        wrap(last, false);
    }
}

/// Cuts a stretch into characters, each with its level in the text.
fn units(cells: &[Cell]) -> Vec<Unit> {
    let mut text = String::new();
    let mut units: Vec<(usize, Vec<Cell>)> = Vec::new();
    let mut at = 0;
    while at < cells.len() {
        let wide = cells[at].symbol().width().max(1);
        let end = (at + wide).min(cells.len());
        units.push((text.len(), cells[at..end].to_vec()));
        text.push_str(cells[at].symbol());
        at = end;
    }
    // A line of a paragraph may begin with a word of another script: most letters decide.
    let (right, left) = text
        .chars()
        .filter_map(strong)
        .fold((0, 0), |(right, left), rtl| if rtl { (right + 1, left) } else { (right, left + 1) });
    let base = if right > left { Level::rtl() } else { Level::ltr() };
    let info = BidiInfo::new(&text, Some(base));
    let level = |at: usize| info.levels.get(at).copied().unwrap_or(base);
    units.into_iter().map(|(at, cells)| Unit { level: level(at), cells }).collect()
}

/// Puts characters from the order of writing into that of the screen (rules L2 and L4).
fn reorder(units: &mut [Unit]) {
    for unit in units.iter_mut().filter(|unit| unit.level.is_rtl()) {
        let other = MIRRORED.iter().find_map(|(one, other)| match unit.symbol() {
            symbol if symbol == *one => Some(*other),
            symbol if symbol == *other => Some(*one),
            _ => None,
        });
        if let Some(other) = other {
            unit.cells[0].set_symbol(other);
        }
    }
    let highest = units.iter().map(|unit| unit.level.number()).max().unwrap_or_default();
    for level in (1..=highest).rev() {
        let inside = |unit: &Unit| unit.level.number() >= level;
        for run in units.chunk_by_mut(|a, b| inside(a) == inside(b)) {
            if run.first().is_some_and(inside) {
                run.reverse();
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ratatui::style::Modifier;
    use ratatui::style::Style;

    fn arranged(row: &str, bidi: Bidi) -> String {
        let mut buffer = Buffer::with_lines([row]);
        arrange(&mut buffer, None, bidi);
        let mut shown = String::new();
        let mut cells = buffer.content.iter();
        while let Some(cell) = cells.next() {
            shown.push_str(cell.symbol());
            (1..cell.symbol().width()).for_each(|_| {
                cells.next();
            });
        }
        shown
    }

    #[test]
    fn each_stretch_of_a_row_is_put_in_order_by_itself() {
        for (row, bidi, expected) in [
            ("plain text  中国 b", Bidi::Visual, "plain text  中国 b"),
            ("שלום עולם", Bidi::Visual, "םלוע םולש"),
            ("• שלום 12 עולם.  Haaretz", Bidi::Visual, "• .םלוע 12 םולש  Haaretz"),
            ("16h  אבג  דהו│זחט  7", Bidi::Visual, "16h  גבא  והד│טחז  7"),
            ("He said אבג דהו to us", Bidi::Visual, "He said והד גבא to us"),
            ("APT28 אבג (דהו) זחט", Bidi::Visual, "טחז (והד) גבא APT28"),
            ("אבג 中国 דהו", Bidi::Visual, "והד 中国 גבא"),
            ("بَيان", Bidi::Visual, "نايبَ"),
            ("אבג דהו.", Bidi::Words, ".דהו אבג"),
            ("a  אבג דהו  b", Bidi::Terminal, "a  \u{2068}אבג דהו\u{2069}  b"),
        ] {
            assert_eq!(arranged(row, bidi), expected, "of {row:?} for {bidi:?}");
        }
    }

    #[test]
    fn a_style_goes_with_its_letter() {
        let mut buffer = Buffer::with_lines(["אבג"]);
        buffer[(0, 0)].set_style(Style::new().add_modifier(Modifier::BOLD));
        arrange(&mut buffer, None, Bidi::Visual);
        let last = &buffer[(2, 0)];
        assert_eq!((last.symbol(), last.modifier), ("א", Modifier::BOLD));
    }
}
