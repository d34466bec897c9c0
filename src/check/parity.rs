//! The sections of a translation quote the same facts as those of the text that it was made from.

use crate::catalog::{Entry, FactId, Quotation, quotations_of, quotations_of_line, split_quote};
use crate::config::LangId;
use crate::diagnostic::{Code, Diagnostic};
use crate::document::Document;
use crate::resolve::Site;
use crate::source::Span;
use rayon::prelude::*;
use std::ops::Range;

/// Facts that only one of two languages quotes.
pub fn check(site: &Site) -> Vec<Diagnostic> {
    let source = site.config.source;
    let entries: Vec<&Entry> =
        site.catalog.pages().map(|(_, entry)| entry).filter(|entry| entry.lang != source).collect();
    let mut found: Vec<Diagnostic> = entries.into_par_iter().flat_map_iter(|entry| check_page(site, entry)).collect();
    for id in site.catalog.blocks.ids() {
        let of = |lang| site.catalog.blocks.get(id, lang, &site.config).filter(|(found, _)| *found == lang);
        let Some((_, original)) = of(source) else { continue };
        for lang in (0..site.config.languages.len()).filter(|lang| *lang != source) {
            let Some((_, block)) = of(lang) else { continue };
            let own = whole(site, &block.document, lang, Span::file(block.source));
            let other = whole(site, &original.document, source, Span::file(original.source));
            compare(site, &own, &other, &mut found);
        }
    }
    found
}

fn check_page(site: &Site, entry: &Entry) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let original = site.catalog.page(&entry.path, site.config.source).and_then(|id| site.catalog.entry(id));
    let Some(original) = original else { return found };
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
    fn new(site: &Site, span: Span, lang: LangId, quotations: impl IntoIterator<Item = Quotation>) -> Section {
        let fact =
            |quotation: Quotation| Some((site.catalog.facts.number(split_quote(&quotation.dest).0)?, quotation.span));
        Section { span, lang, quoted: quotations.into_iter().filter_map(fact).collect() }
    }

    fn quotes(&self, fact: FactId) -> bool {
        self.quoted.iter().any(|(quoted, _)| *quoted == fact)
    }
}

/// Title and description.
fn front(site: &Site, entry: &Entry) -> Section {
    let lines = std::iter::once(&entry.front.title).chain(&entry.front.description);
    let quotations = lines.flat_map(|text| quotations_of_line(text, entry.lang, &site.sources));
    Section::new(site, entry.front.title.span, entry.lang, quotations)
}

fn whole(site: &Site, document: &Document, lang: LangId, span: Span) -> Section {
    Section::new(site, span, lang, quotations_of(document, &site.sources, lang))
}

/// The text before the first heading, then that after each heading to the next.
fn sections(site: &Site, entry: &Entry) -> Vec<Section> {
    let document = &entry.document;
    let starts: Vec<u32> = document.headings.iter().map(|heading| heading.start).collect();
    let bounds = std::iter::once(0).chain(starts.iter().copied()).zip(starts.iter().copied().chain([u32::MAX]));
    let spans = std::iter::once(entry.front.title.span)
        .chain(document.headings.iter().map(|heading| document.heading_span(heading)));
    let quotations: Vec<Quotation> = quotations_of(document, &site.sources, entry.lang).collect();
    let within = |range: Range<u32>| quotations.iter().filter(move |quotation| range.contains(&quotation.span.start));
    bounds
        .zip(spans)
        .map(|((start, end), span)| Section::new(site, span, entry.lang, within(start..end).cloned()))
        .collect()
}

fn compare(site: &Site, own: &Section, original: &Section, found: &mut Vec<Diagnostic>) {
    let code = |lang: LangId| site.config.languages.get(lang).map_or("", |language| language.code.as_str());
    let name = |fact: FactId| site.catalog.facts.by_number(fact).map_or("", |fact| fact.id.as_str());
    let mut seen: Vec<FactId> = Vec::new();
    let mut first = |fact: FactId| {
        let new = !seen.contains(&fact);
        seen.push(fact);
        new && !site.catalog.facts.is_broken(fact)
    };
    for (fact, place) in original.quoted.iter().filter(|(fact, _)| !own.quotes(*fact)) {
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
    for (fact, place) in own.quoted.iter().filter(|(fact, _)| !original.quotes(*fact)) {
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
