//! Pages to read: what failed, why a sentence has its tag.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Line;
use ratatui::text::Span;

use super::super::Look;
use super::super::article::summary;
use super::super::list::tag_role;
use super::super::text;
use super::super::theme::Role;
use super::sheet;
use super::sheet::Sheet;
use crate::app::Context;
use crate::app::State;
use crate::app::Verb;
use crate::app::health;
use crate::app::who::Who;
use crate::model::Claim;
use crate::model::Modality;
use crate::model::Polarity;
use crate::model::READER_RULE;

/// Columns of the page on why.
const WHY_COLUMNS: u16 = 78;

/// Rows of that page besides the sentence: border, head, facts, gaps.
const WHY_ROWS: usize = 11;

/// Cells of the time of a failure.
const STAMP_CELLS: usize = 7;

/// Cells of the name of a feed before its reason; below this width the reason stands under it.
const NAME_CELLS: usize = 28;
const ABREAST_COLUMNS: usize = 70;

/// Returns what failed: since the start, newest first, and the feeds that give nothing.
pub(super) fn errors(state: &State, top: usize, columns: usize, look: &Look) -> Sheet {
    let theme = &look.theme;
    let mut lines = Vec::new();
    if let Some(problem) = &state.status.settings {
        lines.extend(sheet::wrapped(problem, 0, columns, theme[Role::Bad]));
        let said = "The settings before stay in force until the file is mended.";
        lines.extend(sheet::wrapped(said, 0, columns, theme[Role::Muted]));
        lines.push(Line::default());
    }
    for failure in &state.status.failures {
        let at = failure.at.to_zoned_datetime(state.settings.zone.clone());
        let stamp = vec![Span::styled(at.strftime("%H:%M").to_string(), theme[Role::Age])];
        let place = (STAMP_CELLS, columns);
        lines.extend(sheet::entry(stamp, &failure.what, place, theme[Role::Text]));
    }
    let ailing: Vec<_> = state.survey.feeds.iter().filter(|feed| health::ails(feed)).collect();
    if !ailing.is_empty() {
        if !lines.is_empty() {
            lines.push(Line::default());
        }
        let keys = look.keymap.keys_for(Context::List, &Verb::Feeds.into());
        let (failing, silent) = health::ailing(&state.survey.feeds);
        let said =
            format!("Feeds failing: {failing}, with nothing new: {silent} ({keys} has them all)");
        lines.push(Line::styled(said, theme[Role::Heading]));
    }
    for feed in ailing {
        let reason =
            if feed.reason.is_empty() { feed.health.as_str() } else { feed.reason.as_str() };
        if columns < ABREAST_COLUMNS {
            lines.push(Line::styled(feed.source.title.clone(), theme[Role::Text]));
            lines.extend(sheet::wrapped(reason, 2, columns, theme[Role::Muted]));
            continue;
        }
        let name = text::cut(&feed.source.title, NAME_CELLS - 2, look.signs.more);
        let name = vec![Span::styled(name, theme[Role::Text])];
        lines.extend(sheet::entry(name, reason, (NAME_CELLS, columns), theme[Role::Muted]));
    }
    if lines.is_empty() {
        lines.push(Line::styled("Nothing has failed.", theme[Role::Muted]));
    }
    Sheet { title: "What failed".to_owned(), lines, top }
}

/// Cells of the word before a fact.
const FACT_CELLS: usize = 16;

/// Returns who an actor is.
pub(super) fn who(who: &Who, columns: usize, look: &Look) -> Sheet {
    let theme = &look.theme;
    let mut lines = Vec::new();
    let mut before = "";
    for (word, said) in &who.facts {
        let word = if *word == before { "" } else { *word };
        let head = vec![Span::styled(word, theme[Role::Muted])];
        lines.extend(sheet::entry(head, said, (FACT_CELLS, columns), theme[Role::Text]));
        before = if word.is_empty() { before } else { word };
    }
    Sheet { title: format!("Who is {}", who.mention.name), lines, top: who.top }
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
