//! Links to pages, anchors and files.

use super::{Site, Target};
use crate::catalog::{Entry, PageId};
use crate::config::{LangId, Layout, encode_path};
use crate::diagnostic::{Code, Diagnostic, nearest, suggestion};
use crate::document::{Kind, scheme_of};
use crate::source::Span;
use percent_encoding::percent_decode_str;

/// Where a link stands.
#[derive(Clone, Copy)]
pub struct Place<'a> {
    pub span: Span,
    /// The reader's language.
    pub lang: LangId,
    /// The page on which it is shown, if it is on one.
    pub page: Option<PageId>,
    /// The folder of its file below `content/`, without a language's folder.
    pub folder: &'a str,
}

type Resolved = Result<Target<'static>, Box<Diagnostic>>;

/// What a link leads to.
pub fn link(site: &Site, dest: &str, place: Place<'_>) -> Resolved {
    if scheme_of(dest).is_some() || dest.starts_with("//") {
        return Ok(Target::Link {
            href: dest.to_owned(),
            lang: None,
            external: !dest.starts_with("mailto:") && !dest.starts_with("tel:"),
        });
    }
    let (path, anchor) = dest.split_once('#').map_or((dest, None), |(path, anchor)| (path, Some(anchor)));
    let path = path.split('?').next().unwrap_or_default();
    let anchor = anchor.map(|anchor| percent_decode_str(anchor).decode_utf8_lossy().into_owned());
    if path.is_empty() {
        let Some(anchor) = anchor.filter(|anchor| !anchor.is_empty()) else {
            let diagnostic = Diagnostic::new(Code::UnknownPage, place.span, "the link leads nowhere");
            return Err(Box::new(diagnostic.help("write the page after the text: `[text](page.md)`")));
        };
        if let Some(page) = place.page {
            check_anchor(site, page, &anchor, place.span)?;
        }
        return Ok(Target::Link { href: format!("#{}", encode_path(&anchor)), lang: None, external: false });
    }
    let path = percent_decode_str(path).decode_utf8_lossy();
    match path.strip_suffix(".md") {
        Some(name) => page_link(site, name, anchor.as_deref(), place),
        None => file(site, &path, place).map(|href| Target::Link { href, lang: None, external: false }),
    }
}

/// What an image shows: a file beside the page, one of `static/`, or one elsewhere on the web.
pub fn image(site: &Site, dest: &str, place: Place<'_>) -> Resolved {
    if scheme_of(dest).is_some() || dest.starts_with("//") {
        return Ok(Target::Image { src: dest.to_owned() });
    }
    let path = percent_decode_str(dest).decode_utf8_lossy();
    file(site, &path, place).map(|src| Target::Image { src })
}

fn page_link(site: &Site, name: &str, anchor: Option<&str>, place: Place<'_>) -> Resolved {
    let unknown = |path: &str| Box::new(unknown_page(site, path, place.span));
    let path = join(place.folder, name).ok_or_else(|| unknown(name))?;
    let (path, wanted) = explicit_language(site, &path);
    let path = folder_name(path);
    let page = match wanted {
        Some(lang) => site.catalog.page(path, lang),
        None => site.catalog.page_for(path, place.lang, &site.config),
    };
    let id = page.ok_or_else(|| unknown(path))?;
    let entry = site.catalog.entry(id).ok_or_else(|| unknown(path))?;
    let mut href = site.config.base.link(&encode_path(&entry.route));
    if let Some(anchor) = anchor.filter(|anchor| !anchor.is_empty()) {
        check_anchor(site, id, anchor, place.span)?;
        href = format!("{href}#{}", encode_path(anchor));
    }
    let lang = (entry.lang != place.lang).then_some(entry.lang);
    Ok(Target::Link { href, lang, external: false })
}

/// `guide/index` and `guide/_index` are the page of the folder `guide`.
fn folder_name(path: &str) -> &str {
    match path.rsplit_once('/') {
        Some((folder, "index" | "_index")) => folder,
        None if matches!(path, "index" | "_index") => "",
        _ => path,
    }
}

