//! The bundled stories are put together again by their events.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

#[path = "support/newsroom.rs"]
mod home;

use std::collections::BTreeMap;

use demarche::analysis::Lexicon;
use demarche::analysis::analyze;
use demarche::feeds::sample;
use demarche::ledger::Telling;
use demarche::ledger::incidents;
use demarche::model::Condition;
use demarche::model::Filter;
use demarche::model::StoryId;
use demarche::store::Store;
use jiff::Timestamp;

/// The bundled stories with their events, read as the newsroom reads them.
fn newsroom() -> (Vec<Telling>, BTreeMap<StoryId, String>) {
    let lexicon = Lexicon::built_in();
    let now: Timestamp = "2026-11-24T12:00:00Z".parse().unwrap();
    let mut events = BTreeMap::new();
    let tellings = (1..).zip(sample::stories()).map(|(id, sample)| {
        events.insert(StoryId(id), sample.event);
        Telling {
            story: StoryId(id),
            outlet: sample.source.title,
            published_at: now - jiff::Span::new().hours(i64::from(sample.age_hours)),
            title: sample.title,
            analysis: analyze(&sample.article.text, true, &lexicon),
            text: sample.article.text,
        }
    });
    (tellings.collect(), events)
}

#[test]
fn the_bundled_events_are_found_again() {
    let (tellings, events) = newsroom();
    let groups = incidents(&tellings);
    let group_of: BTreeMap<StoryId, i64> = groups
        .iter()
        .flat_map(|group| group.stories.iter().map(move |story| (*story, group.id)))
        .collect();
    let outlet: BTreeMap<StoryId, &str> =
        tellings.iter().map(|telling| (telling.story, telling.outlet.as_str())).collect();
    let (mut right, mut wrong, mut missed) = (0, Vec::new(), Vec::new());
    for one in events.keys() {
        for other in events.keys().filter(|other| *other > one) {
            let together = group_of.contains_key(one) && group_of.get(one) == group_of.get(other);
            match (events[one] == events[other], together) {
                (true, true) => right += 1,
                (false, true) => wrong.push((&events[one], &events[other])),
                (true, false) if outlet[one] != outlet[other] => missed.push(&events[one]),
                (true | false, false) => {}
            }
        }
    }
    assert!(wrong.len() * 10 <= right, "{} wrong, {right} right: {wrong:?}", wrong.len());
    assert!(missed.len() * 3 <= right, "{} missed, {right} right: {missed:?}", missed.len());
}

#[test]
fn incidents_are_kept_on_their_stories_and_keep_their_numbers() {
    let home = tempfile::tempdir().unwrap();
    home::fill(home.path());
    let mut store = home::store(home.path());
    let found = demarche::ingest::relate(&mut store, home::now(), false).unwrap();
    assert!(found >= 10, "{found} incidents");
    let filter = Filter::default();
    let rows = |store: &Store| store.list(&filter, home::now(), None, 100).unwrap();
    let before: Vec<_> = rows(&store).iter().map(|row| (row.id, row.incident)).collect();
    let number = before.iter().find_map(|(_, incident)| *incident).unwrap();
    let condition = Condition::Incident(number);
    let of_it = Filter { condition, ..Filter::default() };
    assert!(store.count(&of_it, home::now()).unwrap() >= 2, "{number}");
    demarche::ingest::relate(&mut store, home::now(), false).unwrap();
    let after: Vec<_> = rows(&store).iter().map(|row| (row.id, row.incident)).collect();
    assert_eq!(before, after);
}
