//! The event loop.

use std::io::IsTerminal;
use std::sync::mpsc::Receiver;
use std::sync::mpsc::Sender;
use std::time::Duration;
use std::time::Instant;

use crossterm::event::Event as Input;
use crossterm::event::KeyEventKind;
use crossterm::event::MouseEvent;
use crossterm::event::MouseEventKind;
use jiff::Timestamp;
use tokio::runtime::Handle;

use super::events;
use super::events::Event;
use super::events::Keys;
use super::looks::Looks;
use super::terminal::Screen;
use crate::app::Effect;
use crate::app::Exit;
use crate::app::Message;
use crate::app::State;
use crate::app::TerminalEffect;
use crate::app::draft;
use crate::app::start;
use crate::app::update;
use crate::config::Config;
use crate::config::Environment;
use crate::config::Home;
use crate::ui;
use crate::worker::Worker;

/// How soon the second click of a double click comes.
const TWICE: Duration = Duration::from_millis(400);

/// The most events that are taken in before the screen is drawn.
const BATCH_MAX: usize = 256;

/// How often the reader's files are looked at for changes, and the terminal for being there.
const WATCH: Duration = Duration::from_secs(1);

/// Everything that the loop holds.
pub(super) struct Loop {
    pub(super) state: State,
    pub(super) screen: Screen,
    pub(super) looks: Looks,
    pub(super) worker: Worker,
    pub(super) inbox: Receiver<Event>,
    pub(super) sender: Sender<Event>,
    pub(super) runtime: Handle,
    pub(super) home: Home,
    pub(super) environment: Environment,
}

impl Loop {
    /// Draws, waits, updates, until the reader leaves; `fetch` asks the feeds at the start.
    ///
    /// # Errors
    ///
    /// Returns the error of a terminal that cannot be drawn to, unless it has gone.
    pub(super) fn run(mut self, fetch: bool) -> std::io::Result<Exit> {
        events::signals(&self.runtime, &self.sender)?;
        let effects = start(&mut self.state, fetch);
        let mut keys = Some(Keys::read(&self.runtime, self.sender.clone()));
        self.carry_out(effects, &mut keys)?;
        self.watch();
        let mut clicked: Option<(Instant, u16, u16)> = None;
        let mut fresh = true;
        while self.state.exit.is_none() {
            if fresh {
                self.draw(&mut keys)?;
            }
            fresh = false;
            let Ok(first) = self.inbox.recv() else { break };
            let mut batch = vec![first];
            batch.extend(self.inbox.try_iter().take(BATCH_MAX));
            self.state.now = Timestamp::now();
            for event in batch {
                fresh |= self.take(event, &mut clicked, &mut keys)?;
                if self.state.exit.is_some() {
                    break;
                }
            }
        }
        drop(self.screen);
        // A signal does not wait for the alarm that keeps a draft.
        if let Some(draft) = draft(&self.state) {
            self.worker.run(Effect::KeepDraft(draft));
        }
        self.worker.close();
        Ok(self.state.exit.unwrap_or(Exit::Asked))
    }

    /// Measures what fits, and draws.
    fn draw(&mut self, keys: &mut Option<Keys>) -> std::io::Result<()> {
        let size = self.screen.size()?;
        if let Some(measured) = ui::measure(&self.state, size) {
            let effects = update(&mut self.state, Message::Measured(measured));
            self.carry_out(effects, keys)?;
        }
        let (state, look) = (&self.state, &self.looks.look);
        self.screen.draw(|frame| ui::view(frame, state, look))
    }

    /// Takes one event in; returns whether the screen must be drawn.
    fn take(
        &mut self,
        event: Event,
        clicked: &mut Option<(Instant, u16, u16)>,
        keys: &mut Option<Keys>,
    ) -> std::io::Result<bool> {
        let message = match event {
            Event::Terminal(Input::Key(key)) if key.kind == KeyEventKind::Release => None,
            Event::Terminal(Input::Key(key)) => self.looks.look.keymap.message(&self.state, key),
            Event::Terminal(Input::Paste(text)) => Some(Message::Pasted(text)),
            Event::Terminal(Input::Mouse(mouse)) => {
                let twice = double(mouse, clicked);
                ui::pointer(&self.state, mouse, twice).map(Message::Pointed)
            }
            Event::Terminal(Input::Resize(..)) => return Ok(true),
            Event::Terminal(Input::FocusGained | Input::FocusLost) => None,
            Event::Reply(Message::Configured(_)) => {
                self.configure();
                return Ok(true);
            }
            Event::Reply(message) => Some(message),
            Event::Signal(number) => {
                self.state.exit = Some(Exit::Signal(u8::try_from(number).unwrap_or_default()));
                None
            }
            Event::Stop => {
                self.suspend(keys)?;
                return Ok(true);
            }
            Event::Gone => {
                self.state.exit = Some(Exit::Signal(1));
                None
            }
        };
        let Some(message) = message else { return Ok(false) };
        let effects = update(&mut self.state, message);
        self.carry_out(effects, keys)?;
        Ok(true)
    }

