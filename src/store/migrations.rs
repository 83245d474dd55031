//! Brings a database to the newest schema.

use std::path::Path;

use rusqlite::Connection;
use rusqlite::TransactionBehavior;

use super::StoreError;

/// Every schema change, oldest first. Append only: a shipped file never changes.
const MIGRATIONS: &[&str] =
    &[include_str!("migrations/0001_init.sql"), include_str!("migrations/0002_groups.sql")];

/// Returns the newest schema that this program knows.
pub(super) fn newest() -> u32 {
    u32::try_from(MIGRATIONS.len()).expect("there are few migrations")
}

/// Returns the schema of `db`; 0 for an empty file.
pub(super) fn version(db: &Connection) -> Result<u32, StoreError> {
    db.pragma_query_value(None, "user_version", |row| row.get(0))
        .map_err(StoreError::when("be opened"))
}

/// Applies the migrations `db` lacks, each in its own transaction.
///
/// An older database is first copied beside itself, to `….before-N`.
pub(super) fn apply(db: &mut Connection, path: &Path) -> Result<(), StoreError> {
    let found = version(db)?;
    let known = newest();
    if found > known {
        return Err(StoreError::TooNew { found, known });
    }
    if found > 0 && found < known {
        keep_copy(db, path, found)?;
    }
    for (step, sql) in (1..).zip(MIGRATIONS) {
        apply_one(db, step, sql).map_err(StoreError::when("be upgraded"))?;
    }
    Ok(())
}

/// Applies one migration, unless another process was faster.
fn apply_one(db: &mut Connection, step: u32, sql: &str) -> rusqlite::Result<()> {
    let found: u32 = db.pragma_query_value(None, "user_version", |row| row.get(0))?;
    if found >= step {
        return Ok(());
    }
    let change = db.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let found: u32 = change.pragma_query_value(None, "user_version", |row| row.get(0))?;
    if found < step {
        change.execute_batch(sql)?;
        change.pragma_update(None, "user_version", step)?;
    }
    change.commit()
}

/// Copies the database as it is, so that an upgrade can be taken back by hand.
fn keep_copy(db: &Connection, path: &Path, version: u32) -> Result<(), StoreError> {
    let mut copy = path.as_os_str().to_owned();
    copy.push(format!(".before-{}", version + 1));
    let copy = Path::new(&copy);
    if copy.exists() {
        return Ok(());
    }
    let name = copy.to_string_lossy();
    db.execute("VACUUM INTO ?1", [name.as_ref()])
        .map(drop)
        .map_err(StoreError::when("be copied before its upgrade"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn upgrades_from_every_version() {
        for start in 0..=MIGRATIONS.len() {
            let folder = tempfile::tempdir().unwrap();
            let path = folder.path().join("demarche.db");
            let mut db = Connection::open(&path).unwrap();
            for sql in &MIGRATIONS[..start] {
                db.execute_batch(sql).unwrap();
            }
            db.pragma_update(None, "user_version", u32::try_from(start).unwrap()).unwrap();
            apply(&mut db, &path).unwrap();
            assert_eq!(version(&db).unwrap(), newest());
            let copies = std::fs::read_dir(folder.path()).unwrap().count() - 1;
            assert_eq!(copies, usize::from(start > 0 && start < MIGRATIONS.len()));
        }
    }

    #[test]
    fn refuses_a_newer_database() {
        let mut db = Connection::open_in_memory().unwrap();
        db.pragma_update(None, "user_version", 99).unwrap();
        let refused = apply(&mut db, Path::new("x"));
        assert!(matches!(refused, Err(StoreError::TooNew { found: 99, .. })));
    }
}
