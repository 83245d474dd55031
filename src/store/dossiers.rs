//! Dossiers: named sets of stories in the reader's order.

use jiff::Timestamp;
use rusqlite::Connection;
use rusqlite::OptionalExtension;
use rusqlite::Row;
use rusqlite::params;

use super::Store;
use super::StoreError;
use super::codec::timestamp;
use super::facet;
use super::list;
use super::marks;
use super::notes::next_id;
use super::op::DossierValue;
use super::op::Op;
use crate::model::Dossier;
use crate::model::DossierId;
use crate::model::StoryId;
use crate::model::StoryRow;

/// The longest name of a dossier, in characters: it becomes the name of a file.
const NAME_CHARS_MAX: usize = 100;

const DOSSIER: &str = "
    SELECT n.id, n.name, n.summary, n.query, n.created_at,
           (SELECT count(*) FROM dossier_story WHERE dossier_id = n.id) AS stories
    FROM dossier AS n";

/// A story of a dossier.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    /// Its row of the list.
    pub row: StoryRow,
    /// The section it stands in, or empty.
    pub section: String,
}

impl Store {
    /// Makes an empty dossier.
    ///
    /// # Errors
    ///
    /// Returns [`StoreError::Taken`] if there is one of this name, whatever the case, and
    /// [`StoreError::Refused`] if the name is empty or too long.
    pub fn create_dossier(&mut self, name: &str, now: Timestamp) -> Result<DossierId, StoreError> {
        let name = clean_name(name)?;
        self.step("create a dossier", now, |db| {
            check_free(db, &name, None)?;
            let id = next_id(db, "dossier").map_err(StoreError::when("keep the dossier"))?;
            let value = DossierValue {
                name,
                summary: String::new(),
                query: String::new(),
                created_at: now.as_second(),
            };
            Ok((vec![Op::Dossier { id, value: Some(value) }], DossierId(id)))
        })
    }

    /// Changes the name, summary or living query of a dossier.
    ///
    /// # Errors
    ///
    /// As [`create_dossier`](Self::create_dossier).
    pub fn change_dossier(&mut self, changed: &Dossier, now: Timestamp) -> Result<(), StoreError> {
        let name = clean_name(&changed.name)?;
        self.step("change a dossier", now, |db| {
            let before = by_id(db, changed.id)?;
            check_free(db, &name, Some(changed.id))?;
            let value = DossierValue {
                name,
                summary: changed.summary.clone(),
                query: changed.query.clone(),
                created_at: before.created_at.as_second(),
            };
            Ok((vec![Op::Dossier { id: changed.id.0, value: Some(value) }], ()))
        })
    }

    /// Takes a dossier away; its stories stay, and undo brings it back with them.
    ///
    /// # Errors
    ///
    /// Returns [`StoreError::NotFound`] if there is none of this number.
    pub fn remove_dossier(&mut self, id: DossierId, now: Timestamp) -> Result<(), StoreError> {
        self.step("remove a dossier", now, |db| {
            by_id(db, id)?;
            let members = places(db, id).map_err(StoreError::when("read the dossier"))?;
            // From the end, so that the way back puts each where it was.
            let mut ops: Vec<Op> = members
                .iter()
                .rev()
                .map(|held| Op::Member { dossier: id.0, story: held.story, place: None })
                .collect();
            ops.push(Op::Dossier { id: id.0, value: None });
            Ok((ops, ()))
        })
    }

    /// Puts stories at the end of a section of a dossier, and keeps them; those in it already
    /// stay. Stories without a section stand before all sections.
    ///
    /// # Errors
    ///
    /// Returns [`StoreError::NotFound`] if there is no such dossier or story.
    pub fn add_to_dossier(
        &mut self,
        id: DossierId,
        stories: &[StoryId],
        section: &str,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        self.step("add to a dossier", now, |db| {
            by_id(db, id)?;
            let held = places(db, id).map_err(StoreError::when("read the dossier"))?;
            let at = fitting(&held, held.len(), section);
            let mut next = position(&held, at);
            let mut ops = Vec::new();
            for story in stories {
                let standing = marks::find(db, *story)?;
                if standing.saved_at.is_none() {
                    ops.push(Op::Saved { story: story.0, at: Some(now.as_second()) });
                }
                if held.iter().all(|held| held.story != story.0) {
                    let place = (next, section.to_owned());
                    ops.push(Op::Member { dossier: id.0, story: story.0, place: Some(place) });
                    next += 1;
                }
            }
            Ok((ops, ()))
        })
    }

    /// Takes stories out of a dossier.
    ///
    /// # Errors
    ///
    /// Returns [`StoreError::NotFound`] if there is no such dossier.
    pub fn remove_from_dossier(
        &mut self,
        id: DossierId,
        stories: &[StoryId],
        now: Timestamp,
    ) -> Result<(), StoreError> {
        self.step("remove from a dossier", now, |db| {
            by_id(db, id)?;
            let gone = |story: &StoryId| Op::Member { dossier: id.0, story: story.0, place: None };
            Ok((stories.iter().map(gone).collect(), ()))
        })
    }

