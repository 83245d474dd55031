//! How the feeds fare: all of them, and one.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Line;
use ratatui::text::Span;

use super::super::Look;
use super::super::list::time;
use super::super::sidebar::health;
use super::super::text;
use super::super::theme::Role;
use super::sheet;
use super::sheet::Sheet;
use crate::app::Finder;
use crate::app::Settings;
use crate::app::State;
use crate::app::health::by_need;
use crate::model::Feed;
use crate::model::FeedId;
use crate::model::Health;

/// Columns of the list.
const COLUMNS: u16 = 120;

/// Cells of the title of a feed.
const TITLE_CELLS: usize = 26;

/// Rows of the reason of the feed under the bar, in whole, with a rule above them: the longest on
/// the narrowest screen.
const REASON_ROWS: u16 = 4;

/// Cells of the name of a fact.
const FACT_CELLS: usize = 16;

/// Returns where the feeds are.
pub(super) fn area(body: Rect) -> Rect {
    super::middle(body, COLUMNS, body.height.saturating_sub(2))
}

/// Returns where the rows of the feeds are, under what is typed and the heads of the columns.
pub(super) fn rows_of(inner: Rect) -> Rect {
    let height = inner.height.saturating_sub(2 + REASON_ROWS);
    Rect { y: inner.y + 2, height, ..inner }
}

/// Returns how many feeds fit in `body`, and the last place that the bar may have.
pub(super) fn page(body: Rect, finder: &Finder, state: &State) -> (usize, usize) {
    let rows = rows_of(super::inside(area(body))).height;
    let found = by_need(&state.survey.feeds, finder.input.text()).len();
    (usize::from(rows), found.saturating_sub(1))
}

/// Draws how each feed fares, those that need the reader first, and in whole why the one under
/// the bar does.
pub(super) fn view(frame: &mut Frame<'_>, body: Rect, finder: &Finder, state: &State, look: &Look) {
    let theme = &look.theme;
    let feeds = &state.survey.feeds;
    let (failing, silent) = crate::app::health::ailing(feeds);
    let title = format!("Feeds: {}, failing: {failing}, with nothing new: {silent}", feeds.len());
    let inner = super::open(frame, area(body), &title, look);
    if feeds.is_empty() {
        let said = "No feed yet: :add-feed ADDRESS subscribes to one.";
        super::put(frame, inner, inner.y, said, theme[Role::Muted]);
        return;
    }
    if finder.typing {
        super::typed(frame, inner, "find: ", &finder.input, look);
    } else if !finder.input.is_empty() {
        let said = format!("found by “{}”; q shows all of them", finder.input.text());
        super::put(frame, inner, inner.y, &said, theme[Role::Muted]);
    }
    let head =
        format!("  {} health      answered newest unread  why", text::fit("feed", TITLE_CELLS, ""));
    super::put(frame, inner, inner.y + 1, &head, theme[Role::Muted]);
    let area = rows_of(inner);
    let places = by_need(feeds, finder.input.text());
    let shown = places.iter().enumerate().skip(super::first_shown(finder.selected, area.height));
    for ((at, place), y) in shown.zip(area.top()..area.bottom()) {
        let area = Rect { y, height: 1, ..inner };
        frame.render_widget(row(&feeds[*place], usize::from(inner.width), state, look), area);
        if at == finder.selected {
            frame.buffer_mut().set_style(area, theme[Role::Offer]);
            frame.buffer_mut().set_string(area.x - 1, y, look.signs.bar, theme[Role::Focus]);
        }
    }
    let under = Rect { y: area.bottom(), height: inner.bottom() - area.bottom(), ..inner };
    match places.get(finder.selected) {
        Some(place) => why(frame, under, &feeds[*place], look),
        None => super::put(frame, area, area.y, "No feed is like this.", theme[Role::Muted]),
    }
}

/// Draws in whole why a feed fares as it does.
fn why(frame: &mut Frame<'_>, area: Rect, feed: &Feed, look: &Look) {
    let rule = look.signs.rule.repeat(usize::from(area.width));
    super::put(frame, area, area.y, &rule, look.theme[Role::Border]);
    let said = if feed.reason.is_empty() { meaning(feed.health) } else { &feed.reason };
    let said = format!("{}: {said}", feed.source.title);
    super::put_wrapped(frame, area, area.y + 1, &said, look.theme[Role::Text]);
}

