//! The sidebar: views, countries, feeds.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::Line;
use ratatui::text::Span;

use super::Look;
use super::header::grouped;
use super::list;
use super::signs;
use super::text;
use super::theme::Role;
use crate::app::Country;
use crate::app::Pane;
use crate::app::State;
use crate::app::View;
use crate::app::picker::ROLES;
use crate::app::sidebar::SideRow;
use crate::model::Feed;
use crate::model::Health;
use crate::model::Role as CountryRole;

/// Cells of a count.
const COUNT_CELLS: usize = 5;

/// Cells of the counts of a country.
const TALLY_CELLS: usize = 4;

/// Cells of the code of a country, with the blank after it.
const CODE_CELLS: usize = 3;

/// Draws the sidebar.
pub(super) fn view(frame: &mut Frame<'_>, area: Rect, state: &State, look: &Look) {
    let focused = state.focus == Pane::Sidebar;
    list::title(frame, area, "Desk", "", focused, look);
    let rows = state.sidebar.rows(&state.survey);
    let inner = Rect { y: area.y + 1, height: area.height.saturating_sub(1), ..area };
    for (at, y) in (state.sidebar.top..rows.len()).zip(inner.top()..inner.bottom()) {
        let area = Rect { y, height: 1, ..inner };
        let selected = focused && at == state.sidebar.selected;
        let mut line = row(&rows[at], usize::from(inner.width), state, look);
        let bar = if selected { look.signs.bar } else { " " };
        line.spans.insert(0, Span::styled(bar, look.theme[Role::Focus]));
        frame.render_widget(line, area);
        if selected {
            frame.buffer_mut().set_style(area, look.theme[Role::Selected]);
        }
    }
}

fn row<'a>(row: &SideRow, columns: usize, state: &'a State, look: &Look) -> Line<'a> {
    let theme = &look.theme;
    // The bar at the left, and a blank that keeps the counts off the wall.
    let room = columns.saturating_sub(2);
    match row {
        SideRow::Gap => Line::default(),
        SideRow::Heading("COUNTRIES") => {
            let name = text::fit("COUNTRIES", room.saturating_sub(3 * TALLY_CELLS), "");
            let signs = counted().map(|role| text::right(look.signs.role(role), TALLY_CELLS));
            Line::styled(name + &signs.collect::<String>(), theme[Role::Faint])
        }
        SideRow::Legend => Line::styled(legend(room, look), theme[Role::Faint]),
        SideRow::Heading(name) => Line::styled(*name, theme[Role::Faint]),
        SideRow::View(view, count) => {
            let active = view.is_same(&state.scope.view);
            let sign = if active { look.signs.arrow } else { " " };
            let style = if active { theme[Role::Focus] } else { theme[Role::Text] };
            let count = count.map(grouped).unwrap_or_default();
            let name =
                text::fit(view.title(), room.saturating_sub(COUNT_CELLS + 3), look.signs.more);
            Line::from(vec![
                Span::styled(format!("{sign} {name}"), style),
                Span::styled(text::right(&count, COUNT_CELLS), theme[Role::Muted]),
            ])
        }
        SideRow::Country(at) => match state.survey.countries.get(*at) {
            Some(country) => country_row(country, room, state, look),
            None => Line::default(),
        },
        SideRow::Folder { name, unread, folded } => {
            let sign = if *folded { look.signs.folded } else { look.signs.unfolded };
            let name = text::fit(name, room.saturating_sub(COUNT_CELLS + 3), look.signs.more);
            Line::from(vec![
                Span::styled(format!("{sign} {name}"), theme[Role::Text]),
                Span::styled(text::right(&unread_count(*unread), COUNT_CELLS), theme[Role::Muted]),
            ])
        }
        SideRow::Feed(at) => match state.survey.feeds.get(*at) {
            Some(feed) => feed_row(feed, room, look),
            None => Line::default(),
        },
    }
}

/// The roles that a country is counted by, in the order of the picker.
fn counted() -> impl Iterator<Item = CountryRole> {
    ROLES.into_iter().flatten()
}

/// Says what the signs over the counts of countries mean; where there is no room for the signs,
/// in their order.
fn legend(room: usize, look: &Look) -> String {
    let said = |signed: bool| {
        let word = |role| {
            let sign = if signed { look.signs.role(role) } else { "" };
            format!(" {sign}{}", signs::deed(role))
        };
        counted().map(word).collect::<String>().trim_start().to_owned()
    };
    let full = said(true);
    if text::width(&full) <= room { full } else { said(false) }
}

fn unread_count(unread: u64) -> String {
    if unread == 0 { String::new() } else { grouped(unread) }
}

