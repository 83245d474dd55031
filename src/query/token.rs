//! Cuts a query into words, fields, quotations and signs.

use super::QueryError;
use crate::model::Span;

/// A piece of a query with its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Token {
    pub(super) span: Span,
    pub(super) kind: Kind,
}

/// What a piece is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// `(`
    Open,
    /// `)`
    Close,
    /// `-` before something.
    Not,
    /// `OR`
    Or,
    /// `AND`, which a space says as well.
    And,
    /// A bare word; `prefix` if it ends in `*`.
    Word { text: String, prefix: bool },
    /// A quotation.
    Quoted(String),
    /// `name:value`.
    Field { name: String, value: String, quoted: bool, value_span: Span },
}

/// Cuts `text` into pieces.
///
/// # Errors
///
/// Returns a [`QueryError`] at a quotation that is not closed.
pub(super) fn cut(text: &str) -> Result<Vec<Token>, QueryError> {
    let mut reader = Reader { text, at: 0 };
    let mut tokens = Vec::new();
    while let Some(letter) = reader.peek() {
        let start = reader.at;
        let kind = match letter {
            letter if letter.is_whitespace() => {
                reader.bump();
                continue;
            }
            '(' => reader.sign(Kind::Open),
            ')' => reader.sign(Kind::Close),
            '-' if reader.negates() => reader.sign(Kind::Not),
            '"' => Kind::Quoted(reader.quotation()?),
            _ => reader.word()?,
        };
        tokens.push(Token { span: Span::new(start, reader.at), kind });
    }
    Ok(tokens)
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
}

/// A letter as it was typed: bare, or robbed of its meaning by a backslash.
#[derive(Clone, Copy)]
struct Letter {
    letter: char,
    escaped: bool,
}

impl Reader<'_> {
    fn rest(&self) -> &str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    fn bump(&mut self) -> Option<char> {
        let letter = self.peek()?;
        self.at += letter.len_utf8();
        Some(letter)
    }

    fn sign(&mut self, kind: Kind) -> Kind {
        self.bump();
        kind
    }

    /// Whether the `-` here stands before something that it can negate.
    fn negates(&self) -> bool {
        let next = self.rest().chars().nth(1);
        next.is_some_and(|next| !next.is_whitespace() && next != ')')
    }

    /// Reads a quotation; a backslash keeps the next letter as it is.
    fn quotation(&mut self) -> Result<String, QueryError> {
        let start = self.at;
        self.bump();
        let mut inside = String::new();
        while let Some(letter) = self.bump() {
            match letter {
                '"' => return Ok(inside),
                '\\' => inside.extend(self.bump()),
                _ => inside.push(letter),
            }
        }
        let span = Span::new(start, self.text.len());
        Err(QueryError::new(span, "the quotation is not closed; add a `\"` at its end"))
    }

    /// Reads letters up to a space, parenthesis or quotation mark.
    fn letters(&mut self, until_colon: bool) -> Vec<Letter> {
        let mut letters = Vec::new();
        while let Some(letter) = self.peek() {
            if letter.is_whitespace()
                || matches!(letter, '(' | ')' | '"')
                || (until_colon && letter == ':')
            {
                break;
            }
            self.bump();
            if letter == '\\' {
                letters.extend(self.bump().map(|letter| Letter { letter, escaped: true }));
            } else {
                letters.push(Letter { letter, escaped: false });
            }
        }
        letters
    }

    /// Reads a bare word or a field.
    fn word(&mut self) -> Result<Kind, QueryError> {
        let start = self.at;
        let name = self.letters(true);
        let is_name = !name.is_empty()
            && name.iter().all(|letter| !letter.escaped && letter.letter.is_ascii_alphabetic());
        if self.peek() == Some(':') && is_name && !self.rest().starts_with("://") {
            self.bump();
            return self.field(plain(&name));
        }
        self.at = start;
        let mut letters = self.letters(false);
        let prefix = letters.last().is_some_and(|last| last.letter == '*' && !last.escaped);
        if prefix {
            letters.pop();
        }
        let bare = letters.iter().all(|letter| !letter.escaped) && !prefix;
        let text = plain(&letters);
        Ok(match text.as_str() {
            "OR" if bare => Kind::Or,
            "AND" if bare => Kind::And,
            _ => Kind::Word { text, prefix },
        })
    }

    fn field(&mut self, name: String) -> Result<Kind, QueryError> {
        let start = self.at;
        let quoted = self.peek() == Some('"');
        let value = if quoted { self.quotation()? } else { plain(&self.letters(false)) };
        Ok(Kind::Field { name, value, quoted, value_span: Span::new(start, self.at) })
    }
}

fn plain(letters: &[Letter]) -> String {
    letters.iter().map(|letter| letter.letter).collect()
}
