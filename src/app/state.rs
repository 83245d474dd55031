//! Everything that the screen shows.

use jiff::Timestamp;

use super::Context;
use super::Mode;
use super::View;
use super::dossiers::Dossiers;
use super::dossiers::Outline;
use super::effect::Change;
use super::layout::Panes;
use super::list::StoryList;
use super::message::Measured;
use super::message::Message;
use super::message::Survey;
use super::reader::Layers;
use super::reader::Reader;
use super::scope::Scope;
use super::search::Names;
use super::settings::Settings;
use super::sidebar::Sidebar;
use super::status::Status;
use crate::model::Draft;
use crate::model::Filter;
use crate::model::Group;
use crate::model::Order;
use crate::model::StoryRow;

/// A part of the screen that keys go to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Pane {
    /// Views, countries, feeds.
    Sidebar,
    /// The stories.
    #[default]
    List,
    /// The open story.
    Article,
}

/// Why the newsroom closes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
    /// The reader asked for it.
    Asked,
    /// A signal asked for it; its number.
    Signal(u8),
}

/// A key sequence that has begun.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pending {
    /// Its keys so far.
    pub keys: String,
    /// Whether what may follow is shown.
    pub shown: bool,
    /// Counts sequences, so that an old alarm shows nothing.
    pub count: u64,
}

/// Everything that the screen shows; changed by [`update`](super::update) alone.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "what the screen shows, each on its own")]
pub struct State {
    /// The time, as last told.
    pub now: Timestamp,
    /// Where the keys go.
    pub focus: Pane,
    /// What the keys mean.
    pub mode: Mode,
    /// A key sequence that has begun.
    pub pending: Pending,
    /// How often the next command is done, as typed so far.
    pub count: Option<usize>,
    /// What has been done since recording began.
    pub recording: Option<Vec<Message>>,
    /// What was recorded last.
    pub recorded: Vec<Message>,
    /// What is listed.
    pub scope: Scope,
    /// The scopes before, oldest first.
    pub past: Vec<Scope>,
    /// The scopes that were left by going back.
    pub future: Vec<Scope>,
    /// The stories.
    pub list: StoryList,
    /// The open story.
    pub reader: Option<Reader>,
    /// The dossiers, where they stand in the place of the stories.
    pub dossiers: Option<Dossiers>,
    /// Notes that were begun and not kept.
    pub drafts: Vec<Draft>,
    /// Whether undoing may reach into earlier sessions.
    pub undo_earlier: bool,
    /// The sidebar.
    pub sidebar: Sidebar,
    /// What the sidebar shows.
    pub survey: Survey,
    /// Whether bundled stories are listed.
    pub samples: bool,
    /// Whether changes can be kept: not in a preview, nor where the database is only read.
    pub keeps: bool,
    /// Which layers are shown over the text.
    pub layers: Layers,
    /// Which panes are switched off or on.
    pub panes: Panes,
    /// Whether the border of the list is being dragged.
    pub dragging: bool,
    /// How the panes were when they were last kept.
    pub arranged: String,
    /// The step of the tour that is shown, from 0.
    pub tour: Option<usize>,
    /// What is going on.
    pub status: Status,
    /// What fits on the screen.
    pub measured: Measured,
    /// What the reader has set.
    pub settings: Settings,
    /// Names of countries and intrusion sets.
    pub names: Names,
    /// When the next age in the list changes, if an alarm is set for it.
    pub ages_at: Option<Timestamp>,
    /// Counts rests of the selection, so that an old alarm shows nothing.
    pub rests: u64,
    /// The scope to return to if a search being typed is given up.
    pub before_search: Option<Scope>,
    /// The last change, for doing it again.
    pub last_change: Option<Change>,
    /// Whether the last thing pressed was to cancel.
    pub cancelled: bool,
    /// Whether and why the newsroom closes.
    pub exit: Option<Exit>,
}

impl State {
    /// Makes the newsroom at its start; `now` is the time.
    pub fn new(now: Timestamp, settings: Settings) -> Self {
        let scope =
            Scope { view: View::from_name(&settings.view).unwrap_or_default(), ..Scope::default() };
        Self {
            now,
            focus: Pane::List,
            mode: Mode::Browse,
            pending: Pending::default(),
            count: None,
            recording: None,
            recorded: Vec::new(),
            scope,
            past: Vec::new(),
            future: Vec::new(),
            list: StoryList { loading: true, ..StoryList::default() },
            reader: None,
            dossiers: None,
            drafts: Vec::new(),
            undo_earlier: false,
            sidebar: Sidebar::default(),
            survey: Survey::default(),
            samples: true,
            keeps: true,
            layers: Layers::default(),
            panes: Panes::default(),
            dragging: false,
            arranged: String::new(),
            tour: None,
            status: Status::default(),
            measured: Measured::default(),
            settings,
            names: Names::default(),
            ages_at: None,
            rests: 0,
            before_search: None,
            last_change: None,
            cancelled: false,
            exit: None,
        }
    }

    /// Returns which table of the keymap holds.
    pub fn context(&self) -> Context {
        match &self.mode {
            Mode::Browse => match self.focus {
                Pane::Sidebar => Context::Sidebar,
                Pane::List if self.dossiers.is_some() => Context::Dossier,
                Pane::List => Context::List,
                Pane::Article => Context::Article,
            },
            Mode::Line(_) => Context::Line,
            Mode::Note(_) => Context::Note,
            Mode::Picker(_) => Context::Picker,
            Mode::Palette(finder) | Mode::Help(finder) | Mode::Feeds(finder) if finder.typing => {
                Context::Finder
            }
            Mode::Shelf(_) => Context::Finder,
            Mode::Palette(_)
            | Mode::Help(_)
            | Mode::Errors(_)
            | Mode::Feeds(_)
            | Mode::Feed(..)
            | Mode::Who(_)
            | Mode::Why { .. }
            | Mode::Diff(_) => Context::Page,
            Mode::Hints(_) => Context::Hints,
            Mode::Select(_) => Context::Select,
        }
    }

    /// Returns the story under the bar, of the open dossier or the list.
    pub fn current(&self) -> Option<&StoryRow> {
        match &self.dossiers {
            Some(dossiers) => dossiers.current().map(|entry| &entry.row),
            None => self.list.current(),
        }
    }

    /// Returns whether the next key is about something that was asked for and has not come: the
    /// rows of another filter, or the story just opened. The shell then keeps it for a while.
    pub fn awaits(&self) -> bool {
        match (&self.mode, self.focus) {
            (Mode::Browse, Pane::List) => match &self.dossiers {
                Some(dossiers) => dossiers.open.as_ref().is_some_and(Outline::is_to_come),
                None => self.list.outdated || self.list.awaits_rows(),
            },
            (Mode::Browse, Pane::Article) => {
                self.reader.as_ref().is_some_and(|reader| reader.story.is_none())
            }
            _ => false,
        }
    }

    /// Returns the group under whose heading a story of the list stands, where there are headings.
    pub fn group_of(&self, row: &StoryRow) -> Option<Group> {
        let order = self.scope.order;
        let always = matches!(order, Order::Incident | Order::Country);
        (self.panes.headings || always)
            .then(|| Group::of(row, order, &self.settings.zone))
            .flatten()
    }

    /// Returns the filter of what is listed.
    pub fn filter(&self) -> Filter {
        self.scope.filter(self.samples)
    }
}
