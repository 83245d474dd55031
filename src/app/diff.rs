//! What changed between two texts of a story, word by word; quotations and claims first.

use std::collections::HashSet;

use jiff::Timestamp;
use similar::Algorithm;
use similar::DiffTag;
use similar::capture_diff_slices;
use unicode_segmentation::UnicodeSegmentation;

use crate::model::Analysis;
use crate::model::StoryId;
use crate::model::Tag;

/// Above so many words on one side, a changed stretch is shown whole: comparing its words would
/// take longer than a key may.
const WORDS_MAX: usize = 4_000;

/// Which share of their words two quotations must have in common to be one that was changed, in
/// percent.
const ALIKE_PERCENT: usize = 40;

/// A text that a story has had, and what was read in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reading {
    /// Until when it stood; `None` for the text of today.
    pub until: Option<Timestamp>,
    /// The headline.
    pub title: String,
    /// The text.
    pub text: String,
    /// What was read in it.
    pub analysis: Analysis,
}

/// The page of changes, open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diff {
    /// Of which story.
    pub story: StoryId,
    /// The texts, newest first; at least two.
    pub readings: Vec<Reading>,
    /// The index of the newer of the two that are compared.
    pub at: usize,
    /// What changed between them.
    pub compared: Compared,
    /// The topmost visible line.
    pub top: usize,
}

impl Diff {
    /// Opens the page on the two newest texts; `None` if there is only one.
    pub fn open(story: StoryId, readings: Vec<Reading>) -> Option<Self> {
        let mut diff = Self { story, readings, at: 0, compared: Compared::default(), top: 0 };
        diff.show(0).then_some(diff)
    }

    /// Compares the text with this index with the one before it; returns whether there is one.
    pub fn show(&mut self, at: usize) -> bool {
        let (Some(new), Some(old)) = (self.readings.get(at), self.readings.get(at + 1)) else {
            return false;
        };
        self.compared = compare(old, new);
        self.at = at;
        self.top = 0;
        true
    }
}

/// What changed between two texts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Compared {
    /// The quotations and claims that changed, came or went.
    pub statements: Vec<Statement>,
    /// The whole text, paragraph by paragraph.
    pub paragraphs: Vec<Paragraph>,
}

/// A quotation or the sentence of a claim that is not as it was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Statement {
    /// The kind of the claim; `None` for a quotation.
    pub tag: Option<Tag>,
    /// Who says it, as far as the text tells.
    pub who: String,
    /// Its words.
    pub pieces: Vec<Piece>,
}

/// A part of the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Paragraph {
    /// So many paragraphs are as they were.
    Same(usize),
    /// A paragraph that changed, came or went.
    Changed(Vec<Piece>),
}

/// Words that stayed, went or came.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// Which.
    pub fate: Fate,
    /// The words.
    pub words: String,
}

/// What became of words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// They stand in both texts.
    Stayed,
    /// They stand in the older text only.
    Gone,
    /// They stand in the newer text only.
    New,
}

/// Compares two texts.
pub fn compare(old: &Reading, new: &Reading) -> Compared {
    let mut statements = changed(&quotes(old), &quotes(new));
    statements.extend(changed(&claims(old), &claims(new)));
    Compared { statements, paragraphs: paragraphs(&old.text, &new.text) }
}

/// A quotation or a claim, before it is compared.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Said<'a> {
    tag: Option<Tag>,
    who: String,
    words: &'a str,
}

fn quotes(reading: &Reading) -> Vec<Said<'_>> {
    let spoken = reading.analysis.quotes.iter().filter(|quote| !quote.scare);
    let said = spoken.map(|quote| Said {
        tag: None,
        who: quote.speaker.as_ref().map_or_else(String::new, |speaker| speaker.name.clone()),
        words: quote.content.text(&reading.text),
    });
    said.collect()
}

fn claims(reading: &Reading) -> Vec<Said<'_>> {
    let mut said: Vec<Said<'_>> = Vec::new();
    for claim in &reading.analysis.claims {
        let names = |codes: &[crate::model::ActorCode]| {
            let names = codes.iter().map(|code| code.as_str().trim_start_matches("ORG:"));
            names.collect::<Vec<_>>().join(" ")
        };
        let who = match (names(&claim.source), names(&claim.target)) {
            (source, target) if target.is_empty() => source,
            (source, target) => format!("{source} ▸ {target}"),
        };
        let made = Said { tag: Some(claim.tag), who, words: claim.evidence.text(&reading.text) };
        if !said.contains(&made) {
            said.push(made);
        }
    }
    said
}

