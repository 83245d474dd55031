//! The event loop.

use std::sync::Arc;
use std::sync::mpsc::Receiver;
use std::sync::mpsc::RecvTimeoutError;
use std::sync::mpsc::Sender;
use std::time::Duration;
use std::time::Instant;

use crossterm::event::Event as Input;
use crossterm::event::KeyEvent;
use crossterm::event::KeyEventKind;
use crossterm::event::MouseEvent;
use crossterm::event::MouseEventKind;
use jiff::Timestamp;
use terminal_colorsaurus::ThemeMode;
use tokio::runtime::Handle;
use tokio::sync::Notify;

use super::events;
use super::events::Event;
use super::events::Keys;
use super::held::Held;
use super::looks::Looks;
use super::replies::Replies;
use super::replies::Taken;
use super::terminal::Screen;
use crate::app::Alarm;
use crate::app::Effect;
use crate::app::Exit;
use crate::app::Message;
use crate::app::State;
use crate::app::TerminalEffect;
use crate::app::Verb;
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

/// How often what fits is measured again because the measure has moved it: headings come into view.
const MEASURES_MAX: usize = 3;

/// How long after a key the reader's files are looked at for changes: once for many keys.
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
    pub(super) held: Held,
    pub(super) replies: Replies,
    /// Told when the reader is there, so that changed files are looked for.
    pub(super) stirred: Arc<Notify>,
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
        events::hang_up(&self.sender);
        let mut clicked: Option<(Instant, u16, u16)> = None;
        let mut fresh = true;
        while self.state.exit.is_none() {
            if fresh {
                self.draw(&mut keys)?;
            }
            let Some(batch) = self.batch() else { break };
            self.state.now = Timestamp::now();
            fresh = false;
            for event in batch {
                fresh |= self.take_or_hold(event, &mut clicked, &mut keys)?;
            }
            fresh |= self.release(&mut clicked, &mut keys)?;
        }
        drop(self.screen);
        // A signal does not wait for the alarm that keeps a draft.
        if let Some(draft) = draft(&self.state) {
            self.worker.run(Effect::KeepDraft(draft));
        }
        self.worker.close();
        Ok(self.state.exit.unwrap_or(Exit::Asked))
    }

    /// Waits for what happens next; nothing if keys have waited long enough, `None` at the end.
    fn batch(&mut self) -> Option<Vec<Event>> {
        let first = match self.held.left() {
            None => self.inbox.recv().ok()?,
            Some(left) => match self.inbox.recv_timeout(left) {
                Ok(event) => event,
                Err(RecvTimeoutError::Timeout) => return Some(Vec::new()),
                Err(RecvTimeoutError::Disconnected) => return None,
            },
        };
        let mut batch = vec![first];
        batch.extend(self.inbox.try_iter().take(BATCH_MAX));
        Some(batch)
    }

    /// Takes an event in, unless it is a key that must wait for an answer.
    fn take_or_hold(
        &mut self,
        event: Event,
        clicked: &mut Option<(Instant, u16, u16)>,
        keys: &mut Option<Keys>,
    ) -> std::io::Result<bool> {
        if self.state.exit.is_some() {
            return Ok(false);
        }
        let is_input = match &event {
            Event::Terminal(Input::Key(key)) => key.kind != KeyEventKind::Release,
            Event::Terminal(Input::Paste(_) | Input::Mouse(_)) => true,
            Event::Terminal(_) | Event::Reply(_) | Event::Signal(_) | Event::Stop | Event::Gone => {
                false
            }
        };
        if !is_input {
            return self.take(event, clicked, keys);
        }
        self.stirred.notify_one();
        if self.leaves(&event) {
            self.held.clear();
        }
        if self.held.must_wait(self.state.awaits()) {
            self.held.keep(event);
            return Ok(false);
        }
        // The key is about what fits on the screen now, which the keys before may have changed.
        self.measure(keys)?;
        self.take(event, clicked, keys)
    }

    /// Takes in the keys that need not wait any more.
    fn release(
        &mut self,
        clicked: &mut Option<(Instant, u16, u16)>,
        keys: &mut Option<Keys>,
    ) -> std::io::Result<bool> {
        let mut fresh = false;
        while self.state.exit.is_none()
            && let Some(event) = self.held.next(self.state.awaits())
        {
            self.measure(keys)?;
            fresh |= self.take(event, clicked, keys)?;
        }
        Ok(fresh)
    }

    /// Returns whether a key asks to quit or cancel, which waits for nothing.
    fn leaves(&self, event: &Event) -> bool {
        let Event::Terminal(Input::Key(key)) = event else { return false };
        match self.looks.look.keymap.message(&self.state, *key) {
            Some(Message::Do(command)) => matches!(command.verb, Verb::Quit | Verb::Cancel),
            _ => false,
        }
    }

    /// Measures what fits.
    fn measure(&mut self, keys: &mut Option<Keys>) -> std::io::Result<()> {
        let size = self.screen.size()?;
        for _ in 0..MEASURES_MAX {
            let Some(measured) = ui::measure(&self.state, &self.looks.look, size) else { break };
            let effects = update(&mut self.state, Message::Measured(measured));
            self.carry_out(effects, keys)?;
        }
        Ok(())
    }

    /// Measures what fits, and draws.
    fn draw(&mut self, keys: &mut Option<Keys>) -> std::io::Result<()> {
        self.measure(keys)?;
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
            Event::Terminal(Input::Key(key)) => match self.replies.take(key) {
                Taken::Key => return self.press(key, keys),
                Taken::Part => None,
                Taken::Background(background) => {
                    self.repaint(background);
                    return Ok(true);
                }
            },
            Event::Terminal(Input::Paste(text)) => Some(Message::Pasted(text)),
            Event::Terminal(Input::Mouse(mouse)) => {
                let twice = double(mouse, clicked);
                ui::pointer(&self.state, mouse, twice).map(Message::Pointed)
            }
            Event::Terminal(Input::Resize(..)) => return Ok(true),
            Event::Terminal(Input::FocusGained) => {
                self.stirred.notify_one();
                None
            }
            Event::Terminal(Input::FocusLost) => None,
            Event::Reply(Message::Woke(Alarm::Ages)) => {
                self.stirred.notify_one();
                Some(Message::Woke(Alarm::Ages))
            }
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

    /// Takes a key in; of one that stands for two, the second waits where it must.
    fn press(&mut self, key: KeyEvent, keys: &mut Option<Keys>) -> std::io::Result<bool> {
        let mut strokes = self.looks.look.keymap.strokes(&self.state, key).into_iter();
        let first = strokes.next().unwrap_or(key);
        self.held.keep_first(strokes.map(|key| Event::Terminal(Input::Key(key))));
        let Some(message) = self.looks.look.keymap.message(&self.state, first) else {
            return Ok(false);
        };
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
                Effect::Terminal(TerminalEffect::Play(steps)) => {
                    self.held.keep_first(steps.into_iter().map(Event::Reply));
                }
                Effect::Terminal(TerminalEffect::Suspend) => self.suspend(keys)?,
                Effect::Terminal(TerminalEffect::Redraw) => self.screen.forget()?,
                Effect::Terminal(TerminalEffect::Edit(text)) => self.edit(&text, keys)?,
                Effect::Terminal(TerminalEffect::Theme(name)) => {
                    let message = match self.looks.change(name.as_deref()) {
                        Ok(name) => Message::Themed(name),
                        Err(problem) => Message::failed(problem),
                    };
                    let effects = update(&mut self.state, message);
                    self.carry_out(effects, keys)?;
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

    /// Looks whether one of the reader's files has changed when the reader is there: a key, the
    /// terminal coming to the front, the minute that ages change. Nothing wakes otherwise.
    fn watch(&self) {
        let (home, sender) = (self.home.clone(), self.sender.clone());
        let environment = self.environment.clone();
        let stirred = Arc::clone(&self.stirred);
        self.runtime.spawn(async move {
            let mut known = Config::stamps(&home);
            loop {
                stirred.notified().await;
                tokio::time::sleep(WATCH).await;
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

    /// Looks as fits the background that the terminal has named late.
    fn repaint(&mut self, background: ThemeMode) {
        let config = Config::read(&self.home).0;
        self.looks = self.looks.again(&config, &self.environment, Some(background));
    }

    /// Takes changed settings over; where they are wrong, the old ones stay in force.
    fn configure(&mut self) {
        let (config, mut problems) = Config::read(&self.home);
        let looks = self.looks.again(&config, &self.environment, None);
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
