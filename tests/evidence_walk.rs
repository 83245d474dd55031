//! A story becomes evidence: saved, marked, noted, put into a dossier, compared, taken away.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

#[path = "support/newsroom.rs"]
mod newsroom;
#[path = "support/server.rs"]
#[allow(dead_code, reason = "each test uses a part of it")]
mod server;
#[path = "support/walk.rs"]
mod support;

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use demarche::export::Format;
use demarche::model::{Article, FeedSource, Highlight, StoryId};
use demarche::store::{NewStory, story_key};
use newsroom::{now, store};
use server::{Reply, Server};
use support::Walk;

/// The quotation as the page gives it first, and after the page has changed.
const QUOTES: [&str; 2] = ["We know who did it, and we know how", "We think we know who did it"];

/// The page of the story.
fn page(changed: bool) -> String {
    let filler = "The parliament said that its staff had changed every password over the summer, \
                  and that it would pay for new machines out of this year's budget. ";
    format!(
        "<html><head><title>Norway accuses Russia</title></head><body><article>\
         <h1>Norway accuses Russia</h1>\
         <p>Norway accused Russian military intelligence on Friday of breaking into the mail of \
         its parliament and reading it for eleven months.</p>\
         <p>“{},” said Foreign Minister Sigrun Aalvik. She summoned the ambassador.</p>\
         <p>{}</p>\
         <p>The Russian embassy in Oslo rejected the accusation as groundless.</p>\
         <p>{}</p></article></body></html>",
        QUOTES[usize::from(changed)],
        filler.repeat(3),
        filler.repeat(2),
    )
}

/// A server whose page changes when it is told to.
fn serve() -> (Server, Arc<AtomicBool>) {
    let changed = Arc::new(AtomicBool::new(false));
    let told = Arc::clone(&changed);
    let server = Server::start(move |_| {
        let body = page(told.load(Ordering::SeqCst));
        Reply::page(200, &["Content-Type: text/html; charset=utf-8"], body.as_bytes())
    });
    (server, changed)
}

/// A home with two stories, of which the feed gave the teaser only, and no samples.
fn prepare(home: &Path, server: &Server) {
    let mut store = store(home);
    store.remember("samples-loaded", "yes").unwrap();
    store.remember(demarche::app::TOUR_KEY, "seen").unwrap();
    let source = FeedSource {
        url: "https://wire.example/feed".into(),
        title: "Meridian Wire".into(),
        ..FeedSource::default()
    };
    let feed = store.put_feed(&source, now()).unwrap();
    for (number, title) in ["Talks stall in Geneva", "Norway accuses Russia"].iter().enumerate() {
        let link = server.url(&format!("/{number}"));
        let story = NewStory {
            keys: vec![story_key(&[&link])],
            title: (*title).to_owned(),
            article: Article::plain(title, "A teaser."),
            published_at: Some(now() + jiff::Span::new().minutes(i64::try_from(number).unwrap())),
            link,
            ..NewStory::default()
        };
        store.put_stories(feed, &[story], now()).unwrap();
    }
}

/// Opens the first story and waits for its page.
fn open(walk: &mut Walk) {
    walk.press("\r");
    walk.until("the text of the page", |screen| {
        screen.contains("Minister Sigrun") && !screen.contains("fetching")
    });
}

/// How many quotations lead to the minister's, itself included.
fn place_of_quote(home: &Path) -> usize {
    let story = store(home).story(StoryId(2)).unwrap();
    let spoken = story.analysis.quotes.iter().filter(|quote| !quote.scare);
    let mut places: Vec<_> = spoken.map(|quote| quote.content).collect();
    places.sort_unstable();
    places.dedup();
    let of_minister =
        |place: &demarche::model::Span| place.text(&story.article.text).starts_with(QUOTES[0]);
    places.iter().position(of_minister).unwrap() + 1
}

/// Whether the bar of the dossier is on its one story.
fn is_on_the_story(screen: &str) -> bool {
    screen.lines().any(|line| line.contains('▌') && line.contains("Norway accuses Russia"))
}

/// Highlights what the minister said, notes on it with an actor completed, and labels the story.
fn note_a_quotation(walk: &mut Walk, home: &Path) {
    let number = place_of_quote(home);
    // Not by what the status line says of it: that the story is saved may be said after it.
    walk.press(&"]q".repeat(number));
    walk.press("v3");
    walk.see("r  “We know who did it");
    walk.press("a");
    walk.see("Note on these words");
    walk.press("Ask @Sig");
    walk.see(" Sigrun Aalvik  ");
    walk.press("\t for the paper.");
    walk.see("Ask @Sigrun Aalvik for the paper.");
    walk.press("\x13");
    walk.told("note kept");
    walk.press("t");
    walk.see("label: ");
    walk.press("to check\r");
    walk.told("labelled to check");
}

/// Takes the open dossier away in each format.
fn export_in_every_format(walk: &mut Walk) {
    walk.press("q");
    let mut written: Vec<String> = Vec::new();
    for format in Format::ALL {
        // A file that is there is left alone: the second JSON gets a number.
        let same = written.iter().filter(|ending| **ending == format.extension()).count();
        let number = if same == 0 { String::new() } else { format!("-{}", same + 1) };
        written.push(format.extension().to_owned());
        walk.press(&format!(":export {}\r", format.as_str()));
        let ending = format!("{number}.{} ", format.extension());
        walk.until(&ending, |screen| {
            let said = screen.lines().rev().nth(1).unwrap_or_default();
            let date = said.split("/winter-mail-").nth(1).unwrap_or_default();
            date.get(10..).is_some_and(|rest| format!("{rest} ").starts_with(&ending))
        });
    }
}

