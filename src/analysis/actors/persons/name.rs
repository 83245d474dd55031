//! Where a full name begins and ends.

use crate::analysis::actors::scan::Case;
use crate::analysis::doc::Doc;
use crate::analysis::doc::Shape;
use crate::analysis::doc::Token;
use crate::analysis::lexicon::Classes;
use crate::analysis::lexicon::Flags;
use crate::analysis::lexicon::Form;
use crate::analysis::lexicon::Sort;

/// How far before a comma the office of the name behind it may stand, in tokens.
const OFFICE_REACH: usize = 8;

/// The longest syllable of a Korean name, in bytes.
const SYLLABLE_BYTES_MAX: usize = 3;

/// The most tokens of a name: `Mohammed bin Rashid Al Maktoum` and some.
const NAME_TOKENS_MAX: usize = 9;

/// Returns the end of the name of a person that begins at a capitalised token.
///
/// `listed` is the longest name of the lexicon that begins there.
pub(in crate::analysis::actors) fn name_at(
    doc: &Doc<'_>,
    at: usize,
    end: usize,
    case: Case,
    listed: Option<(usize, &Form)>,
) -> Option<usize> {
    if case == Case::Shouted {
        return None;
    }
    let token = doc.tokens[at];
    if let Some((listed_end, form)) = listed
        && (listed_end > at + 1 || !may_be_person(form))
    {
        // A given name may be a listed word, but a listed body of several words is no person.
        let given = listed_end == at + 1
            && (token.classes.any(Classes::GIVEN) || is_titled_homonym(doc, at, end));
        if !given || form.sort == Sort::Group && !form.flags.any(Flags::CUE) {
            return None;
        }
    }
    let given = token.classes.any(Classes::GIVEN) || is_initial(doc, at, end);
    // `… Of Two Nationals`, a headline, is no title of what begins the text.
    let opens = || doc.sentences[doc.sentence_of(at)].tokens.start == at;
    let titled = at > 0 && is_title(&doc.tokens[at - 1]) && !opens() || is_after_dot_title(doc, at);
    if given {
        let name_end = extend(doc, at, end, case);
        // `the German BND` is nobody of that name.
        let initials = listed.is_some() && doc.tokens[name_end - 1].shape.any(Shape::UPPER);
        if name_end > at + 1 && !initials && surname_holds(doc, at, name_end) {
            return Some(name_end);
        }
    }
    if titled && can_be_name(token) {
        let name_end = extend(doc, at, end, case);
        let homonym = listed.is_some_and(|(_, form)| form.sort.is_of_state());
        let capital_title = doc.tokens[at - 1].shape.any(Shape::CAPITAL) || doc.word(at - 1) == ".";
        let alone = name_end == at + 1;
        if alone && !capital_title && (homonym || case == Case::Title) {
            return None;
        }
        if alone && token.shape.any(Shape::UPPER) || is_street(doc, name_end) {
            return None;
        }
        return Some(name_end);
    }
    if case == Case::Mixed && listed.is_none() && before_homonym(doc, at, end) {
        return Some(at + 2);
    }
    if case == Case::Mixed && listed.is_none() && !given && unlisted(doc, at, end) {
        let name_end = extend(doc, at, end, case);
        return is_presented(doc, at, name_end, end).then_some(name_end);
    }
    None
}

/// `County Manager Asia Brazil-Whitfield`: behind a title a place before an unlisted surname is a name.
fn is_titled_homonym(doc: &Doc<'_>, at: usize, end: usize) -> bool {
    let opens = || doc.sentences[doc.sentence_of(at)].tokens.start == at;
    let titled = at > 0 && !opens() && {
        let before = doc.tokens[at - 1];
        before.classes.any(Classes::OFFICE) && before.shape.any(Shape::CAPITAL)
    };
    let hyphen = doc.word(at + 2) == "-" && !doc.tokens[at + 2].shape.any(Shape::SPACED);
    titled
        && at + 1 < end
        && doc.tokens.get(at + 1).is_some_and(|next| {
            next.shape.any(Shape::CAPITAL)
                && (hyphen
                    || next.classes == Classes::default()
                        && doc.lexicon.names.enter(next.word).is_none())
        })
}

