//! Many feeds at once; one that fails never stops the others.

use std::collections::{BTreeMap, HashMap};
use std::time::Duration;

use futures::stream::{self, StreamExt};
use jiff::Timestamp;
use tokio::time::timeout;

use super::ask::{self, FeedReport};
use super::desk::{Desk, locked};
use super::page;
use super::relate::relate;
use super::writer::Writer;
use crate::feeds::schedule::{self, Wish};
use crate::model::{AskOutcome, Fault, Feed, FeedId};
use crate::store::{FeedState, StoreError};

/// How many feeds are under way at once; more only hold memory, as the fetcher's own bounds on
/// requests are lower.
const UNDER_WAY_MAX: usize = 128;

/// How many pages are fetched ahead at one ask of a feed.
const PAGES_AHEAD_MAX: usize = 20;

/// How many feeds must have failed for want of a network before there seems to be none: a few
/// may have gone for good.
const OFFLINE_MIN: usize = 8;

/// How long a feed is waited for after another where there seems to be no network. A resolver that
/// is not there lets some names fail at once and others after five seconds or more.
const OFFLINE_WAIT: Duration = Duration::from_millis(1_500);

/// How far a fetch has come.
#[derive(Clone, Copy, Debug)]
pub struct Progress<'a> {
    /// Feeds done.
    pub done: usize,
    /// Feeds to ask.
    pub total: usize,
    /// Stories not seen before, so far.
    pub new_stories: usize,
    /// Feeds that failed, so far.
    pub failed: usize,
    /// The name of a feed that is still waited for, or empty.
    pub waiting: &'a str,
}

/// What a fetch brought.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// Each feed, in the order asked for.
    pub feeds: Vec<FeedReport>,
}

impl Report {
    /// Returns how many stories were not seen before.
    pub fn new_stories(&self) -> usize {
        self.feeds.iter().map(|feed| feed.new.len()).sum()
    }

    /// Returns how many feeds ended in `outcome`.
    pub fn count(&self, outcome: AskOutcome) -> usize {
        self.feeds.iter().filter(|feed| feed.outcome == outcome).count()
    }

    /// Returns whether there seems to be no network: no feed answered, and all for that reason.
    pub fn is_offline(&self) -> bool {
        let mut asked =
            self.feeds.iter().filter(|feed| feed.outcome != AskOutcome::Skipped).peekable();
        asked.peek().is_some() && asked.all(|feed| feed.fault == Some(Fault::Offline))
    }
}

