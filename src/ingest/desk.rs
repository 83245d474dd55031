//! What ingesting needs at hand, shared by all feeds.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::Semaphore;

use crate::analysis::Lexicon;
use crate::feeds::fetch::Fetcher;
use crate::store::{Store, StoreError};

/// What ingesting needs at hand: the network, the store, the lexicon; clones share it.
#[derive(Clone)]
pub struct Desk {
    /// Asks.
    pub fetcher: Fetcher,
    /// Keeps; a connection of its own, so that the rest of the program is not held up.
    pub store: Arc<Mutex<Store>>,
    /// Reads.
    pub lexicon: Arc<Lexicon>,
    /// Looks up what is known, so that reading does not wait for writing.
    pub(super) known: Arc<Mutex<Store>>,
    hands: Arc<Semaphore>,
}

impl std::fmt::Debug for Desk {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("Desk").field("fetcher", &self.fetcher).finish_non_exhaustive()
    }
}

impl Desk {
    /// Makes a desk with as many hands as the machine has processors.
    pub fn new(fetcher: Fetcher, store: Store, lexicon: Arc<Lexicon>) -> Self {
        let hands = std::thread::available_parallelism().map_or(2, std::num::NonZero::get);
        let reader = store.open_reader().map(Mutex::new).map(Arc::new);
        let store = Arc::new(Mutex::new(store));
        let known = reader.unwrap_or_else(|_| Arc::clone(&store));
        Self { fetcher, store, lexicon, known, hands: Arc::new(Semaphore::new(hands)) }
    }

    /// Runs `work`, which computes or waits for the disk, on a thread where that does no harm.
    ///
    /// # Errors
    ///
    /// Returns the error of `work`, or [`IngestError::Panicked`] if it panicked.
    pub(super) async fn by_hand<T, E>(
        &self,
        work: impl FnOnce(&Self) -> Result<T, E> + Send + 'static,
    ) -> Result<T, IngestError>
    where
        T: Send + 'static,
        E: Send + 'static,
        IngestError: From<E>,
    {
        let hand = Arc::clone(&self.hands).acquire_owned().await;
        let hand = hand.expect("the semaphore is never closed");
        let desk = self.clone();
        let done = tokio::task::spawn_blocking(move || {
            let _hand = hand;
            work(&desk)
        });
        Ok(done.await.map_err(|_| IngestError::Panicked)??)
    }
}

/// Why something fetched could not be kept.
#[derive(Debug, thiserror::Error)]
pub enum IngestError {
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// Reading it failed in a way that is our fault.
    #[error("reading this failed inside demarche; please report its address")]
    Panicked,
}

/// Takes the store; a panic while it was held has rolled its transaction back.
pub(super) fn locked(store: &Mutex<Store>) -> MutexGuard<'_, Store> {
    store.lock().unwrap_or_else(PoisonError::into_inner)
}
