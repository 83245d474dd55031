//! The newsroom, where no command is named.

use super::Misuse;
use super::Outcome;
use super::context::Context;
use crate::tui;
use crate::tui::TuiError;

/// Shows the newsroom until the reader leaves it.
pub(crate) fn run(context: &Context, offline: bool) -> anyhow::Result<Outcome> {
    match tui::run(&context.home, &tui::Options { offline, network: context.environment.clone() }) {
        Ok(0) => Ok(Outcome::Done),
        Ok(status) => Ok(Outcome::Signalled(status)),
        Err(TuiError::NoTerminal(reason)) => Err(Misuse(reason.to_string()).into()),
        Err(error) => Err(error.into()),
    }
}
