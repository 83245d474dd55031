//! What has happened.

use std::path::PathBuf;

use jiff::Timestamp;

use super::Command;
use super::diff::Reading;
use super::dossiers::Part;
use super::effect::Alarm;
use super::list::Listed;
use super::list::Page;
use super::picker::Country;
use super::reader::Laid;
use super::search::Names;
use super::settings::Settings;
use super::status::Progress;
use super::who::Known;
use crate::model::Condition;
use crate::model::Dossier;
use crate::model::Draft;
use crate::model::Feed;
use crate::model::Group;
use crate::model::GroupSize;
use crate::model::Story;
use crate::model::StoryId;
use crate::model::StoryRow;

/// Something that has happened: a key, a reply of the worker, a change of the screen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Message {
    /// The reader asked for something.
    Do(Command),
    /// The reader typed a letter.
    Typed(char),
    /// The reader pasted text.
    Pasted(String),
    /// The reader began a key sequence; these are its keys so far.
    Pending(String),
    /// The keys pressed mean nothing here.
    Unbound(String),
    /// The reader pointed at something.
    Pointed(Pointer),
    /// The screen was measured: its size, and what fits on it.
    Measured(Measured),
    /// It is now this time.
    Clock(Timestamp),
    /// An alarm that was set has gone off.
    Woke(Alarm),
    /// A part of the list.
    Listed {
        /// The number of the question.
        ask: u64,
        /// Which part was asked for.
        page: Page,
        /// The answer.
        listed: Listed,
    },
    /// How many stories pass the filter.
    Counted {
        /// The number of the question.
        ask: u64,
        /// How many.
        total: u64,
    },
    /// What groups of the list hold.
    Sized {
        /// The number of the question.
        ask: u64,
        /// The groups, each with what it holds.
        sizes: Vec<(Group, GroupSize)>,
    },
    /// What the sidebar shows.
    Surveyed(Box<Survey>),
    /// A story, asked for by [`Effect::Open`](super::Effect::Open).
    Opened(Box<Story>),
    /// A story could not be loaded, or its page not fetched.
    NotOpened {
        /// Which.
        id: StoryId,
        /// Whether the reader asked for it: what was tried unbidden has not failed.
        asked: bool,
        /// Why, and what the reader can do.
        reason: String,
    },
    /// A change was kept; rows that it touched come with it.
    Changed {
        /// What was done, in a few words; empty if there is nothing to say.
        what: String,
        /// The rows as they are now.
        rows: Vec<StoryRow>,
        /// Whether more than these rows may have changed.
        more: bool,
    },
    /// A part of a dossier, asked for by [`Effect::Outline`](super::Effect::Outline).
    Outlined {
        /// The number of the question.
        ask: u64,
        /// The answer.
        part: Part,
    },
    /// The texts that a story has had, newest first, asked for by
    /// [`Effect::Versions`](super::Effect::Versions).
    Versions(StoryId, Vec<Reading>),
    /// A citation, asked for by [`Effect::Cite`](super::Effect::Cite).
    Cited(String),
    /// Notes that were begun in an earlier session.
    Drafts(Vec<Draft>),
    /// A note that could not be kept, to be written again.
    Unkept(Draft),
    /// The last change is of an earlier session; this is what undoing would take back.
    Earlier(String),
    /// How far the feeds have been asked.
    Progressed(Progress),
    /// Feeds could not be asked at all.
    Unfetched {
        /// Why, and what the reader can do.
        what: String,
    },
    /// All feeds have been asked.
    Fetched {
        /// How it went, at the end.
        progress: Progress,
    },
    /// An export was written.
    Exported {
        /// Where.
        path: PathBuf,
        /// How many stories.
        stories: usize,
    },
    /// Something else went well.
    Told(String),
    /// Something failed.
    Failed {
        /// What failed and what the reader can do, in one sentence.
        what: String,
        /// Whether it is a note or a save that is not kept.
        lost: bool,
    },
    /// What is known of an actor, asked for by [`Effect::Who`](super::Effect::Who).
    Known(Known),
    /// The theme has changed to the one of this name.
    Themed(String),
    /// The lexicon has been read.
    Named(Names),
    /// The settings have changed, or were read for the first time.
    Configured(Box<Settings>),
    /// The settings could not be read; the old ones stay in force.
    Misconfigured(Option<String>),
    /// The editor was closed; this is what was written.
    Edited(String),
}

/// What the sidebar shows, and what the pickers offer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Survey {
    /// Stories in each of [`View::BUILT_IN`](super::View::BUILT_IN); incidents in that of incidents.
    pub views: Vec<u64>,
    /// Bundled stories.
    pub samples: u64,
    /// Every country known, with its counts.
    pub countries: Vec<Country>,
    /// Every feed.
    pub feeds: Vec<Feed>,
    /// The filters that the reader kept, as queries.
    pub queries: Vec<(String, String)>,
    /// Unread stories of each of them that are counted fast enough.
    pub watched: Vec<(String, u64)>,
    /// The same, understood.
    pub kept: Vec<(String, Condition)>,
    /// The reader's labels.
    pub labels: Vec<String>,
    /// The dossiers, by name.
    pub dossiers: Vec<Dossier>,
}

/// What fits on the screen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each is measured on its own")]
pub struct Measured {
    /// Columns and rows of the terminal.
    pub size: (u16, u16),
    /// Whether list and article are seen at once.
    pub beside: bool,
    /// Whether the sidebar is seen beside the list.
    pub sidebar: bool,
    /// Whether the ledger is seen.
    pub ledger: bool,
    /// Whether the screen has room for the ledger.
    pub ledger_fits: bool,
    /// Whether the screen has room for the article beside the list.
    pub beside_fits: bool,
    /// Columns and rows of the list.
    pub list_size: (u16, u16),
    /// Stories that fit in the list.
    pub list_rows: usize,
    /// Rows that fit in the sidebar.
    pub sidebar_rows: usize,
    /// Lines that fit in the article pane.
    pub article_rows: usize,
    /// Lines of the page that is open which fit on the screen.
    pub page_rows: usize,
    /// The line that the end of that page begins with.
    pub page_last: usize,
    /// The lines of the open story.
    pub article: Laid,
}

/// Where the reader pointed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pointer {
    /// At a story of the list, by its place on the screen from the top.
    Story(usize),
    /// Twice at a story.
    StoryTwice(usize),
    /// At a row of the sidebar, by its place on the screen from the top.
    Side(usize),
    /// At a part of the filter.
    Chip(usize),
    /// At the text of the article: the byte.
    Article(Option<usize>),
    /// Turned the wheel over the list.
    ListWheel(isize),
    /// Turned the wheel over the article.
    ArticleWheel(isize),
    /// Turned the wheel over the sidebar.
    SideWheel(isize),
    /// Took hold of the border of the list.
    Grab,
    /// Drew the border so that the list would have so many columns and rows.
    Drag(u16, u16),
    /// Let the border go.
    Drop,
    /// At an entry of the picker, palette, shelf or feeds, by its place among all of them.
    Entry(usize),
}

impl Message {
    /// Makes the message that something failed, with nothing lost.
    pub fn failed(what: impl Into<String>) -> Self {
        Self::Failed { what: what.into(), lost: false }
    }
}
