//! The parts that are counted in one text.

use super::Miss;
use super::figure::Count;
use super::gold::Gold;
use super::gold::GoldClaim;
use super::matching;
use crate::model::ActorCode;
use crate::model::Analysis;
use crate::model::Claim;
use crate::model::Polarity;
use crate::model::Role;
use crate::model::Speaker;
use crate::model::Tag;

/// The parts, in the order of the counts.
pub(crate) const NAMES: [&str; PARTS] = [
    "countries",
    "roles",
    "groups",
    "quotes",
    "speakers",
    "speakers' countries",
    "claims by sentence",
    "claims with parties",
    "claims by document, strict",
    "texts without a false claim",
];

/// How many parts there are.
pub(crate) const PARTS: usize = 10;

/// Counts every part of one text.
pub(crate) fn count(
    gold: &Gold,
    text: &str,
    analysis: &Analysis,
    misses: &mut Vec<Miss>,
) -> [Count; PARTS] {
    let mut miss = |part, what: String| misses.push(Miss { id: gold.id.clone(), part, what });
    let mut counts = [Count::default(); PARTS];
    (counts[0], counts[1]) = countries(gold, analysis, &mut miss);
    counts[2] = groups(gold, analysis, &mut miss);
    [counts[3], counts[4], counts[5]] = quotes(gold, text, analysis, &mut miss);
    let found: Vec<Found> = analysis
        .claims
        .iter()
        .filter(|claim| is_scored(claim))
        .map(|claim| Found::new(claim, text))
        .collect();
    let labels: Vec<&GoldClaim> = gold
        .claims
        .iter()
        .filter(|label| matches!(label.tag.as_str(), "ACCUSATION" | "DENIAL"))
        .collect();
    counts[6] = sentences(&labels, &found, false, &mut |_| {});
    counts[7] = sentences(&labels, &found, true, &mut |what| miss("claims", what));
    counts[8] = document(&labels, &found);
    if gold.negative {
        counts[9] = sides(found.is_empty());
    }
    counts
}

/// One label that is found or not.
fn sides(right: bool) -> Count {
    let one = usize::from(right);
    Count { found: one, missed: 1 - one, right: one, wrong: 1 - one }
}

