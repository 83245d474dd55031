//! Tells a web page, a wall against robots and a captive portal from what was asked for.

use std::sync::LazyLock;

/// The phrases by which walls and portals are told; see the file for its form.
const WALLS: &str = include_str!("../../../config/fetch/walls.txt");

/// How much of a page is searched, in bytes; a wall is a small page.
const SEARCHED_BYTES: usize = 64 * 1024;

/// How much of a document may come before its first element, in bytes.
const PROLOG_BYTES: usize = 4 * 1024;

/// What stands in the place of an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Wall {
    /// A wall against robots.
    Robots,
    /// The login page of the network.
    Portal,
}

enum Place {
    Body(String),
    Header(String, String),
}

static SIGNS: LazyLock<Vec<(Wall, Place)>> = LazyLock::new(|| {
    let lines = WALLS.lines().filter(|line| !line.starts_with('#'));
    lines.filter_map(sign).collect()
});

fn sign(line: &str) -> Option<(Wall, Place)> {
    let (kind, rest) = line.split_once(' ')?;
    let (place, text) = rest.split_once(' ')?;
    let wall = if kind == "portal" { Wall::Portal } else { Wall::Robots };
    let text = text.to_ascii_lowercase();
    let place = if place == "body" {
        Place::Body(text)
    } else {
        let (name, value) = text.split_once(": ").unwrap_or((&text, ""));
        Place::Header(name.to_owned(), value.to_owned())
    };
    Some((wall, place))
}

/// Finds the wall or portal that an HTML page or its headers show.
pub(super) fn find(headers: &[(String, String)], body: &[u8]) -> Option<Wall> {
    let head = &body[..body.len().min(SEARCHED_BYTES)];
    let page = String::from_utf8_lossy(head).to_ascii_lowercase();
    let shown = |place: &Place| match place {
        Place::Body(text) => page.contains(text.as_str()),
        Place::Header(name, part) => headers.iter().any(|(found, value)| {
            found == name && value.to_ascii_lowercase().contains(part.as_str())
        }),
    };
    SIGNS.iter().find(|(_, place)| shown(place)).map(|(wall, _)| *wall)
}

/// Returns whether `body` begins as an HTML page does, whatever its header says.
pub(super) fn is_web_page(body: &[u8]) -> bool {
    let head = &body[..body.len().min(PROLOG_BYTES)];
    let text = String::from_utf8_lossy(head).to_ascii_lowercase();
    let mut rest = text.trim_start_matches('\u{feff}').trim_start();
    loop {
        let skipped = if let Some(after) = rest.strip_prefix("<!--") {
            after.split_once("-->")
        } else if let Some(after) = rest.strip_prefix("<?") {
            after.split_once("?>")
        } else {
            None
        };
        match skipped {
            Some((_, after)) => rest = after.trim_start(),
            None => break,
        }
    }
    ["<!doctype html", "<html", "<head", "<body", "<title", "<script", "<meta", "<center"]
        .iter()
        .any(|start| rest.starts_with(start))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tells_pages_from_feeds() {
        for page in [
            "<!doctype html><title>x</title>",
            "\n <!-- hi --><HTML>",
            "<?xml version=\"1.0\"?>\n<!DOCTYPE html PUBLIC \"-//W3C\">",
            "\u{feff}<html>",
        ] {
            assert!(is_web_page(page.as_bytes()), "{page:?}");
        }
        for feed in ["<?xml version=\"1.0\"?><rss>", "<rss>", "<feed>", "{\"version\":1}", ""] {
            assert!(!is_web_page(feed.as_bytes()), "{feed:?}");
        }
    }

    #[test]
    fn finds_walls_and_portals() {
        let header = |name: &str, value: &str| vec![(name.to_owned(), value.to_owned())];
        let none = Vec::new();
        for (headers, body, expected) in [
            (&none, "<title>Just a moment...</title>", Some(Wall::Robots)),
            (&header("cf-mitigated", "Challenge"), "", Some(Wall::Robots)),
            (&header("cf-mitigated", "other"), "", None),
            (&header("x-datadome", "protected"), "", Some(Wall::Robots)),
            (&none, "<title>Captive portal</title>", Some(Wall::Portal)),
            (&none, "<title>News of the day</title>", None),
        ] {
            assert_eq!(find(headers, body.as_bytes()), expected, "{headers:?} {body:?}");
        }
    }

    #[test]
    fn every_line_of_the_list_is_read() {
        let lines = WALLS.lines().filter(|line| !line.starts_with('#') && !line.is_empty()).count();
        assert_eq!(SIGNS.len(), lines);
    }
}
