//! Whom a pronoun stands for.

use std::ops::Range;

use super::CAST_REACH;
use super::Identity;
use super::Kind;
use super::MARKS_REACH;
use super::NAMING_REACH;
use super::OFFICE_TOKENS_MAX;
use super::Who;
use crate::analysis::actors::Actors;
use crate::analysis::actors::Naming;
use crate::analysis::actors::Person;
use crate::analysis::actors::Use;
use crate::analysis::doc::Shape;
use crate::analysis::lexicon::Classes;
use crate::analysis::lexicon::Sort;
use crate::analysis::quotes::head;
use crate::model::MentionKind;

/// How much of a sentence is looked at for an office, in tokens: longer ones are lists or no prose, and
/// the work stays linear.
const SENTENCE_REACH: usize = 240;

/// The longest label of a speaker in a transcript, its colon included, in tokens.
const LABEL_TOKENS_MAX: usize = 6;

/// How long a subject may be that names a body, in tokens.
const BODY_TOKENS_MAX: usize = 10;

impl<'a> Who<'a> {
    /// Finds the person, body or persons that a pronoun stands for.
    pub(super) fn pronoun(&self, chunk: &Range<usize>, word: &str) -> Identity {
        let unknown = Identity {
            name: self.doc.span_of(chunk.clone()).text(self.doc.text).to_owned(),
            role: None,
            country: None,
            lives: None,
            naming: None,
            male: None,
            kind: Kind::Person,
            joint: false,
            start: 0,
            words: Vec::new(),
        };
        let male = match word {
            "he" | "him" | "his" | "il" => Some(true),
            "she" | "her" | "elle" | "ella" => Some(false),
            "it" | "its" => return self.last_body(chunk.start).unwrap_or(unknown),
            "they" | "them" | "their" => return self.last_many().unwrap_or(unknown),
            "i" | "we" => return self.labelled(chunk.start).unwrap_or(unknown),
            "you" => return self.interviewed(chunk.start).unwrap_or(unknown),
            _ => return unknown,
        };
        let fits = |gender: Option<bool>| gender.is_none() || gender == male;
        let spoke = self.cast.iter().rev().take(CAST_REACH).find(|known| {
            known.kind == Kind::Person
                && fits(known.male)
                && known.name != unknown.name
                && !known.name.is_empty()
                && self.can_be_one(known)
        });
        let named = self.last_person(chunk.start, male);
        let office = self.office_before_colon(chunk.start);
        if let Some(noun) = office.or_else(|| self.office_before(self.before_marks(chunk.start))) {
            let known = self.is(&noun).cloned().unwrap_or_else(|| self.resolve(&noun));
            return Identity { male, ..known };
        }
        match (spoke, named) {
            (Some(known), None) => Identity { male, words: Vec::new(), ..known.clone() },
            (known, Some((index, person))) => {
                let same = known.filter(|known| {
                    known.name == Actors::name(self.doc, person.name)
                        || self.spoke_after(known, index)
                        || self.spoke_beside(known, index)
                });
                if let Some(known) = same {
                    return Identity { male, words: Vec::new(), ..known.clone() };
                }
                let mut identity = unknown;
                self.as_person(&mut identity, person);
                identity.naming = Some(index);
                identity.male = male;
                identity
            }
            (None, None) => {
                let noun = self.office_told_of(chunk.start);
                noun.map_or(unknown, |noun| Identity { male, ..self.resolve(&noun) })
            }
        }
    }

    /// The speaker whose label the line of a transcript bears: `MS. VARGA: We call it …`
    fn labelled(&self, pronoun: usize) -> Option<Identity> {
        let doc = self.doc;
        let paragraph = doc.sentences[doc.sentence_of(pronoun)].paragraph;
        let start = doc.paragraphs[paragraph].tokens.start;
        let colon =
            (start + 1..pronoun.min(start + LABEL_TOKENS_MAX)).find(|at| doc.word(*at) == ":")?;
        let capitals = (start..colon).all(|at| {
            doc.tokens[at].shape.any(Shape::CAPITAL)
                || matches!(doc.word(at), "." | "-" | "’" | "'")
        });
        capitals.then(|| self.resolve(&(start..colon)))
    }

