//! Everything of the site that has a name: pages, blocks, references, terms, topics, beside tables and facts; and the
//! addresses and orders that follow from the names. Made once, then only asked.

mod addressed;
mod anchor;
mod anchors;
mod block;
mod changed;
mod collate;
mod counterpart;
mod file;
mod front;
mod glossary;
mod index;
mod names;
mod order;
mod page;
mod parsed;
pub mod people;
mod route;
mod stand_in;
mod texts;

pub use anchor::Anchor;
pub use block::{Block, Blocks, MAX_SHOWN, Short};
pub use counterpart::{Mismatch, mismatch};
pub use file::{language_of_page, name_of_page};
pub use glossary::{Glossary, Term, TermId};
pub use index::{Heading, Index};
pub use order::{Folder, MenuHeading, MenuItem};
pub use page::{Entry, HeldBack, PageId, Withheld, quotations as quotations_of_line};
pub use parsed::Texts;

/// The addresses of what is generated.
pub mod routes {
    pub use super::route::{Routes, SEARCH, TABLE_FORMATS, alias, file, language, numbered, search, table, topic};
}

use crate::address::Fault;
use crate::bibliography::{self, Bibliography};
use crate::config::{self, Config, KindId, LangId, LastChange, Levels, TopicId, unportable};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Names};
use crate::document::{Document, Kind, reading_of_ruby, without_ruby};
use crate::facts::{self, Conflicts, Evidence, Facts, Tables};
use crate::id::IndexVec;
use crate::messages::Messages;
use crate::moment::Moment;
use crate::source::{FileType, Flaw, Kind as FileKind, SourceId, Sources, Span, kind_of};
use crate::translation::{self, DataTexts, Origins, Stamped, States, Translation, Written};
use jiff::Timestamp;
use page::Parsed;
use parsed::Taken;
use people::People;
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::ops::{Deref, Range};
use std::sync::Arc;

/// What the build was asked for, as far as it decides which pages there are.
#[derive(Debug, Clone, Copy)]
pub struct Scope {
    /// Drafts and pages dated in the future are published too.
    pub drafts: bool,
    pub now: Timestamp,
}

/// All names of the site. Copies share the pages, and all that is beside them.
#[derive(Debug, Clone)]
pub struct Catalog {
    /// In the order of path and language.
    pages: IndexVec<PageId, Arc<Entry>>,
    beside: Arc<Beside>,
}

impl Deref for Catalog {
    type Target = Beside;

    fn deref(&self) -> &Beside {
        &self.beside
    }
}

/// What the catalog has beside its pages. It stays as it is while a page changes nothing but its text.
#[derive(Debug)]
pub struct Beside {
    by_path: HashMap<String, Vec<(LangId, PageId)>>,
    path_names: Names,
    addressed: addressed::Addressed,
    /// What is a draft, or dated in the future.
    held_back: BTreeMap<String, BTreeMap<LangId, HeldBack>>,
    /// The texts of pages that are not shown.
    pub withheld: Vec<Withheld>,
    /// The first moment after which another build differs, if the files stay as they are.
    pub next: Option<Timestamp>,
    pub origins: Origins,
    /// Whether anything depends on what the history of the files answers.
    pub asks_history: bool,
    pub blocks: Blocks,
    pub tables: Tables,
    /// The texts that stand in files beside those of data.
    pub data: Vec<DataTexts>,
    pub facts: Facts,
    pub conflicts: Conflicts,
    pub bibliography: Bibliography,
    /// The grades of evidence that facts and works rest on.
    pub grades: BTreeSet<Evidence>,
    pub glossary: Glossary,
    /// Who answers for the site.
    pub people: People,
    glossary_pages: IndexVec<LangId, Option<PageId>>,
    reference_pages: IndexVec<LangId, Option<PageId>>,
    folders: HashMap<(LangId, String), Folder>,
    folder_names: Names,
    neighbours: IndexVec<PageId, (Option<PageId>, Option<PageId>)>,
    /// The pages of each topic in each language.
    topics: IndexVec<TopicId, IndexVec<LangId, Vec<PageId>>>,
    /// The pages of each language by their readings.
    indexes: IndexVec<LangId, Index>,
    menus: IndexVec<LangId, Vec<MenuItem>>,
}

