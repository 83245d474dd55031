//! What there may be several of: links, people, tags, pictures; and where an entry came from.

use super::Draft;
use super::LIST_MAX;
use super::Role;
use super::WORD_BYTES_MAX;
use super::address;
use super::word;
use crate::feeds::parse::construct::cut;
use crate::feeds::parse::document::Image;
use crate::feeds::parse::document::Link;
use crate::feeds::parse::document::Person;
use crate::feeds::parse::document::Tag;
use crate::feeds::parse::document::Text;
use crate::feeds::parse::element::Element;
use crate::feeds::parse::people;
use crate::feeds::parse::urls;

impl Draft {
    pub(super) fn take_link(&mut self, element: &Element) {
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
        // A link without an attribute is the page only for want of one that says so.
        let stands_in =
            written.is_none() && (rel == "alternate" || self.entry.about.link.is_none());
        if href.is_some() && (is_page || stands_in) {
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

    pub(super) fn take_author(&mut self, element: &Element) {
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

    pub(super) fn take_contributor(&mut self, element: &Element) {
        let (person, line) = people::read(element);
        let person = line.map_or(person, |line| Person { name: Some(line), ..Person::default() });
        if !person.is_empty() && self.entry.about.contributors.len() < LIST_MAX {
            self.about().contributors.push(person);
        }
    }

    pub(super) fn take_publisher(&mut self, element: &Element) {
        let (person, line) = people::read(element);
        if !person.is_empty() {
            let about = self.about();
            about.publisher = line.or_else(|| person.line());
            about.publisher_name = person.name;
            about.publisher_email = person.email;
        }
    }

    pub(super) fn take_tag(&mut self, element: &Element, usual_scheme: Option<&str>) {
        let scheme = element.attribute("scheme").or(element.attribute("domain")).or(usual_scheme);
        let term = element.any_attribute(&["term"]).map(str::to_owned);
        let text = word(element);
        self.add_tag(Tag {
            term: term.or_else(|| text.clone()),
            scheme: scheme.map(str::to_owned),
            label: element.any_attribute(&["label"]).map(str::to_owned),
        });
    }

    pub(super) fn take_keywords(&mut self, element: &Element, scheme: Option<&str>) {
        for term in element.all_text().split(',').map(str::trim).filter(|term| !term.is_empty()) {
            let term = Some(cut(term.to_owned(), WORD_BYTES_MAX));
            self.add_tag(Tag { term, scheme: scheme.map(str::to_owned), label: None });
        }
    }

    pub(super) fn add_tag(&mut self, tag: Tag) {
        let tags = &mut self.entry.about.tags;
        let blank = tag.term.is_none() && tag.label.is_none();
        if !blank && tags.len() < LIST_MAX && !tags.contains(&tag) {
            tags.push(tag);
        }
    }

    pub(super) fn add_link(&mut self, link: Link) {
        if self.entry.about.links.len() < LIST_MAX {
            self.about().links.push(link);
        }
    }

    pub(super) fn take_enclosure(&mut self, element: &Element) {
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

    pub(super) fn take_image(&mut self, element: &Element) {
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

    pub(super) fn take_spare_image(&mut self, element: &Element) {
        let href = element.any_attribute(&["url", "href", "src"]).map(str::to_owned);
        let href = href.or_else(|| word(element)).and_then(|href| urls::join(&element.base, &href));
        self.spare_image = self.spare_image.take().or(href.filter(|href| urls::is_http(href)));
    }

    pub(super) fn take_source(&mut self, element: &Element) {
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
