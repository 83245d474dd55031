//! Which bytes of the open article look how.

use ratatui::style::Style;
use ratatui::text::Span as Cells;

use super::super::Look;
use super::super::list::tag_role;
use super::super::text;
use super::super::theme;
use super::super::theme::Role;
use crate::app::Mode;
use crate::app::State;
use crate::app::reader::ArticleLine;
use crate::app::reader::Layer;
use crate::app::reader::Reader;
use crate::model::Block;
use crate::model::BlockKind;
use crate::model::Highlight;
use crate::model::MentionKind;
use crate::model::Span;
use crate::model::Tag;

/// Everything that lies over the text, in the order in which it is painted.
pub(super) struct Runs<'a> {
    text: &'a str,
    blocks: &'a [Block],
    layers: Vec<(Span, Role)>,
    sentences: Vec<(Span, Tag)>,
    notes: Vec<(Span, Highlight)>,
    look: &'a Look,
}

impl<'a> Runs<'a> {
    /// Collects what lies over the text of the open story.
    pub(super) fn of(state: &'a State, look: &'a Look) -> Self {
        let mut runs = Self {
            text: "",
            blocks: &[],
            layers: Vec::new(),
            sentences: Vec::new(),
            notes: Vec::new(),
            look,
        };
        let Some(reader) = &state.reader else { return runs };
        let Some(story) = &reader.story else { return runs };
        runs.text = &story.article.text;
        runs.blocks = &story.article.blocks;
        runs.claims(state, reader);
        runs.names(state, reader);
        for link in &story.article.links {
            runs.layers.push((link.span, Role::Link));
        }
        for note in &story.annotations {
            let place = note.anchor.as_ref().and_then(|anchor| anchor.locate(runs.text).ok());
            let Some(span) = place else { continue };
            if !note.body.is_empty() {
                runs.layers.push((span, Role::NotedWords));
            }
            runs.layers.push((span, theme::highlight(note.colour)));
            runs.notes.push((span, note.colour));
        }
        if let Some(place) = reader.place {
            runs.layers.push((place, Role::Place));
        }
        // Over the place: its ground alone would take the ground from under dark letters.
        for span in crate::app::matches(state) {
            runs.layers.push((span, Role::Match));
        }
        if let Mode::Select(selection) = &state.mode {
            runs.layers.push((selection.span(), Role::Select));
        }
        runs
    }

    /// Adds the sentences that make a claim; an accusation or denial goes over another claim.
    fn claims(&mut self, state: &State, reader: &Reader) {
        let Some(story) = &reader.story else { return };
        let mut claims: Vec<_> =
            story.analysis.claims.iter().filter(|claim| state.layers.shows(claim.tag)).collect();
        claims.sort_by_key(|claim| std::cmp::Reverse(claim.tag));
        for claim in &claims {
            let role = match Layer::of(claim.tag) {
                Layer::Accusations => Role::Accusation,
                Layer::Denials => Role::Denial,
                Layer::Claims => Role::Claim,
            };
            self.layers.push((claim.evidence, role));
            self.sentences.push((claim.evidence, claim.tag));
        }
        if state.layers.quotes {
            for quote in story.analysis.quotes.iter().filter(|quote| !quote.scare) {
                self.layers.push((quote.content, Role::Quote));
            }
        }
        for claim in &claims {
            self.layers.push((claim.cue, Role::Cue));
        }
        self.sentences.sort_by_key(|(span, tag)| (span.start(), *tag));
    }

    fn names(&mut self, state: &State, reader: &Reader) {
        let Some(story) = &reader.story else { return };
        if !state.layers.actors {
            return;
        }
        let named = story.analysis.mentions.iter().filter(|mention| {
            matches!(mention.kind, MentionKind::Country | MentionKind::Bloc | MentionKind::Group)
                || (mention.kind != MentionKind::Place && mention.country.is_some())
        });
        self.layers.extend(named.map(|mention| (mention.span, Role::Actor)));
    }

    /// Returns the sign beside a line: that of a claim whose sentence begins here, or goes on.
    pub(super) fn gutter(&self, line: &ArticleLine) -> Option<(&'static str, Style)> {
        if line.span.is_empty() {
            return None;
        }
        let over: Vec<_> =
            self.sentences.iter().filter(|(span, _)| span.overlaps(line.span)).collect();
        let begins = over
            .iter()
            .find(|(span, _)| line.span.start() <= span.start() && span.start() < line.span.end());
        let theme = &self.look.theme;
        if let Some((_, tag)) = begins {
            return Some((self.look.signs.tag(*tag), theme[tag_role(*tag)]));
        }
        over.first().map(|(_, tag)| (self.look.signs.goes_on, theme[tag_role(*tag)]))
    }

    /// Returns the letter of the highlight that stands on words of a line, its twin without
    /// colour.
    pub(super) fn letter(&self, line: &ArticleLine) -> Option<(&'static str, Style)> {
        let (_, colour) = self.notes.iter().find(|(span, _)| span.overlaps(line.span))?;
        Some((colour.letter(), self.look.theme[theme::highlight(*colour)]))
    }

    /// Cuts a line into stretches that look the same.
    pub(super) fn spans(&self, line: &ArticleLine) -> Vec<Cells<'a>> {
        let whole = line.span;
        let over: Vec<_> = self.layers.iter().filter(|(span, _)| span.overlaps(whole)).collect();
        let mut bounds = vec![whole.start(), whole.end()];
        for (span, _) in &over {
            bounds.extend([span.start(), span.end()]);
        }
        bounds.retain(|at| whole.start() <= *at && *at <= whole.end());
        bounds.sort_unstable();
        bounds.dedup();
        let base = self.base(whole);
        let piece = |pair: &[usize]| {
            let part = Span::new(pair[0], pair[1]);
            let roles = over.iter().filter(|(span, _)| span.contains(part));
            let style = roles.fold(base, |style, (_, role)| style.patch(self.look.theme[*role]));
            Cells::styled(text::columns(part.text(self.text)), style)
        };
        bounds.windows(2).map(piece).collect()
    }

    /// Returns how the block of a line looks without any layer.
    fn base(&self, span: Span) -> Style {
        let at = self.blocks.partition_point(|block| block.span.end() < span.start());
        let role = match self.blocks.get(at).map(|block| block.kind) {
            Some(BlockKind::Title) => Role::Title,
            Some(BlockKind::Heading(_)) => Role::Heading,
            Some(BlockKind::Code) => Role::Code,
            Some(BlockKind::Image) => Role::Muted,
            Some(
                BlockKind::Paragraph
                | BlockKind::Item { .. }
                | BlockKind::Quote
                | BlockKind::Row
                | BlockKind::Rule,
            )
            | None => Role::Text,
        };
        self.look.theme[role]
    }
}
