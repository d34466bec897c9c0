//! Links to the site by the whole address that it has: what they lead to, and how they should be written.

use super::link::link;
use super::meant::{escaped, fixed, instead, of_page, written};
use super::place::{LinkContext, split};
use super::{Lead, Site, Target};
use crate::catalog::routes;
use crate::diagnostic::{Code, Diagnostic};
use crate::document::scheme_of;
use crate::source::Span;

/// A link to the site by its whole address.
pub struct Own {
    pub target: Result<Target, Box<Diagnostic>>,
    /// How it should be written.
    pub told: Option<Diagnostic>,
}

/// What a link leads to that names the host of the site; `None` for any other link.
pub fn own_address(site: &Site, dest: &str, place: LinkContext<'_>) -> Option<Own> {
    let is_web = scheme_of(dest).is_some_and(|scheme| matches!(scheme.as_str(), "http" | "https"));
    if !is_web && !dest.starts_with("//") {
        return None;
    }
    let bases = || [&site.config.base, &site.config.published].into_iter();
    let path = bases().find_map(|base| base.path_on_host(dest))?;
    let other = Ok(Target::Link { lead: Lead::Other, tail: Box::default(), lang: None });
    if site.config.serves_elsewhere(&path) {
        return Some(Own { target: other, told: None });
    }
    let below = bases().filter(|base| base.path_on_host(dest).is_some()).find_map(|base| base.below(&path))?;
    let page = site.catalog.page_at(&below, &site.config).map(|page| of_page(site, page, place));
    if page.is_none() && is_generated(site, &below) {
        return Some(Own { target: other, told: None });
    }
    let (address, ..) = split(dest);
    let rest = dest.get(address.len()..).unwrap_or_default();
    let file = match page {
        Some(meant) => Some(written(site, meant, place)),
        None => site.assets.id(&format!("static/{below}")).map(|_| format!("/{}", escaped(&below))),
    };
    let Some(file) = file else {
        let message = format!("there is nothing at `{address}` on this site");
        let (help, file) = instead(site, &format!("/{below}"), place);
        let diagnostic = Diagnostic::new(Code::UnknownPage, place.span, message).help(help);
        let diagnostic = match file {
            Some(file) => fixed(site, diagnostic, dest, &format!("{file}{rest}"), place.span),
            None => diagnostic,
        };
        return Some(Own { target: Err(Box::new(diagnostic)), told: None });
    };
    let file = format!("{file}{rest}");
    let target = link(site, &file, place);
    // What is its own text says the address to readers.
    let told = is_bracketed(site, place.span).then(|| {
        let message = "the link names a page or a file of this site by its whole address";
        let diagnostic = Diagnostic::new(Code::OwnAddress, place.span, message);
        fixed(site, diagnostic.help(format!("name the file: `{file}`")), dest, &file, place.span)
    });
    Some(Own { target, told })
}

/// Whether there is something at an address below the base that is made and has no file of its own.
fn is_generated(site: &Site, below: &str) -> bool {
    let path = below.strip_suffix("index.html").unwrap_or(below);
    let is_sitemap = path.starts_with("sitemap-") && path.ends_with(".xml");
    if is_sitemap || matches!(path, "" | "404.html" | "robots.txt" | "sitemap.xml") {
        return true;
    }
    let numbered = path.trim_end_matches('/').rsplit_once('/').and_then(|(list, number)| {
        let number: usize = number.parse().ok()?;
        list.strip_suffix("page").filter(|_| number > 1)
    });
    if numbered.is_some_and(|list| site.catalog.page_at(list, &site.config).is_some()) {
        return true;
    }
    let path = numbered.unwrap_or(path);
    site.config.languages.ids().filter_map(|lang| path.strip_prefix(&routes::language(&site.config, lang))).any(
        |rest| {
            let topic = rest.strip_prefix("topics/").map(|topic| topic.strip_suffix("feed.xml").unwrap_or(topic));
            let table = rest.strip_prefix("tables/").and_then(|file| file.rsplit_once('.'));
            let is_format = |ending: &str| routes::TABLE_FORMATS.iter().any(|(known, _)| *known == ending);
            let search = rest.strip_prefix(routes::SEARCH).filter(|_| site.config.search);
            rest == "feed.xml"
                || search.is_some_and(|rest| matches!(rest, "" | "/" | "/index.json"))
                || topic.is_some_and(|topic| site.config.topic(topic.trim_end_matches('/')).is_some())
                || table.is_some_and(|(id, ending)| is_format(ending) && site.catalog.tables.get(id).is_some())
        },
    )
}

/// Whether a link is `[text](…)`, and no address that stands for itself.
fn is_bracketed(site: &Site, span: Span) -> bool {
    site.sources.get(span.source).text.get(span.range()).is_some_and(|text| text.starts_with('['))
}
