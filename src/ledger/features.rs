//! What of a story tells its event from others: rare words, names and actors, with weights.

use std::hash::Hasher;

use rustc_hash::FxHashMap;
use rustc_hash::FxHasher;

use super::Telling;
use crate::model::MentionKind;
use crate::model::Role;

/// The shortest word that counts, in letters; shorter ones are mostly grammar.
const WORD_LETTERS_MIN: usize = 4;
/// How much of a text is compared, in bytes: an event is told in the first paragraphs.
const TEXT_BYTES_MAX: usize = 6_000;
/// The least of a word that is compared, in letters: `sanctions` and `sanctioned` are one.
const STEM_LETTERS: usize = 7;
/// How much more a word of the headline counts than one of the text.
const TITLE_WEIGHT: f32 = 2.0;
/// How much more a word that begins with a capital counts: names travel between languages.
const NAME_WEIGHT: f32 = 1.6;
/// How much a country counts for each role that it has, and without one.
const COUNTRY_WEIGHT: (f32, f32) = (2.0, 0.7);
/// How much an intrusion set, a person and an organisation count.
const ACTOR_WEIGHT: f32 = 2.0;
/// How much a pair of source and target counts.
const PAIR_WEIGHT: f32 = 1.5;

/// A sparse vector: feature to weight, of length 1.
pub(super) type Features = Vec<(u64, f32)>;

/// Makes the vectors of all stories, rare features weighing more, in the order given.
pub(super) fn all(tellings: &[&Telling]) -> Vec<Features> {
    let raw: Vec<FxHashMap<u64, f32>> = tellings.iter().map(|telling| raw(telling)).collect();
    let mut held: FxHashMap<u64, u32> = FxHashMap::default();
    for feature in raw.iter().flat_map(FxHashMap::keys) {
        *held.entry(*feature).or_default() += 1;
    }
    let count = u32::try_from(raw.len()).unwrap_or(u32::MAX);
    raw.into_iter()
        .map(|raw| {
            let weigh = |(feature, weight): (u64, f32)| {
                (feature, weight.ln_1p() * rarity(count, held[&feature]))
            };
            unit(raw.into_iter().map(weigh).collect())
        })
        .collect()
}

/// How telling a feature is that `held` of `count` stories have: 0 if all have it.
#[expect(clippy::cast_precision_loss, reason = "counts of stories are small")]
fn rarity(count: u32, held: u32) -> f32 {
    ((count as f32 + 1.0) / (held as f32 + 0.5)).ln().max(0.0)
}

fn unit(mut features: Features) -> Features {
    let length = features.iter().map(|(_, weight)| weight * weight).sum::<f32>().sqrt();
    if length > 0.0 {
        for (_, weight) in &mut features {
            *weight /= length;
        }
    }
    features.retain(|(_, weight)| *weight > 0.0);
    features.sort_unstable_by_key(|(feature, _)| *feature);
    features
}

fn raw(telling: &Telling) -> FxHashMap<u64, f32> {
    let mut features = FxHashMap::default();
    let mut add = |kind: u8, name: &str, weight: f32| {
        *features.entry(hash(kind, name)).or_insert(0.0) += weight;
    };
    let mut end = telling.text.len().min(TEXT_BYTES_MAX);
    while !telling.text.is_char_boundary(end) {
        end -= 1;
    }
    for (text, weight) in [(telling.title.as_str(), TITLE_WEIGHT), (&telling.text[..end], 1.0)] {
        for word in text.split(|c: char| !c.is_alphanumeric()) {
            let letters = word.chars().count();
            if letters < WORD_LETTERS_MIN {
                continue;
            }
            let is_name = word.chars().next().is_some_and(char::is_uppercase);
            let stem: String = word.to_lowercase().chars().take(STEM_LETTERS).collect();
            add(b'w', &stem, if is_name { weight * NAME_WEIGHT } else { weight });
        }
    }
    let analysis = &telling.analysis;
    for seen in &analysis.countries {
        let roles = seen.roles.iter().any(|role| *role != Role::Mentioned);
        let weight = if roles { COUNTRY_WEIGHT.0 } else { COUNTRY_WEIGHT.1 };
        add(b'c', seen.code.as_str(), weight);
    }
    for group in &analysis.groups {
        add(b'g', &group.name, ACTOR_WEIGHT);
    }
    for mention in &analysis.mentions {
        match mention.kind {
            MentionKind::Person | MentionKind::Organisation => add(b'a', &mention.name, 1.0),
            MentionKind::Country | MentionKind::Bloc | MentionKind::Place | MentionKind::Group => {}
        }
    }
    for claim in analysis.claims.iter().filter(|claim| claim.counts()) {
        for source in &claim.source {
            for target in &claim.target {
                let (one, other) =
                    if source < target { (source, target) } else { (target, source) };
                add(b'p', &format!("{one}>{other}"), PAIR_WEIGHT);
            }
        }
    }
    features
}

fn hash(kind: u8, name: &str) -> u64 {
    let mut hasher = FxHasher::default();
    hasher.write_u8(kind);
    hasher.write(name.as_bytes());
    hasher.finish()
}
