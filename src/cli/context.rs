//! What every command needs.

use std::io::Write;
use std::path::Path;

use jiff::Timestamp;

use crate::config::{Config, Home};
use crate::feeds::fetch::{Environment, Fetcher};
use crate::store::Store;

/// The reader's directories and settings.
pub(crate) struct Context {
    /// Where things live.
    pub(crate) home: Home,
    /// What the environment says about the network.
    pub(crate) environment: Environment,
}

impl Context {
    /// Finds the directories under `home`, or those of the system.
    pub(crate) fn new(home: Option<&Path>, environment: Environment) -> anyhow::Result<Self> {
        let home = match home {
            Some(dir) => Home::under(dir),
            None => Home::of_the_system()?,
        };
        Ok(Self { home, environment })
    }

    /// Opens the database, and makes it and its directories where needed.
    pub(crate) fn open_store(&self) -> anyhow::Result<Store> {
        self.home.create()?;
        Ok(Store::open(&self.home.database(), Timestamp::now())?)
    }

    /// Makes a fetcher by the reader's settings; a wrong file is named, and what ships is used.
    pub(crate) fn fetcher(&self) -> anyhow::Result<Fetcher> {
        let (config, errors) = Config::read(&self.home);
        for error in errors {
            writeln!(std::io::stderr(), "demarche: {error}")?;
        }
        Ok(Fetcher::new(&config.settings.fetch, &self.environment)?)
    }
}

/// Runs `work` to its end on a runtime of this thread; what computes goes to threads of its own.
pub(crate) fn block_on<T>(work: impl Future<Output = T>) -> anyhow::Result<T> {
    // One thread for the network: it waits, and the processors are for reading what came.
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let done = runtime.block_on(work);
    // A name that the system still looks up is not waited for.
    runtime.shutdown_background();
    Ok(done)
}
