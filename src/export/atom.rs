//! A document as an Atom feed (RFC 4287), for other readers.

use std::fmt::Write as _;

use super::authors::Author;
use super::authors::authors;
use super::digest::Digest;
use super::digest::Part;
use super::digest::tag_words;
use super::digest::uid;
use super::escape::html;

/// Writes the feed; each entry's content is a summary in HTML, never the article itself.
pub(super) fn render(digest: &Digest<'_>) -> String {
    let mut out = String::new();
    write_all(digest, &mut out).expect("a string takes everything");
    out
}

fn write_all(digest: &Digest<'_>, out: &mut String) -> std::fmt::Result {
    let document = digest.document;
    writeln!(out, "<?xml version=\"1.0\" encoding=\"utf-8\"?>")?;
    writeln!(out, "<feed xmlns=\"http://www.w3.org/2005/Atom\">")?;
    writeln!(out, "  <id>{}</id>", uid(&["feed", &document.title]).urn())?;
    writeln!(out, "  <title>{}</title>", html(&document.title))?;
    writeln!(out, "  <updated>{}</updated>", document.made_at.strftime("%Y-%m-%dT%H:%M:%SZ"))?;
    writeln!(out, "  <author><name>demarche</name></author>")?;
    writeln!(out, "  <generator>demarche</generator>")?;
    if let Some(dossier) = document.dossier.as_ref().filter(|note| !note.summary.is_empty()) {
        writeln!(out, "  <subtitle>{}</subtitle>", html(&dossier.summary))?;
    }
    for part in &digest.exhibits {
        entry(digest, part, out)?;
    }
    writeln!(out, "</feed>")
}

fn entry(digest: &Digest<'_>, part: &Part<'_>, out: &mut String) -> std::fmt::Result {
    let row = &part.exhibit.story.row;
    let published = row.published_at.strftime("%Y-%m-%dT%H:%M:%SZ");
    writeln!(out, "  <entry>\n    <id>{}</id>", part.uid.urn())?;
    writeln!(out, "    <title>{}</title>", html(&row.title))?;
    if let Some(link) = part.link() {
        writeln!(out, "    <link rel=\"alternate\" href=\"{}\"/>", html(&link))?;
    }
    writeln!(out, "    <published>{published}</published>\n    <updated>{published}</updated>")?;
    let authors = authors(&part.exhibit.story.byline);
    for author in &authors {
        let name = match author {
            Author::Person { given, family } => format!("{given} {family}"),
            Author::Literal(name) => name.clone(),
        };
        writeln!(out, "    <author><name>{}</name></author>", html(&name))?;
    }
    if authors.is_empty() {
        writeln!(out, "    <author><name>{}</name></author>", html(part.outlet()))?;
    }
    for term in row
        .countries
        .iter()
        .map(crate::model::ActorCode::as_str)
        .chain(row.labels.iter().map(String::as_str))
    {
        writeln!(out, "    <category term=\"{}\"/>", html(term))?;
    }
    let content = content(digest, part);
    writeln!(out, "    <content type=\"html\">{}</content>\n  </entry>", html(&content))
}

/// Claims, quotes and notes as a fragment of HTML.
fn content(digest: &Digest<'_>, part: &Part<'_>) -> String {
    let mut out = format!("<p>{}</p>", html(part.outlet()));
    let text = part.text();
    for claim in part.claims() {
        let (by, about) = (digest.list(&claim.source, "–"), digest.list(&claim.target, "–"));
        let kind = tag_words(claim.tag);
        let words = claim.evidence.text(text);
        let _ =
            write!(out, "<p><b>{kind}</b>, {} → {}: {}</p>", html(&by), html(&about), html(words));
    }
    for quote in part.quotes() {
        let (words, who) = (html(&quote.quoted(text)), quote.by());
        let _ = write!(out, "<blockquote><p>{words}</p><p>— {}</p></blockquote>", html(&who));
    }
    for note in part.notes.iter().filter(|note| !note.body.trim().is_empty()) {
        let anchor = note.annotation.anchor.as_ref();
        let on = anchor.map_or_else(String::new, |anchor| format!(" on “{}”", anchor.exact()));
        let body = html(&note.body).replace('\n', "<br>");
        let _ = write!(out, "<p><i>Note{}: {body}</i></p>", html(&on));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::super::tests;
    use super::*;

    #[test]
    fn a_feed_parser_reads_every_entry() {
        for text in tests::HOSTILE {
            let document = tests::hostile(text);
            let out = render(&Digest::new(&document));
            let feed = feed_rs::parser::parse(out.as_bytes()).unwrap();
            assert_eq!(feed.entries.len(), 2, "{out}");
            assert_eq!(feed.entries[0].links.len(), 1, "{out}");
            let body = feed.entries[0].content.as_ref().unwrap().body.clone().unwrap();
            assert!(!body.contains("<script") && !body.contains("<img"), "{body}");
        }
    }

    #[test]
    fn an_entry_has_claims_quotes_and_notes() {
        let document = tests::document();
        let out = render(&Digest::new(&document));
        let feed = feed_rs::parser::parse(out.as_bytes()).unwrap();
        let body = feed.entries[0].content.as_ref().unwrap().body.clone().unwrap();
        assert!(body.contains("<b>accusation</b>, New Zealand → China"), "{body}");
        assert!(body.contains("— Winston Peters, foreign minister (NZ)"), "{body}");
        assert!(body.contains("”: Says who?<br>Ask the ministry."), "{body}");
        assert!(body.contains("Note: Whole"), "{body}");
    }
}
