//! How a feed fares, from what is remembered of it.

use jiff::{SignedDuration, Timestamp};

use super::schedule::{in_quarantine, silent_since};
use crate::model::{Fault, FeedMemory, Health};

/// After how many of its usual intervals without news a feed that answers is dead.
const ZOMBIE_INTERVALS: u32 = 6;

/// The shortest silence that makes a feed dead: even an hourly one rests over holidays.
const ZOMBIE_MIN: SignedDuration = SignedDuration::from_hours(7 * 24);

/// The silence that makes a feed of unknown habit dead.
const ZOMBIE_UNKNOWN: SignedDuration = SignedDuration::from_hours(180 * 24);

/// How long a feed is shown as moved.
const MOVED_FOR: SignedDuration = SignedDuration::from_hours(7 * 24);

/// Finds how a feed fares, and says so in one sentence; empty for a feed in good health.
///
/// `paused` is the reader's wish, `reason` the sentence of the last ask.
pub fn of(memory: &FeedMemory, paused: bool, reason: &str, now: Timestamp) -> (Health, String) {
    if paused {
        return (Health::Paused, "paused".into());
    }
    if memory.asked_at.is_none() {
        return (Health::New, String::new());
    }
    if let Some(fault) = memory.fault {
        return (of_fault(fault), of_failing(memory, reason, now));
    }
    if let Some(silence) = dead_for(memory, now) {
        let days = silence.as_hours() / 24;
        return (Health::Zombie, format!("answers, but has had nothing new for {days} days"));
    }
    if memory.moved_at.is_some_and(|at| now.duration_since(at) < MOVED_FOR) {
        return (Health::Moved, reason.to_owned());
    }
    if !memory.mended.is_empty() {
        return (Health::Mended, memory.mended.clone());
    }
    (Health::Good, reason.to_owned())
}

fn of_fault(fault: Fault) -> Health {
    match fault {
        Fault::Gone => Health::Gone,
        Fault::Waiting => Health::Waiting,
        Fault::BotWall => Health::BotWalled,
        Fault::Offline | Fault::Server | Fault::Missing | Fault::NotAFeed | Fault::Refused => {
            Health::Failing
        }
    }
}

/// Adds to the sentence of a fault how long it has lasted, once that is long.
fn of_failing(memory: &FeedMemory, reason: &str, now: Timestamp) -> String {
    let since = memory.failing_since.filter(|_| in_quarantine(memory, now));
    match since.filter(|_| memory.fault != Some(Fault::Gone)) {
        Some(since) => {
            let days = now.duration_since(since).as_hours() / 24;
            format!("{reason} (for {days} days; asked once a week)")
        }
        None => reason.to_owned(),
    }
}

/// Returns the silence of a feed that is longer than it should be.
fn dead_for(memory: &FeedMemory, now: Timestamp) -> Option<SignedDuration> {
    let silence = now.duration_since(silent_since(memory)?);
    let bound = memory.usual_seconds.map_or(ZOMBIE_UNKNOWN, |seconds| {
        SignedDuration::from_secs(i64::from(seconds) * i64::from(ZOMBIE_INTERVALS)).max(ZOMBIE_MIN)
    });
    (silence > bound).then_some(silence)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_sick_feed_is_named() {
        let now: Timestamp = "2026-11-24T12:00:00Z".parse().unwrap();
        let ago = |hours| now.checked_sub(SignedDuration::from_hours(hours)).ok();
        let well = FeedMemory {
            asked_at: Some(now),
            new_at: ago(1),
            usual_seconds: Some(3600),
            ..FeedMemory::default()
        };
        let silent =
            |hours, usual| FeedMemory { new_at: ago(hours), usual_seconds: usual, ..well.clone() };
        let fault = |fault, hours| FeedMemory {
            fault: Some(fault),
            failing_since: ago(hours),
            ..well.clone()
        };
        let cases = [
            (FeedMemory::default(), Health::New, ""),
            (well.clone(), Health::Good, "said"),
            (silent(167, Some(3600)), Health::Good, "said"),
            (
                silent(169, Some(3600)),
                Health::Zombie,
                "answers, but has had nothing new for 7 days",
            ),
            (silent(24 * 30, Some(24 * 7 * 3600)), Health::Good, "said"),
            (
                silent(24 * 43, Some(24 * 7 * 3600)),
                Health::Zombie,
                "answers, but has had nothing new for 43 days",
            ),
            (silent(24 * 179, None), Health::Good, "said"),
            (
                silent(24 * 3650, None),
                Health::Zombie,
                "answers, but has had nothing new for 3650 days",
            ),
            (FeedMemory { mended: "cut".into(), ..well.clone() }, Health::Mended, "cut"),
            (FeedMemory { moved_at: ago(24), ..well.clone() }, Health::Moved, "said"),
            (FeedMemory { moved_at: ago(24 * 8), ..well.clone() }, Health::Good, "said"),
            (fault(Fault::Server, 1), Health::Failing, "said"),
            (
                fault(Fault::Missing, 24 * 9),
                Health::Failing,
                "said (for 9 days; asked once a week)",
            ),
            (fault(Fault::BotWall, 1), Health::BotWalled, "said"),
            (fault(Fault::Waiting, 1), Health::Waiting, "said"),
            (fault(Fault::Gone, 24 * 9), Health::Gone, "said"),
        ];
        for (memory, health, sentence) in cases {
            assert_eq!(of(&memory, false, "said", now), (health, sentence.to_owned()));
        }
        assert_eq!(of(&well, true, "", now).0, Health::Paused);
    }
}
