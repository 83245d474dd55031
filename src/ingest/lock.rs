//! One fetcher at a time, however many programs run.

use std::fs::{File, TryLockError};
use std::path::{Path, PathBuf};

/// The name of the lock file in the state folder.
const FILE: &str = "fetch.lock";

/// Why the lock was not had.
#[derive(Debug, thiserror::Error)]
pub enum LockError {
    /// Another program holds it.
    #[error(
        "another demarche is fetching at the moment; its stories appear here too when it is done"
    )]
    Busy,
    /// The file cannot be made or locked.
    #[error("`{path}` cannot be locked; choose another folder with --home DIR")]
    Unusable {
        /// The lock file.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
}

/// The right to fetch; given back when dropped, and by the system when the program dies.
#[derive(Debug)]
pub struct FetchLock {
    _file: File,
}

impl FetchLock {
    /// Takes the lock in the folder `state`, without waiting.
    ///
    /// # Errors
    ///
    /// Returns [`LockError::Busy`] if another program fetches.
    pub fn take(state: &Path) -> Result<Self, LockError> {
        let path = state.join(FILE);
        let unusable = |source| LockError::Unusable { path: path.clone(), source };
        let file = File::options().create(true).write(true).truncate(false).open(&path);
        let file = file.map_err(unusable)?;
        match file.try_lock() {
            Ok(()) => Ok(Self { _file: file }),
            Err(TryLockError::WouldBlock) => Err(LockError::Busy),
            Err(TryLockError::Error(source)) => Err(unusable(source)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_holds_the_lock_and_a_crash_leaves_none() {
        let folder = tempfile::tempdir().unwrap();
        let first = FetchLock::take(folder.path()).unwrap();
        assert!(matches!(FetchLock::take(folder.path()), Err(LockError::Busy)));
        drop(first);
        // The file of a program that died is still there; only its lock is gone.
        assert!(folder.path().join(FILE).exists());
        assert!(FetchLock::take(folder.path()).is_ok());
        assert!(matches!(
            FetchLock::take(&folder.path().join("no")),
            Err(LockError::Unusable { .. })
        ));
    }
}
