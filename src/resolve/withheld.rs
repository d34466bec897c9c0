//! The files that texts ask for which no page shows now: a draft, what waits for its date, a translation whose original is
//! shown in its place, a block.

use super::link;
use super::place::{LinkContext, folder_of};

use super::{Lead, Site, Target};
use crate::asset::AssetId;
use crate::config::LangId;
use crate::document::{Document, Kind};
use crate::source::Span;
use std::collections::HashSet;

/// The files that will be published once those texts are.
pub fn files_of_withheld(site: &Site) -> HashSet<AssetId> {
    let mut files = HashSet::new();
    for page in &site.catalog.withheld {
        files_of(site, &page.document, page.lang, &mut files);
        let place = context(site, &page.document, page.lang, Span::file(page.document.source));
        let image = page.image.as_ref().map(|image| link::image(site, &image.text, place, false));
        files.extend(image.and_then(Result::ok).and_then(|image| file(image.lead)));
    }
    for block in site.catalog.blocks.iter() {
        files_of(site, &block.document, block.lang, &mut files);
    }
    files
}

fn files_of(site: &Site, document: &Document, lang: LangId, files: &mut HashSet<AssetId>) {
    for reference in &document.references {
        let dest = document.text(&site.sources, reference.dest);
        let place = context(site, document, lang, document.span(reference));
        let lead = match reference.kind {
            Kind::Link => match link::link(site, dest, place) {
                Ok(Target::Link { lead, .. }) => Some(lead),
                Ok(_) | Err(_) => None,
            },
            Kind::Image => link::image(site, dest, place, false).ok().map(|image| image.lead),
            Kind::Fact
            | Kind::Citation
            | Kind::Term
            | Kind::Table
            | Kind::Block
            | Kind::Faq
            | Kind::Conflicts
            | Kind::Studies
            | Kind::Grades
            | Kind::People => None,
        };
        files.extend(lead.and_then(file));
    }
}

fn context<'s>(site: &'s Site, document: &Document, lang: LangId, span: Span) -> LinkContext<'s> {
    LinkContext {
        span,
        lang,
        written: lang,
        shown: None,
        own: None,
        folder: folder_of(&site.sources.get(document.source).path),
    }
}

fn file(lead: Lead) -> Option<AssetId> {
    match lead {
        Lead::File(id) => Some(id),
        Lead::Page(_) | Lead::Anchor(_) | Lead::Away | Lead::Other => None,
    }
}
