//! Gathers the namings of each person, and what the text says of them.

use std::ops::Range;

use super::full;
use super::lives;
use super::office;
use super::office::Office;
use crate::analysis::actors::Naming;
use crate::analysis::actors::Person;
use crate::analysis::actors::Use;
use crate::analysis::actors::bodies;
use crate::analysis::actors::bodies::Body;
use crate::analysis::actors::home::Home;
use crate::analysis::actors::nouns;
use crate::analysis::actors::setting;
use crate::analysis::doc::Doc;
use crate::analysis::lexicon::Classes;
use crate::analysis::lexicon::Sort;
use crate::analysis::lexicon::StateId;

/// How long a subject may be before its office is named, in tokens.
const SUBJECT_TOKENS_MAX: usize = 8;

/// How far behind a name the verb of a visit may stand, in tokens.
const VISIT_TOKENS: usize = 7;

/// How far behind the word of a visit the place stands, in tokens.
const PLACE_TOKENS: usize = 3;

/// How many sentences behind an office without a name its holder may be named.
const NAMELESS_SENTENCES_MAX: usize = 3;

/// Gathers the persons, and adds the namings by surname alone.
pub(in crate::analysis::actors) fn gather(
    doc: &Doc<'_>,
    namings: &mut Vec<Naming>,
    bodies: &[Body],
    home: &Home,
) -> Vec<Person> {
    let mut persons = Vec::new();
    let keys = full::names(doc, namings, &mut persons);
    if keys.is_empty() {
        return persons;
    }
    full::add_surnames(doc, namings, &keys);
    for (index, naming) in namings.iter_mut().enumerate() {
        if let Some(person) = naming.person {
            persons[person].namings.push(index);
            naming.name = persons[person].name;
        }
    }
    let mut offices: Vec<Vec<Office>> = vec![Vec::new(); persons.len()];
    for naming in namings.iter() {
        if let Some(person) = naming.person {
            offices[person].push(office::before(doc, namings, naming.tokens.start));
            offices[person].push(office::after(doc, namings, naming.tokens.end));
        }
    }
    for (index, offices) in offices.iter().enumerate() {
        let superior = superior(doc, namings, &persons, index, offices);
        let person = &mut persons[index];
        person.country = person.country.or(superior);
        settle(doc, namings, person, offices, (bodies, home));
        if person.role.is_none() && person.country.is_none() {
            take_office(doc, namings, person, (bodies, home));
        }
    }
    share_office(doc, namings, &mut persons);
    for (person, offices) in persons.iter_mut().zip(&offices) {
        person.lives = lives::state(doc, namings, person, offices, home);
    }
    for naming in namings.iter_mut() {
        if let Some(person) = naming.person {
            naming.country = persons[person].country;
        }
    }
    persons
}

