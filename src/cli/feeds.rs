//! `demarche feeds`: the feeds and how they fare.

use std::io::Write;

use jiff::Timestamp;
use serde_json::{Value, json};

use super::args::{AddArgs, FeedsArgs, FeedsCommand};
use super::context::Context;
use super::{Misuse, Outcome};
use crate::model::{Feed, FeedSource};

/// Runs the command.
pub(crate) fn run(args: &FeedsArgs, context: &Context) -> anyhow::Result<Outcome> {
    match &args.command {
        FeedsCommand::List { json } => list(context, *json),
        FeedsCommand::Add(args) => add(args, context),
    }
}

fn list(context: &Context, json: bool) -> anyhow::Result<Outcome> {
    let feeds = context.open_store()?.feeds()?;
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

/// One feed as a JSON object.
fn row(feed: &Feed) -> Value {
    let time = |at: Option<Timestamp>| at.map(|at| format!("{at:.0}"));
    let source = &feed.source;
    json!({
        "id": feed.id, "url": source.url, "title": source.title, "folder": source.folder,
        "country": source.country, "lang": source.lang, "class": source.class,
        "health": feed.health, "last_good_at": time(feed.last_good_at),
        "newest_at": time(feed.newest_at), "next_at": time(feed.next_at), "reason": feed.reason,
        "unread": feed.unread,
    })
}

/// One feed as a line for people.
fn line(feed: &Feed) -> String {
    let name = if feed.source.title.is_empty() { &feed.source.url } else { &feed.source.title };
    let reason = if feed.reason.is_empty() { String::new() } else { format!("  {}", feed.reason) };
    format!("{:>5}  {:<10}  {name}{reason}", feed.id.0, feed.health.as_str())
}

fn add(args: &AddArgs, context: &Context) -> anyhow::Result<Outcome> {
    let url = address(&args.url)?;
    let mut store = context.open_store()?;
    if let Ok(known) = store.feed_named(&url) {
        return Err(Misuse(format!("`{url}` is a feed already: number {}", known.id.0)).into());
    }
    let source = FeedSource { url, folder: args.folder.clone(), ..FeedSource::default() };
    let id = store.put_feed(&source, Timestamp::now())?;
    let feed = store.feed(id)?;
    let mut out = std::io::stdout().lock();
    if args.json {
        writeln!(out, "{}", row(&feed))?;
    } else {
        writeln!(out, "added: {}", line(&feed).trim_start())?;
    }
    Ok(Outcome::Done)
}

/// The address as a feed keeps it.
fn address(text: &str) -> anyhow::Result<String> {
    let full = if text.contains("://") { text.to_owned() } else { format!("https://{text}") };
    let url = url::Url::parse(&full).ok().filter(url::Url::has_host);
    let url = url.filter(|url| matches!(url.scheme(), "http" | "https"));
    let wrong = || Misuse(format!("`{text}` is no http or https address"));
    Ok(url.ok_or_else(wrong)?.into())
}
