//! Saves what can be read of a damaged database, and what the reader typed from its journal.

use std::path::Path;
use std::path::PathBuf;

use jiff::Timestamp;
use rusqlite::Connection;
use rusqlite::OpenFlags;
use rusqlite::params_from_iter;
use rusqlite::types::Value;

use super::StoreError;
use super::facet;
use super::facet::Kind;
use super::facet::Tally;
use super::migrations;
use super::record;
use super::replay;
use super::rescue;
use super::search;
use super::standing;
use super::story;
use crate::model::StoryId;

/// The tables that are copied, in an order in which rows find what they refer to.
const TABLES: &[&str] = &[
    "feed",
    "feed_url",
    "story",
    "story_key",
    "article",
    "story_version",
    "snapshot",
    "annotation",
    "dossier",
    "dossier_story",
    "correction",
    "step",
    "view",
    "setting",
];
/// Rows that refer to stories; where the story is lost they are brought back by the journal.
const ORPHANS: &str = "
    DELETE FROM story WHERE feed_id NOT IN (SELECT id FROM feed);
    DELETE FROM story_key WHERE story_id NOT IN (SELECT id FROM story);
    DELETE FROM article WHERE story_id NOT IN (SELECT id FROM story);
    DELETE FROM story_version WHERE story_id NOT IN (SELECT id FROM story);
    DELETE FROM snapshot WHERE story_id NOT IN (SELECT id FROM story);
    DELETE FROM annotation WHERE story_id NOT IN (SELECT id FROM story);
    DELETE FROM correction WHERE story_id NOT IN (SELECT id FROM story);
    DELETE FROM dossier_story WHERE story_id NOT IN (SELECT id FROM story)
        OR dossier_id NOT IN (SELECT id FROM dossier);";

/// What a recovery brought back.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Recovery {
    /// Where the damaged file is now; empty if the database was only missing.
    pub moved_to: PathBuf,
    /// How many stories could be read.
    pub stories: usize,
    /// How many notes there are.
    pub notes: usize,
}

/// Makes a new database of what can be read in `path` and its journal, moves the damaged one
/// aside, and puts the new one in its place.
pub(super) fn recover(path: &Path, now: Timestamp) -> Result<Recovery, StoreError> {
    let failed = StoreError::when("be recovered");
    let fresh = beside(path, ".rebuilding");
    remove(&fresh)?;
    let mut db = Connection::open(&fresh).map_err(&failed)?;
    migrations::apply(&mut db, &fresh)?;
    let change = db.transaction().map_err(&failed)?;
    salvage(&change, path);
    change.execute_batch(ORPHANS).map_err(&failed)?;
    index(&change).map_err(&failed)?;
    replay::replay(&change, &rescue::read(path)).map_err(&failed)?;
    let count = |table: &str| {
        change.query_row(&format!("SELECT count(*) FROM {table}"), [], |row| row.get::<_, i64>(0))
    };
    let (stories, notes) =
        (count("story").map_err(&failed)?, count("annotation").map_err(&failed)?);
    change.commit().map_err(&failed)?;
    drop(db);
    let moved_to = if path.exists() { set_aside(path, now)? } else { PathBuf::new() };
    rename(&fresh, path)?;
    Ok(Recovery {
        moved_to,
        stories: usize::try_from(stories).unwrap_or(0),
        notes: usize::try_from(notes).unwrap_or(0),
    })
}

/// Moves a damaged database with its log to `….corrupt-DATE`.
fn set_aside(path: &Path, now: Timestamp) -> Result<PathBuf, StoreError> {
    let stamp = now.strftime("%Y%m%dT%H%M%S").to_string();
    let mut aside = beside(path, &format!(".corrupt-{stamp}"));
    let mut number = 1;
    while aside.exists() {
        aside = beside(path, &format!(".corrupt-{stamp}-{number}"));
        number += 1;
    }
    for ending in ["", "-wal", "-shm"] {
        let (from, to) = (beside(path, ending), beside(&aside, ending));
        if from.exists() {
            rename(&from, &to)?;
        }
    }
    Ok(aside)
}

fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(ending);
    name.into()
}

fn rename(from: &Path, to: &Path) -> Result<(), StoreError> {
    std::fs::rename(from, to).map_err(|source| StoreError::File { path: to.to_owned(), source })
}

fn remove(path: &Path) -> Result<(), StoreError> {
    for ending in ["", "-wal", "-shm", "-journal"] {
        let path = beside(path, ending);
        match std::fs::remove_file(&path) {
            Err(source) if source.kind() != std::io::ErrorKind::NotFound => {
                return Err(StoreError::File { path, source });
            }
            Ok(()) | Err(_) => {}
        }
    }
    Ok(())
}

/// Copies every row that can be read. Nothing here fails: what cannot be read is lost.
fn salvage(db: &Connection, damaged: &Path) {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let Ok(old) = Connection::open_with_flags(damaged, flags) else { return };
    if db.execute_batch("PRAGMA defer_foreign_keys = ON").is_err() {
        return;
    }
    for table in TABLES {
        for order in ["", " DESC"] {
            // A scan ends at the first page that is broken; from the other end it may get on.
            if copy(db, &old, table, order).unwrap_or(false) {
                break;
            }
        }
    }
}

