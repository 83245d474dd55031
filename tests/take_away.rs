//! Stories leave the newsroom as documents.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

#[path = "support/newsroom.rs"]
mod newsroom;

use demarche::model::Anchor;
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

/// Fills `$DEMARCHE_TRY` with a newsroom to look at.
#[test]
#[ignore = "makes a home to try things by hand"]
fn make_a_home_to_try() {
    let home = std::env::var_os("DEMARCHE_TRY").unwrap();
    let home = std::path::Path::new(&home);
    let stories = newsroom::fill(home);
    let mut store = newsroom::store(home);
    let ids: Vec<_> = stories.iter().map(|(id, _)| *id).collect();
    let dossier = store.create_dossier("Autumn of accusations", now()).unwrap();
    for (place, chunk) in ids.chunks(15).enumerate() {
        let section = ["First week", "Second week", "Third week"][place % 3];
        store.add_to_dossier(dossier, chunk, section, now()).unwrap();
    }
    let mut changed = store.dossier("Autumn of accusations").unwrap();
    changed.summary = "Sixteen events, told by several outlets each.\n\nWho answers whom?".into();
    store.change_dossier(&changed, now()).unwrap();
    for (place, id) in ids.iter().enumerate() {
        let story = store.story(*id).unwrap();
        let spans = story.analysis.quotes.iter().filter(|quote| !quote.scare).take(2);
        for (number, quote) in spans.enumerate() {
            let anchor = Anchor::new(quote.content, &story.article.text);
            let colour = Highlight::ALL[(place + number) % 4];
            let body = if number == 0 {
                "Whose words are these? Compare with the other outlets."
            } else {
                ""
            };
            store.add_note(*id, anchor.as_ref(), (body, colour), now()).unwrap();
        }
        if place % 3 == 0 {
            store.add_note(*id, None, ("To be checked.", Highlight::Blue), now()).unwrap();
            store.add_labels(&[*id], &["to check"], now()).unwrap();
        }
    }
}
