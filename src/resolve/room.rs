//! How large a page becomes, before it is made: a block of a few kilobytes that is shown again and again is refused
//! before it takes the memory of the machine.

use super::Site;
use crate::bibliography::Work;
use crate::config::LangId;
use crate::diagnostic::{Code, Diagnostic};
use crate::document::{Document, Op, Tag};
use crate::facts::{Conflict, Table};
use crate::source::Span;
use std::collections::BTreeMap;
use std::ops::Range;

/// The most bytes that a page can have.
pub const MAX_PAGE: usize = 32_000_000;

/// How many of the things that make a page large are named.
const NAMED: usize = 3;

/// What every cell of a table takes besides its text, and what a citation, a link or a heading takes besides what they
/// name.
const CELL: usize = 80;
const CITATION: usize = 100;
const LINK: usize = 15;
const HEADING: usize = 60;
/// What any other element takes.
const ELEMENT: usize = 7;
/// What the explanation of grades takes.
pub const GRADES: usize = 2_000;
/// What is told of somebody, without what is said of them in words.
pub const PERSON: usize = 300;

/// What a page is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Piece<'a> {
    Text,
    Block(&'a str),
    /// Its page and its id.
    Question(&'a str, &'a str),
    Table(&'a str),
    Conflicts,
    Studies,
    People,
}

/// What the pieces of a page take, so far. It is less than what they take in the end.
#[derive(Debug, Default)]
pub struct Room<'a> {
    taken: usize,
    /// How often each is shown, and how many bytes that makes.
    pieces: BTreeMap<Piece<'a>, (u32, usize)>,
}

impl<'a> Room<'a> {
    /// Takes so many bytes for what is gone through at the moment.
    pub fn take(&mut self, bytes: usize) {
        self.taken = self.taken.saturating_add(bytes);
    }

    /// Whether the page is too large already.
    pub fn is_full(&self) -> bool {
        self.taken > MAX_PAGE
    }

    /// Notes that a piece has been shown, and took so many bytes itself.
    pub fn note(&mut self, piece: Piece<'a>, bytes: usize) {
        let (times, all) = self.pieces.entry(piece).or_default();
        *times += 1;
        *all = all.saturating_add(bytes);
    }

    /// That the page, or whatever else it is, is too large, and what makes it so.
    pub fn too_large(&self, what: &str, span: Span) -> Diagnostic {
        let mut pieces: Vec<_> = self.pieces.iter().collect();
        pieces.sort_by_key(|(piece, (_, bytes))| (usize::MAX - bytes, **piece));
        let name = |(piece, (times, bytes)): (&Piece<'_>, &(u32, usize))| {
            let name = match piece {
                Piece::Text => "its own text".to_owned(),
                Piece::Block(id) => format!("the block `{id}`"),
                Piece::Question(page, id) => format!("the question `{page}#{id}`"),
                Piece::Table(id) => format!("the table `{id}`"),
                Piece::Conflicts => "the list of conflicts".to_owned(),
                Piece::Studies => "the table of studies".to_owned(),
                Piece::People => "the people of the site".to_owned(),
            };
            let times = if *times > 1 { format!(", shown {times} times,") } else { String::new() };
            format!("{name}{times} makes {}", megabytes(*bytes))
        };
        // What makes a twentieth of it or less is not to blame, unless all is in small pieces.
        let large = pieces.iter().filter(|(_, (_, bytes))| *bytes > MAX_PAGE / 20).count();
        let named: Vec<String> = pieces.into_iter().take(large.clamp(1, NAMED)).map(name).collect();
        let message = format!("{what} would have more than {}: {}", megabytes(MAX_PAGE), named.join(", "));
        Diagnostic::new(Code::PageTooLarge, span, message).help("show less on one page, and link to the rest")
    }
}

fn megabytes(bytes: usize) -> String {
    let tenths = bytes.div_ceil(100_000);
    if tenths.is_multiple_of(10) {
        format!("{} MB", tenths / 10)
    } else {
        format!("{}.{} MB", tenths / 10, tenths % 10)
    }
}

