//! Translations whose original has changed or gone.

use crate::config;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::resolve::Site;
use crate::source::Span;
use crate::status::Originals;
use crate::translation::{Changed, Stale, Translation, Written};

/// The most sections that a message names.
const NAMED: usize = 3;

/// Stamped translations that are not what they say.
pub fn check(site: &Site) -> Diagnostics {
    let originals = Originals::of(site);
    let pages = site.catalog.pages().filter_map(|(_, entry)| {
        let policy = site.catalog.stale_policy(entry, &site.config);
        check_text(site, entry.written()?, policy, &originals)
    });
    let blocks = site.catalog.blocks.iter().filter_map(|block| {
        let policy = block.forbidden_on.map_or(config::Stale::Notice, |_| config::Stale::Error);
        let found = check_text(site, block.written(), policy, &originals)?;
        Some(match block.forbidden_on {
            Some(page) => found.related(Span::file(page), "the kind of this page, which shows it, forbids that"),
            None => found,
        })
    });
    pages.chain(blocks).collect()
}

fn check_text(site: &Site, text: Written, policy: config::Stale, originals: &Originals<'_>) -> Option<Diagnostic> {
    let span = text.stamps.from.as_ref().map(|stamp| stamp.span)?;
    match text.translation {
        Translation::Original | Translation::Current(_) | Translation::Unstamped(_) | Translation::Absent(_) => None,
        Translation::Orphan => {
            let of = site.catalog.origins.of(text.name);
            let code = site.config.code(of);
            let message = match text.lang == of {
                true => format!("this is stamped as a translation, but `{code}` is its source language"),
                false => format!("this is stamped as a translation, and there is no original in `{code}`"),
            };
            let help = match originals.name_of(site, text) {
                Some((from, to)) => format!("it was made from {from}: call it {to}"),
                None => "if its original has another name now, give it that name; else delete the file, or the stamp of an original"
                    .to_owned(),
            };
            Some(Diagnostic::new(Code::OrphanTranslation, span, message).help(help))
        }
        Translation::Stale(stale) => Some(behind(site, text, stale, policy, span)),
    }
}

/// What is to be done with translations whose originals are gone.
pub fn orphans(site: &Site, texts: &[Written]) -> Diagnostics {
    let originals = Originals::of(site);
    texts.iter().filter_map(|text| check_text(site, *text, config::Stale::Notice, &originals)).collect()
}

fn behind(site: &Site, text: Written, stale: &Stale, policy: config::Stale, span: Span) -> Diagnostic {
    let code = match policy {
        config::Stale::Error => Code::StaleForbidden,
        config::Stale::Notice | config::Stale::Fallback => Code::StaleTranslation,
    };
    let message = match &stale.changes {
        Some(changes) => format!("the original has changed since this was translated: {}", named(changes)),
        None => "the original has changed since this was translated".to_owned(),
    };
    let path = &site.sources.get(text.source).path;
    let help = format!("see `shirube translate diff {path}`; once it is up to date, `shirube translate accept {path}`");
    let diagnostic = Diagnostic::new(code, span, message).help(help);
    match site.catalog.source_of(text) {
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
