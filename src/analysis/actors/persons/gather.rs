//! Gathers the namings of each person, and what the text says of them.

use std::ops::Range;

use rustc_hash::FxHashMap;

use super::lives;
use super::office;
use super::office::Office;
use crate::analysis::actors::Called;
use crate::analysis::actors::Naming;
use crate::analysis::actors::Person;
use crate::analysis::actors::Use;
use crate::analysis::actors::bodies;
use crate::analysis::actors::bodies::Body;
use crate::analysis::actors::home::Home;
use crate::analysis::actors::nouns;
use crate::analysis::actors::setting;
use crate::analysis::doc::Doc;
use crate::analysis::doc::Shape;
use crate::analysis::lexicon::Classes;
use crate::analysis::lexicon::Sort;
use crate::analysis::lexicon::StateId;
use crate::model::MentionKind;

/// The most persons of a text; in a list of thousands none is worth following.
const PERSONS_MAX: usize = 400;

/// How long a subject may be before its office is named, in tokens.
const SUBJECT_TOKENS_MAX: usize = 8;

/// How far behind a name the verb of a visit may stand, in tokens.
const VISIT_TOKENS: usize = 7;

/// How many sentences behind an office without a name its holder may be named.
const NAMELESS_SENTENCES_MAX: usize = 3;

/// How many tokens a given name and two surnames have.
const COMPOUND_PARTS: usize = 3;

/// Who has a surname: the person, and how many tokens the name that gave it has.
type Keys<'a> = FxHashMap<&'a str, usize>;

/// Gathers the persons, and adds the namings by surname alone.
pub(in crate::analysis::actors) fn gather(
    doc: &Doc<'_>,
    namings: &mut Vec<Naming>,
    bodies: &[Body],
    home: &Home,
) -> Vec<Person> {
    let mut persons = Vec::new();
    let keys = full_names(doc, namings, &mut persons);
    if keys.is_empty() {
        return persons;
    }
    add_surnames(doc, namings, &keys);
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

/// Makes a person of each name, the fullest form first.
fn full_names<'a>(doc: &Doc<'a>, namings: &mut [Naming], persons: &mut Vec<Person>) -> Keys<'a> {
    let mut keys = Keys::default();
    for longer in [true, false] {
        for naming in namings.iter_mut().filter(|naming| naming.sort == Sort::Person) {
            let parts = naming.tokens.len();
            if (parts > 1) != longer || naming.person.is_some() {
                continue;
            }
            let last = doc.word(naming.tokens.end - 1);
            let first = doc.word(naming.tokens.start);
            let known = keys.get(last).copied().filter(|known| {
                let name = persons[*known].name;
                !longer
                    || same_given(doc, name, first)
                    || is_shorter(doc, naming, name)
                    || is_fuller(doc, naming, name)
            });
            if let Some(known) = known.filter(|known| is_fuller(doc, naming, persons[*known].name))
            {
                persons[known].name = naming.name;
            }
            let person = known.unwrap_or_else(|| {
                persons.push(Person {
                    name: naming.name,
                    role: None,
                    country: naming.country,
                    lives: None,
                    male: given_gender(doc, naming.tokens.start),
                    namings: Vec::new(),
                });
                persons.len() - 1
            });
            if person >= PERSONS_MAX {
                persons.truncate(PERSONS_MAX);
                continue;
            }
            naming.person = Some(person);
            keys.entry(last).or_insert(person);
            if parts == COMPOUND_PARTS {
                // `Mr. Belmonte` is Ignacio Belmonte Ruiz.
                let middle = naming.tokens.start + 1;
                let given = doc.tokens[middle].classes.any(Classes::GIVEN);
                let listed = doc.lexicon.names.enter(doc.tokens[middle].word).is_some();
                if !given
                    && !listed
                    && doc.tokens[middle].shape.any(Shape::WORD)
                    && doc.word(middle).len() > 3
                {
                    keys.entry(doc.word(middle)).or_insert(person);
                }
            }
            // `Lee Cheol-woo`: the surname first, though others are given it.
            let syllables = parts > 3 && doc.word(naming.tokens.start + 2) == "-";
            let given = doc.tokens[naming.tokens.start].classes.any(Classes::GIVEN);
            let eastern = parts > 1 && (syllables || !given) && first.len() > 1;
            if eastern {
                keys.entry(first).or_insert(person);
            }
        }
    }
    keys
}

/// Whether a person's name begins with the same word.
fn same_given(doc: &Doc<'_>, name: Called, first: &str) -> bool {
    let full = written(doc, name);
    full.split(' ').next() == Some(first) || full == first
}

fn written<'a>(doc: &Doc<'a>, name: Called) -> &'a str {
    match name {
        Called::Listed(id) => doc.lexicon.names.name(id),
        Called::Written(span) => span.text(doc.text),
    }
}

/// Whether a naming is the end of a known name: `Minister Vega-Ruiz` after `Ana Vega-Ruiz`.
fn is_shorter(doc: &Doc<'_>, naming: &Naming, name: Called) -> bool {
    let (short, full) = (doc.span_of(naming.tokens.clone()).text(doc.text), written(doc, name));
    full.strip_suffix(short).is_some_and(|given| given.ends_with(' '))
}

