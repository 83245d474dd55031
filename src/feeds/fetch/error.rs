//! Why a feed or a page was not fetched, in one sentence each.

use jiff::Timestamp;

use crate::model::Fault;

/// Why a feed or a page was not fetched.
///
/// Each sentence names what failed and says what the reader can do. An address in it has no
/// password, and nothing of the server's own words is repeated.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum FetchError {
    /// No address was found for the name, or there is no network.
    #[error("offline: no address was found for `{host}`; check the name and the network")]
    Offline {
        /// The name.
        host: String,
    },
    /// Nobody listens there.
    #[error("refused: nothing answers at `{host}`; asking again later may help")]
    Refused {
        /// Host and port.
        host: String,
    },
    /// The network does not lead there, or the connection broke.
    #[error("`{host}` could not be reached; check the network")]
    Unreachable {
        /// Host and port.
        host: String,
        /// What the system said.
        source: Box<dyn std::error::Error + Send + Sync>,
    },
    /// The server accepted and did not begin a whole answer in time.
    #[error(
        "no answer in {seconds} s from `{host}`, or too slow a one; asking again later may help"
    )]
    NoAnswer {
        /// Host and port.
        host: String,
        /// The limit in force.
        seconds: u64,
    },
    /// The answer began and did not end in time.
    #[error(
        "too slow: `{host}` did not finish its answer in {seconds} s; raise `fetch.total_seconds` to wait longer"
    )]
    TooSlow {
        /// Host and port.
        host: String,
        /// The limit in force.
        seconds: u64,
    },
    /// The connection ended in the middle of the answer.
    #[error("cut off: `{host}` ended in the middle of its answer; asking again later may help")]
    CutOff {
        /// Host and port.
        host: String,
    },
    /// The document is larger than we are willing to hold.
    #[error("over {limit_mib} MiB from `{host}`; raise `fetch.limit_bytes` to accept it")]
    TooLarge {
        /// Host and port.
        host: String,
        /// The limit in force, in MiB.
        limit_mib: u64,
    },
    /// The document unpacks to more than we are willing to hold.
    #[error(
        "over {limit_mib} MiB after unpacking from `{host}`; raise `fetch.limit_bytes` to accept it"
    )]
    TooLargeUnpacked {
        /// Host and port.
        host: String,
        /// The limit in force, in MiB.
        limit_mib: u64,
    },
    /// The answer's head does not end.
    #[error("headers too large from `{host}`; the server is broken, tell its owner")]
    HeadersTooLarge {
        /// Host and port.
        host: String,
    },
    /// The document cannot be unpacked.
    #[error("bad compression: the answer of `{host}` cannot be unpacked; tell its owner")]
    BadCompression {
        /// Host and port.
        host: String,
    },
    /// Redirects without an end.
    #[error("redirect loop: `{url}` led on {hops} times; open it in a browser to find its address")]
    RedirectLoop {
        /// The address asked.
        url: String,
        /// How many redirects were followed.
        hops: usize,
    },
    /// A redirect to something that is not http or https.
    #[error("refused redirect to {scheme}: from `{host}`; only http and https are followed")]
    RedirectRefused {
        /// Host and port that redirected.
        host: String,
        /// The scheme it named.
        scheme: String,
    },
    /// A redirect without a usable address.
    #[error("bad redirect: `{host}` names no address that can be read; tell its owner")]
    BadRedirect {
        /// Host and port that redirected.
        host: String,
    },
    /// The address is on a private network.
    #[error(
        "refused: private address `{host}`; to allow it set `fetch.allow_private = [\"{host}\"]` or DEMARCHE_ALLOW_PRIVATE={host}"
    )]
    Private {
        /// The name or address.
        host: String,
    },
    /// A redirect from https to http.
    #[error(
        "refused downgrade: `{host}` leads from https to http; set `allow_downgrade` for this feed to follow it"
    )]
    Downgrade {
        /// Host and port that redirected.
        host: String,
    },
    /// 401, 407.
    #[error(
        "`{host}` needs a login; set `user` and `password_command` for this feed under `[fetch.feeds]`"
    )]
    NeedsLogin {
        /// Host and port.
        host: String,
    },
    /// 403.
    #[error("forbidden: `{host}` does not give us this address; open it in a browser to see why")]
    Forbidden {
        /// Host and port.
        host: String,
    },
    /// 404, 451.
    #[error(
        "not found: `{url}` answered {status}; its stories stay, and it is asked less and less"
    )]
    Missing {
        /// The address.
        url: String,
        /// The HTTP status.
        status: u16,
    },
    /// 410.
    #[error(
        "gone: the publisher has removed this feed; its stories stay, and it is no longer asked"
    )]
    Gone,
    /// 429, or 503 with or without `Retry-After`.
    #[error("`{host}` asked to wait until {until:.0} ({status})")]
    Waiting {
        /// The host.
        host: String,
        /// When it may be asked again.
        until: Timestamp,
        /// The HTTP status, or 0 if an earlier answer of the host asked for it.
        status: u16,
    },
    /// Any other status than success.
    #[error("`{host}` answered {status}; asking again later may help")]
    Status {
        /// Host and port.
        host: String,
        /// The HTTP status.
        status: u16,
    },
    /// A web page came in place of a feed.
    #[error(
        "this is a web page, not a feed: `{url}`; find its feeds with `demarche feeds add {url}`"
    )]
    WebPage {
        /// The address that answered.
        url: String,
    },
    /// The network's own login page came in place of a feed.
    #[error(
        "this is a web page, not a feed: the network wants a login first (captive portal at `{host}`)"
    )]
    Portal {
        /// Host and port that answered.
        host: String,
    },
    /// A wall against robots came in place of an answer.
    #[error(
        "bot wall: `{host}` lets only browsers in; open the feed in a browser, or ask its owner to let readers in"
    )]
    BotWall {
        /// Host and port.
        host: String,
        /// The HTTP status.
        status: u16,
    },
    /// Nothing came.
    #[error("empty answer from `{host}`; asking again later may help")]
    Empty {
        /// Host and port.
        host: String,
    },
    /// The answer is not HTTP.
    #[error("not HTTP: the answer of `{host}` cannot be read; check the address and the port")]
    NotHttp {
        /// Host and port.
        host: String,
    },
    /// The answer is not https.
    #[error(
        "no safe connection to `{host}`: what answers there is not https; check the port, or begin it with http://"
    )]
    NotHttps {
        /// Host and port.
        host: String,
    },
    /// A header of the answer has forbidden characters.
    #[error(
        "bad header: the answer of `{host}` has characters that no header may have; tell its owner"
    )]
    BadHeader {
        /// Host and port.
        host: String,
    },
    /// The certificate is not good, or no common protocol was found.
    #[error("no safe connection to `{host}`: {reason}")]
    Tls {
        /// Host and port.
        host: String,
        /// What is wrong with it.
        reason: &'static str,
    },
    /// The certificate seems out of date because the clock is wrong.
    #[error("no safe connection to `{host}`: the clock says {year}; check it")]
    Clock {
        /// Host and port.
        host: String,
        /// The year by the clock.
        year: i16,
    },
    /// The proxy cannot be reached or refuses.
    #[error(
        "proxy `{proxy}` does not let us through; check `fetch.proxy` and the proxy variables of the environment"
    )]
    Proxy {
        /// Host and port of the proxy.
        proxy: String,
        /// What the system said.
        source: Box<dyn std::error::Error + Send + Sync>,
    },
    /// No certificates of authorities were found on this machine.
    #[error(
        "no CA certificates are installed, so https cannot be checked; install the package `ca-certificates`, or name a bundle in SSL_CERT_FILE"
    )]
    NoCertificates,
    /// The program that gives the password failed.
    #[error("the `password_command` for `{host}` gave no password; run it by hand to see why")]
    Password {
        /// Host and port.
        host: String,
    },
    /// A setting of the feed cannot be sent.
    #[error(
        "a header set for `{host}` under `[fetch.feeds]` has characters that no header may have"
    )]
    BadOption {
        /// Host and port.
        host: String,
    },
    /// The address cannot be read, or is of another kind.
    #[error("`{url}` is no http or https address")]
    BadAddress {
        /// What was given.
        url: String,
    },
    /// The client could not be made.
    #[error("the network cannot be used; check `[fetch]` in the config")]
    Client {
        /// What the client said.
        source: Box<dyn std::error::Error + Send + Sync>,
    },
}

