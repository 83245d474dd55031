//! `demarche completions`, `man` and `config path`: what packagers and scripts ask for.

use std::io::Write;

use clap::CommandFactory;
use clap_complete::Shell;

use super::Context;
use super::Outcome;
use super::output::Output;
use crate::clean;
use crate::cli::args::Args;

/// Writes the completions of a shell.
pub(crate) fn completions(shell: Shell) -> anyhow::Result<Outcome> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Args::command(), "demarche", &mut script);
    std::io::stdout().lock().write_all(&script)?;
    Ok(Outcome::Done)
}

/// Writes the manual page: the program, then each command.
pub(crate) fn man() -> anyhow::Result<Outcome> {
    let mut command = Args::command();
    command.build();
    let mut page = Vec::new();
    clap_mangen::Man::new(command.clone()).render(&mut page)?;
    for sub in command.get_subcommands().filter(|sub| sub.get_name() != "help") {
        let man = clap_mangen::Man::new(sub.clone());
        writeln!(page, ".SH COMMAND {}", sub.get_name().to_uppercase())?;
        man.render_description_section(&mut page)?;
        man.render_options_section(&mut page)?;
    }
    std::io::stdout().lock().write_all(&page)?;
    Ok(Outcome::Done)
}

/// Writes where things live, a line each.
pub(crate) fn paths(context: &Context) -> anyhow::Result<Outcome> {
    let home = &context.home;
    let database = home.database();
    let places = [
        ("config", &home.config),
        ("data", &home.data),
        ("state", &home.state),
        ("cache", &home.cache),
        ("database", &database),
    ];
    let mut output = Output::new();
    for (name, path) in places {
        output.line(&format!("{name:<9} {}", clean::line(&path.to_string_lossy())))?;
    }
    output.finish()?;
    Ok(Outcome::Done)
}
