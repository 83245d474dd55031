//! What the state asks of the world.

use super::list::Page;
use super::message::Message;
use crate::model::Anchor;
use crate::model::AnnotationId;
use crate::model::Correction;
use crate::model::Dossier;
use crate::model::DossierId;
use crate::model::Draft;
use crate::model::FeedId;
use crate::model::Filter;
use crate::model::Group;
use crate::model::Highlight;
use crate::model::Mention;
use crate::model::Span;
use crate::model::StoryId;

/// Something that only the shell or the worker can do; the outcome comes back as a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Lists a part of the stories that pass the filter; the answer carries `ask` back.
    List {
        /// The number of the question.
        ask: u64,
        /// Which stories.
        filter: Filter,
        /// Which part.
        page: Page,
    },
    /// Counts the stories that pass the filter; the answer carries `ask` back.
    Count {
        /// The number of the question.
        ask: u64,
        /// Which stories.
        filter: Filter,
    },
    /// Counts what groups of the list hold; the answer carries `ask` back.
    Sizes {
        /// The number of the question.
        ask: u64,
        /// Which stories.
        filter: Filter,
        /// Which groups.
        groups: Vec<Group>,
    },
    /// Counts views, countries and feeds for the sidebar.
    Survey {
        /// Whether bundled stories count.
        samples: bool,
    },
    /// Loads a story; if `whole`, and only a teaser is there, fetches its page.
    Open {
        /// Which.
        id: StoryId,
        /// Whether its page is fetched, and when.
        whole: Whole,
    },
    /// Changes what the reader owns; undoable.
    Change(Change),
    /// Takes the last change back; one of an earlier session only if that was agreed to.
    Undo {
        /// Whether earlier sessions are reached into.
        earlier: bool,
    },
    /// Makes the last change taken back again.
    Redo,
    /// Asks feeds.
    Fetch(Asked),
    /// Subscribes to the feed at this address, or the one that the page names.
    AddFeed(String),
    /// Takes the bundled samples away.
    DismissSamples,
    /// Keeps a filter under a name.
    KeepView {
        /// The name.
        name: String,
        /// The filter.
        filter: Filter,
    },
    /// Forgets a kept filter.
    DropView(String),
    /// Looks up what the lexicon and the store know of an actor.
    Who(Mention),
    /// Keeps something of the screen for the next start.
    Remember {
        /// What.
        key: &'static str,
        /// How it is.
        value: String,
    },
    /// Writes stories to a file.
    Export {
        /// What the document is called.
        title: String,
        /// Which stories.
        filter: Filter,
        /// In which format; empty for the usual one.
        format: String,
    },
    /// Writes a dossier to a file.
    ExportDossier {
        /// Which.
        dossier: Dossier,
        /// What fills it, if it is a living one.
        living: Option<Filter>,
        /// In which format; empty for the usual one.
        format: String,
    },
    /// Reads a part of a dossier; the answer carries `ask` back.
    Outline {
        /// The number of the question.
        ask: u64,
        /// Which dossier.
        id: DossierId,
        /// What fills it, if it is a living one.
        living: Option<Filter>,
        /// The place of the first story wanted, from 0.
        offset: u64,
    },
    /// Makes a citation of a story, or of a quote in it.
    Cite {
        /// Of which story.
        id: StoryId,
        /// Where the quote stands in its text.
        quote: Option<Span>,
        /// The style, by name or in words.
        style: String,
    },
    /// Reads the texts that a story has had.
    Versions(StoryId),
    /// Keeps a note that is being written; one without words is forgotten.
    KeepDraft(Draft),
    /// Opens an http(s) address in the browser.
    Browse(String),
    /// Comes back with [`Message::Woke`](super::Message::Woke) after a while.
    Wake {
        /// After how long, in milliseconds.
        after_ms: u64,
        /// What comes back.
        alarm: Alarm,
    },
    /// Something that the terminal does.
    Terminal(TerminalEffect),
}

/// Which feeds are asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asked {
    /// Those whose time has come.
    Due,
    /// All.
    All,
    /// One, by name.
    One(FeedId),
}

/// Whether the page of a story is fetched when it is opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whole {
    /// Not at all.
    Never,
    /// Where the feed gave a teaser only.
    IfTeaser,
    /// In any case: it may have changed.
    Again,
    /// Where no page is kept as evidence yet, without changing the text.
    Evidence,
}

/// Why the state wanted to be woken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Alarm {
    /// A key sequence has paused: show what may follow.
    Hint(u64),
    /// The selection has rested: show a preview.
    Peek(u64),
    /// An age in the list has changed.
    Ages,
    /// A notice has been shown long enough.
    Notice(u64),
    /// A note being written has waited long enough to be kept as a draft.
    Draft,
}

/// Something that the terminal does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TerminalEffect {
    /// Puts text on the clipboard.
    Copy(String),
    /// Goes back to the shell for a while.
    Suspend,
    /// Draws everything afresh.
    Redraw,
    /// Opens the reader's editor on a text; comes back with what was written.
    Edit(String),
    /// Does these one after the other, before any key that comes later.
    Play(Vec<Message>),
    /// Looks otherwise: the theme with this name, or the next one.
    Theme(Option<String>),
}

