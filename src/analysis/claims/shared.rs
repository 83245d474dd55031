//! Parties that share a verb with others, or are named before it: those who are joined, those accused without a verb of
//! their own, and those of whom the sentence speaks.

use std::ops::Range;

use super::Reader;
use super::clause::Clause;
use super::draft::Draft;
use super::grammar::Grammar;
use super::party;
use crate::analysis::lexicon::Classes;
use crate::analysis::lexicon::Condition;
use crate::analysis::lexicon::Frame;
use crate::model::ActorCode;
use crate::model::Polarity;
use crate::model::Tag;

/// How far behind a measure the state stands for which the deed was done, in tokens.
const MEASURE_TOKENS_MAX: usize = 30;

/// How far before `for` the deed stands that was done for a state (`spying on students for`), in tokens.
const DEED_TOKENS_MAX: usize = 6;

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

/// `Mali, along with Niger, accused`: those beside the subject make the claim too.
pub(super) fn along_with(g: &Grammar<'_>, words: Range<usize>, draft: &mut Draft) {
    for code in party::beside(g, words) {
        if !draft.source.contains(&code) {
            draft.source.push(code);
        }
    }
}

/// `Mali and Chad accused each other`: each accuses the other.
pub(super) fn each_other(g: &Grammar<'_>, clause: &Clause, draft: &Draft, drafts: &mut Vec<Draft>) {
    let next = clause.group.verb + 1;
    let mutual = g.is_one(next, &["each", "one", "the"])
        && g.is_one(next + 1, &["other", "another"])
        && !g.is(next + 2, Classes::NOUN);
    let parties = match &draft.source[..] {
        [] => two_named_before(g, clause.group.first),
        named => named.to_vec(),
    };
    let [one, other] = &parties[..] else { return };
    if !mutual || !one.is_state() || !other.is_state() {
        return;
    }
    for (by, against) in [(one, other), (other, one)] {
        let mut accusation = draft.clone();
        accusation.source = vec![by.clone()];
        accusation.target = vec![against.clone()];
        drafts.push(accusation);
    }
}

/// `Each accused the other`: the two states of which the sentences before speak, if they are two.
fn two_named_before(g: &Grammar<'_>, verb: usize) -> Vec<ActorCode> {
    let before = g.doc.sentence_of(g.start).saturating_sub(1);
    let from = g.doc.sentences[before].tokens.start;
    let mut codes = party::places(g, from..verb);
    codes.retain(ActorCode::is_state);
    codes
}

/// `accused the country of theft`: the other state of which the sentence speaks.
pub(super) fn is_the_country(g: &Grammar<'_>, phrase: &Range<usize>) -> bool {
    (phrase.len() == 2 || g.word(phrase.start + 2) == "of")
        && g.is_one(phrase.start, &["the", "that"])
        && g.is_one(phrase.start + 1, &["country", "state", "nation"])
}

/// `its neighbour | , Mali,`: whom an apposition behind the phrase names.
pub(super) fn called_behind(g: &Grammar<'_>, end: usize) -> Option<ActorCode> {
    let naming = g.actors.at(end + 1).filter(|_| g.word(end) == ",")?;
    let closes = g.word(naming.tokens.end) == "," && naming.tokens.start == end + 1;
    party::code_of(g, naming).filter(|code| closes && code.is_state())
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
    let Some((state, mut codes)) = served(g, deed, SERVICE_TOKENS_MAX) else { return false };
    let plain =
        g.word(state.start - 1) == "for" && !state.clone().any(|at| g.is(at, Classes::SECRET));
    codes.retain(|code| !draft.source.contains(code));
    if codes.is_empty() || plain && !(deed..state.start).any(|at| g.is(at, covert)) {
        return false;
    }
    draft.target = codes;
    draft.target_tokens = Some(state);
    true
}

/// The words behind `for`, `on behalf of` or `on orders from` that name a state, among the `limit` tokens from `from` on,
/// with the state.
fn served(g: &Grammar<'_>, from: usize, limit: usize) -> Option<(Range<usize>, Vec<ActorCode>)> {
    let end = g.clause_end(from).min(from + limit);
    let behalf = |at: usize| {
        matches!(g.word(at), "of" | "from") && matches!(g.word(at - 1), "behalf" | "orders")
    };
    (from..end).filter(|at| g.word(*at) == "for" || behalf(*at)).find_map(|at| {
        let state = g.phrase_from(at + 1)?;
        let mut codes = party::parties(g, state.clone(), &[]);
        if codes.is_empty() && state.len() == 1 {
            // `spying for Tehran`
            codes = party::places(g, state.clone());
        }
        codes.retain(ActorCode::is_state);
        (!codes.is_empty()).then_some((state, codes))
    })
}

