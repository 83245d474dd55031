//! Who says what: direct, mixed and indirect speech with its speaker.
//!
//! Marks are paired line by line into stretches; each stretch is then one item of its sentence, so
//! that reporting verbs and their subjects are found outside marks only.

mod attribute;
mod build;
mod chunk;
mod clause;
mod cues;
mod head;
mod lines;
mod marks;
mod noun;
mod pair;
mod scare;
mod single;
mod subject;
#[cfg(test)]
mod tests;
mod view;
mod who;

use std::ops::Range;

use crate::analysis::actors::Actors;
use crate::analysis::doc::Doc;
use crate::model::ActorCode;
use crate::model::Quote;

/// A stretch of reported speech as tokens, for the rules that read what is said.
#[derive(Clone, Debug)]
pub(crate) struct Said {
    /// The tokens of the content; marks at the edges are left out.
    pub(crate) tokens: Range<usize>,
    /// The index of its quote in [`Speech::quotes`].
    pub(crate) quote: usize,
    /// The tokens that name the speaker, as written.
    pub(crate) speaker: Option<Range<usize>>,
    /// The token of the reporting verb or noun.
    pub(crate) cue: Option<usize>,
    /// Whose side `we` and `our` are: the speaker's state, bloc, or `ORG:Name`.
    pub(crate) side: Option<ActorCode>,
}

/// All speech of a text.
#[derive(Debug, Default)]
pub(crate) struct Speech {
    /// What is said, in order of appearance; scare quotes included.
    pub(crate) quotes: Vec<Quote>,
    /// The tokens of all quotes that are no scare quotes, in order of their first token.
    pub(crate) said: Vec<Said>,
    /// The index of what is said at each token; empty if nothing is. Rules ask it of every word.
    by_token: Vec<Option<u32>>,
}

impl Speech {
    /// Returns what is said at a token: the stretch that begins last, if several hold it.
    pub(crate) fn at(&self, token: usize) -> Option<&Said> {
        let index = self.by_token.get(token).copied().flatten()?;
        self.said.get(index as usize)
    }

    /// Settles what is said at each of the first `tokens` tokens.
    fn index(&mut self, tokens: usize) {
        let mut next = 0;
        self.by_token = vec![None; if self.said.is_empty() { 0 } else { tokens }];
        for (token, at) in self.by_token.iter_mut().enumerate() {
            while self.said.get(next).is_some_and(|said| said.tokens.start <= token) {
                next += 1;
            }
            let mut near = (next.saturating_sub(NEST_MAX)..next).rev();
            let found = near.find(|index| self.said[*index].tokens.contains(&token));
            *at = found.and_then(|index| u32::try_from(index).ok());
        }
    }
}

/// How many stretches before a token are looked at, so that the work has a bound.
const NEST_MAX: usize = 4;

/// Finds what is said in `doc`, in order of appearance.
pub(crate) fn find(doc: &Doc<'_>, actors: &Actors) -> Speech {
    let lines = lines::split(doc);
    let stretches = pair::find(doc, &lines);
    let (items, units) = lines::units(doc, actors, &lines, &stretches);
    let view = view::View { doc, items: &items, stretches: &stretches };
    let cues: Vec<_> = units.iter().map(|unit| cues::find(&view, unit)).collect();
    let mut reader = attribute::Reader::new(&view, &units, &lines, &cues);
    reader.run();
    let found = reader.found;
    let parts = build::Parts { units: &units, cues: &cues, found: &found };
    let mut speech = build::speech(&view, actors, &parts);
    speech.index(doc.tokens.len());
    speech
}
