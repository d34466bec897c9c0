//! What the policy of the site keeps browsers from: readers would miss it without a word.

use crate::config::{BaseUrl, Policy};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::document::{Demand, Document, Kind, Reference, demands_of_style};
use crate::render;
use crate::resolve::Site;
use crate::source::Span;
use rayon::prelude::*;
use std::collections::HashSet;

/// What every text and every template of the site asks of browsers in vain.
pub fn check(site: &Site) -> Diagnostics {
    let Some(policy) = &site.config.policy else { return Diagnostics::new() };
    let own = [&site.config.base, &site.config.published];
    let texts: Vec<&Document> = site.catalog.texts().map(|(_, document)| document).collect();
    let found = texts.into_par_iter().flat_map_iter(|document| of_document(site, document, policy, &own));
    let mut found: Diagnostics = found.collect();
    found.extend(render::blocked_in_templates(site));
    found.extend(of_style(site, policy, &own));
    found
}

/// What the style sheet of the site asks for, which every page links.
fn of_style(site: &Site, policy: &Policy, own: &[&BaseUrl]) -> Diagnostics {
    let asset = site.assets.id("static/site.css").map(|id| &site.assets.get(id).blob);
    // That a file cannot be read is said when it is asked for.
    let Some((blob, Ok(bytes))) = asset.map(|blob| (blob, blob.beginning(MAX_STYLE))) else {
        return Diagnostics::new();
    };
    let demands = demands_of_style(&String::from_utf8_lossy(&bytes));
    demands.into_iter().filter_map(|demand| demand.blocked(policy, own, Span::file(blob.id))).collect()
}

/// As much as a text has.
const MAX_STYLE: u64 = 5_000_000;

/// What was seen in pages, without what is said already of the texts and templates that they are made from.
pub fn unsaid(found: &Diagnostics, in_pages: Diagnostics) -> Diagnostics {
    let is = |found: &&Diagnostic| found.code == Code::BlockedByPolicy;
    // An address may be written otherwise in a page; what lets it in is the same.
    let said: HashSet<&str> = found.iter().filter(is).filter_map(|found| found.help.as_deref()).collect();
    let is_said = |found: &Diagnostic| found.help.as_deref().is_some_and(|help| said.contains(help));
    in_pages.into_iter().filter(|found| !(is(&found) && is_said(found))).collect()
}

fn of_document(site: &Site, document: &Document, policy: &Policy, own: &[&BaseUrl]) -> Diagnostics {
    let raw = document.asked.iter().filter_map(|asked| asked.demand.blocked(policy, own, asked.span));
    // Addresses in raw HTML are references too.
    let told: HashSet<Span> = document.asked.iter().map(|asked| asked.span).collect();
    let picture = |reference: &Reference| {
        let span = document.span(reference);
        if reference.kind != Kind::Image || told.contains(&span) {
            return None;
        }
        Demand::picture(document.text(&site.sources, reference.dest))?.blocked(policy, own, span)
    };
    raw.chain(document.references.iter().filter_map(picture)).collect()
}
