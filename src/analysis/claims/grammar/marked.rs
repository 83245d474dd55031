//! A set of tokens of one sentence.

use super::SENTENCE_TOKENS_MAX;

/// How many words of 64 bits hold a bit for each token of a sentence.
const CHUNKS: usize = SENTENCE_TOKENS_MAX.div_ceil(64);

/// Tokens of one sentence, counted from its first, each marked or not.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Marked([u64; CHUNKS]);

impl Marked {
    /// Marks a token of the sentence.
    pub(super) fn mark(&mut self, token: usize) {
        self.0[token / 64] |= 1 << (token % 64);
    }

    /// Returns whether a token is marked; none outside the sentence is.
    pub(super) fn has(&self, token: usize) -> bool {
        self.0.get(token / 64).is_some_and(|chunk| chunk >> (token % 64) & 1 == 1)
    }
}
