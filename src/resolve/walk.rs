//! Goes through the references of a page in the order in which a reader meets them.

use super::link;
use super::own;
use super::place::{LinkContext, folder_of};
use super::room::{self, Piece, Room, Stretch};
use super::{
    Citation, Cited, ConflictTarget, Lead, Page, Part, PartOrigin, PersonTarget, Site, StudiesTarget, StudyTarget,
    TableTarget, Target, Targets,
};
use super::{display, question};
use crate::asset::Ask;
use crate::bibliography::{Followed, People, TOML, Weight, Work, WorkId, topic_of};
use crate::catalog::people::{About, Person, PersonId};
use crate::catalog::{self, Block, Entry, PageId};
use crate::config::{LangId, PEOPLE, Stale};
use crate::data::Text;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::document::{Document, Kind, MAX_DEPTH, Op, Tag};
use crate::facts::{
    ConflictId, Fragment, Fragments, Place, Quote, Table, TableId, Visible, check_quote, split_quote, unasked_end,
};
use crate::source::Span;
use std::collections::{HashMap, HashSet};
use std::ops::Range;
use std::sync::Arc;

/// The most texts that one page can be put together from.
const MAX_PARTS: usize = catalog::MAX_SHOWN;

/// A page with the targets of everything it refers to; `None` if it would be too large.
pub(super) fn page(site: &Site, id: PageId, diagnostics: &mut Diagnostics) -> Option<Page> {
    let entry = site.catalog.entry(id);
    if !entry.stands_in() {
        return walked(site, id, diagnostics);
    }
    let mut found = Diagnostics::new();
    let page = walked(site, id, &mut found);
    diagnostics.extend(elsewhere(site, entry, found));
    page
}

/// That a page is too large, and what makes it so.
pub fn page_too_large(site: &Site, id: PageId) -> Diagnostic {
    let (entry, mut found) = (site.catalog.entry(id), Diagnostics::new());
    let mut walk = Walk::new(site, entry.lang, Some(id), &mut found);
    walk.whole_page(entry);
    walk.room.too_large("the page", entry.front.title.span)
}

/// What was found on a page that shows another's text, and is no mistake of the other page: it says where it comes up.
fn elsewhere(site: &Site, entry: &Entry, found: Diagnostics) -> Diagnostics {
    if found.is_empty() {
        return found;
    }
    let mut there = Diagnostics::new();
    if let Some(other) = site.catalog.page(&entry.path, entry.text_lang) {
        walked(site, other, &mut there);
    }
    let mut known: HashMap<(Code, Span), Diagnostic> = HashMap::new();
    for diagnostic in there {
        known.entry((diagnostic.code, diagnostic.span)).or_insert(diagnostic);
    }
    let code = site.config.code(entry.lang);
    let tell = |mut diagnostic: Diagnostic| {
        if let Some(known) = known.get(&(diagnostic.code, diagnostic.span)) {
            return known.clone();
        }
        diagnostic.message.push_str(&format!(", where it is shown in `{code}`"));
        diagnostic
    };
    found.into_iter().map(tell).collect()
}

fn walked(site: &Site, id: PageId, diagnostics: &mut Diagnostics) -> Option<Page> {
    let entry = site.catalog.entry(id);
    let mut walk = Walk::new(site, entry.lang, Some(id), diagnostics);
    walk.whole_page(entry);
    if walk.room.is_full() {
        let found = walk.room.too_large("the page", entry.front.title.span);
        walk.diagnostics.push(found);
        return None;
    }
    let image = walk.image(id);
    let files = walk.take_files();
    let Walk { mut parts, mut cited, .. } = walk;
    parts.shrink_to_fit();
    cited.shrink_to_fit();
    Some(Page { id, lang: entry.lang, parts, cited, files, image })
}

