//! Makes the HTTP client: no redirects, no cookies, no unpacking of its own; those are ours.

use std::sync::Arc;
use std::time::Duration;

use reqwest::{Client, ClientBuilder, Proxy, redirect};

use super::address::Allowed;
use super::proxy::Proxies;
use super::resolve::Guard;
use super::room::Doors;
use super::{FetchError, FetchSettings};

/// How long an idle connection is kept, in seconds; a fetch of all feeds takes about as long.
const IDLE_SECONDS: u64 = 15;

/// The most headers of an answer that are read.
const HEADERS_MAX: usize = 200;

/// The largest head of an HTTP/2 answer, in bytes.
const HEAD_MAX_BYTES: u32 = 64 * 1024;

/// A client, and whether it can check https.
pub(super) struct Made {
    pub(super) client: Client,
    /// The same, but it passes over header lines that no header may have.
    pub(super) lenient: Client,
    pub(super) knows_authorities: bool,
}

/// Makes the client; without certificates of authorities, one that can do only http.
pub(super) fn make(
    settings: &FetchSettings,
    allowed: &Arc<Allowed>,
    proxies: &Proxies,
) -> Result<Made, FetchError> {
    // It is asked for a status only, so that one without https does: making one that knows the
    // authorities takes as long again.
    let failed = |source: reqwest::Error| FetchError::Client { source: source.into() };
    let bare = || builder(settings, allowed, proxies).tls_certs_only([]);
    let lenient = bare().http1_ignore_invalid_headers_in_responses(true).build().map_err(failed)?;
    if let Ok(client) = builder(settings, allowed, proxies).build() {
        return Ok(Made { client, lenient, knows_authorities: true });
    }
    let client = bare().build().map_err(failed)?;
    Ok(Made { client, lenient, knows_authorities: false })
}

fn builder(settings: &FetchSettings, allowed: &Arc<Allowed>, proxies: &Proxies) -> ClientBuilder {
    let guard = Guard::new(Arc::clone(allowed), proxies.hosts().map(str::to_owned).collect());
    let builder = Client::builder()
        .user_agent(user_agent(settings))
        .redirect(redirect::Policy::none())
        .referer(false)
        .no_gzip()
        .no_brotli()
        .no_zstd()
        .no_deflate()
        .no_proxy()
        .connect_timeout(Duration::from_secs(settings.connect_seconds.max(1)))
        .pool_idle_timeout(Duration::from_secs(IDLE_SECONDS))
        .pool_max_idle_per_host(settings.connections_per_host.clamp(1, 2))
        .http1_max_headers(HEADERS_MAX)
        .http2_max_header_list_size(HEAD_MAX_BYTES)
        .connector_layer(Doors)
        .dns_resolver(Arc::new(guard));
    let proxies = proxies.clone();
    builder.proxy(Proxy::custom(move |url| proxies.of(url).cloned()))
}

/// Says honestly what asks.
fn user_agent(settings: &FetchSettings) -> &str {
    const OURS: &str = concat!("demarche/", env!("CARGO_PKG_VERSION"), " (feed reader)");
    let own = settings.user_agent.trim();
    let sound = !own.is_empty() && own.bytes().all(|byte| matches!(byte, b' '..=b'~'));
    if sound { own } else { OURS }
}
