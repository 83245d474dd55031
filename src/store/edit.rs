//! Whatever the reader changes: carried out, kept on the disk, undone and done again.

use std::path::Path;

use jiff::Timestamp;
use rusqlite::Connection;
use rusqlite::OptionalExtension;
use rusqlite::params;

use super::Store;
use super::StoreError;
use super::codec;
use super::op::Op;
use super::open::Durability;
use super::rescue;
use super::steps;
use super::steps::Step;

/// How many steps can be undone.
pub const STEPS_KEPT: u32 = 100;

/// The step that is taken back next.
pub(super) const NEXT_UNDO: &str = "SELECT id, title, at, forward, backward FROM step
    WHERE undone = 0 ORDER BY id DESC LIMIT 1";

/// The step that is done again next.
const NEXT_REDO: &str = "SELECT id, title, at, forward, backward FROM step
    WHERE undone = 1 ORDER BY id LIMIT 1";

impl Store {
    /// Carries out what `plan` returns as one step that can be undone.
    ///
    /// `plan` runs in the same transaction, so that what it reads still holds. No step is
    /// kept if nothing changes.
    pub(super) fn step<T>(
        &mut self,
        title: &str,
        now: Timestamp,
        plan: impl FnOnce(&Connection) -> Result<(Vec<Op>, T), StoreError>,
    ) -> Result<T, StoreError> {
        let failed = StoreError::when("keep the change");
        let path = self.path.clone();
        let value = self.write("keep the change", Durability::Full, |db| {
            let (forward, value) = plan(db)?;
            let backward = apply_all(db, &forward).map_err(&failed)?;
            if !changes(&forward, &backward) {
                return Ok(value);
            }
            write_down(db, &path, &forward);
            // What was undone can be done again only until something else is done.
            db.prepare_cached("DELETE FROM step WHERE undone = 1")
                .and_then(|mut statement| statement.execute([]))
                .map_err(&failed)?;
            keep(db, title, (&forward, &backward), now).map_err(&failed)?;
            Ok(value)
        })?;
        self.check_there()?;
        Ok(value)
    }

    /// Takes back the last step; returns what it was, or `None` if there is none.
    ///
    /// Samples that were taken away are for the caller to put in again.
    ///
    /// # Errors
    ///
    /// Returns a [`StoreError`] if the database cannot be written.
    pub fn undo(&mut self) -> Result<Option<Step>, StoreError> {
        self.replay("undo the last step", NEXT_UNDO, true)
    }

    /// Does again the step that was undone last; returns what it was, or `None`.
    ///
    /// # Errors
    ///
    /// Returns a [`StoreError`] if the database cannot be written.
    pub fn redo(&mut self) -> Result<Option<Step>, StoreError> {
        self.replay("do the step again", NEXT_REDO, false)
    }

    fn replay(
        &mut self,
        doing: &'static str,
        next: &str,
        undone: bool,
    ) -> Result<Option<Step>, StoreError> {
        let failed = StoreError::when(doing);
        let path = self.path.clone();
        self.write(doing, Durability::Full, |db| {
            let found = db.query_row(next, [], steps::kept).optional().map_err(&failed)?;
            let Some(kept) = found else { return Ok(None) };
            let ops = if undone { &kept.backward } else { &kept.forward };
            apply_all(db, ops).map_err(&failed)?;
            write_down(db, &path, ops);
            let step = kept.describe(db).map_err(&failed)?;
            db.execute("UPDATE step SET undone = ?2 WHERE id = ?1", params![step.number, undone])
                .map_err(&failed)?;
            Ok(Some(step))
        })
    }
}

/// Adds steps to the journal beside the database.
///
/// A journal that cannot be written takes no note away: the database has it.
fn write_down(db: &Connection, path: &Path, ops: &[Op]) {
    if let Err(error) = rescue::append(db, path, ops) {
        tracing::warn!(%error, "the journal of notes cannot be written");
    }
}

/// Whether a step that is taken back by `backward` changes anything.
fn changes(forward: &[Op], backward: &[Op]) -> bool {
    let nothing = |op: &Op| matches!(op, Op::Read { stories, .. } if stories.is_empty());
    let same = forward.iter().eq(backward.iter().rev());
    !same && !backward.iter().all(nothing)
}

/// Carries out `ops` in order and returns the way back, in its order.
fn apply_all(db: &Connection, ops: &[Op]) -> rusqlite::Result<Vec<Op>> {
    let mut back = ops.iter().map(|op| op.apply(db)).collect::<rusqlite::Result<Vec<_>>>()?;
    back.reverse();
    Ok(back)
}

