//! The sections of a translation quote the same facts as those of the text that it was made from.

use crate::catalog::{Block, Entry, quotations_of_line};
use crate::config::LangId;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::document::{Document, Kind, Reference};
use crate::facts::Quotation;
use crate::facts::{FactId, split_quote};
use crate::resolve::Site;
use crate::source::Span;
use crate::translation::Translation;
use rayon::prelude::*;
use std::collections::HashSet;

/// Facts that only one of two languages quotes.
pub fn check(site: &Site) -> Diagnostics {
    let entries: Vec<&Entry> = site.catalog.pages().map(|(_, entry)| entry).collect();
    let mut found: Diagnostics = entries.into_par_iter().flat_map_iter(|entry| check_page(site, entry)).collect();
    for block in site.catalog.blocks.iter() {
        let Some(of) = compared_with(&block.translation) else { continue };
        let Some(original) = site.catalog.blocks.named(&block.name, of) else { continue };
        found.extend(blocks(site, block, original));
    }
    found
}

/// Facts that a block or its original quotes alone.
pub(super) fn blocks(site: &Site, block: &Block, original: &Block) -> Diagnostics {
    let mut found = Diagnostics::new();
    let whole = |block: &Block| whole(site, &block.document, block.lang, Span::file(block.source));
    compare(site, &whole(block), &whole(original), &mut found);
    found
}

/// The language of the original, where a translation has to quote the same facts. In a stale one, other facts are part of
/// what has to be translated again.
fn compared_with(translation: &Translation) -> Option<LangId> {
    match translation {
        Translation::Current(of) | Translation::Unstamped(of) => Some(*of),
        Translation::Original | Translation::Stale(_) | Translation::Orphan | Translation::Absent(_) => None,
    }
}

fn check_page(site: &Site, entry: &Entry) -> Diagnostics {
    let original = compared_with(&entry.translation).and_then(|of| site.catalog.page(&entry.path, of));
    original.map(|id| pages(site, entry, site.catalog.entry(id))).unwrap_or_default()
}

/// Facts that a page or its original quotes alone, section by section where both have the same.
pub(super) fn pages(site: &Site, entry: &Entry, original: &Entry) -> Diagnostics {
    let mut found = Diagnostics::new();
    compare(site, &front(site, entry), &front(site, original), &mut found);
    let levels = |entry: &Entry| entry.document.headings.iter().map(|heading| heading.level).collect::<Vec<_>>();
    if levels(entry) == levels(original) {
        for (own, other) in sections(site, entry).iter().zip(&sections(site, original)) {
            compare(site, own, other, &mut found);
        }
    } else {
        let of = |entry: &Entry| whole(site, &entry.document, entry.lang, entry.front.title.span);
        compare(site, &of(entry), &of(original), &mut found);
    }
    found
}

/// A part of a text, and the facts that it quotes.
struct Section {
    /// Its heading, or what stands for it.
    span: Span,
    lang: LangId,
    quoted: Vec<(FactId, Span)>,
}

impl Section {
    fn facts(&self) -> HashSet<FactId> {
        self.quoted.iter().map(|(quoted, _)| *quoted).collect()
    }
}

/// The facts that a text quotes, in their order.
fn quoted(site: &Site, document: &Document) -> Vec<(FactId, Span)> {
    let facts = document.references.iter().filter(|reference| reference.kind == Kind::Fact);
    let fact = |reference: &Reference| {
        let id = document.text(&site.sources, reference.dest);
        Some((site.catalog.facts.id(split_quote(id).0)?, document.span(reference)))
    };
    facts.filter_map(fact).collect()
}

/// Title and description.
fn front(site: &Site, entry: &Entry) -> Section {
    let lines = std::iter::once(&entry.front.title).chain(&entry.front.description);
    let quotations = lines.flat_map(|text| quotations_of_line(text, entry.lang));
    let fact = |quotation: Quotation| Some((site.catalog.facts.id(split_quote(&quotation.dest).0)?, quotation.span));
    Section { span: entry.front.title.span, lang: entry.lang, quoted: quotations.filter_map(fact).collect() }
}

fn whole(site: &Site, document: &Document, lang: LangId, span: Span) -> Section {
    Section { span, lang, quoted: quoted(site, document) }
}

/// The text before the first heading, then that after each heading to the next.
fn sections(site: &Site, entry: &Entry) -> Vec<Section> {
    let document = &entry.document;
    let starts: Vec<u32> = document.headings.iter().map(|heading| heading.start).collect();
    let spans = std::iter::once(entry.front.title.span)
        .chain(document.headings.iter().map(|heading| document.heading_span(heading)));
    let mut sections: Vec<Section> = spans.map(|span| Section { span, lang: entry.lang, quoted: Vec::new() }).collect();
    for (fact, span) in quoted(site, document) {
        let at = starts.partition_point(|start| *start <= span.start);
        if let Some(section) = sections.get_mut(at) {
            section.quoted.push((fact, span));
        }
    }
    sections
}

fn compare(site: &Site, own: &Section, original: &Section, found: &mut Diagnostics) {
    let code = |lang: LangId| site.config.code(lang);
    let name = |fact: FactId| site.catalog.facts.get(fact).id.as_str();
    let (here, there) = (own.facts(), original.facts());
    let mut seen: HashSet<FactId> = HashSet::new();
    let mut first = |fact: FactId| seen.insert(fact) && !site.catalog.facts.is_broken(fact);
    for (fact, place) in original.quoted.iter().filter(|(fact, _)| !here.contains(fact)) {
        if first(*fact) {
            let message = format!(
                "the section in `{}` quotes `{}`, and this one in `{}` does not",
                code(original.lang),
                name(*fact),
                code(own.lang)
            );
            let help = format!("quote it in this section, or take it out in `{}`", code(original.lang));
            let diagnostic = Diagnostic::new(Code::TranslationFacts, own.span, message).help(help);
            found.push(diagnostic.related(*place, "the quotation"));
        }
    }
    for (fact, place) in own.quoted.iter().filter(|(fact, _)| !there.contains(fact)) {
        if first(*fact) {
            let message = format!(
                "`{}` is quoted here in `{}`, and not in `{}`",
                name(*fact),
                code(own.lang),
                code(original.lang)
            );
            let help = format!("quote it in `{}` too, or take it out here", code(original.lang));
            let diagnostic = Diagnostic::new(Code::TranslationFacts, *place, message).help(help);
            found.push(diagnostic.related(original.span, "the same section"));
        }
    }
}
