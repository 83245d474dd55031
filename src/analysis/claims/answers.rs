//! Which accusation a denial answers, and the last touches to all claims.

use std::ops::Range;

use super::aim;
use super::denial::DISMISSAL;
use super::draft::Draft;
use super::fill::is_common;
use super::frame::FRAME;
use super::voice::Voices;
use crate::analysis::actors::Actors;
use crate::analysis::actors::Naming;
use crate::analysis::actors::Use;
use crate::analysis::doc::Doc;
use crate::analysis::doc::ParagraphKind;
use crate::analysis::doc::Shape;
use crate::analysis::lexicon::Classes;
use crate::model::ActorCode;
use crate::model::Claim;
use crate::model::MentionKind;
use crate::model::Polarity;
use crate::model::Tag;

/// Links the answers, and turns the drafts into claims.
pub(crate) fn finish(
    doc: &Doc<'_>,
    actors: &Actors,
    voices: Voices<'_>,
    mut drafts: Vec<Draft>,
) -> Vec<Claim> {
    let answers: Vec<Vec<usize>> =
        (0..drafts.len()).map(|index| answered(doc, &drafts, index)).collect();
    for (index, answered) in answers.iter().enumerate() {
        fill_target(doc, actors, &mut drafts, index, answered);
    }
    let kept = kept(doc, actors, &drafts, &answers);
    let aimless = |draft: &Draft| {
        draft.tag == Tag::Denial
            && draft.target.is_empty()
            && !doc.is_excerpt()
            && !of_all_times(doc, draft)
    };
    for index in 0..drafts.len() {
        // Who answers a charge that nobody is named for is aimed at nobody.
        if kept[index] && answers[index].is_empty() && aimless(&drafts[index]) {
            drafts[index].target = aim::from_context(doc, actors, voices, &drafts, index);
        }
    }
    let place = |index: usize| kept[..index].iter().filter(|kept| **kept).count();
    let mut claims = Vec::with_capacity(drafts.len());
    for (index, (draft, answers)) in drafts.into_iter().zip(answers).enumerate() {
        if !kept[index] {
            continue;
        }
        let answers = answers.into_iter().filter(|answer| kept[*answer]).map(place).collect();
        claims.push(claim_of(doc, draft, answers));
    }
    claims
}

/// Makes the claim of a draft that answers the claims at `answers`.
fn claim_of(doc: &Doc<'_>, draft: Draft, answers: Vec<usize>) -> Claim {
    let sentence = &doc.sentences[draft.sentence];
    Claim {
        tag: draft.tag,
        source: draft.source,
        target: draft.target,
        source_span: draft.source_tokens.map(|tokens| doc.span_of(unmarked(doc, tokens))),
        target_span: draft.target_tokens.map(|tokens| doc.span_of(unmarked(doc, tokens))),
        evidence: sentence.span,
        cue: doc.span_of(draft.cue),
        polarity: draft.polarity,
        modality: draft.modality,
        hedge: draft.hedge,
        act: sentence.tokens.clone().find_map(|at| doc.lexicon.act(doc.tokens[at].lemma)),
        headline: doc.paragraphs[sentence.paragraph].kind == ParagraphKind::Headline,
        answers,
        rule: draft.rule.to_owned(),
    }
}

/// Whether a denial is another's in whose words it stands: `Lima said that Oslo gave no proof and called it absurd`.
fn is_crossed(drafts: &[Draft], denial: &Draft) -> bool {
    let shares =
        |codes: &[ActorCode], others: &[ActorCode]| codes.iter().any(|code| others.contains(code));
    let accuses = |by: &[ActorCode], whom: &[ActorCode]| {
        drafts.iter().any(|draft| {
            is_charge(draft)
                && draft.sentence != denial.sentence
                && shares(&draft.source, by)
                && shares(&draft.target, whom)
        })
    };
    denial.tag == Tag::Denial
        && drafts.iter().any(|other| {
            other.tag == Tag::Denial
                && other.sentence == denial.sentence
                && shares(&other.target, &denial.source)
                && (denial.target.is_empty() || shares(&denial.target, &other.source))
                && accuses(&denial.source, &other.source)
                && !accuses(&other.source, &denial.source)
        })
}

/// Which claims are anybody's business here, one by one.
fn kept(doc: &Doc<'_>, actors: &Actors, drafts: &[Draft], answers: &[Vec<usize>]) -> Vec<bool> {
    // Where a state is accused, what states deny is no matter at home.
    let disputed = drafts.iter().any(|draft| {
        is_charge(draft)
            && draft.target.iter().any(ActorCode::is_state)
            && draft.source.iter().any(|code| !is_common(code))
    });
    let mut kept: Vec<bool> = drafts
        .iter()
        .zip(answers)
        .map(|(draft, answers)| {
            let by_state = disputed || is_by_state(doc, actors, draft);
            let charged = |answer: &usize| !drafts[*answer].source.iter().all(is_common);
            answers.iter().any(charged) || !is_domestic(doc, actors, draft, by_state)
        })
        .collect();
    let deniers: Vec<ActorCode> = drafts
        .iter()
        .zip(&kept)
        .filter(|(draft, kept)| **kept && draft.tag == Tag::Denial)
        .flat_map(|(draft, _)| draft.source.iter().filter(|code| code.is_state()).cloned())
        .collect();
    for (draft, kept) in drafts.iter().zip(&mut kept) {
        // Of a state that denies something openly, the rest is everybody's business too.
        *kept |= draft.source.iter().any(|code| deniers.contains(code));
        *kept &= !is_crossed(drafts, draft);
    }
    kept
}

