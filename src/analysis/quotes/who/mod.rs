//! Whom the words that name a speaker stand for.

pub(super) mod joint;
mod office;
mod pronoun;
mod whose;

use std::ops::Range;

use rustc_hash::FxHashMap;

use crate::analysis::actors::Actors;
use crate::analysis::actors::Naming;
use crate::analysis::actors::Person;
use crate::analysis::doc::Doc;
use crate::analysis::doc::Shape;
use crate::analysis::lexicon::Classes;
use crate::analysis::quotes::head;
use crate::analysis::quotes::head::Head;
use crate::model::ActorCode;
use crate::model::MentionKind;
use crate::model::Span;
use crate::model::Speaker;

/// How many speakers before are looked at for a pronoun or a noun: those a reader still has in mind.
const CAST_REACH: usize = 24;
/// How many namings before are looked at for a pronoun.
const NAMING_REACH: usize = 60;

/// How far back the mark is looked for that opens a quotation, in tokens.
const MARKS_REACH: usize = 300;

/// How many namings of a text are looked at for the fullest form of a name.
const STORY_NAMINGS_MAX: usize = 400;

/// How long a subject may be before its office is named, in tokens.
const OFFICE_TOKENS_MAX: usize = 7;

/// The most letters of an office that is written by its initials.
const INITIALS_MAX: usize = 4;

/// A speaker found out.
#[derive(Clone, Debug)]
pub(super) struct Identity {
    /// Whom the words stand for.
    name: String,
    role: Option<String>,
    country: Option<ActorCode>,
    /// The state in which one who speaks for none is at home.
    lives: Option<ActorCode>,
    /// The naming that it is, if one is.
    pub(super) naming: Option<usize>,
    /// Whether he (`true`) or she (`false`); `None` for bodies and the unknown.
    male: Option<bool>,
    kind: Kind,
    /// Whether several states speak together, so that it is no single one's: `Chad and Mali`.
    joint: bool,
    /// Where the words that name it begin, in bytes.
    start: usize,
    /// The words of the phrase in lower case, for nouns that repeat one of them.
    words: Vec<String>,
}

/// What sort of speaker it is, for pronouns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Person,
    Body,
    Many,
}

impl Identity {
    /// Returns whose side the speaker is on.
    pub(super) fn side(&self) -> Option<ActorCode> {
        self.country.clone().or_else(|| {
            (self.kind == Kind::Body && !self.name.is_empty())
                .then(|| ActorCode::organisation(&self.name))
        })
    }

    /// Whether it is a person with at least two names: what words of grammar that are not English
    /// can be trusted with.
    pub(super) fn named_in_full(&self) -> bool {
        self.naming.is_some() && self.kind == Kind::Person && self.name.contains(' ')
    }

    /// Returns the speaker under the name that some words of a token give.
    pub(super) fn named(&self, span: Span, name: &str) -> Speaker {
        Speaker { name: name.to_owned(), ..self.speaker(span) }
    }

    /// Returns the speaker as a quote carries it.
    pub(super) fn speaker(&self, span: Span) -> Speaker {
        Speaker {
            span,
            name: self.name.clone(),
            role: self.role.clone(),
            country: self.country.clone().or_else(|| self.lives.clone()).filter(|_| !self.joint),
        }
    }
}

/// Everyone who speaks in a text.
pub(super) struct Who<'a> {
    doc: &'a Doc<'a>,
    actors: &'a Actors,
    /// In order of appearance.
    cast: Vec<Identity>,
    known: FxHashMap<usize, usize>,
}

impl<'a> Who<'a> {
    /// Finds out all speakers, from the first words that name one to the last.
    pub(super) fn new(doc: &'a Doc<'a>, actors: &'a Actors, mut chunks: Vec<Range<usize>>) -> Self {
        chunks.sort_by_key(|chunk| (chunk.start, chunk.end));
        chunks.dedup_by_key(|chunk| chunk.start);
        let mut who = Self { doc, actors, cast: Vec::new(), known: FxHashMap::default() };
        for chunk in chunks {
            let identity = who.resolve(&chunk);
            who.known.insert(chunk.start, who.cast.len());
            let start = doc.span(chunk.start).start();
            who.cast.push(Identity { start, ..identity });
        }
        who.name_headline();
        who
    }

