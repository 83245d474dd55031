//! A walk through the newsroom in a real pseudo-terminal, as a reader would take it.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

#[path = "support/walk.rs"]
mod walk;

use portable_pty::PtySize;
use walk::Walk;
use walk::parser;

/// Returns the number before `word` in the first line of the screen.
fn count(screen: &str) -> u64 {
    let first = screen.lines().next().unwrap_or_default();
    let words: Vec<&str> = first.split_whitespace().collect();
    let at = words.iter().rposition(|word| word.starts_with("stor")).unwrap();
    words[at - 1].replace(',', "").parse().unwrap()
}

#[test]
fn a_reader_walks_through_the_newsroom() {
    let folder = tempfile::tempdir().unwrap();
    let mut walk = Walk::start(folder.path(), 100, 30);

    // The samples are there, each marked, without a question.
    walk.until("the samples", |screen| screen.contains("SAMPLE") && screen.contains("COUNTRIES"));
    let samples = walk.until("all samples", |screen| screen.contains("44 stories"));
    let all = count(&samples);

    // Move, open, read on.
    walk.press("jj");
    walk.see("3/");
    walk.press("\r");
    walk.see("Article");
    walk.see("layers");
    walk.press("]c");
    walk.until("a jump", |screen| screen.contains("claim 1 of") || screen.contains("no claim"));
    walk.press("q");

    // Filter by country and role, then clear.
    walk.press("c");
    walk.see("Filter by country");
    walk.press("russ\t\t");
    walk.see("[!accused]");
    walk.press("\r");
    walk.see("accused RU ×");
    walk.until("fewer", |screen| screen.contains(" found") && count(screen) < all);
    walk.press("\x1b");
    walk.until("all stories", |screen| {
        screen.contains("All stories") && !screen.contains("accused RU")
    });

    // Search, while typing.
    walk.press("/embassy");
    walk.see("/embassy");
    walk.press("\r");
    // What was found for the first letters may stand there for a moment.
    walk.until("fewer", |screen| screen.contains(" found") && count(screen) < all);

    // Note and save the first of them.
    walk.press("a");
    walk.see("Note on this story");
    walk.press("Ask the ministry about this.\x13");
    walk.see("note kept");
    walk.press("s");
    walk.see("saved");
    walk.press("0");
    walk.until("all stories", |screen| {
        screen.contains("All stories") && !screen.contains(" found")
    });
    walk.quit();

    // Both are there at the next start.
    let mut walk = Walk::start(folder.path(), 60, 20);
    walk.see("stories");
    walk.press("gs");
    walk.until("the saved story", |screen| screen.contains("Saved") && screen.contains("1 story"));
    walk.press("\r");
    walk.until("the article", |screen| screen.contains("layers") && !screen.contains("opening"));
    walk.press("G");
    walk.see("Ask the ministry about this.");
    walk.press("q");

    // Away as a document, with the note and where the story is from.
    walk.press("E");
    walk.see("1 story written to");
    walk.quit();
    let written = std::fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().path());
    let written: Vec<_> = written.filter(|path| path.extension().is_some()).collect();
    let [document] = written.as_slice() else { panic!("one document: {written:?}") };
    let document = std::fs::read_to_string(document).unwrap();
    for part in ["Ask the ministry about this.", "SAMPLE", "https://", "## "] {
        assert!(document.contains(part), "{part} is missing:\n{document}");
    }
}

#[test]
fn many_sizes_end_in_a_right_screen() {
    let folder = tempfile::tempdir().unwrap();
    let mut walk = Walk::start(folder.path(), 100, 30);
    walk.until("the samples", |screen| screen.contains("SAMPLE"));
    for step in 0..200_u16 {
        let (rows, cols) = (1 + step * 7 % 60, 1 + step * 13 % 240);
        walk.master.resize(PtySize { rows, cols, pixel_width: 0, pixel_height: 0 }).unwrap();
    }
    walk.master.resize(PtySize { rows: 24, cols: 80, pixel_width: 0, pixel_height: 0 }).unwrap();
    walk.screen = parser(80, 24);
    walk.press("\x0c");
    walk.until("the list at its last size", |screen| {
        let first = screen.lines().next().unwrap_or_default().trim_end();
        first.ends_with(" stories") && (78..=80).contains(&first.chars().count())
    });
    walk.child.kill().unwrap();
}
