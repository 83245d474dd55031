//! Who is named in a text: countries, blocs, organisations, persons, intrusion sets.

mod sum_up;

use std::ops::Range;

use crate::analysis::doc::Doc;
use crate::model::ActorCode;
use crate::model::MentionKind;

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

/// One place where an actor is named.
#[derive(Clone, Debug)]
pub(crate) struct Naming {
    /// Its tokens.
    pub(crate) tokens: Range<usize>,
    /// What kind of actor.
    pub(crate) kind: MentionKind,
    /// The canonical name: `New Zealand`, `Winston Peters`, `APT40`.
    pub(crate) name: String,
    /// The state or bloc the actor stands for, if known.
    pub(crate) country: Option<ActorCode>,
    /// How it is used.
    pub(crate) usage: Use,
    /// Whether it stands in page furniture, and is not counted.
    pub(crate) furniture: bool,
}

/// A person of the article, gathered from all its namings.
#[derive(Clone, Debug, Default)]
pub(crate) struct Person {
    /// The fullest form in the text, without title: `Winston Peters`.
    pub(crate) name: String,
    /// The office, in lower case: `foreign minister`.
    pub(crate) role: Option<String>,
    /// The state the person speaks for.
    pub(crate) country: Option<ActorCode>,
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
}

impl Actors {
    /// Returns the naming that holds a token.
    pub(crate) fn at(&self, token: usize) -> Option<&Naming> {
        self.index_at(token).map(|index| &self.namings[index])
    }

    /// Returns the index of the naming that holds a token.
    pub(crate) fn index_at(&self, token: usize) -> Option<usize> {
        let index = self.namings.partition_point(|naming| naming.tokens.end <= token);
        let naming = self.namings.get(index)?;
        (naming.tokens.start <= token).then_some(index)
    }

    /// Returns the namings that begin in a range of tokens.
    pub(crate) fn within(&self, tokens: Range<usize>) -> &[Naming] {
        let first = self.namings.partition_point(|naming| naming.tokens.start < tokens.start);
        let end = self.namings.partition_point(|naming| naming.tokens.start < tokens.end);
        &self.namings[first..end.max(first)]
    }

    /// Returns the person whom a naming names.
    pub(crate) fn person_of(&self, naming: usize) -> Option<&Person> {
        self.persons.iter().find(|person| person.namings.contains(&naming))
    }
}

/// Finds everyone whom `doc` names.
pub(crate) fn find(_doc: &Doc<'_>) -> Actors {
    Actors::default()
}
