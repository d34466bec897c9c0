//! What a translation has to keep of its original: where its links lead, what it cites, how many notes it has. What is
//! missing is a sentence that was lost more often than one that was left out.

use crate::bibliography::WorkId;
use crate::catalog::Entry;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::document::{Kind, Reference};
use crate::resolve::{Site, named_page};
use crate::source::Span;
use crate::translation::Translation;
use rayon::prelude::*;
use std::collections::HashSet;

/// What a text refers to that its translation refers to as well.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
enum Kept {
    Work(WorkId),
    /// The path of a page.
    Page(String),
}

/// Pages that are up to date and lack a link, a citation or a note of their originals.
pub fn check(site: &Site) -> Diagnostics {
    let entries: Vec<&Entry> = site.catalog.pages().map(|(_, entry)| entry).collect();
    entries.into_par_iter().flat_map_iter(|entry| check_page(site, entry)).collect()
}

fn check_page(site: &Site, entry: &Entry) -> Diagnostics {
    // In a stale one they are part of what has to be translated again.
    let Translation::Current(of) = entry.translation else { return Diagnostics::new() };
    let original = site.catalog.page(&entry.path, of);
    original.map(|id| pages(site, entry, site.catalog.entry(id))).unwrap_or_default()
}

/// What a page lacks of its original.
pub(super) fn pages(site: &Site, entry: &Entry, original: &Entry) -> Diagnostics {
    let mut found = Diagnostics::new();
    let here: HashSet<Kept> = kept(site, entry).into_iter().map(|(kept, _)| kept).collect();
    let mut told: HashSet<Kept> = HashSet::new();
    let code = site.config.code(original.lang);
    for (missing, place) in kept(site, original).into_iter().filter(|(kept, _)| !here.contains(kept)) {
        if !told.insert(missing.clone()) {
            continue;
        }
        let what = match &missing {
            Kept::Work(work) => format!("cites `{}`", site.catalog.bibliography.get(*work).key),
            Kept::Page(path) if path.is_empty() => "links to the front page".to_owned(),
            Kept::Page(path) => format!("links to `{path}`"),
        };
        let message = format!("the text in `{code}` {what}, and this one does not");
        let help = format!("is a sentence missing? Say it here too, or take it out in `{code}`");
        let span = section(entry, original, place.start);
        let diagnostic = Diagnostic::new(Code::TranslationReferences, span, message).help(help);
        found.push(diagnostic.related(place, "there"));
    }
    let notes = |entry: &Entry| entry.document.footnotes.iter().filter(|note| note.end > note.start).count();
    let (own, there) = (notes(entry), notes(original));
    if own < there {
        let count = |count: usize| if count == 1 { "1 note".to_owned() } else { format!("{count} notes") };
        let message = format!("the text in `{code}` has {}, and this one has {}", count(there), count(own));
        let diagnostic = Diagnostic::new(Code::TranslationReferences, entry.front.title.span, message);
        found.push(diagnostic.help(format!("say here too what the notes say, or take them out in `{code}`")));
    }
    found
}

/// What a page refers to, in its order.
fn kept(site: &Site, entry: &Entry) -> Vec<(Kept, Span)> {
    let document = &entry.document;
    let of = |reference: &Reference| {
        let dest = document.text(&site.sources, reference.dest);
        let kept = match reference.kind {
            Kind::Citation => Kept::Work(site.catalog.bibliography.id(dest)?),
            Kind::Link => Kept::Page(named_page(site, entry, dest)?),
            Kind::Fact
            | Kind::Image
            | Kind::Term
            | Kind::Table
            | Kind::Block
            | Kind::Faq
            | Kind::Conflicts
            | Kind::Studies
            | Kind::Grades
            | Kind::People => return None,
        };
        Some((kept, document.span(reference)))
    };
    document.references.iter().filter_map(of).collect()
}

/// The heading of the section that is that of the original's byte; the title where the headings are not the same.
fn section(entry: &Entry, original: &Entry, byte: u32) -> Span {
    let (own, there) = (&entry.document.headings, &original.document.headings);
    let at = there.partition_point(|heading| heading.start <= byte).checked_sub(1);
    let heading = at.filter(|_| own.len() == there.len()).and_then(|at| own.get(at));
    heading.map_or(entry.front.title.span, |heading| entry.document.heading_span(heading))
}
