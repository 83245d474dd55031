//! What is listed: a view, countries, a search, an order.

use crate::model::ActorCode;
use crate::model::Condition;
use crate::model::FeedId;
use crate::model::Filter;
use crate::model::Mark;
use crate::model::Moment;
use crate::model::Order;
use crate::model::Role;

/// How far back the view of today reaches, in hours: a desk's day begins before its reader's.
const TODAY_HOURS: u32 = 24;

/// A list that has a name in the sidebar.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum View {
    /// Everything.
    #[default]
    All,
    /// The last 24 hours.
    Today,
    /// What was not opened yet.
    Unread,
    /// What the reader keeps.
    Saved,
    /// What has a note or a highlight.
    Noted,
    /// What several outlets tell, by incident.
    Incidents,
    /// What is bundled.
    Samples,
    /// One feed, with its title.
    Feed(FeedId, String),
    /// A folder of feeds.
    Folder(String),
    /// A filter that the reader kept, with its name and query.
    Kept(String, Condition),
}

impl View {
    /// The views that every reader has, in the order of the sidebar.
    pub const BUILT_IN: [Self; 6] =
        [Self::All, Self::Today, Self::Unread, Self::Saved, Self::Noted, Self::Incidents];

    /// Returns its title.
    pub fn title(&self) -> &str {
        match self {
            Self::All => "All stories",
            Self::Today => "Today",
            Self::Unread => "Unread",
            Self::Saved => "Saved",
            Self::Noted => "Noted",
            Self::Incidents => "Incidents",
            Self::Samples => "Samples",
            Self::Feed(_, title) | Self::Folder(title) | Self::Kept(title, _) => title,
        }
    }

    /// Finds a built-in view by the name that the command line uses.
    pub fn from_name(name: &str) -> Option<Self> {
        Some(match name.to_lowercase().as_str() {
            "all" => Self::All,
            "today" => Self::Today,
            "unread" => Self::Unread,
            "saved" => Self::Saved,
            "noted" => Self::Noted,
            "incidents" => Self::Incidents,
            "samples" => Self::Samples,
            _ => return None,
        })
    }

    /// Returns whether it is the same list; a watch is known by its name.
    pub fn is_same(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Kept(name, _), Self::Kept(shown, _)) => name == shown,
            (view, shown) => view == shown,
        }
    }

    /// Returns the order that it brings, if it brings one.
    pub fn order(&self) -> Option<Order> {
        match self {
            Self::Incidents => Some(Order::Incident),
            Self::All
            | Self::Today
            | Self::Unread
            | Self::Saved
            | Self::Noted
            | Self::Samples
            | Self::Feed(..)
            | Self::Folder(_)
            | Self::Kept(..) => None,
        }
    }

    /// Returns what a story must be to stand in it.
    pub fn condition(&self) -> Condition {
        match self {
            Self::All => Condition::default(),
            Self::Today => Condition::Since(Moment::HoursAgo(TODAY_HOURS)),
            Self::Unread => Condition::Is(Mark::Unread),
            Self::Saved => Condition::Is(Mark::Saved),
            Self::Noted => Condition::Is(Mark::Noted),
            Self::Incidents => Condition::Is(Mark::Incident),
            Self::Samples => Condition::Is(Mark::Sample),
            Self::Feed(id, _) => Condition::FeedId(*id),
            Self::Folder(name) => Condition::Folder(name.clone()),
            Self::Kept(_, condition) => condition.clone(),
        }
    }
}

/// A search, as typed and as understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Search {
    /// What was typed.
    pub text: String,
    /// What it means.
    pub condition: Condition,
}

/// What is listed, in parts that can be taken away one by one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Scope {
    /// The view.
    pub view: View,
    /// Countries and pairs; all must hold.
    pub countries: Vec<Condition>,
    /// The search.
    pub search: Option<Search>,
    /// The order.
    pub order: Order,
}

/// One part of a scope, as it is shown above the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Chip {
    /// The view.
    View(String),
    /// The country condition with this index.
    Country(usize, String),
    /// The search.
    Search(String),
}

impl Chip {
    /// Returns what it says.
    pub fn label(&self) -> &str {
        match self {
            Self::View(label) | Self::Country(_, label) | Self::Search(label) => label,
        }
    }
}

