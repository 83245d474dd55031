//! `demarche feeds import` and `export`: the feeds as a file.

use std::fs::File;
use std::io::{Read, Write};
use std::path::Path;

use anyhow::Context as _;
use jiff::Timestamp;

use super::super::context::Context;
use super::super::{Misuse, Outcome};
use crate::feeds::import::{self, Import};
use crate::feeds::{newsboat, opml};
use crate::model::FeedSource;

/// The largest list of feeds that is read, in bytes: some 200,000 feeds.
const LIST_BYTES_MAX: u64 = 64 << 20;

/// Takes in the feeds of a file; those that are there already stay as they are.
pub(super) fn import(file: &Path, context: &Context) -> anyhow::Result<Outcome> {
    let list = read(file)?;
    let mut store = context.open_store()?;
    let known: std::collections::HashSet<String> =
        store.feeds()?.iter().map(|feed| import::key(&feed.source.url)).collect();
    let (old, new): (Vec<FeedSource>, Vec<FeedSource>) =
        list.sources().into_iter().partition(|source| known.contains(&import::key(&source.url)));
    store.put_feeds(&new, Timestamp::now())?;
    let mut out = std::io::stdout().lock();
    writeln!(out, "{} feeds added, {} were there already", new.len(), old.len())?;
    for remark in list.remarks() {
        writeln!(out, "{remark}")?;
    }
    Ok(Outcome::Done)
}

fn read(file: &Path) -> anyhow::Result<Import> {
    let name = crate::clean::line(&file.to_string_lossy());
    let cannot = || format!("`{name}` cannot be read");
    let mut bytes = Vec::new();
    if file == Path::new("-") {
        std::io::stdin().lock().take(LIST_BYTES_MAX).read_to_end(&mut bytes)?;
    } else {
        let opened = File::open(file).with_context(cannot)?;
        if !opened.metadata().with_context(cannot)?.is_file() {
            return Err(Misuse(format!("`{name}` is no file")).into());
        }
        opened.take(LIST_BYTES_MAX).read_to_end(&mut bytes).with_context(cannot)?;
    }
    let text = String::from_utf8_lossy(&bytes);
    if !opml::is_opml(&bytes) && newsboat::is_urls(&text) {
        return Ok(newsboat::read(&text));
    }
    opml::read(&bytes).map_err(|error| anyhow::anyhow!("`{name}`: {error}"))
}

/// Writes the feeds as OPML, and never over a file that exists.
pub(super) fn export(file: Option<&Path>, context: &Context) -> anyhow::Result<Outcome> {
    let feeds = super::own(&context.open_store()?)?;
    let sources: Vec<FeedSource> = feeds.into_iter().map(|feed| feed.source).collect();
    let text = opml::write("demarche", &sources, None);
    let Some(path) = file else {
        std::io::stdout().lock().write_all(text.as_bytes())?;
        return Ok(Outcome::Done);
    };
    let name = crate::clean::line(&path.to_string_lossy());
    let mut out = File::create_new(path)
        .with_context(|| format!("`{name}` cannot be made; name a file that does not exist"))?;
    out.write_all(text.as_bytes()).and_then(|()| out.sync_all())?;
    Ok(Outcome::Done)
}
