//! How many connections one host has, which the client alone does not bound.
//!
//! The client looks for an idle connection, and makes a new one if there is none at that very
//! moment; a connection whose answer has just been read becomes idle a little later. So a bound
//! on requests is no bound on connections. Here a connection beyond the bound is not made: the
//! request waits a little for one to become idle, and is sent once more if none does.

use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::task::{Context, Poll};
use std::time::Duration;

use tower_layer::Layer;
use tower_service::Service;

/// How long a request waits for a connection to become idle before all idle ones count as gone.
/// It goes on as soon as one is; where every core is taken, 50 ms were seen to be too few.
const PATIENCE: Duration = Duration::from_millis(250);

/// How often a request is sent again for want of a connection.
pub(super) const TRIES_MAX: usize = 3;

tokio::task_local! {
    /// The host that a request goes to; the client does not tell its connector.
    static ROOM: Arc<Room>;
}

/// The error of a connection that was not made.
#[derive(Debug, thiserror::Error)]
#[error("the host has all its connections")]
pub(super) struct NoRoom;

/// The connections of one host. Rather one too many is counted than one too few.
#[derive(Debug)]
pub(super) struct Room {
    limit: usize,
    made: AtomicUsize,
    busy: AtomicUsize,
}

impl Room {
    pub(super) fn new(limit: usize) -> Self {
        Self { limit, made: AtomicUsize::new(0), busy: AtomicUsize::new(0) }
    }

    /// Counts a request that is under way.
    pub(super) fn begin(&self) {
        self.busy.fetch_add(1, Ordering::SeqCst);
    }

    /// Counts a request that has ended.
    pub(super) fn end(&self) {
        self.busy.fetch_sub(1, Ordering::SeqCst);
    }

    /// Counts a connection that is certainly gone.
    pub(super) fn leave(&self) {
        let fewer = |made: usize| made.checked_sub(1);
        let _ = self.made.fetch_update(Ordering::SeqCst, Ordering::SeqCst, fewer);
    }

    /// Counts anew after none became idle: only other requests under way can have one.
    pub(super) fn recount(&self) {
        let others = self.busy.load(Ordering::SeqCst).saturating_sub(1);
        self.made.store(others, Ordering::SeqCst);
    }

    fn enter(&self) -> bool {
        let more = |made: usize| (made < self.limit).then_some(made + 1);
        self.made.fetch_update(Ordering::SeqCst, Ordering::SeqCst, more).is_ok()
    }
}

/// Runs a request so that its connection is counted in `room`.
pub(super) async fn within<T>(room: Arc<Room>, request: impl Future<Output = T>) -> T {
    ROOM.scope(room, request).await
}

/// Puts a [`Door`] before the client's connector.
#[derive(Clone, Copy, Debug)]
pub(super) struct Doors;

impl<S> Layer<S> for Doors {
    type Service = Door<S>;

    fn layer(&self, inner: S) -> Door<S> {
        Door { inner }
    }
}

/// A connector that makes a connection only where there is room.
#[derive(Clone, Debug)]
pub(super) struct Door<S> {
    inner: S,
}

type BoxError = Box<dyn std::error::Error + Send + Sync>;

impl<S, R> Service<R> for Door<S>
where
    S: Service<R, Error = BoxError>,
    S::Future: Send + 'static,
    S::Response: Send,
{
    type Response = S::Response;
    type Error = BoxError;
    type Future = Pin<Box<dyn Future<Output = Result<S::Response, BoxError>> + Send>>;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), BoxError>> {
        self.inner.poll_ready(context)
    }

    fn call(&mut self, to: R) -> Self::Future {
        let room = ROOM.try_with(Arc::clone).ok();
        let connecting = self.inner.call(to);
        Box::pin(async move {
            let Some(room) = room else { return connecting.await };
            if !room.enter() {
                drop(connecting);
                // The request is looking for an idle connection at the same time.
                tokio::time::sleep(PATIENCE).await;
                return Err(NoRoom.into());
            }
            let made = connecting.await;
            if made.is_err() {
                room.leave();
            }
            made
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_host_has_no_more_connections_than_it_may() {
        let room = Room::new(2);
        assert!(room.enter() && room.enter() && !room.enter());
        room.leave();
        assert!(room.enter() && !room.enter());
        room.begin();
        room.begin();
        room.recount();
        assert!(room.enter() && !room.enter(), "the other request has one");
        room.end();
        room.recount();
        assert!(room.enter() && room.enter() && !room.enter(), "nobody else has one");
    }
}
