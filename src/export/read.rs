//! Reads the JSON Lines that `super::jsonl` writes; what comes in is checked and cleaned.

use serde::Deserialize;
use serde_json::Value;

use super::jsonl::JSONL_VERSION;
use crate::clean;
use crate::model::Analysis;
use crate::model::Anchor;
use crate::model::Annotation;
use crate::model::AnnotationId;
use crate::model::Article;
use crate::model::Block;
use crate::model::CorrectionMade;
use crate::model::Document;
use crate::model::DossierNote;
use crate::model::Exhibit;
use crate::model::FeedClass;
use crate::model::FeedSource;
use crate::model::Highlight;
use crate::model::Link;
use crate::model::Snapshot;
use crate::model::Span;
use crate::model::Story;
use crate::model::StoryId;
use crate::model::StoryRow;
use jiff::Timestamp;

/// The longest line that is read, in bytes: a text of 1 MiB with its analysis has less.
const LINE_BYTES_MAX: usize = 32 << 20;
/// The most labels, keys, corrections and copies of one story, and the most notes.
const PARTS_MAX: usize = 10_000;
/// The longest note, in bytes; the store takes no longer ones.
const NOTE_BYTES_MAX: usize = 1 << 20;

/// Why a file was not read.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ReadError {
    /// The first line does not say what the file is.
    #[error("this is no export of demarche; write one with `demarche export --format jsonl`")]
    NotOurs,
    /// A newer version wrote it.
    #[error("a newer demarche wrote this file (version {found}); update the program")]
    Newer {
        /// The version of the format.
        found: u64,
    },
    /// A line cannot be read.
    #[error("line {line} is damaged; ask for the file again")]
    Line {
        /// The line, from 1.
        line: usize,
        /// What is wrong with it.
        source: serde_json::Error,
    },
    /// A line is too long.
    #[error("line {line} is over 32 MiB; ask for the file again")]
    TooLong {
        /// The line, from 1.
        line: usize,
    },
    /// There are too many stories.
    #[error("this file has more than {limit} stories; hand it over in parts")]
    TooMany {
        /// The most that are read.
        limit: usize,
    },
}

/// A `story` line.
#[derive(Deserialize)]
struct StoryLine {
    title: String,
    #[serde(default)]
    link: String,
    #[serde(default)]
    byline: String,
    outlet: OutletLine,
    #[serde(default)]
    section: String,
    published_at: Timestamp,
    #[serde(default)]
    published_raw: String,
    first_seen_at: Timestamp,
    saved_at: Option<Timestamp>,
    #[serde(default)]
    sample: bool,
    #[serde(default)]
    complete: bool,
    #[serde(default)]
    labels: Vec<String>,
    keys: Vec<String>,
    text: String,
    #[serde(default)]
    blocks: Vec<Block>,
    #[serde(default)]
    links: Vec<Link>,
    #[serde(default)]
    analysis: Analysis,
    #[serde(default)]
    corrections: Vec<CorrectionMade>,
    #[serde(default)]
    snapshots: Vec<Snapshot>,
}

/// The outlet of a `story` line.
#[derive(Deserialize)]
struct OutletLine {
    url: String,
    #[serde(default)]
    title: String,
    #[serde(default)]
    country: String,
    #[serde(default)]
    lang: String,
    #[serde(default)]
    class: String,
}

/// An `annotation` line.
#[derive(Deserialize)]
struct NoteLine {
    body: String,
    exact: Option<String>,
    #[serde(default)]
    prefix: String,
    #[serde(default)]
    suffix: String,
    #[serde(default)]
    colour: String,
    created_at: Timestamp,
    updated_at: Timestamp,
}

/// The `dossier` of the first line.
#[derive(Deserialize)]
struct DossierLine {
    name: String,
    #[serde(default)]
    summary: String,
    #[serde(default)]
    query: String,
    created_at: Timestamp,
}