/// Copies the rows of a table in one direction; returns whether it came to the end.
fn copy(db: &Connection, old: &Connection, table: &str, order: &str) -> rusqlite::Result<bool> {
    let known = columns(db, table)?;
    let there = columns(old, table)?;
    let shared: Vec<&str> =
        known.iter().filter(|name| there.contains(name)).map(String::as_str).collect();
    let key = if matches!(table, "story_key" | "dossier_story" | "view" | "setting") {
        "1"
    } else {
        "rowid"
    };
    let list = shared.join(", ");
    let places: Vec<String> = (1..=shared.len()).map(|place| format!("?{place}")).collect();
    let sql = format!("INSERT OR IGNORE INTO {table} ({list}) VALUES ({})", places.join(", "));
    let mut insert = db.prepare(&sql)?;
    let mut select = old.prepare(&format!("SELECT {list} FROM {table} ORDER BY {key}{order}"))?;
    let mut rows = select.query([])?;
    loop {
        match rows.next() {
            Ok(None) => return Ok(true),
            Err(_) => return Ok(false),
            Ok(Some(row)) => {
                let values = (0..shared.len()).map(|place| row.get::<_, Value>(place));
                // A value that breaks a rule of the table is damage too.
                if let Ok(values) = values.collect::<rusqlite::Result<Vec<Value>>>() {
                    let _ = insert.execute(params_from_iter(values));
                }
            }
        }
    }
}

fn columns(db: &Connection, table: &str) -> rusqlite::Result<Vec<String>> {
    db.prepare("SELECT name FROM pragma_table_info(?1)")?
        .query_map([table], |row| row.get(0))?
        .collect()
}

