//! The rows of the sidebar.

use std::collections::BTreeSet;

use super::View;
use super::message::Survey;

/// The most countries in the sidebar; the picker has them all.
const COUNTRIES_MAX: usize = 12;

/// What the sidebar remembers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sidebar {
    /// The index of the row under the bar.
    pub selected: usize,
    /// The index of the topmost visible row.
    pub top: usize,
    /// The folders that are folded.
    pub folded: BTreeSet<String>,
}

/// A row of the sidebar.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SideRow {
    /// The heading of a part.
    Heading(&'static str),
    /// What the signs over the counts of countries mean.
    Legend,
    /// An empty row.
    Gap,
    /// A view, and how many stories it holds.
    View(View, Option<u64>),
    /// A country, as an index into the survey.
    Country(usize),
    /// A folder of feeds: its name, unread stories, feeds that fail.
    Folder {
        /// Its name.
        name: String,
        /// Unread stories in it.
        unread: u64,
        /// Whether its feeds are hidden.
        folded: bool,
    },
    /// A feed, as an index into the survey.
    Feed(usize),
}

impl SideRow {
    /// Returns whether the bar may stand on it.
    pub fn is_choice(&self) -> bool {
        match self {
            Self::Heading(_) | Self::Legend | Self::Gap => false,
            Self::View(..) | Self::Country(_) | Self::Folder { .. } | Self::Feed(_) => true,
        }
    }
}

impl Sidebar {
    /// Returns the rows for what was surveyed.
    pub fn rows(&self, survey: &Survey) -> Vec<SideRow> {
        let mut rows = vec![SideRow::Heading("VIEWS")];
        for (at, view) in View::BUILT_IN.into_iter().enumerate() {
            rows.push(SideRow::View(view, survey.views.get(at).copied()));
        }
        if survey.samples > 0 {
            rows.push(SideRow::View(View::Samples, Some(survey.samples)));
        }
        if !survey.kept.is_empty() {
            rows.push(SideRow::Gap);
            rows.push(SideRow::Heading("WATCHES"));
        }
        for (name, condition) in &survey.kept {
            let unread = survey.watched.iter().find(|(watch, _)| watch == name);
            let view = View::Kept(name.clone(), condition.clone());
            rows.push(SideRow::View(view, unread.map(|(_, unread)| *unread)));
        }
        Self::countries(survey, &mut rows);
        self.feeds(survey, &mut rows);
        rows
    }

    fn countries(survey: &Survey, rows: &mut Vec<SideRow>) {
        let countries = &survey.countries;
        let mut named: Vec<usize> =
            (0..countries.len()).filter(|at| countries[*at].any > 0).collect();
        named.sort_by(|a, b| {
            let (a, b) = (&countries[*a], &countries[*b]);
            b.any.cmp(&a.any).then(a.name.cmp(&b.name))
        });
        named.truncate(COUNTRIES_MAX);
        if !named.is_empty() {
            rows.push(SideRow::Gap);
            rows.push(SideRow::Heading("COUNTRIES"));
            rows.push(SideRow::Legend);
            rows.extend(named.into_iter().map(SideRow::Country));
        }
    }

    fn feeds(&self, survey: &Survey, rows: &mut Vec<SideRow>) {
        if survey.feeds.is_empty() {
            return;
        }
        rows.push(SideRow::Gap);
        rows.push(SideRow::Heading("FEEDS"));
        let folders: BTreeSet<&str> =
            survey.feeds.iter().map(|feed| feed.source.folder.as_str()).collect();
        for folder in folders {
            let inside: Vec<usize> = (0..survey.feeds.len())
                .filter(|at| survey.feeds[*at].source.folder == folder)
                .collect();
            let folded = self.folded.contains(folder);
            if !folder.is_empty() {
                let unread = inside.iter().map(|at| survey.feeds[*at].unread).sum();
                rows.push(SideRow::Folder { name: folder.to_owned(), unread, folded });
            }
            if !folded || folder.is_empty() {
                rows.extend(inside.into_iter().map(SideRow::Feed));
            }
        }
    }

    /// Moves the bar by `steps` choices, and scrolls so that it is visible.
    pub fn step(&mut self, steps: isize, rows: &[SideRow], visible: usize) {
        let choices: Vec<usize> = (0..rows.len()).filter(|at| rows[*at].is_choice()).collect();
        let at = choices.iter().position(|at| *at >= self.selected).unwrap_or_default();
        let last = choices.len().saturating_sub(1);
        let goal = at.saturating_add_signed(steps).min(last);
        self.selected = choices.get(goal).copied().unwrap_or_default();
        self.follow(rows.len(), visible);
    }

    /// Scrolls so that the bar is visible.
    pub fn follow(&mut self, rows: usize, visible: usize) {
        let visible = visible.max(1);
        if self.selected <= 1 {
            self.top = 0;
        } else if self.selected < self.top {
            self.top = self.selected;
        } else if self.selected >= self.top + visible {
            self.top = self.selected + 1 - visible;
        }
        self.top = self.top.min(rows.saturating_sub(visible));
    }
}
