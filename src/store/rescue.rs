//! A second copy of what the reader types: a line a step, in a file beside the database.
//!
//! A database can be damaged, deleted or cut to nothing. The journal is plain text, is only
//! ever added to, and names stories by feed, identity and headline, so that notes find their
//! stories again in another database.

use std::collections::BTreeMap;
use std::fs::File;
use std::fs::OpenOptions;
use std::io::BufRead;
use std::io::BufReader;
use std::io::Write;
use std::path::Path;
use std::path::PathBuf;

use rusqlite::Connection;
use rusqlite::OptionalExtension;
use rusqlite::params;
use serde::Deserialize;
use serde::Serialize;

use super::codec;
use super::op::DossierValue;
use super::op::NoteValue;
use super::op::Op;
use crate::model::Correction;

/// The longest line that is read back, in bytes: a note of 1 MiB, escaped.
const LINE_BYTES_MAX: usize = 8 * 1024 * 1024;
/// How many identities of a story are written: feeds give two or three.
const KEYS_MAX: u32 = 8;
/// Above this size the journal is written anew from the database at the next start.
pub(super) const JOURNAL_BYTES_MAX: u64 = 4 * 1024 * 1024;

/// A story as the journal names it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Named {
    pub(super) id: i64,
    pub(super) feed: String,
    pub(super) feed_title: String,
    pub(super) title: String,
    pub(super) link: String,
    pub(super) published_at: i64,
    pub(super) keys: Vec<i64>,
}

/// One line: steps, and the stories that they are about.
#[derive(Debug, Serialize, Deserialize)]
struct Line {
    ops: Vec<Op>,
    stories: Vec<Named>,
}

/// What the journal says at its end.
#[derive(Debug, Default)]
pub(super) struct Kept {
    pub(super) stories: BTreeMap<i64, Named>,
    pub(super) saved: BTreeMap<i64, i64>,
    pub(super) labels: BTreeMap<i64, Vec<String>>,
    pub(super) notes: BTreeMap<i64, NoteValue>,
    pub(super) dossiers: BTreeMap<i64, DossierValue>,
    pub(super) members: BTreeMap<i64, Vec<(i64, String)>>,
    pub(super) corrections: BTreeMap<i64, (i64, Correction, i64)>,
}

/// Returns where the journal of a database is.
pub(super) fn journal_path(database: &Path) -> PathBuf {
    let mut path = database.as_os_str().to_owned();
    path.push(".notes");
    path.into()
}

/// Adds steps to the journal and waits until they are on the disk.
///
/// Called while the database is locked for writing, so that the order of lines is the order
/// of commits. What the database then refuses is in the journal all the same: the reader
/// typed it.
pub(super) fn append(db: &Connection, database: &Path, ops: &[Op]) -> std::io::Result<()> {
    let ops: Vec<Op> = ops
        .iter()
        .filter(|op| !matches!(op, Op::Read { .. } | Op::Samples { .. }))
        .cloned()
        .collect();
    if ops.is_empty() {
        return Ok(());
    }
    let mut stories: Vec<i64> = ops.iter().flat_map(Op::stories).collect();
    stories.sort_unstable();
    stories.dedup();
    let stories = stories.into_iter().filter_map(|id| name(db, id).ok().flatten()).collect();
    let mut line = codec::json(&Line { ops, stories });
    line.push('\n');
    let mut file = OpenOptions::new().create(true).append(true).open(journal_path(database))?;
    file.write_all(line.as_bytes())?;
    file.sync_data()
}

fn name(db: &Connection, id: i64) -> rusqlite::Result<Option<Named>> {
    let keys = db
        .prepare_cached("SELECT key FROM story_key WHERE story_id = ?1 LIMIT ?2")?
        .query_map(params![id, KEYS_MAX], |row| row.get(0))?
        .collect::<rusqlite::Result<Vec<i64>>>()?;
    db.prepare_cached(
        "SELECT f.url, f.title, s.title, s.link, s.published_at
         FROM story AS s JOIN feed AS f ON f.id = s.feed_id WHERE s.id = ?1",
    )?
    .query_row([id], |row| {
        Ok(Named {
            id,
            feed: row.get(0)?,
            feed_title: row.get(1)?,
            title: row.get(2)?,
            link: row.get(3)?,
            published_at: row.get(4)?,
            keys,
        })
    })
    .optional()
}

