//! A document as a STIX 2.1 bundle, for threat teams.
//!
//! States and outlets become identities, intrusion sets threat actors; an accusation is a
//! relationship whose confidence follows the hedge of its words; a story is a report with a
//! link, and what the reader wrote is a note on it. Identities are the same in every export.
//!
//! Source: <https://docs.oasis-open.org/cti/stix/v2.1/os/stix-v2.1-os.html>.

use std::collections::BTreeSet;

use jiff::Timestamp;
use serde_json::Value;
use serde_json::json;

use super::digest::Digest;
use super::digest::Part;
use super::digest::tag_words;
use super::digest::uid;
use crate::model::ActorCode;
use crate::model::Claim;
use crate::model::Tag;

/// Since when identities that stand for states and outlets are as they are: a fixed time, so
/// that two exports give the same object.
const IDENTITIES_SINCE: &str = "2026-01-01T00:00:00.000Z";
/// Confidence of a claim by its hedge, from the centres of the bands of appendix A of STIX:
/// high, medium, low, none.
const CONFIDENCE: [u8; 4] = [85, 50, 15, 0];

/// Objects without doubles, in the order in which they were first needed.
#[derive(Default)]
struct Objects {
    order: Vec<Value>,
    ids: BTreeSet<String>,
}

impl Objects {
    /// Adds an object unless there is one of its id; returns the id.
    fn add(&mut self, object: Value) -> String {
        let id = object["id"].as_str().unwrap_or_default().to_owned();
        if self.ids.insert(id.clone()) {
            self.order.push(object);
        }
        id
    }
}

/// Writes the bundle.
pub(super) fn render(digest: &Digest<'_>) -> String {
    let mut objects = Objects::default();
    for part in &digest.exhibits {
        report(digest, part, &mut objects);
    }
    let name = uid(&["bundle", &digest.document.title]);
    let bundle = json!({
        "type": "bundle",
        "id": format!("bundle--{name}"),
        "objects": objects.order,
    });
    format!("{bundle:#}\n")
}

fn report(digest: &Digest<'_>, part: &Part<'_>, objects: &mut Objects) {
    let exhibit = part.exhibit;
    let row = &exhibit.story.row;
    let outlet = objects.add(outlet(part));
    let mut about = BTreeSet::new();
    for code in &row.countries {
        about.insert(objects.add(identity(digest.name(code), code)));
    }
    for group in &exhibit.story.analysis.groups {
        let actor = objects.add(threat_actor(&group.name, &group.aliases_seen));
        if let Some(sponsor) = &group.country {
            let state = objects.add(identity(digest.name(sponsor), sponsor));
            about.insert(objects.add(relationship(&actor, "attributed-to", &state)));
            about.insert(state);
        }
        about.insert(actor);
    }
    for claim in part.claims().filter(|claim| claim.counts() && !claim.source.is_empty()) {
        about.extend(claim_objects(digest, part, claim, objects));
    }
    if about.is_empty() {
        about.insert(outlet.clone());
    }
    let created = moment(exhibit.first_seen_at);
    let mut reference = json!({ "source_name": named(part.outlet()) });
    match part.link() {
        Some(link) => reference["url"] = link.into(),
        None => reference["description"] = named(&row.title).into(),
    }
    let mut report = json!({
        "type": "report",
        "spec_version": "2.1",
        "id": format!("report--{}", part.uid),
        "created_by_ref": outlet,
        "created": created,
        "modified": created,
        "name": named(&row.title),
        "published": moment(row.published_at),
        "object_refs": about,
        "external_references": [reference],
    });
    if !row.labels.is_empty() {
        report["labels"] = row.labels.iter().map(|label| named(label)).collect();
    }
    if let Some(language) = &exhibit.story.analysis.language {
        report["lang"] = language.as_str().into();
    }
    let report = objects.add(report);
    for note in part.notes.iter().filter(|note| !note.body.trim().is_empty()) {
        let annotation = note.annotation;
        let mut object = json!({
            "type": "note",
            "spec_version": "2.1",
            "id": format!("note--{}", note.uid),
            "created": moment(annotation.created_at),
            "modified": moment(annotation.updated_at.max(annotation.created_at)),
            "content": note.body,
            "object_refs": [report],
        });
        if let Some(anchor) = &annotation.anchor {
            object["abstract"] = anchor.exact().into();
        }
        objects.add(object);
    }
}