/// Whether a word can stand before a name as a title; common nouns of office only with a capital.
fn is_title(token: &Token<'_>) -> bool {
    // Not the `National` of an unlisted body's name.
    token.classes.any(Classes::TITLE)
        || token.classes.any(Classes::OFFICE)
            && !token.classes.any(Classes::QUALIFIER)
            && token.shape.any(Shape::CAPITAL)
}

/// `Denzel Washington`: a word that no list knows, and a state or city that is also a surname.
fn before_homonym(doc: &Doc<'_>, at: usize, end: usize) -> bool {
    let token = doc.tokens[at];
    let Some(next) = doc.tokens.get(at + 1).filter(|_| at + 1 < end) else { return false };
    let word = doc.word(at);
    let plain = token.classes == Classes::default()
        && token.shape.any(Shape::WORD)
        && !token.shape.any(Shape::UPPER)
        && token.raw.len() > 2
        && !["ly", "ing", "ed", "wards", "time"].iter().any(|end| word.ends_with(end))
        && doc.lexicon.names.enter(token.word).is_none();
    // `the commissioner, Dub Holland, said`
    let comma = at > 1 && doc.word(at - 1) == "," && matches!(doc.word(at + 2), "," | ".");
    let held = doc.tokens.get(at.wrapping_sub(1 + usize::from(comma))).is_some_and(|before| {
        before.classes.any(Classes::OFFICE) && (comma || before.shape.any(Shape::CAPITAL))
    });
    let never = Classes::DETERMINER
        .with(Classes::PREPOSITION)
        .with(Classes::PRONOUN)
        .with(Classes::CONJUNCTION);
    let held = held && !doc.begins_line(at) && !token.classes.any(never);
    (plain || held && token.shape.any(Shape::CAPITAL))
        && next.shape.any(Shape::CAPITAL)
        && next.shape.any(Shape::SPACED)
        && doc
            .tokens
            .get(at + 2)
            .is_none_or(|after| !after.shape.any(Shape::CAPITAL) || !after.shape.any(Shape::SPACED))
        && doc.lexicon.names.enter(next.word).is_some_and(|node| {
            doc.lexicon.names.forms_at(node).any(|form| {
                (form.flags.any(Flags::WORD) || held)
                    && matches!(form.sort, Sort::Country | Sort::Capital | Sort::Place)
            })
        })
}

/// Whether a listed name can be part of a person's name: `Jordan`, `Washington`.
fn may_be_person(form: &Form) -> bool {
    match form.sort {
        Sort::Country | Sort::Capital | Sort::Place | Sort::Adjective | Sort::Seat => {
            form.flags.any(Flags::WORD)
        }
        Sort::Group => form.flags.any(Flags::CUE),
        Sort::People
        | Sort::Bloc
        | Sort::Agency
        | Sort::Company
        | Sort::Outlet
        | Sort::Party
        | Sort::Team
        | Sort::Person
        | Sort::Nothing => false,
    }
}

/// `J.` before a name.
fn is_initial(doc: &Doc<'_>, at: usize, end: usize) -> bool {
    let token = doc.tokens[at];
    let single = token.raw.len() == 1 && at + 2 < end && doc.word(at + 1) == ".";
    let dotted = token.raw.len() == 4 && doc.word(at).ends_with('.') && at + 1 < end;
    let next = if single { at + 2 } else { at + 1 };
    (single || (dotted && !matches!(doc.word(at), "U.S." | "U.K." | "U.N." | "E.U.")))
        && doc.tokens.get(next).is_some_and(|next| can_be_name(*next))
}

/// `Gen. Naveed`, `Rep. Jordan`.
fn is_after_dot_title(doc: &Doc<'_>, at: usize) -> bool {
    at > 1
        && doc.word(at - 1) == "."
        && doc.tokens[at - 2].classes.any(Classes::TITLE)
        && doc.tokens[at - 2].classes.any(Classes::ABBREVIATION)
        && doc.tokens[at - 2].shape.any(Shape::CAPITAL)
}

