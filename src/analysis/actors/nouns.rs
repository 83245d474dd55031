//! For whom a common noun stands: the embassy, the agency, the minister, the group, the island.

use std::ops::Range;

use super::Actors;
use super::Naming;
use super::Use;
use super::bodies;
use super::bodies::LOOK_BACK_MAX;
use super::bodies::is_plural;
use super::home::Home;
use super::index_of;
use super::initials;
use super::setting;
use crate::analysis::doc::Doc;
use crate::analysis::doc::Shape;
use crate::analysis::lexicon::Classes;
use crate::analysis::lexicon::Sort;
use crate::analysis::lexicon::StateId;

/// How far a modifier may stand before its noun, in tokens.
const MODIFIER_TOKENS_MAX: usize = 8;

/// How far before a body the `of` stands that makes it an owner, in tokens.
const OWNER_TOKENS_MAX: usize = 3;

/// What a state keeps to speak for it: `state television`.
const MEDIA: &[&str] = &["television", "tv", "TV", "media", "radio", "broadcaster", "outlet"];

/// Whom a noun stands for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Referent {
    /// The state for which it speaks.
    pub(crate) state: Option<StateId>,
    /// The index of the naming that it repeats.
    pub(crate) naming: Option<usize>,
    /// The index of the person that it means.
    pub(crate) person: Option<usize>,
}

/// Whether a noun can mean the body or the officials that the same noun named before.
///
/// An office repeats one only with an article: `the official` after `U.S. officials`.
fn repeats(doc: &Doc<'_>, earlier: usize, noun: usize) -> bool {
    if doc.tokens[noun].classes.any(Classes::BODY) {
        return is_plural(doc, earlier) == is_plural(doc, noun);
    }
    (noun.saturating_sub(2)..noun).any(|at| doc.word(at).eq_ignore_ascii_case("the"))
}

/// Gives bodies such as `Foreign Ministry` the state beside them, else that of which the paragraph
/// speaks, else that of the last such body, else `home`.
pub(super) fn settle_local(doc: &Doc<'_>, namings: &mut [Naming], home: &Home) {
    for index in 0..namings.len() {
        if !namings[index].local {
            if let Some(state) = possessor(doc, namings, index) {
                namings[index].country = Some(state);
            }
            continue;
        }
        let Range { start, end } = namings[index].tokens.clone();
        let beside = initials::spelt_out(doc, namings, start)
            .or_else(|| modifier(doc, namings, start))
            .or_else(|| complement(doc, namings, end - 1))
            .and_then(|other| namings[other].state());
        let lemma = doc.tokens[end - 1].lemma;
        let earlier = || {
            namings[..index].iter().rev().take(LOOK_BACK_MAX).find_map(|other| {
                let same = other.name == namings[index].name
                    || other.local && lemma != 0 && doc.tokens[other.tokens.end - 1].lemma == lemma;
                other.country.filter(|_| same)
            })
        };
        let state = beside
            .or_else(|| setting::beside(doc, namings, start))
            .or_else(earlier)
            .or_else(|| setting::at(doc, namings, home, start));
        namings[index].country = state;
    }
}

/// Returns the state that stands right before the full name of an agency: names repeat among states.
///
/// `Norway's National Security Authority` is not that of Slovakia.
fn possessor(doc: &Doc<'_>, namings: &[Naming], index: usize) -> Option<StateId> {
    let (before, agency) = (namings.get(index.checked_sub(1)?)?, &namings[index]);
    let owns = matches!(before.sort, Sort::Country | Sort::Adjective | Sort::Capital)
        && before.usage == Use::Modifies
        && (before.tokens.end..agency.tokens.start).all(|at| is_possessive(doc, at));
    let spelt = agency.sort == Sort::Agency && agency.tokens.len() > 1;
    before.country.filter(|_| owns && spelt)
}

fn is_possessive(doc: &Doc<'_>, at: usize) -> bool {
    matches!(doc.word(at), "'s" | "’s" | "'" | "’")
}

