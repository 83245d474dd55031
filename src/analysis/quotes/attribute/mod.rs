//! Which cue each marked stretch belongs to, and who speaks where no cue stands.

mod form;

use std::ops::Range;

use crate::analysis::doc::Doc;
use crate::analysis::doc::ParagraphKind;
use crate::analysis::doc::Shape;
use crate::analysis::lexicon::Classes;
use crate::analysis::quotes::chunk;
use crate::analysis::quotes::cues::Cue;
use crate::analysis::quotes::lines::Line;
use crate::analysis::quotes::lines::Unit;
use crate::analysis::quotes::pair::Stretch;
use crate::analysis::quotes::subject;
use crate::analysis::quotes::view::View;
use crate::model::Span;

/// How a stretch and its speaker stand to each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Way {
    /// `“…,” Peters said`: the cue follows the stretch.
    Follows,
    /// `Peters said: “…”`: the cue stands right before the stretch.
    Leads,
    /// `Peters said the attack was “…”`: the stretch is part of a reported clause.
    Within,
    /// The speaker of a stretch or cue before is still speaking.
    Carried,
    /// The subject of the sentence, without a cue.
    Guessed,
}

/// Who says a stretch.
#[derive(Clone, Debug)]
pub(super) struct Attribution {
    /// The tokens that name the speaker.
    pub(super) speaker: Option<Range<usize>>,
    /// The bytes that name the speaker, if they are fewer than the tokens.
    pub(super) words: Option<Span>,
    /// The items of the cue.
    pub(super) cue: Option<usize>,
    /// The index of the cue among those of its unit, if it is one of them.
    pub(super) index: Option<usize>,
    /// How the two stand to each other.
    pub(super) way: Way,
}

/// What is known while a text is read from its beginning.
pub(super) struct Reader<'a> {
    pub(super) view: &'a View<'a>,
    pub(super) units: &'a [Unit],
    pub(super) lines: &'a [Line],
    /// The cues of each unit.
    pub(super) cues: &'a [Vec<Cue>],
    /// Who says each stretch.
    pub(super) found: Vec<Option<Attribution>>,
    /// Who spoke last, and in which line.
    last: Option<(Range<usize>, usize)>,
}

/// How many lines a speaker is carried over without being named again.
const CARRY_LINES_MAX: usize = 3;
/// How many words a fragment needs for its sentence's subject to be taken for the speaker.
const GUESS_WORDS_MIN: usize = 3;

/// The longest label of a speaker in a transcript, its colon included, in tokens.
const LABEL_TOKENS_MAX: usize = 6;

/// How many items, commas and adverbs, may stand between a stretch and its cue.
const BETWEEN_ITEMS_MAX: usize = 5;

/// How a stretch ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ending {
    Comma,
    Stop,
    Question,
    Open,
}

/// Tells how the words between the marks, or the mark right after them, end.
pub(super) fn ending(view: &View<'_>, stretch: &Stretch, item: usize) -> Ending {
    let words = stretch.span.text(view.doc.text);
    let last = words.trim_end_matches(['\'', '’', '”', '"', '」', '』', ' ']).chars().next_back();
    match last {
        Some(',') => Ending::Comma,
        Some('.' | '。' | '…') => Ending::Stop,
        Some('?' | '!' | '—' | '–' | '-' | '？' | '！') => Ending::Question,
        _ if view.is(item + 1, &[","]) => Ending::Comma,
        _ => Ending::Open,
    }
}

/// Reads the label of a speaker in a transcript: `VARGA:`, `MS. VARGA:`.
pub(super) fn label(doc: &Doc<'_>, tokens: Range<usize>) -> Option<Range<usize>> {
    let limit = tokens.end.min(tokens.start + LABEL_TOKENS_MAX);
    let colon = (tokens.start + 1..limit).find(|at| doc.word(*at) == ":")?;
    let upper = (tokens.start..colon).all(|at| {
        doc.tokens[at].shape.any(Shape::UPPER) || matches!(doc.word(at), "." | "-" | "’" | "'")
    });
    let spoken = doc.tokens.get(colon + 1).is_some_and(|token| token.shape.any(Shape::SPACED));
    (upper && spoken).then_some(tokens.start..colon)
}

impl<'a> Reader<'a> {
    pub(super) fn new(
        view: &'a View<'a>,
        units: &'a [Unit],
        lines: &'a [Line],
        cues: &'a [Vec<Cue>],
    ) -> Self {
        let found = vec![None; view.stretches.len()];
        Self { view, units, lines, cues, found, last: None }
    }

