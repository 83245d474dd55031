//! The window of stories that the screen holds, out of a list that may be endless.

use std::collections::HashMap;
use std::collections::VecDeque;

use crate::model::Cursor;
use crate::model::Group;
use crate::model::GroupSize;
use crate::model::StoryId;
use crate::model::StoryRow;

/// How many rows are asked for at once: two tall screens.
pub const PAGE_ROWS: usize = 160;

/// The most rows held; beyond, those farthest from the selection are let go.
const WINDOW_ROWS_MAX: usize = 640;

/// How near to an end of the window the selection may come before more is asked for.
const MARGIN_ROWS: usize = 60;

/// Which part of a list is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Page {
    /// The first rows.
    Start,
    /// The last rows.
    End,
    /// The rows after this one.
    After(Cursor),
    /// The rows before this one.
    Before(Cursor),
    /// The rows around this story, or the first if it is not there.
    Around(Cursor),
}

/// A part of a list, as the store answers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Listed {
    /// The rows, in the list's order.
    pub rows: Vec<StoryRow>,
    /// Whether there are rows before them.
    pub before: bool,
    /// Whether there are rows after them.
    pub after: bool,
    /// How many rows there are before them, if it was counted.
    pub first: Option<u64>,
}

/// The rows held, the one selected, and where they stand in the whole.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "what is known of the list, each on its own")]
pub struct StoryList {
    /// The rows held.
    pub rows: VecDeque<StoryRow>,
    /// How many rows there are before them, as far as known.
    pub first: u64,
    /// How many rows there are in all, once counted.
    pub total: Option<u64>,
    /// The index of the selected row in `rows`.
    pub selected: usize,
    /// The index of the topmost visible row in `rows`.
    pub top: usize,
    /// Whether there are rows before those held.
    pub before: bool,
    /// Whether there are rows after those held.
    pub after: bool,
    /// The number of the last question about this list; older answers are dropped.
    pub ask: u64,
    /// Whether the first answer is still to come.
    pub loading: bool,
    /// Whether the reader is told how many there are, once they are counted.
    pub announce: bool,
    /// Whether the rows held are those of another filter, until the first answer comes.
    pub outdated: bool,
    /// What was asked for and has not come yet.
    pub asked: Option<Page>,
    /// What the groups seen so far hold, with the question that they were counted for; nothing
    /// until the answer comes.
    pub sizes: HashMap<Group, (u64, Option<GroupSize>)>,
}

impl StoryList {
    /// Returns the selected row.
    pub fn current(&self) -> Option<&StoryRow> {
        self.rows.get(self.selected)
    }

    /// Returns the place of the selected row in the whole list, from 1.
    pub fn position(&self) -> u64 {
        self.first + self.selected as u64 + 1
    }

    /// Finds a row held by its number.
    pub fn find(&self, id: StoryId) -> Option<usize> {
        self.rows.iter().position(|row| row.id == id)
    }

    /// Moves the selection by `rows`, no farther than what is held.
    pub fn step(&mut self, rows: isize, visible: usize) {
        let last = self.rows.len().saturating_sub(1);
        self.selected = self.selected.saturating_add_signed(rows).min(last);
        self.follow(visible);
    }

    /// Selects the row with this index.
    pub fn select(&mut self, at: usize, visible: usize) {
        self.selected = at.min(self.rows.len().saturating_sub(1));
        self.follow(visible);
    }

    /// Scrolls by `rows` and takes the selection along where it would leave the screen.
    pub fn scroll(&mut self, rows: isize, visible: usize) {
        let last = self.rows.len().saturating_sub(visible.max(1));
        self.top = self.top.saturating_add_signed(rows).min(last);
        let bottom = self.top + visible.saturating_sub(1);
        self.selected = self
            .selected
            .clamp(self.top, bottom.max(self.top))
            .min(self.rows.len().saturating_sub(1));
    }

