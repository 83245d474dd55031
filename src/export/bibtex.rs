//! A document as a bibliography for BibLaTeX.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use super::authors::Author;
use super::authors::authors;
use super::digest::Digest;
use super::digest::Part;
use super::escape::tex;
use super::name::slug;

/// Writes an `@online` entry for each story.
pub(super) fn render(digest: &Digest<'_>) -> String {
    let mut out = String::new();
    let mut keys = BTreeSet::new();
    for part in &digest.exhibits {
        entry(digest, part, &free_key(part, &mut keys), &mut out)
            .expect("a string takes everything");
    }
    out
}

fn entry(digest: &Digest<'_>, part: &Part<'_>, key: &str, out: &mut String) -> std::fmt::Result {
    let exhibit = part.exhibit;
    let row = &exhibit.story.row;
    let author: Vec<String> = authors(&exhibit.story.byline)
        .into_iter()
        .map(|author| match author {
            Author::Person { given, family } => format!("{}, {}", tex(&family), tex(&given)),
            Author::Literal(name) => format!("{{{}}}", tex(&name)),
        })
        .collect();
    let fields = [
        ("author", author.join(" and ")),
        // Braces keep a style from changing capitals.
        ("title", braced(&tex(&row.title))),
        ("organization", braced(&tex(part.outlet()))),
        ("date", row.published_at.strftime("%Y-%m-%d").to_string()),
        ("url", part.link().map_or(String::new(), |link| url(&link))),
        ("urldate", exhibit.first_seen_at.strftime("%Y-%m-%d").to_string()),
        ("langid", language(exhibit.story.analysis.language.as_deref()).to_owned()),
        ("keywords", keywords(digest, part)),
    ];
    writeln!(out, "@online{{{key},")?;
    for (name, value) in fields.iter().filter(|(_, value)| !value.is_empty()) {
        writeln!(out, "  {name} = {{{value}}},")?;
    }
    writeln!(out, "}}\n")
}

fn braced(value: &str) -> String {
    if value.is_empty() { String::new() } else { format!("{{{value}}}") }
}

/// Addresses are taken as they stand; only what would end the value is encoded.
fn url(link: &str) -> String {
    link.replace('{', "%7B").replace('}', "%7D").replace('\\', "%5C")
}

/// Countries and labels; a comma would make two of one.
fn keywords(digest: &Digest<'_>, part: &Part<'_>) -> String {
    let row = &part.exhibit.story.row;
    let countries = row.countries.iter().map(|code| digest.name(code));
    let words = countries.chain(row.labels.iter().map(String::as_str));
    let words: Vec<String> = words.map(|word| tex(&word.replace(',', " "))).collect();
    words.into_iter().filter(|word| !word.is_empty()).collect::<Vec<_>>().join(", ")
}

/// The names that BibLaTeX has for the languages of our feeds.
fn language(code: Option<&str>) -> &'static str {
    match code {
        Some("en") => "english",
        Some("fr") => "french",
        Some("de") => "german",
        Some("es") => "spanish",
        Some("it") => "italian",
        Some("pt") => "portuguese",
        Some("ru") => "russian",
        Some("uk") => "ukrainian",
        Some("pl") => "polish",
        Some("nl") => "dutch",
        Some(_) | None => "",
    }
}

/// Outlet, year and first long word: `meridian-wire2026norway`; a number where that is taken.
fn free_key(part: &Part<'_>, taken: &mut BTreeSet<String>) -> String {
    let row = &part.exhibit.story.row;
    let title = slug(&row.title);
    let word = title.split('-').find(|word| word.len() > 3).unwrap_or("story");
    let outlet = slug(part.outlet()).replace('-', "");
    let key = format!("{outlet}{}{word}", row.published_at.strftime("%Y"));
    let mut free = key.clone();
    let mut number = 2;
    while !taken.insert(free.clone()) {
        free = format!("{key}{number}");
        number += 1;
    }
    free
}

#[cfg(test)]
mod tests {
    use super::super::tests;
    use super::*;

    #[test]
    fn a_parser_of_biblatex_reads_what_was_meant() {
        let document = tests::document();
        let bibliography = biblatex::Bibliography::parse(&render(&Digest::new(&document))).unwrap();
        let entry = bibliography.get("outlet12026wellington").unwrap();
        assert_eq!(entry.author().unwrap()[0].name, "Reporter");
        assert_eq!(entry.get_as::<String>("url").unwrap(), document.exhibits[0].story.row.link);
        assert_eq!(entry.get_as::<String>("title").unwrap(), "Wellington blames Beijing");
    }

    #[test]
    fn nothing_from_outside_ends_a_value() {
        for text in tests::HOSTILE {
            let document = tests::hostile(text);
            let out = render(&Digest::new(&document));
            let bibliography = biblatex::Bibliography::parse(&out).expect(&out);
            assert_eq!(bibliography.len(), 2, "{out}");
            assert!(!out.contains("\\input"), "{out}");
        }
    }
}
