//! What comes from outside, made harmless before it reaches a terminal or a document.