    /// Moves a story of a dossier to another place, from 0, and section; returns whether that is
    /// another section than before.
    ///
    /// A place that is not in the section gives way to the end of the section.
    ///
    /// # Errors
    ///
    /// Returns [`StoreError::NotFound`] if the story is not in the dossier.
    pub fn move_in_dossier(
        &mut self,
        id: DossierId,
        story: StoryId,
        (place, section): (usize, &str),
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        let failed = StoreError::when("read the dossier");
        let held = places(&self.db, id).map_err(failed)?;
        let before = held.iter().find(|held| held.story == story.0);
        let other = before.is_some_and(|held| held.section != section);
        let title = match section {
            _ if !other => "place in the dossier".to_owned(),
            "" => "no heading".to_owned(),
            section => format!("heading “{section}”"),
        };
        self.step(&title, now, |db| {
            let mut held = places(db, id).map_err(StoreError::when("read the dossier"))?;
            let Some(from) = held.iter().position(|held| held.story == story.0) else {
                return Err(super::story::no_story(story));
            };
            let left = held.remove(from).position;
            for after in held.iter_mut().filter(|held| held.position > left) {
                after.position -= 1;
            }
            let at = fitting(&held, place, section);
            let place = (position(&held, at), section.to_owned());
            Ok((vec![Op::Member { dossier: id.0, story: story.0, place: Some(place) }], other))
        })
    }

    /// Lists the dossiers by name.
    ///
    /// # Errors
    ///
    /// Returns a [`StoreError`] if the database cannot be read.
    pub fn dossiers(&self) -> Result<Vec<Dossier>, StoreError> {
        let list = || {
            self.db
                .prepare_cached(&format!("{DOSSIER} ORDER BY n.folded"))?
                .query_map([], dossier)?
                .collect::<rusqlite::Result<_>>()
        };
        list().map_err(StoreError::when("list the dossiers"))
    }

    /// Finds a dossier by name, whatever the case.
    ///
    /// # Errors
    ///
    /// Returns [`StoreError::NotFound`] if there is none of this name.
    pub fn dossier(&self, name: &str) -> Result<Dossier, StoreError> {
        self.db
            .prepare_cached(&format!("{DOSSIER} WHERE n.folded = ?1"))
            .and_then(|mut one| one.query_row([facet::folded(name)], dossier).optional())
            .map_err(StoreError::when("read the dossier"))?
            .ok_or_else(|| no_dossier(name))
    }

    /// Counts the stories that were put into a dossier.
    ///
    /// # Errors
    ///
    /// Returns a [`StoreError`] if the database cannot be read.
    pub fn dossier_size(&self, id: DossierId) -> Result<u64, StoreError> {
        self.db
            .prepare_cached("SELECT count(*) FROM dossier_story WHERE dossier_id = ?1")
            .and_then(|mut one| one.query_row([id.0], |row| row.get::<_, u32>(0)))
            .map(u64::from)
            .map_err(StoreError::when("read the dossier"))
    }

    /// Lists the stories of a dossier in the reader's order, from the `offset`th on.
    ///
    /// A living dossier has none of its own; its query lists them.
    ///
    /// # Errors
    ///
    /// Returns a [`StoreError`] if the database cannot be read.
    pub fn members(
        &self,
        id: DossierId,
        offset: u32,
        limit: u32,
    ) -> Result<Vec<Member>, StoreError> {
        let list = || {
            self.db
                .prepare_cached(list::MEMBERS)?
                .query_map(params![id.0, limit, offset], |row| {
                    Ok(Member { row: list::story_row(row)?, section: row.get("section")? })
                })?
                .collect::<rusqlite::Result<_>>()
        };
        list().map_err(StoreError::when("read the dossier"))
    }
}

fn no_dossier(name: &str) -> StoreError {
    StoreError::NotFound {
        what: format!("dossier `{name}`"),
        remedy: "`demarche dossier list` shows them",
    }
}

fn by_id(db: &Connection, id: DossierId) -> Result<Dossier, StoreError> {
    db.prepare_cached(&format!("{DOSSIER} WHERE n.id = ?1"))
        .and_then(|mut one| one.query_row([id.0], dossier).optional())
        .map_err(StoreError::when("read the dossier"))?
        .ok_or_else(|| no_dossier(&id.0.to_string()))
}

/// Where a story stands in a dossier.
struct Place {
    story: i64,
    position: i64,
    section: String,
}

