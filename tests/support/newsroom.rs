//! A home whose store holds the bundled stories, read and analysed, as if feeds had brought them.
#![allow(dead_code, reason = "each test uses a part of it")]

use std::ffi::OsString;
use std::path::Path;
use std::process::Command;
use std::process::Output;

use demarche::analysis::Lexicon;
use demarche::analysis::analyze;
use demarche::feeds::sample;
use demarche::model::StoryId;
use demarche::store::NewStory;
use demarche::store::Store;
use demarche::store::story_key;
use jiff::Timestamp;

/// When the stories came in.
pub(crate) fn now() -> Timestamp {
    "2026-11-24T12:00:00Z".parse().unwrap()
}

/// Opens the store of a home.
pub(crate) fn store(home: &Path) -> Store {
    let data = home.join("data");
    std::fs::create_dir_all(&data).unwrap();
    Store::open(&data.join("demarche.db"), now()).unwrap()
}

/// Fills the store of a home with the bundled stories and returns their numbers and events.
pub(crate) fn fill(home: &Path) -> Vec<(StoryId, String)> {
    let mut store = store(home);
    let lexicon = Lexicon::built_in();
    let mut made = Vec::new();
    for sample in sample::stories() {
        let feed = store.put_feed(&sample.source, now()).unwrap();
        let age = jiff::Span::new().hours(i64::from(sample.age_hours));
        let story = NewStory {
            keys: vec![story_key(&[&sample.url])],
            title: sample.title.clone(),
            link: sample.url.clone(),
            byline: sample.byline.clone(),
            published_at: Some(now() - age),
            analysis: analyze(&sample.article.text, true, &lexicon),
            article: sample.article,
            complete: true,
            ..NewStory::default()
        };
        let recorded = store.put_stories(feed, &[story], now()).unwrap();
        made.push((recorded.new[0], sample.event));
    }
    made
}

/// Runs the program on a home.
pub(crate) fn demarche(home: &Path, args: &[&str]) -> Output {
    let args: Vec<OsString> = args.iter().map(OsString::from).collect();
    Command::new(env!("CARGO_BIN_EXE_demarche"))
        .arg("--home")
        .arg(home)
        .args(args)
        .output()
        .unwrap()
}

/// Runs the program and returns what it wrote, if it did what was asked.
pub(crate) fn ask(home: &Path, args: &[&str]) -> String {
    let output = demarche(home, args);
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{args:?}: {said}");
    String::from_utf8(output.stdout).unwrap()
}
