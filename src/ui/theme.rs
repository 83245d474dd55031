//! How each role of the screen looks.

use ratatui::style::Color;
use ratatui::style::Modifier;
use ratatui::style::Style;

use crate::config::Colours;
use crate::config::ConfigError;
use crate::config::theme::ThemeFile;
use crate::model::Highlight;

/// Defines [`Role`] and the names that theme files use, from one list.
macro_rules! roles {
    ($($role:ident $name:literal $doc:literal;)*) => {
        /// What a cell of the screen stands for.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Role { $(#[doc = $doc] $role,)* }

        impl Role {
            /// Every role.
            pub const ALL: &[Self] = &[$(Self::$role,)*];

            /// Returns the name that theme files use.
            pub fn name(self) -> &'static str {
                match self { $(Self::$role => $name,)* }
            }
        }
    };
}

roles! {
    Page "page" "The screen as a whole.";
    Text "text" "Running text.";
    Muted "muted" "Text of less weight.";
    Faint "faint" "Text of least weight.";
    Border "border" "Rules and walls.";
    Focus "focus" "The title of the focused pane.";
    Title "title" "The title of an article.";
    Heading "heading" "Headings.";
    Selected "selected" "The row under the bar, in the focused pane.";
    SelectedIdle "selected-idle" "The row under the bar, in another pane.";
    Unread "unread" "The title of a story not read yet.";
    Read "read" "The title of a story that was read.";
    Age "age" "Times.";
    Outlet "outlet" "Names of outlets.";
    Country "country" "Codes of countries.";
    Arrow "arrow" "The arrow between two countries.";
    Tag "tag" "The sign of a tag.";
    TagAccusation "tag-accusation" "The sign of an accusation.";
    TagDenial "tag-denial" "The sign of a denial.";
    Saved "saved" "The mark of a story kept.";
    Noted "noted" "The mark of a story with a note, and notes.";
    Sample "sample" "The mark of a bundled story.";
    Actor "actor" "Names of actors in a text.";
    Quote "quote" "Quotations in a text.";
    Accusation "accusation" "Sentences that accuse.";
    Denial "denial" "Sentences that deny.";
    Claim "claim" "Sentences with another claim.";
    Cue "cue" "The words that make a claim.";
    Place "place" "Where a jump has gone.";
    Select "select" "A passage being selected.";
    NotedWords "noted-words" "Words that a note stands on.";
    Yellow "highlight-yellow" "Words highlighted in yellow.";
    Green "highlight-green" "Words highlighted in green.";
    Red "highlight-red" "Words highlighted in red.";
    Blue "highlight-blue" "Words highlighted in blue.";
    Gone "gone" "Words that an older text had.";
    Added "added" "Words that a newer text has.";
    Match "match" "Words that a search found, and link hints.";
    Link "link" "Links.";
    Code "code" "Code.";
    Chip "chip" "A part of the filter.";
    Key "key" "The name of a key.";
    Good "good" "What went well.";
    Bad "bad" "What failed.";
    Work "work" "What is going on.";
    Input "input" "What is typed.";
    Popup "popup" "A popup.";
    Offer "offer" "The entry under the bar of a popup.";
}

/// Returns the role of words that are highlighted in a colour.
pub(super) fn highlight(colour: Highlight) -> Role {
    match colour {
        Highlight::Yellow => Role::Yellow,
        Highlight::Green => Role::Green,
        Highlight::Red => Role::Red,
        Highlight::Blue => Role::Blue,
    }
}

/// A style for each role.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Theme {
    /// Its name.
    pub name: String,
    styles: Vec<Style>,
}

impl std::ops::Index<Role> for Theme {
    type Output = Style;

    fn index(&self, role: Role) -> &Style {
        &self.styles[role as usize]
    }
}

impl Theme {
    /// Makes the styles of a theme file, for a terminal with so many colours.
    ///
    /// # Errors
    ///
    /// Returns [`ConfigError`] for a role or a word of a style that does not exist.
    pub fn new(
        file: &ThemeFile,
        base: Option<&Self>,
        colours: Colours,
    ) -> Result<Self, ConfigError> {
        let mut styles = match base {
            Some(base) => base.styles.clone(),
            None => vec![Style::new(); Role::ALL.len()],
        };
        for (name, (words, line)) in &file.roles {
            let wrong = |problem| ConfigError { file: file.file.clone(), line: *line, problem };
            let Some(role) = Role::ALL.iter().find(|role| role.name() == name) else {
                let near = Role::ALL
                    .iter()
                    .map(|role| role.name())
                    .min_by_key(|known| crate::app::distance(known, name))
                    .unwrap_or_default();
                return Err(wrong(format!("there is no role `{name}`; did you mean `{near}`?")));
            };
            styles[*role as usize] = parse_style(words, colours).map_err(wrong)?;
        }
        Ok(Self { name: file.name.clone(), styles })
    }

    /// Returns the style of `role` on top of that of `under`.
    pub fn over(&self, under: Role, role: Role) -> Style {
        self[under].patch(self[role])
    }
}

/// Reads a style such as `red bold on #101010`.
fn parse_style(words: &str, colours: Colours) -> Result<Style, String> {
    let mut style = Style::new();
    let mut back = false;
    for word in words.split_whitespace() {
        let modifier = match word {
            "on" => {
                back = true;
                continue;
            }
            "bold" => Modifier::BOLD,
            "dim" => Modifier::DIM,
            "italic" => Modifier::ITALIC,
            "underline" => Modifier::UNDERLINED,
            "reverse" => Modifier::REVERSED,
            word => {
                let colour = parse_colour(word).ok_or_else(|| {
                    format!("`{word}` is no colour and no style; write #rrggbb, red, bright-red, default, bold, dim, italic, underline or reverse")
                })?;
                if let Some(shown) = reduce(colour, colours) {
                    style = if back { style.bg(shown) } else { style.fg(shown) };
                }
                back = false;
                continue;
            }
        };
        style = style.add_modifier(modifier);
    }
    Ok(style)
}

