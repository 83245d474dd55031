//! Tokens to elements: containers one by one, all else whole.

use std::rc::Rc;

use super::element::Element;
use super::element::Node;
use super::names::Bindings;
use super::names::Name;
use super::names::Ns;
use super::scan::Attribute;
use super::scan::Scanner;
use super::scan::Token;
use super::urls;

/// How deep elements are kept: inline XHTML of real feeds stays under 60.
pub(super) const DEPTH_MAX: usize = 200;

/// How many bytes of text one element may hold, with all in it: longer than any article.
const ELEMENT_BYTES_MAX: usize = 4 << 20;

/// How many elements one element may hold: three times those of the longest live blog.
const NODES_MAX: usize = 60_000;

/// How many open containers are remembered; feeds have two or three.
const CONTAINERS_MAX: usize = 64;

/// A start tag with what is in force at its place.
#[derive(Debug)]
pub(super) struct Start {
    /// The element, still without what is in it.
    pub(super) element: Element,
    /// Whether it has no end tag.
    pub(super) empty: bool,
}

/// How an element ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ended {
    /// By its own end tag, or because another element showed that it had ended.
    Whole,
    /// With the document.
    CutOff,
}

struct Container {
    raw: String,
    base: Rc<str>,
}

/// Reads a document as a stream of start tags, each of which may be entered or taken whole.
pub(super) struct Tree<'a> {
    scanner: Scanner<'a>,
    bindings: Bindings,
    first_base: Rc<str>,
    base: Rc<str>,
    open: Vec<Container>,
    pending: Option<Token<'a>>,
    broken: bool,
    /// Whether elements beyond [`DEPTH_MAX`] or [`NODES_MAX`] were passed over.
    pub(super) too_deep: bool,
}

impl<'a> Tree<'a> {
    /// Begins to read `text`; a `broken` document is read by what its elements usually hold.
    pub(super) fn new(text: &'a str, base: &str, broken: bool) -> Self {
        Self {
            scanner: Scanner::new(text),
            bindings: Bindings::default(),
            first_base: Rc::from(base),
            base: Rc::from(base),
            open: Vec::new(),
            pending: None,
            broken,
            too_deep: false,
        }
    }

    /// Returns whether the document type is Netscape's.
    pub(super) fn is_netscape(&self) -> bool {
        self.scanner.entities().is_netscape()
    }