    /// The person to whom the questions of an interview are put: the first named in its head.
    fn interviewed(&self, pronoun: usize) -> Option<Identity> {
        let doc = self.doc;
        let title = doc.title().map_or(0, |title| doc.token_at(title.end()));
        let first = self.actors.namings.partition_point(|naming| naming.tokens.start < title);
        let index = (first..self.actors.namings.len())
            .take(NAMING_REACH)
            .take_while(|index| self.actors.namings[*index].tokens.start < pronoun)
            .find(|index| {
                let person = self.actors.person_of(*index);
                person.is_some_and(|person| person.role.is_some())
                    && !self.actors.namings[*index].furniture
            })?;
        Some(self.resolve(&self.actors.namings[index].tokens.clone()))
    }

    /// Whether a speaker can be he or she: a name, an office, somebody of a sex; not `an APT`.
    fn can_be_one(&self, known: &Identity) -> bool {
        let first = known.name.split(' ').next().unwrap_or_default();
        let named = first.starts_with(char::is_uppercase)
            && !self.classes_of(&first.to_lowercase()).any(Classes::DETERMINER);
        let one = Classes::OFFICE.with(Classes::EXPERT).with(Classes::MALE).with(Classes::FEMALE);
        named
            || known.naming.is_some()
            || known.words.iter().any(|word| self.classes_of(word).any(one.with(Classes::PERSONS)))
    }

    /// Finds the last phrase of one office in the sentence before: `Peru summoned the Thai envoy. He …`
    fn office_told_of(&self, pronoun: usize) -> Option<Range<usize>> {
        let doc = self.doc;
        let sentence = doc.sentence_of(pronoun);
        let paragraph = doc.sentences[sentence].paragraph;
        let before = (sentence.saturating_sub(2)..=sentence)
            .rev()
            .filter(|before| doc.sentences[*before].paragraph == paragraph);
        before.into_iter().find_map(|before| {
            let tokens = doc.sentences[before].tokens.clone();
            let end = tokens.end.min(pronoun);
            let nouns = end.saturating_sub(SENTENCE_REACH).max(tokens.start + 1)..end;
            let noun = nouns.rev().find(|at| {
                let classes = doc.tokens[*at].classes;
                classes.any(Classes::OFFICE) && !classes.any(Classes::PLURAL.with(Classes::BODY))
            })?;
            let from = tokens.start.max(noun.saturating_sub(OFFICE_TOKENS_MAX / 2));
            let first = (from..noun).rev().find(|at| {
                doc.tokens[*at].classes.any(Classes::DETERMINER) || self.actors.at(*at).is_some()
            })?;
            let first = first - usize::from(first > from && doc.word(first - 1) == "the");
            Some(first..noun + 1)
        })
    }

    /// Finds the office that a state owns before the colon behind which a pronoun stands:
    /// `…, but a day later Fiji's army chief did: Tonga, he said, …`
    fn office_before_colon(&self, pronoun: usize) -> Option<Range<usize>> {
        let doc = self.doc;
        let start = doc.sentences[doc.sentence_of(pronoun)].tokens.start;
        let colon = (start.max(pronoun.saturating_sub(SENTENCE_REACH))..pronoun)
            .rev()
            .find(|at| doc.word(*at) == ":")?;
        let from = start.max(colon.saturating_sub(2 * OFFICE_TOKENS_MAX));
        let noun = (from..colon).rev().find(|at| {
            let classes = doc.tokens[*at].classes;
            classes.any(Classes::OFFICE) && !classes.any(Classes::PLURAL.with(Classes::BODY))
        })?;
        let owner = self.actors.within(from..noun).last()?;
        let owned = owner.usage == Use::Modifies && noun - owner.tokens.end < OFFICE_TOKENS_MAX;
        let names = self.actors.within(from..colon);
        let named = names.iter().any(|naming| naming.kind == MentionKind::Person);
        (owned && !named).then_some(owner.tokens.start..noun + 1)
    }

