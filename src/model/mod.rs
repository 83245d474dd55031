//! The nouns of demarche; plain values that import nothing else of the crate.

mod actor;
mod analysis;
mod anchor;
mod annotation;
mod ask;
mod claim;
mod correction;
mod dossier;
mod exhibit;
mod feed;
mod filter;
mod group;
mod incident;
mod quote;
mod span;
mod story;

pub use actor::{ActorCode, Mention, MentionKind, Role};
pub use analysis::{Analysis, CountrySeen, GroupSeen};
pub use anchor::{Anchor, AnchorError};
pub use annotation::{Annotation, AnnotationId, Draft, Highlight};
pub use ask::{AskOutcome, Fault, FeedMemory, MoveSeen};
pub use claim::{Act, Claim, Modality, Polarity, Tag};
pub use correction::{ClaimWords, Correction, CorrectionId, READER_RULE, corrected};
pub use dossier::{Dossier, DossierId};
pub use exhibit::{CorrectionMade, Document, DossierNote, Exhibit, Snapshot};
pub use feed::{Feed, FeedClass, FeedId, FeedSource, Health};
pub use filter::{Condition, Cursor, Filter, Mark, Moment, Order};
pub use group::{Group, GroupSize};
pub use incident::{Incident, Move};
pub use quote::{Quote, QuoteKind, Speaker};
pub use span::Span;
pub use story::{Article, Block, BlockKind, Link, Pair, Story, StoryId, StoryRow};
