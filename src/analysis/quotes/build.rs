//! Stretches and reported clauses put together into quotes.

use std::ops::Range;

use super::Said;
use super::Speech;
use super::attribute::Attribution;
use super::attribute::Way;
use super::clause;
use super::clause::Clause;
use super::cues::Cue;
use super::lines::Unit;
use super::marks::Kind;
use super::scare;
use super::view::View;
use super::who;
use super::who::Who;
use super::who::joint;
use crate::analysis::actors::Actors;
use crate::analysis::actors::Naming;
use crate::analysis::doc::Doc;
use crate::model::ActorCode;
use crate::model::Quote;
use crate::model::QuoteKind;
use crate::model::Span;

/// The languages whose speakers are told from what stands around them: English by its grammar,
/// Chinese and Japanese by the words right at the marks.
const READ: &[&str] = &["en", "ja", "zh"];

/// What the stages before have found.
pub(super) struct Parts<'a> {
    pub(super) units: &'a [Unit],
    pub(super) cues: &'a [Vec<Cue>],
    pub(super) found: &'a [Option<Attribution>],
}

/// A quote on its way.
struct Draft {
    kind: QuoteKind,
    scare: bool,
    content: Span,
    tokens: Range<usize>,
    stretches: Vec<Span>,
    speaker: Option<Range<usize>>,
    words: Option<Span>,
    cue: Option<usize>,
}

/// Makes the quotes of a text, in order.
pub(super) fn speech(view: &View<'_>, actors: &Actors, parts: &Parts<'_>) -> Speech {
    let mut drafts = Vec::new();
    for (index, unit) in parts.units.iter().enumerate() {
        let cues = &parts.cues[index];
        if unit.stretches == 0 && cues.is_empty() {
            continue;
        }
        let clauses = clause::find(view, unit, cues);
        let mut taken = Vec::new();
        for clause in &clauses {
            drafts.extend(reported(view, parts, cues, clause, &mut taken));
        }
        for item in unit.items.clone() {
            if let Some(stretch) = view.stretch(item).filter(|stretch| !taken.contains(stretch)) {
                drafts.extend(marked(view, parts, item, stretch));
            }
        }
    }
    drafts.sort_by_key(|draft| (draft.content.start(), draft.content.end()));
    let subjects = parts.cues.iter().flatten().filter_map(|cue| cue.subject.clone());
    finish(view, actors, drafts, subjects.map(|items| view.tokens(items)))
}

/// Makes the quote of one stretch.
fn marked(view: &View<'_>, parts: &Parts<'_>, item: usize, index: usize) -> Option<Draft> {
    let stretch = &view.stretches[index];
    let found = parts.found[index].as_ref();
    let scare = scare::is_scare(view, stretch, item, found);
    if stretch.inner.is_empty() {
        return None;
    }
    // Two straight apostrophes are marks of typewriters, or none at all: kept apart from real ones.
    let kind = if stretch.kind == Kind::Primes { QuoteKind::Mixed } else { QuoteKind::Direct };
    Some(Draft {
        kind,
        scare,
        content: stretch.span,
        tokens: stretch.inner.clone(),
        stretches: vec![stretch.span],
        speaker: found.and_then(|found| found.speaker.clone()),
        words: found.and_then(|found| found.words),
        cue: found.and_then(|found| found.cue).and_then(|item| view.token(item)),
    })
}

