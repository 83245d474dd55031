//! The reader's own files, read with the care that any file needs.

use std::io::Read;
use std::path::Path;
use std::time::SystemTime;

use super::ConfigError;
use super::Home;
use super::keymap::Binding;
use super::keymap::KEYMAP;
use super::keymap::parse_keymap;
use super::settings::Settings;
use super::settings::parse_settings;
use super::theme::THEMES;
use super::theme::ThemeFile;
use super::theme::parse_theme;

/// The most bytes of a settings file that are read: a hundred times the shipped ones together.
const FILE_BYTES_MAX: u64 = 2 * 1024 * 1024;

/// The most themes of the reader's own that are read.
const THEMES_MAX: usize = 200;

/// Everything that is configured.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Config {
    /// The settings.
    pub settings: Settings,
    /// The keymap, the shipped bindings first.
    pub keymap: Vec<Binding>,
    /// The themes, the shipped ones first.
    pub themes: Vec<ThemeFile>,
}

impl Config {
    /// Returns what ships.
    ///
    /// # Panics
    ///
    /// Panics if a shipped file is broken, which tests exclude.
    pub fn shipped() -> Self {
        let keymap = parse_keymap("the shipped keymap.toml", KEYMAP);
        let themes = THEMES.iter().map(|(name, text)| {
            parse_theme(name, name, text).expect("a test reads the themes that ship")
        });
        Self {
            settings: Settings::default(),
            keymap: keymap.expect("a test reads the keymap that ships"),
            themes: themes.collect(),
        }
    }

    /// Reads the reader's own files over what ships. A file that is wrong counts as missing,
    /// and is told of.
    pub fn read(home: &Home) -> (Self, Vec<ConfigError>) {
        let mut config = Self::shipped();
        let mut errors = Vec::new();
        let mut take = |path: &Path| match read_file(path) {
            Ok(text) => text,
            Err(error) => {
                errors.push(error);
                None
            }
        };
        let settings = take(&home.config.join("config.toml"));
        let keymap = take(&home.config.join("keymap.toml"));
        let themes: Vec<_> = theme_files(&home.config.join("themes"))
            .into_iter()
            .map(|(name, path)| (name, path.display().to_string(), take(&path)))
            .collect();
        if let Some(text) = settings {
            match parse_settings("config.toml", &text) {
                Ok(read) => config.settings = read,
                Err(error) => errors.push(error),
            }
        }
        if let Some(text) = keymap {
            match parse_keymap("keymap.toml", &text) {
                Ok(own) => config.keymap.extend(own),
                Err(error) => errors.push(error),
            }
        }
        for (name, file, text) in themes {
            match text.map(|text| parse_theme(&file, &name, &text)) {
                Some(Ok(theme)) => {
                    config.themes.retain(|known| known.name != name);
                    config.themes.push(theme);
                }
                Some(Err(error)) => errors.push(error),
                None => {}
            }
        }
        (config, errors)
    }

    /// Returns when each file was last written, so that a change can be seen.
    pub fn stamps(home: &Home) -> Vec<(std::path::PathBuf, SystemTime)> {
        let mut paths = vec![home.config.join("config.toml"), home.config.join("keymap.toml")];
        paths.extend(theme_files(&home.config.join("themes")).into_iter().map(|(_, path)| path));
        let stamp = |path: std::path::PathBuf| {
            let time = std::fs::metadata(&path).ok()?.modified().ok()?;
            Some((path, time))
        };
        paths.into_iter().filter_map(stamp).collect()
    }
}

/// Returns the theme files in a folder, with their names, sorted.
fn theme_files(folder: &Path) -> Vec<(String, std::path::PathBuf)> {
    let Ok(entries) = std::fs::read_dir(folder) else { return Vec::new() };
    let mut files: Vec<_> = entries
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.extension().is_some_and(|extension| extension == "toml"))
        .filter_map(|path| Some((path.file_stem()?.to_str()?.to_owned(), path)))
        .take(THEMES_MAX)
        .collect();
    files.sort();
    files
}

/// Reads a file of the reader's; `None` if there is none.
///
/// # Errors
///
/// Returns [`ConfigError`] if it is no plain file, too large, not UTF-8, or cannot be read.
fn read_file(path: &Path) -> Result<Option<String>, ConfigError> {
    let wrong =
        |line, problem: String| ConfigError { file: path.display().to_string(), line, problem };
    let about = match std::fs::metadata(path) {
        Ok(about) => about,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(wrong(1, format!("cannot be read: {error}"))),
    };
    if !about.is_file() {
        return Err(wrong(1, "is no plain file; move it away".to_owned()));
    }
    if about.len() > FILE_BYTES_MAX {
        return Err(wrong(1, format!("is larger than {FILE_BYTES_MAX} bytes")));
    }
    let mut bytes = Vec::new();
    std::fs::File::open(path)
        .and_then(|file| file.take(FILE_BYTES_MAX).read_to_end(&mut bytes))
        .map_err(|error| wrong(1, format!("cannot be read: {error}")))?;
    String::from_utf8(bytes).map(Some).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        let line = 1 + String::from_utf8_lossy(&error.as_bytes()[..at]).matches('\n').count();
        wrong(line, format!("is not UTF-8 at byte {at}; save it as UTF-8"))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_readers_files_go_over_what_ships_and_wrong_ones_are_told_of() {
        let folder = tempfile::tempdir().unwrap();
        let home = Home::under(folder.path());
        assert_eq!(Config::read(&home), (Config::shipped(), Vec::new()));
        std::fs::create_dir_all(home.config.join("themes")).unwrap();
        std::fs::write(home.config.join("config.toml"), "[screen]\ncolumn = 60\n").unwrap();
        std::fs::write(home.config.join("keymap.toml"), b"[list]\n\"\xff\"").unwrap();
        std::fs::write(home.config.join("themes/mine.toml"), "[roles]\ntext = 'red'").unwrap();
        let (config, errors) = Config::read(&home);
        assert_eq!(config.settings.screen.column, 60);
        assert_eq!(config.keymap, Config::shipped().keymap);
        assert_eq!(config.themes.last().map(|theme| theme.name.as_str()), Some("mine"));
        assert_eq!(errors.len(), 1);
        assert!(errors[0].to_string().contains("line 2: is not UTF-8 at byte 8"), "{errors:?}");
        std::fs::remove_file(home.config.join("config.toml")).unwrap();
        std::fs::create_dir(home.config.join("config.toml")).unwrap();
        let (_, errors) = Config::read(&home);
        assert!(errors[0].to_string().contains("is no plain file"), "{errors:?}");
    }
}
