//! A walk through the newsroom in a real pseudo-terminal, as a reader would take it.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

use std::io::{Read, Write};
use std::num::NonZero;
use std::path::Path;
use std::sync::mpsc;
use std::time::Duration;

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};

/// How long a screen is waited for before the walk counts as failed: many times what it takes.
const PATIENCE: Duration = Duration::from_mins(1);

/// The newsroom in a pseudo-terminal.
struct Walk {
    child: Box<dyn Child + Send + Sync>,
    master: Box<dyn MasterPty + Send>,
    keys: Box<dyn Write + Send>,
    output: mpsc::Receiver<Vec<u8>>,
    screen: vt100::Parser,
}

impl Walk {
    fn start(home: &Path, columns: u16, rows: u16) -> Self {
        let size = PtySize { rows, cols: columns, pixel_width: 0, pixel_height: 0 };
        let pair = native_pty_system().openpty(size).unwrap();
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_demarche"));
        command.args(["--home", home.to_str().unwrap(), "--offline"]);
        command.env("TERM", "xterm-256color");
        command.env("COLORTERM", "truecolor");
        command.env("LC_ALL", "C.UTF-8");
        command.env_remove("NO_COLOR");
        let child = pair.slave.spawn_command(command).unwrap();
        drop(pair.slave);
        let mut reader = pair.master.try_clone_reader().unwrap();
        let (sender, output) = mpsc::channel();
        std::thread::spawn(move || {
            let mut bytes = [0; 8192];
            while let Ok(count) = reader.read(&mut bytes) {
                if count == 0 || sender.send(bytes[..count].to_vec()).is_err() {
                    return;
                }
            }
        });
        let keys = pair.master.take_writer().unwrap();
        let screen = parser(columns, rows);
        Self { child, master: pair.master, keys, output, screen }
    }

    /// Waits until `wanted` says yes to the screen.
    fn until(&mut self, what: &str, wanted: impl Fn(&str) -> bool) -> String {
        loop {
            let shown = self.screen.screen().contents();
            if wanted(&shown) {
                return shown;
            }
            match self.output.recv_timeout(PATIENCE) {
                Ok(bytes) => self.take(&bytes),
                Err(mpsc::RecvTimeoutError::Timeout | mpsc::RecvTimeoutError::Disconnected) => {
                    panic!("{what} never came; the screen is:\n{shown}")
                }
            }
        }
    }

    /// Takes output in; a question for the background's colour gets no answer, one for the
    /// terminal's kind does, as from a terminal that does not tell its colours.
    fn take(&mut self, bytes: &[u8]) {
        self.screen.process(bytes);
        if bytes.windows(3).any(|part| part == b"\x1b[c") {
            self.press("\x1b[?62;22c");
        }
    }

    fn see(&mut self, text: &str) -> String {
        self.until(text, |screen| screen.contains(text))
    }

    fn press(&mut self, keys: &str) {
        self.keys.write_all(keys.as_bytes()).unwrap();
        self.keys.flush().unwrap();
    }

    /// Quits, and checks that the terminal was given back.
    fn quit(mut self) {
        self.press("Q");
        while let Ok(bytes) = self.output.recv_timeout(PATIENCE) {
            self.take(&bytes);
        }
        assert!(self.child.wait().unwrap().success());
        assert!(!self.screen.screen().alternate_screen(), "the alternate screen was left");
        assert!(!self.screen.screen().hide_cursor(), "the cursor is shown");
        assert_eq!(self.screen.screen().mouse_protocol_mode(), vt100::MouseProtocolMode::None);
        assert!(!self.screen.screen().bracketed_paste(), "paste is as before");
    }
}

fn parser(columns: u16, rows: u16) -> vt100::Parser {
    vt100::Parser::new(NonZero::new(rows).unwrap(), NonZero::new(columns).unwrap(), 0)
}

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
    let all = count(&walk.see("stories"));
    assert!(all >= 30, "{all} samples");

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
    walk.see("[accused]");
    walk.press("\r");
    let screen = walk.see("accused RU ×");
    let screen = if screen.contains(" found") { screen } else { walk.see(" found") };
    assert!(count(&screen) < all);
    walk.press("\x1b");
    walk.until("all stories", |screen| {
        screen.contains("All stories") && !screen.contains("accused RU")
    });

    // Search, while typing.
    walk.press("/embassy");
    walk.see("/embassy");
    walk.press("\r");
    let screen = walk.see(" found");
    assert!(count(&screen) < all);

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
    walk.quit();
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
