//! Accusations and denials in free words, read once the text has said who accuses whom.
//!
//! A speaker who is a party to the dispute needs no verb of accusing: `It was planned in Moscow`,
//! `the empire of hacking`, `an old fairy tale`. Where nobody accuses anybody, nothing is read.

mod accusation;
mod denial;
mod motive;
mod name;
mod origin;
mod retort;
mod told;

use std::cell::OnceCell;
use std::ops::Range;

pub(crate) use accusation::BESIDE;
pub(crate) use accusation::CLEFT;
pub(crate) use accusation::GOES_ON;
pub(crate) use told::TOLD;

use super::Reader;
use super::dispute::Dispute;
use super::draft::Draft;
use super::frame::FRAME;
use crate::analysis::lexicon::Classes;
use crate::model::ActorCode;
use crate::model::Tag;

/// How the rules begin that read what the accused say.
pub(crate) const OF_THE_ACCUSED: &str = "the accused ";

/// How many tokens before a word its negation stands.
const NEGATION_TOKENS_MAX: usize = 6;

/// What is kept from sentence to sentence.
#[derive(Debug, Default)]
pub(crate) struct Memory {
    /// The side that spoke last, and of which states it spoke.
    spoke: Vec<ActorCode>,
    of: Vec<ActorCode>,
}

/// The words of one side in a sentence.
#[derive(Clone, Debug)]
struct Stretch {
    /// The words.
    tokens: Range<usize>,
    /// Whose they are.
    side: Vec<ActorCode>,
    /// The words that name the side, if they stand in the sentence.
    speaker: Option<Range<usize>>,
    /// Whether they stand between marks, or in a statement of the side.
    direct: bool,
}

/// Adds what the parties to the dispute say of each other in the sentence; `told` is what is known of it already.
pub(crate) fn read(
    read: &Reader<'_>,
    dispute: &Dispute,
    memory: &mut Memory,
    told: &[Draft],
    drafts: &mut Vec<Draft>,
) {
    let from = drafts.len();
    for stretch in stretches(read) {
        let accuses_already = told.iter().any(|draft| {
            draft.tag == Tag::Accusation
                && draft.rule == FRAME
                && draft.source.iter().any(|code| stretch.side.contains(code))
        });
        let ask = Ask::new(read, dispute, &stretch, accuses_already);
        let denied = denial::read(&ask);
        let accused = if dispute.has_charges() { accusation::read(&ask, memory) } else { None };
        let whence = origin::read(&ask);
        let told_of = if dispute.has_charges() { told::read(&ask) } else { None };
        let motive = motive::read(&ask);
        for draft in [denied, accused, whence, told_of].into_iter().flatten().chain(motive) {
            let known = told.iter().chain(&drafts[from..]).any(|other| {
                other.tag == draft.tag
                    && (draft.tag == Tag::Denial
                        || other.target.iter().any(|code| draft.target.contains(code)))
                    && (other.source.is_empty()
                        || other.source.iter().any(|code| draft.source.contains(code)))
            });
            if !known {
                drafts.push(draft);
            }
        }
        if told.is_empty() && drafts.len() == from {
            drafts.extend(retort::read(&ask));
        }
    }
}

/// Adds what the accused deny in the sentence, and no more.
pub(crate) fn read_denials(
    read: &Reader<'_>,
    dispute: &Dispute,
    told: &[Draft],
    drafts: &mut Vec<Draft>,
) {
    if told.iter().any(|draft| draft.tag == Tag::Denial) {
        return;
    }
    for stretch in stretches(read) {
        let ask = Ask::new(read, dispute, &stretch, false);
        drafts.extend(denial::read(&ask));
    }
}

/// Adds the denials of the accused who give the matter a name: `called the trial “a spy novel”`.
pub(crate) fn read_names(
    read: &Reader<'_>,
    dispute: &Dispute,
    told: &[Draft],
    drafts: &mut Vec<Draft>,
) {
    let g = &read.grammar;
    if told.iter().any(|draft| draft.tag == Tag::Denial) {
        return;
    }
    for verb in g.start..g.end {
        if g.is_verb(verb) {
            drafts.extend(name::read(read, dispute, verb));
        }
    }
}

/// Everything that a rule asks.
struct Ask<'a> {
    read: &'a Reader<'a>,
    dispute: &'a Dispute,
    stretch: &'a Stretch,
    /// Whether the side accuses somebody by a verb in the same sentence.
    accuses_already: bool,
    /// Whose charge the side answers, once a rule has asked.
    accusers: OnceCell<Vec<ActorCode>>,
}

impl<'a> Ask<'a> {
    fn new(
        read: &'a Reader<'a>,
        dispute: &'a Dispute,
        stretch: &'a Stretch,
        accuses_already: bool,
    ) -> Self {
        Self { read, dispute, stretch, accuses_already, accusers: OnceCell::new() }
    }

