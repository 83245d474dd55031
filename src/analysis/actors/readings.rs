//! Which of several readings a name has: Georgia the state or the country, which Congo, which Korea.

use std::ops::Range;

use rustc_hash::FxHashMap;

use crate::analysis::doc::Doc;
use crate::analysis::lexicon::Flags;
use crate::analysis::lexicon::Form;

/// Chooses readings, and remembers how often the cues of each stand in the text.
pub(super) struct Readings<'a> {
    doc: &'a Doc<'a>,
    in_story: FxHashMap<u16, usize>,
}

impl<'a> Readings<'a> {
    pub(super) fn new(doc: &'a Doc<'a>) -> Self {
        Self { doc, in_story: FxHashMap::default() }
    }

    /// Returns the reading that the sentence asks for, else the story, else the one without cues.
    pub(super) fn choose<'f>(
        &mut self,
        forms: impl Iterator<Item = &'f Form>,
        sentence: &Range<usize>,
    ) -> Option<&'f Form> {
        let mut default = None;
        let mut best: Option<(usize, usize, &Form)> = None;
        for form in forms {
            let Some(cues) = form.cues() else {
                default = default.or(Some(form));
                continue;
            };
            let near = self.count(cues, sentence.clone());
            let far = self.count_story(cues);
            if form.flags.any(Flags::CUE) && near + far == 0 {
                continue;
            }
            if best.is_none_or(|(n, f, _)| (near, far) > (n, f)) && near + far > 0 {
                best = Some((near, far, form));
            }
        }
        best.map(|(_, _, form)| form).or(default)
    }

    fn count(&self, cues: u16, tokens: Range<usize>) -> usize {
        let words = self.doc.lexicon.names.cues(cues);
        self.doc.tokens[tokens]
            .iter()
            .filter(|token| words.binary_search(&token.word).is_ok())
            .count()
    }

    fn count_story(&mut self, cues: u16) -> usize {
        if let Some(count) = self.in_story.get(&cues) {
            return *count;
        }
        let count = self.count(cues, 0..self.doc.tokens.len());
        self.in_story.insert(cues, count);
        count
    }
}
