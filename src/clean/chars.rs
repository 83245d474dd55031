//! Text, character by character.

use unicode_normalization::char::is_combining_mark;

use super::escapes;

/// How much of one line is kept, in bytes: more than any headline, and a screen shows 1 KB of it.
pub const LINE_BYTES_MAX: usize = 8 * 1024;
/// How much of a text is kept, in bytes: a book's worth, and analysis stays under 100 ms.
pub const TEXT_BYTES_MAX: usize = 1024 * 1024;
/// How many marks one letter may carry; Vietnamese needs 2, pointed Hebrew and Tibetan 3.
const MARKS_MAX: usize = 4;
/// How many joiners one emoji may have; a family of four with skin tones needs 3.
const JOINERS_MAX: usize = 6;
/// How many characters one tab of a text becomes; a terminal would guess.
const TAB: &str = "    ";

/// Makes `raw` one harmless line: white space becomes single spaces, the ends are trimmed.
///
/// Bidi overrides, embeddings and isolates are shown as marks such as `⟪RLO⟫`, because in a title
/// they only serve to mislead. At most 8 KiB are kept; a cut line ends in `…`.
pub fn line(raw: &str) -> String {
    line_of(raw, LINE_BYTES_MAX)
}

/// Makes `raw` one harmless line, as [`line()`], of at most `bytes_max` bytes.
pub fn line_of(raw: &str, bytes_max: usize) -> String {
    scrub(raw, Shape::Line, bytes_max)
}

/// Makes `raw` a harmless text of several lines.
///
/// Line breaks of any system become `\n`, more than one blank line becomes one, tabs become four
/// spaces, lines lose the spaces at their end. At most 1 MiB is kept; a cut text ends in `…`.
pub fn text(raw: &str) -> String {
    scrub(raw, Shape::Text, TEXT_BYTES_MAX)
}

/// Makes `raw` one harmless line of running text: as [`line()`], but up to 1 MiB, and of the bidi
/// controls only overrides are shown, because real Arabic and Hebrew prose holds the others.
pub fn paragraph(raw: &str) -> String {
    scrub(raw, Shape::Paragraph, TEXT_BYTES_MAX)
}

/// Wraps a right-to-left text in an isolate, so that it cannot reorder what stands beside it.
pub fn isolated(clean: &str) -> std::borrow::Cow<'_, str> {
    if clean.chars().any(is_right_to_left) {
        std::borrow::Cow::Owned(format!("\u{2068}{clean}\u{2069}"))
    } else {
        std::borrow::Cow::Borrowed(clean)
    }
}

/// Drops every character that may not pass, and keeps all others as they are.
///
/// For text in which nothing may move, such as HTML: no sequence is skipped, only characters.
pub fn drop_controls(raw: &str) -> String {
    let passes = |c: char| match class(c) {
        Class::Shown | Class::Mark | Class::Space | Class::Joiner => true,
        Class::Break => matches!(c, '\n'),
        Class::Escape | Class::Bidi(_) | Class::Dropped => matches!(c, '\t'),
    };
    let mut kept = String::with_capacity(raw.len());
    let mut rest = raw;
    while !rest.is_empty() {
        let plain = rest.bytes().position(|byte| !matches!(byte, b' '..=b'~'));
        let (run, after) = rest.split_at(plain.unwrap_or(rest.len()));
        kept.push_str(run);
        let mut after = after.chars();
        kept.extend(after.next().filter(|c| passes(*c)));
        rest = after.as_str();
    }
    kept
}

/// What the text is to become.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Shape {
    Line,
    Paragraph,
    Text,
}

