//! `demarche feeds check`: how each feed fares, so that a dead feed does not look like silence.

use std::io::Write;

use jiff::Timestamp;
use serde_json::{Value, json};

use super::super::Outcome;
use super::super::context::Context;
use super::{chosen, line, row, time};
use crate::feeds::schedule::{self, Wish};
use crate::model::{Feed, Health};
use crate::store::{FeedState, Store, StoreError};

/// Runs the command; it ends as partly done if feeds fail.
pub(super) fn run(context: &Context, names: &[String], json: bool) -> anyhow::Result<Outcome> {
    let store = context.open_store()?;
    let now = Timestamp::now();
    let mut out = std::io::stdout().lock();
    let feeds = chosen(&store, names)?;
    for feed in &feeds {
        let state = store.feed_state(feed.id)?;
        if json {
            writeln!(out, "{}", detail(&store, feed, &state, now)?)?;
        } else if is_sick(feed.health) || !names.is_empty() {
            writeln!(out, "{}", line(feed))?;
        }
    }
    let sick = feeds.iter().filter(|feed| is_sick(feed.health)).count();
    if !json {
        writeln!(out, "{sick} of {} feeds need a look", feeds.len())?;
    }
    let failed =
        feeds.iter().any(|feed| gives_nothing(feed.health) && feed.health != Health::Zombie);
    Ok(if failed { Outcome::Partly } else { Outcome::Done })
}

/// Returns whether a feed has stopped to give anything, so that its silence says nothing.
pub(in crate::cli) fn gives_nothing(health: Health) -> bool {
    match health {
        Health::Failing | Health::BotWalled | Health::Gone | Health::Zombie => true,
        Health::New
        | Health::Good
        | Health::Mended
        | Health::Moved
        | Health::Waiting
        | Health::Paused => false,
    }
}

fn is_sick(health: Health) -> bool {
    match health {
        Health::Zombie
        | Health::Moved
        | Health::Mended
        | Health::Failing
        | Health::BotWalled
        | Health::Waiting
        | Health::Gone => true,
        Health::New | Health::Good | Health::Paused => false,
    }
}

/// A feed with everything that is known of how it fares.
fn detail(
    store: &Store,
    feed: &Feed,
    state: &FeedState,
    now: Timestamp,
) -> Result<Value, StoreError> {
    let asks: Vec<Value> = store
        .asks(feed.id)?
        .into_iter()
        .map(|ask| {
            json!({
                "at": time(Some(ask.at)), "outcome": ask.outcome, "status": ask.status,
                "duration_ms": ask.duration_ms, "size_bytes": ask.size_bytes,
                "new_stories": ask.new_stories, "reason": ask.reason,
            })
        })
        .collect();
    let former: Vec<Value> = store
        .feed_urls(feed.id)?
        .into_iter()
        .map(|(url, until, reason)| json!({ "url": url, "until": time(Some(until)), "reason": reason }))
        .collect();
    let skip = schedule::skip(&state.memory, feed.source.paused, state.next_at, Wish::Due, now);
    let mut shown = row(feed);
    shown["usual_seconds"] = json!(state.memory.usual_seconds);
    shown["mended"] = json!(state.memory.mended);
    shown["failures"] = json!(state.memory.failures);
    shown["failing_since"] = json!(time(state.memory.failing_since));
    shown["not_now"] = json!(
        skip.map(|skip| { json!({ "reason": skip.reason, "ready_at": time(skip.ready_at) }) })
    );
    shown["former_urls"] = json!(former);
    shown["asks"] = json!(asks);
    Ok(shown)
}
