//! What every format needs to know of a document, worked out once.

use std::collections::BTreeMap;

use uuid::Uuid;

use crate::clean;
use crate::model::ActorCode;
use crate::model::Annotation;
use crate::model::Claim;
use crate::model::Document;
use crate::model::Exhibit;
use crate::model::Modality;
use crate::model::Polarity;
use crate::model::Quote;
use crate::model::Span;
use crate::model::Tag;

/// The name space of every identity that exports give: made once at random, never changed.
const NAMESPACE: Uuid = Uuid::from_u128(0x5f0c_8f3e_7a41_4d1b_9c6e_2b85_d0c4_a917);

/// What travels with every document that shows claims.
const CAUTION: &str = "Claims and speakers are read by rules, which miss some and misread some: \
                       check them against the words of each story.";

/// A document with the names of its actors and the identities of its parts.
pub(super) struct Digest<'a> {
    pub(super) document: &'a Document,
    pub(super) exhibits: Vec<Part<'a>>,
    names: BTreeMap<&'a ActorCode, &'a str>,
}

/// A story of the document, with identities that stay the same in every export.
pub(super) struct Part<'a> {
    pub(super) exhibit: &'a Exhibit,
    /// The identity of the story.
    pub(super) uid: Uuid,
    /// The notes, oldest first.
    pub(super) notes: Vec<Note<'a>>,
}

/// A note with its identity and its place.
pub(super) struct Note<'a> {
    pub(super) uid: Uuid,
    pub(super) annotation: &'a Annotation,
    /// What the reader wrote, without control characters and bidi tricks.
    pub(super) body: String,
    /// Where its words stand in the text, if they are there.
    pub(super) place: Option<Span>,
}

impl<'a> Digest<'a> {
    pub(super) fn new(document: &'a Document) -> Self {
        let mut names = BTreeMap::new();
        for exhibit in &document.exhibits {
            for seen in &exhibit.story.analysis.countries {
                names.insert(&seen.code, seen.name.as_str());
            }
        }
        let mut given = BTreeMap::new();
        let exhibits = document.exhibits.iter().map(|exhibit| Part::new(exhibit, &mut given));
        Self { document, exhibits: exhibits.collect(), names }
    }

    /// Returns the name of an actor in words; the code itself for a state without a name.
    pub(super) fn name(&self, code: &'a ActorCode) -> &'a str {
        let name = self.names.get(code).copied();
        name.unwrap_or_else(|| code.as_str().strip_prefix("ORG:").unwrap_or(code.as_str()))
    }

    /// Returns the names of actors, joined by commas; `unnamed` if there are none.
    pub(super) fn list(&self, codes: &'a [ActorCode], unnamed: &str) -> String {
        if codes.is_empty() {
            return unnamed.to_owned();
        }
        codes.iter().map(|code| self.name(code)).collect::<Vec<_>>().join(", ")
    }

    /// Returns the sentence on how far claims can be trusted, if any are shown.
    pub(super) fn caution(&self) -> Option<&'static str> {
        let any = self.exhibits.iter().any(|part| part.claims().next().is_some());
        any.then_some(CAUTION)
    }

    /// Returns how many stories accuse with this source and target, most first; what was said
    /// at an earlier time is not counted.
    pub(super) fn pairs(&self) -> Vec<(&'a ActorCode, &'a ActorCode, usize)> {
        let mut pairs: BTreeMap<(&ActorCode, &ActorCode), usize> = BTreeMap::new();
        for part in &self.exhibits {
            let mut seen = Vec::new();
            for claim in part.claims().filter(|claim| claim.tag == Tag::Accusation) {
                for pair in claim
                    .source
                    .iter()
                    .flat_map(|source| claim.target.iter().map(move |target| (source, target)))
                {
                    let now = claim.counts() && claim.modality == Modality::Actual;
                    if now && pair.0 != pair.1 && !seen.contains(&pair) {
                        seen.push(pair);
                    }
                }
            }
            for pair in seen {
                *pairs.entry(pair).or_default() += 1;
            }
        }
        let mut pairs: Vec<_> = pairs.into_iter().map(|((s, t), count)| (s, t, count)).collect();
        pairs.sort_by_key(|(.., count)| std::cmp::Reverse(*count));
        pairs
    }
}

