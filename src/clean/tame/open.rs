//! The elements that are open at a place of a page, as the tree builder will hold them.

use std::hash::{DefaultHasher, Hash, Hasher};

use super::element::Kind;

/// How many formatting elements may be open at once; each is copied into every new block.
const FORMATTING_MAX: usize = 16;

/// An element that is open.
#[derive(Clone, Copy, Debug)]
struct Open {
    name: u64,
    kind: Kind,
    /// How many formatting elements were active when a cell began; those after it end with it.
    active: usize,
    /// Which formatting element this is, or 0.
    id: u32,
}

/// A formatting element that goes on in the next block.
#[derive(Clone, Copy, Debug)]
struct Active {
    name: u64,
    id: u32,
    on_stack: bool,
}

/// The stack of open elements and the list of active formatting elements.
#[derive(Debug, Default)]
pub(super) struct Elements {
    stack: Vec<Open>,
    active: Vec<Active>,
    ids: u32,
    /// How many paragraphs are open, so that none is looked for in vain.
    paragraphs: usize,
    /// Forms that ended while elements in them went on.
    orphans: usize,
}

/// Returns a number for a name, so that the stack holds no strings.
fn key(name: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    name.hash(&mut hasher);
    hasher.finish()
}

impl Elements {
    /// Returns how deep in the tree the next element will stand.
    pub(super) fn depth(&self) -> usize {
        self.stack.len() + self.orphans
    }

    /// Returns whether one more formatting element may open.
    pub(super) fn has_room_for_formatting(&self) -> bool {
        self.active.len() < FORMATTING_MAX
    }

    /// Opens again the formatting elements that a block closed over; returns how many.
    pub(super) fn reconstruct(&mut self) -> usize {
        let mut opened = 0;
        for at in 0..self.active.len() {
            if !self.active[at].on_stack {
                self.active[at].on_stack = true;
                let Active { name, id, .. } = self.active[at];
                self.stack.push(Open { name, kind: Kind::Formatting, active: 0, id });
                opened += 1;
            }
        }
        opened
    }

    /// Closes what the start tag `name` closes without saying so; returns whether the tree
    /// builder will take the tag at all.
    pub(super) fn make_way(&mut self, name: &str, kind: Kind) -> bool {
        if kind.closes_paragraph() {
            self.close_paragraph();
        }
        match kind {
            Kind::Anchor => self.close_formatting(name),
            Kind::Heading if self.stack.last().is_some_and(|open| open.kind == Kind::Heading) => {
                self.truncate(self.stack.len() - 1);
            }
            Kind::Item | Kind::Term => self.close_entry(kind),
            Kind::Button => {
                if let Some(at) = self.in_scope(|open| open.kind == Kind::Button) {
                    self.truncate(at);
                }
            }
            Kind::Form => return !self.stack.iter().any(|open| open.kind == Kind::Form),
            Kind::Table => self.leave_table_parts(),
            Kind::Section | Kind::Row | Kind::Cell => return self.enter_table_part(kind),
            Kind::Void
            | Kind::Formatting
            | Kind::Block
            | Kind::Paragraph
            | Kind::Heading
            | Kind::List
            | Kind::Frame
            | Kind::Title
            | Kind::Script
            | Kind::Dropped
            | Kind::Unwrapped
            | Kind::Plain => {}
        }
        true
    }

    /// Opens an element.
    pub(super) fn open(&mut self, name: &str, kind: Kind) {
        let mut open = Open { name: key(name), kind, active: self.active.len(), id: 0 };
        if matches!(kind, Kind::Formatting | Kind::Anchor) {
            self.ids += 1;
            open.id = self.ids;
            self.active.push(Active { name: open.name, id: open.id, on_stack: true });
        }
        self.paragraphs += usize::from(kind == Kind::Paragraph);
        self.stack.push(open);
    }

    /// Closes the element `name`; returns whether the tree builder will take the end tag.
    pub(super) fn close(&mut self, name: &str, kind: Kind) -> bool {
        let wanted = key(name);
        let at = match kind {
            Kind::Formatting | Kind::Anchor => {
                let known = self.active.iter().any(|active| active.name == wanted);
                self.close_formatting(name);
                return known;
            }
            Kind::Paragraph => self.paragraph(),
            Kind::Heading => self.in_scope(|open| open.kind == Kind::Heading),
            Kind::Item => self.in_list_scope(wanted),
            Kind::Block | Kind::List | Kind::Term | Kind::Button => {
                self.in_scope(|open| open.name == wanted)
            }
            Kind::Form => {
                let at = self.in_scope(|open| open.name == wanted);
                if let Some(at) = at {
                    // What was open in it stays below it in the tree.
                    self.orphans += usize::from(at + 1 < self.stack.len());
                    self.stack.remove(at);
                }
                return at.is_some();
            }
            Kind::Table | Kind::Section | Kind::Row | Kind::Cell => self.in_table_scope(wanted),
            Kind::Plain => self.below_no_special(wanted),
            Kind::Void
            | Kind::Frame
            | Kind::Title
            | Kind::Script
            | Kind::Dropped
            | Kind::Unwrapped => None,
        };
        at.inspect(|at| self.truncate(*at));
        at.is_some()
    }

