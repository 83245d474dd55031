//! The notes of a document as a collection of W3C Web Annotations (JSON-LD).
//!
//! Source: <https://www.w3.org/TR/annotation-model/>.

use serde_json::Value;
use serde_json::json;

use super::digest::Digest;
use super::digest::Note;
use super::digest::Part;
use super::digest::uid;

/// Writes the collection with one page that holds every note.
pub(super) fn render(digest: &Digest<'_>) -> String {
    let annotations: Vec<Value> = digest
        .exhibits
        .iter()
        .flat_map(|part| part.notes.iter().map(move |note| annotation(part, note)))
        .collect();
    let name = uid(&["annotations", &digest.document.title]);
    let page = uid(&["page", &name.to_string()]);
    let collection = json!({
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "id": name.urn().to_string(),
        "type": "AnnotationCollection",
        "label": digest.document.title,
        "total": annotations.len(),
        "first": {
            "id": page.urn().to_string(),
            "type": "AnnotationPage",
            "startIndex": 0,
            "items": annotations,
        },
    });
    format!("{collection:#}\n")
}

fn annotation(part: &Part<'_>, note: &Note<'_>) -> Value {
    let annotation = note.annotation;
    let mut bodies = vec![json!({
        "type": "TextualBody",
        "purpose": "tagging",
        "value": annotation.colour.as_str(),
    })];
    let mut motivation = "highlighting";
    if !note.body.trim().is_empty() {
        motivation = "commenting";
        bodies.insert(
            0,
            json!({
                "type": "TextualBody",
                "purpose": "commenting",
                "format": "text/plain",
                "value": note.body,
            }),
        );
    }
    // A story without an address is known by its identity.
    let source = part.link().unwrap_or_else(|| part.uid.urn().to_string());
    let mut target = json!({ "source": source });
    if let Some(anchor) = &annotation.anchor {
        target["selector"] = json!({
            "type": "TextQuoteSelector",
            "exact": anchor.exact(),
            "prefix": anchor.prefix(),
            "suffix": anchor.suffix(),
        });
    }
    json!({
        "id": note.uid.urn().to_string(),
        "type": "Annotation",
        "motivation": motivation,
        "created": annotation.created_at,
        "modified": annotation.updated_at,
        "body": bodies,
        "target": target,
    })
}

#[cfg(test)]
mod tests {
    use super::super::tests;
    use super::*;
    use crate::model::Anchor;

    #[test]
    fn a_note_says_on_which_words_it_stands() {
        let document = tests::document();
        let collection: Value = serde_json::from_str(&render(&Digest::new(&document))).unwrap();
        assert_eq!(collection["total"], 4);
        let note = &collection["first"]["items"][0];
        assert_eq!(note["target"]["source"], document.exhibits[0].story.row.link);
        assert_eq!(note["target"]["selector"]["exact"], "We know");
        assert_eq!(note["body"][0]["value"], "Says who?\nAsk the ministry.");
        assert_eq!(note["created"], "2026-11-22T08:00:00Z");
    }

    #[test]
    fn what_is_written_can_be_read_back_without_loss() {
        for text in tests::HOSTILE {
            let document = tests::hostile(text);
            let digest = Digest::new(&document);
            let written = render(&digest);
            let collection: Value = serde_json::from_str(&written).unwrap();
            assert_eq!(format!("{collection:#}\n"), written, "the same bytes again");
            let items = collection["first"]["items"].as_array().unwrap();
            let notes: Vec<_> = digest.exhibits.iter().flat_map(|part| &part.notes).collect();
            assert_eq!(items.len(), notes.len());
            for (item, note) in items.iter().zip(notes) {
                let part = |name: &str| {
                    item["target"]["selector"][name].as_str().unwrap_or_default().to_owned()
                };
                let anchor = Anchor::from_parts(part("exact"), part("prefix"), part("suffix"));
                assert_eq!(anchor, note.annotation.anchor, "of {text:?}");
                let bodies = item["body"].as_array().unwrap();
                let body = |purpose: &str| {
                    let found = bodies.iter().find(|body| body["purpose"] == purpose);
                    found.map_or("", |body| body["value"].as_str().unwrap())
                };
                assert_eq!(body("commenting"), note.body, "of {text:?}");
                assert_eq!(body("tagging"), note.annotation.colour.as_str());
                let made: jiff::Timestamp = item["created"].as_str().unwrap().parse().unwrap();
                assert_eq!(made, note.annotation.created_at);
            }
        }
    }
}