impl Catalog {
    /// What is known of a page.
    pub fn entry(&self, id: PageId) -> &Entry {
        self.pages.at(id)
    }

    /// Every page, in the order of path and language.
    pub fn pages(&self) -> impl Iterator<Item = (PageId, &Entry)> {
        self.pages.entries().map(|(id, page)| (id, page.as_ref()))
    }

    /// Every page that has a text of its own.
    pub fn written(&self) -> impl Iterator<Item = (PageId, &Entry)> {
        self.pages().filter(|(_, page)| !page.stands_in())
    }

    /// The page with this path in exactly this language.
    pub fn page(&self, path: &str, lang: LangId) -> Option<PageId> {
        self.by_path.get(path)?.iter().find(|(found, _)| *found == lang).map(|(_, id)| *id)
    }

    /// The page with this path for a reader of `lang`: along the language's chain, then in the source language, then
    /// in any.
    pub fn page_for(&self, path: &str, lang: LangId, config: &Config) -> Option<PageId> {
        let pages = self.by_path.get(path)?;
        config
            .chain(lang)
            .chain([config.source])
            .find_map(|lang| pages.iter().find(|(found, _)| *found == lang))
            .or(pages.first())
            .map(|(_, id)| *id)
    }

    /// Every language that a page is written in, in the order of the site's languages.
    pub fn translations(&self, path: &str) -> &[(LangId, PageId)] {
        self.by_path.get(path).map(Vec::as_slice).unwrap_or_default()
    }

