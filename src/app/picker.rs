//! Choosing countries by typing.

use super::Input;
use super::Scope;
use crate::model::ActorCode;
use crate::model::Condition;
use crate::model::Role;

/// A country as the picker knows it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Country {
    /// Its code.
    pub code: String,
    /// Its name in English.
    pub name: String,
    /// Demonyms, capital and other names, each folded to lower case.
    pub terms: Vec<String>,
    /// Stories in which it is named.
    pub any: u64,
    /// Stories in which it accuses.
    pub accuser: u64,
    /// Stories in which it is accused.
    pub accused: u64,
    /// Stories in which it denies.
    pub denier: u64,
}

impl Country {
    /// Returns in how many stories it has `role`.
    pub fn count(&self, role: Option<Role>) -> u64 {
        match role {
            None => self.any,
            Some(Role::Accuser) => self.accuser,
            Some(Role::Accused) => self.accused,
            Some(Role::Denier) => self.denier,
            Some(Role::Target | Role::Sanctioner | Role::Mentioned) => 0,
        }
    }
}

/// The roles that a key steps through.
pub const ROLES: [Option<Role>; 4] =
    [None, Some(Role::Accuser), Some(Role::Accused), Some(Role::Denier)];

/// The picker, open.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Picker {
    /// What is typed.
    pub input: Input,
    /// The role asked for.
    pub role: Option<Role>,
    /// Indices of the countries that match, best first.
    pub found: Vec<usize>,
    /// The index in `found` of the one under the bar.
    pub selected: usize,
    /// Codes chosen so far.
    pub chosen: Vec<ActorCode>,
    /// Codes that the list is filtered by now.
    pub active: Vec<ActorCode>,
}

impl Picker {
    /// Opens the picker on all countries.
    pub fn open(countries: &[Country], text: &str) -> Self {
        let mut picker = Self { input: Input::new(text), ..Self::default() };
        picker.search(countries);
        picker
    }

    /// Opens the picker on what `scope` asks for: its role, with the bar on its first country.
    pub fn of(countries: &[Country], scope: &Scope) -> Self {
        let mut picker = Self::default();
        if let Some((role, active)) = scope.picked() {
            picker.role = role.filter(|role| ROLES.contains(&Some(*role)));
            picker.active = active;
        }
        picker.search(countries);
        let first = picker.active.first().map(ActorCode::as_str);
        let at = picker.found.iter().position(|at| Some(countries[*at].code.as_str()) == first);
        picker.selected = at.unwrap_or_default();
        picker
    }

    /// Finds the countries that match what is typed, after the last `>`.
    pub fn search(&mut self, countries: &[Country]) {
        let typed = self.input.text().rsplit('>').next().unwrap_or_default();
        self.found = rank(countries, typed, self.role);
        self.selected = 0;
    }

    /// Steps to another role.
    pub fn turn(&mut self, forward: bool, countries: &[Country]) {
        let at = ROLES.iter().position(|role| *role == self.role).unwrap_or_default();
        let step = if forward { 1 } else { ROLES.len() - 1 };
        self.role = ROLES[(at + step) % ROLES.len()];
        let kept = self.found.get(self.selected).copied();
        self.search(countries);
        self.selected =
            self.found.iter().position(|found| Some(*found) == kept).unwrap_or_default();
    }

    /// Returns the country under the bar.
    pub fn current<'a>(&self, countries: &'a [Country]) -> Option<&'a Country> {
        self.found.get(self.selected).and_then(|index| countries.get(*index))
    }

    /// Adds the country under the bar to those chosen, or takes it away.
    pub fn mark(&mut self, countries: &[Country]) {
        let Some(country) = self.current(countries) else { return };
        let code = ActorCode::state(&country.code);
        match self.chosen.iter().position(|chosen| *chosen == code) {
            Some(at) => drop(self.chosen.remove(at)),
            None => self.chosen.push(code),
        }
        self.input = Input::default();
        self.search(countries);
    }

    /// Returns what was picked, or `None` if nothing matches.
    pub fn condition(&self, countries: &[Country]) -> Option<Condition> {
        let current = || self.current(countries).map(|found| ActorCode::state(&found.code));
        if let Some((source, target)) = self.input.text().split_once('>') {
            let best = |typed: &str| {
                let found = rank(countries, typed, None).first().copied();
                found.and_then(|at| countries.get(at)).map(|found| ActorCode::state(&found.code))
            };
            let side = |typed: &str| match typed.trim() {
                "" | "*" => Some(None),
                typed => best(typed).map(Some),
            };
            return Some(Condition::Claim(side(source)?, side(target)?));
        }
        let mut codes = self.chosen.clone();
        if codes.is_empty() || !self.input.is_empty() {
            codes.extend(current().filter(|code| !self.chosen.contains(code)));
        }
        super::scope::country(self.role, &codes)
    }
}

