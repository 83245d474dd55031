//! Incidents of stories made here; `tests/incidents.rs` has those of the bundled ones.

use jiff::Timestamp;

use super::*;
use crate::model::ActorCode;
use crate::model::Analysis;
use crate::model::Claim;
use crate::model::Modality;
use crate::model::Polarity;
use crate::model::Span;
use crate::model::StoryId;
use crate::model::Tag;

const OSLO: &str = "Norway said hackers of the Russian service GRU entered the mail server of the \
    Storting in Oslo and copied messages of eleven members. Prime minister Solberg called the \
    intrusion an attack on parliament. The Police Security Service traced the servers to Pskov.";
const CABLE: &str = "Estonia summoned the envoy of China after an anchor of the freighter Haiyang \
    cut the power cable to Finland near Hanko. Divers found the anchor on the sea bed, and the \
    prosecutor opened an investigation against the captain of the ship.";

fn claim(tag: Tag, source: &str, target: &str) -> Claim {
    Claim {
        tag,
        source: vec![ActorCode::state(source)],
        target: if target.is_empty() { vec![] } else { vec![ActorCode::state(target)] },
        source_span: None,
        target_span: None,
        evidence: Span::new(0, 10),
        cue: Span::new(0, 3),
        polarity: Polarity::Asserted,
        modality: Modality::Actual,
        hedge: 0,
        act: None,
        headline: false,
        answers: vec![],
        rule: "test".into(),
    }
}

fn telling(id: i64, outlet: &str, hours: i64, text: &str, claims: Vec<Claim>) -> Telling {
    let day: Timestamp = "2026-11-20T00:00:00Z".parse().unwrap();
    let (title, _) = text.split_once('.').unwrap();
    Telling {
        story: StoryId(id),
        outlet: outlet.into(),
        published_at: day + jiff::Span::new().hours(hours),
        title: title.into(),
        text: text.into(),
        analysis: Analysis { claims, ..Analysis::default() },
    }
}

#[test]
fn one_event_told_by_several_outlets_is_an_incident() {
    let other = OSLO.replace("called the", "described the").replace("traced", "followed");
    let tellings = [
        telling(1, "A", 0, OSLO, vec![claim(Tag::Accusation, "NO", "RU")]),
        telling(2, "B", 5, &other, vec![claim(Tag::Accusation, "NO", "RU")]),
        telling(3, "C", 7, CABLE, vec![claim(Tag::Accusation, "EE", "CN")]),
        telling(4, "C", 8, CABLE, vec![]),
        telling(
            5,
            "D",
            9,
            &format!("Moscow denied it. {OSLO}"),
            vec![claim(Tag::Denial, "RU", "")],
        ),
    ];
    let found = incidents(&tellings);
    assert_eq!(found.len(), 1, "{found:?}");
    let oslo = &found[0];
    assert_eq!(oslo.stories, [StoryId(1), StoryId(2), StoryId(5)]);
    assert_eq!((oslo.id, oslo.outlets, oslo.origin.as_str()), (1, 3, "A"));
    assert_eq!(oslo.independent, 1, "two repeat the words of the first");
    let moves: Vec<_> = oslo.moves.iter().map(|m| (m.tag, m.story.0, m.answers)).collect();
    assert_eq!(moves, [(Tag::Accusation, 1, None), (Tag::Denial, 5, Some(0))]);
}

#[test]
fn the_order_of_the_stories_does_not_matter() {
    let mut tellings = vec![
        telling(1, "A", 0, OSLO, vec![]),
        telling(2, "B", 5, OSLO, vec![]),
        telling(3, "C", 7, CABLE, vec![]),
        telling(4, "D", 9, CABLE, vec![]),
    ];
    let one = incidents(&tellings);
    tellings.reverse();
    assert_eq!(incidents(&tellings), one);
    assert_eq!(one.len(), 2);
}

#[test]
fn the_same_words_weeks_later_are_another_event() {
    let tellings = [telling(1, "A", 0, OSLO, vec![]), telling(2, "B", 24 * 20, OSLO, vec![])];
    assert_eq!(incidents(&tellings), []);
}

#[test]
fn an_answer_finds_what_it_answers() {
    type Case = (&'static [(Tag, &'static str, &'static str)], &'static [Option<usize>]);
    let cases: &[Case] = &[
        (&[(Tag::Accusation, "NO", "RU"), (Tag::Denial, "RU", "NO")], &[None, Some(0)]),
        (&[(Tag::Denial, "RU", "NO"), (Tag::Accusation, "NO", "RU")], &[None, Some(0)]),
        (&[(Tag::Accusation, "NO", "CN"), (Tag::Denial, "RU", "NO")], &[None, None]),
        (&[(Tag::Accusation, "NO", "RU"), (Tag::Accusation, "RU", "NO")], &[None, None]),
        (&[(Tag::Expulsion, "NO", "RU"), (Tag::Expulsion, "RU", "NO")], &[None, Some(0)]),
        (&[(Tag::Demand, "NO", "RU"), (Tag::Refusal, "RU", "NO")], &[None, Some(0)]),
        (
            &[
                (Tag::Accusation, "NO", "RU"),
                (Tag::Accusation, "SE", "RU"),
                (Tag::Denial, "RU", "NO"),
            ],
            &[None, None, Some(0)],
        ),
    ];
    for (claims, expected) in cases {
        let claims = claims.iter().map(|(tag, source, target)| claim(*tag, source, target));
        let telling = telling(1, "A", 0, OSLO, claims.collect());
        let answers: Vec<_> = moves::moves(&[&telling]).iter().map(|m| m.answers).collect();
        assert_eq!(answers, *expected);
    }
}
