//! Precision, recall and F1 with a confidence interval.

/// How often texts are drawn anew for the interval.
const RESAMPLES: usize = 1_000;

/// Right, too much, and missed, of one part of one text.
///
/// Right is counted on both sides, because one finding may answer several labels.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Count {
    /// Labels that were found.
    pub(crate) found: usize,
    /// Labels that were missed.
    pub(crate) missed: usize,
    /// Findings that are labelled.
    pub(crate) right: usize,
    /// Findings that are not.
    pub(crate) wrong: usize,
}

/// One part's figures.
#[derive(Clone, Debug, PartialEq)]
pub struct Figure {
    /// The part.
    pub name: &'static str,
    /// Share of the findings that are right, 0 to 1.
    pub precision: f64,
    /// Share of the labels that were found, 0 to 1.
    pub recall: f64,
    /// Their harmonic mean.
    pub f1: f64,
    /// The 95 % interval of F1, by drawing texts anew.
    pub interval: (f64, f64),
    /// How many labels there are.
    pub labels: usize,
}

impl Figure {
    /// Sums the counts of all texts.
    pub(crate) fn new(name: &'static str, counts: &[Count]) -> Self {
        let (precision, recall, f1) = rates(counts.iter().copied());
        let mut draws: Vec<f64> = Vec::with_capacity(RESAMPLES);
        let mut random = Random(0x9E37_79B9_7F4A_7C15);
        for _ in 0..RESAMPLES {
            draws.push(rates((0..counts.len()).map(|_| counts[random.below(counts.len())])).2);
        }
        draws.sort_unstable_by(f64::total_cmp);
        let at = |share: usize| draws.get(RESAMPLES * share / 1_000).copied().unwrap_or(f1);
        let labels = counts.iter().map(|count| count.found + count.missed).sum();
        Self { name, precision, recall, f1, interval: (at(25), at(975)), labels }
    }
}

#[expect(clippy::cast_precision_loss, reason = "counts of labels are far below 2^52")]
fn rates(counts: impl Iterator<Item = Count>) -> (f64, f64, f64) {
    let mut all = Count::default();
    for count in counts {
        all.found += count.found;
        all.missed += count.missed;
        all.right += count.right;
        all.wrong += count.wrong;
    }
    let share = |part: usize, rest: usize| {
        if part + rest == 0 { 0.0 } else { part as f64 / (part + rest) as f64 }
    };
    let (precision, recall) = (share(all.right, all.wrong), share(all.found, all.missed));
    let sum = precision + recall;
    (precision, recall, if sum > 0.0 { 2.0 * precision * recall / sum } else { 0.0 })
}

/// A small generator with a fixed seed, so that the same texts give the same interval (xorshift64*).
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        let drawn = self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33;
        usize::try_from(drawn).unwrap_or(0) % limit.max(1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_add_up() {
        let count = Count { found: 3, missed: 1, right: 3, wrong: 3 };
        let figure = Figure::new("x", &[count, Count::default()]);
        assert!((figure.precision - 0.5).abs() < 1e-9);
        assert!((figure.recall - 0.75).abs() < 1e-9);
        assert_eq!(figure.labels, 4);
        assert!(figure.interval.0 <= figure.f1 && figure.f1 <= figure.interval.1);
        assert!(Figure::new("none", &[]).f1.abs() < 1e-9);
    }
}
