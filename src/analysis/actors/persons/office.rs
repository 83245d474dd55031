//! What the words around a name say of the person: office, state, body.

use std::ops::Range;

use crate::analysis::actors::Naming;
use crate::analysis::actors::Use;
use crate::analysis::actors::index_of;
use crate::analysis::doc::Doc;
use crate::analysis::doc::Shape;
use crate::analysis::lexicon::Classes;
use crate::analysis::lexicon::Sort;

/// How far before a name its office is looked for, in tokens.
const TITLE_TOKENS_MAX: usize = 14;

/// How far behind a name its office is looked for, in tokens.
const APPOSITIVE_TOKENS_MAX: usize = 24;

/// How far behind a name its party stands, in tokens.
const PARTY_TOKENS_MAX: usize = 7;

/// How far before an office the mark of its owner may stand, in tokens.
const POSSESSOR_TOKENS: usize = 5;

/// What a place in the text says of a person.
#[derive(Clone, Debug, Default)]
pub(super) struct Office {
    /// The tokens of the office: `Foreign Minister`.
    pub(super) role: Option<Range<usize>>,
    /// The naming of the state or body, nearest first.
    pub(super) of: Option<usize>,
    /// The naming of a place where it is held or where the person is from: `in Shanghai`.
    pub(super) place: Option<usize>,
    /// A noun for a body that is named elsewhere: the `ministry` of `ministry spokesman`.
    pub(super) body: Option<usize>,
    /// The noun of the party to which the person belongs: `of the ruling Homeland Party`.
    pub(super) seat: Option<usize>,
    /// Whether the words call the person he or she.
    pub(super) male: Option<bool>,
}

fn is_office(doc: &Doc<'_>, at: usize) -> bool {
    let token = doc.tokens[at];
    token.classes.any(Classes::OFFICE)
        || token.classes.any(Classes::TITLE) && token.classes.any(Classes::ABBREVIATION)
}

/// Returns whether a word is said of men only (true) or of women only (false): `Mr`, `Maria`.
pub(super) fn gender(doc: &Doc<'_>, at: usize) -> Option<bool> {
    let classes = doc.tokens[at].classes;
    match (classes.any(Classes::MALE), classes.any(Classes::FEMALE)) {
        (true, false) => Some(true),
        (false, true) => Some(false),
        _ => None,
    }
}

/// `the Duma Committee | on Foreign Affairs`: what the name of a body says it is about.
fn goes_on_upon(doc: &Doc<'_>, at: usize) -> bool {
    let next = doc.tokens[at + 1];
    doc.word(at) == "on" && next.shape.any(Shape::CAPITAL) && !next.classes.any(Classes::TIME)
}

