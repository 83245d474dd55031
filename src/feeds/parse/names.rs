//! Namespaces: which vocabulary a name is from.

use super::fault::Fault;
use super::fault::Faults;
use super::scan::Attribute;

/// How many prefixes may be bound at a time: feeds bind under thirty.
const BINDINGS_MAX: usize = 128;

/// The vocabularies that are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ns {
    /// RSS, Atom and CDF themselves, which share their words.
    Base,
    /// The content module of RSS.
    Content,
    /// Dublin Core, elements and terms.
    Dc,
    /// iTunes, and Google Play, which copied it.
    Itunes,
    /// Media RSS.
    Media,
    /// RDF.
    Rdf,
    /// XHTML.
    Xhtml,
    /// `xml:base`, `xml:lang`.
    Xml,
    /// The administration module of RSS.
    Admin,
    /// FeedBurner.
    Feedburner,
    /// Any other.
    Other,
}

/// Addresses of namespaces, in lower case without `/` or `#` at the end.
const KNOWN: [(&str, Ns); 30] = [
    ("http://backend.userland.com/rss", Ns::Base),
    ("http://blogs.law.harvard.edu/tech/rss", Ns::Base),
    ("http://cyber.law.harvard.edu/rss", Ns::Base),
    ("http://purl.org/rss/1.0", Ns::Base),
    ("http://purl.org/net/rss1.1", Ns::Base),
    ("http://my.netscape.com/rdf/simple/0.9", Ns::Base),
    ("http://channel.netscape.com/rdf/simple/0.9", Ns::Base),
    ("http://my.netscape.com/publish/formats/rss-0.91.dtd", Ns::Base),
    ("http://example.com/newformat", Ns::Base),
    ("http://example.com/necho", Ns::Base),
    ("http://purl.org/echo", Ns::Base),
    ("uri/of/echo/namespace", Ns::Base),
    ("http://purl.org/pie", Ns::Base),
    ("http://purl.org/atom/ns", Ns::Base),
    ("http://www.w3.org/2005/atom", Ns::Base),
    ("https://www.w3.org/2005/atom", Ns::Base),
    ("http://purl.org/rss/1.0/modules/rss091", Ns::Base),
    ("http://purl.org/rss/1.0/modules/content", Ns::Content),
    ("http://purl.org/dc/elements/1.1", Ns::Dc),
    ("http://purl.org/dc/elements/1.0", Ns::Dc),
    ("http://purl.org/dc/terms", Ns::Dc),
    ("http://www.itunes.com/dtds/podcast-1.0.dtd", Ns::Itunes),
    ("http://example.com/dtds/podcast-1.0.dtd", Ns::Itunes),
    ("http://search.yahoo.com/mrss", Ns::Media),
    ("https://search.yahoo.com/mrss", Ns::Media),
    ("http://www.w3.org/1999/02/22-rdf-syntax-ns", Ns::Rdf),
    ("http://www.w3.org/1999/xhtml", Ns::Xhtml),
    ("http://www.w3.org/xml/1998/namespace", Ns::Xml),
    ("http://webns.net/mvcb", Ns::Admin),
    ("http://rssnamespace.org/feedburner/ext/1.0", Ns::Feedburner),
];

/// What a prefix stands for where the document does not say.
const USUAL: [(&str, Ns); 16] = [
    ("atom", Ns::Base),
    ("atom10", Ns::Base),
    ("rss", Ns::Base),
    ("content", Ns::Content),
    ("dc", Ns::Dc),
    ("dcterms", Ns::Dc),
    ("dct", Ns::Dc),
    ("itunes", Ns::Itunes),
    ("media", Ns::Media),
    ("rdf", Ns::Rdf),
    ("xhtml", Ns::Xhtml),
    ("xml", Ns::Xml),
    ("admin", Ns::Admin),
    ("feedburner", Ns::Feedburner),
    ("a10", Ns::Base),
    ("html", Ns::Xhtml),
];

/// Returns the address in the form of [`KNOWN`].
pub(super) fn bare(address: &str) -> String {
    let lower = address.trim().to_ascii_lowercase();
    if lower.contains("backend.userland.com/rss") {
        return "http://backend.userland.com/rss".into();
    }
    lower.trim_end_matches(['/', '#']).to_owned()
}

/// Returns the vocabulary at an address.
fn at(address: &str) -> Ns {
    let bare = bare(address);
    KNOWN.iter().find(|(known, _)| *known == bare).map_or(Ns::Other, |(_, ns)| *ns)
}

