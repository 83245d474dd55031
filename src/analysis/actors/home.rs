//! Where a story is at home: the state that `the government` means when none is named.

use std::ops::Range;

use super::Naming;
use super::Use;
use super::opening;
use super::setting;
use crate::analysis::doc::Doc;
use crate::analysis::doc::Paragraph;
use crate::analysis::doc::ParagraphKind;
use crate::analysis::doc::Shape;
use crate::analysis::lexicon::Classes;
use crate::analysis::lexicon::Sort;
use crate::analysis::lexicon::StateId;
use crate::model::MentionKind;

/// How far into a paragraph the mark that ends a dateline may stand, in tokens.
const DATELINE_TOKENS_MAX: usize = 18;

/// How many paragraphs may come before the dateline.
const DATELINE_PARAGRAPHS: usize = 6;

/// How long a line that gives author, office and place may be, in tokens.
const BYLINE_TOKENS_MAX: usize = 16;

/// How many paragraphs at the head and at the foot can be such a line.
const BYLINE_PARAGRAPHS: usize = 4;

/// How far into a headline the word stands that makes it the title of a statement, in tokens.
const SPEECH_TOKENS_MAX: usize = 4;

/// How far behind its state a culprit may stand, in tokens.
const CULPRIT_TOKENS_MAX: usize = 3;

/// The states in which a story, or each of several stories in one text, is at home.
#[derive(Clone, Debug, Default)]
pub(super) struct Home {
    /// That of the whole text.
    pub(super) story: Option<StateId>,
    /// Those of further datelines, each with the token from which on it holds.
    lines: Vec<(usize, StateId)>,
}

impl Home {
    /// Returns the home state of the story that holds a token.
    pub(super) fn at(&self, token: usize) -> Option<StateId> {
        let before = self.lines.partition_point(|(from, _)| *from <= token);
        before.checked_sub(1).map(|index| self.lines[index].1).or(self.story)
    }
}

/// Finds the datelines: one, or in a digest of several stories one each.
pub(super) fn datelines(doc: &Doc<'_>) -> Vec<Range<usize>> {
    let Some(first) = find_dateline(doc) else { return Vec::new() };
    let further = doc
        .paragraphs
        .iter()
        .filter(|one| one.kind == ParagraphKind::Body && one.tokens.start >= first.end)
        .filter(|one| doc.tokens[one.tokens.start].shape.any(Shape::UPPER))
        .filter_map(|one| {
            dateline(doc, one.tokens.start, one.tokens.end).map(|end| one.tokens.start..end)
        })
        .collect::<Vec<_>>();
    std::iter::once(first).chain(further).collect()
}

/// Marks the datelines, and returns where the text is at home.
pub(super) fn settle(doc: &Doc<'_>, namings: &mut [Naming], datelines: &[Range<usize>]) -> Home {
    let story = settle_story(doc, namings, datelines.first());
    let mut lines = Vec::new();
    for line in datelines.iter().skip(1) {
        if let Some((state, _)) = written_in(doc, namings, line.clone()) {
            lines.push((line.start, state));
        }
    }
    Home { story, lines }
}

/// Finds the dateline among the first paragraphs.
fn find_dateline(doc: &Doc<'_>) -> Option<Range<usize>> {
    doc.paragraphs
        .iter()
        .filter(|one| one.kind == ParagraphKind::Body)
        .take(DATELINE_PARAGRAPHS)
        .find_map(|one| {
            dateline(doc, one.tokens.start, one.tokens.end).map(|end| one.tokens.start..end)
        })
}

