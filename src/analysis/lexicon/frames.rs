//! What verbs claim: the frames of `config/lexicon/frames.tsv`, and of `idioms.tsv` with other words behind them.

use rustc_hash::FxHashMap;

use super::Classes;
use super::LexiconError;
use super::WordId;
use super::Words;
use super::lines::each_line;
use crate::analysis::doc::Token;
use crate::analysis::doc::pieces;
use crate::model::Tag;

/// Where the target of a claim stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Slot {
    /// The object.
    Object,
    /// Whoever made the charge that the object is.
    Charge,
    /// Behind a preposition.
    Preposition(String),
}

/// What a frame asks of the clause.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Condition {
    /// The object has a word of the class.
    Class(Classes),
    /// The object names an actor.
    Person,
    /// The clause has the words, one behind the other.
    Words(Box<[WordId]>),
    /// The clause has the preposition.
    Preposition(String),
    /// The object is a state, or what stands behind the preposition is one: no more than its name.
    State(Option<String>),
    /// A that-clause follows.
    That,
    /// An infinitive follows.
    Infinitive,
    /// A gerund follows.
    Gerund,
    /// The object is `it` or the like.
    Pronoun,
    /// The verb is passive: the object is its subject.
    Passive,
    /// The verb is negated, which makes the claim (`does not buy the story`).
    Negated,
    /// Not this.
    Not(Box<Condition>),
}

/// One way to use a verb.
#[derive(Clone, Debug)]
pub(crate) struct Frame {
    /// The claim it makes.
    pub(crate) tag: Tag,
    /// Where the target may stand, best first.
    pub(crate) slots: Vec<Slot>,
    /// What must hold.
    pub(crate) conditions: Vec<Condition>,
    /// How much the verb weakens the claim.
    pub(crate) hedge: u8,
    /// Whether the verb claims so only with other words: its modal and negation are then part of the idiom.
    pub(crate) idiom: bool,
}

