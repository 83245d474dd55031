//! The reader's own formats: templates in the manner of Jinja.

use minijinja::AutoEscape;
use minijinja::Environment;
use minijinja::Value;
use serde_json::json;

use super::analysis_json::claim_json;
use super::analysis_json::quote_json;
use super::digest::Digest;
use super::digest::Part;
use super::digest::kind;
use super::escape;
use super::format::ExportError;
use crate::model::Document;
use crate::model::Speaker;

/// How many steps a template may take: enough for 20,000 stories, and a loop without end stops.
const FUEL: u64 = 200_000_000;

/// A template that is built in, to use and to copy.
pub const BRIEFING: (&str, &str) =
    ("briefing.md", include_str!("../../config/templates/briefing.md"));

/// Writes `document` by a template.
///
/// `name` is that of its file without the folder (`briefing.md`); its ending chooses how what
/// is inserted is escaped: `html`, `xml` for HTML, `json` for JSON, `md` for Markdown,
/// `tex` for TeX, `csv` for cells; anything else is inserted as it is. The filters `md`,
/// `tex`, `cell` and `yaml` escape by hand, after `|safe` or in a file of another kind.
///
/// # Errors
///
/// Returns [`ExportError::Empty`] if there is no story in the document, and
/// [`ExportError::Template`] with the line if the template has a fault.
pub fn render_template(
    document: &Document,
    name: &str,
    source: &str,
) -> Result<Vec<u8>, ExportError> {
    if document.exhibits.is_empty() {
        return Err(ExportError::Empty);
    }
    let failed = |source: minijinja::Error| ExportError::Template {
        name: name.to_owned(),
        line: source.line().unwrap_or(1),
        source,
    };
    let mut environment = Environment::new();
    environment.set_fuel(Some(FUEL));
    environment.set_auto_escape_callback(|name| match ending(name) {
        "html" | "xml" => AutoEscape::Html,
        "json" => AutoEscape::Json,
        "md" => AutoEscape::Custom("md".into()),
        "tex" | "bib" => AutoEscape::Custom("tex".into()),
        "csv" => AutoEscape::Custom("cell".into()),
        _ => AutoEscape::None,
    });
    environment.set_formatter(|out, state, value| {
        let AutoEscape::Custom(kind) = state.auto_escape() else {
            return minijinja::escape_formatter(out, state, value);
        };
        let escaped = match kind.as_ref() {
            "md" => escape::markdown,
            "tex" => escape::tex,
            _ => quoted_cell,
        };
        if value.is_safe() || !matches!(value.kind(), minijinja::value::ValueKind::String) {
            return Ok(write!(out, "{value}")?);
        }
        Ok(write!(out, "{}", escaped(&value.to_string()))?)
    });
    for (filter, escaped) in [
        ("md", escape::markdown as fn(&str) -> String),
        ("tex", escape::tex),
        ("cell", quoted_cell),
        ("yaml", escape::yaml),
    ] {
        environment.add_filter(filter, move |text: String| Value::from_safe_string(escaped(&text)));
    }
    environment.add_template(name, source).map_err(failed)?;
    let template = environment.get_template(name).map_err(failed)?;
    let text = template
        .render(Value::from(minijinja::value::Serde(context(&Digest::new(document)))))
        .map_err(failed)?;
    Ok(text.into_bytes())
}

fn ending(name: &str) -> &str {
    name.rsplit_once('.').map_or("", |(_, ending)| ending)
}

/// A cell with the quotes that RFC 4180 asks for.
fn quoted_cell(text: &str) -> String {
    format!("\"{}\"", escape::cell(text).replace('"', "\"\""))
}

/// What a template can name.
fn context(digest: &Digest<'_>) -> serde_json::Value {
    let document = digest.document;
    json!({
        "title": document.title,
        "summary": document.dossier.as_ref().map_or("", |dossier| &dossier.summary),
        "query": document.query,
        "made_at": document.made_at,
        "caution": digest.caution().unwrap_or_default(),
        "pairs": digest.pairs().iter().map(|(source, target, count)| json!({
            "source": digest.name(source),
            "target": digest.name(target),
            "stories": count,
        })).collect::<Vec<_>>(),
        "stories": digest.exhibits.iter().map(|part| story(digest, part)).collect::<Vec<_>>(),
    })
}

