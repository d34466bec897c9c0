//! What is served at a moment. It never changes: after an edit there is another one.

use crate::catalog::PageId;
use crate::diagnostic::{Diagnostic, Level};
use crate::emit::{File, Index, Material};
use crate::failure::Failure;
use crate::output::Plan;
use crate::render::Engine;
use crate::resolve::Snapshot;
use crate::source::{SourceId, Sources};
use crate::{Findings, Prepared};
use std::collections::HashSet;
use std::sync::Arc;

/// The site at a moment.
pub struct State {
    /// Counts the states from 1.
    pub number: u64,
    /// The site as it could last be read and its templates loaded; none if that never was.
    pub site: Option<Live>,
    /// Whether that is the site as its files are now.
    pub is_read: bool,
    /// What is wrong with the files as they are now.
    pub findings: Arc<Findings>,
    /// The files that the findings are about.
    pub of: Of,
    /// Whether every page has been looked at.
    pub is_swept: bool,
}

/// A site that files can be made from.
#[derive(Clone)]
pub struct Live {
    pub snapshot: Arc<Snapshot>,
    pub engine: Arc<Engine>,
    pub plan: Arc<Plan>,
    pub index: Arc<Index>,
}

/// The files of a site, whether or not it could be read.
#[derive(Clone)]
pub enum Of {
    Site(Arc<Snapshot>),
    Files(Arc<Sources>),
}

impl Of {
    /// All of them.
    pub fn sources(&self) -> &Sources {
        match self {
            Of::Site(snapshot) => &snapshot.sources,
            Of::Files(sources) => sources,
        }
    }
}

impl Live {
    /// What can be served of a site; none where its templates cannot be read.
    pub fn new(prepared: &Prepared) -> Option<Live> {
        let (snapshot, engine) = (Arc::clone(&prepared.site), Arc::clone(prepared.engine.as_ref()?));
        let (plan, index) = (Arc::clone(&prepared.plan), Arc::new(Index::new(&snapshot)));
        Some(Live { snapshot, engine, plan, index })
    }

    /// Makes the file of a path below the output; none where the site has no such file.
    pub fn file(&self, path: &str) -> Result<Option<File>, Failure> {
        let material = Material { site: &self.snapshot, engine: &self.engine, plan: &self.plan };
        self.index.file(path, material)
    }

    /// The files that a page is made of: its own, and those of which it shows something.
    pub fn files_of(&self, page: PageId) -> HashSet<SourceId> {
        let entry = self.snapshot.catalog.entry(page);
        let parts = self.snapshot.resolved.page(page).map(|page| page.parts.as_slice()).unwrap_or_default();
        parts.iter().map(|part| part.document.source).chain([entry.source, entry.document.source]).collect()
    }
}

impl State {
    /// The path of the file in which a mistake is.
    pub fn path_of(&self, found: &Diagnostic) -> &str {
        &self.of.sources().get(found.span.source).path
    }

    /// What is wrong with a page: with its files, or with what all pages are made of.
    pub fn concerns<'a>(&'a self, page: Option<PageId>) -> impl Fn(&Diagnostic) -> bool + use<'a> {
        let of_page: HashSet<&str> = match (&self.site, page) {
            (Some(live), Some(page)) => {
                let files = live.files_of(page).into_iter();
                files.map(|file| live.snapshot.sources.get(file).path.as_str()).collect()
            }
            _ => HashSet::new(),
        };
        move |found| {
            let path = self.path_of(found);
            of_page.contains(path) || !self.is_read || !path.starts_with("content/")
        }
    }

    /// Whether what a page is made of now does not build.
    pub fn is_broken(&self, page: Option<PageId>) -> bool {
        let errors = || self.findings.diagnostics.iter().filter(|found| found.level == Level::Error);
        if errors().next().is_none() {
            return false;
        }
        let concerns = self.concerns(page);
        errors().any(concerns)
    }
}
