//! Finds the names of the lexicon in one pass, the longest first.

use std::ops::Range;

use super::Called;
use super::Naming;
use super::Use;
use super::groups;
use super::persons;
use super::readings::Readings;
use crate::analysis::doc::Doc;
use crate::analysis::doc::Shape;
use crate::analysis::doc::Token;
use crate::analysis::lexicon::Classes;
use crate::analysis::lexicon::Flags;
use crate::analysis::lexicon::Form;
use crate::analysis::lexicon::Sort;
use crate::model::MentionKind;

/// The bits that fit in the masks of case.
const MASK_BITS: usize = 32;

/// What a sentence's letters say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Case {
    /// Names have capitals, other words have none.
    Mixed,
    /// Most words begin with a capital, as in headlines.
    Title,
    /// All is in capitals.
    Shouted,
}

/// What the pass found.
#[derive(Debug, Default)]
pub(super) struct Found {
    /// All namings, in order, without overlap.
    pub(super) namings: Vec<Naming>,
    /// Those that count only beside a cue.
    pub(super) doubtful: Vec<usize>,
}

/// Finds all names of the lexicon, and full names of persons.
pub(super) fn scan(doc: &Doc<'_>) -> Found {
    let mut found = Found::default();
    let mut readings = Readings::new(doc);
    for sentence in &doc.sentences {
        let case = case_of(doc, sentence.tokens.clone());
        let mut at = sentence.tokens.start;
        while at < sentence.tokens.end {
            at = step(doc, at, sentence.tokens.clone(), case, &mut readings, &mut found);
        }
    }
    found
}

/// Takes the name that begins at a token, if any, and returns where to go on.
fn step(
    doc: &Doc<'_>,
    at: usize,
    sentence: Range<usize>,
    case: Case,
    readings: &mut Readings<'_>,
    found: &mut Found,
) -> usize {
    let token = doc.tokens[at];
    let name = longest(doc, at, &sentence, case, readings);
    if token.shape.any(Shape::CAPITAL) {
        let person = persons::name_at(doc, at, sentence.end, case, name);
        if let Some(end) = person {
            found.namings.push(Naming {
                person: None,
                tokens: at..end,
                kind: MentionKind::Person,
                sort: Sort::Person,
                name: Called::Written(doc.span_of(at..end)),
                country: None,
                usage: Use::Acts,
                furniture: false,
                local: false,
            });
            return end;
        }
    }
    // `Cobalt Sandstorm` is of a scheme, though `Cobalt` alone is listed.
    let longer = name.is_some_and(|(end, form)| end == at + 1 && form.flags.any(Flags::CUE))
        && groups::scheme(doc, at, sentence.end).is_some();
    let Some((end, form)) = name.filter(|_| !longer) else {
        return unlisted_group(doc, at, &sentence, case, found);
    };
    // `The Australian Signals Directorate` is no newspaper, nor is `the North Korean group` the North.
    let article = doc.tokens[at].classes.any(Classes::DETERMINER);
    // `The Australian Government`
    let next = doc.tokens.get(end).filter(|_| end < sentence.end && form.sort == Sort::Outlet);
    let body = next.is_some_and(|next| {
        next.shape.any(Shape::CAPITAL)
            && next.classes.any(Classes::BODY.with(Classes::OFFICE).with(Classes::QUALIFIER))
    });
    if article
        && (body
            || longest(doc, at + 1, &sentence, case, readings).is_some_and(|(far, inner)| {
                far > end || far == end && inner.sort.is_of_state() && describes(doc, end)
            }))
    {
        return at + 1;
    }
    if form.sort == Sort::Nothing || swallowed(doc, at, end, &sentence, case, form) {
        return end;
    }
    if let Some(army) = groups::army(doc, end, sentence.end, form.sort) {
        found.namings.push(groups::written(doc, at, army, form.state));
        return army;
    }
    if form.flags.any(Flags::CUE) && form.cues().is_none() {
        found.doubtful.push(found.namings.len());
    }
    let article = article && end > at + 1;
    let outlet = matches!(form.sort, Sort::Outlet | Sort::Company);
    found.namings.push(naming(at + usize::from(article && !outlet), end, form));
    end
}

