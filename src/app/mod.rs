//! The newsroom as a value: what is shown, what may happen, and what then changes.
//!
//! Nothing here knows the clock, the disk, the terminal or a key: [`update`] takes a [`State`]
//! and a [`Message`] and returns the [`Effect`]s that the shell and the worker carry out.

mod command;
pub mod diff;
pub mod dossiers;
mod effect;
pub mod health;
mod input;
pub mod layout;
pub mod list;
mod message;
pub mod mode;
pub mod offers;
pub mod picker;
pub mod reader;
pub mod scope;
pub mod search;
mod settings;
pub mod sidebar;
mod state;
mod status;
mod update;
pub mod who;

pub use command::{Command, CommandError, Group, Verb, distance};
pub use effect::{Alarm, Asked, Change, DossierChange, Effect, Errand, TerminalEffect, Whole};
pub use input::{Edit, Input};
pub use layout::Panes;
pub use list::{Listed, Page};
pub use message::{Measured, Message, Pointer, Survey};
pub use mode::{Context, Finder, Hint, Mode, NoteEditor, Prompt, Purpose, Shelf};
pub use picker::Country;
pub use scope::{Scope, Search, View};
pub use settings::Settings;
pub use state::{Exit, Pane, Pending, State};
pub use status::{Failure, Notice, Progress, Status, Tone};
pub use update::{TOUR_KEY, draft, matches, start, update};
