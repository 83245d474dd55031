//! What Tab offers on the command line, and what the palette finds.

use super::Group;
use super::Prompt;
use super::Purpose;
use super::State;
use super::Verb;
use super::reader::Layers;
use super::scope::order_name;
use crate::model::Dossier;
use crate::model::Highlight;
use crate::model::MentionKind;
use crate::model::Order;
use crate::model::Tag;

/// The longest name that is completed in a note, in bytes.
const NAME_BYTES_MAX: usize = 60;

/// The most offers shown.
const OFFERS_MAX: usize = 200;

/// The formats that an export can have.
const FORMATS: [&str; 11] = [
    "markdown",
    "html",
    "csv",
    "jsonl",
    "bibtex",
    "csl",
    "stix",
    "misp",
    "atom",
    "webannotation",
    "labels",
];

/// Returns where the word begins that Tab completes in `prompt`, and what may stand there.
pub(super) fn offers(state: &State, prompt: &Prompt) -> (usize, Vec<String>) {
    let before = prompt.input.before();
    match prompt.purpose {
        Purpose::Command => match before.split_once(' ') {
            None => (
                0,
                starting(
                    before,
                    Verb::ALL.iter().filter(|verb| shown(**verb)).map(|verb| verb.name()),
                ),
            ),
            Some((name, _)) => argument(state, name, before),
        },
        Purpose::Search | Purpose::Query => query(state, before),
        Purpose::Label | Purpose::Unlabel => {
            (0, starting(before, state.survey.labels.iter().map(String::as_str)))
        }
        Purpose::KeepView => {
            (0, starting(before, state.survey.kept.iter().map(|(name, _)| name.as_str())))
        }
        Purpose::Section => (0, starting(before, sections(state))),
        Purpose::NewDossier | Purpose::LivingDossier | Purpose::RenameDossier => (0, Vec::new()),
        Purpose::Tag(_) => tags(before),
        Purpose::AddClaim(_) if !before.contains(' ') => tags(before),
        Purpose::Source(_) | Purpose::Target(_) | Purpose::AddClaim(_) => countries(state, before),
        Purpose::Speaker(_) => match before.rfind(',') {
            Some(_) => countries(state, before),
            None => (0, starting_anyhow(before, &actors(state))),
        },
    }
}

/// Offers the kinds of claims, as they are typed.
fn tags(before: &str) -> (usize, Vec<String>) {
    let names = Tag::ALL.map(|tag| tag.as_str().to_lowercase());
    (0, starting(before, names.iter().map(String::as_str)))
}

/// The headings of the open dossier.
fn sections(state: &State) -> impl Iterator<Item = &str> {
    let outline = state.dossiers.as_ref().and_then(|dossiers| dossiers.open.as_ref());
    let entries = outline.into_iter().flat_map(|outline| &outline.part.entries);
    entries.map(|entry| entry.section.as_str()).filter(|section| !section.is_empty())
}

/// Offers the countries that the last word means, after a comma or an arrow.
fn countries(state: &State, before: &str) -> (usize, Vec<String>) {
    let from = before.rfind([',', '>', ' ']).map_or(0, |at| at + 1);
    let typed = before.get(from..).unwrap_or_default();
    let found = super::picker::rank(&state.survey.countries, typed, None);
    let names = found.into_iter().filter_map(|at| state.survey.countries.get(at));
    (from, names.map(|country| country.code.clone()).take(OFFERS_MAX).collect())
}

/// The actors of the open story, those that act first, then every country.
fn actors(state: &State) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    let story = state.reader.as_ref().and_then(|reader| reader.story.as_ref());
    if let Some(story) = story {
        let analysis = &story.analysis;
        names.extend(analysis.countries.iter().map(|seen| seen.name.clone()));
        let speakers = analysis.quotes.iter().filter_map(|quote| quote.speaker.as_ref());
        names.extend(speakers.map(|speaker| speaker.name.clone()));
        names.extend(analysis.groups.iter().map(|group| group.name.clone()));
        let places = |mention: &&crate::model::Mention| mention.kind != MentionKind::Place;
        names.extend(analysis.mentions.iter().filter(places).map(|mention| mention.name.clone()));
    }
    names.extend(state.survey.countries.iter().map(|country| country.name.clone()));
    let mut seen = std::collections::HashSet::new();
    names.retain(|name| seen.insert(name.to_lowercase()));
    names
}

/// As [`starting`], whatever the case, and also for a later word of a name.
fn starting_anyhow(typed: &str, names: &[String]) -> Vec<String> {
    let typed = typed.to_lowercase();
    let fits = |name: &&String| {
        let name = name.to_lowercase();
        name.starts_with(&typed) || name.split([' ', '-']).any(|word| word.starts_with(&typed))
    };
    names.iter().filter(fits).take(OFFERS_MAX).cloned().collect()
}

/// Returns where the name begins that is being typed after `@` or `#` in a note, and what may
/// stand there.
pub(super) fn names(state: &State, before: &str) -> (usize, Vec<String>) {
    let Some(sign) = before.rfind(['@', '#']) else { return (0, Vec::new()) };
    let begins = before[..sign].chars().next_back().is_none_or(|letter| !letter.is_alphanumeric());
    let typed = &before[sign + 1..];
    if !begins || typed.contains('\n') || typed.len() > NAME_BYTES_MAX {
        return (0, Vec::new());
    }
    let found = if before[sign..].starts_with('@') {
        starting_anyhow(typed, &actors(state))
    } else {
        starting_anyhow(typed, &state.survey.labels)
    };
    // A name that stands there in full needs no offer.
    let found = if found.iter().any(|name| name == typed) { Vec::new() } else { found };
    (sign + 1, found)
}

