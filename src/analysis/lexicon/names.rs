//! Names of states, bodies, places, groups and persons, each with what it stands for.

use rustc_hash::FxHashMap;
use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

use super::LexiconError;
use super::WordId;
use super::Words;
use super::lines::each_line;
use super::sort::Flags;
use super::sort::Sort;
use super::texts::Texts;
use super::trie::Node;
use super::trie::Trie;
use crate::analysis::doc::Shape;
use crate::analysis::doc::pieces;
use crate::model::ActorCode;

/// The number of a state or bloc in the lexicon.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct StateId(u16);

/// The number of a canonical name in the lexicon.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct NameId(u32);

/// The most tokens that a form may have: their case is kept in a `u32`.
const FORM_TOKENS_MAX: usize = 24;

/// Acronyms of up to so many letters count only in capitals: `US`, not `us` or `Us`.
const SHORT_ACRONYM_CHARS: usize = 3;

/// One way to write a name.
#[derive(Clone, Debug)]
pub(crate) struct Form {
    /// What sort of thing it names.
    pub(crate) sort: Sort,
    /// The state or bloc of the line.
    pub(crate) state: Option<StateId>,
    /// The canonical name.
    pub(crate) name: NameId,
    /// What must be minded.
    pub(crate) flags: Flags,
    /// Bit n: token n must begin with a capital.
    capitals: u32,
    /// Bit n: token n must be in capitals throughout.
    uppers: u32,
    /// The set of words of which one must be near, if any.
    cues: Option<u16>,
    /// Another form of the same words.
    next: Option<u32>,
}

impl Form {
    /// Returns whether words of this case can be this form.
    ///
    /// Bit n of the masks says that token n has a capital, or is in capitals throughout.
    pub(crate) fn fits(&self, capitals: u32, uppers: u32) -> bool {
        self.capitals & !capitals == 0 && self.uppers & !uppers == 0
    }

    /// Returns whether it is one short acronym, which is lost in text that is all in capitals.
    pub(crate) fn is_short_acronym(&self) -> bool {
        self.uppers == 1 && self.capitals == 1
    }

    /// Returns the number of its set of cues; [`Names::cues`] has the words.
    pub(crate) fn cues(&self) -> Option<u16> {
        self.cues
    }
}

/// What the last word of a vendor's name says: `Typhoon`, `Bear`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Scheme {
    /// The state for which it stands, if it stands for one.
    pub(crate) state: Option<StateId>,
}

/// All names, found by the numbers of their words.
#[derive(Clone, Debug, Default)]
pub(crate) struct Names {
    trie: Trie,
    forms: Vec<Form>,
    canonical: Texts,
    codes: Vec<ActorCode>,
    of_states: Vec<NameId>,
    states: FxHashMap<Box<str>, StateId>,
    cues: Vec<Vec<WordId>>,
    schemes: FxHashMap<WordId, Scheme>,
}

impl Names {
    /// Returns what the last word of a vendor's name says, if the word is of a scheme.
    pub(crate) fn scheme(&self, word: WordId) -> Option<Scheme> {
        self.schemes.get(&word).copied()
    }

    /// Returns a set of cues, sorted.
    pub(crate) fn cues(&self, set: u16) -> &[WordId] {
        &self.cues[usize::from(set)]
    }

    /// Returns the canonical name.
    pub(crate) fn name(&self, id: NameId) -> &str {
        self.canonical.get(id.0)
    }

    /// Returns the code of a state or bloc.
    pub(crate) fn code(&self, id: StateId) -> &ActorCode {
        &self.codes[usize::from(id.0)]
    }

    /// Returns the number of a state or bloc by its code (`CN`, `EU`).
    pub(crate) fn state(&self, code: &str) -> Option<StateId> {
        self.states.get(code).copied()
    }

    /// Returns the name of a state or bloc.
    pub(crate) fn state_name(&self, id: StateId) -> &str {
        self.name(self.of_states[usize::from(id.0)])
    }