/// Whether a known name is the end of a naming: `Ana Vega-Ruiz` after `Minister Vega-Ruiz`.
fn is_fuller(doc: &Doc<'_>, naming: &Naming, name: Called) -> bool {
    let (full, short) = (doc.span_of(naming.tokens.clone()).text(doc.text), written(doc, name));
    full.strip_suffix(short).is_some_and(|given| given.ends_with(' '))
}

fn given_gender(doc: &Doc<'_>, at: usize) -> Option<bool> {
    let classes = doc.tokens[at].classes;
    match (classes.any(Classes::MALE), classes.any(Classes::FEMALE)) {
        (true, false) => Some(true),
        (false, true) => Some(false),
        _ => None,
    }
}

/// Adds a naming wherever a surname stands alone.
fn add_surnames(doc: &Doc<'_>, namings: &mut Vec<Naming>, keys: &Keys<'_>) {
    let mut all = Vec::with_capacity(namings.len() + keys.len() * 4);
    let mut old = namings.drain(..).peekable();
    let mut at = 0;
    while at < doc.tokens.len() {
        let begins = old.peek().is_some_and(|naming| naming.tokens.start == at);
        let person = is_surname_like(doc, at).then(|| keys.get(doc.word(at)).copied()).flatten();
        if begins && let Some(mut naming) = old.next() {
            at = naming.tokens.end;
            let homonym = naming.tokens.len() == 1
                && matches!(
                    naming.sort,
                    Sort::Country
                        | Sort::Capital
                        | Sort::Place
                        | Sort::Group
                        | Sort::Adjective
                        | Sort::Outlet
                        | Sort::Company
                )
                && !is_titled_state(doc, &naming);
            if let Some(person) = person.filter(|_| homonym) {
                naming.sort = Sort::Person;
                naming.kind = MentionKind::Person;
                naming.person = Some(person);
            }
            all.push(naming);
            continue;
        }
        if let Some(person) = person {
            all.push(Naming {
                tokens: at..at + 1,
                kind: MentionKind::Person,
                sort: Sort::Person,
                name: Called::Written(doc.span(at)),
                country: None,
                usage: Use::Acts,
                furniture: false,
                local: false,
                person: Some(person),
            });
        }
        at += 1;
    }
    drop(old);
    *namings = all;
}

fn is_surname_like(doc: &Doc<'_>, at: usize) -> bool {
    let token = doc.tokens[at];
    token.shape.any(Shape::CAPITAL)
        && !token.classes.any(Classes::DETERMINER.with(Classes::PREPOSITION))
}

/// `in Washington`, `Jordan's army`: the state, though a person of the text has that name.
fn is_titled_state(doc: &Doc<'_>, naming: &Naming) -> bool {
    naming.usage == Use::Stands && naming.sort != Sort::Group
        || doc
            .tokens
            .get(naming.tokens.end)
            .is_some_and(|next| next.classes.any(Classes::OFFICE.with(Classes::BODY)))
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
        let private = office.body.is_some_and(|body| is(doc, body, Classes::PRIVATE));
        if private {
            return None;
        }
        office
            .body
            .and_then(|body| {
                // `Fiji was brief, with government spokesman Abe Ito saying …`
                let plain = doc.word(body) == "government";
                let here = || setting::beside(doc, namings, role.start).filter(|_| plain);
                nouns::owner(doc, namings, body)
                    .or_else(here)
                    .or_else(|| bodies::last_body(doc, bodies, body))
            })
            .or_else(|| located(doc, namings, office))
            .or_else(|| setting::owned(doc, namings, role.end - 1))
            .or_else(|| of_the_country(doc, namings, home, role.start))
            .or_else(|| {
                let public = nouns::is_public_office(doc, role.clone())
                    // `deputy secretary of the national security council`
                    || office.body.is_some_and(|body| {
                        (role.end.min(body)..=body).any(|at| is(doc, at, Classes::PUBLIC))
                    });
                if is(doc, role.end - 1, Classes::DIPLOMAT) || is_first_secretary(doc, &role) {
                    let own = role.start.checked_sub(1).is_some_and(|at| doc.word(at) == "its");
                    return bodies::mission_before(doc, bodies, role.start)
                        .filter(|_| own)
                        .or_else(|| bodies::one_mission(doc, bodies))
                        .or_else(|| setting::of_diplomat(doc, namings, role.start));
                }
                let state = || setting::at(doc, namings, home, role.start);
                let guest = || {
                    let state = other(doc, namings, home).filter(|_| visits(doc, namings, person));
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
fn visits(doc: &Doc<'_>, namings: &[Naming], person: &Person) -> bool {
    let Some(first) = person.namings.first().map(|index| &namings[*index]) else { return false };
    let end = doc.tokens.len().min(first.tokens.end + VISIT_TOKENS);
    if matches!(doc.word(first.tokens.end), "'s" | "’s") {
        // `until President Park's visit to Oslo`
        return false;
    }
    (first.tokens.end..end)
        .take_while(|at| !matches!(doc.word(*at), "," | "." | "that"))
        .any(|at| is(doc, at, Classes::TRAVELS))
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
