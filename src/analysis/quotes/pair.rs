//! Marks paired into stretches, line by line, tolerant of what writers and feeds break.

use std::ops::Range;

use super::lines::Line;
use super::marks;
use super::marks::Kind;
use super::marks::Mark;
use super::single;
use crate::analysis::doc::Doc;
use crate::analysis::doc::Shape;
use crate::analysis::lexicon::Classes;
use crate::model::Span;

/// Words between marks.
#[derive(Clone, Debug)]
pub(super) struct Stretch {
    /// The tokens between the marks.
    pub(super) inner: Range<usize>,
    /// The tokens with the marks.
    pub(super) outer: Range<usize>,
    /// The bytes between the marks, without white space at the edges.
    pub(super) span: Span,
    /// Whether a mark closes it.
    pub(super) closed: bool,
    /// The mark that opens it.
    pub(super) kind: Kind,
    /// The index of its line.
    pub(super) line: usize,
}

/// How many stretches an article may have; more is no prose.
const STRETCHES_MAX: usize = 100_000;

/// Finds the outermost stretches of all lines, in order.
pub(super) fn find(doc: &Doc<'_>, lines: &[Line]) -> Vec<Stretch> {
    let mut found = Vec::new();
    for (index, line) in lines.iter().enumerate() {
        if !doc.tokens[line.tokens.clone()].iter().any(|token| can_be_mark(doc, token.start)) {
            continue;
        }
        let next = lines.get(index + 1).map_or(0..0, |next| next.tokens.clone());
        let mut pairing = Pairing::new(doc, line.tokens.clone(), next, index);
        pairing.run();
        found.append(&mut pairing.found);
        if found.len() > STRETCHES_MAX {
            break;
        }
    }
    found
}

/// Whether a mark can begin at this byte: cheap, and true for all marks.
fn can_be_mark(doc: &Doc<'_>, start: u32) -> bool {
    let byte = doc.text.as_bytes()[start as usize];
    matches!(byte, b'"' | b'\'' | b'`' | b'&' | 0xC2 | 0xC3 | 0xE2 | 0xE3 | 0xEF)
}

struct Open {
    mark: Mark,
    depth: usize,
    /// Whether marks of the other form, curly or straight, are open inside.
    nested: bool,
}

struct Pairing<'a> {
    doc: &'a Doc<'a>,
    line: Range<usize>,
    next: Range<usize>,
    index: usize,
    open: Option<Open>,
    /// Marks of each direction that are still to come in the line.
    left: usize,
    right: usize,
    straight: usize,
    single_fails_until: usize,
    found: Vec<Stretch>,
}

impl<'a> Pairing<'a> {
    fn new(doc: &'a Doc<'a>, line: Range<usize>, next: Range<usize>, index: usize) -> Self {
        let (mut left, mut right, mut straight) = (0, 0, 0);
        for at in line.clone() {
            match doc.word(at) {
                "“" => left += 1,
                "”" => right += 1,
                "\"" => straight += 1,
                _ => {}
            }
        }
        let single_fails_until = line.start;
        let (open, found) = (None, Vec::new());
        Self { doc, line, next, index, open, left, right, straight, single_fails_until, found }
    }

    fn run(&mut self) {
        let mut at = self.line.start;
        while at < self.line.end {
            if !can_be_mark(self.doc, self.doc.tokens[at].start) {
                at += 1;
                continue;
            }
            let Some(mark) = marks::read(self.doc, at, self.line.start, self.line.end) else {
                at += 1;
                continue;
            };
            match mark.kind {
                Kind::Left => self.left = self.left.saturating_sub(1),
                Kind::Right => self.right = self.right.saturating_sub(1),
                Kind::Straight => self.straight = self.straight.saturating_sub(1),
                _ => {}
            }
            at = match &self.open {
                Some(_) => self.inside(mark),
                None => self.outside(mark),
            };
        }
        if let Some(open) = self.open.take() {
            self.push(open.mark, self.line.end, None);
        }
    }

