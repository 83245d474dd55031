//! What a word of accusing says in the clause behind it: `alleged that Rwanda trains rebels`, `the accusation that Eritrea
//! arms a militia`. That it is a charge is said before, so its verb may be any.

use std::ops::Range;

use super::Reader;
use super::draft::Draft;
use super::grammar::Grammar;
use super::party;
use super::shared;
use crate::analysis::lexicon::Classes;
use crate::model::ActorCode;
use crate::model::Tag;

/// How far behind its verb `that` stands (`alleged on Monday that`), in tokens.
const THAT_TOKENS_MAX: usize = 6;

/// The rule of a clause behind a verb of accusing.
const ALLEGED: &str = "what is alleged";

/// Adds the accusations of verbs that accuse by a clause.
pub(super) fn read(read: &Reader<'_>, drafts: &mut Vec<Draft>) {
    let g = &read.grammar;
    for verb in g.start..g.end {
        let alleges =
            g.is(verb, Classes::REPORTS) && g.is(verb, Classes::ALLEGES) && g.is_verb(verb);
        if !alleges || g.verb_group(verb).negated {
            continue;
        }
        let near = verb + 1..g.end.min(verb + THAT_TOKENS_MAX);
        let that = near.take_while(|at| !g.is_verb(*at)).find(|at| g.word(*at) == "that");
        // `seven alleged officers`
        let speaks = |subject: &Range<usize>| {
            party::can_speak(g, subject) || !g.actors.within(subject.clone()).is_empty()
        };
        if that.is_none() && !g.subject(g.verb_group(verb)).is_some_and(|subject| speaks(&subject))
        {
            continue;
        }
        let from = that.unwrap_or(verb) + 1;
        let voice = read.voices.says(g, from);
        let source = voice.as_ref().map_or_else(Vec::new, |voice| voice.codes.clone());
        let Some((tokens, mut target)) = blamed(g, from) else { continue };
        if target.is_empty() && g.is_one(tokens.start, &["it", "they"]) {
            target.extend(shared::named_before(g, verb, &source));
        }
        if target.is_empty() || target.iter().any(|code| source.contains(code)) {
            continue;
        }
        let mut draft = Draft::new(Tag::Accusation, read.sentence, verb..verb + 1, ALLEGED);
        draft.source = source;
        draft.source_tokens = voice.and_then(|voice| voice.tokens);
        draft.target = target;
        draft.target_tokens = Some(tokens);
        draft.hedge = 1;
        draft.reported = true;
        drafts.push(draft);
    }
}

/// Returns whom the clause that begins at token `from` says to do what it says, with the words that name them.
pub(super) fn blamed(g: &Grammar<'_>, from: usize) -> Option<(Range<usize>, Vec<ActorCode>)> {
    let mut subject = g.phrase_from(from)?;
    if g.is_one(subject.start, &["it"])
        && g.is(subject.end, Classes::BE)
        && !g.is_verb(subject.end + 1)
    {
        // `that it was Peru that had done it`
        subject = g.phrase_from(subject.end + 1)?;
    }
    let verb = (subject.end..g.end).find(|at| g.is_verb(*at))?;
    let main = (verb..g.end.min(verb + THAT_TOKENS_MAX))
        .find(|at| g.is_verb(*at) && !g.is(*at, Classes::AUXILIARY))
        .unwrap_or(verb);
    let group = g.verb_group(main);
    if group.negated || group.first < subject.end || g.is(main, Classes::SUFFERS) {
        return None;
    }
    let doer = if group.passive { g.slot(main + 1, "by")? } else { subject };
    let mut codes = party::parties(g, doer.clone(), &[]);
    if codes.is_empty() && doer.len() == 1 {
        codes = party::places(g, doer.clone());
    }
    codes.retain(ActorCode::is_state);
    Some((doer, codes))
}

/// Whether the charge at token `noun` accuses by its clause from `that` on, whatever the verb.
pub(super) fn accuses(g: &Grammar<'_>, noun: usize, that: usize) -> bool {
    g.is(noun, Classes::CLAUSAL)
        && g.word(that) == "that"
        && (noun + 1..that).all(|at| !g.is_verb(at) || g.is(at, Classes::PARTICIPLE))
}
