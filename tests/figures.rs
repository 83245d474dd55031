//! No figure of `demarche eval tests/corpus`, or of its bank, falls below its floor.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

use std::fs;
use std::path::Path;

use demarche::analysis::Lexicon;
use demarche::analysis::analyze;
use demarche::analysis::score::Gold;
use demarche::analysis::score::Report;
use demarche::analysis::score::score;

/// Each part and the least F1, two points under what was reached when it was set.
const FLOORS: &[(&str, f64)] = &[
    ("countries", 0.97),
    ("roles", 0.76),
    ("groups", 0.94),
    ("quotes", 0.96),
    ("speakers", 0.93),
    ("speakers' countries", 0.87),
    ("claims by sentence", 0.73),
    ("claims with parties", 0.64),
    ("claims by document, strict", 0.69),
    ("texts without a false claim", 0.86),
];

/// The same for the bank of mini-stories, which tells how much wording is known.
const BANK_FLOORS: &[(&str, f64)] = &[
    ("claims by sentence", 0.43),
    ("claims with parties", 0.38),
    ("texts without a false claim", 0.95),
];

#[test]
fn every_figure_is_above_its_floor() {
    let files = ["gold.jsonl", "gold-a.jsonl", "gold-b.jsonl", "gold-f.jsonl"];
    let report = scored("tests/corpus", &files);
    assert_eq!(report.figures.len(), FLOORS.len());
    for (figure, (name, floor)) in report.figures.iter().zip(FLOORS) {
        assert_eq!(figure.name, *name);
        assert!(figure.f1 >= *floor, "{name}: {:.3} is below {floor}", figure.f1);
    }
}

#[test]
fn every_figure_of_the_bank_is_above_its_floor() {
    let report = scored("tests/corpus/bank", &["gold.jsonl"]);
    for (name, floor) in BANK_FLOORS {
        let figure = report.figures.iter().find(|figure| figure.name == *name).unwrap();
        assert!(figure.f1 >= *floor, "{name}: {:.3} is below {floor}", figure.f1);
    }
}

/// Scores the labelled files of a folder.
fn scored(folder: &str, files: &[&str]) -> Report {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let lexicon = Lexicon::built_in();
    let mut rows = Vec::new();
    for file in files {
        for line in fs::read_to_string(folder.join(file)).unwrap().lines() {
            let mut gold: Gold = serde_json::from_str(line).unwrap();
            let beside = || fs::read_to_string(folder.join(format!("texts/{}.txt", gold.id)));
            let text = gold.text.clone().map_or_else(beside, Ok).unwrap();
            gold.text = None;
            let analysis = analyze(&text, false, &lexicon);
            rows.push((gold, text, analysis));
        }
    }
    let rows: Vec<_> =
        rows.iter().map(|(gold, text, analysis)| (gold, text.as_str(), analysis)).collect();
    score(&rows)
}
