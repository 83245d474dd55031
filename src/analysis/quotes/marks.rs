//! Quotation marks of every style, one by one.

use crate::analysis::doc::Doc;
use crate::analysis::doc::Shape;

/// What a mark looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// `"`, which opens and closes.
    Straight,
    /// `“`, which also closes after `„`.
    Left,
    /// `”`.
    Right,
    /// `„`.
    Low,
    /// `«` or `‹`.
    LeftAngle,
    /// `»` or `›`.
    RightAngle,
    /// `「`, `『` or `〝`.
    LeftCorner,
    /// `」`, `』` or `〞`.
    RightCorner,
    /// ``` `` ```.
    Graves,
    /// `''`.
    Primes,
    /// `'`, which opens, closes, and is an apostrophe.
    Single,
    /// `‘`, or a lone grave.
    SingleLeft,
    /// `’`, which closes and is an apostrophe.
    SingleRight,
    /// `‚`.
    SingleLow,
}

/// A mark in the text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Mark {
    /// What it looks like.
    pub(super) kind: Kind,
    /// Its first token.
    pub(super) first: usize,
    /// The token after it.
    pub(super) after: usize,
    /// Offset of its first byte.
    pub(super) start: usize,
    /// Offset after its last byte.
    pub(super) end: usize,
    /// Whether white space, a bracket or the like stands before it.
    pub(super) loose_before: bool,
    /// Whether white space or the end of the line stands after it.
    pub(super) loose_after: bool,
}

/// Names that HTML gives to marks.
const ENTITIES: &[(&str, Kind)] = &[
    ("&quot;", Kind::Straight),
    ("&#34;", Kind::Straight),
    ("&#x22;", Kind::Straight),
    ("&ldquo;", Kind::Left),
    ("&#8220;", Kind::Left),
    ("&#x201c;", Kind::Left),
    ("&rdquo;", Kind::Right),
    ("&#8221;", Kind::Right),
    ("&#x201d;", Kind::Right),
    ("&bdquo;", Kind::Low),
    ("&laquo;", Kind::LeftAngle),
    ("&raquo;", Kind::RightAngle),
    ("&lsquo;", Kind::SingleLeft),
    ("&#8216;", Kind::SingleLeft),
    ("&rsquo;", Kind::SingleRight),
    ("&#8217;", Kind::SingleRight),
    ("&#39;", Kind::Single),
    ("&apos;", Kind::Single),
];

/// Marks whose UTF-8 bytes were read as Windows-1252 or Latin-1; the longer first.
const MOJIBAKE: &[(&str, Kind)] = &[
    ("â€œ", Kind::Left),
    ("â€\u{9d}", Kind::Right),
    ("â€˜", Kind::SingleLeft),
    ("â€™", Kind::SingleRight),
    ("â€ž", Kind::Low),
    ("â\u{80}\u{9c}", Kind::Left),
    ("â\u{80}\u{9d}", Kind::Right),
    ("â\u{80}\u{98}", Kind::SingleLeft),
    ("â\u{80}\u{99}", Kind::SingleRight),
];

/// Reads the mark at token `at` of a line that ends at token `end`.
pub(super) fn read(doc: &Doc<'_>, at: usize, start_of_line: usize, end: usize) -> Option<Mark> {
    let token = doc.tokens[at];
    let start = token.start as usize;
    let (kind, width) = if token.shape.any(Shape::QUOTE) {
        single_character(doc, at, end)?
    } else {
        written_out(&doc.text[start..])?
    };
    let stop = start + width;
    let mut after = at + 1;
    while after < end && doc.tokens[after].end() <= stop {
        after += 1;
    }
    let joined = doc.text[..start].chars().next_back();
    let loose_before = at == start_of_line
        || token.shape.any(Shape::SPACED)
        || joined.is_some_and(|c| "([{—–-―/…‘'“\"".contains(c));
    let loose_after =
        after >= end || doc.text[stop..].chars().next().is_none_or(char::is_whitespace);
    Some(Mark { kind, first: at, after, start, end: stop, loose_before, loose_after })
}

/// Tells a mark of one character, or two that make one; also its width in bytes.
fn single_character(doc: &Doc<'_>, at: usize, end: usize) -> Option<(Kind, usize)> {
    let raw = doc.word(at);
    let doubled =
        at + 1 < end && doc.word(at + 1) == raw && !doc.tokens[at + 1].shape.any(Shape::SPACED);
    let kind = match raw {
        "\"" | "＂" => Kind::Straight,
        "“" | "‟" => Kind::Left,
        "”" | "〟" => Kind::Right,
        "„" => Kind::Low,
        "«" | "‹" => Kind::LeftAngle,
        "»" | "›" => Kind::RightAngle,
        "「" | "『" | "〝" => Kind::LeftCorner,
        "」" | "』" | "〞" => Kind::RightCorner,
        "`" if doubled => return Some((Kind::Graves, 2)),
        "'" if doubled => return Some((Kind::Primes, 2)),
        "'" => Kind::Single,
        "‘" | "‛" | "`" => Kind::SingleLeft,
        "’" | "´" => Kind::SingleRight,
        "‚" => Kind::SingleLow,
        _ => return None,
    };
    Some((kind, raw.len()))
}

/// Tells a mark written as an entity or spoiled by a wrong encoding; also its width in bytes.
fn written_out(rest: &str) -> Option<(Kind, usize)> {
    let table = match rest.as_bytes().first()? {
        b'&' => ENTITIES,
        0xC3 => MOJIBAKE,
        _ => return None,
    };
    table
        .iter()
        .find(|(written, _)| {
            rest.get(..written.len()).is_some_and(|given| given.eq_ignore_ascii_case(written))
        })
        .map(|(written, kind)| (*kind, written.len()))
}
