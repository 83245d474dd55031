//! Keys that wait for an answer, so that each acts on the state that the keys before it made.

use std::collections::VecDeque;
use std::time::Duration;
use std::time::Instant;

use super::events::Event;

/// How long keys wait: longer than any answer of a sound disk, shorter than a reader's patience.
const PATIENCE: Duration = Duration::from_secs(1);

/// The most keys that wait; a reader who leans on a key needs no more.
const HELD_MAX: usize = 1_024;

/// Keys, clicks and pastes that wait.
#[derive(Debug, Default)]
pub(super) struct Held {
    events: VecDeque<Event>,
    since: Option<Instant>,
    /// Whether the answer has kept the reader waiting too long: no key waits for it any more.
    over: bool,
}

impl Held {
    /// Returns whether an event from the terminal must wait, where the state `awaits` an answer.
    pub(super) fn must_wait(&self, awaits: bool) -> bool {
        !self.events.is_empty() || (awaits && !self.over)
    }

    /// Lets an event wait.
    pub(super) fn keep(&mut self, event: Event) {
        self.since.get_or_insert_with(Instant::now);
        if self.events.len() < HELD_MAX {
            self.events.push_back(event);
        }
    }

    /// Lets events wait before all others.
    pub(super) fn keep_first(&mut self, events: impl DoubleEndedIterator<Item = Event>) {
        for event in events.rev() {
            self.events.push_front(event);
        }
        if !self.events.is_empty() {
            self.since.get_or_insert_with(Instant::now);
        }
    }

    /// Forgets what waits: the reader wants out.
    pub(super) fn clear(&mut self) {
        self.events.clear();
        self.since = None;
    }

    /// Returns how much longer the first event waits; `None` if none does.
    pub(super) fn left(&self) -> Option<Duration> {
        self.since.map(|since| PATIENCE.saturating_sub(since.elapsed()))
    }

    /// Returns the next event that need not wait any more.
    pub(super) fn next(&mut self, awaits: bool) -> Option<Event> {
        if !awaits {
            self.over = false;
        } else if self.left().is_some_and(|left| left.is_zero()) {
            self.over = true;
        }
        if awaits && !self.over {
            return None;
        }
        let event = self.events.pop_front();
        if self.events.is_empty() {
            self.since = None;
        }
        event
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_wait_in_order_until_the_answer_comes_or_patience_ends() {
        let mut held = Held::default();
        assert!(!held.must_wait(false));
        assert!(held.must_wait(true));
        held.keep(Event::Signal(1));
        held.keep(Event::Signal(2));
        assert!(held.must_wait(false), "a key behind others waits for them");
        assert!(held.next(true).is_none());
        assert!(matches!(held.next(false), Some(Event::Signal(1))));
        assert!(matches!(held.next(false), Some(Event::Signal(2))));
        assert!(held.next(false).is_none() && held.left().is_none());

        held.keep(Event::Signal(3));
        held.since = held.since.and_then(|since| since.checked_sub(PATIENCE));
        assert!(matches!(held.next(true), Some(Event::Signal(3))));
        assert!(!held.must_wait(true), "no other key waits for the same answer");
        assert!(held.next(false).is_none());
        assert!(held.must_wait(true), "the next answer has its time again");
    }
}
