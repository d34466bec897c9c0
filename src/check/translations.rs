//! Translations whose original has changed or gone.

use crate::catalog::{Changed, Entry, Stale, Translation};
use crate::config;
use crate::diagnostic::{Code, Diagnostic};
use crate::resolve::Site;
use crate::source::Span;

/// The most sections that a message names.
const NAMED: usize = 3;

/// Stamped translations that are not what they say.
pub fn check(site: &Site) -> Vec<Diagnostic> {
    site.catalog.pages().filter_map(|(_, entry)| page(site, entry)).collect()
}

fn page(site: &Site, entry: &Entry) -> Option<Diagnostic> {
    let span = entry.front.translated_from.as_ref().map(|stamp| stamp.span)?;
    match &entry.translation {
        Translation::Original | Translation::Current(_) | Translation::Unstamped(_) | Translation::Absent(_) => None,
        Translation::Orphan => {
            let of = site.config.languages.get(site.catalog.origins.of(&entry.path));
            let code = of.map_or("", |language| language.code.as_str());
            let message = match site.config.languages.get(entry.lang) {
                Some(language) if language.code == code => {
                    format!("the page is stamped as a translation, but `{code}` is its source language")
                }
                _ => format!("the page is stamped as a translation, and there is no original in `{code}`"),
            };
            let help = "delete the page, or delete the stamp if it is an original";
            Some(Diagnostic::new(Code::OrphanTranslation, span, message).help(help))
        }
        Translation::Stale(stale) => Some(behind(site, entry, stale, span)),
    }
}

fn behind(site: &Site, entry: &Entry, stale: &Stale, span: Span) -> Diagnostic {
    let kind = entry.front.kind.as_ref().and_then(|kind| site.config.kind(&kind.text));
    let code = match kind.map(|kind| kind.stale) {
        Some(config::Stale::Error) => Code::StaleForbidden,
        Some(config::Stale::Notice | config::Stale::Fallback) | None => Code::StaleTranslation,
    };
    let message = match &stale.changes {
        Some(changes) => format!("the original has changed since this was translated: {}", named(changes)),
        None => "the original has changed since this was translated".to_owned(),
    };
    let path = &site.sources.get(entry.source).path;
    let help = format!("see `shirube translate diff {path}`; once it is up to date, `shirube translate accept {path}`");
    let diagnostic = Diagnostic::new(code, span, message).help(help);
    match site.catalog.original(entry) {
        Some(original) => diagnostic.related(Span::file(original.source), "the original"),
        None => diagnostic,
    }
}

/// "`効果` changed, `費用` added and 2 more"
fn named(changes: &[Changed]) -> String {
    let names: Vec<String> =
        changes.iter().take(NAMED).map(|change| format!("`{}` {}", change.title, change.change.name())).collect();
    let more = changes.len().saturating_sub(NAMED);
    let more = if more > 0 { format!(" and {more} more") } else { String::new() };
    format!("{}{more}", names.join(", "))
}
