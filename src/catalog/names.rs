//! What texts are to others by name, so that a change of one can be told from a change for all.

use super::Catalog;
use super::page::{Entry, PageId};
use crate::document::{Document, Kind};
use crate::source::Sources;

impl Catalog {
    /// Whether every page is to others what it is in a catalog that differs from this one by the text of one page. Both
    /// come with the sources that they were made from.
    pub fn has_same_names(&self, sources: &Sources, other: (&Catalog, &Sources), changed: PageId) -> bool {
        let (catalog, other_sources) = other;
        let is_same = |(one, other): (&Entry, &Entry)| {
            (&one.route, one.text_lang, &one.translation) == (&other.route, other.text_lang, &other.translation)
        };
        // With another number of pages the id may be none of theirs.
        if self.pages.len() != catalog.pages.len() {
            return false;
        }
        let (one, other) = (self.entry(changed), catalog.entry(changed));
        self.pages.iter().zip(&catalog.pages).all(is_same)
            && one.front == other.front
            && headings(&one.document, sources).eq(headings(&other.document, other_sources))
            && anchors(&one.document, sources).eq(anchors(&other.document, other_sources))
    }
}

/// What can be linked to or repeated of a text.
fn headings<'a>(document: &'a Document, sources: &'a Sources) -> impl Iterator<Item = (u8, [bool; 3], &'a str)> {
    let headings = document.headings.iter();
    headings.map(move |of| (of.level, [of.explicit, of.faq, of.question], document.text(sources, of.id)))
}

/// What a text shows that has an anchor of its own.
fn anchors<'a>(document: &'a Document, sources: &'a Sources) -> impl Iterator<Item = (Kind, &'a str)> {
    let shown = document.references.iter().filter(|of| matches!(of.kind, Kind::Table | Kind::Block | Kind::Conflicts));
    shown.map(move |of| (of.kind, document.text(sources, of.dest)))
}
