//! Anchors: what a link to a place on a page can name.

use super::anchors::Anchors;
use super::{Catalog, Entry};
use crate::config::Config;
use crate::diagnostic::suggestion;
use crate::document::Document;
use crate::source::Sources;
use std::iter::once;

/// What a link to an anchor leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Anchor<'a> {
    Here,
    /// The id that the heading has on this page, for the one that it has in the original.
    Other(&'a str),
    /// Perhaps that of a conflict that could not be read.
    Vague,
    Unknown,
}

/// How many blocks of a page are looked through for an anchor that was meant.
const TRIED: usize = 8;

/// A text that has anchors.
type Shown<'a> = (&'a Document, &'a Anchors);

impl Catalog {
    /// What an anchor means on a page: its headings, those of its blocks, its tables, and the entries of the lists that
    /// its template shows.
    pub fn anchor<'a>(&'a self, entry: &'a Entry, id: &str, sources: &'a Sources, config: &Config) -> Anchor<'a> {
        let is_heading = |document: &Document| document.heading_named(&sources.get(document.source).text, id).is_some();
        let own = self.own_anchors(entry, sources);
        // Most anchors are headings of the page's own text.
        let here = is_heading(&entry.document)
            || own.has(id, self)
            || is_listed(self, entry, id)
            || self.of_blocks(entry, sources, config).any(|(text, anchors)| is_heading(text) || anchors.has(id, self));
        if here {
            return Anchor::Here;
        }
        let second = self.heading_of_second_id(entry, id, sources);
        let second = second.or_else(|| own.loose_heading(id, &entry.document, sources));
        if let Some(heading) = second.and_then(|heading| entry.document.headings.get(heading)) {
            return Anchor::Other(entry.document.text(sources, heading.id));
        }
        if self.conflicts.is_whole() || !own.list_conflicts() { Anchor::Unknown } else { Anchor::Vague }
    }

    /// The id of a heading of a page's own text that is nearest to another, if one is near enough to be what was meant.
    pub fn nearest_heading<'a>(&self, entry: &'a Entry, id: &str, sources: &Sources) -> Option<&'a str> {
        self.own_anchors(entry, sources).nearest_heading(id, &entry.document, sources)
    }

    /// "did you mean `x`?", if an anchor of the page is near enough.
    pub fn anchor_suggestion(&self, entry: &Entry, id: &str, sources: &Sources, config: &Config) -> Option<String> {
        let own = (&*entry.document, self.own_anchors(entry, sources));
        let texts: Vec<Shown> = once(own).chain(self.of_blocks(entry, sources, config)).take(TRIED).collect();
        let heading = |(text, anchors): &Shown| anchors.nearest_heading(id, text, sources).map(str::to_owned);
        let table = id.strip_prefix("table-").and_then(|id| self.tables.nearest(id)).map(|id| format!("table-{id}"));
        let work =
            id.strip_prefix("ref-").and_then(|key| self.bibliography.nearest(key)).map(|key| format!("ref-{key}"));
        let term = id.strip_prefix("term-").and_then(|id| self.glossary.nearest(id)).map(|id| format!("term-{id}"));
        let conflict = self.conflicts.nearest(id).map(str::to_owned);
        let there = |id: &String| is_listed(self, entry, id) || texts.iter().any(|(_, anchors)| anchors.has(id, self));
        let others = [table, work, term, conflict].into_iter().flatten().filter(there);
        let near: Vec<String> = texts.iter().filter_map(heading).chain(others).collect();
        suggestion(id, near.iter().map(String::as_str))
    }

    fn own_anchors<'a>(&self, entry: &'a Entry, sources: &Sources) -> &'a Anchors {
        entry.anchors.get_or_init(|| Anchors::of(&entry.document, self, sources))
    }

    /// The blocks that a page shows.
    fn of_blocks<'a>(
        &'a self,
        entry: &'a Entry,
        sources: &Sources,
        config: &Config,
    ) -> impl Iterator<Item = Shown<'a>> {
        let shown = || {
            let policy = self.stale_policy(entry, config);
            let shown = self.blocks.shown(&entry.document, (entry.lang, policy), (sources, config));
            shown.iter().map(|block| block.source).collect()
        };
        let blocks = entry.blocks.get_or_init(shown).iter().filter_map(|source| self.blocks.of_file(*source));
        blocks.map(move |block| {
            let anchors = block.anchors.get_or_init(|| Anchors::of(&block.document, self, sources));
            (block.document.as_ref(), anchors)
        })
    }
}

/// Whether the template of a page lists something that has this anchor.
fn is_listed(catalog: &Catalog, entry: &Entry, id: &str) -> bool {
    match entry.front.template.as_ref().map(|template| template.text.as_str()) {
        Some("references.html") => id.strip_prefix("ref-").is_some_and(|key| catalog.bibliography.id(key).is_some()),
        Some("glossary.html") => id.strip_prefix("term-").is_some_and(|id| catalog.glossary.id(id).is_some()),
        _ => false,
    }
}
