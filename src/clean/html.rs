//! HTML from outside, made harmless for another program to show.

use std::cell::RefCell;
use std::collections::HashSet;

use ammonia::{Builder, UrlRelative};
use url::Url;

use super::chars::drop_controls;
use super::tame;

/// Returns `raw` with nothing active left: no script, style, form, frame, or event handler, and
/// only http(s) and mailto addresses, made absolute with `base`.
///
/// Images stay, as addresses; nothing here fetches them. Control characters, escape sequences and
/// bidi overrides that were hidden behind entities are gone as well.
pub fn html(raw: &str, base: Option<&Url>) -> String {
    let base = base.filter(|base| matches!(base.scheme(), "http" | "https"));
    let relative =
        base.map_or(UrlRelative::Deny, |base| UrlRelative::RewriteWithBase(base.clone()));
    let tamed = tame(raw).html;
    let safe =
        CLEANER.with_borrow_mut(|cleaner| cleaner.url_relative(relative).clean(&tamed).to_string());
    drop_controls(&safe)
}

thread_local! {
    /// Kept by each thread, because making one costs as much as cleaning a teaser.
    static CLEANER: RefCell<Builder<'static>> = RefCell::new(cleaner());
}

fn cleaner() -> Builder<'static> {
    // The defaults have no script, style, form, frame, event handler, `svg` or `math`; they stay
    // off, because each way round ammonia so far (CVE-2026-63430) went through one of them.
    let mut cleaner = Builder::default();
    cleaner
        .url_schemes(HashSet::from(["http", "https", "mailto"]))
        .link_rel(Some("noopener noreferrer nofollow"));
    cleaner
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_active_is_left() {
        let base = Url::parse("https://e.com/a/").unwrap();
        for (raw, expected) in [
            ("<p>a<script>alert(1)</script>b</p>", "<p>ab</p>"),
            ("<p onclick=x style='color:red'>a</p>", "<p>a</p>"),
            ("<iframe src=//evil.org></iframe>x", "x"),
            ("<svg><script>1</script></svg>x", "x"),
            ("<math><mi>x</mi></math>y", "y"),
            ("<a href='javascript:1'>x</a>", "<a rel=\"noopener noreferrer nofollow\">x</a>"),
            ("<img src=x.png onerror=1>", "<img src=\"https://e.com/a/x.png\">"),
            ("<img src='data:image/png;base64,AA'>", "<img>"),
            ("a&#27;[31mb&#x9b;c&#x202e;d", "a[31mb›cd"),
            ("&amp;#27;]52;", "&amp;#27;]52;"),
            ("<base href='http://evil.org/'><i>x</i>", "<i>x</i>"),
        ] {
            assert_eq!(html(raw, Some(&base)), expected, "{raw:?}");
        }
        let relative = html("<a href=x>x</a>", None);
        assert!(!relative.contains("href"), "{relative}");
    }
}
