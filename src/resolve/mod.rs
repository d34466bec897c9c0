//! Joins texts to the rest of the site: every reference of a page gets its target. What comes of it is a value, made for
//! each page alone, and nothing that it is made from is changed.

mod alone;
mod display;
mod frame;
mod link;
mod meant;
mod menu;
mod moved;
mod notice;
mod own;
mod place;
mod question;
mod room;
mod snapshot;
mod walk;
mod withheld;

pub use alone::{alone, wrong_schemes};
pub use display::Panel;
pub use link::named_page;
pub use menu::{MenuLead, check_menus, menu_lead, menu_pages, named_in_menus};
pub use moved::{Moving, moved_link, moved_path, moved_question};
pub use notice::Notice;
pub use place::{folder_name, folder_of, join, split_name};
pub use room::{CALCULATION, MAX_PAGE, table_too_large};
pub use snapshot::{Resolved, Snapshot};
pub use walk::{check_unshown, fragment, page_too_large, table};
pub use withheld::files_of_withheld;

use crate::asset::{Ask, AssetId, Assets};
use crate::bibliography::WorkId;
use crate::catalog::people::{About, PersonId};
use crate::catalog::{Catalog, Entry, PageId, TermId, routes};
use crate::config::{Config, LangId, TopicId};
use crate::document::Document;
use crate::facts::{Chart, ConflictId, FactId, Place, TableId};
use crate::format::Form;
use crate::messages::Messages;
use crate::source::Sources;
use std::ops::Range;
use std::sync::Arc;

/// Everything that pages are made from, as the earlier stages left it.
pub struct Site {
    pub sources: Sources,
    pub config: Config,
    pub messages: Messages,
    pub catalog: Catalog,
    pub assets: Assets,
}

impl Site {
    /// A site from what the earlier stages made of its sources.
    pub fn new(sources: Sources, config: Config, messages: Messages, catalog: Catalog) -> Site {
        let assets = Assets::new(&sources);
        Site { sources, config, messages, catalog, assets }
    }

    /// Keeps what was found out about files that are as they were in another state of the site.
    pub fn share(&mut self, former: &Site) {
        self.assets.share(&former.assets);
    }

    /// Whether the output has a language.
    pub fn builds(&self, lang: LangId) -> bool {
        self.config.languages.at(lang).built
    }

    /// The languages that the output has and that have a front page, in the order of `site.toml`.
    pub fn languages(&self) -> impl Iterator<Item = LangId> {
        self.config.languages.ids().filter(|lang| self.builds(*lang) && self.catalog.home(*lang).is_some())
    }

    /// The languages that the output has pages in, in the order of `site.toml`.
    pub fn present(&self) -> impl Iterator<Item = LangId> {
        self.config.languages.ids().filter(|lang| self.builds(*lang) && self.catalog.first(*lang).is_some())
    }

    /// The languages in which a topic has a page with a text of its own, and a page that lists it.
    pub fn topic_languages(&self, topic: TopicId) -> Vec<LangId> {
        let is_written = |id: &PageId| !self.catalog.entry(*id).stands_in();
        self.languages().filter(|lang| self.catalog.topic(topic, *lang).iter().any(is_written)).collect()
    }

    /// The languages in which readers can search, in the order of `site.toml`.
    pub fn searched(&self) -> impl Iterator<Item = LangId> {
        self.languages().filter(|_| self.config.search)
    }

    /// The page of an author that stands where readers of a language search, in place of the one that would be made.
    pub fn own_search_page(&self, lang: LangId) -> Option<&Entry> {
        self.catalog.page(routes::SEARCH, lang).map(|id| self.catalog.entry(id))
    }

    /// The address of the page on which readers of a language search.
    pub fn search_page(&self, lang: LangId) -> String {
        self.own_search_page(lang).map_or_else(|| routes::search(&self.config, lang), |entry| entry.route.clone())
    }

    /// What the feed of a language has to tell, or that of one of its topics: pages with a day and a text of their own,
    /// newest first. Nothing where the feed would have no page to belong to.
    pub fn news(&self, lang: LangId, topic: Option<TopicId>) -> Vec<&Entry> {
        let pages = match topic {
            _ if !self.builds(lang) || self.catalog.home(lang).is_none() => Vec::new(),
            Some(topic) => self.catalog.topic(topic, lang).to_vec(),
            None => self.catalog.newest(lang),
        };
        let entries = pages.into_iter().map(|id| self.catalog.entry(id));
        let is_news = |entry: &Entry| !entry.path.is_empty() && !entry.front.noindex && !entry.stands_in();
        entries.filter(|entry| is_news(entry) && entry.changed().is_some()).collect()
    }

