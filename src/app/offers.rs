//! What Tab offers on the command line, and what the palette finds.

use super::Group;
use super::Prompt;
use super::Purpose;
use super::State;
use super::Verb;
use super::reader::Layers;
use super::scope::ORDERS;
use super::scope::order_name;
use crate::model::Mark;
use crate::model::Tag;

/// The most offers shown.
const OFFERS_MAX: usize = 200;

/// The fields of the query language that take a value.
const FIELDS: [&str; 16] = [
    "country:",
    "accuser:",
    "accused:",
    "denier:",
    "speaker:",
    "group:",
    "tag:",
    "claim:",
    "feed:",
    "folder:",
    "lang:",
    "incident:",
    "label:",
    "since:",
    "until:",
    "is:",
];

/// The formats that an export can have.
const FORMATS: [&str; 10] =
    ["markdown", "html", "csv", "jsonl", "bibtex", "csl", "stix", "misp", "atom", "webannotation"];

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
    }
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
        Some(Verb::Sort) => starting(typed, ORDERS.map(order_name)),
        Some(Verb::Label | Verb::Unlabel) => {
            starting(typed, state.survey.labels.iter().map(String::as_str))
        }
        Some(Verb::Export) => starting(typed, FORMATS),
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
    let start = before.rfind([' ', '(']).map_or(0, |at| at + 1);
    let start = start + usize::from(before.get(start..).is_some_and(|word| word.starts_with('-')));
    let word = before.get(start..).unwrap_or_default();
    let Some((field, typed)) = word.split_once(':') else {
        return (start, if word.is_empty() { Vec::new() } else { starting(word, FIELDS) });
    };
    let from = start + field.len() + 1;
    let lower = typed.to_lowercase();
    let found = match field {
        "is" => starting(&lower, Mark::ALL.iter().map(|mark| mark.as_str())),
        "tag" => {
            let names: Vec<String> =
                Tag::ALL.iter().map(|tag| tag.as_str().to_lowercase()).collect();
            starting(&lower, names.iter().map(String::as_str))
        }
        "label" => starting(typed, state.survey.labels.iter().map(String::as_str)),
        "country" | "accuser" | "accused" | "denier" => {
            super::picker::rank(&state.survey.countries, typed, None)
                .into_iter()
                .filter_map(|at| state.survey.countries.get(at))
                .map(|country| country.code.clone())
                .take(OFFERS_MAX)
                .collect()
        }
        "since" | "until" => starting(typed, ["24h", "3d", "7d", "2w"]),
        _ => Vec::new(),
    };
    (from, found)
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
