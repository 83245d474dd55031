//! HTML in feeds: told from plain text, made harmless, or reduced to its text.

use std::collections::HashSet;
use std::sync::LazyLock;

use regex::Regex;
use url::Url;

use super::entities;
use crate::clean;

/// How deep tags may nest before HTML is reduced to its text: tree builders are quadratic.
const DEPTH_MAX: usize = 256;

/// Elements whose text is no text.
const SILENT: [&str; 6] = ["script", "style", "applet", "noscript", "template", "noframes"];

/// Elements whose tags go before a tree is built, because their text would go with them.
const BARE: [&str; 2] = ["iframe", "object"];

/// Drawings and formulas: of them only the text is kept.
const FOREIGN: [&str; 2] = ["svg", "math"];

/// Elements that end a word.
const BLOCKS: [&str; 26] = [
    "p",
    "br",
    "div",
    "li",
    "tr",
    "td",
    "th",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "table",
    "ul",
    "ol",
    "dl",
    "dt",
    "dd",
    "blockquote",
    "pre",
    "section",
    "article",
    "figure",
    "figcaption",
];

/// Elements that have no end tag.
const VOID: [&str; 18] = [
    "area", "base", "basefont", "br", "col", "command", "embed", "frame", "hr", "img", "input",
    "isindex", "link", "meta", "param", "source", "track", "wbr",
];

/// Elements whose end tag is often left out, and that do not nest for it.
const UNCLOSED: [&str; 9] = ["p", "li", "td", "th", "tr", "dt", "dd", "option", "tbody"];

/// Attributes that hold an address.
const ADDRESSES: [&str; 5] = ["href", "src", "cite", "poster", "longdesc"];

/// Elements by which a text is told to be HTML.
const KNOWN: &str = "a abbr acronym address area article aside audio b big blockquote br button \
    canvas caption center cite code col colgroup dd del details dfn dialog dir div dl dt em \
    fieldset figcaption figure font footer form h1 h2 h3 h4 h5 h6 header hr i img input ins kbd \
    label legend li m map menu meter nav noscript ol optgroup option output p pre progress q rp rt \
    ruby s samp section select small source spacer span strike strong sub sup table tbody td \
    textarea tfoot th thead time tr tt u ul var video";

static KNOWN_SET: LazyLock<HashSet<&'static str>> =
    LazyLock::new(|| KNOWN.split_whitespace().collect());

static CLOSE_OR_REFERENCE: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"</\w+>|&#?\w+;").expect("the pattern is valid"));

static TAG_NAME: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"</?(\w+)").expect("the pattern is valid"));

static LONE_TAG: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)<(?:br|hr|img|wbr)(?:\s[^<>]*)?/?>").expect("the pattern is valid")
});

static NUMBER: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"&#(\w+);").expect("the pattern is valid"));

static REFERENCE: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"&(\w+);").expect("the pattern is valid"));

/// Returns whether an element has no end tag.
pub(super) fn is_void(name: &str) -> bool {
    VOID.contains(&name)
}

/// Returns whether an attribute holds an address.
pub(super) fn is_address(name: &str) -> bool {
    ADDRESSES.contains(&name)
}

/// Guesses whether a text that is declared plain is HTML all the same.
///
/// It must have an end tag or a reference, and no tag or reference that HTML does not know.
pub(super) fn looks_like_html(text: &str) -> bool {
    CLOSE_OR_REFERENCE.is_match(text)
        && TAG_NAME
            .captures_iter(text)
            .all(|found| KNOWN_SET.contains(found[1].to_ascii_lowercase().as_str()))
        && NUMBER.captures_iter(text).all(|found| entities::numbered(&found[1]).is_some_and(shows))
        && REFERENCE.captures_iter(text).all(|found| entities::html(&found[1]).is_some())
}

/// Returns whether a text that is declared plain has a tag that stands alone, such as `<br>`.
pub(super) fn has_lone_tag(text: &str) -> bool {
    LONE_TAG.is_match(text)
}

/// Returns whether a character may come out of a reference; a control character may not.
fn shows(c: char) -> bool {
    c != '\u{FFFD}'
}

/// Returns whether plain text would open a tag, a comment or a declaration if read as HTML.
pub(super) fn would_open_a_tag(text: &str) -> bool {
    text.as_bytes().windows(2).any(|pair| {
        pair[0] == b'<' && (pair[1].is_ascii_alphabetic() || matches!(pair[1], b'/' | b'!' | b'?'))
    })
}

