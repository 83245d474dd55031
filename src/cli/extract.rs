//! `demarche extract`: the article in an HTML page.

use std::io::Write;

use serde_json::json;
use url::Url;

use super::Misuse;
use super::Outcome;
use super::args::ExtractArgs;
use super::context::Context;
use super::input;
use crate::article;
use crate::article::Extracted;

/// Runs the command.
pub(crate) fn run(args: &ExtractArgs, context: &Context) -> anyhow::Result<Outcome> {
    let given = args.base.as_deref().map(parse_base).transpose()?;
    let (page, address) = input::page(&args.input, context)?;
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
