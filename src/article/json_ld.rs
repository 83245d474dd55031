//! What a page says of itself in JSON-LD (schema.org).

use dom_query::Document;
use serde_json::Value;

/// How many objects of a page's JSON-LD are looked at.
const OBJECTS_MAX: usize = 2_000;

/// What JSON-LD says of the article of a page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct JsonLd {
    pub(super) headline: Option<String>,
    pub(super) name: Option<String>,
    pub(super) authors: Vec<String>,
    pub(super) published: Option<String>,
    pub(super) publisher: Option<String>,
    pub(super) image: Option<String>,
    pub(super) language: Option<String>,
    /// The text as the publisher gives it to search engines.
    pub(super) body: Option<String>,
    /// Whether the publisher says that one must pay to read it.
    pub(super) is_paid: bool,
}

/// Reads all JSON-LD of `document`; what is broken is passed over.
pub(super) fn read(document: &Document) -> JsonLd {
    let mut found = JsonLd::default();
    let mut best = 0;
    for script in document.select("script[type='application/ld+json']").nodes() {
        let Some(value) = parse(&script.text()) else { continue };
        let mut todo = vec![&value];
        let mut seen = 0;
        while let Some(value) = todo.pop() {
            seen += 1;
            if seen > OBJECTS_MAX {
                break;
            }
            match value {
                Value::Array(values) => todo.extend(values.iter().rev()),
                Value::Object(fields) => {
                    let rank = rank(value);
                    if rank > best {
                        best = rank;
                        found.take(value);
                    }
                    // Only these hold an article; a list of teasers must not be taken for one.
                    todo.extend(["mainEntity", "@graph"].iter().filter_map(|key| fields.get(*key)));
                    if rank == 0 && found.publisher.is_none() && is_type(value, "WebSite") {
                        found.publisher = name(value);
                    }
                }
                Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
            }
        }
    }
    found
}

/// Parses JSON as sites write it: with line breaks in strings, in CDATA, with a comma too many.
fn parse(raw: &str) -> Option<Value> {
    let raw = raw.trim().trim_start_matches("//").trim_start_matches("<![CDATA[");
    let raw = raw.trim_end_matches("]]>").trim_end_matches("//").trim().trim_end_matches(';');
    serde_json::from_str(raw).ok().or_else(|| {
        let mended: String = raw.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
        serde_json::from_str(&mended).ok()
    })
}

/// Returns how surely an object is the page's article; 0 if it is none.
fn rank(value: &Value) -> u8 {
    const ARTICLES: &[&str] = &[
        "NewsArticle",
        "ReportageNewsArticle",
        "AnalysisNewsArticle",
        "OpinionNewsArticle",
        "BackgroundNewsArticle",
        "ReviewNewsArticle",
        "AskPublicNewsArticle",
    ];
    const OTHERS: &[&str] = &[
        "Article",
        "BlogPosting",
        "TechArticle",
        "Report",
        "LiveBlogPosting",
        "Review",
        "ScholarlyArticle",
        "SocialMediaPosting",
        "AdvertiserContentArticle",
    ];
    if ARTICLES.iter().any(|name| is_type(value, name)) {
        3
    } else if OTHERS.iter().any(|name| is_type(value, name)) {
        2
    } else {
        u8::from(is_type(value, "WebPage") && value.get("headline").is_some())
    }
}

fn is_type(value: &Value, wanted: &str) -> bool {
    let is = |value: &Value| {
        value.as_str().is_some_and(|name| name.rsplit(['/', ':']).next() == Some(wanted))
    };
    match value.get("@type") {
        Some(Value::Array(types)) => types.iter().any(is),
        Some(other) => is(other),
        None => false,
    }
}

