//! Markup to tokens, forgiving: what is not XML is read as what was meant, and noted.

use std::borrow::Cow;

use super::doctype::Entities;
use super::entities;
use super::fault::Fault;
use super::fault::Faults;

/// How many attributes of an element are read: feeds have under ten, attacks a hundred thousand.
const ATTRIBUTES_MAX: usize = 256;

/// One attribute: its name as written, its value with references resolved.
pub(in crate::feeds) type Attribute<'a> = (&'a str, String);

/// A piece of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::feeds) enum Token<'a> {
    /// `<name a="b">`, or `<name/>` when `empty`.
    Start { name: &'a str, attributes: Vec<Attribute<'a>>, empty: bool },
    /// `</name>`.
    End { name: &'a str },
    /// Text with references resolved, or a CDATA section.
    Text(Cow<'a, str>),
}

/// Reads a document token by token.
pub(in crate::feeds) struct Scanner<'a> {
    text: &'a str,
    at: usize,
    entities: Entities,
    /// Whether no `?>` is left, so that it is looked for once.
    no_instruction_end: bool,
    /// The quotes of which none is left.
    no_quote: [bool; 2],
    /// What was wrong so far.
    pub(super) faults: Faults,
}

impl<'a> Scanner<'a> {
    /// Begins at the start of `text`.
    pub(in crate::feeds) fn new(text: &'a str) -> Self {
        Self {
            text,
            at: 0,
            entities: Entities::default(),
            no_instruction_end: false,
            no_quote: [false; 2],
            faults: Faults::default(),
        }
    }

    /// Returns the document type declaration's public name and entities.
    pub(super) fn entities(&self) -> &Entities {
        &self.entities
    }

    fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    /// Returns the next token, or `None` at the end.
    pub(in crate::feeds) fn next(&mut self) -> Option<Token<'a>> {
        loop {
            let rest = self.rest();
            let first = rest.bytes().next()?;
            if first != b'<' {
                return Some(self.text_run(rest));
            }
            let second = rest[1..].chars().next();
            let token = match second {
                Some('/') => self.end_tag(rest),
                Some('!') => self.declaration(rest),
                Some('?') => {
                    self.instruction(rest);
                    None
                }
                Some(c) if is_name_start(c) => return self.start_tag(rest),
                Some(_) => {
                    self.faults.note(Fault::BareLess);
                    self.at += 1;
                    Some(Token::Text(Cow::Borrowed("<")))
                }
                None => {
                    self.faults.note(Fault::CutOff);
                    self.at = self.text.len();
                    None
                }
            };
            if token.is_some() {
                return token;
            }
        }
    }

    fn text_run(&mut self, rest: &'a str) -> Token<'a> {
        let run = &rest[..memchr::memchr(b'<', rest.as_bytes()).unwrap_or(rest.len())];
        self.at += run.len();
        if run.contains("]]>") {
            self.faults.note(Fault::BareLess);
        }
        Token::Text(self.resolved(run))
    }

    /// Resolves the references of `run` and takes forbidden characters out.
    fn resolved(&mut self, run: &'a str) -> Cow<'a, str> {
        let run = self.allowed(run);
        if !run.contains('&') {
            return run;
        }
        let mut text = String::with_capacity(run.len());
        let mut rest: &str = &run;
        while let Some(start) = rest.find('&') {
            text.push_str(&rest[..start]);
            rest = &rest[start + 1..];
            let used = self.reference(rest, &mut text);
            rest = &rest[used..];
        }
        text.push_str(rest);
        Cow::Owned(text)
    }

    /// Reads the reference that `rest` goes on with after `&`; returns how many bytes it has.
    fn reference(&mut self, rest: &str, text: &mut String) -> usize {
        if let Some(number) = rest.strip_prefix('#') {
            let end = number.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(number.len());
            let closed = number[end..].starts_with(';');
            if let Some(c) = entities::numbered(&number[..end]) {
                if !closed || c == '\u{FFFD}' {
                    self.faults.note(Fault::BareAmpersand);
                }
                text.push(c);
                return 1 + end + usize::from(closed);
            }
        } else if let Some(end) =
            rest.bytes().take(entities::NAME_BYTES_MAX).position(|b| b == b';')
        {
            let name = &rest[..end];
            if let Some(value) = self.entities.value(name) {
                text.push_str(value);
                return end + 1;
            }
            if name.chars().next().is_some_and(is_name_start) && name.chars().all(is_name) {
                self.faults.note(Fault::UnknownEntity);
                let value = entities::html(name).unwrap_or_else(|| format!("&{name};"));
                text.push_str(&value);
                return end + 1;
            }
        }
        self.faults.note(Fault::BareAmpersand);
        text.push('&');
        0
    }

    fn allowed(&mut self, run: &'a str) -> Cow<'a, str> {
        let mut text = Cow::Borrowed(run);
        if run.chars().any(|c| !entities::is_xml(c)) {
            self.faults.note(Fault::ForbiddenCharacter);
            text = Cow::Owned(run.chars().filter(|c| entities::is_xml(*c)).collect());
        }
        if text.contains('\r') {
            Cow::Owned(text.replace("\r\n", "\n").replace('\r', "\n"))
        } else {
            text
        }
    }

    fn end_tag(&mut self, rest: &'a str) -> Option<Token<'a>> {
        let Some(end) = rest[2..].find(['>', '<']).map(|end| end + 2) else {
            self.faults.note(Fault::CutOff);
            self.at = self.text.len();
            return None;
        };
        let closed = rest[end..].starts_with('>');
        let name = rest[2..end].trim_end();
        if !closed || name.is_empty() || !name.chars().all(is_name) {
            self.faults.note(Fault::BadTag);
        }
        self.at += end + usize::from(closed);
        let name = name.trim_start().split(char::is_whitespace).next().unwrap_or_default();
        (!name.is_empty()).then_some(Token::End { name })
    }

    /// Reads `<!…`: a CDATA section is text; comments and declarations are passed over.
    fn declaration(&mut self, rest: &'a str) -> Option<Token<'a>> {
        if let Some(inner) = rest.strip_prefix("<![CDATA[") {
            let run = &inner[..inner.find("]]>").unwrap_or(inner.len())];
            self.skip(rest, "<![CDATA[".len() + run.len(), "]]>");
            return Some(Token::Text(self.allowed(run)));
        }
        if let Some(inner) = rest.strip_prefix("<!--") {
            let comment = &inner[..inner.find("-->").unwrap_or(inner.len())];
            if comment.contains("--") || comment.ends_with('-') {
                self.faults.note(Fault::BadDeclaration);
            }
            self.skip(rest, "<!--".len() + comment.len(), "-->");
            return None;
        }
        let keyword = rest.as_bytes().get(2..9).unwrap_or_default();
        if keyword.eq_ignore_ascii_case(b"DOCTYPE") {
            let used = self.entities.read(&rest["<!DOCTYPE".len()..]);
            if used.is_none() {
                self.faults.note(Fault::CutOff);
            }
            self.at = used.map_or(self.text.len(), |used| self.at + "<!DOCTYPE".len() + used);
            return None;
        }
        if "<![CDATA[".starts_with(rest) || "<!DOCTYPE".starts_with(rest) {
            self.faults.note(Fault::CutOff);
            self.at = self.text.len();
            return None;
        }
        self.faults.note(Fault::BadDeclaration);
        self.at += 1;
        Some(Token::Text(Cow::Borrowed("<")))
    }

    /// Goes on after the `end` that stands at `length` of `rest`; the document may end there.
    fn skip(&mut self, rest: &str, length: usize, end: &str) {
        self.at += length;
        if rest[length..].starts_with(end) {
            self.at += end.len();
        } else {
            self.faults.note(Fault::CutOff);
        }
    }

    fn instruction(&mut self, rest: &'a str) {
        let is_declaration = rest.len() > 5
            && rest.as_bytes()[2..5].eq_ignore_ascii_case(b"xml")
            && rest.as_bytes()[5].is_ascii_whitespace();
        if is_declaration && self.at > 0 {
            self.faults.note(Fault::BeforeDeclaration);
        }
        let end = if self.no_instruction_end { None } else { rest.find("?>").map(|end| end + 2) };
        let end = end.or_else(|| {
            self.no_instruction_end = true;
            self.faults.note(Fault::BadDeclaration);
            rest.find('>').map(|end| end + 1)
        });
        if end.is_none() {
            self.faults.note(Fault::CutOff);
        }
        self.at = end.map_or(self.text.len(), |end| self.at + end);
    }

    /// Reads a start tag; `None` if the document ends within it.
    fn start_tag(&mut self, rest: &'a str) -> Option<Token<'a>> {
        let mut tag = TagReader { rest, at: 1 };
        let name = tag.until(|c| c.is_whitespace() || matches!(c, '/' | '>' | '<' | '='));
        if !name.chars().all(is_name) {
            self.faults.note(Fault::BadTag);
        }
        let mut attributes: Vec<Attribute<'a>> = Vec::new();
        let empty = loop {
            let spaced = tag.skip_space();
            let Some(next) = tag.peek() else {
                self.faults.note(Fault::CutOff);
                self.at = self.text.len();
                return None;
            };
            match next {
                '>' => {
                    tag.at += 1;
                    break false;
                }
                '/' if tag.tail().starts_with("/>") => {
                    tag.at += 2;
                    break true;
                }
                '<' => {
                    self.faults.note(Fault::BadTag);
                    break false;
                }
                '/' | '=' | '"' | '\'' => {
                    self.faults.note(Fault::BadTag);
                    tag.at += 1;
                }
                _ => {
                    if !spaced {
                        self.faults.note(Fault::BadTag);
                    }
                    let (key, value) = self.attribute(&mut tag);
                    self.keep(&mut attributes, key, value);
                }
            }
        };
        self.at += tag.at;
        Some(Token::Start { name, attributes, empty })
    }

    fn keep(&mut self, attributes: &mut Vec<Attribute<'a>>, key: &'a str, value: &'a str) {
        if attributes.len() >= ATTRIBUTES_MAX {
            self.faults.note(Fault::TooManyAttributes);
        } else if attributes.iter().any(|(known, _)| *known == key) {
            self.faults.note(Fault::DoubleAttribute);
        } else {
            if value.contains('<') {
                self.faults.note(Fault::BadTag);
            }
            let value = self.resolved(value).replace(['\t', '\n'], " ");
            attributes.push((key, value));
        }
    }

    fn attribute(&mut self, tag: &mut TagReader<'a>) -> (&'a str, &'a str) {
        let key = tag.until(|c| c.is_whitespace() || matches!(c, '=' | '>' | '/' | '<'));
        if !key.chars().all(is_name) || !key.chars().next().is_some_and(is_name_start) {
            self.faults.note(Fault::BadTag);
        }
        tag.skip_space();
        if tag.peek() != Some('=') {
            self.faults.note(Fault::BadTag);
            return (key, "");
        }
        tag.at += 1;
        tag.skip_space();
        if let Some(quote @ ('"' | '\'')) = tag.peek() {
            tag.at += 1;
            return (key, self.quoted(tag, quote));
        }
        self.faults.note(Fault::BadTag);
        let value = tag.until(|c| c.is_whitespace() || c == '>');
        match value.strip_suffix('/') {
            Some(short) if tag.peek() == Some('>') => {
                tag.at -= 1;
                (key, short)
            }
            Some(_) | None => (key, value),
        }
    }
}

impl<'a> Scanner<'a> {
    /// Reads a value up to its closing `quote`, or up to the end of the tag if there is none.
    fn quoted(&mut self, tag: &mut TagReader<'a>, quote: char) -> &'a str {
        let gone = &mut self.no_quote[usize::from(quote == '\'')];
        let end = if *gone { None } else { memchr::memchr(quote as u8, tag.tail().as_bytes()) };
        if let Some(end) = end {
            let value = &tag.tail()[..end];
            tag.at += end + 1;
            return value;
        }
        *gone = true;
        self.faults.note(Fault::BadTag);
        tag.until(|c| c == '>')
    }
}

/// Where in a tag the reading is.
struct TagReader<'a> {
    rest: &'a str,
    at: usize,
}

impl<'a> TagReader<'a> {
    fn tail(&self) -> &'a str {
        &self.rest[self.at..]
    }

    fn peek(&self) -> Option<char> {
        self.tail().chars().next()
    }

    fn until(&mut self, stop: impl Fn(char) -> bool) -> &'a str {
        let tail = self.tail();
        let part = &tail[..tail.find(stop).unwrap_or(tail.len())];
        self.at += part.len();
        part
    }

    /// Passes over white space; returns whether there was any.
    fn skip_space(&mut self) -> bool {
        !self.until(|c| !c.is_whitespace()).is_empty()
    }
}

pub(super) fn is_name_start(c: char) -> bool {
    c.is_alphabetic() || matches!(c, '_' | ':')
}

pub(super) fn is_name(c: char) -> bool {
    c.is_alphanumeric()
        || matches!(
            c,
            '_' | ':' | '-' | '.' | '\u{B7}' | '\u{300}'..='\u{36F}' | '\u{203F}' | '\u{2040}'
        )
}
