//! What every command needs.

use std::path::Path;

use crate::config::Home;

/// The reader's directories and settings.
pub(crate) struct Context {
    /// Where things live.
    #[expect(dead_code, reason = "the first command that opens the store reads it")]
    pub(crate) home: Home,
}

impl Context {
    /// Finds the directories under `home`, or those of the system.
    pub(crate) fn new(home: Option<&Path>) -> anyhow::Result<Self> {
        let home = match home {
            Some(dir) => Home::under(dir),
            None => Home::of_the_system()?,
        };
        Ok(Self { home })
    }
}
