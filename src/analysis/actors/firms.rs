//! Organisations and groups that no list has, known by the words around their names.

use std::ops::Range;

use super::Actors;
use super::Called;
use super::Naming;
use super::Use;
use super::groups;
use super::initials;
use super::scan::Case;
use super::scan::case_of;
use crate::analysis::doc::Doc;
use crate::analysis::doc::Shape;
use crate::analysis::doc::Token;
use crate::analysis::lexicon::Classes;
use crate::analysis::lexicon::Sort;
use crate::model::MentionKind;

/// The most tokens of an unlisted name.
const NAME_TOKENS_MAX: usize = 6;

/// How many bodies of a text are known by initials: more stand in lists only.
const INITIALS_MAX: usize = 64;

/// How far behind a name its appositive may say what it is, in tokens.
const APPOSITIVE_TOKENS: usize = 9;

/// What an unlisted name is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Firm,
    Group,
    Party,
    /// A ministry, police and the like, of the state that the text names beside it.
    Organ,
}

impl Actors {
    /// Whether a naming only says where the firm is from that the words up to `end` name behind it:
    /// `US | cybersecurity firm Mandiant`.
    pub(crate) fn is_home_of_firm(&self, doc: &Doc<'_>, naming: &Naming, end: usize) -> bool {
        if naming.kind != MentionKind::Country || naming.usage != Use::Modifies {
            return false;
        }
        let next = self.within(naming.tokens.end..end).first();
        let firm =
            next.filter(|one| one.kind == MentionKind::Organisation && one.state().is_none());
        let leads_away = Classes::CONJUNCTION.with(Classes::PREPOSITION);
        firm.is_some_and(|firm| {
            let between = &doc.tokens[naming.tokens.end..firm.tokens.start];
            let trades =
                |classes: Classes| classes.any(Classes::PRIVATE) && !classes.any(Classes::CULPRIT);
            between.iter().any(|token| trades(token.classes))
                && !between
                    .iter()
                    .any(|token| token.classes.any(leads_away) || token.shape.any(Shape::COMMA))
        })
    }
}

/// Adds the unlisted organisations and groups between the namings found so far.
pub(super) fn add(doc: &Doc<'_>, namings: &mut Vec<Naming>) {
    let mut found: Vec<Naming> = Vec::new();
    let mut initials: Vec<Naming> = Vec::new();
    let mut next = 0;
    for sentence in &doc.sentences {
        if case_of(doc, sentence.tokens.clone()) != Case::Mixed {
            continue;
        }
        let mut at = sentence.tokens.start;
        while at < sentence.tokens.end {
            while namings.get(next).is_some_and(|naming| naming.tokens.end <= at) {
                next += 1;
            }
            if let Some(naming) = namings.get(next).filter(|naming| naming.tokens.start <= at) {
                at = naming.tokens.end;
                continue;
            }
            let limit = namings
                .get(next)
                .map_or(sentence.tokens.end, |naming| naming.tokens.start.min(sentence.tokens.end));
            let end = run(doc, at, limit);
            if end == at {
                at += 1;
                continue;
            }
            let upper = end == at + 1 && doc.tokens[at].shape.any(Shape::UPPER);
            let room = initials.len() < INITIALS_MAX;
            let organ = found.last().is_some_and(|organ| initials::shorten(doc, organ, at));
            if upper && room && (organ || initials::spelt_out(doc, namings, at).is_some()) {
                let kind = Kind::Organ;
                initials.push(naming(doc, namings, at..end, kind, sentence.tokens.start));
            }
            let same = |known: &&Naming| doc.word(known.tokens.start) == doc.word(at);
            if let Some(known) = initials.iter().find(|known| upper && same(known)) {
                found.push(Naming { tokens: at..end, ..known.clone() });
            } else if let Some(kind) = kind(doc, at..end, sentence.tokens.clone()) {
                found.push(naming(doc, namings, at..end, kind, sentence.tokens.start));
            }
            at = end;
        }
    }
    if !found.is_empty() {
        namings.append(&mut found);
        namings.sort_by_key(|naming| naming.tokens.start);
    }
}

