//! The words that rules know, each with its lemma and classes.

use std::hash::BuildHasher as _;

use hashbrown::HashTable;
use rustc_hash::FxBuildHasher;
use rustc_hash::FxHashMap;

use super::Classes;
use super::LexiconError;
use super::lines::each_line;
use super::texts::Texts;
use crate::analysis::doc::fold;

/// The number of a word of the lexicon; 0 is any word that the lexicon does not know.
pub(crate) type WordId = u32;

/// Room for the words of the built-in files, so that reading them moves nothing.
const WORDS_EXPECTED: usize = 28_000;

/// Room for their letters, in bytes.
const BYTES_EXPECTED: usize = 256 << 10;

/// What is known of a word.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Word {
    /// The word's base form; the word itself if it is one.
    pub(crate) lemma: WordId,
    /// What it can be.
    pub(crate) classes: Classes,
}

/// All words, found by their lower-case form.
#[derive(Clone, Debug)]
pub(crate) struct Words {
    /// The forms; a word's number is that of its form.
    texts: Texts,
    entries: Vec<Word>,
    /// The numbers, by the hash of the form.
    ids: HashTable<WordId>,
    /// A form that is being made.
    scratch: String,
}

impl Default for Words {
    fn default() -> Self {
        let mut texts = Texts::with_capacity(WORDS_EXPECTED, BYTES_EXPECTED);
        let unknown = texts.add("");
        let mut entries = Vec::with_capacity(WORDS_EXPECTED);
        entries.push(Word { lemma: unknown, classes: Classes::default() });
        let ids = HashTable::with_capacity(WORDS_EXPECTED);
        Self { texts, entries, ids, scratch: String::new() }
    }
}

impl Words {
    /// Returns the number of a lower-case word, or 0.
    pub(crate) fn find(&self, lower: &str) -> WordId {
        let found = self.ids.find(hash(lower), |id| self.texts.get(*id) == lower);
        found.copied().unwrap_or(0)
    }

    /// Returns the number of a word written in any case, or 0; `lower` is for its letters in lower case.
    pub(crate) fn find_folded(&self, raw: &str, lower: &mut String) -> WordId {
        if is_plain(raw) {
            return self.find(raw);
        }
        fold(raw, lower);
        self.find(lower)
    }

    /// Returns what is known of a word.
    pub(crate) fn get(&self, id: WordId) -> Word {
        self.entries.get(id as usize).copied().unwrap_or_default()
    }

    /// Returns the number of a verb's base form.
    ///
    /// # Errors
    ///
    /// Returns the reason if it is no verb of the word files.
    pub(super) fn verb(&self, lemma: &str) -> Result<WordId, String> {
        let id = self.find(lemma);
        let known = self.get(id).classes.any(Classes::VERB);
        if known { Ok(id) } else { Err(format!("`{lemma}` is no verb of the word files")) }
    }

    /// Returns the lower-case form of a word; empty for an unknown one.
    pub(crate) fn text(&self, id: WordId) -> &str {
        self.texts.get(id)
    }

    /// Returns the number of a lower-case word, and adds it if it is new.
    pub(crate) fn intern(&mut self, lower: &str) -> WordId {
        let known = self.find(lower);
        if known != 0 {
            return known;
        }
        let id = self.texts.add(lower);
        self.entries.push(Word { lemma: id, classes: Classes::default() });
        let texts = &self.texts;
        self.ids.insert_unique(hash(lower), id, |id| hash(texts.get(*id)));
        id
    }

    /// Returns the number of a word written in any case, and adds it if it is new.
    pub(crate) fn intern_folded(&mut self, raw: &str) -> WordId {
        if is_plain(raw) {
            return self.intern(raw);
        }
        let mut lower = std::mem::take(&mut self.scratch);
        fold(raw, &mut lower);
        let id = self.intern(&lower);
        self.scratch = lower;
        id
    }

    /// Adds classes to a form; the first lemma given to a form stays.
    pub(crate) fn add(&mut self, form: &str, lemma: WordId, classes: Classes) {
        let id = self.intern(form);
        self.add_to(id, lemma, classes);
    }

    fn add_to(&mut self, id: WordId, lemma: WordId, classes: Classes) {
        let word = &mut self.entries[id as usize];
        if word.lemma == id {
            word.lemma = lemma;
        }
        word.classes = word.classes.with(classes);
    }

    /// Reads one word file.
    ///
    /// A line is `lemma TAB part TAB classes TAB forms`: part is `verb`, `noun`, or `-`; classes
    /// are separated by spaces; forms, if given, replace the regular ones, in the order third,
    /// past, participle, gerund for a verb, and the plural for a noun. `#` begins a comment.
    ///
    /// # Errors
    ///
    /// Returns [`LexiconError`] with file, line and reason.
    pub(crate) fn read(&mut self, file: &str, text: &str) -> Result<(), LexiconError> {
        each_line(file, text, |line| self.read_line(line))
    }

    /// Reads the file of sets: a line is `class TAB words`, separated by `|`; every form of a word has its class.
    ///
    /// # Errors
    ///
    /// Returns [`LexiconError`] with file, line and reason.
    pub(crate) fn read_sets(&mut self, file: &str, text: &str) -> Result<(), LexiconError> {
        let mut sets: FxHashMap<WordId, Classes> = FxHashMap::default();
        each_line(file, text, |line| {
            let (name, words) = line.split_once('\t').ok_or("a class, a tab, and its words")?;
            let class = Classes::of_name(name).ok_or_else(|| format!("no class `{name}`"))?;
            for word in words.split('|').map(str::trim_ascii) {
                if word.is_empty() || !is_lower(word) {
                    return Err(format!("`{word}` must be a lower-case word"));
                }
                let set = sets.entry(self.intern(word)).or_default();
                *set = set.with(class);
            }
            Ok(())
        })?;
        for (id, word) in (0..).zip(&mut self.entries) {
            for one in [Some(id), (word.lemma != id).then_some(word.lemma)].into_iter().flatten() {
                let set = sets.get(&one).copied().unwrap_or_default();
                word.classes = word.classes.with(set);
            }
        }
        Ok(())
    }

