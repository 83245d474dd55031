//! Many short texts in one piece of memory.

/// Texts, each known by its number, from 0 in the order in which they came.
#[derive(Clone, Debug, Default)]
pub(crate) struct Texts {
    all: String,
    /// Where each text ends; it begins where the one before ends.
    ends: Vec<u32>,
}

impl Texts {
    /// Makes room for `texts` texts of `bytes` bytes in all.
    pub(crate) fn with_capacity(texts: usize, bytes: usize) -> Self {
        Self { all: String::with_capacity(bytes), ends: Vec::with_capacity(texts) }
    }

    /// Adds a text and returns its number.
    pub(crate) fn add(&mut self, text: &str) -> u32 {
        self.all.push_str(text);
        self.ends.push(number(self.all.len()));
        number(self.ends.len() - 1)
    }

    /// Returns a text; empty for a number that none has.
    pub(crate) fn get(&self, id: u32) -> &str {
        let id = id as usize;
        let Some(end) = self.ends.get(id) else { return "" };
        let start = id.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.all[start as usize..*end as usize]
    }
}

fn number(count: usize) -> u32 {
    u32::try_from(count).expect("a lexicon has fewer than 2^32 bytes")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_found_by_their_number() {
        let mut texts = Texts::default();
        assert_eq!((texts.add("one"), texts.add(""), texts.add("zwölf")), (0, 1, 2));
        assert_eq!([0, 1, 2, 3].map(|id| texts.get(id)), ["one", "", "zwölf", ""]);
    }
}
