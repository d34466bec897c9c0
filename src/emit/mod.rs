//! What a site consists of, a file for each format. A format says first which paths it will write, and writes them when
//! the pages are there.

mod asset;
mod download;
mod feed;
mod one;
mod page;
#[cfg(feature = "images")]
mod scaled;
mod search;
mod sitemap;

pub use download::schema as download_schema;
pub use one::{File, Index};
use page::Job;

use crate::asset::Ask;
use crate::diagnostic::Diagnostics;
use crate::failure::Failure;
use crate::output::{Counted, Plan, Planned, Sink};
use crate::render::{Engine, asked};
use crate::resolve::{Resolved, Site, Snapshot};
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
static FORMATS: [&dyn Format; 6] =
    [&sitemap::Sitemap, &sitemap::Robots, &feed::Feed, &download::Downloads, &search::Search, &asset::Files];

/// Every path of the site.
pub fn plan(site: &Site) -> Vec<Claim> {
    let mut claims = page::plan(site);
    claims.extend(FORMATS.iter().flat_map(|format| format.plan(site)));
    claims.extend(asset::hashed(site, &claims));
    claims
}

/// What came of rendering, file by file.
#[derive(Debug, Default)]
pub struct Rendered {
    files: Vec<(Job, RenderedFile)>,
    /// What is wrong with pictures.
    pictures: Diagnostics,
    /// How many bytes all files have together.
    pub bytes: u64,
}

/// What a file asked for, and what is wrong with the templates that it is made with.
#[derive(Debug, Clone, Default)]
struct RenderedFile {
    asked: Vec<Ask>,
    found: Diagnostics,
}

impl Rendered {
    /// What is wrong with the templates.
    pub fn found(&self) -> Diagnostics {
        let mut all = self.pictures.clone();
        self.files.iter().for_each(|(_, file)| all.extend(file.found.iter().cloned()));
        all
    }

    /// The files that pages and templates need.
    pub fn asked(&self, site: &Snapshot) -> BTreeSet<Ask> {
        let mut asked = site.resolved.files();
        asked.extend(self.files.iter().flat_map(|(_, file)| &file.asked));
        asked
    }
}

/// Renders every page and writes everything to `sink`. `done` is told of each finished page.
pub fn emit(material: Material<'_>, sink: &dyn Sink, done: &(dyn Fn() + Sync)) -> Result<Rendered, Failure> {
    let counted = Counted::new(sink);
    let planned = Planned::new(material.plan, &counted);
    let files: Vec<(Job, RenderedFile)> = page::jobs(material.site)
        .into_par_iter()
        .map(|job| {
            let rendered = render(material, &job, &planned);
            done();
            Ok((job, rendered?))
        })
        .collect::<Result<_, Failure>>()?;
    let rendered = Rendered { files, pictures: Diagnostics::new(), bytes: 0 };
    let asked = rendered.asked(material.site);
    for format in FORMATS {
        format.write(material, &asked, &planned)?;
    }
    #[cfg(feature = "images")]
    let rendered = Rendered { pictures: scaled::write(material, &asked, &counted)?, ..rendered };
    Ok(Rendered { bytes: counted.bytes(), ..rendered })
}

/// The same after a change that left all names as they were: only the pages are rendered that are not those of `former`,
/// from which `rendered` came. Nothing is written.
pub fn emit_again(
    material: Material<'_>,
    (former, rendered): (&Resolved, &Rendered),
    sink: &dyn Sink,
) -> Result<Rendered, Failure> {
    let resolved = &material.site.resolved;
    let is_kept = |job: &Job| page::page_of(job).is_none_or(|page| resolved.shares(former, page));
    let files = rendered.files.par_iter().map(|(job, file)| {
        let file = if is_kept(job) { file.clone() } else { render(material, job, sink)? };
        Ok((job.clone(), file))
    });
    Ok(Rendered {
        files: files.collect::<Result<_, Failure>>()?,
        pictures: rendered.pictures.clone(),
        bytes: rendered.bytes,
    })
}

/// Renders one file into `sink`.
fn render(material: Material<'_>, job: &Job, sink: &dyn Sink) -> Result<RenderedFile, Failure> {
    let (html, asked) = asked::collect(|| page::render(material, job));
    let found = match html {
        Ok(Some(html)) => {
            sink.put(&job.path(material.site), &html)?;
            material.engine.blocked(material.site, &html, job.span(material.site))
        }
        Ok(None) => Diagnostics::new(),
        Err(found) => found,
    };
    Ok(RenderedFile { asked, found })
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