/// A denial that answers no accusation of the text and is aimed at no state is nobody's business here:
/// a company's, a referee's, a minister's at home. A text of a few sentences may leave the accusation out.
fn is_domestic(doc: &Doc<'_>, actors: &Actors, draft: &Draft, by_state: bool) -> bool {
    let foreign = by_state
        && (draft.source.iter().any(ActorCode::is_state) || is_by_a_body(doc, actors, draft));
    draft.tag == Tag::Denial
        && (!foreign || is_of_proof(doc, draft))
        && !draft.target.iter().any(ActorCode::is_state)
        && !doc.is_excerpt()
}

/// Whether a denial is made in the name of a state, by those who speak to others for it, or names its state.
fn is_by_state(doc: &Doc<'_>, actors: &Actors, draft: &Draft) -> bool {
    let named = draft.source_tokens.clone().is_some_and(|tokens| {
        let government = |at: usize| doc.word(at).eq_ignore_ascii_case("government");
        actors.within(tokens.clone()).iter().any(|naming| {
            naming.kind == MentionKind::Country
                && naming.state().is_some()
                && (naming.usage == Use::Acts || tokens.clone().any(government))
        })
    });
    // What is read as an answer to a charge is none where no charge is left.
    let answers_nothing = draft.rule.starts_with(super::free::OF_THE_ACCUSED);
    !answers_nothing && (named || is_abroad(doc, draft) || is_about_itself(doc, actors, draft))
}

/// `The embassy`, `the foreign ministry`: whose business is with other states.
fn is_abroad(doc: &Doc<'_>, draft: &Draft) -> bool {
    let first = doc.sentences[draft.sentence].tokens.start;
    draft.source_tokens.clone().is_some_and(|tokens| {
        (first.min(tokens.start)..tokens.end).any(|at| {
            let foreign = || doc.word(at).eq_ignore_ascii_case("foreign");
            doc.tokens[at].classes.any(Classes::DIPLOMAT) || foreign()
        })
    })
}

/// `The Houthis deny it`: a named group or organisation that denies a charge in so many words.
fn is_by_a_body(doc: &Doc<'_>, actors: &Actors, draft: &Draft) -> bool {
    let named = |tokens: Range<usize>| {
        actors
            .within(tokens)
            .iter()
            .any(|one| matches!(one.kind, MentionKind::Group | MentionKind::Organisation))
    };
    (draft.rule == FRAME || draft.rule == DISMISSAL)
        && draft.source.iter().all(|code| !is_common(code))
        && draft.source_tokens.clone().is_some_and(|tokens| named(unmarked(doc, tokens)))
}

/// `has seen no evidence`: of a charge against anybody.
fn is_of_proof(doc: &Doc<'_>, draft: &Draft) -> bool {
    draft.rule != FRAME && draft.cue.clone().any(|at| doc.tokens[at].classes.any(Classes::EVIDENCE))
}

/// `It denied that China was a haven`: the denial names the state that makes it.
fn is_about_itself(doc: &Doc<'_>, actors: &Actors, draft: &Draft) -> bool {
    let end = doc.sentences[draft.sentence].tokens.end;
    actors.within(draft.cue.end..end).iter().any(|naming| {
        naming.kind == MentionKind::Country
            && naming.usage != Use::Stands
            && naming
                .state()
                .is_some_and(|state| draft.source.contains(doc.lexicon.names.code(state)))
    })
}

/// A denial is aimed at who made what it answers, unless it is said of all times (`has always denied`).
fn fill_target(
    doc: &Doc<'_>,
    actors: &Actors,
    drafts: &mut [Draft],
    index: usize,
    answered: &[usize],
) {
    let draft = &drafts[index];
    if draft.tag != Tag::Denial || !draft.target.is_empty() {
        return;
    }
    if answered.is_empty() {
        drafts[index].target = others_accuser(doc, actors, drafts, index);
        return;
    }
    let mut target: Vec<ActorCode> = Vec::new();
    let excerpt = doc.is_excerpt();
    let of_all_times = of_all_times(doc, draft);
    let named = named_in(doc, actors, draft.sentence);
    let by_name = |answer: &&Draft| answer.source.iter().any(|code| named.contains(code));
    let told = || answered.iter().map(|answer| &drafts[*answer]);
    let any_by_name = told().any(|answer| by_name(&answer));
    for answer in told().filter(|answer| !any_by_name || by_name(answer)) {
        let apart = answer.sentence != draft.sentence || !excerpt;
        if (apart && !of_all_times) || draft.refers {
            for code in &answer.source {
                if !target.contains(code) {
                    target.push(code.clone());
                }
            }
        }
    }
    drafts[index].target = target;
}

