//! The query language: text to `Filter` and back, without loss.
