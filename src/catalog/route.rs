//! The addresses of pages and of all that is generated beside them.

use super::page::Parsed;
use crate::address::{self, Fault};
use crate::config::{Config, LangId};
use std::collections::HashMap;

/// The addresses of pages, below the base, `/` at the end, not encoded. Every folder's segment is the slug of the
/// folder's page in that language, if it has one.
pub struct Routes<'a> {
    config: &'a Config,
    slugs: HashMap<(LangId, &'a str), &'a str>,
}

impl<'a> Routes<'a> {
    /// Collects the slugs of all pages.
    pub fn new(pages: impl IntoIterator<Item = &'a Parsed>, config: &'a Config) -> Routes<'a> {
        let slug = |page: &'a Parsed| page.front.slug.as_ref().map(|slug| slug.text.as_str());
        let named = |page: &'a Parsed| (page.file.lang, page.file.path.as_str(), slug(page));
        Routes::named(pages.into_iter().map(named), config)
    }

    /// The same of pages by their names: language, name and slug of each.
    pub fn named(
        pages: impl IntoIterator<Item = (LangId, &'a str, Option<&'a str>)>,
        config: &'a Config,
    ) -> Routes<'a> {
        let slugs = pages.into_iter().filter_map(|(lang, path, slug)| Some(((lang, path), slug?))).collect();
        Routes { config, slugs }
    }

    /// The address of a page: `ja/guide/cost/`.
    pub fn of(&self, path: &str, lang: LangId) -> String {
        let mut route = self.language(lang);
        let mut end = 0;
        for segment in path.split('/').filter(|segment| !segment.is_empty()) {
            end += segment.len();
            let name = path.get(..end).unwrap_or(path);
            end += 1;
            route.push_str(self.slugs.get(&(lang, name)).copied().unwrap_or(segment));
            route.push('/');
        }
        route
    }

    /// Where a page is written, and its aliases.
    pub fn files<'p>(&'p self, page: &'p Parsed) -> impl Iterator<Item = String> + 'p {
        let lang = page.file.lang;
        let aliases = page.front.aliases.iter().filter_map(move |name| alias(&name.text, self.config, lang).ok());
        std::iter::once(file(&self.of(&page.file.path, lang))).chain(aliases)
    }

    fn language(&self, lang: LangId) -> String {
        language(self.config, lang)
    }
}

/// The address of a language: `ja/`, or the root of the site.
pub fn language(config: &Config, lang: LangId) -> String {
    if config.root() == Some(lang) { String::new() } else { format!("{}/", config.code(lang)) }
}

/// The address of a topic's page.
pub fn topic(config: &Config, lang: LangId, id: &str) -> String {
    format!("{}topics/{id}/", language(config, lang))
}

/// The name of the page on which readers search, without language.
pub const SEARCH: &str = "search";

/// The address of that page, unless an author has one of this name; below it is the index of the language.
pub fn search(config: &Config, lang: LangId) -> String {
    format!("{}{SEARCH}/", language(config, lang))
}

/// The address of a page of a list: the list's own for the first.
pub fn numbered(route: &str, number: usize) -> String {
    match number {
        0 | 1 => route.to_owned(),
        number => format!("{route}page/{number}/"),
    }
}

/// What tables can be taken away as: the ending of the file, and what the form is called.
pub const TABLE_FORMATS: [(&str, &str); 2] = [("csv", "CSV"), ("json", "JSON")];

/// The address of a table as a file.
pub fn table(config: &Config, lang: LangId, id: &str, ending: &str) -> String {
    format!("{}tables/{id}.{ending}", language(config, lang))
}

/// The file that a folder address is served from.
pub fn file(route: &str) -> String {
    format!("{route}index.html")
}

/// Where an alias lives: from the root of the site with a `/` in front, else from the page's language. A name that ends
/// in `.html` is a file, any other a folder.
pub fn alias(alias: &str, config: &Config, lang: LangId) -> Result<String, Fault> {
    let decoded = address::decode_whole(alias)?;
    let (base, path) = match decoded.strip_prefix('/') {
        Some(path) => (String::new(), path),
        None => (language(config, lang), decoded.as_str()),
    };
    let path = path.trim_end_matches('/');
    let file = if path.ends_with(".html") { format!("{base}{path}") } else { file(&format!("{base}{path}/")) };
    address::fault(&file).map_or(Ok(file), Err)
}