/// Makes the quote of a reported clause, unless it is nothing but a stretch.
fn reported(
    view: &View<'_>,
    parts: &Parts<'_>,
    cues: &[Cue],
    clause: &Clause,
    taken: &mut Vec<usize>,
) -> Option<Draft> {
    let items = clause.items.clone();
    let cue = &cues[clause.cue];
    let mut stretches = Vec::new();
    for item in items.clone() {
        let Some(index) = view.stretch(item) else { continue };
        let found = parts.found[index].as_ref();
        let whole = found.is_some_and(|found| {
            matches!(found.way, Way::Follows | Way::Leads | Way::Carried)
                && !(item == items.start && goes_on(view, items.clone()))
                && !(item == items.start && items.len() > 1 && is_word(view, index))
        });
        let guessed = found.is_some_and(|found| found.way == Way::Guessed);
        if whole
            || guessed
            || found.is_some_and(|found| found.index.is_some_and(|index| index != clause.cue))
        {
            return None;
        }
        // Words in marks that begin the object are the speaker's, be it one: `“absurd” claims`.
        if item == items.start || !scare::is_scare(view, &view.stretches[index], item, found) {
            stretches.push(index);
        }
    }
    if items.len() == 1 && view.stretch(items.start).is_some() {
        return None;
    }
    let tokens = view.tokens(items);
    let spans = stretches.iter().map(|index| view.stretches[*index].span).collect();
    let kind = if stretches.is_empty() { QuoteKind::Indirect } else { QuoteKind::Mixed };
    taken.append(&mut stretches);
    Some(Draft {
        kind,
        scare: false,
        content: view.doc.span_of(tokens.clone()),
        tokens,
        stretches: spans,
        speaker: cue.subject.clone().map(|items| view.tokens(items)),
        words: None,
        cue: view.token(cue.at),
    })
}

/// Whether a stretch is a single word.
fn is_word(view: &View<'_>, index: usize) -> bool {
    scare::words(view, &view.stretches[index]) == 1
}

/// Whether words of the same clause follow a stretch that begins it.
fn goes_on(view: &View<'_>, items: Range<usize>) -> bool {
    let rest = items.start + 1..items.end;
    !rest.is_empty()
        && rest
            .clone()
            .any(|at| view.stretch(at).is_some() || (view.lower(at) && view.finite(at, rest.end)))
}

/// Finds out who the speakers are, and numbers the quotes.
fn finish(
    view: &View<'_>,
    actors: &Actors,
    mut drafts: Vec<Draft>,
    subjects: impl Iterator<Item = Range<usize>>,
) -> Speech {
    let mut speech = Speech::default();
    for speaker in drafts.iter_mut().filter_map(|draft| draft.speaker.as_mut()) {
        *speaker = joint::whole(view.doc, actors, speaker.clone());
    }
    let chunks = drafts.iter().filter_map(|draft| draft.speaker.clone()).chain(subjects).collect();
    let who = Who::new(view.doc, actors, chunks);
    let read = actors.language.is_none_or(|language| READ.contains(&language));
    for draft in drafts {
        let identity = draft.speaker.as_ref().and_then(|tokens| who.is(tokens));
        let identity = identity.filter(|identity| read || identity.named_in_full());
        let mut speaker =
            identity.zip(draft.speaker.clone()).map(|(identity, tokens)| match draft.words {
                Some(words) => identity.named(words, words.text(view.doc.text)),
                None => identity.speaker(view.doc.span_of(tokens)),
            });
        // Whose side a speaker is on, the rules tell of the languages that they read; else the words must name it.
        let named = |code: &ActorCode| {
            let tokens = draft.speaker.clone().unwrap_or_default();
            read || names_state(view.doc, actors, tokens, code)
        };
        if let Some(speaker) = &mut speaker {
            speaker.country = speaker.country.take().filter(named);
        }
        let side = identity.and_then(who::Identity::side).filter(named);
        if !draft.scare {
            speech.said.push(Said {
                tokens: draft.tokens,
                quote: speech.quotes.len(),
                speaker: draft.speaker,
                cue: draft.cue,
                side,
            });
        }
        speech.quotes.push(Quote {
            content: draft.content,
            kind: draft.kind,
            scare: draft.scare,
            stretches: draft.stretches,
            speaker,
            cue: draft.cue.map(|token| view.doc.span(token)),
        });
    }
    speech
}

/// Whether one of `tokens` names the state or bloc of this code.
fn names_state(doc: &Doc<'_>, actors: &Actors, tokens: Range<usize>, code: &ActorCode) -> bool {
    let names = &doc.lexicon.names;
    actors.within(tokens).iter().filter_map(Naming::state).any(|state| names.code(state) == code)
}
