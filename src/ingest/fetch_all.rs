//! Many feeds at once; one that fails never stops the others.

use std::collections::HashMap;

use futures::stream::{self, StreamExt};
use jiff::Timestamp;

use super::ask::{self, FeedReport};
use super::desk::{Desk, locked};
use super::page;
use super::relate::relate;
use super::writer::Writer;
use crate::feeds::schedule::{self, Wish};
use crate::model::{AskOutcome, Fault, Feed};
use crate::store::{FeedState, StoreError};

/// How many feeds are under way at once; more only hold memory, as the fetcher's own bounds on
/// requests are lower.
const UNDER_WAY_MAX: usize = 128;

/// How many pages are fetched ahead at one ask of a feed.
const PAGES_AHEAD_MAX: usize = 20;

/// How far a fetch has come.
#[derive(Clone, Copy, Debug)]
pub struct Progress<'a> {
    /// Feeds done, this one included.
    pub done: usize,
    /// Feeds to ask.
    pub total: usize,
    /// Stories not seen before, so far.
    pub new_stories: usize,
    /// Feeds that failed, so far.
    pub failed: usize,
    /// The feed just done.
    pub feed: &'a FeedReport,
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

/// Asks `feeds` and keeps what they bring; tells `progress` of each when it is done.
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
    let (mut new_stories, mut failed) = (0, 0);
    let mut tell = |done: &mut Vec<FeedReport>, feed: FeedReport| {
        new_stories += feed.new.len();
        failed += usize::from(feed.outcome == AskOutcome::Failed);
        progress(Progress { done: done.len() + 1, total, new_stories, failed, feed: &feed });
        done.push(feed);
    };
    for (feed, state) in states {
        match left_alone(&feed, &state, wish, now) {
            Some(report) => tell(&mut done, report),
            None => to_ask.push((feed, state)),
        }
    }
    let writer = Writer::start(desk, now);
    let asks =
        take_turns(to_ask).into_iter().map(|(feed, state)| one((desk, &writer), feed, state, now));
    let mut asks = stream::iter(asks).buffer_unordered(UNDER_WAY_MAX);
    while let Some(report) = asks.next().await {
        tell(&mut done, report);
    }
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
