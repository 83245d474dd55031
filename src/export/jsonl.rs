//! A document as JSON Lines: the one format that `demarche import` reads back without loss.
//!
//! The first line says what the file is. A `story` line holds everything that is kept of a
//! story. The `quote` and `claim` lines after it are views for scripts; `annotation` lines are
//! the reader's notes. Nothing in a file depends on when or where it was written, so that the
//! same stories give the same bytes in another newsroom.

use serde_json::Value;
use serde_json::json;

use super::analysis_json::claim_json;
use super::analysis_json::quote_json;
use super::digest::Digest;
use super::digest::Note;
use super::digest::Part;

/// The version of the format; a reader refuses a higher one.
pub const JSONL_VERSION: u64 = 1;

/// Writes a JSON object a line.
pub(super) fn render(digest: &Digest<'_>) -> String {
    let mut out = String::new();
    let mut line = |value: &Value| {
        out.push_str(&value.to_string());
        out.push('\n');
    };
    line(&head(digest));
    for part in &digest.exhibits {
        line(&story(part));
        let of_story = |mut row: Value, kind: &str| {
            let mut whole = json!({ "type": kind, "story": part.uid });
            if let (Value::Object(whole), Value::Object(row)) = (&mut whole, &mut row) {
                whole.append(row);
            }
            whole
        };
        part.quotes().for_each(|quote| line(&of_story(quote_json(quote, part.text()), "quote")));
        part.claims().for_each(|claim| line(&of_story(claim_json(claim, part.text()), "claim")));
        part.notes.iter().for_each(|note| line(&of_story(annotation(note), "annotation")));
    }
    out
}

fn head(digest: &Digest<'_>) -> Value {
    let dossier = digest.document.dossier.as_ref().map(|dossier| {
        json!({
            "name": dossier.name,
            "summary": dossier.summary,
            "query": dossier.query,
            "created_at": dossier.created_at,
        })
    });
    json!({ "type": "demarche", "version": JSONL_VERSION, "dossier": dossier })
}

fn story(part: &Part<'_>) -> Value {
    let exhibit = part.exhibit;
    let (story, row, outlet) = (&exhibit.story, &exhibit.story.row, &exhibit.outlet);
    let keys: Vec<String> = exhibit.keys.iter().map(|key| format!("{key:016x}")).collect();
    json!({
        "type": "story",
        "uid": part.uid,
        "title": row.title,
        "link": row.link,
        "byline": story.byline,
        "outlet": {
            "url": outlet.url,
            "title": outlet.title,
            "country": outlet.country,
            "lang": outlet.lang,
            "class": outlet.class.as_str(),
        },
        "section": exhibit.section,
        "published_at": row.published_at,
        "published_raw": exhibit.published_raw,
        "first_seen_at": exhibit.first_seen_at,
        "saved_at": exhibit.saved_at,
        "sample": row.sample,
        "complete": story.complete,
        "countries": row.countries,
        "accusers": row.accusers,
        "accused": row.accused,
        "deniers": row.deniers,
        "tags": row.tags,
        "groups": row.groups,
        "labels": row.labels,
        "keys": keys,
        "text": story.article.text,
        "blocks": story.article.blocks,
        "links": story.article.links,
        "analysis": exhibit.machine,
        "corrections": exhibit.corrections,
        "snapshots": exhibit.snapshots,
    })
}

/// The note as it was typed; JSON escapes what a terminal must not see.
fn annotation(note: &Note<'_>) -> Value {
    let annotation = note.annotation;
    let anchor = annotation.anchor.as_ref();
    json!({
        "uid": note.uid,
        "body": annotation.body,
        "exact": anchor.map(crate::model::Anchor::exact),
        "prefix": anchor.map_or("", |anchor| anchor.prefix()),
        "suffix": anchor.map_or("", |anchor| anchor.suffix()),
        "colour": annotation.colour.as_str(),
        "created_at": annotation.created_at,
        "updated_at": annotation.updated_at,
    })
}

#[cfg(test)]
mod tests {
    use super::super::tests;
    use super::*;

    #[test]
    fn each_line_is_an_object_that_says_what_it_is() {
        for text in tests::HOSTILE {
            let document = tests::hostile(text);
            let lines = render(&Digest::new(&document));
            let kinds: Vec<String> = lines
                .lines()
                .map(|line| serde_json::from_str::<Value>(line).unwrap())
                .map(|row| row["type"].as_str().unwrap().to_owned())
                .collect();
            let story = ["story", "quote", "claim", "annotation", "annotation"];
            assert_eq!(kinds[0], "demarche");
            assert_eq!(kinds[1..], [story, story].concat(), "of {text:?}");
        }
    }
}
