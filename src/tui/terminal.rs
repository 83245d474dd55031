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

/// Whether the terminal is taken over, for the panic hook and for giving it back once only.
static TAKEN: AtomicBool = AtomicBool::new(false);

/// The terminal, taken over; given back when dropped.
pub(super) struct Screen {
    terminal: Terminal<CrosstermBackend<std::io::Stdout>>,
    mouse: bool,
}

impl Screen {
    /// Takes the terminal over.
    ///
    /// # Errors
    ///
    /// Returns the terminal's error.
    pub(super) fn open(mouse: bool) -> std::io::Result<Self> {
        take(mouse)?;
        let terminal =
            Terminal::new(CrosstermBackend::new(stdout())).inspect_err(|_| give_back())?;
        Ok(Self { terminal, mouse })
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
        take(self.mouse)?;
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

fn take(mouse: bool) -> std::io::Result<()> {
    enable_raw_mode()?;
    TAKEN.store(true, Ordering::SeqCst);
    execute!(stdout(), EnterAlternateScreen, EnableBracketedPaste, EnableFocusChange)?;
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