impl FetchError {
    /// Returns what the fault means for the next ask.
    pub fn fault(&self) -> Fault {
        match self {
            Self::Offline { .. } => Fault::Offline,
            Self::Refused { .. }
            | Self::Unreachable { .. }
            | Self::NoAnswer { .. }
            | Self::TooSlow { .. }
            | Self::CutOff { .. }
            | Self::TooLarge { .. }
            | Self::TooLargeUnpacked { .. }
            | Self::HeadersTooLarge { .. }
            | Self::BadCompression { .. }
            | Self::Status { .. }
            | Self::Empty { .. }
            | Self::NotHttp { .. }
            | Self::NotHttps { .. }
            | Self::BadHeader { .. }
            | Self::Tls { .. }
            | Self::Clock { .. }
            | Self::Proxy { .. }
            | Self::NoCertificates
            | Self::Client { .. } => Fault::Server,
            Self::RedirectLoop { .. }
            | Self::RedirectRefused { .. }
            | Self::BadRedirect { .. }
            | Self::Private { .. }
            | Self::Downgrade { .. }
            | Self::Password { .. }
            | Self::BadOption { .. }
            | Self::BadAddress { .. } => Fault::Refused,
            Self::NeedsLogin { .. } | Self::Forbidden { .. } | Self::Missing { .. } => {
                Fault::Missing
            }
            Self::Gone => Fault::Gone,
            Self::Waiting { .. } => Fault::Waiting,
            Self::WebPage { .. } | Self::Portal { .. } => Fault::NotAFeed,
            Self::BotWall { .. } => Fault::BotWall,
        }
    }

