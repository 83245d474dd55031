//! What the keys mean at the moment.

use super::Edit;
use super::Input;
use super::diff::Diff;
use super::picker::Picker;
use super::reader::Selection;
use super::who::Who;
use crate::model::Anchor;
use crate::model::AnnotationId;
use crate::model::Dossier;
use crate::model::FeedId;
use crate::model::Highlight;
use crate::model::Span;
use crate::model::StoryId;

/// What the reader is doing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Mode {
    /// Moving about.
    #[default]
    Browse,
    /// Typing a line.
    Line(Prompt),
    /// Writing a note.
    Note(NoteEditor),
    /// Choosing countries.
    Picker(Picker),
    /// Finding a command.
    Palette(Finder),
    /// Reading the help page.
    Help(Finder),
    /// Reading what failed, from this line on.
    Errors(usize),
    /// Reading how the feeds fare: those that what is typed finds; the one under the bar, as a
    /// place in [`by_need`](super::health::by_need).
    Feeds(Finder),
    /// Reading all about one feed, from this line on.
    Feed(FeedId, usize),
    /// Reading who an actor is.
    Who(Box<Who>),
    /// Reading why a sentence has its tags: the index among the claims there, and the claims.
    Why {
        /// The claims of the sentence, as indices into the analysis.
        claims: Vec<usize>,
        /// Which of them is shown.
        at: usize,
    },
    /// Reading what changed in a text.
    Diff(Box<Diff>),
    /// Choosing a dossier to put stories into.
    Shelf(Shelf),
    /// Choosing a link.
    Hints(Vec<Hint>),
    /// Selecting a passage.
    Select(Selection),
}

/// What a typed line is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// A command.
    Command,
    /// A search, carried out while it is typed.
    Search,
    /// The whole filter as a query.
    Query,
    /// A label to add.
    Label,
    /// A label to remove.
    Unlabel,
    /// The name of a view to keep.
    KeepView,
    /// The name of a new dossier.
    NewDossier,
    /// The name of a dossier that the filter fills.
    LivingDossier,
    /// Another name for a dossier.
    RenameDossier,
    /// The heading of a story in a dossier.
    Section,
    /// Who makes the claim with this index.
    Source(usize),
    /// Whom the claim with this index is about.
    Target(usize),
    /// What kind the claim with this index is.
    Tag(usize),
    /// Who speaks in the quotation with this index.
    Speaker(usize),
    /// The claim that these words make.
    AddClaim(Span),
}

impl Purpose {
    /// Returns what stands before the line.
    pub fn sign(self) -> &'static str {
        match self {
            Self::Command => ":",
            Self::Search => "/",
            Self::Query => "filter: ",
            Self::Label => "label: ",
            Self::Unlabel => "remove label: ",
            Self::KeepView => "keep this filter as: ",
            Self::NewDossier => "new dossier: ",
            Self::LivingDossier => "dossier of this filter: ",
            Self::RenameDossier => "name of the dossier: ",
            Self::Section => "section: ",
            Self::Source(_) => "who makes the claim: ",
            Self::Target(_) => "whom it is about: ",
            Self::Tag(_) => "kind of claim: ",
            Self::Speaker(_) => "who speaks (name, country): ",
            Self::AddClaim(_) => "claim (kind source > target): ",
        }
    }
}

/// A line being typed at the foot of the screen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Prompt {
    /// What for.
    pub purpose: Purpose,
    /// The line.
    pub input: Input,
    /// What Tab offers: replacements for the text from `from` to the cursor.
    pub offers: Vec<String>,
    /// Where the word begins that an offer replaces.
    pub from: usize,
    /// The offer that stands in the line.
    pub offer: Option<usize>,
    /// What is wrong with the line, and where.
    pub problem: Option<(Span, String)>,
    /// The query that plain words may have meant.
    pub meant: Option<String>,
}

impl Prompt {
    /// Opens a line that holds `text`.
    pub fn new(purpose: Purpose, text: &str) -> Self {
        Self {
            purpose,
            input: Input::new(text),
            offers: Vec::new(),
            from: 0,
            offer: None,
            problem: None,
            meant: None,
        }
    }
}

/// A note being written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoteEditor {
    /// On which story.
    pub story: StoryId,
    /// On which words; `None` for the whole story.
    pub anchor: Option<Anchor>,
    /// The note being rewritten; `None` for a new one.
    pub note: Option<AnnotationId>,
    /// The dossier whose summary this is; then story, anchor and note mean nothing.
    pub summary: Option<Dossier>,
    /// Its colour.
    pub colour: Highlight,
    /// What is written.
    pub input: Input,
    /// What stood there at first: a note left unchanged is closed without a question.
    pub first: String,
    /// Whether the reader was told that leaving loses the note.
    pub warned: bool,
    /// Whether an alarm is set that keeps what is written as a draft.
    pub stirred: bool,
    /// What may stand for the word being typed after `@` or `#`.
    pub offers: Vec<String>,
    /// The offer that stands in the text.
    pub offer: Option<usize>,
    /// Where that word begins.
    pub from: usize,
}

