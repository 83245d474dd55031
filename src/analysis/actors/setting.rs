//! Which state a text is speaking of at a point: whose are the offices and bodies that name none.

use std::ops::Range;

use super::Naming;
use super::Use;
use super::home::Home;
use super::index_of;
use super::opening;
use super::speaking;
use crate::analysis::doc::Doc;
use crate::analysis::doc::Paragraph;
use crate::analysis::doc::ParagraphKind;
use crate::analysis::doc::Shape;
use crate::analysis::lexicon::Classes;
use crate::analysis::lexicon::Sort;
use crate::analysis::lexicon::StateId;

/// How many sentences before are looked at: beyond them a text has moved on.
const SENTENCES_MAX: usize = 3;

/// How many namings of a sentence are looked at: more stand in lists only.
const NAMINGS_MAX: usize = 32;

/// How many namings of a text are looked at for a state that takes part in its story.
const STORY_NAMINGS_MAX: usize = 400;

/// How far before its state an envoy stands (`Chargé d’Affaires a.i. of the`), in tokens.
const ENVOY_TOKENS: usize = 7;

/// How long a subject may be before its state is named, in tokens.
const SUBJECT_TOKENS_MAX: usize = 8;

/// How far behind a state the deed stands that it is said to have done, in tokens.
const WRONG_TOKENS_MAX: usize = 4;

/// How many words, and how many tokens, a sentence has at most that only names a state.
const BRIEF_WORDS_MAX: usize = 4;
const BRIEF_TOKENS_MAX: usize = 6;

/// How many paragraphs a section is followed back to its heading.
const SECTION_PARAGRAPHS_MAX: usize = 4;

/// The longest question that is a heading, in tokens.
const HEADING_TOKENS_MAX: usize = 10;

/// The most words of a heading that does nothing but name a state.
const NAME_HEADING_WORDS: usize = 2;

/// How far behind an office it is told, and behind the telling the place stands, in tokens.
const TOLD_TOKENS_MAX: usize = 8;

/// How far back marks are counted to tell whether a sentence stands inside a quotation, in tokens.
const MARKS_TOKENS_MAX: usize = 300;

/// Returns the state of an office or body at a token that names none.
///
/// `In Lima, the defence minister …` and `Armenia denied it too. The foreign ministry …` say it
/// beside it; else it is the state in which the story is at home.
pub(super) fn at(doc: &Doc<'_>, namings: &[Naming], home: &Home, token: usize) -> Option<StateId> {
    owned(doc, namings, token)
        .or_else(|| speaking::said_in(doc, namings, token))
        .or_else(|| beside(doc, namings, token))
        .or_else(|| agreed(doc, namings, token))
        .or_else(|| official(doc, namings, token))
        .or_else(|| home.at(token))
        .or_else(|| topic(doc, namings, token))
}

/// Returns the one state whose officials the sentences before in the paragraph spoke of.
///
/// `This from the Fijian senator Vula. More formally, the foreign ministry …`
pub(super) fn official(doc: &Doc<'_>, namings: &[Naming], token: usize) -> Option<StateId> {
    let sentence = doc.sentence_of(token);
    let paragraph = &doc.paragraphs[doc.sentences[sentence].paragraph];
    let first = paragraph.sentences.start.max(sentence.saturating_sub(2));
    let tokens = doc.sentences[first].tokens.start..doc.sentences[sentence].tokens.start;
    let holds = |at: usize| {
        let classes = doc.tokens.get(at).map_or(Classes::default(), |next| next.classes);
        classes.any(Classes::OFFICE) && classes.any(Classes::PUBLIC)
    };
    let mut owners = within(namings, tokens.start, tokens.end)
        .iter()
        .take(NAMINGS_MAX)
        .filter(|naming| naming.sort.is_of_state())
        .filter(|naming| {
            // `Fijian officials`, `officials in Suva`
            let before = naming.tokens.start.checked_sub(2);
            let seated = before.is_some_and(|at| holds(at) && doc.word(at + 1) == "in");
            (seated || naming.usage == Use::Modifies && holds(naming.tokens.end))
                && !opening::is_anybody(doc, naming.tokens.end)
                && !has_mission(doc, naming)
                && !is_inside_quotation(doc, naming.tokens.start)
        })
        .map(|naming| naming.country);
    let state = owners.next()?;
    state.filter(|_| owners.all(|other| other == state))
}

