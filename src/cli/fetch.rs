//! `demarche fetch`: asks all feeds once, or those named.

use std::io::{IsTerminal, Write};
use std::sync::Arc;

use indicatif::{ProgressBar, ProgressStyle};
use jiff::Timestamp;
use serde_json::{Value, json};

use super::Outcome;
use super::args::FetchArgs;
use super::context::{Context, block_on};
use super::feeds::chosen;
use crate::analysis::Lexicon;
use crate::feeds::schedule::Wish;
use crate::ingest::{Desk, FeedReport, FetchLock, Progress, Report, fetch_all, first_start};
use crate::model::AskOutcome;

/// Runs the command.
pub(crate) fn run(args: &FetchArgs, context: &Context) -> anyhow::Result<Outcome> {
    let mut store = context.open_store()?;
    let _lock = FetchLock::take(&context.home.state)?;
    let lexicon = Arc::new(Lexicon::built_in());
    if store.feeds()?.is_empty() && first_start(&mut store, &lexicon, Timestamp::now(), || {})? {
        let feeds = chosen(&store, &[])?.len();
        writeln!(std::io::stderr(), "first start: subscribed to {feeds} feeds")?;
    }
    let feeds = chosen(&store, &args.feeds)?;
    let wish = if args.feeds.is_empty() { Wish::All } else { Wish::Named };
    let desk = Desk::new(context.fetcher()?, store, lexicon);
    let bar = bar(feeds.len(), args.json);
    let shown = |progress: Progress<'_>| tell(bar.as_ref(), &progress);
    let report = block_on(fetch_all(&desk, feeds, wish, Timestamp::now(), shown))??;
    if let Some(bar) = bar {
        bar.finish_and_clear();
    }
    let mut out = std::io::stdout().lock();
    if args.json {
        writeln!(out, "{}", document(&report))?;
    } else {
        summary(&mut out, &report)?;
    }
    ending(&report)
}

/// A bar on the terminal, if someone looks at it.
fn bar(feeds: usize, json: bool) -> Option<ProgressBar> {
    if json || feeds == 0 || !std::io::stderr().is_terminal() {
        return None;
    }
    let style = ProgressStyle::with_template("{bar:30} {pos}/{len} feeds  {wide_msg}");
    let bar = ProgressBar::new(feeds as u64);
    Some(bar.with_style(style.expect("the template is sound")))
}

fn tell(bar: Option<&ProgressBar>, progress: &Progress<'_>) {
    let Some(bar) = bar else { return };
    bar.set_position(progress.done as u64);
    let failed =
        if progress.failed == 0 { String::new() } else { format!(", {} failed", progress.failed) };
    let waiting = match progress.waiting {
        "" => String::new(),
        name => format!(", waiting for {name}"),
    };
    bar.set_message(format!("{} new stories{failed}{waiting}", progress.new_stories));
}

fn document(report: &Report) -> Value {
    let feeds: Vec<Value> = report.feeds.iter().map(row).collect();
    json!({ "feeds": feeds, "new_stories": report.new_stories() })
}

fn row(feed: &FeedReport) -> Value {
    json!({
        "id": feed.id, "url": feed.url, "title": feed.title,
        "outcome": feed.outcome, "status": feed.status,
        "new_stories": feed.new.len(), "updated_stories": feed.updated.len(),
        "reason": feed.reason, "health": feed.health,
        "next_at": feed.next_at.map(|at| format!("{at:.0}")),
    })
}

fn summary(out: &mut impl Write, report: &Report) -> std::io::Result<()> {
    if report.feeds.is_empty() {
        return writeln!(out, "no feeds yet; add one with `demarche feeds add URL`");
    }
    // Of a single feed that failed, the error says why.
    let lone = report.feeds.len() == 1 && report.count(AskOutcome::Failed) == 1;
    if !report.is_offline() && !lone {
        for feed in report.feeds.iter().filter(|feed| !feed.reason.is_empty()) {
            let name = if feed.title.is_empty() { &feed.url } else { &feed.title };
            writeln!(out, "{}  {name}: {}", feed.outcome.as_str(), feed.reason)?;
        }
    }
    let (new, feeds) = (report.new_stories(), report.feeds.len());
    let updated: usize = report.feeds.iter().map(|feed| feed.updated.len()).sum();
    let failed = report.count(AskOutcome::Failed);
    let skipped = report.count(AskOutcome::Skipped);
    writeln!(
        out,
        "{new} new, {updated} updated from {feeds} feeds; {failed} failed, {skipped} skipped"
    )
}

fn ending(report: &Report) -> anyhow::Result<Outcome> {
    let failed = report.count(AskOutcome::Failed);
    if report.is_offline() {
        anyhow::bail!("offline: no feed could be reached; check the network");
    }
    let asked = report.feeds.len() - report.count(AskOutcome::Skipped);
    match report.feeds.iter().find(|feed| feed.outcome == AskOutcome::Failed) {
        Some(feed) if report.feeds.len() == 1 => {
            anyhow::bail!("{}", feed.reason)
        }
        Some(_) if failed == asked => {
            anyhow::bail!("all {failed} feeds failed; `demarche feeds list` says why")
        }
        Some(_) => Ok(Outcome::Partly),
        None => Ok(Outcome::Done),
    }
}
