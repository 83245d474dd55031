//! A feed document to stories that are read and analysed.

use jiff::Timestamp;
use url::Url;

use super::identity::{self, Names};
use crate::analysis::{self, Lexicon};
use crate::article;
use crate::clean;
use crate::feeds::parse::{Document, Entry};
use crate::model::{Article, FeedId};
use crate::store::{NewStory, Prepared, Store, StoreError, story_key};

/// The shortest text of a feed that may be a whole article, in bytes; teasers are shorter.
const WHOLE_MIN_BYTES: usize = 1000;

/// How long a headline is that must be made of the first words, in bytes.
const MADE_TITLE_BYTES: usize = 80;

/// The longest hint that a feed may give on its rhythm, in seconds; the scheduler bounds it further.
const HINT_MAX_SECONDS: u32 = 7 * 24 * 3600;

/// How a teaser ends, in lower case.
const TEASER_ENDS: &[&str] = &[
    "…",
    "...",
    "[…]",
    "[...]",
    "read more",
    "read more »",
    "continue reading",
    "read the full story",
    "read full article",
    "more »",
    "lire la suite",
    "weiterlesen",
    "leer más",
    "читать далее",
];

/// What a feed document holds, as far as it is new to us.
#[derive(Debug, Default)]
pub(super) struct Digest {
    /// The feed's own title.
    pub(super) title: String,
    /// The stories that are new or changed.
    pub(super) stories: Vec<Prepared>,
    /// How many of them are new.
    pub(super) unseen: usize,
    /// The dates of all entries that bear one.
    pub(super) dates: Vec<Timestamp>,
    /// How often the feed says that it changes, in seconds.
    pub(super) hint_seconds: Option<u32>,
    /// How the document had to be mended, or empty.
    pub(super) mended: String,
    /// Which identities proved weak.
    pub(super) weak_keys: u16,
}

/// An entry with its place in the store.
struct Candidate<'a> {
    entry: &'a Entry,
    title: String,
    link: String,
    keys: Vec<i64>,
    hash: i64,
}

/// Finds what in `document` the store does not have yet, and which identities are weak.
///
/// Only this needs the store; reading and analysing what it finds does not.
fn candidates<'a>(document: &'a Document, weak: u16) -> (Vec<Candidate<'a>>, u16) {
    let mut found: Vec<Candidate<'a>> = document.entries.iter().map(candidate).collect();
    let names: Vec<Names<'_>> = found
        .iter()
        .map(|candidate| Names {
            id: if candidate.entry.made_id {
                ""
            } else {
                candidate.entry.about.id.as_deref().unwrap_or_default()
            },
            link: &candidate.link,
            title: &candidate.title,
            at: candidate.entry.about.published.or(candidate.entry.created),
            text_hash: candidate.hash,
        })
        .collect();
    let identities = identity::of(&names, weak);
    for (candidate, keys) in found.iter_mut().zip(identities.keys) {
        candidate.keys = keys;
    }
    found.retain(|candidate| !candidate.keys.is_empty());
    (found, identities.weak)
}

fn candidate(entry: &Entry) -> Candidate<'_> {
    let title = entry.about.title_text();
    let link = entry.about.page().unwrap_or_default().to_owned();
    let raw = |text: &'_ Option<crate::feeds::parse::Text>| {
        text.as_ref().map(|text| text.value.clone()).unwrap_or_default()
    };
    let hash = story_key(&[&title, &link, &raw(&entry.content), &raw(&entry.summary)]);
    Candidate { entry, title, link, keys: Vec::new(), hash }
}