/// Whether a word can be a part of a name at all.
fn can_be_name(token: Token) -> bool {
    let never = Classes::DETERMINER
        .with(Classes::PREPOSITION)
        .with(Classes::PRONOUN)
        .with(Classes::CONJUNCTION)
        .with(Classes::SUBORDINATOR)
        .with(Classes::AUXILIARY)
        .with(Classes::NEGATION)
        .with(Classes::TITLE)
        .with(Classes::OFFICE)
        .with(Classes::BODY)
        .with(Classes::QUALIFIER)
        .with(Classes::FIRM)
        .with(Classes::HACKER)
        .with(Classes::REPORTS);
    let given = token.classes.any(Classes::GIVEN);
    token.shape.any(Shape::CAPITAL)
        && (given || !token.classes.any(never.with(Classes::TIME)))
        && !(token.classes.any(Classes::DETERMINER.with(Classes::PREPOSITION)))
}

fn is_particle(word: &str) -> bool {
    matches!(
        word,
        "de" | "van"
            | "der"
            | "den"
            | "von"
            | "zu"
            | "bin"
            | "ibn"
            | "ben"
            | "al"
            | "el"
            | "di"
            | "da"
            | "del"
            | "della"
            | "dos"
            | "das"
            | "do"
            | "du"
            | "la"
            | "le"
            | "ter"
            | "ten"
            | "te"
            | "bint"
            | "abu"
            | "af"
            | "av"
            | "y"
    )
}

/// Returns the end of the run of name parts from `at`; at least `at + 1`.
fn extend(doc: &Doc<'_>, at: usize, end: usize, case: Case) -> usize {
    let end = end.min(at + NAME_TOKENS_MAX);
    let mut next = at + 1;
    if doc.word(next) == "." && doc.tokens[at].raw.len() == 1 {
        next += 1;
    }
    while next < end {
        let token = doc.tokens[next];
        let joined = !token.shape.any(Shape::SPACED);
        let word = doc.word(next);
        if joined && matches!(word, "-" | "‑" | "–") && next + 1 < end {
            let part = doc.tokens[next + 1];
            if part.shape.any(Shape::SPACED) || !part.shape.any(Shape::WORD) {
                break;
            }
            // `Beijing-based` and `Smith-led` are no names; `Na Kyung-won` is.
            let syllable = next > at + 1 && doc.word(next + 1).len() <= SYLLABLE_BYTES_MAX;
            if part.classes.any(Classes::PARTICIPLE) && !syllable {
                break;
            }
            next += 2;
            continue;
        }
        if joined {
            break;
        }
        if is_particle(word) {
            let mut past = next + 1;
            while past < end && is_particle(doc.word(past)) {
                past += 1;
            }
            // `Talal al-Otaibi`
            past += usize::from(matches!(doc.word(past), "-" | "‑"));
            if past < end && past - next <= 3 && doc.tokens[past].shape.any(Shape::CAPITAL) {
                next = past + 1;
                continue;
            }
            break;
        }
        if is_initial(doc, next, end) {
            next += if doc.word(next + 1) == "." { 2 } else { 1 };
            continue;
        }
        let first = next == at + 1 || doc.word(next - 1) == ".";
        let verb = token.classes.any(Classes::VERB) && !token.classes.any(Classes::GIVEN);
        if !can_be_name(token) || (case == Case::Title && (!first || verb)) {
            break;
        }
        if token.shape.any(Shape::UPPER) && token.raw.len() > 3 && case == Case::Mixed {
            break;
        }
        next += 1;
    }
    next
}

/// `the embassy on St. Patrick Street`: no person's name ends so.
fn is_street(doc: &Doc<'_>, end: usize) -> bool {
    matches!(doc.word(end - 1), "Street" | "Avenue" | "Road" | "Square" | "Boulevard")
}

