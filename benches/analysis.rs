//! How fast texts are read, against splitting the same text into words.

use std::fs;
use std::path::Path;

use demarche::analysis::Lexicon;
use demarche::analysis::analyze;
use divan::Bencher;
use divan::counter::BytesCount;
use unicode_segmentation::UnicodeSegmentation;

fn main() {
    divan::main();
}

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

/// The baseline: Unicode words of the same texts, which any reading of them costs at least.
#[divan::bench]
fn words_only(bencher: Bencher<'_, '_>) {
    let texts = texts();
    let bytes: usize = texts.iter().map(String::len).sum();
    bencher
        .counter(BytesCount::new(bytes))
        .bench_local(|| texts.iter().map(|text| text.unicode_words().count()).sum::<usize>());
}

#[divan::bench]
fn whole_analysis(bencher: Bencher<'_, '_>) {
    let lexicon = Lexicon::built_in();
    let texts = texts();
    let bytes: usize = texts.iter().map(String::len).sum();
    bencher.counter(BytesCount::new(bytes)).bench_local(|| {
        texts.iter().map(|text| analyze(text, false, &lexicon).claims.len()).sum::<usize>()
    });
}

#[divan::bench]
fn lexicon_at_start() -> Lexicon {
    Lexicon::built_in()
}

/// A megabyte of each thing that tempts a reader of text to look back: twice the size must cost twice the time.
#[divan::bench(args = ["“a ", "(", "China ", "a", "said he, "])]
fn a_megabyte_of(bencher: Bencher<'_, '_>, piece: &str) {
    let lexicon = Lexicon::built_in();
    let text = piece.repeat((1 << 20) / piece.len());
    bencher
        .counter(BytesCount::new(text.len()))
        .bench_local(|| analyze(&text, false, &lexicon).claims.len());
}
