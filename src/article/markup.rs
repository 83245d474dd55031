//! Roles laid over the text of an article, made into runs that do not overlap.

use crate::model::Article;
use crate::model::BlockKind;
use crate::model::Highlight;
use crate::model::Span;

/// What a stretch of text is to the reader; the theme gives each a look.
///
/// In ascending order of urgency: where two want the same look, the later wins.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[repr(u8)]
pub enum Layered {
    /// Furniture of the page, no part of the article.
    Furniture,
    /// The words of a link.
    Link,
    /// A sentence that claims something other than an accusation or a denial.
    Claim,
    /// A sentence that accuses.
    Accusation,
    /// A sentence that denies.
    Denial,
    /// What somebody says.
    Quote,
    /// The verb that reports speech.
    Cue,
    /// Who says a quote.
    Speaker,
    /// An actor's name.
    Actor,
    /// A note or highlight in yellow.
    Yellow,
    /// A note or highlight in green.
    Green,
    /// A note or highlight in red.
    Red,
    /// A note or highlight in blue.
    Blue,
    /// What a search found.
    Match,
    /// The quote, claim or mention that the cursor is on.
    Focus,
    /// What the reader selects.
    Selection,
}

/// How many kinds of [`Layered`] there are.
const KINDS: usize = 16;

impl Layered {
    /// Every kind, in ascending order of urgency.
    pub const ALL: [Self; KINDS] = [
        Self::Furniture,
        Self::Link,
        Self::Claim,
        Self::Accusation,
        Self::Denial,
        Self::Quote,
        Self::Cue,
        Self::Speaker,
        Self::Actor,
        Self::Yellow,
        Self::Green,
        Self::Red,
        Self::Blue,
        Self::Match,
        Self::Focus,
        Self::Selection,
    ];

    /// Returns the kind of a note in `colour`.
    pub fn of_note(colour: Highlight) -> Self {
        match colour {
            Highlight::Yellow => Self::Yellow,
            Highlight::Green => Self::Green,
            Highlight::Red => Self::Red,
            Highlight::Blue => Self::Blue,
        }
    }
}

/// One span and what it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Layer {
    /// Bytes of the article's text.
    pub span: Span,
    /// What they are.
    pub role: Layered,
}

/// A set of roles.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Roles(u16);

impl Roles {
    /// Returns whether `role` is in the set.
    pub fn contains(self, role: Layered) -> bool {
        self.0 & (1 << role as u8) != 0
    }

    /// Returns whether the set is empty: plain text.
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Returns the roles, the most urgent last, so that styles can be laid one over the other.
    pub fn iter(self) -> impl Iterator<Item = Layered> {
        Layered::ALL.into_iter().filter(move |role| self.contains(*role))
    }

    /// Returns the set with `role` in it.
    #[must_use]
    pub fn with(self, role: Layered) -> Self {
        Self(self.0 | (1 << role as u8))
    }
}

/// A stretch of one block in which the same roles hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Run {
    /// Bytes of the article's text; never empty, on character boundaries.
    pub span: Span,
    /// What they are.
    pub roles: Roles,
}

/// The runs of one block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BlockRuns {
    /// What the block is.
    pub kind: BlockKind,
    /// Where it stands in the article's text.
    pub span: Span,
    /// Its runs, in order; together they are the whole block.
    pub runs: Vec<Run>,
}