    /// Returns whom some tokens name.
    pub(super) fn is(&self, tokens: &Range<usize>) -> Option<&Identity> {
        self.known.get(&tokens.start).map(|index| &self.cast[*index])
    }

    fn resolve(&self, chunk: &Range<usize>) -> Identity {
        let head = head::of(self.doc, chunk.clone());
        if let Head::Pronoun(word) = &head {
            return if chunk.len() == 1 && word != "one" {
                self.pronoun(chunk, word)
            } else {
                self.one_of(chunk, word)
            };
        }
        let mut identity = Identity {
            name: self.doc.span_of(chunk.clone()).text(self.doc.text).to_owned(),
            role: None,
            country: self.owner(chunk),
            lives: None,
            naming: None,
            male: self.gender(chunk),
            kind: Kind::Person,
            joint: joint::is(self.doc, self.actors, chunk),
            start: 0,
            words: self.words(chunk),
        };
        if let Some(superior) = self.superior(chunk) {
            identity.country = identity.country.or(superior.country);
        }
        if let Some(person) = self.served(chunk) {
            let state = person.country.map(|state| self.doc.lexicon.names.code(state).clone());
            identity.country = identity.country.or(state);
            return identity;
        }
        let named = self
            .person_in(chunk)
            .or_else(|| self.person_beside(chunk, &head))
            .or_else(|| self.person_ahead(chunk, &head));
        if let Some((index, person)) = named {
            self.as_person(&mut identity, person);
            identity.naming = Some(index);
            return identity;
        }
        identity.lives = self.kept_by(chunk);
        match head {
            Head::Pronoun(_) => {}
            Head::Name(name) => self.as_name(&mut identity, chunk, &name),
            Head::Noun(at) => {
                self.as_noun(&mut identity, chunk, at);
                if let Some(name) = head::apposed_name(self.doc, chunk.end) {
                    self.as_name(&mut identity, &(chunk.start..name.start), &name);
                } else {
                    identity.lives = identity.lives.or_else(|| self.lives(chunk, at));
                }
            }
        }
        identity
    }

    /// Finds the person named in a phrase; the last, for titles stand before.
    fn person_in(&self, chunk: &Range<usize>) -> Option<(usize, &Person)> {
        let first = self.actors.namings.partition_point(|n| n.tokens.start < chunk.start);
        let end = chunk.clone().skip(1).find(|at| {
            let token = self.doc.tokens[*at];
            let name = self.actors.index_at(*at).is_some();
            let office = self.doc.tokens[chunk.start..*at]
                .iter()
                .any(|token| token.classes.any(Classes::OFFICE.with(Classes::BODY)));
            !name
                && token.classes.any(Classes::PREPOSITION)
                && (matches!(self.doc.word(*at), "on" | "near" | "at") || !office)
        });
        let namings = self.actors.within(chunk.start..end.unwrap_or(chunk.end));
        (first..first + namings.len())
            .filter(|index| {
                let tokens = &self.actors.namings[*index].tokens;
                !head::is_possessive(self.doc, tokens.end)
            })
            .find_map(|index| Some((index, self.actors.person_of(index)?)))
    }

    /// Finds the person for whom a speaker without a name works: `a spokesman for President Ana Moss`.
    fn served(&self, chunk: &Range<usize>) -> Option<&Person> {
        let doc = self.doc;
        let (index, person) = self.person_in(chunk)?;
        let name = self.actors.namings[index].tokens.start;
        let titles = Classes::TITLE.with(Classes::OFFICE).with(Classes::QUALIFIER);
        let at = (chunk.start..name)
            .rev()
            .find(|at| !doc.tokens[*at].classes.any(titles) && doc.word(*at) != ".")?;
        let noun = doc.tokens[at.checked_sub(1).filter(|noun| *noun >= chunk.start)?];
        let titled = at + 1 == name
            || doc.tokens[name - 1].classes.any(Classes::TITLE.with(Classes::OFFICE));
        let serves = matches!(doc.word(at), "for" | "to" | "of")
            && noun.classes.any(Classes::OFFICE)
            && !noun.shape.any(Shape::CAPITAL);
        (serves && titled).then_some(person)
    }

