//! The document type declaration: only short entities of it are used, nothing is ever fetched.

use std::collections::HashMap;

use super::entities;

/// How many entities are kept.
const ENTITIES_MAX: usize = 1_024;

/// The longest value of an entity, in bytes: a name or an address, not a bomb.
const VALUE_BYTES_MAX: usize = 1 << 10;

/// How many bytes all references together may add to a document.
const EXPANSION_BYTES_MAX: usize = 1 << 20;

/// The entities of a document.
#[derive(Clone, Debug, Default)]
pub(super) struct Entities {
    values: HashMap<String, String>,
    expanded_bytes: usize,
    head: String,
}

impl Entities {
    /// Returns the value of `name`, if it is predefined or declared and not too much is expanded.
    pub(super) fn value(&mut self, name: &str) -> Option<&str> {
        match name {
            "amp" => return Some("&"),
            "lt" => return Some("<"),
            "gt" => return Some(">"),
            "quot" => return Some("\""),
            "apos" => return Some("'"),
            _ => {}
        }
        let value = self.values.get(name)?;
        self.expanded_bytes += value.len();
        (self.expanded_bytes <= EXPANSION_BYTES_MAX).then_some(value.as_str())
    }

    /// Returns whether the declaration names Netscape, whose RSS 0.91 differs from Userland's.
    pub(super) fn is_netscape(&self) -> bool {
        self.head.to_ascii_lowercase().contains("netscape")
    }

    /// Reads what follows `<!DOCTYPE`; returns its length with the closing `>`, or `None` if the
    /// document ends before.
    pub(super) fn read(&mut self, rest: &str) -> Option<usize> {
        let close = rest.find('>')?;
        let subset = rest[..close].find('[');
        self.head = rest[..close].chars().take(VALUE_BYTES_MAX).collect();
        let Some(start) = subset else {
            return Some(close + 1);
        };
        let end = start + end_of_subset(&rest[start..])?;
        self.declarations(&rest[start + 1..end]);
        rest[end..].find('>').map(|close| end + close + 1)
    }

    fn declarations(&mut self, subset: &str) {
        for declaration in subset.split("<!ENTITY").skip(1).take(ENTITIES_MAX) {
            let declaration = declaration.trim_start();
            let Some((name, rest)) = declaration.split_once(char::is_whitespace) else {
                continue;
            };
            let rest = rest.trim_start();
            let Some(quote @ ('"' | '\'')) = rest.chars().next() else {
                continue;
            };
            if let Some((value, _)) = rest[1..].split_once(quote)
                && let Some(value) = plain(value)
            {
                self.values.entry(name.to_owned()).or_insert(value);
            }
        }
    }
}

/// Returns the value of an entity if it is plain text or one character reference.
fn plain(value: &str) -> Option<String> {
    if value.len() > VALUE_BYTES_MAX || value.contains('<') {
        return None;
    }
    let Some(reference) = value.strip_prefix("&#") else {
        return (!value.contains('&')).then(|| value.to_owned());
    };
    let c = reference.strip_suffix(';').and_then(entities::numbered)?;
    Some(c.to_string())
}

/// Returns where the `]` stands that closes the subset, outside quotes and comments.
fn end_of_subset(subset: &str) -> Option<usize> {
    let bytes = subset.as_bytes();
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        match byte {
            b']' => return Some(at),
            b'"' | b'\'' => at += 1 + memchr::memchr(*byte, &bytes[at + 1..])?,
            b'<' if subset[at..].starts_with("<!--") => at += subset[at..].find("-->")?,
            _ => {}
        }
        at += 1;
    }
    None
}