/// Reads the office before a name that begins at `at`.
pub(super) fn before(doc: &Doc<'_>, namings: &[Naming], at: usize) -> Office {
    let mut office = Office::default();
    let floor = floor(doc, at);
    let mut next = over_titles(doc, at, floor, &mut office);
    if next > floor && doc.word(next - 1) == "," {
        if !is_apposed(doc, namings, at, floor, next - 1) {
            return office;
        }
        next -= 1;
    }
    let end = next;
    let mut first = None;
    while next > floor && !doc.begins_line(next) {
        let index = next - 1;
        if let Some(naming) = index_of(namings, index) {
            if namings[naming].sort == Sort::Person {
                break;
            }
            let start = namings[naming].tokens.start;
            let before = if start > floor { doc.word(start - 1) } else { "" };
            // `Chad's envoy to ICAO`
            let envoy = before == "to"
                && start > floor + 1
                && doc.tokens[start - 2].classes.any(Classes::DIPLOMAT);
            let abroad =
                matches!(before, "to" | "in") && namings[naming].sort.is_of_state() || envoy;
            // `Poland's ambassador to the EU`
            let sent = start > floor + 1 && before == "the" && doc.word(start - 2) == "to";
            if is_place(&namings[naming]) || abroad || sent {
                office.place = office.place.or(Some(naming));
                if !sent && !matches!(before, "in" | "to" | "at" | "from" | "of" | "for") {
                    break;
                }
                next = start - if sent { 2 } else { 1 };
                continue;
            }
            let of = matches!(before, "of" | "for" | "the" | "at");
            // `the director of Serbia's Office for Kosovo`
            let owns = is_possessive(doc, namings, namings[naming].tokens.end);
            let beneath =
                office.of.is_some_and(|of| doc.word(namings[of].tokens.start - 1) == "for");
            office.of = office.of.filter(|_| !(owns && beneath)).or(Some(naming));
            if !of || first.is_some() && namings[naming].sort.is_of_state() {
                break;
            }
            next = start;
            continue;
        }
        let token = doc.tokens[index];
        let word = doc.word(index);
        if word == ")" && index > floor + 2 && doc.word(index - 2) == "(" {
            // `Department of Technology (DICT) Undersecretary Ann Lee`
            next = index - 2;
            continue;
        }
        if is_office(doc, index) {
            if token.classes.any(Classes::OFFICE.with(Classes::PUBLIC)) {
                first = Some((index, first.map_or(index + 1, |(_, last)| last)));
            }
            office.male = office.male.or(gender(doc, index));
        } else if token.classes.any(Classes::QUALIFIER) {
            if let Some((start, _)) = &mut first {
                *start = index;
            }
            if token.classes.any(Classes::BODY) {
                office.body = office.body.or(Some(index));
            }
        } else if token.classes.any(Classes::BODY) {
            office.body = office.body.or(Some(index));
        } else if matches!(word, "'s" | "’s" | "-" | "/" | "of" | "for" | "and" | "&" | "the" | ".")
            || (next < end && goes_on_upon(doc, index))
            || is_possessive(doc, namings, index)
            || (first.is_some() || next < end || end < at && next == end)
                && token.shape.any(Shape::CAPITAL)
                && !token
                    .classes
                    .any(Classes::PRONOUN.with(Classes::VERB).with(Classes::PREPOSITION))
        {
            if let Some((start, _)) = &mut first
                && token.shape.any(Shape::CAPITAL)
                && *start == next
            {
                *start = index;
            }
        } else {
            break;
        }
        next = index;
    }
    if first.is_some() && office.of.is_none() && next > floor + 1 && doc.word(next - 1) == "," {
        office.of = owner_before(doc, namings, next - 1, floor);
    }
    if first.is_none() && end < at && office.of.is_none() {
        first = (floor..end)
            .rev()
            .take_while(|at| !matches!(doc.word(*at), "," | ";" | ":"))
            .find(|at| doc.tokens[*at].classes.any(Classes::OFFICE))
            .map(|at| (at, at + 1));
    }
    if let Some((start, _)) = first.filter(|_| office.of.is_none()) {
        office.of = possessor(doc, namings, start, floor);
    }
    office.role = first.map(|(start, last)| start..last);
    office
}

/// Whether a token is the mark of an owner: `Fiji's`, `the Cook Islands'`.
fn is_possessive(doc: &Doc<'_>, namings: &[Naming], at: usize) -> bool {
    match doc.word(at) {
        "'s" | "’s" => true,
        "'" | "’" => at > 0 && index_of(namings, at - 1).is_some(),
        _ => false,
    }
}

/// The owner of an office over words that no list has: `Indonesia's coordinating minister`.
fn possessor(doc: &Doc<'_>, namings: &[Naming], role: usize, floor: usize) -> Option<usize> {
    let from = floor.max(role.saturating_sub(POSSESSOR_TOKENS));
    let mark = (from..role)
        .rev()
        .take_while(|at| {
            let token = doc.tokens[*at];
            let named = is_possessive(doc, namings, *at);
            named
                || token.shape.any(Shape::WORD)
                    && !token.classes.any(
                        Classes::PREPOSITION.with(Classes::CONJUNCTION).with(Classes::AUXILIARY),
                    )
        })
        .find(|at| is_possessive(doc, namings, *at))?;
    let index = index_of(namings, mark.checked_sub(1)?)?;
    (!is_place(&namings[index]) && namings[index].sort != Sort::Person).then_some(index)
}

