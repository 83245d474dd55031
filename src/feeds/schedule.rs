//! When a feed is asked next, and why it is not asked now.
//!
//! Pure: everything follows from what is remembered of the feed, the time, and a seed.

use jiff::{SignedDuration, Timestamp};

use crate::model::{Fault, FeedMemory, MoveSeen};

/// The shortest time between two asks of a feed, in seconds.
const INTERVAL_MIN_SECONDS: i64 = 15 * 60;

/// The longest time between two asks of a feed that answers, in seconds.
const INTERVAL_MAX_SECONDS: i64 = 24 * 3600;

/// The time between two asks while the feed's habit is not known, in seconds.
const INTERVAL_UNKNOWN_SECONDS: i64 = 3600;

/// The longest time that a feed's own hint (`ttl`, `updatePeriod`) holds us off, in seconds: a
/// hint of a day would make us a day late.
const HINT_MAX_SECONDS: i64 = 5 * 3600;

/// The first wait after a fault of the network, in seconds; it doubles.
const OFFLINE_RETRY_SECONDS: i64 = 5 * 60;

/// The longest wait after a fault of the network, in seconds: it is soon noticed when it is back.
const OFFLINE_RETRY_MAX_SECONDS: i64 = 3600;

/// The first wait after a fault of the server, in seconds; it doubles.
const SERVER_RETRY_SECONDS: i64 = 30 * 60;

/// The first wait after an answer that will hardly be better soon, in seconds; it doubles.
const STUBBORN_RETRY_SECONDS: i64 = 3600;

/// After so long without a good answer a feed is asked once a week.
const QUARANTINE_AFTER: SignedDuration = SignedDuration::from_hours(7 * 24);

/// The time between two asks of a feed in quarantine, in seconds.
const QUARANTINE_SECONDS: i64 = 7 * 24 * 3600;

/// How much a time is moved to either side, in percent, so that feeds don't ask in step.
const JITTER_PERCENT: i64 = 10;

/// How many agreeing answers on different days move a feed for good.
const MOVES_NEEDED: usize = 3;

/// Stories closer together than this came in one go, in seconds.
const BURST_SECONDS: i64 = 600;

/// Of how many stories the habit is learned.
const HABIT_STORIES_MAX: usize = 40;

/// Who wants a feed asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wish {
    /// The reader, for this feed by name: only a server's wish to wait stands against it.
    Named,
    /// The reader, for all feeds: those at rest are left out, the timetable is not looked at.
    All,
    /// The timetable.
    Due,
}

/// Why a feed is not asked now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Skip {
    /// One sentence.
    pub reason: String,
    /// When it will be ready, or never by itself.
    pub ready_at: Option<Timestamp>,
}

/// Decides whether a feed is left alone now.
///
/// `paused` is the reader's wish, `next_at` what [`next_at`] gave after the last ask.
pub fn skip(
    memory: &FeedMemory,
    paused: bool,
    next_at: Option<Timestamp>,
    wish: Wish,
    now: Timestamp,
) -> Option<Skip> {
    if let Some(until) = memory.wait_until.filter(|until| *until > now) {
        let reason = format!("its server asked to wait until {until:.0}");
        return Some(Skip { reason, ready_at: Some(until) });
    }
    let rest = |reason: &str, ready_at| Some(Skip { reason: reason.to_owned(), ready_at });
    if wish != Wish::Named && paused {
        return rest("paused; `demarche fetch FEED` asks it all the same", None);
    }
    if wish != Wish::Named && memory.fault == Some(Fault::Gone) {
        return rest("the publisher has removed it; it is no longer asked", None);
    }
    let later = next_at.filter(|next_at| *next_at > now && wish == Wish::Due)?;
    rest(&format!("not due before {later:.0}"), Some(later))
}

/// Finds when a feed is to be asked next, or `None` if never by itself.
///
/// `seed` moves the time a little to either side, the same for the same seed and ask.
pub fn next_at(memory: &FeedMemory, now: Timestamp, seed: u64) -> Option<Timestamp> {
    let wait = match memory.fault {
        Some(Fault::Gone) => return None,
        Some(Fault::Waiting) => {
            // Never before the time that was asked for, so the jitter only adds.
            let until = memory.wait_until.unwrap_or(now).max(now);
            return Some(add(until, jitter(INTERVAL_MIN_SECONDS, seed, now).abs()));
        }
        Some(Fault::Offline) => {
            doubled(OFFLINE_RETRY_SECONDS, memory.failures).min(OFFLINE_RETRY_MAX_SECONDS)
        }
        Some(Fault::Server) => retry(SERVER_RETRY_SECONDS, memory, now),
        Some(Fault::Missing | Fault::BotWall | Fault::NotAFeed | Fault::Refused) => {
            retry(STUBBORN_RETRY_SECONDS, memory, now)
        }
        None => interval_seconds(memory, now),
    };
    let next = add(now, wait + jitter(wait, seed, now));
    Some(next.max(memory.fresh_until.unwrap_or(next)))
}

