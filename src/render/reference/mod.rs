//! Cited works as readers see them: the list of a page, and all works of the site by what they are.

mod entry;
mod told;

pub use entry::short;
pub use told::{Shelf, figure, finding, people};

use super::engine::Engine;
use super::evidence::{EvidenceView, evidence};
use super::foreign;
use super::value::view;
use crate::bibliography::{Work, WorkId, order};
use crate::catalog::PageId;
use crate::config::LangId;
use crate::facts::Evidence;
use crate::resolve::{Page, Site, Snapshot};
use fluent::fluent_args;
use std::borrow::Cow;
use tera::Value;
use told::Told;

view! {
    /// A work that a page cites.
    pub struct CitedView<'a> {
        /// Its number on the page.
        pub number: usize,
        /// Its key.
        pub key: &'a str,
        /// How it is cited.
        pub html: Value,
        /// A note on it, as HTML.
        pub note: Value,
        /// What could not be checked of it, as HTML.
        pub unverified: Value,
        /// What is known of its retraction, as HTML.
        pub retracted: Value,
        /// What it says, in its own words, as HTML.
        pub quote: Value,
        /// How its findings came about.
        pub design: Value,
        /// The ways back to where it is cited.
        pub backlinks: Vec<BacklinkView>,
    }
}

view! {
    /// The way back to where a work is cited.
    pub struct BacklinkView {
        /// The place.
        pub href: String,
        /// What says so.
        pub label: String,
    }
}

view! {
    /// Works of the site that rest on the same.
    pub struct ReferenceGroupView<'a> {
        /// What that is; none of those that do not say.
        pub design: Option<EvidenceView<'a>>,
        /// The works.
        pub references: Vec<ReferenceView<'a>>,
    }
}

view! {
    /// A work of the site's bibliography.
    pub struct ReferenceView<'a> {
        /// Its key.
        pub key: &'a str,
        /// How it is cited.
        pub html: Value,
        /// A note on it, as HTML.
        pub note: Value,
        /// What could not be checked of it, as HTML.
        pub unverified: Value,
        /// What is known of its retraction, as HTML.
        pub retracted: Value,
        /// What it says, in its own words, as HTML.
        pub quote: Value,
        /// How its findings came about.
        pub design: Value,
        /// How many people took part, as HTML.
        pub people: Value,
        /// How long they were followed, as HTML.
        pub followed: Value,
        /// What was compared, as HTML.
        pub comparison: Value,
        /// What it found on the whole.
        pub finding: Value,
        /// What came of it, as HTML.
        pub result: Value,
        /// What it cannot show, as HTML.
        pub limit: Value,
        /// The pages that cite it.
        pub cited_in: Vec<CitingView<'a>>,
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
pub fn of_page<'a>(site: &'a Site, engine: &Engine, page: &Page) -> Vec<CitedView<'a>> {
    let entries = page.cited.iter().zip(1..).map(|(cited, number)| {
        let work = site.catalog.bibliography.get(cited.work);
        let told = engine.shelf().told(site, engine, page.lang, cited.work);
        let Told { html, note, unverified, retracted, quote, design, .. } = told;
        let backlinks = (1..=cited.times).map(|time| backlink(site, page.lang, work, time)).collect();
        CitedView { number, key: &work.key, html, note, unverified, retracted, quote, design, backlinks }
    });
    entries.collect()
}

/// The way back to where a page cites a work for the `time`th time.
fn backlink(site: &Site, lang: LangId, work: &Work, time: u32) -> BacklinkView {
    let args = fluent_args!["number" => time];
    let label = site.messages.get(lang, "reference-back", Some(&args)).unwrap_or_default().into_owned();
    BacklinkView { href: format!("#cite-{}-{time}", crate::address::encode_path(&work.key)), label }
}

/// Every reference of the site by what it rests on, the strongest first, and the pages of this language that cite it.
pub fn all<'a>(site: &'a Snapshot, engine: &Engine, lang: LangId) -> Vec<ReferenceGroupView<'a>> {
    let mut cited = site.resolved.cited_in(site, lang);
    let mut works: Vec<(WorkId, &Work)> = site.catalog.bibliography.entries().collect();
    works.sort_by_key(|(_, work)| order(work));
    let mut groups: Vec<(Option<Evidence>, ReferenceGroupView<'a>)> = Vec::new();
    for (id, work) in works {
        let design = work.weight.design;
        if groups.last().is_none_or(|(known, _)| *known != design) {
            groups.push((design, ReferenceGroupView { design: evidence(site, lang, design), references: Vec::new() }));
        }
        let pages = std::mem::take(cited.at_mut(id));
        let cited_in = pages.into_iter().map(|page| citing(site, lang, page)).collect();
        let Some((_, group)) = groups.last_mut() else { continue };
        group.references.push(view_of(&work.key, engine.shelf().told(site, engine, lang, id), cited_in));
    }
    groups.into_iter().map(|(_, group)| group).collect()
}

fn view_of<'a>(key: &'a str, told: Told, cited_in: Vec<CitingView<'a>>) -> ReferenceView<'a> {
    let Told { html, note, unverified, retracted, quote, design, people, followed, comparison, finding, result, limit } =
        told;
    ReferenceView {
        key,
        html,
        note,
        unverified,
        retracted,
        quote,
        design,
        people,
        followed,
        comparison,
        finding,
        result,
        limit,
        cited_in,
    }
}

fn citing(site: &Site, lang: LangId, id: PageId) -> CitingView<'_> {
    let entry = site.catalog.entry(id);
    CitingView {
        title: foreign::line(site, entry.text_lang, &entry.title),
        url: site.config.base.page(&entry.route),
        lang: foreign::code(site, entry.text_lang, lang),
    }
}
