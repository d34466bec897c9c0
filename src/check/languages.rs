//! In which languages pages have to be, and in which they are not meant to be.

use super::kinds;
use crate::catalog::Entry;
use crate::config::LangId;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::resolve::Site;
use crate::source::Span;
use crate::translation::Translation;

/// Pages that are missing in a language that their kind wants them in, or that are there in one that they are not meant
/// for.
pub fn check(site: &Site) -> Diagnostics {
    let mut found = Diagnostics::new();
    for (_, entry) in site.catalog.written() {
        match entry.translation {
            Translation::Original => {
                let wanted = entry.kind.map(|kind| site.config.kinds.at(kind).languages.as_slice()).unwrap_or_default();
                found.extend(wanted.iter().filter_map(|lang| lacks(site, entry, *lang)));
            }
            Translation::Current(_) | Translation::Stale(_) | Translation::Unstamped(_) => {
                found.extend(unmeant(site, entry));
            }
            Translation::Orphan | Translation::Absent(_) => {}
        }
    }
    found
}

/// That a page does not have a translation, or one of which nobody says what it was made from. One that is stale is told
/// as such.
fn lacks(site: &Site, original: &Entry, lang: LangId) -> Option<Diagnostic> {
    let (path, code) = (&original.path, site.config.code(lang));
    let kind = &site.config.kinds.at(original.kind?).id;
    let name = if path.is_empty() { "index" } else { path };
    let Some(own) = site.catalog.page(path, lang).map(|id| site.catalog.entry(id)).filter(|own| !own.stands_in())
    else {
        let message = format!("a page of the kind `{kind}` is there in `{code}`, and this one is not");
        let help = match site.catalog.held_back(path, lang).is_some_and(|_| site.catalog.is_draft(path, lang)) {
            true => format!("in `{code}` it waits: finish it"),
            false => format!("begin it with `shirube translate start {name} {code}`"),
        };
        return Some(Diagnostic::new(Code::RequiredLanguage, kinds::span(original), message).help(help));
    };
    let Translation::Unstamped(_) = own.translation else { return None };
    let message = format!("in `{code}`, a page of the kind `{kind}` is up to date, and of this one that is not known");
    let file = &site.sources.get(own.source).path;
    let help = format!("compare it with its original, then `shirube translate accept {file}`");
    Some(Diagnostic::new(Code::RequiredLanguage, kinds::span(own), message).help(help))
}

fn unmeant(site: &Site, entry: &Entry) -> Option<Diagnostic> {
    if let Some(span) = entry.front.languages_span {
        let message = "a translation cannot say for which languages a page is meant";
        return Some(Diagnostic::new(Code::InvalidValue, span, message).help("write `languages` in the original"));
    }
    if site.catalog.is_meant_for(&entry.path, entry.lang) {
        return None;
    }
    let message = format!("the original says that it is not meant for `{}`", site.config.code(entry.lang));
    let help = "delete this file, or name its language in `languages` of the original";
    let original = site.catalog.page(&entry.path, site.catalog.origins.of(&entry.path));
    let said = original.and_then(|id| site.catalog.entry(id).front.languages_span);
    let found = Diagnostic::new(Code::UnmeantLanguage, Span::file(entry.source), message).help(help);
    Some(match said {
        Some(said) => found.related(said, "here"),
        None => found,
    })
}
