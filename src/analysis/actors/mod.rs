//! Who is named in a text: countries, blocs, organisations, persons, intrusion sets.

mod bodies;
mod firms;
mod foreign;
mod groups;
mod home;
mod initials;
mod nouns;
mod opening;
mod persons;
mod place;
mod readings;
mod scan;
mod setting;
mod speaking;
mod sum_up;
#[cfg(test)]
mod tests;
mod usage;
mod writing;

use std::ops::Range;

use crate::analysis::doc::Doc;
use crate::analysis::language;
use crate::analysis::lexicon::NameId;
use crate::analysis::lexicon::Sort;
use crate::analysis::lexicon::StateId;
use crate::model::ActorCode;
use crate::model::MentionKind;
use crate::model::Span;

pub(crate) use sum_up::sum_up;

/// How a naming is used in its clause.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Use {
    /// Names an actor that can do and say things: `Beijing denied`, `the GRU`, `Peters`.
    Acts,
    /// Modifies a noun that acts for it: the `Chinese` of `Chinese hackers`, `China` of `China's embassy`.
    Modifies,
    /// Only says where, whence or of what kind: `in Washington`, `Beijing-based`, `Chinese-American`.
    Stands,
}

/// The canonical name of an actor, kept without a copy; [`Actors::name`] gives the words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Called {
    /// A name of the lexicon.
    Listed(NameId),
    /// The words of the text that name it in the fullest form.
    Written(Span),
}

/// One place where an actor is named.
#[derive(Clone, Debug)]
pub(crate) struct Naming {
    /// Its tokens.
    pub(crate) tokens: Range<usize>,
    /// What kind of actor.
    pub(crate) kind: MentionKind,
    /// What sort of name.
    pub(crate) sort: Sort,
    /// The canonical name: `New Zealand`, `Winston Peters`, `APT40`.
    pub(crate) name: Called,
    /// The state or bloc to which the actor belongs, if known; [`Naming::state`] says for whom it speaks.
    pub(crate) country: Option<StateId>,
    /// How it is used.
    pub(crate) usage: Use,
    /// Whether it stands in page furniture or a dateline, and is not counted.
    pub(crate) furniture: bool,
    /// Whether its state is that which the text names beside it, as with `Foreign Ministry`.
    pub(crate) local: bool,
    /// The index of the person whom it names.
    pub(crate) person: Option<usize>,
}

impl Naming {
    /// Returns the state or bloc for which the actor speaks and answers.
    ///
    /// A company, outlet or place has a country and speaks for none.
    pub(crate) fn state(&self) -> Option<StateId> {
        self.country.filter(|_| self.sort.stands_for_state())
    }
}

/// A person of the article, gathered from all its namings.
#[derive(Clone, Debug)]
pub(crate) struct Person {
    /// The fullest form in the text, without title: `Winston Peters`.
    pub(crate) name: Called,
    /// The words of the office, as written: `Foreign Minister`.
    pub(crate) role: Option<Span>,
    /// The state the person speaks for.
    pub(crate) country: Option<StateId>,
    /// The state in which one who speaks for none is at home: a lawyer, an engineer.
    pub(crate) lives: Option<StateId>,
    /// Whether the text calls the person he (`true`) or she (`false`).
    pub(crate) male: Option<bool>,
    /// The indices of the namings.
    pub(crate) namings: Vec<usize>,
}

/// Everyone a text names.
#[derive(Debug, Default)]
pub(crate) struct Actors {
    /// All namings, in order; they do not overlap.
    pub(crate) namings: Vec<Naming>,
    /// The persons, in order of appearance.
    pub(crate) persons: Vec<Person>,
    /// The language of the text, if it is certain enough.
    pub(crate) language: Option<&'static str>,
    /// The states in which the story is at home.
    home: home::Home,
    /// The tokens of the datelines, which belong to no sentence.
    pub(crate) datelines: Vec<Range<usize>>,
    /// The bodies that the text names, for nouns that repeat them.
    bodies: Vec<bodies::Body>,
    /// The index of the naming that holds a token, for each token; rules ask it of every word.
    by_token: Vec<Option<u32>>,
}

/// Returns the index of the naming that holds a token, in namings that are in order.
fn index_of(namings: &[Naming], token: usize) -> Option<usize> {
    let index = namings.partition_point(|naming| naming.tokens.end <= token);
    let naming = namings.get(index)?;
    (naming.tokens.start <= token).then_some(index)
}

impl Actors {
    /// Returns the naming that holds a token.
    pub(crate) fn at(&self, token: usize) -> Option<&Naming> {
        self.index_at(token).map(|index| &self.namings[index])
    }

    /// Returns the index of the naming that holds a token.
    pub(crate) fn index_at(&self, token: usize) -> Option<usize> {
        self.by_token.get(token).copied().flatten().map(|index| index as usize)
    }

    /// Returns the namings that begin in a range of tokens.
    pub(crate) fn within(&self, tokens: Range<usize>) -> &[Naming] {
        let first = self.namings.partition_point(|naming| naming.tokens.start < tokens.start);
        let end = self.namings.partition_point(|naming| naming.tokens.start < tokens.end);
        &self.namings[first..end.max(first)]
    }

    /// Returns the state in which the story that holds a token is at home.
    pub(crate) fn home(&self, token: usize) -> Option<StateId> {
        self.home.at(token)
    }

    /// Returns the one state whose officials the sentences before a token spoke of.
    pub(crate) fn officials_before(&self, doc: &Doc<'_>, token: usize) -> Option<StateId> {
        setting::official(doc, &self.namings, token)
    }

    /// Returns the person whom a naming names.
    pub(crate) fn person_of(&self, naming: usize) -> Option<&Person> {
        self.persons.get(self.namings.get(naming)?.person?)
    }

    /// Returns the canonical name.
    pub(crate) fn name<'a>(doc: &Doc<'a>, called: Called) -> &'a str {
        match called {
            Called::Listed(id) => doc.lexicon.names.name(id),
            Called::Written(span) => span.text(doc.text),
        }
    }

    /// Returns the code of an actor: of the state it speaks for, else `ORG:` and its name.
    pub(crate) fn code(doc: &Doc<'_>, naming: &Naming) -> ActorCode {
        match naming.state() {
            Some(state) => doc.lexicon.names.code(state).clone(),
            None => ActorCode::organisation(Self::name(doc, naming.name)),
        }
    }
}

/// Finds everyone whom `doc` names.
pub(crate) fn find(doc: &Doc<'_>) -> Actors {
    let mut found = scan::scan(doc);
    groups::settle(doc, &mut found);
    let mut namings = found.namings;
    let language = language::of(doc);
    foreign::add(doc, &mut namings, language);
    usage::settle(doc, &mut namings);
    firms::add(doc, &mut namings);
    place::settle(doc, &mut namings);
    let datelines = home::datelines(doc);
    let home = home::settle(doc, &mut namings, &datelines);
    nouns::settle_local(doc, &mut namings, &home);
    let mut bodies = bodies::find(doc, &namings);
    let persons = persons::gather(doc, &mut namings, &bodies, &home);
    bodies::renumber(&mut bodies, &namings);
    let by_token = by_token(doc, &namings);
    Actors { namings, persons, language, home, datelines, bodies, by_token }
}

/// Lists for each token the index of the naming that holds it.
fn by_token(doc: &Doc<'_>, namings: &[Naming]) -> Vec<Option<u32>> {
    let mut by_token = vec![None; doc.tokens.len()];
    for (index, naming) in (0u32..).zip(namings) {
        by_token[naming.tokens.clone()].fill(Some(index));
    }
    by_token
}
