//! What one actor says or does to another.

use crate::analysis::actors::Actors;
use crate::analysis::doc::Doc;
use crate::model::Claim;
use crate::model::Quote;

/// Finds what is claimed in `doc`, in order of appearance.
pub(crate) fn find(_doc: &Doc<'_>, _actors: &Actors, _quotes: &[Quote]) -> Vec<Claim> {
    Vec::new()
}
