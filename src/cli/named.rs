//! What a PAGE on the command line names.

use crate::diagnostic::suggestion;
use crate::failure::Failure;
use crate::resolve::Site;
use crate::translate::Pair;
use crate::translation::{Translation, Written};
use std::iter;
use std::path::Path;
use unicode_normalization::UnicodeNormalization;

/// The pages or blocks that a PAGE names: a file (absolute, or seen from the root or the current folder), or a path
/// without language and ending, for all languages.
pub(super) fn texts<'a>(site: &'a Site, root: &Path, name: &str) -> Result<Vec<Written<'a>>, Failure> {
    let absolute = |path: &Path| path.canonicalize().ok();
    let candidates = [absolute(&root.join(name)), absolute(Path::new(name))];
    let base = absolute(root);
    // As it is written first: what is a link has two names.
    let written = name.strip_prefix("./").unwrap_or(name);
    let files = candidates.iter().flatten().filter_map(|path| path.strip_prefix(base.as_ref()?).ok()?.to_str());
    for file in iter::once(written).chain(files) {
        let file: String = file.replace(std::path::MAIN_SEPARATOR, "/").nfc().collect();
        if let Some(text) = site.catalog.ledger().find(|text| site.sources.get(text.source).path == file) {
            return Ok(vec![text]);
        }
    }
    let path = name.trim_matches('/');
    let path = path.strip_prefix("content/").unwrap_or(path);
    let path = path.strip_suffix("/index").unwrap_or(if path == "index" { "" } else { path });
    let all: Vec<Written> = site.config.languages.ids().filter_map(|lang| site.catalog.in_ledger(path, lang)).collect();
    if all.is_empty() {
        let help = suggestion(path, site.catalog.names());
        let help = help.map(|help| format!("; {help}")).unwrap_or_default();
        return Err(Failure::refused("find the page", name, format!("no file and no page has that name{help}")));
    }
    Ok(all)
}

/// The translations that a PAGE names, each with its original.
pub(super) fn translations<'a>(site: &'a Site, root: &Path, name: &str) -> Result<Vec<Pair<'a>>, Failure> {
    let mut found: Vec<Pair> = Vec::new();
    for text in texts(site, root, name)? {
        // An original stands for all its translations.
        let own = site.config.languages.ids().filter_map(|lang| site.catalog.in_ledger(text.name, lang));
        for other in own {
            let Some(original) = site.catalog.source_of(other) else { continue };
            let meant = other.lang == text.lang || original.lang == text.lang;
            if meant && !found.iter().any(|(known, _)| known.source == other.source) {
                found.push((other, original));
            }
        }
    }
    if found.is_empty() {
        let named = texts(site, root, name)?;
        let orphan = named.iter().any(|text| matches!(text.translation, Translation::Orphan));
        let why = if orphan {
            "it is stamped, and its original is not there"
        } else {
            "it is no translation, and none is made from it"
        };
        return Err(Failure::refused("find a translation of", name, why));
    }
    Ok(found)
}
