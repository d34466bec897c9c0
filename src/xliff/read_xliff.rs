//! What both versions of XLIFF have in common: parts with notes in which the program remembers, and texts with elements in
//! them.

use super::STAMPS;
use super::delivery::{Brought, Part, Remark, Run, Seen};
use super::xml::head;
use roxmltree::Node;
use std::collections::HashMap;
use std::ops::Range;

/// What an element in a text stands for, with its place.
pub(super) type Element = fn(Node, &mut Vec<(Seen, Range<usize>)>);

/// A file with its units, of which `notes` are the notes, called by the attribute `by`.
pub(super) fn part<'a, 'i: 'a>(
    file: Node<'a, 'i>,
    notes: impl Iterator<Item = Node<'a, 'i>>,
    by: &str,
    units: Vec<Brought>,
) -> Part {
    let (mut stamps, mut remarks) = (HashMap::new(), Vec::new());
    for note in notes {
        let name = note.attribute(by).unwrap_or_default();
        match STAMPS.into_iter().find(|own| *own == name) {
            Some(own) => _ = stamps.entry(own).or_insert_with(|| note.text().unwrap_or_default().trim().to_owned()),
            None => remarks.extend(remark(note)),
        }
    }
    let path = file.attribute("original").unwrap_or_default().to_owned();
    Part { path, head: head(file), notes: stamps, units, remarks }
}

/// What somebody has written into a note.
pub(super) fn remark(note: Node) -> Option<Remark> {
    let text: String = note.descendants().filter(Node::is_text).filter_map(|text| text.text()).collect();
    Some(Remark { text: text.trim().to_owned(), range: note.range() }).filter(|remark| !remark.text.is_empty())
}

/// A text.
pub(super) fn run(node: Node, element: Element) -> Run {
    let mut seen = Vec::new();
    inside(node, &mut seen, element);
    Run { range: node.range(), head: head(node), seen }
}

/// What stands in an element of a text.
pub(super) fn inside(node: Node, seen: &mut Vec<(Seen, Range<usize>)>, element: Element) {
    for child in node.children() {
        if child.is_text() {
            seen.push((Seen::Text(child.text().unwrap_or_default().to_owned()), child.range()));
        } else if child.is_element() {
            element(child, seen);
        }
    }
}
