//! A feed document as it was understood.

use std::collections::HashSet;

use jiff::Timestamp;
use serde::{Serialize, Serializer};

use super::html;
use crate::clean;

/// A feed document, cleaned and resolved.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Document {
    /// The dialect: `rss20`, `rss10`, `atom10`, `atom03`, `json11`, ….
    pub version: String,
    /// The name of the encoding it was read in, in lower case.
    pub encoding: String,
    /// Whether the document was broken.
    pub bozo: bool,
    /// What was wrong, and how it was read all the same: a sentence each.
    pub problems: Vec<String>,
    /// What it says of itself.
    pub feed: About,
    /// Its entries, in the order of the document; at most [`ENTRIES_MAX`](super::ENTRIES_MAX).
    pub entries: Vec<Entry>,
    /// Whether markup or encoding had to be mended, so that the feed's owner should be told.
    #[serde(skip)]
    pub mended: bool,
    /// Whether the document ends before its end tag, as after a lost connection.
    #[serde(skip)]
    pub cut_off: bool,
}

impl Document {
    /// Returns the entries, each once: two are the same if id, page and headline are.
    ///
    /// Some publishers give all entries one id (BAD_INPUTS F26), others list one twice.
    pub fn distinct(&self) -> impl Iterator<Item = &Entry> {
        let mut seen = HashSet::new();
        self.entries.iter().filter(move |entry| {
            let title = entry.about.title.as_ref().map(|title| title.value.as_str());
            seen.insert((entry.about.id.as_deref(), entry.about.link.as_deref(), title))
        })
    }
}

/// What a feed, an entry or the origin of an entry says of itself.
///
/// - **Shape**: addresses are absolute where a base is known, and never `javascript:`, `data:`,
///   `file:` and the like. Only [`page`](Self::page) is meant to be opened.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct About {
    /// The `id` or `guid` as written; an entry without one has a hash here.
    pub id: Option<String>,
    /// The headline.
    pub title: Option<Text>,
    /// The address of the page.
    pub link: Option<String>,
    /// The slogan or description of a feed.
    pub subtitle: Option<Text>,
    /// The language tag as written.
    pub language: Option<String>,
    /// When it last changed.
    pub updated: Option<Timestamp>,
    /// When it was first published.
    pub published: Option<Timestamp>,
    /// Who may do what with it.
    pub rights: Option<Text>,
    /// The program that wrote the feed.
    pub generator: Option<String>,
    /// The address of a small picture.
    pub icon: Option<String>,
    /// The address of a wide picture.
    pub logo: Option<String>,
    /// A picture.
    pub image: Option<Image>,
    /// A remark for people who look at the raw feed.
    pub info: Option<Text>,
    /// The address of the documentation of the format.
    pub docs: Option<String>,
    /// How many minutes it may be kept, as written.
    pub ttl: Option<String>,
    /// Who publishes it, as one line.
    pub publisher: Option<String>,
    /// The publisher's name.
    pub publisher_name: Option<String>,
    /// The publisher's mail address.
    pub publisher_email: Option<String>,
    /// The last named author as one line: `name (mail)`.
    pub author: Option<String>,
    /// That author's name.
    pub author_name: Option<String>,
    /// That author's mail address.
    pub author_email: Option<String>,
    /// That author's page.
    pub author_url: Option<String>,
    /// All authors.
    pub authors: Vec<Person>,
    /// All contributors.
    pub contributors: Vec<Person>,
    /// Categories and keywords.
    pub tags: Vec<Tag>,
    /// All links.
    pub links: Vec<Link>,
    /// The first date that could not be read or believed, as written.
    #[serde(skip)]
    pub raw_date: Option<String>,
}

impl About {
    /// Returns the address of the page if it may be opened: http(s) only.
    #[must_use]
    pub fn page(&self) -> Option<&str> {
        let alternate = self.links.iter().filter(|link| link.rel == "alternate");
        let others = alternate.filter_map(|link| link.href.as_deref());
        self.link.as_deref().into_iter().chain(others).find(|href| super::urls::is_http(href))
    }

    /// Returns the headline without markup, on one line; empty if there is none.
    #[must_use]
    pub fn title_text(&self) -> String {
        self.title.as_ref().map(Text::plain).unwrap_or_default()
    }

