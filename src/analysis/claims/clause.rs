//! A verb with its arguments: whether a frame holds for it, and who stands where.

use std::ops::Range;

use super::Reader;
use super::culprit;
use super::draft::Draft;
use super::grammar::Grammar;
use super::grammar::VerbGroup;
use super::modality;
use super::noun;
use super::party;
use super::shared;
use crate::analysis::actors::Use;
use crate::analysis::doc::Shape;
use crate::analysis::lexicon::Classes;
use crate::analysis::lexicon::Condition;
use crate::analysis::lexicon::Frame;
use crate::analysis::lexicon::Slot;
use crate::analysis::lexicon::Sort;
use crate::analysis::lexicon::has_words;
use crate::model::ActorCode;
use crate::model::MentionKind;
use crate::model::Tag;

/// A verb with its arguments.
pub(crate) struct Clause {
    /// The verb.
    pub(crate) group: VerbGroup,
    /// Its subject.
    pub(crate) subject: Option<Range<usize>>,
    /// What it acts on; in the passive, its subject.
    pub(crate) object: Option<Range<usize>>,
    /// The token at which the clause behind the verb ends.
    pub(crate) end: usize,
}

impl Clause {
    /// Returns whether all conditions of a frame are met.
    pub(super) fn holds(&self, read: &Reader<'_>, frame: &Frame) -> bool {
        frame.conditions.iter().all(|condition| self.meets(read, condition))
    }

    fn meets(&self, read: &Reader<'_>, condition: &Condition) -> bool {
        let g = &read.grammar;
        let after = self.group.verb + 1;
        let end = self.end;
        match condition {
            Condition::Class(classes) => {
                let object = self.object.clone().unwrap_or(after..after);
                let near = after..end.min(after + 12);
                let tied = g.is(self.group.verb, Classes::TIED);
                let group = |at: usize| {
                    classes.any(Classes::CULPRIT)
                        && g.actors.at(at).is_some_and(|one| one.kind == MentionKind::Group)
                };
                // `a network that the agency tied to the GRU`
                let network = |at: usize| {
                    classes.any(Classes::CULPRIT)
                        && at < self.group.first
                        && g.is(at, Classes::CAMPAIGN)
                };
                object
                    .into_iter()
                    .chain(near.filter(|_| tied || !self.group.passive))
                    .any(|at| g.is(at, *classes) || group(at) || network(at))
            }
            Condition::Person => self.object.clone().is_some_and(|object| {
                !party::parties(g, object.clone(), read.voices.at(self.group.verb)).is_empty()
                    || culprit::known_as(g, object.end).is_some()
            }),
            Condition::Words(words) => has_words(&g.doc.tokens[after.min(end)..end], words),
            Condition::Negated => self.group.negated,
            Condition::Preposition(word) => g.slot(after, word).is_some(),
            Condition::State(None) => {
                self.object.clone().is_some_and(|object| is_state(read, &object))
            }
            Condition::State(Some(word)) => g
                .slot(after, word)
                .is_some_and(|phrase| is_state(read, &phrase) && phrase.start <= after + 4),
            Condition::That => (after..end.min(after + 2)).any(|at| g.word(at) == "that"),
            Condition::Infinitive => {
                (after..end).any(|at| g.word(at) == "to" && is_infinitive(read, at + 1))
            }
            Condition::Gerund => g.is(after, Classes::GERUND) || g.is(after + 1, Classes::GERUND),
            Condition::Pronoun => {
                self.object.clone().is_some_and(|object| is_pronoun(read, &object))
                    || matches!(g.word(after), "." | ",")
                    || matches!(g.word(after), "that" | "this") && is_alone(g, after)
                    || after == g.end
            }
            Condition::Passive => self.group.passive,
            Condition::Not(condition) => !self.meets(read, condition),
        }
    }

    /// Whoever says the clause: `Bern said it “rejects” the claim`.
    fn speaker(&self, read: &Reader<'_>) -> Vec<ActorCode> {
        read.voices.says(&read.grammar, self.group.verb).map_or_else(Vec::new, |voice| voice.codes)
    }

