//! Accusations without a verb of accusing: somebody says that a culprit did a deed.

use std::ops::Range;

use super::Reader;
use super::blamed::is_blamed;
use super::blamed::is_covert;
use super::blamed::is_nobody;
use super::blamed::tells_of_a_wrong;
use super::culprit;
use super::denial;
use super::doer::doer;
use super::doer::is_told_of;
use super::doer::made_by;
use super::doer::on_behalf;
use super::doer::only_aims;
use super::doer::only_sells;
use super::draft::Draft;
use super::grammar::Grammar;
use super::grammar::VerbGroup;
use super::implicated::implicated;
use super::mark;
use super::modality;
use super::party;
use super::service;
use super::service::Cues;
use super::shared;
use super::whence;
use super::whose;
use crate::analysis::actors::Naming;
use crate::analysis::actors::Use;
use crate::analysis::lexicon::Classes;
use crate::analysis::lexicon::Sort;
use crate::model::ActorCode;
use crate::model::MentionKind;
use crate::model::Modality;
use crate::model::Polarity;
use crate::model::Tag;

/// How far behind its verb a purpose stands (`acquired tools … to spy on`), in tokens.
const PURPOSE_TOKENS_MAX: usize = 12;

/// What of a state acts for it: its bodies, its force, its operations.
const ACTS_FOR_STATE: Classes =
    Classes::PUBLIC.with(Classes::BODY).with(Classes::FORCE).with(Classes::CAMPAIGN);

/// The rule of a culprit that is only named.
pub(crate) const NAMED: &str = "named culprit";

/// The rule of what a secret service does, as another state tells it.
const SERVICE: &str = "a secret service at work";

/// Adds the accusations of the sentence that a deed makes.
pub(crate) fn read(read: &Reader<'_>, drafts: &mut Vec<Draft>) {
    let g = &read.grammar;
    let cues = Cues::of(g);
    for at in g.start..g.end {
        if let Some((agent, cue)) = agent_at(read, at) {
            let target = accused(read, &agent, at);
            if !target.is_empty() {
                push(read, at, &agent, cue, target, 0, "deed with a culprit", drafts);
            }
        }
        told_of_another(read, at, cues, drafts);
        let owned = whose::of_a_noun(read, at)
            .or_else(|| whose::came_from(read, at))
            .or_else(|| whose::done_from(read, at))
            .or_else(|| whose::believed_to_be(read, at));
        if let Some((agent, target)) = owned {
            push(read, at, &agent, at..at + 1, target, 0, whose::OWNED, drafts);
        }
    }
    for culprit in culprit::find(g, |at| read.voices.at(at).to_vec()) {
        if !culprit.codes.is_empty() && is_blamed(read, &culprit) {
            let cue = culprit.head..culprit.head + 1;
            push(
                read,
                culprit.head,
                &culprit.tokens,
                cue,
                culprit.codes.clone(),
                culprit.hedge,
                NAMED,
                drafts,
            );
        }
    }
}

/// Adds what a speaker tells at the word `at` of another state's services, tools and trails.
fn told_of_another(read: &Reader<'_>, at: usize, cues: Cues, drafts: &mut Vec<Draft>) {
    let found = service::at(read, at, cues).map(|found| (found, SERVICE));
    let found = found.or_else(|| whence::at(read, at).map(|found| (found, whose::OWNED)));
    let Some(((agent, target), rule)) = found else { return };
    if told_by_another(read, at, &target) {
        push(read, at, &agent, at..at + 1, target, 0, rule, drafts);
    }
}

/// Whether a speaker who is none of those accused says the word at `at`.
fn told_by_another(read: &Reader<'_>, at: usize, target: &[ActorCode]) -> bool {
    target.iter().any(ActorCode::is_state)
        && read.voices.says(&read.grammar, at).is_some_and(|voice| {
            // `it said`, `the authority said`: for whom, the rest of the text says.
            let g = &read.grammar;
            let open = voice.tokens.as_ref().is_some_and(|tokens| {
                g.word(tokens.start) == "it"
                    || tokens.clone().any(|at| g.is(at, Classes::OFFICE.with(Classes::BODY)))
            });
            (open || !voice.codes.is_empty())
                && !voice.codes.iter().any(|code| target.contains(code))
        })
}