/// Returns plain text as HTML.
pub(super) fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// Folds white space to single spaces.
pub(super) fn fold(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Returns the text of HTML: tags dropped, references resolved, white space folded.
pub(super) fn text_of(html: &str) -> String {
    let mut text = String::with_capacity(html.len());
    let mut rest = html;
    let mut missing = Missing::default();
    while let Some(start) = rest.find('<') {
        text.push_str(&rest[..start]);
        rest = after_tag(&rest[start..], &mut text, &mut missing);
    }
    text.push_str(rest);
    fold(&html_escape::decode_html_entities(&text))
}

/// Passes over the tag, comment or silent element that `tag` begins with.
fn after_tag<'a>(tag: &'a str, text: &mut String, missing: &mut Missing) -> &'a str {
    if let Some(comment) = tag.strip_prefix("<!--") {
        return comment.find("-->").map_or("", |end| &comment[end + 3..]);
    }
    let second = tag[1..].chars().next().unwrap_or(' ');
    if !second.is_ascii_alphabetic() && !matches!(second, '/' | '!' | '?') {
        text.push('<');
        return &tag[1..];
    }
    let rest = tag.find('>').map_or("", |end| &tag[end + 1..]);
    let name = tag_name(tag);
    if BLOCKS.contains(&name.as_str()) {
        text.push(' ');
    }
    if second != '/' && SILENT.contains(&name.as_str()) {
        return after_silent(rest, &name, missing);
    }
    rest
}

/// Returns the name of the tag that `tag` begins with, in lower case.
fn tag_name(tag: &str) -> String {
    let name = tag[1..].trim_start_matches('/').chars();
    name.take_while(|c| c.is_ascii_alphanumeric() || *c == ':')
        .map(|c| c.to_ascii_lowercase())
        .collect()
}

/// The elements of which no end tag is left, so that each is looked for once.
#[derive(Default)]
struct Missing(Vec<String>);

/// Returns what follows the end tag of `name`. Without one, a script or style goes on to the end,
/// and any other element is its tag alone.
fn after_silent<'a>(rest: &'a str, name: &str, missing: &mut Missing) -> &'a str {
    let ends = |at: &usize| {
        let tail = &rest.as_bytes()[at + 2..];
        tail.len() >= name.len() && tail[..name.len()].eq_ignore_ascii_case(name.as_bytes())
    };
    let known = missing.0.iter().any(|missing| missing == name);
    let end = (!known).then(|| rest.match_indices("</").map(|(at, _)| at).find(ends)).flatten();
    match end {
        Some(end) => rest[end..].find('>').map_or("", |close| &rest[end + close + 1..]),
        None if matches!(name, "script" | "style") => "",
        None => {
            missing.0.push(name.to_owned());
            rest
        }
    }
}

/// Returns HTML with nothing active in it, addresses resolved against `base`.
pub(super) fn safe(html: &str, base: &str) -> String {
    if !html.contains('<') {
        let text = html_escape::decode_html_entities(html);
        return escape(&clean::drop_controls(&text));
    }
    if depth(html) > DEPTH_MAX {
        return escape(&text_of(html));
    }
    clean::html(&without_silent(html), Url::parse(base).ok().as_ref())
}

/// Takes out comments, the elements whose text is no text, and tags that would take text along.
pub(in crate::feeds) fn without_silent(html: &str) -> String {
    let mut kept = String::with_capacity(html.len());
    let mut missing = Missing::default();
    let mut rest = html;
    let mut foreign = 0_usize;
    while let Some(start) = rest.find('<') {
        kept.push_str(&rest[..start]);
        let tag = &rest[start..];
        if let Some(comment) = tag.strip_prefix("<!--") {
            rest = comment.find("-->").map_or("", |end| &comment[end + 3..]);
            continue;
        }
        let name = tag_name(tag);
        let is_silent = SILENT.contains(&name.as_str());
        let is_foreign = FOREIGN.contains(&name.as_str());
        let goes = is_silent || is_foreign || BARE.contains(&name.as_str());
        if !goes && (foreign == 0 || name.is_empty()) {
            kept.push('<');
            rest = &tag[1..];
            continue;
        }
        let end = tag.find('>').map_or(tag.len(), |end| end + 1);
        rest = &tag[end..];
        if tag[1..].starts_with('/') {
            foreign -= usize::from(is_foreign && foreign > 0);
        } else if !tag[..end].ends_with("/>") {
            foreign += usize::from(is_foreign);
            if is_silent {
                rest = after_silent(rest, &name, &mut missing);
            }
        }
    }
    kept.push_str(rest);
    kept
}

/// Returns how deep tags nest, counted without building a tree.
fn depth(html: &str) -> usize {
    let (mut depth, mut deepest) = (0_usize, 0_usize);
    for (at, _) in html.match_indices('<') {
        let tag = &html[at + 1..];
        if tag.starts_with('/') {
            depth = depth.saturating_sub(1);
        } else if tag.starts_with(|c: char| c.is_ascii_alphabetic()) {
            let end = tag.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(tag.len());
            let name = tag[..end].to_ascii_lowercase();
            if !is_void(&name) && !UNCLOSED.contains(&name.as_str()) {
                depth += 1;
                deepest = deepest.max(depth);
            }
        }
    }
    deepest
}
