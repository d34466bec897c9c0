//! What lies under what, and in which order: folders, neighbours, topics, menus.

use super::collate;
use super::front::Menu;
use super::page::{Entry, PageId};
use crate::config::{Config, LangId};
use jiff::civil::Date;
use std::cmp::Reverse;
use std::collections::HashMap;

/// What lies directly under a path in one language.
#[derive(Debug, Default)]
pub struct Folder {
    /// The page of the folder itself.
    pub page: Option<PageId>,
    /// By weight, then newest first, then by title.
    pub children: Vec<PageId>,
}

/// An entry of the menu.
#[derive(Debug, Clone)]
pub struct MenuItem {
    pub page: PageId,
    pub children: Vec<PageId>,
}

/// The folders of every language.
pub fn folders(pages: &[Entry]) -> HashMap<(LangId, String), Folder> {
    let mut folders: HashMap<(LangId, String), Folder> = HashMap::new();
    for (id, page) in pages.iter().enumerate() {
        if let Some(parent) = page.parent() {
            folders.entry((page.lang, parent.to_owned())).or_default().children.push(id);
        }
        if page.folder {
            folders.entry((page.lang, page.path.clone())).or_default().page = Some(id);
        }
    }
    for folder in folders.values_mut() {
        folder.children.sort_by_cached_key(|id| place(pages, *id));
    }
    folders
}

/// By weight (without one last), then newest first, then by title as an index has it, and path.
type Place<'a> = (i64, Reverse<Option<Date>>, collate::Key, &'a str);

fn place(pages: &[Entry], id: PageId) -> Option<Place<'_>> {
    let page = pages.get(id)?;
    let weight = page.front.weight.unwrap_or(i64::MAX);
    Some((weight, Reverse(page.front.date), collate::key(&page.title), &page.path))
}

/// The pages before and after each page in its folder.
pub fn neighbours(
    pages: &[Entry],
    folders: &HashMap<(LangId, String), Folder>,
) -> Vec<(Option<PageId>, Option<PageId>)> {
    let mut neighbours = vec![(None, None); pages.len()];
    // The pages directly under the home page are a site's parts, not a sequence.
    for ((_, path), folder) in folders {
        if path.is_empty() {
            continue;
        }
        for pair in folder.children.windows(2) {
            let [before, after] = pair else { continue };
            if let Some(slot) = neighbours.get_mut(*before) {
                slot.1 = Some(*after);
            }
            if let Some(slot) = neighbours.get_mut(*after) {
                slot.0 = Some(*before);
            }
        }
    }
    neighbours
}

/// The pages of each topic in each language, newest first.
pub fn topics(pages: &[Entry], config: &Config) -> Vec<Vec<Vec<PageId>>> {
    let mut topics = vec![vec![Vec::new(); config.languages.len()]; config.topics.len()];
    let places: HashMap<&str, usize> =
        config.topics.iter().enumerate().map(|(at, topic)| (topic.id.as_str(), at)).collect();
    for (id, page) in pages.iter().enumerate() {
        for topic in &page.front.topics {
            let found = places.get(topic.text.as_str()).and_then(|at| topics.get_mut(*at));
            if let Some(slot) = found.and_then(|languages| languages.get_mut(page.lang)) {
                slot.push(id);
            }
        }
    }
    for list in topics.iter_mut().flatten() {
        list.dedup();
        sort_newest(pages, list);
    }
    topics
}

/// Newest first, then by weight, then by title.
pub fn sort_newest(pages: &[Entry], list: &mut [PageId]) {
    let date = |id: PageId| pages.get(id).and_then(|page| page.front.updated.max(page.front.date));
    list.sort_by_cached_key(|id| (Reverse(date(*id)), place(pages, *id)));
}

/// The menu of each language: the folders and weighted pages directly under the home page, and under a folder the
/// pages that ask for it with `menu`.
pub fn menus(pages: &[Entry], folders: &HashMap<(LangId, String), Folder>, config: &Config) -> Vec<Vec<MenuItem>> {
    let children = |lang: LangId, path: &str| -> &[PageId] {
        folders.get(&(lang, path.to_owned())).map(|folder| folder.children.as_slice()).unwrap_or_default()
    };
    let of = |lang: LangId| {
        let top = children(lang, "").iter().filter(|id| {
            pages.get(**id).is_some_and(|page| {
                let asks = page.folder || page.front.weight.is_some() || matches!(page.front.menu, Menu::Label(_));
                page.front.menu != Menu::Hidden && asks
            })
        });
        let item = |id: &PageId| {
            let path = pages.get(*id).map_or("", |page| page.path.as_str());
            let asks = |id: &&PageId| pages.get(**id).is_some_and(|page| matches!(page.front.menu, Menu::Label(_)));
            MenuItem { page: *id, children: children(lang, path).iter().filter(asks).copied().collect() }
        };
        top.map(item).collect()
    };
    (0..config.languages.len()).map(of).collect()
}
