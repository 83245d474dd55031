//! The page that is written, and what it may cost.

use std::fmt::Write;

use super::element::Kind;
use super::open::Elements;
use super::tokens::{Token, Tokens};
use super::{DEPTH_MAX, NODES_MAX, OUT_BYTES_MAX, Tamed};

/// How long an attribute's value may be, in bytes; a longer one is data, not an address.
const VALUE_BYTES_MAX: usize = 8 * 1024;
/// How much of a JSON-LD script is kept, in bytes.
const JSON_BYTES_MAX: usize = 512 * 1024;
/// How deep JSON may nest; schema.org's data nests under 12.
const JSON_DEPTH_MAX: usize = 64;
/// How many `&` a page may have: the tokenizer of html5ever 0.40 looks through the rest of the page
/// at each (a million in 5 MB take 12 s). A long page of code has some 10,000.
const REFERENCES_MAX: usize = 20_000;
/// How many line breaks may follow each other.
const BREAKS_MAX: usize = 2;

/// Writes the tamed page, token by token.
pub(super) struct Rewriter {
    out: String,
    open: Elements,
    /// Start tags beyond the depth, whose end tags are to be dropped.
    overflow: usize,
    nodes: usize,
    /// How many `&` were written.
    references: usize,
    /// Line breaks since the last text.
    breaks: usize,
    /// The script whose content comes next and is kept.
    keeps_raw: Option<&'static str>,
    simplified: bool,
}

impl Rewriter {
    pub(super) fn new(length: usize) -> Self {
        Self {
            out: String::with_capacity(length.min(OUT_BYTES_MAX)),
            open: Elements::default(),
            overflow: 0,
            nodes: 0,
            references: 0,
            breaks: 0,
            keeps_raw: None,
            simplified: false,
        }
    }

    pub(super) fn finish(self) -> Tamed {
        Tamed { html: self.out, simplified: self.simplified }
    }

    /// Writes `token`; returns `false` when the page is full.
    pub(super) fn take(&mut self, token: Token<'_>, tokens: &mut Tokens<'_>) -> bool {
        match token {
            Token::Text(text) => self.text(text),
            Token::Start { name, attributes } => self.start(&name, &attributes, tokens),
            Token::End(name) => self.end(&name),
            Token::Raw(content) => self.raw(content),
            Token::Doctype => {
                if self.out.is_empty() {
                    self.out.push_str("<!DOCTYPE html>");
                }
            }
        }
        let full = self.out.len() >= OUT_BYTES_MAX;
        self.simplified |= full;
        !full
    }

    fn text(&mut self, text: &str) {
        if !text.trim_ascii().is_empty() {
            self.breaks = 0;
            self.nodes += 1 + self.open.reconstruct();
        }
        self.references += text.matches('&').count();
        if self.references > REFERENCES_MAX {
            self.simplified = true;
            let plain =
                html_escape::decode_html_entities(text).replace('&', "＆").replace('<', "＜");
            self.push(&plain);
        } else {
            self.push(text);
        }
    }

    /// Writes text as far as there is room, without the NUL that HTML forbids.
    fn push(&mut self, text: &str) {
        let mut room = OUT_BYTES_MAX.saturating_sub(self.out.len()).min(text.len());
        while !text.is_char_boundary(room) {
            room -= 1;
        }
        self.out.extend(text[..room].chars().filter(|c| *c != '\0'));
    }

    fn start(&mut self, name: &str, attributes: &[(&str, &str)], tokens: &mut Tokens<'_>) {
        let kind = Kind::of(name);
        match kind {
            Kind::Script | Kind::Title => return self.raw_start(name, kind, attributes, tokens),
            Kind::Dropped => {
                tokens.skip_element(name);
                return;
            }
            Kind::Unwrapped => return,
            Kind::Frame => return self.write(name, attributes),
            Kind::Formatting if !self.open.has_room_for_formatting() => return,
            Kind::Void
            | Kind::Formatting
            | Kind::Anchor
            | Kind::Block
            | Kind::Paragraph
            | Kind::Heading
            | Kind::Item
            | Kind::Term
            | Kind::List
            | Kind::Table
            | Kind::Section
            | Kind::Row
            | Kind::Cell
            | Kind::Form
            | Kind::Button
            | Kind::Plain => {}
        }
        if name == "br" {
            self.breaks += 1;
            if self.breaks > BREAKS_MAX {
                return;
            }
        }
        if self.nodes >= NODES_MAX {
            self.flatten(kind);
            return;
        }
        if !self.open.make_way(name, kind) {
            return;
        }
        if kind != Kind::Void && self.open.depth() >= DEPTH_MAX {
            self.overflow += 1;
            self.flatten(kind);
            return;
        }
        self.nodes += 1;
        if !kind.is_special() || kind == Kind::Void {
            self.nodes += self.open.reconstruct();
        }
        self.write(name, attributes);
        if kind != Kind::Void {
            self.open.open(name, kind);
        }
    }