    /// The language of what is in no language: the source language, if the output has it.
    pub fn common(&self) -> LangId {
        let source = self.config.source;
        let first = || self.config.languages.ids().find(|lang| self.builds(*lang)).unwrap_or(source);
        if self.builds(source) { source } else { first() }
    }

    /// Every page that the output has.
    pub fn pages(&self) -> impl Iterator<Item = (PageId, &Entry)> {
        self.catalog.pages().filter(|(_, entry)| self.builds(entry.lang))
    }

    /// Every page that the output has, and that has a text of its own.
    pub fn written(&self) -> impl Iterator<Item = (PageId, &Entry)> {
        self.pages().filter(|(_, entry)| !entry.stands_in())
    }
}

/// A page whose references are resolved. It has neither HTML nor the operations of its texts, and never changes.
#[derive(Debug, PartialEq)]
pub struct Page {
    pub id: PageId,
    pub lang: LangId,
    /// The first is the page's own text; the others are what it shows of elsewhere.
    pub parts: Vec<Part>,
    /// What the page cites, in the order of first citation.
    pub cited: Vec<Cited>,
    /// The files that it needs, each once for each way of asking.
    pub files: Vec<Ask>,
    /// The absolute address of the picture that stands for the page.
    pub image: Option<String>,
}

/// A text, or a part of one, with its targets.
#[derive(Debug, Clone)]
pub struct Part {
    pub origin: PartOrigin,
    pub document: Arc<Document>,
    /// The operations that are shown.
    pub range: Range<usize>,
    /// The language of the text; the reader's unless it falls back.
    pub lang: LangId,
    pub targets: Targets,
}

impl PartialEq for Part {
    /// Documents are the same if they are of one text: nothing changes them.
    fn eq(&self, other: &Part) -> bool {
        let key = |part: &Part| (part.origin.clone(), part.document.source, part.range.clone(), part.lang);
        key(self) == key(other) && self.targets == other.targets
    }
}

/// The targets of the references of a part.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Targets {
    /// The first reference of the document that the part has.
    first: usize,
    /// One for each reference from that one to the last.
    targets: Vec<Target>,
    /// Those of footnotes that stand elsewhere.
    others: Vec<(usize, Target)>,
}

impl Targets {
    fn new(references: Range<usize>) -> Targets {
        let targets = references.clone().map(|_| Target::None).collect();
        Targets { first: references.start, targets, others: Vec::new() }
    }

    /// The target of a reference of the document.
    pub fn get(&self, reference: usize) -> Option<&Target> {
        let own = reference.checked_sub(self.first).and_then(|at| self.targets.get(at));
        own.or_else(|| {
            let at = self.others.binary_search_by_key(&reference, |(other, _)| *other).ok()?;
            self.others.get(at).map(|(_, target)| target)
        })
    }

    /// All of them.
    pub fn iter(&self) -> impl Iterator<Item = &Target> {
        self.targets.iter().chain(self.others.iter().map(|(_, target)| target))
    }

    fn set(&mut self, reference: usize, target: Target) {
        match reference.checked_sub(self.first).and_then(|at| self.targets.get_mut(at)) {
            Some(slot) => *slot = target,
            None => self.others.push((reference, target)),
        }
    }

    /// Puts those of footnotes into their order, so that they can be found.
    fn sort(&mut self) {
        self.others.sort_by_key(|(reference, _)| *reference);
    }
}

impl FromIterator<Target> for Targets {
    fn from_iter<I: IntoIterator<Item = Target>>(targets: I) -> Targets {
        Targets { targets: targets.into_iter().collect(), ..Targets::default() }
    }
}

/// Where a part comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PartOrigin {
    Page,
    Block {
        id: Box<str>,
    },
    /// A question of another page, and its heading there.
    Question {
        page: PageId,
        heading: usize,
    },
    Fragment,
}

/// A work that a page cites, and how often.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cited {
    pub work: WorkId,
    pub times: u32,
}

/// One citation on a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Citation {
    pub work: WorkId,
    /// The work's number on the page, from 1; 0 outside a page.
    pub number: u32,
    /// Which citation of that work it is, from 1.
    pub occurrence: u32,
}

/// What a link leads to. Its address is written only when the page is, so that the pages of a large site do not hold
/// their links as texts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lead {
    /// A page of the site, by its name; one without a text shows the page's title.
    Page(PageId),
    /// An anchor: of the page that is shown, or of the one that a repeated question comes from.
    Anchor(Option<PageId>),
    File(AssetId),
    /// Another site, by the address that the text names.
    Away,
    /// Mail, a telephone, and what stands in a text without a site; likewise.
    Other,
}