    /// Finds the phrase of an office without a name that opens the sentence before, if nobody is named there.
    pub(super) fn office_before(&self, pronoun: usize) -> Option<Range<usize>> {
        let doc = self.doc;
        let sentence = doc.sentence_of(pronoun);
        let own = doc.sentences[sentence].tokens.start..pronoun;
        if own.len() > SENTENCE_REACH
            || self.actors.within(own.clone()).iter().any(|n| n.kind == MentionKind::Person)
        {
            return None;
        }
        if let Some(phrase) = self.office_in(own) {
            return Some(phrase);
        }
        let before = doc.sentences.get(sentence.checked_sub(1)?)?;
        let tokens = before.tokens.clone();
        if tokens.len() > SENTENCE_REACH
            || before.paragraph != doc.sentences[sentence].paragraph
            || self.actors.within(tokens.clone()).iter().any(|n| n.kind == MentionKind::Person)
        {
            return None;
        }
        self.office_in(tokens)
    }

    /// Finds the phrase of one office without a name that opens a sentence.
    fn office_in(&self, tokens: Range<usize>) -> Option<Range<usize>> {
        let doc = self.doc;
        let first = tokens
            .clone()
            .find(|at| !doc.tokens[*at].classes.any(Classes::CONJUNCTION.with(Classes::ADVERB)))?;
        let noun = (first..tokens.end.min(first + OFFICE_TOKENS_MAX)).find(|at| {
            doc.tokens[*at].classes.any(Classes::OFFICE)
                && !doc.tokens[*at + 1].classes.any(Classes::OFFICE)
        })?;
        let owned = self.actors.at(first).is_some();
        let holds = (doc.tokens[first].classes.any(Classes::DETERMINER) || owned)
            && !doc.tokens[noun].classes.any(Classes::PLURAL)
            && !(first..noun).any(|at| {
                let classes = doc.tokens[at].classes;
                classes.any(Classes::PREPOSITION.with(Classes::AUXILIARY).with(Classes::REPORTS))
                    && !classes.any(Classes::QUALIFIER.with(Classes::OFFICE))
            });
        let mut end = noun + 1;
        while holds && doc.tokens.get(end).is_some_and(|t| t.classes.any(Classes::PREPOSITION)) {
            let Some(next) = self.actors.within(end..tokens.end.min(end + 4)).first() else {
                break;
            };
            end = next.tokens.end;
        }
        holds.then_some(first..end)
    }

    /// Finds the phrase of a body, or of something written, that opens the sentence of a pronoun, else
    /// the sentence before: `Fiji's navy was brief. It said …`
    fn body_before(&self, pronoun: usize) -> Option<Range<usize>> {
        let doc = self.doc;
        let sentence = doc.sentence_of(pronoun);
        let own = doc.sentences[sentence].tokens.start..pronoun;
        if own.len() > SENTENCE_REACH {
            return None;
        }
        let before = || {
            let before = doc.sentences.get(sentence.checked_sub(1)?)?;
            let same = before.paragraph == doc.sentences[sentence].paragraph;
            same.then(|| self.body_in(before.tokens.clone())).flatten()
        };
        self.body_in(own).or_else(before)
    }