    /// Whom a pronoun that makes the claim means: whoever speaks of himself, or in words of his own the state named last.
    fn meant(&self, read: &Reader<'_>, pronoun: usize) -> Vec<ActorCode> {
        let g = &read.grammar;
        let voice = read.voices.says(g, self.group.verb);
        // `the argument used by Minsk, when it denied`
        let named = g.actors.within(g.start..pronoun).last().and_then(|naming| {
            let by = g.word(naming.tokens.start.wrapping_sub(1)) == "by";
            let place = || party::places(g, naming.tokens.clone()).pop().filter(|_| by);
            party::code_of(g, naming).or_else(place)
        });
        let own_words = !read.voices.at(pronoun).is_empty();
        let direct = voice.as_ref().is_some_and(|voice| voice.direct);
        let other = own_words && direct && g.is_one(pronoun, &["it", "they"]);
        match named.filter(|_| other) {
            Some(code) => vec![code],
            None => voice.map_or_else(Vec::new, |voice| voice.codes),
        }
    }

    /// Fills source and target.
    pub(super) fn fill(&self, read: &Reader<'_>, frame: &Frame, draft: &mut Draft) {
        let g = &read.grammar;
        let after = self.group.verb + 1;
        let actor = if self.group.passive { g.slot(after, "by") } else { self.subject.clone() };
        if let Some(actor) = actor {
            self.fill_source(read, frame, actor, draft);
        }
        if matches!(frame.tag, Tag::Accusation | Tag::Indictment) {
            shared::not_against_its_own(read, draft);
        }
        self.fill_target(read, frame, draft);
        let served = frame.tag == Tag::Accusation && shared::whom_they_serve(read, self, draft);
        if frame.tag == Tag::Accusation && draft.source.is_empty() {
            self.attributed(read, frame, served, draft);
        }
        if matches!(frame.tag, Tag::Expulsion | Tag::Sanction) && draft.source.is_empty() {
            shared::announced(self.speaker(read), draft);
        }
        if frame.tag == Tag::Condemnation && self.group.passive && draft.source.is_empty() {
            shared::summoned_to(g, after, draft);
        }
        if draft.source.is_empty()
            && !self.group.passive
            && g.word(self.group.first.wrapping_sub(1)) == ","
        {
            // `Fiji rejects the story, urges Peru to stop`: a headline leaves out `and`.
            draft.source = shared::subject_before(g, self.group.first, &draft.target);
        }
    }

    /// Fills who makes the claim from the words that name the actor.
    fn fill_source(
        &self,
        read: &Reader<'_>,
        frame: &Frame,
        actor: Range<usize>,
        draft: &mut Draft,
    ) {
        let g = &read.grammar;
        let voice = read.voices.at(self.group.verb);
        draft.source = party::speakers(g, actor.clone(), voice);
        if !draft.source.is_empty() && !self.group.passive {
            shared::along_with(g, actor.start..self.group.first, draft);
        }
        if g.word(actor.start) == "it" && g.is(actor.start.wrapping_sub(1), Classes::RELATIVE) {
            // `Lima threw out two Chileans whom it accused`
            let object = self.object.clone();
            let but = object.map_or_else(Vec::new, |object| party::parties(g, object, &[]));
            draft.source = shared::subject_before(g, self.group.first, &but);
        }
        if draft.source.is_empty() && g.is(actor.start, Classes::PRONOUN) {
            draft.source = self.meant(read, actor.start);
        }
        let bare = self.object.as_ref().is_some_and(|object| object.end == actor.start);
        if draft.source.is_empty() && bare && g.is(actor.start, Classes::PRONOUN) {
            // `a cyberattack it blamed on Iran`: the one of whom the sentence speaks.
            let first = g.actors.within(g.start..actor.start).first();
            draft.source.extend(first.and_then(|naming| party::code_of(g, naming)));
        }
        if draft.source.is_empty() {
            draft.source = party::issuer_of(g, &actor, voice);
        }
        if draft.source.is_empty() && party::can_speak(g, &actor) {
            draft.source.extend(read.voices.of_cue(g, self.group.verb).cloned());
        }
        // `The company denied it`: no state does.
        let private = actor.clone().any(|at| g.is(at, Classes::PRIVATE));
        if draft.source.is_empty() && (private || !matches!(frame.tag, Tag::Denial)) {
            draft.source.extend(party::unnamed(g, actor.clone()));
        }
        let both = g.word(actor.start).eq_ignore_ascii_case("both");
        if both && g.actors.within(actor.clone()).is_empty() {
            // `Both governments denied it`: two, whom the sentences before name.
            draft.source.clear();
        }
        if frame.tag == Tag::Denial && party::is_civilian(g, &actor) {
            draft.source = party::unnamed(g, actor.clone()).into_iter().collect();
        }
        draft.source_tokens = Some(actor);
        draft.reported = true;
    }

