//! How the reader has arranged the screen, kept from one start to the next.

use std::fmt::Write;

/// Under which key it is kept.
pub const KEY: &str = "panes";

/// How the reader has arranged the screen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each pane is switched on its own")]
pub struct Panes {
    /// The article alone; not kept.
    pub zen: bool,
    /// No sidebar.
    pub sidebar_off: bool,
    /// No ledger.
    pub ledger_off: bool,
    /// Columns of the list beside the article; 0 for as many as fit best.
    pub list_columns: u16,
    /// Rows of the list above the article; 0 for as many as fit best.
    pub list_rows: u16,
    /// The article under the list on wide screens too.
    pub stacked: bool,
    /// Headings in the list: days, or outlets where it is sorted by them. Lists by incident or
    /// country have theirs in any case.
    pub headings: bool,
    /// The theme that was chosen with a key; empty for that of the settings.
    pub theme: String,
}

impl Panes {
    /// Writes it as `word=value` words.
    pub fn written(&self) -> String {
        let mut words = String::new();
        for (word, on) in [
            ("no-sidebar", self.sidebar_off),
            ("no-ledger", self.ledger_off),
            ("stacked", self.stacked),
            ("headings", self.headings),
        ] {
            if on {
                let _ = write!(words, "{word} ");
            }
        }
        for (word, cells) in [("columns", self.list_columns), ("rows", self.list_rows)] {
            if cells > 0 {
                let _ = write!(words, "{word}={cells} ");
            }
        }
        if !self.theme.is_empty() {
            let _ = write!(words, "theme={}", self.theme);
        }
        words.trim_end().to_owned()
    }

    /// Reads what [`written`](Self::written) wrote; what is not understood is left out.
    pub fn read(words: &str) -> Self {
        let mut panes = Self::default();
        for word in words.split_whitespace() {
            match word.split_once('=').unwrap_or((word, "")) {
                ("no-sidebar", _) => panes.sidebar_off = true,
                ("no-ledger", _) => panes.ledger_off = true,
                ("stacked", _) => panes.stacked = true,
                ("headings", _) => panes.headings = true,
                ("columns", value) => panes.list_columns = value.parse().unwrap_or_default(),
                ("rows", value) => panes.list_rows = value.parse().unwrap_or_default(),
                ("theme", value) => value.clone_into(&mut panes.theme),
                _ => {}
            }
        }
        panes
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_arrangement_is_read_as_it_was_written() {
        let panes = Panes {
            zen: false,
            sidebar_off: true,
            ledger_off: false,
            list_columns: 60,
            list_rows: 0,
            stacked: true,
            headings: false,
            theme: "nord".to_owned(),
        };
        assert_eq!(panes.written(), "no-sidebar stacked columns=60 theme=nord");
        assert_eq!(Panes::read(&panes.written()), panes);
        assert_eq!(Panes::read("columns=many who=knows"), Panes::default());
    }
}
