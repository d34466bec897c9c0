//! `sitemap.xml` (<https://www.sitemaps.org/protocol.html>), with the translations of each page, and `robots.txt`.

use super::{Claim, Format, Material, Owner, xml};
use crate::asset::Ask;
use crate::catalog::routes;
use crate::failure::Failure;
use crate::output::Sink;
use crate::render;
use crate::resolve::Site;
use std::collections::BTreeSet;
use std::fmt::Write;

/// The sitemap.
pub struct Sitemap;

impl Format for Sitemap {
    fn plan(&self, site: &Site) -> Vec<Claim> {
        let owner = Owner { span: site.config.span, what: "the sitemap".to_owned() };
        vec![Claim { path: "sitemap.xml".to_owned(), owner }]
    }

    fn write(&self, material: Material<'_>, _: &BTreeSet<Ask>, sink: &dyn Sink) -> Result<(), Failure> {
        let site = material.site;
        let mut map = String::from(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\" \
             xmlns:xhtml=\"http://www.w3.org/1999/xhtml\">\n",
        );
        for (_, entry) in site.written().filter(|(_, entry)| !entry.front.noindex && !entry.expired) {
            let url = site.config.base.absolute_page(&entry.route);
            _ = write!(map, "<url><loc>{}</loc>", xml(&url));
            if let Some(date) = entry.changed() {
                _ = write!(map, "<lastmod>{date}</lastmod>");
            }
            translations(&mut map, render::alternate_links(site, entry));
            map.push_str("</url>\n");
        }
        for (id, topic) in site.config.topics.entries() {
            let links = render::topic_alternate_links(site, id);
            for lang in site.topic_languages(id) {
                let route = routes::topic(&site.config, lang, &topic.id);
                _ = write!(map, "<url><loc>{}</loc>", xml(&site.config.base.absolute_page(&route)));
                translations(&mut map, links.clone());
                map.push_str("</url>\n");
            }
        }
        map.push_str("</urlset>\n");
        sink.put("sitemap.xml", map.as_bytes())
    }
}

fn translations(map: &mut String, links: Vec<(String, String)>) {
    for (code, url) in links {
        _ = write!(map, "<xhtml:link rel=\"alternate\" hreflang=\"{}\" href=\"{}\"/>", xml(&code), xml(&url));
    }
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
