//! `demarche export`: stories as a document.

use std::io::Write;
use std::path::Path;

use jiff::Timestamp;

use super::Misuse;
use super::Outcome;
use super::context::Context;
use super::desk::parse_query;
use super::desk::why_none;
use super::handover_args::ExportArgs;
use crate::export;
use crate::handover;
use crate::handover::Choice;
use crate::handover::Existing;
use crate::store::Store;

/// What is exported if nothing is asked for.
const DEFAULT_QUERY: &str = "is:saved";

/// Runs the command.
pub(crate) fn run(args: &ExportArgs, context: &Context) -> anyhow::Result<Outcome> {
    let format = handover::find_format(&args.format, &context.home.config)
        .map_err(|error| Misuse(error.to_string()))?;
    let now = Timestamp::now();
    let store = context.open_store()?;
    let choice = choose(args, &store)?;
    let document = handover::gather(&store, &choice, now)?;
    if document.exhibits.is_empty()
        && let Choice::Query(filter) = &choice
    {
        let query = args.query.join(" ");
        match why_none(&store, filter, &query, now)? {
            Some(hint) => anyhow::bail!("no story matches; {hint}"),
            None if !query.trim().is_empty() => anyhow::bail!("no story matches"),
            None => {}
        }
    }
    let bytes = format.render(&document)?;
    let Some(target) = &args.output else {
        std::io::stdout().lock().write_all(&bytes)?;
        return Ok(Outcome::Done);
    };
    let path = if target.is_dir() {
        target.join(export::file_name(&document.title, now, format.extension()))
    } else {
        target.clone()
    };
    let existing = if args.force { Existing::Replace } else { Existing::NextName };
    let written = handover::write_file(&path, &bytes, existing)?;
    tell(&written, &path, document.exhibits.len())?;
    Ok(Outcome::Done)
}

fn choose(args: &ExportArgs, store: &Store) -> anyhow::Result<Choice> {
    if let Some(name) = &args.dossier {
        let dossier = store.dossier(name)?;
        let living =
            (!dossier.query.is_empty()).then(|| parse_query(&dossier.query)).transpose()?;
        return Ok(Choice::Dossier(dossier, living));
    }
    let query = args.query.join(" ");
    let query = if query.trim().is_empty() { DEFAULT_QUERY } else { &query };
    Ok(Choice::Query(parse_query(query)?))
}

/// Says on stderr where the stories went.
fn tell(written: &Path, asked: &Path, stories: usize) -> std::io::Result<()> {
    let mut out = std::io::stderr().lock();
    if written != asked {
        writeln!(out, "`{}` is there already and was left as it is", asked.display())?;
    }
    let noun = if stories == 1 { "story" } else { "stories" };
    writeln!(out, "{stories} {noun} written to `{}`", written.display())
}
