//! A feed before it is added: found from any address, and shown.

use jiff::Timestamp;
use url::Url;

use crate::feeds::discover;
use crate::feeds::fetch::{Answer, FetchError, Fetcher, Kind, Question};
use crate::feeds::parse::{self, Document, Hints, ParseError};

/// How many stories a preview shows.
const STORIES_SHOWN: usize = 5;

/// How many addresses that a page names are tried.
const CANDIDATES_TRIED: usize = 5;

/// How many well-known paths are tried where a page names no feed.
const PATHS_TRIED: usize = 8;

/// A feed as it would be added.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Preview {
    /// Its address; the new one if it has moved for good.
    pub url: String,
    /// What it calls itself.
    pub title: String,
    /// The language it says it is in, or empty.
    pub lang: String,
    /// Its newest stories: headline, and when published.
    pub newest: Vec<(String, Option<Timestamp>)>,
    /// Other feeds that the page names: address and title.
    pub others: Vec<(String, String)>,
    /// How its document had to be mended, or empty.
    pub mended: String,
}

/// Why no feed was found at an address.
#[derive(Debug, thiserror::Error)]
pub enum SubscribeError {
    /// Nothing is there: 404, 410, 451.
    #[error(
        "nothing is at `{url}` (it answered {status}); check the address, or give that of the site, where its feed is looked for"
    )]
    Nothing {
        /// The address asked.
        url: String,
        /// The HTTP status.
        status: u16,
    },
    /// The address was not had.
    #[error(transparent)]
    Fetch(FetchError),
    /// The page names no feed, and none is where feeds usually are.
    #[error(
        "no feed was found at `{url}`; give the feed's own address, or add this one unread with `demarche feeds add --force`"
    )]
    NoFeed {
        /// The address asked.
        url: String,
    },
}

/// Finds the feed at `address`, or the first good one of the web page there.
///
/// An address without a scheme is asked by https, and by http where nobody speaks https.
///
/// # Errors
///
/// Returns a [`SubscribeError`] if the address cannot be had or leads to no feed.
pub async fn find_feed(
    fetcher: &Fetcher,
    address: &str,
    now: Timestamp,
) -> Result<Preview, SubscribeError> {
    if address.contains("://") {
        return find_at(fetcher, address, now).await;
    }
    match find_at(fetcher, &format!("https://{address}"), now).await {
        // A bad certificate is not among these: it is no reason to do without one.
        Err(SubscribeError::Fetch(
            FetchError::NotHttps { .. }
            | FetchError::Refused { .. }
            | FetchError::Unreachable { .. }
            | FetchError::NoAnswer { .. },
        )) => find_at(fetcher, &format!("http://{address}"), now).await,
        found => found,
    }
}

async fn find_at(fetcher: &Fetcher, url: &str, now: Timestamp) -> Result<Preview, SubscribeError> {
    let answer = fetcher.get(&Question::new(url, Kind::Any), now).await.map_err(|error| {
        // What these say of a feed that is asked is not true of one that is still to be added.
        match (&error, error.status()) {
            (FetchError::Missing { .. } | FetchError::Gone, Some(status)) => {
                SubscribeError::Nothing { url: url.to_owned(), status }
            }
            _ => SubscribeError::Fetch(error),
        }
    })?;
    match read(&answer) {
        Ok(document) => return Ok(preview(url, &answer, &document)),
        Err(ParseError::Page) => {}
        Err(_) => return Err(SubscribeError::NoFeed { url: answer.url }),
    }
    let none = || SubscribeError::NoFeed { url: answer.url.clone() };
    let page = Url::parse(&answer.url).map_err(|_| none())?;
    let named = discover::candidates(&answer.body, &page);
    let named_urls = named.iter().map(|candidate| candidate.url.clone()).take(CANDIDATES_TRIED);
    let usual = discover::well_known(&page).into_iter().take(PATHS_TRIED);
    for candidate in named_urls.chain(usual) {
        let Ok(answer) = fetcher.get(&Question::new(&candidate, Kind::Feed), now).await else {
            continue;
        };
        let Ok(document) = read(&answer) else { continue };
        let others = named.iter().filter(|other| other.url != candidate);
        let others = others.map(|other| (other.url.clone(), other.title.clone())).collect();
        return Ok(Preview { others, ..preview(&candidate, &answer, &document) });
    }
    Err(none())
}

fn read(answer: &Answer) -> Result<Document, ParseError> {
    let hints = Hints {
        content_type: answer.header("content-type"),
        language: answer.header("content-language"),
        base: Some(&answer.url),
    };
    parse::parse(&answer.body, &hints)
}

fn preview(asked: &str, answer: &Answer, document: &Document) -> Preview {
    let newest = document.entries.iter().take(STORIES_SHOWN);
    let problem = document.problems.first().filter(|_| document.mended);
    Preview {
        url: answer.moved_to().unwrap_or(asked).to_owned(),
        title: document.feed.title_text(),
        lang: primary_language(document.feed.language.as_deref().unwrap_or_default()),
        newest: newest.map(|entry| (entry.about.title_text(), entry.published_at())).collect(),
        others: Vec::new(),
        mended: problem.map(|problem| crate::clean::line(problem)).unwrap_or_default(),
    }
}

/// The first part of a language tag, if it is one: `en` of `en-GB`.
fn primary_language(tag: &str) -> String {
    let first = tag.split(['-', '_']).next().unwrap_or_default().trim().to_ascii_lowercase();
    let sound = matches!(first.len(), 2 | 3) && first.bytes().all(|byte| byte.is_ascii_lowercase());
    if sound { first } else { String::new() }
}
