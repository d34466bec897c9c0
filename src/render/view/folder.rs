//! The pages that lie beside a page, for a reader who goes through them.

use super::link::LinkView;
use crate::catalog::{Entry, PageId};
use crate::render::value::{Safe, view};
use crate::resolve::Site;
use std::borrow::Cow;
use std::iter::successors;

view! {
    /// The folder of a page, as its menu.
    pub struct FolderView<'a> {
        /// What its page is called; its own name where it has none.
        pub title: Cow<'a, str>,
        /// The code of the language of that, where it is another than the page's.
        pub lang: Option<&'a str>,
        /// Its page.
        pub url: Option<Safe>,
        /// Its pages, those round the page if there are many.
        pub pages: Vec<BesideView<'a>>,
    }
}

view! {
    /// A page in the menu of a folder.
    pub struct BesideView<'a> {
        /// What menus call it.
        pub title: Cow<'a, str>,
        /// The code of the language of that, where it is another than the page's.
        pub lang: Option<&'a str>,
        /// Where it is.
        pub url: Safe,
        /// `page` for the page itself, `true` for the one below which the page lies.
        pub current: Option<&'static str>,
    }
}

/// How many pages stand in the menu of a folder: every page of it has one.
const MOST: usize = 30;

/// The nearest folder round a page that has several pages; none where that is the whole site, whose parts are in the menu.
pub fn folder<'a>(site: &'a Site, entry: &Entry) -> Option<FolderView<'a>> {
    let (catalog, lang) = (&site.catalog, entry.lang);
    let mut path = entry.path.as_str();
    let (name, folder) = loop {
        let (parent, _) = path.rsplit_once('/')?;
        match catalog.folder(parent, lang).filter(|folder| folder.children.len() > 1) {
            Some(folder) => break (parent, folder),
            None => path = parent,
        }
    };
    let here = catalog.page(path, lang).filter(|id| !catalog.entry(*id).expired);
    let ids = match here {
        Some(here) => around(here, |id| catalog.neighbours(id)),
        None => folder.children.iter().copied().take(MOST).collect(),
    };
    let beside = |id: PageId| {
        let other = catalog.entry(id);
        let LinkView { title, url, lang } = super::link::link(site, other, other.label(), entry.lang);
        let is_it = other.path == entry.path;
        let current = if is_it { Some("page") } else { (Some(id) == here).then_some("true") };
        BesideView { title, lang, url, current }
    };
    // A folder's name is in no language.
    let last = || LinkView {
        title: name.rsplit('/').next().unwrap_or(name).to_owned().into(),
        url: Safe::default(),
        lang: None,
    };
    let page = folder.page.map(|id| catalog.entry(id));
    let LinkView { title, lang, .. } =
        page.map_or_else(last, |page| super::link::link(site, page, page.label(), entry.lang));
    let url = page.map(|page| Safe(site.config.base.page(&page.route)));
    Some(FolderView { title, lang, url, pages: ids.into_iter().map(beside).collect() })
}

/// A page with those before and after it, as many as there is room for.
fn around(here: PageId, neighbours: impl Fn(PageId) -> (Option<PageId>, Option<PageId>)) -> Vec<PageId> {
    let mut before: Vec<PageId> = successors(Some(here), |id| neighbours(*id).0).skip(1).take(MOST - 1).collect();
    let mut after: Vec<PageId> = successors(Some(here), |id| neighbours(*id).1).skip(1).take(MOST - 1).collect();
    let half = MOST / 2;
    let more = (MOST - 1).saturating_sub(before.len()).max(half);
    after.truncate(more);
    before.truncate(MOST - 1 - after.len());
    before.into_iter().rev().chain([here]).chain(after).collect()
}

#[cfg(test)]
mod tests {
    use super::{MOST, around};
    use crate::catalog::PageId;
    use crate::id::IndexVec;

    #[test]
    fn a_long_folder_is_seen_from_the_page() {
        for (pages, here, first, count) in [
            (5, 2, 0, 5),
            (MOST, 0, 0, MOST),
            (100, 0, 0, MOST),
            (100, 3, 0, MOST),
            (100, 50, 36, MOST),
            (100, 99, 70, MOST),
            (1, 0, 0, 1),
        ] {
            let all: IndexVec<PageId, ()> = vec![(); pages].into();
            let ids: Vec<PageId> = all.ids().collect();
            let at = |id: PageId| ids.iter().position(|own| *own == id).unwrap();
            let found = around(ids[here], |id| {
                let at = at(id);
                (at.checked_sub(1).map(|at| ids[at]), ids.get(at + 1).copied())
            });
            assert_eq!((at(found[0]), found.len()), (first, count), "{pages} {here}");
            assert!(found.contains(&ids[here]) && found.is_sorted());
        }
    }
}
