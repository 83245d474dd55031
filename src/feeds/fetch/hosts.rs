//! How many requests run at once, in all and to one host, and which hosts asked for peace.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use jiff::Timestamp;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use super::room::Room;

/// How many hosts are remembered before those at rest are forgotten.
const HOSTS_MAX: usize = 4096;

/// The bounds on requests, shared by all that fetch.
#[derive(Debug)]
pub(super) struct Hosts {
    all: Arc<Semaphore>,
    per_host: usize,
    known: Mutex<HashMap<String, Known>>,
}

#[derive(Debug)]
struct Known {
    slots: Arc<Semaphore>,
    room: Arc<Room>,
    wait_until: Option<Timestamp>,
}

/// The right to send one request; given back when dropped.
#[derive(Debug)]
pub(super) struct Slot {
    room: Arc<Room>,
    _host: OwnedSemaphorePermit,
    _all: OwnedSemaphorePermit,
}

impl Slot {
    /// Returns the count of the host's connections.
    pub(super) fn room(&self) -> &Arc<Room> {
        &self.room
    }
}

impl Drop for Slot {
    fn drop(&mut self) {
        self.room.end();
    }
}

impl Hosts {
    pub(super) fn new(all: usize, per_host: usize) -> Self {
        let all = Arc::new(Semaphore::new(all.max(1)));
        // Two is what feed owners bear; more is never right.
        Self { all, per_host: per_host.clamp(1, 2), known: Mutex::default() }
    }

    /// Waits for the turn of a request to `host`.
    ///
    /// The host's turn comes first, so that many feeds of one slow host don't take all turns.
    pub(super) async fn turn(&self, host: &str) -> Slot {
        let (slots, room) = {
            let known = self.entry(host);
            (Arc::clone(&known.slots), Arc::clone(&known.room))
        };
        let host = slots.acquire_owned().await.expect("the semaphore is never closed");
        let all = Arc::clone(&self.all).acquire_owned().await;
        room.begin();
        Slot { room, _host: host, _all: all.expect("the semaphore is never closed") }
    }

    /// Returns until when `host` is to be left in peace.
    pub(super) fn waits(&self, host: &str, now: Timestamp) -> Option<Timestamp> {
        self.entry(host).wait_until.filter(|until| *until > now)
    }

    /// Leaves `host` in peace until `until`, or longer if it asked for longer before.
    pub(super) fn hold(&self, host: &str, until: Timestamp) {
        let mut known = self.entry(host);
        known.wait_until = known.wait_until.max(Some(until));
    }

    fn entry(&self, host: &str) -> Entry<'_> {
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        if known.len() >= HOSTS_MAX {
            known.retain(|_, at| Arc::strong_count(&at.slots) > 1 || at.wait_until.is_some());
        }
        let host = host.to_ascii_lowercase();
        known.entry(host.clone()).or_insert_with(|| Known {
            slots: Arc::new(Semaphore::new(self.per_host)),
            room: Arc::new(Room::new(self.per_host)),
            wait_until: None,
        });
        Entry { known, host }
    }
}

/// One host under the lock.
struct Entry<'a> {
    known: MutexGuard<'a, HashMap<String, Known>>,
    host: String,
}

impl std::ops::Deref for Entry<'_> {
    type Target = Known;

    fn deref(&self) -> &Known {
        self.known.get(&self.host).expect("`entry` has put it there")
    }
}

impl std::ops::DerefMut for Entry<'_> {
    fn deref_mut(&mut self) -> &mut Known {
        self.known.get_mut(&self.host).expect("`entry` has put it there")
    }
}
