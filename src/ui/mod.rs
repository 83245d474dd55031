//! Draws the newsroom, and says what fits and what was pointed at.

mod areas;
mod article;
mod bidi;
mod dossier;
mod footer;
mod header;
mod headings;
pub mod keymap;
mod list;
mod popup;
mod sidebar;
pub mod signs;
mod text;
pub mod theme;
mod tour;

use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::widgets::Block;

use crate::app::Measured;
use crate::app::Mode;
use crate::app::State;
use crate::config::Bidi;
use areas::Areas;
use keymap::Keymap;
use signs::Signs;
use theme::Role;
use theme::Theme;

pub use areas::pointer;

/// The narrowest screen that the newsroom is shown on, in columns.
pub const COLUMNS_MIN: u16 = 40;

/// The lowest screen that the newsroom is shown on, in rows.
pub const ROWS_MIN: u16 = 12;

/// How everything looks, and what the keys are called.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Look {
    /// A style for each role.
    pub theme: Theme,
    /// The signs.
    pub signs: Signs,
    /// The keys.
    pub keymap: Keymap,
    /// Who puts right-to-left text in order, and how.
    pub bidi: Bidi,
}

/// Draws the newsroom.
pub fn view(frame: &mut Frame<'_>, state: &State, look: &Look) {
    let area = frame.area();
    frame.render_widget(Block::new().style(look.theme[Role::Page]), area);
    if area.width < COLUMNS_MIN || area.height < ROWS_MIN {
        too_small(frame, area);
        return;
    }
    let areas = Areas::of(state, area);
    header::view(frame, areas.header, state, look);
    areas.walls(frame, look);
    if let Some(area) = areas.sidebar {
        sidebar::view(frame, area, state, look);
    }
    if let Some(area) = areas.list {
        match &state.dossiers {
            Some(dossiers) => dossier::view(frame, area, dossiers, state, look),
            None => list::view(frame, area, state, look),
        }
    }
    if let Some(area) = areas.article {
        article::view(frame, area, state, look);
    }
    if let Some(area) = areas.ledger {
        article::ledger::view(frame, area, state, look);
    }
    if let Some((area, step)) = areas.tour.zip(state.tour) {
        tour::view(frame, area, step, look);
    }
    if state.mode != Mode::Browse || state.pending.shown {
        popup::view(frame, areas.body, state, look);
    }
    footer::view(frame, &areas, state, look);
    if state.settings.ascii || look.signs == signs::ASCII {
        plain(frame.buffer_mut());
    }
    let text = areas.article.map(|area| article::lines::text_area(state, area));
    bidi::arrange(frame.buffer_mut(), text, look.bidi);
}

/// Writes the punctuation of newspapers and of our own sentences in ASCII.
fn plain(buffer: &mut Buffer) {
    for cell in &mut buffer.content {
        let ascii = match cell.symbol() {
            "·" | "–" | "—" | "−" => "-",
            "…" => ".",
            "“" | "”" | "„" | "«" | "»" => "\"",
            "‘" | "’" | "‚" => "'",
            "•" => "*",
            "▸" | "›" => ">",
            "¶" => "N",
            "×" => "x",
            "±" => "~",
            _ => continue,
        };
        cell.set_symbol(ascii);
    }
}

/// Says what is needed, on a screen that is too small for anything else: as much as fits.
fn too_small(frame: &mut Frame<'_>, area: Rect) {
    let (columns, rows) = (area.width, area.height);
    let needed = format!("{COLUMNS_MIN}x{ROWS_MIN}");
    let sentences = [
        format!("demarche needs {needed}, this is {columns}x{rows}; enlarge it, q quits"),
        format!("demarche needs {needed}; q quits"),
        format!("needs {needed}"),
        needed,
    ];
    let fits = |said: &&String| text::wrap(said, usize::from(columns)).len() <= usize::from(rows);
    let said = sentences.iter().find(fits).unwrap_or(&sentences[3]);
    let lines = text::wrap(said, usize::from(columns));
    for (line, y) in lines.into_iter().zip(area.top()..area.bottom()) {
        frame.buffer_mut().set_stringn(
            area.left(),
            y,
            &said[line],
            usize::from(columns),
            ratatui::style::Style::new(),
        );
    }
}

/// Measures what fits on a screen of this size; `None` if nothing has changed.
pub fn measure(state: &State, look: &Look, size: (u16, u16)) -> Option<Measured> {
    let areas = Areas::of(state, Rect::new(0, 0, size.0, size.1));
    let (page_rows, page_last) = popup::page(state, areas.body, look);
    let article = areas.article.map(|area| article::lines::lay(state, area)).unwrap_or_default();
    let measured = Measured {
        size,
        beside: areas.list.is_some() && areas.beside,
        sidebar: areas.sidebar.is_some(),
        ledger: areas.ledger.is_some(),
        ledger_fits: areas::ledger_fits(size),
        beside_fits: areas::beside_fits(size),
        list_size: areas.list.map_or((0, 0), |area| (area.width, area.height)),
        list_rows: areas.list.map_or(0, |area| list::capacity(state, area)),
        sidebar_rows: areas.sidebar.map_or(0, |area| usize::from(area.height.saturating_sub(1))),
        article_rows: areas.article.map_or(0, article::capacity),
        page_rows,
        page_last,
        article,
    };
    (measured != state.measured).then_some(measured)
}
