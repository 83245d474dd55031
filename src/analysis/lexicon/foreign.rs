//! Names of states and capitals in other languages: `config/lexicon/foreign.tsv`.

use rustc_hash::FxHashMap;

use super::LexiconError;
use super::Names;
use super::Sort;
use super::StateId;
use super::lines::each_line;
use crate::analysis::doc::fold;
use crate::analysis::doc::pieces;

/// The shortest beginning of a word that can stand for it, in characters.
const STEM_CHARS_MIN: usize = 2;

/// One word of a form: in full, or as the beginning of a word.
#[derive(Clone, Debug)]
struct Part {
    text: Box<str>,
    stem: bool,
}

impl Part {
    fn fits(&self, word: &str) -> bool {
        if self.stem { word.starts_with(&*self.text) } else { word == &*self.text }
    }
}

/// A form in another language, behind its first word.
#[derive(Clone, Debug)]
struct Entry {
    /// Whether the first word is a beginning.
    stem: bool,
    rest: Vec<Part>,
    sort: Sort,
    state: StateId,
}

/// The names of one language, by their first word or its beginning.
type Tongue = FxHashMap<Box<str>, Vec<Entry>>;

/// The names of all languages.
#[derive(Clone, Debug, Default)]
pub(crate) struct Foreign {
    tongues: FxHashMap<Box<str>, Tongue>,
}

impl Foreign {
    /// Returns whether names of a language are known.
    pub(crate) fn knows(&self, language: &str) -> bool {
        self.tongues.contains_key(language)
    }

    /// Finds the longest name that `words`, folded, begin with: its length in words, sort and state.
    pub(crate) fn find(&self, language: &str, words: &[&str]) -> Option<(usize, Sort, StateId)> {
        let tongue = self.tongues.get(language)?;
        let first = *words.first()?;
        let mut best: Option<(usize, Sort, StateId)> = None;
        let stems = first.char_indices().map(|(at, _)| at).skip(STEM_CHARS_MIN);
        for end in stems.chain(std::iter::once(first.len())) {
            for entry in tongue.get(&first[..end]).into_iter().flatten() {
                let whole = end == first.len();
                let rest = words.get(1..=entry.rest.len());
                let fits = (whole || entry.stem)
                    && rest.is_some_and(|rest| {
                        rest.iter().zip(&entry.rest).all(|(word, part)| part.fits(word))
                    });
                let length = entry.rest.len() + 1;
                if fits && best.is_none_or(|(known, _, _)| length > known) {
                    best = Some((length, entry.sort, entry.state));
                }
            }
        }
        best
    }

    /// Reads lines of `language TAB sort TAB code TAB forms`.
    ///
    /// # Errors
    ///
    /// Returns [`LexiconError`] with file, line and reason.
    pub(crate) fn read(
        &mut self,
        file: &str,
        text: &str,
        names: &Names,
    ) -> Result<(), LexiconError> {
        each_line(file, text, |line| self.read_line(line, names))
    }

    fn read_line(&mut self, line: &str, names: &Names) -> Result<(), String> {
        let mut cells = line.split('\t').map(str::trim);
        let language = cells.next().unwrap_or_default();
        let sort = cells.next().unwrap_or_default();
        let sort = Sort::of_name(sort).ok_or_else(|| format!("no sort `{sort}`"))?;
        let code = cells.next().unwrap_or_default();
        let state = names.state(code).ok_or_else(|| format!("no state or bloc `{code}`"))?;
        let tongue = self.tongues.entry(language.into()).or_default();
        let forms = cells.next().unwrap_or_default().split('|').map(str::trim);
        let mut lower = String::new();
        for form in forms.filter(|form| !form.is_empty()) {
            let mut parts: Vec<Part> = Vec::new();
            for piece in pieces(form) {
                match parts.last_mut() {
                    Some(last) if piece.raw == "*" => last.stem = true,
                    _ => {
                        fold(piece.raw, &mut lower);
                        parts.push(Part { text: lower.as_str().into(), stem: false });
                    }
                }
            }
            if parts.is_empty() {
                return Err(format!("`{form}` has no word"));
            }
            let first = parts.remove(0);
            let entry = Entry { stem: first.stem, rest: parts, sort, state };
            tongue.entry(first.text).or_default().push(entry);
        }
        Ok(())
    }
}
