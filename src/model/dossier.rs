//! A named set of saved stories with their annotations.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// The number of a dossier in the store.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct DossierId(pub i64);

/// A named set of stories, in the reader's order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dossier {
    /// Its number.
    pub id: DossierId,
    /// Its name, unique whatever the case.
    pub name: String,
    /// What the reader says of it as a whole.
    pub summary: String,
    /// For a living dossier, the query that fills it; else empty.
    pub query: String,
    /// How many stories it holds.
    pub stories: u64,
    /// When it was made.
    pub created_at: Timestamp,
}