/// Returns the state of which the sentence before spoke, if the words behind the office own it, too, or
/// those in marks before the office begin with it.
///
/// `Fiji named no country.` and in the next paragraph `…, said the acting premier, adding that
/// Suva's own inquiry went on`, or `“Fiji named nobody,” security council spokesman Joe Vuki said`.
fn agreed(doc: &Doc<'_>, namings: &[Naming], token: usize) -> Option<StateId> {
    let sentence = doc.sentence_of(token);
    let before = doc.sentences[sentence.checked_sub(1)?].tokens.clone();
    let state = namings[opening::subject(doc, namings, before)?].country?;
    let tokens = doc.sentences[sentence].tokens.clone();
    let marked = doc.tokens[tokens.start].shape.any(Shape::QUOTE);
    let own = || {
        let first = tokens.start + 1 + usize::from(doc.word(tokens.start + 1) == "The");
        index_of(namings, first).filter(|index| namings[*index].usage == Use::Acts)
    };
    if marked && own().is_some_and(|index| namings[index].country == Some(state)) {
        return Some(state);
    }
    let here = tokens.end;
    within(namings, token, here)
        .iter()
        .take(NAMINGS_MAX)
        .any(|naming| {
            naming.country == Some(state)
                && naming.sort.is_of_state()
                && matches!(doc.word(naming.tokens.end), "'s" | "’s" | "'" | "’")
        })
        .then_some(state)
}

/// Returns the state of a diplomat, who is abroad: only the words around say it.
pub(super) fn of_diplomat(doc: &Doc<'_>, namings: &[Naming], token: usize) -> Option<StateId> {
    owned(doc, namings, token)
        .or_else(|| beside(doc, namings, token))
        .or_else(|| agreed(doc, namings, token))
}

/// Returns the state that the sentence itself, or those before it in its paragraph, speak of first,
/// else the one whose answer the heading announces.
pub(super) fn beside(doc: &Doc<'_>, namings: &[Naming], token: usize) -> Option<StateId> {
    spoken_of_before(doc, namings, token).or_else(|| under(doc, namings, token))
}

/// Returns the state whose words the heading above announces: `And Fiji?`, `How has Tonga reacted?`
pub(super) fn under(doc: &Doc<'_>, namings: &[Naming], token: usize) -> Option<StateId> {
    let paragraph = doc.sentences[doc.sentence_of(token)].paragraph;
    let heading = doc.paragraphs[paragraph.saturating_sub(SECTION_PARAGRAPHS_MAX)..paragraph]
        .iter()
        .rev()
        .find(|one| is_heading(doc, one))?;
    let tokens = heading.tokens.clone();
    let named = within(namings, tokens.start, tokens.end)
        .iter()
        .find(|naming| naming.state().is_some() && naming.sort.is_of_state())?;
    let words = tokens.clone().filter(|at| doc.tokens[*at].shape.any(Shape::WORD)).count();
    // A line of place and date announces nobody.
    let dated = tokens.clone().any(|at| doc.tokens[at].shape.any(Shape::NUMBER));
    let speaks = words <= NAME_HEADING_WORDS && !dated
        || tokens.clone().any(|at| doc.tokens[at].classes.any(Classes::REPORTS));
    named.country.filter(|_| speaks)
}

/// Whether a paragraph is a heading inside the text, or a question that stands for one.
fn is_heading(doc: &Doc<'_>, paragraph: &Paragraph) -> bool {
    let tokens = &paragraph.tokens;
    let question = tokens.len() <= HEADING_TOKENS_MAX
        && tokens.end > tokens.start
        && doc.word(tokens.end - 1) == "?";
    paragraph.kind == ParagraphKind::Heading || question
}

