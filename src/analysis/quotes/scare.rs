//! Which stretches are names, titles or single words in marks rather than speech.

use super::attribute;
use super::attribute::Attribution;
use super::attribute::Ending;
use super::attribute::Way;
use super::pair::Stretch;
use super::view::View;
use crate::analysis::doc::Shape;
use crate::analysis::doc::is_quote_mark;
use crate::analysis::lexicon::Classes;

/// Words before a stretch that announce a name.
const NAMING: &[&str] = &[
    "so-called",
    "called",
    "dubbed",
    "titled",
    "entitled",
    "named",
    "codenamed",
    "nicknamed",
    "known",
    "labelled",
    "labeled",
    "subject",
    "headlined",
    "film",
    "movie",
    "book",
    "novel",
    "song",
    "show",
    "series",
    "episode",
    "album",
    "podcast",
    "program",
    "programme",
    "documentary",
    "operation",
    "malware",
    "magazine",
    "newspaper",
    "hashtag",
    "term",
    "phrase",
    "column",
];

/// The longest name after a word that announces one.
const NAME_WORDS_MAX: usize = 6;

/// How many words in marks make a sentence that is no title.
const SENTENCE_WORDS: usize = 7;

/// The longest word that a title leaves in lower case, in bytes.
const TITLE_SMALL_BYTES: usize = 4;

/// Counts the words between the marks; parts joined by hyphens are one.
pub(super) fn words(view: &View<'_>, stretch: &Stretch) -> usize {
    let tokens = &view.doc.tokens;
    stretch
        .inner
        .clone()
        .filter(|at| {
            let joined = *at > stretch.inner.start
                && !tokens[*at].shape.any(Shape::SPACED)
                && matches!(view.doc.word(at - 1), "-" | "‑" | "." | "'" | "’");
            tokens[*at].shape.any(Shape::WORD.with(Shape::NUMBER)) && !joined
        })
        .count()
}

/// Whether a stretch is no speech.
pub(super) fn is_scare(
    view: &View<'_>,
    stretch: &Stretch,
    item: usize,
    found: Option<&Attribution>,
) -> bool {
    let count = words(view, stretch);
    let ending = attribute::ending(view, stretch, item);
    let Some(found) = found else {
        // A whole sentence in marks is somebody's, even if nobody is named.
        let begins = item == 0 || !matches!(view.word(item - 1), "—" | "–" | "-" | "(" | ",");
        return !begins
            || count < SENTENCE_WORDS
            || ending == Ending::Open
            || !begins_capital(view, stretch);
    };
    let introduced = item > 0 && matches!(view.word(item - 1), "," | ":");
    let whole = match found.way {
        Way::Follows => ending != Ending::Open || item == 0 || view.comma(item + 1),
        Way::Leads => {
            introduced
                || (count > 1
                    && ending != Ending::Open
                    && ending != Ending::Comma
                    && begins_capital(view, stretch))
                || item == 0
                || found.cue.is_none()
        }
        Way::Carried => true,
        Way::Within | Way::Guessed => false,
    };
    if stretch.inner.len() <= 1 && is_wide(view, stretch) {
        return false;
    }
    // `on CBS's “Face the Nation,” the speaker said`: the name of a programme.
    let placed = item > 0
        && (view.is(item - 1, &["'s", "’s"])
            || view.any(item - 1, Classes::PREPOSITION) && !view.is(item - 1, &["as"]));
    if placed && found.way == Way::Follows && is_title(view, stretch) {
        return true;
    }
    if whole && found.way != Way::Carried {
        return count == 0;
    }
    count < 2
        || (found.way != Way::Carried && (is_named(view, item, found) || is_title(view, stretch)))
        || (found.way == Way::Carried
            && is_title(view, stretch)
            && !is_sentence(view, stretch, item))
}

/// Whether the first word between the marks begins with a capital.
fn begins_capital(view: &View<'_>, stretch: &Stretch) -> bool {
    view.doc.tokens.get(stretch.inner.start).is_some_and(|token| token.shape.any(Shape::CAPITAL))
}

/// Whether a stretch is of a script that does not space its words.
fn is_wide(view: &View<'_>, stretch: &Stretch) -> bool {
    stretch.span.text(view.doc.text).chars().filter(|c| *c >= '\u{2E80}').count() > 1
}

/// Whether the words before announce a name and not a quotation.
fn is_named(view: &View<'_>, item: usize, found: &Attribution) -> bool {
    let Some(mut before) = item.checked_sub(1) else { return false };
    if view.comma(before) || view.is(before, &["as", "it"]) {
        before = before.saturating_sub(1);
    }
    let by_cue = found.cue == Some(before) && view.any(before, Classes::LABELS);
    view.is(before, NAMING)
        && !by_cue
        && words(view, &view.stretches[view.stretch(item).unwrap_or(0)]) <= NAME_WORDS_MAX
        || (view.is(before, &["called"]) && before > 0 && view.is(before - 1, &["so", "-"]))
}

/// Whether a stretch stands alone as a sentence that ends inside its marks: `‘I got a bed in Oslo.’`
fn is_sentence(view: &View<'_>, stretch: &Stretch, item: usize) -> bool {
    let begins = item == 0 || matches!(view.word(item - 1), "." | "!" | "?");
    let last = stretch.inner.clone().next_back().map_or("", |at| view.doc.word(at));
    begins && words(view, stretch) > 2 && matches!(last, "." | "!" | "?")
}

/// Whether every longer word begins with a capital: a title or a name.
fn is_title(view: &View<'_>, stretch: &Stretch) -> bool {
    let mut capitals = 0;
    for at in stretch.inner.clone() {
        let token = view.doc.tokens[at];
        if !token.shape.any(Shape::WORD) || view.doc.word(at).chars().all(is_quote_mark) {
            continue;
        }
        if token.shape.any(Shape::CAPITAL) {
            capitals += 1;
        } else if view.doc.word(at).len() > TITLE_SMALL_BYTES
            || token.classes.any(Classes::PRONOUN)
            || capitals == 0
        {
            return false;
        }
    }
    capitals >= 2 || (capitals == 1 && words(view, stretch) == 1)
}
