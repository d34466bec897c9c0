//! Footnotes: their names, their texts, and those that are only referred to or only defined.

use super::sheet::Sheet;
use super::{Footnote, Op, Tag, U24};
use crate::diagnostic::{Code, Diagnostic, Names};
use pulldown_cmark::CowStr;
use std::collections::hash_map::Entry;
use std::collections::{BTreeMap, HashMap};
use std::ops::Range;

/// What is known of the footnotes of a text.
#[derive(Default)]
pub(super) struct Footnotes {
    /// Their indexes by name, as the parser compares names: without regard to case.
    indexes: HashMap<String, u32>,
    /// Where they are defined, by index.
    defined: BTreeMap<u32, Range<usize>>,
    /// The brackets of what may be a reference and is none to the parser.
    unknown: Vec<Unknown>,
    /// Those whose text is open: one may stand in another.
    open: Vec<u32>,
}

/// A name in brackets that the parser made something else of.
struct Unknown {
    range: Range<usize>,
    taken: Taken,
}

/// What became of such a name.
pub(super) enum Taken {
    /// Text.
    Text,
    /// The text of a link.
    Link,
    /// A reference, this operation, if the footnote is defined.
    Reference(usize),
}

impl Footnotes {
    /// The index of the footnote with this name.
    pub(super) fn index(&mut self, sheet: &mut Sheet<'_>, name: &str) -> u32 {
        let index = sheet.doc.footnotes.len() as u32;
        match self.indexes.entry(name.to_lowercase()) {
            Entry::Occupied(known) => return *known.get(),
            Entry::Vacant(free) => _ = free.insert(index),
        }
        let name = sheet.arena(name);
        sheet.doc.footnotes.push(Footnote { name, start: 0, end: 0 });
        index
    }

    pub(super) fn start(&mut self, sheet: &mut Sheet<'_>, name: &CowStr<'_>, range: Range<usize>) {
        let index = self.index(sheet, name);
        let text = sheet.written(&range).trim_end();
        let range = range.start..range.start + text.len();
        match self.defined.get(&index) {
            Some(first) => {
                let message = format!("the footnote `{name}` is defined twice");
                let diagnostic = Diagnostic::new(Code::DuplicateName, sheet.span(range), message)
                    .related(sheet.span(first.clone()), "first here");
                sheet.doc.diagnostics.push(diagnostic);
            }
            None => _ = self.defined.insert(index, range),
        }
        let start = sheet.doc.ops.len() as u32;
        if let Some(footnote) = sheet.doc.footnotes.get_mut(index as usize) {
            footnote.start = start;
        }
        self.open.push(index);
        sheet.open(Tag::FootnoteText, index);
    }

    pub(super) fn end(&mut self, sheet: &mut Sheet<'_>) {
        let Some(index) = self.open.pop() else { return };
        sheet.close(Tag::FootnoteText, index);
        let end = sheet.doc.ops.len() as u32;
        if let Some(footnote) = sheet.doc.footnotes.get_mut(index as usize) {
            footnote.end = end;
        }
    }

    /// Notes `[^name]` in a text that begins at `base`: a reference that the parser knows would be none of the text.
    pub(super) fn note_names(&mut self, sheet: &Sheet<'_>, text: &str, base: usize) {
        let mut at = 0;
        while let Some(open) = text.get(at..).and_then(|rest| rest.find("[^")).map(|found| at + found) {
            at = open + 2;
            let rest = text.get(at..).unwrap_or_default();
            let end = rest.find(|c: char| matches!(c, '[' | ']') || c.is_whitespace()).unwrap_or(rest.len());
            let (name, after) = rest.split_at(end);
            // A backslash before it says that it is text.
            let escaped = sheet.text().get(..base + open).is_some_and(|before| before.ends_with('\\'));
            if escaped || name.is_empty() || !after.starts_with(']') {
                continue;
            }
            self.note_unknown(base + open..base + at + name.len() + 1, Taken::Text);
        }
    }

    /// Notes what may be a reference to a footnote: names and texts are known at the end.
    pub(super) fn note_unknown(&mut self, range: Range<usize>, taken: Taken) {
        self.unknown.push(Unknown { range, taken });
    }