/// Who did the deed whose word is at token `at`.
fn agent_at(read: &Reader<'_>, at: usize) -> Option<(Range<usize>, Range<usize>)> {
    let g = &read.grammar;
    if g.is_verb(at) && is_deed(read, at) {
        let group = g.verb_group(at);
        // `the REvil group, which has been targeted by the police`
        let pursued = |subject: Range<usize>| {
            let group =
                |at: usize| g.actors.at(at).is_some_and(|naming| naming.kind == MentionKind::Group);
            subject.clone().any(|at| g.is(at, Classes::HACKER) || group(at))
        };
        let agent = if group.passive {
            let by = g.slot(at + 1, "by");
            let state =
                |agent: &Range<usize>| accused(read, agent, at).iter().any(ActorCode::is_state);
            // `taken by Pegasus at the request of the Emirates`
            let agent = by.clone().filter(state).or_else(|| on_behalf(g, at + 1)).or(by)?;
            if g.is(at, Classes::HARMS) && g.subject(group).is_some_and(pursued) {
                return None;
            }
            agent
        } else if group.gerund
            && g.is(at, Classes::WIELDS)
            && g.word(group.first.wrapping_sub(1)) == ","
        {
            wielder(g, group)?
        } else {
            let subject = doer(g, group)?;
            let nobody = || {
                !subject.clone().any(|at| g.is(at, Classes::PUBLIC))
                    && !accused(read, &subject, at).iter().any(ActorCode::is_state)
            };
            // `hackers ran operations on behalf of Iran`
            on_behalf(g, at + 1).filter(|_| nobody()).unwrap_or(subject)
        };
        let done = usable(read, group)
            && !only_aims(read, at, &agent)
            && !only_sells(g, at, &agent)
            && !is_told_of(g, group);
        return done.then_some((agent, at..at + 1));
    }
    if g.is(at, Classes::PARTICIPLE)
        && g.is_verb(at)
        && let Some(agent) = made_by(read, at)
    {
        return Some((agent, at..at + 1));
    }
    if g.is(at, Classes::MARK.with(Classes::STAKE))
        && let Some(owner) = mark::owner(read, at)
    {
        return Some((owner, at..at + 1));
    }
    if g.is(at, Classes::IMPLICATES) { implicated(read, at) } else { None }
}

/// `broke into the ministry, using spyware`: whoever did the deed before, and not who spoke of it.
fn wielder(g: &Grammar<'_>, group: VerbGroup) -> Option<Range<usize>> {
    let deed = g.verb_group(g.verb_before(group.first)?);
    let wrong = Classes::HARMS.with(Classes::ENTERS).with(Classes::LAUNCHES).with(Classes::TAKES);
    let led = deed.gerund && g.is(deed.first.wrapping_sub(1), Classes::PREPOSITION);
    if g.is(deed.verb, wrong) && !led { g.subject(deed) } else { None }
}

/// `the plot had been disrupted by MI5`: what is done to a wrong is none.
fn is_of_a_wrong(g: &Grammar<'_>, at: usize) -> bool {
    let group = g.verb_group(at);
    group.passive
        && g.subject(group).is_some_and(|suffers| {
            suffers.clone().any(|at| g.is(at, Classes::WRONG) && !g.is(at, Classes::CAMPAIGN))
        })
}

/// Whether the word at token `at` makes its subject a wrongdoer.
pub(super) fn is_deed(read: &Reader<'_>, at: usize) -> bool {
    let g = &read.grammar;
    if g.is(at, Classes::HARMS) {
        return !is_of_a_wrong(g, at);
    }
    if !g.is(at, Classes::VERB) {
        return false;
    }
    if g.is(at, Classes::ILL) && sways_a_vote(g, at) || looks_away(g, at) {
        return true;
    }
    let behind = &g.doc.tokens[at + 1..g.end];
    if g.doc.lexicon.deeds.is_one(g.doc.tokens[at].lemma, behind) {
        return true;
    }
    if g.is(at, Classes::ENTERS) && matches!(g.word(at + 1), "into" | "inside" | "access" | "after")
    {
        return true;
    }
    if g.is(at, Classes::DOWNS) && matches!(g.word(at + 1), "off" | "down" | "out" | "offline") {
        return true;
    }
    let this = matches!(g.word(at + 1), "this" | "it") && g.is(at, Classes::PAST);
    if this && g.has_lemma(at, "do") && read.voices.is_quoted(at) {
        return true;
    }
    let repeats = (at + 1..at + 3).any(|same| g.word(same) == "same");
    if repeats && g.has_lemma(at, "do") {
        return true;
    }
    if g.is(at, Classes::CROSSES) && denial::names_a_border(g, at) {
        return true;
    }
    let launches = g.is(at, Classes::LAUNCHES);
    // `held the hackers responsible` keeps nobody.
    let blames = || {
        let mut behind = at + 1..g.clause_end(at + 1);
        behind.any(|word| matches!(g.word(word), "responsible" | "accountable"))
    };
    // `has no definition of fraud`: what is only had is no deed.
    let keeps =
        g.is(at, Classes::KEPT.with(Classes::DOES)) && !g.is(at, Classes::HAVE) && !blames();
    let wields = g.is(at, Classes::WIELDS);
    let takes = g.is(at, Classes::TAKES);
    (launches || keeps || takes || wields) && {
        let group = g.verb_group(at);
        let object = if group.passive { g.subject(group) } else { g.object(group) };
        object.is_some_and(|object| {
            object.clone().any(|token| {
                launches && g.is(token, Classes::WRONG)
                    || takes && g.is(token, Classes::DATA)
                    || wields
                        && g.is(token, Classes::WEAPON)
                        && (!group.passive || token + 1 == object.end)
                    || keeps
                        && !group.passive
                        && g.is(
                            token,
                            Classes::HACKER
                                .with(Classes::ILL)
                                .with(Classes::SECRET)
                                .with(Classes::REBEL),
                        )
                        && !g.is(token, Classes::BODY)
            }) && !object.clone().any(|token| g.is(token, Classes::PROBE))
        })
    }
}

