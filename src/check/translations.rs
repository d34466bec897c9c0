//! Translations whose original has changed or gone.

use crate::config;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::resolve::Site;
use crate::source::{Algorithm, Span};
use crate::status::file_in;
use crate::translation::{Changed, Stale, Translatable, Translation, Written};
use rayon::prelude::*;
use std::collections::HashMap;

/// The most sections that a message names.
const NAMED: usize = 3;

/// Stamped translations that are not what they say.
pub fn check(site: &Site) -> Diagnostics {
    let originals = stamps(site);
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

fn check_text(
    site: &Site,
    text: Written,
    policy: config::Stale,
    originals: &HashMap<String, Written>,
) -> Option<Diagnostic> {
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
            let known = [&text.stamps.from, &text.stamps.digest].into_iter().flatten();
            let renamed = known.filter_map(|stamp| originals.get(&stamp.text)).find(|original| {
                original.lang != text.lang && site.catalog.in_ledger(original.name, text.lang).is_none()
            });
            let help = match renamed {
                Some(original) => {
                    let from = &site.sources.get(original.source).path;
                    let to = file_in(from, original.lang, text.lang, &site.config);
                    format!("it was made from {from}: call it {to}")
                }
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
    let originals = stamps(site);
    texts.iter().filter_map(|text| check_text(site, *text, config::Stale::Notice, &originals)).collect()
}

/// The originals by what stamps say of them, if that is asked for: a text without original may have one under another
/// name.
fn stamps(site: &Site) -> HashMap<String, Written<'_>> {
    let ledger = || site.catalog.ledger();
    if !ledger().any(|text| matches!(text.translation, Translation::Orphan)) {
        return HashMap::new();
    }
    let originals: Vec<Written> = ledger().filter(|text| matches!(text.translation, Translation::Original)).collect();
    let stamps = originals.into_par_iter().flat_map_iter(|text| {
        let source = site.sources.get(text.source);
        let blobs = Algorithm::ALL.map(|algorithm| (source.blob_id(algorithm), text));
        blobs
            .into_iter()
            .chain([(Translatable::of(&source.text, text.source, &site.config.translate_extra).digest(), text)])
    });
    stamps.collect()
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
