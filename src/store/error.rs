//! Why the store could not do something, and what helps.

use std::path::PathBuf;

use rusqlite::ErrorCode;

/// Why the store could not do something.
///
/// Each sentence says what the reader can do; the cause below it is kept as `source`.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StoreError {
    /// The file cannot be opened or made.
    #[error("`{path}` cannot be opened; check its permissions or choose another with --home DIR")]
    Open {
        /// The database.
        path: PathBuf,
        /// What SQLite said.
        source: rusqlite::Error,
    },
    /// Another program holds the database.
    #[error("the database is busy and could not {doing}; try again in a moment")]
    Busy {
        /// What was tried.
        doing: &'static str,
        /// What SQLite said.
        source: rusqlite::Error,
    },
    /// The disk or a quota is full.
    #[error("the disk is full and the database could not {doing}; free some space and try again")]
    DiskFull {
        /// What was tried.
        doing: &'static str,
        /// What SQLite said.
        source: rusqlite::Error,
    },
    /// The file or the folder may not be written to.
    #[error("the database may only be read and could not {doing}; check the folder's permissions")]
    ReadOnly {
        /// What was tried.
        doing: &'static str,
    },
    /// The file is damaged.
    #[error("the database is damaged and could not {doing}; run `demarche doctor` to mend it")]
    Damaged {
        /// What was tried.
        doing: &'static str,
        /// What SQLite said.
        source: rusqlite::Error,
    },
    /// A newer version of the program made the file.
    #[error(
        "the database was made by a newer demarche (schema {found}, this one knows {known}); \
         update the program"
    )]
    TooNew {
        /// The schema of the file.
        found: u32,
        /// The newest schema that this program knows.
        known: u32,
    },
    /// The file was moved or deleted under the running program.
    #[error(
        "`{path}` was moved or deleted; the note is kept in `{rescue}`, restart to bring it in"
    )]
    Vanished {
        /// Where the database was.
        path: PathBuf,
        /// The file that has what the reader typed.
        rescue: PathBuf,
    },
    /// A file beside the database cannot be written.
    #[error("`{path}` cannot be written; check the folder's permissions and free space")]
    File {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// What was asked for is not there.
    #[error("there is no {what}; {remedy}")]
    NotFound {
        /// What was asked for: `story 17`.
        what: String,
        /// Where such things are listed.
        remedy: &'static str,
    },
    /// A name is taken.
    #[error("there is already a {what}; choose another name")]
    Taken {
        /// What has the name.
        what: String,
    },
    /// What was given is not acceptable.
    #[error("{0}")]
    Refused(&'static str),
    /// Anything else that SQLite says.
    #[error("the database could not {doing}; run `demarche doctor` to see what is wrong")]
    Sqlite {
        /// What was tried.
        doing: &'static str,
        /// What SQLite said.
        source: rusqlite::Error,
    },
}

impl StoreError {
    /// Makes the error of something that was tried: `.map_err(StoreError::when("list stories"))`.
    pub(super) fn when(doing: &'static str) -> impl Fn(rusqlite::Error) -> Self {
        move |source| match source.sqlite_error_code() {
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => {
                Self::Busy { doing, source }
            }
            Some(ErrorCode::DiskFull) => Self::DiskFull { doing, source },
            Some(ErrorCode::ReadOnly) => Self::ReadOnly { doing },
            Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => {
                Self::Damaged { doing, source }
            }
            Some(_) | None => Self::Sqlite { doing, source },
        }
    }

    /// Returns whether trying again may help.
    #[must_use]
    pub fn is_transient(&self) -> bool {
        matches!(self, Self::Busy { .. } | Self::DiskFull { .. })
    }
}
