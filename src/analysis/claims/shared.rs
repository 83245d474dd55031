//! Parties that share a verb with others, or are named before it: those who are joined, those accused without a verb of
//! their own, and those of whom the sentence speaks.

use super::Reader;
use super::draft::Draft;
use super::frame::Clause;
use super::grammar::Grammar;
use super::party;
use crate::analysis::lexicon::Classes;
use crate::model::ActorCode;
use crate::model::Tag;

/// How far behind `accused of` the state stands for which it was done, in tokens.
const SERVICE_TOKENS_MAX: usize = 14;

/// `joining the United States in accusing Beijing`: those who are joined make the claim too.
pub(super) fn joined_in(read: &Reader<'_>, clause: &Clause, draft: &mut Draft) {
    let g = &read.grammar;
    let first = clause.group.first;
    if !clause.group.gerund || first == g.start || g.word(first - 1) != "in" {
        return;
    }
    let Some(join) = g.verb_before(first - 1).filter(|join| g.has_lemma(*join, "join")) else {
        return;
    };
    let Some(partners) = g.phrase_from(join + 1) else { return };
    for code in party::parties(g, partners, &[]) {
        if !draft.source.contains(&code) {
            draft.source.push(code);
        }
    }
}

/// `blamed Russia for the outage and Belarus for the leak`: a second target without its verb.
pub(super) fn gapped(read: &Reader<'_>, clause: &Clause, draft: &mut Draft) {
    let g = &read.grammar;
    let from = clause.group.verb + 2;
    for at in from..g.clause_end(from) {
        if g.word(at) != "and" {
            continue;
        }
        let Some(phrase) = g.phrase_from(at + 1) else { continue };
        if !matches!(g.word(phrase.end), "for" | "of")
            || !(from..at).any(|before| g.word(before) == g.word(phrase.end))
        {
            continue;
        }
        for code in party::parties(g, phrase, &[]) {
            if !draft.target.contains(&code) {
                draft.target.push(code);
            }
        }
    }
}

/// `accused two men of spying for Iran`: whoever has no state of his own stands for whom he serves.
///
/// Returns whether the target was found so.
pub(super) fn whom_they_serve(read: &Reader<'_>, clause: &Clause, draft: &mut Draft) -> bool {
    let g = &read.grammar;
    let deed = clause.group.verb + 2;
    if draft.target.iter().any(ActorCode::is_state)
        || g.word(deed - 1) != "of"
        || !g.is(deed, Classes::GERUND.with(Classes::WRONG))
    {
        return false;
    }
    let covert = Classes::HARMS
        .with(Classes::SERVES)
        .with(Classes::WRONG)
        .with(Classes::DATA)
        .with(Classes::TAKES);
    let end = g.clause_end(deed).min(deed + SERVICE_TOKENS_MAX);
    let Some(served) = (deed..end).find(|at| g.word(*at) == "for") else { return false };
    let Some(state) = g.phrase_from(served + 1) else { return false };
    let mut codes = party::parties(g, state.clone(), &[]);
    if codes.is_empty() && state.len() == 1 {
        // `spying for Tehran`
        codes = party::places(g, state.clone());
    }
    codes.retain(|code| code.is_state() && !draft.source.contains(code));
    if codes.is_empty() || !(deed..served).any(|at| g.is(at, covert)) {
        return false;
    }
    draft.target = codes;
    draft.target_tokens = Some(state);
    true
}

/// `the minister said that two attachés had been expelled`: whose measure it is, if not against its own.
pub(super) fn announced(speaker: Vec<ActorCode>, draft: &mut Draft) {
    let own = speaker.iter().any(|code| draft.target.contains(code));
    let state = speaker.iter().any(ActorCode::is_state);
    if state && !own && !draft.target.is_empty() {
        draft.source = speaker;
    }
}

/// `the ambassador was summoned to the German foreign ministry`: who summons is where to, if that is another side's.
pub(super) fn summoned_to(g: &Grammar<'_>, from: usize, draft: &mut Draft) {
    let Some(house) = g.slot(from, "to") else { return };
    if house.clone().any(|at| g.is(at, Classes::BODY)) {
        draft.source = party::parties(g, house, &[]);
        draft.source.retain(|code| !draft.target.contains(code));
    }
}

/// `“we have asked prosecutors to look into it”`: a bare noun in a speaker's words is no other state.
pub(super) fn unnamed_asked(read: &Reader<'_>, draft: &mut Draft) {
    let g = &read.grammar;
    let known = Classes::DETERMINER.with(Classes::PRONOUN);
    let bare = draft.target_tokens.clone().is_some_and(|asked| {
        read.voices.is_quoted(draft.cue.start)
            && !g.is(asked.start, known)
            && g.actors.within(asked).is_empty()
    });
    if draft.tag == Tag::Demand && bare {
        draft.target.clear();
    }
}

/// The state of which the sentence spoke as its subject before `verb`, if it is one and not among `but`.
pub(super) fn subject_before(g: &Grammar<'_>, verb: usize, but: &[ActorCode]) -> Vec<ActorCode> {
    let mut at = verb;
    while let Some(before) = g.verb_before(at) {
        at = before;
        let subject = g.subject(g.verb_group(before)).filter(|subject| subject.end <= before);
        let mut codes = subject.map_or_else(Vec::new, |subject| {
            let codes = party::parties(g, subject.clone(), &[]);
            // `after Lima threw out`: a capital behind a word of time acts all the same.
            if codes.is_empty() { party::places(g, subject) } else { codes }
        });
        codes.retain(|code| code.is_state() && !but.contains(code));
        if codes.len() == 1 {
            return codes;
        }
    }
    Vec::new()
}

/// `We accuse it of something simpler`: the state named last before the verb, the sentence before included.
pub(super) fn named_before(
    g: &Grammar<'_>,
    verb: usize,
    source: &[ActorCode],
) -> Option<ActorCode> {
    let before = g.doc.sentence_of(g.start).saturating_sub(1);
    let from = g.doc.sentences[before].tokens.start;
    let named = g.actors.within(from..verb);
    named
        .iter()
        .rev()
        .filter_map(|naming| party::code_of(g, naming))
        .find(|code| code.is_state() && !source.contains(code))
}
