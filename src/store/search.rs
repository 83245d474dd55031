//! Full text: how text is folded for the index, and how a query is put to it.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::canonical_combining_class;

/// The class of the sign that joins consonants in Indic scripts, which is no diacritic.
const VIRAMA: u8 = 9;

/// Folds `text` so that equal-looking words are equal: case, diacritics, width, ligatures;
/// characters of scripts without spaces become words of their own; the rest is single spaces.
pub(super) fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len() + text.len() / 8);
    let mut rest = text;
    while let Some((plain, letters, after)) = next_runs(rest) {
        plain.bytes().for_each(|byte| push_ascii(&mut folded, byte));
        push_letters(&mut folded, letters);
        rest = after;
    }
    folded
}

/// Cuts `text` into what is plain, what must be taken apart, and what follows.
///
/// Most texts are ASCII but for their quotation marks and dashes. An ASCII letter before another
/// character is taken with it, because the other may be its accent.
fn next_runs(text: &str) -> Option<(&str, &str, &str)> {
    if text.is_empty() {
        return None;
    }
    let bytes = text.as_bytes();
    let plain = bytes.iter().position(|byte| !byte.is_ascii()).unwrap_or(bytes.len());
    let letters = bytes[plain..].iter().position(u8::is_ascii).unwrap_or(bytes.len() - plain);
    let end = plain + letters;
    let begin = if letters > 0 { plain.saturating_sub(1) } else { plain };
    Some((&text[..begin], &text[begin..end], &text[end..]))
}

/// Appends an ASCII character; what is no letter or digit ends a word.
fn push_ascii(folded: &mut String, byte: u8) {
    if byte.is_ascii_alphanumeric() {
        folded.push(char::from(byte.to_ascii_lowercase()));
    } else if is_open(folded) {
        folded.push(' ');
    }
}

/// Appends letters of any script.
fn push_letters(folded: &mut String, text: &str) {
    if text.chars().all(|c| c.is_ascii() || is_punctuation(c)) {
        return text.chars().for_each(|letter| push(folded, letter.to_ascii_lowercase()));
    }
    let plain = text.nfkd().filter(|c| matches!(canonical_combining_class(*c), 0 | VIRAMA));
    for letter in plain.nfc() {
        match spelled(letter) {
            Some(letters) => letters.chars().for_each(|letter| push(folded, letter)),
            None => letter.to_lowercase().for_each(|letter| push(folded, letter)),
        }
    }
}

/// Returns whether a word is open at the end.
fn is_open(folded: &str) -> bool {
    folded.as_bytes().last().is_some_and(|last| *last != b' ')
}

/// Dashes and quotation marks, as most texts have them.
fn is_punctuation(c: char) -> bool {
    matches!(c, '\u{2010}'..='\u{201f}')
}

/// Appends a letter or digit; anything else ends a word.
fn push(folded: &mut String, letter: char) {
    let open = is_open(folded);
    if stands_alone(letter) {
        if open {
            folded.push(' ');
        }
        folded.push(letter);
        folded.push(' ');
    } else if letter.is_alphanumeric() || canonical_combining_class(letter) == VIRAMA {
        folded.push(letter);
    } else if open && !is_joiner(letter) {
        folded.push(' ');
    }
}

/// Letters that Unicode does not take apart and readers type as others.
fn spelled(letter: char) -> Option<&'static str> {
    Some(match letter {
        'ß' | 'ẞ' => "ss",
        'æ' | 'Æ' => "ae",
        'œ' | 'Œ' => "oe",
        'ø' | 'Ø' => "o",
        'đ' | 'Đ' | 'ð' | 'Ð' => "d",
        'ł' | 'Ł' => "l",
        'þ' | 'Þ' => "th",
        'ħ' | 'Ħ' => "h",
        'ı' => "i",
        _ => return None,
    })
}

/// Whether a character is a word of its own: scripts that are written without spaces, and
/// Hangul, whose particles would hide the noun.
fn stands_alone(letter: char) -> bool {
    matches!(u32::from(letter),
        0x0e00..=0x0eff          // Thai, Lao
        | 0x1000..=0x109f        // Myanmar
        | 0x1780..=0x17ff        // Khmer
        | 0x3005..=0x3007 | 0x3040..=0x30ff | 0x31f0..=0x31ff // kana
        | 0x3400..=0x4dbf | 0x4e00..=0x9fff | 0xf900..=0xfaff // Han
        | 0x1100..=0x11ff | 0xac00..=0xd7af                   // Hangul
        | 0x20000..=0x3ffff)
}

/// Characters that are not seen and part no words: soft hyphen, zero-width ones.
fn is_joiner(letter: char) -> bool {
    matches!(letter, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}')
}

/// Makes the `MATCH` expression for words that follow each other, or `None` if `text` has
/// none: one quoted string, so that nothing in it is syntax.
pub(super) fn expression(text: &str, prefix: bool) -> Option<String> {
    let folded = fold(text);
    let words = folded.trim();
    if words.is_empty() {
        return None;
    }
    Some(format!("\"{words}\"{}", if prefix { " *" } else { "" }))
}

#[cfg(test)]
mod tests {
    use super::*;

    const FOLDED: &[(&str, &str)] = &[
        ("APT-28's Élysée", "apt 28 s elysee"),
        ("Łódź, Türkiye; STRASSE/straße", "lodz turkiye strasse strasse"),
        ("中国黑客 attack", "中 国 黑 客 attack"),
        ("ｆｕｌｌ　ｗｉｄｔｈ", "full width"),
        ("co\u{ad}operate", "cooperate"),
        ("кибератаки Йемен", "кибератаки иемен"),
        ("\"OR\" NEAR(a b) col:x*", "or near a b col x"),
        ("हिन्दी", "हिन्दी"),
        ("북한의", "북 한 의"),
        ("—…!", ""),
        ("the “spy’s” visit—e\u{301}te\u{301} a\u{308}", "the spy s visit ete a"),
        ("a é b中c", "a e b 中 c"),
    ];

    #[test]
    fn folds_what_looks_equal() {
        for (text, expected) in FOLDED {
            assert_eq!(fold(text).trim(), *expected, "of {text:?}");
        }
    }

    #[test]
    fn nothing_of_a_query_is_syntax() {
        assert_eq!(expression("APT-28", false).as_deref(), Some("\"apt 28\""));
        assert_eq!(expression("a\" OR \"b", true).as_deref(), Some("\"a or b\" *"));
        assert_eq!(expression("…", false), None);
    }
}