/// Returns the state that the words around a noun name as its owner.
///
/// `the Dutch military intelligence service`, `China's embassy in Wellington`, `the ministry of
/// defence of Japan`, `a foreign ministry official in New Delhi`.
pub(super) fn owner(doc: &Doc<'_>, namings: &[Naming], noun: usize) -> Option<StateId> {
    if let Some(state) = setting::owned(doc, namings, noun) {
        return Some(state);
    }
    modifier(doc, namings, noun).or_else(|| complement(doc, namings, noun)).and_then(|index| {
        match namings[index].sort {
            // `Harbin police`
            Sort::Place
                if namings[index].tokens.end == noun
                    && doc.tokens[noun].classes.any(Classes::PUBLIC) =>
            {
                namings[index].country
            }
            Sort::Company | Sort::Outlet | Sort::Team | Sort::Party | Sort::Group | Sort::Place => {
                None
            }
            _ => namings[index].country,
        }
    })
}

/// Returns the naming that modifies a noun from the left.
fn modifier(doc: &Doc<'_>, namings: &[Naming], noun: usize) -> Option<usize> {
    let floor = doc.sentences[doc.sentence_of(noun)].tokens.start;
    let floor = floor.max(noun.saturating_sub(MODIFIER_TOKENS_MAX));
    let mut at = noun;
    while at > floor {
        at -= 1;
        if let Some(index) = index_of(namings, at) {
            let naming = &namings[index];
            let seat = naming.sort == Sort::Place && naming.tokens.end == noun;
            return (naming.sort != Sort::Person && (seat || naming.usage != Use::Stands))
                .then_some(index);
        }
        let token = doc.tokens[at];
        let stops = Classes::DETERMINER
            .with(Classes::PREPOSITION)
            .with(Classes::PRONOUN)
            .with(Classes::CONJUNCTION)
            .with(Classes::RELATIVE)
            .with(Classes::AUXILIARY);
        let mark =
            token.shape.any(Shape::MARK) && !matches!(doc.word(at), "'s" | "’s" | "-" | "’" | "'");
        let verb = token.classes.any(Classes::VERB)
            && !token.classes.any(Classes::NOUN.with(Classes::ADJECTIVE).with(Classes::QUALIFIER))
            && doc.word(at) != "own";
        // `the US and other governments`
        let others = doc.word(at) == "other";
        if token.classes.any(stops) && doc.word(at) != "and" || mark || verb || others {
            return None;
        }
    }
    None
}

/// Returns the naming behind `of`, `for`, or `in` a capital.
fn complement(doc: &Doc<'_>, namings: &[Naming], noun: usize) -> Option<usize> {
    let end = doc.sentences[doc.sentence_of(noun)].tokens.end;
    let mission = is_mission(doc, noun);
    let mut at = noun + 1;
    // `ministry of foreign affairs of Japan`: two prepositions at most.
    for _ in 0..2 {
        while at < end
            && doc.tokens[at]
                .classes
                .any(Classes::QUALIFIER.with(Classes::OFFICE).with(Classes::NOUN))
            && index_of(namings, at).is_none()
            && at < noun + 4
        {
            at += 1;
        }
        let word = if at < end { doc.word(at) } else { return None };
        if !matches!(word, "of" | "for" | "in" | "at") {
            return None;
        }
        let start = at + 1;
        let placed = matches!(word, "in" | "at");
        at = start;
        while at < end && at < start + 3 {
            if let Some(index) = index_of(namings, at) {
                let naming = &namings[index];
                let capital = naming.sort == Sort::Capital || naming.sort == Sort::Country;
                return (!placed || capital && !mission).then_some(index);
            }
            let token = doc.tokens[at];
            if !token
                .classes
                .any(Classes::DETERMINER.with(Classes::QUALIFIER).with(Classes::ADJECTIVE))
            {
                break;
            }
            at += 1;
        }
    }
    None
}

/// Whether a spokesman is one of a company or other body that no list has: `a spokeswoman for Hill Bank`.
fn serves_firm(doc: &Doc<'_>, namings: &[Naming], office: usize) -> bool {
    let led =
        doc.word(office).starts_with("spokes") && matches!(doc.word(office + 1), "for" | "of");
    let name = office + 2 + usize::from(doc.word(office + 2) == "the");
    let Some(token) = doc.tokens.get(name).filter(|_| led) else { return false };
    let held = Classes::OFFICE.with(Classes::BODY).with(Classes::QUALIFIER).with(Classes::TITLE);
    match index_of(namings, name) {
        Some(index) => matches!(namings[index].sort, Sort::Company | Sort::Outlet | Sort::Team),
        None => token.shape.any(Shape::CAPITAL) && !token.classes.any(held),
    }
}