    /// Returns the id of the name of a state or bloc.
    pub(crate) fn state_name_id(&self, id: StateId) -> NameId {
        self.of_states[usize::from(id.0)]
    }

    /// Returns the place of a state in lists that have one entry a state.
    pub(crate) fn index(id: StateId) -> usize {
        usize::from(id.0)
    }

    /// Returns how many states and blocs there are.
    pub(crate) fn state_count(&self) -> usize {
        self.codes.len()
    }

    /// Lists the states and blocs.
    pub(crate) fn states(&self) -> impl Iterator<Item = StateId> {
        (0..self.codes.len()).map_while(|place| u16::try_from(place).ok()).map(StateId)
    }

    /// Lists every form.
    pub(crate) fn forms(&self) -> impl Iterator<Item = &Form> {
        self.forms.iter()
    }

    /// Returns the node that names beginning with `word` share.
    pub(crate) fn enter(&self, word: WordId) -> Option<Node> {
        self.trie.enter(word)
    }

    /// Returns the node that `word` reaches from `node`.
    pub(crate) fn step(&self, node: Node, word: WordId) -> Option<Node> {
        self.trie.step(node, word)
    }

    /// Returns the forms that end at a node.
    pub(crate) fn forms_at(&self, node: Node) -> impl Iterator<Item = &Form> {
        let mut next = self.trie.value(node);
        std::iter::from_fn(move || {
            let form = &self.forms[next? as usize];
            next = form.next;
            Some(form)
        })
    }

