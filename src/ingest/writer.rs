//! Writes what asks brought: one thread, several feeds a transaction while they come fast.

use std::sync::Arc;

use jiff::Timestamp;
use tokio::sync::mpsc;
use tokio::sync::oneshot;

use super::desk::{Desk, IngestError, locked};
use crate::model::FeedId;
use crate::store::{Batch, Recorded, Store, StoreError};

/// How many feeds are written in one transaction: enough that committing costs little, and few
/// enough that a reader of the database waits for it under 100 ms.
const FEEDS_A_TRANSACTION: usize = 16;

/// How many stories are written in one transaction, for the same reason.
const STORIES_A_TRANSACTION: usize = 400;

/// How many feeds wait to be written; more would only hold memory.
const WAITING_MAX: usize = 32;

/// What an ask brought, and who waits for it to be kept.
struct Job {
    feed: FeedId,
    batch: Batch,
    done: oneshot::Sender<Result<Recorded, StoreError>>,
}

/// The one that writes; its thread ends when the last of its clones is dropped.
#[derive(Clone)]
pub(super) struct Writer {
    jobs: mpsc::Sender<Job>,
}

impl Writer {
    /// Starts one on the runtime's threads for work that waits for the disk.
    pub(super) fn start(desk: &Desk, now: Timestamp) -> Self {
        let (jobs, mut waiting) = mpsc::channel(WAITING_MAX);
        let store = Arc::clone(&desk.store);
        tokio::task::spawn_blocking(move || {
            while let Some(first) = waiting.blocking_recv() {
                let group = gather(first, &mut waiting);
                write(&mut locked(&store), group, now);
            }
        });
        Self { jobs }
    }

    /// Keeps what an ask of `feed` brought, whole or not at all.
    ///
    /// # Errors
    ///
    /// Returns the [`StoreError`] of this feed; others that are written with it do not matter.
    pub(super) async fn keep(&self, feed: FeedId, batch: Batch) -> Result<Recorded, IngestError> {
        let (done, kept) = oneshot::channel();
        let sent = self.jobs.send(Job { feed, batch, done }).await;
        sent.map_err(|_| IngestError::Panicked)?;
        Ok(kept.await.map_err(|_| IngestError::Panicked)??)
    }
}

/// Takes what waits beside `first`, as far as one transaction may hold it.
fn gather(first: Job, waiting: &mut mpsc::Receiver<Job>) -> Vec<Job> {
    let mut stories = first.batch.stories.len();
    let mut group = vec![first];
    while group.len() < FEEDS_A_TRANSACTION && stories < STORIES_A_TRANSACTION {
        let Ok(next) = waiting.try_recv() else { break };
        stories += next.batch.stories.len();
        group.push(next);
    }
    group
}

/// Writes a group; if that fails, each by itself, so that one cannot spoil the others.
fn write(store: &mut Store, group: Vec<Job>, now: Timestamp) {
    let together = store.record_all(group.iter().map(|job| (job.feed, &job.batch)), now);
    let outcomes = match together {
        Ok(recorded) => recorded.into_iter().map(Ok).collect(),
        Err(error) if group.len() == 1 => vec![Err(error)],
        Err(error) => {
            tracing::warn!(%error, feeds = group.len(), "not kept together; each by itself");
            group.iter().map(|job| store.record(job.feed, &job.batch, now)).collect()
        }
    };
    for (job, outcome) in group.into_iter().zip::<Vec<_>>(outcomes) {
        // Who no longer waits has given up; what came is kept all the same.
        let _ = job.done.send(outcome);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{AskOutcome, FeedSource, Health};
    use crate::store::{Ask, FeedState};

    fn batch(now: Timestamp) -> Batch {
        let ask = Ask {
            at: now,
            outcome: AskOutcome::New,
            status: Some(200),
            duration_ms: 1,
            size_bytes: 1,
            new_stories: 0,
            reason: String::new(),
        };
        Batch {
            ask,
            health: Health::Good,
            state: FeedState::default(),
            title: String::new(),
            stories: Vec::new(),
        }
    }

    #[test]
    fn a_feed_that_cannot_be_kept_does_not_spoil_the_others() {
        let folder = tempfile::tempdir().unwrap();
        let now: Timestamp = "2026-11-24T12:00:00Z".parse().unwrap();
        let mut store = Store::open(&folder.path().join("demarche.db"), now).unwrap();
        let source = FeedSource { url: "https://e.example/feed".into(), ..FeedSource::default() };
        let good = store.put_feed(&source, now).unwrap();
        let (jobs, kept): (Vec<_>, Vec<_>) = [good, FeedId(999), good]
            .map(|feed| {
                let (done, kept) = oneshot::channel();
                (Job { feed, batch: batch(now), done }, kept)
            })
            .into_iter()
            .unzip();
        write(&mut store, jobs, now);
        let outcomes: Vec<bool> =
            kept.into_iter().map(|kept| kept.blocking_recv().unwrap().is_ok()).collect();
        assert_eq!(outcomes, [true, false, true], "there is no feed 999");
        assert_eq!(store.asks(good).unwrap().len(), 2);
    }
}
