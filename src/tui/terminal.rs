//! The terminal: taken over, and given back whatever happens.

use std::io::Write;
use std::io::stdout;
use std::path::PathBuf;
use std::sync::atomic::AtomicBool;
use std::sync::atomic::Ordering;
use std::sync::mpsc::Sender;

use crossterm::clipboard::CopyToClipboard;
use crossterm::cursor::Show;
use crossterm::event::DisableBracketedPaste;
use crossterm::event::DisableFocusChange;
use crossterm::event::DisableMouseCapture;
use crossterm::event::EnableBracketedPaste;
use crossterm::event::EnableFocusChange;
use crossterm::event::EnableMouseCapture;
use crossterm::execute;
use crossterm::style::Print;
use crossterm::terminal::Clear;
use crossterm::terminal::ClearType;
use crossterm::terminal::EnterAlternateScreen;
use crossterm::terminal::LeaveAlternateScreen;
use crossterm::terminal::disable_raw_mode;
use crossterm::terminal::enable_raw_mode;
use ratatui::Terminal;
use ratatui::backend::CrosstermBackend;

use super::events::Event;
use crate::app::Message;
use crate::config::Bidi;

/// Whether the terminal is taken over, for the panic hook and for giving it back once only.
static TAKEN: AtomicBool = AtomicBool::new(false);

/// The terminal, taken over; given back when dropped.
pub(super) struct Screen {
    terminal: Terminal<CrosstermBackend<std::io::Stdout>>,
    mouse: bool,
    bidi: Bidi,
}

impl Screen {
    /// Takes the terminal over.
    ///
    /// # Errors
    ///
    /// Returns the terminal's error.
    pub(super) fn open(mouse: bool, bidi: Bidi) -> std::io::Result<Self> {
        take(mouse, bidi)?;
        let terminal =
            Terminal::new(CrosstermBackend::new(stdout())).inspect_err(|_| give_back())?;
        Ok(Self { terminal, mouse, bidi })
    }

    /// Returns columns and rows.
    pub(super) fn size(&self) -> std::io::Result<(u16, u16)> {
        let size = self.terminal.size()?;
        Ok((size.width, size.height))
    }