impl<'a> Part<'a> {
    fn new(exhibit: &'a Exhibit, given: &mut BTreeMap<Uuid, u32>) -> Self {
        let row = &exhibit.story.row;
        let name = if row.link.is_empty() { &row.title } else { &row.link };
        let at = row.published_at.as_second().to_string();
        let uid = once(uid(&["story", &exhibit.outlet.url, name, &at]), given);
        let notes = exhibit.story.annotations.iter().map(|note| {
            let exact = note.anchor.as_ref().map_or("", |anchor| anchor.exact());
            let prefix = note.anchor.as_ref().map_or("", |anchor| anchor.prefix());
            let at = note.created_at.as_second().to_string();
            let text = &exhibit.story.article.text;
            Note {
                uid: once(self::uid(&["note", &uid.to_string(), &at, exact, prefix]), given),
                annotation: note,
                body: clean::text(&note.body),
                place: note.anchor.as_ref().and_then(|anchor| anchor.locate(text).ok()),
            }
        });
        Self { exhibit, uid, notes: notes.collect() }
    }

    /// The outlet's name, or the address of its feed.
    pub(super) fn outlet(&self) -> &'a str {
        let outlet = &self.exhibit.outlet;
        if outlet.title.is_empty() { &outlet.url } else { &outlet.title }
    }

    /// The address of the page, if a browser may be given it.
    pub(super) fn link(&self) -> Option<String> {
        clean::url(&self.exhibit.story.row.link, None)
    }

    /// The text that all spans are of.
    pub(super) fn text(&self) -> &'a str {
        &self.exhibit.story.article.text
    }

    pub(super) fn claims(&self) -> impl Iterator<Item = &'a Claim> + use<'a> {
        self.exhibit.story.analysis.claims.iter()
    }

    /// What is said; names and titles in marks are left out.
    pub(super) fn quotes(&self) -> impl Iterator<Item = &'a Quote> + use<'a> {
        self.exhibit.story.analysis.quotes.iter().filter(|quote| !quote.scare)
    }
}

/// Makes the identity of something from what names it.
pub(super) fn uid(parts: &[&str]) -> Uuid {
    let mut name = Vec::new();
    for part in parts {
        name.extend_from_slice(&(part.len() as u64).to_le_bytes());
        name.extend_from_slice(part.as_bytes());
    }
    Uuid::new_v5(&NAMESPACE, &name)
}

/// Gives an identity once; the second of the same becomes another.
fn once(first: Uuid, given: &mut BTreeMap<Uuid, u32>) -> Uuid {
    let count = given.entry(first).or_default();
    *count += 1;
    if *count == 1 { first } else { uid(&[&first.to_string(), &count.to_string()]) }
}

/// Says in words what keeps a claim from being flat: `negated`, `planned`, `suspected`.
pub(super) fn doubts(claim: &Claim) -> Vec<&'static str> {
    let polarity = match claim.polarity {
        Polarity::Asserted => None,
        Polarity::Negated => Some("negated"),
    };
    let modality = match claim.modality {
        Modality::Actual => None,
        Modality::Planned => Some("planned"),
        Modality::Conditional => Some("conditional"),
        Modality::Historical => Some("earlier"),
        Modality::Question => Some("asked"),
    };
    let hedge = match claim.hedge {
        0 => None,
        1 => Some("hedged"),
        2 => Some("suspected"),
        _ => Some("disputed"),
    };
    [polarity, modality, hedge].into_iter().flatten().collect()
}

/// Says a tag with what weakens it: `denial (suspected)`.
pub(super) fn kind(claim: &Claim) -> String {
    let (tag, doubts) = (tag_words(claim.tag), doubts(claim));
    if doubts.is_empty() { tag } else { format!("{tag} ({})", doubts.join(", ")) }
}

/// Says a tag in words: `no comment`.
pub(super) fn tag_words(tag: Tag) -> String {
    tag.as_str().to_lowercase().replace('_', " ")
}
