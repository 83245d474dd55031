//! Writes stories to a file.

use std::path::Path;

use jiff::Timestamp;

use crate::app::Message;
use crate::export;
use crate::export::Format;
use crate::handover;
use crate::handover::Choice;
use crate::handover::Existing;
use crate::model::Filter;
use crate::query;
use crate::store::Store;

/// The format where none is named.
const USUAL: &str = "markdown";

/// Writes the stories that pass `filter` to a new file in the folder where demarche was started.
pub(super) fn run(store: &Store, filter: &Filter, format: &str) -> Message {
    match write(store, filter, format) {
        Ok(message) => message,
        Err(what) => Message::failed(what),
    }
}

fn write(store: &Store, filter: &Filter, format: &str) -> Result<Message, String> {
    let name = if format.is_empty() { USUAL } else { format };
    let format = Format::from_name(name).ok_or_else(|| {
        let names = Format::ALL.map(Format::as_str);
        let near = query::nearest(name, names);
        let near = near.map_or(String::new(), |near| format!("; did you mean `{near}`?"));
        format!("there is no format `{name}`{near} There are {}", names.join(", "))
    })?;
    let now = Timestamp::now();
    let document = handover::gather(store, &Choice::Query(filter.clone()), now)
        .map_err(|error| error.to_string())?;
    let stories = document.exhibits.len();
    if stories == 0 {
        return Ok(Message::Told("nothing to export: s saves a story".to_owned()));
    }
    let bytes = export::render(&document, format).map_err(|error| error.to_string())?;
    let folder = std::fs::canonicalize(".").unwrap_or_else(|_| Path::new(".").to_owned());
    let path = folder.join(export::file_name(&document.title, now, format.extension()));
    let path = handover::write_file(&path, &bytes, Existing::NextName)
        .map_err(|error| error.to_string())?;
    Ok(Message::Exported { path, stories })
}