/// Pairs what went with what came, the most alike first, and shows each pair word by word.
fn changed(old: &[Said<'_>], new: &[Said<'_>]) -> Vec<Statement> {
    let gone: Vec<&Said<'_>> = old.iter().filter(|said| !new.contains(said)).collect();
    let mut came: Vec<Option<&Said<'_>>> =
        new.iter().filter(|said| !old.contains(said)).map(Some).collect();
    let mut statements = Vec::new();
    for said in gone {
        let partner = (0..came.len())
            .filter_map(|at| Some((alike(said, came[at]?)?, at)))
            .max_by_key(|(alike, at)| (*alike, std::cmp::Reverse(*at)));
        let partner = partner.and_then(|(_, at)| came[at].take());
        let who = match partner {
            Some(partner) if partner.who != said.who => {
                format!("{} (was: {})", named(&partner.who), named(&said.who))
            }
            Some(_) | None => said.who.clone(),
        };
        let pieces = match partner {
            Some(partner) => words(said.words, partner.words),
            None => vec![Piece { fate: Fate::Gone, words: said.words.to_owned() }],
        };
        statements.push(Statement {
            tag: partner.map_or(said.tag, |other| other.tag),
            who,
            pieces,
        });
    }
    statements.extend(came.into_iter().flatten().map(|said| Statement {
        tag: said.tag,
        who: said.who.clone(),
        pieces: vec![Piece { fate: Fate::New, words: said.words.to_owned() }],
    }));
    statements
}

fn named(who: &str) -> &str {
    if who.is_empty() { "nobody named" } else { who }
}

/// Returns which share of their words two statements have in common, if it is enough to be one.
fn alike(one: &Said<'_>, other: &Said<'_>) -> Option<usize> {
    let set = |said: &Said<'_>| said.words.unicode_words().map(str::to_lowercase).collect();
    let (one, other): (HashSet<String>, HashSet<String>) = (set(one), set(other));
    let most = one.len().max(other.len()).max(1);
    let share = one.intersection(&other).count() * 100 / most;
    (share >= ALIKE_PERCENT).then_some(share)
}

/// Compares paragraphs, and the words of those that changed.
fn paragraphs(old: &str, new: &str) -> Vec<Paragraph> {
    let cut = |text| -> Vec<&str> { str::split(text, "\n\n").collect() };
    let (old, new) = (cut(old), cut(new));
    let mut found = Vec::new();
    for op in capture_diff_slices(Algorithm::Myers, &old, &new) {
        let (gone, came) = (&old[op.old_range()], &new[op.new_range()]);
        match op.tag() {
            DiffTag::Equal => found.push(Paragraph::Same(gone.len())),
            DiffTag::Delete | DiffTag::Insert | DiffTag::Replace => {
                let shared = gone.len().min(came.len());
                for (old, new) in gone.iter().zip(came) {
                    found.push(Paragraph::Changed(words(old, new)));
                }
                let whole = |fate| {
                    move |words: &&str| {
                        Paragraph::Changed(vec![Piece { fate, words: (*words).to_owned() }])
                    }
                };
                found.extend(gone[shared..].iter().map(whole(Fate::Gone)));
                found.extend(came[shared..].iter().map(whole(Fate::New)));
            }
        }
    }
    found
}

/// Compares two stretches word by word.
pub fn words(old: &str, new: &str) -> Vec<Piece> {
    let cut = |text| -> Vec<&str> { str::split_word_bounds(text).collect() };
    let (old, new) = (cut(old), cut(new));
    let mut pieces: Vec<Piece> = Vec::new();
    if old.len().max(new.len()) > WORDS_MAX {
        put(&mut pieces, Fate::Gone, &old);
        put(&mut pieces, Fate::New, &new);
        return pieces;
    }
    // What went and came since words last stayed, so that each change is shown as one.
    let (mut gone, mut came): (Vec<&str>, Vec<&str>) = (Vec::new(), Vec::new());
    for op in capture_diff_slices(Algorithm::Myers, &old, &new) {
        let (left, right) = (&old[op.old_range()], &new[op.new_range()]);
        let blank = left.iter().all(|word| word.trim().is_empty());
        let between = op.tag() == DiffTag::Equal && blank && !(gone.is_empty() && came.is_empty());
        if op.tag() != DiffTag::Equal || between {
            gone.extend(left);
            came.extend(right);
            continue;
        }
        settle(&mut pieces, &mut gone, &mut came);
        put(&mut pieces, Fate::Stayed, left);
    }
    settle(&mut pieces, &mut gone, &mut came);
    pieces
}

