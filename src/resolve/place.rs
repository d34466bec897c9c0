//! Where a link stands, and what its destination is there as a path.

use super::Site;
use crate::catalog::PageId;
use crate::config::{LangId, Layout};
use crate::source::Span;
use std::ops::Range;

/// Where a link stands.
#[derive(Clone, Copy)]
pub struct LinkContext<'p> {
    pub span: Span,
    /// The reader's language.
    pub lang: LangId,
    /// The language of the text.
    pub written: LangId,
    /// The page that is shown, if it stands on one.
    pub shown: Option<PageId>,
    /// The page that `#anchor` means: the one that is shown, or for a repeated question the question's own.
    pub own: Option<PageId>,
    /// The folder of its file, below `content/`.
    pub folder: &'p str,
}

/// A destination as path, query (with its `?`) and anchor.
pub fn split(dest: &str) -> (&str, &str, Option<&str>) {
    let (rest, anchor) = dest.split_once('#').map_or((dest, None), |(rest, anchor)| (rest, Some(anchor)));
    let at = rest.find('?').unwrap_or(rest.len());
    let (path, query) = rest.split_at(at);
    (path, query, anchor)
}

/// `guide/index` and `guide/_index` are the page of the folder `guide`.
pub fn folder_name(path: &str) -> &str {
    match path.rsplit_once('/') {
        Some((folder, "index" | "_index")) => folder,
        None if matches!(path, "index" | "_index") => "",
        _ => path,
    }
}

/// Takes the language off a path that names one: `faq.ja`, or `ja/faq` where languages are folders.
pub fn explicit_language<'p>(site: &Site, path: &'p str) -> (&'p str, Option<LangId>) {
    let found = match site.config.layout {
        Layout::Suffix => path.rsplit_once('.').map(|(path, code)| (code, path)),
        Layout::Directory => path.split_once('/'),
    };
    match found.and_then(|(code, rest)| Some((rest, site.config.language(code)?))) {
        Some((rest, lang)) => (rest, Some(lang)),
        None => (path, None),
    }
}

/// The path below `content/` of a page's file, without its ending, as the page's name and its language; and where the name
/// stands in it.
pub fn split_name<'p>(site: &Site, path: &'p str) -> (&'p str, Option<LangId>, Range<usize>) {
    let (name, lang) = explicit_language(site, path);
    let start = match site.config.layout {
        Layout::Suffix => 0,
        Layout::Directory => path.len() - name.len(),
    };
    (name, lang, start..start + name.len())
}

/// The folder that a file lies in, below `content/`.
pub fn folder_of(path: &str) -> &str {
    let inside = path.strip_prefix("content/").unwrap_or(path);
    inside.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// How a link in a file of the folder `from` names what is at `to`, both below `content/`.
pub fn seen_from(from: &str, to: &str) -> String {
    let names = |path| str::split(path, '/').filter(|name: &&str| !name.is_empty()).collect::<Vec<&str>>();
    let (from, to) = (names(from), names(to));
    let same = from.iter().zip(&to).take_while(|(from, to)| from == to).count();
    let up = "../".repeat(from.len() - same);
    format!("{up}{}", to.get(same..).unwrap_or_default().join("/"))
}

/// `path` as seen from `folder`; one that begins with `/` is seen from `content/`. Nothing if it leaves `content/`.
pub fn join(folder: &str, path: &str) -> Option<String> {
    let (start, path) = match path.strip_prefix('/') {
        Some(path) => ("", path),
        None => (folder, path),
    };
    let mut parts: Vec<&str> = start.split('/').filter(|part| !part.is_empty()).collect();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => _ = parts.pop()?,
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}
