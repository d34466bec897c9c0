//! Every page with its references resolved, as one value, and the site that it was made from.

use super::frame::Frame;
use super::{Page, Site, walk};
use crate::asset::Ask;
use crate::bibliography::WorkId;
use crate::catalog::{PageId, Texts};
use crate::config::LangId;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::id::IndexVec;
use crate::source::{SourceId, Sources};
use rayon::prelude::*;
use std::collections::BTreeSet;
use std::ops::Deref;
use std::sync::Arc;

/// A site with its pages resolved: all that is rendered is made from it, and nothing changes it.
pub struct Snapshot {
    pub site: Site,
    pub resolved: Resolved,
}

impl Deref for Snapshot {
    type Target = Site;

    fn deref(&self) -> &Site {
        &self.site
    }
}

impl Snapshot {
    /// Resolves every page of a site.
    pub fn new(site: Site) -> Snapshot {
        let resolved = Resolved::new(&site);
        Snapshot { site, resolved }
    }

    /// The same after a change of the one file `source`, from which `site` was made. What other pages ask of a page are
    /// its names: as long as those are the same, only the pages that show its text are resolved again, and the others
    /// are shared.
    pub fn after(&self, site: Site, source: SourceId) -> Snapshot {
        let before = &self.site.catalog;
        let changed = before.pages().find(|(_, entry)| entry.source == source && entry.document.source == source);
        let is_small = |id: &PageId| before.has_same_names(&self.site.sources, (&site.catalog, &site.sources), *id);
        let Some(changed) = changed.map(|(id, _)| id).filter(is_small) else { return Snapshot::new(site) };
        self.with_changed(site, source, changed)
    }

    /// The same with another text of one page, made from that page alone: at once, however large the site is. None where
    /// more may have become another. `texts` are those of `sources`, which differ by that one file. What the page is to its
    /// translations is not looked at: [`Snapshot::after`] does.
    pub fn with_text(&self, sources: Sources, texts: &Texts, source: SourceId) -> Option<(Snapshot, PageId)> {
        let Site { sources: before, config, messages, catalog, assets } = &self.site;
        let (catalog, changed) = catalog.with_text(texts, (source, before, &sources), (config, messages))?;
        let (config, messages, assets) = (config.clone(), messages.clone(), assets.clone());
        let site = Site { sources, config, messages, catalog, assets };
        Some((self.with_changed(site, source, changed), changed))
    }

    /// Resolves again what shows the text of a page that has no new name.
    fn with_changed(&self, site: Site, source: SourceId, changed: PageId) -> Snapshot {
        let shows = |page: &&Page| page.parts.iter().any(|part| part.document.source == source);
        // One that was too large shows nothing, and may fit now.
        let again: BTreeSet<PageId> =
            self.resolved.pages().filter(shows).map(|page| page.id).chain([changed]).collect();
        let resolved = self.resolved.after(&site, &again);
        Snapshot { site, resolved }
    }
}

/// What came of each page. Copies share the pages.
#[derive(Debug, Clone, PartialEq)]
pub struct Resolved {
    pages: IndexVec<PageId, Option<Arc<Outcome>>>,
    frame: Arc<Frame>,
}

/// What came of one page.
#[derive(Debug, PartialEq)]
struct Outcome {
    /// None for one that would be too large.
    page: Option<Page>,
    diagnostics: Diagnostics,
}

impl Outcome {
    fn of(site: &Site, id: PageId) -> Outcome {
        let mut diagnostics = Diagnostics::new();
        let page = walk::page(site, id, &mut diagnostics);
        Outcome { page, diagnostics }
    }
}

impl Resolved {
    /// Resolves the pages that the output has, each by itself.
    pub fn new(site: &Site) -> Resolved {
        let ids: Vec<(PageId, bool)> = site.catalog.pages().map(|(id, entry)| (id, site.builds(entry.lang))).collect();
        let one = |(id, is_built): (PageId, bool)| is_built.then(|| Arc::new(Outcome::of(site, id)));
        let pages = ids.into_par_iter().map(one).collect::<Vec<_>>().into();
        Resolved { pages, frame: Arc::new(Frame::of(site)) }
    }

    /// The same after a change that left all names as they were: some pages are resolved again, the others are shared.
    fn after(&self, site: &Site, changed: &BTreeSet<PageId>) -> Resolved {
        let mut pages = self.pages.clone();
        for id in changed {
            *pages.at_mut(*id) = site.builds(site.catalog.entry(*id).lang).then(|| Arc::new(Outcome::of(site, *id)));
        }
        // It may show something of those pages, and takes no longer than a page.
        Resolved { pages, frame: Arc::new(Frame::of(site)) }
    }

    /// What stands on every page.
    pub fn frame(&self) -> &Frame {
        &self.frame
    }

    /// A page; none if the output does not have it, or if it would be too large.
    pub fn page(&self, id: PageId) -> Option<&Page> {
        self.pages.at(id).as_ref()?.page.as_ref()
    }

    /// Whether a page is that of another value, and nobody has looked at it again.
    pub fn shares(&self, other: &Resolved, page: PageId) -> bool {
        let (one, other) = (self.pages.get(page), other.pages.get(page));
        one.zip(other).is_some_and(|pair| matches!(pair, (Some(one), Some(other)) if Arc::ptr_eq(one, other)))
    }

    /// How many pages are those of another value.
    pub fn shared_with(&self, other: &Resolved) -> usize {
        let pairs = self.pages.iter().zip(other.pages.iter());
        pairs.filter(|(one, other)| one.as_ref().zip(other.as_ref()).is_some_and(|(a, b)| Arc::ptr_eq(a, b))).count()
    }

    /// Every page that the output has.
    pub fn pages(&self) -> impl Iterator<Item = &Page> {
        self.pages.iter().flatten().filter_map(|outcome| outcome.page.as_ref())
    }

    /// What is wrong with one page.
    pub fn diagnostics_of(&self, id: PageId) -> impl Iterator<Item = &Diagnostic> {
        self.pages.at(id).iter().flat_map(|outcome| &outcome.diagnostics)
    }

    /// What is wrong with the pages, in their order, and with what stands on all of them.
    pub fn diagnostics(&self) -> impl Iterator<Item = &Diagnostic> {
        self.pages.iter().flatten().flat_map(|outcome| &outcome.diagnostics).chain(&self.frame.diagnostics)
    }

    /// The files that pages need.
    pub fn files(&self) -> BTreeSet<Ask> {
        self.pages().flat_map(|page| &page.files).chain(&self.frame.files).copied().collect()
    }

    /// For each work the pages of a language that cite it, through their blocks, questions and tables too.
    pub fn cited_in(&self, site: &Site, lang: LangId) -> IndexVec<WorkId, Vec<PageId>> {
        let mut cited: IndexVec<WorkId, Vec<PageId>> = site.catalog.bibliography.iter().map(|_| Vec::new()).collect();
        for page in self.pages().filter(|page| page.lang == lang) {
            for of in &page.cited {
                cited.at_mut(of.work).push(page.id);
            }
        }
        cited
    }
}