    /// Meets a mark while nothing is open; returns where to go on.
    fn outside(&mut self, mark: Mark) -> usize {
        match mark.kind {
            Kind::Single | Kind::SingleLeft | Kind::SingleLow => return self.single(mark),
            Kind::SingleRight => return mark.after,
            Kind::Straight if self.is_inch(mark) => return mark.after,
            _ => {}
        }
        if self.can_open(mark) {
            self.open = Some(Open { mark, depth: 0, nested: false });
        } else if matches!(mark.kind, Kind::Right | Kind::Straight | Kind::Left) {
            self.mend_stray_close(mark);
        }
        mark.after
    }

    fn can_open(&self, mark: Mark) -> bool {
        let word_after = self.doc.tokens.get(mark.after).is_some_and(|next| {
            next.shape.any(Shape::WORD.with(Shape::NUMBER)) && mark.after < self.line.end
        });
        match mark.kind {
            Kind::Straight | Kind::Primes => !mark.loose_after && (mark.loose_before || word_after),
            Kind::Left => !mark.loose_after || mark.loose_before,
            Kind::Right | Kind::RightAngle => mark.loose_before && !mark.loose_after,
            Kind::LeftAngle => mark.loose_before || !mark.loose_after,
            Kind::Low | Kind::LeftCorner | Kind::Graves => true,
            Kind::RightCorner
            | Kind::Single
            | Kind::SingleLeft
            | Kind::SingleRight
            | Kind::SingleLow => false,
        }
    }

    /// Whether a straight mark right after a number measures inches.
    fn is_inch(&self, mark: Mark) -> bool {
        mark.first > self.line.start
            && !self.doc.tokens[mark.first].shape.any(Shape::SPACED)
            && self.doc.tokens[mark.first - 1].shape.any(Shape::NUMBER)
    }

    /// Meets a mark while another is open; returns where to go on.
    fn inside(&mut self, mark: Mark) -> usize {
        let inch = self.is_inch(mark);
        let Some(open) = &mut self.open else { return mark.after };
        let shut = !mark.loose_before || mark.loose_after;
        let closes = match (open.mark.kind, mark.kind) {
            (Kind::Straight, Kind::Straight) => {
                if mark.loose_before && !mark.loose_after && self.straight % 2 == 1 {
                    return self.reopen(mark);
                }
                !(inch && self.straight % 2 == 1)
            }
            (Kind::Left, Kind::Left) => {
                if !mark.loose_before && mark.loose_after {
                    true
                } else if self.right >= self.left + 2 {
                    open.depth += 1;
                    false
                } else {
                    return self.reopen(mark);
                }
            }
            (Kind::Left | Kind::Right, Kind::Right | Kind::Primes) => {
                if open.depth > 0 {
                    open.depth -= 1;
                    false
                } else {
                    true
                }
            }
            (Kind::Left, Kind::Straight) | (Kind::Straight, Kind::Left) => {
                let opens = mark.loose_before && !mark.loose_after;
                let closes = shut && !opens && !open.nested && mark.kind == Kind::Straight;
                open.nested = opens && self.right + self.straight > 1;
                closes
            }
            (Kind::Straight, Kind::Right) => !std::mem::take(&mut open.nested),
            (Kind::Low, Kind::Right | Kind::Left | Kind::Straight) => true,
            (Kind::LeftAngle, Kind::LeftAngle) | (Kind::LeftCorner, Kind::LeftCorner) => {
                open.depth += 1;
                false
            }
            (Kind::LeftAngle, Kind::RightAngle)
            | (Kind::LeftCorner, Kind::RightCorner)
            | (Kind::RightAngle, Kind::LeftAngle) => {
                let closes = open.depth == 0;
                open.depth = open.depth.saturating_sub(1);
                closes
            }
            (Kind::Graves, Kind::Primes | Kind::Straight)
            | (Kind::Straight | Kind::Primes, Kind::Primes) => shut,
            (Kind::Primes, Kind::Straight) => shut && !mark.loose_before,
            _ => false,
        };
        if closes {
            let first = open.mark;
            self.open = None;
            self.push(first, mark.first, Some(mark));
        }
        mark.after
    }