fn is_name_part(token: &Token<'_>) -> bool {
    let never = Classes::DETERMINER
        .with(Classes::PREPOSITION)
        .with(Classes::PRONOUN)
        .with(Classes::CONJUNCTION)
        .with(Classes::SUBORDINATOR)
        .with(Classes::AUXILIARY)
        .with(Classes::NEGATION)
        .with(Classes::TIME)
        .with(Classes::TITLE)
        .with(Classes::OFFICE);
    token.shape.any(Shape::CAPITAL)
        && token.shape.any(Shape::WORD)
        && !token.classes.any(never)
        && token.raw.len() > 1
}

/// Returns the end of the run of capitalised words at `at`; `at` if there is none.
fn run(doc: &Doc<'_>, at: usize, limit: usize) -> usize {
    let first = &doc.tokens[at];
    let ordinary = Classes::VERB
        .with(Classes::ADVERB)
        .with(Classes::ADJECTIVE)
        .with(Classes::REPORTS)
        .with(Classes::CULPRIT)
        .with(Classes::QUALIFIER);
    if !is_name_part(first) || first.classes.any(ordinary) {
        return at;
    }
    let limit = limit.min(at + NAME_TOKENS_MAX);
    let mut end = at + 1;
    while end < limit {
        let token = &doc.tokens[end];
        let joins = matches!(doc.word(end), "-" | "&" | ".")
            && end + 1 < limit
            && is_name_part(&doc.tokens[end + 1])
            && (doc.word(end) == "&" || !doc.tokens[end + 1].shape.any(Shape::SPACED));
        if joins {
            end += 2;
        } else if is_name_part(token) && token.shape.any(Shape::SPACED) {
            end += 1;
        } else {
            break;
        }
    }
    end
}

/// Decides what an unlisted run is, if its surroundings say.
fn kind(doc: &Doc<'_>, run: Range<usize>, sentence: Range<usize>) -> Option<Kind> {
    if let Some(kind) = introduced(doc, run.start, sentence.start) {
        return Some(kind);
    }
    let last = doc.tokens[run.end - 1].classes;
    if run.len() > 1 && doc.word(run.end - 1) == "Party" {
        return Some(Kind::Party);
    }
    if run.len() > 1 && last.any(Classes::PUBLIC) && last.any(Classes::BODY) {
        return Some(Kind::Organ);
    }
    let firm = run.len() > 1
        && run.clone().skip(1).any(|at| doc.tokens[at].classes.any(Classes::FIRM))
        && !doc.tokens[run.start].classes.any(Classes::BODY.with(Classes::NOUN));
    if firm {
        return Some(Kind::Firm);
    }
    if run.end < sentence.end {
        let after = doc.word(run.end);
        if matches!(after, "gang" | "group" | "hackers" | "collective" | "crew" | "ransomware")
            && run.start > sentence.start
            && doc.word(run.start - 1).eq_ignore_ascii_case("the")
            && is_of_intrusion(doc, &sentence)
        {
            return Some(Kind::Group);
        }
        if after == "," {
            return appositive(doc, run.end + 1, &sentence);
        }
    }
    None
}

/// `startup Longtai`, `a group called Kestrel Moth`, `a group it tracks as`.
fn introduced(doc: &Doc<'_>, at: usize, floor: usize) -> Option<Kind> {
    let before = |back: usize| {
        at.checked_sub(back).filter(|index| *index >= floor).map(|index| doc.word(index))
    };
    let mut noun = at.checked_sub(1).filter(|noun| *noun >= floor)?;
    if doc.tokens[noun].shape.any(Shape::QUOTE) && noun > floor {
        noun -= 1;
    }
    let word = doc.word(noun);
    let naming = matches!(word, "called" | "named" | "dubbed" | "itself" | "themselves" | "as");
    if naming {
        let verb = word != "as"
            || matches!(
                doc.word(noun.wrapping_sub(1)),
                "known" | "tracks" | "tracked" | "track" | "identified"
            );
        if !verb {
            return None;
        }
        return (floor.max(noun.saturating_sub(8))..noun)
            .rev()
            .find_map(|at| noun_kind(doc, at, floor));
    }
    let lower = !doc.tokens[noun].shape.any(Shape::CAPITAL) || noun == floor;
    if lower && before(1) != Some("the") {
        return noun_kind(doc, noun, floor);
    }
    None
}