impl Scope {
    /// Returns the filter of this scope; `samples` lists bundled stories as well.
    pub fn filter(&self, samples: bool) -> Filter {
        let mut parts = vec![self.view.condition()];
        parts.extend(self.countries.iter().cloned());
        parts.extend(self.search.iter().map(|search| search.condition.clone()));
        parts.retain(|part| *part != Condition::default());
        let condition = match parts.len() {
            1 => parts.remove(0),
            _ => Condition::All(parts),
        };
        Filter { condition, order: self.order, samples }
    }

    /// Returns its parts, as they are shown; nothing for the list of everything.
    pub fn chips(&self) -> Vec<Chip> {
        let mut chips = Vec::new();
        if self.view != View::All {
            chips.push(Chip::View(self.view.title().to_owned()));
        }
        for (at, condition) in self.countries.iter().enumerate() {
            chips.push(Chip::Country(at, label(condition)));
        }
        if let Some(search) = &self.search {
            // What was typed is called as what was picked.
            let picked = is_of_countries(&search.condition);
            let text = if picked { label(&search.condition) } else { search.text.clone() };
            chips.push(Chip::Search(text));
        }
        chips
    }

    /// Returns whether a part of it asks for a country, picked or typed.
    pub fn names(&self, code: &str) -> bool {
        let typed = self.search.iter().map(|search| &search.condition);
        self.countries.iter().chain(typed).any(|condition| names(condition, code))
    }

    /// Returns the role and the countries that it asks for, picked or typed; nothing for pairs.
    pub fn picked(&self) -> Option<(Option<Role>, Vec<ActorCode>)> {
        let typed = self.search.iter().map(|search| &search.condition);
        self.countries.iter().chain(typed).find_map(picked)
    }

    /// Makes the scope with these countries in place of those before, picked or typed.
    #[must_use]
    pub fn of_countries(&self, countries: Vec<Condition>) -> Self {
        let mut scope = Self { countries, ..self.clone() };
        scope.search = scope.search.filter(|search| !is_of_countries(&search.condition));
        scope
    }

    /// Takes one part away.
    pub fn remove(&mut self, chip: &Chip) {
        match chip {
            Chip::View(_) => self.view = View::All,
            Chip::Country(at, _) if *at < self.countries.len() => {
                self.countries.remove(*at);
            }
            Chip::Country(..) => {}
            Chip::Search(_) => self.search = None,
        }
    }

    /// Returns whether everything is listed, in whatever order.
    pub fn is_plain(&self) -> bool {
        *self == Self::everything(self.order)
    }

    /// Makes the scope of everything in this order.
    pub fn everything(order: Order) -> Self {
        Self { order, ..Self::default() }
    }

    /// Returns what it lists in a few words, as the title of a document.
    pub fn title(&self) -> String {
        let chips = self.chips();
        let parts: Vec<&str> = chips.iter().map(Chip::label).collect();
        if parts.is_empty() { View::All.title().to_owned() } else { parts.join(", ") }
    }
}

/// Returns the name of an order.
pub fn order_name(order: Order) -> &'static str {
    match order {
        Order::Newest => "newest",
        Order::Oldest => "oldest",
        Order::Outlet => "outlet",
        Order::Coverage => "coverage",
        Order::Claims => "claims",
        Order::Incident => "incident",
        Order::Country => "country",
    }
}

/// Returns whether a condition asks for countries and pairs alone, as the picker does.
fn is_of_countries(condition: &Condition) -> bool {
    match condition {
        Condition::Country(..) | Condition::Claim(..) => true,
        Condition::Any(parts) | Condition::All(parts) => {
            !parts.is_empty() && parts.iter().all(is_of_countries)
        }
        _ => false,
    }
}

/// Returns whether a condition asks for a country.
fn names(condition: &Condition, code: &str) -> bool {
    match condition {
        Condition::Country(_, found) => found.as_str() == code,
        Condition::Claim(source, target) => {
            [source, target].into_iter().flatten().any(|found| found.as_str() == code)
        }
        Condition::Any(parts) | Condition::All(parts) => parts.iter().any(|part| names(part, code)),
        _ => false,
    }
}

/// Returns what the picker would have to hold for a condition; nothing if it is not of its kind.
fn picked(condition: &Condition) -> Option<(Option<Role>, Vec<ActorCode>)> {
    match condition {
        Condition::Country(role, code) => Some((*role, vec![code.clone()])),
        Condition::Any(parts) => {
            let found: Option<Vec<_>> = parts.iter().map(picked).collect();
            let found = found.filter(|found| found.windows(2).all(|two| two[0].0 == two[1].0))?;
            let role = found.first()?.0;
            Some((role, found.into_iter().flat_map(|(_, codes)| codes).collect()))
        }
        Condition::All(parts) => parts.iter().find_map(picked),
        _ => None,
    }
}

