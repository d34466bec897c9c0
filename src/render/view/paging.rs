//! Lists of pages, and their parts where they are long.

use crate::catalog::{Entry, PageId, routes};
use crate::config::LangId;
use crate::render::foreign;
use crate::render::value::{Safe, view};
use crate::render::words::{DateView, moment};
use crate::resolve::Site;
use std::borrow::Cow;
use std::ops::Range;

/// How many pages a list shows before it goes on to another page.
const PER_PAGE: usize = 50;

view! {
    /// What lists and cards say of a page.
    pub struct SummaryView<'a> {
        /// Its title.
        pub title: Cow<'a, str>,
        /// Its description, or the first sentences of its text.
        pub description: Cow<'a, str>,
        /// Where it is.
        pub url: Safe,
        /// Its name without language.
        pub path: &'a str,
        /// The code of the language of its text, where that is another than the reader's.
        pub lang: Option<&'a str>,
        /// When it was written.
        pub date: Option<DateView<'a>>,
        /// When it was changed.
        pub updated: Option<DateView<'a>>,
    }
}

view! {
    /// Where a part of a long list stands among the others.
    pub struct PagerView {
        /// Which part it is, from 1.
        pub number: usize,
        /// How many there are.
        pub total: usize,
        /// The address of the part before.
        pub previous: Option<Safe>,
        /// The address of the part after.
        pub next: Option<Safe>,
    }
}

/// How many pages a list of so many takes: at least one.
pub fn numbers(children: usize) -> usize {
    children.div_ceil(PER_PAGE).max(1)
}

/// What lists and cards say of a page to a reader of `lang`.
pub fn summary(site: &Site, lang: LangId, id: PageId) -> SummaryView<'_> {
    let entry = site.catalog.entry(id);
    SummaryView {
        title: foreign::line(site, entry.text_lang, &entry.title),
        description: foreign::line(site, entry.text_lang, entry.summary()),
        url: Safe(site.config.base.page(&entry.route)),
        path: &entry.path,
        lang: foreign::code(site, entry.text_lang, lang),
        date: moment(site, lang, entry.front.date),
        updated: moment(site, lang, entry.updated()),
    }
}

/// What lies under a folder's page.
pub fn children<'a>(site: &'a Site, entry: &Entry) -> &'a [PageId] {
    let folder = site.catalog.folder(&entry.path, entry.lang).filter(|_| entry.folder);
    folder.map(|folder| folder.children.as_slice()).unwrap_or_default()
}

/// The places that the `number`th part has of a list of so many pages.
pub fn places(pages: usize, number: usize) -> Range<usize> {
    let first = number.saturating_sub(1).saturating_mul(PER_PAGE).min(pages);
    first..first.saturating_add(PER_PAGE).min(pages)
}

/// The number of the part that has the page at a place.
pub fn part_with(place: usize) -> usize {
    place / PER_PAGE + 1
}

/// The `number`th part of a list.
pub fn part_of<'a>(site: &'a Site, lang: LangId, pages: &[PageId], number: usize) -> Vec<SummaryView<'a>> {
    let part = pages.get(places(pages.len(), number)).unwrap_or_default();
    part.iter().map(|id| summary(site, lang, *id)).collect()
}

/// Where that part stands, for a list of so many pages that begins at `route`; none for a list of one part.
pub fn pager(site: &Site, route: &str, pages: usize, number: usize) -> Option<PagerView> {
    let total = numbers(pages);
    let url = |number: usize| {
        let known = Some(number).filter(|number| (1..=total).contains(number));
        known.map(|number| Safe(site.config.base.page(&routes::numbered(route, number))))
    };
    (total > 1).then(|| PagerView { number, total, previous: url(number - 1), next: url(number + 1) })
}