/// Returns the state that the sentence itself, or those before it in its paragraph, speak of first.
fn spoken_of_before(doc: &Doc<'_>, namings: &[Naming], token: usize) -> Option<StateId> {
    let sentence = doc.sentence_of(token);
    let paragraph = doc.sentences.get(sentence)?.paragraph;
    let first = doc.paragraphs[paragraph].sentences.start.max(sentence.saturating_sub(2));
    for before in (first..=sentence).rev() {
        let tokens = &doc.sentences[before].tokens;
        if is_inside_quotation(doc, tokens.start) {
            continue;
        }
        if let Some(state) = placed(doc, namings, tokens.start..tokens.end.min(token)) {
            return Some(state);
        }
        let brief = || brief(doc, namings, tokens.clone()).filter(|_| before < sentence);
        if let Some(state) = labelled(doc, namings, tokens.clone()).or_else(brief) {
            return Some(state);
        }
        if before < sentence || joins_clause(doc, token, tokens.start) {
            let opens = opening::subject(doc, namings, tokens.start..tokens.end.min(token));
            // `Fiji's team is on its way, and an official there said`
            let there = doc.word(token + 1) == "there";
            let far = |index: usize| {
                !there
                    && (namings[index].tokens.end..token).any(|at| {
                        doc.word(at) == "," && doc.tokens[at + 1].classes.any(Classes::CONJUNCTION)
                    })
            };
            if let Some(index) = opens.filter(|index| before < sentence || !far(*index)) {
                return namings[index].country.filter(|_| !is_listed(doc, namings, index));
            }
        }
    }
    None
}

/// Returns the state that the label of a line names, or that gives an answer before a colon:
/// `Dutch Radio: The foreign minister said …`, `Fiji's reply was short: its navy, said a spokesman, …`
fn labelled(doc: &Doc<'_>, namings: &[Naming], tokens: Range<usize>) -> Option<StateId> {
    let end = tokens.end.min(tokens.start + SUBJECT_TOKENS_MAX);
    let colon = (tokens.start..end).find(|at| doc.word(*at) == ":")?;
    let named = within(namings, tokens.start, colon).first()?;
    let label = (tokens.start..colon).all(|at| doc.tokens[at].shape.any(Shape::CAPITAL));
    let owned = named.tokens.end < colon
        && matches!(doc.word(named.tokens.end), "'s" | "’s" | "'" | "’")
        && doc.tokens[named.tokens.end + 1].classes.any(Classes::SPEECH);
    let state = named.country.filter(|_| named.sort.is_of_state());
    state.filter(|_| label || owned)
}

/// Returns the one state of a sentence that does little but name it: `Ask the Fijians.`
fn brief(doc: &Doc<'_>, namings: &[Naming], tokens: Range<usize>) -> Option<StateId> {
    let words = tokens.clone().take(BRIEF_TOKENS_MAX + 1);
    let short =
        words.filter(|at| doc.tokens[*at].shape.any(Shape::WORD)).count() <= BRIEF_WORDS_MAX;
    let mut named = within(namings, tokens.start, tokens.end).iter().filter_map(Naming::state);
    let first = named.next().filter(|_| short && tokens.len() <= BRIEF_TOKENS_MAX)?;
    named.all(|state| state == first).then_some(first)
}

/// Returns the state that `its` before a noun means: the subject of the sentence, or of the one before.
pub(super) fn owned(doc: &Doc<'_>, namings: &[Naming], noun: usize) -> Option<StateId> {
    let from = noun.saturating_sub(SUBJECT_TOKENS_MAX / 2);
    let own = (from..noun).rev().find(|at| is_own(doc, *at) || doc.word(*at) == "whose")?;
    let phrase = (own + 1..noun).all(|at| {
        let token = doc.tokens[at];
        token.shape.any(Shape::WORD)
            && !token.classes.any(Classes::PREPOSITION)
            && index_of(namings, at).is_none()
    });
    if doc.word(own) == "whose" {
        // `Fiji, whose high commissioner …`
        let last = own.checked_sub(1 + usize::from(own > 0 && doc.word(own - 1) == ","))?;
        let naming = &namings[index_of(namings, last)?];
        return naming.country.filter(|_| phrase && naming.sort.is_of_state());
    }
    let sentence = doc.sentence_of(noun);
    let tokens = &doc.sentences[sentence].tokens;
    let before = sentence.checked_sub(1).map(|before| doc.sentences[before].tokens.clone());
    let index = opening::subject(doc, namings, tokens.start..own)
        .or_else(|| opening::subject(doc, namings, before?))
        .filter(|_| phrase)?;
    namings[index].country
}

