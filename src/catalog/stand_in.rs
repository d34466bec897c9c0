//! Pages that show the text of another language: where a translation is missing and the language asks for that, and
//! where it is stale and its kind must not be shown so.

use super::front::FrontMatter;
use super::page::{Parsed, Withheld};
use super::route::Routes;
use crate::config::{Config, LangId, Missing, Stale};
use crate::translation::{Origins, Translation};
use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;
use unicode_normalization::UnicodeNormalization;

/// Adds what is missing and replaces what must not be shown; the pages stay in the order of path and language.
pub fn fill(
    pages: Vec<Parsed>,
    states: Vec<Translation>,
    origins: &Origins,
    config: &Config,
    withheld: &mut Vec<Withheld>,
) -> (Vec<Parsed>, Vec<Translation>) {
    let asks = |lang: &LangId| config.languages.at(*lang).missing == Missing::Fallback;
    let asking: Vec<LangId> = config.languages.ids().filter(asks).collect();
    let place = |path: &str, lang: LangId| {
        pages.binary_search_by(|page| (page.file.path.as_str(), page.file.lang).cmp(&(path, lang))).ok()
    };
    let hidden = |page: &Parsed, state: &Translation| {
        let policy = |of: &Parsed| config.stale(of.front.kind.as_ref(), page.file.lang);
        let original = || place(&page.file.path, origins.of(&page.file.path)).and_then(|at| pages.get(at));
        let asked = || policy(page).max(original().map_or(Stale::Notice, policy));
        state.stale().is_some() && asked() == Stale::Fallback
    };
    if asking.is_empty() && !pages.iter().zip(&states).any(|(page, state)| hidden(page, state)) {
        return (pages, states);
    }
    // What is stale itself takes no other's place.
    let mut by_path: BTreeMap<&str, Vec<&Parsed>> = BTreeMap::new();
    for (page, _) in pages.iter().zip(&states).filter(|(_, state)| state.stale().is_none()) {
        by_path.entry(&page.file.path).or_default().push(page);
    }
    let instead = |path: &str, lang: LangId| -> Option<&Parsed> {
        let pages = by_path.get(path)?;
        let mut chain = config.chain(lang).skip(1).chain([origins.of(path)]);
        chain.find_map(|lang| pages.iter().find(|page| page.file.lang == lang)).copied()
    };
    let mut replaced: HashMap<usize, Parsed> = HashMap::new();
    for (at, (page, _)) in pages.iter().zip(&states).enumerate().filter(|(_, (page, state))| hidden(page, state)) {
        if let Some(other) = instead(&page.file.path, page.file.lang) {
            withheld.push(Withheld::of(page));
            replaced.insert(at, borrowed(other, page));
        }
    }
    let mut added = Vec::new();
    for lang in asking {
        for path in by_path.keys() {
            let original = place(path, origins.of(path)).and_then(|at| pages.get(at));
            let is_meant = original.is_none_or(|original| original.front.is_meant_for(lang));
            if !is_meant || place(path, lang).is_some() {
                continue;
            }
            if let Some(other) = instead(path, lang) {
                added.push(lent(other, lang));
            }
        }
    }
    let mut all: Vec<(Parsed, Translation)> = Vec::with_capacity(pages.len() + added.len());
    for (at, (page, state)) in pages.into_iter().zip(states).enumerate() {
        all.push((replaced.remove(&at).unwrap_or(page), state));
    }
    all.extend(added.into_iter().map(|page| {
        let state = Translation::Absent(page.text_lang);
        (page, state)
    }));
    all.sort_by(|(a, _), (b, _)| (&a.file.path, a.file.lang, a.source).cmp(&(&b.file.path, b.file.lang, b.source)));
    without_collisions(all, config).into_iter().unzip()
}

/// Takes out what would stand at the address of a real page: the pages of the languages that have none are `Absent`.
fn without_collisions(all: Vec<(Parsed, Translation)>, config: &Config) -> Vec<(Parsed, Translation)> {
    // As paths of the output are compared.
    let fold =
        |path: String| -> String { path.nfc().flat_map(char::to_uppercase).flat_map(char::to_lowercase).collect() };
    let is_added = |state: &Translation| matches!(state, Translation::Absent(_));
    let routes = Routes::new(all.iter().map(|(page, _)| page), config);
    let real = all.iter().filter(|(_, state)| !is_added(state));
    let mut taken: HashSet<String> = real.flat_map(|(page, _)| routes.files(page).map(fold)).collect();
    let mut stays: Vec<bool> = all
        .iter()
        .map(|(page, state)| !is_added(state) || routes.files(page).all(|path| taken.insert(fold(path))))
        .collect();
    stays.reverse();
    all.into_iter().filter(|_| stays.pop() == Some(true)).collect()
}

/// A page in a language that has none of its own: what is said of addresses is the other language's alone.
fn lent(other: &Parsed, lang: LangId) -> Parsed {
    let mut page = other.clone();
    page.file.lang = lang;
    page.due = None;
    let front = FrontMatter { slug: None, aliases: Vec::new(), review: None, ..FrontMatter::clone(&other.front) };
    page.front = Arc::new(front);
    page
}

/// A page whose own text is not shown: it keeps its addresses.
fn borrowed(other: &Parsed, own: &Parsed) -> Parsed {
    let mut page = other.clone();
    page.source = own.source;
    page.file = own.file.clone();
    page.due = None;
    let FrontMatter { slug, aliases, stamps, .. } = FrontMatter::clone(&own.front);
    let front = FrontMatter { slug, aliases, stamps, review: None, ..FrontMatter::clone(&other.front) };
    page.front = Arc::new(front);
    page
}
