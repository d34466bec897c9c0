//! Footnotes: their names, their texts, and those that are only referred to or only defined.

use super::parse::Builder;
use super::{ARENA, Footnote, Op, Tag};
use crate::diagnostic::{Code, Diagnostic};
use pulldown_cmark::CowStr;
use std::collections::HashMap;
use std::ops::Range;

impl Builder<'_> {
    /// The index of the footnote with this name.
    pub(super) fn footnote_index(&mut self, name: &CowStr<'_>) -> u32 {
        let known = self.doc.footnotes.iter().position(|footnote| {
            let start = (footnote.name.start & !ARENA) as usize;
            self.doc.arena.get(start..start + footnote.name.len as usize) == Some(name)
        });
        let index = known.unwrap_or(self.doc.footnotes.len());
        if known.is_none() {
            // Names are compared, so they all live in the arena.
            let name = self.arena(name);
            self.doc.footnotes.push(Footnote { name, start: 0, end: 0 });
        }
        index as u32
    }

    pub(super) fn start_footnote(&mut self, name: &CowStr<'_>, range: Range<usize>) {
        let index = self.footnote_index(name);
        let text = self.text.get(range.clone()).unwrap_or_default().trim_end();
        let range = range.start..range.start + text.len();
        match self.defined.iter().find(|(defined, _)| *defined == index) {
            Some((_, first)) => {
                let message = format!("the footnote `{name}` is defined twice");
                let diagnostic = Diagnostic::new(Code::DuplicateName, self.span(range), message)
                    .related(self.span(first.clone()), "first here");
                self.doc.diagnostics.push(diagnostic);
            }
            None => self.defined.push((index, range)),
        }
        let start = self.doc.ops.len() as u32;
        if let Some(footnote) = self.doc.footnotes.get_mut(index as usize) {
            footnote.start = start;
        }
        self.open_footnotes.push(index);
        self.push(Op::Open(Tag::FootnoteText, index));
    }

    pub(super) fn end_footnote(&mut self) {
        let Some(index) = self.open_footnotes.pop() else { return };
        self.push(Op::Close(Tag::FootnoteText, index));
        let end = self.doc.ops.len() as u32;
        if let Some(footnote) = self.doc.footnotes.get_mut(index as usize) {
            footnote.end = end;
        }
    }

    /// Notes `[^name]` in a text that begins at `base`: a reference that the parser knows would be none of the text.
    pub(super) fn check_footnote_names(&mut self, text: &str, base: usize) {
        let mut at = 0;
        while let Some(open) = text.get(at..).and_then(|rest| rest.find("[^")).map(|found| at + found) {
            at = open + 2;
            let rest = text.get(at..).unwrap_or_default();
            let end = rest.find(|c: char| matches!(c, '[' | ']') || c.is_whitespace()).unwrap_or(rest.len());
            let (name, after) = rest.split_at(end);
            // A backslash before it says that it is text.
            let escaped = self.text.get(..base + open).is_some_and(|before| before.ends_with('\\'));
            if escaped || name.is_empty() || !after.starts_with(']') {
                continue;
            }
            self.unknown_footnotes.push(base + open..base + at + name.len() + 1);
        }
    }

    /// References to footnotes that are not defined, now that all names are known.
    pub(super) fn check_undefined_footnotes(&mut self) {
        for range in std::mem::take(&mut self.unknown_footnotes) {
            let name = self.text.get(range.start + 2..range.end - 1).unwrap_or_default();
            let known = self.doc.footnotes.iter().map(|footnote| self.doc.text_in("", footnote.name));
            let help = crate::diagnostic::suggestion(name, known).unwrap_or_else(|| {
                format!("write its text on a line of its own: `[^{name}]: …`; where it is no footnote, `\\[^{name}]`")
            });
            self.report(Code::UndefinedFootnote, range, format!("there is no footnote `{name}`"), &help);
        }
    }

    /// Footnotes that are not referred to from the text, nor from a footnote that is.
    pub(super) fn check_unused_footnotes(&mut self) {
        if self.defined.is_empty() {
            return;
        }
        let mut used = vec![false; self.doc.footnotes.len()];
        // The footnote that each operation stands in, and those that are referred to there.
        let mut inside: Option<u32> = None;
        let mut references: HashMap<Option<u32>, Vec<u32>> = HashMap::new();
        for op in &self.doc.ops {
            match op {
                Op::Open(Tag::FootnoteText, index) => inside = Some(*index),
                Op::Close(Tag::FootnoteText, _) => inside = None,
                Op::Footnote(index) => references.entry(inside).or_default().push(*index),
                _ => {}
            }
        }
        let mut waiting: Vec<Option<u32>> = vec![None];
        while let Some(from) = waiting.pop() {
            for index in references.get(&from).into_iter().flatten() {
                if let Some(used @ false) = used.get_mut(*index as usize) {
                    *used = true;
                    waiting.push(Some(*index));
                }
            }
        }
        let unused: Vec<(u32, Range<usize>)> =
            self.defined.iter().filter(|(index, _)| used.get(*index as usize) == Some(&false)).cloned().collect();
        for (index, range) in unused {
            let Some(footnote) = self.doc.footnotes.get(index as usize) else { continue };
            let name = self.doc.text_in("", footnote.name);
            let message = format!("nothing refers to the footnote `{name}`, so it is not shown");
            let help = format!("refer to it where it belongs: `[^{name}]`");
            let length = "[^]:".len() + name.len();
            self.report(Code::UnusedFootnote, range.start..(range.start + length).min(range.end), message, &help);
        }
    }
}
