//! What the headings of a translation stand for: those of the page that it was made from, one by one.

use super::{Catalog, Entry};
use crate::source::Sources;
use std::collections::HashSet;

/// Where the headings of two texts part.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mismatch {
    /// The first heading that differs in level, or that only one of them has.
    pub heading: usize,
}

impl Catalog {
    /// The page that a page is a translation of, if there is one.
    pub fn original(&self, entry: &Entry) -> Option<&Entry> {
        self.page(&entry.path, entry.translation.of()?).and_then(|id| self.entry(id))
    }

    /// The second id of each heading of a translation: that of the same heading in the original, where it is another
    /// and no heading of the page has it. Empty where the headings do not match.
    pub fn second_ids<'a>(&'a self, entry: &Entry, sources: &'a Sources) -> Vec<Option<&'a str>> {
        let Some(original) = self.original(entry).filter(|original| mismatch(entry, original).is_none()) else {
            return Vec::new();
        };
        let own: HashSet<&str> =
            entry.document.headings.iter().map(|heading| entry.document.text(sources, heading.id)).collect();
        let ids = original.document.headings.iter().map(|heading| original.document.text(sources, heading.id));
        ids.map(|id| Some(id).filter(|id| !own.contains(id))).collect()
    }

    /// The heading of a translation that has this second id.
    pub fn heading_of_second_id(&self, entry: &Entry, id: &str, sources: &Sources) -> Option<usize> {
        self.second_ids(entry, sources).iter().position(|second| *second == Some(id))
    }
}

/// Where the headings of a translation and its original part; nothing if levels and count match.
pub fn mismatch(entry: &Entry, original: &Entry) -> Option<Mismatch> {
    let (own, other) = (&entry.document.headings, &original.document.headings);
    let same = own.iter().zip(other).take_while(|(own, other)| own.level == other.level).count();
    (same < own.len().max(other.len())).then_some(Mismatch { heading: same })
}
