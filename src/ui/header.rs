//! The first row: what is listed, as chips that can be taken away, and how much of it.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Line;
use ratatui::text::Span;

use super::Look;
use super::text;
use super::theme::Role;
use crate::app::State;
use crate::app::scope::Chip;

/// The widest chip, in cells: a query longer than that is cut.
const CHIP_CELLS: usize = 36;

/// The name of the program with the blanks around it.
const NAME: &str = " demarche ";

/// Draws the header.
pub(super) fn view(frame: &mut Frame<'_>, area: Rect, state: &State, look: &Look) {
    let theme = &look.theme;
    let mut spans = vec![Span::styled(NAME, theme[Role::Focus])];
    let count = count(state);
    if let Some(dossiers) = &state.dossiers {
        let room = usize::from(area.width).saturating_sub(text::width(NAME) + text::width(&count));
        let shown = match &dossiers.open {
            Some(outline) => format!(" Dossier: {}", outline.dossier.name),
            None => " Dossiers".to_owned(),
        };
        let shown = text::cut(&shown, room.saturating_sub(3), look.signs.more);
        spans.push(Span::styled(shown, theme[Role::Text]));
    }
    let chips = chips(state);
    if chips.is_empty() && state.dossiers.is_none() {
        spans.push(Span::styled(" All stories", theme[Role::Text]));
    }
    for chip in &chips {
        spans.push(Span::raw(" "));
        spans.push(Span::styled(chip_text(chip, look.signs.remove), theme[Role::Chip]));
    }
    let used: usize = spans.iter().map(|span| text::width(&span.content)).sum();
    let room = usize::from(area.width).saturating_sub(text::width(&count) + 1);
    frame.render_widget(Line::from(spans), area);
    if used < room {
        let x = area.x + u16::try_from(room).unwrap_or_default();
        frame.buffer_mut().set_string(x, area.y, &count, theme[Role::Muted]);
    }
}

/// Returns ` accused CN × `.
fn chip_text(chip: &Chip, remove: &str) -> String {
    format!(" {} {remove} ", text::cut(chip.label(), CHIP_CELLS, "…"))
}

/// The parts of the filter, unless dossiers stand in the place of what it lists.
fn chips(state: &State) -> Vec<Chip> {
    if state.dossiers.is_some() { Vec::new() } else { state.scope.chips() }
}

fn count(state: &State) -> String {
    let counted = |total: u64, one: &str, many: &str| {
        format!("{} {}", grouped(total), if total == 1 { one } else { many })
    };
    let total = match &state.dossiers {
        Some(dossiers) => match &dossiers.open {
            Some(outline) if outline.is_to_come() => None,
            Some(outline) => Some(outline.part.total),
            None => {
                return counted(state.survey.dossiers.len() as u64, "dossier", "dossiers");
            }
        },
        None => state.list.total,
    };
    match total {
        Some(total) => counted(total, "story", "stories"),
        None if state.list.loading || state.dossiers.is_some() => "listing…".to_owned(),
        None => String::new(),
    }
}

/// Writes a number with a thin gap between thousands.
pub(super) fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut written = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            written.push(',');
        }
        written.push(digit);
    }
    written
}

/// Returns the index of the chip in column `x`.
pub(super) fn chip_at(state: &State, x: u16) -> Option<usize> {
    let mut start = text::width(NAME) + 1;
    for (at, chip) in chips(state).iter().enumerate() {
        let end = start + text::width(&chip_text(chip, "x"));
        if (start..end).contains(&usize::from(x)) {
            return Some(at);
        }
        start = end + 1;
    }
    None
}
