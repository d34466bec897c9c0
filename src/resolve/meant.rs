//! Links as people write them who have the site before them and not its files: by the addresses of pages. Which page is
//! meant, and how the link names its file. No other name is ever told than that of a file that is there.

use super::Site;
use super::place::{LinkContext, explicit_language, folder_name, join, seen_from, split};
use crate::catalog::{Entry, HeldBack, PageId, routes};
use crate::config::{LangId, Layout};
use crate::diagnostic::Diagnostic;
use crate::source::Span;

/// A page, and the language that an address names if it is not that of the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Meant {
    page: PageId,
    lang: Option<LangId>,
}

/// The same mistake, that there is no such file, with the page that is meant by the address.
pub fn with_page(site: &Site, found: Diagnostic, dest: &str, decoded: &str, place: LinkContext<'_>) -> Diagnostic {
    let (address, ..) = split(dest);
    let rest = dest.get(address.len()..).unwrap_or_default();
    let (help, file) = instead(site, decoded, place);
    let found = match found.help.is_some() && file.is_none() {
        true => found,
        false => found.help(help),
    };
    match file {
        Some(file) => fixed(site, found, dest, &format!("{file}{rest}"), place.span),
        None => found,
    }
}

/// The same mistake, that there is no page `path`, with the page that has its old address or its name, or nearly so.
pub fn with_near_page(
    site: &Site,
    found: Diagnostic,
    path: &str,
    wanted: Option<LangId>,
    place: LinkContext<'_>,
) -> Diagnostic {
    let lang = wanted.unwrap_or(place.written);
    let old = format!("{}{path}", routes::language(&site.config, lang));
    match site.catalog.page_at(&old, &site.config) {
        Some(page) => found.help(format!("it is `{}` now", written(site, of_page(site, page, place), place))),
        None => found.maybe_help(near(site, path, place).map(|file| format!("did you mean `{file}`?"))),
    }
}

/// What to write instead of an address; the name alone where nothing else can be meant.
pub fn instead(site: &Site, path: &str, place: LinkContext<'_>) -> (String, Option<String>) {
    let meant = meant(site, path, place);
    let files: Vec<String> = meant.iter().map(|meant| written(site, *meant, place)).collect();
    match files.as_slice() {
        [] => {}
        [file] => return (format!("a page is named by its file: `{file}`"), Some(file.clone())),
        [file, others @ ..] => {
            let others: String = others.iter().map(|other| format!(" or `{other}`")).collect();
            return (format!("a page is named by its file: `{file}`{others}"), None);
        }
    }
    let usual = "a page is named by its file, whose name ends in `.md`";
    for path in readings(site, path, place) {
        let (path, lang) = without_language(site, &path);
        match site.catalog.held_back(path, lang.unwrap_or(place.written)) {
            Some(HeldBack::Draft) => return (format!("{usual}; this one is a draft"), None),
            Some(HeldBack::Waits(until)) => return (format!("{usual}; this one waits for its date, {until}"), None),
            None => {}
        }
        if let Some(file) = near(site, path, place) {
            return (format!("did you mean `{file}`?"), None);
        }
    }
    let other = "what else answers on the host is named in `[check] external_paths` of `site.toml`";
    let help = if path.starts_with('/') { format!("{usual}; {other}") } else { usual.to_owned() };
    (help, None)
}

/// The pages that an address can mean, the likeliest first: mostly one.
fn meant(site: &Site, path: &str, place: LinkContext<'_>) -> Vec<Meant> {
    let mut all: Vec<Meant> = Vec::new();
    let mut add = |meant: Option<Meant>| all.extend(meant.filter(|meant| !all.contains(meant)));
    let at = |address: &str| {
        let page = site.catalog.page_at(address, &site.config).map(|page| of_page(site, page, place));
        page.or_else(|| named(site, without_ending(address), place))
    };
    if path.starts_with('/') {
        readings(site, path, place).iter().for_each(|below| add(at(below)));
        return all;
    }
    // As a file would be named, and as a browser would take it.
    add(join(place.folder, path).and_then(|path| named(site, without_ending(&path), place)));
    let own = place.own.map(|own| site.catalog.entry(own)).filter(|own| own.source == place.span.source);
    let by_address = own.and_then(|own| join(&own.route, path)).and_then(|address| at(&address));
    add(by_address.filter(|meant| place.own != Some(meant.page)));
    all
}

/// What a path may be below `content/` or below the base.
fn readings(site: &Site, path: &str, place: LinkContext<'_>) -> Vec<String> {
    if !path.starts_with('/') {
        return join(place.folder, path).into_iter().collect();
    }
    let below = site.config.base.below(path).filter(|below| format!("/{below}") != path);
    below.iter().map(String::as_str).chain([path]).filter_map(|path| join("", path)).collect()
}

