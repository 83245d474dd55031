//! Where a redirect may lead.

use url::Url;

use super::FetchError;

/// The longest `Location` that is read, in bytes; browsers stop at about the same.
const LOCATION_MAX_BYTES: usize = 8 * 1024;

/// One redirect that was followed.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Hop {
    /// The address that redirected.
    pub url: String,
    /// Its status: 301, 302, 303, 307 or 308.
    pub status: u16,
    /// Where it led.
    pub to: String,
}

/// Returns whether `status` asks to go on to another address.
pub(super) fn is_redirect(status: u16) -> bool {
    matches!(status, 301 | 302 | 303 | 307 | 308)
}

/// Returns whether `status` says that the address has changed for good.
pub(super) fn is_permanent(status: u16) -> bool {
    matches!(status, 301 | 308)
}

/// Finds the address that `location`, given by `from`, leads to.
///
/// # Errors
///
/// Refuses what is not http or https, what leads from https to http unless `downgrade`, and
/// what cannot be read.
pub(super) fn next(from: &Url, location: &[u8], downgrade: bool) -> Result<Url, FetchError> {
    let host = host_of(from);
    let text = std::str::from_utf8(location).unwrap_or_default().trim();
    if text.is_empty() || text.len() > LOCATION_MAX_BYTES {
        return Err(FetchError::BadRedirect { host });
    }
    let Ok(mut to) = from.join(text) else { return Err(FetchError::BadRedirect { host }) };
    match to.scheme() {
        "http" if from.scheme() == "https" && !downgrade => {
            return Err(FetchError::Downgrade { host });
        }
        "http" | "https" => {}
        other => return Err(FetchError::RedirectRefused { host, scheme: other.to_owned() }),
    }
    if !to.has_host() {
        return Err(FetchError::BadRedirect { host });
    }
    // A stranger must not choose whom we log in as.
    let _ = to.set_username("");
    let _ = to.set_password(None);
    to.set_fragment(None);
    Ok(to)
}

/// Returns host and port as they may be shown: ASCII, without user and password.
pub(super) fn host_of(url: &Url) -> String {
    let host = url.host_str().unwrap_or_default();
    url.port().map_or_else(|| host.to_owned(), |port| format!("{host}:{port}"))
}

/// Returns the address as it may be shown and stored: without user, password and fragment.
pub(super) fn shown(url: &Url) -> String {
    let mut url = url.clone();
    let _ = url.set_username("");
    let _ = url.set_password(None);
    url.set_fragment(None);
    url.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn follows_only_what_is_safe() {
        let cases: &[(&str, &str, &str)] = &[
            ("http://a.example/x", "/y", "http://a.example/y"),
            ("http://a.example/x", "//b.example/", "http://b.example/"),
            ("http://a.example/x", "https://b.example/#top", "https://b.example/"),
            ("http://a.example/x", "http://root:pw@b.example/", "http://b.example/"),
            (
                "http://a.example/x",
                "/ok%0d%0aX-Injected:1",
                "http://a.example/ok%0d%0aX-Injected:1",
            ),
            ("http://a.example/x", "", "bad redirect"),
            ("http://a.example/x", "http://", "bad redirect"),
            ("http://a.example/x", "file:///etc/passwd", "refused redirect to file:"),
            ("http://a.example/x", "gopher://a.example/", "refused redirect to gopher:"),
            ("http://a.example/x", "data:text/xml,<rss/>", "refused redirect to data:"),
            ("http://a.example/x", "javascript:alert(1)", "refused redirect to javascript:"),
            ("http://a.example/x", "ftp://a.example/f", "refused redirect to ftp:"),
            ("https://a.example/x", "http://a.example/x", "refused downgrade"),
        ];
        for (from, location, expected) in cases {
            let found = match next(&Url::parse(from).unwrap(), location.as_bytes(), false) {
                Ok(url) => url.to_string(),
                Err(error) => error.to_string(),
            };
            assert!(found.starts_with(expected), "{location:?} gave {found:?}");
        }
        let from = Url::parse("https://a.example/").unwrap();
        assert!(next(&from, b"http://a.example/", true).is_ok(), "where the reader allows it");
        assert!(next(&from, &[b'/'; 9000], false).is_err(), "too long");
        assert!(next(&from, b"/\xff", false).is_err(), "no text");
    }

    #[test]
    fn passwords_are_not_shown() {
        let url = Url::parse("https://me:secret@a.example:8443/f#x").unwrap();
        assert_eq!(shown(&url), "https://a.example:8443/f");
        assert_eq!(host_of(&url), "a.example:8443");
    }
}