/// Whom a denial is aimed at that answers nothing of the text: at whom its side denies something else, else at an
/// accuser whom its sentence names.
fn others_accuser(
    doc: &Doc<'_>,
    actors: &Actors,
    drafts: &[Draft],
    index: usize,
) -> Vec<ActorCode> {
    let draft = &drafts[index];
    if of_all_times(doc, draft) || !draft.source.iter().any(ActorCode::is_state) {
        return Vec::new();
    }
    let named = named_in(doc, actors, draft.sentence);
    let apart = |codes: &[ActorCode]| {
        codes.iter().any(ActorCode::is_state)
            && !codes.iter().any(|code| draft.source.contains(code))
    };
    let denies_too = |other: &&Draft| {
        other.tag == Tag::Denial && other.source == draft.source && apart(&other.target)
    };
    let accuses = |other: &&Draft| {
        is_charge(other)
            && apart(&other.source)
            && other.source.iter().any(|code| named.contains(code))
    };
    let near =
        |other: &&Draft| (other.sentence > draft.sentence, other.sentence.abs_diff(draft.sentence));
    let denied = drafts.iter().filter(denies_too).min_by_key(near).map(|other| &other.target);
    let accuser = || drafts.iter().filter(accuses).min_by_key(near).map(|other| &other.source);
    denied.or_else(accuser).cloned().unwrap_or_default()
}

/// Whether somebody is said to accuse somebody.
fn is_charge(draft: &Draft) -> bool {
    draft.tag == Tag::Accusation && draft.polarity == Polarity::Asserted
}

/// The states that a sentence names, places and persons included.
fn named_in(doc: &Doc<'_>, actors: &Actors, sentence: usize) -> Vec<ActorCode> {
    let namings = actors.within(doc.sentences[sentence].tokens.clone());
    let code = |naming: &Naming| naming.state().map(|state| doc.lexicon.names.code(state).clone());
    namings.iter().filter_map(code).collect()
}

/// `has always denied`: said of all times, and aimed at nobody.
fn of_all_times(doc: &Doc<'_>, draft: &Draft) -> bool {
    doc.sentences[draft.sentence]
        .tokens
        .clone()
        .any(|at| doc.tokens[at].classes.any(Classes::ALWAYS))
}

/// The accusations that claim `index` answers.
fn answered(doc: &Doc<'_>, drafts: &[Draft], index: usize) -> Vec<usize> {
    let answer = &drafts[index];
    if !matches!(
        answer.tag,
        Tag::Denial | Tag::NoComment | Tag::Confirmation | Tag::Expulsion | Tag::Sanction
    ) {
        return Vec::new();
    }
    let fits = |other: &Draft| {
        other.tag == Tag::Accusation
            && other.target.iter().any(|code| answer.source.contains(code))
            && (!matches!(answer.tag, Tag::Expulsion | Tag::Sanction)
                || other.source.iter().any(|code| answer.target.contains(code)))
    };
    let named = |other: &Draft| other.source.iter().any(|code| answer.target.contains(code));
    let mut before: Vec<usize> = (0..drafts.len())
        .filter(|other| {
            *other != index && fits(&drafts[*other]) && drafts[*other].sentence <= answer.sentence
        })
        .collect();
    if before.is_empty() {
        before =
            (index + 1..drafts.len()).find(|other| fits(&drafts[*other])).into_iter().collect();
    }
    if before.iter().any(|other| named(&drafts[*other])) {
        before.retain(|other| named(&drafts[*other]));
    }
    let plural = doc.sentences[answer.sentence].tokens.clone().any(|at| {
        doc.tokens[at].classes.any(Classes::CHARGE) && doc.tokens[at].classes.any(Classes::PLURAL)
    });
    if !plural && let Some(last) = before.last().map(|last| drafts[*last].sentence) {
        before.retain(|other| drafts[*other].sentence == last);
    }
    before
}

/// The words behind the mark of a list or the dash of a dateline: `TAIPEI - Taiwan`.
fn unmarked(doc: &Doc<'_>, tokens: Range<usize>) -> Range<usize> {
    let spaced = |at: usize| doc.tokens[at].shape.any(Shape::SPACED);
    let dash = |at: &usize| matches!(doc.word(*at), "-" | "–" | "—" | "•" | "*") && spaced(at + 1);
    let inner = tokens.start..tokens.end.saturating_sub(1);
    let start = inner.rev().find(dash).map_or(tokens.start, |dash| dash + 1);
    start..tokens.end
}
