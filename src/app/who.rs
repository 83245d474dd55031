//! Who an actor is: what the open story, the lexicon and the store know of it.

use super::reader::Reader;
use super::scope::Scope;
use crate::model::ActorCode;
use crate::model::Claim;
use crate::model::Condition;
use crate::model::Mention;
use crate::model::MentionKind;
use crate::model::Span;

/// The most ways of naming an actor that are listed.
const NAMINGS_MAX: usize = 8;

/// An actor, and what is known of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Who {
    /// Where the story names it.
    pub mention: Mention,
    /// What is known, each under a word.
    pub facts: Vec<(&'static str, String)>,
    /// The topmost visible line.
    pub top: usize,
}

/// What the lexicon and the store know of an actor.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Known {
    /// Its full name.
    pub name: String,
    /// Other names of it.
    pub aliases: Vec<String>,
    /// In how many stories it occurs.
    pub stories: Option<u64>,
}

impl Who {
    /// Gathers what the open story says of the actor of `mention`; `name_of` knows states by code.
    pub fn new(reader: &Reader, mention: &Mention, name_of: impl Fn(&ActorCode) -> String) -> Self {
        let mut who = Self { mention: mention.clone(), facts: Vec::new(), top: 0 };
        who.add("kind", mention.kind.as_str().to_owned());
        if let Some(code) = &mention.country {
            let word = match mention.kind {
                MentionKind::Group => "held to act for",
                MentionKind::Country | MentionKind::Bloc => "code",
                MentionKind::Place | MentionKind::Organisation | MentionKind::Person => "country",
            };
            who.add(word, format!("{} ({code})", name_of(code)));
        }
        who.read(reader);
        who
    }

    fn add(&mut self, word: &'static str, said: String) {
        if !said.is_empty() {
            self.facts.push((word, said));
        }
    }

    /// Adds what the story says: offices, namings, quotations, claims.
    fn read(&mut self, reader: &Reader) {
        let Some(story) = &reader.story else { return };
        let (text, analysis) = (reader.text(), &story.analysis);
        let name = self.mention.name.clone();
        let namings: Vec<Span> = analysis
            .mentions
            .iter()
            .filter(|other| other.name == name)
            .map(|other| other.span)
            .collect();
        let said: Vec<_> = analysis
            .quotes
            .iter()
            .filter_map(|quote| quote.speaker.as_ref())
            .filter(|speaker| speaker.name == name)
            .collect();
        let office = said.iter().find_map(|speaker| speaker.role.clone());
        self.add("office", office.unwrap_or_default());
        let mut words: Vec<String> = namings
            .iter()
            .map(|span| format!("“{}”", span.text(text).replace('\n', " ")))
            .collect();
        words.dedup();
        words.sort();
        words.dedup();
        words.truncate(NAMINGS_MAX);
        self.add("named here", format!("{}: {}", times(namings.len()), words.join(", ")));
        if !said.is_empty() {
            self.add("quoted here", times(said.len()));
        }
        let code = self.mention.country.clone().filter(|_| self.stands_for_itself());
        let own = |codes: &[ActorCode]| code.as_ref().is_some_and(|code| codes.contains(code));
        let tell = |claim: &Claim, verb: &str, codes: &[ActorCode]| {
            let codes: Vec<&str> = codes.iter().map(ActorCode::as_str).collect();
            let tag = claim.tag.as_str().to_lowercase().replace('_', " ");
            format!("{tag} {verb} {}", codes.join(" "))
        };
        for claim in analysis.claims.iter().filter(|claim| claim.counts()) {
            if own(&claim.source) {
                self.add("by it here", tell(claim, "of", &claim.target));
            } else if own(&claim.target) {
                self.add("about it here", tell(claim, "by", &claim.source));
            }
        }
        self.facts.dedup();
    }

    fn stands_for_itself(&self) -> bool {
        matches!(self.mention.kind, MentionKind::Country | MentionKind::Bloc)
    }

    /// Adds what the lexicon and the store know.
    pub fn learn(&mut self, known: &Known) {
        if known.name != self.mention.name {
            return;
        }
        self.add("also called", known.aliases.join(", "));
        if let Some(stories) = known.stories {
            let word = if stories == 1 { "story" } else { "stories" };
            self.add("in the store", format!("{stories} {word}"));
        }
    }

    /// Returns what a story must be to be about the actor, if that can be asked.
    pub fn condition(&self) -> Option<Condition> {
        condition(&self.mention)
    }

    /// Returns the scope of the stories about the actor.
    pub fn scope(&self, before: &Scope) -> Option<Scope> {
        Some(Scope { countries: vec![self.condition()?], ..Scope::everything(before.order) })
    }
}

fn times(count: usize) -> String {
    if count == 1 { "once".to_owned() } else { format!("{count} times") }
}

/// Returns what a story must be to be about the actor of `mention`, if that can be asked.
pub fn condition(mention: &Mention) -> Option<Condition> {
    match mention.kind {
        MentionKind::Country | MentionKind::Bloc | MentionKind::Place => {
            mention.country.clone().map(|code| Condition::Country(None, code))
        }
        MentionKind::Group => Some(Condition::Group(mention.name.clone())),
        MentionKind::Person => Some(Condition::Speaker(mention.name.clone())),
        // It acts more often than it speaks.
        MentionKind::Organisation => Some(Condition::Phrase(mention.name.clone())),
    }
}

/// Returns the mention that `place` holds, else the first after `from`.
pub fn mention_at(reader: &Reader, place: Option<Span>, from: usize) -> Option<&Mention> {
    let mentions = &reader.story.as_ref()?.analysis.mentions;
    let named = |mention: &&Mention| mention.kind != MentionKind::Place;
    let within = place.and_then(|place| {
        mentions.iter().filter(named).find(|mention| {
            place.overlaps(mention.span)
                || (place.is_empty()
                    && mention.span.start() <= place.start()
                    && place.start() < mention.span.end())
        })
    });
    let from = place.map_or(from, Span::start);
    within.or_else(|| mentions.iter().filter(named).find(|mention| mention.span.start() >= from))
}
