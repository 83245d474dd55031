//! Whether a culprit that a sentence names is blamed by it, and is no victim and nobody.

use std::ops::Range;

use super::Reader;
use super::culprit::Culprit;
use super::deed::usable;
use super::grammar::Grammar;
use super::modality;
use crate::analysis::actors::Naming;
use crate::analysis::lexicon::Classes;
use crate::model::ActorCode;
use crate::model::MentionKind;
use crate::model::Modality;
use crate::model::Polarity;

/// How far before a culprit the verb stands that only weighs it, in tokens.
const WEIGHED_TOKENS_MAX: usize = 6;

/// `asked whether Iran was behind the group`: no comma has ended what is asked.
fn is_only_wondered(g: &Grammar<'_>, at: usize) -> bool {
    (g.start..at)
        .rev()
        .take_while(|before| !matches!(g.word(*before), "," | ";"))
        .any(|before| g.word(before).eq_ignore_ascii_case("whether"))
}

/// Whether a culprit with a state is not itself the victim, and is not denied.
pub(super) fn is_blamed(read: &Reader<'_>, culprit: &Culprit) -> bool {
    let g = &read.grammar;
    let before = culprit.tokens.start.checked_sub(1).filter(|before| *before >= g.start);
    let word = before.map_or("", |before| g.word(before));
    if matches!(word, "against" | "at" | "on" | "for" | "than" | "not" | "no" | "whether" | "if") {
        return false;
    }
    // `considered a false flag by a Cuban actor`
    let weighed = word == "by"
        && g.verb_before(culprit.tokens.start).is_some_and(|verb| {
            culprit.tokens.start - verb <= WEIGHED_TOKENS_MAX && g.is(verb, Classes::WEIGHS)
        });
    if weighed || is_only_wondered(g, culprit.head) {
        return false;
    }
    // `a group calling itself | the Cyber Army`
    let sponsored = culprit.codes.iter().any(ActorCode::is_state);
    let named = |verb: usize| sponsored && g.is(verb, Classes::NAMES);
    if let Some(verb) = before.filter(|before| g.is_verb(*before) && !named(*before)) {
        let group = g.verb_group(verb);
        return !group.passive && !g.is(verb, Classes::HARMS) && usable(read, group);
    }
    let Some(verb) = (culprit.head + 1..g.end.min(culprit.head + 4))
        .find(|at| g.is_verb(*at) && !g.is(*at, Classes::AUXILIARY))
    else {
        return true;
    };
    let group = g.verb_group(verb);
    let (polarity, modality) = modality::of(g, group);
    let done = polarity == Polarity::Asserted
        && !matches!(modality, Modality::Planned | Modality::Conditional | Modality::Question);
    let befalls = g.is(verb, Classes::HARMS.with(Classes::BEFALLS));
    let suffers = group.passive && !group.reduced && befalls;
    done && !suffers
}

/// How far behind a culprit the word stands that ties it to a state, in tokens.
const TIED_TOKENS_MAX: usize = 7;

/// `a Chinese cyber-espionage group`, `a threat group`: the phrase itself says what the culprit does.
pub(super) fn is_covert(g: &Grammar<'_>, culprit: &Range<usize>) -> bool {
    let sponsored = |naming: &Naming| naming.kind == MentionKind::Group && naming.state().is_some();
    let excerpt = g.doc.is_excerpt();
    // `hackers believed to be linked to`: it is told of them because of what they do.
    let ties = Classes::KEPT.with(Classes::TIED).with(Classes::SERVES);
    let leads = |at: usize| matches!(g.word(at), "by" | "to" | "with" | "for" | "on" | "under");
    let tied = g.is(culprit.end - 1, Classes::HACKER)
        && (culprit.end..g.end.min(culprit.end + TIED_TOKENS_MAX))
            .any(|at| g.is(at, ties) && g.is_verb(at) && leads(at + 1));
    tied || culprit.clone().any(|at| g.is(at, Classes::COVERT))
        || excerpt && g.actors.within(culprit.clone()).iter().any(sponsored)
}

/// Whether the sentence has a word of wrong besides the culprit's own.
pub(super) fn tells_of_a_wrong(g: &Grammar<'_>, culprit: &Range<usize>) -> bool {
    let wrong = Classes::HARMS
        .with(Classes::HITS)
        .with(Classes::WRONG)
        .with(Classes::ENTERS)
        .with(Classes::ILL)
        .with(Classes::DATA);
    (g.start..g.end).any(|at| !culprit.contains(&at) && g.is(at, wrong))
}

/// `Not one Cambodian aircraft`, `no agents of ours`: nobody did it.
pub(super) fn is_nobody(g: &Grammar<'_>, agent: &Range<usize>) -> bool {
    let before = agent.start.saturating_sub(1).max(g.start);
    (before..=agent.start)
        .any(|at| g.is(at, Classes::NEGATION) && !g.is_verb(at) && !g.is(at, Classes::AUXILIARY))
}
