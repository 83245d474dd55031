//! The commands at the desk: list, show, keep, annotate, look after.

mod args;
mod doctor;
mod dossier;
mod keep;
mod list;
pub(super) mod paperwork;
mod rows;
mod show;

use std::ffi::OsString;

pub(crate) use args::DeskCommand;
pub(super) use list::why_none;

use super::Misuse;
use super::Outcome;
use super::context::Context;
use super::output;
use crate::analysis::Lexicon;
use crate::model::Filter;
use crate::query;
use crate::query::Field;

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
        DeskCommand::Doctor => doctor::run(context),
        DeskCommand::Completions { shell } => paperwork::completions(*shell),
        DeskCommand::Man => paperwork::man(),
    }
}

/// Keeps a negated part of a query (`-is:read`) from being read as an option: a space before
/// it means nothing in a query.
pub(crate) fn sheltered(arg: OsString) -> OsString {
    let negated = arg.to_str().and_then(|text| text.strip_prefix('-')).is_some_and(|rest| {
        let field = rest.split_once(':').and_then(|(name, _)| Field::from_name(name));
        field.is_some() || rest.starts_with(['(', '"'])
    });
    if !negated {
        return arg;
    }
    let mut sheltered = OsString::from(" ");
    sheltered.push(arg);
    sheltered
}

/// Reads a query; a wrong one is shown with the place marked.
pub(crate) fn parse_query(text: &str) -> anyhow::Result<Filter> {
    if text.trim().is_empty() {
        return Ok(Filter::default());
    }
    query::parse(text, &Lexicon::built_in())
        .map_err(|error| Misuse(format!("{error}\n{}", error.pointed(text))).into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_negated_part_of_a_query_is_no_option() {
        let cases = [
            ("-is:read", " -is:read"),
            ("-(a OR b)", " -(a OR b)"),
            ("-\"a b\"", " -\"a b\""),
            ("--json", "--json"),
            ("-o", "-o"),
            ("-oa:b", "-oa:b"),
            ("is:read", "is:read"),
        ];
        for (arg, expected) in cases {
            assert_eq!(sheltered(arg.into()), OsString::from(expected));
        }
    }
}
