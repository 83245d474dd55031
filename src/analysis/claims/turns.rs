//! Who speaks in a transcript: the lines behind `MS. VARGA:` are hers, those behind `QUESTION:` nobody's.

use std::ops::Range;

use crate::analysis::actors::Actors;
use crate::analysis::doc::Doc;
use crate::analysis::doc::ParagraphKind;
use crate::analysis::doc::Shape;
use crate::analysis::lexicon::Classes;
use crate::analysis::lexicon::Sort;
use crate::analysis::lexicon::StateId;
use crate::model::ActorCode;
use crate::model::MentionKind;

/// How long a label is at most, in tokens.
const LABEL_TOKENS_MAX: usize = 9;

/// How many lines bear labels before a text is taken for a transcript.
const LABELS_MIN: usize = 4;

/// Who speaks where in a transcript.
#[derive(Debug, Default)]
pub(crate) struct Turns {
    /// The words of each turn, in order, and for which state they are spoken.
    turns: Vec<(Range<usize>, Vec<ActorCode>)>,
    /// The labels, in order.
    labels: Vec<Range<usize>>,
}

impl Turns {
    /// Finds the turns of a transcript; none in other texts.
    pub(crate) fn of(doc: &Doc<'_>, actors: &Actors) -> Self {
        let mut labels: Vec<(Range<usize>, Range<usize>)> = Vec::new();
        for paragraph in &doc.paragraphs {
            if paragraph.kind == ParagraphKind::Furniture {
                continue;
            }
            match label(doc, paragraph.tokens.clone()) {
                Some(label) => labels.push((label, paragraph.tokens.clone())),
                None => {
                    if let Some((_, turn)) = labels.last_mut() {
                        turn.end = paragraph.tokens.end;
                    }
                }
            }
        }
        let Some(answerer) = answerer(doc, actors, &labels) else { return Self::default() };
        let asked = asked(doc, actors, &labels);
        let turns = labels.iter().cloned().map(|(label, turn)| {
            let own = own(doc, actors, label.clone());
            let asked = asked.clone().filter(|_| doc.word(label.end - 1) == answerer);
            let own = own.map(|state| doc.lexicon.names.code(state).clone());
            (turn, asked.or(own).into_iter().collect())
        });
        let turns = turns.collect();
        Self { turns, labels: labels.into_iter().map(|(label, _)| label).collect() }
    }

    /// Returns whether the text is no transcript.
    pub(crate) fn is_empty(&self) -> bool {
        self.turns.is_empty()
    }

    /// Returns the token behind the label that begins at `start`, or `start` where none does.
    pub(crate) fn behind_label(&self, start: usize) -> usize {
        let found = self.labels.binary_search_by_key(&start, |label| label.start);
        found.map_or(start, |index| self.labels[index].end + 1)
    }

    /// Returns for which state the word is spoken, if it is in a turn.
    pub(crate) fn at(&self, token: usize) -> Option<&[ActorCode]> {
        let next = self.turns.partition_point(|(turn, _)| turn.start <= token);
        let (turn, codes) = self.turns.get(next.checked_sub(1)?)?;
        turn.contains(&token).then_some(codes)
    }
}

/// The words before the colon that opens a line: `MS. VARGA`, `Czech Radio`.
fn label(doc: &Doc<'_>, line: Range<usize>) -> Option<Range<usize>> {
    let limit = line.end.min(line.start + LABEL_TOKENS_MAX);
    let colon = (line.start + 1..limit).find(|at| doc.word(*at) == ":")?;
    let named = (line.start..colon).all(|at| {
        doc.tokens[at].shape.any(Shape::CAPITAL)
            || matches!(doc.word(at), "." | "-" | "’" | "'" | "of" | "the")
    });
    let spoken = doc.tokens.get(colon + 1).is_some_and(|token| token.shape.any(Shape::SPACED));
    (named && spoken).then_some(line.start..colon)
}

/// Whether a label is of those who ask: the press, or nobody by name.
fn asks(doc: &Doc<'_>, actors: &Actors, label: Range<usize>) -> bool {
    let outlet = actors.within(label.clone()).iter().any(|naming| naming.sort == Sort::Outlet);
    outlet
        || label.into_iter().any(|at| {
            let word = doc.word(at).to_ascii_lowercase();
            doc.tokens[at].classes.any(Classes::PRESS)
                || matches!(
                    word.as_str(),
                    "question"
                        | "q"
                        | "host"
                        | "reporter"
                        | "moderator"
                        | "news"
                        | "radio"
                        | "agency"
                        | "times"
                        | "daily"
                        | "tv"
                        | "television"
                        | "press"
                        | "post"
                        | "reader"
                        | "interviewer"
                )
        })
}

/// The last word of the label of whoever answers: of those who do not ask, who speaks most.
fn answerer<'a>(
    doc: &'a Doc<'_>,
    actors: &Actors,
    labels: &[(Range<usize>, Range<usize>)],
) -> Option<&'a str> {
    if labels.len() < LABELS_MIN {
        return None;
    }
    let answers = |label: &Range<usize>| !asks(doc, actors, label.clone());
    let names: Vec<&str> = labels
        .iter()
        .filter(|(label, _)| answers(label))
        .map(|(label, _)| doc.word(label.end - 1))
        .collect();
    let count = |name: &&&str| names.iter().filter(|other| other == name).count();
    let most = names.iter().max_by_key(count)?;
    (count(&most) > 1).then_some(*most)
}

/// The state of the person whom a label names.
fn own(doc: &Doc<'_>, actors: &Actors, label: Range<usize>) -> Option<StateId> {
    if asks(doc, actors, label.clone()) {
        return None;
    }
    let naming = actors.within(label).iter().find(|one| one.kind == MentionKind::Person)?;
    actors.person_of(actors.index_at(naming.tokens.start)?)?.country
}

/// Of which state the questions ask: `What is China's response?`, `Does the United States share that view?`.
fn asked(
    doc: &Doc<'_>,
    actors: &Actors,
    labels: &[(Range<usize>, Range<usize>)],
) -> Option<ActorCode> {
    let mut counts: Vec<(StateId, usize)> = Vec::new();
    for (label, turn) in labels {
        if !asks(doc, actors, label.clone()) {
            continue;
        }
        let first = doc.sentence_of(turn.start);
        for sentence in doc.sentences[first..].iter().take_while(|one| one.tokens.start < turn.end)
        {
            let words = sentence.tokens.clone();
            let question = words.end > words.start && doc.word(words.end - 1) == "?";
            // `Does China see it so?`, `…, is the US helping?`
            let state = (words.clone())
                .filter(|at| doc.tokens[*at].classes.any(Classes::AUXILIARY))
                .find_map(|at| {
                    let next = at + 1 + usize::from(doc.word(at + 1).eq_ignore_ascii_case("the"));
                    actors.at(next).filter(|naming| words.contains(&naming.tokens.start))?.state()
                });
            if let Some(state) = state.filter(|_| question) {
                match counts.iter_mut().find(|(one, _)| *one == state) {
                    Some((_, count)) => *count += 1,
                    None => counts.push((state, 1)),
                }
            }
        }
    }
    let (state, _) = counts.into_iter().max_by_key(|(_, count)| *count)?;
    Some(doc.lexicon.names.code(state).clone())
}
