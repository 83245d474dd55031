//! A story opened for reading: its page fetched where the feed gave only a teaser.

use jiff::Timestamp;
use url::Url;

use super::desk::{Desk, IngestError, locked};
use crate::analysis;
use crate::article;
use crate::feeds::fetch::{Answer, Kind, Question};
use crate::model::{Snapshot, Story, StoryId};
use crate::store::{NewStory, Page, StoreError};

/// A story, and why it is not whole if it is not.
#[derive(Clone, Debug)]
pub struct Opened {
    /// The story as it stands now.
    pub story: Story,
    /// One sentence for the reader; empty if the whole text is there.
    pub remark: String,
}

/// Opens a story; fetches, extracts, analyses and keeps its page if the whole text is not there.
///
/// The page is kept as it was served, so that a story saved later stands on what was read.
/// A page that cannot be had is no error: the teaser stays, and a sentence says why.
///
/// # Errors
///
/// Returns an [`IngestError`] if there is no such story, or the store fails.
pub async fn open_story(desk: &Desk, id: StoryId, now: Timestamp) -> Result<Opened, IngestError> {
    let story = desk.by_hand(move |desk| locked(&desk.store).story(id)).await?;
    if story.complete {
        return Ok(Opened { story, remark: String::new() });
    }
    look_again(desk, id, now).await
}

/// Fetches the page of a story again, whether its text is there or not, and keeps what changed.
///
/// # Errors
///
/// Returns an [`IngestError`] if there is no such story, or the store fails.
pub async fn look_again(desk: &Desk, id: StoryId, now: Timestamp) -> Result<Opened, IngestError> {
    let story = desk.by_hand(move |desk| locked(&desk.store).story(id)).await?;
    if story.row.link.is_empty() {
        return Ok(Opened { story, remark: "the feed names no page for this story".into() });
    }
    let question = Question::new(&story.row.link, Kind::Page);
    match desk.fetcher.get(&question, now).await {
        Ok(answer) => desk.by_hand(move |desk| keep(desk, &story, answer, now)).await,
        Err(error) => Ok(Opened { story, remark: error.to_string() }),
    }
}

/// What became of a page that was to be kept as evidence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kept {
    /// It is kept.
    Page,
    /// One was kept before.
    Already,
    /// It could not be had; this is why.
    Nothing(String),
}

/// Keeps the page of a saved story as it is served, unless one is kept already.
///
/// The text of a story that is whole stays as the reader saved it; one of which there is only
/// the teaser gets its text from the page as well.
///
/// # Errors
///
/// Returns an [`IngestError`] if there is no such story, or the store fails.
pub async fn keep_page(desk: &Desk, id: StoryId, now: Timestamp) -> Result<Kept, IngestError> {
    let known = move |desk: &Desk| {
        let kept = locked(&desk.store);
        Ok::<_, StoreError>((kept.has_snapshot(id)?, kept.story(id)?))
    };
    let (kept, story) = desk.by_hand(known).await?;
    if kept || story.row.link.is_empty() {
        return Ok(Kept::Already);
    }
    let question = Question::new(&story.row.link, Kind::Page);
    match desk.fetcher.get(&question, now).await {
        Ok(answer) if story.complete => {
            desk.by_hand(move |desk| {
                let page = snapshot(desk, &story, answer, now);
                locked(&desk.store).put_snapshot(id, &page)
            })
            .await?;
            Ok(Kept::Page)
        }
        Ok(answer) => {
            desk.by_hand(move |desk| keep(desk, &story, answer, now)).await?;
            Ok(Kept::Page)
        }
        Err(error) => Ok(Kept::Nothing(error.to_string())),
    }
}

fn keep(desk: &Desk, story: &Story, answer: Answer, now: Timestamp) -> Result<Opened, StoreError> {
    let id = story.row.id;
    let before = locked(&desk.store).snapshots(id)?.pop();
    let read = read(desk, story, &answer, before.as_ref());
    let page = snapshot(desk, story, answer, now);
    let mut kept = locked(&desk.store);
    kept.put_snapshot(id, &page)?;
    let remark = match read {
        Ok(text) => {
            kept.put_text(id, &text, now)?;
            String::new()
        }
        Err(remark) => remark,
    };
    Ok(Opened { story: kept.story(id)?, remark })
}

/// Reads the article of a page, or says in one sentence why there is none; `before` is the page
/// as it was last kept.
fn read(
    desk: &Desk,
    story: &Story,
    answer: &Answer,
    before: Option<&Page>,
) -> Result<NewStory, String> {
    let served_as = answer.header("content-type").unwrap_or_default();
    if !is_page(served_as) {
        return Err("the link leads to a file that is no web page; open it in a browser".into());
    }
    let found = extract(&answer.body, &answer.url, served_as)?;
    if let Some(wall) = found.wall {
        return Err(wall.sentence().to_owned());
    }
    let shorter = article::body(&found.article).len() < article::body(&story.article).len();
    // A text that was cut is a change to show; one that never was on the page is not.
    if shorter && !before.is_some_and(|page| is_of(page, story)) {
        return Err("the page shows less than the feed; open it in a browser".into());
    }
    let analysis = analysis::analyze(&found.article.text, false, &desk.lexicon);
    Ok(NewStory {
        title: story.row.title.clone(),
        byline: found.byline.unwrap_or_default(),
        article: found.article,
        complete: true,
        analysis,
        ..NewStory::default()
    })
}

fn extract(body: &[u8], url: &str, served_as: &str) -> Result<article::Extracted, String> {
    let html = article::decode(body, charset(served_as));
    article::extract(&html, Url::parse(url).ok().as_ref()).map_err(|error| error.to_string())
}

/// Returns whether the text of a story was read from this page.
fn is_of(page: &Page, story: &Story) -> bool {
    let mut headers = page.headers.iter();
    let served_as = headers.find(|(name, _)| name.eq_ignore_ascii_case("content-type"));
    let served_as = served_as.map_or("", |(_, value)| value.as_str());
    let found = extract(&page.body, &page.about.final_url, served_as);
    found.is_ok_and(|found| found.article.text == story.article.text)
}

fn snapshot(desk: &Desk, story: &Story, answer: Answer, now: Timestamp) -> Page {
    let about = Snapshot {
        fetched_at: now,
        url: story.row.link.clone(),
        final_url: answer.url,
        redirects: answer.hops.into_iter().map(|hop| hop.to).collect(),
        status: answer.status,
        sha256: String::new(),
        size_bytes: 0,
        lexicon: desk.lexicon.version().to_owned(),
    };
    Page::new(about, answer.headers, answer.body)
}

/// Returns whether something served under this `Content-Type` may be a web page.
fn is_page(content_type: &str) -> bool {
    let kind = content_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    kind.is_empty() || kind.starts_with("text/") || kind.ends_with("xml")
}

fn charset(content_type: &str) -> Option<&str> {
    let values = content_type.split(';').filter_map(|part| part.split_once('='));
    let (_, value) =
        values.into_iter().find(|(name, _)| name.trim().eq_ignore_ascii_case("charset"))?;
    Some(value.trim().trim_matches(['"', '\'']))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_are_told_by_their_type() {
        for (content_type, page, name) in [
            ("", true, None),
            ("text/html", true, None),
            ("text/html; charset=\"windows-1251\"", true, Some("windows-1251")),
            ("application/xhtml+xml;Charset=utf-8", true, Some("utf-8")),
            ("application/pdf", false, None),
            ("image/png", false, None),
        ] {
            assert_eq!(
                (is_page(content_type), charset(content_type)),
                (page, name),
                "{content_type}"
            );
        }
    }
}
