//! The arguments, as clap reads them.

use std::path::PathBuf;

use clap::{Parser, Subcommand};

use super::handover_args::{CountArgs, ExportArgs, ImportArgs};

/// A terminal newsroom for cyber-diplomacy: who accuses whom, who denies, in whose words.
#[derive(Debug, Parser)]
#[command(version, about, max_term_width = 100)]
pub(crate) struct Args {
    /// Puts config, data, state and cache under one directory
    #[arg(long, global = true, value_name = "DIR", env = "DEMARCHE_HOME")]
    pub(crate) home: Option<PathBuf>,
    /// Hosts, addresses and CIDR blocks that may be asked although they are private, by commas
    #[arg(long, global = true, hide = true, env = "DEMARCHE_ALLOW_PRIVATE", default_value = "")]
    pub(crate) allow_private: String,
    /// Asks no feed (newsroom)
    #[arg(long)]
    pub(crate) offline: bool,
    /// Shows one feed without subscribing to it; nothing is kept (newsroom)
    #[arg(long, value_name = "URL", conflicts_with = "offline")]
    pub(crate) feed: Option<String>,
    #[command(subcommand)]
    pub(crate) command: Option<Command>,
}

/// What to do without a screen.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    #[command(flatten)]
    Desk(super::desk::DeskCommand),
    /// Shows, checks or begins your settings
    Config {
        #[command(subcommand)]
        command: super::settings::ConfigCommand,
    },
    /// Asks all feeds once, or those named
    Fetch(FetchArgs),
    /// Lists, adds, removes, checks, imports and exports feeds
    Feeds(FeedsArgs),
    /// Analyses any text or page without storing it
    Analyze(AnalyzeArgs),
    /// Measures the analysis on a labelled folder
    Eval(EvalArgs),
    /// Finds the article in an HTML page
    Extract(ExtractArgs),
    /// Shows a feed document as demarche understands it
    Parse(ParseArgs),
    /// Writes stories with quotes, claims and notes as a document
    Export(ExportArgs),
    /// Brings in a dossier that was handed over, OPML, or newsboat's files
    Import(ImportArgs),
    /// Counts who accuses whom, by pair, by day and by tag
    Stats(CountArgs),
    /// Lists the events that several outlets tell
    Incidents(CountArgs),
}

/// Arguments of `analyze`.
#[derive(Debug, clap::Args)]
pub(crate) struct AnalyzeArgs {
    /// Files, addresses, or `-` for standard input
    #[arg(value_name = "FILE|URL|-")]
    pub(crate) inputs: Vec<String>,
    /// Writes JSON
    #[arg(long)]
    pub(crate) json: bool,
    /// Reads files as HTML pages and analyses their articles, as is done with addresses
    #[arg(long)]
    pub(crate) html: bool,
    /// Reads `{"id", "text"}` a line, writes the analysis with the same id a line
    #[arg(long)]
    pub(crate) jsonl: bool,
}

/// Arguments of `eval`.
#[derive(Debug, clap::Args)]
pub(crate) struct EvalArgs {
    /// A folder with gold*.jsonl and texts/ID.txt
    #[arg(value_name = "FOLDER")]
    pub(crate) folder: PathBuf,
    /// Lists every miss and false find
    #[arg(long)]
    pub(crate) errors: bool,
    /// Writes JSON
    #[arg(long)]
    pub(crate) json: bool,
}

/// Arguments of `extract`.
#[derive(Debug, clap::Args)]
pub(crate) struct ExtractArgs {
    /// A file, an address, or `-` for standard input
    #[arg(value_name = "FILE|URL|-")]
    pub(crate) input: String,
    /// The address that relative links are read against
    #[arg(long, value_name = "URL")]
    pub(crate) base: Option<String>,
    /// Writes JSON
    #[arg(long)]
    pub(crate) json: bool,
}

/// Arguments of `parse`.
#[derive(Debug, clap::Args)]
pub(crate) struct ParseArgs {
    /// A file, an address, or `-` for standard input
    #[arg(value_name = "FILE|URL|-")]
    pub(crate) input: String,
    /// The address the document came from
    #[arg(long, value_name = "URL")]
    pub(crate) base: Option<String>,
    /// A header of the answer the document came in; may be given several times
    #[arg(long = "header", value_name = "NAME: VALUE")]
    pub(crate) headers: Vec<String>,
    /// Writes JSON
    #[arg(long, required_unless_present = "jsonl")]
    pub(crate) json: bool,
    /// Reads `{"path", "base", "headers"}` a line, writes one document a line with its path
    #[arg(long, conflicts_with = "json")]
    pub(crate) jsonl: bool,
}

/// Arguments of `fetch`.
#[derive(Debug, clap::Args)]
pub(crate) struct FetchArgs {
    /// Feeds by number or address; all if none is named
    #[arg(value_name = "FEED")]
    pub(crate) feeds: Vec<String>,
    /// Writes JSON
    #[arg(long)]
    pub(crate) json: bool,
}

/// Arguments of `feeds`.
#[derive(Debug, clap::Args)]
pub(crate) struct FeedsArgs {
    /// What to do with them
    #[command(subcommand)]
    pub(crate) command: FeedsCommand,
}

/// What `feeds` can do.
#[derive(Debug, Subcommand)]
pub(crate) enum FeedsCommand {
    /// Lists the feeds with their health
    List {
        /// Writes a JSON object a line
        #[arg(long)]
        json: bool,
    },
    /// Adds a feed by its address, or by that of its site
    Add(AddArgs),
    /// Removes a feed; what you saved, noted or labelled of it stays
    Remove {
        /// Its number or address
        #[arg(value_name = "FEED")]
        feed: String,
    },
    /// Says how each feed fares, with its last asks, and why it is not asked now
    Check {
        /// Feeds by number or address; all that need a look if none is named
        #[arg(value_name = "FEED")]
        feeds: Vec<String>,
        /// Writes a JSON object a line
        #[arg(long)]
        json: bool,
    },
    /// Takes in the feeds of an OPML file or of newsboat's urls
    Import {
        /// The file, or `-` for standard input
        #[arg(value_name = "FILE")]
        file: PathBuf,
    },
    /// Writes the feeds as OPML
    Export {
        /// The file, which must not exist; standard output if none is named
        #[arg(value_name = "FILE")]
        file: Option<PathBuf>,
    },
}

/// Arguments of `feeds add`.
#[derive(Debug, clap::Args)]
pub(crate) struct AddArgs {
    /// The address of a feed or of a site
    #[arg(value_name = "URL")]
    pub(crate) url: String,
    /// Adds it without reading it first
    #[arg(long)]
    pub(crate) force: bool,
    /// The folder to show it in, `/` between levels
    #[arg(long, default_value = "")]
    pub(crate) folder: String,
    /// Writes JSON
    #[arg(long)]
    pub(crate) json: bool,
}
