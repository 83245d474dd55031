//! A story made ready to be written, so that the one who holds the database only writes.

use super::codec;
use super::facet;
use super::facet::Facet;
use super::facts::Facts;
use super::record::NewStory;
use super::search;
use crate::model::Article;

/// A story with all that follows from it: packed, folded for the index, its facets gathered.
///
/// Making one costs about as much as writing it, and needs no database: many threads can.
#[derive(Clone, Debug)]
pub struct Prepared {
    pub(super) story: NewStory,
    pub(super) facts: Facts,
    /// The facets that follow from its text.
    pub(super) facets: Vec<Facet>,
    pub(super) lang: String,
    /// Packed for their columns.
    pub(super) text: Vec<u8>,
    pub(super) layout: Vec<u8>,
    pub(super) analysis: Vec<u8>,
    pub(super) words: Words,
}

/// What the full text holds of a story; its headline has a column of its own.
#[derive(Clone, Debug)]
pub(super) struct Words {
    pub(super) title: String,
    pub(super) body: String,
}

impl Words {
    pub(super) fn of(title: &str, text: &str) -> Self {
        let body = text.strip_prefix(title).unwrap_or(text);
        Self { title: search::fold(title), body: search::fold(body) }
    }
}

impl Prepared {
    /// Makes `story` ready.
    #[must_use]
    pub fn new(story: NewStory) -> Self {
        let facts = Facts::of(&story.analysis);
        let lang = story.analysis.language.clone().unwrap_or_default();
        Self {
            facets: facet::of_facts(&facts, &lang),
            facts,
            lang,
            text: codec::pack_text(&story.article.text),
            layout: pack_layout(&story.article),
            analysis: codec::pack_json(&story.analysis),
            words: Words::of(&story.title, &story.article.text),
            story,
        }
    }
}

/// Blocks and links, as [`super::story`] reads them.
pub(super) fn pack_layout(article: &Article) -> Vec<u8> {
    codec::pack_json(&(&article.blocks, &article.links))
}
