//! What an intrusion set is called by.

/// The names of intrusion sets that ship with the lexicon.
const GROUPS: &str = include_str!("../../config/lexicon/names/groups.tsv");

/// The marks that say how a form counts; they are no part of it.
const MARKS: [char; 4] = ['?', '!', '=', ' '];

/// Returns the other names of the intrusion set of this name.
pub fn aliases(name: &str) -> Vec<String> {
    let bare = |form: &str| form.trim_start_matches(MARKS).trim_end().to_owned();
    for line in GROUPS.lines().filter(|line| !line.starts_with('#')) {
        let Some(forms) = line.split('\t').nth(2) else { continue };
        let mut names: Vec<String> = forms.split('|').map(bare).collect();
        if names.first().is_some_and(|first| first == name) {
            names.retain(|other| other != name);
            names.sort_by_key(|other| other.to_lowercase());
            names.dedup_by_key(|other| other.to_lowercase());
            return names;
        }
    }
    Vec::new()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_group_has_the_names_that_others_give_it() {
        assert!(aliases("Agrius").contains(&"Pink Sandstorm".to_owned()));
        assert_eq!(aliases("no such group"), Vec::<String>::new());
    }
}