    /// Returns the names of all authors, or else their mail addresses, joined by commas.
    #[must_use]
    pub fn byline(&self) -> String {
        let names = self.authors.iter().filter_map(|who| who.name.as_ref().or(who.email.as_ref()));
        let mut seen: Vec<&str> = Vec::new();
        for name in names {
            if !seen.contains(&name.as_str()) {
                seen.push(name);
            }
        }
        seen.join(", ")
    }
}

/// One entry of a feed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Entry {
    /// What it says of itself; `about.id` is never `None` or empty.
    #[serde(flatten)]
    pub about: About,
    /// The teaser.
    pub summary: Option<Text>,
    /// The full text, if the feed has it.
    pub content: Option<Text>,
    /// Attached files.
    pub enclosures: Vec<Enclosure>,
    /// The address of the comments.
    pub comments: Option<String>,
    /// When it was written.
    pub created: Option<Timestamp>,
    /// Where it came from, if not from this feed.
    pub source: Option<About>,
    /// Whether `about.id` was made by us because the document has none.
    #[serde(skip)]
    pub made_id: bool,
}

impl Entry {
    /// Returns when the entry was published, or else last changed or written.
    #[must_use]
    pub fn published_at(&self) -> Option<Timestamp> {
        self.about.published.or(self.about.updated).or(self.created)
    }
}

/// A text that is either plain, or HTML with nothing active in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Text {
    /// The text or the HTML.
    pub value: String,
    /// Which of the two.
    pub is_html: bool,
}

impl Text {
    /// Makes a plain text.
    #[must_use]
    pub fn of(value: impl Into<String>) -> Self {
        Self { value: value.into(), is_html: false }
    }

    /// Returns the text without markup, entities decoded, harmless and on one line.
    #[must_use]
    pub fn plain(&self) -> String {
        clean::line(&if self.is_html { html::text_of(&self.value) } else { self.value.clone() })
    }

    /// Returns the text as HTML.
    #[must_use]
    pub fn html(&self) -> String {
        if self.is_html { self.value.clone() } else { html::escape(&self.value) }
    }
}

/// As HTML where it is HTML, or where plain text would be read as a tag; else as it is.
impl Serialize for Text {
    fn serialize<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        if !self.is_html && html::would_open_a_tag(&self.value) {
            out.serialize_str(&html::escape(&self.value))
        } else {
            out.serialize_str(&self.value)
        }
    }
}

/// A person or body.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Person {
    /// The name.
    pub name: Option<String>,
    /// The mail address.
    pub email: Option<String>,
    /// A page.
    pub href: Option<String>,
}

impl Person {
    /// Returns whether nothing is known.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.name.is_none() && self.email.is_none() && self.href.is_none()
    }

    /// Returns the person as one line: `name (mail)`.
    #[must_use]
    pub fn line(&self) -> Option<String> {
        match (&self.name, &self.email) {
            (Some(name), Some(email)) => Some(format!("{name} ({email})")),
            (Some(one), None) | (None, Some(one)) => Some(one.clone()),
            (None, None) => None,
        }
    }
}

/// A category or keyword.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Tag {
    /// The word.
    pub term: Option<String>,
    /// The list it is from.
    pub scheme: Option<String>,
    /// The word as it is shown.
    pub label: Option<String>,
}

/// A link of a feed or entry.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Link {
    /// The address.
    pub href: Option<String>,
    /// What it is to the feed or entry: `alternate`, `self`, `enclosure`, ….
    pub rel: String,
    /// The media type.
    #[serde(rename = "type")]
    pub media_type: Option<String>,
    /// Its name.
    pub title: Option<String>,
    /// The language of what is there.
    pub hreflang: Option<String>,
    /// The size in bytes, as written.
    pub length: Option<String>,
}

/// An attached file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Enclosure {
    /// The address.
    pub href: Option<String>,
    /// The media type.
    #[serde(rename = "type")]
    pub media_type: Option<String>,
    /// The size in bytes, as written.
    pub length: Option<String>,
}

/// A picture.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Image {
    /// The address of the file.
    pub href: Option<String>,
    /// What is on it.
    pub title: Option<String>,
    /// The page it leads to.
    pub link: Option<String>,
}
