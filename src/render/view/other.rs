//! The other page that a page speaks of: the original that has changed, the page whose text stands in.

use crate::catalog::Entry;
use crate::config::LangId;
use crate::render::value::{Safe, view};
use crate::render::words::{DateView, date};
use crate::resolve::Site;
use crate::translation::Stale;
use jiff::civil::Date;

view! {
    /// The same page in another language.
    pub struct OtherView<'a> {
        /// The code of its language.
        pub code: &'a str,
        /// The language's name for itself.
        pub name: &'a str,
        /// Which way the language runs.
        pub dir: &'static str,
        /// Where it is; none where its language is not built.
        pub url: Option<Safe>,
        /// Whether it is an original.
        pub original: bool,
        /// When it changed.
        pub date: Option<DateView<'a>>,
    }
}

/// The page whose text a page shows: itself, or that of another language.
pub fn shown_of<'a>(site: &'a Site, entry: &'a Entry) -> &'a Entry {
    let other = || site.catalog.page(&entry.path, entry.text_lang).map(|id| site.catalog.entry(id));
    if entry.stands_in() { other().unwrap_or(entry) } else { entry }
}

/// The page that search engines are told of in place of a page: that whose text it shows, if it is built.
pub fn canonical<'a>(site: &'a Site, entry: &'a Entry) -> &'a Entry {
    Some(shown_of(site, entry)).filter(|shown| site.builds(shown.lang)).unwrap_or(entry)
}

/// The original of a translation that is older than it, and the day on which it changed. A page is as old as the oldest
/// text on it: the blocks that it shows count.
pub fn stale<'a>(site: &'a Site, entry: &Entry) -> Option<OtherView<'a>> {
    let Site { catalog, sources, config, .. } = site;
    if entry.stands_in() {
        return None;
    }
    let mut behind: Vec<&Stale> = Vec::new();
    behind.extend(entry.translation.stale());
    if catalog.blocks.any_stale() {
        let shown =
            catalog.blocks.shown(&entry.document, (entry.lang, catalog.stale_policy(entry, config)), (sources, config));
        let own = shown.iter().filter(|block| block.lang == entry.lang);
        behind.extend(own.filter_map(|block| block.translation.stale()));
    }
    let of = behind.first()?.of;
    let since = behind.iter().filter_map(|stale| stale.since).max();
    let original = catalog.page(&entry.path, of).map(|id| catalog.entry(id))?;
    other(site, original, entry.lang, since)
}

/// The page whose text is shown in place of one that is not there or not up to date.
pub fn stands_in<'a>(site: &'a Site, entry: &'a Entry) -> Option<OtherView<'a>> {
    if entry.stands_in() { other(site, shown_of(site, entry), entry.lang, None) } else { None }
}

fn other<'a>(site: &'a Site, page: &Entry, reader: LangId, day: Option<Date>) -> Option<OtherView<'a>> {
    let language = site.config.languages.get(page.lang)?;
    Some(OtherView {
        code: &language.code,
        name: &language.name,
        dir: language.locale.direction().name(),
        url: site.builds(page.lang).then(|| Safe(site.config.base.page(&page.route))),
        original: page.translation.of().is_none(),
        date: date(site, reader, day),
    })
}
