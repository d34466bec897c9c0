//! Translations whose original has changed or gone.

use crate::config;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::resolve::Site;
use crate::source::{SourceId, Span};
use crate::status::Originals;
use crate::translation::{Changed, ChangedText, DataState, DataTexts, Stale, Translation, Written};

/// The most sections that a message names.
const NAMED: usize = 3;

/// What is said of a translation that is ahead.
const AHEAD: &str = "this was made from a text that the original does not have here, of which it may be ahead";

/// How many characters of a text of data a message shows.
const SHOWN: usize = 60;

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
    pages.chain(blocks).chain(site.catalog.data.iter().flat_map(|texts| data(site, texts))).collect()
}

/// Texts of data whose originals are not what they were made from.
fn data(site: &Site, texts: &DataTexts) -> Diagnostics {
    let stamp = texts.from.as_ref().or(texts.digest.as_ref()).map_or(Span::file(texts.file), |stamp| stamp.span);
    let path = |id: SourceId| &site.sources.get(id).path;
    let (own, main) = (path(texts.file), path(texts.main));
    let accept = format!("once this file is up to date, `shirube translate accept {own}`");
    let stale = match &texts.state {
        DataState::Unstamped | DataState::Current => return Diagnostics::new(),
        DataState::Original => {
            let code = site.config.code(texts.lang);
            let message = format!("this is stamped as a translation, but `{code}` is the source language");
            let help = "delete the stamp";
            return Diagnostic::new(Code::OrphanTranslation, stamp, message).help(help).into();
        }
        DataState::Stale(stale) => stale,
    };
    let Some(changes) = &stale.changes else {
        let message =
            format!("a text of `{main}` has changed since this was translated; which one, Git does not know here");
        let found = Diagnostic::new(Code::StaleTranslation, stamp, message).help(accept);
        return found.related(Span::file(texts.main), "the original").into();
    };
    let tell = |change: &ChangedText| {
        let ChangedText { path, old, new, text, .. } = change;
        let message = match old {
            _ if stale.ahead => format!("`{path}`: {AHEAD}"),
            Some(_) => format!("the original of `{path}` has changed since this was translated"),
            None => format!("the original of `{path}` is new since the texts of this file were translated"),
        };
        let said = match old {
            Some(old) => {
                let (old, new) = (flat(old), flat(&new.text));
                let from = same_beginning(&old, &new);
                format!("it said \"{}\" and says \"{}\"", shown(&old, from), shown(&new, from))
            }
            None => format!("it says \"{}\"", shown(&flat(&new.text), 0)),
        };
        let help = if stale.ahead { "bring that text here too" } else { &accept };
        let found = Diagnostic::new(Code::StaleTranslation, text.span, message).help(format!("{said}; {help}"));
        found.related(new.span, "the original")
    };
    changes.iter().map(tell).collect()
}

/// A text on one line.
fn flat(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// After how many characters two texts are shown that begin with the same ones.
fn same_beginning(old: &str, new: &str) -> usize {
    let same = old.chars().zip(new.chars()).take_while(|(old, new)| old == new).count();
    // Short ones are shown whole.
    let is_long = |text: &str| text.chars().count() > SHOWN;
    if is_long(old) || is_long(new) { same.saturating_sub(SHOWN / 4) } else { 0 }
}

/// What is shown of a text, from a character on.
fn shown(text: &str, from: usize) -> String {
    let begin = if from > 0 { "…" } else { "" };
    let mut rest = text.chars().skip(from);
    let said: String = rest.by_ref().take(SHOWN).collect();
    format!("{begin}{said}{}", if rest.next().is_some() { "…" } else { "" })
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
        Some(changes) if stale.ahead => format!("{AHEAD}: {}", named(changes)),
        Some(changes) => format!("the original has changed since this was translated: {}", named(changes)),
        None => "the original has changed since this was translated".to_owned(),
    };
    let path = &site.sources.get(text.source).path;
    let help = match stale.ahead {
        true => format!("bring that text of the original here too; `shirube translate diff {path}` shows it"),
        false => {
            format!("see `shirube translate diff {path}`; once it is up to date, `shirube translate accept {path}`")
        }
    };
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
