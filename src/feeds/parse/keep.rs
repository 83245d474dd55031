//! Which entries of a feed are kept: the newest, each with an id of its own.

use std::collections::HashMap;
use std::fmt::Write;

use sha2::Digest;
use sha2::Sha256;

use super::document::Entry;

/// How many entries of a feed are kept: a year of a news agency's front page (BAD_INPUTS F19).
pub const ENTRIES_MAX: usize = 2_000;

/// How many bytes of a hash make an id: enough that two entries never meet.
const ID_BYTES: usize = 16;

/// The newest entries so far, in the order of the document.
#[derive(Default)]
pub(super) struct Newest {
    kept: Vec<(usize, Entry)>,
    seen: usize,
}

impl Newest {
    /// Adds an entry.
    pub(super) fn push(&mut self, entry: Entry) {
        self.kept.push((self.seen, entry));
        self.seen += 1;
        if self.kept.len() >= ENTRIES_MAX * 2 {
            self.drop_oldest();
        }
    }

    /// Keeps the newest; of entries without a date, those that come first.
    fn drop_oldest(&mut self) {
        self.kept.sort_by_key(|(at, entry)| (std::cmp::Reverse(entry.published_at()), *at));
        self.kept.truncate(ENTRIES_MAX);
        self.kept.sort_by_key(|(at, _)| *at);
    }

    /// Returns a sentence if entries were left out.
    pub(super) fn problem(&self) -> Option<String> {
        (self.seen > ENTRIES_MAX).then(|| {
            format!("the feed has {} entries; the newest {ENTRIES_MAX} were read", self.seen)
        })
    }

    /// Returns the entries that are kept, each with an id.
    pub(super) fn finish(mut self) -> Vec<Entry> {
        if self.kept.len() > ENTRIES_MAX {
            self.drop_oldest();
        }
        let mut linked: HashMap<Option<String>, usize> = HashMap::new();
        for (_, entry) in self.kept.iter().filter(|(_, entry)| entry.about.id.is_none()) {
            *linked.entry(entry.about.link.clone()).or_default() += 1;
        }
        let entries = self.kept.into_iter().map(|(_, entry)| {
            let shared = linked.get(&entry.about.link).is_some_and(|count| *count > 1);
            with_id(entry, shared)
        });
        entries.collect()
    }
}

/// Gives an entry without an id its link, or if that is `shared` or missing, the hash of its link,
/// title, date and text (BAD_INPUTS F25).
fn with_id(mut entry: Entry, shared: bool) -> Entry {
    let about = &mut entry.about;
    if about.id.as_ref().is_some_and(|id| !id.is_empty()) {
        return entry;
    }
    entry.made_id = true;
    if let Some(link) = about.link.as_ref().filter(|_| !shared) {
        about.id = Some(link.clone());
        return entry;
    }
    let digest = Sha256::digest(whole(&entry).as_bytes());
    let mut id = String::from("hash:");
    for byte in digest.iter().take(ID_BYTES) {
        let _ = write!(id, "{byte:02x}");
    }
    entry.about.id = Some(id);
    entry
}

/// Everything that tells an entry from another, as one text.
fn whole(entry: &Entry) -> String {
    let time = entry.published_at().map(|time| time.to_string());
    let text = entry.content.as_ref().or(entry.summary.as_ref()).map(|text| text.value.as_str());
    let title = entry.about.title.as_ref().map(|title| title.value.as_str());
    let enclosure = entry.enclosures.first().and_then(|file| file.href.as_deref());
    [entry.about.link.as_deref(), title, time.as_deref(), text, enclosure]
        .map(Option::unwrap_or_default)
        .join("\u{1F}")
}
