//! The authors that a byline names.

/// An author of a story.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Author {
    /// A person with given and family name.
    Person {
        /// All but the last name.
        given: String,
        /// The last name.
        family: String,
    },
    /// Anything else, as written: `Staff writers`.
    Literal(String),
}

/// The most names that a person has; more are a phrase.
const NAMES_MAX: usize = 4;

/// Reads a byline: `By Ingrid Falke and Tom Aldous` is two persons, what is not clearly
/// persons stays as it is.
pub(super) fn authors(byline: &str) -> Vec<Author> {
    let names = names(byline);
    if names.is_empty() {
        return Vec::new();
    }
    let parts = names.split(", ").flat_map(|part| part.split(" and ")).map(str::trim);
    let parts: Vec<&str> = parts.filter(|part| !part.is_empty()).collect();
    let persons: Option<Vec<Author>> = parts.iter().map(|part| person(part)).collect();
    persons.unwrap_or_else(|| vec![Author::Literal(names.to_owned())])
}

/// Returns a byline without the word before the names.
pub(super) fn names(byline: &str) -> &str {
    let byline = byline.trim();
    byline.strip_prefix("By ").or(byline.strip_prefix("by ")).unwrap_or(byline).trim()
}

/// Reads two to four words that all begin with a capital.
fn person(name: &str) -> Option<Author> {
    let words: Vec<&str> = name.split_whitespace().collect();
    let is_name = |word: &&str| {
        let mut letters = word.chars();
        letters.next().is_some_and(char::is_uppercase)
            && word.chars().any(|c| c.is_lowercase() || c == '.')
            && word.chars().all(|c| c.is_alphabetic() || "-.'’".contains(c))
    };
    if words.len() < 2 || words.len() > NAMES_MAX || !words.iter().all(is_name) {
        return None;
    }
    let (family, given) = words.split_last()?;
    Some(Author::Person { given: given.join(" "), family: (*family).to_owned() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_byline_is_read_with_care() {
        for (byline, expected) in [
            ("Ingrid Falke and Tom Aldous", "Falke/Ingrid Aldous/Tom"),
            ("By A. Reporter", "Reporter/A."),
            ("Mara Klein, Jo Ek and Li Wei", "Klein/Mara Ek/Jo Wei/Li"),
            ("Staff writers", "[Staff writers]"),
            ("DPA", "[DPA]"),
            ("Anna Berg, Reuters", "[Anna Berg, Reuters]"),
            ("{{7*7}} Evil", "[{{7*7}} Evil]"),
            ("", ""),
        ] {
            let read: Vec<String> = authors(byline)
                .into_iter()
                .map(|author| match author {
                    Author::Person { given, family } => format!("{family}/{given}"),
                    Author::Literal(name) => format!("[{name}]"),
                })
                .collect();
            assert_eq!(read.join(" "), expected, "of {byline:?}");
        }
    }
}