/// Reads what `demarche export --format jsonl` wrote, at most `stories_max` stories.
///
/// Story numbers are 0. A story whose outlet is no http(s) address is left out, as are lines
/// of kinds that are not known. An analysis whose spans do not fit the text comes back empty,
/// so that the text is read again.
///
/// # Errors
///
/// Returns a [`ReadError`] that names the line.
pub fn read_jsonl(text: &str, stories_max: usize, now: Timestamp) -> Result<Document, ReadError> {
    let mut lines = (1..).zip(text.lines()).filter(|(_, line)| !line.trim().is_empty());
    let (_, first) = lines.next().ok_or(ReadError::NotOurs)?;
    let first: Value = serde_json::from_str(first).map_err(|_| ReadError::NotOurs)?;
    let mut document = head(&first, now)?;
    let mut open = None;
    for (number, line) in lines {
        if line.len() > LINE_BYTES_MAX {
            return Err(ReadError::TooLong { line: number });
        }
        let failed = |source| ReadError::Line { line: number, source };
        let row: Value = serde_json::from_str(line).map_err(failed)?;
        match row["type"].as_str() {
            Some("story") => {
                if document.exhibits.len() >= stories_max {
                    return Err(ReadError::TooMany { limit: stories_max });
                }
                let story = exhibit(serde_json::from_value(row).map_err(failed)?);
                open = story.is_some().then_some(document.exhibits.len());
                document.exhibits.extend(story);
            }
            Some("annotation") => {
                let note: NoteLine = serde_json::from_value(row).map_err(failed)?;
                let held = open.and_then(|place| document.exhibits.get_mut(place));
                if let Some(exhibit) = held {
                    add_note(exhibit, note);
                }
            }
            // Quotes and claims are views of the analysis; other kinds are of a later version.
            Some(_) | None => {}
        }
    }
    Ok(document)
}

fn head(first: &Value, now: Timestamp) -> Result<Document, ReadError> {
    let version = first["version"].as_u64();
    let (Some("demarche"), Some(version)) = (first["type"].as_str(), version) else {
        return Err(ReadError::NotOurs);
    };
    if version > JSONL_VERSION {
        return Err(ReadError::Newer { found: version });
    }
    let dossier: Option<DossierLine> = serde_json::from_value(first["dossier"].clone())
        .map_err(|source| ReadError::Line { line: 1, source })?;
    let dossier = dossier.map(|dossier| DossierNote {
        name: clean::line(&dossier.name),
        summary: clean::text(&dossier.summary),
        query: clean::line(&dossier.query),
        created_at: dossier.created_at,
    });
    let title = dossier.as_ref().map_or("Handed over", |dossier| &dossier.name).to_owned();
    let query = dossier.as_ref().map_or(String::new(), |dossier| dossier.query.clone());
    Ok(Document { title, dossier, query, made_at: now, exhibits: Vec::new() })
}

fn exhibit(mut line: StoryLine) -> Option<Exhibit> {
    let outlet = FeedSource {
        url: clean::url(&line.outlet.url, None).filter(|url| *url == line.outlet.url)?,
        title: clean::line(&line.outlet.title),
        country: clean::line(&line.outlet.country),
        lang: clean::line(&line.outlet.lang),
        class: FeedClass::from_name(&line.outlet.class).unwrap_or_default(),
        ..FeedSource::default()
    };
    line.labels.truncate(PARTS_MAX);
    line.corrections.truncate(PARTS_MAX);
    line.snapshots.truncate(PARTS_MAX);
    let keys: Vec<i64> = line.keys.iter().take(PARTS_MAX).filter_map(|key| hex_key(key)).collect();
    if keys.is_empty() {
        return None;
    }
    let (article, analysis) = sound_text(line.text, line.blocks, line.links, line.analysis);
    let link = clean::url(&line.link, None).unwrap_or_default();
    let row = row(&line.title, link, &line.labels, line.published_at, line.sample);
    Some(Exhibit {
        story: Story {
            row,
            article,
            complete: line.complete,
            analysis: analysis.clone(),
            byline: clean::line(&line.byline),
            annotations: Vec::new(),
            corrections: Vec::new(),
        },
        outlet,
        section: clean::line(&line.section),
        published_raw: clean::line(&line.published_raw),
        first_seen_at: line.first_seen_at,
        saved_at: line.saved_at,
        keys,
        machine: analysis,
        corrections: line.corrections,
        snapshots: line.snapshots,
    })
}

fn row(
    title: &str,
    link: String,
    labels: &[String],
    published_at: Timestamp,
    sample: bool,
) -> StoryRow {
    StoryRow {
        title: clean::line(title),
        link,
        published_at,
        sample,
        labels: labels.iter().map(|label| clean::line(label)).filter(|l| !l.is_empty()).collect(),
        ..StoryRow::default()
    }
}

/// Keeps layout and analysis if they are of this very text, else only what can be trusted.
fn sound_text(
    text: String,
    blocks: Vec<Block>,
    links: Vec<Link>,
    analysis: Analysis,
) -> (Article, Analysis) {
    let safe = clean::text(&text);
    let fits =
        |span: &Span| text.is_char_boundary(span.start()) && text.is_char_boundary(span.end());
    let links_fit = links.iter().all(|link| {
        fits(&link.span) && clean::url(&link.url, None).as_deref() == Some(link.url.as_str())
    });
    let in_order = blocks.windows(2).all(|pair| pair[0].span.end() <= pair[1].span.start());
    let layout_fits = in_order && !blocks.is_empty() && blocks.iter().all(|b| fits(&b.span));
    if safe != text || !layout_fits || !links_fit {
        let (title, body) = safe.split_once("\n\n").unwrap_or(("", &safe));
        return (Article::plain(&clean::line(title), body), Analysis::default());
    }
    let analysis = if spans(&analysis).iter().all(fits) { analysis } else { Analysis::default() };
    (Article { text, blocks, links }, analysis)
}

