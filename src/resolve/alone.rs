//! A text without a site: what it refers to stands as it is written.

use super::{ImageTarget, Lead, Part, PartOrigin, Target};
use crate::config::LangId;
use crate::diagnostic::Diagnostics;
use crate::document::{Document, Kind, refused_scheme, scheme_of};
use crate::source::Sources;
use std::sync::Arc;

/// A text whose links lead where they are written to, and for whose facts, citations and terms there is nothing to
/// look them up in. An address with a scheme that links cannot have is none.
pub fn alone(document: &Arc<Document>, sources: &Sources, lang: LangId) -> Part {
    let targets = document.references.iter().map(|reference| {
        let dest = document.text(sources, reference.dest);
        let safe = refused_scheme(dest, &[], document.span(reference)).is_none();
        match reference.kind {
            Kind::Link if safe => Target::Link { lead: Lead::Other, tail: Box::default(), lang: None },
            Kind::Image if safe => {
                let (src, is_away) = (dest.to_owned(), scheme_of(dest).is_some());
                let lead = if is_away { Lead::Away } else { Lead::Other };
                Target::Image(Box::new(ImageTarget { src, lead, size: None, smaller: Vec::new() }))
            }
            Kind::Link | Kind::Image => Target::None,
            Kind::Fact
            | Kind::Citation
            | Kind::Term
            | Kind::Table
            | Kind::Block
            | Kind::Faq
            | Kind::Conflicts
            | Kind::Studies
            | Kind::Grades
            | Kind::People => Target::AsWritten,
        }
    });
    let (range, targets) = (0..document.ops().len(), targets.collect());
    Part { origin: PartOrigin::Page, document: Arc::clone(document), range, lang, targets }
}

/// The links of a text without a site whose schemes links cannot have.
pub fn wrong_schemes(document: &Document, sources: &Sources) -> Diagnostics {
    let links = document.references.iter().filter(|reference| reference.kind == Kind::Link);
    links.filter_map(|of| refused_scheme(document.text(sources, of.dest), &[], document.span(of))).collect()
}
