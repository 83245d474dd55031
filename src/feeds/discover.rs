//! The feeds of a site, found in its page or where feeds usually are.

use url::Url;

use super::import::key;
use super::parse::Scanner;
use super::parse::Token;
use super::parse::decode;
use super::parse::is_http;
use super::parse::without_silent;
use crate::clean;

/// How many candidates a page may give: a site's front page has under ten.
const CANDIDATES_MAX: usize = 50;

/// How much of a page is read, in bytes.
const PAGE_BYTES_MAX: usize = 4 << 20;

/// Media types that are feeds whatever else is said.
const FEED_TYPES: [&str; 5] = [
    "application/rss+xml",
    "application/atom+xml",
    "application/feed+json",
    "application/rdf+xml",
    "application/x.atom+xml",
];

/// Media types that may be feeds.
const VAGUE_TYPES: [&str; 4] = ["application/xml", "text/xml", "application/json", "text/rss+xml"];

/// The paths that are tried; data, so that a reader's copy can differ.
const PATHS: &str = include_str!("../../config/feed_paths.txt");

/// How sure it is that there is a feed at an address; the surest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Certainty {
    /// The page declares it as its feed.
    Declared,
    /// A link whose address says that it is a feed.
    Linked,
    /// A feed of comments, or one of another site.
    Beside,
}

/// An address that may be a feed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// The address, absolute, http(s).
    pub url: String,
    /// What the page calls it, clean; may be empty.
    pub title: String,
    /// How sure it is.
    pub certainty: Certainty,
}

/// Finds the feeds that an HTML page at `base` names, the surest first.
#[must_use]
pub fn candidates(page: &[u8], base: &Url) -> Vec<Candidate> {
    let text = decode(&page[..page.len().min(PAGE_BYTES_MAX)], Some("text/html"));
    let text = without_silent(&text);
    let mut finder =
        Finder { base: base.clone(), site: base.clone(), found: Vec::new(), anchor: None };
    let mut scanner = Scanner::new(&text);
    while let Some(token) = scanner.next() {
        match token {
            Token::Start { name, attributes, .. } => {
                finder.start(&name.to_ascii_lowercase(), &Attributes(&attributes));
            }
            Token::End { name } if name.eq_ignore_ascii_case("a") => finder.anchor = None,
            Token::End { .. } => {}
            Token::Text(text) => finder.text(&text),
        }
    }
    finder.found.sort_by_key(|candidate| candidate.certainty);
    finder.found.truncate(CANDIDATES_MAX);
    finder.found
}

/// Returns the addresses at which the feed of the site of `page` usually is, most likely first.
#[must_use]
pub fn well_known(page: &Url) -> Vec<String> {
    let mut below = page.clone();
    below.set_query(None);
    below.set_fragment(None);
    if !below.path().ends_with('/') {
        below.set_path(&format!("{}/", below.path()));
    }
    let mut addresses: Vec<String> = Vec::new();
    for line in
        PATHS.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'))
    {
        let address = below.join(line).map(String::from);
        if let Ok(address) = address
            && is_http(&address)
            && !addresses.contains(&address)
        {
            addresses.push(address);
        }
    }
    addresses
}

struct Attributes<'a, 'b>(&'b [(&'a str, String)]);

impl Attributes<'_, '_> {
    fn get(&self, name: &str) -> &str {
        let found = self.0.iter().find(|(key, _)| key.eq_ignore_ascii_case(name));
        found.map_or("", |(_, value)| value.trim())
    }
}

struct Finder {
    base: Url,
    site: Url,
    found: Vec<Candidate>,
    /// The candidate whose link is open and has no title yet.
    anchor: Option<usize>,
}

impl Finder {
    fn start(&mut self, name: &str, attributes: &Attributes<'_, '_>) {
        let href = attributes.get("href");
        match name {
            "base" => {
                if let Ok(base) = self.site.join(href)
                    && matches!(base.scheme(), "http" | "https")
                {
                    self.base = base;
                }
            }
            "link" if declares_feed(attributes) => {
                self.add(href, attributes.get("title"), Certainty::Declared);
            }
            "a" | "area" => {
                let kind = attributes.get("type").to_ascii_lowercase();
                if FEED_TYPES.contains(&kind.as_str()) || looks_like_feed(href) {
                    let title = attributes.get("title");
                    self.anchor =
                        self.add(href, title, Certainty::Linked).filter(|_| title.is_empty());
                }
            }
            _ => {}
        }
    }

    fn text(&mut self, text: &str) {
        if let Some(candidate) = self.anchor.and_then(|at| self.found.get_mut(at)) {
            candidate.title = clean::line(&format!("{} {text}", candidate.title));
        }
    }

    /// Adds an address unless it is there; returns its place if it was added.
    fn add(&mut self, href: &str, title: &str, certainty: Certainty) -> Option<usize> {
        let href = href.strip_prefix("feed:").unwrap_or(href);
        let url =
            self.base.join(href).ok().filter(|url| matches!(url.scheme(), "http" | "https"))?;
        let lower = format!("{} {}", url.as_str(), title).to_lowercase();
        let beside =
            ["comment", "kommentar", "commentaire"].iter().any(|word| lower.contains(word))
                || (certainty == Certainty::Linked && site_of(&url) != site_of(&self.site));
        let certainty = if beside { Certainty::Beside } else { certainty };
        let url = String::from(url);
        let known = self.found.iter().any(|candidate| key(&candidate.url) == key(&url));
        if known || self.found.len() >= CANDIDATES_MAX * 2 {
            return None;
        }
        self.found.push(Candidate { url, title: clean::line(title), certainty });
        Some(self.found.len() - 1)
    }
}

