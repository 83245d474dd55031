//! Stories leave the newsroom as documents.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

#[path = "support/newsroom.rs"]
mod newsroom;

use demarche::export::Format;
use demarche::model::Anchor;
use demarche::model::ClaimWords;
use demarche::model::Correction;
use demarche::model::Highlight;
use demarche::model::Span;
use newsroom::{ask, demarche, now};

#[test]
fn saved_stories_are_taken_away_with_quotes_speakers_claims_and_notes() {
    let home = tempfile::tempdir().unwrap();
    let stories = newsroom::fill(home.path());
    let mut store = newsroom::store(home.path());
    let id = stories[0].0;
    store.save(&[id], true, now()).unwrap();
    let story = store.story(id).unwrap();
    let text = story.article.text;
    let anchor = Anchor::new(Span::new(0, 6), &text);
    store.add_note(id, anchor.as_ref(), ("Ask *Oslo*.", Highlight::Red), now()).unwrap();
    let out = ask(home.path(), &["export"]);
    for part in ["# Saved stories", "stories: 1", "#### Claims", "Ask \\*Oslo\\*.", "Meridian Wire"]
    {
        assert!(out.contains(part), "{part} is not in\n{out}");
    }
    for speaker in story.analysis.quotes.iter().filter_map(|quote| quote.speaker.as_ref()) {
        assert!(out.contains(&speaker.name), "{} is not in\n{out}", speaker.name);
    }
}

#[test]
fn a_file_that_is_there_is_left_alone() {
    let home = tempfile::tempdir().unwrap();
    newsroom::fill(home.path());
    let path = home.path().join("report.md");
    let file = path.to_str().unwrap();
    std::fs::write(&path, "mine").unwrap();
    ask(home.path(), &["export", "country:NO", "-o", file]);
    assert_eq!(std::fs::read_to_string(&path).unwrap(), "mine");
    assert!(home.path().join("report-2.md").exists());
    ask(home.path(), &["export", "country:NO", "-o", file, "--force"]);
    assert!(std::fs::read_to_string(&path).unwrap().starts_with("---\n"));
}

#[test]
fn what_is_asked_wrongly_is_explained() {
    let home = tempfile::tempdir().unwrap();
    newsroom::fill(home.path());
    let cases: &[(&[&str], i32, &str)] = &[
        (&["export"], 1, "no story was chosen"),
        (&["export", "--format", "markdwon"], 2, "did you mean `markdown`?"),
        (&["export", "colour:red"], 2, "colour"),
        (&["export", "--dossier", "Oslo"], 1, "there is no dossier `Oslo`"),
    ];
    for (args, status, words) in cases {
        let output = demarche(home.path(), args);
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(*status), "{args:?}: {said}");
        assert!(said.contains(words), "{args:?}: {said}");
        assert!(output.stdout.is_empty());
    }
}

/// A dossier with sections, notes, highlights, labels and a correction; returns its name.
fn make_dossier(home: &std::path::Path) -> &'static str {
    let stories = newsroom::fill(home);
    let mut store = newsroom::store(home);
    let name = "Autumn of accusations";
    let ids: Vec<_> = stories.iter().map(|(id, _)| *id).collect();
    let dossier = store.create_dossier(name, now()).unwrap();
    for (place, chunk) in ids.chunks(15).enumerate() {
        let section = ["First week", "Second week", "Third week", "Later"][place % 4];
        store.add_to_dossier(dossier, chunk, section, now()).unwrap();
    }
    let mut changed = store.dossier(name).unwrap();
    changed.summary = "Sixteen events, told by several outlets each.\n\nWho answers whom?".into();
    store.change_dossier(&changed, now()).unwrap();
    for (place, id) in ids.iter().enumerate() {
        let story = store.story(*id).unwrap();
        for (number, block) in story.article.blocks.iter().skip(1).step_by(3).take(2).enumerate() {
            let end = block.span.text(&story.article.text).char_indices().nth(40);
            let end = end.map_or(block.span.end(), |(at, _)| block.span.start() + at);
            let span = Span::new(block.span.start(), end);
            let anchor = Anchor::new(span, &story.article.text);
            let colour = Highlight::ALL[(place + number) % 4];
            let body = if number == 0 {
                "Whose words are these? Compare.\n\u{202e}\u{1b}[31m"
            } else {
                ""
            };
            store.add_note(*id, anchor.as_ref(), (body, colour), now()).unwrap();
        }
        if place % 3 == 0 {
            store.add_note(*id, None, ("To be checked.", Highlight::Blue), now()).unwrap();
            store.add_labels(&[*id], &["to check", "Würze"], now()).unwrap();
        }
        if let Some(claim) = story.analysis.claims.first().filter(|_| place % 4 == 0) {
            let words = ClaimWords::of(claim, &story.article.text);
            store.correct(*id, &Correction::Reject(words), now()).unwrap();
        }
    }
    name
}