fn keep(
    db: &Connection,
    title: &str,
    (forward, backward): (&[Op], &[Op]),
    now: Timestamp,
) -> rusqlite::Result<()> {
    db.prepare_cached("INSERT INTO step (at, title, forward, backward) VALUES (?1, ?2, ?3, ?4)")?
        .execute(params![now.as_second(), title, codec::json(&forward), codec::json(&backward)])?;
    db.prepare_cached(
        "DELETE FROM step WHERE id <= (SELECT id FROM step ORDER BY id DESC LIMIT 1 OFFSET ?1)",
    )?
    .execute([STEPS_KEPT])
    .map(drop)
}

#[cfg(test)]
mod tests {
    use super::super::tests::Fixture;
    use super::super::tests::now;
    use super::super::tests::story;
    use super::*;
    use crate::model::ActorCode;
    use crate::model::Anchor;
    use crate::model::Condition;
    use crate::model::Correction;
    use crate::model::DossierId;
    use crate::model::Filter;
    use crate::model::Highlight;
    use crate::model::Mark;
    use crate::model::Role;
    use crate::model::StoryId;

    const ONE: StoryId = StoryId(1);

    /// What the reader sees of the marks, in one line.
    fn shown(store: &Store) -> String {
        let story = store.story(ONE).unwrap();
        let notes: Vec<_> = story.annotations.iter().map(|note| note.body.as_str()).collect();
        let dossiers = store.dossiers().unwrap();
        let dossiers: Vec<_> = dossiers
            .iter()
            .map(|dossier| {
                let members = store.members(dossier.id, 0, 10).unwrap();
                let members: Vec<_> = members.iter().map(|member| member.row.id.0).collect();
                format!("{}{members:?}", dossier.name)
            })
            .collect();
        let unread = Condition::Is(Mark::Unread);
        let unread = Filter { condition: unread, ..Filter::default() };
        let unread = store.count(&unread, now()).unwrap();
        let codes: Vec<_> = story.row.countries.iter().map(ActorCode::as_str).collect();
        format!(
            "{unread}{}{} {:?} {notes:?} {dossiers:?} {}",
            if story.row.read { "R" } else { "-" },
            if story.row.saved { "S" } else { "-" },
            story.row.labels,
            codes.join("+"),
        )
    }

    type Step = fn(&mut Store) -> Result<(), StoreError>;

    /// Each thing that the reader can do.
    fn steps() -> Vec<Step> {
        vec![
            |store| store.mark_read(&[ONE], true, now()),
            |store| store.save(&[ONE], true, now()),
            |store| store.add_labels(&[ONE], &["to check", "Élysée"], now()),
            |store| store.remove_labels(&[ONE], &["TO CHECK"], now()),
            |store| {
                let anchor = Anchor::from_parts("minister".into(), "The ".into(), " spoke".into());
                store.add_note(ONE, anchor.as_ref(), ("who?", Highlight::Red), now()).map(drop)
            },
            |store| {
                let id = store.notes(ONE)?[0].id;
                store.change_note(id, "who is it?", Highlight::Blue, now())
            },
            |store| store.create_dossier("Harbour", now()).map(drop),
            |store| {
                let stories = [StoryId(2), ONE, StoryId(3)];
                store.add_to_dossier(DossierId(1), &stories, "", now())
            },
            |store| store.move_in_dossier(DossierId(1), StoryId(3), (0, ""), now()).map(drop),
            |store| store.remove_from_dossier(DossierId(1), &[StoryId(2)], now()),
            |store| store.remove_dossier(DossierId(1), now()),
            |store| {
                let code = ActorCode::state("FR");
                let correction = Correction::Country { code, name: "France".into(), present: true };
                store.correct(ONE, &correction, now()).map(drop)
            },
            |store| {
                let id = store.corrections(ONE)?[0].0;
                store.remove_correction(id, now())
            },
            |store| {
                let id = store.notes(ONE)?[0].id;
                store.remove_note(id, now())
            },
            |store| store.save(&[ONE], false, now()),
            |store| store.mark_all_read(&Filter::default(), now()).map(drop),
        ]
    }

    fn newsroom() -> Fixture {
        let mut fixture = Fixture::new();
        let feed = fixture.feed("herald");
        let stories =
            ["One", "Two", "Three"].map(|title| story(title, 1, &[("NZ", Role::Accuser)]));
        fixture.record(feed, &stories);
        fixture
    }

