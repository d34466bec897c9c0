//! Blocks that need more than an opening and a closing operation: what stands alone in a paragraph, HTML.

use super::parse::Builder;
use super::{Chunk, Kind, Op, Tag, U24};
use crate::diagnostic::{Code, Diagnostic};
use std::ops::Range;

/// The HTML of a block, put together from its lines.
#[derive(Default)]
pub(super) struct HtmlBlock {
    text: String,
    /// Where each part begins in the text, and where it stands.
    parts: Vec<(usize, usize)>,
}

impl HtmlBlock {
    /// Adds what stands at `place`.
    pub(super) fn add(&mut self, text: &str, place: usize) {
        self.parts.push((self.text.len(), place));
        self.text.push_str(text);
    }

    /// Where the byte `at` of the text stands.
    fn place(&self, at: usize) -> usize {
        let part = self.parts.partition_point(|(start, _)| *start <= at).checked_sub(1);
        part.and_then(|part| self.parts.get(part)).map_or(at, |(start, place)| place + at - start)
    }
}

impl Builder<'_> {
    /// What stands alone in a paragraph takes the paragraph's place.
    pub(super) fn end_paragraph(&mut self) {
        let start = self.paragraph.take().unwrap_or(self.doc.ops.len());
        let ops = self.doc.ops.get(start + 1..).unwrap_or_default();
        let alone = match ops {
            [Op::Refer(index)] => Some(*index),
            _ => None,
        };
        if let Some(index) = alone.filter(|index| self.is_figure(*index)) {
            self.doc.references.get_mut(index as usize).into_iter().for_each(|image| image.figure = true);
            self.doc.ops.truncate(start);
            self.push(Op::Refer(index));
            return;
        }
        if let Some(index) = alone.filter(|index| self.stands_alone(*index)) {
            self.doc.ops.truncate(start);
            self.push(Op::Refer(index));
            return;
        }
        let misplaced = ops.iter().find_map(|op| match op {
            Op::Refer(index) if self.stands_alone(*index) => Some(*index),
            _ => None,
        });
        if let Some(index) = misplaced {
            self.report_misplaced(index);
        }
        self.push(Op::Close(Tag::Paragraph, 0));
    }

    pub(super) fn stands_alone(&self, index: u32) -> bool {
        let kind = self.doc.references.get(index as usize).map(|reference| reference.kind);
        matches!(kind, Some(Kind::Table | Kind::Block | Kind::Faq | Kind::Conflicts))
    }

    pub(super) fn report_misplaced(&mut self, index: u32) {
        let Some(reference) = self.doc.references.get(index as usize) else { return };
        let name = match reference.kind {
            Kind::Table => "a table",
            Kind::Block => "a block",
            Kind::Conflicts => "a list of conflicts",
            _ => "a repeated question",
        };
        let message = format!("{name} stands alone in its paragraph");
        let diagnostic = Diagnostic::new(Code::NotAlone, self.doc.span(reference), message)
            .help("put an empty line before and after it");
        self.doc.diagnostics.push(diagnostic);
    }

    pub(super) fn html(&mut self, html: &str) {
        let mut rest = html;
        while let Some((before, comment)) = rest.split_once("<!--") {
            self.push_html(before);
            rest = comment.split_once("-->").map_or("", |(_, after)| after);
        }
        self.push_html(rest);
    }

    pub(super) fn push_html(&mut self, html: &str) {
        if !html.is_empty() {
            let Chunk { start, len } = self.arena(html);
            if self.writing.html_is_text {
                self.push_text(Chunk { start, len });
                return;
            }
            self.push(Op::Html { start, len: U24::new(len) });
        }
    }

    /// Remembers where the comments of a piece of HTML stand.
    pub(super) fn note_comments(&mut self, range: Range<usize>) {
        let mut at = range.start;
        while let Some(rest) = self.text.get(at..range.end)
            && let Some(open) = rest.find("<!--")
        {
            let end = rest.get(open..).and_then(|comment| comment.find("-->")).map_or(rest.len(), |end| open + end + 3);
            let comment = self.span(at + open..at + end).range();
            self.doc.comments.push(comment);
            at += end;
        }
    }

    /// Text after a comment on its line, and a comment that is not closed.
    fn check_comments(&mut self, html: &HtmlBlock) {
        let mut rest = html.text.as_str();
        while let Some(comment) = rest.trim_start_matches([' ', '\t']).strip_prefix("<!--") {
            let Some((_, after)) = comment.split_once("-->") else {
                let at = html.place(html.text.len() - comment.len() - 4);
                let message = "the comment is not closed, and hides the rest of the text";
                self.report(Code::Misread, at..at + 4, message, "put `-->` after it");
                return;
            };
            let next = after.trim_start_matches(|c: char| c.is_whitespace() && c != '\n');
            if !(next.is_empty() || next.starts_with('\n') || next.starts_with("<!--")) {
                let line = after.lines().next().unwrap_or_default();
                let at = html.place(html.text.len() - after.len());
                let message = "text on the same line after a comment is read as HTML, not as Markdown";
                self.report(Code::Misread, at..at + line.len(), message, "put the text on a line of its own");
                return;
            }
            rest = after;
        }
    }

    pub(super) fn end_html(&mut self, range: Range<usize>) {
        let html = self.html.take().unwrap_or_default();
        self.check_comments(&html);
        self.note_comments(range);
        let start = self.doc.ops.len();
        self.push(Op::Open(Tag::HtmlBlock, 0));
        self.html(&html.text);
        let blank = self.doc.ops.get(start + 1..).unwrap_or_default().iter().all(|op| match op {
            Op::Html { start, len } | Op::Text { start, len } => {
                self.doc.text_in("", Op::chunk(*start, *len)).trim().is_empty()
            }
            _ => false,
        });
        if blank {
            self.doc.ops.truncate(start);
        } else {
            self.push(Op::Close(Tag::HtmlBlock, 0));
        }
    }
}
