//! One story, or one quote of it, as a line to paste: what `Y` copies.

use super::authors::Author;
use super::authors::authors;
use crate::clean;
use crate::model::Quote;
use crate::model::Speaker;
use crate::model::Story;

/// The styles that are built in, a line each: name, tab, words with `{fields}`.
const STYLES: &str = include_str!("../../config/export/citations.tsv");

/// Returns the names of the built-in styles with their words, in the order of the file.
#[must_use]
pub fn citation_styles() -> Vec<(&'static str, &'static str)> {
    STYLES
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| line.split_once('\t'))
        .map(|(name, words)| (name.trim(), words.trim()))
        .collect()
}

/// Cites `story`, or the `quote` in it, in the words of `style`.
///
/// A style is the name of a built-in one, or words in which `{author}`, `{title}`,
/// `{outlet}`, `{date}`, `{day}`, `{url}`, `{quote}` and `{speaker}` stand for what they
/// say. A part between `[` and `]` is left out if a field in it is empty. The result is one
/// line without control characters.
#[must_use]
pub fn cite(story: &Story, quote: Option<&Quote>, style: &str) -> String {
    let built_in = citation_styles().into_iter().find(|(name, _)| *name == style);
    let words = built_in.map_or(style, |(_, words)| words);
    let mut out = String::new();
    let mut rest = words;
    while let Some((before, after)) = rest.split_once('[') {
        out.push_str(&fill(before, story, quote).0);
        let (part, after) = after.split_once(']').unwrap_or((after, ""));
        let (filled, whole) = fill(part, story, quote);
        if whole {
            out.push_str(&filled);
        }
        rest = after;
    }
    out.push_str(&fill(rest, story, quote).0);
    clean::line(&out)
}

/// Puts values for the fields of `words`; tells whether none was empty.
fn fill(words: &str, story: &Story, quote: Option<&Quote>) -> (String, bool) {
    let mut out = String::new();
    let mut whole = true;
    let mut rest = words;
    while let Some((before, after)) = rest.split_once('{') {
        out.push_str(before);
        let Some((name, after)) = after.split_once('}') else {
            out.push('{');
            rest = after;
            continue;
        };
        match field(name, story, quote) {
            Some(value) => {
                whole &= !value.is_empty();
                out.push_str(&value);
            }
            // A word that is no field stays, so that the reader sees the slip.
            None => out.extend(["{", name, "}"]),
        }
        rest = after;
    }
    out.push_str(rest);
    (out, whole)
}

fn field(name: &str, story: &Story, quote: Option<&Quote>) -> Option<String> {
    let row = &story.row;
    Some(match name {
        "author" => author_list(&story.byline),
        "title" => row.title.clone(),
        "outlet" => row.feed_title.clone(),
        "date" => row.published_at.strftime("%-d %B %Y").to_string(),
        "day" => row.published_at.strftime("%Y-%m-%d").to_string(),
        "url" => clean::url(&row.link, None).unwrap_or_default(),
        "quote" => quote.map_or(String::new(), |quote| quote.quoted(&story.article.text)),
        "speaker" => {
            let named = quote.and_then(|quote| quote.speaker.as_ref());
            named.map_or_else(String::new, Speaker::in_full)
        }
        _ => return None,
    })
}

fn author_list(byline: &str) -> String {
    let names: Vec<String> = authors(byline)
        .into_iter()
        .map(|author| match author {
            Author::Person { given, family } => format!("{given} {family}"),
            Author::Literal(name) => name,
        })
        .collect();
    match names.split_last() {
        None => String::new(),
        Some((last, [])) => last.clone(),
        Some((last, others)) => format!("{} and {last}", others.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests;
    use super::*;

    #[test]
    fn a_citation_says_who_what_where_and_when() {
        let document = tests::document();
        let story = &document.exhibits[0].story;
        let quote = &story.analysis.quotes[0];
        for (style, quote, expected) in [
            (
                "note",
                None,
                "A. Reporter, “Wellington blames Beijing”, Outlet 1, 20 November 2026, \
                 https://outlet1.example/story?a=1&b=1",
            ),
            (
                "note",
                Some(quote),
                "“We know who did it” – Winston Peters, foreign minister (NZ), in: A. Reporter, \
                 “Wellington blames Beijing”, Outlet 1, 20 November 2026, \
                 https://outlet1.example/story?a=1&b=1",
            ),
            ("{outlet} {day} {oulet}", None, "Outlet 1 2026-11-20 {oulet}"),
            ("[{speaker}: ]{title}", None, "Wellington blames Beijing"),
        ] {
            assert_eq!(cite(story, quote, style), expected);
        }
    }

    #[test]
    fn every_style_is_one_line_whatever_the_story() {
        for text in tests::HOSTILE {
            let document = tests::hostile(text);
            let story = &document.exhibits[0].story;
            for (name, _) in citation_styles() {
                let line = cite(story, story.analysis.quotes.first(), name);
                assert!(!line.contains(char::is_control), "{name}: {line:?}");
            }
        }
    }
}
