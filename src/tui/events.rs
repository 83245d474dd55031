//! What wakes the loop: keys, replies, signals, all through one channel.

use std::sync::mpsc::Sender;

use crossterm::event::EventStream;
use futures::StreamExt;
use rustix::event::PollFd;
use rustix::event::PollFlags;
use rustix::event::poll;
use rustix::io::Errno;
use signal_hook::consts::SIGHUP;
use signal_hook::consts::SIGINT;
use signal_hook::consts::SIGQUIT;
use signal_hook::consts::SIGTERM;
use signal_hook::consts::SIGTSTP;
use tokio::runtime::Handle;
use tokio::signal::unix::SignalKind;
use tokio::task::JoinHandle;

use crate::app::Message;

/// Something that wakes the loop.
#[derive(Debug)]
pub(super) enum Event {
    /// What the terminal sends.
    Terminal(crossterm::event::Event),
    /// An effect has an outcome.
    Reply(Message),
    /// A signal that asks the program to end; its number.
    Signal(i32),
    /// A signal that asks the program to stop for a while.
    Stop,
    /// The terminal has gone.
    Gone,
}

/// Forwards what the terminal sends, until it is dropped.
pub(super) struct Keys(JoinHandle<()>);

impl Keys {
    /// Begins to read from the terminal.
    pub(super) fn read(runtime: &Handle, sender: Sender<Event>) -> Self {
        Self(runtime.spawn(async move {
            let mut events = EventStream::new();
            while let Some(event) = events.next().await {
                let event = event.map_or(Event::Gone, Event::Terminal);
                let gone = matches!(event, Event::Gone);
                if sender.send(event).is_err() || gone {
                    return;
                }
            }
            let _ = sender.send(Event::Gone);
        }))
    }

    /// Stops reading, so that another program can read from the terminal.
    pub(super) fn stop(self, runtime: &Handle) {
        self.0.abort();
        // The stream is gone only when its task is: the next reader must not share with it.
        let _ = runtime.block_on(self.0);
    }
}

/// Forwards the signals that ask the program to end or stop.
///
/// # Errors
///
/// Returns the system's error if a signal cannot be waited for.
pub(super) fn signals(runtime: &Handle, sender: &Sender<Event>) -> std::io::Result<()> {
    let _inside = runtime.enter();
    for number in [SIGTERM, SIGHUP, SIGINT, SIGQUIT, SIGTSTP] {
        let mut signal = tokio::signal::unix::signal(SignalKind::from_raw(number))?;
        let sender = sender.clone();
        runtime.spawn(async move {
            while signal.recv().await.is_some() {
                let event = if number == SIGTSTP { Event::Stop } else { Event::Signal(number) };
                if sender.send(event).is_err() {
                    return;
                }
            }
        });
    }
    Ok(())
}

/// Tells of a terminal that has gone: it sends no key, and not always a signal.
pub(super) fn hang_up(sender: &Sender<Event>) {
    let sender = sender.clone();
    let wait = move || {
        let terminal = std::io::stdin();
        let mut asked = [PollFd::new(&terminal, PollFlags::empty())];
        // No event is asked for, so that the system wakes this thread for the end alone.
        while poll(&mut asked, None) == Err(Errno::INTR) {}
        let _ = sender.send(Event::Gone);
    };
    // Without this thread, the next key or the signal tells of the end.
    let _ = std::thread::Builder::new().name("hang-up".to_owned()).spawn(wait);
}

/// Stops the process, as the shell expects of a suspended program; returns when it goes on.
pub(super) fn stop_process() {
    let _ = signal_hook::low_level::raise(signal_hook::consts::SIGSTOP);
}
