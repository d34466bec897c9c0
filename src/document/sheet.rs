//! The sheet: a document that is being written, to which everything that parses adds operations, texts and diagnostics.

use super::{ARENA, Chunk, Document, Kind, Op, Reference, Tag, U24};
use crate::config::Writing;
use crate::data::{Notation, Text};
use crate::diagnostic::{Code, Diagnostic};
use crate::source::{SourceId, Span};
use pulldown_cmark::CowStr;
use std::ops::Range;

/// Where the text that is parsed stands.
#[derive(Debug, Clone, Copy)]
pub(super) enum Origin<'a> {
    /// In the source, from this byte on.
    At(SourceId, usize),
    /// In the source with escapes, if it does.
    Data(&'a Text),
}

pub(super) struct Sheet<'a> {
    text: &'a str,
    full: &'a str,
    origin: Origin<'a>,
    writing: Writing,
    pub(super) doc: Document,
}

impl<'a> Sheet<'a> {
    /// `text` is what is parsed, `full` the text of the whole source, which chunks outside the arena point into.
    pub(super) fn new(text: &'a str, full: &'a str, origin: Origin<'a>, writing: Writing) -> Sheet<'a> {
        let mut doc = match origin {
            Origin::At(source, _) => Document::empty(source, Notation::AsIs),
            Origin::Data(text) => Document::empty(text.span.source, text.notation()),
        };
        doc.join_lines = writing.join_lines;
        doc.ops.reserve(text.len() / 16);
        Sheet { text, full, origin, writing, doc }
    }

    pub(super) fn finish(mut self) -> Document {
        self.doc.ops.shrink_to_fit();
        self.doc.arena.shrink_to_fit();
        self.doc.references.shrink_to_fit();
        self.doc.headings.shrink_to_fit();
        self.doc
    }

    /// What is parsed.
    pub(super) fn text(&self) -> &'a str {
        self.text
    }

    /// The text of the whole source.
    pub(super) fn full(&self) -> &'a str {
        self.full
    }

    pub(super) fn writing(&self) -> Writing {
        self.writing
    }

    /// What is written at a range of the text.
    pub(super) fn written(&self, range: &Range<usize>) -> &'a str {
        self.text.get(range.clone()).unwrap_or_default()
    }

    pub(super) fn span(&self, range: Range<usize>) -> Span {
        match self.origin {
            Origin::At(source, base) => Span::new(source, range.start + base..range.end + base),
            Origin::Data(text) => text.span_of(range),
        }
    }

    pub(super) fn report(&mut self, code: Code, range: Range<usize>, message: impl Into<String>, help: &str) {
        let diagnostic = Diagnostic::new(code, self.span(range), message).help(help);
        self.doc.diagnostics.push(diagnostic);
    }

    /// A chunk for bytes of the text that is being parsed.
    pub(super) fn chunk_of(&mut self, range: Range<usize>) -> Chunk {
        let start = match self.origin {
            Origin::At(_, base) => Some(range.start + base),
            Origin::Data(text) => text.as_it_stands(range.clone()),
        };
        match start {
            Some(start) => Chunk { start: start as u32, len: range.len() as u32 },
            None => self.arena(self.written(&range)),
        }
    }

    /// A chunk for text that does not stand in the source.
    pub(super) fn arena(&mut self, text: &str) -> Chunk {
        let start = self.doc.arena.len() as u32 | ARENA;
        self.doc.arena.push_str(text);
        Chunk { start, len: text.len() as u32 }
    }

    /// A chunk for a text of the parser: of the source where it is a part of it.
    pub(super) fn chunk(&mut self, text: &CowStr<'_>) -> Chunk {
        match self.place_of(text) {
            Some(range) => self.chunk_of(range),
            None => self.arena(text),
        }
    }

    /// Where a text of the parser stands in the source, if it is a part of it.
    pub(super) fn place_of(&self, text: &CowStr<'_>) -> Option<Range<usize>> {
        let CowStr::Borrowed(part) = text else { return None };
        let start = (part.as_ptr() as usize).checked_sub(self.text.as_ptr() as usize)?;
        (start + part.len() <= self.text.len()).then(|| start..start + part.len())
    }

    pub(super) fn push(&mut self, op: Op) {
        self.doc.ops.push(op);
    }

    pub(super) fn open(&mut self, tag: Tag, number: u32) {
        self.push(Op::Open(tag, number));
    }

    pub(super) fn close(&mut self, tag: Tag, number: u32) {
        self.push(Op::Close(tag, number));
    }

    pub(super) fn push_text(&mut self, chunk: Chunk) {
        self.push(Op::Text { start: chunk.start, len: U24::new(chunk.len) });
    }

    /// A reference that stands at `range`, as yet without a text and a title.
    pub(super) fn reference(&self, kind: Kind, dest: Chunk, range: &Range<usize>) -> Reference {
        let Span { start, end, .. } = self.span(range.clone());
        let (text, title) = (Chunk::default(), Chunk::default());
        Reference { kind, dest, text, title, decorative: false, figure: false, start, end }
    }

    /// Adds a reference, and says which it is.
    pub(super) fn push_reference(&mut self, reference: Reference) -> u32 {
        let index = self.doc.references.len() as u32;
        self.doc.references.push(reference);
        index
    }
}