/// What a noun that introduces a name says of it.
fn noun_kind(doc: &Doc<'_>, at: usize, floor: usize) -> Option<Kind> {
    let word = doc.word(at).to_lowercase();
    match word.as_str() {
        "firm" | "company" | "startup" | "start-up" | "vendor" | "maker" | "contractor"
        | "operator" | "manufacturer" | "provider" | "supplier" | "newspaper" | "outlet"
        | "broadcaster" | "website" | "charity" | "utility" | "carrier" | "airline" => {
            Some(Kind::Firm)
        }
        "group" | "gang" | "collective" | "crew" | "actor" | "hackers" | "hacktivists" | "team"
        | "unit" | "operation" | "brand" | "outfit" | "cluster" => {
            let from = floor.max(at.saturating_sub(5));
            let cyber = is_of_intrusion(doc, &(from..at + 1))
                || matches!(word.as_str(), "gang" | "hackers" | "hacktivists");
            if cyber {
                Some(Kind::Group)
            } else if word == "group" {
                Some(Kind::Firm)
            } else {
                None
            }
        }
        _ => None,
    }
}

fn is_of_intrusion(doc: &Doc<'_>, tokens: &Range<usize>) -> bool {
    tokens.clone().any(|at| {
        let word = doc.word(at);
        word.len() >= 4
            && (word.get(..4).is_some_and(|start| start.eq_ignore_ascii_case("hack"))
                || word.get(..5).is_some_and(|start| start.eq_ignore_ascii_case("cyber"))
                || word.eq_ignore_ascii_case("ransomware")
                || word.eq_ignore_ascii_case("extortion")
                || word.eq_ignore_ascii_case("threat")
                || word.eq_ignore_ascii_case("espionage")
                || word.eq_ignore_ascii_case("intrusion")
                || word.eq_ignore_ascii_case("tracks")
                || word.eq_ignore_ascii_case("tracked"))
    })
}

/// `, a Prague security firm,` behind a name.
fn appositive(doc: &Doc<'_>, at: usize, sentence: &Range<usize>) -> Option<Kind> {
    let end = sentence.end.min(at + APPOSITIVE_TOKENS);
    if !matches!(doc.word(at), "a" | "an" | "the" | "one" | "which" | "another" | "whose") {
        return None;
    }
    for next in at + 1..end {
        if doc.tokens[next].shape.any(Shape::MARK) && !matches!(doc.word(next), "-" | "'s" | "’s")
        {
            return None;
        }
        if let Some(kind) = noun_kind(doc, next, at) {
            return Some(kind);
        }
    }
    None
}

fn naming(
    doc: &Doc<'_>,
    namings: &[Naming],
    tokens: Range<usize>,
    kind: Kind,
    floor: usize,
) -> Naming {
    // `Beijing-based startup Longtai`, `the Israeli firm Cytria`: the country before, within the phrase.
    let country = namings[..namings.partition_point(|naming| naming.tokens.end <= tokens.start)]
        .last()
        .filter(|naming| {
            naming.tokens.start >= floor
                && tokens.start - naming.tokens.end <= 4
                && (naming.tokens.end..tokens.start).all(|at| {
                    !doc.tokens[at].classes.any(
                        Classes::PREPOSITION.with(Classes::DETERMINER).with(Classes::AUXILIARY),
                    )
                })
        })
        .and_then(|naming| naming.country);
    match kind {
        Kind::Group => {
            Naming { country: None, ..groups::written(doc, tokens.start, tokens.end, country) }
        }
        Kind::Firm | Kind::Organ | Kind::Party => Naming {
            name: Called::Written(doc.span_of(tokens.clone())),
            tokens,
            kind: MentionKind::Organisation,
            sort: match kind {
                Kind::Organ => Sort::Agency,
                Kind::Party => Sort::Party,
                Kind::Firm | Kind::Group => Sort::Company,
            },
            country,
            usage: Use::Acts,
            furniture: false,
            local: kind != Kind::Firm && country.is_none(),
            person: None,
        },
    }
}
