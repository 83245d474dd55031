//! The list of stories.

use jiff::Timestamp;
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::Line;
use ratatui::text::Span;

use super::Look;
use super::header::grouped;
use super::headings;
use super::text;
use super::theme::Role;
use crate::app::Pane;
use crate::app::Settings;
use crate::app::State;
use crate::app::View;
use crate::app::reader::Layer;
use crate::app::scope::order_name;
use crate::model::ActorCode;
use crate::model::Condition;
use crate::model::Group;
use crate::model::Order;
use crate::model::StoryRow;
use crate::model::Tag;

/// Below this width, each story takes two lines.
const ONE_LINE_COLUMNS: u16 = 88;

/// Cells of the columns of a one-line row: age, countries, tags, outlet, marks.
const AGE_CELLS: usize = 4;
const DATE_CELLS: usize = 6;
const COUNTRY_CELLS: usize = 11;
const TAG_CELLS: usize = 4;
const OUTLET_CELLS: usize = 18;
const MARK_CELLS: usize = 3;

/// What a bundled story is marked with.
const SAMPLE: &str = "SAMPLE";

/// The longest name of a company or gang in the country column, in cells.
const ORG_CELLS: usize = 6;

/// Draws the list.
pub(super) fn view(frame: &mut Frame<'_>, area: Rect, state: &State, look: &Look) {
    let focused = state.focus == Pane::List;
    let list = &state.list;
    let place = match list.total {
        Some(total) if !list.rows.is_empty() => {
            format!("{}/{}", grouped(list.position()), grouped(total))
        }
        Some(_) | None => String::new(),
    };
    let name = match state.scope.order {
        Order::Newest => "Stories".to_owned(),
        order => format!("Stories {} by {}", look.signs.dot, order_name(order)),
    };
    title(frame, area, &name, &place, focused, look);
    let inner = Rect { y: area.y + 1, height: area.height.saturating_sub(1), ..area };
    if list.rows.is_empty() {
        empty(frame, inner, state, look);
        return;
    }
    let height = lines_each(state, area);
    let asked = state.filter().condition;
    for place in places(state, area) {
        let Some(row) = list.rows.get(place.at) else { break };
        let area = Rect { y: inner.y + place.y, height, ..inner };
        if let Some(group) = place.heading {
            let area = Rect { y: area.y - 1, height: 1, ..area };
            frame.render_widget(headings::line(&group, row, state, area.width, look), area);
        }
        let drawn = Drawn { row, asked: &asked, selected: place.at == list.selected, focused };
        if height == 1 {
            one_line(frame, area, &drawn, state, look);
        } else {
            two_lines(frame, area, &drawn, state, look);
        }
    }
}

/// Where a story stands.
struct Place {
    /// Its index among the rows held.
    at: usize,
    /// Its first line, from the top of the list.
    y: u16,
    /// What stands on the line above it.
    heading: Option<Group>,
}

/// Places the stories that fit, from the topmost on, with the headings over them.
fn places(state: &State, area: Rect) -> Vec<Place> {
    let (list, height) = (&state.list, lines_each(state, area));
    let rows = area.height.saturating_sub(1);
    let mut places: Vec<Place> = Vec::new();
    let mut y = 0;
    let mut over = None;
    for at in list.top..list.rows.len() {
        let group = list.rows.get(at).and_then(|row| state.group_of(row));
        let heading = if group == over { None } else { group.clone() };
        let start = y + u16::from(heading.is_some());
        if start + height > rows && !places.is_empty() {
            break;
        }
        over = group;
        places.push(Place { at, y: start, heading });
        y = start + height;
    }
    places
}

/// A row being drawn.
struct Drawn<'a> {
    row: &'a StoryRow,
    /// What the list asks for.
    asked: &'a Condition,
    selected: bool,
    focused: bool,
}

/// Returns how many lines a story takes.
fn lines_each(state: &State, area: Rect) -> u16 {
    if state.settings.two_lines || area.width < ONE_LINE_COLUMNS { 2 } else { 1 }
}

/// Returns how many stories fit in `area`.
pub(super) fn capacity(state: &State, area: Rect) -> usize {
    if state.list.rows.front().is_some_and(|row| state.group_of(row).is_some()) {
        return places(state, area).len().max(1);
    }
    usize::from(area.height.saturating_sub(1) / lines_each(state, area)).max(1)
}

/// Returns the place of the story in the terminal's row `y`.
pub(super) fn story_at(state: &State, area: Rect, y: u16) -> Option<usize> {
    let row = y.checked_sub(area.y + 1)?;
    let height = lines_each(state, area);
    let inside = |place: &Place| place.y <= row && row < place.y + height;
    places(state, area).iter().position(inside)
}

