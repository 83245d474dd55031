//! The arguments of the commands at the desk.

use clap::Subcommand;

/// What is done with stories that are there.
#[derive(Debug, Subcommand)]
pub(crate) enum DeskCommand {
    /// Lists the stories that match a query, newest first
    List(ListArgs),
    /// Shows one story: text, analysis, annotations
    Show(ShowArgs),
    /// Keeps stories
    Save(StoriesArgs),
    /// Keeps stories no longer
    Unsave(StoriesArgs),
    /// Puts a note on a story, and prints its number
    Note(NoteArgs),
    /// Puts labels on a story
    Label(LabelArgs),
    /// Named sets of stories
    #[command(subcommand)]
    Dossier(DossierCommand),
    /// Checks the database and the folders, and mends what it can
    Doctor,
    /// Writes the completions of a shell
    Completions {
        /// The shell
        shell: clap_complete::Shell,
    },
    /// Writes the manual page
    Man,
}

/// Arguments of `list`.
#[derive(Debug, clap::Args)]
pub(crate) struct ListArgs {
    /// Words, `"phrases"` and `field:value`; `demarche man` has the language
    #[arg(value_name = "QUERY")]
    pub(crate) query: Vec<String>,
    /// Lists so many at most
    #[arg(long, value_name = "N")]
    pub(crate) limit: Option<u64>,
    /// Writes one JSON object a line
    #[arg(long)]
    pub(crate) json: bool,
}

/// Arguments of `show`.
#[derive(Debug, clap::Args)]
pub(crate) struct ShowArgs {
    /// The number that `list` gives
    #[arg(value_name = "STORY", value_parser = story)]
    pub(crate) story: i64,
    /// Writes JSON
    #[arg(long)]
    pub(crate) json: bool,
}

/// Arguments of `save` and `unsave`.
#[derive(Debug, clap::Args)]
pub(crate) struct StoriesArgs {
    /// The numbers that `list` gives
    #[arg(value_name = "STORY", required = true, value_parser = story)]
    pub(crate) stories: Vec<i64>,
}

/// Arguments of `note`.
#[derive(Debug, clap::Args)]
pub(crate) struct NoteArgs {
    /// The number that `list` gives
    #[arg(value_name = "STORY", value_parser = story)]
    pub(crate) story: i64,
    /// The note, or `-` for standard input
    #[arg(value_name = "TEXT")]
    pub(crate) text: String,
    /// Words of the story that the note stands on
    #[arg(long, value_name = "WORDS")]
    pub(crate) on: Option<String>,
}

/// Arguments of `label`.
#[derive(Debug, clap::Args)]
pub(crate) struct LabelArgs {
    /// The number that `list` gives
    #[arg(value_name = "STORY", value_parser = story)]
    pub(crate) story: i64,
    /// The labels
    #[arg(value_name = "LABEL", required = true)]
    pub(crate) labels: Vec<String>,
    /// Takes them away
    #[arg(long)]
    pub(crate) remove: bool,
}

/// What to do with dossiers.
#[derive(Debug, Subcommand)]
pub(crate) enum DossierCommand {
    /// Lists the dossiers
    List {
        /// Writes one JSON object a line
        #[arg(long)]
        json: bool,
    },
    /// Shows a dossier with its stories
    Show {
        /// Its name
        name: String,
        /// Writes JSON
        #[arg(long)]
        json: bool,
    },
    /// Makes an empty dossier, or a living one
    Create {
        /// Its name
        name: String,
        /// The query that fills it
        #[arg(long)]
        query: Option<String>,
    },
    /// Puts stories at its end, and keeps them
    Add {
        /// Its name
        name: String,
        /// The numbers that `list` gives
        #[arg(value_name = "STORY", required = true, value_parser = story)]
        stories: Vec<i64>,
        /// The section they stand in
        #[arg(long)]
        section: Option<String>,
    },
    /// Takes stories out, or without any the dossier itself; the stories stay kept
    Remove {
        /// Its name
        name: String,
        /// The numbers that `list` gives
        #[arg(value_name = "STORY", value_parser = story)]
        stories: Vec<i64>,
    },
}

/// Reads the number of a story.
fn story(text: &str) -> Result<i64, String> {
    text.parse().map_err(|_| "a story is named by its number, the `id` of `list --json`".to_owned())
}
