//! What a page says of itself: title, author, date, publisher, image, language.

use dom_query::Document;
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use url::Url;

use super::json_ld::JsonLd;
use crate::clean;

/// How long a byline may be, in bytes; a longer one is a biography.
const BYLINE_BYTES_MAX: usize = 200;

/// What is known of an article beside its text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Meta {
    pub(super) title: String,
    pub(super) byline: Option<String>,
    pub(super) published: Option<Timestamp>,
    pub(super) site: Option<String>,
    pub(super) lead_image: Option<String>,
    pub(super) language: Option<String>,
}

/// Reads what `document` says of itself, in JSON-LD, Open Graph, microdata and `<meta>`.
pub(super) fn read(document: &Document, json: &JsonLd, base: Option<&Url>) -> Meta {
    let site = json
        .publisher
        .clone()
        .or_else(|| {
            meta(document, &["og:site_name", "application-name", "twitter:site", "publisher"])
        })
        .map(|site| clean::line(site.trim_start_matches('@')))
        .filter(|site| !site.is_empty() && !site.contains("://"));
    Meta {
        title: title(document, json, site.as_deref()),
        byline: byline(document, json),
        published: published(document, json),
        lead_image: meta(
            document,
            &[
                "og:image",
                "og:image:url",
                "og:image:secure_url",
                "twitter:image",
                "twitter:image:src",
            ],
        )
        .or_else(|| json.image.clone())
        .and_then(|image| clean::url(&image, base)),
        language: language(document, json),
        site,
    }
}

/// Returns the content of the first `<meta>` whose property, name or itemprop is one of `names`.
fn meta(document: &Document, names: &[&str]) -> Option<String> {
    let all = document.select("meta[content]");
    let find = |wanted: &str| {
        all.nodes().iter().find_map(|node| {
            let is_it = ["property", "name", "itemprop", "http-equiv"].iter().any(|key| {
                node.attr(key).is_some_and(|value| {
                    value.split_ascii_whitespace().any(|name| name.eq_ignore_ascii_case(wanted))
                })
            });
            let content = is_it.then(|| node.attr("content"))??;
            (!content.trim().is_empty()).then(|| content.to_string())
        })
    };
    names.iter().find_map(|name| find(name))
}

/// Returns the headline, or nothing if the page gives none but the one in its `<title>`.
fn title(document: &Document, json: &JsonLd, site: Option<&str>) -> String {
    let in_head = clean::line(&document.select("title").first().text());
    let given = meta(document, &["og:title", "twitter:title", "dc.title", "parsely-title"]);
    let mut candidates: Vec<String> = [given, json.headline.clone(), json.name.clone()]
        .into_iter()
        .flatten()
        .map(|title| clean::line(&title))
        .filter(|title| !title.is_empty())
        .collect();
    // The one that the window's title repeats is the headline; a description is not repeated.
    let head = super::blocks::folded(&in_head);
    let repeated = candidates.iter().position(|title| {
        let title = super::blocks::folded(title);
        // The outlet's name is repeated too, but is short.
        title.len() * 3 >= head.len() && head.contains(&title)
    });
    let chosen = repeated.unwrap_or(0);
    if chosen < candidates.len() {
        without_site(&candidates.swap_remove(chosen), site)
    } else {
        String::new()
    }
}

/// Cuts the outlet's name from the end or beginning of a title: `Talks fail | Outlet`.
fn without_site(title: &str, site: Option<&str>) -> String {
    let Some(site) = site.map(super::blocks::folded).filter(|site| !site.is_empty()) else {
        return title.to_owned();
    };
    for mark in [" | ", " - ", " – ", " — ", " :: ", " · ", " » "] {
        if let Some((rest, last)) = title.rsplit_once(mark)
            && super::blocks::folded(last) == site
        {
            return rest.trim().to_owned();
        }
        if let Some((first, rest)) = title.split_once(mark)
            && super::blocks::folded(first) == site
        {
            return rest.trim().to_owned();
        }
    }
    title.to_owned()
}

fn byline(document: &Document, json: &JsonLd) -> Option<String> {
    let of_json = (!json.authors.is_empty()).then(|| json.authors.join(", "));
    let of_meta = || {
        meta(
            document,
            &["author", "byl", "dc.creator", "parsely-author", "sailthru.author", "article:author"],
        )
        .filter(|author| !author.contains("://"))
    };
    let of_page = || {
        const PLACES: &str = "[rel=author], [itemprop=author] [itemprop=name], [itemprop=author], .byline, .author-name, .p-author, .article-author, .byline__name";
        document
            .select(PLACES)
            .nodes()
            .iter()
            .map(|node| node.text().to_string())
            .find(|text| (2..=BYLINE_BYTES_MAX).contains(&text.trim().len()))
    };
    tidy_byline(&of_json.or_else(of_meta).or_else(of_page)?)
}

/// Makes a byline one short line of names: without `By`, and without a date after them.
pub(super) fn tidy_byline(raw: &str) -> Option<String> {
    let line = clean::line_of(raw, BYLINE_BYTES_MAX);
    let mut names = strip_by(&line);
    // `Dan Writer - Apr 16, 2015 8:02 pm`: what comes from the first figure on is no name.
    if let Some(digit) = names.find(|c: char| c.is_ascii_digit()) {
        let before = names[..digit].trim_end();
        names = before.rfind([' ', '-', '|', '•']).map_or(before, |cut| &before[..cut]);
    }
    let names = names.trim_matches([' ', ',', '|', '-', '–', '—', '•', '·', ':', '@']);
    (names.chars().count() > 1 && !names.contains("://")).then(|| names.to_owned())
}

