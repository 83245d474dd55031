//! The tolerant reading of RSS, Atom, RDF and CDF.

use super::Hints;
use super::ParseError;
use super::check;
use super::document::Document;
use super::document::Entry;
use super::draft::Draft;
use super::draft::Role;
use super::element::Element;
use super::fault::Fault;
use super::keep::Newest;
use super::names::Ns;
use super::names::bare;
use super::tree::Ended;
use super::tree::Start;
use super::tree::Tree;
use super::tree::is_entry;

/// Reads a document of markup.
///
/// # Errors
///
/// Returns [`ParseError::NotAFeed`] if it has no root that is a feed's.
pub(super) fn read(text: &str, hints: &Hints<'_>) -> Result<Document, ParseError> {
    let faults = check::faults(text);
    let mut reader = Reader {
        tree: Tree::new(text, hints.base.unwrap_or_default(), !faults.is_empty()),
        version: None,
        feed: Draft::new(Role::Feed, true),
        entries: Newest::default(),
        is_page: false,
    };
    reader.feed.entry.about.language = hints
        .language
        .map(|tag| tag.split(',').next().unwrap_or_default().trim().replace('_', "-"));
    reader.run();
    let Some(version) = reader.version else {
        return Err(if reader.is_page { ParseError::Page } else { ParseError::NotAFeed });
    };
    let mut document = Document {
        version,
        feed: reader.feed.finish().about,
        cut_off: faults.has(Fault::CutOff),
        mended: !faults.is_empty(),
        bozo: !faults.is_empty(),
        ..Document::default()
    };
    document.problems.extend(faults.iter().map(|fault| fault.sentence().to_owned()));
    if reader.tree.too_deep {
        document.problems.push(Fault::TooDeep.sentence().to_owned());
    }
    document.problems.extend(reader.entries.problem());
    document.entries = reader.entries.finish();
    Ok(document)
}

struct Reader<'a> {
    tree: Tree<'a>,
    version: Option<String>,
    feed: Draft,
    entries: Newest,
    is_page: bool,
}

impl Reader<'_> {
    fn run(&mut self) {
        while let Some(start) = self.tree.next() {
            if is_entry(&start.element) {
                self.entry(start);
            } else if is_container(&start.element) {
                self.container(&start);
            } else if self.version.is_some() {
                let (element, _) = self.tree.collect(start);
                self.feed.take(&element, 1);
            } else {
                self.is_page |= matches!(element_name(&start.element), "html" | "head" | "body");
                self.tree.enter(&start);
            }
        }
    }

    fn container(&mut self, start: &Start) {
        let element = &start.element;
        let local = element.name.local.as_str();
        if self.version.is_none() {
            self.version = Some(version(element, self.tree.is_netscape()));
            let atom = self.version.as_deref().is_some_and(|version| version.starts_with("atom"));
            let language = self.feed.entry.about.language.take();
            self.feed = Draft::new(Role::Feed, !atom);
            self.feed.entry.about.language = language;
        }
        if matches!(local, "rss" | "feed" | "rdf")
            && let Some(language) = element.any_attribute(&["xml:lang", "lang"])
        {
            self.feed.entry.about.language = Some(language.replace('_', "-"));
        }
        if local == "channel" {
            self.feed.take_attributes(element);
        }
        self.tree.enter(start);
    }

    fn entry(&mut self, start: Start) {
        if self.version.is_none() {
            self.version = Some(version_of_entry(&start.element));
        }
        let atom = self.version.as_deref().is_some_and(|version| version.starts_with("atom"));
        let (element, ended) = self.tree.collect(start);
        if ended == Ended::CutOff {
            return;
        }
        self.entries.push(entry(&element, !atom));
    }
}

/// Returns whether entries stand directly in an element.
fn is_container(element: &Element) -> bool {
    match element.name.ns {
        Ns::Base => {
            matches!(element.name.local.as_str(), "rss" | "channel" | "feed" | "rdf" | "oembed")
        }
        Ns::Rdf => element.name.local == "rdf",
        Ns::Content
        | Ns::Dc
        | Ns::Itunes
        | Ns::Media
        | Ns::Xhtml
        | Ns::Xml
        | Ns::Admin
        | Ns::Feedburner
        | Ns::Other => false,
    }
}

fn element_name(element: &Element) -> &str {
    &element.name.local
}

fn entry(element: &Element, guess: bool) -> Entry {
    let mut draft = Draft::new(Role::Entry, guess);
    draft.take_attributes(element);
    draft.take_children(element, 1);
    draft.finish()
}

/// Returns the dialect of a document whose root is `element`.
fn version(element: &Element, netscape: bool) -> String {
    let attribute = element.attribute("version").unwrap_or_default().trim();
    let declares = |wanted: &str| {
        element
            .attributes
            .iter()
            .any(|(key, value)| key.starts_with("xmlns") && bare(value) == wanted)
    };
    let version = match element.name.local.as_str() {
        "rss" => match attribute {
            "0.90" => "rss090",
            "0.91" if netscape => "rss091n",
            "0.91" => "rss091u",
            "0.92" => "rss092",
            "0.93" => "rss093",
            "0.94" => "rss094",
            other if other.starts_with("2.") || other == "2" => "rss20",
            _ => "rss",
        },
        "feed" => match attribute {
            "0.1" => "atom01",
            "0.2" => "atom02",
            "0.3" => "atom03",
            _ if declares("http://www.w3.org/2005/atom")
                || declares("https://www.w3.org/2005/atom") =>
            {
                "atom10"
            }
            _ if declares("http://purl.org/atom/ns") => "atom03",
            _ => "atom",
        },
        "channel" => "cdf",
        _ if declares("http://my.netscape.com/rdf/simple/0.9") => "rss090",
        _ if declares("http://channel.netscape.com/rdf/simple/0.9") => "rss090",
        _ => "rss10",
    };
    version.to_owned()
}

/// Returns the dialect of a document that is one entry, or entries without a root.
fn version_of_entry(element: &Element) -> String {
    if element.name.local == "entry" { "atom10".into() } else { "rss".into() }
}
