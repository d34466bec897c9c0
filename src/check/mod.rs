//! Findings over the whole site: what no single file shows.

mod alts;
mod beside;
mod blocked;
mod claims;
mod empty;
mod eras;
mod figure;
mod files;
mod given;
mod headings;
mod kept;
mod kinds;
mod labels;
mod languages;
mod left;
mod levels;
mod limits;
mod names;
mod numbers;
mod outside;
mod pairs;
mod paragraph;
mod parity;
mod planners;
mod prose;
mod references;
mod renamed;
mod repeated;
mod reviewers;
mod same;
mod same_numbers;
mod sentence;
mod shape;
mod slips;
mod spelling;
mod strong;
mod titles;
mod translations;
mod tree;
mod twins;
mod units;
mod unlisted;
mod untranslated;
mod unused;
mod vague;

pub use blocked::unsaid;
pub use files::unasked;
pub use limits::check as limits;
pub use repeated::check as repeated;
pub use translations::orphans;
pub use unlisted::check as unlisted;
pub use unused::check as unused;

use crate::address::{self, Fault};
use crate::catalog::{Entry, PageId};
use crate::config::{LangId, Language, Layout};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Level};
use crate::emit::{self, Claim, Owner};
use crate::output::{Collision, Plan};
use crate::resolve::{self, Site, Snapshot};
use crate::source::Span;
use crate::translation::Written;
use std::collections::HashSet;

/// Every path that the site writes, and everything that is wrong with the site as a whole.
pub fn site(site: &Snapshot) -> (Plan, Diagnostics) {
    let (plan, mut diagnostics) = paths(site);
    resolve::check_unshown(site, &mut diagnostics);
    resolve::check_menus(site, &mut diagnostics);
    diagnostics.extend(unused_messages(site));
    diagnostics.extend(given::check(site));
    diagnostics.extend(labels::check(site));
    diagnostics.extend(front_pages(site));
    diagnostics.extend(files::unread(site));
    diagnostics.extend(twins::check(site));
    diagnostics.extend(kinds::check(site));
    diagnostics.extend(languages::check(site));
    diagnostics.extend(translations::check(site));
    diagnostics.extend(empty::check(site));
    diagnostics.extend(headings::check(site));
    diagnostics.extend(parity::check(site));
    diagnostics.extend(kept::check(site));
    diagnostics.extend(beside::check(site));
    diagnostics.extend(prose::check(site));
    diagnostics.extend(slips::check(site));
    diagnostics.extend(levels::check(site));
    diagnostics.extend(alts::check(site));
    diagnostics.extend(vague::check(site));
    diagnostics.extend(references::check(site));
    diagnostics.extend(reviewers::check(site));
    diagnostics.extend(claims::check(site));
    diagnostics.extend(strong::check(site));
    diagnostics.extend(planners::check(site));
    diagnostics.extend(blocked::check(site));
    (plan, diagnostics)
}

/// What a translation lacks of its original, whatever its stamp says.
pub fn lacking<'a>(site: &Site, pairs: impl Iterator<Item = &'a (Written<'a>, Written<'a>)>) -> Diagnostics {
    let known = beside::languages(site);
    let page = |text: &Written| {
        let entry = site.catalog.page(text.name, text.lang).map(|id| site.catalog.entry(id))?;
        (entry.document.source == text.source).then_some(entry)
    };
    let block = |text: &Written| site.catalog.blocks.named(text.name, text.lang);
    let mut found = Diagnostics::new();
    for (translation, original) in pairs {
        if let (Some(own), Some(original)) = (page(translation), page(original)) {
            found.extend(headings::pages(site, own, original));
            found.extend(parity::pages(site, own, original));
            found.extend(kept::pages(site, own, original));
            found.extend(beside::pages(site, &known, own, original));
        } else if let (Some(own), Some(original)) = (block(translation), block(original)) {
            found.extend(parity::blocks(site, own, original));
            found.extend(kept::blocks(site, own, original));
            found.extend(beside::blocks(site, &known, own, original));
        }
    }
    found
}

/// Says more of what texts alone show to be wrong: where a page is now that is gone, and what can be deleted.
pub fn explain(site: &Snapshot, diagnostics: &mut Diagnostics) {
    renamed::explain(site, diagnostics);
    titles::mend(site, diagnostics);
}

/// Languages that have pages and no front page: nothing leads to them, and they have no feed, no topics and no page to search on.
fn front_pages(site: &Site) -> Diagnostics {
    let of = |lang: LangId| site.catalog.written().any(|(_, entry)| entry.lang == lang);
    let languages = site.config.languages.entries();
    let without = languages.filter(|(lang, _)| site.catalog.home(*lang).is_none() && of(*lang));
    let tell = |(_, language): (LangId, &Language)| {
        let code = &language.code;
        let message = format!("`{code}` has pages and no front page");
        let original = site.catalog.home(site.catalog.origins.of(""));
        let help = match (original, site.config.layout) {
            (Some(_), _) => format!("begin one with `shirube translate start index {code}`"),
            (None, Layout::Suffix) => format!("write `content/index.{code}.md`"),
            (None, Layout::Directory) => format!("write `content/{code}/index.md`"),
        };
        Diagnostic::new(Code::MissingFrontPage, language.span, message).help(help)
    };
    without.map(tell).collect()
}