/// Decides office, state and gender from all places where the person is named.
fn settle(
    doc: &Doc<'_>,
    namings: &[Naming],
    person: &mut Person,
    offices: &[Office],
    (bodies, home): (&[Body], &Home),
) {
    for office in offices {
        if person.role.is_none() {
            person.role = office.role.clone().map(|role| doc.span_of(role));
        }
        person.male = person.male.or(office.male);
    }
    if person.country.is_some() {
        return;
    }
    let owned = offices.iter().find_map(|office| {
        let of = &namings[office.of?];
        let held = office.role.is_some()
            || matches!(of.sort, Sort::Agency | Sort::Bloc)
            || office.seat.is_some()
            || office.body.is_some();
        (held && of.sort != Sort::Group).then_some(of)
    });
    if let Some(of) = owned {
        // An outlet or company has its people speak for nobody.
        let party = of.country.filter(|_| of.sort == Sort::Party);
        person.country = of.state().or(party);
        if person.country.is_some() || matches!(of.sort, Sort::Company | Sort::Outlet | Sort::Team)
        {
            return;
        }
    }
    let seat = offices.iter().find_map(|office| office.seat);
    if let Some(seat) = seat {
        // The parties that a text does not place are those of the state of which it speaks.
        person.country = setting::at(doc, namings, home, seat);
        return;
    }
    person.country = offices.iter().find_map(|office| {
        let role = office.role.clone()?;
        // `Its spokesman, Captain Abe Ito,`
        let outer = role
            .start
            .checked_sub(2)
            .filter(|outer| doc.word(outer + 1) == "," && is(doc, *outer, Classes::OFFICE));
        if let Some(state) = outer.and_then(|outer| nouns::owner(doc, namings, outer)) {
            return Some(state);
        }
        let private = office.body.is_some_and(|body| is(doc, body, Classes::PRIVATE));
        if private {
            return None;
        }
        office
            .body
            .and_then(|body| of_the_body(doc, namings, bodies, body, &role))
            .or_else(|| located(doc, namings, office))
            .or_else(|| setting::owned(doc, namings, role.end - 1))
            .or_else(|| of_the_country(doc, namings, home, role.start))
            .or_else(|| {
                let public = nouns::is_public_office(doc, role.clone())
                    // `deputy secretary of the national security council`
                    || office.body.is_some_and(|body| {
                        (role.end.min(body)..=body).any(|at| is(doc, at, Classes::PUBLIC))
                    });
                // `Ministry Spokesperson Ambassador Ann Lee` is at home.
                let spokesman = (role.start..role.end - 1).any(|at| {
                    is(doc, at, Classes::OFFICE)
                        && !is(doc, at, Classes::DIPLOMAT.with(Classes::QUALIFIER))
                });
                let abroad = is(doc, role.end - 1, Classes::DIPLOMAT) && !spokesman;
                if abroad || is_first_secretary(doc, &role) {
                    let own = role.start.checked_sub(1).is_some_and(|at| doc.word(at) == "its");
                    return bodies::mission_before(doc, bodies, role.start)
                        .filter(|_| own)
                        .or_else(|| bodies::one_mission(doc, bodies))
                        .or_else(|| setting::of_diplomat(doc, namings, role.start));
                }
                let state = || setting::at(doc, namings, home, role.start);
                let guest = || {
                    let state =
                        other(doc, namings, home).filter(|_| visits(doc, namings, home, person));
                    state.filter(|state| !is_visited(doc, namings, role.start, *state))
                };
                let same = || bodies::same_office(doc, bodies, role.end - 1);
                let here = || setting::beside(doc, namings, role.start);
                public.then(|| guest().or_else(here).or_else(same).or_else(state)).flatten()
            })
    });
}

/// The state of whom `his` means in `General Ivo Hart and his deputies, Ann Lee`: the person named before.
fn superior(
    doc: &Doc<'_>,
    namings: &[Naming],
    persons: &[Person],
    person: usize,
    offices: &[Office],
) -> Option<StateId> {
    let role = offices.iter().find_map(|office| office.role.clone())?;
    let his = role.start.checked_sub(1).filter(|his| {
        matches!(doc.word(*his), "his" | "her") && is(doc, role.end - 1, Classes::OFFICE)
    })?;
    let sentence = doc.sentences[doc.sentence_of(his)].tokens.start;
    let before = namings.partition_point(|naming| naming.tokens.start < his);
    namings[..before]
        .iter()
        .rev()
        .take_while(|naming| naming.tokens.start >= sentence)
        .find_map(|naming| naming.person.filter(|other| *other != person))
        .and_then(|other| persons[other].country)
}

/// Gives the later names of a list the state of the first: `his deputies Ann Lee, Bo Ray and Cy Fox`.
fn share_office(doc: &Doc<'_>, namings: &[Naming], persons: &mut [Person]) {
    let mut shared: Option<(usize, StateId)> = None;
    for naming in namings {
        let Some(index) = naming.person else { continue };
        let listed = shared.filter(|(end, _)| {
            naming.tokens.start - end <= 2
                && (*end..naming.tokens.start).all(|at| matches!(doc.word(at), "," | "and" | "&"))
        });
        let person = &mut persons[index];
        let plural = || {
            let role = person.role.map(|role| doc.token_at(role.end()) - 1);
            role.is_some_and(|noun| noun < naming.tokens.start && is(doc, noun, Classes::PLURAL))
        };
        let state = match listed {
            Some((_, state)) if person.role.is_none() => {
                person.country = person.country.or(Some(state));
                Some(state)
            }
            Some(_) | None => person.country.filter(|_| plural()),
        };
        shared = state.map(|state| (naming.tokens.end, state));
    }
}