    /// Attributes every stretch, from the first to the last.
    pub(super) fn run(&mut self) {
        for index in 0..self.units.len() {
            let unit = &self.units[index];
            if unit.stretches > 0 {
                for item in unit.items.clone() {
                    if let Some(stretch) = self.view.stretch(item) {
                        let attribution = self.attribute(index, item, stretch);
                        if let Some(speaker) = attribution.as_ref().and_then(|a| a.speaker.clone())
                        {
                            self.last = Some((speaker, unit.line));
                        }
                        self.found[stretch] = attribution;
                    }
                }
            }
            let speaks = |classes: Classes| {
                self.cues[index].iter().rev().find(|cue| {
                    !cue.adjunct
                        && !cue.relative
                        && self.view.any(cue.at, classes)
                        && !self.view.any(cue.at, Classes::WEAK)
                })
            };
            // `The senator accused the premier of sleeping.` and then what she said of it.
            let said = speaks(Classes::SAYS).or_else(|| speaks(Classes::REJECTS));
            if let Some(subject) = said.and_then(|cue| cue.subject.clone()) {
                self.last = Some((self.view.tokens(subject), unit.line));
            }
        }
        self.join_unclosed();
    }

    fn attribute(&self, unit: usize, item: usize, stretch: usize) -> Option<Attribution> {
        if let Some(speaker) = label(self.view.doc, self.view.stretches[stretch].inner.clone()) {
            return Some(Attribution {
                speaker: Some(speaker),
                words: None,
                cue: None,
                index: None,
                way: Way::Leads,
            });
        }
        if let Some(speaker) = self.signed(unit, item, stretch) {
            return Some(Attribution {
                speaker: Some(speaker),
                words: None,
                cue: None,
                index: None,
                way: Way::Follows,
            });
        }
        let words = &self.view.stretches[stretch];
        let ending = ending(self.view, words, item);
        let range = self.units[unit].items.clone();
        let heading = self.lines[words.line].kind != ParagraphKind::Body;
        if heading && let Some(speaker) = self.headed(unit, item) {
            return Some(Attribution {
                speaker: Some(speaker),
                words: None,
                cue: None,
                index: None,
                way: Way::Follows,
            });
        }
        if heading && self.view.predicate(item) && self.leads(unit, item).is_none() {
            return self.guessed(unit, item + 1, stretch);
        }
        let leads = self.leads(unit, item);
        let follows = self.follows(unit, item).filter(|index| {
            // `A spokesman called it “x y”, a newspaper writes`
            leads.is_none() || !self.is_press(self.cues[unit][*index].subject.as_ref())
        });
        let begins = item == range.start
            || (item == range.start + 1 && self.view.any(item - 1, Classes::CONJUNCTION));
        let by = |index: usize, way| {
            let cue = &self.cues[unit][index];
            Some(Attribution {
                speaker: cue.subject.clone().map(|items| self.view.tokens(items)),
                words: None,
                cue: Some(cue.at),
                index: Some(index),
                way,
            })
        };
        match (leads, follows) {
            (_, Some(index))
                if begins || ending == Ending::Comma && leads.is_none_or(|(_, near)| !near) =>
            {
                return by(index, Way::Follows);
            }
            (Some((index, true)), _) => return by(index, Way::Leads),
            (_, Some(index)) if ending != Ending::Stop => return by(index, Way::Follows),
            (Some((index, false)), _) => {
                let charged = self.charged(&self.cues[unit][index], item);
                return charged.or_else(|| by(index, Way::Within));
            }
            (None, _) => {}
        }
        if let Some(found) = self.wide(unit, item) {
            return Some(found);
        }
        if let Some(found) = self.colon(unit, item) {
            return Some(found);
        }
        if let Some(index) = self.later(unit, item) {
            return by(index, Way::Within);
        }
        if begins {
            return self.carried(unit, item, stretch);
        }
        self.guessed(unit, item, stretch)
    }

    /// The cue that follows the stretch with nothing but a comma or an adverb between.
    fn follows(&self, unit: usize, item: usize) -> Option<usize> {
        let cues = &self.cues[unit];
        cues.iter().position(|cue| {
            let between = item + 1..cue.first;
            let near = cue.first > item
                && between.len() <= BETWEEN_ITEMS_MAX
                && between.clone().all(|at| {
                    self.view.comma(at)
                        || self.view.adverb(at)
                        || self.view.is(at, &["a", "t", "-"])
                });
            let speaks = self.view.any(cue.at, Classes::SAYS)
                || cue.adjunct
                || self.view.is(cue.at, &["went", "goes"]);
            near && speaks && !cue.inherited
        })
    }