    /// Scrolls so that the selected row is visible, with a row of context where there is room.
    pub fn follow(&mut self, visible: usize) {
        let visible = visible.max(1);
        let margin = usize::from(visible > 4);
        let last = self.rows.len().saturating_sub(visible);
        if self.selected < self.top + margin {
            self.top = self.selected.saturating_sub(margin);
        } else if self.selected + margin >= self.top + visible {
            self.top = (self.selected + margin + 1).saturating_sub(visible);
        }
        self.top = self.top.min(last);
    }

    /// Returns what must be asked for, so that the reader never meets the end of the window.
    pub fn wanted(&self) -> Option<Page> {
        if self.asked.is_some() || self.loading {
            return None;
        }
        if self.after && self.selected + MARGIN_ROWS >= self.rows.len() {
            return self.rows.back().map(|row| Page::After(cursor(row)));
        }
        if self.before && self.selected < MARGIN_ROWS {
            return self.rows.front().map(|row| Page::Before(cursor(row)));
        }
        None
    }

    /// Returns whether the selection stands at an end of the rows held, and those beyond it come.
    pub fn awaits_rows(&self) -> bool {
        match self.asked {
            Some(Page::After(_)) => self.selected + 1 >= self.rows.len(),
            Some(Page::Before(_)) => self.selected == 0,
            Some(Page::Start | Page::End | Page::Around(_)) | None => false,
        }
    }

    /// Takes in the answer to `page`.
    pub fn take(&mut self, page: Page, listed: Listed, visible: usize) {
        self.asked = None;
        self.loading = false;
        self.outdated = false;
        match page {
            Page::Start | Page::End | Page::Around(_) => self.replace(page, listed),
            Page::After(_) => {
                self.rows.extend(listed.rows);
                self.after = listed.after;
                self.shed_front();
            }
            Page::Before(_) => {
                let count = listed.rows.len();
                self.first = self.first.saturating_sub(count as u64);
                self.before = listed.before;
                self.selected += count;
                self.top += count;
                for row in listed.rows.into_iter().rev() {
                    self.rows.push_front(row);
                }
                self.shed_back();
            }
        }
        self.follow(visible);
    }

    /// Puts `listed` in place of all rows; the selected story stays where it is on the screen.
    fn replace(&mut self, page: Page, listed: Listed) {
        let kept = self.current().map(|row| row.id);
        let offset = self.selected.saturating_sub(self.top);
        let count = listed.rows.len();
        self.before = listed.before;
        self.after = listed.after;
        self.first = listed.first.unwrap_or_else(|| match page {
            Page::End => self.total.unwrap_or_default().saturating_sub(count as u64),
            Page::Start | Page::After(_) | Page::Before(_) | Page::Around(_) => 0,
        });
        self.rows = listed.rows.into();
        match page {
            Page::End => self.selected = count.saturating_sub(1),
            Page::Around(_) => {
                let found = kept.and_then(|id| self.find(id));
                self.selected = found.unwrap_or(self.selected.min(count.saturating_sub(1)));
                self.top = self.selected.saturating_sub(offset);
                return;
            }
            Page::Start | Page::After(_) | Page::Before(_) => self.selected = 0,
        }
        self.top = 0;
    }

    fn shed_front(&mut self) {
        let surplus = self.rows.len().saturating_sub(WINDOW_ROWS_MAX).min(self.top);
        self.rows.drain(..surplus);
        self.first += surplus as u64;
        self.selected -= surplus;
        self.top -= surplus;
        self.before |= surplus > 0;
    }

    fn shed_back(&mut self) {
        if self.rows.len() > WINDOW_ROWS_MAX {
            self.rows.truncate(WINDOW_ROWS_MAX.max(self.selected + 1));
            self.after = true;
        }
    }
}

/// Returns the cursor of a row.
pub fn cursor(row: &StoryRow) -> Cursor {
    Cursor { published_at: row.published_at, id: row.id }
}
