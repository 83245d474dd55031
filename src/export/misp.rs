//! A document as a MISP event, for threat teams.
//!
//! Source: <https://www.misp-standard.org/rfc/misp-standard-core.html>.

use serde_json::Value;
use serde_json::json;
use uuid::Uuid;

use super::digest::Digest;
use super::digest::Part;
use super::digest::tag_words;
use super::digest::uid;
use super::markdown;

/// Writes the event: a link for each story, names of groups, claims and notes as attributes,
/// and the whole dossier as a report in Markdown.
pub(super) fn render(digest: &Digest<'_>) -> String {
    let document = digest.document;
    let event = uid(&["event", &document.title]);
    let at = document.made_at.as_second().to_string();
    let mut attributes = Vec::new();
    for part in &digest.exhibits {
        of_story(digest, part, &mut attributes);
    }
    let info = if document.title.trim().is_empty() { "(untitled)" } else { &document.title };
    let event = json!({
        "Event": {
            "uuid": event,
            "info": info,
            "date": document.made_at.strftime("%Y-%m-%d").to_string(),
            "timestamp": at,
            // Undefined: a dossier of news says nothing about the threat to the reader.
            "threat_level_id": "4",
            "analysis": "0",
            // Your organisation only: the reader decides what goes further.
            "distribution": "0",
            "published": false,
            "Attribute": attributes,
            "EventReport": [{
                "uuid": uid(&["report", &event.to_string()]),
                "name": info,
                "content": markdown::render(digest),
                "distribution": "5",
                "timestamp": at,
            }],
        }
    });
    format!("{event:#}\n")
}

fn of_story(digest: &Digest<'_>, part: &Part<'_>, out: &mut Vec<Value>) {
    let row = &part.exhibit.story.row;
    let at = part.exhibit.first_seen_at.as_second().to_string();
    let story = part.uid.to_string();
    let mut add = |name: &[&str], (category, kind): (&str, &str), value: &str, comment: &str| {
        if !value.trim().is_empty() {
            let uuid: Uuid = uid(&[&["attribute", story.as_str()], name].concat());
            out.push(json!({
                "uuid": uuid,
                "category": category,
                "type": kind,
                "value": value,
                "comment": comment,
                "to_ids": false,
                "distribution": "5",
                "timestamp": at,
            }));
        }
    };
    let about = format!("{} – {}", part.outlet(), row.title);
    match part.link() {
        Some(link) => add(&["link"], ("External analysis", "link"), &link, &about),
        None => add(&["title"], ("External analysis", "text"), &row.title, part.outlet()),
    }
    for group in &part.exhibit.story.analysis.groups {
        let sponsor = group.country.as_ref().map_or("", |code| digest.name(code));
        add(&["group", &group.name], ("Attribution", "threat-actor"), &group.name, sponsor);
    }
    for (number, claim) in part.claims().enumerate() {
        let (by, about) = (digest.list(&claim.source, "–"), digest.list(&claim.target, "–"));
        let comment = format!("{}: {by} → {about}", tag_words(claim.tag));
        let words = claim.evidence.text(part.text());
        add(&["claim", &number.to_string()], ("Attribution", "text"), words, &comment);
    }
    for note in &part.notes {
        let on = note.annotation.anchor.as_ref().map_or("", |anchor| anchor.exact());
        add(&["note", &note.uid.to_string()], ("Other", "comment"), &note.body, on);
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::super::tests;
    use super::*;

    #[test]
    fn no_identity_is_there_twice_and_no_value_is_empty() {
        for text in tests::HOSTILE {
            let document = tests::hostile(text);
            let event: Value = serde_json::from_str(&render(&Digest::new(&document))).unwrap();
            let attributes = event["Event"]["Attribute"].as_array().unwrap();
            let ids: BTreeSet<&str> =
                attributes.iter().map(|row| row["uuid"].as_str().unwrap()).collect();
            assert_eq!(ids.len(), attributes.len(), "of {text:?}");
            assert!(attributes.iter().all(|row| !row["value"].as_str().unwrap().is_empty()));
        }
    }
}
