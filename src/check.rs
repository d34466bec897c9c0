//! Findings over the whole site: what no single file shows.

use crate::diagnostic::{Code, Diagnostic};
use crate::emit::{self, Owner};
use crate::output::Plan;
use crate::resolve::{self, Site};

/// Everything that is wrong with the site as a whole.
pub fn site(site: &Site) -> Vec<Diagnostic> {
    let mut diagnostics = paths(site);
    resolve::check_unshown(site, &mut diagnostics);
    diagnostics.extend(unused_messages(site));
    diagnostics
}

/// Two sources for one path of the output.
fn paths(site: &Site) -> Vec<Diagnostic> {
    let claims = emit::plan(site).into_iter().map(|claim| (claim.path, claim.owner));
    let (_, collisions) = Plan::new(claims);
    let describe = |owner: &Owner| {
        let path = &site.sources.get(owner.span.source).path;
        format!("{} (`{path}`)", owner.what)
    };
    collisions
        .into_iter()
        .map(|collision| {
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
        })
        .collect()
}

/// Messages of the site that no template asks for.
fn unused_messages(site: &Site) -> Vec<Diagnostic> {
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
