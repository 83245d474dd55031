//! When what was claimed, as a drawing: a lane for each kind of claim, a dot for each day.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use jiff::Timestamp;

use crate::export::digest::Digest;
use crate::export::digest::tag_words;
use crate::export::escape::html;
use crate::model::Tag;

/// The width of the drawing, in its units (pixels at full size).
const WIDTH: i64 = 860;
/// The room for names left of the lanes.
const NAMES_WIDTH: i64 = 130;
/// The room right of the lanes.
const MARGIN: i64 = 24;
/// The height of a lane.
const LANE: i64 = 30;
/// The room below the lanes, for the days.
const DAYS_HEIGHT: i64 = 30;
/// How many places a lane has: dots nearer than this would cover each other.
const PLACES: i64 = 90;
/// The least and the most radius of a dot.
const RADII: (f64, f64) = (4.0, 13.0);
/// How many days are written below the lanes.
const TICKS: i64 = 5;

/// The claims of one dot.
#[derive(Default)]
struct Dot {
    count: u32,
    who: Vec<String>,
}

/// Writes the drawing, or nothing if there are no claims.
pub(super) fn write(digest: &Digest<'_>, out: &mut String) -> std::fmt::Result {
    let Some((first, last)) = period(digest) else { return Ok(()) };
    let dots = dots(digest, first, last);
    let lanes: Vec<Tag> =
        Tag::ALL.into_iter().filter(|tag| dots.keys().any(|(held, _)| held == tag)).collect();
    let bottom = LANE * i64::try_from(lanes.len()).unwrap_or(0) + 10;
    let height = bottom + DAYS_HEIGHT;
    writeln!(out, "<section class=\"when\">\n<h2>When</h2>\n<figure class=\"chart\">")?;
    writeln!(
        out,
        "<svg viewBox=\"0 0 {WIDTH} {height}\" width=\"{WIDTH}\" height=\"{height}\" role=\"img\" \
         aria-label=\"Claims by kind and day\">"
    )?;
    let ticks = if last == first { 0 } else { TICKS - 1 };
    for tick in 0..=ticks {
        let x =
            NAMES_WIDTH + (WIDTH - NAMES_WIDTH - MARGIN) * tick / TICKS.max(2).saturating_sub(1);
        let at = first + (last - first) * tick / ticks.max(1);
        let day = Timestamp::from_second(at).unwrap_or_default().strftime("%-d %b %Y");
        writeln!(out, "<line x1=\"{x}\" y1=\"4\" x2=\"{x}\" y2=\"{bottom}\" class=\"grid\"/>")?;
        let anchor = if tick == 0 {
            "start"
        } else if tick == ticks {
            "end"
        } else {
            "middle"
        };
        writeln!(
            out,
            "<text x=\"{x}\" y=\"{}\" class=\"small {anchor}\">{day}</text>",
            bottom + 20
        )?;
    }
    let most = dots.values().map(|dot| dot.count).max().unwrap_or(1);
    for (lane, tag) in lanes.iter().enumerate() {
        let y = LANE * i64::try_from(lane).unwrap_or(0) + LANE / 2 + 5;
        let (x, name) = (NAMES_WIDTH - 18, tag_words(*tag));
        writeln!(out, "<text x=\"{x}\" y=\"{}\" class=\"end\">{name}</text>", y + 5)?;
        for ((_, place), dot) in dots.iter().filter(|((held, _), _)| held == tag) {
            write_dot((*tag, *place, y), dot, most, out)?;
        }
    }
    writeln!(out, "</svg>\n</figure>\n</section>")
}

fn write_dot(
    (tag, place, y): (Tag, i64, i64),
    dot: &Dot,
    most: u32,
    out: &mut String,
) -> std::fmt::Result {
    let x = NAMES_WIDTH + (WIDTH - NAMES_WIDTH - MARGIN) * place / PLACES;
    // The area of a dot grows with the count, as the eye expects.
    let radius =
        RADII.0 + (RADII.1 - RADII.0) * (f64::from(dot.count - 1) / f64::from(most)).sqrt();
    let class = tag.as_str().to_lowercase().replace('_', "-");
    let who = html(&dot.who.join("; "));
    writeln!(
        out,
        "<circle cx=\"{x}\" cy=\"{y}\" r=\"{radius:.1}\" class=\"dot {class}\"><title>{}: {who}\
         </title></circle>",
        dot.count
    )
}

/// When the first and the last story with a claim were published, in Unix seconds.
fn period(digest: &Digest<'_>) -> Option<(i64, i64)> {
    let times = || {
        let parts = digest.exhibits.iter().filter(|part| part.claims().next().is_some());
        parts.map(|part| part.exhibit.story.row.published_at.as_second())
    };
    Some((times().min()?, times().max()?))
}

/// How many pairs the words of a dot name.
const WHO_MAX: usize = 6;

fn dots(digest: &Digest<'_>, first: i64, last: i64) -> BTreeMap<(Tag, i64), Dot> {
    let mut dots: BTreeMap<(Tag, i64), Dot> = BTreeMap::new();
    for part in &digest.exhibits {
        let at = part.exhibit.story.row.published_at.as_second();
        let place = (at - first) * PLACES / (last - first).max(1);
        for claim in part.claims().filter(|claim| claim.counts()) {
            let dot = dots.entry((claim.tag, place)).or_default();
            dot.count += 1;
            let (by, about) = (digest.list(&claim.source, "–"), digest.list(&claim.target, "–"));
            let who = format!("{by} → {about}");
            if dot.who.len() < WHO_MAX && !dot.who.contains(&who) {
                dot.who.push(who);
            }
        }
    }
    dots
}