/// `The Australian | government` is no newspaper: a noun without a capital goes on.
fn describes(doc: &Doc<'_>, at: usize) -> bool {
    doc.tokens.get(at).is_some_and(|next| {
        next.shape.any(Shape::WORD)
            && !next.shape.any(Shape::CAPITAL)
            && next.classes.any(Classes::BODY.with(Classes::OFFICE).with(Classes::NOUN))
            && !next.classes.any(Classes::VERB)
    })
}

/// Takes a group that only its form gives away, and returns where to go on.
fn unlisted_group(
    doc: &Doc<'_>,
    at: usize,
    sentence: &Range<usize>,
    case: Case,
    found: &mut Found,
) -> usize {
    if !doc.tokens[at].shape.any(Shape::CAPITAL) {
        return at + 1;
    }
    if let Some(end) = groups::numbered(doc, at, sentence.end) {
        found.namings.push(groups::written(doc, at, end, None));
        return end;
    }
    if case == Case::Mixed
        && let Some(naming) = groups::scheme(doc, at, sentence.end)
    {
        let end = naming.tokens.end;
        found.doubtful.push(found.namings.len());
        found.namings.push(naming);
        return end;
    }
    at + 1
}

/// `US SAYS CHINA HACKED IT`: no pronoun `us` opens a sentence before its verb.
fn opens_with_verb(doc: &Doc<'_>, at: usize, sentence: &Range<usize>) -> bool {
    at == sentence.start
        && doc.tokens.get(at + 1).filter(|_| at + 1 < sentence.end).is_some_and(|next| {
            next.classes.any(Classes::THIRD.with(Classes::PAST).with(Classes::MODAL))
        })
}

/// Returns what the letters of a sentence say.
pub(super) fn case_of(doc: &Doc<'_>, tokens: Range<usize>) -> Case {
    let (mut words, mut capitals, mut uppers, mut longer) = (0u32, 0u32, 0u32, 0u32);
    for token in &doc.tokens[tokens] {
        if !token.shape.any(Shape::WORD) || token.raw.len() < 2 {
            continue;
        }
        words += 1;
        uppers += u32::from(token.shape.any(Shape::UPPER));
        if token.raw.len() > 3 {
            longer += 1;
            capitals += u32::from(token.shape.any(Shape::CAPITAL));
        }
    }
    if uppers > 2 && uppers == words {
        Case::Shouted
    } else if longer > 3 && capitals * 5 >= longer * 4 {
        Case::Title
    } else {
        Case::Mixed
    }
}

/// Returns the end and form of the longest name that begins at a token.
fn longest<'a>(
    doc: &Doc<'a>,
    at: usize,
    sentence: &Range<usize>,
    case: Case,
    readings: &mut Readings<'_>,
) -> Option<(usize, &'a Form)> {
    let names = &doc.lexicon.names;
    let mut node = names.enter(doc.tokens[at].word)?;
    let (mut capitals, mut uppers) = (0u32, 0u32);
    let mut found = None;
    for (index, next) in (at..sentence.end).take(MASK_BITS).enumerate() {
        let token = doc.tokens[next];
        let free = !token.shape.any(Shape::WORD);
        capitals |= u32::from(token.shape.any(Shape::CAPITAL) || free) << index;
        uppers |= u32::from(token.shape.any(Shape::UPPER)) << index;
        let culprit =
            || doc.tokens.get(next + 1).is_some_and(|token| token.classes.any(Classes::CULPRIT));
        let fits = |form: &&Form| {
            let shouted = case == Case::Shouted && form.is_short_acronym();
            form.fits(capitals, uppers) && (!shouted || opens_with_verb(doc, at, sentence))
                || index == 0
                    && form.sort == Sort::Adjective
                    && !form.flags.any(Flags::WORD)
                    && !form.is_short_acronym()
                    && culprit()
        };
        if let Some(form) = readings.choose(names.forms_at(node).filter(fits), sentence) {
            found = Some((next + 1, form));
        }
        let Some(word) = doc.tokens.get(next + 1).filter(|_| next + 1 < sentence.end) else {
            break;
        };
        let Some(further) = names.step(node, word.word) else { break };
        node = further;
    }
    found
}