/// Marks the first dateline, and returns the home state of the story.
fn settle_story(
    doc: &Doc<'_>,
    namings: &mut [Naming],
    dateline: Option<&Range<usize>>,
) -> Option<StateId> {
    let written = dateline.and_then(|tokens| written_in(doc, namings, tokens.clone()));
    let lead = setting::lead(doc, dateline);
    let body = lead.as_ref().map_or(0, |lead| lead.start);
    let lead = lead
        .and_then(|tokens| opening::subject(doc, namings, tokens))
        .filter(|index| !setting::does_wrong(doc, &namings[*index]))
        .and_then(|index| {
            setting::host(doc, namings, index)
                .or_else(|| setting::agent(doc, namings, index))
                .or(namings[index].country)
        })
        .filter(|state| doc.lexicon.names.code(*state).is_state());
    if let Some((state, capital)) = written {
        // Bureaus report on their neighbours: the state of the dateline must take part in the story.
        let part = capital && setting::is_spoken_of(namings, state);
        if part || lead == Some(state) || lead.is_none() {
            return Some(state);
        }
        return lead;
    }
    let line = signed_in(doc, namings);
    if line.is_some() {
        return line;
    }
    let speaks =
        doc.title().and_then(|_| headline_speaker(doc, namings).or_else(|| author(doc, namings)));
    if speaks.is_some() {
        return speaks;
    }
    let titled = doc.title().and_then(|_| headline(doc, namings));
    if is_live(doc) && titled.is_some() {
        return titled;
    }
    let placed = || scene(doc, namings, body);
    let hosts = || (0..namings.len()).find_map(|index| setting::host(doc, namings, index));
    lead.or(titled).or_else(placed).or_else(hosts).or_else(|| first_named(doc, namings, body))
}

/// Marks the namings of a dateline; returns its state, and whether it is that state's capital.
fn written_in(
    doc: &Doc<'_>,
    namings: &mut [Naming],
    tokens: Range<usize>,
) -> Option<(StateId, bool)> {
    let from = namings.partition_point(|naming| naming.tokens.start < tokens.start);
    let to = namings.partition_point(|naming| naming.tokens.start < tokens.end);
    let line = &mut namings[from..to.max(from)];
    for naming in line.iter_mut() {
        naming.furniture = true;
        naming.usage = Use::Stands;
        if naming.sort == Sort::Capital {
            naming.kind = MentionKind::Place;
        }
    }
    let several = line.windows(2).any(|pair| {
        pair[0].tokens.end + 1 == pair[1].tokens.start
            && pair[0].country != pair[1].country
            && doc.word(pair[0].tokens.end) == "/"
    });
    line.iter()
        .filter(|_| !several)
        .find(|naming| naming.sort != Sort::Outlet)
        .and_then(|naming| Some((naming.country?, naming.sort != Sort::Place)))
        .filter(|(state, _)| doc.lexicon.names.code(*state).is_state())
}

/// The state that speaks at the end of a headline: `Chad hacked us, says Mali's army`.
fn headline_speaker(doc: &Doc<'_>, namings: &[Naming]) -> Option<StateId> {
    let tokens = doc.sentences.first()?.tokens.clone();
    let comma = tokens.clone().rev().find(|at| matches!(doc.word(*at), "," | "–" | "—"))?;
    let says = |at: usize| {
        let finite = Classes::THIRD.with(Classes::PAST);
        let verb = doc.tokens.get(at).map(|verb| verb.classes);
        verb.is_some_and(|verb| verb.any(Classes::SAYS) && verb.any(finite))
    };
    if doc.tokens.get(comma + 1)?.classes.any(Classes::SUBORDINATOR) {
        // `Ministry silent, as Chad accuses Mali`
        return None;
    }
    let first = comma + 1 + usize::from(says(comma + 1));
    let index = opening::subject(doc, namings, first..tokens.end)?;
    let speaks = first > comma + 1 || says(namings[index].tokens.end);
    namings[index].country.filter(|_| speaks)
}

/// The state that opens the headline, or what stands behind its colon: `Rail hack: Sweden expels two`.
fn headline(doc: &Doc<'_>, namings: &[Naming]) -> Option<StateId> {
    let mut tokens = doc.sentences.first()?.tokens.clone();
    // `Ministry silent, as Chad accuses Mali` says nothing of whose ministry it is.
    let aside = |at: &usize| {
        let next = doc.tokens.get(at + 1).map(|next| next.classes);
        doc.word(*at) == "," && next.is_some_and(|next| next.any(Classes::SUBORDINATOR))
    };
    tokens.end = tokens.clone().find(aside).unwrap_or(tokens.end);
    let colon = tokens.clone().find(|at| doc.word(*at) == ":").map(|colon| colon + 1..tokens.end);
    opening::subject(doc, namings, tokens)
        .filter(|index| !setting::does_wrong(doc, &namings[*index]))
        .or_else(|| opening::subject(doc, namings, colon?))
        .and_then(|index| setting::agent(doc, namings, index).or(namings[index].country))
}

