//! What a PAGE on the command line names.

use crate::data::parse_toml;
use crate::diagnostic::suggestion;
use crate::failure::Failure;
use crate::resolve::Site;
use crate::translate::Pair;
use crate::translation::{DataTexts, Translation, Written};
use std::iter;
use std::path::{Component, Path};
use unicode_normalization::UnicodeNormalization;

/// The pages or blocks that a PAGE names: a file (absolute, or seen from the root or the current folder), or a path
/// without language and ending, for all languages.
pub(super) fn texts<'a>(site: &'a Site, root: &Path, name: &str) -> Result<Vec<Written<'a>>, Failure> {
    for file in files(root, name) {
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

/// The paths that a file may have that is named so.
fn files(root: &Path, name: &str) -> Vec<String> {
    let absolute = |path: &Path| path.canonicalize().ok();
    let candidates = [absolute(&root.join(name)), absolute(Path::new(name))];
    let base = absolute(root);
    // As it is written first: what is a link has two names.
    let written = name.strip_prefix("./").unwrap_or(name);
    let files = candidates.iter().flatten().filter_map(|path| path.strip_prefix(base.as_ref()?).ok()?.to_str());
    let path = |file: &str| file.replace(std::path::MAIN_SEPARATOR, "/").nfc().collect();
    iter::once(written).chain(files).map(path).collect()
}

/// The files of texts that a PAGE names: one of them, or the file of data that they stand beside. Nothing if it is no name
/// of a file of data.
pub(super) fn data<'a>(site: &'a Site, root: &Path, name: &str) -> Result<Option<Vec<&'a DataTexts>>, Failure> {
    let found =
        files(root, name).into_iter().find_map(|path| site.sources.at(&path).filter(|_| path.ends_with(".toml")));
    let Some(id) = found else { return Ok(None) };
    let named: Vec<&DataTexts> =
        site.catalog.data.iter().filter(|texts| texts.file == id || texts.main == id).collect();
    if named.is_empty() {
        let why = match parse_toml(&site.sources.get(id).text, id, 0).1.is_empty() {
            true => "no texts of data that are translated stand in it, or in a file of one language beside it",
            false => "it has mistakes: `shirube check` says which",
        };
        return Err(Failure::refused("find a translation of", name, why));
    }
    Ok(Some(named))
}

/// The path below `content/` of a page that is typed, and which need not be there; `wanted` says what for.
pub(super) fn below_content(root: &Path, name: &str, wanted: &'static str) -> Result<String, Failure> {
    let refused = |why: &str| Failure::refused(wanted, name, why);
    let path = Path::new(name);
    if path.components().any(|part| part == Component::ParentDir) {
        return Err(refused("write where it lies without `..`"));
    }
    let here = |path: &Path| path.canonicalize().map_err(|cause| Failure::io("find", path, cause));
    let base = here(root)?;
    let content = base.join("content");
    let is_file = name.ends_with(".md") && !name.starts_with("content/");
    let relative = match path.is_absolute() {
        true => {
            let own = std::path::absolute(root).map_err(|cause| Failure::io("find", root, cause))?;
            let inside = path.strip_prefix(&base).or_else(|_| path.strip_prefix(own)).ok();
            let inside = inside.and_then(|inside| inside.strip_prefix("content").ok());
            inside.ok_or_else(|| refused("it does not lie in `content/` of the site"))?.to_owned()
        }
        false => {
            // A file is seen from the current folder, where that is one of texts.
            let folder = std::env::current_dir().ok().and_then(|folder| folder.canonicalize().ok());
            let folder = folder.filter(|_| is_file || name.starts_with("./"));
            let inside = folder.as_deref().and_then(|folder| folder.strip_prefix(&content).ok());
            let below = path.strip_prefix("content").unwrap_or(path);
            inside.map_or_else(|| below.to_owned(), |inside| inside.join(path))
        }
    };
    let parts = relative.components().filter(|part| *part != Component::CurDir);
    let parts: Option<Vec<&str>> = parts.map(|part| part.as_os_str().to_str()).collect();
    let parts = parts.ok_or_else(|| refused("its name is not UTF-8"))?;
    Ok(parts.join("/").nfc().collect())
}

/// Whether a file, or one of the folders of the site that it lies in, is a link.
pub(super) fn is_behind_link(root: &Path, place: &Path) -> bool {
    let inside = place.strip_prefix(root).unwrap_or(place);
    let mut here = root.to_owned();
    inside.components().any(|part| {
        here.push(part);
        here.is_symlink()
    })
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
