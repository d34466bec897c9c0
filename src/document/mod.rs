//! Markdown as a flat list of operations: one file or fragment, parsed once, never changed.
//!
//! Operations are eight bytes each and point into the source text, or into a small arena for text that does not stand
//! in the source as it is. Beside them: headings, references (everything that has to be looked up elsewhere), footnotes
//! and the document's own diagnostics. A document knows nothing of other files and nothing of HTML.

mod alone;
mod autolink;
mod callout;
mod capture;
mod citation;
mod cjk;
mod code;
mod definition;
mod demand;
mod depth;
mod excerpt;
mod fact_link;
mod footnote;
mod heading;
mod heading_id;
mod html;
mod image;
mod join;
mod joined;
mod length;
mod line;
mod link;
mod outline;
mod parse;
mod part;
mod pieces;
mod place;
mod plain;
mod raw;
mod raw_html;
mod ruby;
mod running_text;
pub mod safe;
mod scheme;
mod segment;
mod sheet;
mod slip;
mod smart;
mod style;
mod table;
mod tag;

pub use callout::Callout;
pub use cjk::Shielded;
pub use code::info as code_info;
pub use demand::{Asks, Demand, demands};
pub use fact_link::{fact_link, has_fact_link, split_fact_link, without_fact_texts};
pub use heading_id::{free_from, loose};
pub use join::is_wide;
pub use length::Length;
pub use line::{line, texts_of_line};
pub use outline::{Outline, outline};
pub use parse::{parse, parse_fragment};
pub use part::{part, quote, with_part};
pub use pieces::{Piece, has_text, line_pieces, tidy, write_pieces};
pub use ruby::{base as without_ruby, reading as reading_of_ruby};
pub use scheme::{USUAL as USUAL_SCHEMES, refused as refused_scheme, scheme_of};
pub use segment::{Segment, segments};
pub use slip::{Suspect, of_line as slips_of_line};
pub use style::demands_of_style;
pub use table::Align;
pub use tag::{Class, Tag};

use crate::data::Notation;
use crate::diagnostic::Diagnostics;
use crate::source::{SourceId, Sources, Span};
use std::ops::Range;

/// The deepest nesting of lists, quotes and emphasis.
pub const MAX_DEPTH: usize = 100;

/// A parsed Markdown text.
#[derive(Debug, Clone)]
pub struct Document {
    pub source: SourceId,
    /// How the text is written in its source.
    pub notation: Notation,
    /// Whether it is there for every language of the site, and in none of them.
    pub is_for_all: bool,
    /// Whether line breaks between wide characters stand for nothing.
    join_lines: bool,
    ops: Vec<Op>,
    arena: String,
    pub headings: Vec<Heading>,
    /// The headings in the order of their ids, where there are many.
    by_id: Vec<u32>,
    pub references: Vec<Reference>,
    pub footnotes: Vec<Footnote>,
    /// Where comments stand, which nobody sees.
    pub comments: Vec<Range<usize>>,
    /// The ids that raw HTML gives to its elements.
    pub ids: Vec<OwnId>,
    /// What its raw HTML asks of a browser.
    pub asked: Vec<Asked>,
    /// Names in plain text that may be those of the site's own things.
    pub suspects: Vec<Suspect>,
    pub diagnostics: Diagnostics,
}

/// A piece of text: bytes of the source, or of the arena.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Chunk {
    start: u32,
    len: u32,
}

/// The bit of [`Chunk::start`] that says "in the arena".
const ARENA: u32 = 1 << 31;

impl Chunk {
    /// Whether there is no text.
    pub fn is_empty(self) -> bool {
        self.len == 0
    }
}

/// A length in 24 bits: files are at most 5 MB.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct U24([u8; 3]);

impl U24 {
    fn new(value: u32) -> U24 {
        let [a, b, c, _] = value.to_le_bytes();
        U24([a, b, c])
    }

    /// The number.
    pub fn get(self) -> u32 {
        let [a, b, c] = self.0;
        u32::from_le_bytes([a, b, c, 0])
    }
}

