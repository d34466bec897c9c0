//! Findings over the whole site: what no single file shows.

mod figure;
mod headings;
mod parity;
mod prose;
mod translations;

use crate::config::{LangId, Language, Layout};
use crate::diagnostic::{Code, Diagnostic};
use crate::emit::{self, Claim, Owner};
use crate::output::{self, Plan};
use crate::resolve::{self, Site};

/// Everything that is wrong with the site as a whole.
pub fn site(site: &Site) -> Vec<Diagnostic> {
    let mut diagnostics = paths(site);
    resolve::check_unshown(site, &mut diagnostics);
    diagnostics.extend(unused_messages(site));
    diagnostics.extend(front_pages(site));
    diagnostics.extend(translations::check(site));
    diagnostics.extend(headings::check(site));
    diagnostics.extend(parity::check(site));
    diagnostics.extend(prose::check(site));
    diagnostics
}

/// Languages that have pages and no front page: nothing leads to them, and they have no feed and no topics.
fn front_pages(site: &Site) -> Vec<Diagnostic> {
    let of = |lang: LangId| site.catalog.written().any(|(_, entry)| entry.lang == lang);
    let languages = site.config.languages.iter().enumerate();
    let without = languages.filter(|(lang, _)| site.catalog.home(*lang).is_none() && of(*lang));
    let tell = |(_, language): (usize, &Language)| {
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

/// Paths of the output that cannot be written, and two sources for one path.
fn paths(site: &Site) -> Vec<Diagnostic> {
    let claims = emit::plan(site);
    let mut diagnostics: Vec<Diagnostic> = claims.iter().filter_map(unwritable).collect();
    // A file may be claimed under several names.
    diagnostics.dedup_by_key(|diagnostic| diagnostic.span);
    let (_, collisions) = Plan::new(claims.into_iter().map(|claim| (claim.path, claim.owner)));
    let describe = |owner: &Owner| {
        let path = &site.sources.get(owner.span.source).path;
        format!("{} (`{path}`)", owner.what)
    };
    diagnostics.extend(collisions.into_iter().map(|collision| {
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
    diagnostics
}

/// A path that cannot be that of a file of the output, said of the part of it that is to blame.
fn unwritable(claim: &Claim) -> Option<Diagnostic> {
    output::fault(&claim.path)?;
    let part = claim.path.split('/').find(|part| output::fault(part).is_some()).unwrap_or(&claim.path);
    let message = format!("`{part}` cannot be part of an address");
    Some(Diagnostic::new(Code::InvalidValue, claim.owner.span, message).help("rename the file"))
}

/// Messages of the site that no template asks for.
pub fn unused_messages(site: &Site) -> Vec<Diagnostic> {
    let templates: Vec<&str> = site
        .sources
        .iter()
        .filter(|(_, source)| source.path.starts_with("templates/"))
        .map(|(_, source)| source.text.as_str())
        .collect();
    let units: Vec<String> = site.catalog.tables.iter().flat_map(|table| table.units()).collect();
    let used = |id: &str| {
        let asked = |text: &&str| text.contains(&format!("\"{id}\"")) || text.contains(&format!("'{id}'"));
        units.iter().any(|unit| unit == id) || templates.iter().any(asked)
    };
    site.messages.unused(&used)
}
