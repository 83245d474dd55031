//! Writes stories to a file.

use std::path::Path;

use jiff::Timestamp;

use crate::app::Message;
use crate::export;
use crate::handover;
use crate::handover::Choice;
use crate::handover::Existing;
use crate::store::Store;

/// The format where none is named.
const USUAL: &str = "markdown";

/// Writes the stories of `choice` to a new file in the folder where demarche was started, under
/// its own title where `title` is empty; `config` is the folder of the reader's templates.
pub(super) fn run(
    store: &Store,
    (title, choice): (&str, &Choice),
    format: &str,
    config: &Path,
) -> Message {
    match write(store, (title, choice), format, config) {
        Ok(message) => message,
        Err(what) => Message::failed(what),
    }
}

fn write(
    store: &Store,
    (title, choice): (&str, &Choice),
    format: &str,
    config: &Path,
) -> Result<Message, String> {
    let name = if format.is_empty() { USUAL } else { format };
    let format = handover::find_format(name, config).map_err(|error| error.to_string())?;
    let now = Timestamp::now();
    let mut document = handover::gather(store, choice, now).map_err(|error| error.to_string())?;
    if !title.is_empty() {
        title.clone_into(&mut document.title);
    }
    let stories = document.exhibits.len();
    if stories == 0 {
        let said = match choice {
            Choice::Query(_) => "nothing to export: s saves a story",
            Choice::Dossier(..) => "nothing to export: S puts a story into the dossier",
        };
        return Ok(Message::Told(said.to_owned()));
    }
    let bytes = format.render(&document).map_err(|error| error.to_string())?;
    let folder = std::fs::canonicalize(".").unwrap_or_else(|_| Path::new(".").to_owned());
    let path = folder.join(export::file_name(&document.title, now, format.extension()));
    let path = handover::write_file(&path, &bytes, Existing::NextName)
        .map_err(|error| error.to_string())?;
    Ok(Message::Exported { path, stories })
}