/// `sought to influence the outcome of the referendum`.
fn sways_a_vote(g: &Grammar<'_>, at: usize) -> bool {
    let sways = ["influence", "sway", "rig", "swing", "undermine"];
    let group = g.verb_group(at);
    sways.iter().any(|lemma| g.has_lemma(at, lemma))
        && g.object(group).is_some_and(|object| object.clone().any(|at| g.is(at, Classes::VOTE)))
}

/// `was looking the other way`, `turned a blind eye`: it lets others do the wrong.
fn looks_away(g: &Grammar<'_>, at: usize) -> bool {
    g.word(at + 3) == "way" && g.word(at + 2) == "other" && g.has_lemma(at, "look")
        || g.word(at + 3) == "eye" && g.word(at + 2) == "blind" && g.has_lemma(at, "turn")
}

/// A deed counts when it was done, and is not only asked for, feared or denied.
pub(super) fn usable(read: &Reader<'_>, group: VerbGroup) -> bool {
    let g = &read.grammar;
    let (polarity, modality) = modality::of(g, group);
    let done = polarity == Polarity::Asserted
        && matches!(modality, Modality::Actual | Modality::Historical);
    if !done || is_question(read) {
        return false;
    }
    if !group.infinitive && !group.gerund {
        return true;
    }
    let governor =
        g.verb_before(group.first).filter(|governor| group.first - governor <= PURPOSE_TOKENS_MAX);
    governor.is_some_and(|governor| {
        let framed = !g.doc.lexicon.frames.of(g.doc.tokens[governor].lemma).is_empty();
        !framed && !g.is(governor, Classes::URGES.with(Classes::CONTROLS))
    })
}

/// Whether the writer only asks: a question outside quotation marks.
pub(super) fn is_question(read: &Reader<'_>) -> bool {
    let g = &read.grammar;
    let asks = g.end > g.start && g.word(g.end - 1) == "?";
    // A mark behind a full stop is left over from a lost character.
    asks && g.word(g.end.wrapping_sub(2)) != "." && !read.voices.is_quoted(g.end - 2)
}

/// The codes of the agent, if it is a state, its service or its people.
pub(super) fn accused(read: &Reader<'_>, agent: &Range<usize>, at: usize) -> Vec<ActorCode> {
    let g = &read.grammar;
    let hackers = agent.clone().any(|token| g.is(token, Classes::HACKER.with(Classes::SECRET)));
    let office = agent.clone().any(|token| g.is(token, Classes::OFFICE)) && !hackers;
    let in_place = |naming: &Naming| {
        (agent.start..naming.tokens.start).any(|token| matches!(g.word(token), "in" | "across"))
    };
    let named = g.actors.within(agent.clone()).iter().any(|naming| match naming.kind {
        // `officers in Fiji, Peru and Chad`: police at work.
        MentionKind::Country | MentionKind::Bloc if office && in_place(naming) => false,
        MentionKind::Country | MentionKind::Bloc => {
            naming.tokens.end == agent.end && !is_one_of_a_people(g, naming)
                || g.word(naming.tokens.end) == "side"
                || naming.usage == Use::Modifies
                    && (naming.tokens.end..agent.end).any(|token| g.is(token, ACTS_FOR_STATE))
        }
        MentionKind::Organisation => naming.state().is_some(),
        MentionKind::Group => true,
        MentionKind::Place | MentionKind::Person => false,
    });
    let culprit = agent.clone().any(|token| g.is(token, Classes::CULPRIT));
    let ours = agent.len() == 1 && g.is(agent.start, Classes::PRONOUN);
    let acting =
        culprit || agent.clone().any(|token| g.is(token, Classes::PERSONS.with(Classes::OFFICE)));
    let employer = culprit::employer(g, agent.end);
    if acting && !employer.is_empty() {
        return employer;
    }
    let served = if acting && !named { shared::service_served(g, at + 1) } else { Vec::new() };
    if !served.is_empty() {
        return served;
    }
    if (named || culprit) && !ours && !culprit::are_criminals(g, agent) {
        let codes = party::parties(g, agent.clone(), read.voices.at(at));
        if codes.iter().any(ActorCode::is_state) || !culprit {
            return codes;
        }
        let (said, _) = culprit::said_to_be(g, agent.end);
        if said.is_empty() { codes } else { said }
    } else {
        Vec::new()
    }
}

