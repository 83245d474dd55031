//! `demarche export`: stories as a document.

use std::io::Write;
use std::path::Path;

use jiff::Timestamp;

use super::Misuse;
use super::Outcome;
use super::context::Context;
use super::handover_args::ExportArgs;
use crate::export;
use crate::export::Format;
use crate::handover;
use crate::handover::Choice;
use crate::handover::Existing;
use crate::handover::Template;
use crate::model::Filter;
use crate::query;
use crate::query::PlainNames;
use crate::store::Store;

/// What is exported if nothing is asked for.
const DEFAULT_QUERY: &str = "is:saved";

/// A format that is built in, or one that the reader made.
enum Chosen {
    BuiltIn(Format),
    Made(Template),
}

/// Runs the command.
pub(crate) fn run(args: &ExportArgs, context: &Context) -> anyhow::Result<Outcome> {
    let chosen = choose_format(&args.format, &context.home.config)?;
    let now = Timestamp::now();
    let store = context.open_store()?;
    let choice = choose(args, &store)?;
    let document = handover::gather(&store, &choice, now)?;
    let (bytes, extension) = match &chosen {
        Chosen::BuiltIn(format) => (export::render(&document, *format)?, format.extension()),
        Chosen::Made(template) => (
            export::render_template(&document, &template.name, &template.source)?,
            template.extension(),
        ),
    };
    let Some(target) = &args.output else {
        std::io::stdout().lock().write_all(&bytes)?;
        return Ok(Outcome::Done);
    };
    let path = if target.is_dir() {
        target.join(export::file_name(&document.title, now, extension))
    } else {
        target.clone()
    };
    let existing = if args.force { Existing::Replace } else { Existing::NextName };
    let written = handover::write_file(&path, &bytes, existing)?;
    tell(&written, &path, document.exhibits.len())?;
    Ok(Outcome::Done)
}

fn choose_format(name: &str, config: &Path) -> Result<Chosen, Misuse> {
    if let Some(format) = Format::from_name(name) {
        return Ok(Chosen::BuiltIn(format));
    }
    let made = handover::templates(config);
    let names: Vec<&str> = Format::ALL
        .iter()
        .map(|format| format.as_str())
        .chain(made.iter().map(Template::format))
        .collect();
    let near = query::nearest(name, names.iter().copied());
    let near = near.map_or(String::new(), |near| format!("; did you mean `{near}`?"));
    let unknown = format!("there is no format `{name}`{near} Formats: {}", names.join(" "));
    let found = made.into_iter().find(|template| template.format() == name);
    found.map(Chosen::Made).ok_or(Misuse(unknown))
}

fn choose(args: &ExportArgs, store: &Store) -> anyhow::Result<Choice> {
    if let Some(name) = &args.dossier {
        let dossier = store.dossier(name)?;
        let living = (!dossier.query.is_empty()).then(|| filter(&dossier.query)).transpose()?;
        return Ok(Choice::Dossier(dossier, living));
    }
    let query = args.query.join(" ");
    let query = if query.trim().is_empty() { DEFAULT_QUERY } else { &query };
    Ok(Choice::Query(filter(query)?))
}

/// Reads a query.
pub(super) fn filter(text: &str) -> Result<Filter, Misuse> {
    query::parse(text, &PlainNames)
        .map_err(|error| Misuse(format!("{error}\n{}", error.pointed(text))))
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
