//! The bundled sample newsroom: invented stories of invented outlets, so that every key works
//! with no network.
//!
//! The texts are files of `config/sample/`, compiled in; `config/sample/README.md` has their
//! format. Nothing here knows the time: a story says how old it is, and whoever stores it
//! subtracts that from now, so that samples are always recent.

use crate::model::Article;
use crate::model::BlockKind;
use crate::model::FeedClass;
use crate::model::FeedSource;

/// The folder in which the outlets of the samples are listed.
pub const FOLDER: &str = "Sample";

/// Embeds files of `config/sample/` by their names without `.md`.
macro_rules! embed {
    ($($slug:literal),* $(,)?) => {
        &[$(($slug, include_str!(concat!("../../config/sample/", $slug, ".md")))),*]
    };
}

/// Every sample: its file's name and text. A new file needs one line here.
const FILES: &[(&str, &str)] = embed![
    "01-norway-blames-russian-intelligence",
    "02-embassy-oslo-unfounded",
    "03-uk-sweden-back-oslo",
    "04-council-lists-storting",
    "05-moscow-bars-officials",
    "06-typhoon-advisory",
    "07-beijing-rejects-water-report",
    "08-queensland-water-typhoon",
    "09-beijing-sanctions-vendor",
    "10-copperline-volt-typhoon-notes",
    "11-canada-expels-consul",
    "12-delhi-absurd-and-motivated",
    "13-voter-roll-deserves-better",
    "14-estonia-summons-cable",
    "15-finland-tanker-captain",
    "16-kabel-finnland-estland",
    "17-chile-hospitals-ransom",
    "18-us-indicts-black-quill",
    "19-kenya-spyware-addis",
    "20-addis-answers-nairobi",
    "21-paris-logiciel-espion",
    "22-gps-jamming-baltic-flights",
    "23-kaliningrad-neighbours",
    "24-seoul-exchange-theft",
    "25-paektu-statement",
    "26-three-allies-sanction",
    "27-un-cyber-talks-stall",
    "28-jinghai-commentary-attribution",
    "29-lindenhof-un-forum",
    "30-tehran-fuel-stations",
    "31-haifa-hospitals-muddywater",
    "32-chisinau-leaks-summons",
    "33-smolny-clean-vote",
    "34-caracas-grid-washington",
    "35-us-brazil-venezuela-grid",
    "36-matsu-cable-cut-again",
    "37-taiwan-office-accident",
    "38-accra-tallinn-memorandum",
    "39-perimeter-patch",
    "40-bundestag-mails-einbestellt",
    "41-rabat-dement-agence",
    "42-us-orders-two-out",
    "43-moldova-runoff-long-read",
    "44-icao-gps-complaint",
];

/// A bundled story and the outlet that tells it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sample {
    /// The name of its file without number and ending, unique among samples.
    pub slug: &'static str,
    /// The invented outlet; paused, since its address answers nobody.
    pub source: FeedSource,
    /// The address of the story, on a host of `.example`.
    pub url: String,
    /// The headline.
    pub title: String,
    /// The author line, or empty.
    pub byline: String,
    /// How long ago it was published, in hours.
    pub age_hours: u32,
    /// The whole text.
    pub article: Article,
    /// The invented event it tells of; stories with the same name tell of the same.
    pub event: String,
}

/// Returns whether a feed is the invented outlet of a sample: nobody answers at its address, and
/// to the reader it is no feed.
#[must_use]
pub fn is_outlet(source: &FeedSource) -> bool {
    let host = crate::clean::host(&source.url).unwrap_or_default();
    source.paused && source.folder == FOLDER && host.ends_with(".example")
}

/// Returns every bundled story, in the order of their files.
#[must_use]
pub fn stories() -> Vec<Sample> {
    FILES.iter().filter_map(|(name, text)| read(name, text)).collect()
}

/// Reads one file, or `None` if a part of its front matter is missing or wrong.
fn read(name: &'static str, text: &str) -> Option<Sample> {
    let (front, body) = text.strip_prefix("---\n")?.split_once("\n---\n")?;
    let url = field(front, "url")?.to_owned();
    let (title, body) = body.trim_start().strip_prefix("# ")?.split_once('\n')?;
    Some(Sample {
        slug: name.trim_start_matches(|c: char| c.is_ascii_digit() || c == '-'),
        source: FeedSource {
            url: feed_of(&url)?,
            title: field(front, "outlet")?.to_owned(),
            folder: FOLDER.to_owned(),
            country: field(front, "country")?.to_owned(),
            lang: field(front, "lang")?.to_owned(),
            class: FeedClass::from_name(field(front, "class")?)?,
            paused: true,
        },
        url,
        title: title.trim().to_owned(),
        byline: field(front, "byline").unwrap_or_default().to_owned(),
        age_hours: field(front, "age_hours")?.parse().ok()?,
        article: article(title.trim(), body),
        event: field(front, "event")?.to_owned(),
    })
}

/// Finds the value of `key: value`.
fn field<'a>(front: &'a str, key: &str) -> Option<&'a str> {
    front.lines().find_map(|line| Some(line.strip_prefix(key)?.strip_prefix(':')?.trim()))
}

/// The feed of a story's outlet: one address a host.
fn feed_of(url: &str) -> Option<String> {
    let host = url.strip_prefix("https://")?.split('/').next()?;
    Some(format!("https://{host}/feed.xml"))
}

