//! Pages to read: what failed, how the feeds fare, why a sentence has its tag.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Line;
use ratatui::text::Span;

use super::super::Look;
use super::super::article::summary;
use super::super::list::tag_role;
use super::super::list::time;
use super::super::text;
use super::super::theme::Role;
use crate::app::Settings;
use crate::app::State;
use crate::model::Claim;
use crate::model::Modality;
use crate::model::Polarity;
use crate::model::READER_RULE;

/// Columns of a page.
const COLUMNS: u16 = 96;

/// Columns of the page on why.
const WHY_COLUMNS: u16 = 78;

/// Rows of that page besides the sentence: border, head, facts, gaps.
const WHY_ROWS: usize = 11;

/// Draws what failed, newest first.
pub(super) fn errors(frame: &mut Frame<'_>, body: Rect, top: usize, state: &State, look: &Look) {
    let theme = &look.theme;
    let rows = body.height.saturating_sub(2);
    let inner = super::open(frame, super::middle(body, COLUMNS, rows), "What failed", look);
    let mut y = inner.y;
    if let Some(problem) = &state.status.settings {
        y = super::put_wrapped(frame, inner, y, problem, theme[Role::Bad]);
        let said = "The settings before stay in force until the file is mended.";
        y = super::put_wrapped(frame, inner, y, said, theme[Role::Muted]) + 1;
    }
    if state.status.failures.is_empty() && state.status.settings.is_none() {
        super::put(frame, inner, y, "Nothing has failed.", theme[Role::Muted]);
        return;
    }
    for failure in state.status.failures.iter().skip(top) {
        if y >= inner.bottom() {
            break;
        }
        let at = failure.at.to_zoned_datetime(state.settings.zone.clone());
        let stamp = at.strftime("%H:%M").to_string();
        super::put(frame, inner, y, &stamp, theme[Role::Age]);
        let indented = Rect { x: inner.x + 7, width: inner.width.saturating_sub(7), ..inner };
        y = super::put_wrapped(frame, indented, y, &failure.what, theme[Role::Text]);
    }
}

/// Draws how each feed fares.
pub(super) fn feeds(frame: &mut Frame<'_>, body: Rect, top: usize, state: &State, look: &Look) {
    let theme = &look.theme;
    let rows = body.height.saturating_sub(2);
    let inner =
        super::open(frame, super::middle(body, COLUMNS + 24, rows), "How the feeds fare", look);
    if state.survey.feeds.is_empty() {
        let said = "No feed yet: :add-feed ADDRESS subscribes to one.";
        super::put(frame, inner, inner.y, said, theme[Role::Muted]);
        return;
    }
    let ages = Settings { absolute_time: false, ..state.settings.clone() };
    let age = |at: Option<jiff::Timestamp>| {
        at.map_or_else(|| "-".to_owned(), |at| time(at, state.now, &ages))
    };
    let head = format!("  {} health      answered newest unread  why", text::fit("feed", 26, ""));
    super::put(frame, inner, inner.y, &head, theme[Role::Muted]);
    for (feed, y) in state.survey.feeds.iter().skip(top).zip(inner.y + 1..inner.bottom()) {
        let (sign, role) = super::super::sidebar::health(feed.health, look);
        let line = Line::from(vec![
            Span::styled(format!("{sign} "), theme[role]),
            Span::styled(text::fit(&feed.source.title, 26, look.signs.more), theme[Role::Text]),
            Span::styled(format!(" {}", text::fit(feed.health.as_str(), 11, "")), theme[role]),
            Span::styled(text::right(&age(feed.last_good_at), 9), theme[Role::Age]),
            Span::styled(text::right(&age(feed.newest_at), 7), theme[Role::Age]),
            Span::styled(text::right(&feed.unread.to_string(), 7), theme[Role::Muted]),
            Span::styled(format!("  {}", feed.reason), theme[Role::Muted]),
        ]);
        frame.render_widget(line, Rect { y, height: 1, ..inner });
    }
}

/// Draws why a sentence has its tag.
pub(super) fn why(
    frame: &mut Frame<'_>,
    body: Rect,
    (claims, at): (&[usize], usize),
    state: &State,
    look: &Look,
) {
    let Some(reader) = &state.reader else { return };
    let Some(story) = &reader.story else { return };
    let Some(claim) = claims.get(at).and_then(|index| story.analysis.claims.get(*index)) else {
        return;
    };
    let theme = &look.theme;
    let words = reader.text();
    let evidence = claim.evidence.text(words).replace('\n', " ");
    let width = WHY_COLUMNS.min(body.width);
    let lines = text::wrap(&evidence, usize::from(width.saturating_sub(4))).len();
    let rows = u16::try_from(lines + WHY_ROWS).unwrap_or(u16::MAX).min(body.height);
    let mut area = super::middle(body, width, rows);
    area.y = body.bottom() - rows;
    let title = if claims.len() > 1 {
        format!("Why: {} of {} claims in this sentence", at + 1, claims.len())
    } else {
        "Why this tag".to_owned()
    };
    let inner = super::open(frame, area, &title, look);
    let head = format!("{} {}", look.signs.tag(claim.tag), claim.tag.as_str());
    super::put(frame, inner, inner.y, &head, theme[tag_role(claim.tag)]);
    let who = format!("{}  {}  {}", side(&claim.source), look.signs.arrow, side(&claim.target));
    let shifted = Rect { x: inner.x + 20, width: inner.width.saturating_sub(20), ..inner };
    super::put(frame, shifted, inner.y, &who, theme[Role::Country]);
    let mut y = inner.y + 2;
    let facts = [
        (
            "rule",
            if claim.rule == READER_RULE { "± you said so".into() } else { claim.rule.clone() },
        ),
        ("trigger", format!("“{}”", claim.cue.text(words))),
        (
            "source",
            claim.source_span.map_or("not named".into(), |span| format!("“{}”", span.text(words))),
        ),
        (
            "target",
            claim.target_span.map_or("not named".into(), |span| format!("“{}”", span.text(words))),
        ),
        ("how sure", sure(claim)),
        ("about", claim.act.map_or("no particular deed".into(), |act| act.as_str().to_owned())),
    ];
    for (name, value) in facts {
        super::put(frame, inner, y, name, theme[Role::Muted]);
        let room = usize::from(inner.width.saturating_sub(10));
        let value = text::cut(&value.replace('\n', " "), room, look.signs.more);
        let indented = Rect { x: inner.x + 10, width: inner.width.saturating_sub(10), ..inner };
        super::put(frame, indented, y, &value, theme[Role::Text]);
        y += 1;
    }
    y += 1;
    super::put_wrapped(frame, inner, y, &evidence, theme[Role::Quote]);
}

fn side(codes: &[crate::model::ActorCode]) -> String {
    if codes.is_empty() { "nobody named".to_owned() } else { summary::list(codes) }
}

/// Says whether a claim is made, in which world, and how firmly.
fn sure(claim: &Claim) -> String {
    let made = match claim.polarity {
        Polarity::Asserted => "asserted",
        Polarity::Negated => "negated: it is said not to be so",
    };
    let world = match claim.modality {
        Modality::Actual => "",
        Modality::Planned => ", planned",
        Modality::Conditional => ", conditional",
        Modality::Historical => ", of another year",
        Modality::Question => ", asked",
    };
    let firm = match claim.hedge {
        0 => ", flatly",
        1 => ", softly (linked, appears)",
        2 => ", suspected or likely",
        _ => ", disputed",
    };
    let place = if claim.headline { ", in the headline" } else { "" };
    format!("{made}{world}{firm}{place}")
}