fn row(feed: &Feed, columns: usize, state: &State, look: &Look) -> Line<'static> {
    let theme = &look.theme;
    let (sign, role) = health(feed.health, look);
    let age = |at: Option<jiff::Timestamp>| age(at, state);
    let used = TITLE_CELLS + 40;
    let reason = text::cut(&feed.reason, columns.saturating_sub(used), look.signs.more);
    Line::from(vec![
        Span::styled(format!("{sign} "), theme[role]),
        Span::styled(
            text::fit(&feed.source.title, TITLE_CELLS, look.signs.more),
            theme[Role::Text],
        ),
        Span::styled(format!(" {}", text::fit(feed.health.as_str(), 11, "")), theme[role]),
        Span::styled(text::right(&age(feed.last_good_at), 9), theme[Role::Age]),
        Span::styled(text::right(&age(feed.newest_at), 7), theme[Role::Age]),
        Span::styled(text::right(&feed.unread.to_string(), 7), theme[Role::Muted]),
        Span::styled(format!("  {reason}"), theme[Role::Muted]),
    ])
}

fn age(at: Option<jiff::Timestamp>, state: &State) -> String {
    let ages = Settings { absolute_time: false, ..state.settings.clone() };
    at.map_or_else(|| "-".to_owned(), |at| time(at, state.now, &ages))
}

/// Returns all about one feed.
pub(super) fn about(
    state: &State,
    (id, top): (FeedId, usize),
    columns: usize,
    look: &Look,
) -> Option<Sheet> {
    let feed = state.survey.feeds.iter().find(|feed| feed.id == id)?;
    let theme = &look.theme;
    let (sign, role) = health(feed.health, look);
    let at = |at: Option<jiff::Timestamp>, none: &str| {
        let written = |at: jiff::Timestamp| {
            let zoned = at.to_zoned_datetime(state.settings.zone.clone());
            format!("{}, {} ago", zoned.strftime("%-d %b %Y %H:%M"), age(Some(at), state))
        };
        at.map_or_else(|| none.to_owned(), written)
    };
    let next = feed.next_at.map_or_else(
        || "at the next refresh".to_owned(),
        |at| at.to_zoned_datetime(state.settings.zone.clone()).strftime("%-d %b %H:%M").to_string(),
    );
    let source = &feed.source;
    let facts = [
        ("health", format!("{sign} {}: {}", feed.health.as_str(), meaning(feed.health))),
        ("outcome", if feed.reason.is_empty() { "good".into() } else { feed.reason.clone() }),
        ("last answered", at(feed.last_good_at, "never")),
        ("newest story", at(feed.newest_at, "none yet")),
        ("asked again", next),
        ("unread", feed.unread.to_string()),
        ("address", source.url.clone()),
        ("folder", source.folder.clone()),
        ("kind", source.class.as_str().to_owned()),
        ("country", source.country.clone()),
        ("language", source.lang.clone()),
    ];
    let mut lines = Vec::new();
    for (name, said) in facts.into_iter().filter(|(_, said)| !said.is_empty()) {
        let style = if name == "health" { theme[role] } else { theme[Role::Text] };
        let head = vec![Span::styled(name, theme[Role::Muted])];
        lines.extend(sheet::entry(head, &said, (FACT_CELLS, columns), style));
    }
    Some(Sheet { title: source.title.clone(), lines, top })
}

/// Says what a state of health means for the reader.
fn meaning(health: Health) -> &'static str {
    match health {
        Health::New => "it was not asked yet",
        Health::Good => "its last answer was good",
        Health::Mended => "its document is broken, and was mended",
        Health::Zombie => "it answers, and has had nothing new for long",
        Health::Moved => "its publisher moved it, and the new address is used",
        Health::Failing => "the last ask failed; it is asked again, less and less often",
        Health::BotWalled => "a wall against robots answers in its place",
        Health::Waiting => "its server asked us to wait",
        Health::Gone => "its publisher removed it; it is no longer asked",
        Health::Paused => "you paused it, or it ships paused; it is not asked",
    }
}