    /// Finds the person who holds the office that the phrase names: `the captain, Lt. Col. Noh Sang-min,`.
    fn person_beside(&self, chunk: &Range<usize>, head: &Head) -> Option<(usize, &Person)> {
        let Head::Noun(_) = head else { return None };
        let piece = head::apposed(self.doc, chunk.end)?;
        let first = self.actors.namings.partition_point(|n| n.tokens.start < piece.start);
        let naming = self.actors.namings.get(first).filter(|n| n.tokens.end <= piece.end)?;
        let titles = (piece.start..naming.tokens.start).all(|at| {
            let title = Classes::TITLE.with(Classes::OFFICE).with(Classes::QUALIFIER);
            self.doc.tokens[at].classes.any(title) || matches!(self.doc.word(at), "." | "-")
        });
        let person = self.actors.person_of(first)?;
        (titles && naming.tokens.end == piece.end).then_some((first, person))
    }

    /// Finds the person before a bare office: `Ann Lee, | ministry spokeswoman told reporters`.
    fn person_ahead(&self, chunk: &Range<usize>, head: &Head) -> Option<(usize, &Person)> {
        let Head::Noun(_) = head else { return None };
        let first = self.doc.tokens[chunk.start];
        let comma = chunk.start.checked_sub(1).filter(|at| self.doc.word(*at) == ",")?;
        let index = self.actors.index_at(comma.checked_sub(1)?)?;
        let bare = !first.classes.any(Classes::DETERMINER) && !first.shape.any(Shape::CAPITAL);
        Some((index, self.actors.person_of(index).filter(|_| bare)?))
    }

    fn as_person(&self, identity: &mut Identity, person: &Person) {
        Actors::name(self.doc, person.name).clone_into(&mut identity.name);
        identity.role = person.role.map(|role| role.text(self.doc.text).to_lowercase());
        let state = person.country.map(|state| self.doc.lexicon.names.code(state).clone());
        identity.country = state.or(identity.country.take());
        identity.lives = person.lives.map(|state| self.doc.lexicon.names.code(state).clone());
        identity.male = person.male.or(identity.male);
        identity
            .words
            .extend(identity.role.iter().flat_map(|role| role.split(' ')).map(str::to_owned));
        identity.kind = Kind::Person;
    }

    /// A name in capitals that is no naming: a person named before by more, or a body.
    fn as_name(&self, identity: &mut Identity, chunk: &Range<usize>, name: &Range<usize>) {
        let last = self.doc.word(name.end - 1).to_lowercase();
        let alone = name.len() == 1;
        let earlier = self.cast.iter().rev().take(CAST_REACH).find(|known| {
            known.kind == Kind::Person
                && known.name.to_lowercase().split(' ').next_back() == Some(last.as_str())
        });
        if let Some(known) =
            earlier.filter(|known| alone || known.name.len() >= identity.name.len())
        {
            let words = std::mem::take(&mut identity.words);
            *identity = Identity { words, ..known.clone() };
            return;
        }
        if let Some(index) = self.naming_of(name) {
            self.as_naming(identity, index);
            return;
        }
        if let Some((index, person)) = self.by_initials(name) {
            self.as_person(identity, person);
            identity.naming = Some(index);
            return;
        }
        if identity.country.is_none() && alone && chunk.len() == 1 {
            // `The Malian premier was brief. “No,” said Diallo.`
            let noun = self.office_before(self.before_marks(chunk.start));
            identity.country = noun.and_then(|noun| self.resolve(&noun).country);
        }
        let span = self.doc.span_of(name.clone());
        span.text(self.doc.text).clone_into(&mut identity.name);
        let determined = self.doc.tokens[chunk.start].classes.any(Classes::DETERMINER);
        let role = chunk.start + usize::from(determined)..name.start;
        if !role.is_empty() {
            let words = self.doc.span_of(role).text(self.doc.text).to_lowercase();
            identity.role = Some(words.trim_end_matches([',', ' ']).to_owned());
        }
        let last = self.doc.tokens[name.end - 1];
        // `An APT refers to …`, `the NIS`
        let initials = determined && alone && last.shape.any(Shape::UPPER);
        if initials || last.classes.any(Classes::BODY) {
            identity.kind = Kind::Body;
        }
    }

