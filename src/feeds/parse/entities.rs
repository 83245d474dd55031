//! Character and entity references.

use std::borrow::Cow;

/// The longest name of an HTML entity, in bytes: `CounterClockwiseContourIntegral`, with room.
pub(super) const NAME_BYTES_MAX: usize = 34;

/// What stands where a number is no character.
const NO_CHARACTER: char = '\u{FFFD}';

/// Returns the text of the HTML entity `name`, written without `&` and `;`.
pub(super) fn html(name: &str) -> Option<String> {
    if name.len() > NAME_BYTES_MAX || !name.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        return None;
    }
    let reference = format!("&{name};");
    match html_escape::decode_html_entities(&reference) {
        Cow::Owned(text) => Some(text),
        Cow::Borrowed(_) => None,
    }
}

/// Returns the character of a reference such as `233` or `xE9`, written without `&#` and `;`.
///
/// A number that is no character gives U+FFFD, and one that is not a number `None`. Numbers from
/// 128 to 159 are left for [`mend`].
pub(super) fn numbered(reference: &str) -> Option<char> {
    let digits = reference.strip_prefix(['x', 'X']);
    let number = match digits {
        Some(digits) => number(digits, 16)?,
        None => number(reference, 10)?,
    };
    Some(char::from_u32(number).filter(|c| is_xml(*c)).unwrap_or(NO_CHARACTER))
}

/// Reads digits; a number too large for a character is one that is none.
fn number(digits: &str, radix: u32) -> Option<u32> {
    let all = !digits.is_empty() && digits.chars().all(|c| c.is_digit(radix));
    all.then(|| u32::from_str_radix(digits, radix).unwrap_or(u32::MAX))
}

/// Returns whether XML 1.0 allows `c`.
pub(super) fn is_xml(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r' | ' '..='\u{D7FF}' | '\u{E000}'..='\u{FFFD}' | '\u{10000}'..)
}

/// Returns the character that windows-1252 has at a byte from 128 to 159.
fn latin_control(byte: u8) -> char {
    let bytes = [byte];
    let (text, _) = encoding_rs::WINDOWS_1252.decode_without_bom_handling(&bytes);
    text.chars().next().unwrap_or(NO_CHARACTER)
}

/// Mends two usual faults of a text: UTF-8 that was taken for Latin-1 and encoded again, and
/// windows-1252 that was taken for Latin-1.
pub(super) fn mend(text: String) -> String {
    if text.is_ascii() {
        return text;
    }
    let mut text = encoded_twice(&text).unwrap_or(text);
    if text.contains(|c| matches!(c, '\u{80}'..='\u{9F}')) {
        let mended = text.chars().map(|c| match u8::try_from(u32::from(c)) {
            Ok(byte @ 0x80..=0x9F) => latin_control(byte),
            _ => c,
        });
        text = mended.collect();
    }
    text
}

fn encoded_twice(text: &str) -> Option<String> {
    let bytes: Option<Vec<u8>> = text.chars().map(|c| u8::try_from(u32::from(c)).ok()).collect();
    String::from_utf8(bytes?).ok().filter(|mended| !mended.is_ascii())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_characters_or_marked_as_none() {
        for (reference, wanted) in [
            ("233", Some('é')),
            ("xE9", Some('é')),
            ("X1f600", Some('😀')),
            ("150", Some('\u{96}')),
            ("0", Some('\u{FFFD}')),
            ("55296", Some('\u{FFFD}')),
            ("x110000", Some('\u{FFFD}')),
            ("99999999999999999999", Some('\u{FFFD}')),
            ("27", Some('\u{FFFD}')),
            ("", None),
            ("x", None),
            ("12a", None),
        ] {
            assert_eq!(numbered(reference), wanted, "{reference}");
        }
    }

    #[test]
    fn names_are_those_of_html() {
        assert_eq!(html("nbsp").as_deref(), Some("\u{A0}"));
        assert_eq!(html("mdash").as_deref(), Some("—"));
        assert_eq!(html("Nonsense"), None);
        assert_eq!(html("#38"), None);
    }

    #[test]
    fn text_that_was_encoded_twice_is_mended() {
        assert_eq!(mend("cafÃ©".into()), "café");
        assert_eq!(mend("café".into()), "café");
        assert_eq!(mend("it\u{92}s".into()), "it’s");
        assert_eq!(mend("â\u{80}¦".into()), "…");
        assert_eq!(mend("Россия".into()), "Россия");
    }
}
