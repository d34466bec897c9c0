//! Links as they have to be written where pages get other names, or the texts that link to them lie elsewhere.

use super::Site;
use super::link::beside_text;
use super::meant::escaped;
use super::place::{folder_name, join, seen_from, split, split_name};
use crate::address::{decode, encode_path};
use crate::config::LangId;
use crate::document::scheme_of;

/// What changes for the links of a text.
#[derive(Clone, Copy)]
pub struct Moving<'m> {
    /// The folder of its file, below `content/`: now, and then.
    pub folders: (&'m str, &'m str),
    /// The language of the text.
    pub written: LangId,
    /// What the page of a name will be called, if not as now.
    pub renamed: &'m dyn Fn(&str) -> Option<String>,
}

/// The path of a link or an image as it has to be written, and how many bytes of the destination it stands for; `None` where
/// what is written stays right.
pub fn moved_link(site: &Site, dest: &str, moving: Moving<'_>) -> Option<(usize, String)> {
    if scheme_of(dest).is_some() || dest.starts_with("//") {
        return None;
    }
    let (path, ..) = split(dest);
    let decoded = decode(path).ok().filter(|path| !path.is_empty() && !path.ends_with('/'))?;
    let is_absolute = decoded.starts_with('/');
    if is_absolute && site.config.serves_elsewhere(&decoded) {
        return None;
    }
    let (from, to) = moving.folders;
    let (name, ending) = match decoded.strip_suffix(".md") {
        Some(name) => (name, ".md"),
        None => (decoded.as_str(), ""),
    };
    let now = join(from, name)?;
    // What names no file now is no business of a move.
    let is_file =
        || beside_text(site, Some(now.clone()), moving.written).iter().any(|file| site.assets.id(file).is_some());
    if !is_absolute && ending.is_empty() && !is_file() {
        return None;
    }
    let renamed = if ending.is_empty() { None } else { moved_path(site, &now, moving.renamed) };
    let then = renamed.as_deref().unwrap_or(&now);
    let new = match is_absolute {
        true if then == now => return None,
        true => format!("/{then}{ending}"),
        false if stays_right(name, moving.folders, (&now, then)) => return None,
        false => format!("{}{ending}", seen_from(to, then)),
    };
    let new = match path.is_ascii() && !decoded.is_ascii() {
        true => encode_path(&new),
        false => escaped(&new).replace('"', "%22").replace('\'', "%27").replace('|', "%7C"),
    };
    let same = if path.starts_with("./") && !new.starts_with("../") { "./" } else { "" };
    Some((path.len(), format!("{same}{new}")))
}

/// Whether a path leads where it is to lead from its new folder too, and goes no way round that it did not go before.
fn stays_right(path: &str, (from, to): (&str, &str), (now, then): (&str, &str)) -> bool {
    let is_shortest = |folder: &str, target: &str| seen_from(folder, target) == path.trim_start_matches("./");
    join(to, path).as_deref() == Some(then) && (is_shortest(to, then) || !is_shortest(from, now))
}

/// The same of the page of a question, `guide/faq#cost`. A name that no link can have is refused.
pub fn moved_question(dest: &str, moving: Moving<'_>) -> Option<Result<(usize, String), String>> {
    let (path, _) = dest.split_once('#').unwrap_or((dest, ""));
    let name = path.trim_start_matches('/');
    let new = with_name(name, moving.renamed)?;
    let start = path.len() - name.len();
    let new = format!("{}{new}", path.get(..start).unwrap_or_default());
    let stands = |c: char| c.is_whitespace() || c.is_control() || matches!(c, '(' | ')' | '<' | '>' | '\\' | '#' | '"');
    Some(if new.contains(stands) { Err(new) } else { Ok((path.len(), new)) })
}

/// A path below `content/` without its ending, where the page that it names gets another name.
pub fn moved_path(site: &Site, path: &str, renamed: &dyn Fn(&str) -> Option<String>) -> Option<String> {
    let (name, _, place) = split_name(site, path);
    let mut new = path.to_owned();
    new.replace_range(place, &with_name(name, renamed)?);
    Some(new)
}

/// `guide/index` as the page `guide` will be called: `handbook/index`.
fn with_name(name: &str, renamed: &dyn Fn(&str) -> Option<String>) -> Option<String> {
    let page = folder_name(name);
    let new = renamed(page)?;
    Some(format!("{new}{}", name.get(page.len()..).unwrap_or_default()))
}
