//! States and capitals in texts of other languages.

use super::Called;
use super::Naming;
use super::Use;
use crate::analysis::doc::Doc;
use crate::analysis::doc::Shape;
use crate::analysis::doc::fold;
use crate::analysis::lexicon::Sort;
use crate::model::MentionKind;

/// The most words of a name in another language.
const NAME_WORDS_MAX: usize = 8;

/// A shorter name is told from a common word by its capital only.
const SMALL_CHARS_MIN: usize = 4;

/// Adds the names of the text's language, if it is not English, between the namings found so far.
pub(super) fn add(doc: &Doc<'_>, namings: &mut Vec<Naming>, language: Option<&str>) {
    let Some(language) = language.filter(|one| *one != "en" && doc.lexicon.foreign.knows(one))
    else {
        return;
    };
    let mut folded: Vec<String> = Vec::with_capacity(doc.tokens.len());
    for at in 0..doc.tokens.len() {
        let mut lower = String::new();
        fold(doc.word(at), &mut lower);
        folded.push(lower);
    }
    let words: Vec<&str> = folded.iter().map(String::as_str).collect();
    let mut found = Vec::new();
    let (mut old, mut at) = (0, 0);
    while at < words.len() {
        while namings.get(old).is_some_and(|naming| naming.tokens.end <= at) {
            old += 1;
        }
        if let Some(naming) = namings.get(old).filter(|naming| naming.tokens.start <= at) {
            at = naming.tokens.end;
            continue;
        }
        let end = words.len().min(at + NAME_WORDS_MAX);
        let sure = language == "zh"
            || doc.tokens[at].shape.any(Shape::CAPITAL)
            || words[at].chars().count() >= SMALL_CHARS_MIN;
        let named = doc.lexicon.foreign.find(language, &words[at..end]).filter(|_| sure);
        let Some((length, sort, state)) = named else {
            at += 1;
            continue;
        };
        let bloc = matches!(doc.lexicon.names.code(state).as_str(), "EU" | "NATO" | "UN");
        found.push(Naming {
            tokens: at..at + length,
            kind: if bloc { MentionKind::Bloc } else { MentionKind::Country },
            sort: if bloc { Sort::Bloc } else { sort },
            name: Called::Listed(doc.lexicon.names.state_name_id(state)),
            country: Some(state),
            usage: Use::Acts,
            furniture: false,
            local: false,
            person: None,
        });
        at += length;
    }
    if !found.is_empty() {
        namings.append(&mut found);
        namings.sort_by_key(|naming| naming.tokens.start);
    }
}