/// Returns the indices of the countries that `typed` means, best first; all of them if it is empty.
pub fn rank(countries: &[Country], typed: &str, role: Option<Role>) -> Vec<usize> {
    let typed = typed.trim().to_lowercase();
    let mut found: Vec<_> = countries
        .iter()
        .enumerate()
        .filter_map(|(at, country)| Some((score(country, &typed)?, at)))
        .collect();
    found.sort_by(|(left, a), (right, b)| {
        let (a, b) = (&countries[*a], &countries[*b]);
        left.cmp(right).then(b.count(role).cmp(&a.count(role))).then(a.name.cmp(&b.name))
    });
    found.into_iter().map(|(_, at)| at).collect()
}

/// Returns how well `typed` names the country, 0 best, or `None` if it does not.
fn score(country: &Country, typed: &str) -> Option<u32> {
    if typed.is_empty() {
        return Some(0);
    }
    if country.code.eq_ignore_ascii_case(typed) {
        return Some(0);
    }
    let name = country.name.to_lowercase();
    if name.starts_with(typed) {
        return Some(1);
    }
    if country.terms.iter().any(|term| term.starts_with(typed)) {
        return Some(2);
    }
    let inside = |text: &str| text.split([' ', '-']).any(|word| word.starts_with(typed));
    if inside(&name) || country.terms.iter().any(|term| inside(term)) {
        return Some(3);
    }
    is_subsequence(typed, &name).then_some(4)
}

/// Returns whether the letters of `part` occur in `whole` in this order, the first at its start.
fn is_subsequence(part: &str, whole: &str) -> bool {
    let mut letters = whole.chars();
    part.chars().next() == whole.chars().next()
        && part.chars().all(|wanted| letters.any(|letter| letter == wanted))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn countries() -> Vec<Country> {
        [
            ("CN", "China", &["chinese", "beijing"][..], 9),
            ("CL", "Chile", &["chilean", "santiago"], 1),
            ("NZ", "New Zealand", &["new zealander", "wellington"], 5),
            ("NL", "Netherlands", &["dutch", "the hague", "amsterdam"], 2),
            ("GB", "United Kingdom", &["british", "london"], 4),
        ]
        .into_iter()
        .map(|(code, name, terms, any)| Country {
            code: code.into(),
            name: name.into(),
            terms: terms.iter().map(|term| (*term).to_owned()).collect(),
            any,
            ..Country::default()
        })
        .collect()
    }

    #[test]
    fn a_country_is_found_by_code_name_demonym_and_capital() {
        let countries = countries();
        for (typed, expected) in [
            ("nz", "NZ"),
            ("chi", "CN CL"),
            ("beij", "CN"),
            ("dutch", "NL"),
            ("zeal", "NZ"),
            ("nwz", "NZ"),
            ("hague", "NL"),
            ("xyz", ""),
        ] {
            let found: Vec<_> = rank(&countries, typed, None)
                .into_iter()
                .map(|at| countries[at].code.as_str())
                .collect();
            assert_eq!(found.join(" "), expected, "of {typed:?}");
        }
    }

    #[test]
    fn what_is_typed_and_marked_becomes_a_condition() {
        let countries = countries();
        let label = |picker: &Picker| {
            picker
                .condition(&countries)
                .as_ref()
                .map_or_else(String::new, super::super::scope::label)
        };
        let mut picker = Picker::open(&countries, "chi");
        assert_eq!(label(&picker), "CN");
        picker.turn(true, &countries);
        picker.turn(true, &countries);
        assert_eq!(label(&picker), "accused CN");
        picker.mark(&countries);
        picker.input = Input::new("nz");
        picker.search(&countries);
        assert_eq!(label(&picker), "accused CN or accused NZ");
        assert_eq!(label(&Picker::open(&countries, "nz>chi")), "NZ▸CN");
        assert_eq!(label(&Picker::open(&countries, "*>nz")), "any▸NZ");
        assert_eq!(label(&Picker::open(&countries, "qqq")), "");
    }
}
