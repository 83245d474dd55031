//! What each word of a text is in its sentence, settled once for all rules.

use std::cell::OnceCell;
use std::ops::Range;

use super::Grammar;
use super::VerbGroup;
use crate::analysis::actors::Actors;
use crate::analysis::doc::Doc;

/// The words of a text by the part that they play.
#[derive(Debug, Default)]
pub(crate) struct Parts {
    /// Those that act as verbs.
    verbs: Tokens,
    /// Those that no noun phrase has.
    barred: Tokens,
    /// The groups of the verbs, in order.
    groups: Vec<VerbGroup>,
    /// Who does what each of the verbs says, once a rule has asked.
    subjects: Vec<OnceCell<Option<Range<usize>>>>,
    /// For each word its place in `groups` and `subjects`, if it is a verb.
    places: Vec<Option<u32>>,
}

impl Parts {
    /// Settles the parts of all words, sentence by sentence.
    pub(crate) fn of(doc: &Doc<'_>, actors: &Actors) -> Self {
        let nothing = Self::default();
        let mut verbs = Tokens::none(doc.tokens.len());
        for sentence in &doc.sentences {
            let g = Grammar::new(doc, actors, &nothing, sentence);
            (g.start..g.end).filter(|at| g.acts_as_verb(*at)).for_each(|at| verbs.add(at));
        }
        let known = Self { verbs, ..nothing };
        let mut barred = Tokens::none(doc.tokens.len());
        for sentence in &doc.sentences {
            let g = Grammar::new(doc, actors, &known, sentence);
            (g.start..g.end).filter(|at| g.is_barred(*at)).for_each(|at| barred.add(at));
        }
        let known = Self { barred, ..known };
        let mut groups = Vec::new();
        let mut places = vec![None; doc.tokens.len()];
        for sentence in &doc.sentences {
            let g = Grammar::new(doc, actors, &known, sentence);
            for verb in (g.start..g.end).filter(|at| g.is_verb(*at)) {
                places[verb] = u32::try_from(groups.len()).ok();
                groups.push(g.read_verb_group(verb));
            }
        }
        let subjects = vec![OnceCell::new(); groups.len()];
        Self { groups, subjects, places, ..known }
    }

    /// Returns the group of a verb that acts as one.
    pub(super) fn group(&self, verb: usize) -> Option<VerbGroup> {
        Some(self.groups[self.place(verb)?])
    }

    /// Returns where the subject of a verb group is kept, if the group is that of a verb of the text.
    pub(super) fn subject(&self, group: VerbGroup) -> Option<&OnceCell<Option<Range<usize>>>> {
        let place = self.place(group.verb).filter(|place| self.groups[*place] == group)?;
        Some(&self.subjects[place])
    }

    fn place(&self, verb: usize) -> Option<usize> {
        self.places.get(verb).copied().flatten().map(|place| place as usize)
    }

    /// Returns whether a token acts as a verb.
    pub(super) fn is_verb(&self, token: usize) -> bool {
        self.verbs.has(token)
    }

    /// Returns whether no noun phrase has a token.
    pub(super) fn is_barred(&self, token: usize) -> bool {
        self.barred.has(token)
    }
}

/// A set of tokens, a bit each.
#[derive(Debug, Default)]
struct Tokens(Vec<u64>);

impl Tokens {
    fn none(tokens: usize) -> Self {
        Self(vec![0; tokens.div_ceil(64)])
    }

    fn add(&mut self, token: usize) {
        self.0[token / 64] |= 1 << (token % 64);
    }

    fn has(&self, token: usize) -> bool {
        self.0[token / 64] >> (token % 64) & 1 == 1
    }
}
