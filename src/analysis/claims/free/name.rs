//! Denials of the accused who give the matter a name: `called the trial “a spy novel”`.

use std::ops::Range;

use super::denial;
use crate::analysis::claims::Reader;
use crate::analysis::claims::dispute::Dispute;
use crate::analysis::claims::draft::Draft;
use crate::analysis::claims::grammar::Grammar;
use crate::analysis::claims::party;
use crate::analysis::doc::Shape;
use crate::analysis::lexicon::Classes;
use crate::model::ActorCode;
use crate::model::Tag;

/// The rule of a name for the matter.
const NAMED: &str = "the accused gives the matter a name";

/// How far behind its verb the particle of `put it down to` stands, in tokens.
const PARTICLE_TOKENS_MAX: usize = 7;

/// How far behind its object a name between marks begins, in tokens.
const NAME_TOKENS_MAX: usize = 4;

/// Returns the denial of an accused who calls the matter something, rejects what was written, or calls those who
/// are accused something harmless.
pub(super) fn read(read: &Reader<'_>, dispute: &Dispute, verb: usize) -> Option<Draft> {
    let g = &read.grammar;
    let puts_down = puts_down(g, verb);
    let rejects = g.is(verb, Classes::REJECTS) && g.claims(verb, Tag::Denial);
    let names = g.is(verb, Classes::LABELS) && !g.claims(verb, Tag::Accusation);
    if !(names || puts_down || rejects) || read.voices.is_quoted(verb) {
        return None;
    }
    let group = g.verb_group(verb);
    let object = g.object(group).filter(|_| !group.passive && !group.negated)?;
    // `the trial | 'a spy novel'`
    let mark = object.clone().find(|at| g.doc.tokens[*at].shape.any(Shape::QUOTE));
    let object = object.start..mark.unwrap_or(object.end);
    let subject = g.subject(group)?;
    // `over what it called “…”`: said of a deed.
    if g.word(subject.start.wrapping_sub(1)) == "what" {
        return None;
    }
    let rejects = rejects && object.clone().any(|at| g.is(at, Classes::SPEECH));
    let of_the_matter = rejects || is_a_matter(g, &object) && is_named(read, &object);
    if !of_the_matter && !calls_harmless(g, &object) {
        return None;
    }
    let mut source = party::parties(g, subject.clone(), &[]);
    if source.is_empty() {
        source.extend(read.voices.of_cue(g, verb).cloned());
    }
    source.retain(ActorCode::is_state);
    if source.is_empty() {
        return None;
    }
    let mut accusers = denial::accusers(read, dispute, &source);
    if accusers.is_empty() && rejects {
        // `disputed the Samoan advisory`: whose it is.
        accusers = party::parties(g, object, &[]);
        accusers.retain(|code| code.is_state() && !source.contains(code));
    }
    if accusers.is_empty() {
        return None;
    }
    let mut draft = Draft::new(Tag::Denial, read.sentence, verb..verb + 1, NAMED);
    draft.source = source;
    draft.source_tokens = Some(subject);
    draft.target = accusers;
    Some(draft)
}

/// Whether the object is no actor and no deed.
fn is_a_matter(g: &Grammar<'_>, object: &Range<usize>) -> bool {
    g.actors.within(object.clone()).is_empty()
        && !object.clone().any(|at| g.is(at, Classes::CULPRIT.with(Classes::WRONG)))
}

/// Whether a name between marks or a word of dismissal follows the object.
fn is_named(read: &Reader<'_>, object: &Range<usize>) -> bool {
    let g = &read.grammar;
    let end = g.clause_end(object.end).min(object.end + NAME_TOKENS_MAX);
    (object.end..end).any(|at| read.voices.is_quoted(at))
        || (object.start..end).any(|at| g.is(at, Classes::BASELESS))
}

/// `described the two men as melon traders`: with no word of a culprit or a wrong.
fn calls_harmless(g: &Grammar<'_>, object: &Range<usize>) -> bool {
    let people = Classes::PERSONS.with(Classes::FORCE);
    let them = g.is_one(object.start, &["them", "both", "him", "her"]);
    let ill = Classes::ILL.with(Classes::CULPRIT).with(Classes::WRONG).with(Classes::HARMS);
    let name = (g.word(object.end) == "as").then(|| g.long_phrase_from(object.end + 1)).flatten();
    (them || object.clone().any(|at| g.is(at, people)))
        && name.is_some_and(|mut name| !name.any(|at| g.is(at, ill)))
}

/// `put it down to “…”`, `wrote it off as “…”`: a verb that gives a name with its particle.
fn puts_down(g: &Grammar<'_>, verb: usize) -> bool {
    let lead = if g.has_lemma(verb, "put") {
        "to"
    } else if g.has_lemma(verb, "write") || g.has_lemma(verb, "laugh") || g.has_lemma(verb, "shrug")
    {
        "as"
    } else {
        return false;
    };
    (verb + 1..g.end.min(verb + PARTICLE_TOKENS_MAX))
        .any(|at| matches!(g.word(at), "down" | "off") && g.word(at + 1) == lead)
}