impl NoteEditor {
    /// Opens the editor of a new note on a story, or on words of it.
    pub fn new(story: StoryId, anchor: Option<Anchor>) -> Self {
        Self {
            story,
            anchor,
            note: None,
            summary: None,
            colour: Highlight::default(),
            input: Input::default(),
            first: String::new(),
            warned: false,
            stirred: false,
            offers: Vec::new(),
            offer: None,
            from: 0,
        }
    }

    /// Puts `text` into the editor as what stands there at first.
    #[must_use]
    pub fn with(mut self, text: &str) -> Self {
        self.input = Input::new(text);
        text.clone_into(&mut self.first);
        self
    }
}

/// The dossiers narrowed by typing, to put stories into one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Shelf {
    /// What is typed.
    pub input: Input,
    /// The entry under the bar.
    pub selected: usize,
    /// The stories that are put in.
    pub stories: Vec<StoryId>,
}

/// A list narrowed by typing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Finder {
    /// What is typed.
    pub input: Input,
    /// The entry under the bar, or the topmost line.
    pub selected: usize,
    /// Whether keys are typed; else they move, as on the help page until `/`.
    pub typing: bool,
}

impl Finder {
    /// Makes a finder in which keys are typed at once.
    pub fn typing() -> Self {
        Self { typing: true, ..Self::default() }
    }
}

/// A link with the letters that choose it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hint {
    /// The letters.
    pub keys: char,
    /// Where the link stands in the text.
    pub span: Span,
    /// Its address.
    pub url: String,
}

/// Which table of the keymap holds, besides those for everywhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Context {
    /// Any pane.
    Global,
    /// The sidebar.
    Sidebar,
    /// The list.
    List,
    /// A dossier in the place of the list.
    Dossier,
    /// The article and the ledger.
    Article,
    /// A passage is being selected.
    Select,
    /// A line is being typed.
    Line,
    /// A note is being written.
    Note,
    /// Countries are being chosen.
    Picker,
    /// A list is being narrowed: palette and help.
    Finder,
    /// A page is open that a key closes: errors, feeds, why.
    Page,
    /// Link hints are shown.
    Hints,
}

impl Context {
    /// Every context, in the order of the help page.
    pub const ALL: [Self; 12] = [
        Self::Global,
        Self::Sidebar,
        Self::List,
        Self::Dossier,
        Self::Article,
        Self::Select,
        Self::Line,
        Self::Note,
        Self::Picker,
        Self::Finder,
        Self::Page,
        Self::Hints,
    ];

    /// Returns the name of its table in the keymap.
    pub fn name(self) -> &'static str {
        match self {
            Self::Global => "global",
            Self::Sidebar => "sidebar",
            Self::List => "list",
            Self::Dossier => "dossier",
            Self::Article => "article",
            Self::Select => "select",
            Self::Line => "line",
            Self::Note => "note",
            Self::Picker => "picker",
            Self::Finder => "finder",
            Self::Page => "page",
            Self::Hints => "hints",
        }
    }

    /// Returns whether a key that is not bound is typed as a letter.
    pub fn types(self) -> bool {
        match self {
            Self::Line | Self::Note | Self::Picker | Self::Finder | Self::Hints => true,
            Self::Global
            | Self::Sidebar
            | Self::List
            | Self::Dossier
            | Self::Article
            | Self::Select
            | Self::Page => false,
        }
    }

    /// Returns whether the bindings for everywhere hold here as well.
    pub fn inherits(self) -> bool {
        match self {
            Self::Sidebar | Self::List | Self::Dossier | Self::Article => true,
            Self::Global
            | Self::Select
            | Self::Line
            | Self::Note
            | Self::Picker
            | Self::Finder
            | Self::Page
            | Self::Hints => false,
        }
    }
}

/// Returns the edit that a verb stands for.
pub fn edit_of(verb: super::Verb) -> Option<Edit> {
    use super::Verb;
    Some(match verb {
        Verb::Backspace => Edit::Backspace,
        Verb::Delete => Edit::Delete,
        Verb::DeleteWord => Edit::DeleteWord,
        Verb::DeleteToStart => Edit::DeleteToStart,
        Verb::DeleteToEnd => Edit::DeleteToEnd,
        Verb::CursorLeft => Edit::Left,
        Verb::CursorRight => Edit::Right,
        Verb::WordLeft => Edit::WordLeft,
        Verb::WordRight => Edit::WordRight,
        Verb::LineStart => Edit::Start,
        Verb::LineEnd => Edit::End,
        Verb::Up => Edit::Up,
        Verb::Down => Edit::Down,
        _ => return None,
    })
}
