//! One feed: asked, read, kept.

use std::time::{Duration, Instant};

use jiff::{SignedDuration, Timestamp};
use sha2::{Digest as _, Sha256};

use super::desk::{Desk, IngestError, locked};
use super::read::{self, Digest};
use super::writer::Writer;
use crate::feeds::fetch::{Answer, FetchError, Kind, Question};
use crate::feeds::health;
use crate::feeds::parse::{self, Hints, ParseError};
use crate::feeds::schedule::{self, Asked, News};
use crate::model::{AskOutcome, Fault, Feed, FeedId, FeedMemory, Health, StoryId};
use crate::store::{Ask, Batch, FeedState, StoreError};

/// How long validators are sent; some servers answer 304 for ever (FEEDS 1.2).
const VALIDATORS_FOR: SignedDuration = SignedDuration::from_hours(8 * 24);

/// How long a server is left alone that says 304 to a question without validators, in seconds.
const UNASKED_304_SECONDS: u32 = 24 * 3600;

/// What became of a feed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FeedReport {
    /// Its number.
    pub id: FeedId,
    /// Its address, after a move the new one.
    pub url: String,
    /// Its title.
    pub title: String,
    /// How the ask ended.
    pub outcome: AskOutcome,
    /// The HTTP status, if there was one.
    pub status: Option<u16>,
    /// Stories not seen before.
    pub new: Vec<StoryId>,
    /// Stories whose text or headline changed.
    pub updated: Vec<StoryId>,
    /// One sentence; empty if all is well.
    pub reason: String,
    /// What went wrong, if something did.
    pub fault: Option<Fault>,
    /// How the feed fares now.
    pub health: Health,
    /// When it is asked next, or never by itself.
    pub next_at: Option<Timestamp>,
}

/// What the network gave, on its way to the store.
struct Came {
    feed: Feed,
    state: FeedState,
    answer: Result<Answer, FetchError>,
    took: Duration,
    now: Timestamp,
}

/// Asks one feed and keeps what it brings.
pub(super) async fn ask(
    (desk, writer): (&Desk, &Writer),
    feed: Feed,
    state: FeedState,
    now: Timestamp,
) -> FeedReport {
    let question = question(&feed, &state, now);
    let started = Instant::now();
    let answer = desk.fetcher.get(&question, now).await;
    let came = Came { feed: feed.clone(), state, answer, took: started.elapsed(), now };
    let kept = keep((desk, writer), came).await;
    kept.unwrap_or_else(|error| lost(&feed, &error))
}

/// Reads what came, has it written, and settles what follows from it.
async fn keep((desk, writer): (&Desk, &Writer), came: Came) -> Result<FeedReport, IngestError> {
    let now = came.now;
    let (mut report, batch) = desk.by_hand(move |desk| read(desk, came)).await?;
    let moved_to = schedule::settled_move(&batch.state.memory).map(str::to_owned);
    let recorded = writer.keep(report.id, batch).await?;
    (report.new, report.updated) = (recorded.new, recorded.updated);
    let changed = !report.new.is_empty() || !report.updated.is_empty();
    if report.outcome == AskOutcome::New && !changed {
        report.outcome = AskOutcome::Unchanged;
    }
    match moved_to {
        Some(to) => desk.by_hand(move |desk| settle_move(desk, report, to, now)).await,
        None => Ok(report),
    }
}

/// Asks with what we have, unless that is old.
fn question(feed: &Feed, state: &FeedState, now: Timestamp) -> Question {
    let recent = state.validators_at.is_some_and(|at| now.duration_since(at) < VALIDATORS_FOR);
    let sent = |value: &str| if recent { value.to_owned() } else { String::new() };
    Question {
        url: feed.source.url.clone(),
        kind: Kind::Feed,
        etag: sent(&state.etag),
        last_modified: sent(&state.last_modified),
    }
}

/// The report of a feed whose answer could not be kept.
fn lost(feed: &Feed, error: &IngestError) -> FeedReport {
    tracing::error!(url = feed.source.url, error = %error, "not kept");
    FeedReport {
        reason: error.to_string(),
        ..report(feed, AskOutcome::Failed, feed.health, feed.next_at)
    }
}

