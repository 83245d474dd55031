//! Where things live, and what the reader has set.

mod countries;
mod files;
mod groups;
mod home;
pub mod keymap;
mod lines;
mod network;
pub mod settings;
mod terminal;
pub mod theme;

pub use countries::{CountryNames, countries};
pub use files::Config;
pub use groups::aliases;
pub use home::{Home, HomeError};
pub use lines::ConfigError;
pub use network::network;
pub use settings::{ExportSettings, ProgramSettings, RefreshSettings, ScreenSettings, Settings};
pub use terminal::{Bidi, Colours, Environment, NoTerminal};
