//! Addresses: joined as they are written, and told safe from unsafe.

/// The longest address that is kept, in bytes: longer ones are data in disguise.
const ADDRESS_BYTES_MAX: usize = 8 << 10;

/// Schemes that run, read or smuggle something when opened.
const UNSAFE_SCHEMES: [&str; 8] =
    ["javascript", "vbscript", "data", "file", "about", "blob", "view-source", "jar"];

/// Returns the scheme of `address`, if it has one.
fn scheme(address: &str) -> Option<&str> {
    let (scheme, _) = address.split_once(':')?;
    let mut letters = scheme.chars();
    let first = letters.next()?;
    let valid = |c: char| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.');
    (first.is_ascii_alphabetic() && letters.all(valid)).then_some(scheme)
}

/// Returns whether `address` is an absolute http(s) address.
pub(in crate::feeds) fn is_http(address: &str) -> bool {
    let bare = !address.contains(|c: char| c.is_control() || c.is_whitespace());
    let http = scheme(address).is_some_and(|name| {
        name.eq_ignore_ascii_case("http") || name.eq_ignore_ascii_case("https")
    });
    http && bare && url::Url::parse(address).is_ok_and(|url| url.has_host())
}

/// Returns `address` without the white space and control characters that browsers pass over, or
/// `None` if it is empty, too long, or of a scheme that must not be followed.
pub(super) fn safe(address: &str) -> Option<String> {
    let bare: String = address.trim().chars().filter(|c| !c.is_control()).collect();
    let danger = scheme(&bare)
        .is_some_and(|name| UNSAFE_SCHEMES.iter().any(|bad| name.eq_ignore_ascii_case(bad)));
    let usable = !bare.is_empty() && bare.len() <= ADDRESS_BYTES_MAX && !danger;
    usable.then_some(bare)
}

/// Resolves `address` against `base` by RFC 3986, leaving the characters as they are written.
///
/// A base that is empty or unsafe leaves `address` as it is.
pub(super) fn join(base: &str, address: &str) -> Option<String> {
    let written = address.trim();
    let address = if written.is_empty() { None } else { Some(safe(&mend_slashes(written))?) };
    if base.is_empty() {
        return address;
    }
    let base_parts = Parts::of(base);
    let Some(base_scheme) = base_parts.scheme else {
        return address;
    };
    let Some(address) = address else {
        return Some(Parts { fragment: None, ..base_parts }.text());
    };
    if !matches!(base_scheme.to_ascii_lowercase().as_str(), "http" | "https" | "ftp" | "feed") {
        return Some(address);
    }
    let parts = Parts::of(&address);
    let joined = if parts.scheme.is_some() {
        return Some(address);
    } else if parts.authority.is_some() {
        Parts { scheme: base_parts.scheme, ..parts }.text()
    } else if parts.path.is_empty() {
        let query = parts.query.or(base_parts.query);
        Parts { query, fragment: parts.fragment, ..base_parts }.text()
    } else {
        let merged = if parts.path.starts_with('/') {
            without_dots(parts.path)
        } else {
            let folder = base_parts.path.rfind('/').map_or("/", |end| &base_parts.path[..=end]);
            without_dots(&format!("{folder}{}", parts.path))
        };
        let (query, fragment) = (parts.query, parts.fragment);
        Parts { path: &merged, query, fragment, ..base_parts }.text()
    };
    safe(&joined)
}

/// Makes `http:///host/` what was meant: `http://host/`.
fn mend_slashes(address: &str) -> String {
    match (scheme(address), address.split_once("://")) {
        (Some(name), Some((before, rest))) if name == before && rest.starts_with('/') => {
            format!("{name}://{}", rest.trim_start_matches('/'))
        }
        _ => address.to_owned(),
    }
}

/// The parts of an address, by RFC 3986 3.
#[derive(Clone, Copy)]
struct Parts<'a> {
    scheme: Option<&'a str>,
    authority: Option<&'a str>,
    path: &'a str,
    query: Option<&'a str>,
    fragment: Option<&'a str>,
}

impl<'a> Parts<'a> {
    fn of(address: &'a str) -> Self {
        let scheme = scheme(address);
        let rest = scheme.map_or(address, |name| &address[name.len() + 1..]);
        let (rest, fragment) = match rest.split_once('#') {
            Some((rest, fragment)) => (rest, Some(fragment)),
            None => (rest, None),
        };
        let (rest, query) = match rest.split_once('?') {
            Some((rest, query)) => (rest, Some(query)),
            None => (rest, None),
        };
        let (authority, path) = match rest.strip_prefix("//") {
            Some(rest) => {
                let end = rest.find('/').unwrap_or(rest.len());
                (Some(&rest[..end]), &rest[end..])
            }
            None => (None, rest),
        };
        Self { scheme, authority, path, query, fragment }
    }

    fn text(self) -> String {
        let mut text = String::new();
        if let Some(scheme) = self.scheme {
            text.push_str(scheme);
            text.push(':');
        }
        if let Some(authority) = self.authority {
            text.push_str("//");
            text.push_str(authority);
        }
        text.push_str(self.path);
        for (mark, part) in [('?', self.query), ('#', self.fragment)] {
            if let Some(part) = part {
                text.push(mark);
                text.push_str(part);
            }
        }
        text
    }
}

/// Takes `.` and `..` out of a path that begins with `/`, by RFC 3986 5.2.4.
fn without_dots(path: &str) -> String {
    let mut kept: Vec<&str> = Vec::new();
    let mut parts = path.split('/').skip(1).peekable();
    while let Some(part) = parts.next() {
        let last = parts.peek().is_none();
        match part {
            "." | ".." => {
                if part == ".." {
                    kept.pop();
                }
                if last {
                    kept.push("");
                }
            }
            other => kept.push(other),
        }
    }
    format!("/{}", kept.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_join_as_they_are_written() {
        for (base, address, wanted) in [
            ("http://a.test/b/c?d", "e", "http://a.test/b/e"),
            ("http://a.test", "e", "http://a.test/e"),
            ("http://a.test/b/", "../e/./f/..", "http://a.test/e/"),
            ("http://a.test/b", "?q", "http://a.test/b?q"),
            ("http://a.test/b?p#x", "#f", "http://a.test/b?p#f"),
            ("http://a.test/b", "//c.test/d", "http://c.test/d"),
            ("https://a.test/b", "http:///c.test/d", "http://c.test/d"),
            ("http://www.詹姆斯.com/feed", "", "http://www.詹姆斯.com/feed"),
            ("http://a.test/", "À", "http://a.test/À"),
            ("http://a.test/", "HTTP://B.test:80/../x", "HTTP://B.test:80/../x"),
            ("http://a.test/", "mailto:x@a.test", "mailto:x@a.test"),
            ("", "e/f", "e/f"),
            ("javascript:alert(1)", "e/f", "e/f"),
        ] {
            assert_eq!(join(base, address).as_deref(), Some(wanted), "{base} + {address}");
        }
    }

    #[test]
    fn what_must_not_be_followed_is_dropped() {
        for address in ["javascript:x", " java\nscript:x", "DATA:text/html,x", "file:///etc/passwd"]
        {
            assert_eq!(safe(address), None, "{address}");
        }
        for (address, http) in [
            ("http://a.test/", true),
            ("HTTPS://a.test", true),
            ("ftp://a.test/", false),
            ("-oProxyCommand=x", false),
            ("http://", false),
            ("http://a.test/ b", false),
        ] {
            assert_eq!(is_http(address), http, "{address}");
        }
    }
}