impl JsonLd {
    fn take(&mut self, value: &Value) {
        let text = |key: &str| value.get(key).and_then(string);
        self.headline = text("headline");
        self.name = text("name");
        self.authors =
            value.get("author").or_else(|| value.get("creator")).map(names).unwrap_or_default();
        self.published = text("datePublished").or_else(|| text("dateCreated"));
        self.publisher =
            value.get("publisher").and_then(|publisher| names(publisher).into_iter().next());
        self.image = value.get("image").or_else(|| value.get("thumbnailUrl")).and_then(image);
        self.language = text("inLanguage");
        self.body = text("articleBody");
        self.is_paid = value.get("isAccessibleForFree").is_some_and(|free| match free {
            Value::Bool(free) => !free,
            Value::String(free) => free.eq_ignore_ascii_case("false"),
            Value::Null | Value::Number(_) | Value::Array(_) | Value::Object(_) => false,
        });
    }
}

/// Returns a text, decoded: publishers write entities into JSON.
fn string(value: &Value) -> Option<String> {
    let text = match value {
        Value::String(text) => text.as_str(),
        Value::Array(values) => values.first()?.as_str()?,
        Value::Object(fields) => fields.get("@value").or_else(|| fields.get("name"))?.as_str()?,
        Value::Null | Value::Bool(_) | Value::Number(_) => return None,
    };
    let text = html_escape::decode_html_entities(text);
    (!text.trim().is_empty()).then(|| text.into_owned())
}

fn name(value: &Value) -> Option<String> {
    value.get("name").and_then(string)
}

/// Returns the names of people or organisations, given as texts, objects, or lists of them.
fn names(value: &Value) -> Vec<String> {
    match value {
        Value::Array(values) => values.iter().take(20).flat_map(names).collect(),
        Value::Object(_) => match value.get("name") {
            Some(Value::Array(several)) => several.iter().filter_map(string).collect(),
            Some(one) => string(one).into_iter().collect(),
            None => Vec::new(),
        },
        Value::String(_) => string(value).into_iter().collect(),
        Value::Null | Value::Bool(_) | Value::Number(_) => Vec::new(),
    }
}

fn image(value: &Value) -> Option<String> {
    match value {
        Value::String(_) => string(value),
        Value::Array(values) => values.first().and_then(image),
        Value::Object(fields) => {
            fields.get("url").or_else(|| fields.get("contentUrl")).and_then(image)
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(json: &str) -> JsonLd {
        read(&Document::from(format!("<script type=\"application/ld+json\">{json}</script>")))
    }

    #[test]
    fn an_article_is_found_in_every_shape_sites_write() {
        for json in [
            r#"{"@type":"NewsArticle","headline":"Talks &amp; ties","author":{"@type":"Person","name":"A. Writer"},"publisher":{"name":"Outlet"}}"#,
            r#"[{"@type":"BreadcrumbList"},{"@type":["Article","NewsArticle"],"headline":"Talks &amp; ties","author":["A. Writer"],"publisher":"Outlet"}]"#,
            r#"{"@graph":[{"@type":"WebSite","name":"Site"},{"@type":"http://schema.org/Report","headline":"Talks & ties","author":[{"name":["A. Writer"]}],"publisher":[{"name":"Outlet"}]}]}"#,
            "{\"@type\":\"WebPage\",\"mainEntity\":{\"@type\":\"Article\",\"headline\":\"Talks\n& ties\",\"author\":\"A. Writer\",\"publisher\":{\"name\":\"Outlet\"}}}",
        ] {
            let found = of(json);
            assert_eq!(found.headline.as_deref(), Some("Talks & ties"), "{json}");
            assert_eq!(found.authors, ["A. Writer"], "{json}");
            assert_eq!(found.publisher.as_deref(), Some("Outlet"), "{json}");
        }
    }

    #[test]
    fn a_list_of_teasers_is_no_article_and_broken_json_is_nothing() {
        let list =
            r#"{"@type":"ItemList","itemListElement":[{"@type":"NewsArticle","headline":"x"}]}"#;
        for json in [list, "{", "null", "[[[[", "{\"@type\":7}"] {
            assert_eq!(of(json), JsonLd::default(), "{json}");
        }
    }

    #[test]
    fn a_paid_article_is_known() {
        assert!(of(r#"{"@type":"NewsArticle","isAccessibleForFree":"False"}"#).is_paid);
        assert!(!of(r#"{"@type":"NewsArticle","isAccessibleForFree":true}"#).is_paid);
    }
}
