//! The labels of our own corpus stand where they say, and name only known things.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use serde_json::Value;

/// The corpus, from the root of the repository.
const CORPUS: &str = "tests/corpus";

/// The roles a country may have in a label.
const ROLES: [&str; 6] = ["accuser", "accused", "denier", "target", "sanctioner", "mentioned"];

/// The tags that are labelled.
const TAGS: [&str; 11] = [
    "ACCUSATION",
    "DENIAL",
    "CONDEMNATION",
    "SANCTION",
    "INDICTMENT",
    "EXPULSION",
    "WARNING",
    "DEMAND",
    "INVESTIGATION",
    "COOPERATION",
    "CONFIRMATION",
];

#[test]
fn every_text_has_one_row_of_labels() {
    let labelled: Vec<String> = rows().iter().map(|row| word(row, "id").to_owned()).collect();
    let texts: BTreeSet<String> = fs::read_dir(Path::new(CORPUS).join("texts"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .map(|name| name.trim_end_matches(".txt").to_owned())
        .collect();
    assert_eq!(labelled.iter().cloned().collect::<BTreeSet<_>>(), texts);
    assert_eq!(labelled.len(), texts.len(), "a text has two rows");
}

#[test]
fn every_label_is_at_its_offsets() {
    for row in rows() {
        let id = word(&row, "id");
        let path = Path::new(CORPUS).join("texts").join(format!("{id}.txt"));
        let text: Vec<char> = fs::read_to_string(path).unwrap().chars().collect();
        for (list, key) in [("quotes", "text"), ("scare", "text"), ("claims", "evidence")] {
            for label in row[list].as_array().unwrap() {
                let at = |key| usize::try_from(label[key].as_u64().unwrap()).unwrap();
                let found: String = text[at("start")..at("end")].iter().collect();
                assert_eq!(found, word(label, key), "{id}: {list}");
            }
        }
    }
}

#[test]
fn every_label_of_the_bank_is_at_its_offsets() {
    let text = fs::read_to_string(Path::new(CORPUS).join("bank/gold.jsonl")).unwrap();
    for row in text.lines().map(|line| serde_json::from_str::<Value>(line).unwrap()) {
        let story: Vec<char> = word(&row, "text").chars().collect();
        for label in row["claims"].as_array().unwrap() {
            let at = |key| usize::try_from(label[key].as_u64().unwrap()).unwrap();
            let found: String = story[at("start")..at("end")].iter().collect();
            assert_eq!(found, word(label, "evidence"), "{}", word(&row, "id"));
        }
    }
}

#[test]
fn labels_use_the_words_of_the_guide() {
    for row in rows() {
        let id = word(&row, "id");
        for country in row["countries"].as_array().unwrap() {
            for role in country["role"].as_array().unwrap() {
                assert!(ROLES.contains(&role.as_str().unwrap()), "{id}: {role}");
            }
        }
        let negative = row["negative"].as_bool().unwrap();
        for claim in row["claims"].as_array().unwrap() {
            let tag = word(claim, "tag");
            assert!(TAGS.contains(&tag), "{id}: {tag}");
            let quarrel = matches!(tag, "ACCUSATION" | "DENIAL");
            assert!(!(negative && quarrel), "{id} is a negative with a quarrel");
        }
    }
}

/// The rows of the labelled texts.
fn rows() -> Vec<Value> {
    ["gold.jsonl", "gold-a.jsonl", "gold-b.jsonl", "gold-f.jsonl"]
        .iter()
        .flat_map(|file| {
            let text = fs::read_to_string(Path::new(CORPUS).join(file)).unwrap();
            text.lines().map(|line| serde_json::from_str(line).unwrap()).collect::<Vec<Value>>()
        })
        .collect()
}

fn word<'a>(value: &'a Value, key: &str) -> &'a str {
    value[key].as_str().unwrap_or_else(|| panic!("`{key}` is missing"))
}