/// What a character is to a terminal.
enum Class {
    Shown,
    /// A combining mark.
    Mark,
    Space,
    /// Ends a line.
    Break,
    /// ESC or a C1 control.
    Escape,
    /// A bidi control, with its name.
    Bidi(&'static str),
    /// A joiner or non-joiner.
    Joiner,
    Dropped,
}

fn class(c: char) -> Class {
    match c {
        ' '..='~' if c != ' ' => Class::Shown,
        '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => Class::Break,
        '\u{1b}' | '\u{80}'..='\u{9f}' => Class::Escape,
        '\u{202a}' => Class::Bidi("LRE"),
        '\u{202b}' => Class::Bidi("RLE"),
        '\u{202c}' => Class::Bidi("PDF"),
        '\u{202d}' => Class::Bidi("LRO"),
        '\u{202e}' => Class::Bidi("RLO"),
        '\u{2066}' => Class::Bidi("LRI"),
        '\u{2067}' => Class::Bidi("RLI"),
        '\u{2068}' => Class::Bidi("FSI"),
        '\u{2069}' => Class::Bidi("PDI"),
        '\u{200c}' | '\u{200d}' => Class::Joiner,
        '\0'..='\u{1f}' | '\u{7f}' => Class::Dropped,
        _ if c.is_whitespace() => Class::Space,
        _ if is_invisible(c) => Class::Dropped,
        // Emoji and text presentation; they are marks to a terminal.
        '\u{fe0e}' | '\u{fe0f}' => Class::Mark,
        _ if !c.is_ascii() && is_combining_mark(c) => Class::Mark,
        _ => Class::Shown,
    }
}

/// Returns whether `c` shows nothing, or nothing that two readers would agree on.
fn is_invisible(c: char) -> bool {
    matches!(c,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}'
        | '\u{180b}'..='\u{180f}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2060}'..='\u{2065}'
        | '\u{206a}'..='\u{206f}' | '\u{3164}' | '\u{fe00}'..='\u{fe0d}' | '\u{feff}' | '\u{ffa0}'
        | '\u{fff0}'..='\u{fffc}' | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}'
        | '\u{e0000}'..='\u{e0fff}'
        // Private use: each font shows something else.
        | '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..='\u{10ffff}'
        | '\u{fdd0}'..='\u{fdef}')
        || u32::from(c) & 0xfffe == 0xfffe
}

fn is_right_to_left(c: char) -> bool {
    matches!(c,
        '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}'
        | '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}')
}

/// Returns whether a joiner between letters such as `c` changes how they are written.
fn joins_letters(c: char) -> bool {
    matches!(c, '\u{600}'..='\u{8ff}' | '\u{900}'..='\u{dff}' | '\u{1000}'..='\u{109f}')
}

/// Returns whether `c` can be part of a joined emoji.
fn is_emoji(c: char) -> bool {
    matches!(c,
        '\u{2190}'..='\u{21ff}' | '\u{2300}'..='\u{23ff}' | '\u{2600}'..='\u{27bf}'
        | '\u{2b00}'..='\u{2bff}' | '\u{fe0f}' | '\u{1f000}'..='\u{1faff}')
}

/// The text made so far.
struct Scrubbed {
    out: String,
    shape: Shape,
    /// Marks on the last letter.
    marks: usize,
    /// Joiners in the last emoji.
    joiners: usize,
    /// Line breaks owed before the next visible character.
    breaks: usize,
    /// Spaces owed before the next visible character.
    spaces: usize,
}

fn scrub(raw: &str, shape: Shape, bytes_max: usize) -> String {
    let mut made = Scrubbed {
        out: String::with_capacity(raw.len().min(bytes_max)),
        shape,
        marks: 0,
        joiners: 0,
        breaks: 0,
        spaces: 0,
    };
    let mut rest = raw;
    while let Some(c) = rest.chars().next() {
        if made.out.len() > bytes_max {
            return cut(made.out, bytes_max);
        }
        let plain = plain_run(rest, bytes_max + 1 - made.out.len());
        if !plain.is_empty() {
            made.show_plain(plain);
            rest = &rest[plain.len()..];
            continue;
        }
        let mut taken = c.len_utf8();
        match class(c) {
            Class::Shown => made.show(c),
            Class::Mark => made.mark(c),
            Class::Space => made.space(1),
            Class::Break if rest.starts_with("\r\n") => {
                made.newline();
                taken = 2;
            }
            Class::Break => made.newline(),
            Class::Escape => taken = escapes::length(rest),
            Class::Bidi(name) => made.bidi(c, name),
            Class::Joiner => made.join(c, rest[taken..].chars().next()),
            Class::Dropped if c == '\t' => {
                made.space(if shape == Shape::Text { TAB.len() } else { 1 });
            }
            Class::Dropped => {}
        }
        rest = &rest[taken..];
    }
    if made.out.len() > bytes_max { cut(made.out, bytes_max) } else { made.out }
}