/// Makes the indices that are not copied: full text, facets, counts.
pub(super) fn index(db: &Connection) -> rusqlite::Result<()> {
    db.execute_batch(
        "DELETE FROM facet; DELETE FROM facet_count;
         INSERT INTO story_fts (story_fts) VALUES ('delete-all');
         INSERT INTO annotation_fts (annotation_fts) VALUES ('delete-all');
         UPDATE story SET notes = (SELECT count(*) FROM annotation WHERE story_id = story.id);",
    )?;
    let mut tally = Tally::default();
    let mut ids = db.prepare("SELECT id FROM story")?;
    let ids: Vec<i64> = ids.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    for id in ids {
        let Ok(Some(before)) = standing::read(db, StoryId(id)) else {
            db.execute("UPDATE story SET facts = '{}', labels = '[]' WHERE id = ?1", [id])?;
            continue;
        };
        facet::add(db, before.subject, &before.of_text, &mut tally)?;
        facet::add(db, before.subject, &before.of_marks, &mut tally)?;
        tally.count((Kind::All, String::new()), 1, i64::from(!before.subject.read));
        if let Ok(text) = story::read_text(db, StoryId(id)) {
            record::index_text(db, id, &before.title, &text)?;
        } else {
            record::put_bare_article(db, id, &before.title)?;
        }
    }
    tally.write(db)?;
    let mut notes = db.prepare("SELECT id, body FROM annotation")?;
    let mut rows = notes.query([])?;
    while let Some(row) = rows.next()? {
        let (id, body): (i64, String) = (row.get(0)?, row.get(1)?);
        db.execute(
            "INSERT INTO annotation_fts (rowid, body) VALUES (?1, ?2)",
            rusqlite::params![id, search::fold(&body)],
        )?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::super::Store;
    use super::super::tests::Fixture;
    use super::super::tests::now;
    use super::super::tests::story;
    use super::*;
    use crate::model::Condition;
    use crate::model::Filter;
    use crate::model::Highlight;
    use crate::model::Role;

    /// The size of a page of the database, in bytes.
    const PAGE_BYTES: usize = 4096;

    /// A newsroom in which the reader has left a trace of each kind on the first story.
    fn newsroom() -> Fixture {
        let mut fixture = Fixture::new();
        let feed = fixture.feed("herald");
        let stories: Vec<_> = (0..60)
            .map(|number| story(&format!("Story {number}"), number, &[("NZ", Role::Accuser)]))
            .collect();
        fixture.record(feed, &stories);
        let first = StoryId(1);
        let store = &mut fixture.store;
        store.save(&[first], true, now()).unwrap();
        store.add_note(first, None, ("who says so?", Highlight::Red), now()).unwrap();
        store.add_labels(&[first], &["to check"], now()).unwrap();
        let dossier = store.create_dossier("Harbour", now()).unwrap();
        store.add_to_dossier(dossier, &[first], "opening", now()).unwrap();
        let gone = store.add_note(first, None, ("a slip", Highlight::Red), now()).unwrap();
        store.remove_note(gone, now()).unwrap();
        fixture.store.db.execute_batch("PRAGMA wal_checkpoint(TRUNCATE)").unwrap();
        fixture
    }

    /// What must be there whatever happened to the file.
    fn check_traces(store: &Store) {
        let id = store.list(&Filter::default(), now(), None, 1).unwrap()[0].id;
        let story = store.story(id).unwrap();
        let notes: Vec<_> = story.annotations.iter().map(|note| note.body.as_str()).collect();
        assert_eq!((story.row.title.as_str(), notes), ("Story 0", vec!["who says so?"]));
        assert!(story.row.saved);
        assert_eq!(story.row.labels, ["to check"]);
        let dossier = store.dossier("harbour").unwrap();
        let members = store.members(dossier.id, 0, 10).unwrap();
        assert_eq!((members[0].row.id, members[0].section.as_str()), (id, "opening"));
        let search = Condition::Note("says".into());
        let found = Filter { condition: search, ..Filter::default() };
        assert_eq!(store.count(&found, now()).unwrap(), 1);
        assert_eq!(store.check().unwrap(), Vec::<String>::new());
    }

    /// A way to spoil a database, and whether the other stories survive it.
    type Spoil = (&'static str, fn(&Path), bool);

    fn spoils() -> Vec<Spoil> {
        vec![
            ("deleted", |path| fs::remove_file(path).unwrap(), false),
            ("emptied", |path| fs::write(path, "").unwrap(), false),
            ("no database", |path| fs::write(path, "not a database ".repeat(500)).unwrap(), false),
            (
                "cut off",
                |path| {
                    let bytes = fs::read(path).unwrap();
                    fs::write(path, &bytes[..bytes.len() / 2]).unwrap();
                },
                false,
            ),
            (
                "schema overwritten",
                |path| {
                    let mut bytes = fs::read(path).unwrap();
                    bytes[100..PAGE_BYTES].fill(0xff);
                    fs::write(path, bytes).unwrap();
                },
                false,
            ),
        ]
    }

    #[test]
    fn a_spoiled_database_is_set_aside_and_notes_come_back() {
        for (name, spoil, all) in spoils() {
            let fixture = newsroom();
            let path = fixture.path();
            let Fixture { folder, store } = fixture;
            drop(store);
            spoil(&path);
            let store = Store::open(&path, now()).unwrap_or_else(|error| panic!("{name}: {error}"));
            let recovery = store.recovery().unwrap_or_else(|| panic!("{name}: not recovered"));
            assert_eq!(recovery.notes, 1, "{name}");
            assert!(recovery.moved_to.as_os_str().is_empty() || recovery.moved_to.exists());
            check_traces(&store);
            let stories = store.count(&Filter::default(), now()).unwrap();
            assert!(stories == 60 || !all, "{name}: {stories} stories");
            drop(store);
            assert_eq!(Store::open(&path, now()).unwrap().recovery(), None, "{name}: once");
            drop(folder);
        }
    }

    #[test]
    fn a_flipped_page_is_found_by_the_check_and_most_stories_are_saved() {
        let fixture = newsroom();
        let path = fixture.path();
        let root: i64 = fixture
            .store
            .db
            .query_row("SELECT rootpage FROM sqlite_schema WHERE name = 'facet'", [], |row| {
                row.get(0)
            })
            .unwrap();
        let Fixture { folder, store } = fixture;
        drop(store);
        let mut bytes = fs::read(&path).unwrap();
        let start = (usize::try_from(root).unwrap() - 1) * PAGE_BYTES;
        bytes[start..start + PAGE_BYTES].fill(0xa5);
        fs::write(&path, bytes).unwrap();
        let store = Store::open(&path, now()).unwrap();
        assert_eq!(store.recovery(), None, "nothing is seen of it at the start");
        assert!(!store.check().unwrap().is_empty());
        drop(store);
        let store = Store::open(&path, now()).unwrap();
        assert_eq!(store.recovery().map(|found| (found.stories, found.notes)), Some((60, 1)));
        check_traces(&store);
        drop(folder);
    }

    #[test]
    fn the_journal_is_written_anew_from_the_database() {
        let fixture = newsroom();
        rescue::rewrite(&fixture.store.db, &fixture.path()).unwrap();
        let path = fixture.path();
        let Fixture { folder, store } = fixture;
        drop(store);
        fs::remove_file(&path).unwrap();
        check_traces(&Store::open(&path, now()).unwrap());
        drop(folder);
    }

    #[test]
    fn a_note_on_a_deleted_database_is_said_to_be_in_the_journal() {
        let mut fixture = newsroom();
        for ending in ["", "-wal", "-shm"] {
            let _ = fs::remove_file(beside(&fixture.path(), ending));
        }
        let note = fixture.store.add_note(StoryId(2), None, ("late", Highlight::Red), now());
        assert!(matches!(note, Err(StoreError::Vanished { .. })), "{note:?}");
        let store = Store::open(&fixture.path(), now()).unwrap();
        assert_eq!(store.recovery().map(|found| found.notes), Some(2));
    }
}