    /// Every text that is translated: pages that have a file of their own, then blocks, in every language.
    pub fn ledger(&self) -> impl Iterator<Item = Written<'_>> {
        self.pages.iter().filter_map(|page| page.written()).chain(self.blocks.iter().map(Block::written))
    }

    /// The text of this name in exactly this language, if it has a file of its own.
    pub fn in_ledger(&self, name: &str, lang: LangId) -> Option<Written<'_>> {
        let block = || self.blocks.named(name, lang).map(Block::written);
        self.page(name, lang).and_then(|id| self.entry(id).written()).or_else(block)
    }

    /// The names of all texts that are translated, in order.
    pub fn names(&self) -> Vec<&str> {
        let mut names: Vec<&str> = self.ledger().map(|text| text.name).collect();
        names.sort_unstable();
        names.dedup();
        names
    }

    /// The texts of a file of data in a language, if they stand in a file of their own.
    pub fn data_in(&self, main: SourceId, lang: LangId) -> Option<&DataTexts> {
        // They come in this order.
        let at = self.data.binary_search_by_key(&(main, lang), |texts| (texts.main, texts.lang)).ok()?;
        self.data.get(at)
    }

    /// What a text was translated from, if that is there.
    pub fn source_of(&self, text: Written<'_>) -> Option<Written<'_>> {
        self.in_ledger(text.name, text.translation.of()?)
    }

    /// The path of a page that may have been meant by another. The front page, which has none, is near to any short one.
    pub fn nearest_path(&self, path: &str) -> Option<&str> {
        self.path_names.nearest(path, || self.by_path.keys().map(String::as_str).filter(|path| !path.is_empty()))
    }

    /// Why a page of this path is held back: in a language, or else in the first that has it.
    pub fn held_back(&self, path: &str, lang: LangId) -> Option<HeldBack> {
        let languages = self.held_back.get(path)?;
        languages.get(&lang).or_else(|| languages.values().next()).copied()
    }

    /// Whether this text of the ledger is held back.
    pub fn is_draft(&self, name: &str, lang: LangId) -> bool {
        self.held_back.get(name).is_some_and(|languages| languages.contains_key(&lang))
    }

    /// Until when each page waits that waits for its date.
    pub fn waiting(&self) -> impl Iterator<Item = Moment> {
        self.held_back.values().flat_map(BTreeMap::values).filter_map(|held| match held {
            HeldBack::Draft => None,
            HeldBack::Waits(until) => Some(*until),
        })
    }

    /// What becomes of a stale translation of a page: what the kind says of the page or of its original.
    pub fn stale_policy(&self, entry: &Entry, config: &Config) -> config::Stale {
        let original = self.page(&entry.path, self.origins.of(&entry.path)).map(|id| self.entry(id));
        let original = config.stale(original.and_then(|original| original.front.kind.as_ref()), entry.lang);
        config.stale(entry.front.kind.as_ref(), entry.lang).max(original)
    }

    /// Whether a page is meant for a language: its original may name the only ones.
    pub fn is_meant_for(&self, path: &str, lang: LangId) -> bool {
        let original = self.page(path, self.origins.of(path)).map(|id| &self.entry(id).front);
        original.is_none_or(|original| original.is_meant_for(lang))
    }

    /// The levels of codes on pages of kinds that have their own, by the files of the pages.
    pub fn levels_of_kinds<'a>(&self, config: &'a Config) -> HashMap<SourceId, &'a Levels> {
        let levels = |entry: &Entry| Some(&config.kinds.at(entry.kind?).levels).filter(|levels| !levels.is_empty());
        self.written().filter_map(|(_, entry)| Some((entry.source, levels(entry)?))).collect()
    }

    /// The front page of a language.
    pub fn home(&self, lang: LangId) -> Option<&Entry> {
        self.page("", lang).map(|id| self.entry(id))
    }

    /// The front page of a language; of one that has none, the first of its pages.
    pub fn first(&self, lang: LangId) -> Option<&Entry> {
        let top = || self.folder("", lang)?.children.first().map(|id| self.entry(*id));
        let any = || self.pages().map(|(_, page)| page).find(|page| page.lang == lang);
        self.home(lang).or_else(top).or_else(any)
    }

    /// The page of a language that shows the glossary.
    pub fn glossary_page(&self, lang: LangId) -> Option<PageId> {
        *self.glossary_pages.at(lang)
    }

    /// The page of a language that shows all references.
    pub fn reference_page(&self, lang: LangId) -> Option<PageId> {
        *self.reference_pages.at(lang)
    }

    /// What lies directly under a path in a language.
    pub fn folder(&self, path: &str, lang: LangId) -> Option<&Folder> {
        self.folders.get(&(lang, path.to_owned()))
    }

    /// The path that pages lie under, in any language, and that may have been meant by another.
    pub fn nearest_folder(&self, path: &str) -> Option<&str> {
        self.folder_names.nearest(path, || self.folders.keys().map(|(_, path)| path.as_str()))
    }

    /// The pages before and after a page among those of its folder.
    pub fn neighbours(&self, id: PageId) -> (Option<PageId>, Option<PageId>) {
        *self.neighbours.at(id)
    }

    /// The pages of a topic in a language, newest first.
    pub fn topic(&self, topic: TopicId, lang: LangId) -> &[PageId] {
        self.topics.at(topic).at(lang)
    }

    /// The pages of a language that readers may find, by their readings.
    pub fn index(&self, lang: LangId) -> &Index {
        self.indexes.at(lang)
    }

    /// All pages of a language, newest first.
    pub fn newest(&self, lang: LangId) -> Vec<PageId> {
        let of = self.pages().filter(|(_, page)| page.lang == lang && !page.expired);
        let mut pages: Vec<PageId> = of.map(|(id, _)| id).collect();
        order::sort_newest(&self.pages, &mut pages);
        pages
    }

    /// The menu of a language.
    pub fn menu(&self, lang: LangId) -> &[MenuItem] {
        self.menus.at(lang)
    }
}

