//! Words, numbers and marks of a text, as spans.

use crate::analysis::lexicon::Classes;
use crate::analysis::lexicon::WordId;
use crate::analysis::lexicon::Words;

/// What a token looks like, as bits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Shape(u16);

impl Shape {
    /// Begins with a letter.
    pub(crate) const WORD: Self = Self(1);
    /// Begins with an upper-case letter.
    pub(crate) const CAPITAL: Self = Self(2);
    /// Two letters or more, all upper-case.
    pub(crate) const UPPER: Self = Self(4);
    /// Begins with a digit.
    pub(crate) const NUMBER: Self = Self(8);
    /// A single mark.
    pub(crate) const MARK: Self = Self(16);
    /// A quotation mark, an apostrophe that is none included.
    pub(crate) const QUOTE: Self = Self(32);
    /// White space stands before it.
    pub(crate) const SPACED: Self = Self(64);
    /// Has a character outside ASCII.
    pub(crate) const WIDE: Self = Self(128);
    /// The `'s` of a possessive.
    pub(crate) const POSSESSIVE: Self = Self(256);
    /// A hyphen.
    pub(crate) const HYPHEN: Self = Self(512);
    /// A comma.
    pub(crate) const COMMA: Self = Self(1024);

    /// Returns whether the two share a bit.
    pub(crate) const fn any(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// Returns the shapes of both.
    pub(crate) const fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

/// One word, number or mark.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Token<'a> {
    /// Its bytes.
    pub(crate) raw: &'a str,
    /// Offset of the first byte.
    pub(crate) start: u32,
    /// Its number in the lexicon, whatever its case; 0 if unknown.
    pub(crate) word: WordId,
    /// The number of its base form; 0 if unknown.
    pub(crate) lemma: WordId,
    /// What it looks like.
    pub(crate) shape: Shape,
    /// What it can be.
    pub(crate) classes: Classes,
}

impl Token<'_> {
    /// Returns the offset after the last byte.
    pub(crate) fn end(&self) -> usize {
        self.start as usize + self.raw.len()
    }

    /// Returns whether it is one of some words, in any case.
    pub(crate) fn is_one(&self, words: &[&str]) -> bool {
        words.iter().any(|word| self.raw.eq_ignore_ascii_case(word))
    }
}

/// Room for tokens is made as if each had so many bytes, its space included: prose has more.
const TOKEN_BYTES_LEAST: usize = 4;

/// The longest abbreviation with inner dots, in bytes: `W.A.R.N.D.O.C.S.` in any script.
const ABBREVIATION_BYTES_MAX: usize = 40;

/// How far a run of ideographs is looked at to tell Chinese from Japanese, in characters.
const RUN_CHARS_MAX: usize = 32;

/// Splits `text` into tokens, with what `words` knows of each.
///
/// A word is a run of letters and digits, with inner apostrophes (`didn't`, `O'Brien`) and inner
/// dots of abbreviations (`U.S.`); a possessive `'s` is a token of its own; hyphens and all other
/// marks are tokens of one character. Offsets are `u32`: longer texts are cut by the caller.
pub(crate) fn split<'a>(text: &'a str, words: &Words) -> Vec<Token<'a>> {
    let mut tokens: Vec<Token<'a>> = Vec::with_capacity(text.len() / TOKEN_BYTES_LEAST);
    let mut lower = String::new();
    let affaires = words.find("d'affaires");
    let break_in = words.get(words.find("break-in")).classes;
    for piece in pieces(text) {
        let word = words.find_folded(piece.raw, &mut lower);
        let known = words.get(word);
        if word == affaires
            && word != 0
            && let Some(office) = tokens.last_mut()
        {
            // A `charge d'affaires` is an envoy, and no accusation.
            office.classes = words.get(words.find("chargé")).classes;
        }
        if piece.shape.any(Shape::CAPITAL) {
            settle_month(&mut tokens);
        }
        let classes = if is_break_in(&tokens, piece) { break_in } else { known.classes };
        tokens.push(Token {
            raw: piece.raw,
            start: offset(piece.start),
            word,
            lemma: known.lemma,
            shape: piece.shape,
            classes,
        });
    }
    tokens
}

