//! The commands at the desk: list, show, keep, annotate, look after.

mod args;
mod doctor;
mod dossier;
mod keep;
mod list;
mod paperwork;
mod rows;
mod show;

pub(crate) use args::DeskCommand;

use super::Misuse;
use super::Outcome;
use super::context::Context;
use super::output;
use crate::analysis::Lexicon;
use crate::model::Filter;
use crate::query;
use args::ConfigCommand;

/// Runs a command.
pub(crate) fn run(command: &DeskCommand, context: &Context) -> anyhow::Result<Outcome> {
    match command {
        DeskCommand::List(args) => list::run(args, context),
        DeskCommand::Show(args) => show::run(args, context),
        DeskCommand::Save(args) => keep::save(args, true, context),
        DeskCommand::Unsave(args) => keep::save(args, false, context),
        DeskCommand::Note(args) => keep::note(args, context),
        DeskCommand::Label(args) => keep::label(args, context),
        DeskCommand::Dossier(command) => dossier::run(command, context),
        DeskCommand::Config(ConfigCommand::Path) => paperwork::paths(context),
        DeskCommand::Doctor => doctor::run(context),
        DeskCommand::Completions { shell } => paperwork::completions(*shell),
        DeskCommand::Man => paperwork::man(),
    }
}

/// Reads a query; a wrong one is shown with the place marked.
pub(crate) fn parse_query(text: &str) -> anyhow::Result<Filter> {
    if text.trim().is_empty() {
        return Ok(Filter::default());
    }
    query::parse(text, &Lexicon::built_in())
        .map_err(|error| Misuse(format!("{error}\n{}", error.pointed(text))).into())
}
