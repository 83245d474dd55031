//! Where in an article a note is fixed.

use serde::{Deserialize, Serialize};

use super::Span;

/// How much of the neighbouring text an anchor keeps on each side, in characters.
const CONTEXT_CHARS: usize = 32;

/// The place of a note in an article, found again by its words.
///
/// An article is fetched again and corrected, so a note cannot keep offsets. It keeps the
/// words it stands on and the words around them.
///
/// - **Units**: [`locate`](Self::locate) gives UTF-8 byte offsets; context is counted in
///   characters.
/// - **Shape**: `exact` is never empty; `prefix` and `suffix` hold at most 32 characters, and
///   fewer at the edges of the article.
/// - **Errors**: words that are gone, or that occur twice with the same neighbours, give an
///   [`AnchorError`]. An anchor never picks a place by guess.
/// - **Source**: `TextQuoteSelector` of the W3C Web Annotation Data Model,
///   <https://www.w3.org/TR/annotation-model/#text-quote-selector>.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Anchor {
    exact: String,
    prefix: String,
    suffix: String,
}

/// Why an anchor has no place in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AnchorError {
    /// The words were cut or changed since the note was taken.
    #[error("the annotated words are no longer in the article")]
    NotFound,
    /// The words occur more than once with the same neighbours.
    #[error("the annotated words occur more than once in the article")]
    Ambiguous,
}

impl Anchor {
    /// Makes the anchor of a note on `span` of `text`, or `None` if the span is empty.
    #[must_use]
    pub fn new(span: Span, text: &str) -> Option<Self> {
        let exact = span.text(text);
        let (before, after) = (text.get(..span.start())?, text.get(span.end()..)?);
        let skipped = before.chars().count().saturating_sub(CONTEXT_CHARS);
        Self::from_parts(
            exact.to_owned(),
            before.chars().skip(skipped).collect(),
            after.chars().take(CONTEXT_CHARS).collect(),
        )
    }

    /// Makes an anchor of stored parts, or `None` if `exact` is empty.
    #[must_use]
    pub fn from_parts(exact: String, prefix: String, suffix: String) -> Option<Self> {
        (!exact.is_empty()).then_some(Self { exact, prefix, suffix })
    }

    /// Returns the words the note stands on.
    #[must_use]
    pub fn exact(&self) -> &str {
        &self.exact
    }

    /// Returns the words before them.
    #[must_use]
    pub fn prefix(&self) -> &str {
        &self.prefix
    }

    /// Returns the words after them.
    #[must_use]
    pub fn suffix(&self) -> &str {
        &self.suffix
    }

    /// Finds the place of this anchor in `text`.
    ///
    /// Words that occur once are found whatever stands around them; words that occur more
    /// than once need the same neighbours.
    ///
    /// # Errors
    ///
    /// Returns [`AnchorError`] unless there is exactly one place.
    ///
    /// # Examples
    ///
    /// ```
    /// use demarche::model::{Anchor, Span};
    ///
    /// let first = "The envoy denied it. Later the ministry denied it again.";
    /// let noted = Span::of(&first[40..49], first);
    /// let anchor = Anchor::new(noted, first).expect("the span is not empty");
    ///
    /// let corrected = format!("UPDATE: {first}");
    /// assert_eq!(anchor.locate(&corrected)?.start(), 48);
    /// # Ok::<(), demarche::model::AnchorError>(())
    /// ```
    pub fn locate(&self, text: &str) -> Result<Span, AnchorError> {
        let mut all = text.match_indices(&self.exact).map(|(_, exact)| Span::of(exact, text));
        match (all.next(), all.next()) {
            (None, _) => return Err(AnchorError::NotFound),
            (Some(only), None) => return Ok(only),
            (Some(_), Some(_)) => {}
        }
        let mut places = text.match_indices(&self.exact).filter(|(start, exact)| {
            let (before, rest) = text.split_at(*start);
            let (_, after) = rest.split_at(exact.len());
            before.ends_with(&self.prefix) && after.starts_with(&self.suffix)
        });
        match (places.next(), places.next()) {
            (Some((_, exact)), None) => Ok(Span::of(exact, text)),
            (None, _) | (Some(_), Some(_)) => Err(AnchorError::Ambiguous),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_anchor_never_guesses() {
        let text = "It was denied. Then it was denied.";
        let anchor = Anchor::new(Span::new(7, 13), text).unwrap();
        assert_eq!(anchor.locate(text), Ok(Span::new(7, 13)));
        assert_eq!(anchor.locate("denied"), Ok(Span::new(0, 6)), "the only place");
        assert_eq!(anchor.locate("denied, denied"), Err(AnchorError::Ambiguous));
        assert_eq!(anchor.locate("rejected"), Err(AnchorError::NotFound));
        assert_eq!(Anchor::new(Span::new(3, 3), text), None);
    }
}