/// Whether a piece ends `a break-in`, whose `in` is no preposition.
fn is_break_in(tokens: &[Token<'_>], piece: Piece<'_>) -> bool {
    matches!(piece.raw, "in" | "ins")
        && !piece.shape.any(Shape::SPACED)
        && matches!(tokens, [.., verb, hyphen]
            if hyphen.raw == "-" && verb.raw.eq_ignore_ascii_case("break"))
}

/// `said Jan | Novak`, `Minister June | Moss`: a month that a name in capitals follows, behind a verb of speech or an
/// office, is a given name.
fn settle_month(tokens: &mut [Token<'_>]) {
    let leads = Classes::SAYS.with(Classes::OFFICE).with(Classes::TITLE);
    if let [.., before, month] = tokens
        && month.classes.any(Classes::TIME)
        && month.classes.any(Classes::GIVEN)
        && before.classes.any(leads)
    {
        month.classes = month.classes.without(Classes::TIME);
    }
}

/// A token before it is looked up.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Piece<'a> {
    /// Its bytes.
    pub(crate) raw: &'a str,
    /// Offset of the first byte.
    pub(crate) start: usize,
    /// What it looks like.
    pub(crate) shape: Shape,
}

/// Cuts `text` as [`split`] does, and looks nothing up.
pub(crate) fn pieces(text: &str) -> impl Iterator<Item = Piece<'_>> {
    Cursor { text, at: 0, spaced: true, behind_word: false }
}

/// Lower-cases `raw` into `lower`, with every apostrophe as `'`.
pub(crate) fn fold(raw: &str, lower: &mut String) {
    lower.clear();
    if raw.is_ascii() {
        lower.push_str(raw);
        lower.make_ascii_lowercase();
    } else {
        for c in raw.chars() {
            match c {
                '’' | '‘' | 'ʼ' => lower.push('\''),
                _ => lower.extend(c.to_lowercase()),
            }
        }
    }
}

/// Returns whether `c` can open or close a quotation.
pub(crate) fn is_quote_mark(c: char) -> bool {
    matches!(
        c,
        '"' | '\''
            | '`'
            | '´'
            | '“'
            | '”'
            | '„'
            | '‟'
            | '‘'
            | '’'
            | '‚'
            | '‛'
            | '«'
            | '»'
            | '‹'
            | '›'
            | '「'
            | '」'
            | '『'
            | '』'
            | '〝'
            | '〞'
            | '〟'
            | '＂'
    )
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | 'ʼ')
}

fn offset(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

struct Cursor<'a> {
    text: &'a str,
    at: usize,
    spaced: bool,
    /// Whether the last token was a word or number.
    behind_word: bool,
}

impl<'a> Iterator for Cursor<'a> {
    type Item = Piece<'a>;

    fn next(&mut self) -> Option<Piece<'a>> {
        let first = self.skip_space()?;
        let start = self.at;
        let mut shape = if first.is_alphanumeric() && !self.is_possessive(first) {
            self.word(first)
        } else {
            self.mark(first)
        };
        self.behind_word = shape.any(Shape::WORD.with(Shape::NUMBER));
        if std::mem::take(&mut self.spaced) {
            shape = shape.with(Shape::SPACED);
        }
        let raw = &self.text[start..self.at];
        if !raw.is_ascii() {
            shape = shape.with(Shape::WIDE);
        }
        Some(Piece { raw, start, shape })
    }
}