    /// Returns the HTTP status that was answered, if one was.
    pub fn status(&self) -> Option<u16> {
        match self {
            Self::NeedsLogin { .. } => Some(401),
            Self::Forbidden { .. } => Some(403),
            Self::Gone => Some(410),
            Self::WebPage { .. } | Self::Portal { .. } | Self::Empty { .. } => Some(200),
            Self::Missing { status, .. }
            | Self::Status { status, .. }
            | Self::BotWall { status, .. }
            | Self::Waiting { status, .. } => Some(*status).filter(|status| *status != 0),
            Self::Offline { .. }
            | Self::Refused { .. }
            | Self::Unreachable { .. }
            | Self::NoAnswer { .. }
            | Self::TooSlow { .. }
            | Self::CutOff { .. }
            | Self::TooLarge { .. }
            | Self::TooLargeUnpacked { .. }
            | Self::HeadersTooLarge { .. }
            | Self::BadCompression { .. }
            | Self::RedirectLoop { .. }
            | Self::RedirectRefused { .. }
            | Self::BadRedirect { .. }
            | Self::Private { .. }
            | Self::Downgrade { .. }
            | Self::NotHttp { .. }
            | Self::NotHttps { .. }
            | Self::BadHeader { .. }
            | Self::Tls { .. }
            | Self::Clock { .. }
            | Self::Proxy { .. }
            | Self::NoCertificates
            | Self::Password { .. }
            | Self::BadOption { .. }
            | Self::BadAddress { .. }
            | Self::Client { .. } => None,
        }
    }
}
