//! What is wrong with a query, and where.

use crate::model::Span;

/// What is wrong with a query: one sentence, and the bytes that it is about.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct QueryError {
    /// The place, as bytes of the query.
    pub span: Span,
    /// What is wrong and what to write instead.
    pub message: String,
    /// What may stand at the place, if something near is right.
    pub offer: Option<String>,
}

impl QueryError {
    pub(super) fn new(span: Span, message: impl Into<String>) -> Self {
        Self { span, message: message.into(), offer: None }
    }

    pub(super) fn offering(mut self, offer: Option<&str>) -> Self {
        if let Some(offer) = offer {
            self.message = format!("{}; try `{offer}`", self.message);
        }
        self.offer = offer.map(str::to_owned);
        self
    }

    /// Draws the query with marks under the place, in two lines.
    ///
    /// Marks stand under characters, so that they fit a terminal for most scripts.
    #[must_use]
    pub fn pointed(&self, query: &str) -> String {
        let before = query.get(..self.span.start()).unwrap_or(query).chars().count();
        let marked = self.span.text(query).chars().count().max(1);
        let line: String = query.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
        format!("{line}\n{}{}", " ".repeat(before), "^".repeat(marked))
    }
}
