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
use super::wall;
use crate::clean;
use crate::model::Article;

/// How much text before a wall is worth showing, in bytes: one paragraph.
const WORTH_BYTES_MIN: usize = 120;
/// How long a text for search engines must be to be taken for the article, in bytes.
const GIVEN_BYTES_MIN: usize = 500;

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
/// Work and memory are bounded whatever the page is: see [`clean::tame`]. If a paywall cuts the
/// article, what stands before it is returned and `wall` says so.
///
/// # Errors
///
/// Returns [`ArticleError`] if the page has no article, or shows a wall in its place.
pub fn extract(html: &str, url: Option<&Url>) -> Result<Extracted, ArticleError> {
    let tamed = clean::tame(html);
    let document = Document::from(tamed.html.as_str());
    let page_text = document.select("body").text();
    let json = json_ld::read(&document);
    let meta = meta::read(&document, &json, url);
    let head_title = document.select("title").first().text();
    if let Some(wall) = wall::of_page(&head_title, &page_text) {
        return Err(ArticleError::Walled(wall));
    }
    let mut found = Extracted {
        byline: meta.byline,
        published: meta.published,
        site: meta.site,
        lead_image: meta.lead_image,
        language: meta.language,
        title: meta.title,
        simplified: tamed.simplified,
        ..Extracted::default()
    };
    read(document, url, &mut found);
    take_given_text(&mut found, json.body.as_deref());
    let length = blocks::body(&found.article).len();
    if wall::cuts(length, &page_text, json.is_paid) {
        found.wall = Some(Wall::Paywall);
    }
    match found.wall {
        Some(wall) if length < WORTH_BYTES_MIN => Err(ArticleError::Walled(wall)),
        None if length == 0 => Err(ArticleError::NotFound),
        Some(_) | None => Ok(found),
    }
}

/// Finds the text with Readability's rules, and what else they find that is not known yet.
fn read(document: Document, url: Option<&Url>, found: &mut Extracted) {
    // Classes are kept because furniture is known by them.
    let config = Config { keep_classes: true, ..Config::default() };
    let head = document.select("title").first().text();
    let Ok(mut reader) = Readability::with_document(document, url.map(Url::as_str), Some(config))
    else {
        return;
    };
    if found.title.is_empty() {
        found.title = clean::line(&reader.get_article_title());
    }
    if found.title.is_empty() {
        found.title = clean::line(&head);
    }
    // Its rules are many, and one that panics on a page (0.18 did, on a foreign host name) must
    // not take the feed's other stories along.
    let parsed = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| reader.parse()));
    let Ok(Ok(article)) = parsed else { return };
    found.byline = found.byline.take().or_else(|| meta::tidy_byline(article.byline.as_deref()?));
    let content = Document::from(&*article.content);
    let whole = blocks::walk(&content.root(), &found.title, url, Furniture::Out);
    found.article = furniture::strip(&whole);
}

/// Takes the text that the publisher gives to search engines, where the page shows much less.
fn take_given_text(found: &mut Extracted, given: Option<&str>) {
    let Some(given) = given else { return };
    let text = clean::text(given);
    if text.len() >= GIVEN_BYTES_MIN && blocks::body(&found.article).len() * 2 < text.len() {
        let paragraphs = text.split('\n').map(str::trim).filter(|part| !part.is_empty());
        let body = paragraphs.collect::<Vec<_>>().join("\n\n");
        found.article = Article::plain(&found.title, &body);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A page with `inside` its body and two paragraphs of prose.
    fn page(inside: &str) -> String {
        let prose = "<p>The ministry summoned the envoy on Monday, and said that it held the group \
            responsible for the intrusion, which lasted for three months.</p>";
        format!(
            "<html lang=en><head><title>Talks fail | Outlet</title></head><body><nav>Home News</nav>\
             <article><h1>Talks fail</h1>{prose}{inside}{prose}{}</article></body></html>",
            prose.repeat(3)
        )
    }

    #[test]
    fn the_article_is_found_and_the_furniture_is_not() {
        for inside in [
            "<div class=share-bar>Share Tweet</div>",
            "<div class='newsletter-signup'><h3>Get our newsletter</h3><p>Every day.</p></div>",
            "<h3>Related stories</h3><ul><li><a href=/a>One</a><li><a href=/b>Two</a></ul>",
            "<p>Advertisement</p>",
            "<p><a href=/x>READ MORE: THE OTHER TALKS</a></p>",
            "<figure><img src=a.jpg alt='The envoy arrives'><figcaption>The envoy. Photo: X</figcaption></figure>",
        ] {
            let found = extract(&page(inside), None).unwrap();
            let text = blocks::body(&found.article);
            assert!(text.starts_with("The ministry summoned"), "{inside}: {text}");
            assert!(
                text.split("\n\n").all(|part| part.starts_with("The ministry")),
                "{inside}: {text}"
            );
            assert_eq!(found.language.as_deref(), Some("en"));
        }
    }

    #[test]
    fn a_page_without_an_article_is_an_error_in_one_sentence() {
        for (html, expected) in [
            ("", ArticleError::NotFound),
            ("<br><br>", ArticleError::NotFound),
            (
                "<title>Just a moment...</title><p>Checking your browser",
                ArticleError::Walled(Wall::BotWall),
            ),
        ] {
            assert_eq!(extract(html, None).unwrap_err(), expected, "{html}");
        }
    }

    #[test]
    fn a_cut_article_says_so() {
        let html = "<script type='application/ld+json'>{\"@type\":\"NewsArticle\",\"isAccessibleForFree\":false}</script>\
            <article><p>The ministry summoned the envoy on Monday, and said that it held the group responsible.</p>\
            <p>It was the third time this year, officials said, and there would be a fourth if it came to that.</p></article>";
        assert_eq!(extract(html, None).unwrap().wall, Some(Wall::Paywall));
    }

    #[test]
    fn the_text_for_search_engines_stands_in_for_a_page_without_one() {
        let body = "The envoy said no. ".repeat(60);
        let html = format!(
            "<script type='application/ld+json'>{{\"@type\":\"NewsArticle\",\"headline\":\"Talks fail\",\"articleBody\":\"{body}\"}}</script><p>Loading."
        );
        let found = extract(&html, None).unwrap();
        assert!(found.article.text.starts_with("Talks fail\n\nThe envoy said no."));
    }
}