/// Cuts `By` from the beginning of a byline.
fn strip_by(line: &str) -> &str {
    match line.get(..3) {
        Some(by) if by.eq_ignore_ascii_case("by ") || by.eq_ignore_ascii_case("by:") => &line[3..],
        _ => line,
    }
}

fn published(document: &Document, json: &JsonLd) -> Option<Timestamp> {
    const NAMES: &[&str] = &[
        "article:published_time",
        "og:published_time",
        "datePublished",
        "parsely-pub-date",
        "sailthru.date",
        "dc.date.issued",
        "dcterms.created",
        "dcterms.date",
        "dc.date",
        "pubdate",
        "publishdate",
        "publish-date",
        "cxenseparse:recs:publishtime",
        "date",
        "article.published",
        "iso-8601-publish-date",
        "og:pubdate",
        "ptime",
        "last-modified",
    ];
    let of_page = || {
        document
            .select("[itemprop=datePublished], time[pubdate], time[datetime]")
            .nodes()
            .iter()
            .find_map(|node| {
                node.attr("datetime").or_else(|| node.attr("content")).as_deref().and_then(moment)
            })
    };
    json.published
        .as_deref()
        .and_then(moment)
        .or_else(|| NAMES.iter().find_map(|name| moment(&meta(document, &[name])?)))
        .or_else(of_page)
}

/// Reads a moment as pages write it; one without a zone is taken as UTC.
pub(super) fn moment(raw: &str) -> Option<Timestamp> {
    let raw = raw.trim();
    let iso = raw.replacen(' ', "T", 1);
    let compact_zone = || {
        // `+0200` for `+02:00`, as many newsrooms write it.
        let at = iso.len().checked_sub(5)?;
        let is_zone = iso.get(at..)?.starts_with(['+', '-']) && !iso.get(at..)?.contains(':');
        let (time, zone) = (iso.get(..at)?, iso.get(at..)?);
        is_zone.then(|| format!("{time}{}:{}", &zone[..3], &zone[3..]))?.parse().ok()
    };
    raw.parse::<Timestamp>()
        .ok()
        .or_else(|| iso.parse().ok())
        .or_else(compact_zone)
        .or_else(|| jiff::fmt::rfc2822::parse(raw).ok().map(|zoned| zoned.timestamp()))
        .or_else(|| utc(iso.trim_end_matches('Z').parse().ok()?))
        .or_else(|| utc(raw.get(..10)?.parse::<Date>().ok()?.at(0, 0, 0, 0)))
        .or_else(|| utc(Date::strptime("%B %d, %Y", raw).ok()?.at(0, 0, 0, 0)))
}

fn utc(time: jiff::civil::DateTime) -> Option<Timestamp> {
    TimeZone::UTC.to_timestamp(time).ok()
}

/// Returns the language as a BCP 47 tag, such as `en` or `pt-BR`.
fn language(document: &Document, json: &JsonLd) -> Option<String> {
    let of_html = document.select("html").attr("lang").map(|lang| lang.to_string());
    of_html
        .filter(|lang| !lang.trim().is_empty())
        .or_else(|| document.select("html").attr("xml:lang").map(|lang| lang.to_string()))
        .or_else(|| json.language.clone())
        .or_else(|| meta(document, &["content-language", "og:locale", "dc.language", "language"]))
        .map(|lang| clean::line_of(&lang, 35).replace('_', "-"))
        .filter(|lang| {
            (2..=35).contains(&lang.len())
                && lang.split('-').next().is_some_and(|main| (2..=3).contains(&main.len()))
                && lang.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(html: &str) -> Meta {
        let document = Document::from(html);
        let base = Url::parse("https://e.com/a").unwrap();
        read(&document, &super::super::json_ld::read(&document), Some(&base))
    }

    #[test]
    fn a_page_is_believed_about_itself() {
        let meta = of(r#"<html lang="en_GB"><head><title>Talks fail | Outlet</title>
            <meta property="og:site_name" content="Outlet"><meta name="author" content="By A. Writer">
            <meta property="article:published_time" content="2026-03-14T08:00:00+0200">
            <meta property="og:image" content="/lead.jpg"></head><body><h1>Talks fail</h1>"#);
        assert_eq!(meta.title, "", "the text of `<title>` is cut by Readability's rules");
        assert_eq!(meta.byline.as_deref(), Some("A. Writer"));
        assert_eq!(meta.site.as_deref(), Some("Outlet"));
        assert_eq!(meta.language.as_deref(), Some("en-GB"));
        assert_eq!(meta.lead_image.as_deref(), Some("https://e.com/lead.jpg"));
        assert_eq!(meta.published.unwrap().to_string(), "2026-03-14T06:00:00Z");
    }

    #[test]
    fn a_moment_is_read_in_every_way_it_is_written() {
        for raw in [
            "2026-03-14T08:00:00Z",
            "2026-03-14T08:00:00.000Z",
            "2026-03-14 08:00:00",
            "2026-03-14T10:00:00+0200",
            "2026-03-14T08:00",
            "Sat, 14 Mar 2026 08:00:00 GMT",
            "2026-03-14 10:00:00+02:00",
            "2026-03-14 08:00",
        ] {
            assert_eq!(
                moment(raw).map(|at| at.to_string()).as_deref(),
                Some("2026-03-14T08:00:00Z"),
                "{raw}"
            );
        }
        assert_eq!(moment("2026-03-14").unwrap().to_string(), "2026-03-14T00:00:00Z");
        assert_eq!(moment("March 14, 2026").unwrap().to_string(), "2026-03-14T00:00:00Z");
        assert_eq!(moment("yesterday"), None);
        assert_eq!(moment("é-é-é-é-é"), None);
    }
}