/// `First Secretary`, `third secretary`: a diplomat's rank.
fn is_first_secretary(doc: &Doc<'_>, role: &Range<usize>) -> bool {
    let rank = (role.start.saturating_sub(1)..role.end).any(|at| {
        ["first", "second", "third"].iter().any(|rank| doc.word(at).eq_ignore_ascii_case(rank))
    });
    rank && doc.word(role.end - 1).eq_ignore_ascii_case("secretary")
}

/// The state of `the country's finance minister`, the bloc of `the bloc's foreign policy chief`.
fn of_the_country(doc: &Doc<'_>, namings: &[Naming], home: &Home, role: usize) -> Option<StateId> {
    let from = role.saturating_sub(SUBJECT_TOKENS_MAX / 2);
    let mark = (from..role)
        .rev()
        .take_while(|at| !is(doc, *at, Classes::PREPOSITION.with(Classes::AUXILIARY)))
        .find(|at| matches!(doc.word(*at), "'s" | "’s"))?;
    match doc.word(mark.checked_sub(1)?) {
        "country" | "nation" | "republic" => setting::at(doc, namings, home, mark - 1),
        "bloc" | "union" | "alliance" => namings
            .iter()
            .find(|naming| naming.sort == Sort::Bloc && !naming.furniture)
            .and_then(Naming::state),
        _ => None,
    }
}

/// Whether a person is said to come from elsewhere: `began a three-nation tour`, `arrived`.
fn visits(doc: &Doc<'_>, namings: &[Naming], home: &Home, person: &Person) -> bool {
    let Some(first) = person.namings.first().map(|index| &namings[*index]) else { return false };
    let end = doc.tokens.len().min(first.tokens.end + VISIT_TOKENS);
    if matches!(doc.word(first.tokens.end), "'s" | "’s") {
        // `until President Park's visit to Oslo`
        return false;
    }
    let travels = (first.tokens.end..end)
        .take_while(|at| !matches!(doc.word(*at), "," | "." | "that"))
        .find(|at| is(doc, *at, Classes::TRAVELS));
    travels.is_some_and(|travels| {
        // `during her visit to Oslo`, in a story that is at home elsewhere: no guest here.
        let from = namings.partition_point(|naming| naming.tokens.start <= travels);
        let whither = namings.get(from).filter(|one| one.tokens.start <= travels + PLACE_TOKENS);
        let state = whither.and_then(|one| one.country);
        state.is_none() || state == home.story
    })
}

/// Whether a state is only where somebody is: `a talk in China, where Minister Ann Lee was visiting`.
fn is_visited(doc: &Doc<'_>, namings: &[Naming], role: usize, state: StateId) -> bool {
    let sentence = &doc.sentences[doc.sentence_of(role)].tokens;
    namings.iter().any(|naming| {
        sentence.contains(&naming.tokens.start)
            && naming.country == Some(state)
            && naming.usage == Use::Stands
    })
}

/// The state of the body to which an office belongs, by its owner, its place or its last mention.
fn of_the_body(
    doc: &Doc<'_>,
    namings: &[Naming],
    bodies: &[Body],
    body: usize,
    role: &Range<usize>,
) -> Option<StateId> {
    // `Fiji was brief, with government spokesman Abe Ito saying …`
    let plain = doc.word(body) == "government";
    let here = || setting::beside(doc, namings, role.start).filter(|_| plain);
    nouns::owner(doc, namings, body)
        .or_else(here)
        .or_else(|| setting::told_in(doc, namings, role.end))
        .or_else(|| bodies::last_body(doc, bodies, body))
}

