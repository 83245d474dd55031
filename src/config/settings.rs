//! The settings: what ships, and what the reader's own file changes of it.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde::Serialize;
use toml::Spanned;
use toml::Value;

use super::Bidi;
use super::ConfigError;
use super::lines;
use crate::app::distance;
use crate::feeds::fetch::FetchSettings;

/// The settings that ship; every key there is stands in them.
pub const SETTINGS: &str = include_str!("../../config/config.toml");

/// When something is done that could also be found out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum When {
    /// As the terminal is.
    Auto,
    /// Whatever the terminal is.
    Always,
    /// Not even where the terminal asks for it.
    Never,
}

/// How the screen looks and behaves.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub struct ScreenSettings {
    /// `auto`, or the name of a theme.
    pub theme: String,
    /// The countries of the keys 1 to 9, as codes.
    pub pinned: Vec<String>,
    /// The view at start.
    pub view: String,
    /// The widest column of an article, in characters.
    pub column: u16,
    /// Whether each story takes two lines, also where one would do.
    pub two_lines: bool,
    /// Whether the list shows dates instead of ages.
    pub absolute_time: bool,
    /// Whether signs and borders are ASCII.
    pub ascii: When,
    /// Who puts right-to-left text in order.
    pub bidi: Bidi,
    /// Whether the mouse is used.
    pub mouse: bool,
    /// The pause before the keys that may follow are shown, in milliseconds.
    pub hint_after_ms: u64,
    /// The pause before the selected story is shown beside the list, in milliseconds.
    pub peek_after_ms: u64,
}

/// When feeds are asked.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub struct RefreshSettings {
    /// Whether the feeds that are due are asked when the newsroom opens.
    pub at_start: bool,
    /// After how long they are asked again, in minutes; 0 for never.
    pub every_minutes: u64,
}

/// Programs that are started.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub struct ProgramSettings {
    /// The browser and its arguments; empty for the system's.
    pub browser: Vec<String>,
    /// The editor and its arguments; empty for the environment's.
    pub editor: Vec<String>,
    /// The program that copies its input, and its arguments; empty for the terminal (OSC 52).
    pub copy: Vec<String>,
}

/// How stories are taken away.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub struct ExportSettings {
    /// The name of a citation style, or words with fields in braces.
    pub citation: String,
}

/// All settings in force.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub struct Settings {
    /// How the screen looks and behaves.
    pub screen: ScreenSettings,
    /// When feeds are asked.
    pub refresh: RefreshSettings,
    /// How feeds and pages are asked.
    pub fetch: FetchSettings,
    /// Programs that are started.
    pub programs: ProgramSettings,
    /// How stories are taken away.
    pub export: ExportSettings,
}

impl Default for Settings {
    fn default() -> Self {
        toml::from_str(SETTINGS).expect("a test reads the settings that ship")
    }
}

/// A table of a settings file with the places of its keys.
type Section = BTreeMap<Spanned<String>, Spanned<Value>>;

/// Reads a settings file; what it leaves out is as shipped.
///
/// # Errors
///
/// Returns [`ConfigError`] for a key that does not exist, with the nearest that does, and for a
/// value of the wrong kind.
///
/// # Panics
///
/// Panics if the shipped settings are broken, which a test excludes.
pub fn parse_settings(file: &str, text: &str) -> Result<Settings, ConfigError> {
    let text = lines::tidy(text);
    let mut merged: BTreeMap<String, BTreeMap<String, Value>> =
        toml::from_str(SETTINGS).expect("a test reads the settings that ship");
    let sections: BTreeMap<Spanned<String>, Section> =
        toml::from_str(&text).map_err(|error| ConfigError::of_toml(file, &text, &error))?;
    let mut last = 0;
    for (name, section) in sections {
        let wrong = |at, problem| ConfigError::at(file, &text, at, problem);
        let Some(known) = merged.get_mut(name.as_ref()) else {
            let problem = unknown("table", name.as_ref(), merged.keys());
            return Err(wrong(lines::place(&name), problem));
        };
        for (key, value) in section {
            let (at, found) = (lines::place(&key), value.into_inner());
            let Some(usual) = known.get_mut(key.as_ref()) else {
                return Err(wrong(at, unknown("key", key.as_ref(), known.keys())));
            };
            if !usual.same_type(&found) {
                let (key, usual, found) = (key.as_ref(), usual.type_str(), found.type_str());
                return Err(wrong(at, format!("`{key}` must be of kind {usual}, not {found}")));
            }
            *usual = found;
            last = at;
        }
    }
    let text_of_all = toml::to_string(&merged).expect("settings are plain values");
    toml::from_str(&text_of_all)
        .map_err(|error| ConfigError::at(file, &text, last, error.message().replace('\n', "; ")))
}

/// Says that a name does not exist, and which one is nearest.
fn unknown<'a>(kind: &str, name: &str, known: impl Iterator<Item = &'a String> + Clone) -> String {
    let near = known.clone().min_by_key(|known| distance(known, name));
    match near {
        Some(near) if distance(near, name) <= near.len() / 2 => {
            format!("there is no {kind} `{name}`; did you mean `{near}`?")
        }
        Some(_) | None => {
            let all = known.map(String::as_str).collect::<Vec<_>>().join(", ");
            format!("there is no {kind} `{name}`; there are {all}")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_ships_can_be_read_and_overridden_by_key() {
        assert_eq!(parse_settings("c", "").unwrap(), Settings::default());
        let changed = parse_settings("c", "\u{feff}[screen]\r\ncolumn = 60\r\n").unwrap();
        assert_eq!(changed.screen.column, 60);
        assert_eq!(changed.fetch, Settings::default().fetch);
    }

    #[test]
    fn a_wrong_setting_is_named_with_its_line() {
        for (text, expected) in [
            ("[screen]\nthem = 'x'", "c, line 2: there is no key `them`; did you mean `theme`?"),
            ("[scren]\n", "c, line 1: there is no table `scren`; did you mean `screen`?"),
            (
                "[screen]\n\ncolumn = 'wide'",
                "c, line 3: `column` must be of kind integer, not string",
            ),
            ("[screen]\ncolumn = -3", "c, line 2: invalid value: integer `-3`, expected u16"),
            ("[screen]\nascii = 'perhaps'", "c, line 2: unknown variant `perhaps`"),
            ("[screen\n", "c, line 1: "),
            ("x = 1", "c, line 1: invalid type"),
        ] {
            let error = parse_settings("c", text).unwrap_err().to_string();
            assert!(error.starts_with(expected), "{error:?} for {text:?}");
        }
    }
}