/// Takes the language off a path that names one: `faq.ja`, or `ja/faq` where languages are folders.
fn explicit_language<'p>(site: &Site, path: &'p str) -> (&'p str, Option<LangId>) {
    let found = match site.config.layout {
        Layout::Suffix => path.rsplit_once('.').map(|(path, code)| (code, path)),
        Layout::Directory => path.split_once('/'),
    };
    match found.and_then(|(code, rest)| Some((rest, site.config.language(code)?))) {
        Some((rest, lang)) => (rest, Some(lang)),
        None => (path, None),
    }
}

/// `path` as seen from `folder`; one that begins with `/` is seen from `content/`. Nothing if it leaves `content/`.
fn join(folder: &str, path: &str) -> Option<String> {
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

fn unknown_page(site: &Site, path: &str, span: Span) -> Diagnostic {
    let message = format!("there is no page `{path}`");
    let diagnostic = Diagnostic::new(Code::UnknownPage, span, message);
    if site.catalog.is_held_back(path) {
        return diagnostic.help("it is a draft, or dated in the future");
    }
    let help = nearest(path, site.catalog.paths()).map(|path| format!("did you mean `/{path}.md`?"));
    diagnostic.maybe_help(help)
}

fn check_anchor(site: &Site, id: PageId, anchor: &str, span: Span) -> Result<(), Box<Diagnostic>> {
    let Some(entry) = site.catalog.entry(id) else { return Ok(()) };
    let anchors = anchors(site, entry);
    if anchors.iter().any(|known| known == anchor) {
        return Ok(());
    }
    let path = &site.sources.get(entry.source).path;
    let message = format!("there is no heading `{anchor}` in `{path}`");
    let help = suggestion(anchor, anchors.iter().map(String::as_str));
    Err(Box::new(Diagnostic::new(Code::UnknownAnchor, span, message).maybe_help(help)))
}

/// Every id that a link to a page can name: its headings, those of its blocks, its tables, and the entries of the
/// lists that its template shows.
fn anchors(site: &Site, entry: &Entry) -> Vec<String> {
    let mut found = Vec::new();
    let mut documents = vec![&entry.document];
    let mut next = 0;
    while let Some(document) = documents.get(next).copied() {
        next += 1;
        found.extend(document.headings.iter().map(|heading| document.text(&site.sources, heading.id).to_owned()));
        for reference in &document.references {
            let name = document.text(&site.sources, reference.dest);
            match reference.kind {
                Kind::Table => found.push(format!("table-{name}")),
                Kind::Block if documents.len() < 100 => {
                    documents.extend(
                        site.catalog.blocks.get(name, entry.lang, &site.config).map(|(_, block)| &block.document),
                    );
                }
                _ => {}
            }
        }
    }
    match entry.front.template.as_ref().map(|template| template.text.as_str()) {
        Some("references.html") => {
            found.extend(site.catalog.bibliography.iter().map(|work| format!("ref-{}", work.key)))
        }
        Some("glossary.html") => found.extend(site.catalog.glossary.iter().map(|term| format!("term-{}", term.id))),
        _ => {}
    }
    found
}

/// The address of a file that is copied: beside the text, or under `static/`.
fn file(site: &Site, path: &str, place: Place<'_>) -> Result<String, Box<Diagnostic>> {
    let candidates = match path.strip_prefix('/') {
        Some(path) => vec![format!("static/{path}"), format!("content/{path}")],
        None => join(place.folder, path).map(|path| format!("content/{path}")).into_iter().collect(),
    };
    for candidate in &candidates {
        if let Some(address) = site.assets.ask(candidate) {
            return Ok(site.config.base.link(&address));
        }
    }
    let message = format!("there is no file `{path}`");
    let name = path.trim_end_matches('/');
    let help = if name.rsplit('/').next().is_some_and(|name| name.contains('.')) {
        let wanted = candidates.first().map_or(path, String::as_str);
        nearest(wanted, site.assets.paths()).map(|path| format!("did you mean `{path}`?"))
    } else {
        Some(format!("a page is named by its file: `{name}.md`"))
    };
    Err(Box::new(Diagnostic::new(Code::UnknownAsset, place.span, message).maybe_help(help)))
}
