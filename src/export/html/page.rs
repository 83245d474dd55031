//! The page: head, policy, contents, charts, the table of claims, the stories.

use std::fmt::Write as _;

use sha2::Digest as _;
use sha2::Sha256;

use super::matrix;
use super::story;
use super::timeline;
use crate::export::digest::Digest;
use crate::export::digest::Part;
use crate::export::digest::doubts;
use crate::export::digest::tag_words;
use crate::export::escape::html;
use crate::model::Claim;

/// The style sheet, which holds all colours.
const STYLE: &str = include_str!("../../../config/export/report.css");

/// The alphabet of base64 (RFC 4648).
const BASE64: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// Writes the page.
pub(in crate::export) fn render(digest: &Digest<'_>) -> String {
    let mut out = String::new();
    write_all(digest, &mut out).expect("a string takes everything");
    out
}

fn write_all(digest: &Digest<'_>, out: &mut String) -> std::fmt::Result {
    head(digest, out)?;
    writeln!(out, "<body>\n<header class=\"top\">")?;
    writeln!(out, "<h1>{}</h1>", html(title(digest)))?;
    if let Some(dossier) = digest.document.dossier.as_ref().filter(|d| !d.summary.is_empty()) {
        for paragraph in dossier.summary.split("\n\n") {
            writeln!(out, "<p class=\"summary\">{}</p>", html(paragraph.trim()))?;
        }
    }
    facts(digest, out)?;
    writeln!(out, "</header>\n<main>")?;
    writeln!(out, "<div class=\"charts\">")?;
    matrix::write(digest, out)?;
    timeline::write(digest, out)?;
    writeln!(out, "</div>")?;
    claims(digest, out)?;
    writeln!(out, "<section class=\"stories\">\n<h2 id=\"stories\">Stories</h2>")?;
    let mut section = "";
    for (number, part) in (1..).zip(&digest.exhibits) {
        if part.exhibit.section != section {
            section = &part.exhibit.section;
            writeln!(out, "<p class=\"section\">{}</p>", html(section))?;
        }
        story::write(digest, part, number, out)?;
    }
    writeln!(out, "</section>")?;
    if let Some(caution) = digest.caution() {
        writeln!(out, "<p>{caution}</p>")?;
    }
    writeln!(out, "</main>\n</body>\n</html>")
}

/// A page must have a title.
fn title<'a>(digest: &Digest<'a>) -> &'a str {
    let title = digest.document.title.trim();
    if title.is_empty() { "Stories" } else { title }
}