    /// Closes every element from `at` on; formatting elements among them stay active.
    fn truncate(&mut self, at: usize) {
        for open in self.stack.split_off(at).into_iter().rev() {
            self.paragraphs -= usize::from(open.kind == Kind::Paragraph);
            if open.kind == Kind::Cell {
                self.active.truncate(open.active);
            }
            if open.id != 0
                && let Some(active) = self.active.iter_mut().find(|active| active.id == open.id)
            {
                active.on_stack = false;
            }
        }
    }

    fn in_scope(&self, is_wanted: impl Fn(&Open) -> bool) -> Option<usize> {
        let at = self.stack.iter().rposition(|open| is_wanted(open) || open.kind.bounds_scope())?;
        is_wanted(&self.stack[at]).then_some(at)
    }

    fn in_list_scope(&self, wanted: u64) -> Option<usize> {
        let at = self.stack.iter().rposition(|open| {
            open.name == wanted || open.kind == Kind::List || open.kind.bounds_scope()
        })?;
        (self.stack[at].name == wanted).then_some(at)
    }

    fn in_table_scope(&self, wanted: u64) -> Option<usize> {
        let at =
            self.stack.iter().rposition(|open| open.name == wanted || open.kind == Kind::Table)?;
        (self.stack[at].name == wanted).then_some(at)
    }

    fn below_no_special(&self, wanted: u64) -> Option<usize> {
        let at =
            self.stack.iter().rposition(|open| open.name == wanted || open.kind.is_special())?;
        (self.stack[at].name == wanted).then_some(at)
    }

    fn paragraph(&self) -> Option<usize> {
        if self.paragraphs == 0 {
            return None;
        }
        let at = self.stack.iter().rposition(|open| {
            matches!(open.kind, Kind::Paragraph | Kind::Button) || open.kind.bounds_scope()
        })?;
        (self.stack[at].kind == Kind::Paragraph).then_some(at)
    }

    fn close_paragraph(&mut self) {
        if let Some(at) = self.paragraph() {
            self.truncate(at);
        }
    }

    /// Closes an open entry of the same list, unless something special is open in it.
    fn close_entry(&mut self, kind: Kind) {
        let at = self.stack.iter().rposition(|open| {
            open.kind == kind
                || (open.kind.is_special() && !matches!(open.kind, Kind::Block | Kind::Paragraph))
        });
        if let Some(at) = at.filter(|at| self.stack[*at].kind == kind)
            // Of the blocks only `div` and `address` are closed over; others are special here too.
            && self.stack[at + 1..].iter().all(|open| open.kind != Kind::Block || open.name == key("div"))
        {
            self.truncate(at);
        }
    }

    /// Takes the last formatting element `name` from the list and the stack.
    fn close_formatting(&mut self, name: &str) {
        let wanted = key(name);
        let Some(listed) = self.active.iter().rposition(|active| active.name == wanted) else {
            return;
        };
        let Active { id, .. } = self.active.remove(listed);
        let Some(at) = self.stack.iter().rposition(|open| open.id == id) else { return };
        let blocks_follow = self.stack[at + 1..].iter().any(|open| open.kind.is_special());
        if blocks_follow {
            self.stack.remove(at);
        } else {
            self.truncate(at);
        }
    }

    /// A table directly in a table, outside any cell, ends the outer one.
    fn leave_table_parts(&mut self) {
        let inner = self.stack.iter().rposition(|open| {
            matches!(open.kind, Kind::Table | Kind::Section | Kind::Row | Kind::Cell)
        });
        if inner.is_some_and(|at| self.stack[at].kind != Kind::Cell)
            && let Some(at) = self.stack.iter().rposition(|open| open.kind == Kind::Table)
        {
            self.truncate(at);
        }
    }

    /// Closes the parts of the table that a new part of `kind` follows, and opens those that it
    /// stands in; returns `false` outside a table.
    fn enter_table_part(&mut self, kind: Kind) -> bool {
        let Some(table) = self.stack.iter().rposition(|open| open.kind == Kind::Table) else {
            return false;
        };
        let keeps = |open: &Open| match kind {
            Kind::Cell => matches!(open.kind, Kind::Section | Kind::Row),
            Kind::Row => open.kind == Kind::Section,
            _ => false,
        };
        let inner = &self.stack[table + 1..];
        let kept = inner.iter().rposition(keeps).map_or(table + 1, |at| table + at + 2);
        self.truncate(kept);
        let last = self.stack[kept - 1].kind;
        if kind != Kind::Section && last == Kind::Table {
            self.open("tbody", Kind::Section);
        }
        if kind == Kind::Cell && last != Kind::Row {
            self.open("tr", Kind::Row);
        }
        true
    }
}
