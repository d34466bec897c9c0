//! What a site consists of, a file for each format. A format says first which paths it will write, and writes them when
//! the pages are there.

mod asset;
mod download;
mod feed;
mod one;
mod page;
#[cfg(feature = "images")]
mod scaled;
mod sitemap;

pub use one::{File, Index};

use crate::asset::Ask;
use crate::diagnostic::Diagnostics;
use crate::failure::Failure;
use crate::output::{Plan, Planned, Sink};
use crate::render::{Engine, asked};
use crate::resolve::{Site, Snapshot};
use crate::source::Span;
use rayon::prelude::*;
use std::collections::BTreeSet;

/// A path below the output, and who writes it.
#[derive(Debug, Clone)]
pub struct Claim {
    pub path: String,
    pub owner: Owner,
}

/// Who writes a path.
#[derive(Debug, Clone)]
pub struct Owner {
    pub span: Span,
    /// For a message: "the page", "the alias `/old/`".
    pub what: String,
}

/// Everything that formats are made from.
#[derive(Clone, Copy)]
pub struct Material<'a> {
    pub site: &'a Snapshot,
    pub engine: &'a Engine,
    /// Every path that is written, but for names with a hash.
    pub plan: &'a Plan,
}

/// A format of the output.
pub trait Format: Sync {
    /// Every path that it may write.
    fn plan(&self, site: &Site) -> Vec<Claim>;

    /// Writes it. `asked` are the files that pages and templates need.
    fn write(&self, material: Material<'_>, asked: &BTreeSet<Ask>, sink: &dyn Sink) -> Result<(), Failure>;
}

/// Every format beside the pages themselves.
static FORMATS: [&dyn Format; 5] =
    [&sitemap::Sitemap, &sitemap::Robots, &feed::Feed, &download::Downloads, &asset::Files];

/// Every path of the site.
pub fn plan(site: &Site) -> Vec<Claim> {
    let mut claims = page::plan(site);
    claims.extend(FORMATS.iter().flat_map(|format| format.plan(site)));
    claims.extend(asset::hashed(site, &claims));
    claims
}

/// Renders every page and writes everything to `sink`. `done` is told of each finished page. Returns what is wrong with
/// the templates, and the files that pages and templates need.
pub fn emit(
    material: Material<'_>,
    sink: &dyn Sink,
    done: &(dyn Fn() + Sync),
) -> Result<(Diagnostics, BTreeSet<Ask>), Failure> {
    let planned = Planned::new(material.plan, sink);
    let rendered: Vec<(Vec<Ask>, Diagnostics)> = page::jobs(material.site)
        .into_par_iter()
        .map(|job| {
            let (html, files) = asked::collect(|| page::render(material, &job));
            let found = match html {
                Ok(Some(html)) => planned.put(&job.path(material.site), &html).map(|()| Diagnostics::new()),
                Ok(None) => Ok(Diagnostics::new()),
                Err(found) => Ok(found),
            };
            done();
            Ok((files, found?))
        })
        .collect::<Result<_, Failure>>()?;
    let mut asked = material.site.resolved.files();
    let mut diagnostics = Diagnostics::new();
    for (files, found) in rendered {
        asked.extend(files);
        diagnostics.extend(found);
    }
    for format in FORMATS {
        format.write(material, &asked, &planned)?;
    }
    #[cfg(feature = "images")]
    diagnostics.extend(scaled::write(material, &asked, sink)?);
    Ok((diagnostics, asked))
}

/// Text as it can stand in XML, in elements and attributes.
fn xml(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            // XML 1.0, section 2.2, knows no other controls.
            c if c.is_control() && !matches!(c, '\t' | '\n' | '\r') => {}
            c => out.push(c),
        }
    }
    out
}
