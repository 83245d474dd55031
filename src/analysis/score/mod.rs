//! How well texts are read: the figures of `demarche eval`, against labels made by hand.
//!
//! The labels have the shape described in `tests/corpus/README.md`; what counts as a match is the
//! same as in the scorer with which the first sets were made, so that figures can be compared.

mod figure;
mod gold;
mod matching;
mod parts;

pub use figure::Figure;
pub use gold::Gold;

use crate::model::Analysis;

/// A label that was missed, or a finding that has none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Miss {
    /// The text.
    pub id: String,
    /// The part: `countries`, `quotes`, `claims` ….
    pub part: &'static str,
    /// What is wrong, for a person.
    pub what: String,
}

/// The figures of a labelled set.
#[derive(Clone, Debug, Default)]
pub struct Report {
    /// One figure a part, in a fixed order.
    pub figures: Vec<Figure>,
    /// Every miss and false find.
    pub misses: Vec<Miss>,
}

/// Scores the analyses of labelled texts.
pub fn score(rows: &[(&Gold, &str, &Analysis)]) -> Report {
    let mut report = Report::default();
    let counted: Vec<_> = rows
        .iter()
        .map(|(gold, text, analysis)| parts::count(gold, text, analysis, &mut report.misses))
        .collect();
    for (index, name) in parts::NAMES.iter().enumerate() {
        let counts: Vec<_> = counted.iter().map(|text| text[index]).collect();
        report.figures.push(Figure::new(name, &counts));
    }
    report
}
