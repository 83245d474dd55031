//! A row of the list, as JSON and as a line of text.

use serde_json::Value;
use serde_json::json;
use unicode_width::UnicodeWidthStr;

use super::output::Output;
use super::output::Tone;
use super::output::cut;
use crate::clean;
use crate::model::ActorCode;
use crate::model::Condition;
use crate::model::StoryRow;
use crate::model::Tag;

/// How many columns the outlet's name gets.
const OUTLET_COLUMNS: usize = 16;

/// Renders a row in the shape of `list --json`.
pub(crate) fn row_json(row: &StoryRow) -> Value {
    json!({
        "id": row.id.0,
        "title": row.title,
        "link": row.link,
        "feed": row.feed_title,
        "feed_id": row.feed_id.0,
        "published": row.published_at.to_string(),
        "read": row.read,
        "saved": row.saved,
        "countries": row.countries,
        "accusers": row.accusers,
        "accused": row.accused,
        "deniers": row.deniers,
        "pairs": row.pairs.iter().map(|pair| format!("{}>{}", pair.source, pair.target)).collect::<Vec<_>>(),
        "tags": row.tags.iter().map(|tag| tag.as_str()).collect::<Vec<_>>(),
        "groups": row.groups,
        "labels": row.labels,
        "notes": row.notes,
        "sample": row.sample,
        "revised": row.revised,
        "incident": row.incident,
    })
}

/// Renders a row as a line: number, day, marks, outlet, who accuses whom, headline.
///
/// Of the pairs, those that `condition` asks for come first.
pub(crate) fn row_line(row: &StoryRow, condition: &Condition, output: &Output) -> String {
    let marks = marks(row);
    let outlet = cut(&clean::line(&row.feed_title), OUTLET_COLUMNS);
    let outlet_gap = " ".repeat(OUTLET_COLUMNS.saturating_sub(outlet.width()));
    let day = row.published_at.strftime("%Y-%m-%d").to_string();
    let actors = actors(row, condition);
    let head = format!("{:>6}  {day} {marks} ", row.id.0);
    let used = head.width() + OUTLET_COLUMNS + actors.width() + 4;
    let title = cut(&clean::line(&row.title), output.room(used, OUTLET_COLUMNS));
    let title = if row.read { title } else { output.tone(Tone::Bold, &title) };
    let accuses = row.tags.contains(&Tag::Accusation);
    let tone = if accuses { Tone::Red } else { Tone::Yellow };
    let actors =
        if actors.is_empty() { actors } else { format!("{} ", output.tone(tone, &actors)) };
    format!("{head} {}{outlet_gap}  {actors}{title}", output.tone(Tone::Dim, &outlet))
}

/// Unread, saved, noted, revised, sample: one letter each.
fn marks(row: &StoryRow) -> String {
    let mark = |on: bool, sign: char| if on { sign } else { ' ' };
    [
        mark(!row.read, '•'),
        mark(row.saved, 's'),
        mark(row.notes > 0, 'n'),
        mark(row.revised, 'r'),
        mark(row.sample, 'S'),
    ]
    .into_iter()
    .collect()
}

/// Who accuses whom, or the countries if nobody does.
fn actors(row: &StoryRow, condition: &Condition) -> String {
    let pairs: Vec<String> = row
        .pairs_for(condition)
        .into_iter()
        .filter(|pair| pair.source.is_state() && pair.target.is_state())
        .take(2)
        .map(|pair| format!("{}▸{}", pair.source, pair.target))
        .collect();
    if !pairs.is_empty() {
        return pairs.join(" ");
    }
    let codes: Vec<&str> = row.countries.iter().take(3).map(ActorCode::as_str).collect();
    codes.join(" ")
}