/// Whether a noun is a mission abroad, whose place is not its owner.
fn is_mission(doc: &Doc<'_>, noun: usize) -> bool {
    let high = noun > 0 && doc.word(noun - 1).eq_ignore_ascii_case("high");
    high || doc.tokens[noun].classes.any(Classes::DIPLOMAT)
}

/// Whether a noun is one for an embassy: `the diplomatic mission`.
fn is_mission_body(doc: &Doc<'_>, noun: usize) -> bool {
    let classes = doc.tokens[noun].classes;
    classes.any(Classes::DIPLOMAT) && classes.any(Classes::BODY)
}

/// Whether a word makes the body behind it one of a state: `the intelligence service`.
fn is_of_state(word: &str) -> bool {
    ["intelligence", "security", "defence", "defense", "border", "spy", "coast"]
        .iter()
        .any(|known| word.eq_ignore_ascii_case(known))
}

/// Whether an office is one of a state, also when no body is named: a minister, not a director.
pub(super) fn is_public_office(doc: &Doc<'_>, role: Range<usize>) -> bool {
    let head = doc.tokens[role.end - 1].classes;
    let private = Classes::PRIVATE.with(Classes::EXPERT);
    // `vice president` is an office of companies as well, `vice minister` is not.
    let vice = doc.word(role.start).eq_ignore_ascii_case("vice")
        && ["president", "chancellor", "chairman", "chair"]
            .iter()
            .any(|head| doc.word(role.end - 1).eq_ignore_ascii_case(head));
    !vice
        && !head.any(private)
        && role.clone().any(|at| doc.tokens[at].classes.any(Classes::PUBLIC))
}

/// Returns which sorts a common noun can repeat.
fn sorts_of(word: &str) -> &'static [Sort] {
    match word {
        "agency" | "service" | "directorate" | "watchdog" | "bureau" | "office" | "department"
        | "authority" | "centre" | "center" | "regulator" | "unit" | "administration" => {
            &[Sort::Agency]
        }
        "company" | "firm" | "vendor" | "maker" | "startup" | "operator" | "manufacturer"
        | "contractor" | "bank" | "airline" | "exchange" => &[Sort::Company],
        "group" | "gang" | "crew" | "collective" | "hackers" | "outfit" => &[Sort::Group],
        "bloc" | "alliance" => &[Sort::Bloc],
        "newspaper" | "outlet" | "broadcaster" | "magazine" | "paper" => &[Sort::Outlet],
        "party" => &[Sort::Party],
        _ => &[],
    }
}

/// Whether a noun is one for a company: `the vendor`.
pub(super) fn is_firm(word: &str) -> bool {
    sorts_of(word) == [Sort::Company]
}

/// `the Homeland Bloc`: a noun that is part of a name.
fn is_named(doc: &Doc<'_>, token: usize) -> bool {
    let capital = |at: usize| doc.tokens[at].shape.any(Shape::CAPITAL);
    token > 0
        && capital(token)
        && capital(token - 1)
        && !doc.begins_line(token - 1)
        && !doc.tokens[token - 1].classes.any(Classes::DETERMINER)
}

