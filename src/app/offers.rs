//! What Tab offers on the command line, and what the palette finds.

use super::Group;
use super::Prompt;
use super::Purpose;
use super::State;
use super::Verb;
use super::reader::Layers;
use super::scope::ORDERS;
use super::scope::order_name;

/// The most offers shown.
const OFFERS_MAX: usize = 200;

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
