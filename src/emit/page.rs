//! Pages, topics, aliases, the list of languages and the page for addresses that do not exist.

use super::{Claim, Material, Owner};
use crate::catalog::{PageId, routes};
use crate::config::{LangId, TopicId};
use crate::diagnostic::Diagnostics;
use crate::failure::Failure;
use crate::output::Sink;
use crate::render;
use crate::resolve::Site;
use crate::source::Span;

/// One thing to render. A page brings the further parts of its list with it.
pub enum Job {
    Page(PageId),
    Topic { topic: TopicId, lang: LangId },
    Alias { page: PageId, path: String },
    Languages,
    NotFound,
}

/// Everything to render, pages first.
pub fn jobs(site: &Site) -> Vec<Job> {
    let mut jobs: Vec<Job> = site.pages().map(|(id, _)| Job::Page(id)).collect();
    for (topic, lang) in topics(site) {
        jobs.push(Job::Topic { topic, lang });
    }
    for (page, path, _) in aliases(site) {
        jobs.push(Job::Alias { page, path });
    }
    match front(site) {
        Front::Languages => jobs.push(Job::Languages),
        Front::Forward { page, path } => jobs.push(Job::Alias { page, path }),
    }
    jobs.push(Job::NotFound);
    jobs
}

/// What there is at the root of the site, and where the root is looked for.
enum Front {
    /// The list of languages.
    Languages,
    /// A file that forwards to a front page: the root to that of the only language, or the code of the language that lives at
    /// the root to the root.
    Forward { page: PageId, path: String },
}

fn front(site: &Site) -> Front {
    let home = |lang| site.catalog.page("", lang);
    let only = || site.config.languages.ids().next().filter(|_| site.config.languages.len() == 1);
    let root = site.config.root().filter(|root| site.builds(*root));
    let forward = match (root, only()) {
        (Some(root), _) => home(root).map(|page| (page, routes::file(&format!("{}/", site.config.code(root))))),
        (None, Some(only)) => home(only).map(|page| (page, routes::file(""))),
        (None, None) => None,
    };
    forward.map_or(Front::Languages, |(page, path)| Front::Forward { page, path })
}

/// Every path that the jobs write.
pub fn plan(site: &Site) -> Vec<Claim> {
    let mut claims = Vec::new();
    let mut claim = |path: String, span: Span, what: String| claims.push(Claim { path, owner: Owner { span, what } });
    for (_, entry) in site.pages() {
        let span = Span::file(entry.source);
        for number in 1..=render::numbers(render::children(site, entry).len()) {
            let what = if number == 1 { "the page".to_owned() } else { format!("part {number} of the page's list") };
            claim(routes::file(&routes::numbered(&entry.route, number)), span, what);
        }
    }
    for (topic, lang) in topics(site) {
        let declared = site.config.topics.at(topic);
        let route = routes::topic(&site.config, lang, &declared.id);
        for number in 1..=render::numbers(site.catalog.topic(topic, lang).len()) {
            let what = format!("the page of the topic `{}`", declared.id);
            claim(routes::file(&routes::numbered(&route, number)), site.config.span, what);
        }
    }
    for (page, path, at) in aliases(site) {
        if let Some(alias) = site.catalog.entry(page).front.aliases.get(at) {
            claim(path, alias.span, format!("the alias `{}`", alias.text));
        }
    }
    match front(site) {
        Front::Languages => claim("index.html".to_owned(), site.config.span, "the list of languages".to_owned()),
        Front::Forward { path, .. } => claim(path, site.config.span, "what forwards to the front page".to_owned()),
    }
    claim("404.html".to_owned(), site.config.span, "the page for addresses that do not exist".to_owned());
    claims
}

/// The topics of every language that has a front page.
fn topics(site: &Site) -> impl Iterator<Item = (TopicId, LangId)> {
    site.languages().flat_map(|lang| site.config.topics.ids().map(move |topic| (topic, lang)))
}

/// The aliases of all pages: page, path, which alias of the page it is.
fn aliases(site: &Site) -> impl Iterator<Item = (PageId, String, usize)> {
    site.pages().flat_map(move |(id, entry)| {
        entry.front.aliases.iter().enumerate().filter_map(move |(at, alias)| {
            routes::alias(&alias.text, &site.config, entry.lang).ok().map(|path| (id, path, at))
        })
    })
}

/// Renders one job into `sink`; what is wrong with its templates.
pub fn run(material: Material<'_>, job: &Job, sink: &dyn Sink) -> Result<Diagnostics, Failure> {
    let Material { site, engine, .. } = material;
    let mut diagnostics = Diagnostics::new();
    let mut put = |path: &str, html: Result<Vec<u8>, Diagnostics>| match html {
        Ok(html) => sink.put(path, &html),
        Err(found) => {
            diagnostics.extend(found);
            Ok(())
        }
    };
    match job {
        Job::Page(id) => {
            // One that would be too large has been reported.
            let Some(page) = site.resolved.page(*id) else { return Ok(Diagnostics::new()) };
            let entry = site.catalog.entry(*id);
            for number in 1..=render::numbers(render::children(site, entry).len()) {
                let path = routes::file(&routes::numbered(&entry.route, number));
                put(&path, render::page(site, engine, page, number))?;
            }
        }
        Job::Topic { topic, lang } => {
            let declared = site.config.topics.at(*topic);
            let route = routes::topic(&site.config, *lang, &declared.id);
            for number in 1..=render::numbers(site.catalog.topic(*topic, *lang).len()) {
                let html = render::topic(site, engine, *topic, *lang, number);
                put(&routes::file(&routes::numbered(&route, number)), html)?;
            }
        }
        Job::Alias { page, path } => {
            put(path, render::alias(site, engine, site.catalog.entry(*page)))?;
        }
        Job::Languages => put("index.html", render::languages(site, engine))?,
        Job::NotFound => put("404.html", render::not_found(site, engine))?,
    }
    Ok(diagnostics)
}
