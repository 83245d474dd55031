//! A stretch of text.

use serde::{Deserialize, Serialize};

/// A half-open range `start..end` of UTF-8 byte offsets into one text.
///
/// Invariant: `start <= end`, and both lie on character boundaries of the text
/// the span was made from.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize,
)]
#[serde(from = "(usize, usize)", into = "(usize, usize)")]
pub struct Span {
    start: usize,
    end: usize,
}

impl Span {
    /// Makes the span `start..end`; a reversed range becomes empty at `start`.
    ///
    /// The caller vouches that both are character boundaries of its text.
    #[must_use]
    pub fn new(start: usize, end: usize) -> Self {
        Self { start, end: end.max(start) }
    }

    /// Returns the span of `part` in `whole`, where `part` is a slice of `whole`.
    ///
    /// # Panics
    ///
    /// Panics if `part` does not lie within `whole`.
    #[track_caller]
    #[must_use]
    pub fn of(part: &str, whole: &str) -> Self {
        let offset = (part.as_ptr() as usize).checked_sub(whole.as_ptr() as usize);
        let start = offset.expect("`part` is a slice of `whole`");
        let end = start + part.len();
        assert!(end <= whole.len(), "`part` is a slice of `whole`");
        Self { start, end }
    }

    /// Returns the text of this span; empty if the span is not one of `text`.
    #[must_use]
    pub fn text(self, text: &str) -> &str {
        text.get(self.start..self.end).unwrap_or_default()
    }

    /// Returns the offset of the first byte.
    #[must_use]
    pub fn start(self) -> usize {
        self.start
    }

    /// Returns the offset after the last byte.
    #[must_use]
    pub fn end(self) -> usize {
        self.end
    }

    /// Returns the length in bytes.
    #[must_use]
    pub fn len(self) -> usize {
        self.end - self.start
    }

    /// Returns whether the span holds no byte.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// Returns whether `other` lies within this span.
    #[must_use]
    pub fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Returns whether the two spans share a byte.
    #[must_use]
    pub fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// Returns the shortest span that holds both.
    #[must_use]
    pub fn to(self, other: Self) -> Self {
        Self { start: self.start.min(other.start), end: self.end.max(other.end) }
    }
}

impl From<(usize, usize)> for Span {
    fn from((start, end): (usize, usize)) -> Self {
        Self::new(start, end)
    }
}

impl From<Span> for (usize, usize) {
    fn from(span: Span) -> Self {
        (span.start, span.end)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_span_finds_its_text_again() {
        let text = "Élysée denies it";
        let span = Span::of(&text[9..15], text);
        assert_eq!(span.text(text), "denies");
        assert_eq!(Span::new(1, 3).text(text), "", "not on a boundary");
        assert_eq!(Span::new(9, 3).len(), 0);
    }
}