/// Shows a change: what went, then what came; blanks that both end with have stayed.
fn settle<'a>(pieces: &mut Vec<Piece>, gone: &mut Vec<&'a str>, came: &mut Vec<&'a str>) {
    let blank = |words: &[&str]| words.last().is_some_and(|word| word.trim().is_empty());
    let mut after = Vec::new();
    while blank(gone) && gone.last() == came.last() {
        after.extend(gone.pop());
        came.pop();
    }
    put(pieces, Fate::Gone, gone);
    put(pieces, Fate::New, came);
    after.reverse();
    put(pieces, Fate::Stayed, &after);
    gone.clear();
    came.clear();
}

fn put(pieces: &mut Vec<Piece>, fate: Fate, words: &[&str]) {
    if words.is_empty() {
        return;
    }
    match pieces.last_mut() {
        Some(last) if last.fate == fate => last.words.extend(words.iter().copied()),
        Some(_) | None => pieces.push(Piece { fate, words: words.concat() }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Quote, QuoteKind, Span, Speaker};

    fn shown(pieces: &[Piece]) -> String {
        let show = |piece: &Piece| match piece.fate {
            Fate::Stayed => piece.words.clone(),
            Fate::Gone => format!("[-{}-]", piece.words),
            Fate::New => format!("{{+{}+}}", piece.words),
        };
        pieces.iter().map(show).collect()
    }

    #[test]
    fn texts_are_compared_word_by_word() {
        for (old, new, expected) in [
            ("We did it.", "We did it.", "We did it."),
            ("We did not do it.", "We never did it.", "We [-did not do-]{+never did+} it."),
            ("It is likely Russia.", "It is Russia.", "It is [-likely -]Russia."),
            ("It is Russia.", "It is likely Russia.", "It is {+likely +}Russia."),
            ("", "All new", "{+All new+}"),
            ("中国否认", "中国承认", "中国[-否-]{+承+}认"),
        ] {
            assert_eq!(shown(&words(old, new)), expected, "{old:?} to {new:?}");
        }
    }

    fn reading(text: &str, quotes: &[(&str, &str)]) -> Reading {
        let quote = |(words, speaker): &(&str, &str)| {
            let start = text.find(words).unwrap();
            Quote {
                content: Span::new(start, start + words.len()),
                kind: QuoteKind::Direct,
                scare: false,
                stretches: Vec::new(),
                speaker: Some(Speaker {
                    span: Span::default(),
                    name: (*speaker).to_owned(),
                    role: None,
                    country: None,
                }),
                cue: None,
            }
        };
        let quotes = quotes.iter().map(quote).collect();
        Reading {
            until: None,
            title: String::new(),
            text: text.to_owned(),
            analysis: Analysis { quotes, ..Analysis::default() },
        }
    }

    #[test]
    fn changed_quotations_are_paired_by_their_words() {
        let old = reading(
            "Talks\n\n“We know who did it,” she said.\n\n“Go,” he said.\n\nEnd.",
            &[("We know who did it,", "Aalvik"), ("Go,", "Ruud")],
        );
        let new = reading(
            "Talks\n\n“We think we know who did it,” she said.\n\n“Stay,” he said.\n\nEnd.",
            &[("We think we know who did it,", "Aalvik"), ("Stay,", "Ruud")],
        );
        let compared = compare(&old, &new);
        let said: Vec<_> = compared
            .statements
            .iter()
            .map(|statement| format!("{}: {}", statement.who, shown(&statement.pieces)))
            .collect();
        let expected =
            ["Aalvik: We {+think we +}know who did it,", "Ruud: [-Go,-]", "Ruud: {+Stay,+}"];
        assert_eq!(said, expected);
        let same = |paragraph: &Paragraph| *paragraph == Paragraph::Same(1);
        let flags: Vec<bool> = compared.paragraphs.iter().map(same).collect();
        assert_eq!(flags, [true, false, false, true]);
    }
}
