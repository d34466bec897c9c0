//! What a page is to be called, judged; and what that makes of the names of all that lies beneath it.

use crate::address::{self, MAX_PATH};
use crate::catalog::language_of_page;
use crate::data::split_front;
use crate::diagnostic::Diagnostics;
use crate::resolve::{Site, folder_name, moved_path, split_name};
use crate::source::{Kind, SourceId, kind_of};
use std::collections::BTreeMap;

/// The old names and the new ones.
#[derive(Debug)]
pub(super) struct Names {
    /// Of pages.
    pub(super) pages: BTreeMap<String, String>,
    /// The new path of each file that is moved.
    pub(super) files: BTreeMap<SourceId, String>,
}

/// The page that a path below `content/` names, whose file need not be there: with language and ending or without them.
pub fn given(site: &Site, path: &str) -> String {
    let path = path.strip_suffix(".md").unwrap_or(path);
    folder_name(split_name(site, path).0).to_owned()
}

impl Names {
    /// Refuses, with the reason, what cannot be moved, or not there.
    pub(super) fn new(site: &Site, from: &str, to: &str) -> Result<Names, String> {
        let below = |name: &str, folder: &str| name.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'));
        if site.catalog.translations(from).is_empty() {
            return Err("it is a block and no page".to_owned());
        }
        if from.is_empty() || to.is_empty() {
            return Err("the front page is where it is".to_owned());
        }
        if from == to {
            return Err("it is called so already".to_owned());
        }
        if below(to, from) {
            return Err(format!("`{to}` lies beneath it"));
        }
        check_name(to)?;
        check_origin(site, from, to)?;
        let written = || site.catalog.pages().filter(|(_, entry)| entry.written().is_some()).map(|(_, entry)| entry);
        let (mut pages, mut files) = (BTreeMap::new(), BTreeMap::new());
        for entry in written().filter(|entry| entry.path == from || below(&entry.path, from)) {
            let rest = entry.path.strip_prefix(from).unwrap_or_default();
            pages.insert(entry.path.clone(), format!("{to}{rest}"));
        }
        for new in pages.values() {
            if site.catalog.in_ledger(new, site.config.source).is_some() || !site.catalog.translations(new).is_empty() {
                return Err(format!("there is a page `{new}` already"));
            }
        }
        let renamed = |name: &str| pages.get(name).cloned();
        for entry in written() {
            if !pages.contains_key(&entry.path) {
                continue;
            }
            let source = site.sources.get(entry.source);
            let mut found = Diagnostics::new();
            split_front(&source.text, entry.source, &mut found);
            if found.has_errors() {
                return Err(format!("the front matter of {} has mistakes: `shirube check` says which", source.path));
            }
            let stem = source.path.strip_prefix("content/").and_then(|path| path.strip_suffix(".md"));
            let new = stem.and_then(|stem| moved_path(site, stem, &renamed));
            let new = new.map(|stem| format!("content/{stem}.md")).unwrap_or_default();
            if let Some(fault) = address::fault(&new) {
                return Err(format!("{new} cannot be a file: {fault}"));
            }
            let is_page = language_of_page(&new, entry.source, &site.config) == Some(entry.lang);
            let name = new.strip_prefix("content/").map(|path| given(site, path));
            if !is_page || kind_of(&new) != Kind::Text || name.as_ref() != pages.get(&entry.path) {
                return Err(format!("{new} would be no page of that name"));
            }
            if site.sources.at(&new).is_some() {
                return Err(format!("{new} is there already"));
            }
            files.insert(entry.source, new);
        }
        Ok(Names { pages, files })
    }

    /// What the page of a name will be called, if not as now.
    pub(super) fn of(&self, page: &str) -> Option<String> {
        self.pages.get(page).cloned()
    }
}

/// Refuses, with the reason, what cannot be the name of a page.
pub fn check_name(to: &str) -> Result<(), String> {
    if let Some(fault) = address::fault(to) {
        return Err(format!("`{}` cannot be the name of a page: {fault}", address::cut(to, MAX_PATH)));
    }
    match to.split('/').find_map(|name| Some((name, address::unportable(name)?))) {
        Some((name, reason)) => Err(format!("`{name}` cannot be the name of a file everywhere: {reason}")),
        None => Ok(()),
    }
}

/// Refuses to move a page out of the folder that says in which language it was written first.
fn check_origin(site: &Site, from: &str, to: &str) -> Result<(), String> {
    let own = |lang| site.catalog.in_ledger(from, lang).is_some_and(|text| text.stamps.source.is_some());
    let above = |name: &str| name.rsplit_once('/').map_or("", |(folder, _)| folder).to_owned();
    let (then, now) = (site.catalog.origins.of(&format!("{}/-", above(to))), site.catalog.origins.of(from));
    if site.config.languages.ids().any(own) || then == now {
        return Ok(());
    }
    let (now, then) = (site.config.code(now), site.config.code(then));
    Err(format!(
        "it was written in `{now}` first, and what lies there in `{then}`: give it `source = \"{now}\"` before it is moved"
    ))
}
