//! What the environment says of the terminal.

use std::io::IsTerminal;

use serde::Deserialize;
use serde::Serialize;

/// How many colours a terminal shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Colours {
    /// None are wanted or shown.
    None,
    /// The sixteen of the terminal itself.
    Sixteen,
    /// The 256 of xterm.
    Indexed,
    /// 24 bits.
    True,
}

/// Who puts right-to-left text in the order in which it is read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Bidi {
    /// Whoever the environment says.
    #[default]
    Auto,
    /// The newsroom: the terminal shows letters in the order in which they are written to it.
    Visual,
    /// The newsroom, but the terminal turns each word round by itself (kitty).
    Words,
    /// The terminal, with whole rows: each stretch of text is kept apart.
    Terminal,
}

impl Bidi {
    /// Returns this, or what the environment says where this leaves it to that.
    #[must_use]
    pub fn or(self, environment: Self) -> Self {
        if self == Self::Auto { environment } else { self }
    }
}

/// Why the newsroom cannot be shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoTerminal {
    /// Standard output goes elsewhere.
    #[error("the newsroom needs a terminal on standard output; in scripts use `demarche list`")]
    Output,
    /// Standard input comes from elsewhere.
    #[error("the newsroom needs a terminal on standard input; in scripts use `demarche list`")]
    Input,
    /// The terminal cannot move its cursor.
    #[error(
        "the terminal calls itself `dumb` (TERM); the newsroom needs one that can move its cursor, `demarche list` does not"
    )]
    Dumb,
}

/// What the environment says of the terminal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Environment {
    /// How many colours are shown.
    pub colours: Colours,
    /// Whether letters outside ASCII are shown.
    pub unicode: bool,
    /// Who puts right-to-left text in order; never `Auto`.
    pub bidi: Bidi,
    /// The reader's editor and its arguments.
    pub editor: Vec<String>,
}

impl Environment {
    /// Reads the environment of the process.
    ///
    /// # Errors
    ///
    /// Returns [`NoTerminal`] if there is none, or none that can show the newsroom.
    pub fn of_the_terminal() -> Result<Self, NoTerminal> {
        if !std::io::stdout().is_terminal() {
            return Err(NoTerminal::Output);
        }
        if !std::io::stdin().is_terminal() {
            return Err(NoTerminal::Input);
        }
        Self::read(|name| std::env::var(name).ok().filter(|value| !value.is_empty()))
    }

    /// Reads the variables that `get` gives.
    fn read(get: impl Fn(&str) -> Option<String>) -> Result<Self, NoTerminal> {
        let term = get("TERM").unwrap_or_else(|| "dumb".to_owned());
        if term == "dumb" {
            return Err(NoTerminal::Dumb);
        }
        let locale = get("LC_ALL").or_else(|| get("LC_CTYPE")).or_else(|| get("LANG"));
        let unicode = locale.is_none_or(|locale| {
            let locale = locale.to_lowercase();
            locale.contains("utf-8") || locale.contains("utf8")
        });
        let editor = get("VISUAL").or_else(|| get("EDITOR")).unwrap_or_else(|| "vi".to_owned());
        Ok(Self {
            colours: colours(&term, &get),
            bidi: bidi(&term, &get),
            unicode: unicode && term != "linux",
            editor: editor.split_whitespace().map(str::to_owned).collect(),
        })
    }
}

fn bidi(term: &str, get: &impl Fn(&str) -> Option<String>) -> Bidi {
    if term.contains("kitty") {
        return Bidi::Words;
    }
    // These order rows themselves, and cannot be asked to leave it.
    let apple = get("TERM_PROGRAM").is_some_and(|name| name == "Apple_Terminal");
    if apple || get("KONSOLE_VERSION").is_some() || term.contains("mlterm") {
        return Bidi::Terminal;
    }
    Bidi::Visual
}

fn colours(term: &str, get: &impl Fn(&str) -> Option<String>) -> Colours {
    if get("NO_COLOR").is_some() || get("CLICOLOR").is_some_and(|value| value == "0") {
        return Colours::None;
    }
    if get("COLORTERM").is_some_and(|value| value == "truecolor" || value == "24bit")
        || term.contains("direct")
    {
        return Colours::True;
    }
    if term.contains("256") || term.contains("kitty") || term.contains("alacritty") {
        return Colours::Indexed;
    }
    if term.starts_with("vt1") || term.ends_with("-m") || term.ends_with("-mono") {
        return Colours::None;
    }
    Colours::Sixteen
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_environment_says_who_orders_right_to_left_text() {
        for (variables, expected) in [
            (&[("TERM", "xterm-256color")][..], Bidi::Visual),
            (&[("TERM", "xterm-kitty")], Bidi::Words),
            (&[("TERM", "xterm"), ("KONSOLE_VERSION", "220801")], Bidi::Terminal),
            (&[("TERM", "xterm"), ("TERM_PROGRAM", "Apple_Terminal")], Bidi::Terminal),
        ] {
            let get = |name: &str| {
                let found = variables.iter().find(|(known, _)| *known == name);
                found.map(|(_, value)| (*value).to_owned())
            };
            assert_eq!(Environment::read(get).unwrap().bidi, expected, "for {variables:?}");
        }
    }

    #[test]
    fn the_environment_says_what_the_terminal_can() {
        for (variables, expected) in [
            (
                &[("TERM", "xterm-256color"), ("COLORTERM", "truecolor")][..],
                Ok((Colours::True, true)),
            ),
            (&[("TERM", "screen-256color"), ("LC_ALL", "C")], Ok((Colours::Indexed, false))),
            (&[("TERM", "linux"), ("LANG", "de_DE.UTF-8")], Ok((Colours::Sixteen, false))),
            (
                &[("TERM", "xterm"), ("NO_COLOR", "1"), ("LANG", "C.utf8")],
                Ok((Colours::None, true)),
            ),
            (&[("TERM", "vt100")], Ok((Colours::None, true))),
            (&[("TERM", "dumb")], Err(NoTerminal::Dumb)),
            (&[], Err(NoTerminal::Dumb)),
        ] {
            let get = |name: &str| {
                let found = variables.iter().find(|(known, _)| *known == name);
                found.map(|(_, value)| (*value).to_owned())
            };
            let found = Environment::read(get).map(|found| (found.colours, found.unicode));
            assert_eq!(found, expected, "for {variables:?}");
        }
    }
}