impl Cursor<'_> {
    /// Moves to the next character that is no space, and returns it.
    fn skip_space(&mut self) -> Option<char> {
        loop {
            // Nearly always a letter comes next, or one space.
            match self.text.as_bytes().get(self.at)? {
                b' ' | b'\n' => {
                    self.at += 1;
                    self.spaced = true;
                    continue;
                }
                byte if byte.is_ascii_graphic() => return Some(char::from(*byte)),
                _ => {}
            }
            let first = self.text[self.at..].chars().next()?;
            if !first.is_whitespace() && !first.is_control() {
                return Some(first);
            }
            self.at += first.len_utf8();
            self.spaced = true;
        }
    }

    /// Moves behind the mark that begins here, and returns its shape.
    fn mark(&mut self, first: char) -> Shape {
        let possessive = self.is_possessive(first);
        self.at += first.len_utf8() + usize::from(possessive);
        Shape::MARK.with(match first {
            _ if possessive => Shape::POSSESSIVE,
            '-' => Shape::HYPHEN,
            ',' => Shape::COMMA,
            _ if is_quote_mark(first) => Shape::QUOTE,
            _ => Shape::default(),
        })
    }

    /// Whether `'s` stands here, joined to the word before.
    fn is_possessive(&self, first: char) -> bool {
        is_apostrophe(first) && self.behind_word && !self.spaced && self.is_possessive_here(self.at)
    }

    /// Moves to the end of the word that begins here, and returns its shape.
    fn word(&mut self, first: char) -> Shape {
        let start = self.at;
        if is_ideograph(first) && is_without_kana(&self.text[start..]) {
            // Chinese has no spaces: a character is a word.
            self.at += first.len_utf8();
            return Shape::WORD;
        }
        // How many there are, unless the word begins with a small letter: then nobody asks.
        let (mut letters, mut uppers) = (0usize, 0usize);
        loop {
            // Most words are plain letters to their end.
            let rest = &self.text.as_bytes()[self.at..];
            let run = rest.iter().position(|byte| !byte.is_ascii_alphanumeric());
            let run = &rest[..run.unwrap_or(rest.len())];
            if !first.is_ascii_lowercase() {
                letters += run.iter().filter(|byte| byte.is_ascii_alphabetic()).count();
                uppers += run.iter().filter(|byte| byte.is_ascii_uppercase()).count();
            }
            self.at += run.len();
            let mut rest = self.text[self.at..].chars();
            let Some(c) = rest.next() else { break };
            if first.is_ascii() && is_ideograph(c) {
                break;
            }
            if c.is_alphanumeric() || is_combining(c) {
                letters += usize::from(c.is_alphabetic());
                uppers += usize::from(c.is_uppercase());
            } else if !self.joins(first, c, rest.next(), start, letters) {
                break;
            }
            self.at += c.len_utf8();
        }
        let mut shape = if first.is_alphabetic() { Shape::WORD } else { Shape::NUMBER };
        if first.is_uppercase() {
            shape = shape.with(Shape::CAPITAL);
        }
        if letters >= 2 && letters == uppers {
            shape = shape.with(Shape::UPPER);
        }
        shape
    }

    /// Whether the mark `c` is within the word that began at `start` with `first`.
    fn joins(
        &self,
        first: char,
        c: char,
        next: Option<char>,
        start: usize,
        letters: usize,
    ) -> bool {
        let digit = first.is_ascii_digit() && next.is_some_and(|next| next.is_ascii_digit());
        match c {
            '.' => digit || self.is_abbreviation_dot(start, self.at),
            ',' | ':' => digit && letters == 0,
            _ if is_apostrophe(c) => {
                next.is_some_and(char::is_alphanumeric) && !self.is_possessive_here(self.at)
            }
            _ => false,
        }
    }

    fn is_possessive_here(&self, at: usize) -> bool {
        let mut rest = self.text[at..].chars().skip(1);
        matches!(rest.next(), Some('s' | 'S')) && rest.next().is_none_or(|c| !c.is_alphanumeric())
    }

    /// A dot belongs to the word in `U.S.`, `e.g.`, `p.m.`: single letters and dots only.
    fn is_abbreviation_dot(&self, start: usize, dot: usize) -> bool {
        if dot - start > ABBREVIATION_BYTES_MAX {
            return false;
        }
        let word = &self.text[start..dot];
        let single = word
            .split('.')
            .all(|part| part.chars().count() == 1 && part.chars().all(char::is_alphabetic));
        let next = self.text[dot + 1..].chars().next();
        single
            && (word.contains('.')
                || next.is_some_and(|c| c.is_alphabetic() && self.second_dot(dot)))
    }

    /// Whether the letter after the dot is followed by another dot.
    fn second_dot(&self, dot: usize) -> bool {
        let mut rest = self.text[dot + 1..].chars();
        rest.next();
        matches!(rest.next(), Some('.'))
    }
}

fn is_ideograph(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}')
}

/// Whether a run of letters is Chinese and not Japanese, as far as it is looked at.
fn is_without_kana(run: &str) -> bool {
    run.chars()
        .take(RUN_CHARS_MAX)
        .take_while(|c| c.is_alphanumeric())
        .all(|c| !matches!(c, '\u{3040}'..='\u{30ff}'))
}

fn is_combining(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{200d}' | '\u{ad}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn splits_words_marks_and_possessives() {
        let cases: &[(&str, &str)] = &[
            ("New Zealand's spy agency", "New|Zealand|'s|spy|agency"),
            ("didn’t say “no”", "didn’t|say|“|no|”"),
            ("the U.S. and U.N. talks", "the|U.S.|and|U.N.|talks"),
            ("APT-28, $20.5 million.", "APT|-|28|,|$|20.5|million|."),
            ("the ministers’ words", "the|ministers|’|words"),
            ("at 9 p.m. on", "at|9|p.m.|on"),
            ("O'Brien's", "O'Brien|'s"),
            ("張三 said", "張|三|said"),
            ("報道官は「", "報道官は|「"),
            ("end. A new", "end|.|A|new"),
            ("", ""),
        ];
        for (text, wanted) in cases {
            let tokens = split(text, &Words::default());
            let found: Vec<&str> = tokens.iter().map(|token| token.raw).collect();
            assert_eq!(found.join("|"), *wanted, "in {text:?}");
        }
    }
}