/// `arrested three men on suspicion of spying for Chad`: whoever takes the measure accuses the state that was served.
pub(super) fn arrested_for(read: &Reader<'_>, clause: &Clause, measure: &Draft) -> Option<Draft> {
    let g = &read.grammar;
    let from = clause.group.verb + 1;
    let (state, mut codes) = served(g, from, MEASURE_TOKENS_MAX)?;
    let deed = Classes::HARMS.with(Classes::WRONG).with(Classes::ILL);
    let secret = state.clone().any(|at| g.is(at, Classes::SECRET));
    let near = state.start.saturating_sub(DEED_TOKENS_MAX).max(from);
    let explicit = g.word(state.start - 1) != "for" || secret;
    // `arrested a man on behalf of Chad`: no deed of his was.
    let mut done = if explicit { from..state.start } else { near..state.start };
    let deed = if explicit { deed.with(Classes::GERUND) } else { deed };
    if !done.any(|at| g.is(at, deed)) {
        return None;
    }
    let mut source = measure.source.clone();
    if source.is_empty() {
        let voice = read.voices.says(g, clause.group.verb);
        source = voice.map_or_else(Vec::new, |voice| voice.codes);
    }
    codes.retain(|code| code.is_state() && !source.contains(code));
    if codes.is_empty() || measure.polarity == Polarity::Negated {
        return None;
    }
    let mut draft = measure.clone();
    draft.tag = Tag::Accusation;
    draft.rule = "a measure against whom a state sent";
    draft.source = source;
    draft.target = codes;
    draft.target_tokens = Some(state);
    Some(draft)
}

/// `were watching the port for Iran's intelligence service`: the service for which a deed is done.
pub(super) fn service_served(g: &Grammar<'_>, from: usize) -> Vec<ActorCode> {
    let Some((mut service, codes)) = served(g, from, SERVICE_TOKENS_MAX) else {
        return Vec::new();
    };
    if service.any(|at| g.is(at, Classes::SECRET)) { codes } else { Vec::new() }
}

/// `Turkish police arrested two men accused of spying`: whoever arrests them accuses them too.
pub(super) fn arrested_by(read: &Reader<'_>, clause: &Clause) -> Vec<ActorCode> {
    let g = &read.grammar;
    let Some(persons) = clause.subject.clone().filter(|_| clause.group.passive) else {
        return Vec::new();
    };
    let Some(verb) = g.verb_before(persons.start).filter(|verb| persons.start - verb <= 4) else {
        return Vec::new();
    };
    let measure = g.claims(verb, Tag::Indictment) || g.claims(verb, Tag::Expulsion);
    if !measure && !g.has_lemma(verb, "issue") {
        return Vec::new();
    }
    let group = g.verb_group(verb);
    let subject = g.subject(group).filter(|_| !group.passive);
    let mut codes =
        subject.map_or_else(Vec::new, |subject| party::parties(g, subject, read.voices.at(verb)));
    codes.retain(ActorCode::is_state);
    codes
}

/// `Kenya said that Somalia hosts spies, which Somalia denies`: what is denied by the way was a charge, whatever its words.
pub(super) fn denied_by_the_way(clause: &Clause, denial: &Draft, drafts: &mut Vec<Draft>) {
    let by_the_way = clause.object.as_ref().is_some_and(|object| object.end <= clause.group.first);
    let made = denial.polarity == Polarity::Asserted && !denial.source.is_empty();
    if clause.group.passive || !by_the_way || !made || denial.target.is_empty() {
        return;
    }
    drafts.push(denial.answered("denied by the way"));
}

/// `the minister said that two attachés had been expelled`: whose measure it is, if not against its own.
pub(super) fn announced(speaker: Vec<ActorCode>, draft: &mut Draft) {
    let own = speaker.iter().any(|code| draft.target.contains(code));
    let state = speaker.iter().any(ActorCode::is_state);
    if state && !own && !draft.target.is_empty() {
        draft.source = speaker;
    }
}

/// `Prosecutors charged him with acting as an agent of Peru`: Peru's prosecutors do not charge Peru's agents, so these
/// are somebody else's, if no state is named with them.
pub(super) fn not_against_its_own(read: &Reader<'_>, draft: &mut Draft) {
    let g = &read.grammar;
    let nameless = |tokens: &Range<usize>| g.actors.within(tokens.clone()).is_empty();
    if draft.source.is_empty() || !draft.source_tokens.as_ref().is_some_and(nameless) {
        return;
    }
    let agents = (g.start..g.end).filter(|at| g.is(*at, Classes::CULPRIT));
    for agent in agents {
        let phrase = g.long_phrase_from(agent).unwrap_or(agent..agent + 1);
        let owners = party::places(g, phrase);
        draft.source.retain(|code| !owners.contains(code));
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

/// Whether the verb is one of answers and measures, as its frames say; `take issue` makes none of `take`.
pub(crate) fn is_measure(g: &Grammar<'_>, verb: usize) -> bool {
    let frames = g.doc.lexicon.frames.of(g.doc.tokens[verb].lemma);
    let with_a_word = |frame: &Frame| {
        frame.conditions.iter().any(|condition| matches!(condition, Condition::Words(_)))
    };
    frames.iter().any(|frame| frame.tag != Tag::Accusation && !with_a_word(frame))
}