/// The state whose words the headline announces: `Statement by the Foreign Ministry of Chad`.
fn author(doc: &Doc<'_>, namings: &[Naming]) -> Option<StateId> {
    let tokens = doc.sentences.first()?.tokens.clone();
    let mut near = tokens.clone().take(SPEECH_TOKENS_MAX);
    let by = 1 + near.find(|at| doc.tokens[*at].classes.any(Classes::SPEECH))?;
    let mut named = namings.iter().take_while(|naming| naming.tokens.start < tokens.end);
    let first = named.find(|naming| naming.tokens.start > by)?;
    let plain = (by + 1..first.tokens.start).all(|at| {
        let classes = doc.tokens[at].classes;
        !classes.any(Classes::PREPOSITION) || doc.word(at) == "of"
    });
    first.country.filter(|_| plain && matches!(doc.word(by), "by" | "from"))
}

/// The state of the first place of the headline or the first sentence: `Court in The Hague jails …`.
fn scene(doc: &Doc<'_>, namings: &[Naming], body: usize) -> Option<StateId> {
    let end = doc.sentences.get(doc.sentence_of(body))?.tokens.end;
    let to = namings.partition_point(|naming| naming.tokens.start < end);
    let place = |naming: &&Naming| {
        naming.usage == Use::Stands
            && !naming.furniture
            && !in_marks(doc, naming.tokens.start)
            && !setting::is_item(doc, naming.tokens.start)
            && matches!(naming.sort, Sort::Capital | Sort::Place | Sort::Country)
            && [1, 2].iter().any(|back| {
                let before = naming.tokens.start.checked_sub(*back).map_or("", |at| doc.word(at));
                before.eq_ignore_ascii_case("in")
            })
    };
    namings[..to].iter().find(place).and_then(|naming| naming.country)
}

/// Whether a token stands between quotation marks: what is said there is no scene.
fn in_marks(doc: &Doc<'_>, at: usize) -> bool {
    let paragraph = &doc.paragraphs[doc.sentences[doc.sentence_of(at)].paragraph];
    (paragraph.tokens.start..at).fold(false, |open, before| match doc.word(before) {
        "“" | "«" => true,
        "”" | "»" => false,
        "\"" => !open,
        _ => open,
    })
}

/// The first state that does something from a token on.
fn first_named(doc: &Doc<'_>, namings: &[Naming], from: usize) -> Option<StateId> {
    namings
        .iter()
        .skip_while(|naming| naming.tokens.start < from)
        .filter(|naming| !naming.furniture && naming.usage != Use::Stands)
        .filter(|naming| !setting::has_mission(doc, naming))
        .filter(|naming| !setting::does_wrong(doc, naming) && !is_beside(doc, naming))
        .filter(|naming| !owns_culprits(doc, naming))
        .find_map(Naming::state)
}

/// Whether a state only stands beside the story: `hackers working for Chad`, `…, as Chad accuses Mali`.
fn is_beside(doc: &Doc<'_>, naming: &Naming) -> bool {
    let Some(before) = naming.tokens.start.checked_sub(2) else { return false };
    match doc.word(before + 1) {
        "for" => doc.tokens[before].classes.any(Classes::GERUND),
        // `hackers with ties to Chad`, `an outfit linked to Chad`
        "to" => doc.tokens[before].classes.any(Classes::TIED) || doc.word(before) == "ties",
        "as" => doc.word(before) == ",",
        _ => false,
    }
}

/// Whether a naming says whose the culprits are: `Chadian hackers`.
fn owns_culprits(doc: &Doc<'_>, naming: &Naming) -> bool {
    let end = doc.tokens.len().min(naming.tokens.end + CULPRIT_TOKENS_MAX);
    naming.usage == Use::Modifies
        && doc.tokens[naming.tokens.end..end]
            .iter()
            .take_while(|token| token.shape.any(Shape::WORD))
            .any(|token| token.classes.any(Classes::HACKER))
}

