//! The reader's editor, for long notes.

use std::io::Write;
use std::process::Command;

use crate::config::Home;

/// The most bytes of a note that are taken back from the editor.
const NOTE_BYTES_MAX: u64 = 256 * 1024;

/// Opens `text` in the editor and returns what was written; the terminal must be given back.
///
/// The file stays where it is if the editor fails, so that nothing written is lost.
///
/// # Errors
///
/// Returns a sentence that says what failed and where the text is.
pub(super) fn edit(home: &Home, editor: &[String], text: &str) -> Result<String, String> {
    let path = home.state.join(format!("note-{}.md", std::process::id()));
    let written = std::fs::File::create(&path).and_then(|mut file| file.write_all(text.as_bytes()));
    if let Err(error) = written {
        return Err(format!("the note could not be written for the editor: {error}"));
    }
    let Some((program, arguments)) = editor.split_first() else {
        return Err("no editor is named; set `editor` in config.toml or EDITOR".to_owned());
    };
    let place = path.display();
    let status = Command::new(program).args(arguments).arg(&path).status();
    match status {
        Ok(status) if status.success() => {}
        Ok(status) => return Err(format!("{program} ended with {status}; the note is in {place}")),
        Err(error) => {
            let _ = std::fs::remove_file(&path);
            return Err(format!(
                "{program} could not be started ({error}); set `editor` in config.toml or EDITOR"
            ));
        }
    }
    let size = std::fs::metadata(&path).map_or(0, |about| about.len());
    if size > NOTE_BYTES_MAX {
        return Err(format!("the note is too long; it is in {place}"));
    }
    let read = std::fs::read_to_string(&path)
        .map_err(|error| format!("the note could not be read back ({error}); it is in {place}"))?;
    let _ = std::fs::remove_file(&path);
    Ok(read)
}
