//! Terminal escape sequences: where one ends, if it does.

/// How long a control sequence may be, in bytes; real ones are under 40.
const CSI_BYTES_MAX: usize = 128;
/// How long a control string (OSC, DCS, APC …) may be, in bytes; more is text with a stray mark.
const STRING_BYTES_MAX: usize = 8 * 1024;

/// Returns the length in bytes of the escape sequence that `text` begins with, where `text`
/// begins with ESC or a C1 control.
///
/// A sequence that does not end counts as its introducer alone, so that no text is swallowed.
pub(super) fn length(text: &str) -> usize {
    let mut chars = text.chars();
    let Some(first) = chars.next() else { return 0 };
    let (kind, intro) = match (first, chars.next()) {
        ('\u{1b}', Some(kind)) if kind.is_ascii() => (kind, 2),
        ('\u{90}', _) => ('P', 2),
        ('\u{98}', _) => ('X', 2),
        ('\u{9b}', _) => ('[', 2),
        ('\u{9d}', _) => (']', 2),
        ('\u{9e}', _) => ('^', 2),
        ('\u{9f}', _) => ('_', 2),
        _ => return first.len_utf8(),
    };
    let body = &text.as_bytes()[intro..];
    let end = match kind {
        '[' => control_sequence(body),
        ']' | 'P' | 'X' | '^' | '_' => control_string(body),
        '(' | ')' | '*' | '+' => body.first().filter(|set| b"AB0125<=>K".contains(set)).map(|_| 1),
        _ => None,
    };
    end.map_or(first.len_utf8(), |end| intro + end)
}

/// Returns where the parameters, intermediates and final byte of a CSI end.
fn control_sequence(body: &[u8]) -> Option<usize> {
    let window = &body[..body.len().min(CSI_BYTES_MAX)];
    let parameters = window.iter().take_while(|byte| (0x30..=0x3f).contains(*byte)).count();
    let rest = &window[parameters..];
    let intermediates = rest.iter().take_while(|byte| (0x20..=0x2f).contains(*byte)).count();
    let last = rest.get(intermediates)?;
    (0x40..=0x7e).contains(last).then_some(parameters + intermediates + 1)
}

/// Returns where a control string ends: after BEL, ESC `\` or U+009C, before any other control.
fn control_string(body: &[u8]) -> Option<usize> {
    let mut window = body.iter().take(STRING_BYTES_MAX).copied().enumerate().peekable();
    while let Some((at, byte)) = window.next() {
        let next = window.peek().map(|(_, next)| *next);
        match (byte, next) {
            (0x07, _) => return Some(at + 1),
            (0x1b, Some(b'\\')) | (0xc2, Some(0x9c)) => return Some(at + 2),
            // The lead byte C2 stands before C1 controls, and before letters of Latin-1.
            (0xc2, Some(next)) if next >= 0xa0 => {}
            (0..=0x1f | 0x7f | 0xc2, _) => return None,
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_escape_sequence_ends_where_a_terminal_ends_it() {
        for (text, length_bytes) in [
            ("\x1b[31mred", 5),
            ("\x1b[?1049hx", 8),
            ("\x1b[1;2", 1),
            ("\x1b[31\u{e9}", 1),
            ("\x1b]0;title\x07x", 10),
            ("\x1b]8;;http://e.com\x1b\\x", 19),
            ("\x1b]52;c;AAAA", 1),
            ("\x1b]0;a\nb\x07", 1),
            ("\x1bPq#0\x1b\\", 7),
            ("\u{9b}31mx", 5),
            ("\u{9d}0;t\u{9c}x", 7),
            ("\u{9d}0;\u{a9}\x07x", 7),
            ("\x1b(Bx", 3),
            ("\x1bcx", 1),
            ("\x1b", 1),
            ("\u{85}x", 2),
        ] {
            assert_eq!(length(text), length_bytes, "{text:?}");
        }
    }
}
