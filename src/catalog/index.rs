//! The index of a language: its pages by their readings, as that of a book has its words.

pub use super::collate::Heading;

use super::collate;
use super::page::{Entry, PageId};
use crate::config::{Config, LangId};
use crate::id::IndexVec;
use std::sync::Arc;

/// Pages in the order of their readings.
#[derive(Debug, Default)]
pub struct Index {
    pub pages: Vec<PageId>,
    /// Each heading, and the place of the first page that stands under it.
    pub headings: Vec<(Heading, usize)>,
}

/// The index of every language. In it are the pages that readers may find: those that hold, that search engines are not asked
/// to leave out, and that have a text of their own.
pub fn of_pages(pages: &IndexVec<PageId, Arc<Entry>>, config: &Config) -> IndexVec<LangId, Index> {
    let mut indexes = config.languages.map(|_, _| Vec::new());
    for (id, page) in pages.entries() {
        if !page.expired && !page.front.noindex && !page.stands_in() {
            let key = collate::key(read(page));
            indexes.at_mut(page.lang).push((collate::heading(&key), key, page.path.as_str(), id));
        }
    }
    indexes
        .entries()
        .map(|(lang, found)| {
            let kana_first = config.languages.at(lang).locale.sorts_by_kana();
            let mut found: Vec<_> = found.iter().collect();
            let is_behind = |heading: Heading| kana_first && !matches!(heading, Heading::Kana(_));
            found.sort_by_key(|of| (is_behind(of.0), *of));
            let mut index = Index::default();
            for (heading, .., page) in found {
                if index.headings.last().is_none_or(|(last, _)| last != heading) {
                    index.headings.push((*heading, index.pages.len()));
                }
                index.pages.push(*page);
            }
            index
        })
        .collect()
}

/// What a page is sorted by: its reading or its title, from the first letter on.
fn read(page: &Entry) -> &str {
    let read = page.reading.as_deref().unwrap_or(&page.title);
    let from_letter = read.trim_start_matches(|c: char| !c.is_alphanumeric());
    if from_letter.is_empty() { read } else { from_letter }
}
