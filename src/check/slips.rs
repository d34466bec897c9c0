//! Names of the site's own things that stand in plain text: `fact:by-method.drip.cost`, `@park2023`, where they name nothing.

use crate::catalog::Catalog;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::document::{Document, Kind, Suspect};
use crate::facts::split_quote;
use crate::resolve::Site;
use crate::source::Span;

/// Suspects whose name the site has.
pub fn check(site: &Site) -> Diagnostics {
    let texts = site.catalog.texts().filter(|(_, document)| !document.suspects.is_empty());
    texts
        .flat_map(|(_, document)| document.suspects.iter().filter_map(|suspect| tell(site, document, suspect)))
        .collect()
}

fn tell(site: &Site, document: &Document, suspect: &Suspect) -> Option<Diagnostic> {
    let source = document.source;
    let span = |(start, end): (u32, u32)| Span { source, start, end };
    let name = site.sources.text(span(suspect.name));
    let (name, _) = split_quote(name);
    if !is_known(&site.catalog, suspect.kind, name) {
        return None;
    }
    let (whole, right) = (span(suspect.whole), right(suspect.kind, name)?);
    let message = format!("`{}` here is text, and names nothing", site.sources.text(whole));
    let found = Diagnostic::new(Code::Misread, whole, message).help(format!("write `{right}`"));
    Some(match suspect.kind {
        Kind::Citation => found.fix(whole, right),
        Kind::Link
        | Kind::Image
        | Kind::Fact
        | Kind::Term
        | Kind::Table
        | Kind::Block
        | Kind::Faq
        | Kind::Conflicts => found,
    })
}

fn is_known(catalog: &Catalog, kind: Kind, name: &str) -> bool {
    match kind {
        Kind::Fact => catalog.facts.id(name).is_some(),
        Kind::Citation => catalog.bibliography.id(name).is_some(),
        Kind::Term => catalog.glossary.id(name).is_some(),
        Kind::Table => catalog.tables.get(name).is_some(),
        Kind::Block => catalog.blocks.has(name),
        Kind::Faq => !catalog.translations(name).is_empty(),
        Kind::Conflicts => catalog.conflicts.iter().any(|conflict| conflict.id == name),
        Kind::Link | Kind::Image => false,
    }
}

/// How the name is written so that it is one.
fn right(kind: Kind, name: &str) -> Option<String> {
    Some(match kind {
        Kind::Fact => format!("[](fact:{name})"),
        Kind::Citation => format!("[@{name}]"),
        Kind::Term => format!("[text](term:{name})"),
        Kind::Table => format!("[](table:{name})"),
        Kind::Block => format!("[](block:{name})"),
        Kind::Faq => format!("[](faq:{name})"),
        Kind::Conflicts => format!("[](conflicts:{name})"),
        Kind::Link | Kind::Image => return None,
    })
}