/// Reads what is new in a document; `store` is asked what is known, and is free afterwards.
pub(super) fn digest(
    document: &Document,
    feed: FeedId,
    weak: u16,
    lexicon: &Lexicon,
    store: &std::sync::Mutex<Store>,
) -> Result<Digest, StoreError> {
    let (mut found, weak_keys) = candidates(document, weak);
    let keys: Vec<i64> =
        found.iter().flat_map(|candidate| candidate.keys.iter().copied()).collect();
    let known = super::locked(store).known(feed, &keys)?;
    found.retain(|candidate| {
        let seen = candidate.keys.iter().filter_map(|key| known.get(key));
        !seen.map(|story| story.entry_hash).any(|hash| hash == candidate.hash)
    });
    let is_known =
        |candidate: &&Candidate<'_>| candidate.keys.iter().any(|key| known.contains_key(key));
    let unseen = found.len() - found.iter().filter(is_known).count();
    let ttl = document.feed.ttl.as_deref().and_then(|text| text.trim().parse::<u32>().ok());
    let mended = if document.mended || document.cut_off { document.problems.first() } else { None };
    Ok(Digest {
        title: document.feed.title_text(),
        unseen,
        stories: found.iter().map(|it| Prepared::new(story(it, lexicon))).collect(),
        dates: document.entries.iter().filter_map(Entry::published_at).collect(),
        hint_seconds: ttl.map(|minutes| minutes.saturating_mul(60).min(HINT_MAX_SECONDS)),
        mended: mended.map(|problem| clean::line(problem)).unwrap_or_default(),
        weak_keys,
    })
}

fn story(candidate: &Candidate<'_>, lexicon: &Lexicon) -> NewStory {
    let Candidate { entry, link, keys, hash, .. } = candidate;
    let base = Url::parse(link).ok();
    let text = entry.content.as_ref().or(entry.summary.as_ref());
    let html = text.map(crate::feeds::parse::Text::html).unwrap_or_default();
    let (title, article) = if candidate.title.is_empty() {
        let title = made_title(&article::from_fragment(&html, "", base.as_ref()), link);
        let article = article::from_fragment(&html, &title, base.as_ref());
        (title, article)
    } else {
        let article = article::from_fragment(&html, &candidate.title, base.as_ref());
        (candidate.title.clone(), article)
    };
    let complete = link.is_empty() || is_whole(&article, entry.content.is_some());
    let analysis = analysis::analyze(&article.text, false, lexicon);
    NewStory {
        keys: keys.clone(),
        entry_hash: *hash,
        title,
        link: link.clone(),
        byline: clean::line(&entry.about.byline()),
        published_at: entry.published_at(),
        published_raw: clean::line(entry.about.raw_date.as_deref().unwrap_or_default()),
        article,
        complete,
        analysis,
        simhash: None,
        sample: false,
    }
}

/// Returns whether a feed's text is the whole article rather than a teaser.
fn is_whole(article: &Article, is_content: bool) -> bool {
    let body = article::body(article);
    // A summary is a teaser by its name; only a long one is more.
    let shortest = if is_content { WHOLE_MIN_BYTES } else { 2 * WHOLE_MIN_BYTES };
    let end = body.trim_end().to_lowercase();
    body.len() >= shortest && !TEASER_ENDS.iter().any(|mark| end.ends_with(mark))
}

/// Makes a headline of the first words of the text, or else of the address.
fn made_title(article: &Article, link: &str) -> String {
    let body = article::body(article);
    let first = body.lines().find(|line| !line.trim().is_empty()).unwrap_or(link);
    let cut = &first[..first.floor_char_boundary(MADE_TITLE_BYTES)];
    if cut.len() == first.len() {
        return if cut.is_empty() { "(no title)".into() } else { clean::line(cut) };
    }
    let words = cut.rsplit_once(' ').map_or(cut, |(words, _)| words);
    clean::line(&format!("{words}…"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_teaser_is_told_from_a_whole_article() {
        let long = "Word ".repeat(250);
        for (body, is_content, expected) in [
            ("Short.", true, false),
            (long.as_str(), true, true),
            (long.as_str(), false, false),
            (&long.repeat(2), false, true),
            (&format!("{long}…"), true, false),
            (&format!("{long} Continue reading"), true, false),
        ] {
            let article = Article::plain("Title", body);
            assert_eq!(is_whole(&article, is_content), expected, "{} bytes", body.len());
        }
    }

    #[test]
    fn a_story_without_a_headline_is_given_one() {
        let title = |body: &str, link| made_title(&article::from_fragment(body, "", None), link);
        assert_eq!(title("<p>Talks failed.</p>", ""), "Talks failed.");
        assert_eq!(title(&"word ".repeat(50), "").len(), "word ".repeat(16).len() + 2);
        assert_eq!(title("", "https://e.example/a"), "https://e.example/a");
        assert_eq!(title("", ""), "(no title)");
    }
}