    /// The last cue before the stretch, and whether it stands right before it.
    fn leads(&self, unit: usize, item: usize) -> Option<(usize, bool)> {
        let cues = &self.cues[unit];
        // `noting that the media that published it should “apologise”`
        let before = |cue: &Cue| cue.after <= item && !cue.adjunct;
        let index = cues
            .iter()
            .rposition(|cue| before(cue) && (!cue.relative || cue.after + 1 >= item))
            .or_else(|| cues.iter().rposition(before))?;
        let cue = &cues[index];
        if (cue.after..item).any(|at| self.view.is(at, &[";"])) {
            return None;
        }
        let cue = match self.over_state(cues, index, item) {
            Some(outer) => return Some((outer, false)),
            None => cue,
        };
        if cue.inverted
            && (cue.after..item).all(|at| !self.view.comma(at))
            && cue.after < item
            && self.follows_a_stretch(cue)
            && !self.view.is(item - 1, &[":"])
        {
            // `“A,” said Peters of the “B” plan`: the cue has its stretch.
            return Some((index, false));
        }
        let before = item - 1;
        let near = cue.after == item
            || self.view.comma(before) && self.plain(cue.after..before)
            || (self.view.is(before, &[":"]) && self.plain(cue.after..before))
            || (before == cue.after && self.view.is(before, &["that", "as", "it", "in", "of"]));
        Some((index, near))
    }

    /// Whether a speaker is a newspaper or news agency, which passes on what others say.
    fn is_press(&self, subject: Option<&Range<usize>>) -> bool {
        subject.is_some_and(|items| {
            items.clone().any(|at| {
                self.view.any(at, Classes::PRESS)
                    || self.view.is(at, &["agency"]) && self.view.is(at - 1, &["news"])
            })
        })
    }

    fn follows_a_stretch(&self, cue: &Cue) -> bool {
        cue.first > 0 && self.view.stretch(cue.first - 1).is_some()
    }

    /// Whether items hold no finite verb, so that what follows the comma belongs to the cue.
    fn plain(&self, items: Range<usize>) -> bool {
        !items.clone().any(|at| self.view.lower(at) && self.view.finite(at, items.end))
    }

    /// A cue later in the sentence: `The “x y” attack was theirs, Peters said`.
    fn later(&self, unit: usize, item: usize) -> Option<usize> {
        self.cues[unit]
            .iter()
            .position(|cue| {
                cue.at > item
                    && !cue.inherited
                    && (cue.adjunct
                        || (cue.first > 0
                            && self.view.comma(cue.first - 1)
                            && self.view.any(cue.at, Classes::SAYS)))
            })
            .or_else(|| self.cues[unit].iter().position(|cue| cue.adjunct))
    }

    /// A stretch that stands alone: who spoke before speaks on.
    fn carried(&self, unit: usize, item: usize, stretch: usize) -> Option<Attribution> {
        let this = &self.view.stretches[stretch];
        let attribution = |speaker: Range<usize>, cue: Option<usize>| {
            Some(Attribution {
                speaker: Some(speaker),
                words: None,
                cue,
                index: None,
                way: Way::Carried,
            })
        };
        let alone = self.units[unit].items.len() <= 2;
        let spoke_here = self.last.as_ref().is_some_and(|(_, line)| *line == this.line);
        if alone
            && !spoke_here
            && let Some(cue) = self.next_unit(unit, this.line)
        {
            return attribution(self.view.tokens(cue.subject.clone()?), Some(cue.at));
        }
        if unit > 0 && self.view.is(self.units[unit - 1].items.end - 1, &[":"]) {
            let before = &self.units[unit - 1];
            let said = self.cues[unit - 1].last();
            let speaker = said
                .and_then(|cue| cue.subject.clone())
                .or_else(|| subject::main_subject(self.view, before.items.start, before.items.end))
                // `White House Press Secretary Ann Lee:`, alone in its line
                .or_else(|| chunk::left(self.view, before.items.end - 1, before.items.start));
            if let Some(speaker) = speaker {
                return attribution(self.view.tokens(speaker), said.map(|cue| cue.at));
            }
        }
        if !spoke_here
            && self.is_speech(stretch)
            && let Some(before) = self.same_line_before(unit)
        {
            return attribution(before, None);
        }
        let (speaker, line) = self.last.clone()?;
        let carries = line == this.line
            || (this.line - line <= CARRY_LINES_MAX
                && item == self.first_of_line(unit)
                && self.is_speech(stretch));
        if carries { attribution(speaker, None) } else { None }
    }