fn countries(
    gold: &Gold,
    analysis: &Analysis,
    miss: &mut impl FnMut(&'static str, String),
) -> (Count, Count) {
    let optional = |code: &str| gold.countries_optional.iter().any(|other| other == code);
    let (mut states, mut roles) = (Count::default(), Count::default());
    for label in &gold.countries {
        let seen = analysis.countries.iter().find(|seen| seen.code.as_str() == label.iso2);
        states.found += usize::from(seen.is_some());
        states.missed += usize::from(seen.is_none());
        if seen.is_none() {
            miss("countries", format!("missed {}", label.iso2));
        }
        for role in label.role.iter().filter(|role| *role != "mentioned") {
            let has =
                seen.is_some_and(|seen| seen.roles.iter().any(|found| found.as_str() == role));
            roles.found += usize::from(has);
            roles.missed += usize::from(!has);
            if !has {
                miss("roles", format!("{} is no {role}", label.iso2));
            }
        }
    }
    for seen in analysis.countries.iter().filter(|seen| !optional(seen.code.as_str())) {
        let label = gold.countries.iter().find(|label| label.iso2 == seen.code.as_str());
        states.right += usize::from(label.is_some());
        states.wrong += usize::from(label.is_none());
        if label.is_none() {
            miss("countries", format!("{} is not labelled", seen.code));
        }
        for role in seen.roles.iter().filter(|role| **role != Role::Mentioned) {
            let has =
                label.is_some_and(|label| label.role.iter().any(|wanted| wanted == role.as_str()));
            roles.right += usize::from(has);
            roles.wrong += usize::from(!has);
            if !has {
                miss("roles", format!("{} as {} is not labelled", seen.code, role.as_str()));
            }
        }
    }
    (states, roles)
}

fn groups(gold: &Gold, analysis: &Analysis, miss: &mut impl FnMut(&'static str, String)) -> Count {
    let key = |name: &str| matching::words(name).concat();
    let found: Vec<String> = analysis.groups.iter().map(|group| key(&group.name)).collect();
    let wanted: Vec<String> = gold.threat_groups.iter().map(|name| key(name)).collect();
    let mut count = Count::default();
    for name in &wanted {
        let has = found.contains(name);
        count.found += usize::from(has);
        count.missed += usize::from(!has);
        if !has {
            miss("groups", format!("missed {name}"));
        }
    }
    for name in &found {
        let has = wanted.contains(name);
        count.right += usize::from(has);
        count.wrong += usize::from(!has);
        if !has {
            miss("groups", format!("{name} is not labelled"));
        }
    }
    count
}

fn quotes(
    gold: &Gold,
    text: &str,
    analysis: &Analysis,
    miss: &mut impl FnMut(&'static str, String),
) -> [Count; 3] {
    let found: Vec<(Vec<String>, Option<&Speaker>)> = analysis
        .quotes
        .iter()
        .filter(|quote| !quote.scare)
        .flat_map(|quote| {
            quote
                .stretches
                .iter()
                .map(|span| (matching::words(span.text(text)), quote.speaker.as_ref()))
        })
        .collect();
    let mut taken = vec![false; found.len()];
    let mut counts = [Count::default(); 3];
    for label in &gold.quotes {
        let wanted = matching::words(&label.text);
        let best = (0..found.len())
            .filter(|index| !taken[*index] && matching::alike(&wanted, &found[*index].0))
            .max_by(|a, b| {
                let like = |index: &usize| matching::likeness(&wanted, &found[*index].0);
                like(a).total_cmp(&like(b)).then(b.cmp(a))
            });
        let Some(best) = best else {
            counts[0].missed += 1;
            miss("quotes", format!("missed {}", label.text));
            continue;
        };
        taken[best] = true;
        counts[0].found += 1;
        counts[0].right += 1;
        let speaker = found[best].1;
        let name = speaker.map_or("", |speaker| speaker.name.as_str());
        let same = std::iter::once(&label.speaker)
            .chain(&label.speaker_alt)
            .any(|wanted| matching::same_speaker(wanted, name));
        add(&mut counts[1], sides(same));
        if !same {
            miss("speakers", format!("{} and not {name}", label.speaker));
        }
        if let Some(wanted) = &label.speaker_country {
            let code =
                speaker.and_then(|speaker| speaker.country.as_ref()).map_or("", ActorCode::as_str);
            add(&mut counts[2], sides(code == wanted));
        }
    }
    for (index, (words, _)) in found.iter().enumerate().filter(|(index, _)| !taken[*index]) {
        counts[0].wrong += 1;
        let scare =
            gold.scare.iter().any(|scare| matching::alike(&matching::words(&scare.text), words));
        let kind = if scare { "a scare quote" } else { "not labelled" };
        miss("quotes", format!("{} is {kind}", found[index].0.join(" ")));
    }
    counts
}

fn add(sum: &mut Count, one: Count) {
    sum.found += one.found;
    sum.missed += one.missed;
    sum.right += one.right;
    sum.wrong += one.wrong;
}

/// An accusation or denial that was found, as the labels write it.
struct Found {
    tag: &'static str,
    source: Vec<String>,
    target: Vec<String>,
    evidence: Vec<String>,
}

impl Found {
    fn new(claim: &Claim, text: &str) -> Self {
        let codes =
            |codes: &[ActorCode]| codes.iter().map(|code| code.as_str().to_owned()).collect();
        Self {
            tag: claim.tag.as_str(),
            source: codes(&claim.source),
            target: codes(&claim.target),
            evidence: matching::words(claim.evidence.text(text)),
        }
    }
}

fn is_scored(claim: &Claim) -> bool {
    matches!(claim.tag, Tag::Accusation | Tag::Denial)
        && !claim.headline
        && claim.polarity == Polarity::Asserted
}

/// Counts claims by their sentence, with or without their parties.
fn sentences(
    labels: &[&GoldClaim],
    found: &[Found],
    with_parties: bool,
    miss: &mut impl FnMut(String),
) -> Count {
    let evidence: Vec<Vec<String>> =
        labels.iter().map(|label| matching::words(&label.evidence)).collect();
    let here = |label: usize, claim: &Found| {
        labels[label].tag == claim.tag && matching::overlap(&evidence[label], &claim.evidence)
    };
    let fits = |label: usize, claim: &Found| {
        here(label, claim)
            && (!with_parties
                || matching::parties(labels[label], &claim.source, &claim.target, false))
    };
    let mut count = Count::default();
    for label in (0..labels.len()).filter(|label| !labels[*label].optional) {
        let has = found.iter().any(|claim| fits(label, claim));
        count.found += usize::from(has);
        count.missed += usize::from(!has);
        if !has {
            let label = labels[label];
            miss(format!(
                "missed {} {:?} > {:?}: {}",
                label.tag, label.source, label.target, label.evidence
            ));
        }
    }
    for claim in found {
        let right = (0..labels.len()).any(|label| !labels[label].optional && fits(label, claim));
        let passed = (0..labels.len()).any(|label| labels[label].optional && here(label, claim));
        count.right += usize::from(right);
        count.wrong += usize::from(!right && !passed);
        if !right && !passed {
            miss(format!(
                "{} {:?} > {:?} is not labelled: {}",
                claim.tag,
                claim.source,
                claim.target,
                claim.evidence.join(" ")
            ));
        }
    }
    count
}

/// Counts who accuses whom and who denies, once a text.
fn document(labels: &[&GoldClaim], found: &[Found]) -> Count {
    let fits = |label: &GoldClaim, claim: &Found| {
        label.tag == claim.tag && matching::parties(label, &claim.source, &claim.target, true)
    };
    let mut count = Count::default();
    let mut seen: Vec<(&str, Vec<&String>, Vec<&String>)> = Vec::new();
    for label in labels.iter().filter(|label| !label.optional) {
        let key = sorted_key(&label.tag, &label.source, &label.target);
        if seen.contains(&key) {
            continue;
        }
        seen.push(key);
        let has = found.iter().any(|claim| fits(label, claim));
        count.found += usize::from(has);
        count.missed += usize::from(!has);
    }
    let mut seen: Vec<(&str, Vec<&String>, Vec<&String>)> = Vec::new();
    for claim in found {
        let key = sorted_key(claim.tag, &claim.source, &claim.target);
        if seen.contains(&key) {
            continue;
        }
        seen.push(key);
        let right = labels.iter().any(|label| !label.optional && fits(label, claim));
        let passed = labels.iter().any(|label| label.optional && fits(label, claim));
        count.right += usize::from(right);
        count.wrong += usize::from(!right && !passed);
    }
    count
}

fn sorted_key<'a>(
    tag: &'a str,
    source: &'a [String],
    target: &'a [String],
) -> (&'a str, Vec<&'a String>, Vec<&'a String>) {
    let sorted = |codes: &'a [String]| {
        let mut codes: Vec<&String> = codes.iter().collect();
        codes.sort_unstable();
        codes
    };
    (tag, sorted(source), sorted(target))
}