    /// Finds the subject of a sentence, if it is a body or something written.
    fn body_in(&self, tokens: Range<usize>) -> Option<Range<usize>> {
        let doc = self.doc;
        let opens = Classes::CONJUNCTION.with(Classes::ADVERB);
        // `On Monday, however, a statement …`
        let adjunct = doc.tokens.get(tokens.start)?.classes.any(Classes::PREPOSITION);
        let comma = tokens.clone().take(BODY_TOKENS_MAX).find(|at| doc.word(*at) == ",");
        let start = if adjunct { comma? + 1 } else { tokens.start };
        let first = (start..tokens.end)
            .find(|at| !doc.tokens[*at].classes.any(opens) && doc.word(*at) != ",")?;
        let held = Classes::QUALIFIER.with(Classes::OFFICE).with(Classes::ADJECTIVE);
        let end = tokens.end.min(first + BODY_TOKENS_MAX);
        let mut head = None;
        let mut at = first;
        while at < end {
            let token = doc.tokens[at];
            if let Some(naming) = self.actors.at(at) {
                if naming.kind == MentionKind::Person || naming.usage == Use::Stands {
                    return None;
                }
                if naming.kind == MentionKind::Organisation {
                    head = Some(naming.tokens.end);
                }
                at = naming.tokens.end;
                continue;
            }
            if token.classes.any(Classes::BODY.with(Classes::SPEECH)) {
                head = Some(at + 1);
            } else if !(token.classes.any(held)
                || token.classes.any(Classes::DETERMINER) && at == first
                || token.classes == Classes::default() && token.shape.any(Shape::WORD)
                || token.classes.any(Classes::NOUN) && !token.classes.any(Classes::THIRD)
                || head::is_possessive(doc, at)
                || doc.word(at) == "-")
            {
                break;
            }
            at += 1;
        }
        let head = head.filter(|head| at < end && at - head <= 1)?;
        let known = doc.tokens[first].classes.any(Classes::DETERMINER)
            || !self.actors.within(first..head).is_empty();
        known.then_some(first..head)
    }

    /// Whether a speaker without a name spoke after a person was last named.
    pub(super) fn spoke_after(&self, known: &Identity, naming: usize) -> bool {
        let named = self.doc.span(self.actors.namings[naming].tokens.start).start();
        known.naming.is_none()
            && self
                .cast
                .iter()
                .rev()
                .take(CAST_REACH)
                .any(|one| one.name == known.name && one.start > named)
    }

    /// Whether a speaker with a name spoke in the sentence in which another is named before him.
    fn spoke_beside(&self, known: &Identity, naming: usize) -> bool {
        let of = |index: usize| self.doc.sentence_of(self.actors.namings[index].tokens.start);
        known.naming.is_some_and(|own| own > naming && of(own) == of(naming))
    }

    /// The person last named before a token whose gender fits; the first named of its sentence wins.
    pub(super) fn last_person(
        &self,
        before: usize,
        male: Option<bool>,
    ) -> Option<(usize, &Person)> {
        let before = self.before_marks(before);
        let end = self.actors.namings.partition_point(|n| n.tokens.start < before);
        let mut best: Option<(usize, &Person, usize)> = None;
        for index in (end.saturating_sub(NAMING_REACH)..end).rev() {
            let naming = &self.actors.namings[index];
            let Some(person) = self.actors.person_of(index) else { continue };
            // In `Vance's lawyer, Bram Moss, said` it is the lawyer.
            if naming.usage == Use::Modifies || head::is_possessive(self.doc, naming.tokens.end) {
                continue;
            }
            let gender = person.male.or_else(|| self.gender(&self.actors.namings[index].tokens));
            if gender.is_some() && gender != male {
                continue;
            }
            let sentence = self.doc.sentence_of(self.actors.namings[index].tokens.start);
            match best {
                Some((_, _, known)) if known != sentence => break,
                Some(_) | None => best = Some((index, person, sentence)),
            }
        }
        best.map(|(index, person, _)| (index, person))
    }

    /// Returns where the marks open that close right before a token; the token itself if none do.
    ///
    /// In `“I told Moss so,” he said` Moss does not speak.
    pub(super) fn before_marks(&self, token: usize) -> usize {
        let doc = self.doc;
        let close = token.checked_sub(1).filter(|at| doc.tokens[*at].shape.any(Shape::QUOTE));
        let Some(close) = close else { return token };
        let opening = match doc.word(close) {
            "”" => "“",
            "»" => "«",
            "\"" => "\"",
            _ => return token,
        };
        let paragraph = doc.sentences[doc.sentence_of(close)].paragraph;
        let from = doc.paragraphs[paragraph].tokens.start.max(close.saturating_sub(MARKS_REACH));
        (from..close).rev().find(|at| doc.word(*at) == opening).unwrap_or(token)
    }

