//! The tour: three cards in the corner, beside which every key works.

use ratatui::Frame;
use ratatui::layout::Rect;

use super::super::Look;
use super::super::text;
use super::super::theme::Role;
use crate::app::Context;
use crate::app::Verb;

/// Columns of a card.
const COLUMNS: u16 = 54;

/// What each step shows: a title, and sentences in which `{verb}` stands for the key of a command.
const STEPS: [(&str, &str); 3] = [
    (
        "1 of 3: read",
        "{down} and {up} move, {open} opens a story, {read-on} reads on, {back} goes back.",
    ),
    (
        "2 of 3: choose",
        "{country} and a name filters by country, tab in it by role; {search} searches. What filters stands at the top; {clear} clears it.",
    ),
    (
        "3 of 3: keep",
        "{save} saves a story, {note} writes a note on it, {undo} takes back, {export} exports. {help} has every key.",
    ),
];

/// Draws a card at the foot of the screen.
pub(super) fn view(frame: &mut Frame<'_>, body: Rect, step: usize, look: &Look) {
    let Some((title, said)) = STEPS.get(step) else { return };
    let width = COLUMNS.min(body.width);
    let said = format!("{} {{tour}} goes on, {{clear}} ends.", filled(said, look));
    let said = filled(&said, look);
    let lines = text::wrap(&said, usize::from(width.saturating_sub(4))).len();
    let height = u16::try_from(lines + 2).unwrap_or(u16::MAX).min(body.height);
    let y = body.bottom() - height;
    let area = Rect { x: body.right() - width, y, width, height };
    let inner = super::open(frame, area, title, look);
    super::put_wrapped(frame, inner, inner.y, &said, look.theme[Role::Text]);
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