/// Whether an office is the subject of a second clause or belongs to the first subject.
///
/// `Chad agreed, though an opposition deputy …`, `Barbados said so when its attorney general …`
fn joins_clause(doc: &Doc<'_>, token: usize, floor: usize) -> bool {
    let from = floor.max(token.saturating_sub(SUBJECT_TOKENS_MAX));
    for at in (from..token).rev() {
        let classes = doc.tokens[at].classes;
        // `Fiji agreed, with the army chief saying …`
        let beside = doc.word(at) == "with" && at > floor && doc.word(at - 1) == ",";
        if beside || matches!(doc.word(at), ":" | ";") {
            return true;
        }
        if is_own(doc, at) || classes.any(Classes::CONJUNCTION.with(Classes::SUBORDINATOR)) {
            return !matches!(doc.word(at), "but" | "or");
        }
        let phrase = classes.any(
            Classes::DETERMINER
                .with(Classes::QUALIFIER)
                .with(Classes::OFFICE)
                .with(Classes::BODY)
                .with(Classes::TITLE)
                .with(Classes::ADJECTIVE)
                .with(Classes::PUBLIC),
        );
        if !phrase
            && !matches!(doc.word(at), "of" | "for")
            && !doc.tokens[at].shape.any(Shape::CAPITAL)
        {
            return false;
        }
    }
    false
}

/// `its`, `their`.
fn is_own(doc: &Doc<'_>, at: usize) -> bool {
    matches!(doc.word(at), "its" | "Its" | "their" | "Their")
}

/// Returns the state of the place with which a sentence begins: `In Mexico City, …`.
pub(super) fn placed(doc: &Doc<'_>, namings: &[Naming], tokens: Range<usize>) -> Option<StateId> {
    let start = opening::skip_openers(doc, tokens.clone());
    if start < tokens.end && doc.word(start).eq_ignore_ascii_case("from") {
        return reported_from(doc, namings, start..tokens.end);
    }
    if start >= tokens.end || !doc.word(start).eq_ignore_ascii_case("in") {
        return None;
    }
    let end = tokens.end.min(start + 4);
    let index = (start + 1..end).find_map(|at| index_of(namings, at))?;
    let naming = &namings[index];
    let sure = match naming.sort {
        Sort::Capital | Sort::Country => true,
        // A city says it only if the text speaks of its state otherwise, too.
        Sort::Place => is_spoken_of(namings, naming.country?),
        _ => false,
    };
    let near = (start + 1..naming.tokens.start).all(|at| {
        !doc.tokens[at].classes.any(Classes::PREPOSITION.with(Classes::OFFICE).with(Classes::BODY))
    });
    naming.country.filter(|_| sure && near && naming.usage != Use::Modifies)
}

/// Returns the state of the place with which the sentence of a token, or one before it, begins.
pub(super) fn scene(doc: &Doc<'_>, namings: &[Naming], token: usize) -> Option<StateId> {
    let sentence = doc.sentence_of(token);
    let first = doc.paragraphs[doc.sentences[sentence].paragraph].sentences.start;
    (first.max(sentence.saturating_sub(2))..=sentence).rev().find_map(|before| {
        let tokens = doc.sentences[before].tokens.clone();
        placed(doc, namings, tokens.start..tokens.end.min(token))
    })
}