/// The time between two asks of a feed that answers well, in seconds.
fn interval_seconds(memory: &FeedMemory, now: Timestamp) -> i64 {
    let usual = memory.usual_seconds.map_or(INTERVAL_UNKNOWN_SECONDS, i64::from);
    // A feed that has fallen silent is asked less and less, whatever its habit was.
    let silent = silent_since(memory).map_or(0, |since| now.as_second() - since.as_second());
    let hint = memory.hint_seconds.map_or(0, i64::from).min(HINT_MAX_SECONDS);
    usual.max(silent / 8).max(hint).clamp(INTERVAL_MIN_SECONDS, INTERVAL_MAX_SECONDS)
}

/// Since when nothing new has come.
pub(super) fn silent_since(memory: &FeedMemory) -> Option<Timestamp> {
    memory.new_at.max(memory.newest_at)
}

/// The wait after a fault, in seconds: doubling, at most a day, and a week in quarantine.
fn retry(first_seconds: i64, memory: &FeedMemory, now: Timestamp) -> i64 {
    if in_quarantine(memory, now) {
        return QUARANTINE_SECONDS;
    }
    doubled(first_seconds, memory.failures).min(INTERVAL_MAX_SECONDS)
}

/// Returns whether a feed has failed for so long that it is hardly asked any more.
pub fn in_quarantine(memory: &FeedMemory, now: Timestamp) -> bool {
    memory.failing_since.is_some_and(|since| now.duration_since(since) >= QUARANTINE_AFTER)
}

fn doubled(first_seconds: i64, failures: u32) -> i64 {
    first_seconds << failures.saturating_sub(1).min(10)
}

/// A part of `seconds`, to either side, that follows from `seed` and `now`.
fn jitter(seconds: i64, seed: u64, now: Timestamp) -> i64 {
    let half = seconds * JITTER_PERCENT / 100;
    if half == 0 {
        return 0;
    }
    let mixed = mix(seed ^ mix(now.as_second().cast_unsigned()));
    let within = i64::try_from(mixed % (2 * half).unsigned_abs()).unwrap_or(half);
    within - half
}

/// SplitMix64: spreads a number over 64 bits.
fn mix(seed: u64) -> u64 {
    let mut mixed = seed.wrapping_add(0x9e37_79b9_7f4a_7c15);
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    mixed ^ (mixed >> 31)
}

fn add(at: Timestamp, seconds: i64) -> Timestamp {
    at.saturating_add(SignedDuration::from_secs(seconds)).unwrap_or(at)
}

/// Finds the usual time between two stories from the dates they bear, in seconds.
///
/// The median, so that one old story pinned to the top and one long holiday count for little;
/// stories that came in one go count once. Fewer than three say nothing.
pub fn usual_seconds(dates: &[Timestamp], now: Timestamp) -> Option<u32> {
    let mut seconds: Vec<i64> =
        dates.iter().filter(|at| **at <= now).map(|at| at.as_second()).collect();
    seconds.sort_unstable_by(|a, b| b.cmp(a));
    seconds.truncate(HABIT_STORIES_MAX);
    let mut gaps: Vec<i64> = Vec::new();
    let mut last = *seconds.first()?;
    for at in seconds {
        if last - at >= BURST_SECONDS {
            gaps.push(last - at);
            last = at;
        }
    }
    if gaps.len() < 2 {
        return None;
    }
    gaps.sort_unstable();
    u32::try_from(gaps[gaps.len() / 2]).ok()
}

/// What an ask brought, as far as the next ask depends on it.
#[derive(Clone, Debug, Default)]
pub struct Asked<'a> {
    /// What went wrong, if something did.
    pub fault: Option<Fault>,
    /// Until when the server asked us to wait.
    pub wait_until: Option<Timestamp>,
    /// For how many seconds the answer is fresh.
    pub fresh_seconds: Option<u32>,
    /// The address to which permanent redirects led.
    pub moved_to: Option<&'a str>,
    /// What the document held, if one came and was read.
    pub news: Option<News<'a>>,
}

/// What a document held.
#[derive(Clone, Debug, Default)]
pub struct News<'a> {
    /// How many stories were not seen before.
    pub new_stories: usize,
    /// The dates of its entries.
    pub dates: &'a [Timestamp],
    /// How often it says that it changes, in seconds.
    pub hint_seconds: Option<u32>,
    /// How it had to be mended, or empty.
    pub mended: &'a str,
}

