//! Which theme, which signs, which keys.

use std::time::Duration;

use terminal_colorsaurus::QueryOptions;
use terminal_colorsaurus::ThemeMode;
use terminal_colorsaurus::theme_mode;

use crate::config::Colours;
use crate::config::Config;
use crate::config::ConfigError;
use crate::config::Environment;
use crate::config::settings::When;
use crate::ui::Look;
use crate::ui::keymap::Keymap;
use crate::ui::signs;
use crate::ui::theme::Theme;

/// How long the terminal has for saying which background it has: the first screen waits for it.
const ANSWER: Duration = Duration::from_millis(90);

/// The look in force, and the themes that it can be changed to.
pub(super) struct Looks {
    /// What is drawn with.
    pub(super) look: Look,
    /// What was wrong with the reader's own files.
    pub(super) problems: Vec<ConfigError>,
    /// Whether the terminal was asked for its background and has not said it in time.
    pub(super) unanswered: bool,
    themes: Vec<Theme>,
    background: ThemeMode,
}

impl Looks {
    /// Makes the look of the configuration. Asks the terminal for its background where the
    /// theme hangs on it, which must be before anything else reads from the terminal.
    pub(super) fn new(config: &Config, environment: &Environment) -> Self {
        let asked = config.settings.screen.theme == "auto"
            && !matches!(environment.colours, Colours::None | Colours::Sixteen);
        let mut options = QueryOptions::default();
        options.timeout = ANSWER;
        let answer = asked.then(|| theme_mode(options));
        let unanswered = matches!(answer, Some(Err(_)));
        let background = answer.and_then(Result::ok).unwrap_or(ThemeMode::Dark);
        Self { unanswered, ..Self::with(config, environment, background) }
    }

    /// Makes the look of a configuration that was read again, or of another background.
    pub(super) fn again(
        &self,
        config: &Config,
        environment: &Environment,
        background: Option<ThemeMode>,
    ) -> Self {
        Self::with(config, environment, background.unwrap_or(self.background))
    }

    fn with(config: &Config, environment: &Environment, background: ThemeMode) -> Self {
        let mut problems = Vec::new();
        let mut themes: Vec<Theme> = Vec::new();
        for file in &config.themes {
            match Theme::new(file, themes.first(), environment.colours) {
                Ok(theme) => themes.push(theme),
                Err(error) => problems.push(error),
            }
        }
        let shipped = Config::shipped();
        let keymap = Keymap::new(&config.keymap).unwrap_or_else(|error| {
            problems.push(error);
            Keymap::new(&shipped.keymap).expect("a test makes the keymap that ships")
        });
        let wanted = match config.settings.screen.theme.as_str() {
            "auto" => match environment.colours {
                Colours::None => "none",
                Colours::Sixteen => "terminal",
                Colours::Indexed | Colours::True => match background {
                    ThemeMode::Dark => "dark",
                    ThemeMode::Light => "light",
                },
            },
            _ if environment.colours == Colours::None => "none",
            name => name,
        };
        let found = themes.iter().find(|theme| theme.name == wanted);
        if found.is_none() {
            problems.push(ConfigError {
                file: "config.toml".to_owned(),
                line: 1,
                problem: format!("there is no theme `{wanted}`; there are {}", names(&themes)),
            });
        }
        let theme = found.or(themes.first()).expect("themes ship").clone();
        let ascii = match config.settings.screen.ascii {
            When::Always => true,
            When::Never => false,
            When::Auto => !environment.unicode,
        };
        let bidi = config.settings.screen.bidi.or(environment.bidi);
        let signs = if ascii { signs::ASCII } else { signs::FULL };
        Self {
            look: Look { theme, signs, keymap, bidi },
            problems,
            unanswered: false,
            themes,
            background,
        }
    }

    /// Changes to the theme with this name, or the next one; returns its name.
    ///
    /// # Errors
    ///
    /// Returns a sentence if there is no such theme.
    pub(super) fn change(&mut self, name: Option<&str>) -> Result<String, String> {
        let at = |wanted: &str| self.themes.iter().position(|theme| theme.name == wanted);
        let next = match name {
            Some(name) => at(name).ok_or_else(|| {
                format!("there is no theme `{name}`; there are {}", names(&self.themes))
            })?,
            None => (at(&self.look.theme.name).unwrap_or_default() + 1) % self.themes.len(),
        };
        self.look.theme = self.themes[next].clone();
        Ok(self.look.theme.name.clone())
    }
}

fn names(themes: &[Theme]) -> String {
    themes.iter().map(|theme| theme.name.as_str()).collect::<Vec<_>>().join(", ")
}