impl Frame {
    /// Whether words that the frame asks for stand among `tokens`, which is quickly seen.
    pub(crate) fn has_words_in(&self, tokens: &[Token<'_>]) -> bool {
        self.conditions.iter().all(|condition| match condition {
            Condition::Words(words) => has_words(tokens, words),
            _ => true,
        })
    }
}

/// Whether `words` stand among `tokens`, one behind the other.
pub(crate) fn has_words(tokens: &[Token<'_>], words: &[WordId]) -> bool {
    tokens
        .windows(words.len())
        .any(|window| window.iter().zip(words).all(|(token, word)| token.word == *word))
}

/// The frames of all verbs, by base form.
#[derive(Clone, Debug, Default)]
pub(crate) struct Frames {
    by_lemma: FxHashMap<WordId, Vec<Frame>>,
    idioms: FxHashMap<WordId, Vec<Frame>>,
}

impl Frames {
    /// Returns the frames of a base form, in the order of the file.
    pub(crate) fn of(&self, lemma: WordId) -> &[Frame] {
        self.by_lemma.get(&lemma).map_or(&[], Vec::as_slice)
    }

    /// Returns whether one of the frames of a verb with this base form makes claims of the kind `tag`.
    pub(crate) fn claims(&self, lemma: WordId, tag: Tag) -> bool {
        self.of(lemma).iter().any(|frame| frame.tag == tag)
    }

    /// Returns the frames that a base form has only with other words, in the order of the file.
    pub(crate) fn idioms_of(&self, lemma: WordId) -> &[Frame] {
        self.idioms.get(&lemma).map_or(&[], Vec::as_slice)
    }

    /// Reads a frame file, whose head describes its columns; of `idioms.tsv`, all frames are idioms.
    ///
    /// # Errors
    ///
    /// Returns [`LexiconError`] with file, line and reason.
    pub(crate) fn read(
        &mut self,
        file: &str,
        text: &str,
        words: &mut Words,
    ) -> Result<(), LexiconError> {
        let idiom = file == "idioms.tsv";
        each_line(file, text, |line| self.read_line(line, idiom, words))
    }

    fn read_line(&mut self, line: &str, idiom: bool, words: &mut Words) -> Result<(), String> {
        let cells: Vec<&str> = line.split('\t').collect();
        let [lemma, tag, slots, conditions, hedge] = cells[..] else {
            return Err(format!("{} columns in place of 5", cells.len()));
        };
        let id = words.verb(lemma)?;
        let frame = Frame {
            tag: Tag::from_name(tag).ok_or_else(|| format!("no tag `{tag}`"))?,
            slots: slots.split_whitespace().filter(|slot| *slot != "-").map(slot).collect(),
            conditions: conditions
                .split(',')
                .filter(|cell| *cell != "-")
                .map(|cell| condition(cell, words))
                .collect::<Result<_, _>>()?,
            hedge: hedge.parse().map_err(|_| format!("hedge `{hedge}` is no number"))?,
            idiom,
        };
        let frames = if idiom { &mut self.idioms } else { &mut self.by_lemma };
        frames.entry(id).or_default().push(frame);
        Ok(())
    }
}

fn slot(cell: &str) -> Slot {
    match cell {
        "obj" => Slot::Object,
        "charge" => Slot::Charge,
        preposition => Slot::Preposition(preposition.to_owned()),
    }
}

fn condition(cell: &str, words: &mut Words) -> Result<Condition, String> {
    if let Some(rest) = cell.strip_prefix('!') {
        return Ok(Condition::Not(Box::new(condition(rest, words)?)));
    }
    if let Some(text) = cell.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')) {
        let ids = pieces(text).map(|piece| words.intern_folded(piece.raw));
        return Ok(Condition::Words(ids.collect()));
    }
    if let Some(word) = cell.strip_prefix("prep:") {
        return Ok(Condition::Preposition(word.to_owned()));
    }
    if let Some(word) = cell.strip_prefix("state:") {
        return Ok(Condition::State(Some(word.to_owned())));
    }
    match cell {
        "state" => Ok(Condition::State(None)),
        "person" => Ok(Condition::Person),
        "that" => Ok(Condition::That),
        "to" => Ok(Condition::Infinitive),
        "gerund" => Ok(Condition::Gerund),
        "pronoun" => Ok(Condition::Pronoun),
        "passive" => Ok(Condition::Passive),
        "negated" => Ok(Condition::Negated),
        class => Classes::of_name(class)
            .map(Condition::Class)
            .ok_or_else(|| format!("no condition `{class}`")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::doc::split;

    #[test]
    fn a_wrong_line_is_refused() {
        let cases = [
            ("accuse\tACCUSATION\tobj\t-", "4 columns in place of 5"),
            ("qwerty\tACCUSATION\tobj\t-\t0", "`qwerty` is no verb of the word files"),
            ("accuse\tPRAISE\tobj\t-\t0", "no tag `PRAISE`"),
            ("accuse\tACCUSATION\tobj\tnone\t0", "no condition `none`"),
        ];
        let mut words = Words::default();
        words.read("w", "accuse\tverb\t\n").unwrap();
        for (line, reason) in cases {
            let error = Frames::default().read("f", line, &mut words).unwrap_err();
            assert_eq!(error.reason, reason);
        }
    }

    #[test]
    fn idioms_are_kept_apart_and_found_by_their_words() {
        let mut words = Words::default();
        words.read("w", "have\tverb\t\nhas\t-\t\n").unwrap();
        let mut frames = Frames::default();
        let line = "have\tDENIAL\tcharge\t\"none of it\"\t0";
        frames.read("idioms.tsv", line, &mut words).unwrap();
        let have = words.find("have");
        assert!(frames.of(have).is_empty());
        let idiom = &frames.idioms_of(have)[0];
        for (text, wanted) in [("None of it, he said", true), ("none of them", false), ("", false)]
        {
            assert_eq!(idiom.has_words_in(&split(text, &words)), wanted, "in {text:?}");
        }
    }
}
