//! Pages as those call them who do not have their files before them: by their addresses, old ones among them, and by the
//! last part of their names.

use super::Catalog;
use super::page::PageId;
use super::route;
use crate::config::Config;
use std::collections::HashMap;
use std::sync::OnceLock;

/// Made when the first link is mistaken.
#[derive(Debug, Default)]
pub(super) struct Addressed {
    by_address: OnceLock<HashMap<String, PageId>>,
    /// Nothing where several pages have the name.
    by_name: OnceLock<HashMap<String, Option<String>>>,
}

impl Catalog {
    /// The page that has an address below the base, not encoded, or that an alias forwards to from there.
    pub fn page_at(&self, address: &str, config: &Config) -> Option<PageId> {
        let all = self.addressed.by_address.get_or_init(|| {
            let mut all: HashMap<String, PageId> = HashMap::new();
            for (id, entry) in self.pages() {
                all.insert(key(&entry.route).to_owned(), id);
            }
            for (id, entry) in self.pages() {
                for alias in &entry.front.aliases {
                    let file = route::alias(&alias.text, config, entry.lang).ok();
                    file.into_iter().for_each(|file| _ = all.entry(key(&file).to_owned()).or_insert(id));
                }
            }
            all
        });
        all.get(key(address)).copied()
    }

    /// The path of the only page whose last name is that of `path`, if it lies elsewhere.
    pub fn path_elsewhere(&self, path: &str) -> Option<&str> {
        let all = self.addressed.by_name.get_or_init(|| {
            let mut all: HashMap<String, Option<String>> = HashMap::new();
            for path in self.by_path.keys() {
                all.entry(last(path).to_owned()).and_modify(|known| *known = None).or_insert(Some(path.clone()));
            }
            all
        });
        all.get(last(path))?.as_deref().filter(|found| *found != path && !path.is_empty())
    }
}

/// An address without what may be left out of it.
fn key(address: &str) -> &str {
    let address = address.trim_matches('/');
    match address.strip_suffix("index.html") {
        Some(folder) if folder.is_empty() || folder.ends_with('/') => folder.trim_end_matches('/'),
        _ => address,
    }
}

fn last(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}
