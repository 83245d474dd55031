//! A document as Markdown, with front matter that Obsidian reads.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use jiff::Timestamp;

use super::authors::names;
use super::digest;
use super::digest::Digest;
use super::digest::Note;
use super::digest::Part;
use super::escape;
use super::escape::markdown;
use crate::model::Claim;

/// Writes the document.
pub(super) fn render(digest: &Digest<'_>) -> String {
    let mut out = String::new();
    write_all(digest, &mut out).expect("a string takes everything");
    out
}

fn write_all(digest: &Digest<'_>, out: &mut String) -> std::fmt::Result {
    front_matter(digest, out)?;
    let document = digest.document;
    writeln!(out, "# {}\n", markdown(&document.title))?;
    if let Some(dossier) = document.dossier.as_ref().filter(|note| !note.summary.is_empty()) {
        writeln!(out, "{}\n", escape::markdown_lines(&dossier.summary, ""))?;
    }
    pairs(digest, out)?;
    let mut section = "";
    for part in &digest.exhibits {
        if part.exhibit.section != section {
            section = &part.exhibit.section;
            writeln!(out, "## {}\n", markdown(section))?;
        }
        story(digest, part, out)?;
    }
    if let Some(caution) = digest.caution() {
        writeln!(out, "*{caution}*")?;
    }
    Ok(())
}

/// Properties as Obsidian shows them; every string is a quoted scalar.
fn front_matter(digest: &Digest<'_>, out: &mut String) -> std::fmt::Result {
    let document = digest.document;
    writeln!(out, "---\ntitle: {}", escape::yaml(&document.title))?;
    writeln!(out, "created: {}", day(document.made_at))?;
    if !document.query.is_empty() {
        writeln!(out, "query: {}", escape::yaml(&document.query))?;
    }
    writeln!(out, "stories: {}", digest.exhibits.len())?;
    let times = || digest.exhibits.iter().map(|part| part.exhibit.story.row.published_at);
    if let (Some(first), Some(last)) = (times().min(), times().max()) {
        writeln!(out, "first: {}\nlast: {}", day(first), day(last))?;
    }
    let rows = || digest.exhibits.iter().map(|part| &part.exhibit.story.row);
    let countries: BTreeSet<_> = rows().flat_map(|row| &row.countries).collect();
    list(out, "countries", countries.into_iter().map(|code| digest.name(code)))?;
    let groups: BTreeSet<_> = rows().flat_map(|row| &row.groups).collect();
    list(out, "groups", groups.into_iter().map(String::as_str))?;
    let outlets: BTreeSet<_> = rows().map(|row| row.feed_title.as_str()).collect();
    list(out, "outlets", outlets.into_iter())?;
    let labels: BTreeSet<String> =
        rows().flat_map(|row| &row.labels).map(|label| obsidian_tag(label)).collect();
    let tags = std::iter::once("demarche").chain(labels.iter().map(String::as_str));
    list(out, "tags", tags)?;
    writeln!(out, "---\n")
}

fn list<'a>(
    out: &mut String,
    key: &str,
    values: impl Iterator<Item = &'a str>,
) -> std::fmt::Result {
    for (place, value) in values.enumerate() {
        if place == 0 {
            writeln!(out, "{key}:")?;
        }
        writeln!(out, "  - {}", escape::yaml(value))?;
    }
    Ok(())
}

/// A tag of Obsidian has letters, digits, `_`, `-` and `/`, and is not a number.
fn obsidian_tag(label: &str) -> String {
    let keep = |c: char| if c.is_alphanumeric() || "_-/".contains(c) { c } else { '-' };
    let tag: String = label.chars().map(keep).collect();
    if tag.chars().all(char::is_numeric) { format!("n{tag}") } else { tag }
}

fn pairs(digest: &Digest<'_>, out: &mut String) -> std::fmt::Result {
    let pairs = digest.pairs();
    if pairs.is_empty() {
        return Ok(());
    }
    writeln!(out, "| Accuses | Accused | Stories |\n| --- | --- | ---: |")?;
    for (source, target, count) in pairs {
        let (source, target) = (digest.name(source), digest.name(target));
        writeln!(out, "| {} | {} | {count} |", markdown(source), markdown(target))?;
    }
    writeln!(out)
}

fn story(digest: &Digest<'_>, part: &Part<'_>, out: &mut String) -> std::fmt::Result {
    let exhibit = part.exhibit;
    let row = &exhibit.story.row;
    writeln!(out, "### {}\n", markdown(&row.title))?;
    if row.sample {
        writeln!(out, "- SAMPLE: an invented story that comes with demarche, not news")?;
    }
    writeln!(out, "- Outlet: {}", outlet(part))?;
    if let Some(link) = part.link() {
        writeln!(out, "- Link: <{}>", escape::markdown_url(&link))?;
    }
    writeln!(out, "- Published: {}", moment(row.published_at))?;
    if !exhibit.story.byline.is_empty() {
        writeln!(out, "- By: {}", markdown(names(&exhibit.story.byline)))?;
    }
    writeln!(out, "- First seen: {}", moment(exhibit.first_seen_at))?;
    for snapshot in &exhibit.snapshots {
        let (at, size) = (moment(snapshot.fetched_at), snapshot.size_bytes);
        writeln!(out, "- Kept copy: {at}, {size} bytes, SHA-256 `{}`", snapshot.sha256)?;
    }
    if !row.labels.is_empty() {
        let labels: Vec<String> = row.labels.iter().map(|label| markdown(label)).collect();
        writeln!(out, "- Labels: {}", labels.join(", "))?;
    }
    writeln!(out)?;
    claims(digest, part, out)?;
    quotes(part, out)?;
    notes(part, out)
}

