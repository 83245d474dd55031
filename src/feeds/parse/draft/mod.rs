//! A feed, an entry or an origin in the making: each element adds what it says.

mod lists;
mod texts;

use std::collections::HashMap;

use crate::clean;
use crate::feeds::parse::construct::Kind;
use crate::feeds::parse::dates;
use crate::feeds::parse::document::About;
use crate::feeds::parse::document::Enclosure;
use crate::feeds::parse::document::Entry;
use crate::feeds::parse::document::Image;
use crate::feeds::parse::document::Link;
use crate::feeds::parse::document::Tag;
use crate::feeds::parse::document::Text;
use crate::feeds::parse::element::Element;
use crate::feeds::parse::entities;
use crate::feeds::parse::names::Ns;
use crate::feeds::parse::urls;

/// How many links, tags or people one entry may have.
const LIST_MAX: usize = 100;

/// The longest headline that is kept, in bytes (BAD_INPUTS F20).
const TITLE_BYTES_MAX: usize = 8 << 10;

/// The longest short text (a generator, a language, a category) that is kept, in bytes.
const WORD_BYTES_MAX: usize = 2 << 10;

/// What is being made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// The feed itself.
    Feed,
    /// One entry.
    Entry,
    /// Where an entry came from.
    Source,
}

/// A feed, an entry or an origin in the making.
pub(super) struct Draft {
    role: Role,
    guess: bool,
    /// What is known so far; of a feed or origin, only `about` is used.
    pub(super) entry: Entry,
    depths: HashMap<&'static str, usize>,
    title_depth: Option<usize>,
    has_content: bool,
    contents: Vec<(bool, Text)>,
    spare_summary: Option<Text>,
    spare_image: Option<String>,
}

impl Draft {
    /// Begins; `guess` is whether the dialect leaves readers to guess what is HTML.
    pub(super) fn new(role: Role, guess: bool) -> Self {
        Self {
            role,
            guess,
            entry: Entry::default(),
            depths: HashMap::new(),
            title_depth: None,
            has_content: false,
            contents: Vec::new(),
            spare_summary: None,
            spare_image: None,
        }
    }

    fn about(&mut self) -> &mut About {
        &mut self.entry.about
    }

    /// Returns what was made.
    pub(super) fn finish(mut self) -> Entry {
        let best = self
            .contents
            .iter()
            .rposition(|(own, _)| *own)
            .map(|last| self.contents[..last].iter().position(|(own, _)| *own).unwrap_or(last));
        let content = best.or(if self.contents.is_empty() { None } else { Some(0) });
        self.entry.content = content.map(|at| self.contents.swap_remove(at).1);
        let blank = |text: &Option<Text>| text.as_ref().is_none_or(|text| text.value.is_empty());
        if self.role == Role::Entry {
            if blank(&self.entry.summary) && self.spare_summary.is_some() {
                self.entry.summary = self.spare_summary.take();
            }
        } else if self.entry.about.subtitle.is_none() {
            self.entry.about.subtitle = self.spare_summary.take().or(self.entry.summary.take());
        }
        if self.entry.about.image.is_none() && self.spare_image.is_some() {
            self.entry.about.image =
                Some(Image { href: self.spare_image.take(), ..Image::default() });
        }
        for link in self.entry.about.links.iter().filter(|link| link.rel == "enclosure") {
            self.entry.enclosures.push(Enclosure {
                href: link.href.clone(),
                media_type: link.media_type.clone(),
                length: link.length.clone(),
            });
        }
        self.entry
    }

    /// Adds what the attributes of an entry or channel say of it.
    pub(super) fn take_attributes(&mut self, element: &Element) {
        if self.role == Role::Entry
            && let Some(id) = element.any_attribute(&["rdf:about"])
        {
            self.about().id = Some(id.to_owned());
        }
        if let Some(time) = element.attribute("lastmod").and_then(dates::read) {
            self.about().updated = Some(time);
        }
        if let Some(href) = element.attribute("href") {
            let href = urls::join(&element.base, href);
            self.add_link(Link { href: href.clone(), ..page_link() });
            self.about().link = href;
        }
    }

    /// Adds what is in an entry or origin.
    pub(super) fn take_children(&mut self, element: &Element, depth: usize) {
        for child in element.elements() {
            self.take(child, depth);
        }
    }

    /// Adds what one element says, which stands `depth` deep.
    pub(super) fn take(&mut self, element: &Element, depth: usize) {
        let local = element.name.local.as_str();
        match element.name.ns {
            Ns::Base => self.take_base(element, local, depth),
            Ns::Dc => self.take_dc(element, local, depth),
            Ns::Itunes => self.take_itunes(element, local, depth),
            Ns::Media => self.take_media(element, local, depth),
            Ns::Content if local == "encoded" => self.take_content(element, Kind::Html),
            Ns::Xhtml if local == "body" || local == "div" => self.take_body(element),
            Ns::Feedburner if local == "browserfriendly" => {
                self.about().info = Some(self.text(element, Kind::Plain));
            }
            Ns::Admin if local == "generatoragent" => {
                let program = element.any_attribute(&["rdf:resource", "resource"]);
                let program = program.map(str::to_owned);
                self.about().generator = self.entry.about.generator.take().or(program);
            }
            Ns::Content
            | Ns::Xhtml
            | Ns::Feedburner
            | Ns::Admin
            | Ns::Rdf
            | Ns::Xml
            | Ns::Other => {
                self.take_children(element, depth + 1);
            }
        }
    }