/// The page that is called so, with a language or without one.
fn named(site: &Site, path: &str, place: LinkContext<'_>) -> Option<Meant> {
    let (path, lang) = without_language(site, path);
    let page = match lang {
        Some(lang) => site.catalog.page(path, lang),
        None => site.catalog.page_for(path, place.written, &site.config),
    };
    page.map(|page| Meant { page, lang: lang.filter(|lang| *lang != place.written) })
}

/// A name without the language that stands before it, as in addresses, or where files say it.
fn without_language<'p>(site: &Site, path: &'p str) -> (&'p str, Option<LangId>) {
    let path = without_ending(path.trim_matches('/'));
    let (code, rest) = path.split_once('/').unwrap_or((path, ""));
    let (path, lang) = match site.config.language(code) {
        Some(lang) => (rest, Some(lang)),
        None => explicit_language(site, path),
    };
    (folder_name(path), lang)
}

fn without_ending(path: &str) -> &str {
    [".html", ".htm"].iter().find_map(|ending| path.strip_suffix(ending)).unwrap_or(path)
}

/// The page as an address means it, which always is in a language.
pub fn of_page(site: &Site, page: PageId, place: LinkContext<'_>) -> Meant {
    Meant { page, lang: Some(site.catalog.entry(page).lang).filter(|lang| *lang != place.written) }
}

/// The file of a page that may have been meant by the name of another: one of the same name elsewhere, or the nearest.
fn near(site: &Site, path: &str, place: LinkContext<'_>) -> Option<String> {
    let path = site.catalog.path_elsewhere(path).or_else(|| site.catalog.nearest_path(path))?;
    let page = site.catalog.page_for(path, place.written, &site.config)?;
    Some(written(site, Meant { page, lang: None }, place))
}

/// How a link at `place` names the file of a page.
pub fn written(site: &Site, meant: Meant, place: LinkContext<'_>) -> String {
    let entry = site.catalog.entry(meant.page);
    let name = file_name(site, entry);
    let code = |lang: LangId| site.config.code(lang);
    let file = match (site.config.layout, meant.lang) {
        (Layout::Suffix, None) => format!("{name}.md"),
        (Layout::Suffix, Some(lang)) => format!("{name}.{}.md", code(lang)),
        (Layout::Directory, lang) => {
            let own = || site.catalog.page(&entry.path, place.written).map(|_| place.written);
            format!("{}/{name}.md", code(lang.or_else(own).unwrap_or(entry.text_lang)))
        }
    };
    escaped(&seen_from(place.folder, &file))
}

/// The name of a page's file below `content/`, without its language: `guide/index`.
fn file_name<'s>(site: &'s Site, entry: &Entry) -> &'s str {
    let path = &site.sources.get(entry.source).path;
    let stem = path.strip_prefix("content/").unwrap_or(path);
    let stem = stem.strip_suffix(".md").unwrap_or(stem);
    match site.config.layout {
        Layout::Suffix => stem.rsplit_once('.').map_or(stem, |(name, _)| name),
        Layout::Directory => stem.split_once('/').map_or(stem, |(_, name)| name),
    }
}

/// A path as it can stand in a link of Markdown.
pub fn escaped(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    for c in path.chars() {
        match c {
            ' ' | '%' | '#' | '?' | '(' | ')' | '<' | '>' | '\\' | '[' | ']' | '*' | '_' | '`' | '&' if c != '_' => {
                out.push_str(&format!("%{:02X}", u32::from(c)));
            }
            c => out.push(c),
        }
    }
    out
}

/// The same with what mends it, where the destination stands in the link itself.
pub fn fixed(site: &Site, diagnostic: Diagnostic, dest: &str, file: &str, span: Span) -> Diagnostic {
    let text = site.sources.get(span.source).text.get(span.range()).unwrap_or_default();
    let found = text.rmatch_indices("](").find_map(|(at, sign)| {
        let rest = text.get(at + sign.len()..)?;
        let start = rest.trim_start_matches([' ', '\n', '<']);
        let ends = start.strip_prefix(dest)?.starts_with([')', '>', ' ', '\n', '\t']);
        ends.then_some(at + sign.len() + (rest.len() - start.len()))
    });
    match found {
        Some(at) => {
            let start = span.range().start + at;
            diagnostic.fix(Span::new(span.source, start..start + dest.len()), file)
        }
        None => diagnostic,
    }
}

#[cfg(test)]
mod tests {
    use super::escaped;
    use crate::address::decode;

    #[test]
    fn a_name_in_a_link_is_read_back() {
        for name in ["guide/cost.md", "料金 (税込).md", "100%.md", "a#b?c.md", "a_b*c.md"] {
            assert_eq!(decode(&escaped(name)).as_deref(), Ok(name));
        }
    }
}
