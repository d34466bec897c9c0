//! The menus of a language: what `site.toml` says, or else what is made from folders.

use super::common::encoded;
use super::foreign;
use super::value::{Safe, view};
use crate::catalog::{MenuHeading, PageId};
use crate::config::{LangId, MenuEntry};
use crate::document::scheme_of;
use crate::resolve::{MenuLead, Site, menu_lead};
use std::borrow::Cow;

view! {
    /// An entry of a menu.
    pub struct MenuView<'a> {
        /// What it is called.
        pub label: Cow<'a, str>,
        /// The code of the language of that, where it is another than the reader's.
        pub lang: Option<&'a str>,
        /// Where it leads; none where it is the name of what stands below it.
        pub url: Option<Safe>,
        /// The page's name without language, or the folder's; none where it leads elsewhere.
        pub path: Option<&'a str>,
        /// The code of the language of the page's text, where it is another than the reader's.
        pub hreflang: Option<&'a str>,
        /// Whether it leads to another site.
        pub external: bool,
        /// The entries below it.
        pub children: Vec<MenuView<'a>>,
    }
}

/// The menu at the head of pages.
pub fn header(site: &Site, lang: LangId) -> Vec<MenuView<'_>> {
    let declared = &site.config.menus.header;
    if declared.is_empty() { from_folders(site, lang) } else { from_entries(site, declared, lang) }
}

/// The menu at their foot: without one of its own, the first level of the other.
pub fn footer(site: &Site, lang: LangId) -> Vec<MenuView<'_>> {
    let declared = &site.config.menus.footer;
    if !declared.is_empty() {
        return from_entries(site, declared, lang);
    }
    let first = header(site, lang).into_iter().filter(|entry| entry.url.is_some());
    first.map(|entry| MenuView { children: Vec::new(), ..entry }).collect()
}

fn from_folders(site: &Site, lang: LangId) -> Vec<MenuView<'_>> {
    let entries = site.catalog.menu(lang).iter().map(|entry| {
        let children = entry.children.iter().map(|id| page(site, lang, *id, Vec::new())).collect();
        match &entry.heading {
            MenuHeading::Page(id) => page(site, lang, *id, children),
            MenuHeading::Folder(path) => MenuView { path: Some(path), children, ..group(Cow::Borrowed(path), None) },
        }
    });
    entries.collect()
}

fn page<'a>(site: &'a Site, lang: LangId, id: PageId, children: Vec<MenuView<'a>>) -> MenuView<'a> {
    let entry = site.catalog.entry(id);
    MenuView {
        label: foreign::line(site, entry.text_lang, entry.label()),
        lang: foreign::code(site, entry.text_lang, lang),
        url: Some(Safe(site.config.base.page(&entry.route))),
        path: Some(&entry.path),
        hreflang: None,
        external: false,
        children,
    }
}

/// An entry that leads nowhere, and has nothing below it.
fn group<'a>(label: Cow<'a, str>, lang: Option<&'a str>) -> MenuView<'a> {
    MenuView { label, lang, url: None, path: None, hreflang: None, external: false, children: Vec::new() }
}

fn from_entries<'a>(site: &'a Site, entries: &'a [MenuEntry], lang: LangId) -> Vec<MenuView<'a>> {
    entries.iter().filter_map(|entry| from_entry(site, entry, lang)).collect()
}

/// An entry as a reader gets it. One that is left out is the name of what stands below it; without that it is none.
fn from_entry<'a>(site: &'a Site, entry: &'a MenuEntry, lang: LangId) -> Option<MenuView<'a>> {
    let children = from_entries(site, &entry.children, lang);
    let label = entry.label.as_ref().and_then(|label| label.find(lang, &site.config));
    let (label_lang, label) = match label {
        Some((own, text)) => (foreign::code(site, own, lang), Some(foreign::line(site, own, &text.text))),
        None => (None, None),
    };
    match menu_lead(site, entry, lang) {
        Some(MenuLead::Page(id)) => {
            let of = site.catalog.entry(id);
            let view = page(site, lang, id, children);
            let view = match label {
                Some(label) => MenuView { label, lang: label_lang, ..view },
                None => view,
            };
            Some(MenuView { hreflang: foreign::code(site, of.text_lang, lang), ..view })
        }
        Some(MenuLead::Url(url)) => {
            let is_web = scheme_of(url).is_some_and(|scheme| matches!(scheme.as_str(), "http" | "https"));
            let external = is_web && site.config.base.path_on_host(url).is_none();
            let (label, url) = (label?, Some(encoded(url)));
            let view = MenuView { url, external, ..group(label.clone(), label_lang) };
            if children.is_empty() {
                return Some(view);
            }
            // Nobody is ever on the other site, where what stands below it would be shown.
            let children = std::iter::once(view).chain(children).collect();
            Some(MenuView { children, ..group(label, label_lang) })
        }
        Some(MenuLead::Nowhere) | None if children.is_empty() => None,
        Some(MenuLead::Nowhere) | None => Some(MenuView { children, ..group(label?, label_lang) }),
    }
}
