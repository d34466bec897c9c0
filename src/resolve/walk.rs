//! Goes through the references of a page in the order in which a reader meets them.

use super::link::{self, Place};
use super::{Citation, Cited, Page, Part, PartOrigin, Site, TableTarget, Target};
use crate::catalog::{Fragment, PageId, Table};
use crate::config::{LangId, Layout, encode_path};
use crate::diagnostic::{Code, Diagnostic, suggestion};
use crate::document::{Document, Kind, Op, Tag};
use crate::source::SourceId;
use std::ops::Range;

/// The most texts that one page can be put together from.
const MAX_PARTS: usize = 1000;

/// A page with the targets of everything it refers to.
pub fn page<'a>(site: &'a Site, id: PageId, diagnostics: &mut Vec<Diagnostic>) -> Option<Page<'a>> {
    let entry = site.catalog.entry(id)?;
    let mut walk = Walk::new(site, entry.lang, Some(id), diagnostics);
    let range = 0..entry.document.ops().len();
    walk.part(PartOrigin::Page, &entry.document, range, entry.lang);
    walk.check_kind(id);
    let image = walk.image(id);
    Some(Page { id, lang: entry.lang, parts: walk.parts, cited: walk.cited, image })
}

/// A text outside any page, for a reader of `lang`: a definition, a table that a template asks for.
pub fn fragment<'a>(
    site: &'a Site,
    fragment: &'a Fragment,
    lang: LangId,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Part<'a>> {
    let mut walk = Walk::new(site, lang, None, diagnostics);
    walk.part(PartOrigin::Fragment, &fragment.document, 0..fragment.document.ops().len(), fragment.lang);
    walk.parts
}

/// A table outside any page. Its mistakes are reported by [`check_unshown`].
pub fn table<'a>(site: &'a Site, table: &'a Table, lang: LangId) -> TableTarget<'a> {
    Walk::new(site, lang, None, &mut Vec::new()).table(table)
}

/// Resolves what no page may show, so that its mistakes are found too: blocks, definitions, tables.
pub fn check_unshown(site: &Site, diagnostics: &mut Vec<Diagnostic>) {
    for lang in 0..site.config.languages.len() {
        for id in site.catalog.blocks.ids() {
            if let Some((found, block)) = site.catalog.blocks.get(id, lang, &site.config)
                && found == lang
            {
                let mut walk = Walk::new(site, lang, None, diagnostics);
                walk.part(PartOrigin::Block { id }, &block.document, 0..block.document.ops().len(), lang);
            }
        }
        for definition in site.catalog.glossary.iter().filter_map(|term| term.definitions.get(lang)?.as_ref()) {
            fragment(site, definition, lang, diagnostics);
        }
        for table in site.catalog.tables.iter() {
            Walk::new(site, lang, None, diagnostics).table(table);
        }
    }
}

struct Walk<'a, 'd> {
    site: &'a Site,
    lang: LangId,
    page: Option<PageId>,
    parts: Vec<Part<'a>>,
    cited: Vec<Cited>,
    open: Vec<&'a str>,
    diagnostics: &'d mut Vec<Diagnostic>,
}

impl<'a, 'd> Walk<'a, 'd> {
    fn new(site: &'a Site, lang: LangId, page: Option<PageId>, diagnostics: &'d mut Vec<Diagnostic>) -> Walk<'a, 'd> {
        Walk { site, lang, page, parts: Vec::new(), cited: Vec::new(), open: Vec::new(), diagnostics }
    }

    /// Adds a part and everything that it shows; returns its index.
    fn part(&mut self, origin: PartOrigin<'a>, document: &'a Document, range: Range<usize>, lang: LangId) -> usize {
        let index = self.parts.len();
        let part = Part { origin, document, range: range.clone(), lang, targets: Vec::new() };
        self.parts.push(part);
        if document.references.is_empty() {
            return index;
        }
        let mut targets: Vec<Target<'a>> = Vec::new();
        targets.resize_with(document.references.len(), || Target::None);
        let folder = folder(self.site, document.source);
        for op in document.ops().get(range).unwrap_or_default() {
            let (first, count) = match op {
                Op::Refer(index) | Op::Open(Tag::Link | Tag::Term, index) => (*index as usize, 1),
                Op::Cite { first, count } => (*first as usize, count.get() as usize),
                _ => continue,
            };
            for at in first..first + count {
                let target = self.target(document, at, lang, folder);
                if let Some(slot) = targets.get_mut(at) {
                    *slot = target;
                }
            }
        }
        if let Some(part) = self.parts.get_mut(index) {
            part.targets = targets;
        }
        index
    }