#[test]
fn a_dossier_handed_over_is_the_same_byte_for_byte() {
    let (home, other) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let name = make_dossier(home.path());
    let export = ["export", "--dossier", name, "--format", "jsonl"];
    let first = ask(home.path(), &export);
    let file = home.path().join("dossier.jsonl");
    std::fs::write(&file, &first).unwrap();
    let import = ["import", file.to_str().unwrap()];
    ask(other.path(), &import);
    let second = ask(other.path(), &export);
    for (number, (one, other)) in (1..).zip(first.lines().zip(second.lines())) {
        assert_eq!(one, other, "line {number}");
    }
    assert_eq!(first, second);
    let said = demarche(other.path(), &import);
    let said = String::from_utf8(said.stderr).unwrap();
    assert!(
        said.starts_with("0 new stories, 4") && said.contains("; 0 notes and 0 corrections"),
        "{said}"
    );
    assert_eq!(ask(other.path(), &export), first, "the second import made doubles");
    // Into the newsroom that it came from, nothing changes either.
    ask(home.path(), &import);
    assert_eq!(ask(home.path(), &export), first);
    // Saved stories without a dossier come back in the order of the list.
    let saved = ["export", "is:saved", "--format", "jsonl"];
    assert_eq!(ask(home.path(), &saved), ask(other.path(), &saved));
}

#[test]
fn every_format_is_written() {
    let home = tempfile::tempdir().unwrap();
    let name = make_dossier(home.path());
    // Labels are of stories that were corrected, which `evidence_walk` takes away.
    for format in Format::ALL.into_iter().filter(|format| *format != Format::Labels) {
        let args = ["export", "--dossier", name, "--format", format.as_str()];
        let out = ask(home.path(), &args);
        assert!(out.len() > 5_000, "{}: {} bytes", format.as_str(), out.len());
        assert!(
            !out.contains(['\u{1b}', '\u{202e}']) || format == Format::Jsonl,
            "{}",
            format.as_str()
        );
    }
    let events = ask(home.path(), &["incidents", "--json"]);
    assert!(events.lines().count() >= 10, "{events}");
    let stats: serde_json::Value =
        serde_json::from_str(&ask(home.path(), &["stats", "--json"])).unwrap();
    assert!(stats["stories"].as_u64().unwrap() > 40, "{stats}");
}

#[test]
fn what_others_kept_elsewhere_is_brought_in() {
    let home = tempfile::tempdir().unwrap();
    let cases: &[(&str, i32, &str)] = &[
        ("https://a.example/feed \"press\"\nexec:rm -rf /\n", 0, "1 feeds brought in"),
        ("<opml><body><outline xmlUrl='https://b.example/f'/></body></opml>", 0, "1 feeds brought"),
        ("what is this", 1, "is none of our JSON Lines"),
        ("{\"type\":\"demarche\",\"version\":9}", 1, "a newer demarche wrote this"),
        ("{\"hello\":1}", 1, "no export of demarche"),
    ];
    let file = home.path().join("file");
    for (text, status, words) in cases {
        std::fs::write(&file, text).unwrap();
        let output = demarche(home.path(), &["import", file.to_str().unwrap()]);
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(*status), "{text}: {said}");
        assert!(said.contains(words), "{text}: {said}");
    }
}