impl Actors {
    /// Returns for whom the noun at a token stands.
    ///
    /// The words beside it win (`the Dutch agency`, `the embassy of China`); then a body of the same
    /// noun or sort that was named before (`the agency` after `the GCSB`), or a person of that
    /// office (`the minister`); an embassy, a ministry and the like without an owner stand for none.
    pub(crate) fn resolve_noun(&self, doc: &Doc<'_>, token: usize) -> Option<Referent> {
        let classes = doc.tokens.get(token)?.classes;
        if let Some(naming) = self.index_at(token) {
            let state = self.namings[naming].state();
            return Some(Referent {
                state,
                naming: Some(naming),
                person: self.namings[naming].person,
            });
        }
        if let Some(state) = owner(doc, &self.namings, token) {
            return Some(Referent { state: Some(state), ..Referent::default() });
        }
        if let Some(found) = self.beside(doc, token) {
            return Some(found);
        }
        if classes.any(Classes::OFFICE)
            && let Some(person) = self.person_in_office(doc, token)
        {
            let state = self.persons[person].country;
            return Some(Referent { state, naming: None, person: Some(person) });
        }
        let word = doc.word(token).to_lowercase();
        if let Some(state) = self.last_of(doc, token, &word) {
            return Some(Referent { state: Some(state), ..Referent::default() });
        }
        if classes.any(Classes::SPEECH)
            && let Some(state) = self.addressee(doc, token).or_else(|| self.writer(doc, token))
        {
            return Some(Referent { state: Some(state), ..Referent::default() });
        }
        let sentence = doc.sentences[doc.sentence_of(token)].tokens.start;
        if classes.any(Classes::BODY)
            && classes.any(Classes::PUBLIC)
            && let Some(state) = setting::placed(doc, &self.namings, sentence..token)
        {
            return Some(Referent { state: Some(state), ..Referent::default() });
        }
        let sorts = sorts_of(&word);
        let lemma = doc.tokens[token].lemma;
        let before = self.bodies.partition_point(|body| body.at < token);
        let earlier = self.bodies[..before].iter().rev().take(LOOK_BACK_MAX).find_map(|body| {
            // Not the one whose members, phones or sites were spoken of.
            let owner =
                (body.at.saturating_sub(OWNER_TOKENS_MAX)..body.at).any(|of| doc.word(of) == "of");
            let again = lemma != 0 && doc.tokens[body.at].lemma == lemma
                || is_mission_body(doc, token) && is_mission_body(doc, body.at);
            let same = again
                && repeats(doc, body.at, token)
                && !bodies::of_other_kind(doc, body.at, token)
                && !owner;
            let sort = body.naming.is_some_and(|naming| {
                let sort = self.namings[naming].sort;
                sorts.contains(&sort) && !(sort == Sort::Bloc && is_named(doc, token))
            });
            let quoted = || body.at >= sentence && setting::is_inside_quotation(doc, body.at);
            ((same || sort) && !quoted()).then_some(Referent {
                state: body.state,
                naming: body.naming,
                person: None,
            })
        });
        earlier.or_else(|| {
            let state = self.unowned(doc, token)?;
            Some(Referent { state: Some(state), ..Referent::default() })
        })
    }

    /// Returns the state of a public office or body that names none: not of `Western officials`.
    fn unowned(&self, doc: &Doc<'_>, token: usize) -> Option<StateId> {
        let classes = doc.tokens[token].classes;
        let sentence = doc.sentences[doc.sentence_of(token)].tokens.start;
        let of_all = (sentence.max(token.saturating_sub(MODIFIER_TOKENS_MAX))..token)
            .rev()
            .take_while(|at| {
                let token = doc.tokens[*at];
                token.shape.any(Shape::WORD)
                    && !token.classes.any(
                        Classes::DETERMINER.with(Classes::PREPOSITION).with(Classes::CONJUNCTION),
                    )
            })
            .any(|at| {
                let token = doc.tokens[at];
                let held = Classes::QUALIFIER.with(Classes::BODY).with(Classes::OFFICE);
                at > sentence
                    && token.shape.any(Shape::CAPITAL)
                    && !token.classes.any(held.with(Classes::PUBLIC).with(Classes::TITLE))
            });
        if of_all || serves_firm(doc, &self.namings, token) {
            return None;
        }
        if is_mission(doc, token) {
            // Diplomats are abroad: only the words around say for whom.
            let own = |at: usize| matches!(doc.word(at), "its" | "Its");
            if (sentence.max(token.saturating_sub(OWNER_TOKENS_MAX))..token).any(own)
                && let Some(state) = bodies::mission_before(doc, &self.bodies, token)
            {
                return Some(state);
            }
            let known = classes.any(Classes::OFFICE)
                || token > 0 && doc.word(token - 1).eq_ignore_ascii_case("the");
            return known.then(|| setting::beside(doc, &self.namings, token)).flatten();
        }
        let first = (sentence..token)
            .rev()
            .take_while(|at| doc.tokens[*at].classes.any(Classes::QUALIFIER.with(Classes::OFFICE)))
            .last()
            .unwrap_or(token);
        if token > 0 && doc.word(token - 1) == "state" && MEDIA.contains(&doc.word(token)) {
            // Hardly those of the state where the story is at home.
            return setting::beside(doc, &self.namings, token);
        }
        // `the foreign office`, `the interior department`
        let organ = token > 0
            && (matches!(doc.word(token), "office" | "department")
                && doc.tokens[token - 1].classes.any(Classes::QUALIFIER)
                || classes.any(Classes::BODY) && is_of_state(doc.word(token - 1))
                || doc.word(token - 1).eq_ignore_ascii_case("royal")
                // `the prime minister's office`
                || token > 1
                    && doc.word(token) == "office"
                    && is_possessive(doc, token - 1)
                    && doc.tokens[token - 2].classes.any(Classes::PUBLIC));
        if organ || is_public_office(doc, first..token + 1) {
            return setting::at(doc, &self.namings, &self.home, token);
        }
        let body = classes.any(Classes::BODY) && !classes.any(Classes::PRIVATE);
        body.then(|| setting::placed(doc, &self.namings, sentence..token)).flatten()
    }

