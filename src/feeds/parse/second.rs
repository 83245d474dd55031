//! A second opinion: feed-rs, asked when our own reader finds no feed or no entry.

use feed_rs::model;
use feed_rs::parser::Builder;
use jiff::Timestamp;

use super::check;
use super::document::About;
use super::document::Document;
use super::document::Entry;
use super::document::Link;
use super::document::Person;
use super::document::Tag;
use super::document::Text;
use super::html;
use super::keep::Newest;
use super::people;
use super::urls;

/// How deep elements may nest in a document that feed-rs is given: it reads them by recursion and
/// aborts the process beyond a thousand (DEPENDENCIES.md).
const DEPTH_MAX: usize = 60;

/// The largest document that feed-rs is given, in bytes: a second reading must stay cheap.
const TEXT_BYTES_MAX: usize = 4 << 20;

/// Reads `text` with feed-rs, or returns `None` if it finds no entry either.
pub(super) fn read(text: &str, base: &str) -> Option<Document> {
    if text.len() > TEXT_BYTES_MAX || check::depth(text) > DEPTH_MAX {
        return None;
    }
    // The text is decoded already; a declaration would have it decoded again.
    let text = match text.trim_start().strip_prefix("<?xml") {
        Some(rest) => rest.split_once("?>").map_or(rest, |(_, rest)| rest),
        None => text,
    };
    let parser = Builder::new().base_uri(Some(base).filter(|base| !base.is_empty()));
    let parser = parser.id_generator(|_, _, _| String::new()).build();
    let feed = parser.parse(text.as_bytes()).ok().filter(|feed| !feed.entries.is_empty())?;
    let mut entries = Newest::default();
    for entry in &feed.entries {
        entries.push(self::entry(entry, base));
    }
    Some(Document {
        version: version(&feed.feed_type).into(),
        feed: About {
            id: Some(feed.id.clone()).filter(|id| !id.is_empty()),
            title: text_of(feed.title.as_ref(), base),
            subtitle: text_of(feed.description.as_ref(), base),
            language: feed.language.clone(),
            ..about(&feed.links, &feed.authors, base)
        },
        problems: vec!["the document was read by the second reader".into()],
        bozo: true,
        mended: true,
        entries: entries.finish(),
        ..Document::default()
    })
}

fn version(kind: &model::FeedType) -> &'static str {
    match kind {
        model::FeedType::Atom => "atom10",
        model::FeedType::JSON => "json",
        model::FeedType::RSS0 => "rss",
        model::FeedType::RSS1 => "rss10",
        model::FeedType::RSS2 => "rss20",
    }
}

fn about(links: &[model::Link], authors: &[model::Person], base: &str) -> About {
    let links: Vec<Link> = links.iter().map(|link| self::link(link, base)).collect();
    let authors: Vec<Person> = authors
        .iter()
        .map(|who| Person {
            name: who.name.as_deref().and_then(people::name),
            email: who.email.as_deref().and_then(people::name),
            href: who.uri.as_deref().and_then(|uri| urls::join(base, uri)),
        })
        .collect();
    About {
        link: links.iter().find(|link| link.rel == "alternate").and_then(|link| link.href.clone()),
        author: authors.last().and_then(Person::line),
        author_name: authors.last().and_then(|who| who.name.clone()),
        author_email: authors.last().and_then(|who| who.email.clone()),
        author_url: authors.last().and_then(|who| who.href.clone()),
        authors,
        links,
        ..About::default()
    }
}

fn link(link: &model::Link, base: &str) -> Link {
    Link {
        href: urls::join(base, &link.href),
        rel: link.rel.clone().unwrap_or_else(|| "alternate".into()),
        media_type: link.media_type.clone(),
        title: link.title.clone(),
        hreflang: link.href_lang.clone(),
        length: link.length.map(|bytes| bytes.to_string()),
    }
}

fn entry(entry: &model::Entry, base: &str) -> Entry {
    let content = entry.content.as_ref().and_then(|content| content.body.as_deref());
    let seconds = |seconds: i64| Timestamp::from_second(seconds).ok();
    Entry {
        about: About {
            id: Some(entry.id.clone()).filter(|id| !id.is_empty()),
            title: text_of(entry.title.as_ref(), base),
            published: entry.published.and_then(|at| seconds(at.timestamp())),
            updated: entry.updated.and_then(|at| seconds(at.timestamp())),
            language: entry.language.clone(),
            tags: entry
                .categories
                .iter()
                .filter_map(|tag| people::name(&tag.term))
                .map(|term| Tag { term: Some(term), ..Tag::default() })
                .collect(),
            ..about(&entry.links, &entry.authors, base)
        },
        summary: text_of(entry.summary.as_ref(), base),
        content: content.map(|body| Text { value: html::safe(body, base), is_html: true }),
        ..Entry::default()
    }
}

fn text_of(text: Option<&model::Text>, base: &str) -> Option<Text> {
    text.map(|text| Text { value: html::safe(&text.content, base), is_html: true })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::feeds::parse::Hints;
    use crate::feeds::parse::reader;

    const FEEDS: [&str; 3] = [
        "<?xml version='1.0' encoding='iso-8859-1'?><rss version='2.0'><channel><title>T</title>
         <item><title>Ä</title><link>https://a.test/1</link><guid>g</guid>
         <pubDate>Tue, 03 Mar 2026 10:00:00 GMT</pubDate><description>d</description></item>
         <item><title>B</title><link>https://a.test/2</link></item></channel></rss>",
        "<feed xmlns='http://www.w3.org/2005/Atom'><title>T</title><id>f</id>
         <entry><id>urn:1</id><title>Ä</title><link href='https://a.test/1'/>
         <published>2026-03-03T10:00:00Z</published><author><name>Ann</name></author></entry></feed>",
        "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns='http://purl.org/rss/1.0/'>
         <channel rdf:about='https://a.test/'><title>T</title><link>https://a.test/</link></channel>
         <item rdf:about='https://a.test/1'><title>Ä</title><link>https://a.test/1</link></item></rdf:RDF>",
    ];

    #[test]
    fn both_readers_agree_on_sound_feeds() {
        for text in FEEDS {
            let ours = reader::read(text, &Hints::default()).unwrap();
            let theirs = read(text, "").unwrap();
            assert_eq!(ours.version, theirs.version);
            assert_eq!(ours.entries.len(), theirs.entries.len());
            for (our, their) in ours.entries.iter().zip(&theirs.entries) {
                assert_eq!(our.about.title_text(), their.about.title_text());
                assert_eq!(our.about.page(), their.about.page());
                assert_eq!(our.about.published, their.about.published);
                assert_eq!(our.about.byline(), their.about.byline());
            }
        }
    }

    #[test]
    fn what_would_abort_is_not_given_to_it() {
        let deep = "<itunes:category>".repeat(5_000);
        let text = format!("<rss version='2.0'><channel>{deep}</channel></rss>");
        assert_eq!(read(&text, ""), None);
    }
}
