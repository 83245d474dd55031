//! `demarche import`: what others hand over.

use std::io::Write;

use jiff::Timestamp;

use super::Outcome;
use super::context::Context;
use super::handover_args::ImportArgs;
use crate::analysis::Lexicon;
use crate::handover;
use crate::handover::Brought;

/// Runs the command.
pub(crate) fn run(args: &ImportArgs, context: &Context) -> anyhow::Result<Outcome> {
    let mut store = context.open_store()?;
    let lexicon = Lexicon::built_in();
    let brought = handover::bring(&mut store, &args.file, &lexicon, Timestamp::now())?;
    let mut out = std::io::stderr().lock();
    match brought {
        Brought::Stories(done) => writeln!(
            out,
            "{} new stories, {} known; {} notes and {} corrections brought in",
            done.stories, done.known, done.notes, done.corrections
        )?,
        Brought::Feeds(count, remarks) => {
            writeln!(out, "{count} feeds brought in")?;
            for remark in remarks {
                writeln!(out, "{remark}")?;
            }
        }
    }
    Ok(Outcome::Done)
}
