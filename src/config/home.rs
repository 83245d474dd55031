//! The directories of one reader.

use std::path::{Path, PathBuf};

use etcetera::BaseStrategy;

/// Why no place for the data was found.
#[derive(Debug, thiserror::Error)]
pub enum HomeError {
    /// `HOME` is not set, and no directory was named.
    #[error("no home directory is set; name a folder with --home DIR or DEMARCHE_HOME")]
    Unset {
        /// What the system said.
        source: etcetera::HomeDirError,
    },
    /// A directory cannot be made or written to.
    #[error("`{path}` cannot be written to; choose another folder with --home DIR")]
    Unwritable {
        /// The directory.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
}

/// Where settings, data, log and cache of one reader are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Home {
    /// `config.toml`, `keymap.toml`, `themes/`, `lexicon/`, `templates/`.
    pub config: PathBuf,
    /// `demarche.db`.
    pub data: PathBuf,
    /// `log`, crash reports, locks.
    pub state: PathBuf,
    /// What can be made again.
    pub cache: PathBuf,
}

impl Home {
    /// Puts all four under `dir`.
    pub fn under(dir: &Path) -> Self {
        Self {
            config: dir.join("config"),
            data: dir.join("data"),
            state: dir.join("state"),
            cache: dir.join("cache"),
        }
    }

    /// Finds the directories of the XDG Base Directory Specification.
    ///
    /// # Errors
    ///
    /// Returns [`HomeError::Unset`] if the system knows no home directory.
    pub fn of_the_system() -> Result<Self, HomeError> {
        let base =
            etcetera::base_strategy::Xdg::new().map_err(|source| HomeError::Unset { source })?;
        let state = base.state_dir().unwrap_or_else(|| base.data_dir());
        Ok(Self {
            config: base.config_dir().join("demarche"),
            data: base.data_dir().join("demarche"),
            state: state.join("demarche"),
            cache: base.cache_dir().join("demarche"),
        })
    }

    /// Returns the path of the database.
    pub fn database(&self) -> PathBuf {
        self.data.join("demarche.db")
    }

    /// Makes the directories for data and state.
    ///
    /// # Errors
    ///
    /// Returns [`HomeError::Unwritable`] with the first one that cannot be made.
    pub fn create(&self) -> Result<(), HomeError> {
        for path in [&self.data, &self.state] {
            std::fs::create_dir_all(path)
                .map_err(|source| HomeError::Unwritable { path: path.clone(), source })?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_directory_holds_all_four() {
        let home = Home::under(Path::new("/h"));
        assert_eq!(home.database(), Path::new("/h/data/demarche.db"));
        assert_eq!(home.config, Path::new("/h/config"));
    }
}