/// A stretch of a document: what it takes without what its references stand for, and which references it has.
pub struct Stretch {
    pub bytes: usize,
    pub references: Range<usize>,
}

impl Stretch {
    /// Of these operations.
    pub fn of(document: &Document, range: Range<usize>) -> Stretch {
        let (mut bytes, mut first, mut end) = (0, usize::MAX, 0);
        let mut refers = |from: usize, count: usize| {
            first = first.min(from);
            end = end.max(from + count);
        };
        for op in document.ops().get(range).unwrap_or_default() {
            bytes += match op {
                Op::Text { len, .. } | Op::Html { len, .. } => len.get() as usize,
                Op::Code { len, .. } => len.get() as usize + ELEMENT,
                Op::Refer(index) | Op::Address(index) => {
                    refers(*index as usize, 1);
                    0
                }
                Op::Open(Tag::Link | Tag::Term, index) => {
                    refers(*index as usize, 1);
                    LINK
                }
                Op::Open(Tag::Heading, _) => HEADING,
                Op::Cite { first, count } => {
                    refers(*first as usize, count.get() as usize);
                    0
                }
                Op::Footnote(_) => CITATION,
                Op::Open(..) | Op::Rule | Op::Task(_) => ELEMENT,
                Op::Close(..) | Op::SoftBreak | Op::HardBreak => 0,
            };
        }
        Stretch { bytes, references: first.min(end)..end }
    }
}

/// What a citation of a work with this key takes.
pub fn of_citation(key: &str) -> usize {
    CITATION + 2 * key.len()
}

/// What a table takes beside its cells in which readers can calculate: the most that it may.
pub const CALCULATION: usize = 100_000;

/// What a table takes for a reader of `lang`, without its caption and notes.
pub fn of_table(site: &Site, table: &Table, lang: LangId) -> usize {
    let facts = &site.catalog.facts;
    let label = |words: &crate::config::Words| words.get(lang, &site.config).map_or(0, |text| text.text.len());
    let columns: usize = table.columns.iter().map(|column| CELL + label(&column.label)).sum();
    let cells = table.rows.iter().flat_map(|row| row.cells.iter().flatten());
    let is_planner = cells.into_iter().any(|fact| facts.get(*fact).reader.is_some());
    let mut bytes = columns + if is_planner { CALCULATION } else { 0 };
    for row in &table.rows {
        // On a small screen every cell says its column.
        bytes = bytes.saturating_add(columns + CELL + label(&row.label));
        let cells = row.cells.iter().flatten();
        bytes = bytes.saturating_add(cells.map(|fact| facts.text(*fact, lang, &site.messages).len()).sum());
        if bytes > MAX_PAGE {
            break;
        }
    }
    let cited = table.sources().flat_map(|(_, sources)| sources).map(|source| of_citation(&source.text));
    bytes.saturating_add(cited.sum())
}

/// That a table alone would make a page too large; `None` if it would not.
pub fn table_too_large(site: &Site, table: &Table, lang: LangId) -> Option<Diagnostic> {
    let mut room = Room::default();
    let bytes = of_table(site, table, lang);
    room.take(bytes);
    room.note(Piece::Table(&table.id), bytes);
    room.is_full().then(|| room.too_large("the page", Span::file(table.source)))
}

/// What a study takes in a table, without what is said of it in words.
pub fn of_study(work: &Work) -> usize {
    7 * CELL + of_citation(&work.key) + work.title.original.len()
}

/// What a conflict takes for a reader of `lang`, without the reason.
pub fn of_conflict(site: &Site, conflict: &Conflict, lang: LangId) -> usize {
    let title = conflict.title.get(lang, &site.config).map_or(0, |title| title.text.len());
    let side = |fact| {
        let cited: usize =
            site.catalog.facts.get(fact).about.sources.iter().map(|source| of_citation(&source.text)).sum();
        CELL + site.catalog.facts.text(fact, lang, &site.messages).len() + cited
    };
    2 * title + HEADING + conflict.sides.iter().filter_map(|of| of.fact).map(side).sum::<usize>()
}
