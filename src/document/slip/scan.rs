//! The blocks of a document: which bytes of the source were read as text, and where lines begin.

use super::text::{Block, Text};
use super::{Found, Place, beside};
use crate::document::joined::is_escaped;
use crate::document::{Chunk, Class, Document, Kind, Op, Tag};

/// What is found in a document; `source` is the text of its file.
pub(super) fn scan(doc: &Document, source: &str) -> Found {
    let block = Block::new(Place::Prose);
    let mut scan = Scan { source, doc, block, links: 0, skip: false, code: None, found: Found::default() };
    scan.run();
    scan.found
}

/// Goes over the operations of a document, a block at a time.
struct Scan<'a> {
    source: &'a str,
    doc: &'a Document,
    block: Block,
    /// Links and terms that are open: their text is theirs.
    links: usize,
    /// Whether code or raw HTML is open.
    skip: bool,
    /// The code that ends here.
    code: Option<Chunk>,
    found: Found,
}

impl<'a> Scan<'a> {
    fn run(&mut self) {
        for op in self.doc.ops() {
            match op {
                Op::Text { start, len } => self.text(Op::chunk(*start, *len)),
                Op::SoftBreak | Op::HardBreak => (self.block.starts_line, self.code) = (true, None),
                Op::Open(tag, index) => self.open(*tag, *index),
                Op::Close(tag, _) => self.close(*tag),
                Op::Rule => self.end(Place::Prose),
                Op::Refer(index) => self.refer(*index),
                Op::Code { start, len } => {
                    self.block.starts_line = false;
                    self.code = Some(Op::chunk(*start, *len));
                }
                Op::Task(_) | Op::Html { .. } | Op::Address(_) | Op::Cite { .. } | Op::Footnote(_) => {
                    self.block.starts_line = false;
                }
            }
        }
        self.end(Place::Prose);
    }

    fn text(&mut self, chunk: Chunk) {
        let starts_line = std::mem::take(&mut self.block.starts_line);
        let Some(at) = self.doc.place(chunk) else {
            self.block.is_smart |= self.links == 0;
            return;
        };
        if self.skip || self.links > 0 {
            return;
        }
        let end = at + chunk.len as usize;
        if let Some(code) = self.code.take() {
            self.found.slips.extend(beside::code(self.source, self.doc.place(code), at));
        }
        if starts_line && !is_escaped(self.source, at) {
            self.block.lines.push(at);
        }
        self.block.texts.push(at..end);
    }

    fn open(&mut self, tag: Tag, index: u32) {
        match tag.class() {
            Class::Inline | Class::Reading => {
                if tag == Tag::Link && self.links == 0 {
                    let link = self.doc.references.get(index as usize);
                    self.found.slips.extend(link.and_then(|link| beside::link(self.source, self.doc, link)));
                }
                self.links += usize::from(matches!(tag, Tag::Link | Tag::Term | Tag::Ruby));
                self.block.starts_line = false;
            }
            Class::Line => self.end(Place::Cell),
            Class::Text | Class::Item | Class::Frame | Class::Group => {
                let is_item =
                    tag == Tag::Item || (tag == Tag::Paragraph && self.block.is_item && self.block.texts.is_empty());
                self.end(if tag == Tag::Heading { Place::Heading } else { Place::Prose });
                self.block.is_item = is_item;
                self.skip = tag == Tag::HtmlBlock;
            }
            Class::Code => {
                self.end(Place::Prose);
                self.skip = true;
            }
        }
    }

    fn close(&mut self, tag: Tag) {
        match tag.class() {
            Class::Inline | Class::Reading => {
                self.links -= usize::from(matches!(tag, Tag::Link | Tag::Term | Tag::Ruby)).min(self.links);
                self.block.refers |= matches!(tag, Tag::Link | Tag::Term);
            }
            Class::Line | Class::Text | Class::Item | Class::Frame | Class::Group | Class::Code => {
                self.end(Place::Prose);
                self.skip = false;
            }
        }
    }

    fn refer(&mut self, index: u32) {
        self.block.starts_line = false;
        self.block.refers = true;
        let image = self.doc.references.get(index as usize).filter(|reference| reference.kind == Kind::Image);
        if let Some(image) = image {
            self.block.images.push(image.end as usize);
        }
    }

    /// Looks through the block that ends here, and begins another.
    fn end(&mut self, next: Place) {
        if !self.block.texts.is_empty() {
            Text::new(self.source, &self.block, &mut self.found).look();
        }
        self.block.reset(next);
    }
}
