//! The entries of `[[menu]]` for a reader: which pages are meant, and what of it is not there.

use super::Site;
use super::place::folder_name;
use crate::catalog::{HeldBack, PageId};
use crate::config::{LangId, Leads, MenuEntry};
use crate::data::Text;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::document::{refused_scheme, scheme_of};

/// Where an entry leads a reader.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MenuLead<'a> {
    /// To a page: in the reader's language, or else in the next that has it.
    Page(PageId),
    /// To an address, on another site or on this host.
    Url(&'a str),
    /// It is the name of what stands below it.
    Nowhere,
}

/// Where an entry leads a reader of `lang`; nothing where it is left out: a page that waits for its date or is over, or
/// whose language is not built.
pub fn menu_lead<'a>(site: &Site, entry: &'a MenuEntry, lang: LangId) -> Option<MenuLead<'a>> {
    match &entry.leads {
        Leads::Page(page) => {
            let id = site.catalog.page_for(name(page), lang, &site.config)?;
            let entry = site.catalog.entry(id);
            (site.builds(entry.lang) && !entry.expired).then_some(MenuLead::Page(id))
        }
        Leads::Url(url) => Some(MenuLead::Url(&url.text)),
        Leads::Nowhere => Some(MenuLead::Nowhere),
    }
}

/// The pages that the menus of a language lead to.
pub fn menu_pages(site: &Site, lang: LangId) -> impl Iterator<Item = PageId> {
    let entries = all(site).filter_map(move |entry| menu_lead(site, entry, lang));
    entries.filter_map(|lead| match lead {
        MenuLead::Page(id) => Some(id),
        MenuLead::Url(_) | MenuLead::Nowhere => None,
    })
}

/// The entries of the menus that name pages: where, and the names as the catalog has them.
pub fn named_in_menus(site: &Site) -> impl Iterator<Item = (&MenuEntry, &Text, &str)> {
    all(site).filter_map(|entry| match &entry.leads {
        Leads::Page(page) => Some((entry, page, name(page))),
        Leads::Url(_) | Leads::Nowhere => None,
    })
}

/// Pages that are not there, and addresses that links cannot have.
pub fn check_menus(site: &Site, diagnostics: &mut Diagnostics) {
    for entry in all(site) {
        diagnostics.extend(match &entry.leads {
            Leads::Page(page) => unknown_page(site, page),
            Leads::Url(url) => wrong_address(site, url),
            Leads::Nowhere => None,
        });
    }
}

/// Every entry of every menu, those below others behind them.
fn all(site: &Site) -> impl Iterator<Item = &MenuEntry> {
    let menus = &site.config.menus;
    menus.header.iter().chain(&menus.footer).flat_map(|entry| std::iter::once(entry).chain(&entry.children))
}

/// The name that the catalog has for a page.
fn name(page: &Text) -> &str {
    folder_name(page.text.trim_matches('/'))
}

fn unknown_page(site: &Site, page: &Text) -> Option<Diagnostic> {
    let (path, source) = (name(page), site.config.source);
    if site.catalog.page_for(path, source, &site.config).is_some() {
        return None;
    }
    let unknown = || Diagnostic::new(Code::UnknownPage, page.span, format!("there is no page `{path}`"));
    Some(match site.catalog.held_back(path, source) {
        Some(HeldBack::Draft) => unknown().help("it is a draft"),
        Some(HeldBack::Waits(until)) => {
            let message = format!("the page `{path}` waits for its date, {until}");
            Diagnostic::new(Code::WaitingPage, page.span, message).help("until then the menu leaves it out")
        }
        None => {
            let near = site.catalog.path_elsewhere(path).or_else(|| site.catalog.nearest_path(path));
            let help = near.map(|path| format!("did you mean `{path}`?"));
            unknown().maybe_help(help)
        }
    })
}

fn wrong_address(site: &Site, url: &Text) -> Option<Diagnostic> {
    if scheme_of(&url.text).is_some() {
        return refused_scheme(&url.text, &site.config.schemes, url.span);
    }
    if url.text.starts_with('/') && !url.text.starts_with("//") && site.config.serves_elsewhere(&url.text) {
        return None;
    }
    let message = format!("`{}` is not a whole address", url.text);
    let help = "write one that begins with `https://`; a page of the site is named by `page = \"…\"`";
    Some(Diagnostic::new(Code::InvalidValue, url.span, message).help(help))
}
