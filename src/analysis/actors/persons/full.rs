//! Which names are those of one person: full names, surnames alone, compound surnames.

use rustc_hash::FxHashMap;

use super::office;
use crate::analysis::actors::Called;
use crate::analysis::actors::Naming;
use crate::analysis::actors::Person;
use crate::analysis::actors::Use;
use crate::analysis::doc::Doc;
use crate::analysis::doc::Shape;
use crate::analysis::lexicon::Classes;
use crate::analysis::lexicon::Sort;
use crate::model::MentionKind;

/// The most persons of a text; in a list of thousands none is worth following.
const PERSONS_MAX: usize = 400;

/// How many tokens a given name and two surnames have.
const COMPOUND_PARTS: usize = 3;

/// Who has a surname: the person, and how many tokens the name that gave it has.
type Keys<'a> = FxHashMap<&'a str, usize>;

/// Makes a person of each name, the fullest form first.
pub(super) fn names<'a>(
    doc: &Doc<'a>,
    namings: &mut [Naming],
    persons: &mut Vec<Person>,
) -> Keys<'a> {
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
                    male: office::gender(doc, naming.tokens.start),
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
    let given = full.strip_suffix(short).is_some_and(|given| given.ends_with(' '));
    let first = doc.lexicon.words.find(&short.split(' ').next().unwrap_or_default().to_lowercase());
    // Not `Universe Ana Ruiz`.
    given && !doc.lexicon.words.get(first).classes.any(Classes::GIVEN)
}

/// Adds a naming wherever a surname stands alone.
pub(super) fn add_surnames(doc: &Doc<'_>, namings: &mut Vec<Naming>, keys: &Keys<'_>) {
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
