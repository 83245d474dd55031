//! Feeds that the reader brings along, told safe from unsafe and each taken once.

use std::collections::HashMap;

use url::Url;

use super::parse::is_http;
use crate::clean;
use crate::model::FeedSource;

/// How many feeds one file may bring: ten times the largest list of a real newsroom.
pub const FEEDS_MAX: usize = 10_000;

/// How many other attributes of an outline are kept.
const ATTRIBUTES_MAX: usize = 32;

/// The longest address that is taken, in bytes.
const URL_BYTES_MAX: usize = 2 << 10;

/// A feed as a file lists it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Listed {
    /// The feed.
    pub source: FeedSource,
    /// What else the file says of it, which is written back as it was.
    pub attributes: Vec<(String, String)>,
}

/// What a file brings.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Import {
    /// The title of the list, or empty.
    pub title: String,
    /// The feeds, in the order of the file.
    pub feeds: Vec<Listed>,
    /// How many lines were left out because they would run a command or read a file.
    pub unsafe_lines: usize,
    /// How many lines named a feed that was there already.
    pub doubles: usize,
    /// How many feeds were left out because there were too many.
    pub over_limit: usize,
    /// How many lines are no feeds but, say, saved searches of another program.
    pub other_lines: usize,
    places: HashMap<String, usize>,
}

impl Import {
    /// Adds a feed, unless its address is unsafe or there already.
    pub(super) fn add(&mut self, mut listed: Listed) {
        let Some(url) = address(&listed.source.url) else {
            self.unsafe_lines += 1;
            return;
        };
        listed.source.url = url;
        listed.source.title = clean::line(&listed.source.title);
        listed.attributes.truncate(ATTRIBUTES_MAX);
        let key = key(&listed.source.url);
        if let Some(place) = self.places.get(&key) {
            self.doubles += 1;
            merge(&mut self.feeds[*place], listed);
        } else if self.feeds.len() >= FEEDS_MAX {
            self.over_limit += 1;
        } else {
            self.places.insert(key, self.feeds.len());
            self.feeds.push(listed);
        }
    }

    /// Returns the feeds alone.
    #[must_use]
    pub fn sources(&self) -> Vec<FeedSource> {
        self.feeds.iter().map(|listed| listed.source.clone()).collect()
    }

    /// Returns what the reader should know, as sentences; empty if all was taken.
    #[must_use]
    pub fn remarks(&self) -> Vec<String> {
        let mut remarks = Vec::new();
        for (count, text) in [
            (self.unsafe_lines, "skipped {} unsafe outlines"),
            (self.doubles, "merged {} duplicates"),
            (self.over_limit, "left out {} feeds over the limit of 10,000"),
            (self.other_lines, "passed over {} lines that are no feeds"),
        ] {
            if count > 0 {
                remarks.push(text.replace("{}", &count.to_string()));
            }
        }
        remarks
    }
}

/// Fills what `known` lacks from a second line about the same feed.
fn merge(known: &mut Listed, other: Listed) {
    let pairs = [
        (&mut known.source.title, other.source.title),
        (&mut known.source.folder, other.source.folder),
        (&mut known.source.country, other.source.country),
        (&mut known.source.lang, other.source.lang),
    ];
    for (mine, theirs) in pairs {
        if mine.is_empty() {
            *mine = theirs;
        }
    }
}

/// Returns the address of a feed if it may be asked: http(s), or `feed:` which means that.
fn address(written: &str) -> Option<String> {
    let bare: String = written.trim().chars().filter(|c| !c.is_control()).collect();
    let lower = bare.to_ascii_lowercase();
    let meant = if lower.starts_with("feed:http") {
        bare["feed:".len()..].to_owned()
    } else if lower.starts_with("feed://") {
        format!("https://{}", &bare["feed://".len()..])
    } else {
        bare
    };
    (meant.len() <= URL_BYTES_MAX && is_http(&meant)).then_some(meant)
}

/// Returns the same text for addresses that mean the same feed.
#[must_use]
pub fn key(url: &str) -> String {
    let Ok(mut parsed) = Url::parse(url) else {
        return url.to_owned();
    };
    parsed.set_fragment(None);
    let text = parsed.as_str();
    let text = text.split_once("://").map_or(text, |(_, rest)| rest);
    text.trim_end_matches('/').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn listed(url: &str, title: &str) -> Listed {
        let source = FeedSource { url: url.into(), title: title.into(), ..FeedSource::default() };
        Listed { source, ..Listed::default() }
    }

    #[test]
    fn only_addresses_that_may_be_asked_are_taken() {
        for (url, wanted) in [
            ("https://a.test/feed", Some("https://a.test/feed")),
            (" http://a.test/feed\n", Some("http://a.test/feed")),
            ("feed:https://a.test/feed", Some("https://a.test/feed")),
            ("feed://a.test/feed", Some("https://a.test/feed")),
            ("https://user:word@a.test/feed", Some("https://user:word@a.test/feed")),
            ("|rm -rf /", None),
            ("exec:rm", None),
            ("filter:rm:https://a.test/", None),
            ("file:///etc/passwd", None),
            ("javascript:alert(1)", None),
            ("http://", None),
            ("", None),
        ] {
            let mut import = Import::default();
            import.add(listed(url, ""));
            let found = import.feeds.first().map(|listed| listed.source.url.as_str());
            assert_eq!(found, wanted, "{url}");
            assert_eq!(import.unsafe_lines, usize::from(wanted.is_none()), "{url}");
        }
    }

    #[test]
    fn a_feed_that_is_listed_twice_is_taken_once() {
        let mut import = Import::default();
        import.add(listed("https://a.test/feed", ""));
        import.add(listed("http://a.test/feed/", "A"));
        import.add(listed("https://a.test/feed#x", "B"));
        assert_eq!(import.feeds.len(), 1);
        assert_eq!(import.feeds[0].source.title, "A", "what was missing is filled");
        assert_eq!(import.remarks(), ["merged 2 duplicates"]);
    }
}
