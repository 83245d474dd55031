//! What the list needs to know of an analysis.

use std::collections::BTreeSet;

use serde::Deserialize;
use serde::Serialize;

use crate::model::ActorCode;
use crate::model::Analysis;
use crate::model::Pair;
use crate::model::Role;
use crate::model::Tag;

/// How many pairs a row keeps: a joint statement of the EU against four states has 108.
const PAIRS_MAX: usize = 128;
/// How many groups, and how many speakers, a row keeps: the longest report names fewer.
const NAMES_MAX: usize = 64;

/// The part of an analysis that is listed and filtered by.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Facts {
    /// Countries with their roles, most important first.
    #[serde(rename = "c", skip_serializing_if = "Vec::is_empty")]
    pub(super) countries: Vec<(ActorCode, Vec<Role>)>,
    /// Who accuses whom, in order of appearance.
    #[serde(rename = "p", skip_serializing_if = "Vec::is_empty")]
    pub(super) pairs: Vec<(ActorCode, ActorCode)>,
    /// The tags of the claims that count, in the order of [`Tag::ALL`].
    #[serde(rename = "t", skip_serializing_if = "Vec::is_empty")]
    pub(super) tags: Vec<Tag>,
    /// Intrusion sets.
    #[serde(rename = "g", skip_serializing_if = "Vec::is_empty")]
    pub(super) groups: Vec<String>,
    /// Speakers of quotes.
    #[serde(rename = "s", skip_serializing_if = "Vec::is_empty")]
    pub(super) speakers: Vec<String>,
    /// How many claims count.
    #[serde(rename = "n", skip_serializing_if = "is_zero")]
    pub(super) claims: u32,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "the form that serde asks for")]
fn is_zero(number: &u32) -> bool {
    *number == 0
}

impl Facts {
    /// Gathers the facts of `analysis`.
    pub(super) fn of(analysis: &Analysis) -> Self {
        let counting = || analysis.claims.iter().filter(|claim| claim.counts());
        let mut pairs = Vec::new();
        for claim in counting().filter(|claim| claim.tag == Tag::Accusation) {
            for source in &claim.source {
                for target in &claim.target {
                    let pair = (source.clone(), target.clone());
                    if source != target && pairs.len() < PAIRS_MAX && !pairs.contains(&pair) {
                        pairs.push(pair);
                    }
                }
            }
        }
        let speakers = analysis.quotes.iter().filter(|quote| !quote.scare);
        let speakers = speakers.filter_map(|quote| quote.speaker.as_ref());
        Self {
            countries: analysis
                .countries
                .iter()
                .map(|seen| (seen.code.clone(), seen.roles.clone()))
                .collect(),
            pairs,
            tags: counting().map(|claim| claim.tag).collect::<BTreeSet<_>>().into_iter().collect(),
            groups: unique(analysis.groups.iter().map(|group| group.name.as_str())),
            speakers: unique(speakers.map(|speaker| speaker.name.as_str())),
            claims: u32::try_from(counting().count()).unwrap_or(u32::MAX),
        }
    }

    /// Returns the countries that have `role`, or all.
    pub(super) fn countries(&self, role: Option<Role>) -> Vec<ActorCode> {
        let wanted = self
            .countries
            .iter()
            .filter(|(_, roles)| role.is_none_or(|role| roles.contains(&role)));
        wanted.map(|(code, _)| code.clone()).collect()
    }

    /// Returns the pairs as the list shows them.
    pub(super) fn pairs(&self) -> Vec<Pair> {
        let pair = |(source, target): &(ActorCode, ActorCode)| Pair {
            source: source.clone(),
            target: target.clone(),
        };
        self.pairs.iter().map(pair).collect()
    }
}

/// The first [`NAMES_MAX`] names without doubles, in order.
fn unique<'a>(names: impl Iterator<Item = &'a str>) -> Vec<String> {
    let mut seen: Vec<String> = Vec::new();
    for name in names {
        if seen.len() == NAMES_MAX {
            break;
        }
        if !name.is_empty() && !seen.iter().any(|known| known == name) {
            seen.push(name.to_owned());
        }
    }
    seen
}
