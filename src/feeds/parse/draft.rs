//! A feed, an entry or an origin in the making: each element adds what it says.

use std::collections::HashMap;

use jiff::Timestamp;

use super::construct;
use super::construct::Kind;
use super::construct::cut;
use super::dates;
use super::document::About;
use super::document::Enclosure;
use super::document::Entry;
use super::document::Image;
use super::document::Link;
use super::document::Person;
use super::document::Tag;
use super::document::Text;
use super::element::Element;
use super::entities;
use super::names::Ns;
use super::people;
use super::urls;
use crate::clean;

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

    fn text(&self, element: &Element, kind: Kind) -> Text {
        construct::read(element, kind, self.guess)
    }

    /// Returns whether `field` may be set from `depth`: what stands nearer to the entry counts.
    fn is_nearer(&mut self, field: &'static str, depth: usize) -> bool {
        let nearest = self.depths.entry(field).or_insert(depth);
        let nearer = depth <= *nearest;
        *nearest = depth.min(*nearest);
        nearer
    }

    /// Takes a headline: the first one that stands nearest; one `of_its_own` before others.
    fn take_title(&mut self, element: &Element, depth: usize, of_its_own: bool) {
        let mut text = self.text(element, Kind::Plain);
        text.value = cut(text.value, TITLE_BYTES_MAX);
        let settled = self.title_depth.is_some_and(|settled| settled <= depth);
        if settled || !self.is_nearer("title", depth) {
            return;
        }
        let is_blank = text.value.is_empty();
        if !is_blank || self.entry.about.title.is_none() {
            self.about().title = Some(text);
        }
        if of_its_own && !is_blank {
            self.title_depth = Some(depth);
        }
    }

    fn take_link(&mut self, element: &Element) {
        let written = element.any_attribute(&["url", "uri", "href"]);
        let rel = element.attribute("rel").map(|rel| rel.trim().to_ascii_lowercase());
        let rel = rel.filter(|rel| !rel.is_empty()).unwrap_or_else(|| "alternate".into());
        let declared = element.attribute("type").map(|name| name.trim().to_ascii_lowercase());
        let usual = if rel == "self" { "application/atom+xml" } else { "text/html" };
        let media_type = declared.filter(|name| !name.is_empty()).unwrap_or_else(|| usual.into());
        let text = element.all_text();
        let is_page = rel == "alternate"
            && matches!(
                media_type.as_str(),
                "html" | "text/html" | "xhtml" | "application/xhtml+xml"
            );
        let href = match written.or(element.attribute("href")) {
            Some(href) => urls::join(&element.base, href),
            None if text.is_empty() => None,
            None => urls::join(&element.base, &text.replace("&amp;", "&")),
        };
        if href.is_some() && (is_page || written.is_none()) {
            self.about().link.clone_from(&href);
        }
        self.add_link(Link {
            href,
            rel,
            media_type: Some(media_type),
            title: element.attribute("title").map(str::to_owned),
            hreflang: element.attribute("hreflang").map(str::to_owned),
            length: element.attribute("length").map(str::to_owned),
        });
    }

    fn take_id(&mut self, element: &Element, depth: usize) {
        let text = element.all_text();
        if text.is_empty() || !self.is_nearer("id", depth) {
            return;
        }
        let says_no = element
            .attribute("ispermalink")
            .is_some_and(|says| !says.trim().eq_ignore_ascii_case("true"));
        // A bare number or word is no relative address, whatever the default of RSS says.
        let is_address = !says_no && text.contains('/');
        let address = urls::join(&element.base, &text).filter(|_| is_address);
        if self.entry.about.link.is_none()
            && let Some(address) = address.as_ref().filter(|address| urls::is_http(address))
        {
            self.about().link = Some(address.clone());
        }
        self.about().id = Some(cut(address.unwrap_or(text), WORD_BYTES_MAX));
    }

    /// Takes a description: of a feed its subtitle, of an entry its teaser.
    fn take_summary(&mut self, element: &Element, kind: Kind, depth: usize) {
        if self.role != Role::Entry {
            self.about().subtitle = Some(self.text(element, kind));
        } else if self.entry.summary.is_some() && !self.has_content {
            self.demote(element, kind);
        } else {
            self.set_summary(element, kind, depth);
        }
    }

    fn take_plain_summary(&mut self, element: &Element, depth: usize) {
        if self.entry.summary.is_some() && !self.has_content && self.role == Role::Entry {
            self.demote(element, Kind::Plain);
        } else {
            self.set_summary(element, Kind::Plain, depth);
        }
    }

    fn set_summary(&mut self, element: &Element, kind: Kind, depth: usize) {
        let text = self.text(element, kind);
        if self.is_nearer("summary", depth) {
            self.entry.summary = Some(text);
        }
    }

    /// A second teaser of an entry is its full text, for want of another.
    fn demote(&mut self, element: &Element, kind: Kind) {
        let text = self.text(element, kind);
        self.has_content = true;
        self.contents.push((false, text));
    }

    fn take_content(&mut self, element: &Element, kind: Kind) {
        if element.attribute("src").is_some_and(|src| !src.trim().is_empty())
            && element.children.is_empty()
        {
            return;
        }
        self.has_content = true;
        self.push_content(element, kind);
    }

    fn take_body(&mut self, element: &Element) {
        self.push_content(element, Kind::Xhtml);
    }

    fn push_content(&mut self, element: &Element, kind: Kind) {
        let text = self.text(element, kind);
        if self.entry.summary.is_none() && self.role == Role::Entry {
            self.entry.summary = Some(text.clone());
        }
        self.contents.push((true, text));
    }

    fn take_time(&mut self, element: &Element, field: &'static str, depth: usize) {
        let written = element.all_text();
        let Some(time) = dates::read(&written) else {
            if !written.is_empty() && self.entry.about.raw_date.is_none() {
                self.about().raw_date = Some(clean::line_of(&written, WORD_BYTES_MAX));
            }
            return;
        };
        if self.is_nearer(field, depth) {
            self.set_time(field, time);
        }
    }

    fn set_time(&mut self, field: &'static str, time: Timestamp) {
        match field {
            "published" => self.about().published = Some(time),
            "updated" => self.about().updated = Some(time),
            _ => self.entry.created = Some(time),
        }
    }

    fn take_author(&mut self, element: &Element) {
        let (person, line) = people::read(element);
        if person.is_empty() || self.entry.about.authors.len() >= LIST_MAX {
            return;
        }
        let about = self.about();
        about.author = line.or_else(|| person.line());
        about.author_name = person.name.clone().or(about.author_name.take());
        about.author_email = person.email.clone().or(about.author_email.take());
        about.author_url = person.href.clone().or(about.author_url.take());
        about.authors.push(person);
    }

    fn take_contributor(&mut self, element: &Element) {
        let (person, line) = people::read(element);
        let person = line.map_or(person, |line| Person { name: Some(line), ..Person::default() });
        if !person.is_empty() && self.entry.about.contributors.len() < LIST_MAX {
            self.about().contributors.push(person);
        }
    }

    fn take_publisher(&mut self, element: &Element) {
        let (person, line) = people::read(element);
        if !person.is_empty() {
            let about = self.about();
            about.publisher = line.or_else(|| person.line());
            about.publisher_name = person.name;
            about.publisher_email = person.email;
        }
    }

    fn take_tag(&mut self, element: &Element, usual_scheme: Option<&str>) {
        let scheme = element.attribute("scheme").or(element.attribute("domain")).or(usual_scheme);
        let term = element.any_attribute(&["term"]).map(str::to_owned);
        let text = word(element);
        self.add_tag(Tag {
            term: term.or_else(|| text.clone()),
            scheme: scheme.map(str::to_owned),
            label: element.any_attribute(&["label"]).map(str::to_owned),
        });
    }

    fn take_keywords(&mut self, element: &Element, scheme: Option<&str>) {
        for term in element.all_text().split(',').map(str::trim).filter(|term| !term.is_empty()) {
            let term = Some(cut(term.to_owned(), WORD_BYTES_MAX));
            self.add_tag(Tag { term, scheme: scheme.map(str::to_owned), label: None });
        }
    }

    fn add_tag(&mut self, tag: Tag) {
        let tags = &mut self.entry.about.tags;
        let blank = tag.term.is_none() && tag.label.is_none();
        if !blank && tags.len() < LIST_MAX && !tags.contains(&tag) {
            tags.push(tag);
        }
    }

    fn add_link(&mut self, link: Link) {
        if self.entry.about.links.len() < LIST_MAX {
            self.about().links.push(link);
        }
    }

    fn take_enclosure(&mut self, element: &Element) {
        let href = element.any_attribute(&["url", "uri", "href"]);
        self.add_link(Link {
            href: href.and_then(|href| urls::join(&element.base, href)),
            rel: "enclosure".into(),
            media_type: element.attribute("type").map(str::to_ascii_lowercase),
            length: element.attribute("length").map(str::to_owned),
            title: element.attribute("title").map(str::to_owned),
            hreflang: None,
        });
    }

    fn take_image(&mut self, element: &Element) {
        if self.role == Role::Entry && !element.has_elements() {
            return self.take_spare_image(element);
        }
        let mut image = Image::default();
        for part in element.elements() {
            match part.name.local.as_str() {
                "url" | "href" => image.href = address(part),
                "title" => image.title = image.title.or(word(part)),
                "link" => image.link = address(part),
                _ => {}
            }
        }
        if self.role == Role::Entry {
            self.spare_image = self.spare_image.take().or(image.href);
        } else if image != Image::default() {
            self.about().image = Some(image);
        }
    }

    fn take_spare_image(&mut self, element: &Element) {
        let href = element.any_attribute(&["url", "href", "src"]).map(str::to_owned);
        let href = href.or_else(|| word(element)).and_then(|href| urls::join(&element.base, &href));
        self.spare_image = self.spare_image.take().or(href.filter(|href| urls::is_http(href)));
    }

    fn take_source(&mut self, element: &Element) {
        let mut source = Self::new(Role::Source, self.guess);
        source.take_children(element, 1);
        let mut about = source.finish().about;
        if let Some(href) =
            element.any_attribute(&["url"]).and_then(|href| urls::join(&element.base, href))
        {
            about.link = Some(href);
        }
        if about.title.is_none() && !element.has_elements() {
            about.title = people::name(&element.own_text()).map(Text::of);
        }
        self.entry.source = Some(about);
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
