//! What was read in one text.

use serde::{Deserialize, Serialize};

use super::{ActorCode, Claim, Mention, Quote, Role, Span};

/// A state or bloc that a text is about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CountrySeen {
    /// Its code.
    pub code: ActorCode,
    /// Its name in English.
    pub name: String,
    /// What it does, in the order of [`Role::ALL`]; never empty.
    pub roles: Vec<Role>,
    /// How often it is named outside page furniture.
    pub mentions: usize,
}

/// An intrusion set that a text names.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GroupSeen {
    /// Its canonical name (`APT40`).
    pub name: String,
    /// The state that is held to sponsor it.
    pub country: Option<ActorCode>,
    /// The other names that the text uses.
    pub aliases_seen: Vec<String>,
}

/// Everything that was read in one text; all spans are of that text.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Analysis {
    /// The headline, if the text begins with one.
    pub title: Option<Span>,
    /// ISO 639-1 code of the language, if it is certain enough.
    pub language: Option<String>,
    /// The version of the lexicon that made this.
    pub lexicon: String,
    /// States and blocs, most important first.
    pub countries: Vec<CountrySeen>,
    /// Every naming of an actor, in order of appearance.
    pub mentions: Vec<Mention>,
    /// Intrusion sets, in order of appearance.
    pub groups: Vec<GroupSeen>,
    /// Quotes, in order of appearance.
    pub quotes: Vec<Quote>,
    /// Claims, in order of appearance.
    pub claims: Vec<Claim>,
    /// Stretches that are furniture of the page and not of the article.
    pub furniture: Vec<Span>,
}

impl Analysis {
    /// Returns the codes of the countries that have `role`, most important first.
    pub fn with_role(&self, role: Role) -> impl Iterator<Item = &ActorCode> {
        self.countries.iter().filter(move |seen| seen.roles.contains(&role)).map(|seen| &seen.code)
    }
}