    fn take_base(&mut self, element: &Element, local: &str, depth: usize) {
        match local {
            "title" => self.take_title(element, depth, true),
            "link" => self.take_link(element),
            "guid" | "id" => self.take_id(element, depth),
            "description" => self.take_summary(element, Kind::Html, depth),
            "abstract" => self.take_summary(element, Kind::Plain, depth),
            "summary" => self.take_plain_summary(element, depth),
            "subtitle" | "tagline" => self.about().subtitle = Some(self.text(element, Kind::Plain)),
            "rights" | "copyright" => self.about().rights = Some(self.text(element, Kind::Plain)),
            "info" => self.about().info = Some(self.text(element, Kind::Plain)),
            "content" => self.take_content(element, Kind::Plain),
            "fullitem" => self.take_content(element, Kind::Html),
            "body" => self.take_body(element),
            "updated" | "modified" | "lastbuilddate" => self.take_time(element, "updated", depth),
            "published" | "issued" | "pubdate" => self.take_time(element, "published", depth),
            "created" => self.take_time(element, "created", depth),
            "author" | "managingeditor" => self.take_author(element),
            "contributor" => self.take_contributor(element),
            "webmaster" | "publisher" => self.take_publisher(element),
            "category" | "keywords" => self.take_tag(element, None),
            "tags" => self.take_keywords(element, None),
            "enclosure" => self.take_enclosure(element),
            "generator" => self.about().generator = word(element),
            "language" => self.about().language = word(element),
            "docs" => self.about().docs = address(element),
            "ttl" => self.about().ttl = word(element),
            "icon" => self.about().icon = address(element),
            "logo" => self.about().logo = address(element),
            "comments" => self.entry.comments = address(element),
            "image" => self.take_image(element),
            "source" if self.role == Role::Entry => self.take_source(element),
            "textinput" | "cloud" | "skiphours" | "skipdays" | "items" => {}
            _ => self.take_children(element, depth + 1),
        }
    }

    fn take_dc(&mut self, element: &Element, local: &str, depth: usize) {
        match local {
            "title" => self.take_title(element, depth, true),
            "description" | "abstract" => self.take_summary(element, Kind::Html, depth),
            "rights" => self.about().rights = Some(self.text(element, Kind::Plain)),
            "date" | "modified" => self.take_time(element, "updated", depth),
            "issued" => self.take_time(element, "published", depth),
            "created" => self.take_time(element, "created", depth),
            "author" | "creator" => self.take_author(element),
            "contributor" => self.take_contributor(element),
            "publisher" => self.take_publisher(element),
            "subject" => self.take_tag(element, None),
            "language" => self.about().language = word(element),
            _ => {}
        }
    }

    fn take_itunes(&mut self, element: &Element, local: &str, depth: usize) {
        const SCHEME: &str = "http://www.itunes.com/";
        match local {
            "author" => self.take_author(element),
            "owner" => self.take_publisher(element),
            "subtitle" => self.about().subtitle = Some(self.text(element, Kind::Plain)),
            "summary" => self.take_plain_summary(element, depth),
            "keywords" => self.take_keywords(element, Some(SCHEME)),
            "category" => {
                let term = element.attribute("text").map(str::to_owned);
                self.add_tag(Tag { term, scheme: Some(SCHEME.into()), label: None });
                self.take_children(element, depth + 1);
            }
            "image" | "link" => {
                let href = element.any_attribute(&["href", "url"]);
                if let Some(href) = href.and_then(|href| urls::join(&element.base, href)) {
                    self.about().image = Some(Image { href: Some(href), ..Image::default() });
                }
            }
            "title" => self.take_title(element, depth, false),
            _ => {}
        }
    }

    fn take_media(&mut self, element: &Element, local: &str, depth: usize) {
        match local {
            "title" => self.take_title(element, depth, false),
            "description" | "text" => {
                let text = self.text(element, Kind::Html);
                self.spare_summary.get_or_insert(text);
            }
            "category" => {
                self.take_tag(element, Some("http://search.yahoo.com/mrss/category_schema"));
            }
            "keywords" => self.take_keywords(element, None),
            "thumbnail" => self.take_spare_image(element),
            "content" => {
                let media = element.attribute("type").or(element.attribute("medium"));
                if media.is_some_and(|media| media.starts_with("image")) {
                    self.take_spare_image(element);
                }
                self.take_children(element, depth + 1);
            }
            "group" => self.take_children(element, depth + 1),
            _ => {}
        }
    }
}

/// A link to a page, still without its address.
fn page_link() -> Link {
    Link { rel: "alternate".into(), media_type: Some("text/html".into()), ..Link::default() }
}

/// Returns the text of an element as one short line, or `None` if it is blank.
fn word(element: &Element) -> Option<String> {
    let text = clean::line_of(&entities::mend(element.all_text()), WORD_BYTES_MAX);
    (!text.is_empty()).then_some(text)
}

/// Returns the address in an element, resolved.
fn address(element: &Element) -> Option<String> {
    let text = element.all_text();
    let written = if text.is_empty() {
        element.any_attribute(&["href", "url", "rdf:resource"])
    } else {
        Some(text.as_str())
    };
    written.and_then(|written| urls::join(&element.base, written))
}
