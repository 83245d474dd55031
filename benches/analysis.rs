//! How fast texts are read, against splitting the same text into words.

use std::fs;
use std::path::Path;

use demarche::analysis::Lexicon;
use demarche::analysis::analyze;
use divan::Bencher;
use divan::counter::BytesCount;
use divan::counter::ItemsCount;
use unicode_segmentation::UnicodeSegmentation;

fn main() {
    divan::main();
}

/// A megabyte of text that tempts a reader to look back is so many bytes.
const MEGABYTE: usize = 1 << 20;

/// What tempts: marks and brackets that nothing closes, one endless word, names, speakers who are never named.
const TEMPTING: [&str; 12] = [
    "“a ",
    "\"",
    "‘a ’",
    "(",
    "a",
    "China ",
    "China, ",
    "said he, ",
    "he said she said ",
    "— “a” he said, ",
    "denied accusing ",
    "hackers linked to China, ",
];

/// Every text of the labelled corpus.
fn texts() -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus/texts");
    let mut paths: Vec<_> = fs::read_dir(folder)
        .expect("the corpus is part of the repository")
        .filter_map(|entry| entry.ok().map(|entry| entry.path()))
        .collect();
    paths.sort();
    paths.iter().filter_map(|path| fs::read_to_string(path).ok()).collect()
}

/// The sentences of texts, counted by the rules of Unicode and not by our own.
fn sentences(texts: &[String]) -> usize {
    texts.iter().map(|text| text.unicode_sentences().count()).sum()
}

/// The baseline: Unicode words of the same texts, which any reading of them costs at least.
#[divan::bench]
fn words_only(bencher: Bencher<'_, '_>) {
    let texts = texts();
    let bytes: usize = texts.iter().map(String::len).sum();
    bencher
        .counter(ItemsCount::new(sentences(&texts)))
        .counter(BytesCount::new(bytes))
        .bench_local(|| texts.iter().map(|text| text.unicode_words().count()).sum::<usize>());
}

/// Items are sentences.
#[divan::bench]
fn whole_analysis(bencher: Bencher<'_, '_>) {
    let lexicon = Lexicon::built_in();
    let texts = texts();
    let bytes: usize = texts.iter().map(String::len).sum();
    bencher
        .counter(ItemsCount::new(sentences(&texts)))
        .counter(BytesCount::new(bytes))
        .bench_local(|| {
            texts.iter().map(|text| analyze(text, false, &lexicon).claims.len()).sum::<usize>()
        });
}

#[divan::bench]
fn lexicon_at_start() -> Lexicon {
    Lexicon::built_in()
}

/// The baseline: the bytes of all lexicon files, line by line and cell by cell.
#[divan::bench]
fn lexicon_lines_only() -> usize {
    let cells = |text: &str| text.lines().map(|line| line.split('\t').count()).sum::<usize>();
    Lexicon::files().map(|(_, text)| cells(text)).sum()
}

/// The baseline of the rows below: Unicode words of a megabyte of prose.
#[divan::bench]
fn words_of_a_megabyte(bencher: Bencher<'_, '_>) {
    let text: String = texts().concat().chars().cycle().take(MEGABYTE).collect();
    bencher.counter(BytesCount::new(text.len())).bench_local(|| text.unicode_words().count());
}

#[divan::bench(args = TEMPTING)]
fn a_megabyte_of(bencher: Bencher<'_, '_>, piece: &str) {
    over_and_over(bencher, piece, MEGABYTE);
}

/// A quarter of it must take a quarter of the time.
#[divan::bench(args = TEMPTING)]
fn a_quarter_megabyte_of(bencher: Bencher<'_, '_>, piece: &str) {
    over_and_over(bencher, piece, MEGABYTE / 4);
}

fn over_and_over(bencher: Bencher<'_, '_>, piece: &str, bytes: usize) {
    let lexicon = Lexicon::built_in();
    let text = piece.repeat(bytes / piece.len());
    bencher
        .counter(BytesCount::new(text.len()))
        .bench_local(|| analyze(&text, false, &lexicon).claims.len());
}
