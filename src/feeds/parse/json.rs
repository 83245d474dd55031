//! JSON Feed 1 and 1.1, and what is near it.

use serde_json::Map;
use serde_json::Value;

use super::Hints;
use super::ParseError;
use super::construct::cut;
use super::dates;
use super::document::About;
use super::document::Document;
use super::document::Enclosure;
use super::document::Entry;
use super::document::Image;
use super::document::Link;
use super::document::Person;
use super::document::Tag;
use super::document::Text;
use super::html;
use super::keep::Newest;
use super::people;
use super::urls;

/// The longest text that is kept, in bytes: an article.
const TEXT_BYTES_MAX: usize = 1 << 20;

/// How many values a document may have: a bound on memory, ten times those of 2,000 full entries.
const VALUES_MAX: usize = 500_000;

/// How many authors, tags or files one entry may have.
const LIST_MAX: usize = 100;

/// Reads a JSON Feed.
///
/// # Errors
///
/// Returns [`ParseError::Json`] if it is no JSON, and [`ParseError::NotAFeed`] if it is no feed.
pub(super) fn read(text: &str, hints: &Hints<'_>) -> Result<Document, ParseError> {
    let bounded = bounded(text);
    let too_long = bounded.len() < text.len();
    let whole = if too_long { None } else { serde_json::from_str::<Value>(text).ok() };
    let cut_off = whole.is_none() && !too_long;
    let value = match whole {
        Some(value) => value,
        None => serde_json::from_str(&closed(bounded)).map_err(|_| ParseError::Json)?,
    };
    let Value::Object(root) = value else {
        return Err(ParseError::NotAFeed);
    };
    let says = root.get("version").and_then(Value::as_str).unwrap_or_default().trim();
    let items = root.get("items").and_then(Value::as_array);
    if items.is_none() && !says.contains("jsonfeed") {
        return Err(ParseError::NotAFeed);
    }
    let base = hints.base.unwrap_or_default();
    let mut entries = Newest::default();
    for item in items.into_iter().flatten().filter_map(Value::as_object) {
        entries.push(entry(item, base));
    }
    let mut document = Document {
        version: version(says).into(),
        feed: feed(&root, base),
        bozo: cut_off,
        mended: cut_off,
        cut_off,
        ..Document::default()
    };
    if too_long {
        document.problems.push("the feed is longer than is read; its first entries were".into());
    }
    if cut_off {
        document.problems.push("the feed was cut off; its whole entries were read".into());
    }
    document.problems.extend(entries.problem());
    document.entries = entries.finish();
    if document.feed.language.is_none() {
        document.feed.language = hints.language.map(str::to_owned);
    }
    Ok(document)
}

fn version(says: &str) -> &'static str {
    match says.trim_end_matches('/').rsplit('/').next() {
        Some("1") => "json1",
        Some("1.1") => "json11",
        Some(_) | None => "json",
    }
}

/// Returns the start of `text` that has at most [`VALUES_MAX`] values.
fn bounded(text: &str) -> &str {
    let (mut quoted, mut escaped, mut values) = (false, false, 0_usize);
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if quoted => escaped = true,
            b'"' => quoted = !quoted,
            b',' | b'[' | b'{' if !quoted => values += 1,
            _ => {}
        }
        if values > VALUES_MAX {
            return &text[..at];
        }
    }
    text
}

/// Closes JSON that breaks off: keeps it up to the last entry that is whole.
fn closed(text: &str) -> String {
    let (mut open, mut quoted, mut escaped) = (Vec::new(), false, false);
    let mut last_whole: Option<(usize, Vec<u8>)> = None;
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if quoted => escaped = true,
            b'"' => quoted = !quoted,
            _ if quoted => {}
            b'{' => open.push(b'}'),
            b'[' => open.push(b']'),
            b'}' | b']' => {
                open.pop();
                if byte == b'}' && open == [b'}', b']'] {
                    last_whole = Some((at + 1, open.clone()));
                }
            }
            // The list of entries is open and has none that is whole yet.
            _ => {}
        }
    }
    let Some((end, open)) = last_whole else {
        return before_the_first(text);
    };
    let mut whole = text[..end].to_owned();
    whole.extend(open.iter().rev().map(|byte| char::from(*byte)));
    whole
}

/// Closes JSON that breaks off before its first entry is whole, after the last whole member.
fn before_the_first(text: &str) -> String {
    let (mut depth, mut quoted, mut escaped, mut end) = (0_usize, false, false, None);
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if quoted => escaped = true,
            b'"' => quoted = !quoted,
            _ if quoted => {}
            b'{' | b'[' => depth += 1,
            b'}' | b']' => depth = depth.saturating_sub(1),
            b',' if depth == 1 => end = Some(at),
            _ => {}
        }
    }
    end.map_or_else(|| text.to_owned(), |end| format!("{}}}", &text[..end]))
}