    fn target(&mut self, document: &'a Document, at: usize, lang: LangId, folder: &str) -> Target<'a> {
        let Some(reference) = document.references.get(at) else { return Target::None };
        let site = self.site;
        let dest = document.text(&site.sources, reference.dest);
        let span = document.span(reference);
        let place = Place { span, lang: self.lang, page: self.page, folder };
        let found = match reference.kind {
            Kind::Link => link::link(site, dest, place),
            Kind::Image => link::image(site, dest, place),
            Kind::Fact => {
                let written = document.text(&site.sources, reference.text);
                let checked = site.catalog.facts.check(dest, written, span, lang, &site.messages);
                checked.map(|id| Target::Fact { id })
            }
            Kind::Citation => match site.catalog.bibliography.id(dest) {
                Some(work) => Ok(Target::Citation(self.cite(work))),
                None => Err(Box::new(site.catalog.bibliography.unknown(dest, span))),
            },
            Kind::Term => match site.catalog.glossary.get(dest) {
                Some(term) => {
                    let page = site.catalog.glossary_page(self.lang).and_then(|page| site.catalog.entry(page));
                    let href = page
                        .map(|page| format!("{}#term-{}", site.config.base.link(&encode_path(&page.route)), term.id));
                    Ok(Target::Term { href, id: &term.id })
                }
                None => Err(Box::new(site.catalog.glossary.unknown(dest, span))),
            },
            Kind::Table => {
                let id = dest.split('?').next().unwrap_or_default();
                match site.catalog.tables.get(id) {
                    Some(table) => Ok(Target::Table(Box::new(self.table(table)))),
                    None => {
                        let help = suggestion(id, site.catalog.tables.ids())
                            .unwrap_or_else(|| format!("tables are files: `content/tables/{id}.toml`"));
                        let message = format!("there is no table `{id}`");
                        Err(Box::new(Diagnostic::new(Code::UnknownTable, span, message).help(help)))
                    }
                }
            }
            Kind::Block => self.block(dest, span),
            Kind::Faq => self.question(dest, span),
        };
        match found {
            Ok(target) => target,
            Err(diagnostic) => {
                self.diagnostics.push(*diagnostic);
                Target::None
            }
        }
    }

    fn cite(&mut self, work: usize) -> Citation {
        if self.page.is_none() {
            return Citation { work, number: 0, occurrence: 0 };
        }
        let at = self.cited.iter().position(|cited| cited.work == work).unwrap_or(self.cited.len());
        if at == self.cited.len() {
            self.cited.push(Cited { work, times: 0 });
        }
        let mut occurrence = 0;
        if let Some(cited) = self.cited.get_mut(at) {
            cited.times += 1;
            occurrence = cited.times;
        }
        Citation { work, number: at as u32 + 1, occurrence }
    }

    fn block(&mut self, id: &str, span: crate::source::Span) -> Result<Target<'a>, Box<Diagnostic>> {
        let Some((lang, block)) = self.site.catalog.blocks.get(id, self.lang, &self.site.config) else {
            let code = self.site.config.languages.get(self.lang).map_or("", |language| &language.code);
            let help = suggestion(id, self.site.catalog.blocks.ids())
                .unwrap_or_else(|| format!("blocks are files: `content/blocks/{id}.{code}.md`"));
            let message = format!("there is no block `{id}`");
            return Err(Box::new(Diagnostic::new(Code::UnknownBlock, span, message).help(help)));
        };
        let known = self.site.catalog.blocks.ids().find(|known| *known == id).unwrap_or_default();
        // A cycle has been reported where blocks are read.
        if self.open.contains(&known) {
            return Ok(Target::None);
        }
        self.room(span)?;
        self.open.push(known);
        let range = 0..block.document.ops().len();
        let part = self.part(PartOrigin::Block { id: known }, &block.document, range, lang);
        self.open.pop();
        Ok(Target::Part(part))
    }

    fn room(&self, span: crate::source::Span) -> Result<(), Box<Diagnostic>> {
        if self.parts.len() < MAX_PARTS {
            return Ok(());
        }
        let message = format!("the page is put together from more than {MAX_PARTS} texts");
        Err(Box::new(Diagnostic::new(Code::TooDeep, span, message).help("show fewer blocks inside blocks")))
    }

