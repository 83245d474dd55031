//! Opens the database.

use std::path::Path;
use std::path::PathBuf;
use std::time::Duration;

use jiff::Timestamp;
use rusqlite::Connection;
use rusqlite::OpenFlags;
use rusqlite::Transaction;
use rusqlite::TransactionBehavior;
use rusqlite::config::DbConfig;

use super::StoreError;
use super::migrations;
use super::recover;
use super::recover::Recovery;
use super::rescue;

/// How long a statement waits for another process before it gives up: longer than a backup
/// holds the file.
const BUSY_TIMEOUT: Duration = Duration::from_secs(5);
/// How many prepared statements a connection keeps: more than the store has.
const STATEMENTS_KEPT: usize = 128;
/// The file that says that a page of the database could not be read.
const DAMAGED: &str = ".damaged";
/// Questions whose answers touch the root and the last leaf of what matters most.
const PROBES: [&str; 6] = [
    "SELECT count(*) FROM sqlite_schema",
    "SELECT url FROM feed ORDER BY id DESC",
    "SELECT title, facts FROM story ORDER BY id DESC",
    "SELECT id FROM story INDEXED BY story_by_time ORDER BY published_at DESC",
    "SELECT body FROM annotation ORDER BY id DESC",
    "SELECT length(text) FROM article ORDER BY story_id DESC",
];
/// What every connection is set to. The cache is 8 MiB; the log is brought into the file every
/// 4096 pages, which are 16 MiB, and cut back to as much: a first fetch writes the same pages
/// many times.
const SETTINGS: &str = "
    PRAGMA foreign_keys = ON;
    PRAGMA trusted_schema = OFF;
    PRAGMA cell_size_check = ON;
    PRAGMA temp_store = MEMORY;
    PRAGMA cache_size = -8192;
    PRAGMA wal_autocheckpoint = 4096;
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