    /// Reads one name file; the words of its forms are added to `words`.
    ///
    /// A line is `sort TAB code TAB forms TAB flags TAB cues`: the code is of a state or bloc, `-`
    /// for none, or `*` for the state that the text names beside it; forms are separated by `|`,
    /// and the first is the canonical name; flags and cues are separated by spaces. Before a form,
    /// `?` says that it needs a cue, `!` that it counts in capitals only, and `=` that it is the
    /// name shown and no form. `#` begins a comment.
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
        self.trie.reserve(text.len() / 16);
        each_line(file, text, |line| self.read_line(line, words))
    }

    /// Reads one line.
    ///
    /// # Errors
    ///
    /// Returns the reason why the line cannot be used.
    pub(crate) fn read_line(&mut self, line: &str, words: &mut Words) -> Result<(), String> {
        let mut cells = line.split('\t');
        let sort_name = cells.next().unwrap_or_default().trim_ascii();
        let code = cells.next().unwrap_or_default().trim_ascii();
        let forms = cells.next().unwrap_or_default();
        if sort_name == "scheme" {
            let state = self.state_of(code, None)?;
            self.schemes.insert(words.intern_folded(forms.trim()), Scheme { state });
            return Ok(());
        }
        let sort = Sort::of_name(sort_name).ok_or_else(|| format!("no sort `{sort_name}`"))?;
        let mut flags = Flags::default();
        for name in cells.next().unwrap_or_default().split_ascii_whitespace() {
            let flag = Flags::of_name(name).ok_or_else(|| format!("no flag `{name}`"))?;
            flags = flags.with(flag);
        }
        if code == "*" {
            flags = flags.with(Flags::LOCAL);
        }
        let cues = self.add_cues(cells.next().unwrap_or_default(), words)?;
        let forms = || forms.split('|').map(str::trim_ascii).filter(|form| !form.is_empty());
        let Some(first) = forms().next().map(|form| form.trim_start_matches(['?', '!', '=']))
        else {
            return Err("no forms; the third column has them, separated by `|`".into());
        };
        let defines = sort_name == "country" || sort == Sort::Bloc;
        let state = self.state_of(code, defines.then_some(first))?;
        let name = match state {
            Some(state) if sort.is_of_state() => self.of_states[usize::from(state.0)],
            _ => self.add_name(first),
        };
        let new = Form { sort, state, name, flags, capitals: 0, uppers: 0, cues, next: None };
        for form in forms().filter(|form| !form.starts_with('=')) {
            let (form, mark) = match form.as_bytes() {
                [b'?', ..] => (&form[1..], Flags::CUE),
                [b'!', ..] => (&form[1..], Flags::UPPER),
                _ => (form, Flags::default()),
            };
            let new = Form { flags: flags.with(mark), ..new.clone() };
            if !flags.any(Flags::EXACT) && !form.is_ascii() {
                let plain: String = form.nfd().filter(|c| !is_combining_mark(*c)).collect();
                if plain != form {
                    self.add_form(&plain, new.clone(), words)?;
                }
            }
            if sort == Sort::Group && form.split(' ').all(is_capitalised) {
                // `RocketKitten`, as vendors join what others write apart.
                let joined: String = form.split(' ').collect();
                if joined != form {
                    self.add_form(&joined, new.clone(), words)?;
                }
            }
            self.add_form(form, new, words)?;
        }
        Ok(())
    }

    fn add_cues(&mut self, cell: &str, words: &mut Words) -> Result<Option<u16>, String> {
        let mut cues: Vec<WordId> =
            cell.split_ascii_whitespace().map(|word| words.intern_folded(word)).collect();
        if cues.is_empty() {
            return Ok(None);
        }
        cues.sort_unstable();
        self.cues.push(cues);
        u16::try_from(self.cues.len() - 1).map(Some).map_err(|_| "too many sets of cues".into())
    }

    fn state_of(&mut self, code: &str, defined: Option<&str>) -> Result<Option<StateId>, String> {
        if matches!(code, "-" | "*" | "") {
            return Ok(None);
        }
        if let Some(state) = self.states.get(code) {
            return Ok(Some(*state));
        }
        let Some(name) = defined else {
            return Err(format!("no state or bloc `{code}`"));
        };
        let state = StateId(u16::try_from(self.codes.len()).map_err(|_| "too many codes")?);
        self.states.insert(code.into(), state);
        self.codes.push(match code.strip_prefix("ORG:") {
            Some(name) => ActorCode::organisation(name),
            None => ActorCode::state(code),
        });
        let name = self.add_name(name);
        self.of_states.push(name);
        Ok(Some(state))
    }

    fn add_name(&mut self, name: &str) -> NameId {
        NameId(self.canonical.add(name))
    }

    /// Adds a form; the case that it demands is that in which it is written.
    fn add_form(&mut self, form: &str, mut new: Form, words: &mut Words) -> Result<(), String> {
        let mut end = None;
        for (index, piece) in pieces(form).enumerate() {
            if index == FORM_TOKENS_MAX {
                return Err(format!("`{form}` has more than {FORM_TOKENS_MAX} words"));
            }
            end = Some(self.trie.grow(end, words.intern_folded(piece.raw)));
            if piece.shape.any(Shape::CAPITAL) && !new.flags.any(Flags::LOWER) {
                new.capitals |= 1 << index;
                let short = || piece.raw.chars().count() <= SHORT_ACRONYM_CHARS;
                if piece.shape.any(Shape::UPPER) && (new.flags.any(Flags::UPPER) || short()) {
                    new.uppers |= 1 << index;
                }
            }
        }
        let end = end.ok_or_else(|| format!("`{form}` has no word"))?;
        let number = u32::try_from(self.forms.len()).map_err(|_| "too many forms")?;
        new.next = self.trie.put(end, number);
        self.forms.push(new);
        Ok(())
    }
}
/// Whether a word is written as a name: a capital and small letters.
fn is_capitalised(word: &str) -> bool {
    word.len() > 3
        && word.starts_with(|first: char| first.is_ascii_uppercase())
        && word.bytes().skip(1).all(|byte| byte.is_ascii_lowercase())
}