/// Adds an ask to what is remembered.
#[must_use]
pub fn remember(mut memory: FeedMemory, asked: &Asked<'_>, now: Timestamp) -> FeedMemory {
    memory.asked_at = Some(now);
    memory.fault = asked.fault;
    memory.wait_until = asked.wait_until;
    if asked.fault.is_some() {
        memory.failures = memory.failures.saturating_add(1);
        memory.failing_since = memory.failing_since.or(Some(now));
        return memory;
    }
    let fresh = asked.fresh_seconds.filter(|seconds| *seconds > 0);
    memory.fresh_until = fresh.map(|seconds| add(now, i64::from(seconds)));
    memory.failures = 0;
    memory.failing_since = None;
    if let Some(news) = &asked.news {
        learn(&mut memory, news, now);
    }
    memory.good_at = Some(now);
    note_move(&mut memory, asked.moved_to, now);
    memory
}

fn learn(memory: &mut FeedMemory, news: &News<'_>, now: Timestamp) {
    let newest = news.dates.iter().copied().filter(|at| *at <= now).max();
    memory.newest_at = memory.newest_at.max(newest);
    // Everything is new in a first document; only its dates say when it became so.
    let first = memory.good_at.is_none();
    if news.new_stories > 0 {
        memory.new_at = if first { newest.or(Some(now)) } else { Some(now) };
    } else if first {
        memory.new_at = newest.or(Some(now));
    }
    memory.usual_seconds = usual_seconds(news.dates, now).or(memory.usual_seconds);
    memory.hint_seconds = news.hint_seconds;
    news.mended.clone_into(&mut memory.mended);
}

/// Counts a permanent redirect: equal ones, once a day.
fn note_move(memory: &mut FeedMemory, moved_to: Option<&str>, now: Timestamp) {
    let Some(to) = moved_to else { return memory.moves.clear() };
    memory.moves.retain(|seen| seen.to == to);
    let day = |at: Timestamp| jiff::tz::TimeZone::UTC.to_datetime(at).date();
    if memory.moves.last().is_none_or(|seen| day(seen.at) != day(now)) {
        memory.moves.push(MoveSeen { to: to.to_owned(), at: now });
    }
}