    /// The body or state that last acted before a token.
    pub(super) fn last_body(&self, before: usize) -> Option<Identity> {
        let end = self.actors.namings.partition_point(|n| n.tokens.start < before);
        let sentence = self.doc.sentence_of(before);
        // In `“The measures of the EU are illegal,” it added` the EU does not speak.
        let behind_marks =
            before.checked_sub(1).is_some_and(|mark| self.doc.tokens[mark].shape.any(Shape::QUOTE));
        // In `In a post on Telegram, it said` the outlet does not speak.
        let medium = |naming: &Naming| {
            let before = naming.tokens.start.checked_sub(1).map_or("", |at| self.doc.word(at));
            // Nor does one who is told something: `told Reuters that it …`
            matches!(before, "told" | "tells" | "telling")
                || before == "on" && matches!(naming.sort, Sort::Company | Sort::Outlet)
        };
        let here = (end.saturating_sub(NAMING_REACH)..end).find(|index| {
            let naming = &self.actors.namings[*index];
            !behind_marks
                && !medium(naming)
                && self.doc.sentence_of(naming.tokens.start) == sentence
                && naming.usage == Use::Acts
                && naming.kind != MentionKind::Person
                && !matches!(naming.sort, Sort::Adjective | Sort::People)
        });
        let spoke = self.cast.iter().rev().take(CAST_REACH).find(|known| known.kind == Kind::Body);
        let subject =
            self.body_before(if behind_marks { self.before_marks(before) } else { before });
        if let Some(subject) = subject.filter(|subject| {
            let start = self.doc.span(subject.start).start();
            here.is_none_or(|here| self.actors.namings[here].tokens.start < subject.end)
                && spoke.is_none_or(|spoke| spoke.start < start)
        }) {
            return Some(self.is(&subject).cloned().unwrap_or_else(|| self.resolve(&subject)));
        }
        if let (None, Some(known)) = (here, spoke) {
            return Some(Identity { words: Vec::new(), ..known.clone() });
        }
        let last = || {
            (end.saturating_sub(NAMING_REACH)..end).rev().find(|index| {
                let naming = &self.actors.namings[*index];
                let quoted = behind_marks && self.doc.sentence_of(naming.tokens.start) == sentence;
                !quoted && naming.usage == Use::Acts && naming.kind != MentionKind::Person
            })
        };
        let index = here.or_else(last)?;
        let mut identity = Identity {
            name: self.words_of(index).to_owned(),
            role: None,
            country: None,
            lives: None,
            naming: None,
            male: None,
            kind: Kind::Body,
            joint: false,
            start: 0,
            words: Vec::new(),
        };
        self.as_naming(&mut identity, index);
        Some(identity)
    }

    /// The name of an actor, or of a state the words that stand for it: `Helsinki`.
    pub(super) fn words_of(&self, index: usize) -> &'a str {
        let naming = &self.actors.namings[index];
        if naming.sort.is_of_state() {
            self.doc.span_of(naming.tokens.clone()).text(self.doc.text)
        } else {
            Actors::name(self.doc, naming.name)
        }
    }

    /// Those who spoke last; of several plurals in one sentence the first, for it is its subject.
    pub(super) fn last_many(&self) -> Option<Identity> {
        let fits = |known: &&Identity| known.kind != Kind::Person || known.male.is_none();
        let last = self.cast.iter().rev().take(CAST_REACH).find(fits)?;
        let sentence = |known: &Identity| self.doc.sentence_of(self.doc.token_at(known.start));
        let first = self.cast.iter().rev().take(CAST_REACH).filter(|known| {
            known.kind == Kind::Many && last.kind == Kind::Many && sentence(known) == sentence(last)
        });
        let known = first.min_by_key(|known| known.start).unwrap_or(last);
        Some(Identity { words: Vec::new(), ..known.clone() })
    }
}
