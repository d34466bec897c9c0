//! Raw HTML in a text, and the comments in it, which nobody sees.

use super::sheet::Sheet;
use super::{Chunk, Op, Tag, raw_html, slip};
use crate::config::Html;
use crate::diagnostic::Code;
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

    /// The end of the block, which stands at `range`.
    pub(super) fn end(&self, sheet: &mut Sheet<'_>, range: Range<usize>) {
        self.check_comments(sheet);
        note_comments(sheet, range.clone());
        tell_of_text(sheet, &self.text, range.clone());
        let start = sheet.doc.ops.len();
        sheet.open(Tag::HtmlBlock, 0);
        raw_html::push(sheet, &self.text, &|at| self.place(at));
        let is_blank = |op: &Op| match op {
            Op::Html { start, len } | Op::Text { start, len } => {
                sheet.doc.text_in("", Op::chunk(*start, *len)).trim().is_empty()
            }
            Op::Code { .. }
            | Op::SoftBreak
            | Op::HardBreak
            | Op::Rule
            | Op::Task(_)
            | Op::Open(..)
            | Op::Close(..)
            | Op::Address(_)
            | Op::Refer(_)
            | Op::Cite { .. }
            | Op::Footnote(_) => false,
        };
        let blank = sheet.doc.ops.get(start + 1..).unwrap_or_default().iter().all(is_blank);
        if blank {
            sheet.doc.ops.truncate(start);
        } else {
            sheet.close(Tag::HtmlBlock, 0);
        }
    }

    /// Text after a comment on its line, and a comment that is not closed.
    fn check_comments(&self, sheet: &mut Sheet<'_>) {
        let mut rest = self.text.as_str();
        while let Some(comment) = rest.trim_start_matches([' ', '\t']).strip_prefix("<!--") {
            let Some((_, after)) = comment.split_once("-->") else {
                let at = self.place(self.text.len() - comment.len() - 4);
                let message = "the comment is not closed, and hides the rest of the text";
                sheet.report(Code::Misread, at..at + 4, message, "put `-->` after it");
                return;
            };
            let next = after.trim_start_matches(|c: char| c.is_whitespace() && c != '\n');
            if !(next.is_empty() || next.starts_with('\n') || next.starts_with("<!--")) {
                let line = after.lines().next().unwrap_or_default();
                let at = self.place(self.text.len() - after.len());
                let message = "text on the same line after a comment is read as HTML, not as Markdown";
                sheet.report(Code::Misread, at..at + line.len(), message, "put the text on a line of its own");
                return;
            }
            rest = after;
        }
    }
}

/// HTML at `range` that is shown as text, if it is an element.
pub(super) fn tell_of_text(sheet: &mut Sheet<'_>, html: &str, range: Range<usize>) {
    if sheet.writing().html != Html::Escape {
        return;
    }
    if let Some((name, help)) = slip::element(html, sheet.writing().html_may_pass) {
        let end = sheet.written(&range).find(['>', '\n']).map_or(range.end, |end| range.start + end + 1);
        sheet.report(Code::LooksLikeMarkup, range.start..end, format!("`<{name}>` is shown as text"), &help);
    }
}

/// Remembers where the comments of a piece of HTML stand.
pub(super) fn note_comments(sheet: &mut Sheet<'_>, range: Range<usize>) {
    let mut at = range.start;
    while let Some(rest) = sheet.text().get(at..range.end)
        && let Some(open) = rest.find("<!--")
    {
        let end = rest.get(open..).and_then(|comment| comment.find("-->")).map_or(rest.len(), |end| open + end + 3);
        let comment = sheet.span(at + open..at + end).range();
        sheet.doc.comments.push(comment);
        at += end;
    }
}

/// How many comments at the end of a line are looked past: there may be a million.
const MOST_COMMENTS: usize = 8;

/// Takes the blank before a comment at the end of a line out of the text: without the comment it would be none.
pub(super) fn drop_blank_before(sheet: &mut Sheet<'_>, html: &str, range: &Range<usize>) {
    let Some(Op::Text { start, len }) = sheet.doc.ops.last().copied() else { return };
    let chunk = Op::chunk(start, len);
    let text = sheet.doc.text_in(sheet.full(), chunk);
    let kept = text.trim_end_matches([' ', '\t']).len() as u32;
    let is_last = || html.starts_with("<!--") && ends_line(sheet.text().get(range.end..).unwrap_or_default());
    if kept == chunk.len || !is_last() {
        return;
    }
    sheet.doc.ops.pop();
    if kept > 0 {
        sheet.push_text(Chunk { len: kept, ..chunk });
    }
}

/// Whether nothing of a line is left that is shown: more comments, the attributes of a heading, the bar that ends a cell.
fn ends_line(rest: &str) -> bool {
    let mut rest = rest.trim_start_matches([' ', '\t']);
    for _ in 0..MOST_COMMENTS {
        let Some(comment) = rest.strip_prefix("<!--") else { break };
        rest = comment.split_once("-->").map_or("", |(_, after)| after).trim_start_matches([' ', '\t']);
    }
    rest.is_empty() || rest.starts_with(['\n', '\r', '{', '|'])
}