    fn token(&mut self) -> Option<Token<'a>> {
        self.pending.take().or_else(|| self.scanner.next())
    }

    /// Returns the next start tag outside of what was taken whole.
    pub(super) fn next(&mut self) -> Option<Start> {
        while let Some(token) = self.token() {
            match token {
                Token::Start { name, attributes, empty } => {
                    let depth = self.open.len();
                    self.bindings.leave(depth + 1);
                    self.bindings.enter(depth + 1, &attributes);
                    let base = self.base.clone();
                    let element = self.element(name, attributes, &base);
                    return Some(Start { element, empty });
                }
                Token::End { name } => {
                    if let Some(at) = self.open.iter().rposition(|open| open.raw == name) {
                        self.open.truncate(at);
                        self.bindings.leave(at + 1);
                        let outer = self.open.last().map_or(&self.first_base, |open| &open.base);
                        self.base = outer.clone();
                    }
                }
                Token::Text(_) => {}
            }
        }
        None
    }

    /// Goes into the container that `start` begins.
    pub(super) fn enter(&mut self, start: &Start) {
        if !start.empty && self.open.len() < CONTAINERS_MAX {
            let base = start.element.base.clone();
            self.base = base.clone();
            self.open.push(Container { raw: start.element.raw.clone(), base });
        }
    }

    fn element(&self, name: &str, attributes: Vec<Attribute<'_>>, base: &Rc<str>) -> Element {
        let attributes: Vec<(String, String)> = attributes
            .into_iter()
            .map(|(key, value)| (self.bindings.attribute(key), value))
            .collect();
        let own = attributes.iter().find(|(key, _)| key == "xml:base" || key == "base");
        let base = match own {
            Some((_, value)) => match urls::join(base, value) {
                Some(joined) => Rc::from(joined),
                None => base.clone(),
            },
            None => base.clone(),
        };
        Element {
            name: self.bindings.element(name),
            raw: name.to_owned(),
            attributes,
            children: Vec::new(),
            base,
        }
    }

    /// Takes the element that `start` begins with all that is in it.
    pub(super) fn collect(&mut self, start: Start) -> (Element, Ended) {
        if start.empty {
            return (start.element, Ended::Whole);
        }
        let outer = self.open.len() + 1;
        let is_entry = is_entry(&start.element);
        let mut stack = vec![start.element];
        let mut skipped = 0_usize;
        let (mut bytes, mut nodes) = (0_usize, 0_usize);
        while let Some(token) = self.token() {
            match token {
                Token::Text(text) => {
                    let room = ELEMENT_BYTES_MAX.saturating_sub(bytes);
                    bytes += text.len();
                    push_text(&mut stack, head(&text, room));
                }
                Token::Start { name, attributes, empty } => {
                    if skipped > 0 || stack.len() >= DEPTH_MAX || nodes >= NODES_MAX {
                        self.too_deep = true;
                        skipped += usize::from(!empty);
                        continue;
                    }
                    nodes += 1;
                    let depth = outer + stack.len();
                    self.bindings.enter(depth, &attributes);
                    if self.broken && ends_before(&self.bindings.element(name), is_entry, &stack) {
                        self.bindings.leave(depth);
                        self.pending = Some(Token::Start { name, attributes, empty });
                        return (fold(stack), Ended::Whole);
                    }
                    let base = stack.last().map_or(&self.base, |top| &top.base);
                    let element = self.element(name, attributes, &base.clone());
                    bytes += element.raw.len();
                    if empty {
                        self.bindings.leave(depth);
                        push(&mut stack, Node::Element(element));
                    } else {
                        stack.push(element);
                    }
                }
                Token::End { name } => {
                    if skipped > 0 {
                        skipped -= 1;
                        continue;
                    }
                    match self.place_of(name, &stack) {
                        Place::Inside(at) => {
                            close_down_to(&mut stack, at.max(1));
                            self.bindings.leave(outer + stack.len());
                            if at == 0 {
                                return (fold(stack), Ended::Whole);
                            }
                        }
                        Place::Outside => {
                            self.pending = Some(Token::End { name });
                            return (fold(stack), Ended::Whole);
                        }
                        Place::Nowhere => {}
                    }
                }
            }
        }
        (fold(stack), Ended::CutOff)
    }

    /// Finds the open element that an end tag closes.
    fn place_of(&self, name: &str, stack: &[Element]) -> Place {
        let inside = stack.iter().rposition(|open| open.raw == name).or_else(|| {
            self.broken
                .then(|| stack.iter().rposition(|open| open.raw.eq_ignore_ascii_case(name)))
                .flatten()
        });
        match inside {
            Some(at) => Place::Inside(at),
            None if self.broken && self.open.iter().any(|open| open.raw == name) => Place::Outside,
            None => Place::Nowhere,
        }
    }
}

/// Where the element stands that an end tag closes.
enum Place {
    Inside(usize),
    Outside,
    Nowhere,
}

/// Returns whether an element is an entry of a feed.
pub(super) fn is_entry(element: &Element) -> bool {
    names_entry(&element.name)
}

fn names_entry(name: &Name) -> bool {
    name.ns == Ns::Base && matches!(name.local.as_str(), "item" | "entry")
}

/// Returns whether, in a broken document, `next` shows that what is being taken has ended: an
/// entry does not stand in an entry, nor in another part of a feed.
fn ends_before(next: &Name, in_entry: bool, stack: &[Element]) -> bool {
    let in_content =
        stack.iter().any(|open| open.is(Ns::Base, "content") || open.name.ns == Ns::Xhtml);
    names_entry(next) && (in_entry || !in_content)
}

/// Returns the first `bytes` of `text`, up to a character.
fn head(text: &str, bytes: usize) -> &str {
    text.get(..text.floor_char_boundary(bytes)).unwrap_or(text)
}

fn push(stack: &mut [Element], node: Node) {
    if let Some(top) = stack.last_mut() {
        top.children.push(node);
    }
}

fn push_text(stack: &mut [Element], text: &str) {
    let Some(top) = stack.last_mut() else {
        return;
    };
    if let Some(Node::Text(before)) = top.children.last_mut() {
        before.push_str(text);
    } else {
        top.children.push(Node::Text(text.to_owned()));
    }
}

/// Closes open elements until `length` of them are left.
fn close_down_to(stack: &mut Vec<Element>, length: usize) {
    while stack.len() > length {
        if let Some(inner) = stack.pop() {
            push(stack, Node::Element(inner));
        }
    }
}

fn fold(mut stack: Vec<Element>) -> Element {
    close_down_to(&mut stack, 1);
    stack.pop().expect("the stack begins with the element that is taken")
}
