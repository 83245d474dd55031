//! What the whole text says of each country and group.

use super::Actors;
use crate::analysis::doc::Doc;
use crate::analysis::doc::ParagraphKind;
use crate::model::Analysis;
use crate::model::Claim;
use crate::model::Mention;
use crate::model::Quote;

/// Joins the stages into one analysis.
pub(crate) fn sum_up(
    doc: &Doc<'_>,
    actors: Actors,
    quotes: Vec<Quote>,
    claims: Vec<Claim>,
) -> Analysis {
    let mentions = actors
        .namings
        .iter()
        .map(|naming| Mention {
            span: doc.span_of(naming.tokens.clone()),
            kind: naming.kind,
            name: naming.name.clone(),
            country: naming.country.clone(),
        })
        .collect();
    let furniture = doc
        .paragraphs
        .iter()
        .filter(|paragraph| paragraph.kind == ParagraphKind::Furniture)
        .map(|paragraph| paragraph.span)
        .collect();
    Analysis {
        title: doc.title(),
        language: None,
        lexicon: doc.lexicon.version().to_owned(),
        countries: Vec::new(),
        mentions,
        groups: Vec::new(),
        quotes,
        claims,
        furniture,
    }
}
