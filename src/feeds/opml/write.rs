//! A list of feeds as OPML 2.0.

use std::fmt::Write;

use crate::feeds::import::Import;
use crate::feeds::import::key;
use crate::model::FeedSource;

/// The attributes that are made of what is known of a feed; `filtercmd` is never written back.
pub(super) const OWN: [&str; 13] = [
    "text",
    "title",
    "type",
    "xmlUrl",
    "url",
    "country",
    "lang",
    "language",
    "class",
    "paused",
    "category",
    "filtercmd",
    "isOpen",
];

/// Writes `feeds` as OPML, with what `old` says of them beside.
///
/// Folders are written in the order in which they first occur, feeds in theirs.
#[must_use]
pub fn write(title: &str, feeds: &[FeedSource], old: Option<&Import>) -> String {
    let mut out =
        String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<opml version=\"2.0\">\n");
    let _ = writeln!(out, "  <head>\n    <title>{}</title>\n  </head>\n  <body>", escaped(title));
    let root = Folder::of(feeds);
    root.write(&mut out, 2, old);
    out.push_str("  </body>\n</opml>\n");
    out
}

/// A folder: feeds and other folders.
#[derive(Default)]
struct Folder<'a> {
    name: &'a str,
    feeds: Vec<&'a FeedSource>,
    folders: Vec<Folder<'a>>,
}

impl<'a> Folder<'a> {
    fn of(feeds: &'a [FeedSource]) -> Self {
        let mut root = Self::default();
        for feed in feeds {
            let mut folder = &mut root;
            for name in feed.folder.split('/').filter(|name| !name.is_empty()) {
                folder = folder.inner(name);
            }
            folder.feeds.push(feed);
        }
        root
    }

    fn inner(&mut self, name: &'a str) -> &mut Self {
        let place = self.folders.iter().position(|folder| folder.name == name);
        let place = place.unwrap_or_else(|| {
            self.folders.push(Self { name, ..Self::default() });
            self.folders.len() - 1
        });
        &mut self.folders[place]
    }

    fn write(&self, out: &mut String, depth: usize, old: Option<&Import>) {
        let indent = "  ".repeat(depth);
        for feed in &self.feeds {
            let _ = writeln!(out, "{indent}<outline{}/>", attributes(feed, old));
        }
        for folder in &self.folders {
            let name = escaped(folder.name);
            let _ = writeln!(out, "{indent}<outline text=\"{name}\" title=\"{name}\">");
            folder.write(out, depth + 1, old);
            let _ = writeln!(out, "{indent}</outline>");
        }
    }
}

fn attributes(feed: &FeedSource, old: Option<&Import>) -> String {
    let title = if feed.title.is_empty() { &feed.url } else { &feed.title };
    let paused = if feed.paused { "true" } else { "" };
    let own = [
        ("text", title.as_str()),
        ("title", title),
        ("type", "rss"),
        ("xmlUrl", &feed.url),
        ("country", &feed.country),
        ("lang", &feed.lang),
        ("class", feed.class.as_str()),
        ("paused", paused),
    ];
    let mut text = String::new();
    for (name, value) in own.into_iter().filter(|(_, value)| !value.is_empty()) {
        let _ = write!(text, " {name}=\"{}\"", escaped(value));
    }
    let key = key(&feed.url);
    let known =
        old.and_then(|old| old.feeds.iter().find(|listed| self::key(&listed.source.url) == key));
    for (name, value) in known.into_iter().flat_map(|listed| &listed.attributes) {
        let valid = name.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '.'));
        if valid && name.starts_with(|c: char| c.is_alphabetic()) {
            let _ = write!(text, " {name}=\"{}\"", escaped(value));
        }
    }
    text
}

fn escaped(text: &str) -> String {
    let text = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    text.replace('"', "&quot;").replace(['\n', '\t'], " ")
}
