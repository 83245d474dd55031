//! Speakers that no reporting verb gives: signatures, headlines, colons, Chinese and Japanese.

use std::ops::Range;

use super::Attribution;
use super::Reader;
use super::Way;
use crate::analysis::lexicon::Classes;
use crate::analysis::quotes::chunk;
use crate::analysis::quotes::cues::Cue;
use crate::analysis::quotes::subject;
use crate::model::Span;

/// What stands between a speaker and the opening mark in Chinese and Japanese.
const WIDE_LEADS: &[&str] =
    &["は", "が", "も", "表示", "说", "說", "称", "稱", "指出", "强调", "強調", "回应", "回應"];

/// How many phrases set off by commas may stand between a speaker and a colon.
const COLON_COMMAS: usize = 3;

/// The longest label of a headline, its colon included, in items.
const LABEL_ITEMS_MAX: usize = 6;

/// The longest name that signs a stretch, in items.
const SIGNED_ITEMS_MAX: usize = 8;

impl Reader<'_> {
    /// `“They lied”: minister on the leak`, `Army: Drones “came by night”`: a headline that names the
    /// speaker behind a colon, or before one.
    pub(super) fn headed(&self, unit: usize, item: usize) -> Option<Range<usize>> {
        let items = &self.units[unit].items;
        let label = (items.start + 1..item.min(items.start + LABEL_ITEMS_MAX))
            .find(|at| self.view.is(*at, &[":"]))
            .map(|colon| items.start..colon);
        if let Some(label) = label.filter(|label| self.holds_office(label)) {
            return Some(self.view.tokens(label));
        }
        let colon = item == items.start && self.view.is(item + 1, &[":"]);
        let mut name = chunk::right(self.view, item + 2, items.end).filter(|_| colon)?;
        let verb = |at: usize| self.view.lower(at) && self.view.any(at, Classes::VERB);
        if name.len() > 1 && verb(name.end - 1) {
            name.end -= 1;
        }
        if verb(name.end) && !self.view.claims(name.end) {
            // `“We waited for days”: Chad votes`: not said by Chad.
            return None;
        }
        let office = name.clone().find(|at| self.view.any(*at, Classes::OFFICE));
        let end = office.map_or(name.end, |office| office + 1);
        Some(self.view.tokens(name.start..end))
    }

    /// Whether words name a body or an office and do nothing: `Fiji's army`.
    fn holds_office(&self, items: &Range<usize>) -> bool {
        let held = Classes::OFFICE.with(Classes::BODY);
        self.view.any(items.end - 1, held)
            && !items.clone().any(|at| self.view.lower(at) && self.view.finite(at, items.end))
    }

    /// `“…” — Ilse Varga`: a name after a dash that ends the line or stands before the next stretch.
    pub(super) fn signed(&self, unit: usize, item: usize, stretch: usize) -> Option<Range<usize>> {
        let end = self.units[unit].items.end;
        let dash = |at: usize| matches!(self.view.word(at), "—" | "–" | "―" | "-");
        let (mut at, mut end) = (item + 1, end);
        if at >= end {
            let next = self.units.get(unit + 1)?;
            let line = self.view.stretches[stretch].line;
            (at, end) = (next.items.start, next.items.end);
            if next.line > line + 1 {
                return None;
            }
        }
        let first = at;
        while at < end && dash(at) {
            at += 1;
        }
        if at == first || at >= end || !self.view.capital(at) {
            return None;
        }
        let name = chunk::right(self.view, at, end)?;
        let ends = name.end >= end
            || self.view.stretch(name.end).is_some()
            || matches!(self.view.word(name.end), "." | "," | "¶" | "[");
        let lower = name.clone().any(|at| {
            self.view.lower(at)
                && !self.view.any(at, Classes::PREPOSITION.with(Classes::DETERMINER))
        });
        (ends && !lower && name.len() >= 2 && name.len() <= SIGNED_ITEMS_MAX)
            .then(|| self.view.tokens(name))
    }

    /// `Peters: “…”`, or a sentence without a reporting verb that ends in a colon.
    pub(super) fn colon(&self, unit: usize, item: usize) -> Option<Attribution> {
        let start = self.units[unit].items.start;
        if item < start + 2 || !self.view.is(item - 1, &[":"]) {
            return None;
        }
        let colon = item - 1;
        let mut end = colon;
        let mut speaker = subject::main_subject(self.view, start, colon);
        for _ in 0..COLON_COMMAS {
            speaker = speaker.or_else(|| chunk::left(self.view, end, start));
            let comma = (start..end).rev().find(|at| self.view.comma(*at));
            let (None, Some(comma)) = (&speaker, comma) else { break };
            end = comma;
        }
        let cue = (start..colon).rev().find(|at| self.view.any(*at, Classes::SPEECH));
        // `I have the embassy's statement here: “…”`
        let first =
            speaker.as_ref().is_some_and(|items| self.view.is(items.start, &["i", "we", "here"]));
        let owner = cue
            .filter(|cue| first && *cue > start && self.view.is(cue - 1, &["'s", "’s"]))
            .and_then(|cue| chunk::left(self.view, cue - 1, start));
        let speaker = owner.or(speaker)?;
        // `Fiji's premier has spoken. The main line: “…”`
        let before = self.same_line_before(unit).filter(|_| !self.can_speak(&speaker));
        let speaker = Some(before.unwrap_or_else(|| self.view.tokens(speaker)));
        Some(Attribution { speaker, words: None, cue, index: None, way: Way::Leads })
    }

    /// `The embassy sent two lines: the firm “has seen ghosts”`: who gave the answer before the colon.
    pub(super) fn before_colon(&self, unit: usize, item: usize) -> Option<Range<usize>> {
        let start = self.units[unit].items.start;
        let colon = (start..item).rev().find(|at| self.view.is(*at, &[":"]))?;
        let answers = (start..colon).any(|at| {
            self.view.any(at, Classes::SPEECH)
                || self.view.is(at, &["line", "lines", "word", "words", "sentence", "paragraphs"])
        });
        let speaker = subject::main_subject(self.view, start, colon).filter(|_| answers)?;
        self.can_speak(&speaker).then_some(speaker)
    }

    /// `rejected charges from the police of “state-run hackers”`: the words of who makes the charge.
    pub(super) fn charged(&self, cue: &Cue, item: usize) -> Option<Attribution> {
        let rejects = self.view.any(cue.at, Classes::REJECTS) && !self.view.is(item - 1, &["as"]);
        let charge = (cue.after..item).find(|at| self.view.any(*at, Classes::CHARGE));
        let charge =
            charge.filter(|charge| rejects && self.view.is(charge + 1, &["by", "from"]))?;
        let speaker = chunk::right(self.view, charge + 2, item)?;
        Some(Attribution {
            speaker: Some(self.view.tokens(speaker)),
            words: None,
            cue: Some(charge),
            index: None,
            way: Way::Within,
        })
    }

    /// Chinese and Japanese: the words before the marks, up to the particle or verb that leads to them.
    pub(super) fn wide(&self, unit: usize, item: usize) -> Option<Attribution> {
        let start = self.units[unit].items.start;
        let before = self.view.token(item.checked_sub(1).filter(|before| *before >= start)?)?;
        let word = self.view.doc.word(before);
        let span = self.view.doc.span(before);
        let verb = WIDE_LEADS.iter().find(|lead| word.ends_with(**lead))?;
        let name = &word[..word.len() - verb.len()];
        let name = name.rsplit(['は', 'が']).find(|part| !part.is_empty())?;
        let start = span.start() + word.find(name)?;
        Some(Attribution {
            speaker: Some(before..before + 1),
            words: Some(Span::new(start, start + name.len())),
            cue: None,
            index: None,
            way: Way::Leads,
        })
    }

    /// `Alpaslan said Türkiye condemned the “x y”`: a state in reported speech is the speaker's own.
    pub(super) fn over_state(&self, cues: &[Cue], index: usize, item: usize) -> Option<usize> {
        let (inner, outer) = (&cues[index], index.checked_sub(1)?);
        let subject = inner.subject.clone()?;
        // `Iran said that the reports are written by spies and “should be read so”`
        let agent = subject.start > inner.at && !inner.inverted;
        let says = self.view.any(cues[outer].at, Classes::SAYS) && !cues[outer].adjunct;
        // `The spokesman said divers had found “a gift”`
        let found = self.view.any(inner.at, Classes::WEAK) && inner.after == item;
        if found && says && cues[outer].after == inner.first {
            return Some(outer);
        }
        let joined = (inner.after..item).any(|at| self.view.any(at, Classes::CONJUNCTION));
        if agent && joined && says {
            return Some(outer);
        }
        let state = subject.len() == 1 && self.view.names_state(subject.start);
        let beside = subject.start == cues[outer].after
            || subject.start == cues[outer].after + 1 && self.view.is(cues[outer].after, &["that"]);
        let act = !self.view.any(inner.at, Classes::SAYS);
        (state && says && beside && act).then_some(outer)
    }
}