    /// `spokesman for the embassy`, `embassy spokesman`, `the ministry's statement`: the body beside.
    fn beside(&self, doc: &Doc<'_>, token: usize) -> Option<Referent> {
        if !doc.tokens[token].classes.any(Classes::OFFICE.with(Classes::SPEECH)) {
            return None;
        }
        let behind = (token + 1..doc.tokens.len().min(token + 4))
            .skip_while(|at| !matches!(doc.word(*at), "of" | "for" | "at"))
            .skip(1)
            .find(|at| doc.tokens[*at].classes.any(Classes::BODY));
        let ahead = (token.saturating_sub(4)..token)
            .rev()
            .take_while(|at| {
                let classes = doc.tokens[*at].classes;
                classes.any(Classes::BODY.with(Classes::OFFICE).with(Classes::QUALIFIER))
                    || matches!(doc.word(*at), "'s" | "’s")
            })
            .find(|at| doc.tokens[*at].classes.any(Classes::BODY));
        let body = ahead.or(behind)?;
        if doc.tokens[body].classes.any(Classes::OFFICE) {
            return None;
        }
        self.resolve_noun(doc, body)
    }

    /// Returns the person last named before a token whose office has that noun.
    fn person_in_office(&self, doc: &Doc<'_>, token: usize) -> Option<usize> {
        let wanted = doc.word(token).to_lowercase();
        // `the interior minister` is not the communications minister.
        let kind =
            token.checked_sub(1).filter(|kind| doc.tokens[*kind].classes.any(Classes::QUALIFIER));
        let kind = kind.map(|kind| doc.word(kind).to_lowercase());
        let mut best: Option<(usize, usize)> = None;
        for (index, person) in self.persons.iter().enumerate() {
            let Some(role) = person.role else { continue };
            let held = role.text(doc.text).to_lowercase();
            let holds = |wanted: &str| {
                held.split(|c: char| !c.is_alphanumeric()).any(|word| word == wanted)
            };
            let other = held.contains(' ') && kind.as_deref().is_some_and(|kind| !holds(kind));
            if !holds(&wanted) || other {
                continue;
            }
            let before =
                person.namings.partition_point(|naming| self.namings[*naming].tokens.start < token);
            let last =
                before.checked_sub(1).map(|index| self.namings[person.namings[index]].tokens.start);
            if let Some(last) = last.filter(|last| best.is_none_or(|(known, _)| *last > known)) {
                best = Some((last, index));
            }
        }
        best.map(|(_, index)| index)
    }

    /// Returns the state last named before a token that the noun describes.
    fn last_of(&self, doc: &Doc<'_>, token: usize, word: &str) -> Option<StateId> {
        // `The Homeland Bloc`: a party's own name.
        let capital = |at: usize| doc.word(at).starts_with(char::is_uppercase);
        if token > 0 && capital(token) && capital(token - 1) && doc.word(token - 1) != "The" {
            return None;
        }
        let codes: &[&str] = match word {
            "island" => &["TW", "CU", "CY", "MT", "IE", "IS", "LK", "MG", "JM", "HT", "TT", "BH"],
            "kingdom" => &[
                "SA", "GB", "JO", "BH", "MA", "TH", "KH", "BT", "TO", "NO", "DK", "SE", "NL", "BE",
                "ES",
            ],
            "archipelago" => &["PH", "ID", "MV", "PW", "FJ", "VU", "SB", "TO", "BS"],
            "sultanate" => &["OM", "BN"],
            "emirate" => &["QA", "KW", "AE"],
            "bloc" => &["EU"],
            _ => return None,
        };
        let before = self.namings.partition_point(|naming| naming.tokens.start < token);
        self.namings[..before].iter().rev().take(LOOK_BACK_MAX).find_map(|naming| {
            let state = naming.state()?;
            codes.contains(&doc.lexicon.names.code(state).as_str()).then_some(state)
        })
    }
}
