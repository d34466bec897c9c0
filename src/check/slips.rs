//! Names of the site's own things that stand in plain text: `fact:by-method.drip.cost`, `@park2023`, where they name nothing.

use crate::bibliography::STUDIES;
use crate::catalog::Catalog;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::document::{Document, Kind, Suspect, slips_of_line};
use crate::facts::split_quote;
use crate::resolve::Site;
use crate::source::Span;

/// Suspects whose name the site has, and what is mistyped in titles and descriptions.
pub fn check(site: &Site) -> Diagnostics {
    let mut found = in_texts(site);
    for (_, entry) in site.catalog.written() {
        for line in std::iter::once(&entry.front.title).chain(&entry.front.description) {
            let (slips, suspects) = slips_of_line(line);
            found.extend(slips);
            found.extend(suspects.into_iter().filter_map(|(kind, name)| tell_of(site, kind, name, name)));
        }
    }
    found
}

fn in_texts(site: &Site) -> Diagnostics {
    let texts = site.catalog.texts().filter(|(_, document)| !document.suspects.is_empty());
    texts
        .flat_map(|(_, document)| document.suspects.iter().filter_map(|suspect| tell(site, document, suspect)))
        .collect()
}

fn tell(site: &Site, document: &Document, suspect: &Suspect) -> Option<Diagnostic> {
    let source = document.source;
    let span = |(start, end): (u32, u32)| Span { source, start, end };
    tell_of(site, suspect.kind, span(suspect.name), span(suspect.whole))
}

/// A name of the kind at `name`, with what belongs to it at `whole`.
fn tell_of(site: &Site, kind: Kind, name: Span, whole: Span) -> Option<Diagnostic> {
    let (name, _) = split_quote(site.sources.text(name));
    if !is_known(&site.catalog, kind, name) {
        return None;
    }
    let right = right(kind, name)?;
    let message = format!("`{}` here is text, and names nothing", site.sources.text(whole));
    let found = Diagnostic::new(Code::Misread, whole, message).help(format!("write `{right}`"));
    Some(match kind {
        Kind::Citation => found.fix(whole, right),
        Kind::Link
        | Kind::Image
        | Kind::Fact
        | Kind::Term
        | Kind::Table
        | Kind::Block
        | Kind::Faq
        | Kind::Conflicts
        | Kind::Studies
        | Kind::Grades
        | Kind::People => found,
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
        // `references:table` names no topic, and `evidence:` nothing at all.
        Kind::Studies => name == STUDIES,
        Kind::People => catalog.people.id(name).is_some(),
        Kind::Link | Kind::Image | Kind::Grades => false,
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
        Kind::Studies => format!("[](references:{name})"),
        Kind::People => format!("[](people:{name})"),
        Kind::Link | Kind::Image | Kind::Grades => return None,
    })
}