/// Builds an article from Markdown with one block a line.
fn article(title: &str, body: &str) -> Article {
    let mut article = Article::default();
    article.push(BlockKind::Title, title);
    for line in body.lines().filter(|line| !line.trim().is_empty()) {
        let (kind, text) = block(line);
        article.push(kind, text);
    }
    article
}

/// Tells what a line is, and its text without the marker.
fn block(line: &str) -> (BlockKind, &str) {
    let text = line.trim();
    if text == "***" {
        return (BlockKind::Rule, "");
    }
    let depth = u8::from(line.starts_with("  "));
    heading(text)
        .or_else(|| item(text, depth))
        .or_else(|| Some((BlockKind::Quote, text.strip_prefix("> ")?)))
        .unwrap_or((BlockKind::Paragraph, text))
}

/// Reads `## heading`, of any level from 2 to 6.
fn heading(text: &str) -> Option<(BlockKind, &str)> {
    let rest = text.trim_start_matches('#');
    let level = u8::try_from(text.len() - rest.len()).ok()?;
    let words = rest.strip_prefix(' ')?;
    (2..=6).contains(&level).then_some((BlockKind::Heading(level), words))
}

/// Reads `- item` or `1. item`.
fn item(text: &str, depth: u8) -> Option<(BlockKind, &str)> {
    if let Some(rest) = text.strip_prefix("- ") {
        return Some((BlockKind::Item { depth, number: None }, rest));
    }
    let (number, rest) = text.split_once(". ")?;
    let number = Some(number.parse().ok()?);
    Some((BlockKind::Item { depth, number }, rest))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;
    use std::collections::BTreeSet;
    use std::fs;

    use super::*;

    #[test]
    fn every_file_of_the_folder_is_listed_and_read() {
        let mut files: Vec<String> = fs::read_dir("config/sample")
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .filter_map(|name| Some(name.strip_suffix(".md")?.to_owned()))
            .filter(|name| name != "README")
            .collect();
        files.sort();
        let listed: Vec<&str> = FILES.iter().map(|(name, _)| *name).collect();
        assert_eq!(files, listed);
        for (name, text) in FILES {
            assert!(read(name, text).is_some(), "{name}.md: a line of its front matter is wrong");
        }
    }

    #[test]
    fn there_is_enough_to_try_every_key_on() {
        let stories = stories();
        let mut outlets: BTreeMap<&str, &FeedSource> = BTreeMap::new();
        let mut events: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
        for story in &stories {
            let title = story.source.title.as_str();
            let known = outlets.entry(title).or_insert(&story.source);
            assert_eq!(*known, &story.source, "{}: its outlet is described twice", story.slug);
            events.entry(&story.event).or_default().insert(title);
        }
        assert!(stories.len() >= 34, "{} stories", stories.len());
        assert!(outlets.len() >= 9, "{} outlets", outlets.len());
        assert!(events.len() >= 13, "{} events", events.len());
        assert!(events.values().filter(|tellers| tellers.len() >= 3).count() >= 3);
        let classes: BTreeSet<FeedClass> = stories.iter().map(|s| s.source.class).collect();
        assert_eq!(classes.len(), FeedClass::ALL.len(), "a class of outlets has no sample");
    }

    #[test]
    fn every_story_is_whole_and_like_no_other() {
        let (mut slugs, mut urls) = (BTreeSet::new(), BTreeSet::new());
        for story in stories() {
            assert!(slugs.insert(story.slug), "{} is there twice", story.slug);
            assert!(urls.insert(story.url.clone()), "{} is there twice", story.url);
            let host = story.url.split('/').nth(2).unwrap();
            assert!(host.ends_with(".example"), "{host} may be real");
            let words = story.article.text.split_whitespace().count();
            assert!((120..=700).contains(&words), "{}: {words} words", story.slug);
            assert!(story.article.blocks.len() > 4, "{} has too few blocks", story.slug);
            assert_eq!(story.article.blocks[0].kind, BlockKind::Title);
        }
    }

    #[test]
    fn a_line_is_the_block_that_its_marker_says() {
        let item = |depth, number| BlockKind::Item { depth, number };
        for (line, kind, text) in [
            ("## What we know", BlockKind::Heading(2), "What we know"),
            ("- one", item(0, None), "one"),
            ("  - within", item(1, None), "within"),
            ("2. two", item(0, Some(2)), "two"),
            ("> said", BlockKind::Quote, "said"),
            ("***", BlockKind::Rule, ""),
            ("#hashtag", BlockKind::Paragraph, "#hashtag"),
            ("U.S. officials", BlockKind::Paragraph, "U.S. officials"),
            ("3.5 million", BlockKind::Paragraph, "3.5 million"),
        ] {
            assert_eq!(block(line), (kind, text), "{line}");
        }
    }

    #[test]
    fn a_broken_file_is_no_story() {
        let good = "---\noutlet: A\ncountry: NZ\nlang: en\nclass: press\n\
            url: https://a.example/1\nage_hours: 7\nevent: e\n---\n# Title\n\nBody.\n";
        assert!(read("01-a", good).is_some());
        for (part, other) in [
            ("---\n", ""),
            ("class: press", "class: gossip"),
            ("age_hours: 7", "age_hours: soon"),
            ("https://", "gopher://"),
            ("# Title", "Title"),
            ("outlet", "outlets"),
        ] {
            assert_eq!(read("01-a", &good.replacen(part, other, 1)), None, "{part}");
        }
    }
}
