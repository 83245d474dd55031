//! `demarche feeds`: the feeds and how they fare.

mod add;
mod check;
mod list_file;

pub(super) use check::gives_nothing;

use std::io::Write;

use jiff::Timestamp;
use serde_json::{Value, json};

use super::args::{FeedsArgs, FeedsCommand};
use super::context::Context;
use super::{Misuse, Outcome};
use crate::feeds::sample;
use crate::model::Feed;
use crate::store::{Store, StoreError};

/// Runs the command.
pub(crate) fn run(args: &FeedsArgs, context: &Context) -> anyhow::Result<Outcome> {
    match &args.command {
        FeedsCommand::List { json } => list(context, *json),
        FeedsCommand::Add(args) => add::run(args, context),
        FeedsCommand::Remove { feed } => remove(feed, context),
        FeedsCommand::Check { feeds, json } => check::run(context, feeds, *json),
        FeedsCommand::Import { file } => list_file::import(file, context),
        FeedsCommand::Export { file } => list_file::export(file.as_deref(), context),
    }
}

fn list(context: &Context, json: bool) -> anyhow::Result<Outcome> {
    let feeds = own(&context.open_store()?)?;
    let mut out = std::io::stdout().lock();
    for feed in &feeds {
        if json {
            writeln!(out, "{}", row(feed))?;
        } else {
            writeln!(out, "{}", line(feed))?;
        }
    }
    Ok(Outcome::Done)
}

fn remove(name: &str, context: &Context) -> anyhow::Result<Outcome> {
    let mut store = context.open_store()?;
    let feed = named(&store, name)?;
    let gone = store.remove_feed(feed.id, Timestamp::now())?;
    let mut out = std::io::stdout().lock();
    writeln!(out, "removed: {}; {gone} of its stories went with it", title(&feed))?;
    Ok(Outcome::Done)
}

/// The feeds of the reader: all but the invented outlets of the samples.
pub(super) fn own(store: &Store) -> Result<Vec<Feed>, StoreError> {
    let mut feeds = store.feeds()?;
    feeds.retain(|feed| !sample::is_outlet(&feed.source));
    Ok(feeds)
}

/// The feeds that `names` name, each once, or all of the reader's.
pub(super) fn chosen(store: &Store, names: &[String]) -> anyhow::Result<Vec<Feed>> {
    if names.is_empty() {
        return Ok(own(store)?);
    }
    let mut feeds: Vec<Feed> = Vec::new();
    for name in names {
        let feed = named(store, name)?;
        if feeds.iter().all(|other| other.id != feed.id) {
            feeds.push(feed);
        }
    }
    Ok(feeds)
}

/// Finds a feed by number or address; a wrong name is a wrong use.
fn named(store: &Store, name: &str) -> anyhow::Result<Feed> {
    store.feed_named(name).map_err(|error| match error {
        StoreError::NotFound { .. } => Misuse(error.to_string()).into(),
        other => other.into(),
    })
}

/// One feed as a JSON object.
fn row(feed: &Feed) -> Value {
    let source = &feed.source;
    json!({
        "id": feed.id, "url": source.url, "title": source.title, "folder": source.folder,
        "country": source.country, "lang": source.lang, "class": source.class,
        "health": feed.health, "last_good_at": time(feed.last_good_at),
        "newest_at": time(feed.newest_at), "next_at": time(feed.next_at), "reason": feed.reason,
        "unread": feed.unread,
    })
}

/// A time in JSON.
fn time(at: Option<Timestamp>) -> Option<String> {
    at.map(|at| format!("{at:.0}"))
}

/// One feed as a line for people.
fn line(feed: &Feed) -> String {
    let reason = if feed.reason.is_empty() { String::new() } else { format!("  {}", feed.reason) };
    format!("{:>5}  {:<10}  {}{reason}", feed.id.0, feed.health.as_str(), title(feed))
}

/// What a feed is called: its title, else its address.
fn title(feed: &Feed) -> &str {
    if feed.source.title.is_empty() { &feed.source.url } else { &feed.source.title }
}
