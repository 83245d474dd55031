//! Puts a file under its name, whole or not at all.

use std::fs::File;
use std::fs::OpenOptions;
use std::io;
use std::io::ErrorKind;
use std::io::Write;
use std::path::Path;
use std::path::PathBuf;

/// How many names are tried beside one that is taken.
const NAMES_MAX: u32 = 999;

/// What to do if there is a file of that name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Existing {
    /// Takes the next free name: `report-2.md`.
    NextName,
    /// Puts the new file in its place; a link is replaced, not followed.
    Replace,
    /// Writes nothing.
    Refuse,
}

/// Why a file was not written; then nothing is left under its name.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum FileError {
    /// There is one of that name.
    #[error("`{path}` is there already; choose another name or allow it to be replaced")]
    Taken {
        /// The name.
        path: PathBuf,
    },
    /// The path ends in no name of a file.
    #[error("`{path}` is no name for a file; give one such as report.md")]
    NoName {
        /// What was given.
        path: PathBuf,
    },
    /// The disk or a quota is full.
    #[error("`{path}` was not written, the disk is full; free some space and try again")]
    DiskFull {
        /// The name.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// The folder is not there or may not be written to.
    #[error("`{path}` could not be written; check that its folder is there and may be written to")]
    Io {
        /// The name.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
}

/// Writes `bytes` as `path` and returns the name that it got.
///
/// A temporary file beside it is written, synced, and put under the name in one step, so that
/// a crash leaves no half file there. A link of that name is never followed.
///
/// # Errors
///
/// Returns a [`FileError`]; then no file was made or changed.
pub fn write_file(path: &Path, bytes: &[u8], existing: Existing) -> Result<PathBuf, FileError> {
    let name = path.file_name().ok_or_else(|| FileError::NoName { path: path.to_owned() })?;
    let failed = |source: io::Error| failure(path, source);
    let folder = match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        Some(_) | None => Path::new("."),
    };
    let (temporary, mut file) = temporary(folder).map_err(failed)?;
    let placed = file
        .write_all(bytes)
        .and_then(|()| file.sync_all())
        .map_err(failed)
        .and_then(|()| place(&temporary, path, Path::new(name), existing));
    if placed.is_err() {
        // The error is what the reader must see; a leftover has a name that says what it is.
        let _ = std::fs::remove_file(&temporary);
    }
    let placed = placed?;
    // The name itself must outlast a power failure; not every system can sync a folder.
    let _ = File::open(folder).and_then(|folder| folder.sync_all());
    Ok(placed)
}

/// Makes a new file in `folder` that no other has.
fn temporary(folder: &Path) -> io::Result<(PathBuf, File)> {
    let process = std::process::id();
    let mut number = 0;
    loop {
        let path = folder.join(format!(".demarche-{process}-{number}.tmp"));
        match OpenOptions::new().write(true).create_new(true).open(&path) {
            Err(error) if error.kind() == ErrorKind::AlreadyExists && number < NAMES_MAX => {
                number += 1;
            }
            Err(error) => return Err(error),
            Ok(file) => return Ok((path, file)),
        }
    }
}

/// Puts the temporary file under its name.
fn place(
    temporary: &Path,
    path: &Path,
    name: &Path,
    existing: Existing,
) -> Result<PathBuf, FileError> {
    if existing == Existing::Replace {
        std::fs::rename(temporary, path).map_err(|source| failure(path, source))?;
        return Ok(path.to_owned());
    }
    let stem = name.file_stem().unwrap_or_default().to_string_lossy();
    let ending = name.extension().map_or(String::new(), |e| format!(".{}", e.to_string_lossy()));
    for number in 1..=NAMES_MAX {
        let target = match number {
            1 => path.to_owned(),
            _ => path.with_file_name(format!("{stem}-{number}{ending}")),
        };
        match link(temporary, &target) {
            Ok(()) => return Ok(target),
            Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
            Err(error) => return Err(failure(&target, error)),
        }
        if existing == Existing::Refuse {
            break;
        }
    }
    Err(FileError::Taken { path: path.to_owned() })
}

/// Gives the file its name, and fails if it is taken; a hard link does both in one step.
fn link(temporary: &Path, target: &Path) -> io::Result<()> {
    match std::fs::hard_link(temporary, target) {
        Ok(()) => std::fs::remove_file(temporary),
        Err(error) if error.kind() == ErrorKind::AlreadyExists => Err(error),
        // A file system without hard links (FAT): claim the name, then move over the claim.
        Err(_) => {
            OpenOptions::new().write(true).create_new(true).open(target)?;
            std::fs::rename(temporary, target)
        }
    }
}

fn failure(path: &Path, source: io::Error) -> FileError {
    let path = path.to_owned();
    match source.kind() {
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => FileError::DiskFull { path, source },
        _ => FileError::Io { path, source },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(folder: &Path) -> Vec<String> {
        let mut names: Vec<String> = std::fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    }

    #[test]
    fn an_existing_file_stays_unless_the_reader_says_otherwise() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("report.md");
        for (existing, expected) in [
            (Existing::Refuse, Some("report.md")),
            (Existing::Refuse, None),
            (Existing::NextName, Some("report-2.md")),
            (Existing::NextName, Some("report-3.md")),
            (Existing::Replace, Some("report.md")),
        ] {
            let written = write_file(&path, b"text", existing).ok();
            let name = written.map(|path| path.file_name().unwrap().to_str().unwrap().to_owned());
            assert_eq!(name.as_deref(), expected, "{existing:?}");
        }
        assert_eq!(names(folder.path()), ["report-2.md", "report-3.md", "report.md"]);
    }

    #[cfg(unix)]
    #[test]
    fn a_link_is_not_followed() {
        let folder = tempfile::tempdir().unwrap();
        let (precious, link) = (folder.path().join("precious"), folder.path().join("a.md"));
        std::fs::write(&precious, "old").unwrap();
        std::os::unix::fs::symlink(&precious, &link).unwrap();
        let other = write_file(&link, b"new", Existing::NextName).unwrap();
        assert_eq!(other, folder.path().join("a-2.md"));
        write_file(&link, b"new", Existing::Replace).unwrap();
        assert_eq!(std::fs::read_to_string(&precious).unwrap(), "old");
        assert_eq!(std::fs::read_to_string(&link).unwrap(), "new");
    }

    #[test]
    fn what_fails_leaves_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let missing = folder.path().join("no/report.md");
        assert!(matches!(
            write_file(&missing, b"x", Existing::NextName),
            Err(FileError::Io { .. })
        ));
        assert!(write_file(folder.path(), b"x", Existing::Replace).is_err());
        assert_eq!(names(folder.path()), Vec::<String>::new());
    }
}