/// The paths of the output; those that cannot be written, and two sources for one path.
fn paths(site: &Site) -> (Plan, Diagnostics) {
    let claims = emit::plan(site);
    let mut diagnostics = names::check(site);
    let told = diagnostics.iter().any(|diagnostic| diagnostic.level == Level::Error);
    // A file may be claimed under several names.
    let mut seen = HashSet::new();
    let faults = claims.iter().filter_map(|claim| unwritable(claim, told));
    diagnostics.extend(faults.filter(|diagnostic| seen.insert(diagnostic.span)));
    let (plan, collisions) = Plan::new(claims.into_iter().map(|claim| (claim.path, claim.owner)));
    let describe = |owner: &Owner| {
        let path = &site.sources.get(owner.span.source).path;
        format!("{} (`{path}`)", owner.what)
    };
    diagnostics.extend(collisions.into_iter().filter(|collision| !is_twin(collision)).map(|collision| {
        // The file that an author can move is the better place than `site.toml`.
        let (at, other) = match collision.second.span == site.config.span {
            true => (&collision.first, &collision.second),
            false => (&collision.second, &collision.first),
        };
        let message =
            format!("`{}` would be written twice: by {} and by {}", collision.path, describe(at), describe(other));
        Diagnostic::new(Code::PathCollision, at.span, message)
            .help("give one of them another name, slug or alias")
            .related(other.span, "the other one")
    }));
    diagnostics.extend(taken_by_languages(site));
    (plan, diagnostics)
}

/// Whether two aliases of one page differ in case alone. Both are written, with the same bytes: a system that takes them for
/// one file loses nothing.
fn is_twin(collision: &Collision<Owner>) -> bool {
    let Collision { path, other, first, second } = collision;
    let is_alias = |owner: &Owner| owner.span != Span::file(owner.span.source);
    let is_of_one = first.span.source == second.span.source && is_alias(first) && is_alias(second);
    is_of_one && path.ends_with(".html") && path != other && path.to_lowercase() == other.to_lowercase()
}

/// Pages of the language at the root whose address is that of another language.
fn taken_by_languages(site: &Site) -> Diagnostics {
    let Some(root) = site.config.root() else { return Diagnostics::new() };
    let codes: HashSet<&str> = site.config.codes().filter(|code| *code != site.config.code(root)).collect();
    let of_root = site.pages().filter(|(_, entry)| entry.lang == root);
    let tell = |(_, entry): (PageId, &Entry)| {
        let (code, _) = entry.route.split_once('/').filter(|(first, _)| codes.contains(first))?;
        let message = format!("`/{code}/` is the address of the language `{code}`");
        let diagnostic = Diagnostic::new(Code::PathCollision, Span::file(entry.source), message);
        Some(diagnostic.help("give the page, or the folder that it lies in, another name or slug"))
    };
    of_root.filter_map(tell).collect()
}

/// A path that cannot be that of a file of the output. `told` is whether wrong names of files have been found, which are
/// not said again.
fn unwritable(claim: &Claim, told: bool) -> Option<Diagnostic> {
    let Claim { path, owner } = claim;
    let fault = address::fault(path)?;
    let message = match fault {
        Fault::Taken | Fault::LongPath(_) => format!("`{path}` cannot be an address: {fault}"),
        _ if told => return None,
        _ => {
            let part = path.split('/').find(|part| address::name_fault(part).is_some()).unwrap_or(path);
            format!("`{part}` cannot be part of an address: {fault}")
        }
    };
    Some(Diagnostic::new(Code::InvalidValue, owner.span, message).help(fault.help()))
}

/// Messages of the site that no template asks for.
pub fn unused_messages(site: &Site) -> Diagnostics {
    let templates = site.sources.iter().filter(|(_, source)| source.path.starts_with("templates/"));
    let asked: HashSet<&str> = templates.flat_map(|(_, source)| quoted_names(&source.text)).collect();
    let units: HashSet<String> = site.catalog.tables.iter().flat_map(|table| table.units()).collect();
    site.messages.unused(&|id| units.contains(id) || asked.contains(id))
}

/// What may be the name of a message and stands between quotes.
fn quoted_names(text: &str) -> impl Iterator<Item = &str> {
    let is_of_name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
    let words = text.split(move |c| !is_of_name(c)).filter(|word| !word.is_empty());
    words.filter(move |word| {
        let start = word.as_ptr() as usize - text.as_ptr() as usize;
        let before = text.get(..start).and_then(|before| before.chars().next_back());
        let after = text.get(start + word.len()..).and_then(|after| after.chars().next());
        before == after && matches!(before, Some('"' | '\''))
    })
}