/// The one other state of which the text says that it acts, beside that in which it is at home.
fn other(doc: &Doc<'_>, namings: &[Naming], home: &Home) -> Option<StateId> {
    let title = doc.title().map_or(0, |title| doc.token_at(title.end()));
    namings
        .iter()
        .filter(|naming| naming.tokens.start >= title)
        .filter(|naming| naming.usage == Use::Acts && !naming.furniture)
        .filter_map(Naming::state)
        .find(|state| Some(*state) != home.story)
}

fn is(doc: &Doc<'_>, at: usize, classes: Classes) -> bool {
    doc.tokens[at].classes.any(classes)
}

/// The state where an office is held, or where one who knows works: not that where a diplomat is posted.
fn located(doc: &Doc<'_>, namings: &[Naming], office: &Office) -> Option<StateId> {
    let head = office.role.as_ref()?.end - 1;
    let stays =
        is(doc, head, Classes::PUBLIC.with(Classes::EXPERT)) && !is(doc, head, Classes::DIPLOMAT);
    office.place.filter(|_| stays).and_then(|place| namings[place].country)
}

/// Gives a person of whom nothing is said the office of the one of whom the sentence before speaks.
///
/// `The spokesman of the foreign ministry rejected it. Speaking on Monday, Behrouz Kermani said …`
///
/// `…, the foreign minister of Fiji said.` and in a paragraph behind `“We know,” Ana Vula told us.`
fn take_office(
    doc: &Doc<'_>,
    namings: &[Naming],
    person: &mut Person,
    (bodies, home): (&[Body], &Home),
) {
    let Some(first) = person.namings.first().map(|index| &namings[*index]) else { return };
    let sentence = doc.sentence_of(first.tokens.start);
    let says = doc.tokens.get(first.tokens.end).is_some_and(|next| {
        next.classes.any(Classes::REPORTS) || doc.word(first.tokens.end) == ","
    });
    let Some(before) = sentence.checked_sub(1).filter(|_| says) else { return };
    if let Some((noun, state)) = bodies::nameless(doc, bodies, first.tokens.start)
        && sentence - doc.sentence_of(noun) <= NAMELESS_SENTENCES_MAX
        && !namings.iter().any(|naming| {
            naming.sort == Sort::Person && (noun..first.tokens.start).contains(&naming.tokens.start)
        })
    {
        person.role = Some(doc.span(noun));
        person.country = state;
        return;
    }
    let mut tokens = doc.sentences[before].tokens.clone();
    if let Some(dash) = tokens.clone().take(SUBJECT_TOKENS_MAX).find(|at| is_dash(doc, *at)) {
        tokens.start = dash + 1;
    }
    let head = tokens.start..tokens.end.min(tokens.start + SUBJECT_TOKENS_MAX);
    let noun = head.clone().find(|at| {
        is(doc, *at, Classes::OFFICE)
            && is(doc, *at, Classes::PUBLIC)
            && !is(doc, *at, Classes::PLURAL)
    });
    let Some(noun) = noun.filter(|_| is(doc, tokens.start, Classes::DETERMINER)) else { return };
    let verb = (tokens.start..noun).any(|at| {
        is(doc, at, Classes::VERB.with(Classes::AUXILIARY).with(Classes::PREPOSITION))
            && !is(doc, at, Classes::NOUN.with(Classes::QUALIFIER).with(Classes::ADJECTIVE))
    });
    let named = namings
        .iter()
        .any(|naming| naming.sort == Sort::Person && tokens.contains(&naming.tokens.start));
    if verb || named {
        return;
    }
    person.role = Some(doc.span(noun));
    person.country =
        nouns::owner(doc, namings, noun).or_else(|| setting::at(doc, namings, home, noun));
}

fn is_dash(doc: &Doc<'_>, at: usize) -> bool {
    matches!(doc.word(at), "–" | "—" | "-" | ":")
}
