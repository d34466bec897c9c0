//! What pages of a kind must have.

use crate::catalog::Entry;
use crate::config::Kind;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, suggestion};
use crate::document::Kind as Refers;
use crate::keys::text::PAGE;
use crate::resolve::{Page, PartOrigin, Site, Snapshot};
use crate::source::Span;
use std::collections::{HashMap, HashSet};

/// What is missing on pages of a kind, or stands in the wrong order, or is too old.
pub fn check(site: &Snapshot) -> Diagnostics {
    let mut found = Diagnostics::new();
    for page in site.resolved.pages() {
        let entry = site.catalog.entry(page.id);
        if let Some(kind) = entry.kind.filter(|_| !entry.stands_in()) {
            let kind = site.config.kinds.at(kind);
            blocks(site, page, kind, &mut found);
            order(site, entry, kind, &mut found);
            required(entry, kind, &mut found);
            found.extend(overdue(entry));
        }
    }
    found
}

/// Where a page says its kind; of one that leaves that to its original, where its title stands.
pub fn span(entry: &Entry) -> Span {
    entry.front.kind.as_ref().map_or(entry.front.title.span, |kind| kind.span)
}

fn blocks(site: &Site, page: &Page, kind: &Kind, found: &mut Diagnostics) {
    let shown: HashSet<&str> = page.parts.iter().filter_map(|part| shown_block(&part.origin)).collect();
    for wanted in &kind.blocks {
        let wanted = wanted.text.as_str();
        // One that does not exist is reported where it is declared.
        if !shown.contains(wanted) && site.catalog.blocks.has(wanted) {
            let message = format!("a page of the kind `{}` shows the block `{wanted}`", kind.id);
            let help = format!("put `[](block:{wanted})` on a line of its own");
            found.push(Diagnostic::new(Code::MissingBlock, span(site.catalog.entry(page.id)), message).help(help));
        }
    }
}

fn shown_block(origin: &PartOrigin) -> Option<&str> {
    match origin {
        PartOrigin::Block { id } => Some(id),
        PartOrigin::Page | PartOrigin::Question { .. } | PartOrigin::Fragment => None,
    }
}

/// Blocks of the page's own text that stand behind one that they come before.
fn order(site: &Site, entry: &Entry, kind: &Kind, found: &mut Diagnostics) {
    if kind.order.len() < 2 {
        return;
    }
    let places: HashMap<&str, usize> = kind.order.iter().enumerate().map(|(at, id)| (id.text.as_str(), at)).collect();
    let document = &entry.document;
    let mut last: Option<(usize, &str, Span)> = None;
    for block in document.references.iter().filter(|reference| reference.kind == Refers::Block) {
        let id = document.text(&site.sources, block.dest);
        let Some(place) = places.get(id).copied() else { continue };
        let here = document.span(block);
        match last {
            Some((before, other, there)) if place < before => {
                let message = format!("on a page of the kind `{}`, the block `{id}` comes before `{other}`", kind.id);
                found.push(Diagnostic::new(Code::BlockOrder, here, message).related(there, format!("`{other}`")));
            }
            _ => last = Some((place, id, here)),
        }
    }
}

/// Keys that front matter does not have.
fn required(entry: &Entry, kind: &Kind, found: &mut Diagnostics) {
    let front = &entry.front;
    for wanted in &kind.require {
        let wanted = wanted.text.as_str();
        if front.says.iter().any(|key| key == wanted) || front.extra.iter().any(|(key, _)| key.name == wanted) {
            continue;
        }
        let message = format!("a page of the kind `{}` has `{wanted}`", kind.id);
        let help = match PAGE.has(wanted) {
            true => format!("write `{wanted}` in the front matter"),
            false => {
                let meant = suggestion(wanted, PAGE.iter().map(|key| key.name));
                let meant = meant.map(|meant| format!("; in `site.toml`, {meant}")).unwrap_or_default();
                format!("write `{wanted}` under `[extra]`{meant}")
            }
        };
        found.push(Diagnostic::new(Code::MissingKey, span(entry), message).help(help));
    }
}

fn overdue(entry: &Entry) -> Option<Diagnostic> {
    let (due, review) = (entry.overdue?, entry.front.review.as_ref()?);
    let message = format!("the page should have been checked again before {}", due.day());
    let help = "have it checked, and write the new `date` under `[review]`";
    Some(Diagnostic::new(Code::ReviewOverdue, review.date_span.unwrap_or(entry.front.title.span), message).help(help))
}
