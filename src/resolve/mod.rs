//! Joins a text to the rest of the site: every reference of a page gets its target. Does one page alone, and changes
//! nothing that it is given.

mod alone;
mod display;
mod link;
mod question;
mod room;
mod walk;

pub use alone::alone;
pub use room::{MAX_PAGE, Room, table_too_large};
pub use walk::{check_unshown, fragment, page, table};

use crate::asset::Assets;
use crate::catalog::{Catalog, Chart, Conflict, Entry, FactId, PageId, Place, TableId, WorkId};
use crate::config::{Config, LangId, TopicId};
use crate::document::Document;
use crate::format::Form;
use crate::messages::Messages;
use crate::source::Sources;
use std::collections::HashMap;
use std::ops::Range;

/// Everything that pages are made from, as the earlier stages left it.
pub struct Site {
    pub sources: Sources,
    pub config: Config,
    pub messages: Messages,
    pub catalog: Catalog,
    pub assets: Assets,
}

impl Site {
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

    /// What the feed of a language has to tell, or that of one of its topics: pages with a day and a text of their own,
    /// newest first. Nothing where the feed would have no page to belong to.
    pub fn news(&self, lang: LangId, topic: Option<TopicId>) -> Vec<&Entry> {
        let pages = match topic {
            _ if !self.builds(lang) || self.catalog.home(lang).is_none() => Vec::new(),
            Some(topic) => self.catalog.topic(topic, lang).to_vec(),
            None => self.catalog.newest(lang),
        };
        let entries = pages.into_iter().map(|id| self.catalog.entry(id));
        entries.filter(|entry| !entry.front.noindex && !entry.stands_in() && entry.day().is_some()).collect()
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

/// A page whose references are resolved.
#[derive(Debug)]
pub struct Page<'a> {
    pub id: PageId,
    pub lang: LangId,
    /// The first is the page's own text; the others are what it shows of elsewhere.
    pub parts: Vec<Part<'a>>,
    /// What the page cites, in the order of first citation.
    pub cited: Vec<Cited>,
    /// What it is made of.
    pub room: Room<'a>,
    /// The absolute address of the picture that stands for the page.
    pub image: Option<String>,
}

/// A text, or a part of one, with its targets.
#[derive(Debug)]
pub struct Part<'a> {
    pub origin: PartOrigin<'a>,
    pub document: &'a Document,
    /// The operations that are shown.
    pub range: Range<usize>,
    /// The language of the text; the reader's unless it falls back.
    pub lang: LangId,
    pub targets: Targets<'a>,
    /// The second ids of a translation's headings, if it has any: those of the original.
    pub second_ids: Vec<Option<&'a str>>,
}

/// The targets of the references of a part.
#[derive(Debug, Default)]
pub struct Targets<'a> {
    /// The first reference of the document that the part has.
    first: usize,
    /// One for each reference from that one to the last.
    targets: Vec<Target<'a>>,
    /// Those of footnotes that stand elsewhere.
    others: HashMap<usize, Target<'a>>,
}

impl<'a> Targets<'a> {
    fn new(references: Range<usize>) -> Targets<'a> {
        let mut targets = Vec::new();
        targets.resize_with(references.len(), || Target::None);
        Targets { first: references.start, targets, others: HashMap::new() }
    }

    /// The target of a reference of the document.
    pub fn get(&self, reference: usize) -> Option<&Target<'a>> {
        let own = reference.checked_sub(self.first).and_then(|at| self.targets.get(at));
        own.or_else(|| self.others.get(&reference))
    }

    fn set(&mut self, reference: usize, target: Target<'a>) {
        match reference.checked_sub(self.first).and_then(|at| self.targets.get_mut(at)) {
            Some(slot) => *slot = target,
            None => _ = self.others.insert(reference, target),
        }
    }
}

impl<'a> FromIterator<Target<'a>> for Targets<'a> {
    fn from_iter<I: IntoIterator<Item = Target<'a>>>(targets: I) -> Targets<'a> {
        Targets { targets: targets.into_iter().collect(), ..Targets::default() }
    }
}

/// Where a part comes from.
#[derive(Debug, Clone, Copy)]
pub enum PartOrigin<'a> {
    Page,
    Block {
        id: &'a str,
    },
    /// A question of another page, and its heading there.
    Question {
        page: PageId,
        heading: usize,
    },
    Fragment,
}

/// A work that a page cites, and how often.
#[derive(Debug, Clone, Copy)]
pub struct Cited {
    pub work: WorkId,
    pub times: u32,
}

/// One citation on a page.
#[derive(Debug, Clone, Copy)]
pub struct Citation {
    pub work: WorkId,
    /// The work's number on the page, from 1; 0 outside a page.
    pub number: u32,
    /// Which citation of that work it is, from 1.
    pub occurrence: u32,
}

/// What a reference means here.
#[derive(Debug)]
pub enum Target<'a> {
    /// Nothing: the reference is not shown here, or it is broken and has been reported.
    None,
    /// `title` is the page's, for a link without a text.
    Link {
        href: String,
        lang: Option<LangId>,
        external: bool,
        title: Option<&'a str>,
    },
    Image(Box<ImageTarget>),
    Fact {
        id: FactId,
        form: Form,
    },
    Citation(Citation),
    /// Where the term is explained, if the site has a glossary page in this language.
    Term {
        href: Option<String>,
        id: &'a str,
    },
    Table(Box<TableTarget<'a>>),
    Conflicts(Vec<ConflictTarget<'a>>),
    /// The index of another part.
    Part(usize),
    /// There is no site to look it up in: what shows of it is what stands in the text.
    AsWritten,
}

/// An image as this page shows it.
#[derive(Debug)]
pub struct ImageTarget {
    /// The address as it stands in the page.
    pub src: String,
    /// Whether it lies elsewhere on the web.
    pub external: bool,
    /// Width and height, if they are known.
    pub size: Option<(u32, u32)>,
    /// Smaller ones: address and width.
    pub smaller: Vec<(String, u32)>,
}

/// A declared conflict as this page shows it.
#[derive(Debug)]
pub struct ConflictTarget<'a> {
    pub conflict: &'a Conflict,
    /// How often the page has shown this conflict, this time included.
    pub occurrence: u32,
    /// What the facts on its sides cite, one for each side.
    pub cited: Vec<Vec<Citation>>,
    pub why: Option<Part<'a>>,
}

/// A table as this page shows it.
#[derive(Debug)]
pub struct TableTarget<'a> {
    pub id: TableId,
    pub display: Display,
    /// How often the page has shown this table, this time included.
    pub occurrence: u32,
    pub caption: Option<Part<'a>>,
    pub note: Option<Part<'a>>,
    /// What the table cites, and where.
    pub cited: Vec<(Place, Vec<Citation>)>,
    /// What is said of single cells: row, column, text.
    pub remarks: Vec<(usize, usize, Part<'a>)>,
}

/// What a reader sees of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Display {
    Table,
    /// The chart, and the table below it.
    ChartAndTable(Chart),
    /// The chart, and the table folded up below it.
    Chart(Chart),
}
