//! The story that is open, and where in it the reader is.

use std::sync::Arc;

use crate::model::Claim;
use crate::model::MentionKind;
use crate::model::Span;
use crate::model::Story;
use crate::model::StoryId;
use crate::model::StoryRow;
use crate::model::Tag;

/// What a line of the article pane is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LineKind {
    /// A line of the article's text, of the block with this index.
    Text(usize),
    /// A line of ours around the text, such as the outlet or a note.
    Own(OwnLine),
    /// An empty line.
    Blank,
}

/// A line around the text that is not of the article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OwnLine {
    /// Outlet, date, author.
    Meta,
    /// Who says what about whom.
    Summary,
    /// The heading of the notes or links.
    Heading,
    /// A note.
    Note,
    /// An address.
    Link,
    /// A hint, such as that only a teaser is there.
    Hint,
    /// A rule across the column.
    Rule,
}

/// A line of the article pane at one width.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ArticleLine {
    /// What it is.
    pub kind: LineKind,
    /// The bytes of the article that it shows; empty for our own lines.
    pub span: Span,
    /// What stands before the text: indent and list marker, or the whole of our own line.
    pub lead: String,
}

/// The lines of the open story, as laid out at one width.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Laid {
    /// The story and its state, and the width: what the lines were made of.
    pub key: Option<(StoryId, u64, u16)>,
    /// The lines.
    pub lines: Arc<Vec<ArticleLine>>,
}

impl Laid {
    /// Returns the line that shows the byte `at`, or the last before it.
    pub fn line_of(&self, at: usize) -> Option<usize> {
        let mut found = None;
        for (number, line) in self.lines.iter().enumerate() {
            if matches!(line.kind, LineKind::Text(_)) && line.span.start() <= at {
                found = Some(number);
            }
        }
        found
    }
}

/// A passage being selected: the byte where it began and the byte range of the word under the cursor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Selection {
    /// The word where it began.
    pub anchor: Span,
    /// The word where it ends.
    pub head: Span,
}

impl Selection {
    /// Returns the passage.
    pub fn span(self) -> Span {
        self.anchor.to(self.head)
    }
}

/// What a jump goes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    /// An actor.
    Actor,
    /// A quotation.
    Quote,
    /// A claim.
    Claim,
    /// Words that a note stands on.
    Note,
}

/// A story opened for reading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reader {
    /// Its row of the list.
    pub row: StoryRow,
    /// The story, once it has come.
    pub story: Option<Box<Story>>,
    /// Whether it was only looked at in passing, and is not marked read.
    pub peek: bool,
    /// Whether its page is being fetched.
    pub fetching: bool,
    /// Whether its page was fetched already, or tried.
    pub fetched: bool,
    /// Why its page could not be fetched, the last time; empty if it was.
    pub unfetched: String,
    /// Counts what changes its lines.
    pub revision: u64,
    /// The topmost visible line.
    pub top: usize,
    /// What the last jump went to.
    pub place: Option<Span>,
}

impl Reader {
    /// Makes the reader of a story that is still to come.
    pub fn new(row: StoryRow, peek: bool) -> Self {
        Self {
            row,
            story: None,
            peek,
            fetching: false,
            fetched: false,
            unfetched: String::new(),
            revision: 0,
            top: 0,
            place: None,
        }
    }

    /// Returns the text of the article, empty while it is still to come.
    pub fn text(&self) -> &str {
        self.story.as_ref().map_or("", |story| story.article.text.as_str())
    }

    /// Returns every place that a jump to `target` may go to, in order.
    pub fn places(&self, target: Target) -> Vec<Span> {
        let Some(story) = &self.story else { return Vec::new() };
        let analysis = &story.analysis;
        let mut places: Vec<Span> = match target {
            Target::Actor => analysis
                .mentions
                .iter()
                .filter(|mention| mention.kind != MentionKind::Place)
                .map(|mention| mention.span)
                .collect(),
            Target::Quote => analysis
                .quotes
                .iter()
                .filter(|quote| !quote.scare)
                .map(|quote| quote.content)
                .collect(),
            Target::Claim => analysis.claims.iter().map(|claim| claim.evidence).collect(),
            Target::Note => {
                let anchors = story.annotations.iter().filter_map(|note| note.anchor.as_ref());
                anchors.filter_map(|anchor| anchor.locate(self.text()).ok()).collect()
            }
        };
        places.sort_unstable();
        places.dedup();
        places
    }

    /// Returns the claims whose sentence holds the byte `at`, else the first that begins after it.
    pub fn claims_at(&self, at: usize) -> Vec<usize> {
        let Some(story) = &self.story else { return Vec::new() };
        let claims = &story.analysis.claims;
        let holds = |claim: &Claim| claim.evidence.start() <= at && at < claim.evidence.end();
        let found: Vec<_> = (0..claims.len()).filter(|index| holds(&claims[*index])).collect();
        if !found.is_empty() {
            return found;
        }
        let Some(next) = (0..claims.len()).find(|index| claims[*index].evidence.start() >= at)
        else {
            return (0..claims.len()).take(1).collect();
        };
        let sentence = claims[next].evidence;
        (0..claims.len()).filter(|index| claims[*index].evidence == sentence).collect()
    }
}

/// Which layers of an analysis are shown over the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each layer is switched on its own")]
pub struct Layers {
    /// Names of actors.
    pub actors: bool,
    /// Quotations.
    pub quotes: bool,
    /// Sentences that accuse.
    pub accusations: bool,
    /// Sentences that deny.
    pub denials: bool,
    /// Sentences with another claim.
    pub claims: bool,
}

impl Default for Layers {
    fn default() -> Self {
        Self { actors: true, quotes: true, accusations: true, denials: true, claims: true }
    }
}

impl Layers {
    /// The names that the command `layer` takes.
    pub const NAMES: [&str; 6] = ["actors", "quotes", "accusations", "denials", "claims", "all"];

    /// Switches a layer, and returns whether it is now shown; `None` for a name that is no layer.
    pub fn toggle(&mut self, name: &str) -> Option<bool> {
        let layer = match name {
            "actors" => &mut self.actors,
            "quotes" => &mut self.quotes,
            "accusations" => &mut self.accusations,
            "denials" => &mut self.denials,
            "claims" => &mut self.claims,
            "all" => {
                let on = *self != Self::default();
                *self = Self { actors: on, quotes: on, accusations: on, denials: on, claims: on };
                return Some(on);
            }
            _ => return None,
        };
        *layer = !*layer;
        Some(*layer)
    }

    /// Returns whether the sentence of a claim of this kind is marked.
    pub fn shows(&self, tag: Tag) -> bool {
        match Layer::of(tag) {
            Layer::Accusations => self.accusations,
            Layer::Denials => self.denials,
            Layer::Claims => self.claims,
        }
    }
}

/// A layer of claims.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Layer {
    /// What accuses.
    Accusations,
    /// What denies.
    Denials,
    /// Any other claim.
    Claims,
}

impl Layer {
    /// Returns the layer of claims of this kind.
    pub fn of(tag: Tag) -> Self {
        match tag {
            Tag::Accusation => Self::Accusations,
            Tag::Denial => Self::Denials,
            Tag::Condemnation
            | Tag::Warning
            | Tag::Demand
            | Tag::Threat
            | Tag::Sanction
            | Tag::Indictment
            | Tag::Expulsion
            | Tag::Investigation
            | Tag::Confirmation
            | Tag::Cooperation
            | Tag::Refusal
            | Tag::NoComment => Self::Claims,
        }
    }
}
