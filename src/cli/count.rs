//! `demarche stats` and `demarche incidents`: many stories at once.

use std::io::Write;

use jiff::Timestamp;
use serde_json::Map;
use serde_json::Value;
use serde_json::json;

use super::Outcome;
use super::context::Context;
use super::desk::parse_query;
use super::handover_args::CountArgs;
use crate::ledger;
use crate::ledger::Stats;
use crate::ledger::Telling;
use crate::model::ActorCode;
use crate::model::Incident;
use crate::model::Move;

/// Runs `stats`.
pub(crate) fn stats(args: &CountArgs, context: &Context) -> anyhow::Result<Outcome> {
    let stats = ledger::stats(&tellings(args, context)?);
    let mut out = std::io::stdout().lock();
    if args.json {
        writeln!(out, "{:#}", stats_json(&stats))?;
    } else {
        write_stats(&mut out, &stats)?;
    }
    Ok(Outcome::Done)
}

/// Runs `incidents`.
pub(crate) fn incidents(args: &CountArgs, context: &Context) -> anyhow::Result<Outcome> {
    let incidents = ledger::incidents(&tellings(args, context)?);
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    for incident in &incidents {
        if args.json {
            writeln!(out, "{}", incident_json(incident))?;
        } else {
            write_incident(&mut out, incident)?;
        }
    }
    out.flush()?;
    Ok(Outcome::Done)
}

fn tellings(args: &CountArgs, context: &Context) -> anyhow::Result<Vec<Telling>> {
    let filter = parse_query(&args.query.join(" "))?;
    let store = context.open_store()?;
    let mut tellings = Vec::new();
    store.each_story(&filter, Timestamp::now(), |story| {
        tellings.push(Telling {
            story: story.row.id,
            outlet: story.row.feed_title,
            published_at: story.row.published_at,
            title: story.row.title,
            text: story.article.text,
            analysis: story.analysis,
        });
    })?;
    Ok(tellings)
}

fn stats_json(stats: &Stats) -> Value {
    let tag_counts = |tags: &[(crate::model::Tag, usize)]| -> Map<String, Value> {
        tags.iter().map(|(tag, count)| (tag.as_str().to_owned(), (*count).into())).collect()
    };
    json!({
        "stories": stats.stories,
        "pairs": stats.pairs.iter().map(|pair| json!({
            "source": pair.source,
            "target": pair.target,
            "stories": pair.stories,
            "claims": pair.claims,
            "denied": pair.denied,
        })).collect::<Vec<_>>(),
        "days": stats.days.iter().map(|day| json!({
            "day": day.day.to_string(),
            "stories": day.stories,
            "tags": tag_counts(&day.tags),
        })).collect::<Vec<_>>(),
        "tags": stats.tags.iter().map(|tag| json!({
            "tag": tag.tag.as_str(),
            "claims": tag.claims,
            "stories": tag.stories,
        })).collect::<Vec<_>>(),
    })
}

fn write_stats(out: &mut impl Write, stats: &Stats) -> std::io::Result<()> {
    writeln!(out, "{} stories\n\nwho accuses whom", stats.stories)?;
    for pair in &stats.pairs {
        let denied =
            if pair.denied > 0 { format!(", denied in {}", pair.denied) } else { String::new() };
        writeln!(out, "  {:>4}  {} ▸ {}{denied}", pair.stories, pair.source, pair.target)?;
    }
    writeln!(out, "\nby tag (claims, stories)")?;
    for tag in &stats.tags {
        writeln!(out, "  {:>4} {:>4}  {}", tag.claims, tag.stories, tag.tag.as_str())?;
    }
    writeln!(out, "\nby day")?;
    for day in &stats.days {
        let claims: usize = day.tags.iter().map(|(_, count)| count).sum();
        writeln!(out, "  {}  {} stories, {claims} claims", day.day, day.stories)?;
    }
    Ok(())
}

fn incident_json(incident: &Incident) -> Value {
    json!({
        "id": incident.id,
        "title": incident.title,
        "from": incident.from,
        "to": incident.to,
        "stories": incident.stories,
        "outlets": incident.outlets,
        "independent": incident.independent,
        "origin": incident.origin,
        "moves": incident.moves.iter().map(|made| json!({
            "at": made.at,
            "tag": made.tag.as_str(),
            "source": made.source,
            "target": made.target,
            "story": made.story,
            "answers": made.answers,
        })).collect::<Vec<_>>(),
    })
}

fn write_incident(out: &mut impl Write, incident: &Incident) -> std::io::Result<()> {
    writeln!(out, "{}  {}", incident.id, incident.title)?;
    writeln!(
        out,
        "   {} stories of {} outlets, {} independent; first in {}, {} to {}",
        incident.stories.len(),
        incident.outlets,
        incident.independent,
        incident.origin,
        incident.from.strftime("%Y-%m-%d"),
        incident.to.strftime("%Y-%m-%d"),
    )?;
    for (number, made) in (1..).zip(&incident.moves) {
        writeln!(out, "   {number:>3}  {}", move_line(made))?;
    }
    writeln!(out)
}

fn move_line(made: &Move) -> String {
    let codes =
        |codes: &[ActorCode]| codes.iter().map(ActorCode::as_str).collect::<Vec<_>>().join(", ");
    let about = if made.target.is_empty() {
        String::new()
    } else {
        format!(" ▸ {}", codes(&made.target))
    };
    let answers = made.answers.map_or(String::new(), |place| format!("  answers {}", place + 1));
    let day = made.at.strftime("%m-%d");
    format!("{day}  {:<13} {}{about}{answers}", made.tag.as_str(), codes(&made.source))
}
