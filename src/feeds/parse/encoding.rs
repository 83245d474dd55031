//! Bytes to text: which encoding a document is in, whatever it says.
//!
//! A byte order mark is believed first (RFC 7303), then the `charset` of the server, then the XML
//! declaration; one that does not fit the bytes is set aside, and the bytes are asked.

use std::borrow::Cow;

use chardetng::EncodingDetector;
use chardetng::Iso2022JpDetection;
use chardetng::Utf8Detection;
use encoding_rs::Encoding;
use encoding_rs::UTF_8;
use encoding_rs::UTF_16BE;
use encoding_rs::UTF_16LE;
use encoding_rs::WINDOWS_1252;

/// How far into a document its XML declaration may begin, in bytes: past a comment or junk.
const DECLARATION_BYTES_MAX: usize = 2 << 10;

/// How many bytes of a letter may be left at the end of a document that was cut, at most.
const LETTER_BYTES_MAX: usize = 3;

/// Names of encodings that say only how wide a unit is; the byte order mark says the rest.
const WIDE_NAMES: [&str; 15] = [
    "u16",
    "utf-16",
    "utf16",
    "utf_16",
    "u32",
    "utf-32",
    "utf32",
    "utf_32",
    "iso-10646-ucs-2",
    "iso-10646-ucs-4",
    "csucs4",
    "csunicode",
    "ucs-2",
    "ucs-4",
    "unicode",
];

/// A document as text.
pub(super) struct Decoded<'a> {
    /// The text, without a byte order mark.
    pub(super) text: Cow<'a, str>,
    /// The name of its encoding, in lower case.
    pub(super) name: String,
    /// What did not fit, as a sentence; `None` if all did.
    pub(super) problem: Option<String>,
}

/// Decodes `bytes`; `charset` is what the server says, `mime` the media type without parameters.
pub(super) fn decode<'a>(bytes: &'a [u8], charset: Option<&str>, mime: &str) -> Decoded<'a> {
    let (marked, body) = match by_mark(bytes) {
        Some((wide, skip)) => (Some(wide), &bytes[skip..]),
        None => (by_first_letters(bytes), bytes),
    };
    let declared = declared(body, marked).filter(|name| !is_wide_name(name) || marked.is_none());
    let ascii_by_default = charset.is_none() && mime.starts_with("text/") && marked.is_none();
    if ascii_by_default && body.is_ascii() {
        // RFC 2046's default for text/*; true of the bytes, whatever the declaration says.
        return Decoded { text: utf8(body), name: "us-ascii".into(), problem: None };
    }
    let charset = charset.map(str::to_ascii_lowercase);
    let marked_name = marked.map(|wide| wide.name().to_owned());
    let candidates = [marked_name, charset, declared];
    let mut refused: Option<String> = None;
    for name in candidates.into_iter().flatten() {
        if let Some(text) = strictly(body, &name) {
            return mislabelled_utf8(body, &name).unwrap_or_else(|| {
                let problem = refused.map(|wrong| overridden(&wrong, &name));
                Decoded { text, name, problem }
            });
        }
        refused.get_or_insert(name);
    }
    let (text, name) = by_the_bytes(body, marked);
    let stray = (name == "utf-8" && refused.is_none() && text_was_mended(body))
        .then(|| "some bytes were not UTF-8; they were read as windows-1252".to_owned());
    let undeclared = (refused.is_none() && name != "utf-8")
        .then(|| format!("the document names no encoding; it was read as {name}"));
    let problem = refused.map(|wrong| overridden(&wrong, &name)).or(stray).or(undeclared);
    Decoded { text, name, problem }
}

fn overridden(wrong: &str, name: &str) -> String {
    format!("the document is declared as {wrong}, but was read as {name}")
}

/// Encodings of more than a byte a unit, told by a mark or the first letters.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Marked {
    Utf8,
    Utf16Be,
    Utf16Le,
    Utf32Be,
    Utf32Le,
}

