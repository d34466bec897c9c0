//! Every text of the site, and what they quote.

use super::people::Person;
use super::{Catalog, page};
use crate::bibliography::Work;
use crate::config::LangId;
use crate::document::{Document, Kind};
use crate::facts::{Fragments, Quotation};
use crate::source::Sources;

impl Catalog {
    /// Every parsed text and its language: pages, blocks, and the texts of data, which come once for each language if
    /// they are written for all of them.
    pub fn texts(&self) -> impl Iterator<Item = (LangId, &Document)> {
        let pages = self.written().map(|(_, entry)| (entry.lang, entry.document.as_ref()));
        let definitions = self.glossary.iter().map(|term| &term.definitions);
        let tables = self.tables.iter().flat_map(|table| [&table.captions, &table.notes]);
        let notes = self.facts.iter().map(|(_, fact)| &fact.note);
        let whys = self.conflicts.iter().map(|conflict| &conflict.why);
        let works = self.bibliography.iter().flat_map(Work::fragments);
        let people = self.people.iter().flat_map(Person::fragments);
        let data = definitions.chain(tables).chain(notes).chain(whys).chain(works).chain(people).flat_map(own);
        let blocks = self.blocks.iter().map(|block| (block.lang, block.document.as_ref()));
        let shorts = self.blocks.iter().filter_map(|block| Some((block.lang, block.short.as_ref()?.document.as_ref())));
        pages.chain(blocks).chain(shorts).chain(data)
    }

    /// Every quotation of a fact, titles and descriptions included, in the order of file and place.
    pub fn quotations(&self, sources: &Sources) -> Vec<Quotation> {
        let mut found: Vec<Quotation> = Vec::new();
        for (lang, document) in self.texts() {
            found.extend(of_document(document, sources, lang));
        }
        for (_, entry) in self.written() {
            let lines = std::iter::once(&entry.front.title).chain(&entry.front.description);
            found.extend(lines.flat_map(|text| page::quotations(text, entry.lang)));
        }
        found.sort_by_key(|quotation| quotation.span);
        found
    }
}

/// The quotations of one text.
fn of_document(document: &Document, sources: &Sources, lang: LangId) -> impl Iterator<Item = Quotation> {
    let facts = document.references.iter().filter(|reference| reference.kind == Kind::Fact);
    facts.map(move |reference| {
        let text = |chunk| document.text(sources, chunk).to_owned();
        let (dest, written) = (text(reference.dest), text(reference.text));
        Quotation { dest, written, span: document.span(reference), lang }
    })
}

/// The texts that are in the language that they stand for.
fn own(fragments: &Fragments) -> impl Iterator<Item = (LangId, &Document)> {
    let all = fragments.entries().filter_map(|(lang, fragment)| Some((lang, fragment.as_ref()?)));
    // One text for all languages stands for each of them, and its facts are written in each.
    all.filter(|(lang, fragment)| fragment.lang == *lang).map(|(lang, fragment)| (lang, fragment.document.as_ref()))
}
