//! The language of a text, told only when it is certain enough.

use whatlang::Lang;

use super::doc::Doc;
use super::doc::Shape;
use super::lexicon::Classes;

/// How many words are looked at to tell English.
const WORDS_MAX: usize = 240;

/// How many words a text must have for its language to be told by grammar.
const WORDS_MIN: usize = 8;

/// English prose has well over a quarter of words of grammar; other languages have a tenth by chance.
const GRAMMAR_SHARE_PERCENT: usize = 25;

/// How much of the text is given to the guesser, in bytes: more does not change its answer.
const SAMPLE_BYTES: usize = 1500;

/// Returns the ISO 639-1 code of the language of `doc`.
pub(crate) fn of(doc: &Doc<'_>) -> Option<&'static str> {
    let grammar = Classes::DETERMINER
        .with(Classes::PREPOSITION)
        .with(Classes::AUXILIARY)
        .with(Classes::CONJUNCTION)
        .with(Classes::SUBORDINATOR)
        .with(Classes::PRONOUN);
    let words = doc.tokens.iter().filter(|token| token.shape.any(Shape::WORD)).take(WORDS_MAX);
    let (mut all, mut known) = (0usize, 0usize);
    for token in words {
        all += 1;
        known += usize::from(token.classes.any(grammar) && token.raw.len() > 1);
    }
    if all >= WORDS_MIN && known * 100 >= all * GRAMMAR_SHARE_PERCENT {
        return Some("en");
    }
    let sample = &doc.text[..doc.text.floor_char_boundary(SAMPLE_BYTES)];
    let guess = whatlang::detect(sample).filter(whatlang::Info::is_reliable)?;
    code(guess.lang())
}

/// Returns the two-letter code of a language, for those that have one here.
fn code(lang: Lang) -> Option<&'static str> {
    const CODES: &[(&str, &str)] = &[
        ("eng", "en"),
        ("fra", "fr"),
        ("deu", "de"),
        ("spa", "es"),
        ("rus", "ru"),
        ("ukr", "uk"),
        ("cmn", "zh"),
        ("por", "pt"),
        ("ita", "it"),
        ("nld", "nl"),
        ("pol", "pl"),
        ("ces", "cs"),
        ("slk", "sk"),
        ("hun", "hu"),
        ("ron", "ro"),
        ("bul", "bg"),
        ("srp", "sr"),
        ("hrv", "hr"),
        ("slv", "sl"),
        ("mkd", "mk"),
        ("bel", "be"),
        ("lit", "lt"),
        ("lav", "lv"),
        ("est", "et"),
        ("fin", "fi"),
        ("swe", "sv"),
        ("dan", "da"),
        ("nob", "no"),
        ("ell", "el"),
        ("tur", "tr"),
        ("ara", "ar"),
        ("heb", "he"),
        ("pes", "fa"),
        ("urd", "ur"),
        ("hin", "hi"),
        ("ben", "bn"),
        ("tam", "ta"),
        ("tel", "te"),
        ("mar", "mr"),
        ("guj", "gu"),
        ("jpn", "ja"),
        ("kor", "ko"),
        ("vie", "vi"),
        ("tha", "th"),
        ("ind", "id"),
        ("tgl", "tl"),
        ("kat", "ka"),
        ("hye", "hy"),
        ("aze", "az"),
        ("uzb", "uz"),
        ("khm", "km"),
        ("mya", "my"),
        ("sin", "si"),
        ("nep", "ne"),
        ("amh", "am"),
        ("zul", "zu"),
        ("afr", "af"),
        ("cat", "ca"),
        ("lat", "la"),
        ("epo", "eo"),
        ("yid", "yi"),
        ("jav", "jv"),
        ("kan", "kn"),
        ("mal", "ml"),
        ("pan", "pa"),
        ("ori", "or"),
        ("tuk", "tk"),
        ("sna", "sn"),
        ("aka", "ak"),
        ("cym", "cy"),
    ];
    CODES.iter().find(|(three, _)| *three == lang.code()).map(|(_, two)| *two)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::Lexicon;

    #[test]
    fn languages_are_told() {
        let cases = [
            (
                "The minister said that the embassy had denied it in a statement on Friday.",
                Some("en"),
            ),
            (
                "Le ministre a déclaré que l’ambassade avait rejeté ces accusations vendredi dans un communiqué publié à Paris.",
                Some("fr"),
            ),
            (
                "Министр иностранных дел заявил, что посольство отвергло эти обвинения, сообщает агентство.",
                Some("ru"),
            ),
            (
                "Das Ministerium wies die Vorwürfe am Freitag zurück und bestellte den Botschafter ein.",
                Some("de"),
            ),
            ("", None),
            ("12345 67890", None),
        ];
        let lexicon = Lexicon::built_in();
        for (text, wanted) in cases {
            assert_eq!(of(&Doc::new(text, true, &lexicon)), wanted, "in {text:?}");
        }
    }
}