    /// Carries out what the terminal does, and hands the rest to the worker.
    fn carry_out(&mut self, effects: Vec<Effect>, keys: &mut Option<Keys>) -> std::io::Result<()> {
        for effect in effects {
            match effect {
                Effect::Terminal(TerminalEffect::Copy(text)) => {
                    if !self.worker.copy(&text) {
                        self.screen.copy(&text)?;
                    }
                }
                Effect::Terminal(TerminalEffect::Suspend) => self.suspend(keys)?,
                Effect::Terminal(TerminalEffect::Redraw) => self.screen.forget()?,
                Effect::Terminal(TerminalEffect::Edit(text)) => self.edit(&text, keys)?,
                Effect::Terminal(TerminalEffect::Theme(name)) => {
                    let message = match self.looks.change(name.as_deref()) {
                        Ok(name) => Message::Told(format!("theme {name}")),
                        Err(problem) => Message::failed(problem),
                    };
                    update(&mut self.state, message);
                }
                effect => self.worker.run(effect),
            }
        }
        Ok(())
    }

    /// Goes back to the shell until it brings the program to the front again.
    fn suspend(&mut self, keys: &mut Option<Keys>) -> std::io::Result<()> {
        self.aside(keys, |_| events::stop_process())
    }

    /// Opens the editor on a note.
    fn edit(&mut self, text: &str, keys: &mut Option<Keys>) -> std::io::Result<()> {
        let config = Config::read(&self.home).0;
        let own = config.settings.programs.editor;
        let editor = if own.is_empty() { self.environment.editor.clone() } else { own };
        let mut outcome = Ok(String::new());
        self.aside(keys, |this| outcome = super::editor::edit(&this.home, &editor, text))?;
        let message = match outcome {
            Ok(text) => Message::Edited(text),
            Err(problem) => Message::failed(problem),
        };
        let effects = update(&mut self.state, message);
        self.carry_out(effects, keys)
    }

    /// Gives the terminal back, does `then`, and takes it over again.
    fn aside(
        &mut self,
        keys: &mut Option<Keys>,
        then: impl FnOnce(&mut Self),
    ) -> std::io::Result<()> {
        if let Some(keys) = keys.take() {
            keys.stop(&self.runtime);
        }
        self.screen.pause();
        then(self);
        self.screen.resume()?;
        *keys = Some(Keys::read(&self.runtime, self.sender.clone()));
        Ok(())
    }

    /// Looks now and then whether one of the reader's files has changed, and whether the terminal
    /// is still there: one that has gone sends no key, and not always a signal.
    fn watch(&self) {
        let (home, sender) = (self.home.clone(), self.sender.clone());
        let environment = self.environment.clone();
        self.runtime.spawn(async move {
            let mut known = Config::stamps(&home);
            loop {
                tokio::time::sleep(WATCH).await;
                if !std::io::stdin().is_terminal() {
                    let _ = sender.send(Event::Gone);
                    return;
                }
                let now = Config::stamps(&home);
                if now == known {
                    continue;
                }
                known = now;
                let message = super::configured(&Config::read(&home).0, &environment);
                if sender.send(Event::Reply(message)).is_err() {
                    return;
                }
            }
        });
    }

    /// Takes changed settings over; where they are wrong, the old ones stay in force.
    fn configure(&mut self) {
        let (config, mut problems) = Config::read(&self.home);
        let looks = self.looks.again(&config, &self.environment);
        problems.extend(looks.problems.iter().cloned());
        if let Some(problem) = problems.first() {
            let said = Message::Misconfigured(Some(problem.to_string()));
            update(&mut self.state, said);
            return;
        }
        self.looks = looks;
        self.worker.configure(config.settings.programs.clone());
        update(&mut self.state, super::configured(&config, &self.environment));
        update(&mut self.state, Message::Told("settings read again".to_owned()));
    }
}

/// Returns whether a click is the second at its place.
fn double(mouse: MouseEvent, clicked: &mut Option<(Instant, u16, u16)>) -> bool {
    if !matches!(mouse.kind, MouseEventKind::Down(_)) {
        return false;
    }
    let now = Instant::now();
    let again = clicked.is_some_and(|(at, column, row)| {
        now.duration_since(at) < TWICE && (column, row) == (mouse.column, mouse.row)
    });
    *clicked = (!again).then_some((now, mouse.column, mouse.row));
    again
}
