//! The headings of a translation are those of its original, so that a link to one of them works in every language.

use crate::catalog::{Entry, Mismatch, Translation, mismatch};
use crate::diagnostic::{Code, Diagnostic};
use crate::document::Heading;
use crate::resolve::Site;
use crate::source::Span;

/// Translations whose headings differ from those of the original, each at the first difference.
pub fn check(site: &Site) -> Vec<Diagnostic> {
    let of = |entry: &Entry| {
        // In a stale translation that is part of what has to be translated again.
        let stale = matches!(entry.translation, Translation::Stale(_));
        let original = site.catalog.original(entry).filter(|_| !stale)?;
        mismatch(entry, original).map(|found| diagnostic(site, entry, original, found))
    };
    site.catalog.pages().filter_map(|(_, entry)| of(entry)).collect()
}

fn diagnostic(site: &Site, entry: &Entry, original: &Entry, Mismatch { heading }: Mismatch) -> Diagnostic {
    let code = site.config.languages.get(original.lang).map_or("", |language| language.code.as_str());
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

/// The heading, else the last of the page, else its title.
fn place(entry: &Entry, heading: Option<&Heading>) -> Span {
    let heading = heading.or(entry.document.headings.last());
    heading.map_or(entry.front.title.span, |heading| entry.document.heading_span(heading))
}
