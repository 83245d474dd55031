//! Reading an article: jumps, layers, links, passages.

use unicode_segmentation::UnicodeSegmentation;

use super::moving;
use crate::app::Command;
use crate::app::Effect;
use crate::app::Hint;
use crate::app::Mode;
use crate::app::Pane;
use crate::app::State;
use crate::app::Verb;
use crate::app::reader::Layers;
use crate::app::reader::LineKind;
use crate::app::reader::Selection;
use crate::app::reader::Target;
use crate::model::Condition;
use crate::model::Span;

/// Letters that choose a link, in the order in which they are given out.
const HINT_LETTERS: &str = "asdfghjklqwertyuiopzxcvbnm";

/// Where on the screen a jump puts its goal: this many lines from the top.
const JUMP_CONTEXT_LINES: usize = 3;

/// Carries out a command on the open article.
pub(super) fn command(state: &mut State, command: &Command) -> Option<Vec<Effect>> {
    match command.verb {
        Verb::NextActor => jump(state, Target::Actor, true),
        Verb::PreviousActor => jump(state, Target::Actor, false),
        Verb::NextQuote => jump(state, Target::Quote, true),
        Verb::PreviousQuote => jump(state, Target::Quote, false),
        Verb::NextClaim => jump(state, Target::Claim, true),
        Verb::PreviousClaim => jump(state, Target::Claim, false),
        Verb::NextNote => jump(state, Target::Note, true),
        Verb::PreviousNote => jump(state, Target::Note, false),
        Verb::Why => why(state),
        Verb::Who => return Some(who(state)),
        Verb::Links => links(state),
        Verb::Select => select(state),
        Verb::Layer => layer(state, &command.argument),
        _ => return super::correcting::command(state, command),
    }
    Some(Vec::new())
}

/// Returns the first byte of the article that is on the screen.
fn first_byte(state: &State) -> usize {
    let Some(reader) = &state.reader else { return 0 };
    let text = |line: &&crate::app::reader::ArticleLine| matches!(line.kind, LineKind::Text(_));
    let lines = state.measured.article.lines.iter().skip(reader.top);
    lines.filter(text).map(|line| line.span.start()).next().unwrap_or_default()
}

fn jump(state: &mut State, target: Target, forward: bool) {
    let name = match target {
        Target::Actor => "actor",
        Target::Quote => "quotation",
        Target::Claim => "claim",
        Target::Note => "noted passage",
    };
    let Some(reader) = &state.reader else {
        state.status.say("open a story first");
        return;
    };
    let places = reader.places(target);
    if places.is_empty() {
        state.status.say(format!("this story has no {name}"));
        return;
    }
    if !jump_among(state, &places, forward) {
        let which = if forward { "after" } else { "before" };
        state.status.say(format!("no {name} {which} this one"));
        return;
    }
    let at = state.reader.as_ref().and_then(|reader| reader.place);
    let number = places.iter().position(|place| Some(*place) == at).unwrap_or_default() + 1;
    state.status.say(format!("{name} {number} of {}", places.len()));
}

/// Goes to the next of `places`, or the one before; returns whether there is one.
pub(super) fn jump_among(state: &mut State, places: &[Span], forward: bool) -> bool {
    let first = first_byte(state);
    let Some(reader) = &state.reader else { return false };
    let found = match (reader.place, forward) {
        (Some(at), true) => places.iter().find(|place| **place > at),
        (Some(at), false) => places.iter().rev().find(|place| **place < at),
        (None, true) => places.iter().find(|place| place.start() >= first),
        (None, false) => places.iter().rev().find(|place| place.start() < first),
    };
    let Some(found) = found.copied() else { return false };
    show(state, found);
    if let Some(reader) = &mut state.reader {
        reader.place = Some(found);
    }
    true
}

/// Scrolls so that `span` is on the screen, with some lines before it.
pub(super) fn show(state: &mut State, span: Span) {
    let rows = state.measured.article_rows.max(1);
    let last = moving::last_top(state);
    let Some(line) = state.measured.article.line_of(span.start()) else { return };
    let Some(reader) = &mut state.reader else { return };
    if line < reader.top || line + 1 >= reader.top + rows {
        reader.top = line.saturating_sub(JUMP_CONTEXT_LINES).min(last);
    }
}