    /// What can be said of all of them at the end of the text.
    pub(super) fn check(&mut self, sheet: &mut Sheet<'_>) {
        let meant = self.check_undefined(sheet);
        self.check_unused(sheet, meant);
    }

    /// References that the parser did not take as such, now that all names are known.
    fn check_undefined(&mut self, sheet: &mut Sheet<'_>) -> Vec<u32> {
        let mut meant = Vec::new();
        let names = Names::default();
        for Unknown { range, taken } in std::mem::take(&mut self.unknown) {
            let name = sheet.text().get(range.start + 2..range.end - 1).unwrap_or_default();
            let index = self.indexes.get(&name.to_lowercase()).copied();
            let defined = index.filter(|index| self.defined.contains_key(index));
            match (defined, taken) {
                (Some(_), Taken::Reference(_)) | (None, Taken::Link) => continue,
                (Some(index), Taken::Text | Taken::Link) => {
                    meant.push(index);
                    let message = format!("what follows keeps `[^{name}]` from being a footnote");
                    sheet.report(Code::Misread, range, message, "put a space after it");
                    continue;
                }
                (None, Taken::Reference(op)) => {
                    let written = sheet.chunk_of(range.clone());
                    if let Some(op) = sheet.doc.ops.get_mut(op) {
                        *op = Op::Text { start: written.start, len: U24::new(written.len) };
                    }
                }
                (None, Taken::Text) => {}
            }
            let known = || {
                let known = self.defined.keys().filter_map(|index| sheet.doc.footnotes.get(*index as usize));
                known.map(|footnote| sheet.doc.text_in("", footnote.name))
            };
            let help = names.suggestion(name, known).unwrap_or_else(|| {
                format!("write its text on a line of its own: `[^{name}]: …`; where it is no footnote, `\\[^{name}]`")
            });
            sheet.report(Code::UndefinedFootnote, range, format!("there is no footnote `{name}`"), &help);
        }
        meant
    }

    /// Footnotes that are not referred to from the text, nor from a footnote that is. Those that are `meant` are.
    fn check_unused(&mut self, sheet: &mut Sheet<'_>, meant: Vec<u32>) {
        if self.defined.is_empty() {
            return;
        }
        let mut used = vec![false; sheet.doc.footnotes.len()];
        // The footnote that each operation stands in, and those that are referred to there.
        let mut inside: Option<u32> = None;
        let mut references: HashMap<Option<u32>, Vec<u32>> = HashMap::new();
        for op in &sheet.doc.ops {
            match op {
                Op::Open(Tag::FootnoteText, index) => inside = Some(*index),
                Op::Close(Tag::FootnoteText, _) => inside = None,
                Op::Footnote(index) => references.entry(inside).or_default().push(*index),
                Op::Open(..)
                | Op::Close(..)
                | Op::Text { .. }
                | Op::Code { .. }
                | Op::Html { .. }
                | Op::Address(_)
                | Op::SoftBreak
                | Op::HardBreak
                | Op::Rule
                | Op::Task(_)
                | Op::Refer(_)
                | Op::Cite { .. } => {}
            }
        }
        references.entry(None).or_default().extend(meant);
        let mut waiting: Vec<Option<u32>> = vec![None];
        while let Some(from) = waiting.pop() {
            for index in references.get(&from).into_iter().flatten() {
                if let Some(used @ false) = used.get_mut(*index as usize) {
                    *used = true;
                    waiting.push(Some(*index));
                }
            }
        }
        let defined = std::mem::take(&mut self.defined);
        for (index, range) in defined.into_iter().filter(|(index, _)| used.get(*index as usize) == Some(&false)) {
            let Some(footnote) = sheet.doc.footnotes.get(index as usize) else { continue };
            let name = sheet.doc.text_in("", footnote.name);
            let message = format!("nothing refers to the footnote `{name}`, so it is not shown");
            let help = format!("refer to it where it belongs: `[^{name}]`");
            let length = "[^]:".len() + name.len();
            sheet.report(Code::UnusedFootnote, range.start..(range.start + length).min(range.end), message, &help);
        }
    }
}
