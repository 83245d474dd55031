//! One story: where it is from, what is said in it, its text, and the notes in the margin.

use std::fmt::Write as _;

use super::page::pill;
use crate::export::digest::Digest;
use crate::export::digest::Note;
use crate::export::digest::Part;
use crate::export::escape::html;
use crate::model::Block;
use crate::model::BlockKind;
use crate::model::Quote;
use crate::model::Span;

/// Writes the story under its number.
pub(super) fn write(
    digest: &Digest<'_>,
    part: &Part<'_>,
    number: usize,
    out: &mut String,
) -> std::fmt::Result {
    writeln!(out, "<article id=\"s{number}\">\n<div class=\"told\">")?;
    head(part, out)?;
    claims(digest, part, out)?;
    for quote in part.quotes() {
        write_quote(quote, part.text(), out)?;
    }
    text(part, number, out)?;
    writeln!(out, "</div>")?;
    margin(part, number, out)?;
    writeln!(out, "</article>")
}

fn head(part: &Part<'_>, out: &mut String) -> std::fmt::Result {
    let exhibit = part.exhibit;
    let row = &exhibit.story.row;
    let title = if row.title.trim().is_empty() { "(untitled)" } else { &row.title };
    writeln!(out, "<h3>{}</h3>\n<p class=\"source\">", html(title))?;
    let outlet = &exhibit.outlet;
    write!(out, "<b>{}</b>", html(part.outlet()))?;
    for about in [outlet.country.as_str(), outlet.class.as_str()] {
        if !about.is_empty() {
            write!(out, " · {}", html(about))?;
        }
    }
    let at = row.published_at;
    write!(out, " · <time datetime=\"{}\">", at.strftime("%Y-%m-%dT%H:%MZ"))?;
    write!(out, "{}</time>", at.strftime("%-d %B %Y, %H:%M UTC"))?;
    if !exhibit.story.byline.is_empty() {
        write!(out, " · {}", html(&exhibit.story.byline))?;
    }
    if let Some(link) = part.link() {
        let link = html(&link);
        write!(out, "<br><a href=\"{link}\" rel=\"noopener noreferrer nofollow\">{link}</a>")?;
    }
    for snapshot in &exhibit.snapshots {
        let at = snapshot.fetched_at.strftime("%-d %B %Y, %H:%M UTC");
        let hash = html(&snapshot.sha256);
        write!(out, "<br>kept copy of {at}, SHA-256 <code>{hash}</code>")?;
    }
    for label in &row.labels {
        write!(out, " <span class=\"label\">{}</span>", html(label))?;
    }
    writeln!(out, "\n</p>")
}

fn claims(digest: &Digest<'_>, part: &Part<'_>, out: &mut String) -> std::fmt::Result {
    let mut claims = part.claims().peekable();
    if claims.peek().is_none() {
        return Ok(());
    }
    writeln!(out, "<ul class=\"moves\">")?;
    for claim in claims {
        let (by, about) = (digest.list(&claim.source, "–"), digest.list(&claim.target, "–"));
        writeln!(out, "<li>{} {} → {}</li>", pill(claim), html(&by), html(&about))?;
    }
    writeln!(out, "</ul>")
}

fn write_quote(quote: &Quote, text: &str, out: &mut String) -> std::fmt::Result {
    let (words, who) = (html(&quote.quoted(text)), quote.by());
    writeln!(
        out,
        "<figure class=\"{}\"><blockquote><p>{words}</p></blockquote>\
         <figcaption>{}</figcaption></figure>",
        quote.kind.as_str(),
        html(&who)
    )
}

/// The whole text, folded, with the noted words marked.
fn text(part: &Part<'_>, number: usize, out: &mut String) -> std::fmt::Result {
    let article = &part.exhibit.story.article;
    if article.blocks.iter().all(|block| block.kind == BlockKind::Title) {
        return Ok(());
    }
    let complete = if part.exhibit.story.complete { "" } else { " (what the feed gave)" };
    writeln!(out, "<details><summary>Text{complete}</summary>")?;
    for block in article.blocks.iter().filter(|block| block.kind != BlockKind::Title) {
        write_block(block, part, number, out)?;
    }
    writeln!(out, "</details>")
}