impl Marked {
    fn name(self) -> &'static str {
        match self {
            Self::Utf8 => "utf-8",
            Self::Utf16Be => "utf-16be",
            Self::Utf16Le => "utf-16le",
            Self::Utf32Be => "utf-32be",
            Self::Utf32Le => "utf-32le",
        }
    }

    fn from_name(name: &str) -> Option<Self> {
        let plain: String = name.chars().filter(char::is_ascii_alphanumeric).collect();
        [Self::Utf8, Self::Utf16Be, Self::Utf16Le, Self::Utf32Be, Self::Utf32Le]
            .into_iter()
            .find(|known| known.name().replace('-', "") == plain)
    }
}

fn by_mark(bytes: &[u8]) -> Option<(Marked, usize)> {
    match bytes {
        [0, 0, 0xFE, 0xFF, ..] => Some((Marked::Utf32Be, 4)),
        [0xFF, 0xFE, 0, 0, ..] => Some((Marked::Utf32Le, 4)),
        [0xFE, 0xFF, ..] => Some((Marked::Utf16Be, 2)),
        [0xFF, 0xFE, ..] => Some((Marked::Utf16Le, 2)),
        [0xEF, 0xBB, 0xBF, ..] => Some((Marked::Utf8, 3)),
        _ => None,
    }
}

/// Appendix F of the XML specification: a document begins with `<`, JSON with `{`.
fn by_first_letters(bytes: &[u8]) -> Option<Marked> {
    match bytes {
        [0, 0, 0, b'<' | b'{', ..] => Some(Marked::Utf32Be),
        [b'<' | b'{', 0, 0, 0, ..] => Some(Marked::Utf32Le),
        [0, b'<' | b'{', 0, next, ..] if *next != 0 => Some(Marked::Utf16Be),
        [b'<' | b'{', 0, next, 0, ..] if *next != 0 => Some(Marked::Utf16Le),
        _ => None,
    }
}

/// Returns the encoding that the XML declaration names, in lower case.
fn declared(body: &[u8], marked: Option<Marked>) -> Option<String> {
    let head = &body[..body.len().min(DECLARATION_BYTES_MAX)];
    let ascii: Vec<u8> = match marked {
        None | Some(Marked::Utf8) => head.to_vec(),
        Some(_) => head.iter().copied().filter(|byte| *byte != 0).collect(),
    };
    let head = String::from_utf8_lossy(&ascii);
    let declaration = head.split_once("<?xml")?.1.split_once("?>")?.0;
    let (_, value) = declaration.split_once("encoding")?;
    let value = value.trim_start().strip_prefix('=')?.trim_start();
    let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    let name = value[1..].split_once(quote)?.0.trim().to_ascii_lowercase();
    (!name.is_empty()).then_some(name)
}

fn is_wide_name(name: &str) -> bool {
    WIDE_NAMES.contains(&name)
}

/// Decodes `body` as `name`, or returns `None` if the name is unknown or a byte does not fit.
fn strictly<'a>(body: &'a [u8], name: &str) -> Option<Cow<'a, str>> {
    if matches!(name, "us-ascii" | "ascii") {
        return body.is_ascii().then(|| utf8(body));
    }
    match Marked::from_name(name) {
        Some(Marked::Utf8) => match std::str::from_utf8(body) {
            Ok(text) => Some(Cow::Borrowed(text)),
            // A document that was cut within a letter is still UTF-8.
            Err(error) if error.error_len().is_none() => Some(utf8(&body[..error.valid_up_to()])),
            Err(_) => None,
        },
        Some(Marked::Utf16Be) => whole_units(body, 2, UTF_16BE),
        Some(Marked::Utf16Le) => whole_units(body, 2, UTF_16LE),
        Some(Marked::Utf32Be) => utf32(body, u32::from_be_bytes),
        Some(Marked::Utf32Le) => utf32(body, u32::from_le_bytes),
        None => {
            let label = if name == "gb2312" { "gb18030" } else { name };
            let encoding = Encoding::for_label(label.as_bytes())?;
            // A document that was cut within a letter is still in its encoding.
            let cut = if encoding.is_single_byte() { 0 } else { LETTER_BYTES_MAX };
            (0..=cut.min(body.len())).find_map(|lost| {
                let whole = &body[..body.len() - lost];
                encoding.decode_without_bom_handling_and_without_replacement(whole)
            })
        }
    }
}

