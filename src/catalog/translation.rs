//! Which text each page was translated from, and whether that text is still the same.

use super::page::Parsed;
use super::translatable::{Changed, Translatable};
use crate::config::{Config, LangId};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::source::{Sources, Span};
use jiff::civil::Date;
use rayon::prelude::*;
use std::collections::HashMap;

/// What a page is to the page that it was translated from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Translation {
    /// It was written first, or nobody has said that it was not.
    Original,
    /// The original is in this language, and is what the translation was made from.
    Current(LangId),
    /// There is no page of its own: the text of this language is shown.
    Absent(LangId),
    /// The original is in this language; what the translation was made from is not said.
    Unstamped(LangId),
    /// The original has changed since.
    Stale(Stale),
    /// It is stamped, and there is no original.
    Orphan,
}

/// How a translation is behind its original.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stale {
    /// The language of the original.
    pub of: LangId,
    /// What has changed; nothing where the text that it was made from is not to be had.
    pub changes: Option<Vec<Changed>>,
    /// When it has changed, as far as that is known.
    pub since: Option<Date>,
}

impl Translation {
    /// The language of the original, if there is one beside this page.
    pub fn of(&self) -> Option<LangId> {
        match self {
            Translation::Original | Translation::Orphan | Translation::Absent(_) => None,
            Translation::Current(of) | Translation::Unstamped(of) | Translation::Stale(Stale { of, .. }) => Some(*of),
        }
    }
}

/// The language that each page is written in first.
#[derive(Debug, Default)]
pub struct Origins {
    site: LangId,
    pages: HashMap<String, LangId>,
    folders: HashMap<String, LangId>,
}

impl Origins {
    /// Collects what pages say of themselves and of their folders; two answers for one page are a mistake.
    pub fn read(pages: &[Parsed], config: &Config, diagnostics: &mut Diagnostics) -> Origins {
        let mut said: HashMap<&str, (LangId, Span)> = HashMap::new();
        let mut origins = Origins { site: config.source, ..Origins::default() };
        for page in pages {
            let Some((lang, span)) = page.front.source else { continue };
            match said.get(page.file.path.as_str()) {
                Some((other, first)) if *other != lang => {
                    let message = "the translations of one page name different languages as its source";
                    let diagnostic = Diagnostic::new(Code::DuplicateSource, span, message)
                        .help("name it on one of them, or the same on all")
                        .related(*first, "the other one");
                    diagnostics.push(diagnostic);
                }
                Some(_) => {}
                None => _ = said.insert(&page.file.path, (lang, span)),
            }
            if page.file.folder {
                origins.folders.entry(page.file.path.clone()).or_insert(lang);
            }
            origins.pages.entry(page.file.path.clone()).or_insert(lang);
        }
        origins
    }

    /// The language that the page of a path is written in first: as it says, as the nearest folder says, as the site says.
    pub fn of(&self, path: &str) -> LangId {
        if let Some(lang) = self.pages.get(path) {
            return *lang;
        }
        let mut rest = path;
        while let Some((parent, _)) = rest.rsplit_once('/') {
            if let Some(lang) = self.folders.get(parent) {
                return *lang;
            }
            rest = parent;
        }
        self.folders.get("").copied().unwrap_or(self.site)
    }
}

/// What each of the pages is to its original, in their order.
pub fn states(pages: &[Parsed], origins: &Origins, sources: &Sources) -> Vec<Translation> {
    let mut by_name: HashMap<(&str, LangId), &Parsed> = HashMap::new();
    for page in pages {
        by_name.entry((page.file.path.as_str(), page.file.lang)).or_insert(page);
    }
    let original = |page: &Parsed| {
        let of = origins.of(&page.file.path);
        by_name.get(&(page.file.path.as_str(), of)).copied().filter(|_| of != page.file.lang)
    };
    let mut states: Vec<Translation> = pages
        .par_iter()
        .map(|page| match (original(page), &page.front.translated_from) {
            (None, None) => Translation::Original,
            (None, Some(_)) => Translation::Orphan,
            (Some(original), None) => Translation::Unstamped(original.file.lang),
            (Some(original), Some(stamp)) => {
                let source = sources.get(original.source);
                let same = || {
                    let digest = page.front.translated_digest.as_ref();
                    digest.is_some_and(|digest| Translatable::of(&source.text, original.source).digest() == digest.text)
                };
                match source.blob_id() == stamp.text || same() {
                    true => Translation::Current(original.file.lang),
                    false => Translation::Stale(Stale {
                        of: original.file.lang,
                        changes: None,
                        since: original.front.updated,
                    }),
                }
            }
        })
        .collect();
    tell_changes(pages, &mut states, &original, sources);
    states
}

/// Finds out what has changed where the old texts are to be had, which may be nothing that matters.
fn tell_changes<'a>(
    pages: &'a [Parsed],
    states: &mut [Translation],
    original: &(dyn Fn(&'a Parsed) -> Option<&'a Parsed> + Sync),
    sources: &Sources,
) {
    let stamp = |page: &Parsed| page.front.translated_from.as_ref().map(|stamp| stamp.text.clone());
    let stale = pages.iter().zip(states.iter()).filter(|(_, state)| matches!(state, Translation::Stale(_)));
    let mut wanted: Vec<String> = stale.filter_map(|(page, _)| stamp(page)).collect();
    wanted.sort_unstable();
    wanted.dedup();
    if wanted.is_empty() {
        return;
    }
    let texts = sources.history().texts(&wanted);
    pages.par_iter().zip(states.par_iter_mut()).for_each(|(page, state)| {
        let Translation::Stale(stale) = state else { return };
        let old = stamp(page).and_then(|stamp| texts.get(&stamp));
        let (Some(old), Some(original)) = (old, original(page)) else { return };
        let old = Translatable::of(old, original.source);
        let new = Translatable::of(&sources.get(original.source).text, original.source);
        // A stamp without a digest knows no better than the blob.
        if old.digest() == new.digest() {
            *state = Translation::Current(stale.of);
        } else {
            stale.changes = Some(new.changes(&old));
        }
    });
    let stale: Vec<usize> =
        (0..pages.len()).filter(|at| matches!(states.get(*at), Some(Translation::Stale(_)))).collect();
    let path = |at: &usize| pages.get(*at).and_then(original).map(|page| sources.get(page.source).path.clone());
    let paths: Vec<String> = stale.iter().filter_map(path).collect();
    let days = sources.history().changed(&paths);
    for at in stale {
        let day = path(&at).and_then(|path| days.get(&path).copied());
        if let Some(Translation::Stale(stale)) = states.get_mut(at) {
            stale.since = stale.since.max(day);
        }
    }
}