/// Every span of an analysis.
fn spans(analysis: &Analysis) -> Vec<Span> {
    let mut spans: Vec<Span> = analysis.title.into_iter().collect();
    spans.extend(analysis.mentions.iter().map(|mention| mention.span));
    spans.extend(&analysis.furniture);
    for quote in &analysis.quotes {
        spans.push(quote.content);
        spans.extend(&quote.stretches);
        spans.extend(quote.cue);
        spans.extend(quote.speaker.as_ref().map(|speaker| speaker.span));
    }
    for claim in &analysis.claims {
        spans.extend([claim.evidence, claim.cue]);
        spans.extend(claim.source_span);
        spans.extend(claim.target_span);
    }
    spans
}

fn hex_key(key: &str) -> Option<i64> {
    u64::from_str_radix(key, 16).ok().map(u64::cast_signed)
}

fn add_note(exhibit: &mut Exhibit, line: NoteLine) {
    let notes = &mut exhibit.story.annotations;
    let anchor = line.exact.and_then(|exact| Anchor::from_parts(exact, line.prefix, line.suffix));
    let empty = line.body.trim().is_empty() && anchor.is_none();
    if notes.len() >= PARTS_MAX || empty || line.body.len() > NOTE_BYTES_MAX {
        return;
    }
    notes.push(Annotation {
        id: AnnotationId(0),
        story_id: StoryId(0),
        anchor,
        // Kept as typed: a note is filtered wherever it is shown.
        body: line.body,
        colour: Highlight::from_name(&line.colour).unwrap_or_default(),
        created_at: line.created_at,
        updated_at: line.updated_at,
    });
}

#[cfg(test)]
mod tests {
    use super::super::Format;
    use super::super::render;
    use super::super::tests;
    use super::*;

    const NOW: &str = "2026-11-24T12:00:00Z";

    fn written() -> String {
        String::from_utf8(render(&tests::document(), Format::Jsonl).unwrap()).unwrap()
    }

    #[test]
    fn what_was_written_is_read_back() {
        let read = read_jsonl(&written(), 10, tests::at(NOW)).unwrap();
        for (read, document) in read.exhibits.iter().zip(&tests::document().exhibits) {
            assert_eq!(read.story.article, document.story.article);
            assert_eq!(read.machine, document.machine);
            assert_eq!(read.keys, document.keys);
            assert_eq!(read.section, document.section);
            assert_eq!(read.story.annotations.len(), 2);
        }
    }

    #[test]
    fn what_is_wrong_is_named_or_left_out() {
        let whole = written();
        let (first, rest) = whole.split_once('\n').unwrap();
        let read = |text: &str| read_jsonl(text, 10, tests::at(NOW)).map(|d| d.exhibits.len());
        assert!(matches!(read("{\"a\":1}"), Err(ReadError::NotOurs)));
        assert!(matches!(read(""), Err(ReadError::NotOurs)));
        let newer = first.replace("\"version\":1", "\"version\":2");
        assert!(matches!(read(&newer), Err(ReadError::Newer { found: 2 })));
        let cut = &whole[..whole.len() / 2];
        assert!(matches!(read(cut), Err(ReadError::Line { .. })));
        assert!(matches!(read_jsonl(&whole, 1, tests::at(NOW)), Err(ReadError::TooMany { .. })));
        let unsafe_outlet = rest.replace("https://outlet1.example/feed", "file:///etc/passwd");
        assert_eq!(read(&format!("{first}\n{unsafe_outlet}")).unwrap(), 1);
    }

    #[test]
    fn an_analysis_that_does_not_fit_the_text_is_dropped() {
        let text = written().replace("\"text\":\"Wellington", "\"text\":\"Wéllington");
        let read = read_jsonl(&text, 10, tests::at(NOW)).unwrap();
        assert!(read.exhibits[0].story.article.text.starts_with("Wéllington"));
        let escape =
            written().replace("\"text\":\"Wellington", "\"text\":\"\\u001b[31mWell\\u202e");
        let read = read_jsonl(&escape, 10, tests::at(NOW)).unwrap();
        assert!(!read.exhibits[0].story.article.text.contains(['\u{1b}', '\u{202e}']));
        assert_eq!(read.exhibits[0].machine, Analysis::default());
    }
}
