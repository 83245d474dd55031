//! No figure of `demarche eval tests/corpus` falls below its floor.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

use std::fs;
use std::path::Path;

use demarche::analysis::Lexicon;
use demarche::analysis::analyze;
use demarche::analysis::score::Gold;
use demarche::analysis::score::score;

/// Each part and the least F1, two points under what was reached when it was set.
const FLOORS: &[(&str, f64)] = &[
    ("countries", 0.97),
    ("roles", 0.72),
    ("groups", 0.96),
    ("quotes", 0.95),
    ("speakers", 0.91),
    ("speakers' countries", 0.83),
    ("claims by sentence", 0.76),
    ("claims with parties", 0.66),
    ("claims by document, strict", 0.70),
    ("texts without a false claim", 0.93),
];

#[test]
fn every_figure_is_above_its_floor() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus");
    let lexicon = Lexicon::built_in();
    let mut rows = Vec::new();
    for file in ["gold.jsonl", "gold-a.jsonl", "gold-b.jsonl", "gold-f.jsonl"] {
        for line in fs::read_to_string(folder.join(file)).unwrap().lines() {
            let gold: Gold = serde_json::from_str(line).unwrap();
            let text = fs::read_to_string(folder.join(format!("texts/{}.txt", gold.id))).unwrap();
            let analysis = analyze(&text, false, &lexicon);
            rows.push((gold, text, analysis));
        }
    }
    let rows: Vec<_> =
        rows.iter().map(|(gold, text, analysis)| (gold, text.as_str(), analysis)).collect();
    let report = score(&rows);
    assert_eq!(report.figures.len(), FLOORS.len());
    for (figure, (name, floor)) in report.figures.iter().zip(FLOORS) {
        assert_eq!(figure.name, *name);
        assert!(figure.f1 >= *floor, "{name}: {:.3} is below {floor}", figure.f1);
    }
}