/// The stories of a dossier in order: those without a section first.
fn places(db: &Connection, id: DossierId) -> rusqlite::Result<Vec<Place>> {
    db.prepare_cached(
        "SELECT story_id, position, section FROM dossier_story WHERE dossier_id = ?1
         ORDER BY section <> '', position",
    )?
    .query_map([id.0], |row| {
        Ok(Place { story: row.get(0)?, position: row.get(1)?, section: row.get(2)? })
    })?
    .collect()
}

/// Returns the place nearest to `wanted` at which a story of `section` does not part another
/// section: beside one of its own, else at their end; a new section begins after the one there.
fn fitting(held: &[Place], wanted: usize, section: &str) -> usize {
    let wanted = wanted.min(held.len());
    let is_own = |at: usize| held.get(at).is_some_and(|held| held.section == section);
    if is_own(wanted) || wanted.checked_sub(1).is_some_and(is_own) {
        return wanted;
    }
    if let Some(last) = held.iter().rposition(|held| held.section == section) {
        return last + 1;
    }
    if section.is_empty() {
        return 0;
    }
    let parted = |at: usize| {
        let there = held.get(at).map(|held| held.section.as_str());
        let before = at.checked_sub(1).map(|at| held[at].section.as_str());
        there == Some("") || there.is_some() && there == before
    };
    (wanted..held.len()).find(|at| !parted(*at)).unwrap_or(held.len())
}

/// Returns the position that a story must be given to stand at this place.
fn position(held: &[Place], at: usize) -> i64 {
    let end = || held.iter().map(|held| held.position + 1).max().unwrap_or_default();
    held.get(at).map_or_else(end, |held| held.position)
}

fn check_free(db: &Connection, name: &str, but: Option<DossierId>) -> Result<(), StoreError> {
    let held: Option<i64> = db
        .prepare_cached("SELECT id FROM dossier WHERE folded = ?1")
        .and_then(|mut one| one.query_row([facet::folded(name)], |row| row.get(0)).optional())
        .map_err(StoreError::when("read the dossiers"))?;
    match held {
        Some(id) if but != Some(DossierId(id)) => {
            Err(StoreError::Taken { what: format!("dossier `{name}`") })
        }
        Some(_) | None => Ok(()),
    }
}

fn clean_name(name: &str) -> Result<String, StoreError> {
    let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
    if facet::folded(&name).is_empty() {
        return Err(StoreError::Refused("a dossier needs a name with a letter or a digit in it"));
    }
    if name.chars().count() > NAME_CHARS_MAX {
        return Err(StoreError::Refused("a dossier's name has at most 100 characters"));
    }
    Ok(name)
}

fn dossier(row: &Row<'_>) -> rusqlite::Result<Dossier> {
    Ok(Dossier {
        id: DossierId(row.get("id")?),
        name: row.get("name")?,
        summary: row.get("summary")?,
        query: row.get("query")?,
        stories: row.get::<_, i64>("stories")?.try_into().unwrap_or(0),
        created_at: timestamp(row.get("created_at")?)?,
    })
}

#[cfg(test)]
mod tests {
    use super::super::tests::Fixture;
    use super::super::tests::now;
    use super::super::tests::story;
    use super::*;

    #[test]
    fn stories_without_a_section_stand_before_all_sections() {
        let mut fixture = Fixture::new();
        let feed = fixture.feed("one");
        fixture.record(feed, &["a", "b", "c", "d"].map(|title| story(title, 1, &[])));
        let store = &mut fixture.store;
        let id = store.create_dossier("Talks", now()).unwrap();
        let all = [1, 2, 3].map(StoryId);
        store.add_to_dossier(id, &all, "", now()).unwrap();
        let shown = |store: &Store| {
            let members = store.members(id, 0, 10).unwrap();
            let shown = |member: &Member| format!("{}{}", member.row.id.0, member.section);
            members.iter().map(shown).collect::<Vec<_>>().join(" ")
        };
        for (number, place, section, expected, other) in [
            (1, 0, "K", "2 3 1K", true),
            (3, 1, "L", "2 3L 1K", true),
            (2, 0, "K", "3L 1K 2K", true),
            (2, 1, "K", "3L 2K 1K", false),
            (1, 2, "", "1 3L 2K", true),
        ] {
            let place = (place, section);
            assert_eq!(store.move_in_dossier(id, StoryId(number), place, now()).unwrap(), other);
            assert_eq!(shown(store), expected);
        }
        store.add_to_dossier(id, &[StoryId(4)], "", now()).unwrap();
        assert_eq!(shown(store), "1 4 3L 2K");
        store.undo().unwrap();
        let undone = store.undo().unwrap().unwrap();
        assert_eq!(undone.what, "no heading");
        assert_eq!(shown(store), "3L 2K 1K");
        assert!(store.undo().unwrap().unwrap().what.contains("place"));
        assert_eq!(store.undo().unwrap().unwrap().what, "heading “K”");
    }
}