/// A change to what the reader owns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// Marks the story that is being read; no step that can be undone.
    Opened(StoryId),
    /// Marks stories as read or unread.
    Read {
        /// Which.
        ids: Vec<StoryId>,
        /// As what.
        read: bool,
    },
    /// Marks as read what passes the filter, and came in no later than the newest story listed.
    ReadListed {
        /// Which stories.
        filter: Filter,
    },
    /// Saves or unsaves a story.
    Save {
        /// Which.
        id: StoryId,
        /// Whether it is kept.
        saved: bool,
    },
    /// Writes a note, or a bare highlight if the body is empty.
    Note {
        /// On which story.
        id: StoryId,
        /// On which words; `None` for the whole story.
        anchor: Option<Anchor>,
        /// What the reader wrote.
        body: String,
        /// Its colour.
        colour: Highlight,
    },
    /// Rewrites a note.
    EditNote {
        /// Which.
        note: AnnotationId,
        /// On which story.
        id: StoryId,
        /// What the reader wrote.
        body: String,
        /// Its colour.
        colour: Highlight,
    },
    /// Deletes a note.
    DropNote {
        /// Which.
        note: AnnotationId,
        /// On which story.
        id: StoryId,
    },
    /// Adds or removes a label.
    Label {
        /// On which story.
        id: StoryId,
        /// The reader's word.
        label: String,
        /// Whether it is added.
        on: bool,
    },
    /// Says what the machine read wrongly.
    Correct {
        /// In which story.
        id: StoryId,
        /// What is right.
        correction: Correction,
    },
    /// Takes back every correction of a story.
    DropCorrections(StoryId),
    /// Changes a dossier.
    Dossier(DossierChange),
}

/// A change to a dossier.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DossierChange {
    /// Makes one.
    Create {
        /// Its name.
        name: String,
        /// The query that fills it; empty for none.
        query: String,
        /// The stories that are put into it.
        stories: Vec<StoryId>,
    },
    /// Changes its name or summary.
    Edit(Dossier),
    /// Deletes it; its stories stay.
    Drop(DossierId),
    /// Puts stories into it.
    Add {
        /// Which dossier.
        dossier: Dossier,
        /// Which stories.
        stories: Vec<StoryId>,
    },
    /// Takes a story out.
    Remove {
        /// Of which dossier.
        dossier: DossierId,
        /// Which.
        story: StoryId,
    },
    /// Moves a story.
    Move {
        /// In which dossier.
        dossier: DossierId,
        /// Which.
        story: StoryId,
        /// To which place, from 0.
        place: usize,
        /// Under which heading.
        section: String,
    },
}

/// Whom an effect is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Errand {
    /// The store, which is only read.
    Question,
    /// The store, which is changed.
    Change,
    /// The network, a program, the clock or the terminal.
    Outside,
}

impl Effect {
    /// Returns whether the reader is told of its outcome.
    pub fn is_answered(&self) -> bool {
        match self {
            Self::Open { whole, .. } => *whole != Whole::Never,
            Self::Change(change) => !matches!(change, Change::Opened(_)),
            Self::Undo { .. }
            | Self::Redo
            | Self::Fetch(_)
            | Self::AddFeed(_)
            | Self::DismissSamples
            | Self::KeepView { .. }
            | Self::DropView(_)
            | Self::Export { .. }
            | Self::ExportDossier { .. }
            | Self::Cite { .. }
            | Self::Versions(_)
            | Self::Browse(_) => true,
            Self::List { .. }
            | Self::Count { .. }
            | Self::Sizes { .. }
            | Self::Survey { .. }
            | Self::Outline { .. }
            | Self::Who(_)
            | Self::Remember { .. }
            | Self::KeepDraft(_)
            | Self::Wake { .. }
            | Self::Terminal(_) => false,
        }
    }

    /// Returns whom the effect is for.
    pub fn errand(&self) -> Errand {
        match self {
            Self::List { .. }
            | Self::Count { .. }
            | Self::Sizes { .. }
            | Self::Survey { .. }
            | Self::Export { .. }
            | Self::ExportDossier { .. }
            | Self::Outline { .. }
            | Self::Versions(_)
            | Self::Cite { .. }
            | Self::Who(_)
            | Self::Open { whole: Whole::Never, .. } => Errand::Question,
            Self::Change(_)
            | Self::Undo { .. }
            | Self::KeepDraft(_)
            | Self::Redo
            | Self::DismissSamples
            | Self::KeepView { .. }
            | Self::DropView(_)
            | Self::Remember { .. } => Errand::Change,
            Self::Open { .. }
            | Self::Fetch(_)
            | Self::AddFeed(_)
            | Self::Browse(_)
            | Self::Wake { .. }
            | Self::Terminal(_) => Errand::Outside,
        }
    }
}