/// Returns the state of `From our Lima correspondent: …`, `From the Thai embassy: …`.
fn reported_from(doc: &Doc<'_>, namings: &[Naming], tokens: Range<usize>) -> Option<StateId> {
    let end = tokens.end.min(tokens.start + SUBJECT_TOKENS_MAX);
    let colon = (tokens.start..end).find(|at| doc.word(*at) == ":")?;
    let named = within(namings, tokens.start, colon);
    named.iter().find(|naming| naming.sort.is_of_state()).and_then(|naming| naming.country)
}

/// Returns the state in whose capital an office speaks: `… spokesman told reporters in Lima`.
pub(super) fn told_in(doc: &Doc<'_>, namings: &[Naming], office: usize) -> Option<StateId> {
    let end = doc.sentences[doc.sentence_of(office.checked_sub(1)?)].tokens.end;
    let told = (office..end.min(office + TOLD_TOKENS_MAX))
        .find(|at| matches!(doc.word(*at), "told" | "briefed" | "telling"))?;
    let at = (told + 1..end.min(told + TOLD_TOKENS_MAX)).find(|at| doc.word(*at) == "in")? + 1;
    let place = &namings[index_of(namings, at)?];
    place.country.filter(|_| place.sort == Sort::Capital)
}

/// Whether a state acts or owns something anywhere in the text.
pub(super) fn is_spoken_of(namings: &[Naming], state: StateId) -> bool {
    namings.iter().take(STORY_NAMINGS_MAX).any(|naming| {
        naming.state() == Some(state) && naming.usage != Use::Stands && !naming.furniture
    })
}

/// Whether another state is the subject as well: `Nigeria and India`.
fn is_listed(doc: &Doc<'_>, namings: &[Naming], index: usize) -> bool {
    let naming = &namings[index];
    matches!(doc.word(naming.tokens.end), "and" | ",")
        && namings.get(index + 1).is_some_and(|next| {
            next.tokens.start <= naming.tokens.end + 2 && next.country != naming.country
        })
}

/// Whether a sentence begins inside marks that an earlier sentence of its paragraph opened, or opens some.
pub(super) fn is_inside_quotation(doc: &Doc<'_>, token: usize) -> bool {
    let paragraph = &doc.paragraphs[doc.sentences[doc.sentence_of(token)].paragraph];
    let from = paragraph.tokens.start.max(token.saturating_sub(MARKS_TOKENS_MAX));
    let mut open = false;
    for at in from..=token {
        match doc.word(at) {
            "“" | "„" | "«" | "‘" => open = true,
            "”" | "»" | "’" => open = false,
            "\"" => open = !open,
            _ => {}
        }
    }
    open
}

/// Returns the state last spoken of before a token: in its own sentence the nearest, in an earlier one the first.
fn topic(doc: &Doc<'_>, namings: &[Naming], token: usize) -> Option<StateId> {
    let sentence = doc.sentence_of(token);
    let own = doc.sentences.get(sentence)?.tokens.start;
    let here = within(namings, own, token).iter().rev().take(NAMINGS_MAX).find_map(speaks_of);
    here.or_else(|| {
        (sentence.saturating_sub(SENTENCES_MAX)..sentence).rev().find_map(|before| {
            let tokens = &doc.sentences[before].tokens;
            let acts = |naming: &Naming| speaks_of(naming).filter(|_| naming.usage != Use::Stands);
            within(namings, tokens.start, tokens.end).iter().take(NAMINGS_MAX).find_map(acts)
        })
    })
}

fn within(namings: &[Naming], from: usize, to: usize) -> &[Naming] {
    let first = namings.partition_point(|naming| naming.tokens.start < from);
    let end = namings.partition_point(|naming| naming.tokens.start < to);
    &namings[first..end.max(first)]
}

/// A state, its adjective or its organ, wherever it stands in the sentence.
fn speaks_of(naming: &Naming) -> Option<StateId> {
    let state = matches!(
        naming.sort,
        Sort::Country | Sort::Adjective | Sort::People | Sort::Capital | Sort::Seat | Sort::Agency
    );
    naming.country.filter(|_| state && !naming.furniture)
}

