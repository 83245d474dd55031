//! The tour: three cards under the panes, beside which every key works.

use ratatui::Frame;
use ratatui::layout::Rect;

use super::Look;
use super::list;
use super::text;
use super::theme::Role;
use crate::app::Context;
use crate::app::Verb;

/// What each step shows: a title, and sentences in which `{verb}` stands for the key of a command.
const STEPS: [(&str, &str); 3] = [
    (
        "Tour, 1 of 3: read",
        "{down} and {up} move, {open} opens a story, {read-on} reads on, {back} goes back.",
    ),
    (
        "Tour, 2 of 3: choose",
        "{country} and a name filters by country, tab in it by role; {search} searches. What filters stands at the top; {clear} clears it.",
    ),
    (
        "Tour, 3 of 3: keep",
        "{save} saves a story, {note} writes a note on it, {undo} takes back, {export} exports. {help} has every key.",
    ),
];

/// How the tour goes on, and how it ends.
const ASIDE: &str = "{tour} goes on, {clear} ends";

/// Returns how many rows a card takes on a screen of this width: its title, and the longest step.
pub(super) fn rows(columns: u16) -> u16 {
    match columns {
        ..56 => 5,
        56..125 => 3,
        _ => 2,
    }
}

/// Draws the card of a step.
pub(super) fn view(frame: &mut Frame<'_>, area: Rect, step: usize, look: &Look) {
    let Some((title, said)) = STEPS.get(step) else { return };
    list::title(frame, area, title, &filled(ASIDE, look), true, look);
    let said = filled(said, look);
    let lines = text::wrap(&said, usize::from(area.width.saturating_sub(4)));
    for (line, y) in lines.into_iter().zip(area.top() + 1..area.bottom()) {
        frame.buffer_mut().set_string(area.x + 2, y, &said[line], look.theme[Role::Text]);
    }
}

/// Puts the key of each command in the place of its name.
fn filled(said: &str, look: &Look) -> String {
    let mut filled = said.to_owned();
    for verb in Verb::ALL {
        let name = format!("{{{}}}", verb.name());
        if filled.contains(&name) {
            let keys = look.keymap.keys_for(Context::List, &(*verb).into());
            filled = filled.replace(&name, &keys);
        }
    }
    filled
}
