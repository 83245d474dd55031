//! What a country is called by, for finding it while typing.

/// The names of states that ship with the lexicon.
const COUNTRIES: &str = include_str!("../../config/lexicon/names/countries.tsv");

/// The names of blocs that ship with the lexicon.
const BLOCS: &str = include_str!("../../config/lexicon/names/blocs.tsv");

/// A state or bloc and what it is called by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CountryNames {
    /// Its code.
    pub code: String,
    /// Its name in English.
    pub name: String,
    /// Its other names, demonyms and capitals, in lower case.
    pub terms: Vec<String>,
}

/// Returns every state and bloc, in the order of the lexicon.
pub fn countries() -> Vec<CountryNames> {
    let mut found: Vec<CountryNames> = Vec::new();
    for line in COUNTRIES.lines().chain(BLOCS.lines()) {
        let mut columns = line.split('\t');
        let (Some(sort), Some(code), Some(forms)) =
            (columns.next(), columns.next(), columns.next())
        else {
            continue;
        };
        let known = found.iter_mut().find(|country| country.code == code);
        match (sort, known) {
            ("country" | "bloc", None) if !code.is_empty() && !code.starts_with("ORG:") => {
                let mut forms = forms.split('|');
                let name = forms.next().unwrap_or_default().to_owned();
                let terms = forms.map(str::to_lowercase).collect();
                found.push(CountryNames { code: code.to_owned(), name, terms });
            }
            ("adjective" | "people" | "capital" | "country" | "bloc", Some(country)) => {
                country.terms.extend(forms.split('|').map(str::to_lowercase));
            }
            _ => {}
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_country_is_called_by_name_demonym_and_capital() {
        let all = countries();
        let zealand = all.iter().find(|country| country.code == "NZ").unwrap();
        assert_eq!(zealand.name, "New Zealand");
        assert!(zealand.terms.iter().any(|term| term == "wellington"), "{:?}", zealand.terms);
        assert!(all.iter().any(|country| country.code == "NATO"));
        assert!(all.len() > 240);
    }
}