fn whole_units<'a>(
    body: &'a [u8],
    unit: usize,
    encoding: &'static Encoding,
) -> Option<Cow<'a, str>> {
    let whole = &body[..body.len() - body.len() % unit];
    encoding.decode_without_bom_handling_and_without_replacement(whole)
}

fn utf32(body: &[u8], number: fn([u8; 4]) -> u32) -> Option<Cow<'_, str>> {
    let units = body.chunks_exact(4).map(|unit| [unit[0], unit[1], unit[2], unit[3]]);
    let text: Option<String> = units.map(|unit| char::from_u32(number(unit))).collect();
    text.map(Cow::Owned)
}

/// How many letters beyond ASCII a document must have that is UTF-8 though it is declared as of
/// another encoding with letters of several bytes: fewer may be both by chance.
const LETTERS_MIN: usize = 4;

/// A document that is declared as Latin, say, but is UTF-8, letter for letter.
fn mislabelled_utf8<'a>(body: &'a [u8], name: &str) -> Option<Decoded<'a>> {
    let encoding = Encoding::for_label(name.as_bytes()).filter(|encoding| *encoding != UTF_8)?;
    let text = std::str::from_utf8(body).ok().filter(|text| !text.is_ascii())?;
    let letters = text.chars().filter(|c| !c.is_ascii()).take(LETTERS_MIN).count();
    if !encoding.is_single_byte() && letters < LETTERS_MIN {
        return None;
    }
    Some(Decoded {
        text: Cow::Borrowed(text),
        name: "utf-8".into(),
        problem: Some(overridden(name, "utf-8")),
    })
}

/// Decodes bytes that nothing fits that is said of them.
fn by_the_bytes(body: &[u8], marked: Option<Marked>) -> (Cow<'_, str>, String) {
    match marked {
        Some(Marked::Utf16Be) => {
            return (UTF_16BE.decode_without_bom_handling(body).0, "utf-16be".into());
        }
        Some(Marked::Utf16Le) => {
            return (UTF_16LE.decode_without_bom_handling(body).0, "utf-16le".into());
        }
        Some(Marked::Utf8 | Marked::Utf32Be | Marked::Utf32Le) | None => {}
    }
    if let Some(text) = strictly(body, "utf-8") {
        return (text, "utf-8".into());
    }
    let (good, stray) = utf8_census(body);
    if good > stray {
        return (Cow::Owned(utf8_with_stray_bytes(body)), "utf-8".into());
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(body, true);
    let guess = detector.guess(None, Utf8Detection::Deny);
    let encoding = if guess == UTF_8 { WINDOWS_1252 } else { guess };
    let text = encoding.decode_without_bom_handling(body).0;
    let name = match encoding.name() {
        "GBK" => "gb2312".into(),
        "windows-874" => "tis-620".into(),
        // The two differ in four letters, which Russian does not have.
        "KOI8-U" if !text.contains(['ґ', 'є', 'і', 'ї', 'Ґ', 'Є', 'І', 'Ї']) => {
            "koi8-r".into()
        }
        other => other.to_ascii_lowercase(),
    };
    (text, name)
}

/// Returns whether `body` has bytes that are not UTF-8.
fn text_was_mended(body: &[u8]) -> bool {
    strictly(body, "utf-8").is_none()
}

/// Counts the letters beyond ASCII that are UTF-8, and the bytes that are not.
fn utf8_census(body: &[u8]) -> (usize, usize) {
    body.utf8_chunks().fold((0, 0), |(good, stray), chunk| {
        let letters = chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        (good + letters, stray + chunk.invalid().len())
    })
}

fn utf8_with_stray_bytes(body: &[u8]) -> String {
    let mut text = String::with_capacity(body.len());
    for chunk in body.utf8_chunks() {
        text.push_str(chunk.valid());
        text.push_str(&WINDOWS_1252.decode_without_bom_handling(chunk.invalid()).0);
    }
    text
}

fn utf8(body: &[u8]) -> Cow<'_, str> {
    String::from_utf8_lossy(body)
}
