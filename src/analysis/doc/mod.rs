//! A text as tokens, sentences and paragraphs: what every rule reads.

mod paragraph;
mod sentence;
mod token;

use std::ops::Range;

use crate::analysis::lexicon::Lexicon;
use crate::model::Span;

pub(crate) use paragraph::{Paragraph, ParagraphKind};
pub(crate) use sentence::Sentence;
pub(crate) use token::{Shape, Token, fold, is_quote_mark, pieces, split};

/// How many sentences an excerpt has, in whatever paragraphs.
const FEW_SENTENCES: usize = 3;

/// How many sentences an excerpt of one paragraph has.
const PARAGRAPH_SENTENCES_MAX: usize = 12;

/// A text, cut up; all indices are into `tokens`.
#[derive(Debug)]
pub(crate) struct Doc<'a> {
    /// The text as given.
    pub(crate) text: &'a str,
    /// The lexicon whose numbers the tokens carry.
    pub(crate) lexicon: &'a Lexicon,
    /// All tokens.
    pub(crate) tokens: Vec<Token<'a>>,
    /// All sentences, in order; they cover every token.
    pub(crate) sentences: Vec<Sentence>,
    /// All paragraphs, in order; they cover every token.
    pub(crate) paragraphs: Vec<Paragraph>,
}

impl<'a> Doc<'a> {
    /// Cuts up `text`; `titled` says that the headline is given elsewhere, so that none is looked for.
    pub(crate) fn new(text: &'a str, titled: bool, lexicon: &'a Lexicon) -> Self {
        let tokens = token::split(text, &lexicon.words);
        let mut doc = Self { text, lexicon, tokens, sentences: Vec::new(), paragraphs: Vec::new() };
        paragraph::find(&mut doc, titled);
        sentence::find(&mut doc);
        doc
    }

    /// Returns the text of a token.
    pub(crate) fn word(&self, index: usize) -> &'a str {
        self.tokens.get(index).map_or("", |token| token.raw)
    }

    /// Returns whether a line break stands before a token.
    pub(crate) fn begins_line(&self, index: usize) -> bool {
        let Some(token) = self.tokens.get(index) else { return false };
        let from = index.checked_sub(1).map_or(0, |before| self.tokens[before].end());
        token.shape.any(Shape::SPACED) && self.text[from..token.start as usize].contains('\n')
    }

    /// Returns the span of a token.
    pub(crate) fn span(&self, index: usize) -> Span {
        let token = self.tokens[index];
        Span::new(token.start as usize, token.end())
    }

    /// Returns the span from the first to the last token of a range; empty at the start if the range is.
    pub(crate) fn span_of(&self, range: Range<usize>) -> Span {
        match (self.tokens.get(range.start), self.tokens.get(range.end.wrapping_sub(1))) {
            (Some(first), Some(last)) if !range.is_empty() => {
                Span::new(first.start as usize, last.end())
            }
            _ => Span::default(),
        }
    }

    /// Returns the headline, if the text begins with one.
    pub(crate) fn title(&self) -> Option<Span> {
        let first = self.paragraphs.first()?;
        (first.kind == ParagraphKind::Headline).then_some(first.span)
    }

    /// Returns whether the text is no whole report: a few sentences, or one paragraph of some more. It may leave out who
    /// accuses, and what is answered.
    pub(crate) fn is_excerpt(&self) -> bool {
        let sentences = self.sentences.len();
        sentences <= FEW_SENTENCES
            || self.paragraphs.len() == 1 && sentences <= PARAGRAPH_SENTENCES_MAX
    }

    /// Returns the index of the first token that begins at or after `offset`.
    pub(crate) fn token_at(&self, offset: usize) -> usize {
        self.tokens.partition_point(|token| (token.start as usize) < offset)
    }

    /// Returns the index of the sentence that holds a token.
    pub(crate) fn sentence_of(&self, token: usize) -> usize {
        self.sentences.partition_point(|sentence| sentence.tokens.end <= token)
    }
}
