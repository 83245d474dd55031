//! What is set once: headline, teaser, full text, id and times.

use jiff::Timestamp;

use super::Draft;
use super::Role;
use super::TITLE_BYTES_MAX;
use super::WORD_BYTES_MAX;
use crate::clean;
use crate::feeds::parse::construct;
use crate::feeds::parse::construct::Kind;
use crate::feeds::parse::construct::cut;
use crate::feeds::parse::dates;
use crate::feeds::parse::document::Text;
use crate::feeds::parse::element::Element;
use crate::feeds::parse::urls;

impl Draft {
    pub(super) fn text(&self, element: &Element, kind: Kind) -> Text {
        construct::read(element, kind, self.guess)
    }

    /// Returns whether `field` may be set from `depth`: what stands nearer to the entry counts.
    pub(super) fn is_nearer(&mut self, field: &'static str, depth: usize) -> bool {
        let nearest = self.depths.entry(field).or_insert(depth);
        let nearer = depth <= *nearest;
        *nearest = depth.min(*nearest);
        nearer
    }

    /// Takes a headline: the first one that stands nearest; one `of_its_own` before others.
    pub(super) fn take_title(&mut self, element: &Element, depth: usize, of_its_own: bool) {
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

    pub(super) fn take_id(&mut self, element: &Element, depth: usize) {
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
    pub(super) fn take_summary(&mut self, element: &Element, kind: Kind, depth: usize) {
        if self.role != Role::Entry {
            self.about().subtitle = Some(self.text(element, kind));
        } else if self.entry.summary.is_some() && !self.has_content {
            self.demote(element, kind);
        } else {
            self.set_summary(element, kind, depth);
        }
    }

    pub(super) fn take_plain_summary(&mut self, element: &Element, depth: usize) {
        if self.entry.summary.is_some() && !self.has_content && self.role == Role::Entry {
            self.demote(element, Kind::Plain);
        } else {
            self.set_summary(element, Kind::Plain, depth);
        }
    }

    pub(super) fn set_summary(&mut self, element: &Element, kind: Kind, depth: usize) {
        let text = self.text(element, kind);
        if self.is_nearer("summary", depth) {
            self.entry.summary = Some(text);
        }
    }

    /// A second teaser of an entry is its full text, for want of another.
    pub(super) fn demote(&mut self, element: &Element, kind: Kind) {
        let text = self.text(element, kind);
        self.has_content = true;
        self.contents.push((false, text));
    }

    pub(super) fn take_content(&mut self, element: &Element, kind: Kind) {
        if element.attribute("src").is_some_and(|src| !src.trim().is_empty())
            && element.children.is_empty()
        {
            return;
        }
        self.has_content = true;
        self.push_content(element, kind);
    }

    pub(super) fn take_body(&mut self, element: &Element) {
        self.push_content(element, Kind::Xhtml);
    }

    pub(super) fn push_content(&mut self, element: &Element, kind: Kind) {
        let text = self.text(element, kind);
        if self.entry.summary.is_none() && self.role == Role::Entry {
            self.entry.summary = Some(text.clone());
        }
        self.contents.push((true, text));
    }

    pub(super) fn take_time(&mut self, element: &Element, field: &'static str, depth: usize) {
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

    pub(super) fn set_time(&mut self, field: &'static str, time: Timestamp) {
        match field {
            "published" => self.about().published = Some(time),
            "updated" => self.about().updated = Some(time),
            _ => self.entry.created = Some(time),
        }
    }
}