/// Draws the title of a pane on a rule: `─ Stories ─────────── 3/34 ─`.
pub(super) fn title(
    frame: &mut Frame<'_>,
    area: Rect,
    name: &str,
    aside: &str,
    focused: bool,
    look: &Look,
) {
    let (rule, role) = if focused {
        (look.signs.rule_focus, Role::Focus)
    } else {
        (look.signs.rule, Role::Border)
    };
    let buffer = frame.buffer_mut();
    let line = rule.repeat(usize::from(area.width));
    let rule_style = if focused { look.theme[Role::Focus] } else { look.theme[Role::Border] };
    buffer.set_stringn(area.x, area.y, &line, usize::from(area.width), rule_style);
    let name_role = if role == Role::Focus { Role::Focus } else { Role::Muted };
    let room = usize::from(area.width).saturating_sub(4);
    let name = text::cut(name, room, look.signs.more);
    buffer.set_string(area.x + 1, area.y, format!(" {name} "), look.theme[name_role]);
    let wide = text::width(aside);
    if !aside.is_empty() && text::width(&name) + wide + 7 < usize::from(area.width) {
        let x = area.right() - u16::try_from(wide + 3).unwrap_or_default();
        buffer.set_string(x, area.y, format!(" {aside} "), look.theme[Role::Muted]);
    }
}

/// Says why the list is empty, and what to do.
fn empty(frame: &mut Frame<'_>, area: Rect, state: &State, look: &Look) {
    let saved = state.scope.view == View::Saved && state.scope.chips().len() == 1;
    let said = if state.list.loading {
        "listing…"
    } else if saved {
        "Nothing saved yet: s saves a story."
    } else if state.scope.is_plain() {
        "No stories yet: R asks the feeds, :add-feed ADDRESS adds one."
    } else {
        "No story passes this filter: backspace takes its last part away, esc all of it."
    };
    let lines = text::wrap(said, usize::from(area.width.saturating_sub(4)));
    for (line, y) in lines.into_iter().zip(area.top() + 1..area.bottom()) {
        frame.buffer_mut().set_string(area.x + 2, y, &said[line], look.theme[Role::Muted]);
    }
}

/// Returns the style of a whole row.
fn base(drawn: &Drawn<'_>, look: &Look) -> Style {
    match (drawn.selected, drawn.focused) {
        (true, true) => look.theme[Role::Selected],
        (true, false) => look.theme[Role::SelectedIdle],
        (false, _) => Style::new(),
    }
}

fn lead<'a>(drawn: &Drawn<'_>, look: &Look) -> Vec<Span<'a>> {
    let bar = if drawn.selected { look.signs.bar } else { " " };
    let bar_role = if drawn.focused { Role::Focus } else { Role::Border };
    let unread = if drawn.row.read { " " } else { look.signs.unread };
    vec![
        Span::styled(bar, look.theme[bar_role]),
        Span::styled(unread, look.theme[Role::Focus]),
        Span::raw(" "),
    ]
}

fn title_style(row: &StoryRow, look: &Look) -> Style {
    look.theme[if row.read { Role::Read } else { Role::Unread }]
}

fn one_line(frame: &mut Frame<'_>, area: Rect, drawn: &Drawn<'_>, state: &State, look: &Look) {
    let (row, theme) = (drawn.row, &look.theme);
    let columns = usize::from(area.width);
    let time_cells = if state.settings.absolute_time { DATE_CELLS } else { AGE_CELLS };
    let outlet = if columns >= 110 { OUTLET_CELLS } else { 14 };
    let mut spans = lead(drawn, look);
    spans.push(Span::styled(
        text::right(&time(row.published_at, state.now, &state.settings), time_cells),
        theme[Role::Age],
    ));
    spans.push(Span::raw("  "));
    spans.extend(countries(drawn, COUNTRY_CELLS, look));
    spans.push(Span::raw(" "));
    spans.extend(tags(row, look));
    spans.push(Span::raw("  "));
    let sample = if row.sample { SAMPLE.len() + 1 } else { 0 };
    let used = 3 + time_cells + 2 + COUNTRY_CELLS + 1 + TAG_CELLS + 2;
    let after = 2 + outlet + 1 + MARK_CELLS + sample;
    let room = columns.saturating_sub(used + after);
    spans.push(Span::styled(text::fit(&row.title, room, look.signs.more), title_style(row, look)));
    spans.push(Span::raw("  "));
    spans.push(Span::styled(
        text::fit(&row.feed_title, outlet, look.signs.more),
        theme[Role::Outlet],
    ));
    spans.push(Span::raw(" "));
    spans.extend(marks(row, look));
    if row.sample {
        spans.push(Span::styled(format!("{SAMPLE} "), theme[Role::Sample]));
    }
    frame.render_widget(Line::from(spans).style(base(drawn, look)), area);
    frame.buffer_mut().set_style(area, base(drawn, look));
}

