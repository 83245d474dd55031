//! How every screen looks: a letter for each style, and how many cells have it.

use std::fmt::Write;

use demarche::config::Colours;
use demarche::ui::signs;
use ratatui::buffer::Buffer;
use ratatui::style::Style;

use super::{SCREENS, SIZES};
use crate::fixture::Newsroom;

/// The looks in which every screen is held: all colours, and none.
const LOOKS: [(&str, Colours); 2] = [("dark", Colours::True), ("none", Colours::None)];

#[test]
fn every_screen_in_colour_and_without() {
    for (name, keys) in SCREENS {
        for (theme, colours) in LOOKS {
            let mut shown = String::new();
            for (columns, rows) in SIZES {
                let mut newsroom = Newsroom::with(columns, rows, theme, colours, &signs::FULL);
                newsroom.press(keys);
                newsroom.screen();
                let _ = writeln!(shown, "{columns}x{rows}\n{}", styles(&newsroom.buffer()));
            }
            insta::assert_snapshot!(format!("looks-{name}-{theme}"), shown);
        }
    }
}

/// Writes the styles of a screen: a legend, then each row as letters with their counts.
fn styles(buffer: &Buffer) -> String {
    let mut legend: Vec<Style> = Vec::new();
    let mut rows = String::new();
    for row in buffer.content.chunks(usize::from(buffer.area.width)) {
        let mut runs: Vec<(usize, usize)> = Vec::new();
        for cell in row {
            let style = cell.style();
            let at = legend.iter().position(|known| *known == style).unwrap_or_else(|| {
                legend.push(style);
                legend.len() - 1
            });
            match runs.last_mut() {
                Some((last, count)) if *last == at => *count += 1,
                _ => runs.push((at, 1)),
            }
        }
        for (at, count) in runs {
            let _ = write!(rows, "{}{count}", letter(at));
        }
        rows.push('\n');
    }
    let mut written = String::new();
    for (at, style) in legend.iter().enumerate() {
        let colour = |colour: Option<ratatui::style::Color>| {
            colour.map_or_else(|| "-".to_owned(), |colour| colour.to_string())
        };
        let (fg, bg) = (colour(style.fg), colour(style.bg));
        let _ = writeln!(written, "{} {fg} on {bg} {:?}", letter(at), style.add_modifier);
    }
    written + &rows
}

/// Returns the letter of a style.
fn letter(at: usize) -> char {
    let letters = ('a'..='z').chain('A'..='Z');
    letters.into_iter().nth(at).unwrap_or('?')
}
