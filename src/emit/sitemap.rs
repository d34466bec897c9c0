//! `sitemap.xml` (<https://www.sitemaps.org/protocol.html>), with the translations of each page, and `robots.txt`.

use super::{Claim, Format, Material, Owner, xml};
use crate::asset::Ask;
use crate::catalog::{Entry, routes};
use crate::config::TopicId;
use crate::failure::Failure;
use crate::output::Sink;
use crate::render;
use crate::resolve::Site;
use std::collections::BTreeSet;
use std::fmt::Write;

/// The most addresses of one file, and the most bytes: of a larger one search engines read nothing.
const MAX_ADDRESSES: usize = 50_000;
const MAX_BYTES: usize = 50_000_000;

const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\" \
                    xmlns:xhtml=\"http://www.w3.org/1999/xhtml\">\n";
const TAIL: &str = "</urlset>\n";

/// The sitemap: a file, or where that would be too large several, and a list of them in its place.
pub struct Sitemap;

impl Format for Sitemap {
    fn plan(&self, site: &Site) -> Vec<Claim> {
        let claim =
            |path: String| Claim { path, owner: Owner { span: site.config.span, what: "the sitemap".to_owned() } };
        let files = if may_be_large(site) { count(site) } else { 1 };
        let parts = (1..=files).filter(|_| files > 1).map(part);
        std::iter::once("sitemap.xml".to_owned()).chain(parts).map(claim).collect()
    }

    fn write(&self, material: Material<'_>, _: &BTreeSet<Ask>, sink: &dyn Sink) -> Result<(), Failure> {
        let site = material.site;
        let mut files = Files::default();
        for address in addresses(site) {
            if let Some(full) = files.take(&address) {
                sink.put(&part(files.done), full.as_bytes())?;
            }
        }
        let last = files.finish();
        if files.done == 1 {
            return sink.put("sitemap.xml", last.as_bytes());
        }
        sink.put(&part(files.done), last.as_bytes())?;
        let mut index = String::from(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<sitemapindex xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n",
        );
        for number in 1..=files.done {
            let url = site.config.base.absolute(&part(number));
            _ = writeln!(index, "<sitemap><loc>{}</loc></sitemap>", xml(&url));
        }
        index.push_str("</sitemapindex>\n");
        sink.put("sitemap.xml", index.as_bytes())
    }
}

/// The name of one of several files.
fn part(number: usize) -> String {
    format!("sitemap-{number}.xml")
}

/// How many files the addresses of a site take.
fn count(site: &Site) -> usize {
    let mut files = Files::default();
    for address in addresses(site) {
        files.take(&address);
    }
    files.done + 1
}

/// Whether one file may be too small; most sites are told so without writing their addresses twice.
fn may_be_large(site: &Site) -> bool {
    let longest = site.pages().map(|(_, entry)| site.config.base.absolute_page(&entry.route).len()).max().unwrap_or(0);
    let (languages, topics) = (site.languages().count() + 2, site.config.topics.len());
    let addresses = site.pages().count() + topics * languages;
    // Of the longest address, in XML, once for each language.
    addresses > MAX_ADDRESSES || addresses * languages * (longest * 6 + 200) > MAX_BYTES
}

/// The file that is being filled.
#[derive(Default)]
struct Files {
    text: String,
    addresses: usize,
    /// How many are full.
    done: usize,
}

impl Files {
    /// Adds an address; what is returned is a file that has no room for it.
    fn take(&mut self, address: &str) -> Option<String> {
        let room = HEAD.len() + self.text.len() + address.len() + TAIL.len();
        let is_full = self.addresses == MAX_ADDRESSES || (self.addresses > 0 && room > MAX_BYTES);
        let full = is_full.then(|| self.finish());
        self.text.push_str(address);
        self.addresses += 1;
        full
    }

    /// What there is, as a file.
    fn finish(&mut self) -> String {
        self.done += 1;
        self.addresses = 0;
        format!("{HEAD}{}{TAIL}", std::mem::take(&mut self.text))
    }
}

/// The addresses that search engines are told, each with those of its translations.
fn addresses(site: &Site) -> impl Iterator<Item = String> {
    let pages = site.written().filter(|(_, entry)| !entry.front.noindex && !entry.expired);
    let page = |entry: &Entry| {
        let changed = entry.changed().map(|changed| changed.to_string());
        address(site, &entry.route, changed, &render::alternate_links(site, entry))
    };
    let topic = |id: TopicId| {
        let links = render::topic_alternate_links(site, id);
        let route = |lang| routes::topic(&site.config, lang, &site.config.topics.at(id).id);
        let of = |lang| address(site, &route(lang), None, &links);
        site.topic_languages(id).into_iter().map(of).collect::<Vec<String>>()
    };
    pages.map(move |(_, entry)| page(entry)).chain(site.config.topics.ids().flat_map(topic))
}

fn address(site: &Site, route: &str, changed: Option<String>, translations: &[(String, String)]) -> String {
    let mut text = format!("<url><loc>{}</loc>", xml(&site.config.base.absolute_page(route)));
    if let Some(changed) = changed {
        _ = write!(text, "<lastmod>{changed}</lastmod>");
    }
    for (code, url) in translations {
        _ = write!(text, "<xhtml:link rel=\"alternate\" hreflang=\"{}\" href=\"{}\"/>", xml(code), xml(url));
    }
    text.push_str("</url>\n");
    text
}

/// What crawlers may read: everything, unless the site has a file of its own.
pub struct Robots;

impl Robots {
    fn is_ours(site: &Site) -> bool {
        site.assets.id("static/robots.txt").is_none()
    }
}

impl Format for Robots {
    fn plan(&self, site: &Site) -> Vec<Claim> {
        let owner = Owner { span: site.config.span, what: "the rules for crawlers".to_owned() };
        let claim = Claim { path: "robots.txt".to_owned(), owner };
        Self::is_ours(site).then_some(claim).into_iter().collect()
    }

    fn write(&self, material: Material<'_>, _: &BTreeSet<Ask>, sink: &dyn Sink) -> Result<(), Failure> {
        let site = material.site;
        if !Self::is_ours(site) {
            return Ok(());
        }
        let text = format!("User-agent: *\nAllow: /\n\nSitemap: {}\n", site.config.base.absolute("sitemap.xml"));
        sink.put("robots.txt", text.as_bytes())
    }
}

#[cfg(test)]
mod tests {
    use super::{Files, MAX_ADDRESSES, MAX_BYTES};

    #[test]
    fn no_file_is_too_large() {
        let mut files = Files::default();
        let full = (0..=MAX_ADDRESSES).filter_map(|_| files.take("<url/>\n")).collect::<Vec<String>>();
        assert_eq!((full.len(), files.done, files.addresses), (1, 1, 1));
        assert_eq!(full[0].matches("<url/>").count(), MAX_ADDRESSES);

        let mut files = Files::default();
        let long = "x".repeat(MAX_BYTES / 3);
        let full = (0..5).filter_map(|_| files.take(&long)).collect::<Vec<String>>();
        assert!(full.len() == 2 && full.iter().all(|file| file.len() <= MAX_BYTES && file.ends_with("</urlset>\n")));
    }
}
