//! Theme files: a style for each role of the screen.

use std::collections::BTreeMap;

use toml::Spanned;

use super::ConfigError;
use super::lines;

/// The themes that ship, by name.
pub const THEMES: [(&str, &str); 9] = [
    ("dark", include_str!("../../config/themes/dark.toml")),
    ("light", include_str!("../../config/themes/light.toml")),
    ("contrast", include_str!("../../config/themes/contrast.toml")),
    ("solarized-dark", include_str!("../../config/themes/solarized-dark.toml")),
    ("solarized-light", include_str!("../../config/themes/solarized-light.toml")),
    ("gruvbox", include_str!("../../config/themes/gruvbox.toml")),
    ("nord", include_str!("../../config/themes/nord.toml")),
    ("terminal", include_str!("../../config/themes/terminal.toml")),
    ("none", include_str!("../../config/themes/none.toml")),
];

/// A theme as written: for each role its style, with the names of colours resolved.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ThemeFile {
    /// Its name.
    pub name: String,
    /// For each role the words of its style and the line they stand on.
    pub roles: BTreeMap<String, (String, usize)>,
    /// The file it was read from.
    pub file: String,
}

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Document {
    #[expect(dead_code, reason = "tells people for which background a theme is meant")]
    background: Option<String>,
    #[serde(default)]
    colours: BTreeMap<String, String>,
    #[serde(default)]
    roles: BTreeMap<String, Spanned<String>>,
}

/// Reads a theme file.
///
/// # Errors
///
/// Returns [`ConfigError`] for a file that is not TOML or has other tables. The styles
/// themselves are read by the screen, which knows roles and colours.
pub fn parse_theme(file: &str, name: &str, text: &str) -> Result<ThemeFile, ConfigError> {
    let text = lines::tidy(text);
    let document: Document =
        toml::from_str(&text).map_err(|error| ConfigError::of_toml(file, &text, &error))?;
    let roles = document.roles.into_iter().map(|(role, style)| {
        let line = ConfigError::at(file, &text, lines::place(&style), "").line;
        let words = style
            .as_ref()
            .split_whitespace()
            .map(|word| document.colours.get(word).map_or(word, String::as_str));
        (role, (words.collect::<Vec<_>>().join(" "), line))
    });
    Ok(ThemeFile { name: name.to_owned(), roles: roles.collect(), file: file.to_owned() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_theme_that_ships_has_the_same_roles() {
        let roles = |text| {
            let theme = parse_theme("t", "t", text).unwrap();
            theme.roles.into_keys().collect::<Vec<_>>()
        };
        for (name, text) in THEMES {
            assert_eq!(roles(text), roles(THEMES[0].1), "of {name}");
        }
    }
}