/// Reads everything that has a name.
pub fn read(
    texts: Texts,
    sources: &Sources,
    (config, messages): (&Config, &Messages),
    scope: Scope,
    diagnostics: &mut Diagnostics,
) -> Catalog {
    let Taken { mut pages, mut blocks } = texts.take(diagnostics);
    let mut found = Diagnostics::new();
    let (tables, facts, conflicts) = facts::read(sources, config, &mut found);
    facts::check_units(&tables, config, messages, &mut found);
    let bibliography = bibliography::read(sources, config, &mut found);
    let glossary = glossary::read(sources, config, &mut found);
    let people = people::read(sources, config, &mut found);
    let of_facts = facts.iter().filter_map(|(_, fact)| fact.about.evidence);
    let grades = of_facts.chain(bibliography.iter().filter_map(|work| work.weight.design)).collect();
    let (data, data_asks_history) = translation::data_texts(sources, config, &mut found);
    diagnostics.extend(found);
    blocks.check_cycles(sources, config, diagnostics);

    // What is held back is written all the same: its translations have an original.
    let texts: Vec<Stamped> = pages.iter().map(Parsed::stamped).chain(blocks.iter().map(Block::stamped)).collect();
    let origins = Origins::read(&texts, config, diagnostics);
    let States { all: mut states, ask_history } =
        translation::states(&texts, &origins, sources, &config.translate_extra);
    blocks.set_translations(states.split_off(pages.len()));
    set_kinds(&mut pages, &origins, config);
    let asks_days = config.last_change == LastChange::Git;
    if asks_days {
        set_last_changes(&mut pages, (sources, config), diagnostics);
    }
    let moments = pages.iter().flat_map(|page| [page.front.date, page.front.updated, page.front.expires, page.due]);
    let moments = moments.chain(blocks.iter().flat_map(|block| [block.date, block.expires]));
    let opened = bibliography.iter().filter_map(|work| work.due(&config.time_zone));
    let next = moments.flatten().chain(opened).map(Moment::instant).filter(|instant| *instant > scope.now).min();
    blocks.set_time(scope.now);
    check_updated(&pages, scope.now, diagnostics);
    check_opened(&bibliography, config, scope.now, diagnostics);
    let mut held_back: BTreeMap<String, BTreeMap<LangId, HeldBack>> = BTreeMap::new();
    let mut hold = |name: String, lang, held| _ = held_back.entry(name).or_default().insert(lang, held);
    let mut withheld = Vec::new();
    let mut shown: (Vec<Parsed>, Vec<Translation>) = (Vec::new(), Vec::new());
    for (page, state) in pages.into_iter().zip(states) {
        match page::held_back(&page.front, scope.now).filter(|_| !scope.drafts) {
            Some(held) => {
                withheld.push(Withheld::of(&page));
                hold(page.file.path, page.file.lang, held);
            }
            None => {
                shown.0.push(page);
                shown.1.push(state);
            }
        }
    }
    let drafts = if scope.drafts { Vec::new() } else { blocks.hold_back_drafts() };
    drafts.into_iter().for_each(|(name, lang)| hold(name, lang, HeldBack::Draft));
    let (pages, states) = shown;
    let documents = pages.iter().map(|page| page.document.as_ref());
    check_kinds(&blocks, documents.collect(), (sources, config), diagnostics);
    let (pages, states) = stand_in::fill(pages, states, &origins, config, &mut withheld);
    let named = Named { facts: &facts, bibliography: &bibliography, glossary: &glossary, sources, messages, config };
    let pages = name_pages(pages, states, (named, scope.now), diagnostics);
    for page in &pages {
        check_names(page, config, diagnostics);
    }
    let mut by_path: HashMap<String, Vec<(LangId, PageId)>> = HashMap::new();
    for (id, page) in pages.entries() {
        by_path.entry(page.path.clone()).or_default().push((page.lang, id));
    }
    let shows = |template: &str| -> IndexVec<LangId, Option<PageId>> {
        let is = |page: &Arc<Entry>| page.front.template.as_ref().is_some_and(|name| name.text == template);
        let of = |lang| pages.position(|page| page.lang == lang && is(page));
        config.languages.ids().map(of).collect()
    };
    let (glossary_pages, reference_pages) = (shows("glossary.html"), shows("references.html"));
    let folders = order::folders(&pages);
    let neighbours = order::neighbours(&pages, &folders);
    let topics = order::topics(&pages, config);
    let indexes = index::of_pages(&pages, config);
    let menus = order::menus(&pages, &folders, config);
    let beside = Beside {
        by_path,
        path_names: Names::default(),
        addressed: addressed::Addressed::default(),
        held_back,
        withheld,
        next,
        origins,
        asks_history: ask_history || asks_days || data_asks_history,
        blocks,
        tables,
        data,
        facts,
        conflicts,
        bibliography,
        grades,
        glossary,
        people,
        glossary_pages,
        reference_pages,
        folders,
        folder_names: Names::default(),
        neighbours,
        topics,
        indexes,
        menus,
    };
    let mut catalog = Catalog { pages, beside: Arc::new(beside) };
    if catalog.blocks.any_stale() {
        let strict = |page: &&Arc<Entry>| catalog.stale_policy(page, config) == config::Stale::Error;
        let strict: Vec<Arc<Entry>> = catalog.pages.iter().filter(strict).cloned().collect();
        if let Some(beside) = Arc::get_mut(&mut catalog.beside) {
            beside.blocks.forbid(&strict, sources, config);
        }
    }
    catalog
}

