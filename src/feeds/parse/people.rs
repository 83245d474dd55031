//! Authors and publishers, as elements or as a line of text.

use std::sync::LazyLock;

use regex::Regex;

use super::document::Person;
use super::element::Element;
use super::entities;
use super::html;
use super::urls;
use crate::clean;

/// The longest name that is kept, in bytes.
const NAME_BYTES_MAX: usize = 1 << 10;

static MAIL: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"[a-zA-Z0-9_.+\-]+@(?:\[[0-9.]+\]|(?:[a-zA-Z0-9\-]+\.)+[a-zA-Z]{2,24}|[a-zA-Z0-9\-]+\.[0-9]{1,3})(?:\?subject=\S+)?")
        .expect("the pattern is valid")
});

/// Reads a person: of the elements in `element`, or of its text.
///
/// The second value is the line as written, if it was one.
pub(super) fn read(element: &Element) -> (Person, Option<String>) {
    let mut person = Person::default();
    for part in element.elements() {
        let text = || name(&part.all_text());
        match part.name.local.as_str() {
            "name" => person.name = text().or(person.name),
            "email" => person.email = text().or(person.email),
            "uri" | "url" | "homepage" | "href" => {
                person.href = urls::join(&part.base, &part.all_text()).or(person.href);
            }
            _ => {}
        }
    }
    if !person.is_empty() {
        return (person, None);
    }
    let Some(line) = name(&element.all_text()) else {
        return (person, None);
    };
    (of_line(&line), Some(line))
}

/// Returns a text fit for a name: on one line, without markup; `None` if it is blank.
pub(super) fn name(text: &str) -> Option<String> {
    let text = if html::looks_like_html(text) { html::text_of(text) } else { html::fold(text) };
    let text = clean::line_of(&entities::mend(text), NAME_BYTES_MAX);
    (!text.is_empty()).then_some(text)
}

/// Reads `mail (name)`, `name <mail>`, `name (mail)`, `name（mail）` or either alone.
pub(super) fn of_line(line: &str) -> Person {
    let Some(found) = MAIL.find(line) else {
        return Person { name: Some(line.to_owned()), ..Person::default() };
    };
    let mut rest = format!("{} {}", &line[..found.start()], &line[found.end()..]);
    for (open, close) in
        [('(', ')'), ('<', '>'), ('（', '）'), ('[', ']'), ('＜', '＞'), ('〈', '〉')]
    {
        rest = rest.replace(&format!("{open} {close}"), " ");
    }
    let rest = html::fold(&rest.replace("mailto:", ""));
    let rest =
        rest.trim_matches(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | '-' | '/' | '|'));
    let bare = unwrapped(rest);
    Person {
        name: (!bare.is_empty()).then(|| bare.to_owned()),
        email: Some(found.as_str().to_owned()),
        href: None,
    }
}

/// Takes off the brackets or quotation marks that stand round a whole name.
fn unwrapped(name: &str) -> &str {
    let pairs = [('(', ')'), ('（', '）'), ('<', '>'), ('"', '"'), ('[', ']')];
    let inner = pairs.iter().find_map(|(open, close)| {
        let inner = name.strip_prefix(*open)?.strip_suffix(*close)?;
        (!inner.contains([*open, *close])).then_some(inner)
    });
    inner.unwrap_or(name).trim()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_a_name_and_a_mail_address() {
        for (line, name, email) in [
            ("me@example.com (Jane Doe)", Some("Jane Doe"), Some("me@example.com")),
            ("Jane Doe <me@example.com>", Some("Jane Doe"), Some("me@example.com")),
            ("Jane Doe (me@example.com)", Some("Jane Doe"), Some("me@example.com")),
            ("me+spam@example.com", None, Some("me+spam@example.com")),
            ("Jane Doe", Some("Jane Doe"), None),
            ("Jane Doe (Geneva)", Some("Jane Doe (Geneva)"), None),
            ("張三（zhang@example.cn）", Some("張三"), Some("zhang@example.cn")),
            ("Иван Петров <ivan@example.ru>", Some("Иван Петров"), Some("ivan@example.ru")),
            ("zhang@example.cn（張三）", Some("張三"), Some("zhang@example.cn")),
            ("\"Doe, Jane\" <me@example.com>", Some("Doe, Jane"), Some("me@example.com")),
            ("editor@example.museum", None, Some("editor@example.museum")),
        ] {
            let person = of_line(line);
            assert_eq!((person.name.as_deref(), person.email.as_deref()), (name, email), "{line}");
        }
    }
}