    /// Fills whom the claim is about from the first slot that names somebody.
    fn fill_target(&self, read: &Reader<'_>, frame: &Frame, draft: &mut Draft) {
        let g = &read.grammar;
        let voice = read.voices.at(self.group.verb);
        let after = self.group.verb + 1;
        for slot in &frame.slots {
            let phrase = match slot {
                Slot::Object => self.object.clone(),
                Slot::Preposition(word) => g.slot(after, word),
                Slot::Charge => {
                    // `took umbrage at | the Peruvian claims`: not what the idiom acts on.
                    let charge = |object: &Range<usize>| {
                        !frame.idiom || object.clone().any(|at| g.is(at, Classes::CHARGE))
                    };
                    let object = self.object.clone().filter(charge);
                    let charge = noun::author_behind(read, object, after);
                    draft.refers = self.object.clone().is_some_and(|object| {
                        refers(read, &object)
                            || (object.end <= self.group.first
                                && self.group.passive == self.group.reduced)
                    });
                    draft.target = charge.codes;
                    draft.target_tokens = charge.tokens;
                    continue;
                }
            };
            let Some(phrase) = phrase else { continue };
            if frame.tag == Tag::Accusation && culprit::are_criminals(g, &phrase) {
                // `blamed a Russian gang`
                draft.target = culprit::gang(g, &phrase);
                draft.target_tokens = Some(phrase);
                break;
            }
            let codes = match slot {
                // `which the FBI ascribed to it`
                Slot::Preposition(_) if phrase.len() == 1 && g.is_one(phrase.start, &["it"]) => {
                    shared::subject_before(g, self.group.first, &draft.source)
                }
                Slot::Preposition(_) | Slot::Object | Slot::Charge => {
                    party::parties(g, phrase.clone(), voice)
                }
            };
            draft.hedge = draft.hedge.max(modality::hedge(g, phrase.start, phrase.end));
            let codes = match slot {
                Slot::Preposition(_) if codes.is_empty() && !party::are_rebels(g, &phrase) => {
                    let near = party::places(g, phrase.clone());
                    // `traced it to a mast in Kaliningrad`
                    match g.long_phrase_from(phrase.start) {
                        Some(long) if near.is_empty() && frame.tag == Tag::Accusation => {
                            party::places(g, long)
                        }
                        Some(_) | None => near,
                    }
                }
                Slot::Preposition(_) | Slot::Object | Slot::Charge => codes,
            };
            let codes = if codes.is_empty() && frame.tag == Tag::Accusation {
                culprit::named_behind(g, phrase.end)
            } else {
                codes
            };
            let codes = match slot {
                Slot::Object if codes.is_empty() && frame.tag == Tag::Accusation => {
                    let pronoun = g.is(phrase.start, Classes::PRONOUN)
                        || matches!(g.word(phrase.start), "them" | "him");
                    let found = if pronoun || shared::is_the_country(g, &phrase) {
                        shared::named_before(g, self.group.first, &draft.source)
                    } else {
                        shared::called_behind(g, phrase.end)
                            .or_else(|| party::unnamed(g, phrase.clone()))
                    };
                    found.into_iter().collect()
                }
                Slot::Object | Slot::Preposition(_) | Slot::Charge => codes,
            };
            if self.links_a_doer(read, frame, slot, &phrase) {
                continue;
            }
            draft.target_tokens = Some(phrase);
            if !codes.is_empty() {
                draft.target = codes;
                break;
            }
        }
    }

    /// `linked Ermakov to the Medibank hack`: the deed is whose it is linked to.
    fn links_a_doer(
        &self,
        read: &Reader<'_>,
        frame: &Frame,
        slot: &Slot,
        phrase: &Range<usize>,
    ) -> bool {
        let g = &read.grammar;
        let wrong = |phrase: &Range<usize>| phrase.clone().any(|at| g.is(at, Classes::WRONG));
        matches!(slot, Slot::Preposition(_))
            && (frame.slots.contains(&Slot::Object) || self.group.passive)
            && wrong(phrase)
            && self.object.clone().is_some_and(|object| {
                let voice = read.voices.at(self.group.verb);
                !wrong(&object) && !party::parties(g, object, voice).is_empty()
            })
    }