/// The printable ASCII that `text` begins with, without spaces; at most `bytes_max` of it.
fn plain_run(text: &str, bytes_max: usize) -> &str {
    let bytes = text.as_bytes();
    let bytes = &bytes[..bytes.len().min(bytes_max)];
    let end = bytes.iter().position(|byte| !byte.is_ascii_graphic()).unwrap_or(bytes.len());
    &text[..end]
}

impl Scrubbed {
    /// Adds printable ASCII, which carries no marks and joins nothing.
    fn show_plain(&mut self, run: &str) {
        self.settle();
        (self.marks, self.joiners) = (0, 0);
        self.out.push_str(run);
    }

    fn show(&mut self, c: char) {
        self.settle();
        self.marks = 0;
        if self.joiners > 0 && !self.out.ends_with('\u{200d}') && !is_modifier(c) {
            self.joiners = 0;
        }
        self.out.push(c);
    }

    fn mark(&mut self, c: char) {
        if self.marks < MARKS_MAX {
            self.settle();
            self.marks += 1;
            self.out.push(c);
        }
    }

    fn space(&mut self, width: usize) {
        self.spaces = if self.shape == Shape::Text { self.spaces + width } else { 1 };
    }

    fn newline(&mut self) {
        match self.shape {
            Shape::Line | Shape::Paragraph => self.spaces = 1,
            Shape::Text => {
                self.breaks += 1;
                self.spaces = 0;
            }
        }
    }

    /// In a title a bidi control is shown; in a text only an override is, as it alone misleads.
    fn bidi(&mut self, c: char, name: &str) {
        if self.shape == Shape::Line || matches!(c, '\u{202d}' | '\u{202e}') {
            self.settle();
            self.out.push('⟪');
            self.out.push_str(name);
            self.out.push('⟫');
        }
    }

    /// Keeps a joiner where it is spelling: inside an emoji, or between letters that join.
    fn join(&mut self, c: char, next: Option<char>) {
        let (Some(last), Some(next)) = (self.out.chars().next_back(), next) else { return };
        if self.spaces + self.breaks > 0 {
            return;
        }
        let emoji = c == '\u{200d}' && is_emoji(last) && is_emoji(next);
        if emoji && self.joiners < JOINERS_MAX {
            self.joiners += 1;
            self.out.push(c);
        } else if joins_letters(last) && joins_letters(next) {
            self.out.push(c);
        }
    }

    /// Writes the white space that is owed; none at the beginning.
    fn settle(&mut self) {
        /// A page's longest indent, in characters.
        const SPACES_MAX: usize = 256;
        if self.out.is_empty() {
            (self.breaks, self.spaces) = (0, 0);
            return;
        }
        for _ in 0..self.breaks.min(2) {
            self.out.push('\n');
        }
        for _ in 0..self.spaces.min(SPACES_MAX) {
            self.out.push(' ');
        }
        if self.breaks + self.spaces > 0 {
            (self.breaks, self.spaces, self.marks, self.joiners) = (0, 0, 0, 0);
        }
    }
}

/// Returns whether `c` is a skin tone or the like, which belongs to the emoji before it.
fn is_modifier(c: char) -> bool {
    matches!(c, '\u{1f3fb}'..='\u{1f3ff}')
}

