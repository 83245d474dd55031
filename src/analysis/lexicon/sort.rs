//! What sort of thing a name names, and what must be minded when it is found.

/// The sort of a line of the name files.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Sort {
    /// A state or territory by name.
    Country,
    /// The adjective of a state (`Chinese`).
    Adjective,
    /// The noun for people of a state (`Swedes`).
    People,
    /// A capital, which is a government when it acts and a place after `in`.
    Capital,
    /// A building or metonym of a government (`Kremlin`).
    Seat,
    /// A bloc with a code of its own (`EU`, `NATO`, `UN`) or an international body.
    Bloc,
    /// A ministry, service, court or other organ, which stands for its state.
    Agency,
    /// A company, bank or university, which stands for nobody.
    Company,
    /// A newspaper, broadcaster or news agency.
    Outlet,
    /// A political party or movement.
    Party,
    /// A sports team or sports body.
    Team,
    /// A sea, province, city or other place that does not act.
    Place,
    /// An intrusion set.
    Group,
    /// A person in office.
    Person,
    /// A name in which no actor is to be seen (a product, ship, film, malware).
    Nothing,
}

impl Sort {
    /// Finds the sort of a name used in the name files.
    pub(crate) fn of_name(name: &str) -> Option<Self> {
        Some(match name {
            "country" | "alias" => Self::Country,
            "adjective" => Self::Adjective,
            "people" => Self::People,
            "capital" => Self::Capital,
            "seat" => Self::Seat,
            "bloc" => Self::Bloc,
            "agency" => Self::Agency,
            "company" => Self::Company,
            "outlet" => Self::Outlet,
            "party" => Self::Party,
            "team" => Self::Team,
            "place" => Self::Place,
            "group" => Self::Group,
            "person" => Self::Person,
            "nothing" => Self::Nothing,
            _ => return None,
        })
    }

    /// Returns whether the forms of such a line name the state itself, and not a thing of its own.
    pub(crate) fn is_of_state(self) -> bool {
        match self {
            Self::Country | Self::Adjective | Self::People | Self::Capital | Self::Seat => true,
            Self::Bloc
            | Self::Agency
            | Self::Company
            | Self::Outlet
            | Self::Party
            | Self::Team
            | Self::Place
            | Self::Group
            | Self::Person
            | Self::Nothing => false,
        }
    }

    /// Returns whether such an actor speaks for the state whose code its line has.
    pub(crate) fn stands_for_state(self) -> bool {
        match self {
            Self::Country
            | Self::Adjective
            | Self::People
            | Self::Capital
            | Self::Seat
            | Self::Bloc
            | Self::Agency
            | Self::Group
            | Self::Person => true,
            Self::Company
            | Self::Outlet
            | Self::Party
            | Self::Team
            | Self::Place
            | Self::Nothing => false,
        }
    }
}

/// What must be minded when a form is found, as bits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Flags(u8);

impl Flags {
    /// Also an ordinary word or a name of persons.
    pub(crate) const WORD: Self = Self(1);
    /// Counts only with a cue in the sentence or the story.
    pub(crate) const CUE: Self = Self(2);
    /// Counts only in capitals throughout.
    pub(crate) const UPPER: Self = Self(4);
    /// Counts only with its accents.
    pub(crate) const EXACT: Self = Self(8);
    /// Counts in lower case as well.
    pub(crate) const LOWER: Self = Self(16);

    /// Of the state that the text names beside it, as with `Foreign Ministry`.
    pub(crate) const LOCAL: Self = Self(32);

    /// Returns whether the two share a bit.
    pub(crate) const fn any(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// Returns the flags of both.
    pub(crate) const fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Finds the flag of a name used in the name files.
    pub(crate) fn of_name(name: &str) -> Option<Self> {
        Some(match name {
            "word" => Self::WORD,
            "cue" => Self::CUE,
            "upper" => Self::UPPER,
            "exact" => Self::EXACT,
            "lower" => Self::LOWER,
            _ => return None,
        })
    }
}
