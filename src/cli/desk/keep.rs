//! `demarche save`, `unsave`, `note` and `label`: what the reader puts on stories.

use std::io::Read;

use jiff::Timestamp;

use super::Context;
use super::Misuse;
use super::Outcome;
use super::args::LabelArgs;
use super::args::NoteArgs;
use super::args::StoriesArgs;
use super::output::Output;
use crate::model::Anchor;
use crate::model::Highlight;
use crate::model::Span;
use crate::model::StoryId;

/// The most bytes of a note that are read from standard input: as much as the store keeps.
const NOTE_BYTES_MAX: u64 = 1024 * 1024 + 1;

/// Runs `save` or `unsave`.
pub(crate) fn save(args: &StoriesArgs, saved: bool, context: &Context) -> anyhow::Result<Outcome> {
    let now = Timestamp::now();
    let stories: Vec<StoryId> = args.stories.iter().copied().map(StoryId).collect();
    context.open_store()?.save(&stories, saved, now)?;
    Ok(Outcome::Done)
}

/// Runs `label`.
pub(crate) fn label(args: &LabelArgs, context: &Context) -> anyhow::Result<Outcome> {
    let now = Timestamp::now();
    let stories = [StoryId(args.story)];
    let labels: Vec<&str> = args.labels.iter().map(String::as_str).collect();
    let mut store = context.open_store()?;
    if args.remove {
        store.remove_labels(&stories, &labels, now)?;
    } else {
        store.add_labels(&stories, &labels, now)?;
    }
    Ok(Outcome::Done)
}

/// Runs `note`; prints the number of the note.
pub(crate) fn note(args: &NoteArgs, context: &Context) -> anyhow::Result<Outcome> {
    let now = Timestamp::now();
    let mut store = context.open_store()?;
    let story = StoryId(args.story);
    let anchor = match &args.on {
        None => None,
        Some(words) => Some(anchor(words, &store.story(story)?.article.text)?),
    };
    let mut body = args.text.clone();
    if body == "-" {
        body.clear();
        std::io::stdin().lock().take(NOTE_BYTES_MAX).read_to_string(&mut body)?;
    }
    let body = body.trim_end();
    let id = store.add_note(story, anchor.as_ref(), (body, Highlight::default()), now)?;
    let mut output = Output::new();
    output.line(&id.0.to_string())?;
    output.finish()?;
    Ok(Outcome::Done)
}

/// Finds the place of `words`, which must stand in the text once.
fn anchor(words: &str, text: &str) -> Result<Anchor, Misuse> {
    let mut places = text.match_indices(words).map(|(_, exact)| Span::of(exact, text));
    match (places.next(), places.next()) {
        (Some(place), None) => {
            Anchor::new(place, text).ok_or_else(|| Misuse("--on needs words of the story".into()))
        }
        (Some(_), Some(_)) => Err(Misuse(format!(
            "“{words}” stands in the story more than once; give more of the words around it"
        ))),
        (None, _) => Err(Misuse(format!(
            "“{words}” is not in the story; `demarche show` prints its exact words"
        ))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_note_stands_on_words_that_are_there_once() {
        let text = "It was denied. It was said.";
        assert_eq!(anchor("denied", text).unwrap().exact(), "denied");
        assert!(anchor("It was", text).unwrap_err().to_string().contains("more than once"));
        assert!(anchor("agreed", text).unwrap_err().to_string().contains("not in the story"));
        assert!(anchor("", "x").is_err());
    }
}
