//! The page on which readers search: without a script, the list of all pages of a language.

use super::link::{LinkView, breadcrumbs, crumbs, link};
use super::page::PageView;
use super::paging::{pager, part_with, places};
use super::translation::translation;
use crate::catalog::{Entry, Heading, PageId, routes};
use crate::config::LangId;
use crate::diagnostic::Diagnostics;
use crate::messages::{Args, args};
use crate::render::engine::Engine;
use crate::render::value::{Safe, view};
use crate::render::words::message_lang;
use crate::render::{foreign, json_ld};
use crate::resolve::Site;
use std::borrow::Cow;
use tera::Context;

view! {
    /// The pages of a language by topics and by readings.
    pub struct IndexView<'a> {
        /// The topics that have pages.
        pub topics: Vec<CountedView<'a>>,
        /// The headings of the whole list.
        pub headings: Vec<LinkView<'a>>,
        /// What stands under each on this part of the list.
        pub groups: Vec<GroupView<'a>>,
    }
}

view! {
    /// A topic, and how many pages it has.
    pub struct CountedView<'a> {
        /// Its label.
        pub label: Cow<'a, str>,
        /// The code of the language that the label falls back to.
        pub lang: Option<&'a str>,
        /// Its page.
        pub url: Safe,
        /// How many pages that lists.
        pub count: usize,
    }
}

view! {
    /// What stands under a heading.
    pub struct GroupView<'a> {
        /// The id by which the heading is linked to.
        pub id: String,
        /// The heading.
        pub label: Cow<'a, str>,
        /// The code of the language that it falls back to.
        pub lang: Option<&'a str>,
        /// The pages.
        pub pages: Vec<IndexedView<'a>>,
    }
}

view! {
    /// A page in the index.
    pub struct IndexedView<'a> {
        /// Its title.
        pub title: Cow<'a, str>,
        /// Where it is.
        pub url: Safe,
        /// The page of the nearest folder round it.
        pub folder: Option<LinkView<'a>>,
    }
}

/// How many headings a part links to: more than any language has letters.
const MAX_HEADINGS: usize = 100;

/// The page in a language: the `number`th part of its list.
pub fn search(site: &Site, engine: &Engine, lang: LangId, number: usize) -> Result<Vec<u8>, Diagnostics> {
    let mut context = Context::new();
    context.insert_value("page", view(site, lang, number).into());
    context.insert_value("index", index(site, lang, number).into());
    engine.render(site, lang, "search.html", context)
}

fn view(site: &Site, lang: LangId, number: usize) -> PageView<'_> {
    let base = routes::search(&site.config, lang);
    let route = routes::numbered(&base, number);
    let languages = site.searched().filter_map(|other| {
        let state = (other == lang, true, other);
        translation(site, other, &site.search_page(other), state)
    });
    let home: Vec<&Entry> = site.catalog.home(lang).into_iter().collect();
    let title = site.messages.get(lang, "search-title", None).unwrap_or_default();
    PageView {
        json_ld: Safe(json_ld::list(site, lang, (&title, "", &base), &home)),
        title,
        lang: message_lang(site, lang, "search-title"),
        locale: site.config.languages.at(lang).territory.as_deref(),
        url: Safe(site.config.base.page(&route)),
        permalink: Safe(site.config.base.absolute_page(&route)),
        path: routes::SEARCH.into(),
        template: "search.html",
        translations: languages.collect(),
        breadcrumbs: crumbs(site, &home),
        noindex: true,
        pager: pager(site, &base, site.catalog.index(lang).pages.len(), number),
        ..PageView::default()
    }
}

fn index(site: &Site, lang: LangId, number: usize) -> IndexView<'_> {
    let index = site.catalog.index(lang);
    let base = routes::search(&site.config, lang);
    let shown = places(index.pages.len(), number);
    let ends = index.headings.iter().skip(1).map(|(_, first)| *first).chain([index.pages.len()]);
    let groups = index.headings.iter().zip(ends).enumerate().filter_map(|(at, ((heading, first), end))| {
        let pages = index.pages.get((*first).max(shown.start)..end.min(shown.end))?;
        let (label, lang) = label(site, lang, *heading);
        let pages: Vec<IndexedView<'_>> = pages.iter().map(|page| indexed(site, *page)).collect();
        (!pages.is_empty()).then(|| GroupView { id: id(at), label, lang, pages })
    });
    let headings = index.headings.iter().take(MAX_HEADINGS).enumerate().map(|(at, (heading, first))| {
        let (title, lang) = label(site, lang, *heading);
        let part = site.config.base.page(&routes::numbered(&base, part_with(*first)));
        LinkView { title, lang, url: Safe(format!("{part}#{}", id(at))) }
    });
    IndexView { topics: topics(site, lang), headings: headings.collect(), groups: groups.collect() }
}

/// The id of a heading, which is the same on every part.
fn id(at: usize) -> String {
    format!("s.index-{at}")
}

/// A heading, and the code of the language that it falls back to.
fn label(site: &Site, lang: LangId, heading: Heading) -> (Cow<'_, str>, Option<&str>) {
    let message = |id: &str, args: Option<&Args>| {
        let text = site.messages.get(lang, id, args).unwrap_or_default().into_owned();
        (Cow::Owned(text), message_lang(site, lang, id))
    };
    match heading {
        Heading::Digits => message("index-digits", None),
        Heading::Letter(letter) => (letter.to_string().into(), None),
        Heading::Kana(kana) => message("index-kana", Some(&args!["kana" => kana.to_string()])),
        Heading::Other => message("index-other", None),
    }
}

fn indexed(site: &Site, page: PageId) -> IndexedView<'_> {
    let entry = site.catalog.entry(page);
    let folder = breadcrumbs(site, entry).into_iter().next_back().filter(|folder| !folder.path.is_empty());
    let folder = folder.map(|folder| link(site, folder, &folder.title, entry.lang));
    let LinkView { title, url, .. } = link(site, entry, &entry.title, entry.lang);
    IndexedView { title, url, folder }
}

/// The topics that have pages in a language, in the order of `site.toml`.
fn topics(site: &Site, lang: LangId) -> Vec<CountedView<'_>> {
    let topics = site.config.topics.entries().filter_map(|(id, topic)| {
        let count = site.catalog.topic(id, lang).len();
        let (own, label) = topic.label.find(lang, &site.config).filter(|_| count > 0)?;
        Some(CountedView {
            label: foreign::line(site, own, &label.text),
            lang: foreign::code(site, own, lang),
            url: Safe(site.config.base.page(&routes::topic(&site.config, lang, &topic.id))),
            count,
        })
    });
    topics.collect()
}
