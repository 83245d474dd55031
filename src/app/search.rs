//! The query language, with the names of countries resolved.

use super::picker::Country;
use crate::model::Condition;
use crate::model::Span;

/// Reads a query.
///
/// # Errors
///
/// Returns where the query is wrong, and what is right instead.
pub fn read(text: &str, _countries: &[Country]) -> Result<Condition, (Span, String)> {
    let words = text.split_whitespace().map(|word| Condition::Word {
        word: word.trim_end_matches('*').to_owned(),
        prefix: word.ends_with('*'),
    });
    let mut parts: Vec<_> = words.collect();
    Ok(if parts.len() == 1 { parts.remove(0) } else { Condition::All(parts) })
}

/// Writes a condition as a query.
pub fn print(condition: &Condition) -> String {
    super::scope::label(condition)
}
