//! The command line: arguments in, stdout and an exit status out.

mod analyze;
mod args;
mod context;
mod count;
mod desk;
mod eval;
mod export;
mod extract;
mod feeds;
mod fetch;
mod handover_args;
mod import;
mod input;
mod log;
mod newsroom;
mod output;
mod parse;
mod reading;
mod settings;

use std::ffi::OsString;
use std::io::Write;
use std::process::ExitCode;

use clap::Parser;

use args::{Args, Command};
use context::Context;

use crate::config;

/// How a command ended that did not fail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// All of it was done.
    Done,
    /// Part of it was done, as when some feeds failed.
    Partly,
    /// A signal asked for the end; the exit status that says so.
    Signalled(u8),
}

/// A wrong use of the command line that clap cannot see, such as a bad query.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub(crate) struct Misuse(pub(crate) String);

/// Runs the program on the arguments of the process.
pub fn main() -> ExitCode {
    run(std::env::args_os())
}

/// Runs the program on `args`, the first of which is its name.
pub fn run(args: impl IntoIterator<Item = OsString>) -> ExitCode {
    let args = match Args::try_parse_from(args.into_iter().map(desk::sheltered)) {
        Ok(args) => args,
        Err(error) => {
            let _ = error.print();
            return ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(2));
        }
    };
    match dispatch(args) {
        Ok(Outcome::Done) => ExitCode::SUCCESS,
        Ok(Outcome::Partly) => ExitCode::from(3),
        // Whoever read our output has had enough, as `head` does.
        Err(error) if is_broken_pipe(&error) => ExitCode::SUCCESS,
        Ok(Outcome::Signalled(status)) => ExitCode::from(status),
        Err(error) => {
            let said = crate::clean::text(&format!("demarche: {error:#}"));
            let _ = writeln!(std::io::stderr(), "{said}");
            ExitCode::from(if error.is::<Misuse>() { 2 } else { 1 })
        }
    }
}

fn dispatch(args: Args) -> anyhow::Result<Outcome> {
    let environment = config::network(args.allow_private);
    let context = Context::new(args.home.as_deref(), environment)?;
    log::begin(&context.home.state);
    match args.command {
        Some(Command::Desk(command)) => desk::run(&command, &context),
        None => match args.feed {
            Some(url) => newsroom::preview(&context, &url),
            None => newsroom::run(&context, args.offline),
        },
        Some(Command::Config { command }) => settings::run(command, &context),
        Some(Command::Fetch(args)) => fetch::run(&args, &context),
        Some(Command::Feeds(args)) => feeds::run(&args, &context),
        Some(Command::Analyze(args)) => analyze::run(&args, &context),
        Some(Command::Eval(args)) => eval::run(&args),
        Some(Command::Extract(args)) => extract::run(&args, &context),
        Some(Command::Parse(args)) => parse::run(&args, &context),
        Some(Command::Export(args)) => export::run(&args, &context),
        Some(Command::Import(args)) => import::run(&args, &context),
        Some(Command::Stats(args)) => count::stats(&args, &context),
        Some(Command::Incidents(args)) => count::incidents(&args, &context),
    }
}

fn is_broken_pipe(error: &anyhow::Error) -> bool {
    let io = error.downcast_ref::<std::io::Error>();
    io.is_some_and(|error| error.kind() == std::io::ErrorKind::BrokenPipe)
}

/// Reads a variable of the environment; the commands ask here and nowhere else.
pub(crate) fn variable(name: &str) -> Option<OsString> {
    std::env::var_os(name)
}
