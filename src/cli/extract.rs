//! `demarche extract`: the article in an HTML page.

use std::io::Read;
use std::io::Write;

use anyhow::Context as _;
use jiff::Timestamp;
use serde_json::json;
use url::Url;

use super::Misuse;
use super::Outcome;
use super::args::ExtractArgs;
use super::context::Context;
use super::context::block_on;
use crate::article;
use crate::article::Extracted;
use crate::feeds::fetch::Kind;
use crate::feeds::fetch::Question;

/// The most bytes read of one page; the fetcher stops there too.
const PAGE_BYTES_MAX: u64 = 16 << 20;

/// Runs the command.
pub(crate) fn run(args: &ExtractArgs, context: &Context) -> anyhow::Result<Outcome> {
    let given = args.base.as_deref().map(parse_base).transpose()?;
    let (page, address) = if args.input.starts_with("http://") || args.input.starts_with("https://")
    {
        fetched(&args.input, context)?
    } else {
        (article::decode(&read(&args.input)?, None), None)
    };
    let base = given.or(address);
    let found = article::extract(&page, base.as_ref())?;
    let mut out = std::io::stdout().lock();
    if args.json {
        writeln!(out, "{:#}", to_json(&found))?;
    } else {
        write_plain(&mut out, &found)?;
    }
    Ok(Outcome::Done)
}

fn parse_base(base: &str) -> anyhow::Result<Url> {
    Url::parse(base)
        .ok()
        .filter(|url| matches!(url.scheme(), "http" | "https"))
        .ok_or_else(|| Misuse(format!("`{base}` is no address; begin it with https://")).into())
}

/// Fetches a page; returns it with the address that answered.
fn fetched(address: &str, context: &Context) -> anyhow::Result<(String, Option<Url>)> {
    let question = Question::new(address, Kind::Page);
    let answer = block_on(context.fetcher()?.get(&question, Timestamp::now()))??;
    let charset = answer
        .header("content-type")
        .and_then(|kind| kind.split_once("charset=").map(|(_, charset)| charset.trim_matches('"')));
    Ok((article::decode(&answer.body, charset), Url::parse(&answer.url).ok()))
}

/// Reads a file, or standard input for `-`.
fn read(input: &str) -> anyhow::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    if input == "-" {
        std::io::stdin().lock().take(PAGE_BYTES_MAX).read_to_end(&mut bytes)?;
    } else {
        std::fs::File::open(input)
            .and_then(|file| file.take(PAGE_BYTES_MAX).read_to_end(&mut bytes))
            .with_context(|| format!("`{input}` could not be read; check the name"))?;
    }
    Ok(bytes)
}

/// Returns the object that CLI.md promises; more fields may come.
fn to_json(found: &Extracted) -> serde_json::Value {
    json!({
        "title": found.title,
        "byline": found.byline,
        "published": found.published.map(|at| at.to_string()),
        "site": found.site,
        "lead_image": found.lead_image,
        "language": found.language,
        "text": article::body(&found.article),
        "wall": found.wall,
        "simplified": found.simplified,
    })
}

fn write_plain(out: &mut impl Write, found: &Extracted) -> std::io::Result<()> {
    writeln!(out, "{}", found.title)?;
    let published = found.published.map(|at| at.to_string());
    let about = [found.byline.as_deref(), found.site.as_deref(), published.as_deref()];
    let about: Vec<&str> = about.into_iter().flatten().collect();
    if !about.is_empty() {
        writeln!(out, "{}", about.join(" · "))?;
    }
    writeln!(out, "\n{}", article::body(&found.article))?;
    if let Some(wall) = found.wall {
        writeln!(out, "\n[{}]", wall.sentence())?;
    }
    Ok(())
}
