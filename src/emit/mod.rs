//! What a site consists of, a file for each format. A format says first which paths it will write, then looks at each
//! page as it is rendered, and writes the rest at the end.

mod asset;
mod download;
mod feed;
mod page;
#[cfg(feature = "images")]
mod scaled;
mod sitemap;

use crate::catalog::PageId;
use crate::diagnostic::Diagnostic;
use crate::failure::Failure;
use crate::output::Sink;
use crate::render::Engine;
use crate::resolve::{Page, Site};
use crate::source::Span;
use rayon::prelude::*;

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

/// What a format keeps of one page until the end.
pub type Piece = (PageId, String);

/// Everything that formats are made from.
#[derive(Clone, Copy)]
pub struct Material<'a> {
    pub site: &'a Site,
    pub engine: &'a Engine,
}

/// A format of the output.
pub trait Format: Sync {
    /// Every path that it may write.
    fn plan(&self, site: &Site) -> Vec<Claim>;

    /// What it keeps of a page, whose HTML is done. Called for many pages at once.
    fn page(&self, _site: &Site, _page: &Page<'_>, _html: &[u8]) -> Option<Piece> {
        None
    }

    /// Writes what it has; `pieces` are in the order of the pages.
    fn finish(&self, material: Material<'_>, pieces: Vec<Piece>, sink: &dyn Sink) -> Result<(), Failure>;
}

/// Every format beside the pages themselves.
const FORMATS: [&dyn Format; 5] =
    [&sitemap::Sitemap, &sitemap::Robots, &feed::Feed, &download::Downloads, &asset::Files];

/// Every path of the site.
pub fn plan(site: &Site) -> Vec<Claim> {
    let mut claims = page::plan(site);
    claims.extend(FORMATS.iter().flat_map(|format| format.plan(site)));
    claims.extend(asset::hashed(site, &claims));
    claims
}

/// Renders every page and writes everything to `sink`. `done` is told of each finished page.
pub fn emit(material: Material<'_>, sink: &dyn Sink, done: &(dyn Fn() + Sync)) -> Result<Vec<Diagnostic>, Failure> {
    let jobs = page::jobs(material.site);
    let rendered: Vec<(Vec<Option<Piece>>, Vec<Diagnostic>)> = jobs
        .into_par_iter()
        .map(|job| {
            let mut diagnostics = Vec::new();
            let pieces = page::run(material, &job, &FORMATS, sink, &mut diagnostics)?;
            done();
            Ok((pieces, diagnostics))
        })
        .collect::<Result<_, Failure>>()?;
    let mut diagnostics = Vec::new();
    let mut by_format: Vec<Vec<Piece>> = FORMATS.iter().map(|_| Vec::new()).collect();
    for (pieces, more) in rendered {
        diagnostics.extend(more);
        for (all, piece) in by_format.iter_mut().zip(pieces) {
            all.extend(piece);
        }
    }
    for (format, pieces) in FORMATS.iter().zip(by_format) {
        format.finish(material, pieces, sink)?;
    }
    #[cfg(feature = "images")]
    diagnostics.extend(scaled::write(material, sink)?);
    Ok(diagnostics)
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
