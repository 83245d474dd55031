//! What the reader was told is kept is kept, whatever happens to the process.
#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a test may panic and prints")]

use std::io::BufRead;
use std::io::BufReader;
use std::io::Write;
use std::path::Path;
use std::process::Child;
use std::process::Command;
use std::process::Stdio;

use demarche::model::Article;
use demarche::model::FeedSource;
use demarche::model::Filter;
use demarche::model::Highlight;
use demarche::model::StoryId;
use demarche::store::NewStory;
use demarche::store::Store;
use demarche::store::story_key;
use jiff::Timestamp;

/// Under which name the child finds the database.
const DATABASE: &str = "DEMARCHE_TEST_DATABASE";
/// How often a writer is killed.
const KILLS: usize = 8;
/// How many writers work at once.
const WRITERS: usize = 2;
/// How many notes each of them keeps.
const NOTES: usize = 25;

fn now() -> Timestamp {
    "2026-11-24T12:00:00Z".parse().unwrap()
}

/// A database with one story to write on.
fn prepare(path: &Path) {
    let mut store = Store::open(path, now()).unwrap();
    let source = FeedSource { url: "https://a.example/f".into(), ..FeedSource::default() };
    let feed = store.put_feed(&source, now()).unwrap();
    let story = NewStory {
        keys: vec![story_key(&["one"])],
        title: "Talks open".into(),
        article: Article::plain("Talks open", "They opened."),
        ..NewStory::default()
    };
    store.put_stories(feed, &[story], now()).unwrap();
}

/// Starts this test program again as a writer, which runs [`child_writes_notes`] alone.
fn writer(path: &Path) -> Child {
    Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "child_writes_notes", "--nocapture"])
        .env(DATABASE, path)
        .stdout(Stdio::piped())
        .spawn()
        .unwrap()
}

/// The body of an acknowledged note in the output of a writer.
fn acknowledged(line: &str) -> Option<String> {
    line.split_once("kept ").map(|(_, body)| body.trim().to_owned())
}

/// Not a test of its own: keeps notes for ever, and says so after each.
#[test]
fn child_writes_notes() {
    let Some(path) = std::env::var_os(DATABASE) else { return };
    let mut store = Store::open(Path::new(&path), now()).unwrap();
    for number in 0..10_000 {
        let body = format!("{}-{number}", std::process::id());
        let feeds = store.feeds().unwrap();
        let story = NewStory {
            keys: vec![story_key(&[&body])],
            title: format!("Story {body}"),
            article: Article::plain("Story", "It is told."),
            ..NewStory::default()
        };
        store.put_stories(feeds[0].id, &[story], now()).unwrap();
        store.add_note(StoryId(1), None, (&body, Highlight::Yellow), now()).unwrap();
        let mut out = std::io::stdout().lock();
        // A reader that has gone away has killed or will kill this process.
        if writeln!(out, "kept {body}").and_then(|()| out.flush()).is_err() {
            return;
        }
    }
}

/// The notes that are on the story.
fn notes(path: &Path) -> Vec<String> {
    let store = Store::open(path, now()).unwrap();
    assert_eq!(store.recovery(), None, "nothing was damaged");
    assert_eq!(store.check().unwrap(), Vec::<String>::new(), "the database is sound");
    let stories = store.count(&Filter::default(), now()).unwrap();
    assert!(stories > 0);
    store.notes(StoryId(1)).unwrap().into_iter().map(|note| note.body).collect()
}

#[test]
fn no_acknowledged_note_is_lost_when_the_writer_is_killed() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("demarche.db");
    prepare(&path);
    let mut expected = Vec::new();
    for kill in 0..KILLS {
        let mut child = writer(&path);
        let lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let mut lines = lines.map_while(Result::ok);
        let before = lines.by_ref().filter_map(|line| acknowledged(&line)).take(1 + kill * 3);
        expected.extend(before);
        child.kill().unwrap();
        child.wait().unwrap();
        // What was said between the last line read and the end was said too.
        expected.extend(lines.filter_map(|line| acknowledged(&line)));
        let kept = notes(&path);
        for note in &expected {
            assert!(kept.contains(note), "`{note}` was acknowledged and is gone");
        }
    }
}

#[test]
fn two_processes_write_at_once_and_neither_loses_a_note() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("demarche.db");
    prepare(&path);
    let readers: Vec<_> = (0..WRITERS)
        .map(|_| {
            let mut child = writer(&path);
            std::thread::spawn(move || {
                let lines = BufReader::new(child.stdout.take().unwrap()).lines();
                let lines = lines.map_while(Result::ok);
                let said: Vec<String> =
                    lines.filter_map(|line| acknowledged(&line)).take(NOTES).collect();
                child.kill().unwrap();
                child.wait().unwrap();
                said
            })
        })
        .collect();
    let said: Vec<String> = readers.into_iter().flat_map(|reader| reader.join().unwrap()).collect();
    assert_eq!(said.len(), WRITERS * NOTES, "both could write all the time");
    let kept = notes(&path);
    for note in &said {
        assert!(kept.contains(note), "`{note}` was acknowledged and is gone");
    }
}