fn two_lines(frame: &mut Frame<'_>, area: Rect, drawn: &Drawn<'_>, state: &State, look: &Look) {
    let (row, theme) = (drawn.row, &look.theme);
    let columns = usize::from(area.width);
    let age = time(row.published_at, state.now, &state.settings);
    let room = columns.saturating_sub(3 + text::width(&age) + 2);
    let mut first = lead(drawn, look);
    first.push(Span::styled(text::fit(&row.title, room, look.signs.more), title_style(row, look)));
    first.push(Span::raw(" "));
    first.push(Span::styled(age, theme[Role::Age]));
    let mut second = lead(drawn, look);
    second[1] = Span::raw(" ");
    let country_cells = if columns < 56 { COUNTRY_CELLS - 1 } else { COUNTRY_CELLS };
    second.extend(countries(drawn, country_cells, look));
    second.push(Span::raw(" "));
    second.extend(tags(row, look));
    second.push(Span::raw(" "));
    let sample = if row.sample { SAMPLE.len() + 1 } else { 0 };
    let room =
        columns.saturating_sub(3 + country_cells + 1 + TAG_CELLS + 1 + MARK_CELLS + 1 + sample);
    second
        .push(Span::styled(text::fit(&row.feed_title, room, look.signs.more), theme[Role::Outlet]));
    second.extend(marks(row, look));
    if row.sample {
        second.push(Span::styled(format!("{SAMPLE} "), theme[Role::Sample]));
    }
    let lines = [Line::from(first), Line::from(second)];
    for (line, y) in lines.into_iter().zip(area.top()..area.bottom()) {
        frame.render_widget(line, Rect { y, height: 1, ..area });
    }
    frame.buffer_mut().set_style(area, base(drawn, look));
}

/// Who accuses whom, what the list asks for first, else the countries: `NZ▸CN +2`.
fn countries<'a>(drawn: &Drawn<'_>, cells: usize, look: &Look) -> Vec<Span<'a>> {
    let row = drawn.row;
    let theme = &look.theme;
    let short = |code: &ActorCode| match code.as_str().strip_prefix("ORG:") {
        Some(name) => text::cut(name, ORG_CELLS, look.signs.more),
        None => code.as_str().to_owned(),
    };
    let mut spans = Vec::new();
    let mut used = 0;
    if let Some(pair) = row.pairs_for(drawn.asked).first() {
        let (source, target) = (short(&pair.source), short(&pair.target));
        used += text::width(&source) + 1 + text::width(&target);
        spans.push(Span::styled(source, theme[Role::Country]));
        spans.push(Span::styled(look.signs.arrow, theme[Role::Arrow]));
        spans.push(Span::styled(target, theme[Role::Country]));
        let more = row.pairs.len() - 1;
        if more > 0 {
            let more = format!(" +{more}");
            if used + more.len() <= cells {
                used += more.len();
                spans.push(Span::styled(more, theme[Role::Faint]));
            }
        }
    } else {
        let codes: Vec<String> = row.countries.iter().take(4).map(short).collect();
        let all = text::cut(&codes.join(" "), cells, look.signs.more);
        used += text::width(&all);
        spans.push(Span::styled(all, theme[Role::Muted]));
    }
    spans.push(Span::raw(" ".repeat(cells.saturating_sub(used))));
    spans
}

/// The signs of the story's tags, the weightiest first.
fn tags<'a>(row: &StoryRow, look: &Look) -> Vec<Span<'a>> {
    let mut tags: Vec<Tag> = row.tags.clone();
    tags.sort_unstable();
    let mut spans: Vec<Span<'_>> = tags
        .iter()
        .take(TAG_CELLS)
        .map(|tag| Span::styled(look.signs.tag(*tag), look.theme[tag_role(*tag)]))
        .collect();
    spans.push(Span::raw(" ".repeat(TAG_CELLS - tags.len().min(TAG_CELLS))));
    spans
}

/// Returns the role of the sign of a tag.
pub(super) fn tag_role(tag: Tag) -> Role {
    match Layer::of(tag) {
        Layer::Accusations => Role::TagAccusation,
        Layer::Denials => Role::TagDenial,
        Layer::Claims => Role::Tag,
    }
}

/// Whether the story is saved, noted, revised; each in its own place.
fn marks<'a>(row: &StoryRow, look: &Look) -> Vec<Span<'a>> {
    let mark = |on: bool, sign: &'static str, role| {
        Span::styled(if on { sign } else { " " }, look.theme[role])
    };
    vec![
        mark(row.saved, look.signs.saved, Role::Saved),
        mark(row.notes > 0, look.signs.noted, Role::Noted),
        mark(row.revised, look.signs.revised, Role::Muted),
    ]
}

/// Returns the age of a story, or its date.
pub(super) fn time(at: Timestamp, now: Timestamp, settings: &Settings) -> String {
    if settings.absolute_time {
        return at.to_zoned_datetime(settings.zone.clone()).strftime("%d %b").to_string();
    }
    let seconds = now.as_second() - at.as_second();
    match seconds {
        ..60 => "now".to_owned(),
        60..3_600 => format!("{}m", seconds / 60),
        3_600..86_400 => format!("{}h", seconds / 3_600),
        86_400..1_209_600 => format!("{}d", seconds / 86_400),
        1_209_600..31_536_000 => format!("{}w", seconds / 604_800),
        _ => format!("{}y", seconds / 31_536_000),
    }
}