/// The first token at which the words for an office can begin.
fn floor(doc: &Doc<'_>, at: usize) -> usize {
    doc.sentences[doc.sentence_of(at)].tokens.start.max(at.saturating_sub(TITLE_TOKENS_MAX))
}

/// Passes over titles that are no office: `, Alhaji Sani Gwandu`, `Dr. Barasa`.
fn over_titles(doc: &Doc<'_>, at: usize, floor: usize, office: &mut Office) -> usize {
    let title = |at: usize| {
        let classes = doc.tokens[at].classes;
        classes.any(Classes::TITLE) && !classes.any(Classes::OFFICE.with(Classes::PUBLIC))
    };
    let mut next = at;
    while next > floor {
        if title(next - 1) {
            next -= 1;
        } else if doc.word(next - 1) == "." && next > floor + 1 && title(next - 2) {
            next -= 2;
        } else {
            break;
        }
        office.male = office.male.or(gender(doc, next));
    }
    next
}

/// Whether the phrase before a comma names an office that the name behind it holds.
///
/// `the agency's director, Andrew Clark,` and `The Russian ambassador in Paris, Valery Ognev,`: the
/// office closes the phrase, or the name is closed in turn, or the phrase begins the sentence.
fn is_apposed(doc: &Doc<'_>, namings: &[Naming], at: usize, floor: usize, comma: usize) -> bool {
    if comma <= floor {
        return false;
    }
    let last = comma - 1;
    if is_office(doc, last) && !doc.tokens[last].shape.any(Shape::CAPITAL) {
        return true;
    }
    let end = index_of(namings, at).map_or(at + 1, |index| namings[index].tokens.end);
    let closed = matches!(doc.word(end), "," | ")" | "." | "—" | "–" | "")
        || doc.tokens.get(end).is_some_and(|next| next.shape.any(Shape::QUOTE));
    let mut start = comma;
    let mut held = false;
    while start > floor {
        let token = doc.tokens[start - 1];
        let joined = start > floor + 1 && doc.word(start - 2) == "-";
        // `a lawmaker close to the agency`
        let close = doc.word(start - 1) == "close" && doc.word(start) == "to";
        let verb = !joined
            && !close
            && token.classes.any(Classes::VERB.with(Classes::AUXILIARY))
            && !token.classes.any(Classes::NOUN.with(Classes::ADJECTIVE).with(Classes::QUALIFIER));
        let mark = token.shape.any(Shape::MARK)
            && !is_possessive(doc, namings, start - 1)
            && doc.word(start - 1) != "-";
        if verb
            || mark
            || index_of(namings, start - 1).is_some_and(|i| namings[i].sort == Sort::Person)
        {
            break;
        }
        start -= 1;
        held |= is_office(doc, start) && index_of(namings, start).is_none();
    }
    held && (closed || start == doc.sentences[doc.sentence_of(at)].tokens.start)
}

/// The owner of an office to which a second one is apposed: `Brazil's representative, Ambassador Prates`.
fn owner_before(doc: &Doc<'_>, namings: &[Naming], comma: usize, floor: usize) -> Option<usize> {
    if !is_office(doc, comma - 1) {
        return None;
    }
    let mut at = comma - 1;
    while at > floor {
        at -= 1;
        if let Some(index) = index_of(namings, at) {
            return (!is_place(&namings[index]) && namings[index].sort != Sort::Person)
                .then_some(index);
        }
        let classes = doc.tokens[at].classes;
        let fits = classes.any(Classes::QUALIFIER.with(Classes::OFFICE).with(Classes::ADJECTIVE))
            || is_possessive(doc, namings, at)
            || doc.word(at) == "-";
        if !fits {
            return None;
        }
    }
    None
}