fn parse_colour(word: &str) -> Option<Color> {
    if let Some(hex) = word.strip_prefix('#') {
        let value = u32::from_str_radix(hex, 16).ok().filter(|_| hex.len() == 6)?;
        let [_, red, green, blue] = value.to_be_bytes();
        return Some(Color::Rgb(red, green, blue));
    }
    Some(match word {
        "default" => Color::Reset,
        "black" => Color::Black,
        "red" => Color::Red,
        "green" => Color::Green,
        "yellow" => Color::Yellow,
        "blue" => Color::Blue,
        "magenta" => Color::Magenta,
        "cyan" => Color::Cyan,
        "white" => Color::Gray,
        "bright-black" => Color::DarkGray,
        "bright-red" => Color::LightRed,
        "bright-green" => Color::LightGreen,
        "bright-yellow" => Color::LightYellow,
        "bright-blue" => Color::LightBlue,
        "bright-magenta" => Color::LightMagenta,
        "bright-cyan" => Color::LightCyan,
        "bright-white" => Color::White,
        _ => return None,
    })
}

/// Returns the colour nearest to `colour` that the terminal shows.
fn reduce(colour: Color, colours: Colours) -> Option<Color> {
    let Color::Rgb(red, green, blue) = colour else {
        return (colours != Colours::None).then_some(colour);
    };
    match colours {
        Colours::None => None,
        Colours::True => Some(colour),
        Colours::Indexed => Some(Color::Indexed(indexed([red, green, blue]))),
        Colours::Sixteen => Some(sixteen([red, green, blue])),
    }
}

/// The levels of the colour cube of xterm.
const LEVELS: [u8; 6] = [0, 95, 135, 175, 215, 255];

/// Returns the index of the nearest of xterm's 256 colours, leaving out the first sixteen.
fn indexed(rgb: [u8; 3]) -> u8 {
    let nearest = |value: u8| {
        (0..6u8).min_by_key(|at| LEVELS[usize::from(*at)].abs_diff(value)).unwrap_or_default()
    };
    let cube = rgb.map(nearest);
    let cube_rgb = cube.map(|at| LEVELS[usize::from(at)]);
    let mean = rgb.iter().map(|part| u32::from(*part)).sum::<u32>() / 3;
    let step = u8::try_from(mean.saturating_sub(3) / 10).unwrap_or(23).min(23);
    let grey_rgb = [8 + 10 * step; 3];
    if far(rgb, grey_rgb) < far(rgb, cube_rgb) {
        232 + step
    } else {
        16 + 36 * cube[0] + 6 * cube[1] + cube[2]
    }
}

/// The sixteen colours as xterm shows them.
const SIXTEEN: [([u8; 3], Color); 14] = [
    ([0, 0, 0], Color::Black),
    ([205, 0, 0], Color::Red),
    ([0, 205, 0], Color::Green),
    ([205, 205, 0], Color::Yellow),
    ([60, 60, 238], Color::Blue),
    ([205, 0, 205], Color::Magenta),
    ([0, 205, 205], Color::Cyan),
    ([229, 229, 229], Color::Gray),
    ([127, 127, 127], Color::DarkGray),
    ([255, 110, 110], Color::LightRed),
    ([110, 255, 110], Color::LightGreen),
    ([255, 255, 110], Color::LightYellow),
    ([120, 160, 255], Color::LightBlue),
    ([255, 255, 255], Color::White),
];

fn sixteen(rgb: [u8; 3]) -> Color {
    SIXTEEN.iter().min_by_key(|(known, _)| far(rgb, *known)).map_or(Color::Reset, |(_, name)| *name)
}

fn far(a: [u8; 3], b: [u8; 3]) -> u32 {
    a.iter().zip(b).map(|(a, b)| u32::from(a.abs_diff(b)).pow(2)).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Config;

    #[test]
    fn every_theme_that_ships_has_a_style_for_every_role() {
        for file in Config::shipped().themes {
            for colours in [Colours::None, Colours::Sixteen, Colours::Indexed, Colours::True] {
                Theme::new(&file, None, colours).unwrap();
            }
            for role in Role::ALL {
                assert!(file.roles.contains_key(role.name()), "{}: {}", file.name, role.name());
            }
        }
    }

    #[test]
    fn without_colour_no_style_has_one() {
        for file in Config::shipped().themes {
            let theme = Theme::new(&file, None, Colours::None).unwrap();
            for role in Role::ALL {
                assert_eq!((theme[*role].fg, theme[*role].bg), (None, None), "{}", role.name());
            }
        }
    }

    #[test]
    fn a_style_is_words() {
        let style = parse_style("red bold on #ffffff", Colours::Indexed).unwrap();
        let expected = Style::new().fg(Color::Red).bg(Color::Indexed(231));
        assert_eq!(style, expected.add_modifier(Modifier::BOLD));
        assert_eq!(indexed([255, 255, 255]), 231);
        assert_eq!(indexed([128, 128, 128]), 244);
        assert!(parse_style("redd", Colours::True).unwrap_err().starts_with("`redd` is no colour"));
    }
}
