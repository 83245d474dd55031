//! Sentences that carry an accusation on without naming the accused.

use super::Reader;
use super::deed;
use super::draft::Draft;
use super::fill::is_common;
use super::modality;
use super::noun;
use super::party;
use super::voice::Voice;
use crate::analysis::lexicon::Classes;
use crate::model::ActorCode;
use crate::model::MentionKind;
use crate::model::Tag;

/// How many sentences an accusation is carried on.
const SENTENCES_MAX: usize = 12;

/// How many sentences an accusation that nobody makes waits for whoever does.
const UNCLAIMED_SENTENCES_MAX: usize = 2;

/// The rule of a claim that makes another's accusation one's own.
pub(crate) const SECONDED: &str = "seconds an accusation";

/// `Australia joined the accusations`, `came to the same conclusion`: whom the last accusation was about.
pub(crate) fn second(read: &Reader<'_>, drafts: &mut Vec<Draft>, first: usize) {
    let g = &read.grammar;
    if !g.has(Classes::SECONDS.with(Classes::SHOWS)) {
        return;
    }
    for at in g.start..g.end {
        if !g.is(at, Classes::SECONDS.with(Classes::SHOWS)) || !g.is_verb(at) {
            continue;
        }
        let group = g.verb_group(at);
        let limit = g.clause_end(at + 1).min(at + 9);
        let same_hand = |noun: usize| {
            g.is(noun, Classes::MARK.with(Classes::HACKER))
                && (at + 1..noun).any(|word| g.word(word) == "same")
                || g.is(noun, Classes::MARK)
                    && g.word(noun.wrapping_sub(1)) == "the"
                    && g.is(at, Classes::SHOWS)
        };
        let charge = (at + 1..limit).find(|noun| {
            same_hand(*noun)
                && g.actors.within(at + 1..*noun).is_empty()
                && g.word(*noun + 1) != "of"
                || g.is(at, Classes::SECONDS)
                    && g.is(*noun, Classes::CHARGE)
                    && !g.has_lemma(*noun, "statement")
                || g.is(at, Classes::SECONDS)
                    && matches!(g.word(*noun), "conclusion" | "conclusions" | "attribution")
                || (g.has_lemma(at, "say") && g.word(*noun) == "same" && *noun <= at + 3)
        });
        let Some(charge) = charge else { continue };
        let Some(subject) = g.subject(group) else { continue };
        let light = g.is(at, Classes::CONCURS);
        let same = (at + 1..limit).any(|word| matches!(g.word(word), "same" | "similar"));
        let no_longer = (g.start..at).rev().take(3).any(|word| g.word(word) == "longer");
        if group.negated || no_longer || group.passive || group.infinitive || (light && !same) {
            continue;
        }
        let voice = read.voices.says(g, at);
        let said: &[ActorCode] = voice.as_ref().map_or(&[], |voice| &voice.codes);
        let pronoun = g.is(subject.start, Classes::PRONOUN)
            && voice.as_ref().is_none_or(|voice| match &voice.tokens {
                Some(speaker) if !voice.direct => !g.is(speaker.start, Classes::PRONOUN),
                Some(_) | None => g.is_one(subject.start, &["we", "i"]),
            });
        let mut source = party::parties(g, subject.clone(), said);
        if source.is_empty() && pronoun {
            source = said.to_vec();
        }
        let before = seconded(read, drafts, charge, &source);
        let (Some(before), false) = (before, source.is_empty()) else { continue };
        let mut draft = Draft::new(Tag::Accusation, read.sentence, at..charge + 1, SECONDED);
        draft.target.clone_from(&before.target);
        draft.source = source;
        draft.source_tokens = Some(subject);
        if !drafts[first..]
            .iter()
            .any(|other| other.tag == Tag::Accusation && other.source == draft.source)
        {
            drafts.push(draft);
        }
    }
}

/// The accusation that is seconded: by whom the charge names, else the last that is no counter-charge.
fn seconded<'a>(
    read: &Reader<'_>,
    drafts: &'a [Draft],
    charge: usize,
    source: &[ActorCode],
) -> Option<&'a Draft> {
    let author = noun::author_of(read, charge).map_or_else(Vec::new, |author| author.codes);
    let fits = |draft: &&Draft| {
        draft.tag == Tag::Accusation && !draft.target.iter().any(|code| source.contains(code))
    };
    let counters = |draft: &Draft| {
        draft.source.iter().any(|code| {
            drafts.iter().any(|other| other.tag == Tag::Accusation && other.target.contains(code))
        })
    };
    let by_author = |draft: &&Draft| draft.source.iter().any(|code| author.contains(code));
    let last = || drafts.iter().rev().filter(fits);
    last()
        .find(by_author)
        .or_else(|| last().find(|draft| !counters(draft)))
        .or_else(|| last().next())
}

