//! Finds the addresses of a name, and leaves out those that may not be asked.

use std::net::SocketAddr;
use std::sync::Arc;

use reqwest::dns::{Addrs, Name, Resolve, Resolving};

use super::address::Allowed;

/// Why a name has no address for us.
#[derive(Debug, thiserror::Error)]
pub(super) enum ResolveError {
    /// The system knows no address.
    #[error("no address was found")]
    NotFound,
    /// All its addresses are private.
    #[error("only private addresses were found")]
    Private,
}

/// The system's resolver behind our rule. The client connects to what this returns and to
/// nothing else, so a name cannot change between the check and the connection.
pub(super) struct Guard {
    allowed: Arc<Allowed>,
    proxies: Vec<String>,
}

impl Guard {
    pub(super) fn new(allowed: Arc<Allowed>, proxies: Vec<String>) -> Self {
        Self { allowed, proxies }
    }
}

impl Resolve for Guard {
    fn resolve(&self, name: Name) -> Resolving {
        let allowed = Arc::clone(&self.allowed);
        let is_proxy = self.proxies.iter().any(|proxy| proxy == name.as_str());
        Box::pin(async move {
            let host = name.as_str().to_owned();
            let found = tokio::net::lookup_host((host.as_str(), 0)).await;
            let found: Vec<SocketAddr> = found.map_err(|_| ResolveError::NotFound)?.collect();
            if found.is_empty() {
                return Err(ResolveError::NotFound.into());
            }
            let may = |at: &SocketAddr| is_proxy || allowed.permits(&host, at.ip());
            let kept: Vec<SocketAddr> = found.into_iter().filter(may).collect();
            if kept.is_empty() {
                return Err(ResolveError::Private.into());
            }
            Ok(Box::new(kept.into_iter()) as Addrs)
        })
    }
}
