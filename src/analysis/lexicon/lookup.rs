//! Answers what the query language and the pickers ask of the lexicon.

use super::Form;
use super::Lexicon;
use super::Sort;
use crate::analysis::doc::split;
use crate::model::ActorCode;
use crate::query::Field;
use crate::query::Names;

impl Lexicon {
    /// Lists states and blocs with their names, in the order of the lexicon.
    pub fn states(&self) -> impl Iterator<Item = (&ActorCode, &str)> {
        self.names.states().map(|id| (self.names.code(id), self.names.state_name(id)))
    }

    /// Returns the name of a state or bloc, or its code if the lexicon does not have it.
    pub fn name_of<'a>(&'a self, code: &'a ActorCode) -> &'a str {
        self.names.state(code.as_str()).map_or(code.as_str(), |id| self.names.state_name(id))
    }

    /// Lists the canonical names of intrusion sets, each with the state held to sponsor it.
    pub fn groups(&self) -> Vec<(&str, Option<&ActorCode>)> {
        let groups = self.names.forms().filter(|form| form.sort == Sort::Group);
        let mut groups: Vec<_> = groups
            .map(|form| {
                (self.names.name(form.name), form.state.map(|state| self.names.code(state)))
            })
            .collect();
        groups.sort_unstable();
        groups.dedup();
        groups
    }

    /// Finds the forms that `text` is as a whole, in any case.
    fn forms_of(&self, text: &str) -> Vec<&Form> {
        let tokens = split(text, &self.words);
        let mut words = tokens.iter().map(|token| token.word);
        let Some(mut node) = words.next().and_then(|word| self.names.enter(word)) else {
            return Vec::new();
        };
        for word in words {
            let Some(next) = self.names.step(node, word) else { return Vec::new() };
            node = next;
        }
        self.names.forms_at(node).collect()
    }
}

impl Names for Lexicon {
    fn country(&self, name: &str) -> Option<ActorCode> {
        if let Some(id) = self.names.state(&name.to_uppercase()) {
            return Some(self.names.code(id).clone());
        }
        let forms = self.forms_of(name);
        let of_sort = |wanted: fn(Sort) -> bool| {
            let found = forms.iter().find(|form| wanted(form.sort));
            found.and_then(|form| form.state).map(|id| self.names.code(id).clone())
        };
        // A name is meant before a capital of the same words, as with Singapore and Georgia.
        of_sort(|sort| matches!(sort, Sort::Country | Sort::Bloc))
            .or_else(|| of_sort(Sort::is_of_state))
    }

    fn group(&self, name: &str) -> Option<String> {
        let forms = self.forms_of(name);
        let group = forms.iter().find(|form| form.sort == Sort::Group)?;
        Some(self.names.name(group.name).to_owned())
    }

    fn values(&self, field: Field) -> Vec<(String, String)> {
        match field {
            Field::Country
            | Field::Accuser
            | Field::Accused
            | Field::Denier
            | Field::Target
            | Field::Sanctioner
            | Field::Mentioned => self
                .states()
                .filter(|(code, _)| code.is_state())
                .map(|(code, name)| (code.as_str().to_owned(), name.to_owned()))
                .collect(),
            Field::Group => {
                let groups = self.groups().into_iter().map(|(name, code)| {
                    let sponsor = code.map_or("", |code| self.name_of(code));
                    (name.to_owned(), sponsor.to_owned())
                });
                groups.collect()
            }
            Field::Speaker
            | Field::Tag
            | Field::Claim
            | Field::Feed
            | Field::Folder
            | Field::Lang
            | Field::Incident
            | Field::Label
            | Field::Note
            | Field::Dossier
            | Field::Since
            | Field::Until
            | Field::Is
            | Field::Sort => Vec::new(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn countries_are_found_by_what_readers_type() {
        let lexicon = Lexicon::built_in();
        let cases = [
            ("nz", Some("NZ")),
            ("new zealand", Some("NZ")),
            ("CHINESE", Some("CN")),
            ("beijing", Some("CN")),
            ("Singapore", Some("SG")),
            ("nato", Some("NATO")),
            ("new", None),
            ("narnia", None),
            ("", None),
        ];
        for (name, expected) in cases {
            let found = lexicon.country(name);
            assert_eq!(found.as_ref().map(ActorCode::as_str), expected, "{name}");
        }
        let values = lexicon.values(Field::Accuser);
        assert!(values.contains(&("NZ".to_owned(), "New Zealand".to_owned())));
    }
}
