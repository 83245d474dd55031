//! Keymap files: which keys run which command, where.

use std::collections::BTreeMap;

use toml::Spanned;

use super::ConfigError;
use super::lines;
use crate::app::Command;
use crate::app::Context;

/// The keymap that ships.
pub const KEYMAP: &str = include_str!("../../config/keymap.toml");

/// A line of a keymap file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Binding {
    /// Where it holds.
    pub context: Context,
    /// The keys, as written.
    pub keys: String,
    /// What they run; `None` takes the keys away.
    pub command: Option<Command>,
    /// The file.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
}

/// Reads a keymap file; the keys themselves are read by the screen, which knows them.
///
/// # Errors
///
/// Returns [`ConfigError`] for a table or command that does not exist, with the nearest that does.
pub fn parse_keymap(file: &str, text: &str) -> Result<Vec<Binding>, ConfigError> {
    type Table = BTreeMap<Spanned<String>, Spanned<String>>;
    let text = lines::tidy(text);
    let tables: BTreeMap<Spanned<String>, Table> =
        toml::from_str(&text).map_err(|error| ConfigError::of_toml(file, &text, &error))?;
    let mut bindings = Vec::new();
    for (name, table) in tables {
        let wrong = |at, problem| ConfigError::at(file, &text, at, problem);
        let Some(context) = Context::ALL.into_iter().find(|known| known.name() == name.as_ref())
        else {
            let known = Context::ALL.map(Context::name).join(", ");
            let problem = format!("there is no table `{}`; there are {known}", name.as_ref());
            return Err(wrong(lines::place(&name), problem));
        };
        for (keys, command) in table {
            let at = lines::place(&keys);
            let written = command.as_ref().trim();
            let command = if written.is_empty() {
                None
            } else {
                Some(Command::parse(written).map_err(|error| wrong(at, error.to_string()))?)
            };
            bindings.push(Binding {
                context,
                line: ConfigError::at(file, &text, at, "").line,
                keys: keys.into_inner(),
                command,
                file: file.to_owned(),
            });
        }
    }
    bindings.sort_by_key(|binding| binding.line);
    Ok(bindings)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_keymap_that_ships_is_right() {
        let bindings = parse_keymap("keymap.toml", KEYMAP).unwrap();
        assert!(bindings.len() > 100);
    }

    #[test]
    fn a_wrong_line_is_named() {
        for (text, expected) in [
            ("[list]\n\"j\" = \"dwn\"", "k, line 2: `dwn` is no command; did you mean `down`?"),
            ("[lst]\n\"j\" = \"down\"", "k, line 1: there is no table `lst`; there are global"),
            ("[list]\n\n\"j\" = \"down\"\n\"j\" = \"up\"", "k, line 4: duplicate key"),
            ("[list]\r\n\"j\" = 3", "k, line 2: invalid type: integer `3`, expected a string"),
            ("[list\n", "k, line 1: "),
        ] {
            let error = parse_keymap("k", text).unwrap_err().to_string();
            assert!(error.starts_with(expected), "{error:?} for {text:?}");
        }
    }
}
