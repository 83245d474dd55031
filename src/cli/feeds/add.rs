//! `demarche feeds add`: finds a feed, shows it, adds it.

use std::io::Write;

use jiff::Timestamp;
use serde_json::json;
use url::Url;

use super::super::args::AddArgs;
use super::super::context::{Context, block_on};
use super::super::{Misuse, Outcome};
use super::{row, time};
use crate::feeds::import;
use crate::ingest::{Preview, find_feed};
use crate::model::FeedSource;
use crate::store::Store;

/// Runs the command.
pub(super) fn run(args: &AddArgs, context: &Context) -> anyhow::Result<Outcome> {
    let url = address(&args.url)?;
    let mut store = context.open_store()?;
    refuse_double(&store, &url)?;
    let preview = if args.force {
        Preview { url, ..Preview::default() }
    } else {
        let fetcher = context.fetcher()?;
        let found = block_on(find_feed(&fetcher, args.url.trim(), Timestamp::now()))?;
        found.map_err(|error| anyhow::anyhow!("not added: {error}"))?
    };
    refuse_double(&store, &preview.url)?;
    let source = FeedSource {
        url: preview.url.clone(),
        title: preview.title.clone(),
        lang: preview.lang.clone(),
        folder: args.folder.clone(),
        ..FeedSource::default()
    };
    let id = store.put_feed(&source, Timestamp::now())?;
    let mut out = std::io::stdout().lock();
    if args.json {
        let mut shown = row(&store.feed(id)?);
        shown["newest"] = preview
            .newest
            .iter()
            .map(|(title, at)| json!({ "title": title, "published": time(*at) }))
            .collect();
        shown["others"] = preview
            .others
            .iter()
            .map(|(url, title)| json!({ "url": url, "title": title }))
            .collect();
        writeln!(out, "{shown}")?;
    } else {
        show(&mut out, id.0, &preview)?;
    }
    Ok(Outcome::Done)
}

fn show(out: &mut impl Write, id: i64, preview: &Preview) -> std::io::Result<()> {
    let name = if preview.title.is_empty() { &preview.url } else { &preview.title };
    writeln!(out, "added as number {id}: {name}  {}", preview.url)?;
    for (title, at) in &preview.newest {
        let day =
            at.map_or_else(|| "undated   ".to_owned(), |at| format!("{at:.0}")[..10].to_owned());
        writeln!(out, "  {day}  {title}")?;
    }
    if !preview.mended.is_empty() {
        writeln!(out, "  its document is broken and was mended: {}", preview.mended)?;
    }
    if !preview.others.is_empty() {
        writeln!(out, "the site has other feeds:")?;
    }
    for (url, title) in &preview.others {
        writeln!(out, "  {url}  {title}")?;
    }
    Ok(())
}

/// Refuses an address that means a feed that is there already.
fn refuse_double(store: &Store, url: &str) -> anyhow::Result<()> {
    let key = import::key(url);
    match store.feeds()?.iter().find(|feed| import::key(&feed.source.url) == key) {
        Some(feed) => {
            Err(Misuse(format!("`{url}` is a feed of yours already: number {}", feed.id.0)).into())
        }
        None => Ok(()),
    }
}

/// The address as a feed keeps it; without a scheme it is https.
fn address(text: &str) -> anyhow::Result<String> {
    if !text.contains("://") && !text.contains(['.', ':']) {
        let text = crate::clean::line(text);
        return Err(
            Misuse(format!("`{text}` is no address; name a site, as in `example.org`")).into()
        );
    }
    let full = if text.contains("://") { text.to_owned() } else { format!("https://{text}") };
    let url = Url::parse(full.trim()).ok().filter(Url::has_host);
    let url = url.filter(|url| matches!(url.scheme(), "http" | "https"));
    let wrong = || Misuse(format!("`{}` is no http or https address", crate::clean::line(text)));
    Ok(url.ok_or_else(wrong)?.into())
}
