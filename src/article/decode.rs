//! The bytes of a page as text.

use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};

/// How far into a page its own word on its encoding is looked for, in bytes: HTML asks for 1,024,
/// and pages that put scripts first need more.
const PRESCAN_BYTES: usize = 4096;

/// Decodes a page: a byte order mark wins, then `charset` (of the HTTP header), then what the
/// page says of itself, then a guess. Nothing fails: what is no text becomes U+FFFD.
pub fn decode(bytes: &[u8], charset: Option<&str>) -> String {
    let declared = || {
        charset
            .and_then(|label| Encoding::for_label(label.trim().as_bytes()))
            .or_else(|| declared(&bytes[..bytes.len().min(PRESCAN_BYTES)]))
    };
    let encoding = match Encoding::for_bom(bytes) {
        Some((encoding, _)) => encoding,
        None if std::str::from_utf8(bytes).is_ok() => UTF_8,
        None => declared().unwrap_or_else(|| guess(bytes)),
    };
    encoding.decode(bytes).0.into_owned()
}

/// Returns the encoding that a page's `<meta>` names.
fn declared(head: &[u8]) -> Option<&'static Encoding> {
    let head = String::from_utf8_lossy(head).to_ascii_lowercase();
    let (_, after) = head.split_once("charset=")?;
    let label = after.trim_start_matches(['"', '\'', ' ']);
    let end = label.find(['"', '\'', ' ', '>', ';', '/', '?']).unwrap_or(label.len());
    let encoding = Encoding::for_label(&label.as_bytes()[..end])?;
    // A page whose `<meta>` can be read byte by byte is not UTF-16, whatever it says.
    Some(if encoding.is_ascii_compatible() { encoding } else { UTF_8 })
}

fn guess(bytes: &[u8]) -> &'static Encoding {
    let mut detector = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Deny);
    detector.feed(&bytes[..bytes.len().min(64 * 1024)], true);
    let guessed = detector.guess(None, chardetng::Utf8Detection::Allow);
    if guessed == UTF_8 { WINDOWS_1252 } else { guessed }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_read_in_its_own_encoding() {
        for (bytes, charset, expected) in [
            (&b"caf\xc3\xa9"[..], None, "café"),
            (b"<meta charset=iso-8859-1>caf\xe9", None, "<meta charset=iso-8859-1>café"),
            (
                b"<meta charset='windows-1251'>\xcc\xee\xf1",
                None,
                "<meta charset='windows-1251'>Мос",
            ),
            (b"caf\xe9", Some("latin1"), "café"),
            (b"\xff\xfea\0b\0", Some("utf-8"), "ab"),
            (b"caf\xc3\xa9 <meta charset=latin1>", None, "café <meta charset=latin1>"),
        ] {
            assert_eq!(decode(bytes, charset), expected);
        }
    }
}
