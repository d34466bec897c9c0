//! What stands alone in its paragraph and takes its place: tables, blocks, repeated questions, conflicts, figures.

use super::sheet::Sheet;
use super::{Document, Kind, Op, Tag};
use crate::diagnostic::{Code, Diagnostic};

/// The paragraph that is open.
#[derive(Default)]
pub(super) struct Paragraph {
    /// The operation that opened it.
    opened: Option<usize>,
}

impl Paragraph {
    pub(super) fn start(&mut self, sheet: &mut Sheet<'_>) {
        self.opened = Some(sheet.doc.ops.len());
        sheet.open(Tag::Paragraph, 0);
    }

    pub(super) fn end(&mut self, sheet: &mut Sheet<'_>) {
        let doc = &mut sheet.doc;
        let start = self.opened.take().unwrap_or(doc.ops.len());
        let ops = doc.ops.get(start + 1..).unwrap_or_default();
        if let [Op::Refer(index)] = ops {
            let index = *index;
            let figure = is_figure(doc, index);
            if let Some(image) = doc.references.get_mut(index as usize).filter(|_| figure) {
                image.figure = true;
            }
            if figure || stands_alone(doc, index) {
                doc.ops.truncate(start);
                return sheet.push(Op::Refer(index));
            }
        }
        let is_misplaced = |op: &&Op| matches!(op, Op::Refer(index) if stands_alone(doc, *index));
        if let Some(Op::Refer(index)) = ops.iter().find(is_misplaced).copied() {
            report_misplaced(doc, index);
        }
        sheet.close(Tag::Paragraph, 0);
    }
}

/// An image with a title is a figure where it stands alone.
fn is_figure(doc: &Document, index: u32) -> bool {
    let reference = doc.references.get(index as usize);
    reference.is_some_and(|reference| reference.kind == Kind::Image && !reference.title.is_empty())
}

fn stands_alone(doc: &Document, index: u32) -> bool {
    doc.references.get(index as usize).is_some_and(|reference| reference.kind.alone().is_some())
}

fn report_misplaced(doc: &mut Document, index: u32) {
    let Some(reference) = doc.references.get(index as usize) else { return };
    let Some(name) = reference.kind.alone() else { return };
    let message = format!("{name} stands alone in its paragraph");
    let diagnostic = Diagnostic::new(Code::NotAlone, doc.span(reference), message);
    doc.diagnostics.push(diagnostic.help("put an empty line before and after it"));
}

/// What stands alone may also be the whole of a tight list item; anywhere else among text it is misplaced.
pub(super) fn check_loose(doc: &mut Document) {
    let mut in_paragraph = false;
    let mut misplaced = Vec::new();
    for (at, op) in doc.ops.iter().enumerate() {
        match op {
            Op::Open(Tag::Paragraph, _) => in_paragraph = true,
            Op::Close(Tag::Paragraph, _) => in_paragraph = false,
            Op::Refer(index) if !in_paragraph && stands_alone(doc, *index) => {
                let before = at.checked_sub(1).and_then(|at| doc.ops.get(at));
                if !(may_precede(before) && may_follow(doc.ops.get(at + 1))) {
                    misplaced.push(*index);
                }
            }
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
            | Op::Cite { .. }
            | Op::Footnote(_) => {}
        }
    }
    for index in misplaced {
        report_misplaced(doc, index);
    }
}

/// Whether a block may begin after this operation.
fn may_precede(op: Option<&Op>) -> bool {
    match op {
        None => true,
        Some(Op::Open(tag, _)) => tag.class().holds_blocks(),
        Some(Op::Close(tag, _)) => tag.class().is_block(),
        Some(op) => is_alone(op),
    }
}

/// Whether a block may end before this operation.
fn may_follow(op: Option<&Op>) -> bool {
    match op {
        None => true,
        Some(Op::Open(tag, _)) => tag.class().is_block(),
        Some(Op::Close(tag, _)) => tag.class().holds_blocks(),
        Some(op) => is_alone(op),
    }
}

/// Whether an operation is a block by itself, or may be.
fn is_alone(op: &Op) -> bool {
    match op {
        Op::Rule | Op::Refer(_) => true,
        Op::Text { .. }
        | Op::Code { .. }
        | Op::Html { .. }
        | Op::Address(_)
        | Op::SoftBreak
        | Op::HardBreak
        | Op::Task(_)
        | Op::Open(..)
        | Op::Close(..)
        | Op::Cite { .. }
        | Op::Footnote(_) => false,
    }
}
