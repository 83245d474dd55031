//! A document with everything in it, for tests of the formats.

use jiff::Timestamp;

use crate::model::ActorCode;
use crate::model::Analysis;
use crate::model::Anchor;
use crate::model::Annotation;
use crate::model::AnnotationId;
use crate::model::Article;
use crate::model::Claim;
use crate::model::CountrySeen;
use crate::model::Document;
use crate::model::Exhibit;
use crate::model::FeedClass;
use crate::model::FeedId;
use crate::model::FeedSource;
use crate::model::GroupSeen;
use crate::model::Highlight;
use crate::model::Modality;
use crate::model::Polarity;
use crate::model::Quote;
use crate::model::QuoteKind;
use crate::model::Role;
use crate::model::Span;
use crate::model::Speaker;
use crate::model::Story;
use crate::model::StoryId;
use crate::model::StoryRow;
use crate::model::Tag;

/// What a hostile feed puts wherever text may stand.
pub(super) const HOSTILE: &[&str] = &[
    "<script>alert(1)</script>",
    "\"><img src=x onerror=alert(1)>",
    "[x](javascript:alert(1))",
    "=HYPERLINK(\"http://evil.example\",\"x\")",
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "a: b\n---\nadmin: true",
    "```\n# heading\n- item | cell",
    "{{ 7 * 7 }}{% for x in y %}",
    "}, \\input{/etc/passwd} $x$ % & # _ ~ ^",
    "]]> <!-- --> <![CDATA[",
    "\u{85}\u{2028}\u{2029}",
    "",
];

pub(super) fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

/// A quiet document: two stories of two outlets, an accusation and the denial that answers it.
pub(super) fn document() -> Document {
    let first = exhibit(
        1,
        "Wellington blames Beijing",
        "New Zealand accused China of an intrusion.\n\n“We know who did it,” Winston Peters said.",
        (Tag::Accusation, "NZ", "CN", "New Zealand accused China of an intrusion."),
    );
    let mut second = exhibit(
        2,
        "Beijing rejects it",
        "China denied the claim of New Zealand.\n\n“We know who did it,” Winston Peters said.",
        (Tag::Denial, "CN", "NZ", "China denied the claim of New Zealand."),
    );
    second.section = "Answers".into();
    second.outlet.country = "CN".into();
    let exhibits = vec![first, second];
    let made_at = at("2026-11-24T12:00:00Z");
    Document {
        title: "Parliament 2021".into(),
        dossier: None,
        query: String::new(),
        made_at,
        exhibits,
    }
}

/// As [`document`], with `text` wherever text from outside or from the reader may stand.
pub(super) fn hostile(text: &str) -> Document {
    let mut document = document();
    document.title = text.to_owned();
    for exhibit in &mut document.exhibits {
        let body = format!("{text}\n\nNew Zealand accused {text} of it.");
        exhibit.story.article = Article::plain(text, &body);
        exhibit.story.row.title = text.to_owned();
        exhibit.story.row.feed_title = text.to_owned();
        exhibit.story.row.labels = vec![text.to_owned()];
        exhibit.story.row.groups = vec![text.to_owned()];
        exhibit.story.byline = text.to_owned();
        exhibit.outlet.title = text.to_owned();
        exhibit.section = text.to_owned();
        let whole = Span::new(0, exhibit.story.article.text.len());
        for quote in &mut exhibit.story.analysis.quotes {
            quote.content = whole;
            if let Some(speaker) = &mut quote.speaker {
                speaker.name = text.to_owned();
                speaker.role = Some(text.to_owned());
            }
        }
        for claim in &mut exhibit.story.analysis.claims {
            claim.evidence = whole;
            claim.cue = whole;
            claim.source = vec![ActorCode::organisation(text)];
        }
        for group in &mut exhibit.story.analysis.groups {
            group.name = text.to_owned();
        }
        for note in &mut exhibit.story.annotations {
            note.body = text.to_owned();
            note.anchor = Anchor::from_parts(text.to_owned(), text.to_owned(), text.to_owned());
        }
    }
    document
}