/// Returns the address that a feed is to have from now on, once enough answers agree.
pub fn settled_move(memory: &FeedMemory) -> Option<&str> {
    let last = memory.moves.last().filter(|_| memory.moves.len() >= MOVES_NEEDED)?;
    Some(last.to.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    const HOUR: u32 = 3600;

    fn at(hours: i64) -> Timestamp {
        let start: Timestamp = "2026-11-01T00:00:00Z".parse().unwrap();
        add(start, hours * 3600)
    }

    fn hours_to_next(memory: &FeedMemory, now: Timestamp) -> Option<f64> {
        let next = next_at(memory, now, 7)?;
        Some(next.duration_since(now).as_secs_f64() / 3600.0)
    }

    #[test]
    fn the_next_ask_follows_from_habit_and_faults() {
        let good = |usual: u32| FeedMemory {
            usual_seconds: Some(usual),
            new_at: Some(at(100)),
            ..FeedMemory::default()
        };
        let failed = |fault, failures, since| FeedMemory {
            fault: Some(fault),
            failures,
            failing_since: Some(at(since)),
            ..good(HOUR)
        };
        let cases = [
            ("never asked before", FeedMemory::default(), 1.0),
            ("hourly", good(HOUR), 1.0),
            ("every minute", good(60), 0.25),
            ("monthly", good(720 * HOUR), 24.0),
            ("hourly, silent for 4 days", FeedMemory { new_at: Some(at(4)), ..good(HOUR) }, 12.0),
            ("hint of 3 hours", FeedMemory { hint_seconds: Some(3 * HOUR), ..good(HOUR) }, 3.0),
            ("hint of a week", FeedMemory { hint_seconds: Some(168 * HOUR), ..good(HOUR) }, 5.0),
            ("server down", failed(Fault::Server, 1, 100), 0.5),
            ("server down again", failed(Fault::Server, 4, 96), 4.0),
            ("server down for days", failed(Fault::Server, 30, 50), 24.0),
            ("server down for a week", failed(Fault::Server, 30, -80), 168.0),
            ("not found", failed(Fault::Missing, 1, 100), 1.0),
            ("offline", failed(Fault::Offline, 1, 100), 1.0 / 12.0),
            ("offline for long", failed(Fault::Offline, 200, -500), 1.0),
        ];
        for (name, memory, expected) in cases {
            let found = hours_to_next(&memory, at(100)).unwrap();
            assert!((found / expected - 1.0).abs() <= 0.101, "{name}: {found} hours");
        }
        assert_eq!(hours_to_next(&failed(Fault::Gone, 1, 100), at(100)), None);
        let waiting = FeedMemory { wait_until: Some(at(110)), ..failed(Fault::Waiting, 1, 100) };
        assert!(next_at(&waiting, at(100), 7) >= Some(at(110)), "never before the time asked");
        let fresh = FeedMemory { fresh_until: Some(at(104)), ..good(HOUR) };
        assert_eq!(next_at(&fresh, at(100), 7), Some(at(104)));
    }

    #[test]
    fn feeds_do_not_ask_in_step() {
        let memory = FeedMemory::default();
        let mut times: Vec<_> = (0..100).filter_map(|seed| next_at(&memory, at(0), seed)).collect();
        times.sort_unstable();
        times.dedup();
        assert!(times.len() > 80, "{} different times of 100", times.len());
    }

    #[test]
    fn a_skip_says_why_and_until_when() {
        let waiting = FeedMemory { wait_until: Some(at(2)), ..FeedMemory::default() };
        let gone = FeedMemory { fault: Some(Fault::Gone), ..FeedMemory::default() };
        let plain = FeedMemory::default();
        let cases = [
            (&plain, false, Some(at(2)), Wish::Due, Some(Some(at(2)))),
            (&plain, false, Some(at(2)), Wish::All, None),
            (&plain, false, Some(at(0)), Wish::Due, None),
            (&plain, false, None, Wish::Due, None),
            (&plain, true, None, Wish::All, Some(None)),
            (&plain, true, None, Wish::Named, None),
            (&gone, false, None, Wish::All, Some(None)),
            (&gone, false, None, Wish::Named, None),
            (&waiting, false, None, Wish::All, Some(Some(at(2)))),
            (&waiting, false, None, Wish::Named, Some(Some(at(2)))),
        ];
        for (memory, paused, next, wish, expected) in cases {
            let found = skip(memory, paused, next, wish, at(1));
            assert_eq!(found.as_ref().map(|skip| skip.ready_at), expected, "{wish:?} {found:?}");
            assert!(found.is_none_or(|skip| !skip.reason.is_empty()));
        }
        assert_eq!(skip(&waiting, false, None, Wish::All, at(2)), None, "the wait is over");
    }

    #[test]
    fn the_habit_is_learned_from_dates() {
        let dates = |hours: &[i64]| hours.iter().map(|hour| at(*hour)).collect::<Vec<_>>();
        for (hours, expected) in [
            (&[][..], None),
            (&[1], None),
            (&[1, 2], None),
            (&[1, 2, 3], Some(HOUR)),
            (&[3, 1, 2], Some(HOUR)),
            (&[-9000, 1, 2, 3, 4], Some(HOUR)),
            (&[1, 1, 1, 1, 25, 25, 49], Some(24 * HOUR)),
            (&[1, 2, 3, 900, 901], Some(HOUR)),
        ] {
            assert_eq!(usual_seconds(&dates(hours), at(100)), expected, "{hours:?}");
        }
    }

    #[test]
    fn an_address_changes_after_three_equal_answers_on_different_days() {
        type Case = (&'static [(Option<&'static str>, i64)], Option<&'static str>);
        let ask = |memory, to, hour| {
            let asked = Asked { moved_to: to, ..Asked::default() };
            remember(memory, &asked, at(hour))
        };
        let cases: &[Case] = &[
            (&[(Some("b"), 0), (Some("b"), 24)], None),
            (&[(Some("b"), 0), (Some("b"), 1), (Some("b"), 2)], None),
            (&[(Some("b"), 0), (Some("b"), 24), (Some("b"), 48)], Some("b")),
            (&[(Some("b"), 0), (None, 24), (Some("b"), 48), (Some("b"), 72)], None),
            (&[(Some("b"), 0), (Some("b"), 24), (Some("c"), 48)], None),
        ];
        for (asks, expected) in cases {
            let memory = asks
                .iter()
                .fold(FeedMemory::default(), |memory, (to, hour)| ask(memory, *to, *hour));
            assert_eq!(settled_move(&memory), *expected, "{asks:?}");
        }
        let mut memory = ask(ask(FeedMemory::default(), Some("b"), 0), Some("b"), 24);
        let fault = Asked { fault: Some(Fault::Server), ..Asked::default() };
        memory = ask(remember(memory, &fault, at(30)), Some("b"), 48);
        assert_eq!(settled_move(&memory), Some("b"), "a fault between says nothing");
    }
}