/// A name with its vocabulary.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Name {
    /// The vocabulary.
    pub(super) ns: Ns,
    /// The part after the prefix, in lower case.
    pub(super) local: String,
}

/// The prefixes that are bound at a place of the document.
#[derive(Debug, Default)]
pub(super) struct Bindings {
    bound: Vec<(usize, String, Ns)>,
}

impl Bindings {
    /// Binds the prefixes that the element at `depth` declares.
    pub(super) fn enter(&mut self, depth: usize, attributes: &[Attribute<'_>]) {
        for (key, value) in attributes {
            let prefix = match key.strip_prefix("xmlns") {
                Some("") => "",
                Some(rest) => match rest.strip_prefix(':') {
                    Some(prefix) => prefix,
                    None => continue,
                },
                None => continue,
            };
            if self.bound.len() < BINDINGS_MAX {
                let ns = if value.is_empty() { Ns::Base } else { at(value) };
                self.bound.push((depth, prefix.to_owned(), ns));
            }
        }
    }

    /// Forgets the prefixes that elements below `depth` declared.
    pub(super) fn leave(&mut self, depth: usize) {
        while self.bound.last().is_some_and(|(bound, _, _)| *bound >= depth) {
            self.bound.pop();
        }
    }

    fn of(&self, prefix: &str) -> Option<Ns> {
        self.bound.iter().rev().find(|(_, bound, _)| bound == prefix).map(|(_, _, ns)| *ns)
    }

    /// Returns the vocabulary and the local name of an element.
    pub(super) fn element(&self, name: &str) -> Name {
        if let Some((prefix, local)) = name.split_once(':') {
            let ns = self.of(prefix).or_else(|| usual(prefix)).unwrap_or(Ns::Other);
            return Name { ns, local: local.to_ascii_lowercase() };
        }
        // A default namespace nobody knows is decoration.
        let ns = self.of("").filter(|ns| *ns != Ns::Other).unwrap_or(Ns::Base);
        Name { ns, local: name.to_ascii_lowercase() }
    }

    /// Returns the name of an attribute, in lower case, with a prefix if it is `xml:` or `rdf:`.
    pub(super) fn attribute(&self, name: &str) -> String {
        let lower = name.to_ascii_lowercase();
        let Some((prefix, local)) = lower.split_once(':') else {
            return lower;
        };
        match self.of(prefix).or_else(|| usual(prefix)) {
            Some(Ns::Xml) => format!("xml:{local}"),
            Some(Ns::Rdf) => format!("rdf:{local}"),
            Some(_) | None => lower,
        }
    }
}

fn usual(prefix: &str) -> Option<Ns> {
    let known = USUAL.iter().find(|(usual, _)| usual.eq_ignore_ascii_case(prefix));
    known.map(|(_, ns)| *ns)
}

/// Checks that every prefix is bound, as XML asks, while a document is read.
#[derive(Debug, Default)]
pub(super) struct PrefixCheck<'a> {
    bound: Vec<(usize, &'a str)>,
}

impl<'a> PrefixCheck<'a> {
    /// Looks at the element `name` at `depth`.
    pub(super) fn enter(
        &mut self,
        depth: usize,
        name: &'a str,
        attributes: &[Attribute<'a>],
        faults: &mut Faults,
    ) {
        for (key, value) in attributes {
            if let Some(prefix) = key.strip_prefix("xmlns:") {
                if value.is_empty() {
                    faults.note(Fault::UnboundPrefix);
                }
                if self.bound.len() < BINDINGS_MAX {
                    self.bound.push((depth, prefix));
                }
            }
        }
        let names = attributes.iter().map(|(key, _)| *key).chain([name]);
        for prefix in names.filter_map(|name| name.split_once(':')).map(|(prefix, _)| prefix) {
            let known = matches!(prefix, "xml" | "xmlns")
                || self.bound.iter().any(|(_, bound)| *bound == prefix)
                || self.bound.len() >= BINDINGS_MAX;
            if !known {
                faults.note(Fault::UnboundPrefix);
            }
        }
    }

    /// Forgets the prefixes of elements at `depth` and below.
    pub(super) fn leave(&mut self, depth: usize) {
        while self.bound.last().is_some_and(|(bound, _)| *bound >= depth) {
            self.bound.pop();
        }
    }
}
