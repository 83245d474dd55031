//! Counts who accuses whom, by pair, by day and by tag.

use std::collections::BTreeMap;
use std::collections::BTreeSet;

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::Offset;

use super::Telling;
use crate::model::ActorCode;
use crate::model::Claim;
use crate::model::Modality;
use crate::model::StoryId;
use crate::model::Tag;

/// One actor accuses another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PairCount {
    /// Who accuses.
    pub source: ActorCode,
    /// Who is accused.
    pub target: ActorCode,
    /// How many stories tell it.
    pub stories: usize,
    /// How many claims say it.
    pub claims: usize,
    /// In how many of the stories the accused denies.
    pub denied: usize,
}

/// The claims of one day, in UTC.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DayCount {
    /// The day on which the stories were published.
    pub day: Date,
    /// How many stories were published.
    pub stories: usize,
    /// How many claims of each kind they make; kinds without one are left out.
    pub tags: Vec<(Tag, usize)>,
}

/// The claims of one kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TagCount {
    /// The kind.
    pub tag: Tag,
    /// How many claims.
    pub claims: usize,
    /// In how many stories.
    pub stories: usize,
}

/// What was counted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Stats {
    /// How many stories were counted.
    pub stories: usize,
    /// Who accuses whom, most stories first.
    pub pairs: Vec<PairCount>,
    /// By day, oldest first.
    pub days: Vec<DayCount>,
    /// By tag, in the order of [`Tag::ALL`].
    pub tags: Vec<TagCount>,
}

/// Counts the claims of `tellings`; only claims that are asserted and made count, and
/// background of other years does not.
#[must_use]
pub fn stats(tellings: &[Telling]) -> Stats {
    let mut pairs = BTreeMap::new();
    let mut days: BTreeMap<Date, (usize, BTreeMap<Tag, usize>)> = BTreeMap::new();
    let mut tags: BTreeMap<Tag, (usize, BTreeSet<StoryId>)> = BTreeMap::new();
    for telling in tellings {
        count_pairs(telling, &mut pairs);
        let day = days.entry(day_of(telling.published_at)).or_default();
        day.0 += 1;
        for claim in counted(telling) {
            *day.1.entry(claim.tag).or_default() += 1;
            let tag = tags.entry(claim.tag).or_default();
            tag.0 += 1;
            tag.1.insert(telling.story);
        }
    }
    let mut pairs: Vec<PairCount> = pairs.into_values().collect();
    pairs.sort_by_key(|pair| std::cmp::Reverse((pair.stories, pair.claims)));
    Stats {
        stories: tellings.len(),
        pairs,
        days: days
            .into_iter()
            .map(|(day, (stories, tags))| DayCount {
                day,
                stories,
                tags: tags.into_iter().collect(),
            })
            .collect(),
        tags: tags
            .into_iter()
            .map(|(tag, (claims, stories))| TagCount { tag, claims, stories: stories.len() })
            .collect(),
    }
}

fn day_of(at: Timestamp) -> Date {
    Offset::UTC.to_datetime(at).date()
}

fn counted(telling: &Telling) -> impl Iterator<Item = &Claim> {
    let claims = telling.analysis.claims.iter();
    claims.filter(|claim| claim.counts() && claim.modality != Modality::Historical)
}

fn count_pairs(telling: &Telling, pairs: &mut BTreeMap<(ActorCode, ActorCode), PairCount>) {
    let deniers: BTreeSet<&ActorCode> = counted(telling)
        .filter(|claim| claim.tag == Tag::Denial)
        .flat_map(|claim| &claim.source)
        .collect();
    let mut seen = BTreeSet::new();
    for claim in counted(telling).filter(|claim| claim.tag == Tag::Accusation) {
        for source in &claim.source {
            for target in claim.target.iter().filter(|target| *target != source) {
                let pair = pairs.entry((source.clone(), target.clone()));
                let pair = pair.or_insert_with(|| PairCount {
                    source: source.clone(),
                    target: target.clone(),
                    stories: 0,
                    claims: 0,
                    denied: 0,
                });
                pair.claims += 1;
                if seen.insert((source, target)) {
                    pair.stories += 1;
                    pair.denied += usize::from(deniers.contains(target));
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Analysis;
    use crate::model::Polarity;
    use crate::model::Span;

    fn claim(tag: Tag, source: &str, targets: &[&str]) -> Claim {
        Claim {
            tag,
            source: vec![ActorCode::state(source)],
            target: targets.iter().map(|code| ActorCode::state(code)).collect(),
            source_span: None,
            target_span: None,
            evidence: Span::default(),
            cue: Span::default(),
            polarity: Polarity::Asserted,
            modality: Modality::Actual,
            hedge: 0,
            act: None,
            headline: false,
            answers: vec![],
            rule: String::new(),
        }
    }

    fn telling(id: i64, day: &str, claims: Vec<Claim>) -> Telling {
        Telling {
            story: StoryId(id),
            outlet: "A".into(),
            published_at: format!("{day}T23:30:00Z").parse().unwrap(),
            title: String::new(),
            text: String::new(),
            analysis: Analysis { claims, ..Analysis::default() },
        }
    }

    #[test]
    fn pairs_days_and_tags_are_counted_by_story_and_by_claim() {
        let negated =
            Claim { polarity: Polarity::Negated, ..claim(Tag::Accusation, "NZ", &["RU"]) };
        let stats = stats(&[
            telling(
                1,
                "2026-11-20",
                vec![
                    claim(Tag::Accusation, "NZ", &["CN"]),
                    claim(Tag::Accusation, "NZ", &["CN"]),
                    claim(Tag::Denial, "CN", &[]),
                    negated,
                ],
            ),
            telling(2, "2026-11-20", vec![claim(Tag::Accusation, "NZ", &["CN", "NZ"])]),
            telling(3, "2026-11-21", vec![claim(Tag::Sanction, "GB", &["RU"])]),
        ]);
        let pair = |pair: &PairCount| (pair.stories, pair.claims, pair.denied);
        assert_eq!(stats.pairs.iter().map(pair).collect::<Vec<_>>(), [(2, 3, 1)]);
        let day = |day: &DayCount| (day.day.to_string(), day.stories, day.tags.clone());
        assert_eq!(
            stats.days.iter().map(day).collect::<Vec<_>>(),
            [
                ("2026-11-20".into(), 2, vec![(Tag::Accusation, 3), (Tag::Denial, 1)]),
                ("2026-11-21".into(), 1, vec![(Tag::Sanction, 1)]),
            ]
        );
        let tag = |tag: &TagCount| (tag.tag, tag.claims, tag.stories);
        assert_eq!(
            stats.tags.iter().map(tag).collect::<Vec<_>>(),
            [(Tag::Accusation, 3, 2), (Tag::Denial, 1, 1), (Tag::Sanction, 1, 1)]
        );
    }
}