/// The outlet with its country and class: `Joint Cyber Bulletin (US, cert)`.
fn outlet(part: &Part<'_>) -> String {
    let outlet = &part.exhibit.outlet;
    let about = [outlet.country.as_str(), outlet.class.as_str()];
    let about: Vec<&str> = about.into_iter().filter(|word| !word.is_empty()).collect();
    format!("{} ({})", markdown(part.outlet()), markdown(&about.join(", ")))
}

fn claims(digest: &Digest<'_>, part: &Part<'_>, out: &mut String) -> std::fmt::Result {
    let mut claims = part.claims().peekable();
    if claims.peek().is_none() {
        return Ok(());
    }
    writeln!(
        out,
        "#### Claims\n\n| # | Claim | By | About | Words |\n| ---: | --- | --- | --- | --- |"
    )?;
    for (number, claim) in (1..).zip(claims) {
        let by = digest.list(&claim.source, "–");
        let about = digest.list(&claim.target, "–");
        let words = claim.evidence.text(part.text());
        writeln!(
            out,
            "| {number} | {} | {} | {} | {} |",
            kind(claim),
            markdown(&by),
            markdown(&about),
            markdown(words)
        )?;
    }
    writeln!(out)
}

/// The tag with what weakens it and what it answers: `denial (suspected), answers 1`.
fn kind(claim: &Claim) -> String {
    let mut kind = digest::kind(claim);
    if !claim.answers.is_empty() {
        let answered: Vec<String> = claim.answers.iter().map(|n| (n + 1).to_string()).collect();
        kind = format!("{kind}, answers {}", answered.join(", "));
    }
    kind
}

fn quotes(part: &Part<'_>, out: &mut String) -> std::fmt::Result {
    for (place, quote) in part.quotes().enumerate() {
        if place == 0 {
            writeln!(out, "#### Quotes\n")?;
        }
        let (words, who) = (quote.quoted(part.text()), quote.by());
        writeln!(out, "> {}  \n> — {}\n", markdown(&words), markdown(&who))?;
    }
    Ok(())
}

fn notes(part: &Part<'_>, out: &mut String) -> std::fmt::Result {
    for (place, note) in part.notes.iter().enumerate() {
        if place == 0 {
            writeln!(out, "#### Notes\n")?;
        }
        write_note(note, out)?;
    }
    if part.notes.is_empty() { Ok(()) } else { writeln!(out) }
}

fn write_note(note: &Note<'_>, out: &mut String) -> std::fmt::Result {
    let annotation = note.annotation;
    write!(out, "- {}, {}", day(annotation.created_at), annotation.colour.as_str())?;
    if let Some(anchor) = &annotation.anchor {
        let gone = if note.place.is_none() { " (no longer in the text)" } else { "" };
        write!(out, ", on “{}”{gone}", markdown(anchor.exact()))?;
    }
    if note.body.trim().is_empty() {
        return writeln!(out);
    }
    writeln!(out, ":  \n  {}", escape::markdown_lines(&note.body, "  "))
}

fn day(at: Timestamp) -> String {
    at.strftime("%Y-%m-%d").to_string()
}

fn moment(at: Timestamp) -> String {
    at.strftime("%Y-%m-%d %H:%M UTC").to_string()
}

#[cfg(test)]
mod tests {
    use super::super::tests;
    use super::*;

    #[test]
    fn a_document_reads_like_a_dossier() {
        let document = tests::document();
        insta::assert_snapshot!(render(&Digest::new(&document)));
    }

    #[test]
    fn nothing_from_outside_becomes_markup() {
        for text in tests::HOSTILE {
            let document = tests::hostile(text);
            let out = render(&Digest::new(&document));
            let (front, body) = out.strip_prefix("---\n").unwrap().split_once("\n---\n").unwrap();
            for line in front.lines() {
                let key = line.split(':').next().unwrap();
                let known = line.starts_with("  - \"")
                    || "title created stories first last countries groups outlets tags"
                        .split(' ')
                        .any(|known| known == key);
                assert!(known, "{line:?} of {text:?}");
            }
            for line in body.lines().filter(|line| !line.contains("Link: <")) {
                let bare = line.replace("\\\\", "");
                for sign in ["<", "[", "`", "{"] {
                    let escaped = format!("\\{sign}");
                    assert!(!bare.replace(&escaped, "").contains(sign), "{line:?} of {text:?}");
                }
                assert!(!line.starts_with("```"), "{line:?}");
            }
        }
    }
}
