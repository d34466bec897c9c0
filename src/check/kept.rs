//! What a translation has to keep of its original: where its links lead, what it cites and shows, how many notes and pictures
//! it has.
//! What is missing is a sentence that was lost more often than one that was left out; what only the translation has is
//! something that the readers of the original are not told.

use super::outside::{self, Outside, Text};
use crate::bibliography::WorkId;
use crate::catalog::{Block, Entry, mismatch};
use crate::config::LangId;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::document::{Kind, Reference};
use crate::facts::split_quote;
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
    /// A table, a block or a list that stands alone in its paragraph, in whichever form.
    Shown(Kind, String),
}

/// Pages that are up to date and lack a link, a citation or a note of their originals.
pub fn check(site: &Site) -> Diagnostics {
    let entries: Vec<&Entry> = site.catalog.pages().map(|(_, entry)| entry).collect();
    let mut found: Diagnostics = entries.into_par_iter().flat_map_iter(|entry| check_page(site, entry)).collect();
    for block in site.catalog.blocks.iter() {
        let Translation::Current(of) = block.translation else { continue };
        found.extend(site.catalog.blocks.named(&block.name, of).map(|of| blocks(site, block, of)).unwrap_or_default());
    }
    found
}

fn check_page(site: &Site, entry: &Entry) -> Diagnostics {
    // In a stale one they are part of what has to be translated again.
    let Translation::Current(of) = entry.translation else { return Diagnostics::new() };
    let original = site.catalog.page(&entry.path, of);
    original.map(|id| pages(site, entry, site.catalog.entry(id))).unwrap_or_default()
}

/// What a page lacks of its original, and its original of the page.
pub(super) fn pages(site: &Site, entry: &Entry, original: &Entry) -> Diagnostics {
    let mut found = Diagnostics::new();
    let code = site.config.code(original.lang);
    for (missing, place) in lacking(site, original, entry) {
        let message = format!("the text in `{code}` {}, and this one does not", does(site, &missing));
        let help = format!("is a sentence missing? Say it here too, or take it out in `{code}`");
        let span = section(entry, original, place.start);
        let diagnostic = Diagnostic::new(Code::TranslationReferences, span, message).help(help);
        found.push(diagnostic.related(place, "there"));
    }
    for (new, place) in lacking(site, entry, original) {
        let message = format!("this text {}, and the one in `{code}` does not", does(site, &new));
        let help = format!("say it in `{code}` too, or take it out here");
        let span = section(original, entry, place.start);
        let diagnostic = Diagnostic::new(Code::TranslationReferences, place, message).help(help);
        found.push(diagnostic.related(span, "the same section"));
    }
    let is_whole = mismatch(entry, original).is_some();
    let apart = outside::apart(
        site,
        &Text { document: &entry.document, is_whole },
        &Text { document: &original.document, is_whole },
    );
    let of_section = |byte: u32| section(entry, original, byte);
    let of_section_there = |byte: u32| section(original, entry, byte);
    found.extend(links(site, original.lang, apart, (&of_section, &of_section_there)));
    let notes = |entry: &Entry| entry.document.footnotes.iter().filter(|note| note.end > note.start).count();
    let pictures = |entry: &Entry| {
        let is_shown = |of: &&Reference| of.kind == Kind::Image && !of.decorative;
        entry.document.references.iter().filter(is_shown).count()
    };
    for (one, many, count) in
        [("note", "notes", &notes as &dyn Fn(&Entry) -> usize), ("picture", "pictures", &pictures)]
    {
        let (own, there) = (count(entry), count(original));
        if own == there {
            continue;
        }
        let said = |count: usize| format!("{count} {}", if count == 1 { one } else { many });
        let message = format!("the text in `{code}` has {}, and this one has {}", said(there), said(own));
        let help = match own < there {
            true => format!("say here too what the {many} say, or take them out in `{code}`"),
            false => format!("say in `{code}` too what the {many} say, or take them out here"),
        };
        found.push(Diagnostic::new(Code::TranslationReferences, entry.front.title.span, message).help(help));
    }
    found
}

/// The links to other sites that a block or its original has alone.
pub(super) fn blocks(site: &Site, block: &Block, original: &Block) -> Diagnostics {
    let of = |document| Text { document, is_whole: true };
    let apart = outside::apart(site, &of(&*block.document), &of(&*original.document));
    let start = |block: &Block| Span { end: 0, ..Span::file(block.source) };
    links(site, original.lang, apart, (&|_| start(block), &|_| start(original)))
}

/// What is said of links to other sites that only the first and only the second text has; with where the section of the
/// first is that stands for a byte of the second, and the other way round.
fn links(
    site: &Site,
    of: LangId,
    (here, there): (Vec<Outside>, Vec<Outside>),
    (section, section_there): (&dyn Fn(u32) -> Span, &dyn Fn(u32) -> Span),
) -> Diagnostics {
    let code = site.config.code(of);
    let mut found = Diagnostics::new();
    for Outside { address, span, .. } in there {
        let message = format!("the text in `{code}` links to `{address}`, and this one does not");
        let help = format!("is a sentence missing? Say it here too, or take it out in `{code}`");
        let diagnostic = Diagnostic::new(Code::TranslationReferences, section(span.start), message).help(help);
        found.push(diagnostic.related(span, "there"));
    }
    for Outside { address, span, .. } in here {
        let message = format!("this text links to `{address}`, and the one in `{code}` does not");
        let help = format!("say it in `{code}` too, or take it out here");
        let diagnostic = Diagnostic::new(Code::TranslationReferences, span, message).help(help);
        found.push(diagnostic.related(section_there(span.start), "the same section"));
    }
    found
}

/// What a text does that has this in it.
fn does(site: &Site, kept: &Kept) -> String {
    match kept {
        Kept::Work(work) => format!("cites `{}`", site.catalog.bibliography.get(*work).key),
        Kept::Page(path) if path.is_empty() => "links to the front page".to_owned(),
        Kept::Page(path) => format!("links to `{path}`"),
        Kept::Shown(kind, name) => {
            let what = kind.alone().unwrap_or_default();
            if name.is_empty() { format!("shows {what}") } else { format!("shows {what}, `{name}`") }
        }
    }
}

/// What the one page refers to and the other does not, each once.
fn lacking(site: &Site, one: &Entry, other: &Entry) -> Vec<(Kept, Span)> {
    let there: HashSet<Kept> = kept(site, other).into_iter().map(|(kept, _)| kept).collect();
    let mut told: HashSet<Kept> = HashSet::new();
    kept(site, one).into_iter().filter(|(kept, _)| !there.contains(kept) && told.insert(kept.clone())).collect()
}

/// What a page refers to, in its order.
fn kept(site: &Site, entry: &Entry) -> Vec<(Kept, Span)> {
    let document = &entry.document;
    let of = |reference: &Reference| {
        let dest = document.text(&site.sources, reference.dest);
        let kept = match reference.kind {
            Kind::Citation => Kept::Work(site.catalog.bibliography.id(dest)?),
            Kind::Link => Kept::Page(named_page(site, entry, dest)?),
            Kind::Table | Kind::Block | Kind::Conflicts | Kind::Studies | Kind::Grades | Kind::People => {
                Kept::Shown(reference.kind, split_quote(dest).0.to_owned())
            }
            // A question may have another id in each language: how many there are is compared beside the text.
            Kind::Fact | Kind::Image | Kind::Term | Kind::Faq => return None,
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