/// Nothing may be loaded or run; the one style sheet is named by its hash.
fn head(digest: &Digest<'_>, out: &mut String) -> std::fmt::Result {
    let style = format!("\n{STYLE}");
    let hash = base64(&Sha256::digest(style.as_bytes()));
    writeln!(out, "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">")?;
    writeln!(
        out,
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; \
         style-src 'sha256-{hash}'; base-uri 'none'; form-action 'none'\">"
    )?;
    writeln!(out, "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">")?;
    writeln!(out, "<meta name=\"referrer\" content=\"no-referrer\">")?;
    writeln!(out, "<meta name=\"color-scheme\" content=\"light dark\">")?;
    writeln!(out, "<meta name=\"generator\" content=\"demarche\">")?;
    writeln!(out, "<title>{}</title>\n<style>{style}</style>\n</head>", html(title(digest)))
}

fn facts(digest: &Digest<'_>, out: &mut String) -> std::fmt::Result {
    let rows = || digest.exhibits.iter().map(|part| &part.exhibit.story.row);
    let outlets: std::collections::BTreeSet<_> = rows().map(|row| row.feed_id).collect();
    let claims = digest.exhibits.iter().flat_map(Part::claims).count();
    let quotes = digest.exhibits.iter().flat_map(Part::quotes).count();
    let notes: usize = digest.exhibits.iter().map(|part| part.notes.len()).sum();
    let made = digest.document.made_at.strftime("%-d %B %Y, %H:%M UTC");
    let first = rows().map(|row| row.published_at).min().unwrap_or_default();
    let last = rows().map(|row| row.published_at).max().unwrap_or_default();
    writeln!(out, "<p class=\"facts\">")?;
    for (count, one, many) in [
        (digest.exhibits.len(), "story", "stories"),
        (outlets.len(), "outlet", "outlets"),
        (claims, "claim", "claims"),
        (quotes, "quote", "quotes"),
        (notes, "note", "notes"),
    ] {
        writeln!(out, "<span><b>{count}</b> {}</span>", if count == 1 { one } else { many })?;
    }
    let period = format!("{} – {}", first.strftime("%-d %b %Y"), last.strftime("%-d %b %Y"));
    writeln!(out, "<span>{period}</span>\n<span class=\"made\">made {made} with demarche</span>")?;
    writeln!(out, "</p>")
}

fn claims(digest: &Digest<'_>, out: &mut String) -> std::fmt::Result {
    if digest.exhibits.iter().all(|part| part.claims().next().is_none()) {
        return Ok(());
    }
    writeln!(out, "<section>\n<h2>Claims</h2>\n<div class=\"wide\"><table class=\"claims\">")?;
    writeln!(
        out,
        "<thead><tr><th scope=\"col\">Day</th><th scope=\"col\">Claim</th>\
         <th scope=\"col\">By</th><th scope=\"col\">About</th><th scope=\"col\">In the words of\
         </th></tr></thead>\n<tbody>"
    )?;
    for (number, part) in (1..).zip(&digest.exhibits) {
        for claim in part.claims() {
            claim_row(digest, (number, part), claim, out)?;
        }
    }
    writeln!(out, "</tbody></table></div>\n</section>")
}

fn claim_row(
    digest: &Digest<'_>,
    (number, part): (usize, &Part<'_>),
    claim: &Claim,
    out: &mut String,
) -> std::fmt::Result {
    let day = part.exhibit.story.row.published_at.strftime("%Y-%m-%d");
    let (by, about) = (digest.list(&claim.source, "–"), digest.list(&claim.target, "–"));
    let words = claim.evidence.text(part.text());
    let outlet = part.outlet();
    writeln!(
        out,
        "<tr><td class=\"day\">{day}</td><td>{}</td><td>{}</td><td>{}</td>\
         <td>{} <a href=\"#s{number}\">{}</a></td></tr>",
        pill(claim),
        html(&by),
        html(&about),
        html(words),
        html(outlet)
    )
}

/// The tag as a coloured word, with what weakens it.
pub(super) fn pill(claim: &Claim) -> String {
    let class = claim.tag.as_str().to_lowercase().replace('_', "-");
    let doubts = doubts(claim);
    let doubt = if doubts.is_empty() {
        String::new()
    } else {
        format!(" <span class=\"doubt\">{}</span>", doubts.join(", "))
    };
    format!("<span class=\"tag {class}\">{}</span>{doubt}", tag_words(claim.tag))
}

fn base64(bytes: &[u8]) -> String {
    let mut out = String::new();
    for chunk in bytes.chunks(3) {
        let mut group = [0_u8; 4];
        group[1..=chunk.len()].copy_from_slice(chunk);
        let bits = u32::from_be_bytes(group);
        for place in 0..4 {
            let index = (bits >> (18 - 6 * place)) & 63;
            let letter = char::from(BASE64[index as usize]);
            out.push(if place <= chunk.len() { letter } else { '=' });
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::super::super::tests;
    use super::*;

    #[test]
    fn base64_is_that_of_the_rfc() {
        for (text, expected) in
            [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foobar", "Zm9vYmFy")]
        {
            assert_eq!(base64(text.as_bytes()), expected);
        }
    }

    #[test]
    fn nothing_from_outside_becomes_markup() {
        let names = |page: &str| -> Vec<String> {
            let document = dom_query::Document::from(page);
            let mut names: Vec<String> = document
                .select("*")
                .iter()
                .filter_map(|node| Some(node.nodes().first()?.node_name()?.to_string()))
                .collect();
            names.sort();
            names.dedup();
            names
        };
        let document = tests::document();
        let plain = names(&render(&Digest::new(&document)));
        assert!(!plain.iter().any(|name| name == "script" || name == "img" || name == "iframe"));
        for text in tests::HOSTILE {
            let document = tests::hostile(text);
            let page = render(&Digest::new(&document));
            for name in names(&page) {
                assert!(
                    plain.contains(&name) || name == "li" || name == "em",
                    "<{name}> of {text:?}"
                );
            }
            assert!(!page.contains("href=\"javascript"), "{page}");
            assert!(!page.contains(" onerror=alert(1)>"), "{page}");
        }
    }
}