/// Cuts `text` to `bytes_max` bytes, the last of which are `…`.
fn cut(mut text: String, bytes_max: usize) -> String {
    let mut end = bytes_max.saturating_sub('…'.len_utf8()).min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text.truncate(end);
    text.truncate(text.trim_end().len());
    text.push('…');
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_one_harmless_line() {
        for (raw, expected) in [
            ("Plain title", "Plain title"),
            ("  a\t b\r\nc\u{2028}d\u{a0}e\u{3000}f ", "a b c d e f"),
            ("red \x1b[31malert\x1b[0m!", "red alert!"),
            ("\x1b]0;owned\x07Title", "Title"),
            ("\x1b]8;;http://evil\x1b\\link\x1b]8;;\x1b\\", "link"),
            ("\x1b]52;c;never ends", "]52;c;never ends"),
            ("a\u{9b}31mb\u{9d}0;x\u{9c}c\u{85}d", "abc d"),
            ("&#27;]52;", "&#27;]52;"),
            ("exe\u{202e}fdp.txt", "exe⟪RLO⟫fdp.txt"),
            ("a\u{2066}b\u{2069}\u{200e}", "a⟪LRI⟫b⟪PDI⟫"),
            ("ze\u{200b}ro\u{feff} wi\u{2060}dth\u{ad}", "zero width"),
            ("tag\u{e0041}\u{e0042}ged", "tagged"),
            ("👩\u{200d}👩\u{200d}👧 a\u{200d}b", "👩\u{200d}👩\u{200d}👧 ab"),
            ("❤\u{fe0f}\u{200d}🔥", "❤\u{fe0f}\u{200d}🔥"),
            ("👍🏽", "👍🏽"),
            ("می\u{200c}خواهم", "می\u{200c}خواهم"),
            (
                "e\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}x\u{301}",
                "e\u{301}\u{301}\u{301}\u{301}x\u{301}",
            ),
            ("Tiếng Việt, עִבְרִית, 中文", "Tiếng Việt, עִבְרִית, 中文"),
            ("\0\u{7}\u{8}\u{7f}", ""),
            ("\u{e000}\u{ffff}\u{fffc}", ""),
        ] {
            assert_eq!(line(raw), expected, "{raw:?}");
        }
    }

    #[test]
    fn a_text_keeps_its_lines() {
        for (raw, expected) in [
            ("a\r\nb\rc\u{2029}d", "a\nb\nc\nd"),
            ("a  \n\n\n\nb", "a\n\nb"),
            ("\n\nif x:\n\treturn\n", "if x:\n    return"),
            ("a\x1b[2Jb\u{202e}c\u{202c}\u{2067}d", "ab⟪RLO⟫cd"),
        ] {
            assert_eq!(text(raw), expected, "{raw:?}");
        }
    }

    #[test]
    fn what_is_too_long_is_cut_and_says_so() {
        let cut = line(&"é".repeat(LINE_BYTES_MAX));
        assert!(cut.len() <= LINE_BYTES_MAX && cut.ends_with("é…"), "{} bytes", cut.len());
        let cut = text(&"word ".repeat(TEXT_BYTES_MAX));
        assert!(cut.len() <= TEXT_BYTES_MAX && cut.ends_with("…"));
        assert_eq!(line_of("abcdef", 6), "abcdef");
        assert_eq!(line(&format!("a{}", "\u{301}".repeat(200_000))).chars().count(), 1 + MARKS_MAX);
        assert!(line(&"👩\u{200d}".repeat(100)).chars().filter(|c| *c == '\u{200d}').count() < 100);
    }

    #[test]
    fn a_right_to_left_title_stands_in_an_isolate() {
        assert_eq!(isolated("שלום"), "\u{2068}שלום\u{2069}");
        assert_eq!(isolated("Hello"), "Hello");
    }

    proptest::proptest! {
        #[test]
        fn nothing_a_terminal_obeys_passes(raw in "(\u{1b}|[\\[\\]PX0-9;m\u{7}]|\u{9b}|\u{9d}|\u{9c}|\\PC|\\pC|[\u{202a}-\u{202e}\u{2066}-\u{2069}]){0,60}") {
            for clean in [line(&raw), text(&raw)] {
                let bad = clean.chars().find(|c| {
                    (c.is_control() && *c != '\n') || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
                });
                proptest::prop_assert_eq!(bad, None);
            }
            proptest::prop_assert!(!line(&raw).contains('\n'));
            let once = line(&raw);
            proptest::prop_assert_eq!(line(&once), once.clone(), "cleaning twice changes nothing");
        }
    }
}