    /// `faq:guide/faq#cost`: the page from `content/`, and the question on it.
    fn question(&mut self, dest: &str, span: crate::source::Span) -> Result<Target<'a>, Box<Diagnostic>> {
        let site = self.site;
        let (path, id) = dest.split_once('#').unwrap_or((dest, ""));
        let path = path.trim_start_matches('/');
        let unknown = |message: String, help: Option<String>| {
            Box::new(Diagnostic::new(Code::UnknownQuestion, span, message).maybe_help(help))
        };
        let Some((page, entry)) = site
            .catalog
            .page_for(path, self.lang, &site.config)
            .and_then(|page| site.catalog.entry(page).map(|entry| (page, entry)))
        else {
            let help = suggestion(path, site.catalog.paths());
            return Err(unknown(format!("there is no page `{path}`"), help));
        };
        let name = |heading: usize| {
            let heading = entry.document.headings.get(heading)?;
            Some(entry.document.text(&site.sources, heading.id))
        };
        let Some(heading) = entry.document.questions().find(|heading| name(*heading) == Some(id)) else {
            let names: Vec<&str> = entry.document.questions().filter_map(name).collect();
            let help = suggestion(id, names.iter().copied())
                .unwrap_or_else(|| "questions are the headings one level below a heading with `{.faq}`".to_owned());
            return Err(unknown(format!("there is no question `{id}` in `{path}`"), Some(help)));
        };
        self.room(span)?;
        if self.open.contains(&entry.path.as_str()) {
            return Ok(Target::None);
        }
        self.open.push(&entry.path);
        let range = entry.document.section(heading);
        let part = self.part(PartOrigin::Question { page, heading }, &entry.document, range, entry.lang);
        self.open.pop();
        Ok(Target::Part(part))
    }

    fn table(&mut self, table: &'a Table) -> TableTarget<'a> {
        let caption = self.words(table.captions.get(self.lang));
        let mut cited = Vec::new();
        for (row, column, sources) in table.sources() {
            let mut citations = Vec::new();
            for source in sources {
                match self.site.catalog.bibliography.id(&source.text) {
                    Some(work) => citations.push(self.cite(work)),
                    None => self.diagnostics.push(self.site.catalog.bibliography.unknown(&source.text, source.span)),
                }
            }
            cited.push((row, column, citations));
        }
        let note = self.words(table.notes.get(self.lang));
        TableTarget { id: table.number, caption, note, cited }
    }

    /// A text of a table as a part of its own, outside the list of parts.
    fn words(&mut self, fragment: Option<&'a Option<Fragment>>) -> Option<Part<'a>> {
        let Fragment { lang, document } = fragment?.as_ref()?;
        let index = self.part(PartOrigin::Fragment, document, 0..document.ops().len(), *lang);
        // Captions show no blocks, so that nothing was added behind it.
        (index + 1 == self.parts.len()).then(|| self.parts.pop())?
    }

    /// The picture that stands for the page, if its front matter names one.
    fn image(&mut self, id: PageId) -> Option<String> {
        let entry = self.site.catalog.entry(id)?;
        let image = entry.front.image.as_ref()?;
        let folder = folder(self.site, entry.source);
        let place = Place { span: image.span, lang: self.lang, page: self.page, folder };
        match link::image(self.site, &image.text, place) {
            Ok(Target::Image { src }) if src.starts_with('/') => {
                Some(format!("{}{src}", self.site.config.base.origin()))
            }
            Ok(Target::Image { src }) => Some(src),
            Ok(_) => None,
            Err(diagnostic) => {
                self.diagnostics.push(*diagnostic);
                None
            }
        }
    }

    /// What pages of a kind must show.
    fn check_kind(&mut self, id: PageId) {
        let Some(entry) = self.site.catalog.entry(id) else { return };
        let Some(kind) = entry.front.kind.as_ref() else { return };
        let Some(declared) = self.site.config.kind(&kind.text) else { return };
        for wanted in &declared.blocks {
            let wanted = wanted.text.as_str();
            let shown = self.parts.iter().any(|part| matches!(part.origin, PartOrigin::Block { id } if id == wanted));
            // One that does not exist is reported where it is declared.
            if !shown && self.site.catalog.blocks.ids().any(|id| id == wanted) {
                let message = format!("a page of the kind `{}` shows the block `{wanted}`", kind.text);
                let help = format!("put `[](block:{wanted})` on a line of its own");
                self.diagnostics.push(Diagnostic::new(Code::MissingBlock, kind.span, message).help(help));
            }
        }
    }
}

/// The folder of a file below `content/`, without a language's folder.
fn folder(site: &Site, source: SourceId) -> &str {
    let path = &site.sources.get(source).path;
    let inside = path.strip_prefix("content/").unwrap_or(path);
    let inside = match site.config.layout {
        Layout::Suffix => inside,
        Layout::Directory => match inside.split_once('/') {
            Some((code, rest)) if site.config.language(code).is_some() => rest,
            _ => inside,
        },
    };
    inside.rsplit_once('/').map_or("", |(folder, _)| folder)
}
