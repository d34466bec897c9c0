//! Links to pages, and the way to a page from the front page.

use crate::catalog::Entry;
use crate::config::LangId;
use crate::render::foreign;
use crate::render::value::{Safe, view};
use crate::render::words::message_lang;
use crate::resolve::Site;
use std::borrow::Cow;

view! {
    /// A link to a page.
    pub struct LinkView<'a> {
        /// Its text.
        pub title: Cow<'a, str>,
        /// Where it leads.
        pub url: Safe,
        /// The code of the language of its text, where that is another than the page's.
        pub lang: Option<&'a str>,
    }
}

/// A link to a page by a title of it, for a reader.
pub fn link<'a>(site: &'a Site, entry: &'a Entry, title: &'a str, reader: LangId) -> LinkView<'a> {
    LinkView {
        title: foreign::line(site, entry.text_lang, title),
        url: Safe(site.config.base.page(&entry.route)),
        lang: foreign::code(site, entry.text_lang, reader),
    }
}

/// From the front page to the page's parent.
pub fn breadcrumbs<'a>(site: &'a Site, entry: &Entry) -> Vec<&'a Entry> {
    let mut crumbs = Vec::new();
    let mut path = entry.path.as_str();
    while !path.is_empty() {
        path = path.rsplit_once('/').map_or("", |(parent, _)| parent);
        crumbs.extend(site.catalog.page(path, entry.lang).map(|id| site.catalog.entry(id)));
    }
    crumbs.reverse();
    crumbs
}

/// The links to these pages; the front page is called by a word, not by its title.
pub fn crumbs<'a>(site: &'a Site, entries: &[&'a Entry]) -> Vec<LinkView<'a>> {
    let crumb = |entry: &&'a Entry| match entry.path.as_str() {
        "" => LinkView {
            title: site.messages.get(entry.lang, "home", None).unwrap_or_default(),
            url: Safe(site.config.base.page(&entry.route)),
            lang: message_lang(site, entry.lang, "home"),
        },
        _ => link(site, entry, entry.label(), entry.lang),
    };
    entries.iter().map(crumb).collect()
}
