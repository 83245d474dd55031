//! What stories can be filtered by: one row a story and value, in the order of the list, and
//! how many there are.

use std::collections::HashMap;

use rusqlite::Connection;
use rusqlite::params;

use super::facts::Facts;
use super::search;
use crate::model::ActorCode;
use crate::model::Role;

/// What a facet is about. The numbers are in the database: add, don't change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(u8)]
pub(super) enum Kind {
    /// Every story; counted, and without rows.
    All = 0,
    /// The number of a feed.
    Feed = 1,
    /// A country in any role.
    Country = 2,
    /// A country in one role.
    Accuser = 3,
    /// As above.
    Accused = 4,
    /// As above.
    Denier = 5,
    /// As above.
    Target = 6,
    /// As above.
    Sanctioner = 7,
    /// As above.
    Mentioned = 8,
    /// `NZ>CN`.
    Pair = 9,
    /// Who accuses somebody.
    PairSource = 10,
    /// Whom somebody accuses.
    PairTarget = 11,
    /// A tag.
    Tag = 12,
    /// An intrusion set, folded.
    Group = 13,
    /// A word of a speaker's name, folded.
    Speaker = 14,
    /// A language.
    Lang = 15,
    /// A label, folded.
    Label = 16,
    /// Stories that the reader keeps.
    Saved = 17,
    /// Stories with a note or highlight.
    Noted = 18,
    /// The number of an incident.
    Incident = 19,
    /// Bundled samples.
    Sample = 20,
}

impl Kind {
    /// The kind of a country in `role`, or in any.
    pub(super) fn country(role: Option<Role>) -> Self {
        match role {
            None => Self::Country,
            Some(Role::Accuser) => Self::Accuser,
            Some(Role::Accused) => Self::Accused,
            Some(Role::Denier) => Self::Denier,
            Some(Role::Target) => Self::Target,
            Some(Role::Sanctioner) => Self::Sanctioner,
            Some(Role::Mentioned) => Self::Mentioned,
        }
    }

    /// Its number in the database.
    pub(super) fn number(self) -> i64 {
        self as i64
    }
}

/// A story as facets see it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Subject {
    pub(super) id: i64,
    pub(super) published_at: i64,
    pub(super) read: bool,
}

/// One thing that a story can be filtered by.
pub(super) type Facet = (Kind, String);

/// The facets that follow from the text of a story.
pub(super) fn of_facts(facts: &Facts, lang: &str) -> Vec<Facet> {
    let mut facets: Vec<Facet> = Vec::new();
    for (code, roles) in &facts.countries {
        facets.push((Kind::Country, code.as_str().to_owned()));
        let roles = roles.iter().map(|role| Kind::country(Some(*role)));
        facets.extend(roles.map(|kind| (kind, code.as_str().to_owned())));
    }
    for (source, target) in &facts.pairs {
        facets.push((Kind::Pair, pair(source, target)));
        facets.push((Kind::PairSource, source.as_str().to_owned()));
        facets.push((Kind::PairTarget, target.as_str().to_owned()));
    }
    facets.extend(facts.tags.iter().map(|tag| (Kind::Tag, tag.as_str().to_owned())));
    facets.extend(facts.groups.iter().map(|group| (Kind::Group, folded(group))));
    for name in &facts.speakers {
        let words = search::fold(name);
        facets.extend(words.split_whitespace().map(|word| (Kind::Speaker, word.to_owned())));
    }
    if !lang.is_empty() {
        facets.push((Kind::Lang, lang.to_ascii_lowercase()));
    }
    facets.sort_unstable_by(|a, b| (a.0 as u8, &a.1).cmp(&(b.0 as u8, &b.1)));
    facets.dedup();
    facets
}

/// The value of a pair.
pub(super) fn pair(source: &ActorCode, target: &ActorCode) -> String {
    format!("{source}>{target}")
}

/// A name or label as it is compared.
pub(super) fn folded(name: &str) -> String {
    search::fold(name).trim().to_owned()
}

/// Adds `facets` to a story and counts those that it did not have.
pub(super) fn add(
    db: &Connection,
    story: Subject,
    facets: &[Facet],
    tally: &mut Tally,
) -> rusqlite::Result<()> {
    let mut insert = db.prepare_cached(
        "INSERT OR IGNORE INTO facet (kind, value, published_at, story_id) VALUES (?1, ?2, ?3, ?4)",
    )?;
    for (kind, value) in facets {
        let added = insert.execute(params![kind.number(), value, story.published_at, story.id])?;
        if added > 0 {
            tally.count((*kind, value.clone()), 1, i64::from(!story.read));
        }
    }
    Ok(())
}

/// Takes `facets` from a story and counts those that it had.
pub(super) fn remove(
    db: &Connection,
    story: Subject,
    facets: &[Facet],
    tally: &mut Tally,
) -> rusqlite::Result<()> {
    let mut delete = db.prepare_cached(
        "DELETE FROM facet
         WHERE kind = ?1 AND value = ?2 AND published_at = ?3 AND story_id = ?4",
    )?;
    for (kind, value) in facets {
        let taken = delete.execute(params![kind.number(), value, story.published_at, story.id])?;
        if taken > 0 {
            tally.count((*kind, value.clone()), -1, -i64::from(!story.read));
        }
    }
    Ok(())
}

/// Changes of counts, gathered so that many stories cost one write a facet.
///
/// Whoever makes one writes it in the same transaction.
#[derive(Default)]
#[must_use]
pub(super) struct Tally(HashMap<Facet, (i64, i64)>);

impl Tally {
    /// Changes the counts of one facet.
    pub(super) fn count(&mut self, facet: Facet, stories: i64, unread: i64) {
        let (of_stories, of_unread) = self.0.entry(facet).or_default();
        *of_stories += stories;
        *of_unread += unread;
    }

    /// Changes the unread counts of the facets of one story.
    pub(super) fn unread(&mut self, facets: Vec<Facet>, by: i64) {
        for facet in facets {
            self.count(facet, 0, by);
        }
    }

    /// Writes what was gathered.
    pub(super) fn write(self, db: &Connection) -> rusqlite::Result<()> {
        let mut upsert = db.prepare_cached(
            "INSERT INTO facet_count (kind, value, stories, unread) VALUES (?1, ?2, ?3, ?4)
             ON CONFLICT (kind, value) DO UPDATE SET
                 stories = stories + excluded.stories, unread = unread + excluded.unread",
        )?;
        for ((kind, value), (stories, unread)) in self.0 {
            upsert.execute(params![kind.number(), value, stories, unread])?;
        }
        Ok(())
    }
}
