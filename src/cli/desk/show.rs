//! `demarche show`: one story with its analysis and annotations.

use serde_json::Value;
use serde_json::json;

use super::Context;
use super::Outcome;
use super::args::ShowArgs;
use super::output::Output;
use super::output::Tone;
use super::rows::row_json;
use crate::cli::reading;
use crate::export::analysis_json;
use crate::model::Anchor;
use crate::model::Annotation;
use crate::model::Story;
use crate::model::StoryId;

/// Runs the command.
pub(crate) fn run(args: &ShowArgs, context: &Context) -> anyhow::Result<Outcome> {
    let store = context.open_store()?;
    let story = store.story(StoryId(args.story))?;
    let mut output = Output::new();
    if args.json {
        output.json(&story_json(&story))?;
    } else {
        write_story(&story, &mut output)?;
    }
    output.finish()?;
    Ok(Outcome::Done)
}

/// Renders a story in the shape of `show --json`.
fn story_json(story: &Story) -> Value {
    let text = &story.article.text;
    let mut json = row_json(&story.row);
    json["byline"] = story.byline.as_str().into();
    json["complete"] = story.complete.into();
    json["text"] = text.as_str().into();
    json["analysis"] = analysis_json(text, Some(&story.row.title), &story.analysis);
    json["annotations"] = story.annotations.iter().map(annotation_json).collect();
    json
}

fn annotation_json(note: &Annotation) -> Value {
    let anchor = note.anchor.as_ref();
    json!({
        "id": note.id.0,
        "body": note.body,
        "exact": anchor.map(Anchor::exact),
        "prefix": anchor.map(Anchor::prefix),
        "suffix": anchor.map(Anchor::suffix),
        "colour": note.colour.as_str(),
        "created_at": note.created_at.to_string(),
        "updated_at": note.updated_at.to_string(),
    })
}

fn write_story(story: &Story, output: &mut Output) -> std::io::Result<()> {
    let row = &story.row;
    output.line(&output.tone(Tone::Bold, &row.title))?;
    let at = row.published_at.strftime("%Y-%m-%d %H:%M UTC").to_string();
    let about = [row.feed_title.as_str(), &story.byline, &at, &row.link];
    let about: Vec<&str> = about.into_iter().filter(|part| !part.is_empty()).collect();
    output.line(&output.tone(Tone::Dim, &about.join(" · ")))?;
    output.line("")?;
    let text = story.article.text.strip_prefix(row.title.as_str()).unwrap_or(&story.article.text);
    output.prose("", text.trim_start())?;
    reading::write(&story.article.text, &story.analysis, output)?;
    for note in &story.annotations {
        let exact = note
            .anchor
            .as_ref()
            .map_or(String::new(), |anchor| format!(" on “{}”", anchor.exact()));
        output.line("")?;
        output.line(&output.tone(Tone::Bold, &format!("Note {}{exact}", note.id.0)))?;
        output.prose("  ", &note.body)?;
    }
    Ok(())
}
