//! A page, tag by tag.

use memchr::memmem::Finder;

/// How many attributes of a tag are read; pages have up to 30.
const ATTRIBUTES_MAX: usize = 48;
/// How long a tag's name may be, in bytes; a longer one is none that anybody wrote.
const NAME_BYTES_MAX: usize = 64;

/// A part of a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Token<'a> {
    /// Text with its entities as written.
    Text(&'a str),
    /// A start tag; the name is in lower case.
    Start { name: String, attributes: Vec<(&'a str, &'a str)> },
    /// An end tag; the name is in lower case.
    End(String),
    /// What stands between the start and end tag of an element whose content is no markup.
    Raw(&'a str),
    /// `<!doctype …>`.
    Doctype,
}

/// What one step of reading gave.
enum Step<'a> {
    Token(Token<'a>),
    Nothing,
    End,
}

/// Reads a page from its beginning.
pub(super) struct Tokens<'a> {
    page: &'a str,
    at: usize,
    /// The element whose raw content comes next.
    raw: Option<String>,
    /// Elements whose end tag was looked for and does not come any more.
    never_ends: Vec<String>,
}

impl<'a> Tokens<'a> {
    pub(super) fn new(page: &'a str) -> Self {
        Self { page, at: 0, raw: None, never_ends: Vec::new() }
    }

    fn rest(&self) -> &'a str {
        &self.page[self.at..]
    }

    /// Returns the content of `name` up to its end tag, or all that is left.
    fn raw_content(&mut self, name: &str) -> &'a str {
        let content = &self.rest()[..end_tag(self.rest(), name).unwrap_or(self.rest().len())];
        self.at += content.len();
        content
    }

    /// Skips to after the end tag of an element that is dropped whole, its like nested in it
    /// included; does nothing if there is no such tag.
    pub(super) fn skip_element(&mut self, name: &str) {
        let closes_itself = self.page[..self.at].ends_with("/>");
        if closes_itself || self.never_ends.iter().any(|known| known == name) {
            return;
        }
        let Some(first) = end_tag(self.rest(), name) else {
            self.never_ends.push(name.to_owned());
            return;
        };
        let mut depth = start_tags(&self.rest()[..first], name);
        let mut end = first;
        while depth > 0 {
            let after = end + 2;
            let Some(next) = end_tag(&self.rest()[after..], name) else { break };
            depth = depth - 1 + start_tags(&self.rest()[after..after + next], name);
            end = after + next;
        }
        let close = self.rest()[end..].find('>').map_or(self.rest().len(), |close| end + close + 1);
        self.at += close;
    }

    /// Reads what begins with `<`; gives nothing for a comment and the like.
    fn markup(&mut self) -> Step<'a> {
        let rest = self.rest();
        let bytes = rest.as_bytes();
        let close = || rest.find('>').map_or(rest.len(), |close| close + 1);
        match bytes.get(1) {
            Some(letter) if letter.is_ascii_alphabetic() => match self.start_tag() {
                Some(token) => Step::Token(token),
                None => Step::End,
            },
            Some(b'/') if bytes.get(2).is_some_and(u8::is_ascii_alphabetic) => {
                self.at += close();
                Step::Token(Token::End(tag_name(&rest[2..])))
            }
            Some(b'!') if rest.starts_with("<!--") => {
                self.at += comment_length(rest);
                Step::Nothing
            }
            Some(b'!' | b'?' | b'/') => {
                self.at += close();
                let word = rest.get(2..9);
                let doctype = word.is_some_and(|word| word.eq_ignore_ascii_case("doctype"));
                if doctype { Step::Token(Token::Doctype) } else { Step::Nothing }
            }
            _ => {
                self.at += 1;
                Step::Token(Token::Text("&lt;"))
            }
        }
    }

    /// Reads a start tag; one that the page ends in is dropped with all that is left.
    fn start_tag(&mut self) -> Option<Token<'a>> {
        let name = tag_name(&self.rest()[1..]);
        let after_name =
            self.rest()[1..].find(is_name_end).map_or(self.rest().len(), |end| end + 1);
        let mut reader = Attributes { text: self.rest(), at: after_name };
        let mut attributes: Vec<(&str, &str)> = Vec::new();
        while let Some((key, value)) = reader.next() {
            let is_new = !attributes.iter().any(|(known, _)| known.eq_ignore_ascii_case(key));
            if attributes.len() < ATTRIBUTES_MAX && is_new {
                attributes.push((key, value));
            }
        }
        let closed = reader.text[reader.at..].starts_with('>');
        self.at += reader.at + usize::from(closed);
        closed.then_some(Token::Start { name, attributes })
    }

    /// Says that the start tag just read has raw content.
    pub(super) fn expect_raw(&mut self, name: &str) {
        self.raw = Some(name.to_owned());
    }
}