/// `blamed the same network`: whom the last accusation was about.
pub(crate) fn same(read: &Reader<'_>, drafts: &mut [Draft], first: usize) {
    let g = &read.grammar;
    let (before, own) = drafts.split_at_mut(first);
    for draft in own {
        let same = draft.target_tokens.clone().is_some_and(|mut phrase| {
            phrase.any(|at| g.word(at) == "same")
                && g.actors.within(draft.target_tokens.clone().unwrap_or_default()).is_empty()
        });
        let open = draft.target.iter().all(is_common);
        if draft.tag != Tag::Accusation || !same || !open {
            continue;
        }
        let fits = |other: &&Draft| {
            other.tag == Tag::Accusation
                && !other.target.iter().all(is_common)
                && !other.target.iter().any(|code| draft.source.contains(code))
        };
        let of_a_group = |other: &&Draft| {
            let words = g.doc.sentences[other.sentence].tokens.clone();
            g.actors.within(words).iter().any(|one| one.kind == MentionKind::Group)
        };
        let last = || before.iter().rev().filter(fits);
        let last = last().find(of_a_group).or_else(|| last().next());
        if let Some(last) = last {
            draft.target.clone_from(&last.target);
        }
    }
}

/// Adds an accusation where `the hackers` or `they` did a deed, said by who accused before.
pub(crate) fn carry_on(read: &Reader<'_>, drafts: &mut Vec<Draft>, first: usize) {
    let g = &read.grammar;
    if drafts[first..].iter().any(|draft| matches!(draft.tag, Tag::Accusation | Tag::Denial)) {
        return;
    }
    let verb = (g.start..g.end).find(|at| {
        g.is_verb(*at) && deed::is_deed(read, *at) && {
            let group = g.verb_group(*at);
            !group.passive
                && g.subject(group).is_some_and(|subject| is_definite_culprit(read, subject))
        }
    });
    let Some(verb) = verb else { return };
    let voice = read.voices.says(g, verb).or_else(|| alleged(read, drafts, verb));
    let Some(voice) = voice else { return };
    let same = (g.start..verb).any(|at| g.word(at) == "same");
    let before = earlier(drafts, read.sentence, &voice.codes)
        .or_else(|| {
            drafts.iter().rev().find(|draft| {
                same && draft.tag == Tag::Accusation
                    && !draft.target.iter().any(|code| voice.codes.contains(code))
            })
        })
        .or_else(|| unclaimed(drafts, read.sentence));
    let Some(before) = before else { return };
    if before.target.iter().any(|code| voice.codes.contains(code)) {
        return;
    }
    let mut draft = Draft::new(Tag::Accusation, read.sentence, verb..verb + 1, "carried on");
    draft.reported = true;
    draft.source.clone_from(&voice.codes);
    draft.source_tokens = voice.tokens;
    draft.target.clone_from(&before.target);
    draft.hedge = before.hedge.max(modality::hedge(g, g.start, verb));
    drafts.push(draft);
}

/// `They are alleged to have stolen`, `The hackers allegedly stole`: nobody new says so, but who accused last.
fn alleged(read: &Reader<'_>, drafts: &[Draft], verb: usize) -> Option<Voice> {
    let g = &read.grammar;
    let group = g.verb_group(verb);
    let governor = g.verb_before(group.first).filter(|_| group.infinitive);
    let said = governor
        .is_some_and(|governor| g.is(governor, Classes::REPORTS) && g.verb_group(governor).passive)
        || (group.first..verb).any(|at| g.is(at, Classes::SUSPECTED));
    let last = drafts.iter().rev().find(|draft| draft.tag == Tag::Accusation)?;
    (said && !last.source.is_empty()).then(|| Voice {
        codes: last.source.clone(),
        tokens: None,
        direct: false,
    })
}

/// `the hackers`, `the group`, `they`.
fn is_definite_culprit(read: &Reader<'_>, subject: std::ops::Range<usize>) -> bool {
    let g = &read.grammar;
    let definite = g.is_one(subject.start, &["the", "these", "those", "they", "its"]);
    definite
        && (g.word(subject.start).eq_ignore_ascii_case("they")
            || subject.clone().any(|at| g.is(at, Classes::CULPRIT)))
        && g.actors.within(subject).is_empty()
}

/// The last accusation, if nobody is known to make it: `a report that hackers had …` before whoever wrote it is named.
fn unclaimed(drafts: &[Draft], sentence: usize) -> Option<&Draft> {
    let last = drafts.iter().rev().find(|draft| draft.tag == Tag::Accusation)?;
    let near = sentence - last.sentence <= UNCLAIMED_SENTENCES_MAX;
    (near && last.source.iter().all(is_common)).then_some(last)
}

/// The last accusation made by one of `codes`.
fn earlier<'a>(drafts: &'a [Draft], sentence: usize, codes: &[ActorCode]) -> Option<&'a Draft> {
    drafts.iter().rev().take_while(|draft| sentence - draft.sentence <= SENTENCES_MAX).find(
        |draft| {
            draft.tag == Tag::Accusation && draft.source.iter().any(|code| codes.contains(code))
        },
    )
}
