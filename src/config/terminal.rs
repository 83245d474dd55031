//! What the environment says of the terminal.

use std::io::IsTerminal;

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
            unicode: unicode && term != "linux",
            editor: editor.split_whitespace().map(str::to_owned).collect(),
        })
    }
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