    fn read_line(&mut self, line: &str) -> Result<(), String> {
        let mut cells = line.split('\t');
        let lemma = cells.next().unwrap_or_default().trim_ascii();
        let part = cells.next().unwrap_or_default().trim_ascii();
        let mut classes = Classes::default();
        for name in cells.next().unwrap_or_default().split_ascii_whitespace() {
            let class = Classes::of_name(name).ok_or_else(|| format!("no class `{name}`"))?;
            classes = classes.with(class);
        }
        let forms: Vec<&str> = cells.next().unwrap_or_default().split_ascii_whitespace().collect();
        if lemma.is_empty() || !is_lower(lemma) {
            return Err(format!("`{lemma}` must be a lower-case word"));
        }
        let id = self.intern(lemma);
        match part {
            "verb" => self.add_verb(lemma, id, classes, &forms)?,
            "noun" => {
                self.add_to(id, id, classes.with(Classes::NOUN));
                let plural = forms.first().map_or_else(|| plural(lemma), |form| (*form).into());
                self.add(&plural, id, classes.with(Classes::NOUN).with(Classes::PLURAL));
            }
            "-" => {
                self.add_to(id, id, classes);
                for form in forms {
                    self.add(form, id, classes);
                }
            }
            other => return Err(format!("part `{other}` is not `verb`, `noun` or `-`")),
        }
        Ok(())
    }

    fn add_verb(
        &mut self,
        lemma: &str,
        id: WordId,
        classes: Classes,
        forms: &[&str],
    ) -> Result<(), String> {
        self.add_to(id, id, classes.with(Classes::BASE));
        let regular = [plural(lemma), past(lemma), past(lemma), gerund(lemma)];
        if !matches!(forms.len(), 0 | 4) {
            return Err("an irregular verb has four forms: third, past, participle, gerund".into());
        }
        let kinds = [Classes::THIRD, Classes::PAST, Classes::PARTICIPLE, Classes::GERUND];
        for (index, kind) in kinds.into_iter().enumerate() {
            let form = forms.get(index).copied().unwrap_or(&regular[index]);
            self.add(form, id, classes.with(kind));
        }
        Ok(())
    }
}

fn hash(form: &str) -> u64 {
    FxBuildHasher.hash_one(form)
}

/// Whether a word is all small letters of ASCII, as most are: there is nothing to fold.
fn is_plain(raw: &str) -> bool {
    raw.bytes().all(|byte| byte.is_ascii_lowercase())
}

/// Whether a word has no capital.
fn is_lower(word: &str) -> bool {
    !word.bytes().any(|byte| byte.is_ascii_uppercase())
        && (word.is_ascii() || word == word.to_lowercase())
}

fn is_vowel(byte: Option<u8>) -> bool {
    matches!(byte, Some(b'a' | b'e' | b'i' | b'o' | b'u'))
}

/// Adds the regular `s` of plural and third person.
fn plural(lemma: &str) -> String {
    let bytes = lemma.as_bytes();
    let last = bytes.last().copied();
    let before = bytes.len().checked_sub(2).and_then(|index| bytes.get(index).copied());
    match last {
        Some(b'y') if !is_vowel(before) => [&lemma[..lemma.len() - 1], "ies"].concat(),
        Some(b's' | b'x' | b'z') => [lemma, "es"].concat(),
        Some(b'h') if matches!(before, Some(b'c' | b's')) => [lemma, "es"].concat(),
        _ => [lemma, "s"].concat(),
    }
}

/// Adds the regular `ed`; consonants are not doubled, such verbs are listed with their forms.
fn past(lemma: &str) -> String {
    let bytes = lemma.as_bytes();
    let before = bytes.len().checked_sub(2).and_then(|index| bytes.get(index).copied());
    match bytes.last() {
        Some(b'e') => [lemma, "d"].concat(),
        Some(b'y') if !is_vowel(before) => [&lemma[..lemma.len() - 1], "ied"].concat(),
        _ => [lemma, "ed"].concat(),
    }
}

/// Adds the regular `ing`.
fn gerund(lemma: &str) -> String {
    match lemma.strip_suffix('e') {
        Some(stem) if !lemma.ends_with("ee") && !lemma.ends_with("ye") => [stem, "ing"].concat(),
        _ => [lemma, "ing"].concat(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn regular_forms_are_made() {
        let mut words = Words::default();
        words
            .read("t", "deny\tverb\treports\nsay\tverb\treports\tsays said said saying\n")
            .unwrap();
        for form in ["deny", "denies", "denied", "denying", "says", "said", "saying"] {
            assert!(words.get(words.find(form)).classes.any(Classes::REPORTS), "{form}");
        }
        assert_eq!(words.get(words.find("said")).lemma, words.find("say"));
        assert_eq!(words.find("unheard"), 0);
    }

    #[test]
    fn a_wrong_line_is_refused_with_its_number() {
        let error = Words::default().read("own.tsv", "# words\nx\tverb\tnonsense\n").unwrap_err();
        assert_eq!(error.to_string(), "own.tsv, line 2: no class `nonsense`");
    }
}
