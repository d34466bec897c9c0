//! Pages, topics, the pages to search on, aliases, the list of languages and the page for addresses that do not exist.

use super::{Claim, Material, Owner};
use crate::catalog::{PageId, routes};
use crate::config::{LangId, TopicId};
use crate::diagnostic::Diagnostics;
use crate::render;
use crate::resolve::Site;
use crate::source::Span;

/// One file to render.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Job {
    /// A page; `number` counts the parts of a long list from 1.
    Page {
        page: PageId,
        number: usize,
    },
    Topic {
        topic: TopicId,
        lang: LangId,
        number: usize,
    },
    /// The page on which readers of a language search, with the list of all pages.
    Search {
        lang: LangId,
        number: usize,
    },
    /// The alias of this place among those of a page.
    Alias {
        page: PageId,
        at: usize,
        path: String,
    },
    /// What forwards to a front page.
    Forward {
        page: PageId,
        path: String,
    },
    Languages,
    NotFound,
}

/// Everything to render, pages first.
pub fn jobs(site: &Site) -> Vec<Job> {
    let mut jobs: Vec<Job> = Vec::new();
    for (page, entry) in site.pages() {
        let numbers = 1..=render::numbers(render::children(site, entry).len());
        jobs.extend(numbers.map(|number| Job::Page { page, number }));
    }
    for (topic, lang) in topics(site) {
        let numbers = 1..=render::numbers(site.catalog.topic(topic, lang).len());
        jobs.extend(numbers.map(|number| Job::Topic { topic, lang, number }));
    }
    for lang in site.searched().filter(|lang| site.own_search_page(*lang).is_none()) {
        let numbers = 1..=render::numbers(site.catalog.index(lang).pages.len());
        jobs.extend(numbers.map(|number| Job::Search { lang, number }));
    }
    jobs.extend(aliases(site).map(|(page, path, at)| Job::Alias { page, at, path }));
    jobs.push(match front(site) {
        Front::Languages => Job::Languages,
        Front::Forward { page, path } => Job::Forward { page, path },
    });
    jobs.push(Job::NotFound);
    jobs
}

impl Job {
    /// The path that it writes.
    pub fn path(&self, site: &Site) -> String {
        match self {
            Job::Page { page, number } => routes::file(&routes::numbered(&site.catalog.entry(*page).route, *number)),
            Job::Topic { topic, lang, number } => {
                let route = routes::topic(&site.config, *lang, &site.config.topics.at(*topic).id);
                routes::file(&routes::numbered(&route, *number))
            }
            Job::Search { lang, number } => {
                routes::file(&routes::numbered(&routes::search(&site.config, *lang), *number))
            }
            Job::Alias { path, .. } | Job::Forward { path, .. } => path.clone(),
            Job::Languages => "index.html".to_owned(),
            Job::NotFound => "404.html".to_owned(),
        }
    }

    /// Where it comes from.
    pub fn span(&self, site: &Site) -> Span {
        self.owner(site).span
    }

    /// Who writes it.
    fn owner(&self, site: &Site) -> Owner {
        let (span, what) = match self {
            Job::Page { page, number } => {
                let what =
                    if *number == 1 { "the page".to_owned() } else { format!("part {number} of the page's list") };
                (Span::file(site.catalog.entry(*page).source), what)
            }
            Job::Topic { topic, .. } => {
                (site.config.span, format!("the page of the topic `{}`", site.config.topics.at(*topic).id))
            }
            Job::Search { number: 1, .. } => (site.config.span, "the page to search on".to_owned()),
            Job::Search { number, .. } => (site.config.span, format!("part {number} of the list of all pages")),
            Job::Alias { page, at, .. } => match site.catalog.entry(*page).front.aliases.get(*at) {
                Some(alias) => (alias.span, format!("the alias `{}`", alias.text)),
                None => (Span::file(site.catalog.entry(*page).source), "an alias".to_owned()),
            },
            Job::Forward { .. } => (site.config.span, "what forwards to the front page".to_owned()),
            Job::Languages => (site.config.span, "the list of languages".to_owned()),
            Job::NotFound => (site.config.span, "the page for addresses that do not exist".to_owned()),
        };
        Owner { span, what }
    }
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
    jobs(site).iter().map(|job| Claim { path: job.path(site), owner: job.owner(site) }).collect()
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

/// Renders one file; nothing of a page that would be too large, which has been reported.
pub fn render(material: Material<'_>, job: &Job) -> Result<Option<Vec<u8>>, Diagnostics> {
    let Material { site, engine, .. } = material;
    let html = match job {
        Job::Page { page, number } => match site.resolved.page(*page) {
            Some(page) => render::page(site, engine, page, *number)?,
            None => return Ok(None),
        },
        Job::Topic { topic, lang, number } => render::topic(site, engine, *topic, *lang, *number)?,
        Job::Search { lang, number } => render::search(site, engine, *lang, *number)?,
        Job::Alias { page, .. } | Job::Forward { page, .. } => render::alias(site, engine, site.catalog.entry(*page))?,
        Job::Languages => render::languages(site, engine)?,
        Job::NotFound => render::not_found(site, engine)?,
    };
    Ok(Some(html))
}

/// The page that a file is, or a part of.
pub fn page_of(job: &Job) -> Option<PageId> {
    match job {
        Job::Page { page, .. } => Some(*page),
        Job::Topic { .. }
        | Job::Search { .. }
        | Job::Alias { .. }
        | Job::Forward { .. }
        | Job::Languages
        | Job::NotFound => None,
    }
}