/// Returns the state of a line that gives office or author and place: `By A. Adeyemi, Abuja`.
fn signed_in(doc: &Doc<'_>, namings: &[Naming]) -> Option<StateId> {
    let count = doc.paragraphs.len();
    let titled = usize::from(doc.title().is_some());
    let head = doc.paragraphs.iter().take(BYLINE_PARAGRAPHS + titled).skip(titled);
    let foot = doc.paragraphs.iter().skip((count.saturating_sub(1)).max(BYLINE_PARAGRAPHS));
    head.chain(foot).find_map(|line| signed(doc, namings, line))
}

fn signed(doc: &Doc<'_>, namings: &[Naming], line: &Paragraph) -> Option<StateId> {
    let tokens = line.tokens.clone();
    if tokens.len() > BYLINE_TOKENS_MAX
        || line.kind == ParagraphKind::Headline
        || setting::is_item(doc, tokens.start)
    {
        return None;
    }
    let sentence = tokens.clone().any(|at| {
        let token = doc.tokens[at];
        token.classes.any(Classes::AUXILIARY)
            || token.shape.any(Shape::QUOTE)
            || matches!(doc.word(at), "!" | "?" | ";" | ":")
    });
    if sentence {
        return None;
    }
    let from = namings.partition_point(|naming| naming.tokens.start < tokens.start);
    let to = namings.partition_point(|naming| naming.tokens.start < tokens.end);
    let named = &namings[from..to.max(from)];
    let mut states = named.iter().filter_map(|naming| naming.country);
    let first = states.next();
    let one = states.all(|state| Some(state) == first);
    named.iter().filter(|_| one).find_map(|naming| {
        let before = naming.tokens.start.checked_sub(1).map_or("", |at| doc.word(at));
        let opens = naming.tokens.start == tokens.start;
        let after = doc.word(naming.tokens.end);
        let closes = naming.tokens.end >= tokens.end || matches!(after, "," | "|" | "/" | "(");
        let set_off = opens || matches!(before, "," | "|" | "in" | "—" | "–" | "/");
        let place = matches!(naming.sort, Sort::Capital | Sort::Place);
        naming.country.filter(|_| place && set_off && closes)
    })
}

/// Whether a text is a live blog, whose newest lines stand first: it begins with a time of day.
fn is_live(doc: &Doc<'_>) -> bool {
    let first = usize::from(doc.title().is_some());
    doc.paragraphs.get(first).is_some_and(|line| {
        let word = doc.word(line.tokens.start);
        let digits = word.bytes().filter(u8::is_ascii_digit).count();
        (3..=4).contains(&digits) && word.bytes().any(|byte| matches!(byte, b'.' | b':'))
    })
}

/// Returns the token behind a dateline: `WELLINGTON, Nov 12 -`, `Riga (LETA) —`, `MOSCOW, November 3.`
fn dateline(doc: &Doc<'_>, start: usize, end: usize) -> Option<usize> {
    let first = doc.tokens.get(start)?;
    if !first.shape.any(Shape::CAPITAL) {
        return None;
    }
    let stop = end.min(start + DATELINE_TOKENS_MAX);
    let shouted = first.shape.any(Shape::UPPER);
    let dash = (start + 1..stop).find(|at| {
        let spaced = doc.tokens[*at].shape.any(Shape::SPACED)
            || doc.tokens.get(at + 1).is_some_and(|next| next.shape.any(Shape::SPACED));
        match doc.word(*at) {
            "-" => spaced || doc.word(at + 1) == "-",
            "–" | "—" | "―" | "--" => spaced,
            ":" | "." => shouted && spaced && !is_short(doc, at - 1),
            _ => false,
        }
    })?;
    // Lower-case words before the dash make it a sentence.
    let plain = (start..dash).all(|at| {
        let token = &doc.tokens[at];
        !token.shape.any(Shape::WORD)
            || token.shape.any(Shape::CAPITAL)
            || matches!(doc.word(at), "and" | "de" | "of")
    });
    let marked = (start..dash).any(|at| matches!(doc.word(at), "(" | "," | "/"));
    (plain && (shouted || marked || dash - start <= 2)).then_some(dash + 1)
}

/// Whether the dot behind a token belongs to it: `Nov.`, `N.`
fn is_short(doc: &Doc<'_>, at: usize) -> bool {
    let token = doc.tokens[at];
    token.shape.any(Shape::WORD) && (token.raw.len() < 5 || doc.word(at).ends_with('.'))
}
