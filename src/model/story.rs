//! What is kept and listed.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{ActorCode, Analysis, Condition, FeedId, Span, Tag};

/// The number of a story in the store.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct StoryId(pub i64);

/// A directed pair of actors, as `NZ▸CN` in the list.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Pair {
    /// Who accuses.
    pub source: ActorCode,
    /// Who is accused.
    pub target: ActorCode,
}

/// One row of the story list: what the screen needs and no more.
#[expect(clippy::struct_excessive_bools, reason = "independent marks of one row")]
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StoryRow {
    /// Its number.
    pub id: StoryId,
    /// The headline, clean, on one line.
    pub title: String,
    /// The address of the page, or empty.
    pub link: String,
    /// The feed it came from.
    pub feed_id: FeedId,
    /// The outlet's name.
    pub feed_title: String,
    /// When it was published, or first seen if the feed does not say.
    pub published_at: Timestamp,
    /// Whether the reader has opened it.
    pub read: bool,
    /// Whether the reader keeps it.
    pub saved: bool,
    /// Whether it is one of the bundled samples.
    pub sample: bool,
    /// Whether its text has changed since it was first seen.
    pub revised: bool,
    /// Countries, most important first.
    pub countries: Vec<ActorCode>,
    /// Who accuses.
    pub accusers: Vec<ActorCode>,
    /// Who is accused.
    pub accused: Vec<ActorCode>,
    /// Who denies.
    pub deniers: Vec<ActorCode>,
    /// Who accuses whom.
    pub pairs: Vec<Pair>,
    /// The tags of its claims, without doubles.
    pub tags: Vec<Tag>,
    /// Intrusion sets.
    pub groups: Vec<String>,
    /// The reader's labels.
    pub labels: Vec<String>,
    /// How many notes stand on it.
    pub notes: u32,
    /// The incident it belongs to.
    pub incident: Option<i64>,
}

impl StoryRow {
    /// Returns the country that the story is most about: the first that is accused, else the
    /// first of all. The store sorts by the same.
    #[must_use]
    pub fn lead(&self) -> Option<&ActorCode> {
        self.pairs.first().map(|pair| &pair.target).or_else(|| self.countries.first())
    }

    /// Returns who accuses whom, what `condition` asks for first.
    #[must_use]
    pub fn pairs_for(&self, condition: &Condition) -> Vec<&Pair> {
        let mut pairs: Vec<&Pair> = self.pairs.iter().collect();
        pairs.sort_by_cached_key(|pair| std::cmp::Reverse(condition.asks_for(pair)));
        pairs
    }
}

/// What a block of an article is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum BlockKind {
    /// The headline, always the first block.
    Title,
    /// A heading, with its level from 1 to 6.
    Heading(u8),
    /// A paragraph.
    Paragraph,
    /// An item of a list, with its depth from 0; the marker is not in the text.
    Item {
        /// How deep the list is nested, from 0.
        depth: u8,
        /// Its number in an ordered list.
        number: Option<u32>,
    },
    /// A block quote.
    Quote,
    /// Preformatted text.
    Code,
    /// A row of a table; cells are separated by tabs in the text.
    Row,
    /// An image; the text is its alternative text or caption.
    Image,
    /// A rule between parts; its text is empty.
    Rule,
}

/// A part of an article's text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// Where it stands in the article's text.
    pub span: Span,
}

/// A link in an article's text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Link {
    /// The linked words.
    pub span: Span,
    /// An absolute http(s) address.
    pub url: String,
}

/// The clean text of a story.
///
/// - **Shape**: `text` is the headline, a blank line, and the blocks joined by blank lines;
///   blocks are in order and do not overlap; the bytes between them are line breaks only.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Article {
    /// All of it, as it is analysed and searched.
    pub text: String,
    /// Its parts.
    pub blocks: Vec<Block>,
    /// Its links.
    pub links: Vec<Link>,
}

impl Article {
    /// Makes an article of plain text: a headline, and paragraphs separated by blank lines.
    #[must_use]
    pub fn plain(title: &str, body: &str) -> Self {
        let mut article = Self::default();
        article.push(BlockKind::Title, title);
        for paragraph in body.split("\n\n").map(str::trim).filter(|part| !part.is_empty()) {
            article.push(BlockKind::Paragraph, paragraph);
        }
        article
    }

    /// Adds a block at the end and returns its span.
    pub fn push(&mut self, kind: BlockKind, text: &str) -> Span {
        if !self.blocks.is_empty() {
            self.text.push_str("\n\n");
        }
        let start = self.text.len();
        self.text.push_str(text);
        let span = Span::new(start, self.text.len());
        self.blocks.push(Block { kind, span });
        span
    }
}

/// A story opened for reading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Story {
    /// Its row of the list.
    pub row: StoryRow,
    /// Its text; only the feed's teaser while `complete` is false.
    pub article: Article,
    /// Whether the whole text is there, so that the page need not be fetched.
    pub complete: bool,
    /// What was read in `article.text`.
    pub analysis: Analysis,
    /// The author line, or empty.
    pub byline: String,
    /// Notes and highlights on it.
    pub annotations: Vec<super::Annotation>,
    /// What the reader corrected in `analysis`, oldest first.
    pub corrections: Vec<super::Correction>,
}
