//! Goes through the references of a page in the order in which a reader meets them.

use super::display;
use super::link::{self, Place};
use super::{Citation, Cited, ConflictTarget, Page, Part, PartOrigin, Site, TableTarget, Target};
use crate::address::encode_path;
use crate::catalog::{
    self, Conflict, Entry, Fragment, PageId, Quote, Table, TableId, Visible, WorkId, check_quote, split_quote,
};
use crate::config::{LangId, Stale};
use crate::data::Text;
use crate::diagnostic::{Code, Diagnostic, suggestion};
use crate::document::{Document, Kind, Op, Tag, scheme_of};
use crate::source::{SourceId, Span};
use std::collections::HashMap;
use std::ops::Range;

/// The most texts that one page can be put together from.
const MAX_PARTS: usize = 1000;
/// The most values that the tables and conflicts of one page can have: what is shown again and again is small in the text.
const MAX_VALUES: usize = 300_000;

/// A page with the targets of everything it refers to.
pub fn page<'a>(site: &'a Site, id: PageId, diagnostics: &mut Vec<Diagnostic>) -> Option<Page<'a>> {
    let entry = site.catalog.entry(id)?;
    if !entry.stands_in() {
        return walked(site, id, diagnostics);
    }
    let mut found = Vec::new();
    let page = walked(site, id, &mut found);
    diagnostics.extend(elsewhere(site, entry, found));
    page
}

/// What was found on a page that shows another's text, and is no mistake of the other page: it says where it comes up.
fn elsewhere(site: &Site, entry: &Entry, found: Vec<Diagnostic>) -> Vec<Diagnostic> {
    if found.is_empty() {
        return found;
    }
    let mut there = Vec::new();
    if let Some(other) = site.catalog.page(&entry.path, entry.text_lang) {
        walked(site, other, &mut there);
    }
    let mut known: HashMap<(Code, Span), Diagnostic> = HashMap::new();
    for diagnostic in there {
        known.entry((diagnostic.code, diagnostic.span)).or_insert(diagnostic);
    }
    let code = site.config.languages.get(entry.lang).map_or("", |language| language.code.as_str());
    let tell = |mut diagnostic: Diagnostic| {
        if let Some(known) = known.get(&(diagnostic.code, diagnostic.span)) {
            return known.clone();
        }
        diagnostic.message.push_str(&format!(", where it is shown in `{code}`"));
        diagnostic
    };
    found.into_iter().map(tell).collect()
}

fn walked<'a>(site: &'a Site, id: PageId, diagnostics: &mut Vec<Diagnostic>) -> Option<Page<'a>> {
    let entry = site.catalog.entry(id)?;
    let mut walk = Walk::new(site, entry.lang, Some(id), diagnostics);
    let range = 0..entry.document.ops().len();
    walk.part(PartOrigin::Page, &entry.document, range, entry.text_lang);
    if let Some(part) = walk.parts.first_mut() {
        part.second_ids = site.catalog.second_ids(entry, &site.sources);
    }
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
            if let Some(block) = site.catalog.blocks.own(id, lang) {
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
        for conflict in site.catalog.conflicts.iter() {
            Walk::new(site, lang, None, diagnostics).conflict(conflict);
        }
    }
    display::check(site, diagnostics);
}

struct Walk<'a, 'd> {
    site: &'a Site,
    lang: LangId,
    page: Option<PageId>,
    parts: Vec<Part<'a>>,
    cited: Vec<Cited>,
    /// The place of each work among those that are cited.
    cited_at: HashMap<WorkId, usize>,
    /// How often each table, and each conflict, was shown.
    tables: HashMap<TableId, u32>,
    conflicts: HashMap<&'a str, u32>,
    /// How many values tables and conflicts have shown.
    values: usize,
    /// The blocks and questions that are being gone through.
    open: Vec<Open<'a>>,
    diagnostics: &'d mut Vec<Diagnostic>,
}

/// What can contain itself.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Open<'a> {
    Block(&'a str),
    Question(PageId, usize),
}

/// The text that references stand in.
#[derive(Clone, Copy)]
struct Context<'a> {
    document: &'a Document,
    /// The language of the text.
    lang: LangId,
    origin: PartOrigin<'a>,
}

impl<'a, 'd> Walk<'a, 'd> {
    fn new(site: &'a Site, lang: LangId, page: Option<PageId>, diagnostics: &'d mut Vec<Diagnostic>) -> Walk<'a, 'd> {
        let (parts, cited, open) = (Vec::new(), Vec::new(), Vec::new());
        let (cited_at, tables, conflicts) = (HashMap::new(), HashMap::new(), HashMap::new());
        Walk { site, lang, page, parts, cited, cited_at, tables, conflicts, values: 0, open, diagnostics }
    }

