//! A document as CSL-JSON, which Zotero and its like read.

use jiff::Timestamp;
use serde_json::Value;
use serde_json::json;

use super::authors::Author;
use super::authors::authors;
use super::digest::Digest;
use super::digest::Part;
use crate::model::FeedClass;

/// Writes an array with an item for each story.
pub(super) fn render(digest: &Digest<'_>) -> String {
    let items: Vec<Value> = digest.exhibits.iter().map(item).collect();
    format!("{:#}\n", Value::Array(items))
}

fn item(part: &Part<'_>) -> Value {
    let exhibit = part.exhibit;
    let row = &exhibit.story.row;
    let mut item = json!({
        "id": part.uid,
        "type": kind(exhibit.outlet.class),
        "title": row.title,
        "container-title": part.outlet(),
        "issued": date(row.published_at),
        "accessed": date(exhibit.first_seen_at),
    });
    let optional = [
        ("URL", part.link()),
        ("language", exhibit.story.analysis.language.clone()),
        ("keyword", Some(row.labels.join(", ")).filter(|labels| !labels.is_empty())),
    ];
    for (name, value) in optional {
        if let Some(value) = value {
            item[name] = value.into();
        }
    }
    let authors: Vec<Value> = authors(&exhibit.story.byline)
        .into_iter()
        .map(|author| match author {
            Author::Person { given, family } => json!({ "family": family, "given": given }),
            Author::Literal(name) => json!({ "literal": name }),
        })
        .collect();
    if !authors.is_empty() {
        item["author"] = authors.into();
    }
    item
}

/// The type of CSL that is nearest to what such an outlet publishes.
fn kind(class: FeedClass) -> &'static str {
    match class {
        FeedClass::State | FeedClass::Agency | FeedClass::Press | FeedClass::Independent => {
            "article-newspaper"
        }
        FeedClass::Official | FeedClass::ThinkTank | FeedClass::Cert | FeedClass::Vendor => {
            "webpage"
        }
    }
}

fn date(at: Timestamp) -> Value {
    let number = |format: &str| at.strftime(format).to_string().parse::<i64>().unwrap_or(1);
    json!({ "date-parts": [[number("%Y"), number("%m"), number("%d")]] })
}

#[cfg(test)]
mod tests {
    use super::super::tests;
    use super::*;

    #[test]
    fn an_item_has_who_what_where_and_when() {
        let document = tests::document();
        let items: Value = serde_json::from_str(&render(&Digest::new(&document))).unwrap();
        assert_eq!(items[0]["author"][0], json!({ "family": "Reporter", "given": "A." }));
        assert_eq!(items[0]["issued"], json!({ "date-parts": [[2026, 11, 20]] }));
        assert_eq!(items[1]["container-title"], "Outlet 2");
    }
}
