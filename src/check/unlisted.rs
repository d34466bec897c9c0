//! Pages that no reader finds: from no front page does a menu, a list of a folder or a topic, or a link in a text lead to
//! them. The switch between languages and the pages before and after one in its folder do not count.

use crate::catalog::{Catalog, Entry, MenuHeading, PageId, routes};
use crate::config::{LangId, Layout, TopicId};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::render;
use crate::resolve::{self, Lead, Page, Part, Site, Snapshot, Target};
use crate::source::Source;
use std::collections::{BTreeMap, HashMap, HashSet};

/// Warns of pages to which nothing leads; those of one folder are told together.
pub fn check(site: &Snapshot) -> Diagnostics {
    let Some(mut search) = Search::new(site) else { return Diagnostics::new() };
    search.go();
    let mut lost: BTreeMap<(LangId, &str), Vec<&Entry>> = BTreeMap::new();
    for (_, entry) in site.written().filter(|(id, _)| !search.reached.contains(id)) {
        // What is over is in no list, and who asks search engines to leave a page alone wants it found by its address.
        let is_meant = entry.expired || entry.front.noindex || site.catalog.home(entry.lang).is_none();
        let Some(folder) = entry.parent().filter(|_| !is_meant) else { continue };
        // Its folder's page lists it, and is told of.
        let is_listed = site.catalog.folder(folder, entry.lang).is_some_and(|folder| folder.page.is_some());
        if !is_listed {
            lost.entry((entry.lang, folder)).or_default().push(entry);
        }
    }
    lost.into_iter().filter_map(|((lang, folder), pages)| tell(site, (lang, folder), &pages)).collect()
}

fn tell(site: &Site, (lang, folder): (LangId, &str), pages: &[&Entry]) -> Option<Diagnostic> {
    let first = pages.first()?;
    let message = match pages.len() {
        1 => "no menu, list or text leads to this page".to_owned(),
        2 => "no menu, list or text leads to this page and another one of its folder".to_owned(),
        count => format!("no menu, list or text leads to this page and {} others of its folder", count - 1),
    };
    let code = site.config.code(lang);
    let index = match site.config.layout {
        Layout::Suffix => format!("content/{folder}/index.{code}.md"),
        Layout::Directory => format!("content/{code}/{folder}/index.md"),
    };
    let help = match folder.is_empty() {
        true => "link to it in a text".to_owned(),
        false => format!("write `{index}`, which lists the pages of its folder, or link to it in a text"),
    };
    Some(Diagnostic::new(Code::UnlistedPage, first.front.title.span, message).help(help))
}

struct Search<'a> {
    site: &'a Snapshot,
    reached: HashSet<PageId>,
    open: Vec<PageId>,
    topics: HashSet<(TopicId, LangId)>,
    /// Pages by their addresses without `/` at the ends; for what a template of the site may name.
    routes: HashMap<&'a str, PageId>,
}

