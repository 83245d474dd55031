//! Forms of names as paths of word numbers, found in one pass by their longest match.

use rustc_hash::FxHashMap;

use super::WordId;

/// Where a path has led; [`Trie::enter`] gives the first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Node(u32);

/// No node, or no form.
const NONE: u32 = u32::MAX;

/// A set of paths, each with the number of its last added value.
#[derive(Clone, Debug, Default)]
pub(crate) struct Trie {
    /// The node that a first word leads to, by word.
    roots: Vec<u32>,
    /// The node that a word leads to from a node.
    edges: FxHashMap<(u32, WordId), u32>,
    /// The value at each node.
    values: Vec<u32>,
}

impl Trie {
    /// Returns the node that a path beginning with `word` reaches.
    pub(crate) fn enter(&self, word: WordId) -> Option<Node> {
        let node = *self.roots.get(word as usize)?;
        (node != NONE).then_some(Node(node))
    }

    /// Returns the node that `word` reaches from `node`.
    pub(crate) fn step(&self, node: Node, word: WordId) -> Option<Node> {
        self.edges.get(&(node.0, word)).copied().map(Node)
    }

    /// Returns the value at a node.
    pub(crate) fn value(&self, node: Node) -> Option<u32> {
        let value = self.values[node.0 as usize];
        (value != NONE).then_some(value)
    }

    /// Makes room for `paths` more paths.
    pub(crate) fn reserve(&mut self, paths: usize) {
        self.edges.reserve(paths);
        self.values.reserve(paths * 2);
    }

    /// Returns the node that `word` reaches from `node`, or from the beginning, and adds it if it is new.
    pub(crate) fn grow(&mut self, node: Option<Node>, word: WordId) -> Node {
        let new = u32::try_from(self.values.len()).expect("a lexicon has fewer than 2^32 names");
        let next = if let Some(node) = node {
            self.edges.entry((node.0, word)).or_insert(new)
        } else {
            let first = word as usize;
            if self.roots.len() <= first {
                self.roots.resize(first + 1, NONE);
            }
            let root = &mut self.roots[first];
            if *root == NONE {
                *root = new;
            }
            root
        };
        let next = *next;
        if next == new {
            self.values.push(NONE);
        }
        Node(next)
    }

    /// Puts `value` at a node, and returns the value that was there.
    pub(crate) fn put(&mut self, node: Node, value: u32) -> Option<u32> {
        let old = std::mem::replace(&mut self.values[node.0 as usize], value);
        (old != NONE).then_some(old)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_what_was_put_in() {
        let mut trie = Trie::default();
        let one = trie.grow(None, 1);
        let two = trie.grow(Some(one), 2);
        assert_eq!(trie.put(two, 7), None);
        assert_eq!(trie.grow(None, 1), one);
        assert_eq!(trie.grow(Some(one), 2), two);
        assert_eq!(trie.put(two, 8), Some(7));
        assert_eq!(trie.enter(1), Some(one));
        assert_eq!(trie.value(one), None);
        assert_eq!(trie.step(one, 2).and_then(|node| trie.value(node)), Some(8));
        assert_eq!(trie.step(one, 3), None);
        assert_eq!(trie.enter(2), None);
        assert_eq!(trie.enter(99), None);
    }
}