    /// The subject of the sentence before, if it is in the same line.
    fn same_line_before(&self, unit: usize) -> Option<Range<usize>> {
        let before = &self.units[unit.checked_sub(1)?];
        if before.line != self.units[unit].line {
            return None;
        }
        subject::main_subject(self.view, before.items.start, before.items.end)
            .filter(|items| self.can_speak(items))
            .map(|items| self.view.tokens(items))
    }

    fn first_of_line(&self, unit: usize) -> usize {
        let line = self.units[unit].line;
        let first = self.units[..=unit].partition_point(|unit| unit.line < line);
        self.units[first].items.start
    }

    /// Whether a stretch is long enough to be speech and not a heading or title.
    fn is_speech(&self, stretch: usize) -> bool {
        let stretch = &self.view.stretches[stretch];
        let words = self.view.doc.tokens[stretch.inner.clone()]
            .iter()
            .filter(|token| token.shape.any(Shape::WORD))
            .count();
        words > GUESS_WORDS_MIN
    }

    /// `“We did not sign.” Omar Haddad told reporters in Geneva.`
    fn next_unit(&self, unit: usize, line: usize) -> Option<&Cue> {
        let next = self.units.get(unit + 1).filter(|next| next.line == line)?;
        let cue = self.cues[unit + 1].first()?;
        let leads = cue.first == next.items.start && !cue.inherited && !cue.adjunct;
        let speaks = self.view.any(cue.at, Classes::SAYS);
        let rest = cue.after..next.items.end;
        let short = !rest.clone().any(|at| {
            self.view.stretch(at).is_some()
                || self.view.is(at, &["that", ":"])
                || self.view.any(at, Classes::AUXILIARY.with(Classes::PRONOUN))
                || (self.view.lower(at) && self.view.finite(at, rest.end))
        });
        (leads && speaks && short).then_some(cue)
    }

    /// A fragment without a cue: its sentence's subject, if it is long enough to be somebody's words.
    fn guessed(&self, unit: usize, item: usize, stretch: usize) -> Option<Attribution> {
        let predicate = item > 0 && (self.view.predicate(item) || self.view.predicate(item - 1));
        if let Some(speaker) = self.before_colon(unit, item) {
            let speaker = Some(self.view.tokens(speaker));
            return Some(Attribution {
                speaker,
                words: None,
                cue: None,
                index: None,
                way: Way::Guessed,
            });
        }
        if !self.is_speech(stretch) && !predicate {
            return None;
        }
        let start = self.units[unit].items.start;
        let speaker =
            subject::main_subject(self.view, start, item + usize::from(self.view.predicate(item)))?;
        if !self.can_speak(&speaker) {
            return None;
        }
        let cue = (start..item).rev().find(|at| self.view.any(*at, Classes::SPEECH));
        let speaker = Some(self.view.tokens(speaker));
        Some(Attribution { speaker, words: None, cue, index: None, way: Way::Guessed })
    }

    /// Whether words can name a speaker: a name, somebody, a body, or something written; not `the attack`.
    fn can_speak(&self, items: &Range<usize>) -> bool {
        let speaks = Classes::PRONOUN
            .with(Classes::OFFICE)
            .with(Classes::BODY)
            .with(Classes::SPEECH)
            .with(Classes::CULPRIT)
            .with(Classes::PERSONS)
            .with(Classes::PROBE)
            .with(Classes::EVIDENCE)
            .with(Classes::PLURAL);
        items.clone().any(|at| {
            self.view.any(at, speaks)
                || self.view.capital(at) && !self.view.any(at, Classes::DETERMINER)
        })
    }

    /// Gives the pieces of one speech over several lines the speaker whom one of them names.
    fn join_unclosed(&mut self) {
        let stretches = self.view.stretches;
        for index in (0..stretches.len()).rev() {
            let this = &stretches[index];
            let last_of_line = this.outer.end >= self.lines[this.line].tokens.end;
            if this.closed || !last_of_line {
                continue;
            }
            let named = self.found[index]
                .as_ref()
                .is_some_and(|a| a.way != Way::Carried && a.way != Way::Guessed);
            let next = stretches.get(index + 1).filter(|next| {
                next.line == this.line + 1 && next.outer.start == self.lines[next.line].tokens.start
            });
            if named {
                continue;
            }
            if next.is_some() {
                let heir = self.found[index + 1].clone();
                if let Some(heir) =
                    heir.filter(|heir| heir.way == Way::Follows || self.found[index].is_none())
                {
                    self.found[index] = Some(Attribution { way: Way::Carried, ..heir });
                }
            }
        }
    }
}