    /// Ends the open stretch, whose closing mark is missing, before a mark that opens another.
    fn reopen(&mut self, mark: Mark) -> usize {
        if let Some(open) = self.open.take() {
            self.push(open.mark, mark.first, None);
        }
        self.open = Some(Open { mark, depth: 0, nested: false });
        mark.after
    }

    fn single(&mut self, mark: Mark) -> usize {
        if !single::can_open(self.doc, mark, &self.line) || mark.first < self.single_fails_until {
            return mark.after;
        }
        match single::close(self.doc, mark, &self.line) {
            Ok(close) => {
                self.push(mark, close.first, Some(close));
                close.after
            }
            Err(read_to) => {
                let after_stop = mark.first > self.line.start
                    && matches!(self.doc.word(mark.first - 1), "." | "!" | "?" | ":");
                let repeats = (after_stop || mark.first == self.line.start)
                    && self.next.start < self.next.end
                    && self.doc.word(self.next.start) == self.doc.word(mark.first);
                if repeats && read_to >= self.line.end {
                    self.push(mark, self.line.end, None);
                    return self.line.end;
                }
                self.single_fails_until = if mark.kind == Kind::SingleLeft { 0 } else { read_to };
                mark.after
            }
        }
    }

    /// A closing mark that nothing opened: the stretch before it goes on to here, or its own
    /// opening mark is missing.
    fn mend_stray_close(&mut self, mark: Mark) {
        let before = mark.first.checked_sub(1).filter(|before| *before >= self.line.start);
        let ends = before.is_some_and(|before| {
            matches!(self.doc.word(before), "," | "." | "!" | "?" | "…")
                && !self.doc.tokens[mark.first].shape.any(Shape::SPACED)
        });
        if !ends {
            return;
        }
        let last_end = self.found.last().map_or(self.line.start, |last| last.outer.end);
        let between = last_end..mark.first;
        if between.len() < MENDED_TOKENS_MIN {
            return;
        }
        let reported = self.doc.tokens[between.clone()]
            .iter()
            .take(REPORT_TOKENS)
            .any(|token| token.classes.any(Classes::REPORTS));
        match self.found.last_mut() {
            Some(last) if !reported && last.closed => {
                last.inner.end = mark.first;
                last.outer.end = mark.after;
                last.span = trimmed(self.doc, last.span.start(), mark.start);
            }
            Some(_) => {
                let start = between
                    .clone()
                    .rev()
                    .skip(2)
                    .find(|at| matches!(self.doc.word(*at), "." | "!" | "?"))
                    .map_or(between.start, |at| at + 1);
                self.push_from(start, mark);
            }
            None if !reported => self.push_from(self.line.start, mark),
            None => {}
        }
    }

    fn push_from(&mut self, start: usize, close: Mark) {
        let from = self.doc.tokens[start].start as usize;
        self.found.push(Stretch {
            inner: start..close.first,
            outer: start..close.after,
            span: trimmed(self.doc, from, close.start),
            closed: true,
            kind: Kind::Right,
            line: self.index,
        });
    }

    /// Adds what stands between an opening mark and `end`.
    fn push(&mut self, open: Mark, end: usize, close: Option<Mark>) {
        let stop = close.map_or_else(
            || end.checked_sub(1).map_or(open.end, |last| self.doc.tokens[last].end()),
            |close| close.start,
        );
        let span = trimmed(self.doc, open.end, stop);
        if span.text(self.doc.text).is_empty() {
            return;
        }
        let first = if self.doc.tokens[open.after - 1].end() > open.end {
            open.after - 1
        } else {
            open.after
        };
        self.found.push(Stretch {
            inner: first..end.max(first),
            outer: open.first..close.map_or(end, |close| close.after),
            span,
            closed: close.is_some(),
            kind: open.kind,
            line: self.index,
        });
    }
}

/// How many tokens must stand before a stray closing mark for them to be taken for speech.
const MENDED_TOKENS_MIN: usize = 4;
/// How far from a stretch a reporting verb still belongs to it, in tokens.
const REPORT_TOKENS: usize = 8;

fn trimmed(doc: &Doc<'_>, start: usize, end: usize) -> Span {
    let slice = doc.text.get(start..end.max(start)).unwrap_or_default();
    Span::of(slice.trim(), doc.text)
}