pub(super) fn report(
    feed: &Feed,
    outcome: AskOutcome,
    health: Health,
    next_at: Option<Timestamp>,
) -> FeedReport {
    FeedReport {
        id: feed.id,
        url: feed.source.url.clone(),
        title: feed.source.title.clone(),
        outcome,
        status: None,
        new: Vec::new(),
        updated: Vec::new(),
        reason: String::new(),
        fault: None,
        health,
        next_at,
    }
}

/// What an answer means, before it is kept.
#[derive(Default)]
struct Reading {
    digest: Option<Digest>,
    status: Option<u16>,
    fault: Option<Fault>,
    /// Whether the ask was not carried out.
    skipped: bool,
    wait_until: Option<Timestamp>,
    fresh_seconds: Option<u32>,
    moved_to: Option<String>,
    reason: String,
    size_bytes: u64,
}

/// Reads an answer: what is to be told of it, and what is to be kept.
fn read(desk: &Desk, came: Came) -> Result<(FeedReport, Batch), StoreError> {
    let Came { feed, mut state, answer, took, now } = came;
    let reading = match answer {
        Ok(answer) => read_answer(desk, &feed, &mut state, &answer, now)?,
        Err(error) => read_error(&error),
    };
    let news = reading.digest.as_ref().map(|digest| News {
        new_stories: digest.unseen,
        dates: &digest.dates,
        hint_seconds: digest.hint_seconds,
        mended: &digest.mended,
    });
    let asked = Asked {
        fault: reading.fault,
        wait_until: reading.wait_until,
        fresh_seconds: reading.fresh_seconds,
        moved_to: reading.moved_to.as_deref(),
        news,
    };
    if reading.skipped {
        state.memory.wait_until = reading.wait_until;
        state.next_at = reading.wait_until;
    } else {
        state.memory = schedule::remember(state.memory, &asked, now);
        state.next_at = schedule::next_at(&state.memory, now, seed(feed.id));
    }
    if let Some(digest) = &reading.digest {
        state.memory.weak_keys |= digest.weak_keys;
    }
    Ok(sum_up(&feed, state, reading, (took, now)))
}

fn sum_up(
    feed: &Feed,
    state: FeedState,
    reading: Reading,
    (took, now): (Duration, Timestamp),
) -> (FeedReport, Batch) {
    let (health, reason) = health::of(&state.memory, feed.source.paused, &reading.reason, now);
    // What is left alone says why and until when, however the feed fares.
    let reason = if reading.skipped { reading.reason.clone() } else { reason };
    let digest = reading.digest.unwrap_or_default();
    let outcome = match (reading.skipped, reading.fault) {
        (true, _) => AskOutcome::Skipped,
        (false, Some(_)) => AskOutcome::Failed,
        (false, None) if digest.stories.is_empty() => AskOutcome::Unchanged,
        (false, None) => AskOutcome::New,
    };
    let ask = Ask {
        at: now,
        outcome,
        status: reading.status,
        duration_ms: u64::try_from(took.as_millis()).unwrap_or(u64::MAX),
        size_bytes: reading.size_bytes,
        new_stories: 0,
        reason: reason.clone(),
    };
    let title = if feed.source.title.is_empty() { &digest.title } else { &feed.source.title };
    let told = FeedReport {
        title: title.clone(),
        status: reading.status,
        reason,
        fault: reading.fault,
        ..report(feed, outcome, health, state.next_at)
    };
    (told, Batch { ask, health, state, title: digest.title, stories: digest.stories })
}

