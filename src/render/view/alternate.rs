//! The translations of a page for search engines.

use crate::catalog::{Entry, routes};
use crate::config::{LangId, TopicId};
use crate::render::value::{Safe, view};
use crate::resolve::Site;

view! {
    /// A translation of a page, for search engines.
    pub struct AlternateView {
        /// The code of its language, or `x-default`.
        pub hreflang: String,
        /// Its absolute address.
        pub href: Safe,
    }
}

/// The same for templates.
pub fn views(links: Vec<(String, String)>) -> Vec<AlternateView> {
    links.into_iter().map(|(hreflang, url)| AlternateView { hreflang, href: Safe(url) }).collect()
}

/// The translations of a path for search engines: language, absolute address. Every place that names them has them from
/// here. Empty where there are not two.
pub fn alternates(site: &Site, path: &str) -> Vec<(String, String)> {
    let pages: Vec<(LangId, &str)> = site
        .catalog
        .translations(path)
        .iter()
        .map(|(_, id)| site.catalog.entry(*id))
        .filter(|entry| site.builds(entry.lang) && !entry.front.noindex && !entry.expired && !entry.stands_in())
        .map(|entry| (entry.lang, entry.route.as_str()))
        .collect();
    // The root lists the languages, and serves readers of any; other pages serve them in the source language. A language that
    // lives there serves them everywhere.
    let root = Some("").filter(|_| path.is_empty() && site.config.root().is_none());
    alternate(site, &pages, site.catalog.origins.of(path), root)
}

/// Languages and routes as absolute addresses, and that for readers of any other language: `default`, else that of the
/// language `origin`, else the first.
fn alternate(site: &Site, pages: &[(LangId, &str)], origin: LangId, default: Option<&str>) -> Vec<(String, String)> {
    let Some((_, first)) = pages.first().filter(|_| pages.len() > 1) else { return Vec::new() };
    let absolute = |route: &str| site.config.base.absolute_page(route);
    let code = |lang: LangId| site.config.code(lang).to_owned();
    let of_origin = || pages.iter().find(|(lang, _)| *lang == origin).map(|(_, route)| *route);
    let at_root = || pages.iter().find(|(lang, _)| site.config.root() == Some(*lang)).map(|(_, route)| *route);
    let default = default.or_else(at_root).or_else(of_origin).unwrap_or(first);
    let mut links: Vec<_> = pages.iter().map(|(lang, route)| (code(*lang), absolute(route))).collect();
    links.push(("x-default".to_owned(), absolute(default)));
    links
}

/// The translations of a page for search engines; none of one that they are not to find.
pub fn alternate_links(site: &Site, entry: &Entry) -> Vec<(String, String)> {
    if entry.front.noindex || entry.expired || entry.stands_in() { Vec::new() } else { alternates(site, &entry.path) }
}

/// The page of a topic in every language that has pages of it, by the rule of pages.
pub fn topic_alternate_links(site: &Site, topic: TopicId) -> Vec<(String, String)> {
    let id = &site.config.topics.at(topic).id;
    let of = |lang: LangId| (lang, routes::topic(&site.config, lang, id));
    let routes: Vec<(LangId, String)> = site.topic_languages(topic).into_iter().map(of).collect();
    let pages: Vec<(LangId, &str)> = routes.iter().map(|(lang, route)| (*lang, route.as_str())).collect();
    alternate(site, &pages, site.config.source, None)
}
