//! What the invented newsroom keeps: a dossier, a note, an older text.

use demarche::app::diff::Reading;
use demarche::app::dossiers::{Entry, Part};
use demarche::model::{
    Analysis, Anchor, Annotation, AnnotationId, Dossier, DossierId, Highlight, Span, Story, StoryId,
};

/// A dossier with a summary.
pub(crate) fn dossier() -> Dossier {
    Dossier {
        id: DossierId(1),
        name: "Baltic cables".into(),
        summary: "Who says what of the cables, and in whose words.".into(),
        query: String::new(),
        stories: 4,
        created_at: "2026-11-24T12:00:00Z".parse().unwrap(),
    }
}

/// A dossier of all stories, under two headings, the first with a note.
pub(crate) fn part(stories: &[Story]) -> Part {
    let entry = |(at, story): (usize, &Story)| Entry {
        row: story.row.clone(),
        section: ["First week", "First week", "Later", "Later"][at].into(),
        notes: if at == 0 { noted(story) } else { story.annotations.clone() },
    };
    let entries = stories.iter().enumerate().map(entry).collect();
    Part { offset: 0, total: stories.len() as u64, entries }
}

/// The text of a story, and one before it with other words.
pub(crate) fn readings(stories: &[Story], id: StoryId) -> Vec<Reading> {
    let story = stories.iter().find(|story| story.row.id == id).unwrap();
    let claimless = Analysis { claims: Vec::new(), ..story.analysis.clone() };
    let now = Reading {
        until: None,
        title: story.row.title.clone(),
        text: story.article.text.clone(),
        analysis: claimless.clone(),
    };
    let text = now.text.replace("We know who did it", "We think it was them");
    let mut analysis = claimless;
    // The older words are two bytes longer.
    for quote in &mut analysis.quotes {
        quote.content = Span::new(quote.content.start(), quote.content.end() + 2);
    }
    let until = Some("2026-11-24T11:00:00Z".parse().unwrap());
    let before = Reading { until, text, analysis, title: now.title.clone() };
    vec![now, before]
}

/// A note on the first words of a story.
fn noted(story: &Story) -> Vec<Annotation> {
    let at = "2026-11-24T12:00:00Z".parse().unwrap();
    vec![Annotation {
        id: AnnotationId(1),
        story_id: story.row.id,
        anchor: Anchor::new(Span::new(0, 6), &story.article.text),
        body: "Ask Oslo for the paper that this stands on, and who has seen it.".into(),
        colour: Highlight::Red,
        created_at: at,
        updated_at: at,
    }]
}