#[test]
fn a_story_becomes_evidence_and_is_taken_away() {
    let home = tempfile::tempdir().unwrap();
    let (server, changed) = serve();
    prepare(home.path(), &server);
    let mut walk = Walk::start(home.path(), 120, 40);
    walk.see(" 1/2 ");
    open(&mut walk);

    // Saved with its page as it was served.
    walk.press("s");
    walk.told("saved");
    let pages = store(home.path()).snapshots(StoryId(2)).unwrap();
    assert_eq!(pages[0].body, page(false).into_bytes());
    assert_eq!(pages[0].about.final_url, server.url("/1"));

    note_a_quotation(&mut walk, home.path());

    // Into a new dossier; undone and done again.
    walk.press("S");
    walk.see("Put into a dossier");
    walk.press("Winter mail\r");
    walk.told("the dossier Winter mail is made");
    walk.press("u");
    walk.told("undone: add to a dossier on “Norway accuses Russia”, of ");
    walk.press("\x12");
    walk.told("done again: add to a dossier");
    walk.quit();

    // After a restart, undo says what it would take back first.
    let mut walk = Walk::start(home.path(), 120, 40);
    walk.see(" 1/2 ");
    walk.press("u");
    walk.told("of an earlier session: add to a dossier on “Norway accuses Russia”");
    walk.press("u");
    walk.told("undone: add to a dossier");
    walk.press("\x12");
    walk.told("done again: add to a dossier");

    // The dossier shows the story with the note in its own words.
    walk.press("gd");
    walk.see("Dossiers");
    walk.see("Winter mail");
    walk.press("\r");
    walk.see("Dossier: Winter mail");
    walk.see("Ask @Sigrun Aalvik for the paper.");
    walk.insist("j", is_on_the_story);
    walk.press("#");
    walk.see("section: ");
    walk.press("First week\r");
    walk.told("under “First week”");
    walk.press("ge");
    walk.told("does nothing here");
    walk.press("k");
    walk.press("e");
    walk.see("Summary of Winter mail");
    walk.press("Who read whose mail.\x13");
    walk.told("the dossier Winter mail is changed");
    walk.insist("j", is_on_the_story);
    open(&mut walk);

    // The page changes; what was quoted is compared first, word by word.
    changed.store(true, Ordering::SeqCst);
    walk.press("x");
    walk.told("the text has changed; = shows how");
    walk.press("=");
    let screen = walk.until("what changed", |screen| {
        screen.contains("The whole text") && screen.contains("paragraph")
    });
    let (quotes, whole) = screen.split_once("The whole text").unwrap();
    assert!(quotes.contains("Quotations"), "{screen}");
    assert!(quotes.contains("{+think we +}know who did it[-, and we know how-]"), "{screen}");
    assert!(whole.contains("paragraph"), "{screen}");
    walk.press("q");
    walk.until("the article", |screen| !screen.contains("What changed"));
    walk.press("G");
    walk.see("(these words are no longer there)");
    walk.see("Ask @Sigrun Aalvik for the paper.");
    let store = store(home.path());
    assert_eq!(store.snapshots(StoryId(2)).unwrap().len(), 2, "both pages are kept");

    // A claim that the machine misread.
    walk.press("gg]ci");
    walk.see("Why");
    walk.press("d");
    walk.told("corrected; u takes it back");
    walk.press("G");
    walk.see("± not claimed: ");

    export_in_every_format(&mut walk);
    walk.quit();
    check_files(home.path());
    let notes = store.notes(StoryId(2)).unwrap();
    let colours: Vec<Highlight> = notes.iter().map(|note| note.colour).collect();
    assert_eq!(colours, [Highlight::Red], "the note stands on the highlight");
}

/// A file for each format, each with the quotation or the note, and none half written.
fn check_files(folder: &Path) {
    let files = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let files: Vec<_> = files.filter(|path| path.is_file()).collect();
    assert_eq!(files.len(), Format::ALL.len(), "{files:?}");
    for file in files {
        let text = std::fs::read_to_string(&file).unwrap();
        assert!(text.contains("Norway") || text.contains("Sigrun"), "{}: {text}", file.display());
        if text.contains("\"iso2\"") {
            check_labels(&text);
        }
    }
}

/// What the reader corrected is a set that the program is scored on.
fn check_labels(labels: &str) {
    let set = tempfile::tempdir().unwrap();
    std::fs::write(set.path().join("gold.jsonl"), labels).unwrap();
    let mut eval = std::process::Command::new(env!("CARGO_BIN_EXE_demarche"));
    let output = eval.args(["eval", "--json"]).arg(set.path()).output().unwrap();
    let report: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(report["texts"], labels.lines().count(), "{report}");
}

#[test]
fn a_note_that_was_begun_outlives_the_newsroom() {
    let home = tempfile::tempdir().unwrap();
    let (server, _) = serve();
    prepare(home.path(), &server);
    let mut walk = Walk::start(home.path(), 100, 30);
    walk.see(" 1/2 ");
    walk.press("a");
    walk.see("Note on this story");
    walk.press("Half a thought");
    walk.see("Half a thought");
    let pid = walk.child.process_id().unwrap().to_string();
    assert!(std::process::Command::new("kill").args(["-TERM", &pid]).status().unwrap().success());
    walk.child.wait().unwrap();

    let mut walk = Walk::start(home.path(), 100, 30);
    walk.told("the note you had begun is kept: a goes on with it, on “Norway accuses Russia”");
    walk.see(" 1/2 ");
    walk.press("a");
    walk.see("Half a thought");
    walk.press(", whole now.\x13");
    walk.told("note kept");
    walk.quit();
    let store = store(home.path());
    assert_eq!(store.notes(StoryId(2)).unwrap()[0].body, "Half a thought, whole now.");
    assert_eq!(store.drafts().unwrap(), []);
}