/// Whether the words behind a given name are a surname and not the start of something listed.
fn surname_holds(doc: &Doc<'_>, at: usize, end: usize) -> bool {
    if is_street(doc, end) {
        return false;
    }
    let token = doc.tokens[at];
    let next = doc.tokens[at + 1];
    let ordinary = token.classes.any(
        Classes::VERB
            .with(Classes::MODAL)
            .with(Classes::NOUN)
            .with(Classes::ADJECTIVE)
            .with(Classes::TIME),
    );
    let listed = doc.lexicon.names.enter(next.word).is_some();
    let first_of_sentence = doc.sentences[doc.sentence_of(at)].tokens.start == at;
    if ordinary && first_of_sentence && listed {
        return false;
    }
    // `Asked Monday`: a lone word of time is no surname.
    !(end == at + 2 && next.classes.any(Classes::TIME))
}

/// Whether a token and the next are capitalised words that no list knows.
fn unlisted(doc: &Doc<'_>, at: usize, end: usize) -> bool {
    let unknown = |token: &Token<'_>| {
        token.shape.any(Shape::CAPITAL)
            && !token.shape.any(Shape::UPPER)
            && token.shape.any(Shape::WORD)
            && (token.classes == Classes::default() || token.classes.any(Classes::GIVEN))
            && token.raw.len() > 1
    };
    let hyphen = doc.word(at + 1) == "-";
    let next = if hyphen { at + 3 } else { at + 1 };
    next < end
        && unknown(&doc.tokens[at])
        && unknown(&doc.tokens[next])
        && (at == 0
            || !doc.tokens[at - 1].shape.any(Shape::CAPITAL)
            || !doc.tokens[at].shape.any(Shape::SPACED)
            || is_title(&doc.tokens[at - 1]))
}

/// Whether the phrase before a comma is of an office: `Sudan's ambassador to Kenya`.
fn ends_with_office(doc: &Doc<'_>, comma: usize) -> bool {
    let from = doc.sentences[doc.sentence_of(comma)].tokens.start;
    (from.max(comma.saturating_sub(OFFICE_REACH))..comma)
        .rev()
        .take_while(|at| {
            let classes = doc.tokens[*at].classes;
            doc.word(*at) != ","
                && (!classes.any(Classes::REPORTS.with(Classes::AUXILIARY).with(Classes::PAST))
                    || classes.any(Classes::OFFICE))
        })
        .any(|at| doc.tokens[at].classes.any(Classes::OFFICE.with(Classes::PUBLIC)))
}

/// Whether unlisted words are presented as a person: by a verb of saying, an office, or an age.
fn is_presented(doc: &Doc<'_>, at: usize, name_end: usize, end: usize) -> bool {
    if name_end > at + 5 || name_end < at + 2 {
        return false;
    }
    let saying = Classes::REPORTS;
    let comma = at > 1 && doc.word(at - 1) == ",";
    let closed = matches!(doc.word(name_end), "," | "." | ")" | "—" | "–");
    if comma && closed && ends_with_office(doc, at - 1) {
        // `The defence minister, Tõnis Raudsepp, handed out the medals.`
        return true;
    }
    let before = at.checked_sub(1).map(|before| doc.tokens[before]);
    if before.is_some_and(|before| {
        before.classes.any(saying.with(Classes::TITLE)) && !before.classes.any(Classes::SPEECH)
            || before.classes.any(Classes::OFFICE)
    }) {
        return true;
    }
    let Some(after) = doc.tokens.get(name_end).filter(|_| name_end < end) else { return false };
    if after.classes.any(saying) && after.shape.any(Shape::SPACED) {
        return true;
    }
    if doc.word(name_end) != "," {
        return false;
    }
    // `, 31,` and `, the ministry's spokesman,` and `, who heads the agency,`
    doc.tokens[name_end + 1..end].iter().take(9).enumerate().any(|(index, token)| {
        (index == 0 && token.shape.any(Shape::NUMBER) && token.raw.len() == 2)
            || token.classes.any(Classes::OFFICE)
    }) || doc.word(name_end + 1) == "who"
}