impl<'a> Tokens<'a> {
    /// Returns the next token, or `None` at the end of the page.
    pub(super) fn next(&mut self) -> Option<Token<'a>> {
        if let Some(name) = self.raw.take() {
            return Some(Token::Raw(self.raw_content(&name)));
        }
        while self.rest().starts_with('<') {
            match self.markup() {
                Step::Token(token) => return Some(token),
                Step::Nothing => {}
                Step::End => return None,
            }
        }
        let rest = self.rest();
        let text = &rest[..memchr::memchr(b'<', rest.as_bytes()).unwrap_or(rest.len())];
        self.at += text.len();
        (!text.is_empty()).then_some(Token::Text(text))
    }
}

fn is_name_end(c: char) -> bool {
    c.is_ascii_whitespace() || matches!(c, '/' | '>')
}

fn tag_name(text: &str) -> String {
    let name = &text[..text.find(is_name_end).unwrap_or(text.len())];
    name.chars().take(NAME_BYTES_MAX).map(|c| c.to_ascii_lowercase()).collect()
}

/// Returns the length of the comment that `text` begins with.
fn comment_length(text: &str) -> usize {
    let body = &text[4..];
    if body.starts_with('>') {
        return 5;
    }
    if body.starts_with("->") {
        return 6;
    }
    let plain = Finder::new("-->").find(body.as_bytes()).map(|end| end + 3);
    let bang = plain.map_or(body, |end| &body[..end]);
    let bang = Finder::new("--!>").find(bang.as_bytes()).map(|end| end + 4);
    4 + bang.or(plain).unwrap_or(body.len())
}

/// Returns where the end tag of `name` begins, in any case.
fn end_tag(text: &str, name: &str) -> Option<usize> {
    find_tag(text, "</", name)
}

/// Returns how many start tags of `name` are in `text`, those that close themselves left out.
fn start_tags(text: &str, name: &str) -> usize {
    let (mut count, mut rest) = (0, text);
    while let Some(at) = find_tag(rest, "<", name) {
        rest = &rest[at + 1 + name.len()..];
        let tag = &rest[..rest.find('>').unwrap_or(rest.len())];
        count += usize::from(!tag.ends_with('/'));
    }
    count
}

fn find_tag(text: &str, open: &str, name: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    memchr::memmem::find_iter(bytes, open).find(|at| {
        let start = at + open.len();
        let found = bytes.get(start..start + name.len());
        found.is_some_and(|found| found.eq_ignore_ascii_case(name.as_bytes()))
            && bytes.get(start + name.len()).is_none_or(|next| is_name_end(char::from(*next)))
    })
}

/// Reads attributes of a start tag, as the HTML standard's tokenizer does.
struct Attributes<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Attributes<'a> {
    fn skip(&mut self, what: impl Fn(u8) -> bool) {
        let bytes = &self.text.as_bytes()[self.at..];
        self.at += bytes.iter().take_while(|byte| what(**byte)).count();
    }

    /// Returns the next name and value; stands at `>` or the end of the text after the last.
    fn next(&mut self) -> Option<(&'a str, &'a str)> {
        self.skip(|byte| byte.is_ascii_whitespace() || byte == b'/');
        let start = self.at;
        let bytes = self.text.as_bytes();
        if bytes.get(start).is_none_or(|byte| *byte == b'>') {
            return None;
        }
        self.at += 1;
        self.skip(|byte| !byte.is_ascii_whitespace() && !matches!(byte, b'/' | b'>' | b'='));
        let name = self.text.get(start..self.at).unwrap_or_default();
        self.skip(|byte| byte.is_ascii_whitespace());
        if bytes.get(self.at) != Some(&b'=') {
            return Some((name, ""));
        }
        self.at += 1;
        self.skip(|byte| byte.is_ascii_whitespace());
        let value = if let Some(quote @ (b'"' | b'\'')) = bytes.get(self.at) {
            let start = self.at + 1;
            let end = memchr::memchr(*quote, &bytes[start..]).map(|end| start + end);
            self.at = end.map_or(bytes.len(), |end| end + 1);
            &self.text[start..end.unwrap_or(bytes.len())]
        } else {
            let start = self.at;
            self.skip(|byte| !byte.is_ascii_whitespace() && byte != b'>');
            &self.text[start..self.at]
        };
        Some((name, value))
    }
}
