//! The headings of a translation are those of its original, so that a link to one of them works in every language.

use crate::catalog::{Entry, Mismatch, mismatch};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::document::Heading;
use crate::resolve::Site;
use crate::source::Span;
use crate::translation::Translation;
use std::collections::HashMap;

/// Translations whose headings differ from those of the original, each at the first difference, and headings that have
/// the id of another one of the original.
pub fn check(site: &Site) -> Diagnostics {
    let of = |entry: &Entry| {
        // In a stale translation that is part of what has to be translated again.
        let stale = matches!(entry.translation, Translation::Stale(_));
        let Some(original) = site.catalog.original(entry).filter(|_| !stale) else { return Diagnostics::new() };
        pages(site, entry, original)
    };
    site.catalog.pages().flat_map(|(_, entry)| of(entry)).collect()
}

/// How the headings of a page differ from those of its original.
pub(super) fn pages(site: &Site, entry: &Entry, original: &Entry) -> Diagnostics {
    match mismatch(entry, original) {
        Some(found) => diagnostic(site, entry, original, found).into(),
        None => elsewhere(site, entry, original),
    }
}

/// Headings whose id another heading has in the original: a link to it leads to different places.
fn elsewhere(site: &Site, entry: &Entry, original: &Entry) -> Diagnostics {
    let code = site.config.code(original.lang);
    let places: HashMap<&str, usize> =
        original.document.headings.iter().enumerate().map(|(at, heading)| (id(site, original, heading), at)).collect();
    let mut found = Diagnostics::new();
    for (at, heading) in entry.document.headings.iter().enumerate() {
        let id = id(site, entry, heading);
        // An id that the original has twice is reported there.
        if original.document.headings.get(at).is_some_and(|same| self::id(site, original, same) == id) {
            continue;
        }
        let Some(other) = places.get(id).copied().filter(|other| *other != at) else { continue };
        let title = |entry: &Entry, heading: usize| {
            let source = &site.sources.get(entry.document.source).text;
            entry.document.plain(source, entry.document.heading_ops(heading), &|_| None)
        };
        let (own, there) = (title(entry, at), title(original, other));
        let message = format!("`{own}` has the id `{id}`, which in `{code}` is that of another heading, `{there}`");
        let help =
            format!("a link to `#{id}` leads to another place in each language: give it the id of its own heading");
        let diagnostic = Diagnostic::new(Code::HeadingMismatch, entry.document.heading_span(heading), message);
        found.push(
            diagnostic.help(help).related(place(original, original.document.headings.get(other)), "the heading there"),
        );
    }
    found
}

fn diagnostic(site: &Site, entry: &Entry, original: &Entry, Mismatch { heading }: Mismatch) -> Diagnostic {
    let code = site.config.code(original.lang);
    let (own, other) = (entry.document.headings.get(heading), original.document.headings.get(heading));
    let message = match (own, other) {
        (Some(own), Some(other)) => {
            format!("this heading is of level {}, and the same one in `{code}` of level {}", own.level, other.level)
        }
        (Some(_), None) => format!("the text in `{code}` has no heading for this one"),
        (None, _) => format!("after this, the text in `{code}` has a heading that is missing here"),
    };
    let help = "give both texts the same headings, in number and levels; until then links to the headings of one do not \
                work in the other";
    let related = if other.is_some() { "the heading there" } else { "the last heading there" };
    Diagnostic::new(Code::HeadingMismatch, place(entry, own), message)
        .help(help)
        .related(place(original, other), related)
}

fn id<'a>(site: &'a Site, entry: &'a Entry, heading: &Heading) -> &'a str {
    entry.document.text(&site.sources, heading.id)
}

/// The heading, else the last of the page, else its title.
fn place(entry: &Entry, heading: Option<&Heading>) -> Span {
    let heading = heading.or(entry.document.headings.last());
    heading.map_or(entry.front.title.span, |heading| entry.document.heading_span(heading))
}