/// Finds out of what kind pages are, and until when their reviews hold.
fn set_kinds(pages: &mut [Parsed], origins: &Origins, config: &Config) {
    if config.kinds.is_empty() {
        return;
    }
    let said = |page: &Parsed| page.front.kind.as_ref().and_then(|kind| config.kind(&kind.text));
    let by_name: HashMap<(&str, LangId), Option<KindId>> =
        pages.iter().map(|page| ((page.file.path.as_str(), page.file.lang), said(page))).collect();
    let of_original = |page: &Parsed| {
        let path = page.file.path.as_str();
        by_name.get(&(path, origins.of(path))).copied().flatten()
    };
    let kinds: Vec<Option<KindId>> = pages.iter().map(|page| said(page).or_else(|| of_original(page))).collect();
    for (page, kind) in pages.iter_mut().zip(kinds) {
        page.kind = kind;
        page.due = kind.and_then(|kind| {
            let day = page.front.review.as_ref()?.date?;
            let due = day.checked_add(config.kinds.at(kind).max_age?).ok()?;
            // The day itself is in time.
            Moment::of_day(due.tomorrow().ok()?, &config.time_zone)
        });
    }
}

/// Finds out when pages were last changed.
fn set_last_changes(pages: &mut [Parsed], (sources, config): (&Sources, &Config), diagnostics: &mut Diagnostics) {
    let history = sources.history();
    if !history.is_whole() {
        let (message, help) = match history.state() {
            Some(_) => (
                "only a part of the history is here, so that no page says when it was last changed",
                "clone the whole of it: `git fetch --unshallow`, or `fetch-depth: 0` of `actions/checkout`",
            ),
            None => (
                "there is no history here, so that no page says when it was last changed",
                "put the site in a Git repository and commit its files, or leave out `last_change`",
            ),
        };
        diagnostics.push(Diagnostic::new(Code::MissingHistory, config.span, message).help(help));
    }
    let days = changed::days(pages, sources);
    for page in pages {
        page.last_change = days.get(&page.source).and_then(|day| Moment::of_day(*day, &config.time_zone));
    }
}

/// Tells of addresses of works that nobody has opened for long.
fn check_opened(bibliography: &Bibliography, config: &Config, now: Timestamp, diagnostics: &mut Diagnostics) {
    for work in bibliography.iter() {
        let is_old = work.due(&config.time_zone).is_some_and(|due| due.instant() <= now);
        if let Some((day, span)) = work.accessed.filter(|_| is_old) {
            let message = format!("the address of `{}` was last opened on {day}, more than a year ago", work.key);
            let help = "open it, see whether it still says what it is cited for, and write the new day";
            diagnostics.push(Diagnostic::new(Code::OldAccess, span, message).help(help));
        }
    }
}