    #[test]
    fn everything_can_be_undone_and_done_again_after_a_restart() {
        let mut fixture = newsroom();
        let mut seen = vec![shown(&fixture.store)];
        for step in steps() {
            step(&mut fixture.store).unwrap();
            seen.push(shown(&fixture.store));
            check_counts(&fixture.store);
        }
        for pair in seen.windows(2) {
            assert_ne!(pair[0], pair[1], "each step is seen");
        }
        let mut store = Store::open(&fixture.path(), now()).unwrap();
        for expected in seen.iter().rev().skip(1) {
            store.undo().unwrap().expect("a step to undo");
            assert_eq!(shown(&store), *expected);
            check_counts(&store);
        }
        assert_eq!(store.undo().unwrap(), None);
        for expected in seen.iter().skip(1) {
            store.redo().unwrap().expect("a step to do again");
            assert_eq!(shown(&store), *expected);
            check_counts(&store);
        }
        assert_eq!(store.redo().unwrap(), None);
    }

    /// The counts are those of the facets, and these are those of the rows.
    fn check_counts(store: &Store) {
        let wrong: i64 = store
            .db
            .query_row(
                "SELECT count(*) FROM facet_count AS c WHERE
                     (kind > 0 AND (stories, unread) IS NOT
                      (SELECT count(*), coalesce(sum(s.read = 0), 0) FROM facet AS d
                       JOIN story AS s ON s.id = d.story_id
                       WHERE d.kind = c.kind AND d.value = c.value))
                  OR (kind = 0 AND (stories, unread) IS NOT
                      (SELECT count(*), sum(read = 0) FROM story))",
                [],
                |row| row.get(0),
            )
            .unwrap();
        assert_eq!(wrong, 0, "{}", shown(store));
        for (mark, column) in [(Mark::Saved, "saved_at IS NOT NULL"), (Mark::Noted, "notes > 0")] {
            let filter = Filter { condition: Condition::Is(mark), ..Filter::default() };
            let sql = format!("SELECT count(*) FROM story WHERE {column}");
            let rows: u32 = store.db.query_row(&sql, [], |row| row.get(0)).unwrap();
            assert_eq!(store.count(&filter, now()).unwrap(), u64::from(rows));
        }
    }

    #[test]
    fn what_changes_nothing_is_no_step() {
        let mut fixture = newsroom();
        let store = &mut fixture.store;
        store.mark_read(&[ONE], false, now()).unwrap();
        store.save(&[ONE], false, now()).unwrap();
        store.remove_labels(&[ONE], &["none"], now()).unwrap();
        assert_eq!(store.undo().unwrap(), None);
    }

    #[test]
    fn a_new_step_ends_what_could_be_done_again() {
        let mut fixture = newsroom();
        let store = &mut fixture.store;
        store.save(&[ONE], true, now()).unwrap();
        store.undo().unwrap();
        store.mark_read(&[ONE], true, now()).unwrap();
        assert_eq!(store.redo().unwrap(), None);
    }

    #[test]
    fn the_last_hundred_steps_are_kept() {
        let mut fixture = newsroom();
        let store = &mut fixture.store;
        for step in 0..105 {
            store.mark_read(&[ONE], step % 2 == 0, now()).unwrap();
        }
        let undone = std::iter::from_fn(|| store.undo().unwrap()).count();
        assert_eq!(undone, STEPS_KEPT as usize);
    }

    #[test]
    fn a_refusal_changes_nothing() {
        let mut fixture = newsroom();
        let store = &mut fixture.store;
        let refused = [
            store.save(&[ONE, StoryId(99)], true, now()).unwrap_err(),
            store.add_labels(&[ONE], &["good", " "], now()).unwrap_err(),
            store.add_note(ONE, None, (" ", Highlight::Red), now()).unwrap_err(),
            store.create_dossier("…", now()).unwrap_err(),
        ];
        let said: Vec<_> = refused.iter().map(ToString::to_string).collect();
        assert_eq!(said[0], "there is no story 99; `demarche list --json` shows the numbers");
        assert_eq!(shown(store), "3-- [] [] [] NZ");
        store.create_dossier("Harbour", now()).unwrap();
        let taken = store.create_dossier("HARBOUR", now()).unwrap_err();
        assert!(matches!(taken, StoreError::Taken { .. }));
    }

    #[test]
    fn counts_hold_when_very_many_stories_are_marked_at_once() {
        let mut fixture = Fixture::new();
        let feed = fixture.feed("herald");
        let stories: Vec<_> = (0..2_001)
            .map(|number| story(&format!("{number}"), 1, &[("NZ", Role::Accuser)]))
            .collect();
        fixture.record(feed, &stories);
        let store = &mut fixture.store;
        store.mark_read(&[ONE], true, now()).unwrap();
        assert_eq!(store.mark_all_read(&Filter::default(), now()).unwrap(), 2_000);
        check_counts(store);
        store.undo().unwrap();
        check_counts(store);
        assert_eq!(store.view_counts().unwrap().all.unread, 2_000);
    }
}