fn read_answer(
    desk: &Desk,
    feed: &Feed,
    state: &mut FeedState,
    answer: &Answer,
    now: Timestamp,
) -> Result<Reading, StoreError> {
    let mut reading = Reading {
        status: Some(answer.status),
        fresh_seconds: answer.fresh_seconds,
        size_bytes: answer.body.len() as u64,
        ..Reading::default()
    };
    if answer.login_withheld {
        "it leads to another site, to which your login was not sent"
            .clone_into(&mut reading.reason);
    }
    if answer.not_modified {
        reading.moved_to = answer.moved_to().map(str::to_owned);
        if state.validators_at.is_none() {
            // Nothing was compared, so it says nothing; asking whole again soon would be rude.
            reading.fresh_seconds = Some(UNASKED_304_SECONDS);
            "it says that nothing changed without being asked so".clone_into(&mut reading.reason);
        }
        return Ok(reading);
    }
    let hash: [u8; 32] = Sha256::digest(&answer.body).into();
    if state.body_sha256 == Some(hash) && state.memory.fault.is_none() {
        reading.moved_to = answer.moved_to().map(str::to_owned);
        take_validators(state, answer, now);
        return Ok(reading);
    }
    let hints = Hints {
        content_type: answer.header("content-type"),
        language: answer.header("content-language"),
        base: Some(&answer.url),
    };
    let document = match parse::parse(&answer.body, &hints) {
        Ok(document) => document,
        Err(error) => {
            reading.fault = Some(fault_of(&error));
            reading.reason = error.to_string();
            return Ok(reading);
        }
    };
    let weak = state.memory.weak_keys;
    reading.digest = Some(read::digest(&document, feed.id, weak, &desk.lexicon, &desk.known)?);
    reading.moved_to = answer.moved_to().map(str::to_owned);
    take_validators(state, answer, now);
    state.body_sha256 = Some(hash);
    Ok(reading)
}

/// Keeps the validators of a whole document.
fn take_validators(state: &mut FeedState, answer: &Answer, now: Timestamp) {
    state.etag.clone_from(&answer.etag);
    state.last_modified.clone_from(&answer.last_modified);
    let any = !answer.etag.is_empty() || !answer.last_modified.is_empty();
    state.validators_at = any.then_some(now);
}

fn fault_of(error: &ParseError) -> Fault {
    match error {
        ParseError::Empty | ParseError::TooLarge | ParseError::Inside => Fault::Server,
        ParseError::Page | ParseError::NotAFeed | ParseError::Json => Fault::NotAFeed,
    }
}

fn read_error(error: &FetchError) -> Reading {
    let (wait_until, skipped) = match error {
        FetchError::Waiting { until, status, .. } => (Some(*until), *status == 0),
        _ => (None, false),
    };
    Reading {
        status: error.status(),
        fault: (!skipped).then(|| error.fault()),
        skipped,
        wait_until,
        reason: error.to_string(),
        ..Reading::default()
    }
}

/// Gives a feed its new address, as enough answers agree; the old one stays in its history.
fn settle_move(
    desk: &Desk,
    kept: FeedReport,
    to: String,
    now: Timestamp,
) -> Result<FeedReport, StoreError> {
    let mut store = locked(&desk.store);
    let from = &kept.url;
    let reason = format!("moved for good from {from} to {to}; the old address is in its history");
    match store.move_feed(kept.id, &to, &reason, now) {
        Ok(()) => {}
        Err(StoreError::Taken { .. }) => {
            let reason = format!("it leads to {to}, which is a feed of yours already");
            return Ok(FeedReport { reason, ..kept });
        }
        Err(error) => return Err(error),
    }
    let before = store.feed_state(kept.id)?;
    let memory = FeedMemory { moves: Vec::new(), moved_at: Some(now), ..before.memory.clone() };
    let (health, reason) = health::of(&memory, false, &reason, now);
    let ask = Ask {
        at: now,
        outcome: AskOutcome::Unchanged,
        status: kept.status,
        duration_ms: 0,
        size_bytes: 0,
        new_stories: 0,
        reason: reason.clone(),
    };
    let state = FeedState { memory, ..before };
    let batch = Batch { ask, health, state, title: String::new(), stories: Vec::new() };
    store.record(kept.id, &batch, now)?;
    Ok(FeedReport { url: to, reason, health, ..kept })
}

/// The seed that keeps feeds from asking in step.
fn seed(feed: FeedId) -> u64 {
    feed.0.unsigned_abs()
}