/// `CN China          3 12  8`: in how many stories it accuses, is accused, denies.
fn country_row<'a>(country: &Country, room: usize, state: &State, look: &Look) -> Line<'a> {
    let theme = &look.theme;
    let active = state.scope.names(&country.code);
    let style = if active { theme[Role::Focus] } else { theme[Role::Text] };
    let count = |number: u64| {
        let shown = match number {
            0 => look.signs.dot.to_owned(),
            1..1_000 => number.to_string(),
            _ => format!("{}k", (number / 1_000).min(99)),
        };
        text::right(&shown, TALLY_CELLS)
    };
    // A code such as NATO is the name.
    let code_cells = CODE_CELLS.max(country.code.len() + 1);
    let cells = room.saturating_sub(3 * TALLY_CELLS + code_cells + 1);
    let name = if country.name == country.code { "" } else { country.name.as_str() };
    let name = text::fit(name, cells, look.signs.more);
    let sign = if active { look.signs.arrow } else { " " };
    let code = text::fit(&country.code, code_cells, "");
    let mut spans = vec![
        Span::styled(sign, style),
        Span::styled(code, theme[Role::Country]),
        Span::styled(name, style),
    ];
    spans.extend(counted().map(|role| {
        let value = country.count(Some(role));
        let drawn = match (value, role) {
            (0, _) => Role::Faint,
            (_, CountryRole::Accused) => Role::TagAccusation,
            (_, CountryRole::Denier) => Role::TagDenial,
            (_, _) => Role::Muted,
        };
        Span::styled(count(value), theme[drawn])
    }));
    Line::from(spans)
}

fn feed_row<'a>(feed: &Feed, room: usize, look: &Look) -> Line<'a> {
    let theme = &look.theme;
    let (sign, role) = health(feed.health, look);
    let count = unread_count(feed.unread);
    let cells = (text::width(&count) + 1).max(3);
    let title = text::fit(&feed.source.title, room.saturating_sub(5 + cells), look.signs.more);
    let count = text::right(&count, cells);
    let style: Style = match feed.health {
        Health::Paused | Health::Gone => theme[Role::Faint],
        _ => theme[Role::Text],
    };
    Line::from(vec![
        Span::raw("  "),
        Span::styled(sign, theme[role]),
        Span::raw(" "),
        Span::styled(title, style),
        Span::styled(count, theme[Role::Muted]),
    ])
}

/// Says what the row under the bar is, for the status line.
pub(super) fn about(state: &State, look: &Look) -> String {
    let rows = state.sidebar.rows(&state.survey);
    match rows.get(state.sidebar.selected) {
        Some(SideRow::Country(at)) => match state.survey.countries.get(*at) {
            Some(country) => {
                let tally = |role| {
                    let (sign, does) = (look.signs.role(role), signs::deed(role));
                    format!(", {sign} {does} in {}", country.count(Some(role)))
                };
                let tallies: String = counted().map(tally).collect();
                format!("{}: in {} stories{tallies}", country.name, country.any)
            }
            None => String::new(),
        },
        Some(SideRow::Feed(at)) => match state.survey.feeds.get(*at) {
            Some(feed) if feed.reason.is_empty() => {
                format!("{}: {}", feed.source.title, feed.health.as_str())
            }
            Some(feed) => {
                format!("{}: {}; {}", feed.source.title, feed.health.as_str(), feed.reason)
            }
            None => String::new(),
        },
        Some(SideRow::Folder { name, .. }) => format!("the feeds of {name}"),
        Some(SideRow::View(View::Incidents, Some(count))) => {
            format!("{count} stories of incidents that several outlets tell; Enter lists them")
        }
        Some(SideRow::View(view, Some(count))) => format!("{}: {count} stories", view.title()),
        Some(SideRow::View(..) | SideRow::Heading(_) | SideRow::Legend | SideRow::Gap) | None => {
            "ready".to_owned()
        }
    }
}

/// Returns the sign and the role of a state of health.
pub(super) fn health(health: Health, look: &Look) -> (&'static str, Role) {
    match health {
        Health::New => (" ", Role::Faint),
        Health::Good => (look.signs.dot, Role::Good),
        Health::Mended => ("~", Role::Muted),
        Health::Moved => (look.signs.arrow, Role::Muted),
        Health::Waiting => ("z", Role::Muted),
        Health::Zombie => ("?", Role::TagAccusation),
        Health::Failing | Health::BotWalled => (look.signs.wrong, Role::Bad),
        Health::Gone => ("x", Role::Bad),
        Health::Paused => ("=", Role::Faint),
    }
}
