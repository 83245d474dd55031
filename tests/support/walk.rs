//! The newsroom in a real pseudo-terminal, for tests that press keys and read the screen.
#![allow(dead_code, reason = "each test program uses its own part of it")]

use std::io::Read;
use std::io::Write;
use std::num::NonZero;
use std::path::Path;
use std::sync::mpsc;
use std::time::Duration;
use std::time::Instant;

use portable_pty::Child;
use portable_pty::CommandBuilder;
use portable_pty::MasterPty;
use portable_pty::PtySize;
use portable_pty::native_pty_system;

/// How long a screen is waited for before the walk counts as failed: many times what it takes.
const PATIENCE: Duration = Duration::from_mins(1);

/// After how long a reader presses a key again that seems to have done nothing.
const AGAIN: Duration = Duration::from_secs(4);

/// The newsroom in a pseudo-terminal.
pub(crate) struct Walk {
    /// The program.
    pub(crate) child: Box<dyn Child + Send + Sync>,
    /// Our side of the terminal.
    pub(crate) master: Box<dyn MasterPty + Send>,
    keys: Box<dyn Write + Send>,
    output: mpsc::Receiver<Vec<u8>>,
    /// What the terminal shows.
    pub(crate) screen: vt100::Parser,
}

impl Walk {
    /// Opens the newsroom of a home, which asks no feed.
    pub(crate) fn start(home: &Path, columns: u16, rows: u16) -> Self {
        Self::with(home, &["--offline"], columns, rows)
    }

    /// Opens the newsroom of a home with arguments; it may ask servers of this machine.
    pub(crate) fn with(home: &Path, arguments: &[&str], columns: u16, rows: u16) -> Self {
        let size = PtySize { rows, cols: columns, pixel_width: 0, pixel_height: 0 };
        let pair = native_pty_system().openpty(size).unwrap();
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_demarche"));
        command.args(["--home", home.to_str().unwrap()]);
        command.args(arguments);
        command.cwd(home);
        command.env("DEMARCHE_ALLOW_PRIVATE", "127.0.0.1,127.0.0.2");
        command.env_remove("DEMARCHE_HOME");
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
    pub(crate) fn until(&mut self, what: &str, wanted: impl Fn(&str) -> bool) -> String {
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

    /// Waits until the screen shows `text`.
    pub(crate) fn see(&mut self, text: &str) -> String {
        self.until(text, |screen| screen.contains(text))
    }

    /// Waits until the status line says `text`.
    pub(crate) fn told(&mut self, text: &str) {
        self.until(text, |screen| {
            screen.lines().rev().nth(1).is_some_and(|line| line.contains(text))
        });
    }

    /// Presses keys until the screen says yes to them: a key that comes before what it is about,
    /// as a dossier whose stories are still on their way, does nothing, and a reader presses again.
    pub(crate) fn insist(&mut self, keys: &str, wanted: impl Fn(&str) -> bool) {
        let end = Instant::now() + PATIENCE;
        while Instant::now() < end {
            self.press(keys);
            let again = Instant::now() + AGAIN;
            while Instant::now() < again {
                if let Ok(bytes) = self.output.recv_timeout(AGAIN) {
                    self.take(&bytes);
                }
                if wanted(&self.screen.screen().contents()) {
                    return;
                }
            }
        }
        panic!("{keys:?} did nothing; the screen is:\n{}", self.screen.screen().contents());
    }

    /// Presses keys, one after the other.
    pub(crate) fn press(&mut self, keys: &str) {
        self.keys.write_all(keys.as_bytes()).unwrap();
        self.keys.flush().unwrap();
    }

    /// Quits, and checks that the terminal was given back.
    pub(crate) fn quit(mut self) {
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

/// A terminal of a size.
pub(crate) fn parser(columns: u16, rows: u16) -> vt100::Parser {
    vt100::Parser::new(NonZero::new(rows).unwrap(), NonZero::new(columns).unwrap(), 0)
}