fn string(object: &Map<String, Value>, key: &str) -> Option<String> {
    let text = match object.get(key)? {
        Value::String(text) => cut(text.trim().to_owned(), TEXT_BYTES_MAX),
        Value::Number(number) => number.to_string(),
        Value::Bool(truth) => truth.to_string(),
        Value::Null | Value::Array(_) | Value::Object(_) => return None,
    };
    (!text.is_empty()).then_some(text)
}

fn text(object: &Map<String, Value>, key: &str, base: &str) -> Option<Text> {
    string(object, key).map(|value| {
        if html::looks_like_html(&value) {
            Text { value: html::safe(&value, base), is_html: true }
        } else {
            Text::of(value)
        }
    })
}

fn address(object: &Map<String, Value>, key: &str, base: &str) -> Option<String> {
    string(object, key).and_then(|written| urls::join(base, &written))
}

fn list<'a>(object: &'a Map<String, Value>, key: &str) -> impl Iterator<Item = &'a Value> {
    object.get(key).and_then(Value::as_array).into_iter().flatten().take(LIST_MAX)
}

fn link(href: Option<String>, rel: &str) -> Option<Link> {
    href.map(|href| Link { href: Some(href), rel: rel.into(), ..Link::default() })
}

fn image(href: Option<String>) -> Option<Image> {
    href.map(|href| Image { href: Some(href), ..Image::default() })
}

fn feed(root: &Map<String, Value>, base: &str) -> About {
    let own = address(root, "feed_url", base);
    let page = address(root, "home_page_url", base);
    let mut about = About {
        id: own.clone(),
        title: text(root, "title", base),
        link: page.clone(),
        subtitle: text(root, "description", base),
        language: string(root, "language"),
        icon: address(root, "favicon", base),
        image: image(address(root, "icon", base)),
        info: text(root, "user_comment", base),
        ..About::default()
    };
    about.links.extend(link(own, "self"));
    about.links.extend(link(page, "alternate"));
    about.links.extend(link(address(root, "next_url", base), "next"));
    take_authors(&mut about, root, base);
    about
}

fn entry(item: &Map<String, Value>, base: &str) -> Entry {
    let page = address(item, "url", base);
    let external = address(item, "external_url", base);
    let mut about = About {
        id: string(item, "id"),
        title: text(item, "title", base),
        link: page.clone().or_else(|| external.clone()),
        language: string(item, "language"),
        published: string(item, "date_published").and_then(|date| dates::read(&date)),
        updated: string(item, "date_modified").and_then(|date| dates::read(&date)),
        image: image(address(item, "image", base).or_else(|| address(item, "banner_image", base))),
        ..About::default()
    };
    about.links.extend(link(page, "alternate"));
    about.links.extend(link(external, "related"));
    for tag in list(item, "tags").filter_map(Value::as_str).filter_map(people::name) {
        about.tags.push(Tag { term: Some(tag), ..Tag::default() });
    }
    take_authors(&mut about, item, base);
    let markup = string(item, "content_html")
        .map(|markup| Text { value: html::safe(&markup, base), is_html: true });
    let content = markup.or_else(|| string(item, "content_text").map(Text::of));
    Entry {
        summary: text(item, "summary", base).or_else(|| content.clone()),
        content,
        enclosures: list(item, "attachments")
            .filter_map(Value::as_object)
            .map(|file| enclosure(file, base))
            .collect(),
        about,
        ..Entry::default()
    }
}

fn enclosure(file: &Map<String, Value>, base: &str) -> Enclosure {
    Enclosure {
        href: address(file, "url", base),
        media_type: string(file, "mime_type"),
        length: string(file, "size_in_bytes"),
    }
}

/// Version 1 has one `author`, version 1.1 a list of `authors`.
fn take_authors(about: &mut About, object: &Map<String, Value>, base: &str) {
    let one = object.get("author").into_iter();
    for value in list(object, "authors").chain(one) {
        let person = match value {
            Value::String(line) => people::name(line).map(|line| people::of_line(&line)),
            Value::Object(who) => Some(person(who, base)),
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::Array(_) => None,
        };
        let Some(person) = person.filter(|person| !person.is_empty()) else {
            continue;
        };
        if !about.authors.contains(&person) {
            about.author = person.line();
            about.author_name.clone_from(&person.name);
            about.author_email.clone_from(&person.email);
            about.author_url.clone_from(&person.href);
            about.authors.push(person);
        }
    }
}

fn person(who: &Map<String, Value>, base: &str) -> Person {
    let url = string(who, "url");
    let mail = url.as_deref().and_then(|url| url.strip_prefix("mailto:"));
    Person {
        name: string(who, "name").and_then(|name| people::name(&name)),
        email: mail.map(|mail| mail.split('?').next().unwrap_or_default().to_owned()),
        href: url.and_then(|url| urls::join(base, &url)),
    }
}