    /// Adds a part and everything that it shows; returns its index.
    fn part(&mut self, origin: PartOrigin<'a>, document: &'a Document, range: Range<usize>, lang: LangId) -> usize {
        let index = self.parts.len();
        let (targets, second_ids) = (Vec::new(), Vec::new());
        let part = Part { origin, document, range: range.clone(), lang, targets, second_ids };
        self.parts.push(part);
        if document.references.is_empty() {
            return index;
        }
        let mut targets: Vec<Target<'a>> = Vec::new();
        targets.resize_with(document.references.len(), || Target::None);
        let context = Context { document, lang, origin };
        let mut shown = vec![false; document.footnotes.len()];
        self.ops(context, range, &mut shown, &mut targets);
        self.unshown_footnotes(context, &shown);
        if let Some(part) = self.parts.get_mut(index) {
            part.targets = targets;
        }
        index
    }

    /// Resolves the references of some operations, then those of the footnotes that they refer to, in order.
    fn ops(&mut self, context: Context<'a>, range: Range<usize>, shown: &mut [bool], targets: &mut [Target<'a>]) {
        let mut waiting = vec![range];
        let mut next = 0;
        while let Some(range) = waiting.get(next).cloned() {
            next += 1;
            let mut inside_footnote = 0;
            for op in context.document.ops().get(range).unwrap_or_default() {
                let (first, count) = match op {
                    Op::Open(Tag::FootnoteText, _) => {
                        inside_footnote += 1;
                        continue;
                    }
                    Op::Close(Tag::FootnoteText, _) => {
                        inside_footnote -= 1;
                        continue;
                    }
                    _ if inside_footnote > 0 => continue,
                    Op::Footnote(number) => {
                        let number = *number as usize;
                        let footnote = context.document.footnotes.get(number);
                        if let (Some(footnote), Some(shown @ false)) = (footnote, shown.get_mut(number)) {
                            *shown = true;
                            waiting.push(footnote.text());
                        }
                        continue;
                    }
                    Op::Refer(index) | Op::Open(Tag::Link | Tag::Term, index) => (*index as usize, 1),
                    Op::Cite { first, count } => (*first as usize, count.get() as usize),
                    _ => continue,
                };
                for at in first..first + count {
                    let target = self.target(context, at);
                    if let Some(slot) = targets.get_mut(at) {
                        *slot = target;
                    }
                }
            }
        }
    }

    /// Finds the mistakes of footnotes that nothing refers to. What they cite does not count.
    fn unshown_footnotes(&mut self, context: Context<'a>, shown: &[bool]) {
        if !matches!(context.origin, PartOrigin::Page | PartOrigin::Block { .. }) {
            return;
        }
        let page = self.page.take();
        for (footnote, _) in context.document.footnotes.iter().zip(shown).filter(|(_, shown)| !**shown) {
            let (mut shown, mut targets) = (vec![true; context.document.footnotes.len()], Vec::new());
            self.ops(context, footnote.text(), &mut shown, &mut targets);
        }
        self.page = page;
    }

    fn place<'p>(&self, context: Context<'p>, span: Span) -> Place<'p>
    where
        'a: 'p,
    {
        let own = match context.origin {
            PartOrigin::Question { page, .. } => Some(page),
            PartOrigin::Page | PartOrigin::Block { .. } | PartOrigin::Fragment => self.page,
        };
        let folder = folder(self.site, context.document.source);
        Place { span, lang: self.lang, written: context.lang, shown: self.page, own, folder }
    }

    fn target(&mut self, context: Context<'a>, at: usize) -> Target<'a> {
        let Some(reference) = context.document.references.get(at) else { return Target::None };
        let site = self.site;
        let dest = context.document.text(&site.sources, reference.dest);
        let span = context.document.span(reference);
        let blocks = matches!(reference.kind, Kind::Table | Kind::Block | Kind::Faq | Kind::Conflicts);
        if blocks && matches!(context.origin, PartOrigin::Fragment) {
            let message = "a table, block, question or list of conflicts cannot stand in data";
            self.diagnostics.push(Diagnostic::new(Code::NotAlone, span, message));
            return Target::None;
        }
        let found = match reference.kind {
            Kind::Link => link::link(site, dest, self.place(context, span)),
            Kind::Image => link::image(site, dest, self.place(context, span), true).map(|target| {
                self.diagnostics.extend(link::without_size(dest, &target, span));
                Target::Image(Box::new(target))
            }),
            Kind::Fact => {
                let written = context.document.text(&site.sources, reference.text);
                let markdown = !matches!(context.origin, PartOrigin::Fragment);
                let visible = context.document.visible_span(&site.sources, reference);
                let visible = visible.map(|span| Visible { span, markdown });
                let quote = Quote { dest, written, span, visible, lang: context.lang };
                let checked = check_quote(&site.catalog.facts, quote, &site.messages);
                checked.map(|quoted| Target::Fact { id: quoted.fact, form: quoted.form })
            }
            Kind::Citation => match site.catalog.bibliography.id(dest) {
                Some(work) => Ok(Target::Citation(self.cite(work))),
                None => Err(Box::new(site.catalog.bibliography.unknown(dest, span))),
            },
            Kind::Term => self.term(dest, span),
            Kind::Table => self.table_reference(dest, span),
            Kind::Block => self.block(dest, span),
            Kind::Faq => self.question(dest, span, context.lang),
            Kind::Conflicts => self.conflicts(dest, span),
        };
        match found {
            Ok(target) => target,
            Err(diagnostic) => {
                self.diagnostics.push(*diagnostic);
                Target::None
            }
        }
    }

    fn term(&mut self, id: &str, span: Span) -> Result<Target<'a>, Box<Diagnostic>> {
        let site = self.site;
        let Some(term) = site.catalog.glossary.get(id) else {
            return Err(Box::new(site.catalog.glossary.unknown(id, span)));
        };
        let page = site.catalog.glossary_page(self.lang).and_then(|page| site.catalog.entry(page));
        let href = page
            .map(|page| format!("{}#term-{}", site.config.base.link(&encode_path(&page.route)), encode_path(&term.id)));
        Ok(Target::Term { href, id: &term.id })
    }

    fn table_reference(&mut self, dest: &str, span: Span) -> Result<Target<'a>, Box<Diagnostic>> {
        let (id, query) = split_quote(dest);
        let tables = &self.site.catalog.tables;
        if let Some(table) = tables.get(id) {
            let display = display::asked(self.site, table, query, span)?;
            self.room_for(table.rows.len().saturating_mul(table.columns.len()), span)?;
            return Ok(Target::Table(Box::new(TableTarget { display, ..self.table(table) })));
        }
        let message = format!("there is no table `{id}`");
        let help = if tables.is_hidden(id) {
            "it is a facts file, which is not shown: put it into a folder `tables`".to_owned()
        } else {
            let file = || format!("tables are files: `content/tables/{id}.toml`");
            tables.nearest(id).map_or_else(file, |id| format!("did you mean `{id}`?"))
        };
        Err(Box::new(Diagnostic::new(Code::UnknownTable, span, message).help(help)))
    }

    fn cite(&mut self, work: WorkId) -> Citation {
        if self.page.is_none() {
            return Citation { work, number: 0, occurrence: 0 };
        }
        let at = *self.cited_at.entry(work).or_insert(self.cited.len());
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

    fn block(&mut self, id: &str, span: Span) -> Result<Target<'a>, Box<Diagnostic>> {
        let site = self.site;
        let page = self.page.and_then(|page| site.catalog.entry(page));
        let policy = page.map_or(Stale::Notice, |page| site.catalog.stale_policy(page, &site.config));
        let Some((known, lang, block)) = site.catalog.blocks.get(id, self.lang, policy, &site.config) else {
            return Err(Box::new(site.catalog.blocks.unknown(id, span, self.lang, &site.config)));
        };
        if self.open.contains(&Open::Block(known)) {
            // A cycle of blocks alone has been reported where blocks are read.
            if self.open.iter().all(|open| matches!(open, Open::Block(_))) {
                return Ok(Target::None);
            }
            let message = format!("the block `{id}` contains itself");
            return Err(Box::new(Diagnostic::new(Code::BlockCycle, span, message)));
        }
        self.room(span)?;
        self.check_ids(&block.document);
        self.open.push(Open::Block(known));
        let range = 0..block.document.ops().len();
        let part = self.part(PartOrigin::Block { id: known }, &block.document, range, lang);
        self.open.pop();
        Ok(Target::Part(part))
    }

    /// Ids that the author gave to a block's heading and to another of the page.
    fn check_ids(&mut self, document: &'a Document) {
        let site = self.site;
        for heading in document.headings.iter().filter(|heading| heading.explicit) {
            let id = document.text(&site.sources, heading.id);
            let shown = self.parts.iter().filter(|part| {
                matches!(part.origin, PartOrigin::Page | PartOrigin::Block { .. })
                    && !std::ptr::eq(part.document, document)
            });
            let first = shown
                .flat_map(|part| part.document.headings.iter().map(|heading| (part.document, heading)))
                .find(|(other, heading)| heading.explicit && other.text(&site.sources, heading.id) == id);
            if let Some((other, first)) = first {
                let message = format!("the id `{id}` is taken");
                let diagnostic = Diagnostic::new(Code::DuplicateId, document.heading_span(heading), message);
                self.diagnostics.push(diagnostic.related(other.heading_span(first), "first here"));
            }
        }
    }

    fn room(&self, span: Span) -> Result<(), Box<Diagnostic>> {
        if self.parts.len() < MAX_PARTS {
            return Ok(());
        }
        let message = format!("the page is put together from more than {MAX_PARTS} texts");
        Err(Box::new(Diagnostic::new(Code::TooDeep, span, message).help("show fewer blocks inside blocks")))
    }

    /// That a page may show so many more values.
    fn room_for(&mut self, values: usize, span: Span) -> Result<(), Box<Diagnostic>> {
        self.values = self.values.saturating_add(values);
        if self.values <= MAX_VALUES {
            return Ok(());
        }
        let message = format!("the tables and conflicts of the page have more than {MAX_VALUES} values");
        Err(Box::new(Diagnostic::new(Code::TooDeep, span, message).help("show fewer of them on one page")))
    }

    /// `faq:guide/faq#cost`: the page from `content/`, and the question on it. A page that stands in shows that of its
    /// own language where the reader's has none.
    fn question(&mut self, dest: &str, span: Span, written: LangId) -> Result<Target<'a>, Box<Diagnostic>> {
        let site = self.site;
        let own = || find_question(site, dest, span, self.lang);
        let stands_in = self.page.and_then(|page| site.catalog.entry(page)).is_some_and(Entry::stands_in);
        let of_text =
            |wrong| if stands_in { find_question(site, dest, span, written).or(Err(wrong)) } else { Err(wrong) };
        let (page, entry, heading) = own().or_else(of_text)?;
        self.room(span)?;
        if self.open.contains(&Open::Question(page, heading)) {
            let (_, id) = dest.split_once('#').unwrap_or((dest, ""));
            let message = format!("the question `{id}` contains itself");
            return Err(Box::new(Diagnostic::new(Code::BlockCycle, span, message)));
        }
        self.open.push(Open::Question(page, heading));
        let range = entry.document.section(heading);
        let part = self.part(PartOrigin::Question { page, heading }, &entry.document, range, entry.text_lang);
        self.open.pop();
        Ok(Target::Part(part))
    }

    fn table(&mut self, table: &'a Table) -> TableTarget<'a> {
        let times = self.tables.entry(table.number).or_default();
        *times += 1;
        let occurrence = *times;
        let caption = self.words(table.captions.get(self.lang));
        // In the order in which a reader meets them: the cells, the note, the table's own, the remarks.
        let (own, inside): (Vec<_>, Vec<_>) = table.sources().partition(|(place, _)| *place == catalog::Place::Table);
        let mut cited: Vec<_> = inside.into_iter().map(|(place, sources)| (place, self.cite_all(sources))).collect();
        let note = self.words(table.notes.get(self.lang));
        cited.extend(own.into_iter().map(|(place, sources)| (place, self.cite_all(sources))));
        let remarks = table.remarks(&self.site.catalog.facts, self.lang);
        let remarks: Vec<_> =
            remarks.filter_map(|(row, column, text)| Some((row, column, self.words(Some(text))?))).collect();
        let display = display::usual(self.site, table);
        TableTarget { id: table.number, display, occurrence, caption, note, cited, remarks }
    }

    /// The conflicts of a topic of the site, or all of them.
    fn conflicts(&mut self, topic: &'a str, span: Span) -> Result<Target<'a>, Box<Diagnostic>> {
        let site = self.site;
        let unknown = || site.config.unknown_topic(topic, span);
        if let Some(diagnostic) = Some(topic).filter(|topic| !topic.is_empty()).and_then(|_| unknown()) {
            return Err(Box::new(diagnostic));
        }
        let conflicts: Vec<&Conflict> = site.catalog.conflicts.of(topic).collect();
        self.room_for(conflicts.iter().map(|conflict| conflict.sides.len()).sum(), span)?;
        Ok(Target::Conflicts(conflicts.into_iter().map(|conflict| self.conflict(conflict)).collect()))
    }

    fn conflict(&mut self, conflict: &'a Conflict) -> ConflictTarget<'a> {
        let site = self.site;
        let times = self.conflicts.entry(&conflict.id).or_default();
        *times += 1;
        let occurrence = *times;
        let facts = conflict.sides.iter().map(|side| site.catalog.facts.by_number(side.fact?));
        let cited = facts.map(|fact| fact.map(|fact| self.cite_all(&fact.about.sources)).unwrap_or_default()).collect();
        let why = self.words(conflict.why.get(self.lang));
        ConflictTarget { conflict, occurrence, cited, why }
    }

    fn cite_all(&mut self, sources: &[Text]) -> Vec<Citation> {
        let mut citations = Vec::new();
        for source in sources {
            match self.site.catalog.bibliography.id(&source.text) {
                Some(work) => citations.push(self.cite(work)),
                None => self.diagnostics.push(self.site.catalog.bibliography.unknown(&source.text, source.span)),
            }
        }
        citations
    }

    /// A text of a table as a part of its own, outside the list of parts.
    fn words(&mut self, fragment: Option<&'a Option<Fragment>>) -> Option<Part<'a>> {
        let Fragment { lang, document } = fragment?.as_ref()?;
        if let Some(heading) = document.headings.first() {
            let message = "a heading cannot stand in data";
            self.diagnostics.push(Diagnostic::new(Code::NotAlone, document.heading_span(heading), message));
        }
        let index = self.part(PartOrigin::Fragment, document, 0..document.ops().len(), *lang);
        // Captions show no blocks, so that nothing was added behind it.
        (index + 1 == self.parts.len()).then(|| self.parts.pop())?
    }

    /// The picture that stands for the page, if its front matter names one.
    fn image(&mut self, id: PageId) -> Option<String> {
        let entry = self.site.catalog.entry(id)?;
        let image = entry.front.image.as_ref()?;
        let found = match scheme_of(&image.text).filter(|scheme| !matches!(scheme.as_str(), "http" | "https")) {
            Some(scheme) => {
                let message = format!("an image cannot have the scheme `{scheme}`");
                Err(Box::new(
                    Diagnostic::new(Code::UrlScheme, image.span, message).help("images are files, or on the web"),
                ))
            }
            None => {
                let context = Context { document: &entry.document, lang: entry.text_lang, origin: PartOrigin::Page };
                link::image(self.site, &image.text, self.place(context, image.span), false)
            }
        };
        match found {
            Ok(target) if !target.external => Some(format!("{}{}", self.site.config.base.origin(), target.src)),
            Ok(target) => Some(target.src),
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
            if !shown && self.site.catalog.blocks.has(wanted) {
                let message = format!("a page of the kind `{}` shows the block `{wanted}`", kind.text);
                let help = format!("put `[](block:{wanted})` on a line of its own");
                self.diagnostics.push(Diagnostic::new(Code::MissingBlock, kind.span, message).help(help));
            }
        }
    }
}

/// The page and the heading of a question, for a reader of `lang`.
fn find_question<'a>(
    site: &'a Site,
    dest: &str,
    span: Span,
    lang: LangId,
) -> Result<(PageId, &'a Entry, usize), Box<Diagnostic>> {
    let (path, id) = dest.split_once('#').unwrap_or((dest, ""));
    let path = link::folder_name(path.trim_start_matches('/'));
    let unknown = |message: String, help: Option<String>| {
        Box::new(Diagnostic::new(Code::UnknownQuestion, span, message).maybe_help(help))
    };
    let page = site.catalog.page_for(path, lang, &site.config);
    let Some((page, entry)) = page.and_then(|page| site.catalog.entry(page).map(|entry| (page, entry))) else {
        let help = site.catalog.nearest_path(path).map(|path| format!("did you mean `{path}`?"));
        return Err(unknown(format!("there is no page `{path}`"), help));
    };
    let name = |heading: usize| {
        let heading = entry.document.headings.get(heading)?;
        Some(entry.document.text(&site.sources, heading.id))
    };
    let second = || site.catalog.heading_of_second_id(entry, id, &site.sources);
    let named = entry.document.questions().find(|heading| name(*heading) == Some(id));
    let same = || second().filter(|heading| entry.document.questions().any(|question| question == *heading));
    if let Some(heading) = named.or_else(same) {
        return Ok((page, entry, heading));
    }
    let names: Vec<&str> = entry.document.questions().filter_map(name).collect();
    let help = suggestion(id, names.iter().copied())
        .unwrap_or_else(|| "questions are the headings one level below a heading with `{.faq}`".to_owned());
    Err(unknown(format!("there is no question `{id}` in `{path}`"), Some(help)))
}

/// The folder of a file below `content/`.
fn folder(site: &Site, source: SourceId) -> &str {
    let path = &site.sources.get(source).path;
    let inside = path.strip_prefix("content/").unwrap_or(path);
    inside.rsplit_once('/').map_or("", |(folder, _)| folder)
}
