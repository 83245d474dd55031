//! The newsroom, where no command is named.

use std::io::Write;

use jiff::Timestamp;

use super::Misuse;
use super::Outcome;
use super::context::Context;
use super::context::block_on;
use crate::analysis::Lexicon;
use crate::feeds::schedule::Wish;
use crate::ingest::Desk;
use crate::ingest::fetch_all;
use crate::ingest::find_feed;
use crate::model::FeedSource;
use crate::tui;
use crate::tui::Show;
use crate::tui::TuiError;

/// Shows the newsroom until the reader leaves it.
pub(crate) fn run(context: &Context, offline: bool) -> anyhow::Result<Outcome> {
    show(context, if offline { Show::Offline } else { Show::Newsroom })
}

/// Shows one feed in a newsroom of its own, which goes with it.
pub(crate) fn preview(context: &Context, url: &str) -> anyhow::Result<Outcome> {
    let mut home = context.home.clone();
    let folder = home.cache.join(format!("preview-{}", std::process::id()));
    home.data = folder.join("data");
    home.state = folder.join("state");
    let aside = Context { home, environment: context.environment.clone() };
    writeln!(std::io::stderr(), "demarche: asking {}", crate::clean::line(url))?;
    let shown = fetched(&aside, url).and_then(|title| show(&aside, Show::Preview(title)));
    // Nothing of the reader's is in it; what a fault leaves there, the cache may lose.
    let _ = std::fs::remove_dir_all(&folder);
    shown
}

/// Fetches the feed at `url`, or of the site there, into the store; returns its name.
fn fetched(aside: &Context, url: &str) -> anyhow::Result<String> {
    let fetcher = aside.fetcher()?;
    let found = block_on(find_feed(&fetcher, url, Timestamp::now()))??;
    let mut store = aside.open_store()?;
    let source = FeedSource { url: found.url.clone(), title: found.title, ..FeedSource::default() };
    let id = store.put_feed(&source, Timestamp::now())?;
    let feeds = vec![store.feed(id)?];
    let desk = Desk::new(fetcher, store, Lexicon::built_in().into());
    let asked = fetch_all(&desk, feeds, Wish::Named, Timestamp::now(), |_| {});
    let report = block_on(asked)??;
    match report.feeds.first().filter(|feed| feed.outcome == crate::model::AskOutcome::Failed) {
        Some(feed) => anyhow::bail!("{}", feed.reason),
        None => Ok(found.url),
    }
}

fn show(context: &Context, show: Show) -> anyhow::Result<Outcome> {
    match tui::run(&context.home, &tui::Options { show, network: context.environment.clone() }) {
        Ok(0) => Ok(Outcome::Done),
        Ok(status) => Ok(Outcome::Signalled(status)),
        Err(TuiError::NoTerminal(reason)) => Err(Misuse(reason.to_string()).into()),
        Err(error) => Err(error.into()),
    }
}