/// A dossier to choose, or the name of a new one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shelved {
    /// Its name.
    pub name: String,
    /// How many stories it holds; `None` for one that is made when it is chosen.
    pub stories: Option<u64>,
}

/// Returns the dossiers that `typed` means, and at the end a new one of that name.
pub fn shelf(dossiers: &[Dossier], typed: &str) -> Vec<Shelved> {
    let folded = typed.trim().to_lowercase();
    let own = dossiers.iter().filter(|dossier| dossier.query.is_empty());
    let fits = |name: &str| name.to_lowercase().contains(&folded);
    let mut found: Vec<Shelved> = own
        .filter(|dossier| fits(&dossier.name))
        .map(|dossier| Shelved { name: dossier.name.clone(), stories: Some(dossier.stories) })
        .collect();
    let known = dossiers.iter().any(|dossier| dossier.name.to_lowercase() == folded);
    if !folded.is_empty() && !known {
        found.push(Shelved { name: typed.trim().to_owned(), stories: None });
    }
    found
}

fn argument(state: &State, name: &str, before: &str) -> (usize, Vec<String>) {
    let from = name.len() + 1;
    let typed = before.get(from..).unwrap_or_default();
    let found = match Verb::from_name(name) {
        Some(Verb::View) => {
            let built_in = ["all", "today", "unread", "saved", "noted", "samples"];
            let kept = state.survey.kept.iter().map(|(name, _)| name.as_str());
            starting(typed, built_in.into_iter().chain(kept))
        }
        Some(Verb::DropView) => {
            starting(typed, state.survey.kept.iter().map(|(name, _)| name.as_str()))
        }
        Some(Verb::Theme) => starting(typed, state.settings.themes.iter().map(String::as_str)),
        Some(Verb::Layer) => starting(typed, Layers::NAMES),
        Some(Verb::Sort) => starting(typed, Order::ALL.map(order_name)),
        Some(Verb::Label | Verb::Unlabel) => {
            starting(typed, state.survey.labels.iter().map(String::as_str))
        }
        Some(Verb::Export) => starting(typed, FORMATS),
        Some(Verb::Highlight) => starting(typed, Highlight::ALL.map(Highlight::as_str)),
        Some(Verb::Shelve) => {
            shelf(&state.survey.dossiers, typed).into_iter().map(|found| found.name).collect()
        }
        Some(Verb::Country) => {
            let found = super::picker::rank(&state.survey.countries, typed, None);
            found
                .into_iter()
                .filter_map(|at| state.survey.countries.get(at))
                .map(|country| country.name.clone())
                .take(OFFERS_MAX)
                .collect()
        }
        Some(Verb::Search | Verb::Query) => {
            let (at, offers) = query(state, typed);
            return (from + at, offers);
        }
        _ => Vec::new(),
    };
    (from, found)
}

/// Offers fields, and the values of a field that has been typed.
fn query(state: &State, before: &str) -> (usize, Vec<String>) {
    let found = super::search::complete(before, before.len(), &state.names, &state.survey);
    let offers = found.candidates.into_iter().map(|candidate| candidate.text).take(OFFERS_MAX);
    (found.span.start(), offers.collect())
}

fn starting<'a>(typed: &str, words: impl IntoIterator<Item = &'a str>) -> Vec<String> {
    let mut found: Vec<String> =
        words.into_iter().filter(|word| word.starts_with(typed)).map(str::to_owned).collect();
    found.sort();
    found.dedup();
    found.truncate(OFFERS_MAX);
    found
}

/// Returns whether a verb is offered by name: typing verbs are not.
fn shown(verb: Verb) -> bool {
    verb.group() != Group::Text
}

/// Returns the verbs that `typed` means, best first; all of them if it is empty.
pub fn palette(typed: &str) -> Vec<Verb> {
    use nucleo_matcher::Config;
    use nucleo_matcher::Matcher;
    use nucleo_matcher::Utf32Str;
    use nucleo_matcher::pattern::CaseMatching;
    use nucleo_matcher::pattern::Normalization;
    use nucleo_matcher::pattern::Pattern;
    let verbs = Verb::ALL.iter().copied().filter(|verb| shown(*verb));
    if typed.trim().is_empty() {
        return verbs.collect();
    }
    let pattern = Pattern::parse(typed, CaseMatching::Ignore, Normalization::Smart);
    let mut matcher = Matcher::new(Config::DEFAULT);
    let mut buffer = Vec::new();
    let mut score = |text: &str| pattern.score(Utf32Str::new(text, &mut buffer), &mut matcher);
    let mut found: Vec<(u32, Verb)> = verbs
        .filter_map(|verb| {
            let name = score(verb.name()).map(|score| score * 2);
            Some((name.max(score(verb.help()))?, verb))
        })
        .collect();
    found.sort_by_key(|(score, verb)| (std::cmp::Reverse(*score), *verb));
    found.into_iter().map(|(_, verb)| verb).collect()
}