    /// Returns whose charge the side answers in the sentence.
    fn accusers(&self) -> &[ActorCode] {
        let find = || denial::accusers(self.read, self.dispute, &self.stretch.side);
        self.accusers.get_or_init(find)
    }

    /// Whether a negation stands close before the word at `at`, in the same words.
    fn is_negated(&self, at: usize) -> bool {
        let g = &self.read.grammar;
        let from = at.saturating_sub(NEGATION_TOKENS_MAX).max(self.stretch.tokens.start);
        let negates = |at: usize| {
            g.is(at, Classes::NEGATION) && g.word(at + 1) != "." && !g.is(at + 1, Classes::EMPHATIC)
        };
        (from..at).rev().take_while(|at| !matches!(g.word(*at), "," | ";")).any(negates)
            || negates(self.stretch.tokens.start)
                && !g.is(self.stretch.tokens.start, Classes::PREPOSITION)
            // `We have never, nor will we in the future, interfere in it.`
            || (from.saturating_sub(NEGATION_TOKENS_MAX)..at).any(|at| g.word(at) == "nor")
    }

    fn draft(&self, tag: Tag, cue: usize, rule: &'static str) -> Draft {
        let mut draft = Draft::new(tag, self.read.sentence, cue..cue + 1, rule);
        draft.source.clone_from(&self.stretch.side);
        draft.source_tokens.clone_from(&self.stretch.speaker);
        draft.reported = true;
        draft
    }
}

/// Splits the sentence into the words of its speakers.
fn stretches(read: &Reader<'_>) -> Vec<Stretch> {
    let g = &read.grammar;
    let mut found: Vec<Stretch> = Vec::new();
    let mut at = read.voices.behind_label(g.start);
    while at < g.end {
        let quoted = read.voices.is_quoted(at);
        let mut end = at + 1;
        while end < g.end && read.voices.is_quoted(end) == quoted && !(quoted && breaks(read, end))
        {
            end += 1;
        }
        if quoted {
            let side = read.voices.at(at).to_vec();
            found.push(Stretch { tokens: at..end, side, speaker: None, direct: true });
        } else {
            indirect(read, at..end, &mut found);
        }
        at = end;
    }
    found.retain(|stretch| stretch.side.iter().any(ActorCode::is_state));
    if found.is_empty() {
        found.extend(goes_on(read));
    }
    found
}

/// `His Government funded no such persons.`: a sentence about the side of whoever spoke in the sentence before.
fn goes_on(read: &Reader<'_>) -> Option<Stretch> {
    let g = &read.grammar;
    let own = g.is_one(g.start, &["his", "her", "its", "their"])
        && (g.is(g.start + 1, Classes::BODY.with(Classes::FORCE))
            || g.is_one(g.start + 1, &["country", "state", "nation"]));
    let before = read.sentence.checked_sub(1).filter(|_| own)?;
    let before = &g.doc.sentences[before];
    let same = g.doc.sentences[read.sentence].paragraph == before.paragraph;
    let side = read.voices.last_side(before.tokens.clone()).filter(|_| same)?;
    (side.is_state()).then(|| Stretch {
        tokens: g.start..g.end,
        side: vec![side.clone()],
        speaker: None,
        direct: false,
    })
}

/// Whether another quotation begins at a token.
fn breaks(read: &Reader<'_>, at: usize) -> bool {
    read.voices.at(at) != read.voices.at(at - 1)
}

/// The words without marks behind a reporting verb, or before one that closes the sentence.
fn indirect(read: &Reader<'_>, tokens: Range<usize>, found: &mut Vec<Stretch>) {
    let g = &read.grammar;
    let mut from = tokens.start;
    let denies = |verb: usize| {
        g.is(verb, Classes::REJECTS)
            && g.doc
                .lexicon
                .frames
                .of(g.doc.tokens[verb].lemma)
                .iter()
                .any(|frame| frame.tag == Tag::Denial)
    };
    let mut add = |range: Range<usize>| {
        let Some(last) = range.clone().next_back() else { return };
        let voice = read.voices.says(g, last).or_else(|| read.voices.says(g, range.start));
        let Some(voice) = voice else { return };
        let speaks = |at: usize| voice.tokens.as_ref().is_some_and(|own| own.contains(&at));
        if voice.codes.is_empty() || range.clone().all(speaks) {
            return;
        }
        found.push(Stretch {
            tokens: range,
            side: voice.codes,
            speaker: voice.tokens,
            direct: voice.direct,
        });
    };
    // `…, but we found nothing`: the writer's own words again.
    let but = |at: &usize| g.word(*at) == "," && g.word(at + 1) == "but";
    let end = tokens.clone().find(but).unwrap_or(tokens.end);
    let tokens = tokens.start..end;
    for at in tokens.clone() {
        if g.is(at, Classes::REPORTS) && g.is_verb(at) {
            if at > from && !denies(from.wrapping_sub(1)) {
                add(from..at);
            }
            from = at + 1;
        }
    }
    if !denies(from.wrapping_sub(1)) {
        add(from..tokens.end);
    }
}