/// A text outside any page, for a reader of `lang`: a definition, a table that a template asks for; and the files that it
/// needs.
pub fn fragment(
    site: &Site,
    fragment: &Fragment,
    lang: LangId,
    diagnostics: &mut Diagnostics,
) -> (Vec<Part>, Vec<Ask>) {
    let mut walk = Walk::new(site, lang, None, diagnostics);
    walk.part(PartOrigin::Fragment, &fragment.document, 0..fragment.document.ops().len(), fragment.lang);
    if walk.room.is_full() {
        walk.room.note(Piece::Text, walk.own);
        let found = walk.room.too_large("the text", Span::file(fragment.document.source));
        walk.diagnostics.push(found);
    }
    let files = walk.take_files();
    (walk.parts, files)
}

/// A block outside any page, for a reader of `lang`, and the files that it needs.
pub(super) fn block(
    site: &Site,
    block: &Block,
    id: &str,
    lang: LangId,
    diagnostics: &mut Diagnostics,
) -> (Vec<Part>, Vec<Ask>) {
    let mut walk = Walk::new(site, lang, None, diagnostics);
    walk.part(PartOrigin::Block { id: id.into() }, &block.document, 0..block.document.ops().len(), block.lang);
    let files = walk.take_files();
    (walk.parts, files)
}

/// A table outside any page, and the files that it needs. Its mistakes are reported by [`check_unshown`].
pub fn table(site: &Site, table: &Table, lang: LangId) -> (TableTarget, Vec<Ask>) {
    let mut found = Diagnostics::new();
    let mut walk = Walk::new(site, lang, None, &mut found);
    let target = walk.table(table);
    (target, walk.take_files())
}

/// Resolves what no page may show, so that its mistakes are found too: blocks, definitions, what is said of works, tables.
pub fn check_unshown(site: &Site, diagnostics: &mut Diagnostics) {
    for lang in site.config.languages.ids() {
        for id in site.catalog.blocks.ids() {
            if let Some(own) = site.catalog.blocks.own(id, lang) {
                block(site, own, id, lang, diagnostics);
            }
        }
        for definition in site.catalog.glossary.iter().filter_map(|term| term.definitions.get(lang)?.as_ref()) {
            fragment(site, definition, lang, diagnostics);
        }
        let of_works = site.catalog.bibliography.iter().flat_map(Work::fragments);
        for words in of_works.filter_map(|words| of(words, lang)) {
            fragment(site, words, lang, diagnostics);
        }
        let of_people = site.catalog.people.iter().flat_map(Person::fragments);
        for words in of_people.filter_map(|words| of(words, lang)) {
            fragment(site, words, lang, diagnostics);
        }
        for table in site.catalog.tables.iter() {
            Walk::new(site, lang, None, diagnostics).table(table);
        }
        for conflict in site.catalog.conflicts.of("") {
            Walk::new(site, lang, None, diagnostics).conflict(conflict);
        }
    }
    display::check(site, diagnostics);
}

/// The text of data that readers of a language get, if there is one.
fn of(fragments: &Fragments, lang: LangId) -> Option<&Fragment> {
    fragments.get(lang)?.as_ref()
}

struct Walk<'a, 'd> {
    site: &'a Site,
    lang: LangId,
    page: Option<PageId>,
    parts: Vec<Part>,
    cited: Vec<Cited>,
    /// The place of each work among those that are cited.
    cited_at: HashMap<WorkId, usize>,
    /// How often each table, each conflict, and the table of the studies of each topic was shown.
    tables: HashMap<TableId, u32>,
    conflicts: HashMap<ConflictId, u32>,
    studies: HashMap<&'a str, u32>,
    /// How often grades were explained.
    grades: u32,
    /// How often each of those who answer for the site was shown.
    people: HashMap<PersonId, u32>,
    files: Vec<Ask>,
    /// The text that is gone through, in which the others stand; none for a text of data.
    first: Option<&'a Document>,
    room: Room<'a>,
    /// What the part that is gone through takes itself.
    own: usize,
    /// The ids that authors gave to headings of the page and its blocks, and the file of each; none before the first
    /// block.
    ids: Option<HashMap<&'a str, Span>>,
    /// The blocks and questions that are being gone through.
    open: Vec<Open<'a>>,
    diagnostics: &'d mut Diagnostics,
}

