//! Cited works as readers see them: the list of a page, and all works of the site by what they are.

mod entry;
mod told;

pub use entry::{MAX_AUTHORS, short};
#[cfg(test)]
pub use told::WorkView;
pub use told::{Shelf, figure, finding_label, people};

use super::engine::Engine;
use super::evidence::{EvidenceView, evidence};
use super::foreign;
use super::value::{list, view, with};
use super::words::message_lang;
use crate::bibliography::{Work, WorkId};
use crate::catalog::PageId;
use crate::config::LangId;
use crate::facts::Evidence;
use crate::messages::args;
use crate::resolve::{Page, Site, Snapshot};
use std::borrow::Cow;
use tera::Value;

/// What a work that a page cites has besides what is told of it: its number on the page, and the ways back to where it is
/// cited.
pub const CITED: [&str; 2] = ["number", "backlinks"];

/// What a work of the list of all has besides: the pages that cite it.
pub const LISTED: [&str; 1] = ["cited_in"];

view! {
    /// The way back to where a work is cited.
    pub struct BacklinkView<'a> {
        /// The place.
        pub href: String,
        /// What says so.
        pub label: String,
        /// The code of the language that this is in, where that is another than the reader's.
        pub lang: Option<&'a str>,
    }
}

view! {
    /// Works of the site that rest on the same.
    pub struct ReferenceGroupView<'a> {
        /// What that is; none of those that do not say.
        pub design: Option<EvidenceView<'a>>,
        /// The works.
        pub references: Vec<Value>,
    }
}

view! {
    /// A page that cites a work.
    pub struct CitingView<'a> {
        /// Its title.
        pub title: Cow<'a, str>,
        /// Where it is.
        pub url: String,
        /// The code of the language of its text, where that is another than the reader's.
        pub lang: Option<&'a str>,
    }
}

/// What a page cites, numbered.
pub fn of_page(site: &Site, engine: &Engine, page: &Page) -> Vec<Value> {
    let entries = page.cited.iter().zip(1_u32..).map(|(cited, number)| {
        let work = site.catalog.bibliography.get(cited.work);
        let told = engine.shelf().told(site, engine, page.lang, cited.work);
        let backlinks = list((1..=cited.times).map(|time| backlink(site, page.lang, work, time).into()));
        let [of_number, of_backlinks] = CITED;
        with(told, [(of_number, number.into()), (of_backlinks, backlinks)])
    });
    entries.collect()
}

/// The way back to where a page cites a work for the `time`th time.
fn backlink<'a>(site: &'a Site, lang: LangId, work: &Work, time: u32) -> BacklinkView<'a> {
    let args = args!["number" => time];
    let label = site.messages.get(lang, "reference-back", Some(&args)).unwrap_or_default().into_owned();
    let href = format!("#cite-{}-{time}", crate::address::encode_path(&work.key));
    BacklinkView { href, label, lang: message_lang(site, lang, "reference-back") }
}

/// Every reference of the site by what it rests on, the strongest first, and the pages of this language that cite it.
pub fn all<'a>(site: &'a Snapshot, engine: &Engine, lang: LangId) -> Vec<ReferenceGroupView<'a>> {
    let mut cited = site.resolved.cited_in(site, lang);
    let mut works: Vec<(WorkId, &Work)> = site.catalog.bibliography.entries().collect();
    // Among equals the order is that of the author.
    works.sort_by_key(|(_, work)| work.weight.rank());
    let mut groups: Vec<(Option<Evidence>, ReferenceGroupView<'a>)> = Vec::new();
    for (id, work) in works {
        let design = work.weight.design;
        if groups.last().is_none_or(|(known, _)| *known != design) {
            groups.push((design, ReferenceGroupView { design: evidence(site, lang, design), references: Vec::new() }));
        }
        let pages = std::mem::take(cited.at_mut(id));
        let cited_in = list(pages.into_iter().map(|page| citing(site, lang, page).into()));
        let told = engine.shelf().told(site, engine, lang, id);
        let [of_pages] = LISTED;
        let Some((_, group)) = groups.last_mut() else { continue };
        group.references.push(with(told, [(of_pages, cited_in)]));
    }
    groups.into_iter().map(|(_, group)| group).collect()
}

fn citing(site: &Site, lang: LangId, id: PageId) -> CitingView<'_> {
    let entry = site.catalog.entry(id);
    CitingView {
        title: foreign::line(site, entry.text_lang, &entry.title),
        url: site.config.base.page(&entry.route),
        lang: foreign::code(site, entry.text_lang, lang),
    }
}
