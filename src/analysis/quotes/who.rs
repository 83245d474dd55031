//! Whom the words that name a speaker stand for.

use std::ops::Range;

use crate::analysis::actors::Actors;
use crate::analysis::doc::Doc;
use crate::model::ActorCode;
use crate::model::Span;
use crate::model::Speaker;

/// A speaker found out.
pub(super) struct Identity {
    /// As a quote carries it.
    pub(super) speaker: Speaker,
    /// The naming that it is, if one is.
    pub(super) naming: Option<usize>,
}

impl Identity {
    /// Returns whose side the speaker is on.
    pub(super) fn side(&self) -> Option<ActorCode> {
        self.speaker.country.clone()
    }
}

/// Finds out speakers from the first to the last.
pub(super) struct Who<'a> {
    doc: &'a Doc<'a>,
    actors: &'a Actors,
}

impl<'a> Who<'a> {
    pub(super) fn new(doc: &'a Doc<'a>, actors: &'a Actors) -> Self {
        Self { doc, actors }
    }

    /// Finds out whom some tokens name.
    pub(super) fn is(&mut self, tokens: Range<usize>, words: Option<Span>) -> Identity {
        let span = words.unwrap_or_else(|| self.doc.span_of(tokens.clone()));
        let naming = self.actors.within(tokens).first();
        let name = naming
            .map_or_else(|| span.text(self.doc.text), |naming| Actors::name(self.doc, naming.name))
            .to_owned();
        let speaker = Speaker {
            span,
            name,
            role: None,
            country: naming
                .and_then(|naming| naming.state())
                .map(|state| self.doc.lexicon.names.code(state).clone()),
        };
        Identity { speaker, naming: None }
    }
}
