//! Opens the database.

use std::path::Path;
use std::path::PathBuf;
use std::time::Duration;

use jiff::Timestamp;
use rusqlite::Connection;
use rusqlite::OpenFlags;
use rusqlite::Transaction;
use rusqlite::TransactionBehavior;

use super::StoreError;
use super::migrations;

/// How long a statement waits for another process before it gives up: longer than a backup
/// holds the file.
const BUSY_TIMEOUT: Duration = Duration::from_secs(5);
/// How many prepared statements a connection keeps: more than the store has.
const STATEMENTS_KEPT: usize = 128;
/// What every connection is set to. The cache is 8 MiB; the log is cut back to 16 MiB.
const SETTINGS: &str = "
    PRAGMA foreign_keys = ON;
    PRAGMA trusted_schema = OFF;
    PRAGMA cell_size_check = ON;
    PRAGMA temp_store = MEMORY;
    PRAGMA cache_size = -8192;
    PRAGMA journal_size_limit = 16777216;";

/// Why a database can only be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReadOnlyReason {
    /// The caller asked for a reader.
    Reader,
    /// The file or folder may not be written to.
    Permissions,
    /// A newer version of the program made it.
    Newer {
        /// The schema of the file.
        found: u32,
    },
}

/// One connection to the database; see the [module](self) for how threads share it.
pub struct Store {
    pub(super) db: Connection,
    pub(super) path: PathBuf,
    read_only: Option<ReadOnlyReason>,
}

/// How a transaction is made safe on the disk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Durability {
    /// On the disk when the call returns: what the reader types.
    Full,
    /// Safe from a crash of the program: what can be fetched again.
    Normal,
}

impl Store {
    /// Opens the database at `path`, and makes or upgrades it where needed.
    ///
    /// A file or folder that may not be written to, or that a newer version made, is opened
    /// for reading; [`read_only`](Self::read_only) tells. `now` names what is moved aside.
    ///
    /// # Errors
    ///
    /// Returns [`StoreError::Open`] if there is no way to open it.
    pub fn open(path: &Path, now: Timestamp) -> Result<Self, StoreError> {
        let _ = now;
        match Self::open_writable(path) {
            Ok(store) => Ok(store),
            Err(StoreError::TooNew { found, .. }) => {
                Self::open_read_only(path, ReadOnlyReason::Newer { found })
            }
            Err(error @ (StoreError::ReadOnly { .. } | StoreError::Open { .. })) => {
                Self::open_read_only(path, ReadOnlyReason::Permissions).map_err(|_| error)
            }
            Err(error) => Err(error),
        }
    }

    /// Opens another connection to the same database that only reads.
    ///
    /// # Errors
    ///
    /// Returns [`StoreError::Open`] if the file is gone.
    pub fn open_reader(&self) -> Result<Self, StoreError> {
        Self::open_read_only(&self.path, self.read_only.unwrap_or(ReadOnlyReason::Reader))
    }

    /// Returns where the database is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Returns the version of the schema.
    ///
    /// # Errors
    ///
    /// Returns a [`StoreError`] if the database cannot be read.
    pub fn schema(&self) -> Result<u32, StoreError> {
        migrations::version(&self.db)
    }

    /// Returns why this connection cannot write, or `None` if it can.
    pub fn read_only(&self) -> Option<ReadOnlyReason> {
        self.read_only
    }

    fn open_writable(path: &Path) -> Result<Self, StoreError> {
        let failed = |source| StoreError::Open { path: path.to_owned(), source };
        let mut db = Connection::open(path).map_err(failed)?;
        settle(&db).map_err(StoreError::when("be opened"))?;
        db.pragma_update(None, "journal_mode", "wal").map_err(StoreError::when("be opened"))?;
        migrations::apply(&mut db, path)?;
        Ok(Self { db, path: path.to_owned(), read_only: None })
    }

    fn open_read_only(path: &Path, reason: ReadOnlyReason) -> Result<Self, StoreError> {
        let failed = |source| StoreError::Open { path: path.to_owned(), source };
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let mut db = Connection::open_with_flags(path, flags).map_err(failed)?;
        let readable = settle(&db).and_then(|()| probe(&db));
        if let Err(error) = readable {
            if reason == ReadOnlyReason::Reader {
                return Err(failed(error));
            }
            // A read-only folder has no place for the shared-memory file of a WAL.
            let uri = format!("file:{}?immutable=1", escape_uri(path));
            let flags = flags | OpenFlags::SQLITE_OPEN_URI;
            db = Connection::open_with_flags(uri, flags).map_err(failed)?;
            settle(&db).and_then(|()| probe(&db)).map_err(failed)?;
        }
        Ok(Self { db, path: path.to_owned(), read_only: Some(reason) })
    }

    /// Runs `change` in one transaction that begins by locking, so that it cannot lose a race.
    pub(super) fn write<T>(
        &mut self,
        doing: &'static str,
        durability: Durability,
        change: impl FnOnce(&Transaction<'_>) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        if self.read_only.is_some() {
            return Err(StoreError::ReadOnly { doing });
        }
        let failed = StoreError::when(doing);
        let level = match durability {
            Durability::Full => "FULL",
            Durability::Normal => "NORMAL",
        };
        self.db.pragma_update(None, "synchronous", level).map_err(&failed)?;
        let transaction =
            self.db.transaction_with_behavior(TransactionBehavior::Immediate).map_err(&failed)?;
        let value = change(&transaction)?;
        transaction.commit().map_err(&failed)?;
        Ok(value)
    }
}

impl std::fmt::Debug for Store {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("Store")
            .field("path", &self.path)
            .field("read_only", &self.read_only)
            .finish_non_exhaustive()
    }
}

fn settle(db: &Connection) -> rusqlite::Result<()> {
    db.busy_timeout(BUSY_TIMEOUT)?;
    db.set_prepared_statement_cache_capacity(STATEMENTS_KEPT);
    db.execute_batch(SETTINGS)
}

/// Reads the schema, which fails at once on what is no database.
fn probe(db: &Connection) -> rusqlite::Result<()> {
    db.query_row("SELECT count(*) FROM sqlite_schema", [], |_| Ok(()))
}

/// Escapes what has a meaning in a `file:` address.
fn escape_uri(path: &Path) -> String {
    path.to_string_lossy().replace('%', "%25").replace('?', "%3f").replace('#', "%23")
}
