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
        self.page(&entry.path, entry.translation.of()?).map(|id| self.entry(id))
    }

    /// The second id of each heading of a translation: that of the same heading in the original, where it is another
    /// and no heading of the page has it. Empty where the headings do not match.
    pub fn second_ids<'a>(&'a self, entry: &Entry, sources: &'a Sources) -> Vec<Option<&'a str>> {
        let Some(original) = self.same_headings(entry) else { return Vec::new() };
        let own: HashSet<&str> =
            entry.document.headings.iter().map(|heading| entry.document.text(sources, heading.id)).collect();
        let ids = original.document.headings.iter().map(|heading| original.document.text(sources, heading.id));
        ids.map(|id| Some(id).filter(|id| !own.contains(id))).collect()
    }

    /// The heading of a translation that has this second id.
    pub fn heading_of_second_id(&self, entry: &Entry, id: &str, sources: &Sources) -> Option<usize> {
        let heading = |entry: &Entry| {
            let source = &sources.get(entry.document.source).text;
            entry.document.heading_named(source, id)
        };
        heading(self.same_headings(entry)?).filter(|_| heading(entry).is_none())
    }

    /// The original of a translation whose headings match its own.
    fn same_headings(&self, entry: &Entry) -> Option<&Entry> {
        let original = self.original(entry)?;
        let same = entry.same_headings.get_or_init(|| mismatch(entry, original).is_none());
        Some(original).filter(|_| *same)
    }
}

/// Where the headings of a translation and its original part; `None` if levels and count match.
pub fn mismatch(entry: &Entry, original: &Entry) -> Option<Mismatch> {
    let (own, other) = (&entry.document.headings, &original.document.headings);
    let same = own.iter().zip(other).take_while(|(own, other)| own.level == other.level).count();
    (same < own.len().max(other.len())).then_some(Mismatch { heading: same })
}
