//! `demarche dossier`: named sets of stories.

use jiff::Timestamp;
use serde_json::Value;
use serde_json::json;

use super::Context;
use super::Outcome;
use super::args::DossierCommand;
use super::output::Output;
use super::output::Tone;
use super::parse_query;
use super::rows::row_json;
use super::rows::row_line;
use crate::clean;
use crate::model::Condition;
use crate::model::Cursor;
use crate::model::Dossier;
use crate::model::StoryId;
use crate::store::LIST_ROWS_MAX;
use crate::store::Member;
use crate::store::Store;

/// Runs the command.
pub(crate) fn run(command: &DossierCommand, context: &Context) -> anyhow::Result<Outcome> {
    let now = Timestamp::now();
    let mut store = context.open_store()?;
    match command {
        DossierCommand::List { json } => list(&store, *json)?,
        DossierCommand::Show { name, json } => show(&store, name, *json)?,
        DossierCommand::Create { name, query } => {
            if let Some(query) = query {
                parse_query(query)?;
            }
            let id = store.create_dossier(name, now)?;
            if let Some(query) = query {
                let made = store.dossier(name)?;
                debug_assert_eq!(made.id, id, "names are unique");
                store.change_dossier(&Dossier { query: query.clone(), ..made }, now)?;
            }
        }
        DossierCommand::Add { name, stories, section } => {
            let id = store.dossier(name)?.id;
            store.add_to_dossier(id, &ids(stories), section.as_deref().unwrap_or_default(), now)?;
        }
        DossierCommand::Remove { name, stories } => {
            let id = store.dossier(name)?.id;
            if stories.is_empty() {
                store.remove_dossier(id, now)?;
            } else {
                store.remove_from_dossier(id, &ids(stories), now)?;
            }
        }
    }
    Ok(Outcome::Done)
}

fn ids(stories: &[i64]) -> Vec<StoryId> {
    stories.iter().copied().map(StoryId).collect()
}

fn list(store: &Store, json: bool) -> anyhow::Result<()> {
    let mut output = Output::new();
    for dossier in store.dossiers()? {
        if json {
            output.json_line(&dossier_json(&dossier))?;
        } else {
            let count = format!("{:>6}", dossier.stories);
            output.line(&format!("{count}  {}", clean::line(&dossier.name)))?;
        }
    }
    output.finish()?;
    Ok(())
}

fn show(store: &Store, name: &str, json: bool) -> anyhow::Result<()> {
    let dossier = store.dossier(name)?;
    let members = members(store, &dossier)?;
    let mut output = Output::new();
    if json {
        let mut value = dossier_json(&dossier);
        value["members"] = members.iter().map(member_json).collect();
        output.json(&value)?;
    } else {
        output.line(&output.tone(Tone::Bold, &dossier.name))?;
        if !dossier.summary.is_empty() {
            output.prose("", &dossier.summary)?;
        }
        let mut section = String::new();
        for member in &members {
            if member.section != section {
                section.clone_from(&member.section);
                output.line(&output.tone(Tone::Bold, &format!("  {section}")))?;
            }
            output.line(&row_line(&member.row, &Condition::default(), &output))?;
        }
    }
    output.finish()?;
    Ok(())
}

/// The stories of a dossier: its own, or those that its query lists.
fn members(store: &Store, dossier: &Dossier) -> anyhow::Result<Vec<Member>> {
    let mut members = Vec::new();
    if dossier.query.is_empty() {
        loop {
            let offset = u32::try_from(members.len())?;
            let page = store.members(dossier.id, offset, LIST_ROWS_MAX)?;
            let last = page.len() < LIST_ROWS_MAX as usize;
            members.extend(page);
            if last {
                return Ok(members);
            }
        }
    }
    let filter = parse_query(&dossier.query)?;
    let now = Timestamp::now();
    let mut after = None;
    loop {
        let rows = store.list(&filter, now, after, LIST_ROWS_MAX)?;
        after = rows.last().map(|row| Cursor { published_at: row.published_at, id: row.id });
        let last = rows.len() < LIST_ROWS_MAX as usize;
        members.extend(rows.into_iter().map(|row| Member { row, section: String::new() }));
        if last {
            return Ok(members);
        }
    }
}

fn dossier_json(dossier: &Dossier) -> Value {
    json!({
        "id": dossier.id.0,
        "name": dossier.name,
        "summary": dossier.summary,
        "query": dossier.query,
        "stories": dossier.stories,
        "created_at": dossier.created_at.to_string(),
    })
}

fn member_json(member: &Member) -> Value {
    let mut json = row_json(&member.row);
    json["section"] = member.section.as_str().into();
    json
}