    /// Draws.
    pub(super) fn draw(
        &mut self,
        view: impl FnOnce(&mut ratatui::Frame<'_>),
    ) -> std::io::Result<()> {
        self.terminal.draw(view).map(drop)
    }

    /// Forgets what is on the screen, so that all of it is drawn again.
    ///
    /// `Terminal::clear` would ask the terminal for its cursor, which the reader of keys would
    /// take for a key; a new terminal begins with nothing drawn.
    pub(super) fn forget(&mut self) -> std::io::Result<()> {
        execute!(stdout(), Clear(ClearType::All))?;
        self.terminal = Terminal::new(CrosstermBackend::new(stdout()))?;
        Ok(())
    }

    /// Gives the terminal back for a while.
    #[expect(clippy::unused_self, reason = "the terminal is this screen's to give back")]
    pub(super) fn pause(&mut self) {
        give_back();
    }

    /// Takes the terminal over again.
    pub(super) fn resume(&mut self) -> std::io::Result<()> {
        take(self.mouse, self.bidi)?;
        self.forget()
    }

    /// Puts text on the reader's clipboard, through the terminal (OSC 52).
    #[expect(clippy::unused_self, reason = "the terminal is this screen's to write to")]
    pub(super) fn copy(&mut self, text: &str) -> std::io::Result<()> {
        execute!(stdout(), CopyToClipboard::to_clipboard_from(text))
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        give_back();
    }
}

/// Asks the terminal to leave right-to-left text as it is written (ECMA-48, BDSM): it is in order
/// already. Those that order it in any case do not know this.
const BIDI_OFF: &str = "\u{1b}[8l";

/// Takes that back.
const BIDI_ON: &str = "\u{1b}[8h";

fn take(mouse: bool, bidi: Bidi) -> std::io::Result<()> {
    enable_raw_mode()?;
    TAKEN.store(true, Ordering::SeqCst);
    execute!(stdout(), EnterAlternateScreen, EnableBracketedPaste, EnableFocusChange)?;
    // A terminal without an alternate screen still shows what was printed before.
    execute!(stdout(), Clear(ClearType::All))?;
    if bidi != Bidi::Terminal {
        execute!(stdout(), Print(BIDI_OFF))?;
    }
    if mouse {
        execute!(stdout(), EnableMouseCapture)?;
    }
    Ok(())
}

/// Gives the terminal back, if it is taken. A terminal that has gone cannot be helped.
fn give_back() {
    if TAKEN.swap(false, Ordering::SeqCst) {
        let _ = execute!(
            stdout(),
            DisableMouseCapture,
            DisableBracketedPaste,
            DisableFocusChange,
            Print(BIDI_ON),
            LeaveAlternateScreen,
            Show
        );
        let _ = disable_raw_mode();
        let _ = stdout().flush();
    }
}

/// Makes a fault of the screen give the terminal back, and a fault of another thread a line on
/// the screen; both leave a report in `folder`.
pub(super) fn guard_against_panics(sender: Sender<Event>, folder: PathBuf) {
    let screen = std::thread::current().id();
    let before = std::panic::take_hook();
    let sender = std::sync::Mutex::new(sender);
    std::panic::set_hook(Box::new(move |panic| {
        let name = std::thread::current().name().unwrap_or("a thread").to_owned();
        let report = folder.join("crash.txt");
        let backtrace = std::backtrace::Backtrace::force_capture();
        let written = std::fs::write(&report, format!("{name}: {panic}\n\n{backtrace}\n")).is_ok();
        if std::thread::current().id() == screen {
            give_back();
            before(panic);
            if written {
                let mut out = std::io::stderr();
                let _ = writeln!(out, "demarche: a fault; the report is in {}", report.display());
            }
        } else if let Ok(sender) = sender.lock() {
            let what = format!("a fault in {name}; the report is in {}", report.display());
            let _ = sender.send(Event::Reply(Message::failed(what)));
        }
    }));
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use std::io::Read;
    use std::sync::mpsc;

    use portable_pty::CommandBuilder;
    use portable_pty::PtySize;
    use portable_pty::native_pty_system;

    use super::*;

    /// The name of the test that has the fault.
    const FAULT: &str = "tui::terminal::tests::a_fault_on_a_terminal";

    #[test]
    #[ignore = "it panics; the next test runs it on a terminal of its own"]
    fn a_fault_on_a_terminal() {
        let folder = tempfile::tempdir().unwrap();
        let (sender, _inbox) = mpsc::channel();
        guard_against_panics(sender, folder.path().to_owned());
        let _screen = Screen::open(true, Bidi::Visual).unwrap();
        panic!("as a fault of the screen would");
    }

    #[test]
    fn a_fault_gives_the_terminal_back_and_says_where_the_report_is() {
        let size = PtySize { rows: 24, cols: 80, pixel_width: 0, pixel_height: 0 };
        let pair = native_pty_system().openpty(size).unwrap();
        let before = pair.master.get_termios().unwrap();
        // This very program; only `config` may ask the environment for it.
        let program = std::fs::read_link("/proc/self/exe").unwrap();
        let mut command = CommandBuilder::new(program);
        command.args(["--exact", FAULT, "--ignored", "--nocapture"]);
        command.cwd("/");
        let mut child = pair.slave.spawn_command(command).unwrap();
        let mut reader = pair.master.try_clone_reader().unwrap();
        let (sender, written) = mpsc::channel();
        std::thread::spawn(move || {
            let mut bytes = [0; 4096];
            while let Ok(count @ 1..) = reader.read(&mut bytes) {
                let _ = sender.send(bytes[..count].to_vec());
            }
        });
        assert!(!child.wait().unwrap().success(), "it has the fault");
        let after = pair.master.get_termios().unwrap();
        assert_eq!(after.local_flags, before.local_flags, "keys are echoed as before");
        drop((pair.slave, pair.master));
        let written: Vec<u8> = written.into_iter().flatten().collect();
        let mut screen = vt100::Parser::default();
        screen.process(&written);
        let screen = screen.screen();
        let said = screen.contents();
        assert!(said.contains("the report is in"), "{said}");
        assert!(!screen.alternate_screen() && !screen.hide_cursor(), "{said}");
        assert_eq!(screen.mouse_protocol_mode(), vt100::MouseProtocolMode::None);
        assert!(!screen.bracketed_paste());
        let taken = written.windows(8).any(|part| part == b"\x1b[?1049h");
        assert!(taken, "the terminal was taken over at first: {said}");
    }
}