/// What can contain itself.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Open<'a> {
    Block(&'a str),
    Question(PageId, usize),
}

/// What kind of text references stand in.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Origin {
    Page,
    Block,
    Question(PageId),
    Fragment,
}

/// The text that references stand in.
#[derive(Clone, Copy)]
struct Context<'a> {
    document: &'a Arc<Document>,
    /// The language of the text.
    lang: LangId,
    origin: Origin,
}

/// Whether what a link to a fact quotes is written otherwise in other languages.
fn by_language(site: &Site, dest: &str) -> bool {
    let facts = &site.catalog.facts;
    let Some(id) = facts.id(dest.split('?').next().unwrap_or_default()) else { return false };
    let mut texts = site.config.languages.ids().map(|lang| facts.text(id, lang, &site.messages));
    let first = texts.next();
    texts.any(|text| Some(text) != first)
}

/// Of a text for every language nobody can write a value in one of them.
fn for_all(found: Diagnostic, dest: &str) -> Box<Diagnostic> {
    if found.code != Code::FactMismatch {
        return Box::new(found);
    }
    let message = format!("the text is for every language, and `{dest}` is not written in one way in all of them");
    let help = format!("write it by language, or let each fill in its own, `[](fact:{dest})`");
    Box::new(Diagnostic { message, fix: None, help: Some(help), ..found })
}

impl Origin {
    fn of(origin: &PartOrigin) -> Origin {
        match origin {
            PartOrigin::Page => Origin::Page,
            PartOrigin::Block { .. } => Origin::Block,
            PartOrigin::Question { page, .. } => Origin::Question(*page),
            PartOrigin::Fragment => Origin::Fragment,
        }
    }
}

impl<'a, 'd> Walk<'a, 'd> {
    fn new(site: &'a Site, lang: LangId, page: Option<PageId>, diagnostics: &'d mut Diagnostics) -> Walk<'a, 'd> {
        let (parts, cited, open) = (Vec::new(), Vec::new(), Vec::new());
        let (cited_at, tables, conflicts, studies) = (HashMap::new(), HashMap::new(), HashMap::new(), HashMap::new());
        let (room, own, ids, files, first) = (Room::default(), 0, None, Vec::new(), None);
        Walk {
            site,
            lang,
            page,
            parts,
            cited,
            cited_at,
            tables,
            conflicts,
            studies,
            grades: 0,
            people: HashMap::new(),
            files,
            first,
            room,
            own,
            ids,
            open,
            diagnostics,
        }
    }

    /// Goes through the text of a page and all that it shows.
    fn whole_page(&mut self, entry: &'a Entry) {
        let range = 0..entry.document.ops().len();
        self.part(PartOrigin::Page, &entry.document, range, entry.text_lang);
    }

    /// The files that were asked for, each once for each way of asking.
    fn take_files(&mut self) -> Vec<Ask> {
        let mut files = std::mem::take(&mut self.files);
        files.sort_unstable();
        files.dedup();
        files.shrink_to_fit();
        files
    }

    /// Adds a part and everything that it shows; returns its index.
    fn part(&mut self, origin: PartOrigin, document: &'a Arc<Document>, range: Range<usize>, lang: LangId) -> usize {
        let index = self.parts.len();
        let Stretch { bytes, references } = Stretch::of(document, range.clone());
        let outer = std::mem::take(&mut self.own);
        self.take(bytes);
        let context = Context { document, lang, origin: Origin::of(&origin) };
        let (targets, shown) = (Targets::default(), Arc::clone(document));
        if index == 0 && context.origin != Origin::Fragment {
            self.first = Some(document);
        }
        self.parts.push(Part { origin: origin.clone(), document: shown, range: range.clone(), lang, targets });
        if !document.references.is_empty() {
            let mut targets = Targets::new(references);
            let mut shown = HashSet::new();
            self.ops(context, range, Some(&mut shown), &mut targets);
            self.unshown_footnotes(context, &shown);
            targets.sort();
            if let Some(part) = self.parts.get_mut(index) {
                part.targets = targets;
            }
        }
        let own = std::mem::replace(&mut self.own, outer);
        match &origin {
            PartOrigin::Page => self.room.note(Piece::Text, own),
            // The piece is noted under the name that the catalog keeps.
            PartOrigin::Block { id } => {
                let known = self.site.catalog.blocks.name(id);
                self.room.note(Piece::Block(known), own);
            }
            PartOrigin::Question { page, heading } => {
                let page = self.site.catalog.entry(*page).path.as_str();
                let id = document.headings.get(*heading).map_or("", |of| document.text(&self.site.sources, of.id));
                self.room.note(Piece::Question(page, id), own);
            }
            // What shows it counts it.
            PartOrigin::Fragment => self.own += own,
        }
        index
    }