/// Returns a short label of a country condition: `accused CN`, `NZ▸CN`, `CN or RU`.
pub fn label(condition: &Condition) -> String {
    let any = |code: &Option<ActorCode>| {
        code.as_ref().map_or_else(|| "any".to_owned(), |code| code.as_str().to_owned())
    };
    match condition {
        Condition::Country(None, code) => code.as_str().to_owned(),
        Condition::Country(Some(role), code) => format!("{} {}", role.as_str(), code.as_str()),
        Condition::Claim(source, target) => format!("{}▸{}", any(source), any(target)),
        Condition::Any(parts) => parts.iter().map(label).collect::<Vec<_>>().join(" or "),
        Condition::All(parts) => parts.iter().map(label).collect::<Vec<_>>().join(" and "),
        Condition::Not(part) => format!("not {}", label(part)),
        Condition::Word { word, .. } | Condition::Phrase(word) => word.clone(),
        Condition::Tag(tag) => tag.as_str().to_lowercase(),
        Condition::Group(text)
        | Condition::Speaker(text)
        | Condition::Feed(text)
        | Condition::Folder(text)
        | Condition::Lang(text)
        | Condition::Label(text)
        | Condition::Note(text)
        | Condition::Dossier(text) => text.clone(),
        Condition::FeedId(FeedId(number)) | Condition::Incident(number) => number.to_string(),
        Condition::Since(_) => "since".to_owned(),
        Condition::Until(_) => "until".to_owned(),
        Condition::Is(mark) => mark.as_str().to_owned(),
    }
}

/// Makes the condition that the country picker stands for.
pub fn country(role: Option<Role>, codes: &[ActorCode]) -> Option<Condition> {
    let mut parts: Vec<_> =
        codes.iter().map(|code| Condition::Country(role, code.clone())).collect();
    match parts.len() {
        0 => None,
        1 => parts.pop(),
        _ => Some(Condition::Any(parts)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scope_shows_its_parts_and_loses_them_one_by_one() {
        let cn = ActorCode::state("CN");
        let mut scope = Scope {
            view: View::Unread,
            countries: country(Some(Role::Accused), &[cn, ActorCode::state("RU")])
                .into_iter()
                .collect(),
            search: Some(Search {
                text: "apt40".into(),
                condition: Condition::Word { word: "apt40".into(), prefix: false },
            }),
            order: Order::Oldest,
        };
        let shown = |scope: &Scope| {
            scope.chips().iter().map(|chip| chip.label().to_owned()).collect::<Vec<_>>().join(" | ")
        };
        assert_eq!(shown(&scope), "Unread | accused CN or accused RU | apt40");
        for expected in ["Unread | accused CN or accused RU", "Unread", ""] {
            let last = scope.chips().pop().unwrap();
            scope.remove(&last);
            assert_eq!(shown(&scope), expected);
        }
        assert!(scope.is_plain());
        assert_eq!(scope.filter(true).condition, Condition::default());
    }

    #[test]
    fn what_is_typed_counts_as_what_is_picked() {
        let cn = ActorCode::state("CN");
        let accused = |code: &str| Condition::Country(Some(Role::Accused), ActorCode::state(code));
        let word = Condition::Word { word: "apt40".into(), prefix: false };
        let typed = |condition: Condition| Scope {
            search: Some(Search { text: "as typed".into(), condition }),
            ..Scope::default()
        };
        for (condition, chip, names_cn, kept) in [
            (accused("CN"), "accused CN", true, false),
            (
                Condition::Any(vec![accused("CN"), accused("RU")]),
                "accused CN or accused RU",
                true,
                false,
            ),
            (Condition::Claim(None, Some(cn)), "any▸CN", true, false),
            (accused("RU"), "accused RU", false, false),
            (Condition::All(vec![accused("CN"), word.clone()]), "as typed", true, true),
            (Condition::Not(Box::new(accused("CN"))), "as typed", false, true),
            (word, "as typed", false, true),
        ] {
            let scope = typed(condition);
            assert_eq!(scope.chips()[0].label(), chip);
            assert_eq!(scope.names("CN"), names_cn, "{chip}");
            let next = scope.of_countries(vec![accused("IR")]);
            assert_eq!(next.search.is_some(), kept, "{chip}");
        }
    }
}
