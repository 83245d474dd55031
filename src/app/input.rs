//! A line or a page of text being typed.

use unicode_segmentation::UnicodeSegmentation;

/// The most bytes that a note or a line may hold: a long essay, and no more than a paste can hurt.
const INPUT_BYTES_MAX: usize = 256 * 1024;

/// A change to an [`Input`] other than typing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Edit {
    /// Deletes the character before the cursor.
    Backspace,
    /// Deletes the character under the cursor.
    Delete,
    /// Deletes the word before the cursor.
    DeleteWord,
    /// Deletes everything before the cursor on its line.
    DeleteToStart,
    /// Deletes everything after the cursor on its line.
    DeleteToEnd,
    /// Moves one character left.
    Left,
    /// Moves one character right.
    Right,
    /// Moves one word left.
    WordLeft,
    /// Moves one word right.
    WordRight,
    /// Moves to the start of the line.
    Start,
    /// Moves to the end of the line.
    End,
    /// Moves one line up.
    Up,
    /// Moves one line down.
    Down,
}

/// Text with a cursor.
///
/// Invariant: the cursor lies on a grapheme boundary of the text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Input {
    text: String,
    cursor: usize,
}

impl Input {
    /// Makes an input that holds `text`, with the cursor at its end.
    pub fn new(text: impl Into<String>) -> Self {
        let text = text.into();
        Self { cursor: text.len(), text }
    }

    /// Returns the text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Returns the byte offset of the cursor.
    pub fn cursor(&self) -> usize {
        self.cursor
    }

    /// Returns whether nothing is typed.
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// Returns the text before the cursor.
    pub fn before(&self) -> &str {
        self.text.get(..self.cursor).unwrap_or_default()
    }

    /// Types `letter`; control characters are left out, but for a line break.
    pub fn insert(&mut self, letter: char) {
        if (letter.is_control() && letter != '\n') || self.text.len() >= INPUT_BYTES_MAX {
            return;
        }
        self.text.insert(self.cursor, letter);
        self.cursor += letter.len_utf8();
        self.settle();
    }

    /// Types `text`; in a line (`multiline` false) its breaks become spaces.
    pub fn paste(&mut self, text: &str, multiline: bool) {
        let clean = text.replace("\r\n", "\n").replace(['\r', '\u{2028}', '\u{2029}'], "\n");
        for letter in clean.chars() {
            match letter {
                '\n' | '\t' if !multiline => self.insert(' '),
                '\t' => self.insert(' '),
                other => self.insert(other),
            }
        }
    }

    /// Replaces everything before the cursor from byte `start` on by `text`.
    pub fn replace_from(&mut self, start: usize, text: &str) {
        if self.text.is_char_boundary(start) && start <= self.cursor {
            self.text.replace_range(start..self.cursor, text);
            self.cursor = start + text.len();
            self.settle();
        }
    }

    /// Applies `edit`.
    pub fn edit(&mut self, edit: Edit) {
        match edit {
            Edit::Backspace => self.remove(self.previous(), self.cursor),
            Edit::Delete => self.remove(self.cursor, self.next()),
            Edit::DeleteWord => self.remove(self.word_left(), self.cursor),
            Edit::DeleteToStart => self.remove(self.line_start(), self.cursor),
            Edit::DeleteToEnd => self.remove(self.cursor, self.line_end()),
            Edit::Left => self.cursor = self.previous(),
            Edit::Right => self.cursor = self.next(),
            Edit::WordLeft => self.cursor = self.word_left(),
            Edit::WordRight => self.cursor = self.word_right(),
            Edit::Start => self.cursor = self.line_start(),
            Edit::End => self.cursor = self.line_end(),
            Edit::Up => self.move_line(false),
            Edit::Down => self.move_line(true),
        }
    }

    fn remove(&mut self, start: usize, end: usize) {
        self.text.replace_range(start..end, "");
        self.cursor = start;
        self.settle();
    }

