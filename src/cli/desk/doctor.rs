//! `demarche doctor`: is everything sound, and what to do if not.

use super::Context;
use super::Outcome;
use super::output::Output;
use crate::clean;

/// Runs the command.
pub(crate) fn run(context: &Context) -> anyhow::Result<Outcome> {
    let mut output = Output::new();
    let path = context.home.database();
    output.line(&format!("database  {}", clean::line(&path.to_string_lossy())))?;
    let store = context.open_store()?;
    output.line(&format!("schema    {}", store.schema()?))?;
    output.finish()?;
    Ok(Outcome::Done)
}