/// A claim as relationships from each source to each target.
fn claim_objects(
    digest: &Digest<'_>,
    part: &Part<'_>,
    claim: &Claim,
    objects: &mut Objects,
) -> Vec<String> {
    let mut made = Vec::new();
    let confidence = CONFIDENCE.get(usize::from(claim.hedge)).copied().unwrap_or(0);
    for source in &claim.source {
        for target in claim.target.iter().filter(|target| *target != source) {
            let from = objects.add(identity(digest.name(source), source));
            let to = objects.add(identity(digest.name(target), target));
            let start = claim.evidence.start().to_string();
            let name =
                uid(&["claim", &part.uid.to_string(), &start, claim.tag.as_str(), &from, &to]);
            let created = moment(part.exhibit.first_seen_at);
            made.push(objects.add(json!({
                "type": "relationship",
                "spec_version": "2.1",
                "id": format!("relationship--{name}"),
                "created": created,
                "modified": created,
                "relationship_type": "related-to",
                "description": format!("{}: {}", tag_words(claim.tag), claim.evidence.text(part.text())),
                "source_ref": from,
                "target_ref": to,
                "confidence": confidence,
                "labels": [claim_label(claim.tag)],
            })));
            made.extend([from, to]);
        }
    }
    made
}

/// The label that says what a relationship is.
fn claim_label(tag: Tag) -> String {
    tag.as_str().to_lowercase().replace('_', "-")
}

fn identity(name: &str, code: &ActorCode) -> Value {
    let id = format!("identity--{}", uid(&["actor", code.as_str()]));
    let mut object = json!({
        "type": "identity",
        "spec_version": "2.1",
        "id": id,
        "created": IDENTITIES_SINCE,
        "modified": IDENTITIES_SINCE,
        "name": named(name),
        "identity_class": "organization",
    });
    if code.is_state() {
        // The name of a state may be missing where only its code was read.
        object["sectors"] = json!(["government"]);
    }
    object
}

fn outlet(part: &Part<'_>) -> Value {
    let outlet = &part.exhibit.outlet;
    json!({
        "type": "identity",
        "spec_version": "2.1",
        "id": format!("identity--{}", uid(&["outlet", &outlet.url])),
        "created": IDENTITIES_SINCE,
        "modified": IDENTITIES_SINCE,
        "name": named(part.outlet()),
        "identity_class": "organization",
    })
}

fn threat_actor(name: &str, aliases: &[String]) -> Value {
    let mut object = json!({
        "type": "threat-actor",
        "spec_version": "2.1",
        "id": format!("threat-actor--{}", uid(&["group", name])),
        "created": IDENTITIES_SINCE,
        "modified": IDENTITIES_SINCE,
        "name": named(name),
        "threat_actor_types": ["unknown"],
    });
    if !aliases.is_empty() {
        object["aliases"] = aliases.iter().map(|alias| named(alias)).collect();
    }
    object
}

fn relationship(source: &str, kind: &str, target: &str) -> Value {
    json!({
        "type": "relationship",
        "spec_version": "2.1",
        "id": format!("relationship--{}", uid(&[kind, source, target])),
        "created": IDENTITIES_SINCE,
        "modified": IDENTITIES_SINCE,
        "relationship_type": kind,
        "source_ref": source,
        "target_ref": target,
    })
}

/// A name may not be empty.
fn named(name: &str) -> String {
    let name = name.trim();
    if name.is_empty() { "(untitled)".to_owned() } else { name.to_owned() }
}

fn moment(at: Timestamp) -> String {
    at.strftime("%Y-%m-%dT%H:%M:%S.000Z").to_string()
}

#[cfg(test)]
mod tests {
    use super::super::tests;
    use super::*;

    #[test]
    fn every_reference_leads_to_an_object_of_the_bundle() {
        for text in tests::HOSTILE.iter().copied().chain(["APT40"]) {
            let document = tests::hostile(text);
            let bundle: Value = serde_json::from_str(&render(&Digest::new(&document))).unwrap();
            let objects = bundle["objects"].as_array().unwrap();
            let ids: BTreeSet<&str> = objects.iter().map(|o| o["id"].as_str().unwrap()).collect();
            assert_eq!(ids.len(), objects.len(), "an id is there twice");
            for object in objects {
                let refs = object["object_refs"].as_array().into_iter().flatten();
                let ends = [&object["source_ref"], &object["target_ref"]];
                for id in refs.chain(ends.into_iter().filter(|end| !end.is_null())) {
                    assert!(ids.contains(id.as_str().unwrap()), "{id} of {object}");
                }
            }
        }
    }

    #[test]
    fn confidence_follows_the_hedge() {
        let document = tests::document();
        let bundle: Value = serde_json::from_str(&render(&Digest::new(&document))).unwrap();
        let of = |label: &str| {
            let objects = bundle["objects"].as_array().unwrap();
            objects.iter().find(|o| o["labels"] == json!([label])).unwrap()["confidence"].clone()
        };
        assert_eq!((of("accusation"), of("denial")), (json!(85), json!(50)));
    }
}