fn exhibit(id: i64, title: &str, body: &str, claim: (Tag, &str, &str, &str)) -> Exhibit {
    let article = Article::plain(title, body);
    let analysis = analysis(&article.text, claim);
    let published_at = at("2026-11-20T08:00:00Z") + jiff::Span::new().hours(id);
    let row = StoryRow {
        id: StoryId(id),
        title: title.into(),
        link: format!("https://outlet{id}.example/story?a=1&b={id}"),
        feed_id: FeedId(id),
        feed_title: format!("Outlet {id}"),
        published_at,
        read: true,
        saved: true,
        sample: false,
        revised: false,
        countries: vec![ActorCode::state("NZ"), ActorCode::state("CN")],
        accusers: vec![],
        accused: vec![],
        deniers: vec![],
        pairs: vec![],
        tags: vec![claim.0],
        groups: vec!["APT40".into()],
        labels: vec!["to check".into()],
        notes: 2,
        incident: None,
    };
    let annotations = notes(id, &article.text);
    let byline = "A. Reporter".into();
    Exhibit {
        outlet: FeedSource {
            url: format!("https://outlet{id}.example/feed"),
            title: format!("Outlet {id}"),
            country: "NZ".into(),
            lang: "en".into(),
            class: FeedClass::Press,
            ..FeedSource::default()
        },
        story: Story {
            row,
            article,
            complete: true,
            analysis: analysis.clone(),
            byline,
            annotations,
            corrections: Vec::new(),
        },
        section: String::new(),
        published_raw: "Fri, 20 Nov 2026 08:00:00 GMT".into(),
        first_seen_at: published_at,
        saved_at: Some(at("2026-11-21T08:00:00Z")),
        keys: vec![id * 1_000_003],
        machine: analysis,
        corrections: vec![],
        snapshots: vec![],
    }
}

fn notes(id: i64, text: &str) -> Vec<Annotation> {
    let start = text.find("We know").unwrap();
    let anchor = Anchor::new(Span::new(start, start + 7), text);
    let created_at = at("2026-11-22T08:00:00Z");
    let note = |number, anchor, body: &str| Annotation {
        id: AnnotationId(number),
        story_id: StoryId(id),
        anchor,
        body: body.into(),
        colour: Highlight::Green,
        created_at,
        updated_at: created_at,
    };
    vec![note(10 * id, anchor, "Says who?\nAsk the ministry."), note(10 * id + 1, None, "Whole")]
}

fn analysis(text: &str, (tag, source, target, evidence): (Tag, &str, &str, &str)) -> Analysis {
    let find = |words: &str| {
        let start = text.find(words).unwrap();
        Span::new(start, start + words.len())
    };
    let seen = |code: &str, name: &str, role| CountrySeen {
        code: ActorCode::state(code),
        name: name.into(),
        roles: vec![role],
        mentions: 1,
    };
    let claim = Claim {
        tag,
        source: vec![ActorCode::state(source)],
        target: vec![ActorCode::state(target)],
        source_span: None,
        target_span: None,
        evidence: find(evidence),
        cue: find(evidence),
        polarity: Polarity::Asserted,
        modality: Modality::Actual,
        hedge: u8::from(tag == Tag::Denial),
        act: None,
        headline: false,
        answers: vec![],
        rule: "test".into(),
    };
    let quote = Quote {
        content: find("We know who did it,"),
        kind: QuoteKind::Direct,
        scare: false,
        stretches: vec![find("We know who did it,")],
        speaker: Some(Speaker {
            span: find("Winston Peters"),
            name: "Winston Peters".into(),
            role: Some("foreign minister".into()),
            country: Some(ActorCode::state("NZ")),
        }),
        cue: Some(find("said")),
    };
    Analysis {
        title: None,
        language: Some("en".into()),
        lexicon: "test".into(),
        countries: vec![
            seen("NZ", "New Zealand", Role::Accuser),
            seen("CN", "China", Role::Accused),
        ],
        groups: vec![GroupSeen {
            name: "APT40".into(),
            country: Some(ActorCode::state("CN")),
            aliases_seen: vec!["Leviathan".into()],
        }],
        quotes: vec![quote],
        claims: vec![claim],
        ..Analysis::default()
    }
}
