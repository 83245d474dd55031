//! One element of a document with all that is in it.

use std::rc::Rc;

use super::html;
use super::names::Name;
use super::names::Ns;
use super::urls;

/// What is in an element.
#[derive(Clone, Debug)]
pub(super) enum Node {
    /// Another element.
    Element(Element),
    /// Text, with references resolved.
    Text(String),
}

/// An element.
///
/// Invariant: no deeper than [`DEPTH_MAX`](super::tree::DEPTH_MAX), so that walks may recurse.
#[derive(Clone, Debug)]
pub(super) struct Element {
    /// Its vocabulary and name.
    pub(super) name: Name,
    /// Its name as written.
    pub(super) raw: String,
    /// Its attributes: names in lower case, the prefix kept only for `xml:` and `rdf:`.
    pub(super) attributes: Vec<(String, String)>,
    /// What is in it, in order.
    pub(super) children: Vec<Node>,
    /// What relative addresses in it are relative to; may be empty.
    pub(super) base: Rc<str>,
}

impl Element {
    /// Returns whether the element is `local` of `ns`.
    pub(super) fn is(&self, ns: Ns, local: &str) -> bool {
        self.name.ns == ns && self.name.local == local
    }

    /// Returns the value of an attribute.
    pub(super) fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// Returns the value of the first of some attributes that is there and not blank.
    pub(super) fn any_attribute(&self, names: &[&str]) -> Option<&str> {
        names.iter().filter_map(|name| self.attribute(name)).map(str::trim).find(|v| !v.is_empty())
    }

    /// Returns the elements in this one.
    pub(super) fn elements(&self) -> impl Iterator<Item = &Self> {
        self.children.iter().filter_map(|node| match node {
            Node::Element(element) => Some(element),
            Node::Text(_) => None,
        })
    }

    /// Returns whether there are elements in this one.
    pub(super) fn has_elements(&self) -> bool {
        self.elements().next().is_some()
    }

    /// Returns the text that stands directly in this element, trimmed.
    pub(super) fn own_text(&self) -> String {
        let mut text = String::new();
        for node in &self.children {
            match node {
                Node::Text(part) => text.push_str(part),
                Node::Element(_) => {}
            }
        }
        trimmed(text)
    }

    /// Returns all text in this element, trimmed.
    pub(super) fn all_text(&self) -> String {
        let mut text = String::new();
        self.gather(&mut text);
        trimmed(text)
    }

    fn gather(&self, text: &mut String) {
        for node in &self.children {
            match node {
                Node::Text(part) => text.push_str(part),
                Node::Element(element) => element.gather(text),
            }
        }
    }

    /// Returns what is in this element as HTML, addresses resolved; not yet safe.
    pub(super) fn inner_html(&self) -> String {
        let mut markup = String::new();
        self.write_inner(&mut markup);
        trimmed(markup)
    }

    fn write_inner(&self, markup: &mut String) {
        for node in &self.children {
            match node {
                Node::Text(text) => markup.push_str(&html::escape(text)),
                Node::Element(element) => element.write(markup),
            }
        }
    }

    fn write(&self, markup: &mut String) {
        let name = &self.name.local;
        markup.push('<');
        markup.push_str(name);
        for (key, value) in &self.attributes {
            if key.starts_with("xmlns") {
                continue;
            }
            let resolved = html::is_address(key).then(|| urls::join(&self.base, value)).flatten();
            markup.push(' ');
            markup.push_str(key);
            markup.push_str("=\"");
            markup.push_str(
                &html::escape(resolved.as_deref().unwrap_or(value)).replace('"', "&quot;"),
            );
            markup.push('"');
        }
        markup.push('>');
        if !html::is_void(name) {
            self.write_inner(markup);
            markup.push_str("</");
            markup.push_str(name);
            markup.push('>');
        }
    }
}

fn trimmed(text: String) -> String {
    let inner = text.trim();
    if inner.len() == text.len() { text } else { inner.to_owned() }
}
