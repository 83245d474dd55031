//! Claims that a verb makes with its subject and object.

use std::ops::Range;

use super::Reader;
use super::clause::Clause;
use super::denial;
use super::draft::Draft;
use super::grammar::Grammar;
use super::grammar::VerbGroup;
use super::modality;
use super::shared;
use super::threat;
use super::unclaimed;
use crate::analysis::lexicon::Classes;
use crate::analysis::lexicon::Condition;
use crate::analysis::lexicon::Frame;
use crate::model::Modality;
use crate::model::Polarity;
use crate::model::Tag;

/// How far before an infinitive `too` stands that keeps it from happening, in tokens.
const TOO_TOKENS_MAX: usize = 6;

/// The rule of a verb and what it acts on.
pub(crate) const FRAME: &str = "verb and object";

/// Adds the claim of the verb at token `at`, if it has a frame that holds.
pub(crate) fn read(read: &Reader<'_>, at: usize, drafts: &mut Vec<Draft>) {
    let g = &read.grammar;
    let lemma = g.doc.tokens[at].lemma;
    let frames = g.doc.lexicon.frames.of(lemma);
    let idioms = g.doc.lexicon.frames.idioms_of(lemma);
    let behind = &g.doc.tokens[at + 1..g.end];
    if frames.is_empty() && !idioms.iter().any(|idiom| idiom.has_words_in(behind)) {
        return;
    }
    let group = g.verb_group(at);
    // `too early to announce measures`
    let too = (g.start..group.first).rev().take(TOO_TOKENS_MAX).any(|at| g.word(at) == "too");
    let kept = too && (group.infinitive || g.is(at, Classes::BASE));
    if unclaimed::is_only_asked(g, group) || unclaimed::is_to_blame(g, group) || kept {
        return;
    }
    let subject = g.subject(group);
    let object = if group.passive { acted_on(g, group, subject.as_ref()) } else { g.object(group) };
    let clause = Clause { group, subject, object, end: g.clause_end(at + 1) };
    let Some(frame) = idioms.iter().chain(frames).find(|frame| clause.holds(read, frame)) else {
        return;
    };
    let refuses = |frame: &Frame| matches!(frame.tag, Tag::Refusal | Tag::NoComment);
    if refuses(frame) && frames.iter().all(refuses) && unclaimed::governs_a_claim(g, at) {
        return;
    }
    let mut draft = made(read, at, &clause, frame);
    if frame.tag == Tag::Indictment
        && let Some(accusation) = shared::arrested_for(read, &clause, &draft)
    {
        drafts.push(accusation);
    }
    if claims_nothing(read, &clause, frame, &draft) {
        return;
    }
    if frame.tag == Tag::Accusation && draft.target.is_empty() {
        shared::each_other(g, &clause, &draft, drafts);
    }
    let made_by_nobody = draft.source.is_empty() && draft.target.is_empty();
    let bare = matches!(draft.tag, Tag::Denial | Tag::NoComment) && clause.subject.is_some();
    if made_by_nobody && !bare {
        return;
    }
    if frame.tag == Tag::Accusation {
        denial::falsely_accused(read, &draft, drafts);
    }
    if frame.tag == Tag::Denial {
        denial::aim_at_teller(read, &clause, &mut draft);
        shared::denied_by_the_way(&clause, &draft, drafts);
        denial::presupposed(read, at, &draft, drafts);
    }
    drafts.push(draft);
}

/// The claim that the verb at `at` makes by its frame.
fn made(read: &Reader<'_>, at: usize, clause: &Clause, frame: &Frame) -> Draft {
    let g = &read.grammar;
    let group = clause.group;
    let mut draft = Draft::new(frame.tag, read.sentence, at..at + 1, FRAME);
    (draft.polarity, draft.modality) = how_made(g, group, frame);
    draft.hedge = frame.hedge.max(modality::hedge(g, group.first, at));
    clause.fill(read, frame, &mut draft);
    let nobody = ["neither", "nobody", "none", "no", "few"];
    let by_nobody =
        |subject: &Range<usize>| subject.end == group.first && g.is_one(subject.start, &nobody);
    if clause.subject.as_ref().is_some_and(by_nobody) {
        draft.polarity = Polarity::Negated;
    }
    shared::joined_in(read, clause, &mut draft);
    shared::unnamed_asked(read, &mut draft);
    if frame.tag == Tag::Accusation && !draft.target.is_empty() {
        shared::gapped(read, clause, &mut draft);
    }
    if frame.tag == Tag::Warning {
        threat::warn_or_threaten(read, clause, &mut draft);
    }
    if frame.tag == Tag::NoComment {
        draft.polarity = Polarity::Asserted;
    }
    if unclaimed::is_neither_nor(g, group) {
        draft.tag = Tag::NoComment;
        draft.polarity = Polarity::Asserted;
        draft.modality = Modality::Actual;
        draft.rule = "neither confirms nor denies";
        draft.target.clear();
    }
    if frame.tag == Tag::Cooperation && draft.target.is_empty() && draft.source.len() > 1 {
        draft.target = draft.source.split_off(1);
    }
    draft
}

/// What a passive verb acts on; only the people, where it is said of them: `charges in Kenya of | people accused of`.
fn acted_on(
    g: &Grammar<'_>,
    group: VerbGroup,
    subject: Option<&Range<usize>>,
) -> Option<Range<usize>> {
    let people = group.first.wrapping_sub(1);
    let theirs = group.reduced && g.is(people, Classes::PERSONS) && g.word(people - 1) == "of";
    if theirs { Some(people..people + 1) } else { subject.cloned() }
}

/// Whether the verb claims nothing after all: a question, a party with itself, nobody who is named.
fn claims_nothing(read: &Reader<'_>, clause: &Clause, frame: &Frame, draft: &Draft) -> bool {
    let g = &read.grammar;
    let group = clause.group;
    match frame.tag {
        Tag::Denial => {
            unclaimed::asks_you(g, group) || denial::is_by_opposition(g, clause.subject.clone())
        }
        Tag::Cooperation => !draft.source.is_empty() && draft.source == draft.target,
        Tag::Accusation => group.passive && unclaimed::accuses_only_a_noun(g, draft),
        Tag::Threat => threat::is_of_a_group(read, clause),
        // `“what our people were asked to do”`: by whom the speaker leaves open.
        Tag::Demand | Tag::Condemnation => {
            group.passive && draft.source.is_empty() && read.voices.is_quoted(group.verb)
        }
        Tag::Indictment
        | Tag::Confirmation
        | Tag::NoComment
        | Tag::Warning
        | Tag::Sanction
        | Tag::Expulsion
        | Tag::Investigation
        | Tag::Refusal => false,
    }
}

/// Whether the claim is made, and in which world: an idiom's own modal and negation change neither.
fn how_made(g: &Grammar<'_>, group: VerbGroup, frame: &Frame) -> (Polarity, Modality) {
    let (mut polarity, mut modality) = modality::of(g, group);
    let will = |modal| g.is_one(modal, &["will", "would", "won't", "wouldn't", "can", "cannot"]);
    if frame.idiom && group.modal.is_some_and(will) && !group.infinitive {
        // `will have none of it`
        modality = Modality::Actual;
    }
    if frame.conditions.contains(&Condition::Negated) {
        // `does not buy the story`
        polarity = Polarity::Asserted;
    }
    (polarity, modality)
}
