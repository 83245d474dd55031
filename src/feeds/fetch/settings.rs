//! What the reader can set about fetching: limits, proxies, and secrets of single feeds.

use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Serialize};
use url::Url;

/// The table `[fetch]` of `config.toml`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct FetchSettings {
    /// Requests in flight over all hosts, at least 1.
    pub connections: usize,
    /// Requests in flight to one host, 1 or 2.
    pub connections_per_host: usize,
    /// How long a connection may take to be made, in seconds.
    pub connect_seconds: u64,
    /// How long a server may take to begin its answer, in seconds.
    pub first_byte_seconds: u64,
    /// How long one answer may take in all, redirects included, in seconds.
    pub total_seconds: u64,
    /// The most a document may have after unpacking, in bytes.
    pub limit_bytes: u64,
    /// Hosts, addresses and CIDR blocks that may be asked although they are private.
    pub allow_private: Vec<String>,
    /// Whether a redirect from https to http is followed.
    pub allow_downgrade: bool,
    /// The proxy for every address (`http://…`, `socks5h://…`); empty takes the environment's.
    pub proxy: String,
    /// Hosts that are asked without the proxy, by commas; empty takes the environment's.
    pub no_proxy: String,
    /// What we say we are; empty for `demarche/VERSION`.
    pub user_agent: String,
    /// What single feeds need, by address, or by origin for all feeds of a site.
    pub feeds: BTreeMap<String, FeedOptions>,
}

impl Default for FetchSettings {
    fn default() -> Self {
        Self {
            // Enough that slow hosts don't hold up the rest, few enough for `ulimit -n 256`.
            connections: 64,
            // What feed owners ask for; see FEEDS 1.2 on NetNewsWire.
            connections_per_host: 2,
            connect_seconds: 10,
            first_byte_seconds: 10,
            total_seconds: 30,
            // The largest honest feed seen has 9 MB.
            limit_bytes: 16 * 1024 * 1024,
            allow_private: Vec::new(),
            allow_downgrade: false,
            proxy: String::new(),
            no_proxy: String::new(),
            user_agent: String::new(),
            feeds: BTreeMap::new(),
        }
    }
}

/// What one feed needs beyond its address; sent to its own origin only.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct FeedOptions {
    /// Headers to send.
    pub headers: BTreeMap<String, String>,
    /// The `Cookie` header to send.
    pub cookies: String,
    /// The user of HTTP basic authentication.
    pub user: String,
    /// The password; better is `password_command`.
    pub password: String,
    /// A program and its arguments whose first line of output is the password; run without a shell.
    pub password_command: Vec<String>,
    /// Whether its redirects from https to http are followed.
    pub allow_downgrade: bool,
    /// Whether the pages of its stories are fetched ahead.
    pub full_text: bool,
}

impl fmt::Debug for FeedOptions {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("FeedOptions").field("full_text", &self.full_text).finish_non_exhaustive()
    }
}

impl FetchSettings {
    /// Returns what the feed at `url` needs: its own entry, else that of its origin.
    pub fn options_of(&self, url: &Url) -> Option<&FeedOptions> {
        let origin = url.origin().ascii_serialization();
        self.feeds
            .iter()
            .find(|(key, _)| Url::parse(key).is_ok_and(|key| key == *url))
            .or_else(|| self.feeds.iter().find(|(key, _)| key.trim_end_matches('/') == origin))
            .map(|(_, options)| options)
    }

    /// Takes from the environment what the settings leave open.
    #[must_use]
    pub fn with(mut self, outside: &Environment) -> Self {
        let allowed =
            outside.allow_private.split(',').map(str::trim).filter(|item| !item.is_empty());
        self.allow_private.extend(allowed.map(str::to_owned));
        if self.no_proxy.is_empty() {
            self.no_proxy.clone_from(&outside.no_proxy);
        }
        self
    }
}

/// What the environment says about the network; read by `config`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Environment {
    /// `DEMARCHE_ALLOW_PRIVATE`: hosts, addresses and CIDR blocks, by commas.
    pub allow_private: String,
    /// `http_proxy`.
    pub http_proxy: String,
    /// `https_proxy` or `HTTPS_PROXY`.
    pub https_proxy: String,
    /// `all_proxy` or `ALL_PROXY`.
    pub all_proxy: String,
    /// `no_proxy` or `NO_PROXY`.
    pub no_proxy: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_feed_has_its_own_options_or_those_of_its_origin() {
        let named = |user: &str| FeedOptions { user: user.into(), ..FeedOptions::default() };
        let mut settings = FetchSettings::default();
        settings.feeds.insert("https://a.example/f.xml".into(), named("feed"));
        settings.feeds.insert("https://a.example".into(), named("origin"));
        for (url, expected) in [
            ("https://a.example/f.xml", Some("feed")),
            ("https://a.example/g.xml", Some("origin")),
            ("http://a.example/f.xml", None),
            ("https://a.example:444/f.xml", None),
            ("https://a.example.evil.example/", None),
        ] {
            let options = settings.options_of(&Url::parse(url).unwrap());
            assert_eq!(options.map(|options| options.user.as_str()), expected, "{url}");
        }
    }

    #[test]
    fn secrets_are_not_printed() {
        let options = FeedOptions { password: "hunter2".into(), ..FeedOptions::default() };
        assert!(!format!("{options:?}").contains("hunter2"));
    }
}