    /// Fills who accuses where the clause leaves it to the sentence: `…, whom it accused of spying`,
    /// `X said the jamming had been traced to Y`.
    fn attributed(&self, read: &Reader<'_>, frame: &Frame, served: bool, draft: &mut Draft) {
        let g = &read.grammar;
        let led = served || frame.slots.iter().any(|slot| matches!(slot, Slot::Preposition(_)));
        // `all the evidence points to Chile`
        let shows = |subject: &Range<usize>| {
            subject.clone().any(|at| g.is(at, Classes::EVIDENCE.with(Classes::TRACE)))
                && g.actors.within(subject.clone()).is_empty()
        };
        let pronoun = |subject: &Range<usize>| subject.len() == 1 && g.word(subject.start) == "it";
        let arrested = shared::arrested_by(read, self);
        if !arrested.is_empty() {
            draft.source = arrested;
        } else if led && (self.group.passive || self.subject.as_ref().is_some_and(shows)) {
            draft.source = self.speaker(read);
            draft.reported |= !draft.source.is_empty();
        } else if !self.group.passive && self.subject.as_ref().is_some_and(pronoun) {
            draft.source = shared::subject_before(g, self.group.first, &draft.target);
        } else if !self.group.passive
            && g.is(self.group.first.wrapping_sub(1), Classes::CONJUNCTION)
            && self.subject.as_ref().is_none_or(|subject| !party::can_speak(g, subject))
        {
            // `Fiji said the damage was slight and accused …`: who accuses is who said.
            let voice = read.voices.says(g, self.group.first - 1);
            draft.source = voice.map_or_else(Vec::new, |voice| voice.codes);
        }
    }
}

/// Whether the phrase is no more than the names of states, or one's secret service.
fn is_state(read: &Reader<'_>, phrase: &Range<usize>) -> bool {
    let g = &read.grammar;
    let named = g.actors.within(phrase.clone());
    if phrase.clone().any(|at| g.is(at, Classes::SECRET)) && !named.is_empty()
        || named.iter().any(|naming| naming.kind == MentionKind::Group)
    {
        // `points to the GRU`, `to APT29`
        return true;
    }
    let by_name = named.iter().all(|naming| {
        naming.usage != Use::Modifies
            && !matches!(naming.sort, Sort::People | Sort::Adjective)
            && (matches!(naming.kind, MentionKind::Country | MentionKind::Bloc)
                || naming.sort == Sort::Capital)
    });
    let service = || {
        phrase.clone().any(|at| g.is(at, Classes::SECRET))
            && g.is(phrase.end - 1, Classes::SECRET.with(Classes::BODY))
            && named.len() == 1
    };
    // `points to Russian hackers`
    let hackers = g.is(phrase.end - 1, Classes::HACKER) && !named.is_empty();
    let last = named.last();
    hackers
        || by_name && last.is_some_and(|last| last.tokens.end == phrase.end)
        || last.is_some_and(|last| last.country.is_some()) && service()
}

/// Whether a verb follows `to` at `at`: no determiner, no name, no capital.
fn is_infinitive(read: &Reader<'_>, at: usize) -> bool {
    let g = &read.grammar;
    g.is(at, Classes::BASE)
        || (g
            .doc
            .tokens
            .get(at)
            .is_some_and(|token| token.shape.any(Shape::WORD) && !token.shape.any(Shape::CAPITAL))
            && !g.is(at, Classes::DETERMINER.with(Classes::NOUN).with(Classes::PRONOUN))
            && g.actors.index_at(at).is_none())
}

/// `brushed this | aside`, `dismissed that | as well`: no noun follows the word.
fn is_alone(g: &Grammar<'_>, at: usize) -> bool {
    let behind = Classes::PREPOSITION.with(Classes::CONJUNCTION).with(Classes::ADVERB);
    g.is_mark(at + 1)
        || g.is(at + 1, behind) && g.actors.index_at(at + 1).is_none()
        || matches!(g.word(at + 1), "aside" | "off" | "away" | "out")
}

fn is_pronoun(read: &Reader<'_>, object: &Range<usize>) -> bool {
    object.len() == 1
        && matches!(
            read.grammar.word(object.start),
            "it" | "that" | "this" | "them" | "all" | "everything"
        )
}

/// Whether the object is the accusation itself: `it`, or the noun before a relative.
fn refers(read: &Reader<'_>, object: &Range<usize>) -> bool {
    let g = &read.grammar;
    is_pronoun(read, object)
        || object.end > g.start && g.is(object.end, Classes::RELATIVE)
        || g.word(object.end) == ","
}