    /// Moves the cursor to the end of the grapheme it lies in: a typed mark may join the letter before.
    fn settle(&mut self) {
        let cursor = self.cursor;
        self.cursor = self
            .text
            .grapheme_indices(true)
            .map(|(at, part)| at + part.len())
            .find(|end| *end >= cursor)
            .filter(|_| cursor > 0)
            .unwrap_or(cursor.min(self.text.len()));
    }

    fn previous(&self) -> usize {
        self.before().grapheme_indices(true).next_back().map_or(0, |(at, _)| at)
    }

    fn next(&self) -> usize {
        let after = self.text.get(self.cursor..).unwrap_or_default();
        self.cursor + after.graphemes(true).next().map_or(0, str::len)
    }

    fn word_left(&self) -> usize {
        let before = self.before();
        let word = |(_, part): &(usize, &str)| part.chars().any(char::is_alphanumeric);
        before.split_word_bound_indices().rev().find(word).map_or(0, |(at, _)| at)
    }

    fn word_right(&self) -> usize {
        let after = self.text.get(self.cursor..).unwrap_or_default();
        let word = |(_, part): &(usize, &str)| part.chars().any(char::is_alphanumeric);
        let end = after.split_word_bound_indices().find(word).map(|(at, part)| at + part.len());
        self.cursor + end.unwrap_or(after.len())
    }

    fn line_start(&self) -> usize {
        self.before().rfind('\n').map_or(0, |at| at + 1)
    }

    fn line_end(&self) -> usize {
        let after = self.text.get(self.cursor..).unwrap_or_default();
        self.cursor + after.find('\n').unwrap_or(after.len())
    }

    /// Moves to the same column, counted in graphemes, of the next line or the one before.
    fn move_line(&mut self, down: bool) {
        let start = self.line_start();
        let column = self.text.get(start..self.cursor).unwrap_or_default().graphemes(true).count();
        let goal = if down { self.line_end() + 1 } else { start.saturating_sub(1) };
        if (down && goal > self.text.len()) || (!down && start == 0) {
            return;
        }
        self.cursor = goal;
        let start = if down { goal } else { self.line_start() };
        let line = self.text.get(start..).unwrap_or_default().split('\n').next().unwrap_or("");
        self.cursor = start + line.graphemes(true).take(column).map(str::len).sum::<usize>();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn edits_by_character_word_and_line() {
        use Edit::{Backspace, Delete, DeleteToStart, DeleteWord, Down, Left, Start, Up, WordLeft};
        for (text, edits, expected, before) in [
            ("naïve", &[Backspace][..], "naïv", "naïv"),
            ("né", &[Left, Delete], "n", "n"),
            ("", &[Backspace, Delete, Up, Down, DeleteWord], "", ""),
            ("one two  ", &[DeleteWord], "one ", "one "),
            ("one two", &[WordLeft, DeleteToStart], "two", ""),
            ("ab\ncdef\ng", &[Up], "ab\ncdef\ng", "ab\nc"),
            ("ab\ncdef", &[Up], "ab\ncdef", "ab"),
            ("abc\nd", &[Up, Start, Down], "abc\nd", "abc\n"),
            ("e\u{301}", &[Backspace], "", ""),
        ] {
            let mut input = Input::new(text);
            for edit in edits {
                input.edit(*edit);
            }
            assert_eq!(input.text(), expected, "after {edits:?} of {text:?}");
            assert_eq!(input.before(), before, "cursor after {edits:?} of {text:?}");
        }
    }

    #[test]
    fn what_is_pasted_has_no_control_characters() {
        let mut line = Input::default();
        line.paste("a\u{1b}[201~\r\nb\tc", false);
        assert_eq!(line.text(), "a[201~ b c");
        let mut page = Input::default();
        page.paste("a\r\nb", true);
        assert_eq!(page.text(), "a\nb");
    }
}
