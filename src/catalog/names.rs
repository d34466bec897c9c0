//! What texts are to others by name, so that a change of one can be told from a change for all.

use super::page::{self, Entry, PageId};
use super::{Catalog, Texts};
use crate::config::Config;
use crate::document::{Document, Kind};
use crate::messages::Messages;
use crate::source::{SourceId, Sources};
use std::sync::Arc;

impl Catalog {
    /// Whether every page is to others what it is in a catalog that differs from this one by the text of one page. Both
    /// come with the sources that they were made from.
    pub fn has_same_names(&self, sources: &Sources, other: (&Catalog, &Sources), changed: PageId) -> bool {
        let (catalog, other_sources) = other;
        let is_same = |(one, other): (&Arc<Entry>, &Arc<Entry>)| {
            (&one.route, one.text_lang, &one.translation) == (&other.route, other.text_lang, &other.translation)
        };
        // With another number of pages the id may be none of theirs.
        if self.pages.len() != catalog.pages.len() {
            return false;
        }
        let (one, other) = (self.entry(changed), catalog.entry(changed));
        self.pages.iter().zip(&catalog.pages).all(is_same)
            && one.front == other.front
            && is_same_to_others((&one.document, sources), (&other.document, other_sources))
    }

    /// The same with what `texts` has of one file that is the text of a page, and that page; none where something else than
    /// that text may have become another, so that all has to be read again. `before` are the sources of this catalog. What
    /// a translation is to its original is as it was.
    pub fn with_text(
        &self,
        texts: &Texts,
        (source, before, sources): (SourceId, &Sources, &Sources),
        (config, messages): (&Config, &Messages),
    ) -> Option<(Catalog, PageId)> {
        let parsed = texts.page(source)?;
        let shown = |(_, entry): &(PageId, &Entry)| entry.document.source == source;
        let shown: Vec<(PageId, &Entry)> = self.pages().filter(shown).collect();
        let (changed, own) = *shown.iter().find(|(_, entry)| entry.source == source)?;
        let is_small =
            own.front == parsed.front && is_same_to_others((&own.document, before), (&parsed.document, sources));
        if !is_small {
            return None;
        }
        let mut catalog = self.clone();
        for (id, entry) in shown {
            let mut entry = entry.clone();
            entry.set_document(&parsed.document);
            if entry.description.is_empty() {
                let named = (&self.facts, &self.glossary);
                entry.excerpt = page::excerpt(&entry.document, entry.text_lang, named, (sources, messages, config));
            }
            *catalog.pages.at_mut(id) = Arc::new(entry);
        }
        Some((catalog, changed))
    }
}

/// Whether two texts have the same names, each with the sources that it was made from.
fn is_same_to_others((one, sources): (&Document, &Sources), (other, other_sources): (&Document, &Sources)) -> bool {
    headings(one, sources).eq(headings(other, other_sources))
        && anchors(one, sources).eq(anchors(other, other_sources))
        && ids(one, sources).eq(ids(other, other_sources))
}

/// What can be linked to or repeated of a text.
fn headings<'a>(document: &'a Document, sources: &'a Sources) -> impl Iterator<Item = (u8, [bool; 3], &'a str)> {
    let headings = document.headings.iter();
    headings.map(move |of| (of.level, [of.explicit, of.faq, of.question], document.text(sources, of.id)))
}

/// What a text shows that has an anchor of its own.
fn anchors<'a>(document: &'a Document, sources: &'a Sources) -> impl Iterator<Item = (Kind, &'a str)> {
    let shown = document.references.iter().filter(|of| {
        matches!(of.kind, Kind::Table | Kind::Block | Kind::Conflicts | Kind::Studies | Kind::Grades | Kind::People)
    });
    shown.map(move |of| (of.kind, document.text(sources, of.dest)))
}

/// The ids that a text gives elements of raw HTML.
fn ids<'a>(document: &'a Document, sources: &'a Sources) -> impl Iterator<Item = &'a str> {
    document.ids.iter().map(|id| document.text(sources, id.name))
}
