//! Any text at all is read without a panic, and every span of the result is of that text.

use super::Lexicon;
use super::analyze;
use crate::model::Analysis;

/// How many bytes are tried in the ordinary run.
const FUZZ_BYTES: usize = 150_000;

/// How many bytes are tried by hand, with `cargo test --release analysis::tests -- --ignored`.
const LONG_FUZZ_BYTES: usize = 10_000_000;

/// How many words and marks a tried text has at most.
const PIECES_MAX: usize = 160;

/// Words, marks and characters that have misled a rule, or could.
const PIECES: &str = "“|”|\"|‘|’|'|«|»|„|``|''|「|」|said |according to |denied |told |who |its |the \
    |Minister |minister |Mr. |spokesman |embassy |China |Peru|Moscow |'s |Ana Moss|Ana |Moss |, |. |: |; \
    |(|)|—|-|…|\n\n|\n|\r\n|PARIS, May 3 - |16.42|é|張三|は|\u{301}|\u{200d}|🇺🇸|İ|ß|U.S.|A.|J. |\0|&amp;|â€™|<|3 |\u{a0}";

/// Takes every span, which panics where one is broken.
fn take_spans(text: &str, analysis: &Analysis) {
    let spans = analysis
        .mentions
        .iter()
        .map(|mention| mention.span)
        .chain(analysis.quotes.iter().flat_map(|quote| {
            let speaker = quote.speaker.as_ref().map(|speaker| speaker.span);
            std::iter::once(quote.content).chain(quote.stretches.clone()).chain(speaker)
        }))
        .chain(analysis.claims.iter().flat_map(|claim| {
            let named = claim.source_span.into_iter().chain(claim.target_span);
            [claim.evidence, claim.cue].into_iter().chain(named)
        }))
        .chain(analysis.furniture.iter().copied())
        .chain(analysis.title);
    for span in spans {
        let whole = text.get(span.start()..span.end());
        assert!(whole.is_some(), "{span:?} in {text:?}");
    }
}

/// Reads texts of random pieces and characters until so many bytes are tried.
fn fuzz(wanted: usize) {
    let lexicon = Lexicon::built_in();
    let pieces: Vec<&str> = PIECES.split('|').collect();
    let mut state = 11u64;
    let mut next = |below: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        usize::try_from(state % below as u64).expect("smaller than a length")
    };
    let mut tried = 0;
    while tried < wanted {
        let mut text = String::new();
        for _ in 0..=next(PIECES_MAX) {
            if next(12) == 0 {
                let point = u32::try_from(next(0x1_1000)).expect("below the last code point");
                text.extend(char::from_u32(point));
            } else {
                text.push_str(pieces[next(pieces.len())]);
            }
        }
        tried += text.len();
        take_spans(&text, &analyze(&text, next(2) == 0, &lexicon));
    }
}

#[test]
fn any_text_is_read() {
    fuzz(FUZZ_BYTES);
}

#[test]
#[ignore = "takes a minute without optimisation"]
fn ten_million_bytes_are_read() {
    fuzz(LONG_FUZZ_BYTES);
}

#[test]
fn the_same_over_and_over_is_read() {
    // Where a rule looks back over all that came before, these would not end in reasonable time.
    let lexicon = Lexicon::built_in();
    let more =
        ["Minister Ana Moss, ", "“a ", "China, ", "and he said ", "he said she said ", "said he, "];
    for piece in PIECES.split('|').chain(more) {
        let text = piece.repeat(30_000 / piece.len());
        take_spans(&text, &analyze(&text, false, &lexicon));
    }
}
