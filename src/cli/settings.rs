//! `demarche config`: where the settings are, and what is in force.

use std::io::Write;

use super::Outcome;
use super::context::Context;
use super::desk::paperwork;
use crate::config::Config;
use crate::config::keymap::KEYMAP;
use crate::config::settings::SETTINGS;
use crate::ui::keymap::Keymap;

/// What to do with the settings.
#[derive(Clone, Copy, Debug, clap::Subcommand)]
pub(crate) enum ConfigCommand {
    /// Prints the folders of settings, data, state and cache
    Path,
    /// Prints the settings in force
    Show,
    /// Says what is wrong with your own files
    Check,
    /// Writes files of your own to begin with; none that is there is touched
    Init,
}

/// The files that `init` writes, with every line a comment: only differences go into them.
const OWN: [(&str, &str); 2] = [("config.toml", SETTINGS), ("keymap.toml", KEYMAP)];

/// Runs the command.
pub(crate) fn run(command: ConfigCommand, context: &Context) -> anyhow::Result<Outcome> {
    let home = &context.home;
    if let ConfigCommand::Path = command {
        return paperwork::paths(context);
    }
    let mut out = std::io::stdout().lock();
    match command {
        ConfigCommand::Path => {}
        ConfigCommand::Show => {
            writeln!(out, "{}", toml::to_string_pretty(&Config::read(home).0.settings)?)?;
        }
        ConfigCommand::Check => {
            let (config, mut problems) = Config::read(home);
            problems.extend(Keymap::new(&config.keymap).err());
            for problem in &problems {
                writeln!(out, "{problem}")?;
            }
            if !problems.is_empty() {
                anyhow::bail!(
                    "{} of your files in {} are wrong",
                    problems.len(),
                    home.config.display()
                );
            }
            writeln!(out, "all is well in {}", home.config.display())?;
        }
        ConfigCommand::Init => init(context, &mut out)?,
    }
    Ok(Outcome::Done)
}

fn init(context: &Context, out: &mut impl Write) -> anyhow::Result<()> {
    std::fs::create_dir_all(&context.home.config)?;
    for (name, text) in OWN {
        let path = context.home.config.join(name);
        if path.exists() {
            writeln!(out, "{} is there already and was left as it is", path.display())?;
            continue;
        }
        std::fs::write(&path, commented(text))?;
        writeln!(out, "wrote {}", path.display())?;
    }
    Ok(())
}

/// Makes every line a comment but the headings of tables.
fn commented(text: &str) -> String {
    let line = |line: &str| match line.chars().next() {
        None | Some('#' | '[') => format!("{line}\n"),
        Some(_) => format!("# {line}\n"),
    };
    text.lines().map(line).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_files_to_begin_with_change_nothing() {
        let settings = crate::config::settings::parse_settings("c", &commented(SETTINGS)).unwrap();
        assert_eq!(settings, crate::config::Settings::default());
        let keymap = crate::config::keymap::parse_keymap("k", &commented(KEYMAP)).unwrap();
        assert_eq!(keymap, Vec::new());
    }
}
