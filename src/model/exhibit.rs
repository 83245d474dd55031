//! Stories as they are taken away, with everything that makes them evidence.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{Analysis, Correction, FeedSource, Story};

/// What is known of a page as it was served.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Snapshot {
    /// When it was fetched.
    pub fetched_at: Timestamp,
    /// The address that was asked.
    pub url: String,
    /// The address that answered.
    pub final_url: String,
    /// The addresses between them.
    pub redirects: Vec<String>,
    /// The HTTP status.
    pub status: u16,
    /// SHA-256 of the body, in lower-case hexadecimal.
    pub sha256: String,
    /// How long the body is, in bytes.
    pub size_bytes: u64,
    /// The lexicon with which it was read.
    pub lexicon: String,
}

/// A correction, and when the reader made it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CorrectionMade {
    /// What the reader knows better.
    pub correction: Correction,
    /// When it was made.
    pub at: Timestamp,
}

/// A story of a document, with all that is kept of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exhibit {
    /// The story with its notes; the analysis has the reader's corrections.
    pub story: Story,
    /// The feed it came from.
    pub outlet: FeedSource,
    /// The section of the dossier it stands in, or empty.
    pub section: String,
    /// The date as the feed wrote it.
    pub published_raw: String,
    /// When it was first seen.
    pub first_seen_at: Timestamp,
    /// When the reader saved it, if it is saved.
    pub saved_at: Option<Timestamp>,
    /// The identities under which its feed may name it again, sorted.
    pub keys: Vec<i64>,
    /// What the machine read, without the corrections.
    pub machine: Analysis,
    /// What the reader corrected, oldest first.
    pub corrections: Vec<CorrectionMade>,
    /// Its page as it was served, oldest first.
    pub snapshots: Vec<Snapshot>,
}

/// What a document says of the dossier it was made of.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DossierNote {
    /// Its name.
    pub name: String,
    /// What the reader says of it as a whole.
    pub summary: String,
    /// For a living dossier, the query that fills it; else empty.
    pub query: String,
    /// When it was made.
    pub created_at: Timestamp,
}

/// Stories to be taken away, in order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    /// What it is called.
    pub title: String,
    /// The dossier it was made of, if it was.
    pub dossier: Option<DossierNote>,
    /// The query that chose the stories, or empty.
    pub query: String,
    /// When it was made.
    pub made_at: Timestamp,
    /// Its stories.
    pub exhibits: Vec<Exhibit>,
}
