//! A page to its article.

use dom_query::Document;
use dom_smoothie::Config;
use dom_smoothie::Readability;
use jiff::Timestamp;
use url::Url;

use super::Wall;
use super::blocks;
use super::blocks::Furniture;
use super::furniture;
use super::json_ld;
use super::meta;
use crate::clean;
use crate::model::Article;

/// Why a page has no article.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ArticleError {
    /// The page holds no text that reads like an article.
    #[error("no article was found in the page; open it in a browser")]
    NotFound,
    /// The page is not the article but stands before it.
    #[error("{}", .0.sentence())]
    Walled(Wall),
}

/// An article, and what its page says of it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Extracted {
    /// The headline.
    pub title: String,
    /// Who wrote it.
    pub byline: Option<String>,
    /// When it was published.
    pub published: Option<Timestamp>,
    /// The outlet's name.
    pub site: Option<String>,
    /// An absolute http(s) address.
    pub lead_image: Option<String>,
    /// A BCP 47 tag, such as `en` or `pt-BR`.
    pub language: Option<String>,
    /// The text; its first block is the headline.
    pub article: Article,
    /// What keeps the rest of the article away, if anything.
    pub wall: Option<Wall>,
    /// Whether the page was so large or deep that something may be missing.
    pub simplified: bool,
}

/// Finds the article in the page `html`, which came from `url`.
///
/// # Errors
///
/// Returns [`ArticleError`] if the page has no article, or shows a wall in its place.
pub fn extract(html: &str, url: Option<&Url>) -> Result<Extracted, ArticleError> {
    let tamed = clean::tame(html);
    let document = Document::from(tamed.html.as_str());
    let json = json_ld::read(&document);
    let meta = meta::read(&document, &json, url);
    let article = readable(document, &meta.title, url).ok_or(ArticleError::NotFound)?;
    Ok(Extracted {
        title: meta.title,
        byline: meta.byline,
        published: meta.published,
        site: meta.site,
        lead_image: meta.lead_image,
        language: meta.language,
        article,
        wall: None,
        simplified: tamed.simplified,
    })
}

fn readable(document: Document, title: &str, url: Option<&Url>) -> Option<Article> {
    let config = Config { keep_classes: true, ..Config::default() };
    let address = url.map(Url::as_str);
    let mut reader = Readability::with_document(document, address, Some(config)).ok()?;
    let found = reader.parse().ok()?;
    let content = Document::from(&*found.content);
    let whole = blocks::walk(&content.root(), title, url, Furniture::Out);
    Some(furniture::strip(&whole))
}
