//! A story as it stands before a change: the facets it is counted under.

use rusqlite::Connection;
use rusqlite::OptionalExtension;
use rusqlite::Row;
use rusqlite::params;

use super::codec;
use super::facet;
use super::facet::Facet;
use super::facet::Kind;
use super::facet::Subject;
use super::facet::Tally;
use super::facts::Facts;
use super::feeds;
use crate::model::Analysis;
use crate::model::Correction;
use crate::model::CorrectionId;
use crate::model::StoryId;
use crate::model::corrected;

/// What a change of a story must know.
pub(super) struct Standing {
    pub(super) subject: Subject,
    pub(super) title: String,
    pub(super) complete: bool,
    pub(super) saved_at: Option<i64>,
    pub(super) notes: u32,
    pub(super) labels: Vec<String>,
    pub(super) incident: Option<i64>,
    /// The facets that follow from the text.
    pub(super) of_text: Vec<Facet>,
    /// All others.
    pub(super) of_marks: Vec<Facet>,
}

impl Standing {
    /// Every facet that the story is counted under.
    pub(super) fn facets(&self) -> Vec<Facet> {
        let mut facets = self.of_text.clone();
        facets.extend_from_slice(&self.of_marks);
        facets.push((Kind::All, String::new()));
        facets
    }
}

/// Reads how a story stands; `None` if there is none of this number.
pub(super) fn read(db: &Connection, id: StoryId) -> rusqlite::Result<Option<Standing>> {
    db.prepare_cached(
        "SELECT id, published_at, read, title, complete, saved_at, notes, labels, incident_id,
                facts, lang, feed_id, sample
         FROM story WHERE id = ?1",
    )?
    .query_row([id.0], standing)
    .optional()
}

fn standing(row: &Row<'_>) -> rusqlite::Result<Standing> {
    let facts: Facts = codec::from_json(row.get_ref("facts")?.as_str()?)?;
    let labels: Vec<String> = codec::from_json(row.get_ref("labels")?.as_str()?)?;
    let lang: String = row.get("lang")?;
    let saved_at: Option<i64> = row.get("saved_at")?;
    let notes: u32 = row.get("notes")?;
    let incident: Option<i64> = row.get("incident_id")?;
    let mut of_marks = vec![feeds::facet(row.get("feed_id")?)];
    of_marks.extend(labels.iter().map(|label| (Kind::Label, facet::folded(label))));
    of_marks.extend(saved_at.map(|_| (Kind::Saved, String::new())));
    of_marks.extend((notes > 0).then(|| (Kind::Noted, String::new())));
    of_marks.extend(incident.map(|id| (Kind::Incident, id.to_string())));
    of_marks.extend(row.get::<_, bool>("sample")?.then(|| (Kind::Sample, String::new())));
    Ok(Standing {
        subject: Subject {
            id: row.get("id")?,
            published_at: row.get("published_at")?,
            read: row.get("read")?,
        },
        title: row.get("title")?,
        complete: row.get("complete")?,
        saved_at,
        notes,
        labels,
        incident,
        of_text: facet::of_facts(&facts, &lang),
        of_marks,
    })
}

/// Reads the corrections of a story, oldest first.
pub(super) fn corrections(
    db: &Connection,
    id: StoryId,
) -> rusqlite::Result<Vec<(CorrectionId, Correction)>> {
    db.prepare_cached("SELECT id, body FROM correction WHERE story_id = ?1 ORDER BY id")?
        .query_map([id.0], |row| {
            let body = codec::from_json(row.get_ref(1)?.as_str()?)?;
            Ok((CorrectionId(row.get(0)?), body))
        })?
        .collect()
}

/// Applies the corrections of a story to what the machine read in its text.
pub(super) fn with_corrections(
    db: &Connection,
    id: StoryId,
    text: &str,
    machine: Analysis,
) -> rusqlite::Result<Analysis> {
    let corrections = corrections(db, id)?;
    if corrections.is_empty() {
        return Ok(machine);
    }
    let corrections: Vec<Correction> = corrections.into_iter().map(|(_, body)| body).collect();
    Ok(corrected(&machine, text, &corrections))
}

/// Writes the machine's analysis of `text`, and moves the story to the facets that follow
/// from it and from the reader's corrections.
pub(super) fn put_analysis(
    db: &Connection,
    before: &Standing,
    text: &str,
    analysis: &Analysis,
) -> rusqlite::Result<()> {
    let id = before.subject.id;
    db.prepare_cached("UPDATE article SET analysis = ?2 WHERE story_id = ?1")?
        .execute(params![id, codec::pack_json(analysis)])?;
    put_facts(db, before, text, analysis)
}

/// Moves a story to the facets that follow from an analysis and the reader's corrections.
pub(super) fn put_facts(
    db: &Connection,
    before: &Standing,
    text: &str,
    machine: &Analysis,
) -> rusqlite::Result<()> {
    let id = before.subject.id;
    let facts = Facts::of(&with_corrections(db, StoryId(id), text, machine.clone())?);
    let lang = machine.language.clone().unwrap_or_default();
    db.prepare_cached(
        "UPDATE story SET facts = ?2, claims = ?3, lang = ?4, lexicon = ?5 WHERE id = ?1",
    )?
    .execute(params![id, codec::json(&facts), facts.claims, lang, machine.lexicon])?;
    let after = facet::of_facts(&facts, &lang);
    let gone: Vec<Facet> =
        before.of_text.iter().filter(|facet| !after.contains(facet)).cloned().collect();
    let mut tally = Tally::default();
    facet::remove(db, before.subject, &gone, &mut tally)?;
    facet::add(db, before.subject, &after, &mut tally)?;
    tally.write(db)
}
