//! Signs that follow each other, as a tree: what begins alike goes the same way.

use std::collections::HashMap;

/// A place in a tree: the signs on the way to it.
pub type Node = u32;

/// A tree of signs.
#[derive(Default)]
pub struct Tree {
    ways: HashMap<(Node, char), Node>,
}

impl Tree {
    /// Where all begin.
    pub const ROOT: Node = 0;

    /// The node of some signs, which is there from now on.
    pub fn insert<'c>(&mut self, signs: impl Iterator<Item = &'c char>) -> Node {
        signs.fold(Tree::ROOT, |node, sign| {
            let next = self.ways.len() as Node + 1;
            *self.ways.entry((node, *sign)).or_insert(next)
        })
    }

    /// The nodes that the signs of a text lead to, each with the place of its last sign.
    pub fn follow<'c>(&self, text: impl Iterator<Item = (usize, &'c char)>) -> Vec<(Node, usize)> {
        let mut node = Tree::ROOT;
        let mut nodes = Vec::new();
        for (at, sign) in text {
            let Some(next) = self.ways.get(&(node, *sign)) else { break };
            node = *next;
            nodes.push((node, at));
        }
        nodes
    }
}