fn story(digest: &Digest<'_>, part: &Part<'_>) -> serde_json::Value {
    let row = &part.exhibit.story.row;
    let text = part.text();
    json!({
        "id": part.uid,
        "title": row.title,
        "outlet": part.outlet(),
        "outlet_country": part.exhibit.outlet.country,
        "link": part.link(),
        "byline": part.exhibit.story.byline,
        "section": part.exhibit.section,
        "day": row.published_at.strftime("%Y-%m-%d").to_string(),
        "published_at": row.published_at,
        "countries": row.countries.iter().map(|code| digest.name(code)).collect::<Vec<_>>(),
        "groups": row.groups,
        "labels": row.labels,
        "text": text,
        "claims": part.claims().map(|claim| {
            let mut json = claim_json(claim, text);
            json["by"] = digest.list(&claim.source, "–").into();
            json["about"] = digest.list(&claim.target, "–").into();
            json
        }).collect::<Vec<_>>(),
        "positions": positions(digest, part),
        "quotes": part.quotes().map(|quote| {
            let mut json = quote_json(quote, text);
            json["who"] = quote.speaker.as_ref().map_or_else(String::new, Speaker::in_full).into();
            json["quoted"] = quote.quoted(text).into();
            json["said_by"] = quote.by().into();
            json
        }).collect::<Vec<_>>(),
        "notes": part.notes.iter().map(|note| json!({
            "body": note.body,
            "on": note.annotation.anchor.as_ref().map(crate::model::Anchor::exact),
            "colour": note.annotation.colour.as_str(),
            "made_at": note.annotation.created_at,
        })).collect::<Vec<_>>(),
    })
}

/// What the story claims, each position once: `accusation (suspected)`, by whom, about whom.
fn positions(digest: &Digest<'_>, part: &Part<'_>) -> Vec<serde_json::Value> {
    let mut positions = Vec::new();
    for claim in part.claims() {
        let position = json!({
            "kind": kind(claim),
            "by": digest.list(&claim.source, "–"),
            "about": digest.list(&claim.target, "–"),
        });
        if !positions.contains(&position) {
            positions.push(position);
        }
    }
    positions
}

#[cfg(test)]
mod tests {
    use super::super::tests;
    use super::*;

    fn render(document: &Document, name: &str, source: &str) -> String {
        String::from_utf8(render_template(document, name, source).unwrap()).unwrap()
    }

    #[test]
    fn the_ending_chooses_how_text_is_escaped() {
        let document = tests::hostile("<b>=1 & \"x\" {{ 7*7 }} $");
        let source = "{{ title }}";
        for (name, expected) in [
            ("a.html", "&lt;b&gt;=1 &amp; &quot;x&quot; {{ 7*7 }} $"),
            ("a.md", r#"\<b\>\=1 \& "x" \{\{ 7\*7 \}\} \$"#),
            ("a.csv", r#""<b>=1 & ""x"" {{ 7*7 }} $""#),
            ("a.tex", r#"<b>=1 \& "x" \{\{ 7*7 \}\} \$"#),
            ("a.txt", "<b>=1 & \"x\" {{ 7*7 }} $"),
        ] {
            assert_eq!(render(&document, name, source), expected, "{name}");
        }
    }

    #[test]
    fn the_built_in_template_writes_a_briefing() {
        let out = render(&tests::document(), BRIEFING.0, BRIEFING.1);
        for part in [
            "# Parliament 2021\n\n- New Zealand → China: 1\n",
            "- accusation: New Zealand → China\n",
            "> “We know who did it”\n>\n> — Winston Peters",
            "Says who?",
            "read by rules",
        ] {
            assert!(out.contains(part), "{part} is not in\n{out}");
        }
        assert!(!out.contains("\n\n\n") && out.ends_with(".*\n"), "{out}");
    }

    #[test]
    fn a_fault_is_named_with_its_line() {
        let error = render_template(&tests::document(), "a.md", "one\n{% if %}").unwrap_err();
        assert_eq!(
            error.to_string(),
            "the template `a.md` has a fault at line 2; mend it and try again"
        );
    }
}