/// One connection to the database; see the module `store` for how threads share it.
pub struct Store {
    pub(super) db: Connection,
    pub(super) path: PathBuf,
    read_only: Option<ReadOnlyReason>,
    recovery: Option<Recovery>,
    /// What the connection is set to, if it was set.
    durability: Option<Durability>,
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
    /// for reading; [`read_only`](Self::read_only) tells. A damaged file is moved aside to
    /// `….corrupt-DATE`, with `now` as the date, and what can be read of it is brought into a
    /// new one, with the notes of the journal; [`recovery`](Self::recovery) tells.
    ///
    /// # Errors
    ///
    /// Returns [`StoreError::Open`] if there is no way to open it.
    pub fn open(path: &Path, now: Timestamp) -> Result<Self, StoreError> {
        if path.exists() && beside(path, DAMAGED).exists() && is_damaged(path) {
            return Self::open_recovered(path, now);
        }
        if !has_content(path) && !rescue::read(path).is_empty() {
            return Self::open_recovered(path, now);
        }
        match Self::open_writable(path) {
            Ok(store) => {
                store.tend_journal();
                Ok(store)
            }
            Err(StoreError::Damaged { .. }) => Self::open_recovered(path, now),
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

    /// Returns what was brought back if the database was found damaged or missing.
    pub fn recovery(&self) -> Option<&Recovery> {
        self.recovery.as_ref()
    }

    /// Looks for damage in the whole file, which takes a second for 400 MiB.
    ///
    /// Returns what is wrong, a line each, and marks the file so that the next
    /// [`open`](Self::open) recovers it; empty if it is sound.
    ///
    /// # Errors
    ///
    /// Returns a [`StoreError`] if the check itself fails.
    pub fn check(&self) -> Result<Vec<String>, StoreError> {
        let found = find_damage(&self.db);
        if !found.is_empty() && self.read_only.is_none() {
            let path = beside(&self.path, DAMAGED);
            std::fs::write(&path, found.join("\n"))
                .map_err(|source| StoreError::File { path, source })?;
        }
        Ok(found)
    }

    fn open_recovered(path: &Path, now: Timestamp) -> Result<Self, StoreError> {
        let recovery = recover::recover(path, now)?;
        let _ = std::fs::remove_file(beside(path, DAMAGED));
        let mut store = Self::open_writable(path)?;
        store.recovery = Some(recovery);
        Ok(store)
    }

    /// Writes the journal anew when it has grown.
    fn tend_journal(&self) {
        let journal = rescue::journal_path(&self.path);
        let bytes = std::fs::metadata(journal).map_or(0, |file| file.len());
        if bytes > rescue::JOURNAL_BYTES_MAX {
            let tend = || -> rusqlite::Result<()> {
                // Locked, so that no other process adds a line in the meantime.
                self.db.execute_batch("BEGIN IMMEDIATE")?;
                if let Err(error) = rescue::rewrite(&self.db, &self.path) {
                    tracing::warn!(%error, "the journal of notes cannot be written anew");
                }
                self.db.execute_batch("COMMIT")
            };
            if let Err(error) = tend() {
                tracing::warn!(%error, "the journal of notes cannot be written anew");
            }
        }
    }

    /// Fails if the file was moved or deleted under this connection, which SQLite does not see.
    pub(super) fn check_there(&self) -> Result<(), StoreError> {
        if self.path.exists() {
            return Ok(());
        }
        let rescue = rescue::journal_path(&self.path);
        Err(StoreError::Vanished { path: self.path.clone(), rescue })
    }

    fn open_writable(path: &Path) -> Result<Self, StoreError> {
        let failed = |source| StoreError::Open { path: path.to_owned(), source };
        let mut db = Connection::open(path).map_err(failed)?;
        settle(&db).map_err(StoreError::when("be opened"))?;
        db.pragma_update(None, "journal_mode", "wal").map_err(StoreError::when("be opened"))?;
        migrations::apply(&mut db, path)?;
        probe(&db).map_err(StoreError::when("be opened"))?;
        Ok(Self { db, path: path.to_owned(), read_only: None, recovery: None, durability: None })
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
        Ok(Self {
            db,
            path: path.to_owned(),
            read_only: Some(reason),
            recovery: None,
            durability: None,
        })
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
        // Only when it changes: setting it makes SQLite prepare every statement again.
        if self.durability != Some(durability) {
            let level = match durability {
                Durability::Full => "FULL",
                Durability::Normal => "NORMAL",
            };
            self.db.pragma_update(None, "synchronous", level).map_err(&failed)?;
            self.durability = Some(durability);
        }
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
    // Plans do not depend on what is bound: else a statement is prepared anew each time.
    db.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    db.execute_batch(SETTINGS)
}

fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(ending);
    name.into()
}

fn has_content(path: &Path) -> bool {
    std::fs::metadata(path).is_ok_and(|file| file.len() > 0)
}

/// Whether the database at `path` is damaged, or cannot even be asked.
fn is_damaged(path: &Path) -> bool {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    Connection::open_with_flags(path, flags).map_or(true, |db| !find_damage(&db).is_empty())
}

/// Lists what is wrong with a database.
fn find_damage(db: &Connection) -> Vec<String> {
    let list = || -> rusqlite::Result<Vec<String>> {
        db.prepare("PRAGMA integrity_check(20)")?.query_map([], |row| row.get(0))?.collect()
    };
    match list() {
        Ok(lines) => lines.into_iter().filter(|line| line != "ok").collect(),
        Err(error) => vec![error.to_string()],
    }
}

/// Reads the roots of the tables, which fails at once on what is no sound database.
fn probe(db: &Connection) -> rusqlite::Result<()> {
    for sql in PROBES {
        db.prepare(sql)?.query([])?.next()?;
    }
    Ok(())
}

/// Escapes what has a meaning in a `file:` address.
fn escape_uri(path: &Path) -> String {
    path.to_string_lossy().replace('%', "%25").replace('?', "%3f").replace('#', "%23")
}
