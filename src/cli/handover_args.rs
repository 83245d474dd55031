//! The arguments of the commands that take stories away, bring them in and count them.

use std::path::PathBuf;

/// Arguments of `export`.
#[derive(Debug, clap::Args)]
pub(crate) struct ExportArgs {
    /// Which stories, in the query language; the saved ones if nothing is given
    #[arg(value_name = "QUERY", conflicts_with = "dossier")]
    pub(crate) query: Vec<String>,
    /// The stories of a dossier
    #[arg(long, value_name = "NAME")]
    pub(crate) dossier: Option<String>,
    /// How to write them: markdown, html, csv, jsonl, bibtex, csl, stix, misp, atom, webannotation,
    /// labels (your corrections), briefing or a template of yours
    #[arg(long, value_name = "FORMAT", default_value = "markdown")]
    pub(crate) format: String,
    /// A file or a folder; standard output if nothing is given
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
    /// Replaces a file of that name instead of taking another name
    #[arg(long)]
    pub(crate) force: bool,
}

/// Arguments of `import`.
#[derive(Debug, clap::Args)]
pub(crate) struct ImportArgs {
    /// Our own JSON Lines, OPML, or newsboat's urls or cache
    #[arg(value_name = "FILE")]
    pub(crate) file: PathBuf,
}

/// Arguments of `stats` and `incidents`.
#[derive(Debug, clap::Args)]
pub(crate) struct CountArgs {
    /// Which stories, in the query language; all if nothing is given
    #[arg(value_name = "QUERY")]
    pub(crate) query: Vec<String>,
    /// Writes JSON
    #[arg(long)]
    pub(crate) json: bool,
}