fn write_block(
    block: &Block,
    part: &Part<'_>,
    number: usize,
    out: &mut String,
) -> std::fmt::Result {
    let words = marked(block.span, part, number);
    match block.kind {
        BlockKind::Title => Ok(()),
        BlockKind::Heading(_) => writeln!(out, "<p class=\"heading\">{words}</p>"),
        BlockKind::Paragraph => writeln!(out, "<p>{words}</p>"),
        BlockKind::Item { number: Some(number), .. } => {
            writeln!(out, "<p class=\"item\">{number}. {words}</p>")
        }
        BlockKind::Item { number: None, .. } => writeln!(out, "<p class=\"item\">• {words}</p>"),
        BlockKind::Quote => writeln!(out, "<p class=\"block-quote\">{words}</p>"),
        BlockKind::Code => writeln!(out, "<pre>{words}</pre>"),
        BlockKind::Row => writeln!(out, "<p class=\"row\">{words}</p>"),
        BlockKind::Image => writeln!(out, "<p class=\"image\">{words}</p>"),
        BlockKind::Rule => writeln!(out, "<hr>"),
    }
}

/// The words of a block; where notes overlap, the first one has the colour.
fn marked(span: Span, part: &Part<'_>, number: usize) -> String {
    let text = part.text();
    let mut edges = vec![span.start(), span.end()];
    let held: Vec<(usize, &Note<'_>, Span)> = (1..)
        .zip(&part.notes)
        .filter_map(|(place, note)| Some((place, note, note.place?)))
        .filter(|(_, _, at)| at.start() < span.end() && span.start() < at.end())
        .collect();
    for (_, _, at) in &held {
        edges.extend([at.start().max(span.start()), at.end().min(span.end())]);
    }
    edges.sort_unstable();
    edges.dedup();
    let mut out = String::new();
    for pair in edges.windows(2) {
        let (start, end) = (pair[0], pair[1]);
        let words = html(Span::new(start, end).text(text));
        let over = held.iter().find(|(_, _, at)| at.start() <= start && end <= at.end());
        match over {
            None => out.push_str(&words),
            Some((_, note, _)) => {
                let colour = note.annotation.colour.as_str();
                let _ = write!(out, "<mark class=\"{colour}\">{words}</mark>");
            }
        }
        for (place, _, _) in held.iter().filter(|(_, _, at)| at.end() == end) {
            let _ = write!(out, "<sup><a href=\"#s{number}n{place}\">{place}</a></sup>");
        }
    }
    out
}

fn margin(part: &Part<'_>, number: usize, out: &mut String) -> std::fmt::Result {
    if part.notes.is_empty() {
        return Ok(());
    }
    writeln!(out, "<aside>")?;
    for (place, note) in (1..).zip(&part.notes) {
        let annotation = note.annotation;
        let colour = annotation.colour.as_str();
        writeln!(out, "<div class=\"note {colour}\" id=\"s{number}n{place}\">")?;
        write!(out, "<p class=\"on\"><b>{place}</b> ")?;
        if let Some(anchor) = &annotation.anchor {
            write!(out, "“{}”", html(anchor.exact().trim()))?;
            if note.place.is_none() {
                write!(out, " <em>no longer in the text</em>")?;
            }
        }
        writeln!(out, "</p>")?;
        for line in note.body.split("\n\n").filter(|line| !line.trim().is_empty()) {
            writeln!(out, "<p>{}</p>", html(line.trim()).replace('\n', "<br>"))?;
        }
        let day = annotation.created_at.strftime("%-d %B %Y");
        writeln!(out, "<p class=\"when\">{colour}, {day}</p>\n</div>")?;
    }
    writeln!(out, "</aside>")
}
