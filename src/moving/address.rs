//! The addresses of pages that are moved: that nothing else has them, and that the old ones forward.

use super::name::Names;
use crate::catalog::Entry;
use crate::catalog::routes::{self, Routes, alias, file, topic};
use crate::config::LangId;
use crate::output::fold;
use crate::resolve::Site;
use crate::source::SourceId;
use std::collections::{BTreeMap, HashMap, HashSet};

/// The aliases that pages have then.
#[derive(Debug, Default)]
pub(super) struct Addresses {
    pub(super) aliases: BTreeMap<SourceId, Aliases>,
}

#[derive(Debug)]
pub(super) struct Aliases {
    pub(super) all: Vec<String>,
    /// The one that was not there, if any.
    pub(super) new: Option<String>,
}

impl Addresses {
    /// Refuses, with the reason, addresses that something else has.
    pub(super) fn new(site: &Site, names: &Names) -> Result<Addresses, String> {
        let then = |entry: &Entry| names.of(&entry.path).unwrap_or_else(|| entry.path.clone());
        let pages: Vec<(&Entry, String)> = site.catalog.pages().map(|(_, entry)| (entry, then(entry))).collect();
        let named = pages.iter().map(|(entry, path)| {
            let slug = entry.front.slug.as_ref().map(|slug| slug.text.as_str());
            (entry.lang, path.as_str(), slug)
        });
        let routes = Routes::named(named, &site.config);
        let mut addresses = Addresses::default();
        let mut taken: HashMap<String, (&str, LangId)> = HashMap::new();
        let mut changed = Vec::new();
        for (entry, path) in &pages {
            let route = routes.of(path, entry.lang);
            let own = (entry.path.as_str(), entry.lang);
            let is_new = route != entry.route;
            let files = entry.front.aliases.iter().filter_map(|name| alias(&name.text, &site.config, entry.lang).ok());
            if is_new && site.assets.id(&format!("static/{}", file(&route))).is_some() {
                return Err(format!("the file static/{} has the address already", file(&route)));
            }
            match is_new {
                true => changed.push((fold(&file(&route)), own)),
                false => _ = taken.insert(fold(&file(&route)), own),
            }
            // A page that is shown in place of a file that is not there has no aliases of its own.
            if entry.written().is_none() {
                continue;
            }
            taken.extend(files.filter(|alias| *alias != file(&route)).map(|alias| (fold(&alias), own)));
            if is_new && let Some(aliases) = Aliases::of(site, entry, &route) {
                addresses.aliases.insert(entry.source, aliases);
            }
        }
        let topics: HashSet<String> = site
            .config
            .languages
            .ids()
            .flat_map(|lang| site.config.topics.iter().map(move |of| topic(&site.config, lang, &of.id)))
            .map(|route| fold(&file(&route)))
            .collect();
        for (file, own) in changed {
            if topics.contains(&file) {
                return Err("a topic has the address already".to_owned());
            }
            if let Some((other, lang)) = taken.insert(file, own).filter(|other| *other != own) {
                let code = site.config.code(lang);
                return Err(format!(
                    "the page `{other}` in `{code}` has the address already, or names it among its `aliases`"
                ));
            }
        }
        Ok(addresses)
    }
}

impl Aliases {
    /// The aliases of a page whose address will be `route`; `None` where they stay as they are.
    fn of(site: &Site, entry: &Entry, route: &str) -> Option<Aliases> {
        let becomes = |name: &str| alias(name, &site.config, entry.lang).is_ok_and(|path| path == file(route));
        let mut all: Vec<String> = entry.front.aliases.iter().map(|alias| alias.text.clone()).collect();
        // Nobody has been at the address of a draft.
        // Where readers search, a page is made as soon as there is none of an author.
        let is_search = site.config.search && entry.route == routes::search(&site.config, entry.lang);
        let new = (!entry.front.draft && !is_search).then(|| written(&entry.route));
        // Where a page goes back, its alias is its address again.
        match (all.iter().position(|name| becomes(name)), &new) {
            (None, None) => return None,
            (None, Some(new)) => all.push(new.clone()),
            (Some(_), None) => all.retain(|name| !becomes(name)),
            (Some(at), Some(new)) => {
                all = all
                    .into_iter()
                    .enumerate()
                    .filter(|(own, name)| *own == at || !becomes(name))
                    .map(|(_, name)| name)
                    .collect();
                if let Some(own) = all.get_mut(at) {
                    own.clone_from(new);
                }
            }
        }
        Some(Aliases { all, new })
    }
}

/// An address as an alias has it.
fn written(route: &str) -> String {
    let mut out = String::from("/");
    for c in route.chars() {
        match c {
            '%' | '?' | '#' | '"' | '\\' => out.push_str(&format!("%{:02X}", u32::from(c))),
            c => out.push(c),
        }
    }
    out
}