/// Whether a naming only says where.
fn is_place(naming: &Naming) -> bool {
    naming.sort == Sort::Place
        || naming.usage == Use::Stands
            && !matches!(naming.sort, Sort::Agency | Sort::Bloc | Sort::Company | Sort::Outlet)
}

/// Reads the party behind a name: `Abe Ito of the ruling Homeland Party`.
fn of_party(doc: &Doc<'_>, namings: &[Naming], behind: Range<usize>) -> Office {
    let mut phrase = behind.skip(1).take(PARTY_TOKENS_MAX);
    let start = phrase.next().filter(|start| doc.word(start - 1) == "of");
    let seat = start.and_then(|start| {
        let within = std::iter::once(start).chain(phrase);
        let mut inner = within.take_while(|at| doc.tokens[*at].shape.any(Shape::WORD));
        inner.find(|at| doc.word(*at).eq_ignore_ascii_case("party"))
    });
    Office { seat, of: seat.and_then(|party| index_of(namings, party)), ..Office::default() }
}

/// Reads the office behind a name that ends at `end`: `, New Zealand's defence minister,`.
pub(super) fn after(doc: &Doc<'_>, namings: &[Naming], end: usize) -> Office {
    let sentence = &doc.sentences[doc.sentence_of(end - 1)];
    let stop = sentence.tokens.end.min(end + APPOSITIVE_TOKENS_MAX);
    let mut office = of_party(doc, namings, end..stop);
    if end + 1 >= stop || !matches!(doc.word(end), "," | "(" | "—" | "–") {
        return office;
    }
    let who = doc.word(end + 1) == "who" || doc.word(end + 1) == "whose";
    let mut at = end + 1;
    let mut role: Option<Range<usize>> = None;
    while at < stop {
        let token = doc.tokens[at];
        let word = doc.word(at);
        let owned = is_possessive(doc, namings, at);
        if matches!(word, "," | ")" | ";" | "—" | "–") || token.shape.any(Shape::QUOTE) && !owned
        {
            break;
        }
        let verb = token.classes.any(Classes::REPORTS.with(Classes::BE).with(Classes::MODAL));
        if !who && verb && !token.classes.any(Classes::OFFICE.with(Classes::BODY)) {
            if role.is_none() {
                return Office::default();
            }
            // `Ann Lee, deputy head of the council told Reuters`
            break;
        }
        if let Some(index) = index_of(namings, at) {
            let naming = &namings[index];
            if naming.sort == Sort::Person {
                break;
            }
            let abroad = role.is_some() && matches!(doc.word(at - 1), "to" | "in");
            if is_place(naming) || abroad && naming.sort.is_of_state() {
                office.place = office.place.or(Some(index));
            } else {
                office.of = office.of.or(Some(index));
            }
            at = naming.tokens.end;
            continue;
        }
        if role.is_none() && is_office(doc, at) {
            let mut start = at;
            while start > end + 1 {
                let token = doc.tokens[start - 1];
                let fits = token
                    .classes
                    .any(Classes::QUALIFIER.with(Classes::OFFICE).with(Classes::ADJECTIVE))
                    || doc.word(start - 1) == "-";
                if !fits || index_of(namings, start - 1).is_some() {
                    break;
                }
                start -= 1;
            }
            role = Some(start..at + 1);
            office.male = gender(doc, at);
        } else if let Some(role) = &mut role
            && role.end == at
            && token.classes.any(Classes::OFFICE)
        {
            role.end = at + 1;
        } else if token.classes.any(Classes::BODY) && office.body.is_none() {
            office.body = Some(at);
        }
        at += 1;
    }
    let leads = who
        && matches!(
            doc.word(end + 2),
            "heads" | "leads" | "runs" | "chairs" | "directs" | "led" | "headed" | "ran"
        );
    // `Ann Lee, of the Fijian coast guard,`
    let member = doc.word(end + 1) == "of" && office.of.is_some() && office.body.is_some();
    if role.is_none() && !leads && !member {
        return Office::default();
    }
    office.role = role;
    office
}
