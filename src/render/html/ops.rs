//! The operations of a text, one after another.

use super::Writer;
use super::heading::Questions;
use crate::document::{Chunk, Document, Op, Reference, Tag};
use crate::render::escape;
use crate::render::plain::refer;
use crate::resolve::{Lead, Part, PartOrigin, Target};
use std::slice::Iter;

/// Where the writer is in a text.
pub(super) struct Walk<'a> {
    pub(super) part: &'a Part,
    pub(super) document: &'a Document,
    pub(super) source: &'a str,
    /// The operations that follow.
    pub(super) rest: Iter<'a, Op>,
    pub(super) questions: Questions,
}

impl<'a> Writer<'a> {
    pub(super) fn part(&mut self, index: usize) {
        let Some(part) = self.scene.parts.get(index) else { return };
        self.ops(index, part, part.range.clone());
    }

    pub(super) fn ops(&mut self, index: usize, part: &'a Part, range: std::ops::Range<usize>) {
        let document = &*part.document;
        let source = self.scene.site.sources.get(document.source).text.as_str();
        let end = range.end;
        let rest = document.ops().get(range).unwrap_or_default().iter();
        let mut walk = Walk { part, document, source, rest, questions: Questions::of(part) };
        let mut inside_footnote = 0;
        while let Some(op) = walk.rest.next() {
            // It is refused as a whole.
            if self.is_full() {
                return;
            }
            if !matches!(op, Op::Html { .. } | Op::Address(_)) {
                self.flush_html();
            }
            match op {
                // Footnotes are written at the end of the page.
                Op::Open(Tag::FootnoteText, _) => inside_footnote += 1,
                Op::Close(Tag::FootnoteText, _) => inside_footnote -= 1,
                _ if inside_footnote > 0 => {}
                Op::Open(tag, number) => self.open(&mut walk, *tag, *number),
                Op::Close(tag, number) => self.close(&mut walk, *tag, *number),
                Op::SoftBreak => self.soft_break(&walk, end - walk.rest.len() - 1),
                Op::HardBreak => self.out.push_str("<br>\n"),
                Op::Rule => self.out.push_str("<hr>\n"),
                Op::Task(done) => self.task(*done),
                Op::Text { start, len } => {
                    escape::text(&mut self.out, document.text_in(source, Op::chunk(*start, *len)));
                }
                Op::Code { start, len } => self.code(document.text_in(source, Op::chunk(*start, *len))),
                Op::Html { start, len } => self.raw(&part.origin, document.text_in(source, Op::chunk(*start, *len))),
                Op::Address(number) => {
                    let address = self.address(&walk, *number as usize);
                    self.raw(&part.origin, &address);
                }
                Op::Refer(number) => self.refer(document, source, part, *number as usize),
                Op::Cite { first, count } => {
                    self.citations(document, source, part, *first as usize, count.get() as usize);
                }
                Op::Footnote(number) => self.footnote_reference(document, source, index, *number as usize),
            }
        }
        self.flush_html();
        self.close_questions(&mut walk.questions);
    }

    /// The line break at an operation.
    fn soft_break(&mut self, walk: &Walk<'_>, at: usize) {
        if !walk.document.joined(walk.source, at, &|index| refer(self.scene.site, walk.part, index)) {
            self.out.push('\n');
        }
    }

    fn code(&mut self, code: &str) {
        self.out.push_str("<code>");
        escape::text(&mut self.out, code);
        self.out.push_str("</code>");
    }

    /// Raw HTML, which is text in data, whatever the site says of its Markdown.
    fn raw(&mut self, origin: &PartOrigin, html: &str) {
        match origin {
            PartOrigin::Fragment => escape::text(&mut self.out, html),
            PartOrigin::Page | PartOrigin::Block { .. } | PartOrigin::Question { .. } => self.html(html),
        }
    }

    /// An address in raw HTML, as it stands in an attribute.
    fn address(&self, walk: &Walk<'_>, number: usize) -> String {
        let reference = walk.document.references.get(number);
        let text =
            |of: fn(&Reference) -> Chunk| reference.map_or("", |own| walk.document.text_in(walk.source, of(own)));
        let mut address = String::new();
        match walk.part.targets.get(number) {
            Some(Target::Link { lead: lead @ (Lead::Page(_) | Lead::Anchor(_) | Lead::File(_)), tail, .. }) => {
                escape::address(&mut address, &lead.href(self.scene.site, text(|of| of.dest), tail));
            }
            Some(Target::Image(image)) if matches!(image.lead, Lead::File(_)) => {
                escape::address(&mut address, &image.src);
            }
            // Elsewhere; or broken, and reported.
            _ => address.push_str(text(|of| of.title)),
        }
        address
    }

    fn task(&mut self, done: bool) {
        let (checked, label) = if done { (" checked", "task-done") } else { ("", "task-open") };
        let named = self.named(label);
        let label = self.message(label);
        let mut input = format!("<input type=\"checkbox\" disabled{checked}{named} aria-label=\"");
        escape::attribute(&mut input, &label);
        input.push_str("\">");
        self.keep(&input);
        self.out.push(' ');
    }
}
