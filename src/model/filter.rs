//! Which stories to list, in which order.

use jiff::Timestamp;

use super::{ActorCode, FeedId, Pair, Role, Tag};

/// A mark that a story has or has not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Mark {
    /// Not opened yet.
    Unread,
    /// Opened.
    Read,
    /// Kept by the reader.
    Saved,
    /// Has a note or highlight.
    Noted,
    /// Came in since the last start.
    New,
    /// Bundled.
    Sample,
    /// Tells of an incident that others tell as well.
    Incident,
}

impl Mark {
    /// Every mark, in the order in which they are offered.
    pub const ALL: [Self; 7] = [
        Self::Unread,
        Self::Read,
        Self::Saved,
        Self::Noted,
        Self::New,
        Self::Sample,
        Self::Incident,
    ];

    /// Returns the name used in queries.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Unread => "unread",
            Self::Read => "read",
            Self::Saved => "saved",
            Self::Noted => "noted",
            Self::New => "new",
            Self::Sample => "sample",
            Self::Incident => "incident",
        }
    }
}

/// A moment in a query, as it was typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Moment {
    /// So many hours before now (`12h`, `7d`, `2w`).
    HoursAgo(u32),
    /// The start of a day, in UTC.
    Day(jiff::civil::Date),
}

/// What a story must be to pass.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Condition {
    /// All of these; an empty list passes everything.
    All(Vec<Condition>),
    /// At least one of these.
    Any(Vec<Condition>),
    /// Not this.
    Not(Box<Condition>),
    /// A word of the full text; `prefix` for `cyber*`.
    Word {
        /// The word, as typed.
        word: String,
        /// Whether longer words count.
        prefix: bool,
    },
    /// Words of the full text, one after the other.
    Phrase(String),
    /// The country is there, in a role or in any (`None`).
    Country(Option<Role>, ActorCode),
    /// Who accuses whom; `None` is anybody.
    Claim(Option<ActorCode>, Option<ActorCode>),
    /// A claim of this kind.
    Tag(Tag),
    /// An intrusion set, by canonical name.
    Group(String),
    /// Part of a speaker's name.
    Speaker(String),
    /// One feed, by number.
    FeedId(FeedId),
    /// Part of an outlet's name or address.
    Feed(String),
    /// A folder and those in it.
    Folder(String),
    /// ISO 639-1 code.
    Lang(String),
    /// A label of the reader.
    Label(String),
    /// Words of a note.
    Note(String),
    /// A dossier, by name.
    Dossier(String),
    /// One incident.
    Incident(i64),
    /// Published at or after.
    Since(Moment),
    /// Published before the end of the moment.
    Until(Moment),
    /// Has the mark.
    Is(Mark),
}

impl Default for Condition {
    fn default() -> Self {
        Self::All(Vec::new())
    }
}

impl Condition {
    /// Returns whether `test` holds of a part that joins no others, be it asked for or refused.
    pub fn has(&self, test: &impl Fn(&Self) -> bool) -> bool {
        match self {
            Self::All(parts) | Self::Any(parts) => parts.iter().any(|part| part.has(test)),
            Self::Not(part) => part.has(test),
            single => test(single),
        }
    }

    /// Returns how many parts of it ask for `pair`; a part that refuses asks for nothing.
    #[must_use]
    pub fn asks_for(&self, pair: &Pair) -> usize {
        let is = |wanted: &Option<ActorCode>, code| wanted.as_ref().is_none_or(|held| held == code);
        let asked = match self {
            Self::All(parts) | Self::Any(parts) => {
                return parts.iter().map(|part| part.asks_for(pair)).sum();
            }
            Self::Country(Some(Role::Accuser), code) => pair.source == *code,
            // Who denies was accused.
            Self::Country(Some(Role::Accused | Role::Denier), code) => pair.target == *code,
            Self::Country(None, code) => pair.source == *code || pair.target == *code,
            Self::Claim(source, target) => is(source, &pair.source) && is(target, &pair.target),
            Self::Country(Some(Role::Target | Role::Sanctioner | Role::Mentioned), _)
            | Self::Not(_)
            | Self::Word { .. }
            | Self::Phrase(_)
            | Self::Tag(_)
            | Self::Group(_)
            | Self::Speaker(_)
            | Self::FeedId(_)
            | Self::Feed(_)
            | Self::Folder(_)
            | Self::Lang(_)
            | Self::Label(_)
            | Self::Note(_)
            | Self::Dossier(_)
            | Self::Incident(_)
            | Self::Since(_)
            | Self::Until(_)
            | Self::Is(_) => false,
        };
        usize::from(asked)
    }
}

/// The order of a list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Order {
    /// Newest first.
    #[default]
    Newest,
    /// Oldest first.
    Oldest,
    /// By outlet, then newest first.
    Outlet,
    /// Most outlets on the same incident first, then newest.
    Coverage,
    /// Most claims first, then newest.
    Claims,
    /// By incident, the one last told of first, then newest; stories told once at the end.
    Incident,
    /// By the country that a story is most about, then newest; stories about none at the end.
    Country,
}

impl Order {
    /// Every order, in the order in which a key steps through them.
    pub const ALL: [Self; 7] = [
        Self::Newest,
        Self::Oldest,
        Self::Outlet,
        Self::Coverage,
        Self::Claims,
        Self::Incident,
        Self::Country,
    ];
}

/// Which stories to list, in which order: the one thing that screen, command line and export share.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// What a story must be.
    pub condition: Condition,
    /// In which order.
    pub order: Order,
    /// Whether bundled samples are listed though the condition does not ask for them.
    pub samples: bool,
}

/// The place after which a page of a list begins: the last row of the page before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cursor {
    /// When that story was published.
    pub published_at: Timestamp,
    /// Its number.
    pub id: super::StoryId,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_asked_for_comes_first() {
        let state = ActorCode::state;
        let role = |role, code| Condition::Country(role, state(code));
        let claim = |source: Option<&str>, target: Option<&str>| {
            Condition::Claim(source.map(state), target.map(state))
        };
        let pair = |(source, target)| Pair { source: state(source), target: state(target) };
        let pairs: Vec<Pair> = [("RU", "NO"), ("US", "CN"), ("NO", "RU")].map(pair).into();
        for (condition, expected) in [
            (Condition::default(), "RU>NO"),
            (role(Some(Role::Accused), "RU"), "NO>RU"),
            (role(Some(Role::Denier), "RU"), "NO>RU"),
            (role(Some(Role::Accuser), "RU"), "RU>NO"),
            (role(None, "CN"), "US>CN"),
            (claim(Some("US"), None), "US>CN"),
            (claim(None, Some("RU")), "NO>RU"),
            (Condition::Not(Box::new(role(None, "CN"))), "RU>NO"),
            (Condition::All(vec![role(None, "RU"), role(Some(Role::Accuser), "NO")]), "NO>RU"),
            (Condition::Any(vec![role(None, "JP"), role(None, "US")]), "US>CN"),
        ] {
            let row = crate::model::StoryRow { pairs: pairs.clone(), ..Default::default() };
            let first = row.pairs_for(&condition)[0];
            assert_eq!(format!("{}>{}", first.source, first.target), expected, "{condition:?}");
        }
    }
}
