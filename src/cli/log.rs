//! The log: what went on behind the screen, a line each, in the state folder.

use std::fs::File;
use std::fs::OpenOptions;
use std::io;
use std::io::Write;
use std::path::Path;
use std::path::PathBuf;
use std::sync::Mutex;

use tracing_subscriber::EnvFilter;

use super::variable;

/// Which lines are written: a filter as `tracing-subscriber` reads it, such as `debug`.
const FILTER: &str = "DEMARCHE_LOG";
/// What is written where the filter is not set or cannot be read.
const USUAL: &str = "demarche=info";
/// From this size on the log becomes `log.old` when the next one begins; 4 MiB are weeks.
const BYTES_MAX: u64 = 4 << 20;

/// Writes what is traced from now on to `log` in the folder `state`.
///
/// The file is made with the first line; a folder that cannot be written to loses the log and
/// nothing else.
pub(super) fn begin(state: &Path) {
    let wanted = variable(FILTER).and_then(|filter| filter.into_string().ok());
    let filter = wanted.and_then(|filter| EnvFilter::try_new(filter).ok());
    // Fails only where a log has begun, which then goes on.
    let _ = tracing_subscriber::fmt()
        .with_env_filter(filter.unwrap_or_else(|| EnvFilter::new(USUAL)))
        .with_ansi(false)
        .with_target(false)
        .with_writer(Mutex::new(Log { folder: state.to_owned(), file: None }))
        .try_init();
}

/// A file that is opened when there is something to write.
struct Log {
    folder: PathBuf,
    file: Option<File>,
}

impl Log {
    fn open(&self) -> io::Result<File> {
        std::fs::create_dir_all(&self.folder)?;
        let path = self.folder.join("log");
        if std::fs::metadata(&path).is_ok_and(|file| file.len() > BYTES_MAX) {
            std::fs::rename(&path, self.folder.join("log.old"))?;
        }
        OpenOptions::new().create(true).append(true).open(path)
    }
}

impl Write for Log {
    /// Writes one line; the subscriber hands each over whole, which appending keeps whole too.
    fn write(&mut self, line: &[u8]) -> io::Result<usize> {
        let mut file = match self.file.take() {
            Some(file) => file,
            None => self.open()?,
        };
        // Feeds have a say in it too: nothing of theirs may steer the terminal that shows it.
        let clean = crate::clean::text(&String::from_utf8_lossy(line));
        let written = writeln!(file, "{}", clean.trim_end());
        self.file = Some(file);
        written.map(|()| line.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_cleaned_and_a_long_log_makes_room() {
        let folder = tempfile::tempdir().unwrap();
        let state = folder.path().join("state");
        let log = || Log { folder: state.clone(), file: None };
        log().write_all("title\u{1b}]0;x\u{7}\n".as_bytes()).unwrap();
        let written = std::fs::read_to_string(state.join("log")).unwrap();
        assert!(!written.contains('\u{1b}') && written.ends_with('\n'), "{written:?}");
        File::create(state.join("log")).unwrap().set_len(BYTES_MAX + 1).unwrap();
        log().write_all(b"new\n").unwrap();
        assert_eq!(std::fs::read_to_string(state.join("log")).unwrap(), "new\n");
        assert!(state.join("log.old").exists());
    }
}