/// Asks `feeds` and keeps what they bring; tells `progress` when it begins, and of each when it is
/// done.
///
/// Dropping the future stops it; what was done is kept.
///
/// # Errors
///
/// Returns a [`StoreError`] if the store cannot be read; a feed's own failure is in its report.
pub async fn fetch_all(
    desk: &Desk,
    feeds: Vec<Feed>,
    wish: Wish,
    now: Timestamp,
    progress: impl Fn(Progress<'_>),
) -> Result<Report, StoreError> {
    let total = feeds.len();
    let order: HashMap<_, _> = feeds.iter().enumerate().map(|(at, feed)| (feed.id, at)).collect();
    let mut done: Vec<FeedReport> = Vec::with_capacity(total);
    let mut to_ask = Vec::new();
    let states = states(desk, feeds)?;
    for (feed, state) in &states {
        // Every feed's host is held, asked or not: a host's wish outlives the program.
        if let Some(until) = state.memory.wait_until.filter(|until| *until > now) {
            desk.fetcher.hold(&feed.source.url, until);
        }
    }
    for (feed, state) in states {
        match left_alone(&feed, &state, wish, now) {
            Some(report) => done.push(report),
            None => to_ask.push((feed, state)),
        }
    }
    let mut waiting: BTreeMap<FeedId, Feed> =
        to_ask.iter().map(|(feed, _)| (feed.id, feed.clone())).collect();
    let tell = |done: &[FeedReport], waiting: &BTreeMap<FeedId, Feed>| {
        let failed = done.iter().filter(|feed| feed.outcome == AskOutcome::Failed).count();
        let new_stories = done.iter().map(|feed| feed.new.len()).sum();
        let waiting = waiting.values().next().map_or("", name);
        progress(Progress { done: done.len(), total, new_stories, failed, waiting });
    };
    // The first answer may be long in coming.
    tell(&done, &waiting);
    let writer = Writer::start(desk, now);
    let asks =
        take_turns(to_ask).into_iter().map(|(feed, state)| one((desk, &writer), feed, state, now));
    let mut asks = stream::iter(asks).buffer_unordered(UNDER_WAY_MAX);
    loop {
        let next = if seems_offline(&done, waiting.len()) {
            timeout(OFFLINE_WAIT, asks.next()).await.unwrap_or_default()
        } else {
            asks.next().await
        };
        let Some(report) = next else { break };
        waiting.remove(&report.id);
        done.push(report);
        tell(&done, &waiting);
    }
    drop(asks);
    done.extend(waiting.into_values().map(|feed| not_waited_for(&feed)));
    done.sort_by_key(|report| order.get(&report.id));
    let report = Report { feeds: done };
    if report.new_stories() > 0 {
        let related = desk.by_hand(move |desk| relate(&mut locked(&desk.store), now, false)).await;
        if let Err(error) = related {
            tracing::warn!(%error, "stories not related to incidents");
        }
    }
    Ok(report)
}

/// Returns whether most feeds have failed, and all because no address was found for them.
fn seems_offline(done: &[FeedReport], waiting: usize) -> bool {
    let mut asked = done.iter().filter(|feed| feed.outcome != AskOutcome::Skipped);
    asked.clone().count() >= OFFLINE_MIN.max(waiting)
        && asked.all(|feed| feed.fault == Some(Fault::Offline))
}

/// The report of a feed that is not waited for any more. Nothing of it is kept.
fn not_waited_for(feed: &Feed) -> FeedReport {
    FeedReport {
        reason: "offline: no other feed was reached, so this one was not waited for".to_owned(),
        fault: Some(Fault::Offline),
        ..ask::report(feed, AskOutcome::Failed, feed.health, feed.next_at)
    }
}

/// Returns what a feed is called, or its address.
fn name(feed: &Feed) -> &str {
    let source = &feed.source;
    if source.title.is_empty() { &source.url } else { &source.title }
}

/// Asks one feed, and the pages of its new stories if the reader wants them ahead.
async fn one(
    (desk, writer): (&Desk, &Writer),
    feed: Feed,
    state: FeedState,
    now: Timestamp,
) -> FeedReport {
    let report = ask::ask((desk, writer), feed, state, now).await;
    let options = url::Url::parse(&report.url).ok();
    let options = options.and_then(|url| desk.fetcher.settings().options_of(&url));
    if options.is_some_and(|options| options.full_text) {
        for story in report.new.iter().take(PAGES_AHEAD_MAX) {
            if let Err(error) = page::open_story(desk, *story, now).await {
                tracing::warn!(url = report.url, error = %error, "page not kept");
            }
        }
    }
    report
}

fn states(desk: &Desk, feeds: Vec<Feed>) -> Result<Vec<(Feed, FeedState)>, StoreError> {
    let store = locked(&desk.store);
    feeds.into_iter().map(|feed| store.feed_state(feed.id).map(|state| (feed, state))).collect()
}

/// The report of a feed that is not asked now.
fn left_alone(feed: &Feed, state: &FeedState, wish: Wish, now: Timestamp) -> Option<FeedReport> {
    let skip = schedule::skip(&state.memory, feed.source.paused, state.next_at, wish, now)?;
    tracing::info!(
        url = feed.source.url,
        reason = skip.reason,
        ready_at = skip.ready_at.map(tracing::field::display),
        "skipped"
    );
    Some(FeedReport {
        reason: skip.reason,
        ..ask::report(feed, AskOutcome::Skipped, feed.health, skip.ready_at)
    })
}

/// Orders feeds so that hosts take turns: else a host with many feeds would hold up the rest.
fn take_turns(feeds: Vec<(Feed, FeedState)>) -> Vec<(Feed, FeedState)> {
    let mut turns: HashMap<String, usize> = HashMap::new();
    let mut numbered: Vec<(usize, (Feed, FeedState))> = feeds
        .into_iter()
        .map(|pair| {
            let host = crate::clean::host(&pair.0.source.url).unwrap_or_default();
            let turn = turns.entry(host).or_default();
            *turn += 1;
            (*turn, pair)
        })
        .collect();
    numbered.sort_by_key(|(turn, _)| *turn);
    numbered.into_iter().map(|(_, pair)| pair).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{FeedSource, Health};

    #[test]
    fn there_is_no_network_when_most_names_are_not_found_and_nothing_else_comes() {
        let feed = Feed {
            id: FeedId(1),
            source: FeedSource::default(),
            health: Health::New,
            last_good_at: None,
            newest_at: None,
            next_at: None,
            reason: String::new(),
            unread: 0,
        };
        let failed = |fault| FeedReport {
            fault: Some(fault),
            ..ask::report(&feed, AskOutcome::Failed, feed.health, None)
        };
        let skipped = || ask::report(&feed, AskOutcome::Skipped, feed.health, None);
        let many = |count| vec![failed(Fault::Offline); count];
        for (done, waiting, expected) in [
            (many(OFFLINE_MIN), 3, true),
            (many(OFFLINE_MIN - 1), 1, false),
            (many(OFFLINE_MIN), 20, false),
            ([many(20), vec![failed(Fault::Server)]].concat(), 2, false),
            ([many(20), vec![skipped()]].concat(), 2, true),
            (vec![skipped(); 20], 2, false),
        ] {
            let count = done.len();
            assert_eq!(
                seems_offline(&done, waiting),
                expected,
                "{count} done, {waiting} waited for"
            );
        }
    }
}