/// Whether a name that is also an ordinary word or part of a longer unlisted name is no name here.
fn swallowed(
    doc: &Doc<'_>,
    at: usize,
    end: usize,
    sentence: &Range<usize>,
    case: Case,
    form: &Form,
) -> bool {
    let next = doc.tokens.get(end).filter(|_| end < sentence.end);
    let first = at == sentence.start || doc.tokens[at - 1].shape.any(Shape::QUOTE);
    if form.flags.any(Flags::WORD) && form.sort == Sort::Adjective && first {
        // `Polish off the draft`
        let verb = next.is_some_and(|next| {
            next.classes.any(Classes::DETERMINER.with(Classes::PREPOSITION))
                || doc.word(end).eq_ignore_ascii_case("off")
                || doc.word(end).eq_ignore_ascii_case("up")
        });
        return verb && form.sort == Sort::Adjective;
    }
    if form.sort == Sort::Adjective && is_language(doc, at, next.map(|next| (end, next))) {
        return true;
    }
    // `County Manager Asia Brazil-Whitfield`: half of a double surname.
    let double = matches!(form.sort, Sort::Country | Sort::Capital | Sort::Place)
        && doc.word(end) == "-"
        && end + 1 < sentence.end
        && !doc.tokens[end].shape.any(Shape::SPACED)
        && !doc.tokens[end + 1].shape.any(Shape::SPACED)
        && doc.tokens[end + 1].shape.any(Shape::CAPITAL)
        && doc.tokens[end + 1].classes == Classes::default()
        && doc.lexicon.names.enter(doc.tokens[end + 1].word).is_none();
    if double {
        return true;
    }
    let single = end == at + 1;
    let of_state = matches!(form.sort, Sort::Country | Sort::Capital | Sort::Place);
    if !(single && of_state) || case != Case::Mixed || doc.tokens[at].shape.any(Shape::UPPER) {
        return false;
    }
    // `freshman China Holloway`, `quarterback Devon Jordan`: an unlisted name goes on.
    let named_on = next.is_some_and(|next| {
        next.shape.any(Shape::CAPITAL)
            && !next.shape.any(Shape::UPPER)
            && next.shape.any(Shape::SPACED)
            && next.classes == Classes::default()
            && doc.lexicon.names.enter(next.word).is_none()
    });
    named_on && !matches!(doc.word(at.wrapping_sub(1)), "in" | "In" | "from" | "From")
}

/// `in English`, `fluent Russian`: the language and not the people.
fn is_language(doc: &Doc<'_>, at: usize, next: Option<(usize, &Token<'_>)>) -> bool {
    let before = at.checked_sub(1).map_or("", |before| doc.word(before));
    let spoken = matches!(
        before,
        "in" | "into"
            | "mixed"
            | "fluent"
            | "speaks"
            | "spoke"
            | "speak"
            | "speaking"
            | "broken"
            | "learn"
            | "and"
            | "or"
    );
    let earlier = at.checked_sub(2).map_or("", |earlier| doc.word(earlier));
    let listed = !matches!(before, "and" | "or")
        || matches!(earlier, "English" | "French" | "Russian" | "Spanish" | "Arabic" | "Chinese");
    let alone = next.is_none_or(|(_, next)| {
        next.shape.any(Shape::MARK)
            || next.classes.any(Classes::PREPOSITION.with(Classes::CONJUNCTION).with(Classes::TIME))
    });
    let hyphen = next.is_some_and(|(end, _)| doc.word(end) == "-");
    spoken && listed && alone && !hyphen
}

fn naming(at: usize, end: usize, form: &Form) -> Naming {
    let kind = match form.sort {
        Sort::Country | Sort::Adjective | Sort::People | Sort::Capital | Sort::Seat => {
            MentionKind::Country
        }
        Sort::Bloc => MentionKind::Bloc,
        Sort::Agency | Sort::Company | Sort::Outlet | Sort::Party | Sort::Team => {
            MentionKind::Organisation
        }
        Sort::Place | Sort::Nothing => MentionKind::Place,
        Sort::Group => MentionKind::Group,
        Sort::Person => MentionKind::Person,
    };
    Naming {
        tokens: at..end,
        kind,
        sort: form.sort,
        name: Called::Listed(form.name),
        country: form.state,
        usage: Use::Acts,
        furniture: false,
        local: form.flags.any(Flags::LOCAL),
        person: None,
    }
}
