//! Finds in an error of the client what went wrong.

use std::error::Error;
use std::io;

use jiff::Timestamp;
use rustls::CertificateError;

use super::FetchError;
use super::resolve::ResolveError;
use super::room::NoRoom;

/// The year before which a clock that finds certificates out of date is itself out of date.
const CLOCK_YEAR_MIN: i16 = 2026;

/// What is known of the request that failed.
pub(super) struct Scene {
    /// Host and port asked.
    pub(super) host: String,
    /// The name alone.
    pub(super) name: String,
    /// Host and port of the proxy, if one was used.
    pub(super) proxy: Option<String>,
    /// When it was asked.
    pub(super) now: Timestamp,
    /// The limit on making a connection, in seconds.
    pub(super) connect_seconds: u64,
}

/// Returns whether the request was not sent because the host has all its connections.
pub(super) fn is_no_room(error: &reqwest::Error) -> bool {
    causes(error).any(<dyn Error>::is::<NoRoom>)
}

/// Returns whether the answer has a header line that no header may have.
pub(super) fn is_bad_header(error: &reqwest::Error) -> bool {
    let spoken = causes(error).find_map(|cause| cause.downcast_ref::<hyper::Error>());
    spoken.is_some_and(|error| error.is_parse() && error.to_string().contains("header"))
}

/// Turns an error of the client into ours.
pub(super) fn of(error: reqwest::Error, scene: &Scene) -> FetchError {
    let host = scene.host.clone();
    if let Some(proxy) = scene.proxy.clone().filter(|_| error.is_connect()) {
        return FetchError::Proxy { proxy, source: error.without_url().into() };
    }
    if let Some(found) = resolved(&error, scene) {
        return found;
    }
    if let Some(reason) = causes(&error).find_map(tls) {
        return certificate(reason, scene);
    }
    if let Some(found) = causes(&error).find_map(|cause| spoken(cause, &host)) {
        return found;
    }
    if error.is_timeout() {
        return FetchError::NoAnswer { host, seconds: scene.connect_seconds };
    }
    let kind =
        causes(&error).find_map(|cause| cause.downcast_ref::<io::Error>()).map(io::Error::kind);
    match kind {
        Some(io::ErrorKind::ConnectionRefused) => FetchError::Refused { host },
        Some(
            io::ErrorKind::UnexpectedEof
            | io::ErrorKind::ConnectionReset
            | io::ErrorKind::ConnectionAborted
            | io::ErrorKind::BrokenPipe,
        ) => FetchError::CutOff { host },
        Some(io::ErrorKind::TimedOut) => {
            FetchError::NoAnswer { host, seconds: scene.connect_seconds }
        }
        _ if error.is_body() || error.is_decode() => FetchError::CutOff { host },
        _ => FetchError::Unreachable { host, source: error.without_url().into() },
    }
}

fn resolved(error: &reqwest::Error, scene: &Scene) -> Option<FetchError> {
    let host = scene.name.clone();
    let cause = causes(error).find_map(|cause| cause.downcast_ref::<ResolveError>())?;
    Some(match cause {
        ResolveError::NotFound => FetchError::Offline { host },
        ResolveError::Private => FetchError::Private { host },
    })
}

/// What the HTTP layer found wrong with the answer.
fn spoken(cause: &(dyn Error + 'static), host: &str) -> Option<FetchError> {
    let error = cause.downcast_ref::<hyper::Error>()?;
    let host = host.to_owned();
    if error.is_parse() {
        // The kind is not public; its words are the only sign of which part was wrong.
        let words = error.to_string();
        return Some(if words.contains("too large") {
            FetchError::HeadersTooLarge { host }
        } else if words.contains("header") {
            FetchError::BadHeader { host }
        } else {
            FetchError::NotHttp { host }
        });
    }
    error.is_incomplete_message().then_some(FetchError::CutOff { host })
}

fn tls<'e>(cause: &'e (dyn Error + 'static)) -> Option<&'e rustls::Error> {
    let inner = cause.downcast_ref::<io::Error>().and_then(io::Error::get_ref);
    let nested = |inner: &'e (dyn Error + Send + Sync + 'static)| {
        let again = inner.downcast_ref::<io::Error>().and_then(io::Error::get_ref);
        inner.downcast_ref::<rustls::Error>().or_else(|| again?.downcast_ref::<rustls::Error>())
    };
    cause.downcast_ref::<rustls::Error>().or_else(|| inner.and_then(nested))
}

fn certificate(error: &rustls::Error, scene: &Scene) -> FetchError {
    let host = scene.host.clone();
    let reason = match error {
        rustls::Error::InvalidCertificate(reason) => reason,
        rustls::Error::InvalidMessage(_) => return FetchError::NotHttps { host },
        _ => return FetchError::Tls { host, reason: "the two sides do not agree on TLS" },
    };
    let out_of_date = matches!(
        reason,
        CertificateError::Expired
            | CertificateError::ExpiredContext { .. }
            | CertificateError::NotValidYet
            | CertificateError::NotValidYetContext { .. }
    );
    let year = jiff::tz::TimeZone::UTC.to_datetime(scene.now).year();
    if out_of_date && year < CLOCK_YEAR_MIN {
        return FetchError::Clock { host, year };
    }
    let reason = match reason {
        CertificateError::Expired | CertificateError::ExpiredContext { .. } => {
            "its certificate has expired; tell its owner"
        }
        CertificateError::NotValidYet | CertificateError::NotValidYetContext { .. } => {
            "its certificate is not valid yet; check the clock, or tell its owner"
        }
        CertificateError::NotValidForName | CertificateError::NotValidForNameContext { .. } => {
            "its certificate is for another name; check the address"
        }
        other if *other == CertificateError::UnknownIssuer || signs_itself(other) => {
            "its certificate is signed by nobody this machine trusts; if that is right, install the authority"
        }
        CertificateError::Revoked => "its certificate was revoked; tell its owner",
        _ => "its certificate is not good; tell its owner",
    };
    FetchError::Tls { host, reason }
}

/// Returns whether a certificate is its own authority, as `openssl req -x509` makes them.
fn signs_itself(error: &CertificateError) -> bool {
    // The kind is not public; its words are the only sign.
    matches!(error, CertificateError::Other(other) if other.to_string().contains("CaUsedAsEndEntity"))
}

/// The error and everything below it.
fn causes<'e>(error: &'e reqwest::Error) -> impl Iterator<Item = &'e (dyn Error + 'static)> {
    let first: &'e (dyn Error + 'static) = error;
    std::iter::successors(Some(first), |error: &&'e (dyn Error + 'static)| (*error).source())
}
