//! The text of a document without its markup: for titles, ids, search, feeds.

use super::{Document, Kind, Op, Tag};
use std::ops::Range;

impl Document {
    /// The plain text of some operations: emphasis, ruby readings, citations and footnotes left out. `refer` gives the
    /// text of a reference that stands for text (a fact); without one its visible text is taken.
    pub fn plain(&self, source: &str, range: Range<usize>, refer: &dyn Fn(u32) -> Option<String>) -> String {
        let mut text = String::new();
        let mut hidden = 0;
        for at in range {
            let Some(op) = self.ops.get(at) else { break };
            match op {
                Op::Open(Tag::RubyText | Tag::FootnoteText, _) => hidden += 1,
                Op::Close(Tag::RubyText | Tag::FootnoteText, _) => hidden -= 1,
                _ if hidden > 0 => {}
                Op::Text { start, len } | Op::Code { start, len } => {
                    text.push_str(self.text_in(source, Op::chunk(*start, *len)));
                }
                Op::SoftBreak if self.joined(source, at, refer) => {}
                Op::SoftBreak | Op::HardBreak => text.push(' '),
                Op::Refer(index) => {
                    let Some(reference) = self.references.get(*index as usize) else { continue };
                    if reference.figure {
                        text.push_str(self.text_in(source, reference.title));
                        text.push('\n');
                        continue;
                    }
                    match refer(*index) {
                        Some(value) => text.push_str(&value),
                        None if matches!(reference.kind, Kind::Fact | Kind::Image) => {
                            text.push_str(self.text_in(source, reference.text));
                        }
                        None => {}
                    }
                }
                // Without a text of its own it shows the name of what it leads to.
                Op::Open(Tag::Link | Tag::Term, index) => {
                    if matches!(self.ops.get(at + 1), Some(Op::Close(Tag::Link | Tag::Term, _))) {
                        text.push_str(&refer(*index).unwrap_or_default());
                    }
                }
                // The space before it goes with it.
                Op::Cite { .. } => text.truncate(text.trim_end_matches(' ').len()),
                Op::Open(..) | Op::Rule | Op::Html { .. } | Op::Address(_) | Op::Task(_) | Op::Footnote(_) => {}
                Op::Close(tag, _) => {
                    if tag.class().holds_text() && !text.ends_with([' ', '\n']) {
                        text.push('\n');
                    }
                }
            }
        }
        text.truncate(text.trim_end().len());
        text
    }

    /// Whether operations within a paragraph say nothing: blanks, and images that are decorative.
    pub(super) fn is_mute(&self, source: &str, ops: &[Op]) -> bool {
        ops.iter().all(|op| match op {
            Op::Text { start, len } => self.text_in(source, Op::chunk(*start, *len)).trim().is_empty(),
            Op::Refer(index) => self.references.get(*index as usize).is_some_and(|reference| reference.decorative),
            Op::Open(tag, _) | Op::Close(tag, _) => !matches!(tag, Tag::Link | Tag::Term),
            Op::SoftBreak | Op::HardBreak => true,
            Op::Code { .. }
            | Op::Html { .. }
            | Op::Address(_)
            | Op::Rule
            | Op::Task(_)
            | Op::Cite { .. }
            | Op::Footnote(_) => false,
        })
    }

    /// The plain text of a heading, facts as they are written, given the text of the source.
    pub fn heading_text_in(&self, source: &str, heading: usize) -> String {
        self.plain(source, self.heading_ops(heading), &|_| None)
    }

    /// The text of a heading that its id is made of: what is written, before typographic signs, without citations, images
    /// and notes.
    pub(super) fn heading_for_id(&self, source: &str, heading: usize) -> String {
        let mut text = String::new();
        let mut hidden = 0;
        for op in self.ops.get(self.heading_ops(heading)).unwrap_or_default() {
            match op {
                Op::Open(Tag::RubyText, _) => hidden += 1,
                Op::Close(Tag::RubyText, _) => hidden -= 1,
                _ if hidden > 0 => {}
                Op::Text { start, len } | Op::Code { start, len } => {
                    let chunk = Op::chunk(*start, *len);
                    let shown = self.text_in(source, chunk);
                    // Only signs in place of others do not stand in the source.
                    text.push_str(match (self.place(chunk), shown) {
                        (None, "–") => "--",
                        (None, "—") => "---",
                        (Some(_) | None, shown) => shown,
                    });
                }
                Op::Refer(index) => {
                    let fact = self.references.get(*index as usize).filter(|reference| reference.kind == Kind::Fact);
                    text.push_str(fact.map(|fact| self.text_in(source, fact.text)).unwrap_or_default());
                }
                Op::Open(..)
                | Op::Close(..)
                | Op::SoftBreak
                | Op::HardBreak
                | Op::Rule
                | Op::Html { .. }
                | Op::Address(_)
                | Op::Task(_)
                | Op::Cite { .. }
                | Op::Footnote(_) => {}
            }
        }
        text
    }

    /// The operations inside a heading.
    pub fn heading_ops(&self, heading: usize) -> Range<usize> {
        let Some(heading) = self.headings.get(heading) else { return 0..0 };
        let start = heading.op as usize + 1;
        let inside = self.ops.get(start..).unwrap_or_default();
        let len = inside.iter().position(|op| matches!(op, Op::Close(Tag::Heading, _))).unwrap_or(inside.len());
        start..start + len
    }
}
