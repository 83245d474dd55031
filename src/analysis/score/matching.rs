//! When a finding is a label: words folded, parties and speakers in all their right forms.

use super::gold::GoldClaim;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// How alike two stretches must be, as F1 of their words.
const ALIKE_MIN: f64 = 0.8;

/// Returns the words of `text` in lower case without accents.
pub(crate) fn words(text: &str) -> Vec<String> {
    let folded: String =
        text.nfkd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase).collect();
    folded
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}

/// Counts the words that both have.
fn shared(one: &[String], other: &[String]) -> usize {
    let mut rest: Vec<&String> = other.iter().collect();
    one.iter()
        .filter(|word| {
            let place = rest.iter().position(|other| other == word);
            place.map(|place| rest.swap_remove(place)).is_some()
        })
        .count()
}

/// Returns how alike two stretches are, 0 to 1.
#[expect(clippy::cast_precision_loss, reason = "a quotation has far fewer than 2^52 words")]
pub(crate) fn likeness(one: &[String], other: &[String]) -> f64 {
    let all = one.len() + other.len();
    if all == 0 { 0.0 } else { 2.0 * shared(one, other) as f64 / all as f64 }
}

/// Returns whether two stretches are the same but for a few words.
pub(crate) fn alike(one: &[String], other: &[String]) -> bool {
    likeness(one, other) >= ALIKE_MIN
}

/// Returns whether two sentences are the same, or one is part of the other.
pub(crate) fn overlap(one: &[String], other: &[String]) -> bool {
    let least = one.len().min(other.len());
    let run = least.min(4);
    least > 0
        && 2 * shared(one, other) >= least
        && other.windows(run).any(|part| one.windows(run).any(|same| same == part))
}

/// Words that say nothing about who a speaker is.
const TITLES: &[&str] = &[
    "the", "a", "an", "mr", "mrs", "ms", "dr", "sir", "lord", "lady", "gen", "brig", "col", "lt",
    "maj", "jr", "sr",
];

fn name_words(name: &str) -> Vec<String> {
    words(name)
        .into_iter()
        .filter(|word| !TITLES.contains(&word.as_str()))
        .map(|word| match word.as_str() {
            "spokesman" | "spokeswoman" => "spokesperson".to_owned(),
            _ => word,
        })
        .collect()
}

/// The last word before a preposition or comma: `spokesperson` of `a spokesman for the ministry`.
fn head(name: &str) -> Option<String> {
    let lower = name.to_lowercase();
    let end = [" of ", " in ", " to ", " for ", " at ", " from ", " on ", ","]
        .iter()
        .filter_map(|stop| lower.find(stop))
        .min()
        .unwrap_or(lower.len());
    name_words(&lower[..end]).pop()
}

/// Returns whether two names are of one speaker.
pub(crate) fn same_speaker(wanted: &str, found: &str) -> bool {
    let (one, other) = (name_words(wanted), name_words(found));
    if one.is_empty() || other.is_empty() {
        return false;
    }
    let within = |one: &[String], other: &[String]| one.iter().all(|word| other.contains(word));
    one.last() == other.last()
        || within(&one, &other)
        || within(&other, &one)
        || (head(wanted).is_some() && head(wanted) == head(found))
}

/// Returns whether the parties found are those of a label; `strict` asks for unnamed ones too.
pub(crate) fn side(wanted: &[String], other: &[String], found: &[String], strict: bool) -> bool {
    let state = |code: &&String| !code.starts_with("ORG:");
    if wanted.iter().any(|code| found.contains(code)) {
        return true;
    }
    if wanted.iter().any(|code| state(&code)) {
        return false;
    }
    if wanted.is_empty() {
        return found.is_empty() || !strict;
    }
    found.is_empty()
        || found.iter().any(|code| !state(&code))
        || other.iter().any(|code| found.contains(code))
        || !strict
}

/// Returns whether a finding has the parties of a label.
pub(crate) fn parties(
    label: &GoldClaim,
    source: &[String],
    target: &[String],
    strict: bool,
) -> bool {
    side(&label.source, &label.source_alt, source, strict)
        && side(&label.target, &label.target_alt, target, strict)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn speakers_are_told_apart() {
        let cases = [
            ("Winston Peters", "Peters", true),
            ("the Chinese Embassy in Manila", "Chinese embassy", true),
            ("Mao Ning", "Lin Jian", false),
            ("a spokesman for the German Foreign Ministry", "spokeswoman of the ministry", true),
        ];
        for (one, other, same) in cases {
            assert_eq!(same_speaker(one, other), same, "{one} / {other}");
        }
    }

    #[test]
    fn sides_need_a_state_in_common() {
        let codes = |list: &[&str]| list.iter().map(|code| (*code).to_owned()).collect::<Vec<_>>();
        assert!(side(&codes(&["NZ", "US"]), &[], &codes(&["US"]), true));
        assert!(!side(&codes(&["NZ"]), &[], &codes(&["ORG:X"]), false));
        assert!(side(&codes(&["ORG:Kestrel"]), &[], &codes(&[]), true));
        assert!(!side(&[], &[], &codes(&["CN"]), true));
        assert!(side(&[], &[], &codes(&["CN"]), false));
    }
}
