//! What one actor says or does to another.

use crate::analysis::actors::Actors;
use crate::analysis::doc::Doc;
use crate::analysis::quotes::Speech;
use crate::model::Claim;

/// Finds what is claimed in `doc`, in order of appearance.
pub(crate) fn find(_doc: &Doc<'_>, _actors: &Actors, _speech: &Speech) -> Vec<Claim> {
    Vec::new()
}
