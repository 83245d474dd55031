//! Addresses from outside: only what a browser may be given.

use url::Url;

use super::line_of;

/// How long an address may be, in bytes; browsers and servers stop near 8 KB.
const URL_BYTES_MAX: usize = 4 * 1024;
/// How much of a link's address is shown beside its text, in bytes.
const HOST_BYTES_MAX: usize = 255;

/// Makes `raw` an absolute http(s) address without credentials, or `None`.
///
/// `base` is the address of the document in which `raw` stands. The result is ASCII: the host in
/// punycode, all else percent-encoded, so that what is shown is what is opened.
pub fn url(raw: &str, base: Option<&Url>) -> Option<String> {
    let raw = raw.trim();
    if raw.is_empty() || raw.len() > URL_BYTES_MAX || raw.starts_with('-') {
        return None;
    }
    let mut url = match Url::parse(raw) {
        Err(url::ParseError::RelativeUrlWithoutBase) => base?.join(raw).ok()?,
        parsed => parsed.ok()?,
    };
    if !matches!(url.scheme(), "http" | "https") || url.host_str().is_none_or(str::is_empty) {
        return None;
    }
    url.set_username("").ok()?;
    url.set_password(None).ok()?;
    let text = String::from(url);
    (text.len() <= URL_BYTES_MAX && text.bytes().all(|byte| byte.is_ascii_graphic()))
        .then_some(text)
}

/// Returns the host of an address as it is to be shown: in its own letters if they are of one
/// script, and always with the punycode beside it if they are not ASCII.
///
/// ```
/// use demarche::clean;
///
/// assert_eq!(clean::host("https://www.example.org/a").as_deref(), Some("www.example.org"));
/// let spoof = clean::host("https://xn--80ak6aa92e.com/").unwrap();
/// assert_eq!(spoof, "аррӏе.com (xn--80ak6aa92e.com)");
/// ```
pub fn host(address: &str) -> Option<String> {
    let url = Url::parse(address).ok()?;
    let ascii = url.host_str()?.to_owned();
    let (letters, sound) = idna::domain_to_unicode(&ascii);
    let letters = line_of(&letters, HOST_BYTES_MAX);
    if sound.is_err() || letters == ascii {
        return Some(line_of(&ascii, HOST_BYTES_MAX));
    }
    Some(format!("{letters} ({ascii})"))
}

/// Returns what to show for a link: its text, and the real host where the text names another.
///
/// ```
/// use demarche::clean;
///
/// assert_eq!(clean::link_text("the report", "https://a.org/x"), "the report");
/// assert_eq!(clean::link_text("https://bank.com", "https://evil.org/"), "https://bank.com [evil.org]");
/// ```
pub fn link_text(text: &str, address: &str) -> String {
    let text = super::line(text);
    let Some(real) = Url::parse(address).ok().and_then(|url| url.host_str().map(str::to_owned))
    else {
        return text;
    };
    match named_host(&text) {
        Some(named) if !same_site(&named, &real) => {
            let shown = host(address).unwrap_or(real);
            format!("{text} [{shown}]")
        }
        Some(_) | None => text,
    }
}

/// Returns the host that a link's text names, if the text is an address or a bare host.
fn named_host(text: &str) -> Option<String> {
    if text.contains(char::is_whitespace) {
        return None;
    }
    let full = if text.contains("://") { text.to_owned() } else { format!("http://{text}") };
    let host = Url::parse(&full).ok()?.host_str()?.to_owned();
    let (_, top) = host.rsplit_once('.')?;
    let is_address = text.contains("://") || text.starts_with("www.");
    // `U.S.` and `3.5` are no hosts, and neither is `end.The`.
    let is_host = top.len() >= 2
        && top.bytes().all(|byte| byte.is_ascii_lowercase())
        && text.bytes().all(|byte| byte.is_ascii_lowercase() || !byte.is_ascii_alphabetic());
    (is_address || is_host).then_some(host)
}

/// Returns whether two hosts are one, or one is within the other.
fn same_site(one: &str, other: &str) -> bool {
    let (one, other) = (one.trim_start_matches("www."), other.trim_start_matches("www."));
    one == other
        || one.strip_suffix(other).is_some_and(|sub| sub.ends_with('.'))
        || other.strip_suffix(one).is_some_and(|sub| sub.ends_with('.'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_an_absolute_web_address_without_secrets_passes() {
        let base = Url::parse("https://e.com/dir/page").unwrap();
        for (raw, expected) in [
            ("https://e.com/a b", Some("https://e.com/a%20b")),
            ("  http://e.com ", Some("http://e.com/")),
            ("../up", Some("https://e.com/up")),
            ("//cdn.e.com/x", Some("https://cdn.e.com/x")),
            ("http://user:pass@e.com/", Some("http://e.com/")),
            ("http://bücher.example/", Some("http://xn--bcher-kva.example/")),
            ("ht\ntp://e.com/", Some("http://e.com/")),
            ("javascript:alert(1)", None),
            (" JaVaScRiPt:alert(1)", None),
            ("file:///etc/passwd", None),
            ("data:text/html,x", None),
            ("gopher://e.com/", None),
            ("-oProxyCommand=x", None),
            ("http://", None),
            ("", None),
        ] {
            assert_eq!(url(raw, Some(&base)).as_deref(), expected, "{raw:?}");
        }
        assert_eq!(url("relative", None), None);
        let evil = Url::parse("javascript:alert(1)//").unwrap();
        assert_eq!(url("y", Some(&evil)), None);
        assert_eq!(url(&format!("http://e.com/{}", "a".repeat(URL_BYTES_MAX)), None), None);
    }

    #[test]
    fn a_link_that_names_another_host_shows_both() {
        for (text, address, expected) in [
            ("bank.com", "https://evil.org/", "bank.com [evil.org]"),
            ("www.bank.com/login", "https://evil.org/", "www.bank.com/login [evil.org]"),
            ("www.bank.com", "https://bank.com/x", "www.bank.com"),
            ("news.bank.com", "https://bank.com/x", "news.bank.com"),
            ("U.S.", "https://evil.org/", "U.S."),
            ("end.The", "https://evil.org/", "end.The"),
            ("read more", "https://evil.org/", "read more"),
        ] {
            assert_eq!(link_text(text, address), expected);
        }
    }
}