/// Returns the places where a word of the search stands in the open article.
pub fn matches(state: &State) -> Vec<Span> {
    let (Some(reader), Some(search)) = (&state.reader, &state.scope.search) else {
        return Vec::new();
    };
    let mut words = Vec::new();
    collect(&search.condition, &mut words);
    find_words(reader.text(), &words)
}

/// Collects the words and phrases that a condition asks for, not those that it refuses.
fn collect(condition: &Condition, words: &mut Vec<String>) {
    match condition {
        Condition::Word { word, .. } | Condition::Phrase(word) => words.push(word.to_lowercase()),
        Condition::All(parts) | Condition::Any(parts) => {
            for part in parts {
                collect(part, words);
            }
        }
        Condition::Group(name) | Condition::Speaker(name) => words.push(name.to_lowercase()),
        Condition::Not(_)
        | Condition::Country(..)
        | Condition::Claim(..)
        | Condition::Tag(_)
        | Condition::FeedId(_)
        | Condition::Feed(_)
        | Condition::Folder(_)
        | Condition::Lang(_)
        | Condition::Label(_)
        | Condition::Note(_)
        | Condition::Dossier(_)
        | Condition::Incident(_)
        | Condition::Since(_)
        | Condition::Until(_)
        | Condition::Is(_) => {}
    }
}

/// Finds `words` (in lower case) in `text` at the start of a word, whatever their case.
pub(super) fn find_words(text: &str, words: &[String]) -> Vec<Span> {
    let mut places = Vec::new();
    for (start, word) in text.split_word_bound_indices() {
        if !word.starts_with(char::is_alphanumeric) {
            continue;
        }
        for wanted in words {
            let Some(part) = text.get(start..).map(|rest| same_start(rest, wanted)) else {
                continue;
            };
            if let Some(length) = part {
                places.push(Span::new(start, start + length));
            }
        }
    }
    places.dedup();
    places
}

/// Returns how many bytes of `text` are `wanted` (in lower case), if it begins with it.
fn same_start(text: &str, wanted: &str) -> Option<usize> {
    let mut left = wanted.chars();
    let mut goal = left.next()?;
    for (at, letter) in text.char_indices() {
        for lower in letter.to_lowercase() {
            if lower != goal {
                return None;
            }
            match left.next() {
                Some(next) => goal = next,
                None => return Some(at + letter.len_utf8()),
            }
        }
    }
    None
}

/// Says who the actor is that the last jump went to, or the first on the screen.
pub(super) fn who(state: &mut State) -> Vec<Effect> {
    let from = first_byte(state);
    let Some(reader) = &state.reader else {
        state.status.say("open a story first");
        return Vec::new();
    };
    let Some(mention) = crate::app::who::mention_at(reader, reader.place, from).cloned() else {
        state.status.say("no actor is named from here on");
        return Vec::new();
    };
    let countries = &state.survey.countries;
    let name_of = |code: &crate::model::ActorCode| {
        let known = countries.iter().find(|country| country.code == code.as_str());
        known.map_or_else(|| code.as_str().to_owned(), |country| country.name.clone())
    };
    let who = crate::app::who::Who::new(reader, &mention, name_of);
    show(state, mention.span);
    if let Some(reader) = &mut state.reader {
        reader.place = Some(mention.span);
    }
    state.mode = Mode::Who(Box::new(who));
    vec![Effect::Who(mention)]
}

fn why(state: &mut State) {
    let first = first_byte(state);
    let Some(reader) = &state.reader else {
        state.status.say("open a story first");
        return;
    };
    let at = reader.place.map_or(first, Span::start);
    let claims = reader.claims_at(at);
    if claims.is_empty() {
        state.status.say("no claim was read in this story");
        return;
    }
    let place = reader
        .story
        .as_ref()
        .and_then(|story| claims.first().and_then(|claim| story.analysis.claims.get(*claim)))
        .map(|claim| claim.evidence);
    if let Some(place) = place {
        show(state, place);
        if let Some(reader) = &mut state.reader {
            reader.place = Some(place);
        }
    }
    state.mode = Mode::Why { claims, at: 0 };
}

