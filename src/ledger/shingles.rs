//! Tells whether one text repeats another's words.

use std::hash::Hasher;

use rustc_hash::FxHashSet;
use rustc_hash::FxHasher;

/// How many words a shingle has: five in a row are rarely the same by chance.
const WORDS: usize = 5;
/// The most shingles that are kept of one text: those with the lowest hashes, so that two
/// texts keep the same ones (a bottom-k sketch).
const KEPT: usize = 512;
/// Which part of a text's shingles another must have, in percent, to be its source. Independent
/// outlets share quotations, which are less than that.
const REPEATED_PERCENT: usize = 50;
/// The least shingles that can be judged.
const JUDGED_MIN: usize = 12;

/// The hashes of the shingles of a text, the lowest ones of a long text.
#[derive(Clone, Debug, Default)]
pub(super) struct Sketch {
    hashes: FxHashSet<u64>,
    /// Up to which hash the sketch is whole.
    limit: u64,
}

impl Sketch {
    pub(super) fn of(text: &str) -> Self {
        let words: Vec<String> = text
            .split(|c: char| !c.is_alphanumeric())
            .filter(|word| !word.is_empty())
            .map(str::to_lowercase)
            .collect();
        let mut hashes: Vec<u64> = words.windows(WORDS).map(hash).collect();
        hashes.sort_unstable();
        hashes.dedup();
        let limit = if hashes.len() > KEPT { hashes[KEPT - 1] } else { u64::MAX };
        hashes.truncate(KEPT);
        Self { hashes: hashes.into_iter().collect(), limit }
    }

    /// Returns whether this text mostly has the words of `source`.
    pub(super) fn repeats(&self, source: &Self) -> bool {
        let limit = self.limit.min(source.limit);
        let judged: Vec<&u64> = self.hashes.iter().filter(|hash| **hash <= limit).collect();
        let shared = judged.iter().filter(|hash| source.hashes.contains(hash)).count();
        judged.len() >= JUDGED_MIN && shared * 100 >= judged.len() * REPEATED_PERCENT
    }
}

fn hash(words: &[String]) -> u64 {
    let mut hasher = FxHasher::default();
    for word in words {
        hasher.write(word.as_bytes());
        hasher.write_u8(0);
    }
    // The low bits of this hash are poor; the sketch needs all of them to be alike.
    hasher.finish().wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(29)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(from: usize, to: usize) -> String {
        (from..to).map(|number| format!("word{number}")).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn a_text_repeats_another_if_half_of_its_words_are_there() {
        for (one, other, expected) in [
            (text(0, 300), text(0, 300), true),
            (text(0, 300), text(0, 2_000), true),
            (text(0, 2_000), text(0, 300), false),
            (text(0, 300), text(200, 500), false),
            (text(0, 3_000), text(500, 4_000), true),
            (text(0, 8), text(0, 8), false),
        ] {
            assert_eq!(Sketch::of(&one).repeats(&Sketch::of(&other)), expected);
        }
    }
}
