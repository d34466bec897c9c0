//! What lies under what, and in which order: folders, neighbours, topics, menus.

use super::collate;
use super::front::Menu;
use super::page::{Entry, PageId};
use crate::config::{Config, LangId, TopicId};
use crate::id::IndexVec;
use crate::moment::Moment;
use std::cmp::Reverse;
use std::collections::HashMap;
use std::sync::Arc;

/// Every page.
type Pages = IndexVec<PageId, Arc<Entry>>;

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
    pub heading: MenuHeading,
    pub children: Vec<PageId>,
}

/// What an entry of the menu is called after.
#[derive(Debug, Clone)]
pub enum MenuHeading {
    Page(PageId),
    /// The path of a folder that has no page: it leads nowhere.
    Folder(String),
}

/// How many folders without a page stand in the menu, and how many pages of each: every page has it, and what more there
/// are is for a list.
const MAX_UNLISTED: usize = 30;

/// The folders of every language.
pub fn folders(pages: &Pages) -> HashMap<(LangId, String), Folder> {
    let mut folders: HashMap<(LangId, String), Folder> = HashMap::new();
    for (id, page) in pages.entries() {
        if let Some(parent) = page.parent().filter(|_| !page.expired) {
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
type Place<'a> = (i64, Reverse<Option<Moment>>, collate::Key, &'a str);

fn place(pages: &Pages, id: PageId) -> Place<'_> {
    let page = pages.at(id);
    let weight = page.front.weight.unwrap_or(i64::MAX);
    (weight, Reverse(page.front.date), collate::key(&page.title), &page.path)
}

/// The pages before and after each page in its folder.
pub fn neighbours(
    pages: &Pages,
    folders: &HashMap<(LangId, String), Folder>,
) -> IndexVec<PageId, (Option<PageId>, Option<PageId>)> {
    let mut neighbours = pages.map(|_, _| (None, None));
    // The pages directly under the home page are a site's parts, not a sequence.
    for ((_, path), folder) in folders {
        if path.is_empty() {
            continue;
        }
        for pair in folder.children.windows(2) {
            let [before, after] = pair else { continue };
            neighbours.at_mut(*before).1 = Some(*after);
            neighbours.at_mut(*after).0 = Some(*before);
        }
    }
    neighbours
}

/// The pages of each topic in each language, newest first.
pub fn topics(pages: &Pages, config: &Config) -> IndexVec<TopicId, IndexVec<LangId, Vec<PageId>>> {
    let mut topics = config.topics.map(|_, _| config.languages.map(|_, _| Vec::new()));
    for (id, page) in pages.entries().filter(|(_, page)| !page.expired) {
        for topic in &page.front.topics {
            if let Some(topic) = config.topic(&topic.text) {
                topics.at_mut(topic).at_mut(page.lang).push(id);
            }
        }
    }
    for list in topics.iter_mut().flat_map(IndexVec::iter_mut) {
        list.dedup();
        sort_newest(pages, list);
    }
    topics
}

/// Newest first, then by weight, then by title.
pub fn sort_newest(pages: &Pages, list: &mut [PageId]) {
    let date = |id: PageId| pages.at(id).updated().max(pages.at(id).front.date);
    list.sort_by_cached_key(|id| (Reverse(date(*id)), place(pages, *id)));
}

/// The menu of each language: the folders and weighted pages directly under the home page, and under a folder the
/// pages that ask for it with `menu`. A folder that has no page, and thus no list, comes last with its pages.
pub fn menus(
    pages: &Pages,
    folders: &HashMap<(LangId, String), Folder>,
    config: &Config,
) -> IndexVec<LangId, Vec<MenuItem>> {
    let children = |lang: LangId, path: &str| -> &[PageId] {
        folders.get(&(lang, path.to_owned())).map(|folder| folder.children.as_slice()).unwrap_or_default()
    };
    let mut menus: IndexVec<LangId, Vec<MenuItem>> = config.languages.map(|lang, _| {
        let top = children(lang, "").iter().filter(|id| {
            let page = pages.at(**id);
            let asks = page.folder || page.front.weight.is_some() || matches!(page.front.menu, Menu::Label(_));
            page.front.menu != Menu::Hidden && asks
        });
        let item = |id: &PageId| {
            let asks = |id: &&PageId| matches!(pages.at(**id).front.menu, Menu::Label(_));
            let children = children(lang, &pages.at(*id).path).iter().filter(asks).copied().collect();
            MenuItem { heading: MenuHeading::Page(*id), children }
        };
        top.map(item).collect()
    });
    let places: HashMap<PageId, usize> = menus
        .iter()
        .flat_map(|menu| menu.iter().enumerate())
        .filter_map(|(at, item)| match item.heading {
            MenuHeading::Page(id) => Some((id, at)),
            MenuHeading::Folder(_) => None,
        })
        .collect();
    let top = pages.entries().filter(|(_, page)| !page.expired && !page.path.contains('/'));
    let namesakes: HashMap<(LangId, &str), PageId> =
        top.map(|(id, page)| ((page.lang, page.path.as_str()), id)).collect();
    let mut last = Vec::new();
    for (lang, path, folder) in without_page(folders) {
        let is_shown = |id: &&PageId| pages.at(**id).front.menu != Menu::Hidden;
        let children: Vec<PageId> = folder.children.iter().filter(is_shown).take(MAX_UNLISTED).copied().collect();
        // A page beside the folder may have its name.
        let namesake = namesakes.get(&(lang, path)).copied();
        let menu = menus.at_mut(lang);
        let at = namesake.and_then(|id| places.get(&id));
        let known = at.and_then(|at| menu.get_mut(*at));
        match (known, namesake) {
            (Some(item), _) => item.children = children,
            (None, Some(id)) if pages.at(id).front.menu == Menu::Hidden => {}
            (None, Some(id)) => last.push((lang, MenuItem { heading: MenuHeading::Page(id), children })),
            (None, None) if children.is_empty() => {}
            (None, None) => {
                last.push((lang, MenuItem { heading: MenuHeading::Folder(path.to_owned()), children }));
            }
        }
    }
    let mut added: HashMap<LangId, usize> = HashMap::new();
    for (lang, item) in last {
        let count: &mut usize = added.entry(lang).or_default();
        if *count < MAX_UNLISTED {
            *count += 1;
            menus.at_mut(lang).push(item);
        }
    }
    menus
}

/// The folders at the top that have no page, in the order of their names.
fn without_page(folders: &HashMap<(LangId, String), Folder>) -> Vec<(LangId, &str, &Folder)> {
    let top =
        folders.iter().filter(|((_, path), folder)| folder.page.is_none() && !path.is_empty() && !path.contains('/'));
    let mut top: Vec<_> = top.map(|((lang, path), folder)| (*lang, path.as_str(), folder)).collect();
    top.sort_by_cached_key(|(lang, path, _)| (*lang, collate::key(path), *path));
    top
}
