//! The dossiers in the place of the stories: the shelf of them, and the outline of one.
//!
//! Of an open dossier only the stories near the bar are held, so that memory does not grow
//! with it.

use crate::model::Annotation;
use crate::model::Dossier;
use crate::model::DossierId;
use crate::model::Filter;
use crate::model::StoryId;
use crate::model::StoryRow;

/// How many stories of a dossier are asked for at once: two tall screens.
pub const PART_ROWS: u64 = 160;

/// How near to an end of what is held the bar may come before more is asked for.
const MARGIN_ROWS: u64 = 40;

/// What stands in the place of the stories.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Dossiers {
    /// The index of the dossier under the bar of the shelf.
    pub selected: usize,
    /// The dossier that is open.
    pub open: Option<Outline>,
}

/// An open dossier.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outline {
    /// The dossier.
    pub dossier: Dossier,
    /// What fills it, if it is a living one.
    pub living: Option<Filter>,
    /// The place of the bar: 0 is the head with the summary, 1 the first story.
    pub bar: u64,
    /// The stories held.
    pub part: Part,
    /// The number of the last question; older answers are dropped.
    pub ask: u64,
    /// Whether an answer is still to come.
    pub loading: bool,
    /// The story that the bar goes to when the answer comes: its section finds it its place.
    pub follow: Option<StoryId>,
}

/// Some stories of a dossier, in its order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Part {
    /// The place of the first of them, from 0.
    pub offset: u64,
    /// How many stories the dossier holds.
    pub total: u64,
    /// The stories.
    pub entries: Vec<Entry>,
}

/// A story of a dossier with the notes on it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Its row of the list.
    pub row: StoryRow,
    /// The heading it stands under, or empty.
    pub section: String,
    /// The notes, oldest first.
    pub notes: Vec<Annotation>,
}

impl Dossiers {
    /// Returns the story under the bar of the open dossier.
    pub fn current(&self) -> Option<&Entry> {
        self.open.as_ref().and_then(Outline::current)
    }

    /// Returns the dossier that a command is about: the open one, else the one under the bar.
    pub fn dossier<'a>(&'a self, known: &'a [Dossier]) -> Option<&'a Dossier> {
        self.open.as_ref().map(|outline| &outline.dossier).or_else(|| known.get(self.selected))
    }
}

impl Outline {
    /// Returns whether its first stories are still on their way.
    pub fn is_to_come(&self) -> bool {
        self.loading && self.part.entries.is_empty()
    }

    /// Opens a dossier whose stories are still to come.
    pub fn new(dossier: Dossier, living: Option<Filter>) -> Self {
        // What is known of its size lets the bar move before the stories are there.
        let part = Part { total: dossier.stories, ..Part::default() };
        Self { dossier, living, bar: 0, part, ask: 0, loading: true, follow: None }
    }

    /// Returns the story under the bar; none while it stands on the head.
    pub fn current(&self) -> Option<&Entry> {
        self.entry(self.bar.checked_sub(1)?)
    }

    /// Returns the story at this place, from 0, if it is held.
    pub fn entry(&self, place: u64) -> Option<&Entry> {
        let at = usize::try_from(place.checked_sub(self.part.offset)?).ok()?;
        self.part.entries.get(at)
    }

    /// Returns the rows of a story wherever it is held.
    pub fn rows(&mut self, id: StoryId) -> impl Iterator<Item = &mut StoryRow> {
        self.part.entries.iter_mut().map(|entry| &mut entry.row).filter(move |row| row.id == id)
    }

    /// Moves the bar by `steps`.
    pub fn step(&mut self, steps: isize) {
        let steps = i64::try_from(steps).unwrap_or(i64::MAX);
        self.bar = self.bar.saturating_add_signed(steps).min(self.part.total);
    }

    /// Returns the place from which stories must be asked for, if the bar nears the end of those
    /// held.
    pub fn wanted(&self) -> Option<u64> {
        if self.loading {
            return None;
        }
        let held = self.part.offset + self.part.entries.len() as u64;
        let below = held < self.part.total && self.bar + MARGIN_ROWS > held;
        let above = self.part.offset > 0 && self.bar < self.part.offset + MARGIN_ROWS;
        (below || above).then(|| self.start())
    }

    /// Returns the place from which stories are held when the bar is in their middle.
    pub fn start(&self) -> u64 {
        self.bar.saturating_sub(PART_ROWS / 2)
    }

    /// Takes in an answer; the bar stays on its story.
    pub fn take(&mut self, part: Part) {
        self.loading = false;
        self.bar = self.bar.min(part.total);
        self.dossier.stories = part.total;
        self.part = part;
        let found = self
            .follow
            .take()
            .and_then(|story| self.part.entries.iter().position(|entry| entry.row.id == story));
        if let Some(at) = found {
            self.bar = self.part.offset + at as u64 + 1;
        }
    }

    /// Returns which dossier it is.
    pub fn id(&self) -> DossierId {
        self.dossier.id
    }
}
