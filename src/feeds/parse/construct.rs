//! Elements that hold a text: plain, HTML, XHTML or base64, as declared or as they are.

use super::document::Text;
use super::element::Element;
use super::entities;
use super::html;
use crate::clean;

/// The longest text that is kept, in bytes: an article; a longer one is cut.
const TEXT_BYTES_MAX: usize = 1 << 20;

/// What a text is when its element does not say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Plain text, unless it looks like HTML in a dialect that does not declare types.
    Plain,
    /// HTML.
    Html,
    /// Markup.
    Xhtml,
}

/// Reads the text of `element`; `guess` is whether the dialect leaves readers to guess.
pub(super) fn read(element: &Element, kind: Kind, guess: bool) -> Text {
    let declared = element.attribute("type").map(|name| name.trim().to_ascii_lowercase());
    let mode = element.attribute("mode").map(|mode| mode.trim().to_ascii_lowercase());
    if element.has_elements() {
        return cleaned(&element.inner_html(), element);
    }
    let mut text = element.own_text();
    let is_base64 = mode.as_deref() == Some("base64") || declared.as_deref().is_some_and(is_binary);
    if is_base64 && let Some(decoded) = base64(&text) {
        text = decoded;
    }
    let kind = declared.as_deref().and_then(kind_of).unwrap_or(kind);
    match kind {
        Kind::Html => cleaned(&text, element),
        Kind::Xhtml if html::looks_like_html(&text) => cleaned(&text, element),
        Kind::Xhtml => cleaned(&html::escape(&text), element),
        Kind::Plain if guess && (html::looks_like_html(&text) || html::has_lone_tag(&text)) => {
            cleaned(&text, element)
        }
        Kind::Plain => Text::of(cut(clean::drop_controls(&entities::mend(text)), TEXT_BYTES_MAX)),
    }
}

fn cleaned(markup: &str, element: &Element) -> Text {
    let markup = entities::mend(cut(markup.to_owned(), TEXT_BYTES_MAX));
    Text { value: html::safe(&markup, &element.base).trim().to_owned(), is_html: true }
}

/// Returns `text` cut to at most `bytes`, at a character.
pub(super) fn cut(mut text: String, bytes: usize) -> String {
    if text.len() > bytes {
        text.truncate(text.floor_char_boundary(bytes));
    }
    text
}

/// Returns what a declared type means; an empty or unknown one means nothing.
fn kind_of(name: &str) -> Option<Kind> {
    match name {
        "html" | "text/html" | "text/x-html" => Some(Kind::Html),
        "xhtml" | "application/xhtml+xml" | "text/xhtml" => Some(Kind::Xhtml),
        "" => None,
        _ => Some(Kind::Plain),
    }
}

/// Returns whether a declared type is of data that XML must carry as base64.
fn is_binary(name: &str) -> bool {
    name.contains('/')
        && !name.starts_with("text/")
        && !name.ends_with("+xml")
        && !name.ends_with("/xml")
}

/// Decodes base64 to text, or returns `None` if it is neither.
fn base64(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len() / 4 * 3);
    let (mut bits, mut held) = (0_u32, 0_u32);
    for byte in text.bytes().filter(|byte| !byte.is_ascii_whitespace()) {
        let value = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' | b'-' => 62,
            b'/' | b'_' => 63,
            b'=' => break,
            _ => return None,
        };
        bits = bits << 6 | u32::from(value);
        held += 6;
        if held >= 8 {
            held -= 8;
            bytes.push(u8::try_from(bits >> held & 0xFF).unwrap_or_default());
        }
    }
    String::from_utf8(bytes).ok().map(|text| text.trim().to_owned())
}