    /// The naming whose last token is the last of a name.
    fn naming_of(&self, name: &Range<usize>) -> Option<usize> {
        self.actors.index_at(name.end - 1)
    }

    fn as_naming(&self, identity: &mut Identity, index: usize) {
        let naming = &self.actors.namings[index];
        identity.naming = Some(index);
        identity.kind = match naming.kind {
            MentionKind::Person => Kind::Person,
            MentionKind::Country
            | MentionKind::Bloc
            | MentionKind::Organisation
            | MentionKind::Place
            | MentionKind::Group => Kind::Body,
        };
        if let Some(state) = naming.state() {
            identity.country = Some(self.doc.lexicon.names.code(state).clone());
        }
        // `The Kremlin` and `Helsinki` speak under their own name, not that of their state.
        if naming.tokens.len() == 1 && !naming.sort.is_of_state() {
            self.fullest(naming).clone_into(&mut identity.name);
        }
    }

    /// The fullest form in which the text names an actor: of those with one name, the longest.
    fn fullest(&self, naming: &Naming) -> &'a str {
        let same = self.actors.namings.iter().take(STORY_NAMINGS_MAX);
        let forms = same.filter(|one| one.name == naming.name && one.sort == naming.sort);
        let words = |one: &Naming| self.doc.span_of(one.tokens.clone()).text(self.doc.text);
        forms.map(words).max_by_key(|words| words.len()).unwrap_or_else(|| words(naming))
    }

    /// `the minister`, `a spokesman for the embassy`, `the agency`.
    fn as_noun(&self, identity: &mut Identity, chunk: &Range<usize>, at: usize) {
        let token = self.doc.tokens[at];
        let lower = !token.shape.any(Shape::CAPITAL);
        identity.kind = if token.classes.any(Classes::PLURAL)
            || (lower && self.doc.word(at).ends_with('s') && !self.doc.word(at).ends_with("ss"))
        {
            Kind::Many
        } else if token.classes.any(Classes::BODY.with(Classes::SPEECH)) {
            Kind::Body
        } else {
            Kind::Person
        };
        if let Some(index) = self.naming_of(&(at..at + 1)) {
            self.as_naming(identity, index);
        }
        // `a company spokesperson`, `three diplomats`: of no state, unless the phrase names it.
        let counted = token.classes.any(Classes::DIPLOMAT) && token.classes.any(Classes::PLURAL);
        let private = at > chunk.start && self.doc.tokens[at - 1].classes.any(Classes::PRIVATE);
        if (counted || private) && !self.is_definite(chunk.start) && self.owner(chunk).is_none() {
            return;
        }
        let referent = self.actors.resolve_noun(self.doc, at).unwrap_or_default();
        let his = matches!(self.doc.word(chunk.start), "His" | "his" | "Her" | "her");
        if let Some(state) = referent.state.filter(|_| !his || identity.country.is_none()) {
            identity.country = Some(self.doc.lexicon.names.code(state).clone());
        }
        if identity.country.is_none() && token.classes.any(Classes::SPEECH) {
            identity.country = self.writer(chunk, at);
        }
        if !self.is_definite(chunk.start) {
            return;
        }
        let noun = self.doc.word(at).to_lowercase();
        let owner = identity.country.clone();
        let title = self.doc.title().map_or(0, Span::end);
        // `the energy ministry` after `the digital ministry`
        let kind = at.checked_sub(1).filter(|kind| *kind >= chunk.start).filter(|kind| {
            token.classes.any(Classes::BODY)
                && self.doc.tokens[*kind].classes.any(Classes::QUALIFIER)
        });
        let kind = kind.map(|kind| self.doc.word(kind).to_lowercase());
        let earlier = self.cast.iter().rev().take(CAST_REACH).find(|known| {
            known.words.contains(&noun)
                && kind.as_ref().is_none_or(|kind| known.words.contains(kind))
                && known.start >= title
                && (owner.is_none() || known.country.is_none() || known.country == owner)
                && chunk.len() <= known.words.len().max(SHORT_PHRASE)
        });
        if let Some(person) = referent.person.and_then(|person| self.actors.persons.get(person)) {
            self.as_person(identity, person);
            return;
        }
        let named = self.owner(chunk);
        let earlier = earlier.or_else(|| self.of_that_sort(chunk, at, named.as_ref()));
        if let Some(known) = earlier {
            let (kind, words) = (identity.kind, std::mem::take(&mut identity.words));
            *identity = Identity { words, ..known.clone() };
            if known.kind != Kind::Person {
                identity.kind = kind;
            }
        }
    }

    /// Whether a phrase speaks of somebody known: `the envoy`, `its ministry`.
    fn is_definite(&self, start: usize) -> bool {
        ["the", "its", "his", "her", "their", "this", "that"]
            .iter()
            .any(|word| self.doc.word(start).eq_ignore_ascii_case(word))
    }

    /// Tells the gender by title and given name.
    fn gender(&self, chunk: &Range<usize>) -> Option<bool> {
        chunk.clone().find_map(|at| {
            let token = self.doc.tokens[at];
            let (male, female) =
                (token.classes.any(Classes::MALE), token.classes.any(Classes::FEMALE));
            let given = token.classes.any(Classes::GIVEN);
            let named = token.shape.any(Shape::CAPITAL) || !given;
            // The surname of `Ana Reid` says nothing.
            let surname = given && at > chunk.start && {
                let before = self.doc.tokens[at - 1];
                let titles = Classes::TITLE.with(Classes::OFFICE);
                before.shape.any(Shape::CAPITAL) && !before.classes.any(titles)
            };
            (male != female && named && !surname).then_some(male)
        })
    }

    /// The state that the words of a phrase name as the owner: not one after `in`, `at`, `near`.
    fn owner(&self, chunk: &Range<usize>) -> Option<ActorCode> {
        self.owner_within(chunk)
            .or_else(|| self.owner_within(&head::apposed_role(self.doc, chunk.end)?))
            .or_else(|| self.owner_within(&head::apposed_body(self.doc, chunk.end)?))
            .or_else(|| self.in_brackets(chunk.end))
            .or_else(|| self.origin(chunk))
    }

    fn owner_within(&self, chunk: &Range<usize>) -> Option<ActorCode> {
        let mut placed = None;
        for naming in self.actors.within(chunk.clone()) {
            let Some(state) = naming.state() else { continue };
            // `researchers at the Swiss firm Alp`, `Fiji-based`
            let next = naming.tokens.end;
            let firm = self.doc.tokens.get(next).is_some_and(|next| {
                next.classes.any(Classes::BODY) && next.classes.any(Classes::PRIVATE)
            });
            if firm && next < chunk.end
                || self.actors.is_home_of_firm(self.doc, naming, chunk.end)
                || self.doc.word(next) == "-" && self.doc.word(next + 1) == "based"
            {
                continue;
            }
            let code = self.doc.lexicon.names.code(state).clone();
            let article = naming.tokens.start.checked_sub(1).map_or("", |at| self.doc.word(at));
            let back = 1 + usize::from(article == "the" && naming.tokens.start > 1);
            let before = naming.tokens.start.checked_sub(back).map_or("", |at| self.doc.word(at));
            if matches!(before, "in" | "at" | "near" | "from" | "to") {
                // A diplomat in Lima is of any state but that one.
                let abroad = |at: usize| self.doc.tokens[at].classes.any(Classes::DIPLOMAT);
                let posted = (chunk.start..naming.tokens.start).any(abroad);
                placed = placed.or(Some(code).filter(|_| !posted));
            } else {
                return Some(code);
            }
        }
        placed
    }

    fn words(&self, chunk: &Range<usize>) -> Vec<String> {
        // Of `groups connected to the government` none is the government.
        let described = |at: usize| {
            self.doc.tokens[at].classes.any(Classes::PARTICIPLE)
                && !self.doc.tokens[at].shape.any(Shape::CAPITAL)
                && self.doc.tokens[at + 1].classes.any(Classes::PREPOSITION)
        };
        chunk
            .clone()
            .take_while(|at| *at == chunk.start || *at + 1 == chunk.end || !described(*at))
            .filter(|at| {
                let token = self.doc.tokens[*at];
                token.shape.any(Shape::WORD)
                    && !token.classes.any(Classes::DETERMINER.with(Classes::PREPOSITION))
            })
            .map(|at| self.doc.word(at).to_lowercase())
            .collect()
    }
}

/// The longest phrase, in tokens, that repeats a speaker named before.
const SHORT_PHRASE: usize = 4;