impl Lead {
    /// The address of a link to it. `written` is the address in the text, `tail` what the link has behind the page's or
    /// the file's.
    pub fn href(self, site: &Site, written: &str, tail: &str) -> String {
        let page = |id: PageId| site.config.base.page(&site.catalog.entry(id).route);
        match self {
            Lead::Page(id) | Lead::Anchor(Some(id)) => page(id) + tail,
            Lead::Anchor(None) => tail.to_owned(),
            Lead::File(id) => site.config.base.link(&site.assets.address(id)) + tail,
            Lead::Away | Lead::Other => written.to_owned(),
        }
    }
}

/// What a reference means here.
#[derive(Debug, Clone, PartialEq)]
pub enum Target {
    /// Nothing: the reference is not shown here, or it is broken and has been reported.
    None,
    Link {
        lead: Lead,
        /// Query and anchor, behind the address of the page or file.
        tail: Box<str>,
        lang: Option<LangId>,
    },
    Image(Box<ImageTarget>),
    Fact {
        id: FactId,
        form: Form,
    },
    Citation(Citation),
    Term(TermId),
    Table(Box<TableTarget>),
    Conflicts(Vec<ConflictTarget>),
    Studies(Box<StudiesTarget>),
    /// What grades of evidence mean, and how often the page has said so, this time included.
    Grades {
        occurrence: u32,
    },
    /// Some who answer for the site.
    People(Vec<PersonTarget>),
    /// The index of another part.
    Part(usize),
    /// There is no site to look it up in: what shows of it is what stands in the text.
    AsWritten,
}

/// An image as this page shows it.
#[derive(Debug, Clone, PartialEq)]
pub struct ImageTarget {
    /// The address as it stands in the page.
    pub src: String,
    /// Where it lies: in the site, on another one, or who knows where.
    pub lead: Lead,
    /// Width and height, if they are known.
    pub size: Option<(u32, u32)>,
    /// Smaller ones: address and width.
    pub smaller: Vec<(String, u32)>,
}

/// A declared conflict as this page shows it.
#[derive(Debug, Clone, PartialEq)]
pub struct ConflictTarget {
    pub conflict: ConflictId,
    /// How often the page has shown this conflict, this time included.
    pub occurrence: u32,
    /// What the facts on its sides cite, one for each side.
    pub cited: Vec<Vec<Citation>>,
    pub why: Option<Part>,
}

/// A table of studies as this page shows it.
#[derive(Debug, Clone, PartialEq)]
pub struct StudiesTarget {
    /// The topic that it is of; `None` for all.
    pub topic: Option<Box<str>>,
    /// How often the page has shown a table of that topic, this time included.
    pub occurrence: u32,
    pub studies: Vec<StudyTarget>,
}

/// A study in such a table.
#[derive(Debug, Clone, PartialEq)]
pub struct StudyTarget {
    pub citation: Citation,
    /// What is said in words of who took part, and how long they were followed.
    pub people: Option<Part>,
    pub followed: Option<Part>,
    pub comparison: Option<Part>,
    pub result: Option<Part>,
    pub limit: Option<Part>,
}

/// Somebody who answers for the site, as this page shows them.
#[derive(Debug, Clone, PartialEq)]
pub struct PersonTarget {
    pub person: PersonId,
    /// How often the page has shown them, this time included.
    pub occurrence: u32,
    /// What is said of them, in the order of [`About::ALL`].
    pub about: [Option<Part>; About::ALL.len()],
}

impl StudiesTarget {
    /// Every text in it.
    pub fn parts(&self) -> impl Iterator<Item = &Part> {
        self.studies.iter().flat_map(|study| {
            let StudyTarget { citation: _, people, comparison, followed, result, limit } = study;
            [people, comparison, followed, result, limit].into_iter().flatten()
        })
    }
}

/// A table as this page shows it.
#[derive(Debug, Clone, PartialEq)]
pub struct TableTarget {
    pub id: TableId,
    pub display: Display,
    /// How often the page has shown this table, this time included.
    pub occurrence: u32,
    pub caption: Option<Part>,
    pub note: Option<Part>,
    /// What the table cites, and where.
    pub cited: Vec<(Place, Vec<Citation>)>,
    /// What is said of single cells: row, column, text.
    pub remarks: Vec<(usize, usize, Part)>,
}

/// What a reader sees of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Display {
    Table,
    /// The chart, and the table below it.
    ChartAndTable(Chart),
    /// The chart, and the table folded up below it.
    Chart(Chart),
    /// The table, whose rows become cards on a narrow screen.
    Stack,
    /// Each value by itself, large, with what is said of it.
    Panel(Panel),
}