/// One operation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Op {
    Text {
        start: u32,
        len: U24,
    },
    Code {
        start: u32,
        len: U24,
    },
    /// Raw HTML, without comments; where it is shown as text it is [`Op::Text`].
    Html {
        start: u32,
        len: U24,
    },
    /// An address in raw HTML, between two pieces of it: a reference's index.
    Address(u32),
    SoftBreak,
    HardBreak,
    Rule,
    /// The box of a task, ticked or not.
    Task(bool),
    Open(Tag, u32),
    Close(Tag, u32),
    /// A fact, an image, or what stands alone in a paragraph (table, block, repeated question): a reference's index.
    Refer(u32),
    /// Neighbouring citations: the first one's index among the references, and how many.
    Cite {
        first: u32,
        count: U24,
    },
    /// The index of a footnote.
    Footnote(u32),
}

const _: () = assert!(size_of::<Op>() == 8, "operations are eight bytes");

/// A heading of the text.
#[derive(Debug, Clone, Copy)]
pub struct Heading {
    /// 1 to 6; the first is an error in a page.
    pub level: u8,
    /// Whether the author gave the id.
    pub explicit: bool,
    /// Whether the headings one level below are questions.
    pub faq: bool,
    /// Whether it is one.
    pub question: bool,
    pub id: Chunk,
    /// Classes, separated by spaces.
    pub classes: Chunk,
    /// The code of its language, where that is another than the text's.
    pub lang: Chunk,
    /// The index of its opening operation.
    pub op: u32,
    /// Bytes in the source.
    pub start: u32,
    pub end: u32,
}

/// The id of an element in raw HTML.
#[derive(Debug, Clone, Copy)]
pub struct OwnId {
    pub name: Chunk,
    span: Span,
}

/// What raw HTML asks of a browser, and where.
#[derive(Debug, Clone)]
pub struct Asked {
    pub demand: Demand,
    pub span: Span,
}

/// Something that has to be looked up elsewhere.
#[derive(Debug, Clone, Copy)]
pub struct Reference {
    pub kind: Kind,
    /// A URL, path, fact id, key …, without the scheme that says the kind.
    pub dest: Chunk,
    /// The visible text of a fact, the caption of a table, the alternative text of an image, the locator of a citation.
    pub text: Chunk,
    /// The title of a link or image.
    pub title: Chunk,
    /// Of an image: it says nothing that the text does not say.
    pub decorative: bool,
    /// Of an image: it stands alone in its paragraph, and its title is its caption.
    pub figure: bool,
    /// Bytes in the source.
    start: u32,
    end: u32,
}

/// What a reference refers to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    Link,
    Image,
    Fact,
    Citation,
    Term,
    Table,
    Block,
    Faq,
    /// The declared conflicts of a topic, or all of them.
    Conflicts,
    /// The works of a topic, or all of them, with what each of them can show.
    Studies,
    /// What grades of evidence mean.
    Grades,
    /// Who answers for the site: everybody, or one.
    People,
}

impl Kind {
    /// What one is called that stands alone in its paragraph; nothing for one that stands in a text.
    pub fn alone(self) -> Option<&'static str> {
        match self {
            Kind::Table => Some("a table"),
            Kind::Block => Some("a block"),
            Kind::Faq => Some("a repeated question"),
            Kind::Conflicts => Some("a list of conflicts"),
            Kind::Studies => Some("a table of studies"),
            Kind::Grades => Some("the grades of evidence"),
            Kind::People => Some("the people of the site"),
            Kind::Link | Kind::Image | Kind::Fact | Kind::Citation | Kind::Term => None,
        }
    }
}

/// A footnote that is referred to or defined.
#[derive(Debug, Clone, Copy)]
pub struct Footnote {
    pub name: Chunk,
    /// The operations of its text, [`Tag::FootnoteText`] included; empty when it is not defined.
    pub start: u32,
    pub end: u32,
}

