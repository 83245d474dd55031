//! Stories out of newsboat's cache.

use std::path::Path;

use jiff::Timestamp;

use super::import::Brought;
use super::import::ImportError;
use crate::analysis::Lexicon;
use crate::analysis::analyze;
use crate::article;
use crate::clean;
use crate::ingest::identity;
use crate::ingest::identity::Names;
use crate::model::Document;
use crate::model::Exhibit;
use crate::model::FeedSource;
use crate::model::Story;
use crate::model::StoryRow;
use crate::store::NewsboatItem;
use crate::store::Store;
use crate::store::read_newsboat;
use crate::store::story_key;

/// Brings in the stories that the reader flagged in newsboat, saved and labelled with their
/// flags.
pub(super) fn bring(
    store: &mut Store,
    path: &Path,
    lexicon: &Lexicon,
    now: Timestamp,
) -> Result<Brought, ImportError> {
    let items = read_newsboat(path)?;
    let flagged = items.iter().filter(|item| !item.flags.trim().is_empty());
    let exhibits = flagged.filter_map(|item| exhibit(item, lexicon, now)).collect();
    let document = Document {
        title: "newsboat".to_owned(),
        dossier: None,
        query: String::new(),
        made_at: now,
        exhibits,
    };
    Ok(Brought::Stories(store.restore(&document, now)?))
}

/// Reads a story as the next fetch of its feed would, so that it is found again then.
fn exhibit(item: &NewsboatItem, lexicon: &Lexicon, now: Timestamp) -> Option<Exhibit> {
    let title = clean::line(&item.title);
    let link = clean::url(&item.url, None).unwrap_or_default();
    let base = url::Url::parse(&link).ok();
    let article = article::from_fragment(&item.content, &title, base.as_ref());
    let names = Names {
        id: &item.guid,
        link: &link,
        title: &title,
        at: item.published_at,
        text_hash: story_key(&[&title, &link, &item.content]),
    };
    let keys = identity::of(&[names], 0).keys.pop()?;
    let published_at = item.published_at.unwrap_or(now);
    let analysis = analyze(&article.text, true, lexicon);
    Some(Exhibit {
        outlet: FeedSource {
            url: clean::url(&item.feed_url, None)?,
            title: clean::line(&item.feed_title),
            ..FeedSource::default()
        },
        section: String::new(),
        published_raw: String::new(),
        first_seen_at: published_at,
        saved_at: Some(now),
        keys,
        machine: analysis.clone(),
        corrections: Vec::new(),
        snapshots: Vec::new(),
        story: Story {
            row: StoryRow {
                title,
                link,
                published_at,
                read: !item.unread,
                saved: true,
                labels: vec![format!("newsboat {}", clean::line(&item.flags))],
                ..StoryRow::default()
            },
            article,
            complete: false,
            analysis,
            byline: clean::line(&item.author),
            annotations: Vec::new(),
            corrections: Vec::new(),
        },
    })
}