/// Returns the part of a host that tells sites apart, roughly: its last two labels.
fn site_of(url: &Url) -> String {
    let host = url.host_str().unwrap_or_default();
    let mut labels: Vec<&str> = host.rsplit('.').take(2).collect();
    labels.reverse();
    labels.join(".")
}

fn declares_feed(attributes: &Attributes<'_, '_>) -> bool {
    let rel = attributes.get("rel").to_ascii_lowercase();
    let kind = attributes.get("type").to_ascii_lowercase();
    let kind = kind.split(';').next().unwrap_or_default().trim();
    let href = attributes.get("href");
    let mut rels = rel.split_ascii_whitespace();
    if href.is_empty() || !rels.any(|rel| matches!(rel, "alternate" | "feed")) {
        return false;
    }
    FEED_TYPES.contains(&kind)
        || (rel.contains("feed") && kind.is_empty())
        || (VAGUE_TYPES.contains(&kind) && !href.contains("oembed") && !href.contains("wp-json"))
}

/// Returns whether an address says that it is a feed.
fn looks_like_feed(href: &str) -> bool {
    let lower = href.to_ascii_lowercase();
    if lower.starts_with("feed:") {
        return true;
    }
    let (path, query) = lower.split_once('?').unwrap_or((&lower, ""));
    let path = path.split('#').next().unwrap_or_default().trim_end_matches('/');
    let last = path.rsplit('/').next().unwrap_or_default();
    let ending = last.rsplit_once('.').map(|(_, ending)| ending);
    let words = ["feed", "feeds", "rss", "rss2", "atom", "rdf"];
    words.contains(&last)
        || matches!(ending, Some("rss" | "atom" | "rdf"))
        || (matches!(ending, Some("xml" | "json" | "ashx" | "aspx" | "php"))
            && last.split(|c: char| !c.is_ascii_alphanumeric()).any(|part| words.contains(&part)))
        || query.split('&').any(|part| {
            matches!(
                part,
                "feed" | "format=rss" | "format=feed" | "format=atom" | "type=rss" | "output=rss"
            ) || part.starts_with("feed=")
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn base() -> Url {
        Url::parse("https://www.example.org/en/news/").unwrap()
    }

    #[test]
    fn a_page_names_its_feeds() {
        let page = br#"<html><head><title>x</title>
            <LINK REL="alternate stylesheet" type="text/css" href="/a.css">
            <link rel="alternate" type="application/rss+xml" title="Comments &raquo; x" href="/comments/feed/">
            <link rel=alternate type=application/atom+xml title='All &amp; more' href=all.atom>
            <link rel="alternate" type="application/json" href="/wp-json/wp/v2/posts">
            <link rel="alternate" type="application/feed+json" href="//example.org/feed.json">
            <link rel="alternate" hreflang="fr" href="/fr/">
            <script>var a = "<a href='/script/feed'>"; if (1<2 && "</a>") {}</script>
            <!-- <a href="/comment/rss.xml">x</a> -->
            </head><body>
            <a href="/rss.xml">RSS <b>feed</b></a> <a href="javascript:feed">x</a>
            <a href="/about">about our feed</a>
            <a href="feed:https://www.example.org/press?format=rss" title="Press">x</a>
            <a href="https://other.test/feed/">partner</a>
            <a href="/rss.xml">again</a>
            </body></html>"#;
        let found = candidates(page, &base());
        let rows: Vec<_> =
            found.iter().map(|c| (c.url.as_str(), c.title.as_str(), c.certainty)).collect();
        assert_eq!(
            rows,
            [
                ("https://www.example.org/en/news/all.atom", "All & more", Certainty::Declared),
                ("https://example.org/feed.json", "", Certainty::Declared),
                ("https://www.example.org/rss.xml", "RSS feed", Certainty::Linked),
                ("https://www.example.org/press?format=rss", "Press", Certainty::Linked),
                ("https://www.example.org/comments/feed/", "Comments » x", Certainty::Beside),
                ("https://other.test/feed/", "partner", Certainty::Beside),
            ]
        );
    }

    #[test]
    fn the_base_of_a_page_counts_if_it_is_safe() {
        for (tag, wanted) in [
            ("<base href='https://cdn.test/x/'>", "https://cdn.test/x/feed"),
            ("<base href='javascript:x'>", "https://www.example.org/en/news/feed"),
        ] {
            let page = format!("{tag}<link rel=alternate type=application/rss+xml href=feed>");
            assert_eq!(candidates(page.as_bytes(), &base())[0].url, wanted, "{tag}");
        }
    }

    #[test]
    fn usual_places_are_tried_without_doubles() {
        let tried = well_known(&Url::parse("https://example.org/blog?x=1#y").unwrap());
        assert_eq!(tried[0], "https://example.org/blog/feed");
        assert_eq!(tried[1], "https://example.org/feed");
        let root = well_known(&Url::parse("https://example.org").unwrap());
        assert_eq!(root[0], "https://example.org/feed");
        assert_eq!(root.iter().filter(|url| url.as_str() == "https://example.org/feed").count(), 1);
        assert!(root.len() <= 16, "a site is not asked more often than that");
    }
}
