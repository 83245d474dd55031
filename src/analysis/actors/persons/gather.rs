//! Gathers the namings of each person, and what the text says of them.

use std::ops::Range;

use rustc_hash::FxHashMap;

use super::office;
use super::office::Office;
use crate::analysis::actors::Called;
use crate::analysis::actors::Naming;
use crate::analysis::actors::Person;
use crate::analysis::actors::Use;
use crate::analysis::actors::nouns;
use crate::analysis::actors::topic;
use crate::analysis::doc::Doc;
use crate::analysis::doc::Shape;
use crate::analysis::lexicon::Classes;
use crate::analysis::lexicon::Sort;
use crate::analysis::lexicon::StateId;
use crate::model::MentionKind;

/// The most persons of a text; in a list of thousands none is worth following.
const PERSONS_MAX: usize = 400;

/// Who has a surname: the person, and how many tokens the name that gave it has.
type Keys<'a> = FxHashMap<&'a str, usize>;

/// Gathers the persons, and adds the namings by surname alone.
pub(in crate::analysis::actors) fn gather(
    doc: &Doc<'_>,
    namings: &mut Vec<Naming>,
    home: Option<StateId>,
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
    for (person, offices) in persons.iter_mut().zip(offices) {
        settle(doc, namings, person, &offices, home);
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
            let known = keys
                .get(last)
                .copied()
                .filter(|known| !longer || same_given(doc, persons[*known].name, first));
            let person = known.unwrap_or_else(|| {
                persons.push(Person {
                    name: naming.name,
                    role: None,
                    country: naming.country,
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
            let eastern = parts > 1
                && !doc.tokens[naming.tokens.start].classes.any(Classes::GIVEN)
                && first.len() > 1;
            if eastern {
                keys.entry(first).or_insert(person);
            }
        }
    }
    keys
}

/// Whether a person's name begins with the same word.
fn same_given(doc: &Doc<'_>, name: Called, first: &str) -> bool {
    let full = match name {
        Called::Listed(id) => doc.lexicon.names.name(id),
        Called::Written(span) => span.text(doc.text),
    };
    full.split(' ').next() == Some(first) || full == first
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

/// Whether the office is to speak for others: a spokesman, whose state the text takes for granted.
fn speaks_for_somebody(doc: &Doc<'_>, mut role: Range<usize>) -> bool {
    role.any(|at| doc.word(at).to_lowercase().starts_with("spokes"))
}

/// Decides office, state and gender from all places where the person is named.
fn settle(
    doc: &Doc<'_>,
    namings: &[Naming],
    person: &mut Person,
    offices: &[Office],
    home: Option<StateId>,
) {
    let mut private = false;
    for office in offices {
        if person.role.is_none() {
            person.role = office.role.clone().map(|role| doc.span_of(role));
        }
        person.male = person.male.or(office.male);
        let Some(of) = office.of.map(|of| &namings[of]) else { continue };
        let state = of.state().or_else(|| {
            // An outlet or company has its people speak for nobody.
            private |= matches!(of.sort, Sort::Company | Sort::Outlet | Sort::Team | Sort::Party);
            None
        });
        let office_held = office.role.is_some() || matches!(of.sort, Sort::Agency | Sort::Bloc);
        if person.country.is_none() && office_held && !private && of.sort != Sort::Group {
            person.country = state;
        }
    }
    if private || person.country.is_some() {
        return;
    }
    for office in offices {
        let Some(role) = office.role.clone() else { continue };
        let body = office.body.filter(|body| !nouns::is_private(doc, *body));
        if let Some(body) = body {
            person.country = nouns::owner(doc, namings, body).or(person.country);
        }
        if person.country.is_none()
            && (nouns::is_public_office(doc, role.clone())
                || body.is_some()
                || speaks_for_somebody(doc, role.clone()))
            && office.body.is_none_or(|body| !nouns::is_private(doc, body))
        {
            person.country = topic::just_before(doc, namings, role.start).or(home);
        }
        if person.country.is_some() {
            return;
        }
    }
}
