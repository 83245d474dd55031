//! Plain words as a query: what a reader who does not know the language may have meant.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::Names;
use crate::model::ActorCode;
use crate::model::Role;

/// What single words mean; see the file for its form.
const WORDS: &str = include_str!("../../config/query/plain.tsv");

/// The most words of a name: `Democratic Republic of the Congo`.
const NAME_WORDS_MAX: usize = 5;

/// The shortest name of a country that may be in small letters: `by` and `it` are words.
const NAME_LETTERS_MIN: usize = 3;

/// What a word means.
enum Meaning {
    /// Countries beside it have a role: before it, after it with `by`, after it otherwise.
    Role([Option<Role>; 3]),
    /// The country after it acts.
    By,
    /// A time, as `since:` takes it.
    Since(&'static str),
    /// Nothing of its own.
    Little,
}

static MEANINGS: LazyLock<HashMap<&'static str, Meaning>> = LazyLock::new(|| {
    let lines = WORDS.lines().filter(|line| !line.starts_with('#'));
    lines.filter_map(|line| line.split_once('\t')).filter_map(meaning).collect()
});

fn meaning((word, said): (&'static str, &'static str)) -> Option<(&'static str, Meaning)> {
    let mut parts = said.split(' ');
    let meaning = match parts.next()? {
        "role" => {
            let mut role = || parts.next().map(role_named);
            Meaning::Role([role()?, role()?, role()?])
        }
        "by" => Meaning::By,
        "since" => Meaning::Since(parts.next()?),
        "little" => Meaning::Little,
        _ => return None,
    };
    Some((word, meaning))
}

fn role_named(name: &str) -> Option<Role> {
    Role::ALL.into_iter().find(|role| role.as_str() == name)
}

/// Returns the query that says in fields what `text` says in plain words; nothing if it names no
/// country in a role, or has fields or signs of the language already.
///
/// # Examples
///
/// ```
/// use demarche::query::{self, PlainNames};
///
/// assert_eq!(query::plain("denials by IR this week", &PlainNames).as_deref(), Some("denier:IR since:7d"));
/// assert_eq!(query::plain("denier:IR", &PlainNames), None);
/// ```
#[must_use]
pub fn plain(text: &str, names: &dyn Names) -> Option<String> {
    if text.contains([':', '"', '(', ')', '*', '\\']) {
        return None;
    }
    let words: Vec<&str> = text.split_whitespace().collect();
    let known = |at: usize| MEANINGS.get(words[at].to_lowercase().as_str());
    let role_of = |at: usize| match known(at) {
        Some(Meaning::Role(roles)) => Some((at, roles)),
        _ => None,
    };
    let (lead, [before, acts, after]) = (0..words.len()).find_map(role_of)?;
    let (mut roles, mut rest): (Vec<(Option<Role>, ActorCode)>, Vec<String>) = Default::default();
    let (mut at, mut by) = (0, false);
    while at < words.len() {
        let found = if known(at).is_some() { None } else { country(&words[at..], names) };
        let Some((code, length)) = found else {
            match known(at) {
                Some(Meaning::By) => by = true,
                Some(Meaning::Since(span)) => rest.push(format!("since:{span}")),
                Some(Meaning::Role(_) | Meaning::Little) => {}
                None => rest.push(words[at].to_owned()),
            }
            at += 1;
            continue;
        };
        let role = match (at < lead, by) {
            (true, _) => before,
            (false, true) => acts,
            (false, false) => after,
        };
        roles.push((*role, code));
        by = false;
        at += length;
    }
    if roles.is_empty() {
        return None;
    }
    let mut parts = asked(&roles);
    parts.extend(rest);
    Some(parts.join(" "))
}

/// Returns the country that `words` begin with, and how many words name it.
fn country(words: &[&str], names: &dyn Names) -> Option<(ActorCode, usize)> {
    (1..=words.len().min(NAME_WORDS_MAX)).rev().find_map(|length| {
        let name = words[..length].join(" ");
        let name = name.trim_matches(|letter: char| !letter.is_alphanumeric());
        let name = name.trim_end_matches("’s").trim_end_matches("'s");
        let small = name.len() < NAME_LETTERS_MIN && name.chars().any(char::is_lowercase);
        let found = if small { None } else { names.country(name) };
        found.map(|code| (code, length))
    })
}

/// Writes countries with their roles; who accuses and who is accused, as a pair.
fn asked(roles: &[(Option<Role>, ActorCode)]) -> Vec<String> {
    let with = |wanted| roles.iter().find(|(role, _)| *role == Some(wanted)).map(|(_, code)| code);
    if let (Some(source), Some(target), 2) = (with(Role::Accuser), with(Role::Accused), roles.len())
    {
        return vec![format!("claim:{source}>{target}")];
    }
    let written = |(role, code): &(Option<Role>, ActorCode)| {
        format!("{}:{code}", role.map_or("country", Role::as_str))
    };
    roles.iter().map(written).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::Field;

    /// Knows three countries.
    struct Few;

    impl Names for Few {
        fn country(&self, name: &str) -> Option<ActorCode> {
            let code = match name.to_lowercase().as_str() {
                "iran" | "iranian" | "ir" => "IR",
                "new zealand" | "nz" => "NZ",
                "russia" | "russian" | "ru" => "RU",
                "by" => "BY",
                _ => return None,
            };
            Some(ActorCode::state(code))
        }

        fn group(&self, _: &str) -> Option<String> {
            None
        }

        fn values(&self, _: Field) -> Vec<(String, String)> {
            Vec::new()
        }
    }

    #[test]
    fn plain_words_are_understood_and_what_is_a_query_is_left_alone() {
        for (text, expected) in [
            ("denial by iran", "denier:IR"),
            ("Iranian denials", "denier:IR"),
            ("iran denies hacking", "denier:IR hacking"),
            ("accusations against russia this week", "accused:RU since:7d"),
            ("accusations by Russia", "accuser:RU"),
            ("russia was accused of", "accused:RU"),
            ("accused by New Zealand", "accuser:NZ"),
            ("new zealand accuses russia", "claim:NZ>RU"),
            ("Russia's denial of hacking", "denier:RU hacking"),
            ("denials NZ", "denier:NZ"),
            ("Russia's embassy", "-"),
            ("NZ", "-"),
            ("denial", "-"),
            ("by", "-"),
            ("accused:RU", "-"),
            ("\"denial by iran\"", "-"),
            ("", "-"),
        ] {
            assert_eq!(plain(text, &Few).as_deref().unwrap_or("-"), expected, "of {text:?}");
        }
    }

    #[test]
    fn every_line_of_the_words_is_understood() {
        let lines = WORDS.lines().filter(|line| !line.starts_with('#')).count();
        assert_eq!(MEANINGS.len(), lines);
    }
}