/// Lays `layers` over `article`; returns the runs of each block, in order.
///
/// Layers may overlap, nest, reach over several blocks and stand in any order. Spans that do not
/// fit the text are cut to it.
///
/// ```
/// use demarche::article::markup::{self, Layer, Layered};
/// use demarche::model::{Article, Span};
///
/// let article = Article::plain("Talks", "“No,” said Li.");
/// let quote = Layer { span: Span::new(7, 17), role: Layered::Quote };
/// let runs = markup::runs(&article, &[quote]);
/// assert_eq!(runs[1].runs[0].span.text(&article.text), "“No,” ");
/// # let _ = runs;
/// ```
pub fn runs(article: &Article, layers: &[Layer]) -> Vec<BlockRuns> {
    let text = &article.text;
    let mut edges: Vec<(usize, bool, Layered)> = Vec::with_capacity(layers.len() * 2);
    for Layer { span, role } in layers {
        let (start, end) = (floor(text, span.start()), floor(text, span.end()));
        if start < end {
            edges.push((start, true, *role));
            edges.push((end, false, *role));
        }
    }
    edges.sort_unstable();
    let mut edges = edges.into_iter().peekable();
    let mut open = [0_u32; KINDS];
    let blocks = article.blocks.iter();
    blocks
        .map(|block| {
            let mut runs: Vec<Run> = Vec::new();
            let mut at = block.span.start();
            while at < block.span.end() {
                while let Some((_, opens, role)) = edges.next_if(|(edge, ..)| *edge <= at) {
                    let count = &mut open[role as usize];
                    *count = if opens { *count + 1 } else { count.saturating_sub(1) };
                }
                let next = edges.peek().map_or(block.span.end(), |(edge, ..)| *edge);
                let end = next.min(block.span.end());
                let roles = roles(&open);
                match runs.last_mut() {
                    Some(last) if last.roles == roles => {
                        last.span = last.span.to(Span::new(at, end));
                    }
                    _ => runs.push(Run { span: Span::new(at, end), roles }),
                }
                at = end;
            }
            BlockRuns { kind: block.kind, span: block.span, runs }
        })
        .collect()
}

fn roles(open: &[u32; KINDS]) -> Roles {
    Layered::ALL
        .into_iter()
        .filter(|role| open[*role as usize] > 0)
        .fold(Roles::default(), Roles::with)
}

/// Returns the character boundary at or before `at`.
fn floor(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// Returns the parts of `runs` that lie in `span`, such as those of one line.
pub fn within(runs: &[Run], span: Span) -> impl Iterator<Item = Run> + '_ {
    let first = runs.partition_point(|run| run.span.end() <= span.start());
    runs[first..].iter().take_while(move |run| run.span.start() < span.end()).map(move |run| Run {
        span: Span::new(run.span.start().max(span.start()), run.span.end().min(span.end())),
        roles: run.roles,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Writes runs as `[roles:text]`, roles by their first letter.
    fn shown(article: &Article, layers: &[Layer]) -> String {
        let mut out = String::new();
        for block in runs(article, layers) {
            for run in &block.runs {
                let roles: String =
                    run.roles.iter().map(|role| format!("{role:?}").remove(0)).collect();
                out.extend(["[", &roles, ":", run.span.text(&article.text), "]"]);
            }
            out.push('/');
        }
        out
    }

    #[test]
    fn overlapping_layers_become_runs() {
        use Layered::{Accusation, Actor, Quote, Selection};
        let article = Article::plain("AB", "cdéfgh\n\nij");
        let layer = |start, end, role| Layer { span: Span::new(start, end), role };
        for (layers, expected) in [
            (vec![], "[:AB]/[:cdéfgh]/[:ij]/"),
            (vec![layer(4, 6, Actor)], "[:AB]/[A:cd][:éfgh]/[:ij]/"),
            (
                vec![layer(4, 11, Accusation), layer(5, 6, Actor), layer(5, 9, Quote)],
                "[:AB]/[A:c][AQA:d][AQ:éf][A:gh]/[:ij]/",
            ),
            (vec![layer(0, 99, Selection)], "[S:AB]/[S:cdéfgh]/[S:ij]/"),
            (vec![layer(5, 7, Actor)], "[:AB]/[:c][A:d][:éfgh]/[:ij]/"),
            (vec![layer(4, 6, Actor), layer(6, 9, Actor)], "[:AB]/[A:cdéf][:gh]/[:ij]/"),
            (vec![layer(9, 4, Actor), layer(50, 60, Actor)], "[:AB]/[:cdéfgh]/[:ij]/"),
        ] {
            assert_eq!(shown(&article, &layers), expected, "{layers:?}");
        }
    }

    #[test]
    fn the_runs_of_a_line_are_cut_to_it() {
        let article = Article::plain("", "abcdef");
        let start = article.blocks[0].span.end() + 2;
        let layer = Layer { span: Span::new(start + 1, start + 4), role: Layered::Actor };
        let runs = runs(&article, &[layer]);
        let line = Span::new(start + 2, start + 5);
        let parts: Vec<&str> =
            within(&runs[1].runs, line).map(|run| run.span.text(&article.text)).collect();
        assert_eq!(parts, ["cd", "e"]);
    }
}