impl Document {
    fn empty(source: SourceId, notation: Notation) -> Document {
        Document {
            source,
            notation,
            is_for_all: false,
            join_lines: false,
            ops: Vec::new(),
            arena: String::new(),
            headings: Vec::new(),
            by_id: Vec::new(),
            references: Vec::new(),
            footnotes: Vec::new(),
            comments: Vec::new(),
            ids: Vec::new(),
            asked: Vec::new(),
            suspects: Vec::new(),
            diagnostics: Diagnostics::new(),
        }
    }

    /// All operations.
    pub fn ops(&self) -> &[Op] {
        &self.ops
    }

    /// The text of a chunk.
    pub fn text<'a>(&'a self, sources: &'a Sources, chunk: Chunk) -> &'a str {
        self.text_in(&sources.get(self.source).text, chunk)
    }

    /// The text of a chunk, given the text of the source.
    pub fn text_in<'a>(&'a self, source: &'a str, chunk: Chunk) -> &'a str {
        let (text, start) = match chunk.start & ARENA {
            0 => (source, chunk.start as usize),
            _ => (self.arena.as_str(), (chunk.start & !ARENA) as usize),
        };
        text.get(start..start + chunk.len as usize).unwrap_or_default()
    }

    /// Where a piece of text stands in the source, if it does.
    pub fn place(&self, chunk: Chunk) -> Option<usize> {
        (chunk.start & ARENA == 0).then_some(chunk.start as usize)
    }

    /// Where a reference stands.
    pub fn span(&self, reference: &Reference) -> Span {
        self.span_of(reference.start, reference.end)
    }

    /// Where a heading stands.
    pub fn heading_span(&self, heading: &Heading) -> Span {
        self.span_of(heading.start, heading.end)
    }

    fn span_of(&self, start: u32, end: u32) -> Span {
        Span { source: self.source, start, end }
    }

    /// The operations of a heading's section: from the heading to the next of its level or a higher one.
    pub fn section(&self, heading: usize) -> Range<usize> {
        let Some(first) = self.headings.get(heading) else { return 0..0 };
        let next = self.headings.iter().skip(heading + 1).find(|next| next.level <= first.level);
        first.op as usize..next.map_or(self.ops.len(), |next| next.op as usize)
    }

    /// The headings that are questions: those one level below a heading with the class `faq`.
    pub fn questions(&self) -> impl Iterator<Item = usize> {
        self.headings.iter().enumerate().filter(|(_, heading)| heading.question).map(|(index, _)| index)
    }

    /// The first heading with this id, given the text of the source.
    pub fn heading_named(&self, source: &str, id: &str) -> Option<usize> {
        let is = |heading: &Heading| self.text_in(source, heading.id) == id;
        if self.by_id.is_empty() {
            return self.headings.iter().position(is);
        }
        let own = |at: &u32| self.headings.get(*at as usize).map(|heading| self.text_in(source, heading.id));
        let first = *self.by_id.get(self.by_id.partition_point(|at| own(at) < Some(id)))?;
        (own(&first) == Some(id)).then_some(first as usize)
    }
}

impl Footnote {
    /// The operations of its text, without those that open and close it; none if it is not defined.
    pub fn text(&self) -> Range<usize> {
        self.start as usize + 1..(self.end as usize).saturating_sub(1)
    }
}

impl Op {
    /// The text that the operation is; nothing for any other, which code and HTML are too.
    pub fn text(&self) -> Option<Chunk> {
        match *self {
            Op::Text { start, len } => Some(Op::chunk(start, len)),
            Op::Code { .. }
            | Op::Html { .. }
            | Op::Address(_)
            | Op::SoftBreak
            | Op::HardBreak
            | Op::Rule
            | Op::Task(_)
            | Op::Open(..)
            | Op::Close(..)
            | Op::Refer(_)
            | Op::Cite { .. }
            | Op::Footnote(_) => None,
        }
    }

    /// The piece of text that a text operation points to.
    pub fn chunk(start: u32, len: U24) -> Chunk {
        Chunk { start, len: len.get() }
    }
}