/// `a Dane spied on them`: one of a people, who is not the state.
fn is_one_of_a_people(g: &Grammar<'_>, naming: &Naming) -> bool {
    let last = g.word(naming.tokens.end - 1);
    naming.sort == Sort::People && !["s", "ese", "ch", "sh"].iter().any(|end| last.ends_with(end))
}

/// `does not say that the gang was directed by …`, `did not clarify how Russia is involved`.
fn is_not_said(read: &Reader<'_>, at: usize) -> bool {
    let g = &read.grammar;
    let leaves_open = |verb: usize| {
        matches!(g.word(verb + 1), "how" | "why" | "whether" | "where" | "who" | "which")
            || g.word(verb + 1) == "that" && g.is(verb, Classes::SAYS)
    };
    (g.start..at).rev().any(|verb| {
        leaves_open(verb)
            && g.is_verb(verb)
            && !read.voices.is_quoted(verb)
            && g.verb_group(verb).negated
    })
}

#[expect(clippy::too_many_arguments, reason = "one place that makes the draft of a deed")]
fn push(
    read: &Reader<'_>,
    at: usize,
    agent: &Range<usize>,
    cue: Range<usize>,
    target: Vec<ActorCode>,
    hedge: u8,
    rule: &'static str,
    drafts: &mut Vec<Draft>,
) {
    let g = &read.grammar;
    // `Kenya refuted claims of attacks by Chinese hackers`
    let reports =
        (g.start..at).rev().find(|verb| g.is(*verb, Classes::REPORTS) && g.is_verb(*verb));
    let denied = reports.is_some_and(|verb| {
        let denies = g.is(verb, Classes::REJECTS) && !g.is(verb, Classes::LABELS);
        (denies || (verb..at).any(|charge| g.is(charge, Classes::CHARGE)))
            && g.claims(verb, Tag::Denial)
    });
    if denied {
        return;
    }
    if is_nobody(g, agent) {
        return;
    }
    let mut draft = Draft::new(Tag::Accusation, read.sentence, cue, rule);
    draft.hedge = modality::hedge(g, agent.start, at.max(agent.end)).max(hedge);
    if let Some(verb) = reports {
        // `estimates that hackers stole`
        draft.hedge = draft.hedge.max(modality::hedge(g, verb, verb + 1));
    }
    if let Some(voice) = read.voices.says(g, at) {
        // What a group says that it did, its state does not admit.
        let boasts = voice.tokens.as_ref().is_some_and(|tokens| {
            let group = |one: &Naming| one.kind == MentionKind::Group;
            g.actors.within(tokens.clone()).iter().any(group)
        });
        let own = voice.codes.iter().any(|code| target.contains(code));
        let pronoun =
            voice.tokens.as_ref().is_some_and(|tokens| g.is(tokens.start, Classes::PRONOUN));
        if own && !(pronoun || boasts) {
            return;
        }
        // Nobody accuses itself: `it` is then somebody else than it was taken for.
        draft.source = if own { Vec::new() } else { voice.codes };
        draft.source_tokens = voice.tokens;
        draft.reported = true;
        let sure = g.actors.at(at).is_some() || g.is(at, Classes::WRONG) || is_covert(g, agent);
        if rule == NAMED && !sure && !g.is(at, Classes::HACKER) && !tells_of_a_wrong(g, agent) {
            return;
        }
    } else if rule == NAMED && !is_covert(g, agent) && !tells_of_a_wrong(g, agent) {
        return;
    }
    draft.target = target;
    draft.target_tokens = Some(agent.clone());
    if is_not_said(read, at) {
        draft.polarity = Polarity::Negated;
    }
    drafts.push(draft);
}