/// Warns of pages that say that they were changed in the future.
fn check_updated(pages: &[Parsed], now: Timestamp, diagnostics: &mut Diagnostics) {
    for page in pages {
        let front = &page.front;
        let is_waiting = front.date.is_some_and(|date| date.instant() > now);
        if let Some(updated) = front.updated.filter(|updated| updated.instant() > now && !is_waiting) {
            let message = format!("`updated` is {updated}, in the future");
            diagnostics.push(Diagnostic::new(Code::DateOrder, front.updated_span.unwrap_or(front.title.span), message));
        }
    }
}

/// The line with which a conflict begins that Git left in a text: those in its middle and at its end follow.
fn conflict_line(text: &str) -> Option<Range<usize>> {
    let line = |from: usize, mark: &str| {
        let rest = text.get(from..)?;
        let at = if rest.starts_with(mark) { 0 } else { rest.find(&format!("\n{mark}"))? + 1 };
        Some(from + at)
    };
    let begin = line(0, "<<<<<<< ")?;
    line(line(begin, "=======")?, ">>>>>>> ")?;
    let end = text.get(begin..)?.find(['\r', '\n']).map_or(text.len(), |end| begin + end);
    Some(begin..end)
}

/// What is said of a text in which Git has left a conflict.
pub fn conflict_marker(text: &str, id: SourceId) -> Option<Diagnostic> {
    let message = "here two changes contradict each other, and nobody has settled it";
    let help = "keep one of the two texts, or both, and delete the lines `<<<<<<<`, `=======` and `>>>>>>>`";
    Some(Diagnostic::new(Code::ConflictMarker, Span::new(id, conflict_line(text)?), message).help(help))
}

/// What is wrong with files before anything is known of their meaning.
pub fn check_files(sources: &Sources, diagnostics: &mut Diagnostics) {
    for (id, source) in sources.iter() {
        let Some(flaw) = source.flaw else {
            diagnostics.extend(conflict_marker(&source.text, id));
            continue;
        };
        diagnostics.push(match flaw {
            Flaw::NotUtf8 { at, shift_jis } => {
                // In the text there stands one sign for what could not be read.
                let span = Span::new(id, at as usize..source.text.ceil_char_boundary(at as usize + 1));
                let message = match shift_jis {
                    true => "this is not UTF-8; it looks like Shift_JIS",
                    false => "this is not UTF-8",
                };
                Diagnostic::new(Code::NotUtf8, span, message).help("save the file as UTF-8")
            }
            Flaw::TooLarge { size } => {
                let message = format!("the file has {:.1} MB", size as f64 / 1e6);
                let help = match kind_of(&source.path) {
                    FileKind::Text => "texts have at most 5 MB: divide it",
                    FileKind::Blob | FileKind::Unread | FileKind::Ignored => {
                        "files that are published have at most 4 GB: put it elsewhere, and link to it"
                    }
                };
                Diagnostic::new(Code::FileTooLarge, Span::file(id), message).help(help)
            }
            Flaw::Link(lead) => {
                let help = "put the files themselves here";
                Diagnostic::new(Code::LinkLeavesRoot, Span::file(id), lead.message()).help(help)
            }
            Flaw::Type(found) => {
                let message = format!("this is {}", found.name());
                let help = if found == FileType::File { "make a folder of it" } else { "put a file in its place" };
                Diagnostic::new(Code::WrongFileType, Span::file(id), message).help(help)
            }
            Flaw::Stray(stray) => {
                let at = stray.at as usize;
                let span = Span::new(id, at..at + stray.character.len_utf8());
                Diagnostic::new(Code::Noncharacter, span, stray.message()).help("delete it")
            }
        });
    }
}

/// What titles, descriptions and first sentences are filled in from.
#[derive(Clone, Copy)]
struct Named<'a> {
    facts: &'a Facts,
    bibliography: &'a Bibliography,
    glossary: &'a Glossary,
    sources: &'a Sources,
    messages: &'a Messages,
    config: &'a Config,
}

