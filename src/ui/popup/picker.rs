//! The country picker.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Line;
use ratatui::text::Span;

use super::super::Look;
use super::super::text;
use super::super::theme::Role;
use crate::app::Country;
use crate::app::State;
use crate::app::picker::Picker;
use crate::app::picker::ROLES;
use crate::model::ActorCode;

/// Columns of the picker.
const COLUMNS: u16 = 66;

/// The most rows of the picker.
const ROWS: u16 = 24;

/// Cells of a count: of stories in any role, and in one, under its sign and name in brackets.
const ANY_CELLS: usize = 7;
const COUNT_CELLS: usize = 10;

/// Returns where the picker is.
pub(super) fn area(body: Rect) -> Rect {
    super::middle(body, COLUMNS, ROWS)
}

/// Draws the picker.
pub(super) fn view(frame: &mut Frame<'_>, body: Rect, picker: &Picker, state: &State, look: &Look) {
    let theme = &look.theme;
    let inner = super::open(frame, area(body), "Filter by country", look);
    super::typed(frame, inner, "country: ", &picker.input, look);
    chosen(frame, inner, picker, look);
    let name_cells =
        usize::from(inner.width).saturating_sub(7 + ROLES.into_iter().map(cells).sum::<usize>());
    let mut head = vec![Span::raw(" ".repeat(7 + name_cells))];
    for role in ROLES {
        let sign = role.map_or("", |role| look.signs.role(role));
        let name = format!("{sign}{}", role.map_or("any", crate::model::Role::as_str));
        let current = role == picker.role;
        let shown = if current { format!("[{name}]") } else { format!("{name} ") };
        let style = if current { theme[Role::Focus] } else { theme[Role::Muted] };
        head.push(Span::styled(text::right(&shown, cells(role)), style));
    }
    frame.render_widget(Line::from(head), Rect { y: inner.y + 1, height: 1, ..inner });
    let top = super::first_shown(picker.selected, inner.height.saturating_sub(2));
    let shown = picker.found.iter().enumerate().skip(top);
    for ((at, index), y) in shown.zip(inner.y + 2..inner.bottom()) {
        let Some(country) = state.survey.countries.get(*index) else { continue };
        let area = Rect { y, height: 1, ..inner };
        frame.render_widget(row(country, picker, name_cells, look), area);
        if at == picker.selected {
            frame.buffer_mut().set_style(area, theme[Role::Offer]);
            frame.buffer_mut().set_string(area.x, y, look.signs.bar, theme[Role::Focus]);
        }
    }
    if picker.found.is_empty() {
        let said = "No country has this code, name, demonym or capital.";
        super::put(frame, inner, inner.y + 2, said, theme[Role::Bad]);
    }
}

/// Returns how many cells the counts in a role take.
fn cells(role: Option<crate::model::Role>) -> usize {
    if role.is_some() { COUNT_CELLS } else { ANY_CELLS }
}

/// Draws what was chosen so far at the right of the typed line, or how to type more.
fn chosen(frame: &mut Frame<'_>, inner: Rect, picker: &Picker, look: &Look) {
    let said = if picker.chosen.is_empty() {
        "nz>cn: pair   , several".to_owned()
    } else {
        let codes: Vec<&str> = picker.chosen.iter().map(ActorCode::as_str).collect();
        format!("chosen: {}", codes.join(" "))
    };
    let wide = u16::try_from(text::width(&said)).unwrap_or_default();
    if wide + 24 < inner.width {
        let role = if picker.chosen.is_empty() { Role::Faint } else { Role::Chip };
        let x = inner.right() - wide;
        frame.buffer_mut().set_string(x, inner.y, &said, look.theme[role]);
    }
}

fn row<'a>(country: &Country, picker: &Picker, name_cells: usize, look: &Look) -> Line<'a> {
    let theme = &look.theme;
    let among = |codes: &[ActorCode]| codes.iter().any(|code| code.as_str() == country.code);
    let (mark, role) = match (among(&picker.chosen), among(&picker.active)) {
        (true, _) => ("+", Role::Good),
        (false, true) => (look.signs.arrow, Role::Focus),
        (false, false) => (" ", Role::Text),
    };
    let mut spans = vec![
        Span::styled(format!(" {mark}"), theme[role]),
        Span::styled(text::fit(&country.code, 5, ""), theme[Role::Country]),
        Span::styled(text::fit(&country.name, name_cells, look.signs.more), theme[Role::Text]),
    ];
    for role in ROLES {
        let count = country.count(role);
        let shown = if count == 0 { look.signs.dot.to_owned() } else { count.to_string() };
        let style = match (count, role == picker.role) {
            (0, _) => theme[Role::Faint],
            (_, true) => theme[Role::Focus],
            (_, false) => theme[Role::Muted],
        };
        spans.push(Span::styled(text::right(&format!("{shown} "), cells(role)), style));
    }
    Line::from(spans)
}
