//! The right word that is nearest to a wrong one.

/// The longest word that is compared, in characters: longer ones are no slips of the finger.
const WORD_CHARS_MAX: usize = 64;

/// Returns the candidate that takes the fewest slips to reach from `word`, if one is near.
///
/// Near is one slip in three letters; a candidate that begins with `word` is near too.
#[must_use]
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let wanted: Vec<char> = word.to_lowercase().chars().collect();
    if wanted.is_empty() || wanted.len() > WORD_CHARS_MAX {
        return None;
    }
    let mut best: Option<(usize, &str)> = None;
    for candidate in candidates {
        let letters: Vec<char> = candidate.to_lowercase().chars().take(WORD_CHARS_MAX).collect();
        let begins = wanted.len() >= 2 && letters.starts_with(&wanted);
        let slips = if begins { 1 } else { slips(&wanted, &letters) };
        let near = begins || slips <= (wanted.len().max(letters.len()) / 3).max(1);
        if near && best.is_none_or(|(fewest, _)| slips < fewest) {
            best = Some((slips, candidate));
        }
    }
    best.map(|(_, candidate)| candidate)
}

/// Counts letters added, left out, changed, or swapped with their neighbour.
fn slips(from: &[char], to: &[char]) -> usize {
    let mut before: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=to.len()).collect();
    for (row, letter) in from.iter().enumerate() {
        let mut next = vec![row + 1];
        for (column, other) in to.iter().enumerate() {
            let changed =
                last.get(column).map_or(usize::MAX, |cost| cost + usize::from(letter != other));
            let added = next.get(column).map_or(usize::MAX, |cost| cost + 1);
            let left_out = last.get(column + 1).map_or(usize::MAX, |cost| cost + 1);
            let mut cost = changed.min(added).min(left_out);
            let swapped = row > 0
                && column > 0
                && from.get(row - 1) == Some(other)
                && to.get(column - 1) == Some(letter);
            if swapped && let Some(earlier) = before.get(column - 1) {
                cost = cost.min(earlier + 1);
            }
            next.push(cost);
        }
        before = std::mem::replace(&mut last, next);
    }
    last.last().copied().unwrap_or(from.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_the_word_that_was_meant() {
        let fields = ["country", "accuser", "accused", "denier", "since", "is"];
        let cases = [
            ("contry", Some("country")),
            ("cuontry", Some("country")),
            ("acused", Some("accused")),
            ("den", Some("denier")),
            ("si", Some("since")),
            ("xyzzy", None),
            ("", None),
        ];
        for (word, expected) in cases {
            assert_eq!(nearest(word, fields), expected, "of {word:?}");
        }
    }
}