    /// Stands in for a start tag that is left out: words of two blocks must not run together.
    fn flatten(&mut self, kind: Kind) {
        self.simplified = true;
        if kind.is_special() {
            self.out.push(if self.nodes < NODES_MAX { '\n' } else { ' ' });
        }
    }

    fn end(&mut self, name: &str) {
        let kind = Kind::of(name);
        if self.overflow > 0 && !matches!(kind, Kind::Void | Kind::Formatting | Kind::Anchor) {
            self.overflow -= 1;
            return;
        }
        if self.open.close(name, kind) {
            let _ = write!(self.out, "</{name}>");
        }
    }

    fn raw_start(
        &mut self,
        name: &str,
        kind: Kind,
        attributes: &[(&str, &str)],
        tokens: &mut Tokens<'_>,
    ) {
        let is_data = attributes.iter().any(|(key, value)| {
            key.eq_ignore_ascii_case("type")
                && value.trim().eq_ignore_ascii_case("application/ld+json")
        });
        self.keeps_raw = match kind {
            Kind::Title => Some("title"),
            _ if name == "script" && is_data => Some("script"),
            _ => None,
        };
        tokens.expect_raw(name);
    }

    fn raw(&mut self, content: &str) {
        match self.keeps_raw.take() {
            Some("title") => {
                let mut end = content.len().min(VALUE_BYTES_MAX);
                while !content.is_char_boundary(end) {
                    end -= 1;
                }
                let _ = write!(self.out, "<title>{}</title>", content[..end].replace('<', "&lt;"));
            }
            Some(_) if content.len() <= JSON_BYTES_MAX && json_depth(content) <= JSON_DEPTH_MAX => {
                let _ = write!(
                    self.out,
                    "<script type=\"application/ld+json\">{}</script>",
                    content.replace("<!--", "")
                );
            }
            Some(_) | None => {}
        }
    }

    fn write(&mut self, name: &str, attributes: &[(&str, &str)]) {
        if !name
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b':' | b'_'))
        {
            self.out.push_str("<span>");
            return;
        }
        self.out.push('<');
        self.out.push_str(name);
        for (key, value) in attributes {
            let sound = key.bytes().all(|byte| {
                byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b':' | b'_' | b'.' | b'@')
            });
            let event = key.get(..2).is_some_and(|on| on.eq_ignore_ascii_case("on"));
            if !sound || event {
                continue;
            }
            let value = shortened(value);
            self.out.push(' ');
            self.out.push_str(key);
            self.references += value.matches('&').count();
            if !value.is_empty() && self.references <= REFERENCES_MAX {
                self.out.push_str("=\"");
                self.push(&value.replace('"', "&quot;"));
                self.out.push('"');
            }
        }
        self.out.push('>');
    }
}

/// Cuts a long value, and drops one that holds data itself.
fn shortened(value: &str) -> &str {
    if value.len() <= VALUE_BYTES_MAX {
        return value;
    }
    if value.trim_start().get(..5).is_some_and(|scheme| scheme.eq_ignore_ascii_case("data:")) {
        return "";
    }
    let mut end = VALUE_BYTES_MAX;
    while !value.is_char_boundary(end) {
        end -= 1;
    }
    &value[..end]
}

/// Returns how deep the brackets of `json` nest, those in strings left out.
fn json_depth(json: &str) -> usize {
    let (mut depth, mut deepest, mut in_string, mut escaped) = (0_usize, 0, false, false);
    for byte in json.bytes() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if in_string => escaped = true,
            b'"' => in_string = !in_string,
            b'[' | b'{' if !in_string => {
                depth += 1;
                deepest = deepest.max(depth);
            }
            b']' | b'}' if !in_string => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    deepest
}