/// Reads the journal; lines that cannot be read are passed over, as the last one after a crash.
pub(super) fn read(database: &Path) -> Kept {
    let mut kept = Kept::default();
    let Ok(file) = File::open(journal_path(database)) else { return kept };
    let mut reader = BufReader::new(file);
    let mut bytes = Vec::new();
    while let Ok(count) = reader.read_until(b'\n', &mut bytes) {
        if count == 0 {
            break;
        }
        if bytes.len() <= LINE_BYTES_MAX
            && let Ok(line) = serde_json::from_slice::<Line>(&bytes)
        {
            for story in line.stories {
                kept.stories.insert(story.id, story);
            }
            line.ops.into_iter().for_each(|op| kept.follow(op));
        }
        bytes.clear();
    }
    kept
}

impl Kept {
    /// Returns whether nothing is kept.
    pub(super) fn is_empty(&self) -> bool {
        self.saved.is_empty()
            && self.labels.is_empty()
            && self.notes.is_empty()
            && self.dossiers.is_empty()
            && self.corrections.is_empty()
    }

    fn follow(&mut self, op: Op) {
        match op {
            Op::Read { .. } | Op::Samples { .. } => {}
            Op::Saved { story, at } => set(&mut self.saved, story, at),
            Op::Labels { story, labels } => {
                set(&mut self.labels, story, (!labels.is_empty()).then_some(labels));
            }
            Op::Note { id, value } => set(&mut self.notes, id, value),
            Op::Dossier { id, value } => set(&mut self.dossiers, id, value),
            Op::Correction { id, value } => set(&mut self.corrections, id, value),
            Op::Member { dossier, story, place } => {
                let members = self.members.entry(dossier).or_default();
                members.retain(|(member, _)| *member != story);
                if let Some((place, section)) = place {
                    let place = usize::try_from(place).unwrap_or(0).min(members.len());
                    members.insert(place, (story, section));
                }
            }
        }
    }
}

fn set<T>(map: &mut BTreeMap<i64, T>, key: i64, value: Option<T>) {
    match value {
        Some(value) => {
            map.insert(key, value);
        }
        None => {
            map.remove(&key);
        }
    }
}

/// Writes the journal anew from what the database holds, in place of the old one.
pub(super) fn rewrite(db: &Connection, database: &Path) -> std::io::Result<()> {
    let ops = all(db).map_err(std::io::Error::other)?;
    let path = journal_path(database);
    let mut fresh = path.as_os_str().to_owned();
    fresh.push(".new");
    let fresh = PathBuf::from(fresh);
    let mut file = File::create(&fresh)?;
    for op in ops {
        let stories = op.stories().into_iter();
        let stories = stories.filter_map(|id| name(db, id).ok().flatten()).collect();
        writeln!(file, "{}", codec::json(&Line { ops: vec![op], stories }))?;
    }
    file.sync_all()?;
    std::fs::rename(fresh, path)
}

/// Everything that the reader keeps, as steps that make it.
fn all(db: &Connection) -> rusqlite::Result<Vec<Op>> {
    let mut ops = Vec::new();
    let mut saved = db.prepare("SELECT id, saved_at FROM story WHERE saved_at IS NOT NULL")?;
    for row in saved.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))? {
        let (story, at) = row?;
        ops.push(Op::Saved { story, at });
    }
    let mut labels = db.prepare("SELECT id, labels FROM story WHERE labels <> '[]'")?;
    for row in labels.query_map([], |row| Ok((row.get(0)?, row.get::<_, String>(1)?)))? {
        let (story, labels) = row?;
        ops.push(Op::Labels { story, labels: codec::from_json(&labels)? });
    }
    for (table, make) in MAKERS {
        let mut ids = db.prepare(&format!("SELECT id FROM {table} ORDER BY id"))?;
        for id in ids.query_map([], |row| row.get(0))? {
            ops.extend(make(db, id?)?);
        }
    }
    let mut members = db.prepare(
        "SELECT dossier_id, story_id, position, section FROM dossier_story
         ORDER BY dossier_id, position",
    )?;
    for row in members.query_map([], |row| {
        Ok(Op::Member {
            dossier: row.get(0)?,
            story: row.get(1)?,
            place: Some((row.get(2)?, row.get(3)?)),
        })
    })? {
        ops.push(row?);
    }
    Ok(ops)
}

/// Reads one row as the step that makes it.
type Maker = fn(&Connection, i64) -> rusqlite::Result<Option<Op>>;

const MAKERS: [(&str, Maker); 3] = [
    ("annotation", |db, id| {
        Ok(super::op::read_note(db, id)?.map(|value| Op::Note { id, value: Some(value) }))
    }),
    ("dossier", |db, id| {
        Ok(super::op::read_dossier(db, id)?.map(|value| Op::Dossier { id, value: Some(value) }))
    }),
    ("correction", |db, id| {
        Ok(super::op::read_correction(db, id)?
            .map(|value| Op::Correction { id, value: Some(value) }))
    }),
];