/// Whether a naming owns a mission or diplomat, who are abroad: `Russia's embassy`, `the Thai envoy`.
pub(super) fn has_mission(doc: &Doc<'_>, naming: &Naming) -> bool {
    let owned = matches!(doc.word(naming.tokens.end), "'s" | "’s" | "'" | "’");
    doc.tokens
        .get(naming.tokens.end + usize::from(owned))
        .is_some_and(|next| next.classes.any(Classes::DIPLOMAT))
}

/// Returns the state by which something is done to whom a sentence opens with: `Russian jailed by Chad`.
pub(super) fn agent(doc: &Doc<'_>, namings: &[Naming], index: usize) -> Option<StateId> {
    let end = namings[index].tokens.end;
    let near = doc.tokens.len().min(end + SUBJECT_TOKENS_MAX);
    let by = (end..near)
        .take_while(|at| doc.tokens[*at].shape.any(Shape::WORD))
        .find(|at| doc.word(*at) == "by")?;
    let done = (end..by)
        .any(|at| doc.tokens[at].classes.any(Classes::PARTICIPLE) || doc.word(at).ends_with("ed"));
    let next = namings.get(index + 1).filter(|next| done && next.tokens.start == by + 1)?;
    next.state()
}

/// Whether a naming is said to do wrong, so that the story is hardly its own: `Chad had hacked the port`.
pub(super) fn does_wrong(doc: &Doc<'_>, naming: &Naming) -> bool {
    let end = doc.tokens.len().min(naming.tokens.end + WRONG_TOKENS_MAX);
    doc.tokens[naming.tokens.end..end]
        .iter()
        .take_while(|token| token.shape.any(Shape::WORD) && !token.classes.any(Classes::REPORTS))
        .any(|token| token.classes.any(Classes::HARMS) && token.classes.any(Classes::VERB))
}

/// Returns the state to which the envoy or mission of a naming is sent: `Russia's ambassador to Chad`.
pub(super) fn host(doc: &Doc<'_>, namings: &[Naming], index: usize) -> Option<StateId> {
    let naming = &namings[index];
    // `the ambassador of Chad in Mali`
    let of = naming.tokens.start.saturating_sub(ENVOY_TOKENS)..naming.tokens.start;
    let envoy = of.clone().any(|at| doc.word(at) == "of")
        && of.clone().any(|at| doc.tokens[at].classes.any(Classes::DIPLOMAT));
    let next = namings.get(index + 1).filter(|_| envoy || has_mission(doc, naming))?;
    let sent = (naming.tokens.end..next.tokens.start).any(|at| matches!(doc.word(at), "to" | "in"));
    let near = next.tokens.start - naming.tokens.end <= SUBJECT_TOKENS_MAX;
    next.country.filter(|_| sent && near && next.sort.is_of_state())
}

/// Whether a token stands in a paragraph that is one item of a list.
pub(super) fn is_item(doc: &Doc<'_>, token: usize) -> bool {
    let paragraph = doc.sentences[doc.sentence_of(token)].paragraph;
    let start = doc.paragraphs[paragraph].tokens.start;
    matches!(doc.word(start), "-" | "–" | "•" | "*" | "·")
}

/// Returns the first sentence of the story itself, behind headline, furniture and dateline.
pub(super) fn lead(doc: &Doc<'_>, dateline: Option<&Range<usize>>) -> Option<Range<usize>> {
    let paragraph = doc.paragraphs.iter().find(|one| {
        one.kind == ParagraphKind::Body
            && !is_item(doc, one.tokens.start)
            && dateline.is_none_or(|dateline| one.tokens.end > dateline.end)
    })?;
    let sentence = &doc.sentences[paragraph.sentences.start];
    let start = dateline
        .filter(|dateline| paragraph.tokens.contains(&dateline.start))
        .map_or(sentence.tokens.start, |dateline| dateline.end);
    let sentence = &doc.sentences[doc.sentence_of(start)];
    Some(start..sentence.tokens.end)
}