/// Gives every page its title and address. A title quotes facts and nothing of other pages, so that each is filled in by
/// itself.
fn name_pages(
    pages: Vec<Parsed>,
    states: Vec<Translation>,
    (named, now): (Named<'_>, Timestamp),
    diagnostics: &mut Diagnostics,
) -> IndexVec<PageId, Arc<Entry>> {
    let routes = route::Routes::new(&pages, named.config);
    let addresses: Vec<String> = pages.iter().map(|page| routes.of(&page.file.path, page.file.lang)).collect();
    let entries: Vec<(Arc<Entry>, Diagnostics)> = pages
        .into_par_iter()
        .zip(addresses)
        .zip(states)
        .map(|((parsed, route), translation)| {
            let mut found = Diagnostics::new();
            let mut entry = named.entry(parsed, route, translation, &mut found);
            entry.set_time(now);
            (Arc::new(entry), found)
        })
        .collect();
    let mut named = IndexVec::new();
    for (entry, found) in entries {
        diagnostics.extend(found);
        named.push(entry);
    }
    named
}

impl Named<'_> {
    fn entry(self, parsed: Parsed, route: String, translation: Translation, diagnostics: &mut Diagnostics) -> Entry {
        let Named { facts, bibliography, glossary, sources, messages, config } = self;
        let Parsed { source, file, front, document, text_lang, kind, due, last_change } = parsed;
        let mut line = |text| page::line(text, text_lang, (facts, bibliography), (sources, messages), diagnostics);
        let title = line(&front.title);
        let reading = front.yomi.as_ref().map(|yomi| yomi.text.clone()).or_else(|| reading_of_ruby(&title));
        let description = front.description.as_ref().map(line).unwrap_or_default();
        let (title, description) = (without_ruby(&title), without_ruby(&description));
        let excerpt = match description.is_empty() {
            true => page::excerpt(&document, text_lang, (facts, glossary), (sources, messages, config)),
            false => String::new(),
        };
        let file::PageFile { path, lang, folder } = file;
        let (same_headings, anchors, blocks) = Default::default();
        Entry {
            expired: false,
            kind,
            due,
            overdue: None,
            last_change,
            source,
            path,
            lang,
            text_lang,
            folder,
            front,
            document,
            title,
            reading,
            description,
            excerpt,
            route,
            translation,
            same_headings,
            anchors,
            blocks,
        }
    }
}

/// Blocks that `site.toml` wants on pages of a kind, and that do not exist. Where a page shows one, it is reported there.
fn check_kinds(
    blocks: &Blocks,
    pages: Vec<&Document>,
    (sources, config): (&Sources, &Config),
    diagnostics: &mut Diagnostics,
) {
    let references = pages.into_iter().flat_map(|page| page.references.iter().map(move |reference| (page, reference)));
    let blocks_of_pages = references.filter(|(_, reference)| reference.kind == Kind::Block);
    let shown: HashSet<&str> = blocks_of_pages.map(|(page, block)| page.text(sources, block.dest)).collect();
    for wanted in config.kinds.iter().flat_map(|kind| kind.blocks.iter().chain(&kind.notice)) {
        if !blocks.has(&wanted.text) && !shown.contains(wanted.text.as_str()) {
            diagnostics.push(blocks.unknown(&wanted.text, wanted.span, config.source, config));
        }
    }
}

/// Topics and kinds that `site.toml` does not declare, and aliases that are no addresses.
fn check_names(page: &Entry, config: &Config, diagnostics: &mut Diagnostics) {
    diagnostics.extend(page.front.topics.iter().filter_map(|topic| config.unknown_topic(&topic.text, topic.span)));
    diagnostics.extend(page.front.kind.as_ref().and_then(|kind| config.unknown_kind(kind)));
    for alias in &page.front.aliases {
        match route::alias(&alias.text, config, page.lang) {
            Ok(path) => diagnostics.extend(path.split('/').find_map(|name| unportable(name, alias.span))),
            Err(fault) => {
                let message = format!("`{}` cannot be an address of this site: {fault}", alias.text);
                let help = match fault {
                    Fault::Empty | Fault::Dots => "write it from the root of the site: `/ja/old-name/`",
                    other => other.help(),
                };
                diagnostics.push(Diagnostic::new(Code::InvalidValue, alias.span, message).help(help));
            }
        }
    }
}
