//! What is going on, what failed.

use std::collections::VecDeque;

use jiff::Timestamp;

/// The most failures kept for the page of errors; older ones are in the log.
const FAILURES_MAX: usize = 200;

/// How a notice is meant.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tone {
    /// It tells.
    #[default]
    Plain,
    /// It tells of success.
    Good,
    /// It tells of a failure.
    Bad,
}

/// A sentence in the status line.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Notice {
    /// What it says; empty for none.
    pub text: String,
    /// How it is meant.
    pub tone: Tone,
}

/// Something that failed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// When.
    pub at: Timestamp,
    /// What failed and what the reader can do.
    pub what: String,
}

/// How far the feeds have been asked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// Feeds that have answered or failed.
    pub done: usize,
    /// Feeds to be asked.
    pub total: usize,
    /// Feeds that failed.
    pub failed: usize,
    /// Stories that came in.
    pub new: usize,
    /// A feed that is still waited for, or empty.
    pub waiting: String,
    /// Whether there is no network.
    pub offline: bool,
    /// What failed, a sentence for each feed.
    pub reasons: Vec<String>,
}

/// The status line and what stands behind it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Status {
    /// The last thing said.
    pub notice: Notice,
    /// Counts notices, so that an old alarm does not take a new one away.
    pub count: u64,
    /// An answer that has come while something newer stands; said when that is gone.
    pub later: Option<Notice>,
    /// The last notice said before something was asked of the world that will be answered.
    asked: u64,
    /// Whether the notice is an answer.
    is_answer: bool,
    /// How far the feeds have been asked, while they are.
    pub progress: Option<Progress>,
    /// What failed, newest first.
    pub failures: VecDeque<Failure>,
    /// Failures not yet looked at.
    pub unseen: usize,
    /// What is wrong with the settings, until it is mended.
    pub settings: Option<String>,
}

impl Status {
    /// Says something.
    pub fn say(&mut self, text: impl Into<String>) {
        self.set(text.into(), Tone::Plain);
    }

    /// Says that something went well.
    pub fn praise(&mut self, text: impl Into<String>) {
        self.set(text.into(), Tone::Good);
    }

    /// Says that something failed, without keeping it for the page of errors.
    pub fn warn(&mut self, text: impl Into<String>) {
        self.set(text.into(), Tone::Bad);
    }

    /// Says that something failed, and keeps it.
    pub fn fail(&mut self, at: Timestamp, what: impl Into<String>) {
        let what = what.into();
        self.keep(at, what.clone());
        self.answer(what, Tone::Bad);
    }

    /// Remembers that what was said until now is older than the answer to what is asked now.
    pub fn ask(&mut self) {
        self.asked = self.count;
    }

    /// Says the answer to something that was asked; later, if the reader has been told something
    /// since it was asked. Returns whether it is said now.
    pub fn answer(&mut self, text: impl Into<String>, tone: Tone) -> bool {
        let now = self.notice.text.is_empty() || self.is_answer || self.count <= self.asked;
        if now {
            self.set(text.into(), tone);
            self.is_answer = true;
        } else {
            self.later = Some(Notice { text: text.into(), tone });
        }
        now
    }

    /// Keeps a failure without saying it; one that is there already counts once.
    pub fn keep(&mut self, at: Timestamp, what: String) {
        if let Some(place) = self.failures.iter().position(|known| known.what == what) {
            self.failures.remove(place);
            self.unseen -= usize::from(place < self.unseen);
        }
        self.failures.push_front(Failure { at, what });
        self.failures.truncate(FAILURES_MAX);
        self.unseen = (self.unseen + 1).min(FAILURES_MAX);
    }

    /// Says nothing more, but what waits to be said.
    pub fn hush(&mut self) {
        let later = self.later.take().unwrap_or_default();
        self.set(later.text, later.tone);
        self.is_answer = true;
    }

    fn set(&mut self, text: String, tone: Tone) {
        self.notice = Notice { text, tone };
        self.is_answer = false;
        self.count += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_fails_again_is_counted_once() {
        let mut status = Status::default();
        for what in ["one", "two", "one"] {
            status.keep(Timestamp::UNIX_EPOCH, what.to_owned());
        }
        assert_eq!((status.unseen, status.failures.len()), (2, 2));
        status.unseen = 0;
        status.keep(Timestamp::UNIX_EPOCH, "two".to_owned());
        assert_eq!((status.unseen, status.failures.len()), (1, 2));
    }

    #[test]
    fn an_older_answer_does_not_hide_what_was_said_since() {
        let mut status = Status::default();
        status.say("exporting");
        status.ask();
        status.answer("saved", Tone::Good);
        assert_eq!(status.notice.text, "saved", "the answer replaces what was said before asking");
        status.answer("exported", Tone::Good);
        assert_eq!(status.notice.text, "exported", "answers come in the order of the questions");

        status.ask();
        status.say("no claim after this one");
        status.answer("saved", Tone::Good);
        assert_eq!(status.notice.text, "no claim after this one");
        status.hush();
        assert_eq!(status.notice.text, "saved", "it is said when the newer sentence is gone");
        status.hush();
        assert_eq!(status.notice.text, "");
    }
}