impl<'a> Search<'a> {
    /// What is known before any page is read; none where a template of the site asks for pages that only it knows.
    fn new(site: &'a Snapshot) -> Option<Search<'a>> {
        let routes = site.pages().map(|(id, entry)| (entry.route.trim_matches('/'), id)).collect();
        let (reached, topics) = (HashSet::new(), HashSet::new());
        let mut search = Search { site, reached, open: Vec::new(), topics, routes };
        let own = site.sources.iter().filter(|(_, source)| !source.embedded && source.path.starts_with("templates/"));
        for (_, source) in own {
            search.named_by(source)?;
        }
        for lang in site.languages() {
            search.reach(site.catalog.page("", lang));
            search.reach(site.catalog.page(routes::SEARCH, lang).filter(|_| site.config.search));
            // Where `site.toml` has another, nobody sees the one of folders.
            let folders = if site.config.menus.header.is_empty() { site.catalog.menu(lang) } else { &[] };
            for item in folders {
                if let MenuHeading::Page(id) = &item.heading {
                    search.reach([*id]);
                }
                search.reach(item.children.iter().copied());
            }
            search.reach(resolve::menu_pages(site, lang));
            if let Some(announcement) = site.resolved.frame().announcements.at(lang) {
                announcement.parts.iter().for_each(|part| search.read_part(part, lang));
            }
            for notice in site.resolved.frame().notices.iter().filter_map(|of_kind| of_kind.at(lang).as_ref()) {
                notice.parts.iter().for_each(|part| search.read_part(part, lang));
                search.reach(notice.whole.as_ref().map(|(page, _)| *page));
            }
        }
        Some(search)
    }

    /// The pages that a template of the site names; nothing if it works their names out.
    fn named_by(&mut self, template: &'a Source) -> Option<()> {
        let site = self.site;
        for call in ["section(", "page("] {
            for (at, _) in template.text.match_indices(call) {
                let before = template.text.get(..at).and_then(|before| before.chars().next_back());
                let rest = template.text.get(at + call.len()..).unwrap_or_default().trim_start();
                let is_call = before.is_none_or(|c| !c.is_alphanumeric() && !matches!(c, '_' | '.' | ' '))
                    || rest.starts_with("path");
                let value =
                    rest.strip_prefix("path").map(|rest| rest.trim_start().trim_start_matches('=').trim_start());
                if is_call && value.is_some_and(|value| !value.starts_with(['"', '\''])) {
                    return None;
                }
            }
        }
        let names: HashSet<&str> = template.text.split(['"', '\'']).collect();
        for name in names {
            // What stands behind `{{ site.home }}`.
            let name = name.rsplit("}}").next().unwrap_or(name).trim_matches('/');
            if name.is_empty() || name.contains(char::is_whitespace) {
                continue;
            }
            self.reach(self.routes.get(name).copied());
            for lang in site.languages() {
                self.reach(site.catalog.page(name, lang));
                let folder = site.catalog.folder(name, lang);
                self.reach(folder.iter().flat_map(|folder| &folder.children).copied());
            }
        }
        Some(())
    }

    fn reach(&mut self, pages: impl IntoIterator<Item = PageId>) {
        for page in pages {
            if self.reached.insert(page) {
                self.open.push(page);
            }
        }
    }

    fn go(&mut self) {
        while let Some(id) = self.open.pop() {
            let (site, entry) = (self.site, self.site.catalog.entry(id));
            self.reach(render::children(site, entry).iter().copied());
            self.reach(above(&site.catalog, entry));
            for topic in entry.front.topics.iter().filter_map(|topic| site.config.topic(&topic.text)) {
                if site.catalog.home(entry.lang).is_some() && self.topics.insert((topic, entry.lang)) {
                    self.reach(site.catalog.topic(topic, entry.lang).iter().copied());
                }
            }
            if let Some(page) = site.resolved.page(id) {
                self.read(page);
            }
            if site.catalog.glossary_page(entry.lang) == Some(id) {
                self.read_glossary(entry.lang);
            }
        }
    }

    fn read(&mut self, page: &Page) {
        page.parts.iter().for_each(|part| self.read_part(part, page.lang));
    }

    fn read_part(&mut self, part: &Part, lang: LangId) {
        for target in part.targets.iter() {
            match target {
                Target::Link { lead: Lead::Page(id) | Lead::Anchor(Some(id)), .. } => self.reach([*id]),
                Target::Term(_) => self.reach(self.site.catalog.glossary_page(lang)),
                Target::Table(table) => {
                    let remarks = table.remarks.iter().map(|(_, _, part)| part);
                    for part in table.caption.iter().chain(&table.note).chain(remarks) {
                        self.read_part(part, lang);
                    }
                }
                Target::Conflicts(conflicts) => {
                    for part in conflicts.iter().filter_map(|conflict| conflict.why.as_ref()) {
                        self.read_part(part, lang);
                    }
                }
                Target::Studies(studies) => studies.parts().for_each(|part| self.read_part(part, lang)),
                Target::People(people) => {
                    people.iter().flat_map(|of| of.about.iter().flatten()).for_each(|part| self.read_part(part, lang));
                }
                Target::None
                | Target::Link { .. }
                | Target::Image(_)
                | Target::Fact { .. }
                | Target::Citation(_)
                | Target::Grades { .. }
                // It is among the parts of the page.
                | Target::Part(_)
                | Target::AsWritten => {}
            }
        }
    }

    /// What the page of the glossary shows beside its text.
    fn read_glossary(&mut self, lang: LangId) {
        let site = self.site;
        for term in site.catalog.glossary.iter() {
            if let Some(definition) = term.definitions.get(lang).and_then(Option::as_ref) {
                // What is wrong with it has been told.
                let (parts, _) = resolve::fragment(site, definition, lang, &mut Diagnostics::new());
                parts.iter().for_each(|part| self.read_part(part, lang));
            }
        }
    }
}

/// The pages of the folders that a page lies in: it says the way back to them.
fn above(catalog: &Catalog, entry: &Entry) -> Vec<PageId> {
    let mut found = Vec::new();
    let mut path = entry.path.as_str();
    while let Some((folder, _)) = path.rsplit_once('/') {
        found.extend(catalog.page(folder, entry.lang));
        path = folder;
    }
    found
}