    /// Takes room for what the part that is gone through shows itself.
    fn take(&mut self, bytes: usize) {
        self.own = self.own.saturating_add(bytes);
        self.room.take(bytes);
    }

    /// Resolves the references of some operations, then those of the footnotes that they refer to, in order. `shown` are
    /// the footnotes that have been gone through; without it none is.
    fn ops(
        &mut self,
        context: Context<'a>,
        range: Range<usize>,
        mut shown: Option<&mut HashSet<usize>>,
        targets: &mut Targets,
    ) {
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
                        let is_new = shown.as_mut().is_some_and(|shown| shown.insert(number));
                        waiting.extend(footnote.filter(|_| is_new).map(|footnote| footnote.text()));
                        continue;
                    }
                    Op::Refer(index) | Op::Address(index) | Op::Open(Tag::Link | Tag::Term, index) => {
                        (*index as usize, 1)
                    }
                    Op::Cite { first, count } => (*first as usize, count.get() as usize),
                    Op::Open(..)
                    | Op::Close(..)
                    | Op::Text { .. }
                    | Op::Code { .. }
                    | Op::Html { .. }
                    | Op::SoftBreak
                    | Op::HardBreak
                    | Op::Rule
                    | Op::Task(_) => continue,
                };
                for at in first..first + count {
                    if self.room.is_full() {
                        return;
                    }
                    let target = self.target(context, at);
                    self.take(self.size(context, at, &target));
                    targets.set(at, target);
                }
            }
        }
    }

    /// What a target takes besides what has been taken for it.
    fn size(&self, context: Context<'a>, at: usize, target: &Target) -> usize {
        let site = self.site;
        let reference = context.document.references.get(at);
        match target {
            Target::Link { lead, tail, .. } => {
                tail.len()
                    + match lead {
                        Lead::Page(id) | Lead::Anchor(Some(id)) => site.catalog.entry(*id).route.len(),
                        Lead::Anchor(None) | Lead::File(_) => 0,
                        Lead::Away | Lead::Other => {
                            reference.map_or(0, |of| context.document.text(&site.sources, of.dest).len())
                        }
                    }
            }
            Target::Term(id) => site.catalog.glossary.get(*id).id.len(),
            Target::Image(image) => {
                let text = reference.map_or(0, |of| context.document.text(&site.sources, of.text).len());
                image.src.len() + text
            }
            Target::Fact { id, form } => {
                let text = site.catalog.facts.form(*id, context.lang, *form, &site.messages);
                text.map_or(0, str::len) + reference.map_or(0, |of| context.document.text(&site.sources, of.dest).len())
            }
            Target::Citation(citation) => room::of_citation(&site.catalog.bibliography.get(citation.work).key),
            Target::Grades { .. } => room::GRADES,
            Target::Table(_)
            | Target::Conflicts(_)
            | Target::Studies(_)
            | Target::People(_)
            | Target::Part(_)
            | Target::AsWritten
            | Target::None => 0,
        }
    }

    /// Finds the mistakes of footnotes that nothing refers to. What they cite does not count.
    fn unshown_footnotes(&mut self, context: Context<'a>, shown: &HashSet<usize>) {
        if !matches!(context.origin, Origin::Page | Origin::Block) {
            return;
        }
        let (page, asked) = (self.page.take(), self.files.len());
        for (number, footnote) in context.document.footnotes.iter().enumerate() {
            if !shown.contains(&number) {
                self.ops(context, footnote.text(), None, &mut Targets::default());
            }
        }
        self.page = page;
        // What nobody sees needs no files.
        self.files.truncate(asked);
    }

    fn place<'p>(&self, context: Context<'p>, span: Span) -> LinkContext<'p>
    where
        'a: 'p,
    {
        let own = match context.origin {
            Origin::Question(page) => Some(page),
            Origin::Page | Origin::Block | Origin::Fragment => self.page,
        };
        let folder = folder_of(&self.site.sources.get(context.document.source).path);
        LinkContext { span, lang: self.lang, written: context.lang, shown: self.page, own, folder }
    }

    fn target(&mut self, context: Context<'a>, at: usize) -> Target {
        let Some(reference) = context.document.references.get(at) else { return Target::None };
        let site = self.site;
        let dest = context.document.text(&site.sources, reference.dest);
        let span = context.document.span(reference);
        if reference.kind.alone().is_some() && context.origin == Origin::Fragment {
            let message = "what stands alone, as a table or a block, cannot stand in data";
            self.diagnostics.push(Diagnostic::new(Code::NotAlone, span, message));
            return Target::None;
        }
        let found = match reference.kind {
            Kind::Link => self.link(dest, self.place(context, span)).inspect(|target| {
                if let Target::Link { lead: Lead::File(id), .. } = target {
                    self.files.push(Ask::File(*id));
                }
            }),
            Kind::Image => link::image(site, dest, self.place(context, span), true).map(|target| {
                self.diagnostics.extend(link::without_size(dest, &target, span));
                if let Lead::File(id) = target.lead {
                    self.files.push(Ask::Picture(id));
                }
                Target::Image(Box::new(target))
            }),
            Kind::Fact => {
                let written = context.document.text(&site.sources, reference.text);
                let visible = Visible::of(context.document, reference, &site.sources, true);
                let quote = Quote { dest, written, span, visible, lang: context.lang };
                let checked = check_quote(&site.catalog.facts, quote, &site.messages);
                let checked = checked.map_err(|found| match context.document.is_for_all && by_language(site, dest) {
                    true => for_all(*found, dest),
                    false => found,
                });
                checked.map(|quoted| {
                    self.diagnostics.extend(unasked_end(&site.catalog.facts, quote, quoted, &site.messages));
                    Target::Fact { id: quoted.fact, form: quoted.form }
                })
            }
            Kind::Citation => match site.catalog.bibliography.id(dest) {
                Some(work) => Ok(Target::Citation(self.cite(work))),
                None => Err(Box::new(site.catalog.bibliography.unknown(dest, span))),
            },
            Kind::Term => match site.catalog.glossary.id(dest) {
                Some(term) => Ok(Target::Term(term)),
                None => Err(Box::new(site.catalog.glossary.unknown(dest, span))),
            },
            Kind::Table => self.table_reference(dest, span),
            Kind::Block => self.block(dest, span),
            Kind::Faq => self.question(dest, span, context.lang),
            Kind::Conflicts => self.conflicts(dest, span),
            Kind::Studies => self.studies(dest, span),
            Kind::Grades => self.grades(dest, span),
            Kind::People => self.people(dest, span),
        };
        match found {
            Ok(target) => target,
            Err(diagnostic) => {
                self.diagnostics.push(*diagnostic);
                Target::None
            }
        }
    }

    fn table_reference(&mut self, dest: &str, span: Span) -> Result<Target, Box<Diagnostic>> {
        let (id, query) = split_quote(dest);
        let tables = &self.site.catalog.tables;
        if let Some(table) = tables.get(id) {
            let display = display::asked(self.site, table, query, span)?;
            let size = room::of_table(self.site, table, self.lang);
            let Some(table) = self.shown(Piece::Table(&table.id), size, |walk| walk.table(table)) else {
                return Ok(Target::None);
            };
            return Ok(Target::Table(Box::new(TableTarget { display, ..table })));
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

    fn link(&mut self, dest: &str, place: LinkContext<'_>) -> Result<Target, Box<Diagnostic>> {
        if let Some(own) = own::own_address(self.site, dest, place) {
            self.diagnostics.extend(own.told);
            return own.target;
        }
        match link::link(self.site, dest, place) {
            Err(found) if found.code == Code::WaitingPage => {
                self.diagnostics.push(*found);
                Ok(link::until_its_date(self.site, dest, place))
            }
            found => found,
        }
    }

    fn block(&mut self, id: &str, span: Span) -> Result<Target, Box<Diagnostic>> {
        let site = self.site;
        let page = self.page.map(|page| site.catalog.entry(page));
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
        self.may_show(span)?;
        self.check_ids(&block.document);
        // Its own mistakes are found where blocks are gone through one by one.
        if self.page.is_none() {
            return Ok(Target::None);
        }
        if !block.is_in_time {
            return Ok(Target::None);
        }
        self.open.push(Open::Block(known));
        let range = 0..block.document.ops().len();
        let part = self.part(PartOrigin::Block { id: known.into() }, &block.document, range, lang);
        self.open.pop();
        Ok(Target::Part(part))
    }

    /// Ids that the author gave to a block's heading and to another of the page.
    fn check_ids(&mut self, document: &'a Document) {
        let site = self.site;
        let explicit = |document: &'a Document| {
            let given = document.headings.iter().filter(|heading| heading.explicit);
            given.map(|heading| (document.text(&site.sources, heading.id), document.heading_span(heading)))
        };
        let first = self.first;
        let ids = self.ids.get_or_insert_with(|| {
            let mut ids = HashMap::new();
            for (id, span) in first.into_iter().flat_map(explicit) {
                ids.entry(id).or_insert(span);
            }
            ids
        });
        for (id, span) in explicit(document) {
            let known = *ids.entry(id).or_insert(span);
            // A block that is shown twice is no other.
            if known.source != span.source {
                let diagnostic = Diagnostic::new(Code::DuplicateId, span, format!("the id `{id}` is taken"));
                self.diagnostics.push(diagnostic.related(known, "first here"));
            }
        }
    }

    /// That there is room for one more text inside of those that are open.
    fn may_show(&self, span: Span) -> Result<(), Box<Diagnostic>> {
        if self.parts.len() >= MAX_PARTS {
            let message = format!("the page is put together from more than {MAX_PARTS} texts");
            return Err(Box::new(
                Diagnostic::new(Code::TooDeep, span, message).help("show fewer blocks inside blocks"),
            ));
        }
        if self.open.len() >= MAX_DEPTH {
            let message = format!("blocks and questions are shown inside each other over more than {MAX_DEPTH} levels");
            let help = "show the inner ones on the page itself";
            return Err(Box::new(Diagnostic::new(Code::TooDeep, span, message).help(help)));
        }
        Ok(())
    }

    /// What is made of a piece that takes so many bytes; `None` if there is no room for it.
    fn shown<T>(&mut self, piece: Piece<'a>, size: usize, make: impl FnOnce(&mut Self) -> T) -> Option<T> {
        let outer = std::mem::take(&mut self.own);
        self.take(size);
        let made = (!self.room.is_full()).then(|| make(self));
        let own = std::mem::replace(&mut self.own, outer);
        self.room.note(piece, own);
        made
    }

    /// `faq:guide/faq#cost`: the page from `content/`, and the question on it. A page that stands in shows that of its
    /// own language where the reader's has none.
    fn question(&mut self, dest: &str, span: Span, written: LangId) -> Result<Target, Box<Diagnostic>> {
        let site = self.site;
        self.may_show(span)?;
        let own = || question::find(site, dest, span, self.lang);
        let stands_in = self.page.map(|page| site.catalog.entry(page)).is_some_and(Entry::stands_in);
        let of_text =
            |wrong| if stands_in { question::find(site, dest, span, written).or(Err(wrong)) } else { Err(wrong) };
        let (page, entry, heading) = own().or_else(of_text)?;
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

    fn table(&mut self, table: &'a Table) -> TableTarget {
        let times = self.tables.entry(table.number).or_default();
        *times += 1;
        let occurrence = *times;
        let caption = self.words(of(&table.captions, self.lang));
        // In the order in which a reader meets them: the cells, the note, the table's own, the remarks.
        let (own, inside): (Vec<_>, Vec<_>) = table.sources().partition(|(place, _)| *place == Place::Table);
        let mut cited: Vec<_> = inside.into_iter().map(|(place, sources)| (place, self.cite_all(sources))).collect();
        let note = self.words(of(&table.notes, self.lang));
        cited.extend(own.into_iter().map(|(place, sources)| (place, self.cite_all(sources))));
        let remarks = table.remarks(&self.site.catalog.facts, self.lang);
        let remarks: Vec<_> =
            remarks.filter_map(|(row, column, text)| Some((row, column, self.words(Some(text))?))).collect();
        let display = display::usual(self.site, table);
        TableTarget { id: table.number, display, occurrence, caption, note, cited, remarks }
    }

    /// The conflicts of a topic of the site, or all of them.
    fn conflicts(&mut self, topic: &'a str, span: Span) -> Result<Target, Box<Diagnostic>> {
        let site = self.site;
        let unknown = || site.config.unknown_topic(topic, span);
        if let Some(diagnostic) = Some(topic).filter(|topic| !topic.is_empty()).and_then(|_| unknown()) {
            return Err(Box::new(diagnostic));
        }
        let conflicts = site.catalog.conflicts.of(topic);
        if conflicts.is_empty() && !topic.is_empty() {
            let message = format!("no conflict is declared of the topic `{topic}`: this shows nothing");
            let help = format!("delete it, or give a `[[conflict]]` the key `topic = \"{topic}\"`");
            return Err(Box::new(Diagnostic::new(Code::Misread, span, message).help(help)));
        }
        let sizes = conflicts.iter().map(|of| room::of_conflict(site, site.catalog.conflicts.get(*of), self.lang));
        let size = sizes.sum();
        let shown =
            self.shown(Piece::Conflicts, size, |walk| conflicts.into_iter().map(|of| walk.conflict(of)).collect());
        Ok(shown.map_or(Target::None, Target::Conflicts))
    }

    fn conflict(&mut self, id: ConflictId) -> ConflictTarget {
        let site = self.site;
        let conflict = site.catalog.conflicts.get(id);
        let times = self.conflicts.entry(id).or_default();
        *times += 1;
        let occurrence = *times;
        let facts = conflict.sides.iter().map(|side| Some(site.catalog.facts.get(side.fact?)));
        let cited = facts.map(|fact| fact.map(|fact| self.cite_all(&fact.about.sources)).unwrap_or_default()).collect();
        let why = self.words(of(&conflict.why, self.lang));
        ConflictTarget { conflict: id, occurrence, cited, why }
    }

    /// The works of a topic that tell what they found, or all of them.
    fn studies(&mut self, dest: &'a str, span: Span) -> Result<Target, Box<Diagnostic>> {
        let site = self.site;
        let misread =
            |message: String, help: String| Box::new(Diagnostic::new(Code::Misread, span, message).help(help));
        let usual = "write `[](references:table)`, or `[](references:table?topic=…)` for one topic";
        let topic = topic_of(dest).map_err(|message| misread(message, usual.to_owned()))?;
        if let Some(unknown) = topic.and_then(|topic| site.config.unknown_topic(topic, span)) {
            return Err(Box::new(unknown));
        }
        let works = site.catalog.bibliography.studies(topic);
        if works.is_empty() && !site.catalog.bibliography.is_vague() {
            let message = "no reference says what it found: this shows nothing".to_owned();
            let of_topic = topic.map(|topic| format!(" and `topics = [\"{topic}\"]`")).unwrap_or_default();
            let help = format!("give one `people`, `followed`, `result` or `limit`{of_topic} in `{TOML}`");
            return Err(misread(message, help));
        }
        let size = works.iter().map(|id| room::of_study(site.catalog.bibliography.get(*id))).sum();
        let shown = self.shown(Piece::Studies, size, |walk| walk.all_studies(topic, works));
        Ok(shown.map_or(Target::None, |studies| Target::Studies(Box::new(studies))))
    }

    fn all_studies(&mut self, topic: Option<&'a str>, works: &[WorkId]) -> StudiesTarget {
        let times = self.studies.entry(topic.unwrap_or_default()).or_default();
        *times += 1;
        let occurrence = *times;
        let studies = works.iter().map(|id| self.study(*id)).collect();
        StudiesTarget { topic: topic.map(Into::into), occurrence, studies }
    }

    fn study(&mut self, id: WorkId) -> StudyTarget {
        let work = self.site.catalog.bibliography.get(id);
        let citation = self.cite(id);
        let mut words = |fragments: &'a Fragments| self.words(of(fragments, self.lang));
        let Weight { people, followed, comparison, result, limit, .. } = &work.weight;
        let people = match people {
            Some(People::Words(people)) => words(people),
            Some(People::Number(_)) | None => None,
        };
        let comparison = words(comparison);
        let followed = match followed {
            Some(Followed::Words(followed)) => words(followed),
            Some(Followed::Time(_)) | None => None,
        };
        StudyTarget { citation, people, comparison, followed, result: words(result), limit: words(limit) }
    }

    /// What the grades of evidence mean.
    fn grades(&mut self, dest: &str, span: Span) -> Result<Target, Box<Diagnostic>> {
        if !dest.is_empty() {
            let message = format!("`evidence:` explains all grades, and `{dest}` names nothing");
            return Err(Box::new(Diagnostic::new(Code::Misread, span, message).help("write `[](evidence:)`")));
        }
        self.grades += 1;
        Ok(Target::Grades { occurrence: self.grades })
    }

    /// Everybody who answers for the site, or one.
    fn people(&mut self, dest: &str, span: Span) -> Result<Target, Box<Diagnostic>> {
        let all = &self.site.catalog.people;
        if all.is_vague {
            return Ok(Target::None);
        }
        let chosen: Vec<PersonId> = match all.id(dest) {
            Some(one) => vec![one],
            None if dest.is_empty() => all.ids().collect(),
            None => return Err(Box::new(all.unknown(dest, span))),
        };
        if chosen.is_empty() {
            let help = format!("say in `{PEOPLE}` who answers for the site");
            let message = "`people:` names nobody: this shows nothing";
            return Err(Box::new(Diagnostic::new(Code::Misread, span, message).help(help)));
        }
        let size = chosen.len() * room::PERSON;
        let shown = self.shown(Piece::People, size, |walk| chosen.into_iter().map(|id| walk.person(id)).collect());
        Ok(shown.map_or(Target::None, Target::People))
    }

    fn person(&mut self, id: PersonId) -> PersonTarget {
        let person = self.site.catalog.people.get(id);
        let times = self.people.entry(id).or_default();
        *times += 1;
        let occurrence = *times;
        let about = About::ALL.map(|about| self.words(of(person.about(about), self.lang)));
        PersonTarget { person: id, occurrence, about }
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
    fn words(&mut self, fragment: Option<&'a Fragment>) -> Option<Part> {
        let Fragment { lang, document } = fragment?;
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
        let entry = self.site.catalog.entry(id);
        let image = entry.front.image.as_ref()?;
        let context = Context { document: &entry.document, lang: entry.text_lang, origin: Origin::Page };
        let found = link::sharing_image(self.site, image, self.place(context, image.span));
        match found {
            Ok((address, file)) => {
                self.files.extend(file.map(Ask::File));
                Some(address)
            }
            Err(diagnostic) => {
                self.diagnostics.push(*diagnostic);
                None
            }
        }
    }
}