/// Goes on to the claims of the next sentence that has some, or the one before.
pub(super) fn why_next(state: &mut State, forward: bool) {
    let Mode::Why { claims, at } = &mut state.mode else { return };
    let last = claims.len().saturating_sub(1);
    if forward && *at < last {
        *at += 1;
        return;
    }
    if !forward && *at > 0 {
        *at -= 1;
        return;
    }
    let Some(reader) = &state.reader else { return };
    let places = reader.places(Target::Claim);
    if jump_among(state, &places, forward) {
        why(state);
    }
}

fn links(state: &mut State) {
    let first = first_byte(state);
    let Some(story) = state.reader.as_ref().and_then(|reader| reader.story.as_ref()) else {
        state.status.say("open a story first");
        return;
    };
    let links = &story.article.links;
    let from = links.iter().position(|link| link.span.start() >= first).unwrap_or_default();
    let ordered = links.iter().skip(from).chain(links.iter().take(from));
    let hints: Vec<Hint> = HINT_LETTERS
        .chars()
        .zip(ordered)
        .map(|(keys, link)| Hint { keys, span: link.span, url: link.url.clone() })
        .collect();
    if hints.is_empty() {
        state.status.say("this story has no links");
        return;
    }
    state.mode = Mode::Hints(hints);
}

fn select(state: &mut State) {
    if state.focus != Pane::Article {
        state.status.say("open a story first, then select a passage of it");
        return;
    }
    let at = state.reader.as_ref().and_then(|reader| reader.place);
    let first = first_byte(state);
    let Some(reader) = &state.reader else { return };
    let span = at.or_else(|| words(reader.text()).find(|word| word.start() >= first));
    match span {
        Some(span) => state.mode = Mode::Select(Selection { anchor: span, head: span }),
        None => state.status.say("there is no text to select"),
    }
}

/// Returns the words of a text.
pub(super) fn words(text: &str) -> impl DoubleEndedIterator<Item = Span> {
    text.unicode_word_indices().map(|(at, word)| Span::new(at, at + word.len()))
}

/// Moves the end of the selection.
pub(super) fn extend(state: &mut State, verb: Verb) {
    let Mode::Select(selection) = state.mode else { return };
    let Some(reader) = &state.reader else { return };
    let text = reader.text();
    let head = selection.head;
    let line = |steps: isize| line_word(state, head, steps);
    let goal = match verb {
        Verb::CursorRight | Verb::WordRight => words(text).find(|word| word.start() >= head.end()),
        Verb::CursorLeft | Verb::WordLeft => {
            words(text).rev().find(|word| word.end() <= head.start())
        }
        Verb::Down => line(1),
        Verb::Up => line(-1),
        Verb::LineEnd => sentence_end(text, head),
        Verb::LineStart => sentence_start(text, head),
        _ => None,
    };
    if let Some(goal) = goal {
        state.mode = Mode::Select(Selection { head: goal, ..selection });
        show(state, goal);
    }
}

/// Returns the word that stands `steps` lines below `head`, near its column.
fn line_word(state: &State, head: Span, steps: isize) -> Option<Span> {
    let laid = &state.measured.article;
    let from = laid.line_of(head.start())?;
    let column = head.start() - laid.lines[from].span.start();
    let mut at = from;
    loop {
        at = at.checked_add_signed(steps)?;
        let line = laid.lines.get(at)?;
        if matches!(line.kind, LineKind::Text(_)) && !line.span.is_empty() {
            let goal = line.span.start() + column.min(line.span.len().saturating_sub(1));
            let text = state.reader.as_ref()?.text();
            return words(text).find(|word| word.end() > goal);
        }
    }
}

fn sentence_end(text: &str, head: Span) -> Option<Span> {
    let rest = text.get(head.end()..)?;
    let end = rest.find(['.', '!', '?', '\n']).map_or(text.len(), |at| head.end() + at);
    words(text).rev().find(|word| word.end() <= end && word.start() >= head.start())
}

fn sentence_start(text: &str, head: Span) -> Option<Span> {
    let start = text.get(..head.start())?.rfind(['.', '!', '?', '\n']).map_or(0, |at| at + 1);
    words(text).find(|word| word.start() >= start)
}

fn layer(state: &mut State, name: &str) {
    if let Some(on) = state.layers.toggle(name) {
        state.status.say(format!("{name} {}", if on { "shown" } else { "hidden" }));
        return;
    }
    let known = Layers::NAMES.join(", ");
    state.status.warn(format!("no layer is called `{name}`; there are {known}"));
}
