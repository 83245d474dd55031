//! Verbs that have a frame and yet claim nothing, or not what it says.

use std::ops::Range;

use super::draft::Draft;
use super::grammar::Grammar;
use super::grammar::VerbGroup;
use crate::analysis::actors::Naming;
use crate::analysis::lexicon::Classes;
use crate::model::MentionKind;
use crate::model::Tag;

/// `500 officials are accused`, `Mr Olsen is accused`: nobody is named who accuses, and no state that is accused.
pub(super) fn accuses_only_a_noun(g: &Grammar<'_>, draft: &Draft) -> bool {
    let excerpt = g.doc.is_excerpt();
    let known = Classes::CULPRIT.with(Classes::WRONG).with(Classes::PRONOUN);
    let unnamed = |tokens: &Range<usize>| {
        let person = |one: &Naming| one.kind == MentionKind::Person;
        g.actors.within(tokens.clone()).iter().all(person)
            && !tokens.clone().any(|at| g.is(at, known))
    };
    !excerpt && draft.source.is_empty() && draft.target_tokens.as_ref().is_some_and(unnamed)
}

/// `Do you deny it?`: a question to the speaker, who has not answered yet.
pub(super) fn asks_you(g: &Grammar<'_>, group: VerbGroup) -> bool {
    g.word(g.end - 1) == "?"
        && g.subject(group).is_some_and(|subject| g.word(subject.start).eq_ignore_ascii_case("you"))
}

/// `declined to blame`: the negated claim says it.
pub(super) fn governs_a_claim(g: &Grammar<'_>, at: usize) -> bool {
    g.word(at + 1) == "to"
        && g.doc.tokens.get(at + 2).is_some_and(|token| {
            g.doc
                .lexicon
                .frames
                .of(token.lemma)
                .iter()
                .any(|frame| matches!(frame.tag, Tag::Accusation | Tag::Condemnation))
        })
}

/// `neither confirmed nor denied`.
pub(super) fn is_neither_nor(g: &Grammar<'_>, group: VerbGroup) -> bool {
    let confirms = g.has_lemma(group.verb, "confirm") || g.has_lemma(group.verb, "deny");
    let near = (g.start.max(group.first.saturating_sub(4))..group.verb)
        .any(|at| g.is_one(at, &["neither", "nor"]));
    confirms && near
}

/// `was to blame for it`: said of the subject, who blames nobody.
pub(super) fn is_to_blame(g: &Grammar<'_>, group: VerbGroup) -> bool {
    group.infinitive
        && g.has_lemma(group.verb, "blame")
        && g.object(group).is_none_or(|object| object.is_empty())
}

/// Whether the verb is what a noun or another's verb asks for: `a request to extradite`, `urged it to condemn`,
/// `denied accusing`.
pub(super) fn is_only_asked(g: &Grammar<'_>, group: VerbGroup) -> bool {
    if group.infinitive && g.eager(group.first).is_some() {
        return false;
    }
    if is_instead(g, group) {
        return true;
    }
    let Some(governor) = g.verb_before(group.first).filter(|governor| group.first - governor <= 6)
    else {
        return group.infinitive;
    };
    let near = group.first - governor <= 2;
    if group.infinitive && makes_use(g, governor) {
        return false;
    }
    if group.infinitive {
        return !near || g.is(governor, Classes::URGES.with(Classes::CONTROLS));
    }
    group.gerund && near && g.has_lemma(governor, "deny")
}

/// `instead of accusing`, `rather than accuse`: what was not done.
fn is_instead(g: &Grammar<'_>, group: VerbGroup) -> bool {
    let before = group.first.wrapping_sub(1);
    g.word(before) == "of" && g.is_one(before.wrapping_sub(1), &["instead"])
        || g.word(before) == "than" && g.is_one(before.wrapping_sub(1), &["rather"])
}

/// `used his speech to accuse`, `took to the radio to deny`: what is done for it is done.
fn makes_use(g: &Grammar<'_>, governor: usize) -> bool {
    let group = g.verb_group(governor);
    !group.negated && group.modal.is_none() && g.is(governor, Classes::USES)
}
