//! The note being written.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Line;
use ratatui::text::Span;

use super::super::Look;
use super::super::text;
use super::super::theme::Role;
use crate::app::NoteEditor;
use crate::model::Anchor;

/// Columns of the editor.
const COLUMNS: u16 = 76;

/// The most offers in a row, and how many of them stand before the one chosen.
const OFFERS_SHOWN: usize = 8;
const OFFERS_BEFORE: usize = 2;

/// The most lines of the words that the note stands on.
const WORDS_LINES: usize = 3;

/// Rows of the editor.
const ROWS: u16 = 16;

/// Draws the editor of a note.
pub(super) fn view(frame: &mut Frame<'_>, body: Rect, editor: &NoteEditor, look: &Look) {
    let theme = &look.theme;
    let title = match (&editor.summary, &editor.anchor, editor.note) {
        (Some(dossier), ..) => format!("Summary of {}", dossier.name),
        (None, _, Some(_)) if !editor.first.is_empty() => {
            format!("Edit the note ({})", editor.colour.as_str())
        }
        (None, Some(_), _) => format!("Note on these words ({})", editor.colour.as_str()),
        (None, None, _) => format!("Note on this story ({})", editor.colour.as_str()),
    };
    let mut inner = super::open(frame, super::middle(body, COLUMNS, ROWS), &title, look);
    offers(frame, inner, editor, look);
    inner.height = inner.height.saturating_sub(1);
    if let Some(anchor) = &editor.anchor {
        let rows = u16::try_from(words(frame, inner, anchor, look) + 1).unwrap_or_default();
        inner.y += rows;
        inner.height = inner.height.saturating_sub(rows);
    }
    let written = editor.input.text();
    let lines = wrapped(written, usize::from(inner.width));
    let cursor = editor.input.cursor();
    let at = lines.iter().rposition(|line| line.start <= cursor).unwrap_or_default();
    let top = (at + 1).saturating_sub(usize::from(inner.height));
    for (line, y) in lines.iter().skip(top).zip(inner.top()..inner.bottom()) {
        super::put(frame, inner, y, &written[line.clone()], theme[Role::Input]);
    }
    let start = lines.get(at).map_or(0, |line| line.start);
    let column = text::width(written.get(start..cursor).unwrap_or_default());
    let x = inner.x + u16::try_from(column).unwrap_or_default().min(inner.width.saturating_sub(1));
    let y = inner.y + u16::try_from(at - top).unwrap_or_default();
    if written.is_empty() {
        super::put(frame, inner, inner.y, "Write…", theme[Role::Faint]);
    }
    frame.set_cursor_position((x, y.min(inner.bottom().saturating_sub(1))));
}

/// Draws the words that the note stands on, over a few lines at most; returns how many.
fn words(frame: &mut Frame<'_>, inner: Rect, anchor: &Anchor, look: &Look) -> usize {
    let words = format!("“{}”", anchor.exact().replace('\n', " "));
    let lines = text::lines(&words, usize::from(inner.width), WORDS_LINES, look.signs.more);
    for (line, y) in lines.iter().zip(inner.y..) {
        super::put(frame, inner, y, line, look.theme[Role::Quote]);
    }
    lines.len()
}

/// Draws what may stand for the name being typed, in the last row.
fn offers(frame: &mut Frame<'_>, inner: Rect, editor: &NoteEditor, look: &Look) {
    let row = Rect { y: inner.bottom().saturating_sub(1), height: 1, ..inner };
    let first = editor.offer.unwrap_or_default().saturating_sub(OFFERS_BEFORE);
    let mut spans = Vec::new();
    for (at, offer) in editor.offers.iter().enumerate().skip(first).take(OFFERS_SHOWN) {
        let role = if editor.offer == Some(at) { Role::Offer } else { Role::Muted };
        spans.push(Span::styled(format!(" {offer} "), look.theme[role]));
    }
    frame.render_widget(Line::from(spans), row);
}

/// Breaks a note into lines; unlike an article's, they keep every blank, so that the cursor fits.
fn wrapped(written: &str, cells: usize) -> Vec<std::ops::Range<usize>> {
    let mut lines = Vec::new();
    let mut start = 0;
    for line in written.split('\n') {
        let mut from = start;
        let end = start + line.len();
        while text::width(&written[from..end]) >= cells.max(2) {
            let mut used = 0;
            let fits = |(at, letter): (usize, char)| {
                used += text::width(letter.encode_utf8(&mut [0; 4]));
                (used < cells.max(2)).then_some(at + letter.len_utf8())
            };
            let length = written[from..end].char_indices().map_while(fits).last().unwrap_or(1);
            let blank = written[from..from + length].rfind(' ').map(|at| at + 1);
            let next = from + blank.unwrap_or(length);
            lines.push(from..next);
            from = next;
        }
        lines.push(from..end);
        start = end + 1;
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_byte_of_a_note_is_on_a_line() {
        for (written, expected) in [
            ("", ""),
            ("one two three", "one |two |three"),
            ("a\n\nb", "a||b"),
            ("abcdefgh", "abcde|fgh"),
            ("中国外交部", "中国|外交|部"),
        ] {
            let lines: Vec<_> =
                wrapped(written, 6).into_iter().map(|line| &written[line]).collect();
            assert_eq!(lines.join("|"), expected, "of {written:?}");
        }
    }
}
